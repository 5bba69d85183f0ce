//! Promises, risks and decisions that name the customer and not the deal.

mod support;

use support::{FOUR_DEALS, audit_of, note};

const DEALS: &str = "deal_id,deal_name,account_id,stage,closed_at,owner
1,Acme New,A1,Closed Won,2026-01-10,Ann
2,Bolt New,A2,Closed Won,2026-01-12,Ann
3,Acme Two,A1,Closed Won,2026-03-10,Ann
";
const ACCOUNTS: &str = "account_id,account_name,domain\nA1,Acme Ltd,acme.example\nA2,Bolt GmbH,bolt.example\n";

/// The deals that a rule finds something in.
fn found(files: &[(&str, &str)], code: &str) -> Vec<String> {
    let mut all =
        vec![("deals.csv", DEALS), ("accounts.csv", ACCOUNTS), ("audit.toml", "[audit]\nas_of = 2026-06-01\n")];
    all.extend(files);
    let audit = audit_of(&all);
    assert!(note(&audit, "all-unlinked").is_none(), "{audit}");
    let has = |deal: &serde_json::Value| {
        deal["findings"].as_array().is_some_and(|all| all.iter().any(|finding| finding == code))
    };
    let deals = audit["deals"].as_array().expect("deals").iter().filter(|deal| has(deal));
    let mut ids: Vec<String> = deals.map(|deal| deal["deal_id"].as_str().unwrap_or_default().to_owned()).collect();
    ids.sort();
    ids
}

const OPEN_RISK: &str = "HA301";
const UNOWNED_PROMISE: &str = "HA208";

#[test]
fn a_risk_goes_to_the_next_deal_of_its_customer() {
    let by_id = "account_id,text,owner,status,opened_at\nA2,No data owner,,open,2026-01-02\n";
    assert_eq!(found(&[("risks.csv", by_id)], OPEN_RISK), ["2"]);
    // Raised after the first win of the customer, before the second.
    let log = "Customer,Risk,Owner,Status,Date Raised\nAcme Ltd,No data owner,,open,2026-02-02\n";
    assert_eq!(found(&[("risk log.csv", log)], OPEN_RISK), ["3"]);
    let early = log.replace("2026-02-02", "2026-01-02").replace("Acme Ltd", "acme.example");
    assert_eq!(found(&[("risk log.csv", &early)], OPEN_RISK), ["1"]);
}

#[test]
fn a_promise_goes_to_the_next_deal_of_its_customer() {
    let by_id = "account_id,text,type,owner,created_at\nA2,Ten percent off,discount,,2026-01-02\n";
    assert_eq!(found(&[("commitments.csv", by_id)], UNOWNED_PROMISE), ["2"]);
    let log = "Customer,Commitment,Type,Owner,Promised On\nAcme,Ten percent off,discount,,2026-04-02\n";
    assert_eq!(found(&[("promises.csv", log)], UNOWNED_PROMISE), ["3"], "after the last win, the last");
    let with_stranger = log.to_owned() + "Nobody Inc,Ten percent off,discount,,2026-01-01\n";
    assert_eq!(found(&[("promises.csv", &with_stranger)], UNOWNED_PROMISE), ["3"]);
}

#[test]
fn a_decision_goes_to_the_last_deal_that_was_won() {
    let accepted = |log: &str| {
        let settings = "[audit]\nas_of = 2026-06-01\n[[source]]\npath = \"log.csv\"\ntable = \"reviews\"\n\
                        [[source]]\npath = \"deals.csv\"\n[[source]]\npath = \"accounts.csv\"\n";
        let files = [("deals.csv", DEALS), ("accounts.csv", ACCOUNTS), ("log.csv", log), ("audit.toml", settings)];
        let audit = audit_of(&files);
        let metrics = audit["metrics"].as_array().expect("figures");
        let rate = metrics.iter().find(|metric| metric["id"] == "acceptance_rate").expect("a rate");
        (rate["numerator"].as_f64(), rate["denominator"].as_f64())
    };
    let by_id =
        "account_id,event,occurred_at\nA1,accepted,2026-01-11\nA1,accepted,2026-03-12\nA2,returned,2026-01-13\n";
    assert_eq!(accepted(by_id), (Some(2.0), Some(3.0)));
    let by_name = "Customer,event,occurred_at\nAcme,accepted,2026-01-11\nBolt,accepted,2026-01-13\n";
    assert_eq!(accepted(by_name), (Some(2.0), Some(3.0)));
}

#[test]
fn accounts_of_another_tool_are_those_of_their_names() {
    let accounts = "Account ID,Account Name,CSM,Churn Date\nvit-1,Acme Inc.,Cara,\nvit-2,Bolt GmbH,Cara,2026-02-20\n\
                    vit-3,Nobody Ltd,Dora,\n";
    let subscriptions = "subscription_id,account_id,status,started_at,ended_at\nS1,vit-1,active,2026-01-05,\n";
    let files = [("deals.csv", FOUR_DEALS), ("accounts.csv", accounts), ("subscriptions.csv", subscriptions)];
    let audit = audit_of(&files);
    let csms: Vec<&str> =
        audit["deals"].as_array().expect("deals").iter().filter_map(|deal| deal["csm"].as_str()).collect();
    assert_eq!(csms, ["Cara", "Cara", "(blank)", "(blank)"]);
    assert_eq!(audit["population"]["unlinked"]["subscriptions"], 0);
    // Where one of its ids is a deal's, the others are accounts without deals.
    let known = accounts.replace("vit-1", "10").replace("Acme Inc.", "Acme").replace("vit-2", "99");
    let audit = audit_of(&[("deals.csv", FOUR_DEALS), ("accounts.csv", &known)]);
    let csms: Vec<&str> =
        audit["deals"].as_array().expect("deals").iter().filter_map(|deal| deal["csm"].as_str()).collect();
    assert_eq!(csms, ["Cara", "(blank)", "(blank)", "(blank)"]);
}

/// The deals that a kickoff of account C1 or C2 is found for.
fn kickoffs(accounts: &[(&str, &str)]) -> Vec<String> {
    let kickoffs = "project_id,account_id,kickoff_at\nP1,C1,2026-01-09\n";
    let deals = "deal_id,deal_name,account_id,account_name,stage,closed_at,owner\n\
        1,Acme New,A1,Acme Ltd,Closed Won,2026-01-05,Ann\n2,Bolt New,A2,Bolt GmbH,Closed Won,2026-01-05,Ann\n";
    let settings = "[audit]\nas_of = 2026-06-01\n";
    let mut files = vec![("deals.csv", deals), ("onboarding.csv", kickoffs), ("audit.toml", settings)];
    files.extend(accounts);
    let audit = audit_of(&files);
    let deals = audit["deals"].as_array().expect("deals").iter();
    let held = deals.filter(|deal| !deal["events"]["kickoff_at"].is_null());
    held.map(|deal| deal["deal_id"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn an_id_that_two_tools_give_is_nobodys() {
    let billing = "account_id,account_name,csm\nC1,Bolt GmbH,Cara\nC9,Acme Ltd,Dora\n";
    assert_eq!(kickoffs(&[("billing accounts.csv", billing)]), ["2"], "the only C1 there is");
    let crm = "account_id,account_name\nA1,Acme Ltd\nA2,Bolt GmbH\nC1,Gamma Ltd\n";
    assert_eq!(kickoffs(&[("accounts.csv", crm), ("billing accounts.csv", billing)]), [""; 0], "C1 is Gamma, or Bolt");
}

#[test]
fn an_id_of_two_names_is_nobodys_whatever_the_order() {
    for rows in ["C1,Acme Ltd\nC1,Bolt GmbH\n", "C1,Bolt GmbH\nC1,Acme Ltd\n"] {
        assert_eq!(
            kickoffs(&[("billing accounts.csv", &format!("account_id,account_name\n{rows}"))]),
            [""; 0],
            "{rows}"
        );
    }
}

#[test]
fn of_copies_of_a_list_the_last_stands() {
    let older = "deal_id,text,owner,status\n1,SSO not agreed,,open\n2,No data owner,,open\n";
    let newer = "deal_id,text,owner,status\n1,SSO not agreed,Ann Rep,open\n3,No budget,,open\n";
    let both = [("risks_2026-01-26.csv", older), ("risks_2026-02-02.csv", newer)];
    assert_eq!(found(&both, OPEN_RISK), ["2", "3"], "1 has an owner now; 2 is in the older list alone");
    let mut files = vec![("deals.csv", DEALS)];
    files.extend(both);
    let audit = audit_of(&files);
    assert_eq!(note(&audit, "older-copy").expect("said")["count"], 1);
    let source = audit["sources"].as_array().expect("sources").iter().find(|one| one["path"] == "risks_2026-01-26.csv");
    let source = source.expect("the older list");
    assert_eq!((&source["rows_used"], &source["rows_set_aside"]["older-copy"]), (&1.into(), &1.into()));
}

#[test]
fn ids_of_another_system_give_way_to_the_customer() {
    let log = "Deal ID,Customer,Decision,Decision Date,Reviewer\nX-91,Acme Ltd,Accepted,2026-01-11,Cy\n\
               X-92,Bolt GmbH,Accepted,2026-01-13,Cy\nX-93,Nobody,Accepted,2026-01-14,Cy\n";
    let files = |log: &str| {
        audit_of(&[
            ("deals.csv", DEALS),
            ("accounts.csv", ACCOUNTS),
            ("handoff reviews.csv", log),
            ("audit.toml", "[audit]\nas_of = 2026-02-01\n"),
        ])
    };
    let accepted = |audit: &serde_json::Value| {
        let all = audit["metrics"].as_array().expect("figures").iter();
        let mut all = all.filter(|one| one["id"] == "acceptance_rate" && one["cohort"]["dimension"] == "all");
        all.next().expect("the figure")["numerator"].clone()
    };
    assert_eq!(accepted(&files(log)), 2.0);
    // Beside an id that is a deal's, one that is none's stays nobody's.
    assert_eq!(accepted(&files(&log.replace("X-91", "1"))), 1.0);
}

#[test]
fn an_entry_that_says_that_there_is_no_risk_is_none() {
    let risks = "deal_id,text,owner,status\n1,None,,\n2,n/a,,\n3,No data owner,,open\n";
    assert_eq!(found(&[("risks.csv", risks)], OPEN_RISK), ["3"]);
}

//! Logs and forms beside the handoffs: which of their rows are decisions, promises, risks and answers, and which are none.

mod support;

use support::{FOUR_DEALS, audit_of, counts, note};

#[test]
fn a_log_that_is_sorted_the_newest_first_is_said_where_days_hang_on_it() {
    let deals = "deal_id,stage,closed_at\n1,Closed Won,2026-01-01\n2,Closed Won,2026-01-01\n";
    let rows = [
        "1,accepted,2026-01-09",
        "1,returned,2026-01-09",
        "2,accepted,2026-01-08",
        "1,submitted,2026-01-05",
        "2,submitted,2026-01-04",
    ];
    let log = |rows: Vec<&str>| format!("deal_id,event,occurred_at\n{}\n", rows.join("\n"));
    let said = |text: &str| note(&audit_of(&[("deals.csv", deals), ("reviews.csv", text)]), "newest-first").cloned();
    assert_eq!(said(&log(rows.to_vec())).expect("said")["count"], 1);
    assert_eq!(said(&log(rows.iter().rev().copied().collect())), None);
    assert_eq!(said(&log(rows[2..].to_vec())), None);
}

#[test]
fn a_log_may_have_an_amount_or_the_id_of_its_own_record() {
    let promises = "Deal ID,Commitment,Type,Amount,Owner\n1,10 % off the second year,discount,500,Ada\n";
    let object = "Record ID,Commitment,Type,Associated Deal IDs\n77,SSO by March,roadmap,2\n";
    let raised = "Deal ID,Escalation Type,Escalated On,Amount\n1,handoff,2026-01-10,500\n";
    let files =
        [("deals.csv", FOUR_DEALS), ("commitments.csv", promises), ("custom.csv", object), ("escalations.csv", raised)];
    let audit = audit_of(&files);
    let tables: Vec<&str> =
        audit["sources"].as_array().expect("files").iter().filter_map(|file| file["table"].as_str()).collect();
    assert_eq!(tables, ["commitments", "commitments", "deals", "escalations"]);
}

#[test]
fn what_a_deal_desk_decides_is_no_decision_on_a_handoff() {
    let desk = "Deal Name,Decision,Decided By,Decision Date\nAlpha,Approved,Fin One,2025-12-20\nBeta,Rejected,Fin One,2025-12-20\n";
    let by_desk = audit_of(&[("deals.csv", FOUR_DEALS), ("deal_desk.csv", desk)]);
    assert_eq!(counts(&by_desk, "acceptance_rate"), (0, 0));
    let handoffs = desk.replace("2025-12-20", "2026-01-09");
    let settings = ("audit.toml", "[audit]\nas_of = 2026-03-01\n");
    let by_cs = audit_of(&[settings, ("deals.csv", FOUR_DEALS), ("handoff_log.csv", &handoffs)]);
    assert_eq!(counts(&by_cs, "acceptance_rate"), (1, 4));
}

#[test]
fn grades_of_a_handoff_are_no_answers_of_the_rep() {
    let survey = "Timestamp,Deal ID,Your name,Was the success metric documented?,Were the risks written down?,How clear were the \
                  goals of the customer?,Was the executive sponsor introduced?,Were all verbal commitments passed on?\n\
                  2026-01-21 10:00,1,Cs One,Not at all,\"No, nothing\",2 of 5,No one,We heard of them from the customer\n";
    let audit = audit_of(&[("deals.csv", FOUR_DEALS), ("handoff_feedback.csv", survey)]);
    assert!(note(&audit, "unused-file").is_some(), "{:#}", audit["sources"]);
}

#[test]
fn a_risk_that_is_told_elsewhere_is_one_where_its_kind_is_told() {
    let deals = "deal_id,deal_name,stage,won_at\n1,Acme,Closed Won,2026-01-05\n2,Bolt,Closed Won,2026-01-05\n";
    let risks = "deal_id,text,type,severity,owner,status\n1,see notes,legal or security open,high,,open\n2,none,,,,\n";
    let audit = audit_of(&[("deals.csv", deals), ("risks.csv", risks)]);
    let rules = audit["rules"].as_array().expect("rules");
    assert_eq!(rules.iter().find(|rule| rule["code"] == "HA301").expect("a rule")["deals"], 1);
}

#[test]
fn of_two_answers_to_a_form_the_last_one_stands() {
    let form = |answers: [&str; 2]| {
        let asked = "Timestamp,Deal Name,Success metric,Why now,Verbal commitments";
        let row = |answer: &str| format!("{answer},Contract ends in March,none\n");
        format!("{asked}\n{}{}", row(answers[0]), row(answers[1]))
    };
    let (early, late) = ("2026-01-06 10:00,Alpha,TBD", "2026-01-07 10:00,Alpha,Cut churn from 9 % to 5 % by June");
    for answers in [[early, late], [late, early]] {
        let audit = audit_of(&[("deals.csv", FOUR_DEALS), ("handoff-form.csv", &form(answers))]);
        let deal = audit["deals"].as_array().expect("deals").iter().find(|deal| deal["deal_id"] == "1").expect("Alpha");
        let codes = deal["findings"].as_array().expect("codes");
        assert!(!codes.iter().any(|code| code == "HA101"), "{codes:?}");
        assert!(deal["events"]["submitted_at"].as_str().is_some_and(|at| at.starts_with("2026-01-06")), "{deal:#}");
    }
}

//! Exports of deals that are not quite that: without stages, in other words, deleted, doubtful, or linked to each other.

mod support;

use support::{audit_of, ids, note};

#[test]
fn deals_that_were_all_deleted_are_said_to_be_gone() {
    let deleted = "Id,Name,StageName,CloseDate,IsDeleted\n006A,Alpha,Closed Won,2026-01-05,true\n";
    let audit = audit_of(&[("Opportunity.csv", deleted)]);
    let gone = note(&audit, "no-win").expect("said");
    assert_eq!(gone["sentence"], "no deal is left of 1 row in the exports of deals");
    assert_eq!(gone["examples"][0], "Opportunity.csv: deleted in the CRM");
}

#[test]
fn deals_without_a_stage_are_said() {
    let grouped = "Opportunity Owner,Stage,Opportunity Name,Close Date,Opportunity ID\n\
        Ann Rep,Closed Won,Alpha,2026-01-15,006000000000AAA\n,,Eta,2026-01-25,006000000000AAB\n\
        ,,Zeta,2026-01-26,006000000000AAC\nBo Rep,Closed Lost,Iota,2026-01-27,006000000000AAD\n";
    let audit = audit_of(&[("report.csv", grouped)]);
    let said = note(&audit, "no-stage").expect("said");
    assert_eq!(
        said["sentence"],
        "2 of 4 deals have no stage: nothing says whether they are won, and they are in no figure"
    );
    assert_eq!(said["examples"], serde_json::json!(["report.csv line 3", "report.csv line 4"]));
    let whole = audit_of(&[("deals.csv", "deal_id,stage,closed_at\n1,Closed Won,2026-01-05\n")]);
    assert!(note(&whole, "no-stage").is_none());
}

#[test]
fn types_in_another_language_are_named_where_they_leave_nobody_in_scope() {
    let deals = "Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Deal Type\n\
        1,Acme,Closed Won,2026-01-05,Ann,Nuevo negocio\n2,Beta,Closed Won,2026-01-05,Ann,Nuevo negocio\n\
        3,Gamma,Closed Won,2026-01-05,Ann,Negocio existente\n";
    let audit = audit_of(&[("deals.csv", deals)]);
    let advice = note(&audit, "none-in-scope").expect("said")["advice"].as_str().expect("advice").to_owned();
    assert!(advice.contains("“Nuevo negocio” (2), “Negocio existente” (1)"), "{advice}");
}

#[test]
fn ids_that_a_spreadsheet_has_damaged_are_said_to_be() {
    let deals = "Deal ID,Deal Name,Stage,Close Date\n1.23E+15,Acme,Closed Won,2026-01-05\n1.23E+15,Bolt,Closed Won,2026-01-06\n";
    let audit = audit_of(&[("deals.csv", deals)]);
    let advice = note(&audit, "no-win").expect("said")["advice"].to_string();
    assert!(advice.contains("export the deals anew"), "{advice}");
}

#[test]
fn pipelines_tell_what_no_type_tells() {
    let deals = |other: &str| {
        format!(
            "Record ID,Deal Name,Deal Stage,Pipeline,Close Date\n1,A,Closed Won,Sales,2026-01-10\n2,B,Closed Won,{other},2026-01-11\n\
             3,C,Closed Won,{other},2026-01-12\n"
        )
    };
    let said =
        |other: &str, kind: &str| note(&audit_of(&[("deals.csv", &deals(other))]), kind).map(|one| one.to_string());
    let renewals = said("2026 Renewals", "renewal-pipeline").expect("said");
    assert!(renewals.contains("3 won deals") && renewals.contains("2 of them"), "{renewals}");
    assert!(
        renewals.contains("deal_type = \\\"Pipeline\\\"") && renewals.contains("2026 Renewals”: 2 deals"),
        "{renewals}"
    );
    assert!(said("Partners", "blank-deal-type").expect("said").contains("Partners”: 2 deals"));
    assert!(said("Sales", "blank-deal-type").expect("said").contains("export the deal type"));
    let settings = "[definitions]\ndeal_types = [\"Sales\"]\nrenewal_types = [\"Renewals\"]\n[[source]]\npath = \"deals.csv\"\n\
                    [source.columns]\ndeal_type = \"Pipeline\"\n";
    let told = audit_of(&[("deals.csv", &deals("Renewals")), ("audit.toml", settings)]);
    assert_eq!((&told["population"]["in_scope"], &told["population"]["renewals"]), (&1.into(), &2.into()));
}

#[test]
fn deals_that_may_be_none_are_said() {
    let deals = "deal_id,deal_name,account_id,stage,closed_at,amount\n1,TEST - ignore,A,Closed Won,2026-01-10,5\n\
                 2,Testo AG,B,Closed Won,2026-01-10,5\n3,Acme New,C,Closed Won,2026-01-10,5\n\
                 4,acme new,C,Closed Won,2026-01-10,5\n5,Acme New,C,Closed Won,2026-01-10,6\n6,Acme New,D,Closed Won,2026-01-10,5\n";
    let audit = audit_of(&[("deals.csv", deals)]);
    let said = |kind: &str| note(&audit, kind).expect("said");
    assert_eq!((&said("test-deals")["count"], &said("twin-deals")["count"]), (&1.into(), &2.into()));
    assert!(said("test-deals").to_string().contains("TEST - ignore"));
    assert_eq!(audit["population"]["in_scope"], 6, "what they are, a person decides");
}

#[test]
fn a_link_to_another_deal_is_not_the_id_of_the_row() {
    let list = |links: [&str; 3]| {
        let row = |(name, link): (&str, &str)| format!("{name} new,{name},Closed Won,2026-01-05,1000,{link}\n");
        let rows: String = ["Acme", "Bolt", "Gin"].into_iter().zip(links).map(row).collect();
        format!("Deal Name,Customer,Stage,Close Date,Amount,Link\n{rows}")
    };
    let link = |id: &str| format!("https://app.hubspot.com/contacts/1/record/0-3/{id}");
    let (first, second, third) = (link("9001"), link("9002"), link("9003"));
    for (links, expected) in [
        ([first.as_str(), &second, &third], ["9001", "9002", "9003"]),
        ([first.as_str(), &first, ""], ["Acme new", "Bolt new", "Gin new"]),
        ([first.as_str(), &second, ""], ["Acme new", "Bolt new", "Gin new"]),
    ] {
        let audit = audit_of(&[("deals.csv", &list(links))]);
        assert_eq!(ids(&audit), expected);
    }
}

#[test]
fn a_status_beside_the_stage_says_which_deals_are_won() {
    let won = |status: &str, cells: [&str; 4], told: &str| {
        let rows = cells.iter().enumerate().map(|(nth, cell)| {
            let stage = ["Proposal", "Closed Won", "Negotiation", "Proposal"][nth];
            format!("Deal {nth},{stage},{cell},2026-05-0{}\n", nth + 1)
        });
        let deals = format!("Deal Name,Stage,{status},Close Date\n{}", rows.collect::<String>());
        let settings = format!("[audit]\nas_of = 2026-09-30\n{told}");
        let audit = audit_of(&[("deals.csv", &deals), ("audit.toml", &settings)]);
        audit["population"]["won"].as_u64().expect("a count")
    };
    assert_eq!(won("Status", ["Won", "Open", "Lost", "Active"], ""), 2);
    assert_eq!(won("Deal Outcome", ["won", "", "lost", ""], ""), 2);
    assert_eq!(won("Status", ["Won", "Customer", "Lost", "Active"], ""), 1, "a word that is no end of a deal");
    assert_eq!(won("Status", ["Active", "Active", "Lost", "Active"], ""), 1, "no win is told");
    let told = "[[source]]\npath = \"deals.csv\"\n[source.columns]\nis_won = false\n";
    assert_eq!(won("Status", ["Won", "Open", "Lost", "Active"], told), 1, "audit.toml says that no column does");
}

#[test]
fn a_dump_may_say_won_and_when_in_columns_of_its_own() {
    let dump = "deal_id,deal_name,pipeline,is_closed,is_closed_won,amount,close_date,hubspot_company_id,date_entered_pitching,date_entered_closed_won,date_entered_closed_lost,date_entered_current_stage\n\
        1,Acme,Sales,True,True,10,2026-05-29 01:00:00,A1,2026-04-01 01:00:00,2026-05-28 01:00:00,,2026-05-28 01:00:00\n\
        2,Bolt,Sales,False,False,10,,A2,2026-04-01 01:00:00,,,2026-04-01 01:00:00\n\
        3,Core,Sales,True,False,10,2026-06-17 01:00:00,A3,2026-04-01 01:00:00,2026-05-07 01:00:00,2026-06-17 01:00:00,2026-06-17 01:00:00\n";
    let audit = audit_of(&[("hubspot_deals.csv", dump), ("audit.toml", "[audit]\nas_of = 2026-09-30\n")]);
    let population = &audit["population"];
    assert_eq!((&population["won"], &population["reversed"]), (&1.into(), &1.into()), "{population}");
    assert_eq!(audit["deals"][0]["won_at"], "2026-05-28T01:00:00Z");
}

#[test]
fn a_deal_without_a_stage_is_won_by_the_day_on_which_it_entered_one() {
    let deals = "deal_id,account_id,owner,created_date,stage_date_discovery,stage_date_closed_won,stage_date_closed_lost\n\
        1,A1,Ann,2026-03-01 10:00:00+00:00,2026-03-02 10:00:00+00:00,2026-04-02 10:00:00+00:00,\n\
        2,A2,Bo,2026-03-01 10:00:00+00:00,2026-03-02 10:00:00+00:00,,2026-04-03 10:00:00+00:00\n\
        3,A3,Bo,2026-03-01 10:00:00+00:00,2026-03-02 10:00:00+00:00,,\n";
    let audit = audit_of(&[("deals.csv", deals), ("audit.toml", "[audit]\nas_of = 2026-09-30\n")]);
    assert_eq!(ids(&audit), ["1"]);
    assert_eq!(audit["deals"][0]["won_at"], "2026-04-02T10:00:00Z");
}

#[test]
fn a_static_worksheet_of_dynamics_holds_no_ids() {
    let sheet = "Created On,Topic,Owner,Potential Customer,Status,Status Reason,Est. revenue,Est. close date,Actual Revenue,Actual Close Date,Sales Stage,Currency\n\
        5/27/2026 0:00,Adatum | Coffee,Ann,Adatum,Won,Won,20450,6/20/2026,20450,6/26/2026,Close,US Dollar\n\
        5/28/2026 0:00,Adatum | Coffee,Bo,Adatum,Won,Won,8250,6/27/2026,8250,6/28/2026,Close,US Dollar\n\
        5/20/2026 7:42,Adatum | Tea,Bo,Adatum,Lost,Canceled,13400,6/30/2026,0,6/30/2026,Close,US Dollar\n\
        5/22/2026 7:42,Adatum | Milk,Bo,Adatum,Open,In Progress,13400,8/31/2026,0,,Qualify,US Dollar\n";
    let audit = audit_of(&[("Opportunity.csv", sheet), ("audit.toml", "[audit]\nas_of = 2026-09-30\n")]);
    assert_eq!(audit["population"]["won"], 2);
    assert_eq!(ids(&audit).len(), 2, "of one name, told apart by the day");
}

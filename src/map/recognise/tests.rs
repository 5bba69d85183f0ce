//! Which column feeds which field: the traps of each CRM, generic folders, `audit.toml`.

mod exports;
mod facts;

use proptest::prelude::*;

use super::*;

/// Headings in one line; none of them holds a comma.
fn split(line: &str) -> Vec<String> {
    line.split(',').map(str::to_owned).collect()
}

fn take(file_name: &str, line: &str) -> Result<Recognition, Unrecognised> {
    recognise(file_name, &split(line), &[], &Wanted::default())
}

fn taken(file_name: &str, line: &str) -> Recognition {
    take(file_name, line).expect("a known table")
}

fn plans(recognition: &Recognition) -> &[TablePlan] {
    match &recognition.purpose {
        Purpose::Tables(plans) => plans,
        Purpose::StageCatalogue { .. } => &[],
    }
}

/// `profile table` of a file's own table.
fn kind(file_name: &str, line: &str) -> String {
    match take(file_name, line) {
        Ok(recognition) => {
            let table = plans(&recognition).first().map_or("stage catalogue", |plan| plan.table.name());
            format!("{} {table}", recognition.profile)
        }
        Err(_) => "none".to_owned(),
    }
}

/// The headings that feed a field of the plan of that number.
fn fed<'a>(recognition: &'a Recognition, plan: usize, field: &str) -> Vec<&'a str> {
    let plan = &plans(recognition)[plan];
    let field = plan.table.field(field).expect("a field");
    let found = plan.fields.iter().find(|plan| plan.field == field);
    found.map_or_else(Vec::new, |plan| {
        plan.columns.iter().map(|&column| recognition.columns[column].heading.as_str()).collect()
    })
}

fn field_plan<'a>(recognition: &'a Recognition, field: &str) -> Option<&'a FieldPlan> {
    let plan = &plans(recognition)[0];
    plan.fields.iter().find(|bound| plan.table.fields()[bound.field].name == field)
}

const OPPORTUNITY: &str = "Id,IsDeleted,AccountId,IsPrivate,Name,Description,StageName,Amount,Probability,ExpectedRevenue,CloseDate,Type,NextStep,LeadSource,IsClosed,IsWon,ForecastCategory,OwnerId,CreatedDate,LastModifiedDate,SystemModstamp,MainCompetitors__c";
const TASK: &str = "Id,WhoId,WhatId,Subject,ActivityDate,Status,Priority,OwnerId,Description,IsDeleted,AccountId,IsClosed,CreatedDate,CallType,TaskSubtype,Type__c";
const HUBSPOT_DEALS: &str = "Record ID,Deal Name,Deal Stage,Pipeline,Amount,Amount in company currency,Close Date,Create Date,Deal owner,Deal Type,Last Modified Date,Is Closed Won,Associated Company,Associated Company IDs,Associated Company IDs (Primary),Date entered \"Closed Won (Sales Pipeline)\",Date exited \"Closed Won (Sales Pipeline)\",Why Now,Success Metric ,CSM,Company owner,ACV Sales (Software),Handoff Notes";

#[test]
fn an_opportunity_keeps_amount_and_type_and_reads_blank_as_not_won() {
    let deals = taken("Opportunity.csv", OPPORTUNITY);
    assert_eq!(fed(&deals, 0, "deal_id"), ["Id"]);
    assert_eq!(fed(&deals, 0, "amount"), ["Amount"]);
    assert_eq!(fed(&deals, 0, "deal_type"), ["Type"]);
    assert_eq!(fed(&deals, 0, "alternatives"), ["MainCompetitors__c"]);
    let is_won = field_plan(&deals, "is_won").expect("is_won");
    assert_eq!(is_won.constant.as_deref(), Some("false"));
    assert_eq!(plans(&deals)[0].skip.len(), 1);
    assert!(deals.columns.iter().all(|column| column.heading != "ExpectedRevenue" || column.field.is_none()));
}

#[test]
fn a_dump_without_the_won_column_does_not_say_that_nothing_is_won() {
    assert!(field_plan(&taken("Opportunity.csv", "Id,Name,StageName,CloseDate"), "is_won").is_none());
}

#[test]
fn a_task_belongs_to_what_its_id_begins_with() {
    let tasks = taken("Task.csv", &TASK.replace("AccountId,", ""));
    for (field, prefix) in [("deal_id", "006"), ("account_id", "001")] {
        let plan = field_plan(&tasks, field).expect("bound");
        assert_eq!((fed(&tasks, 0, field), plan.prefixes.as_slice()), (vec!["WhatId"], [prefix.to_owned()].as_slice()));
    }
    assert_eq!(fed(&taken("Task.csv", TASK), 0, "account_id"), ["AccountId"]);
    assert_eq!(fed(&tasks, 0, "type"), ["TaskSubtype", "Type__c"]);
    let times = taken("Task.csv", &format!("{TASK},CompletedDateTime"));
    assert_eq!(fed(&times, 0, "occurred_at"), ["CompletedDateTime", "ActivityDate"]);
}

#[test]
fn an_event_is_a_meeting_whatever_its_type_says() {
    let events = taken("Event.csv", "Id,WhatId,Subject,ActivityDateTime,Type,no_show_c");
    let kind = field_plan(&events, "type").expect("type");
    assert!(kind.columns.is_empty() && kind.constant.as_deref() == Some("meeting"));
    let outcome = field_plan(&events, "outcome").expect("outcome");
    assert!(outcome.values.contains(&("true".to_owned(), "no-show".to_owned())));
}

#[test]
fn a_hubspot_deal_brings_its_stage_history_and_its_handoff_fields() {
    let deals = taken("deals.csv", HUBSPOT_DEALS);
    assert_eq!(fed(&deals, 0, "account_id"), ["Associated Company IDs (Primary)"]);
    assert_eq!(fed(&deals, 0, "amount"), ["Amount"]);
    assert_eq!(fed(&deals, 0, "success_metric"), ["Success Metric "]);
    assert_eq!(fed(&deals, 0, "csm"), ["CSM"]);
    assert_eq!(
        plans(&deals)[0].stage_entries,
        [StageEntry { column: 15, stage: "Closed Won".to_owned(), pipeline: Some("Sales Pipeline".to_owned()) }]
    );
    let how = |heading: &str| {
        let found = deals.columns.iter().find(|column| column.heading == heading).expect("a column");
        (found.field.clone(), found.how.clone())
    };
    assert_eq!(how("Deal Name"), (Some("deals.deal_name".to_owned()), "heading of profile hubspot".to_owned()));
    assert_eq!(how("Why Now"), (Some("deals.why_now".to_owned()), "canonical name".to_owned()));
    assert_eq!(how("Handoff Notes"), (Some("deals.ae_notes".to_owned()), "alias".to_owned()));
    assert_eq!(how("Amount in company currency"), (None, "not used: deals.amount is read from \"Amount\"".to_owned()));
    assert_eq!(how("Company owner").0, None);
    assert_eq!(how("Date exited \"Closed Won (Sales Pipeline)\"").0, None);
}

#[test]
fn a_hubspot_contact_also_feeds_the_deals_that_it_names() {
    let contacts = taken("contacts.csv", "Record ID,First Name,Last Name,Buying Role,Associated Deal IDs");
    assert_eq!(
        plans(&contacts).iter().map(|plan| plan.table.name()).collect::<Vec<_>>(),
        ["contacts", "deal_contacts"]
    );
    assert_eq!(fed(&contacts, 1, "deal_id"), ["Associated Deal IDs"]);
    assert_eq!(fed(&contacts, 1, "contact_id"), ["Record ID"]);
    assert_eq!(fed(&contacts, 1, "contact_name"), ["First Name", "Last Name"]);
    assert_eq!(plans(&contacts)[1].requires, [4]);
    let role = field_plan(&contacts, "role").expect("role");
    assert!(role.values.contains(&("budgetholder".to_owned(), "economic buyer".to_owned())));
    let alone = taken("contacts.csv", "Record ID,First Name,Last Name,Buying Role");
    assert_eq!(plans(&alone).len(), 1);
}

#[test]
fn review_columns_of_a_deals_export_feed_the_reviews() {
    let deals = taken("deals.csv", "Record ID,Deal Name,Deal Stage,Handoff Status,Handoff Reviewed At,Return Reason");
    assert_eq!(plans(&deals).iter().map(|plan| plan.table.name()).collect::<Vec<_>>(), ["deals", "reviews"]);
    assert_eq!(fed(&deals, 1, "event"), ["Handoff Status"]);
    assert_eq!(fed(&deals, 1, "deal_id"), ["Record ID"]);
    assert_eq!(deals.columns[0].field.as_deref(), Some("deals.deal_id, reviews.deal_id"));
}

#[test]
fn a_log_with_a_date_for_each_decision_is_keyed_by_the_first_id_that_it_holds() {
    let dates = "Submitted Date,Accepted Date,Returned Date";
    for (ids, keyed_by) in [
        ("Deal ID", "Deal ID"),
        ("Opportunity__c", "Opportunity__c"),
        ("Opportunity ID,Deal ID", "Deal ID"),
        ("Opportunity,Opportunity ID", "Opportunity ID"),
        ("Opportunity,Deal ID,Opportunity ID", "Deal ID"),
    ] {
        let log = taken("log.csv", &format!("{ids},{dates}"));
        assert_eq!((log.profile.as_str(), fed(&log, 0, "deal_id")), ("tracker", vec![keyed_by]), "{ids}");
        assert_eq!(fed(&log, 0, "returned_at"), ["Returned Date"], "{ids}");
        for other in log.columns.iter().filter(|column| ids.contains(&*column.heading) && column.heading != keyed_by) {
            assert_eq!(other.how, format!("not used: reviews.deal_id is read from \"{keyed_by}\""), "{ids}");
        }
    }
    assert_eq!(kind("log.csv", &format!("Customer,{dates}")), "none");
}

#[test]
fn a_churn_flag_is_a_status_without_a_date() {
    let accounts = taken("accounts.csv", "account_id,account_name,industry,signup_date,plan_tier,churn_flag");
    let status = field_plan(&accounts, "status").expect("status");
    assert!(status.values.contains(&("true".to_owned(), "churned".to_owned())));
    assert!(fed(&accounts, 0, "churned_at").is_empty());
}

#[test]
fn a_generic_file_takes_canonical_names_and_guesses_nothing_else() {
    let deals = taken(
        "deals.csv",
        "record_url,deal_id,competitor,Close Date,stage,amount,closed_at,industry,Executive Sponsor",
    );
    assert_eq!(deals.profile, "generic");
    assert_eq!(fed(&deals, 0, "closed_at"), ["closed_at"]);
    assert_eq!(fed(&deals, 0, "executive_sponsor"), ["Executive Sponsor"]);
    for unused in [0, 2, 3, 7] {
        assert_eq!(deals.columns[unused].field, None, "{}", deals.columns[unused].heading);
    }
    assert!(field_plan(&deals, "is_won").is_none() && plans(&deals).len() == 1);
}

#[test]
fn a_deals_contacts_are_told_from_contacts_without_the_file_name() {
    let line = "contact_id,account_id,deal_id,contact_name,email,title,role,phone,added_at";
    assert_eq!(kind("people.csv", line), "generic deal_contacts");
    assert_eq!(kind("people.csv", "contact_id,account_id,name,email,title,role"), "generic contacts");
}

#[test]
fn audit_toml_is_stronger_than_any_profile() {
    let wanted = |columns: &[(&str, &str)]| Wanted {
        columns: columns.iter().map(|(field, heading)| ((*field).to_owned(), (*heading).to_owned())).collect(),
        ..Wanted::default()
    };
    let line = split("Record ID,Deal Name,Deal Stage,Amount,Annual contract value,Handed over");
    let read = |wanted: &Wanted| recognise("deals.csv", &line, &[], wanted);
    let deals = read(&wanted(&[("amount", "Annual contract value"), ("deals.why_now", "amount")])).expect("deals");
    assert_eq!(fed(&deals, 0, "amount"), ["Annual contract value"]);
    assert_eq!(fed(&deals, 0, "why_now"), ["Amount"]);
    assert_eq!(deals.columns[4].how, "audit.toml");
    let fed_beside = read(&wanted(&[("reviews.occurred_at", "Handed over")])).expect("deals and reviews");
    assert_eq!(fed(&fed_beside, 1, "deal_id"), ["Record ID"]);
    assert_eq!(plans(&fed_beside)[1].requires, [5]);
    let near = |error: Unrecognised| match error {
        Unrecognised::NoSuchHeading { suggestion, .. }
        | Unrecognised::UnknownField { suggestion, .. }
        | Unrecognised::UnknownProfile { suggestion, .. } => suggestion,
        Unrecognised::NoTable { nearest, .. } => nearest,
    };
    let complaint = |wanted: &Wanted| near(read(wanted).expect_err("a complaint")).unwrap_or_default();
    assert_eq!(complaint(&wanted(&[("amount", "Anual contract value")])), "Annual contract value");
    assert_eq!(complaint(&wanted(&[("ammount", "Amount")])), "amount");
    assert_eq!(complaint(&Wanted { profile: Some("hubspott".to_owned()), ..Wanted::default() }), "hubspot");
}

#[test]
fn audit_toml_may_say_that_no_column_holds_a_field() {
    let columns = vec![("amount".to_owned(), String::new()), ("deals.region".to_owned(), String::new())];
    let line = split("Record ID,Deal Name,Deal Stage,Amount,Territory");
    let deals = recognise("deals.csv", &line, &[], &Wanted { columns, ..Wanted::default() }).expect("deals");
    assert!(field_plan(&deals, "amount").is_none() && field_plan(&deals, "region").is_none());
    let said = |column: usize| (deals.columns[column].field.clone(), deals.columns[column].how.clone());
    assert_eq!(said(3), (None, "not used: audit.toml says that no column is deals.amount".to_owned()));
    assert_eq!(said(4), (None, "not used: audit.toml says that no column is deals.region".to_owned()));
}

#[test]
fn a_named_table_needs_no_fingerprint() {
    let wanted = |table| Wanted { table: Some(table), ..Wanted::default() };
    let line = split("Ticket ID,Ticket name,Ticket status,Ticket owner,Create date,Associated Deal IDs");
    assert!(recognise("tickets.csv", &line, &[], &Wanted::default()).is_err());
    let onboarding = recognise("tickets.csv", &line, &[], &wanted(TableKind::Onboarding)).expect("onboarding");
    assert_eq!(fed(&onboarding, 0, "deal_id"), ["Associated Deal IDs"]);
    assert_eq!(fed(&onboarding, 0, "csm"), ["Ticket owner"]);
    assert!(recognise("x.csv", &split("City,Population"), &[], &wanted(TableKind::Deals)).is_err());
}

#[test]
fn a_file_that_is_no_table_names_the_nearest() {
    let Err(Unrecognised::NoTable { nearest, .. }) = take("x.csv", "Record ID,Whatever") else { panic!("no table") };
    assert!(nearest.expect("a nearest table").contains("without \"Deal Name\""));
    let Err(Unrecognised::NoTable { nearest, .. }) = take("x.csv", "deal_id,csm") else { panic!("no table") };
    let said = nearest.expect("a nearest table");
    assert_eq!(said, "deals in the program's own headings, without \"stage\" or \"is_won\"");
    // A custom object shares an id, a name and a status with many systems' tables and is none of them.
    for headings in ["Id,Stage__c,Project_Lead__c,Health__c,Phase_Start__c,Notes__c", "deal_id,Boat,Harbour"] {
        let Err(Unrecognised::NoTable { nearest, .. }) = take("x.csv", headings) else { panic!("no table") };
        assert_eq!(nearest, None, "{headings}");
    }
}

#[test]
fn all_canonical_names_of_a_table_are_that_table_under_any_name() {
    for table in TableKind::ALL {
        let headings: Vec<String> = table.fields().iter().map(|field| field.name.clone()).collect();
        let read = recognise("export.csv", &headings, &[], &Wanted::default()).expect("a table");
        assert_eq!((read.profile.as_str(), plans(&read)[0].table), (GENERIC, table));
        for (column, field) in read.columns.iter().zip(table.fields()) {
            assert_eq!(column.field.as_deref(), Some(format!("{}.{}", table.name(), field.name).as_str()));
        }
    }
}

proptest! {
    #[test]
    fn canonical_names_in_any_subset_and_order_stay_generic(
        table in prop::sample::select(TableKind::ALL.to_vec()),
        keep in prop::collection::vec(any::<bool>(), 64),
        extra in prop::collection::vec("[a-z]{3,8}_[a-z]{3,8}|Notes?|Kickoff Date|NPS|plan|Type__c", 0..6),
        order in any::<u64>(),
    ) {
        let fields = table.fields().iter().zip(&keep).filter(|(_, keep)| **keep).map(|(field, _)| field.name.clone());
        let mut headings: Vec<String> = fields.collect();
        prop_assume!(headings.len() >= 3);
        let canonical = headings.clone();
        headings.extend(extra);
        let n_headings = headings.len();
        headings.rotate_left(order as usize % n_headings);
        let read = recognise(&format!("in/{}.csv", table.name()), &headings, &[], &Wanted::default()).expect("a table");
        prop_assert_eq!((read.profile.as_str(), plans(&read)[0].table), (GENERIC, table));
        for name in canonical {
            let field = format!("{}.{name}", table.name());
            prop_assert!(read.columns.iter().any(|column| column.heading == name && column.field.as_ref() == Some(&field)));
        }
    }

    #[test]
    fn no_headings_make_it_panic_and_no_column_feeds_two_fields(headings in prop::collection::vec("\\PC{0,12}|Record ID|Deal Name|Id|StageName|CloseDate|Name|Type|Owner|deal_id|stage|hs_object_id|dealname", 0..12)) {
        if let Ok(read) = recognise("x.csv", &headings, &[], &Wanted::default()) {
            prop_assert_eq!(read.columns.len(), headings.len());
            for plan in plans(&read) {
                let mut columns: Vec<usize> =
                    plan.fields.iter().filter(|field| field.prefixes.is_empty()).flat_map(|field| field.columns.clone()).collect();
                let n_columns = columns.len();
                columns.sort_unstable();
                columns.dedup();
                prop_assert_eq!(columns.len(), n_columns);
            }
        }
    }
}

/// A custom object's export of the records that look up `lookups`, with two rows.
fn custom_object(lookups: &[(&str, [&str; 2])]) -> Recognition {
    let mut headings = split("Id,Name,Planned_Kickoff__c,Actual_Kickoff__c,Go_Live_Date__c");
    headings.extend(lookups.iter().map(|(heading, _)| (*heading).to_owned()));
    let row = |number: usize| -> Vec<String> {
        let cells = ["a0X5e0000000001AAA", "ONB-1", "2026-01-05", "2026-01-06", "2026-02-01"].map(str::to_owned);
        cells.into_iter().chain(lookups.iter().map(|(_, ids)| ids[number].to_owned())).collect()
    };
    recognise("Onboarding__c.csv", &headings, &[row(0), row(1)], &Wanted::default()).expect("a known table")
}

#[test]
fn lookups_of_custom_objects_are_told_by_their_ids() {
    let opportunities = ["0065e0000000001AAA", "0065e0000000002"];
    let accounts = ["0015e0000000001AAA", ""];
    for (lookups, deal, account) in [
        (&[("Opportunity__c", opportunities)][..], &["Opportunity__c"][..], &[][..]),
        (&[("Closed_Business__c", opportunities)], &["Closed_Business__c"], &[]),
        (&[("Old_Deal__c", opportunities), ("Opportunity__c", opportunities)], &["Opportunity__c"], &[]),
        (&[("Old_Deal__c", opportunities), ("New_Deal__c", opportunities)], &[], &[]),
        (&[("Partner__c", accounts), ("Account__c", accounts)], &[], &["Account__c"]),
        (&[("Partner__c", accounts)], &[], &[]),
        (&[("Opportunity__c", ["0065e0000000001AAA", "Acme 2026"])], &[], &[]),
    ] {
        let found = custom_object(lookups);
        assert_eq!(
            (fed(&found, 0, "deal_id"), fed(&found, 0, "account_id")),
            (deal.to_vec(), account.to_vec()),
            "{lookups:?}"
        );
    }
}

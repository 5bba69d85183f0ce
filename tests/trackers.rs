//! Trackers of customers or deals that people keep by hand: what stands on a line is about the deal that the line names.

mod support;

use std::fs;

use serde_json::Value;
use support::{FOUR_DEALS, audit_of, note, read_audit, run_files};

const AS_OF: &str = "[audit]\nas_of = 2026-03-01\n";

/// Numerator and denominator of a figure over all deals.
fn figure(audit: &Value, id: &str) -> (u64, u64) {
    let is_wanted = |metric: &&Value| metric["id"] == id && metric["cohort"]["dimension"] == "all";
    let metric = audit["metrics"].as_array().expect("metrics").iter().find(is_wanted).expect(id);
    let count = |name: &str| metric[name].as_f64().expect("a count") as u64;
    (count("numerator"), count("denominator"))
}

/// The audit of the four deals with one more file.
fn with(name: &str, text: &str) -> Value {
    audit_of(&[("audit.toml", AS_OF), ("deals.csv", FOUR_DEALS), (name, text)])
}

#[test]
fn a_tracker_may_hold_the_date_of_each_decision() {
    let tracker = "Customer,CSM,Kickoff date,Handover submitted,Handover returned,Return reason,Handover accepted\n\
                   Acme Inc.,Cy,2026-01-12,2026-01-05,2026-01-06,Scope,2026-01-07\n\
                   Bolt GmbH,Cy,2026-01-13,2026-01-06,,,2026-01-08\n\
                   Twin Ltd,Cy,2026-01-14,2026-01-07,2026-01-09,No metric,\n";
    let audit = with("tracker.csv", tracker);
    assert_eq!(figure(&audit, "acceptance_rate"), (2, 4));
    assert_eq!(figure(&audit, "first_pass_acceptance_rate"), (1, 4));
    assert_eq!(figure(&audit, "material_return_rate"), (2, 4));
    assert!(audit["sources"].to_string().contains("reviews.returned_at"), "its column says so");
    // Where a word says what was decided, a date beside it is that word's.
    let worded = "Customer,Kickoff date,Handover submitted on,Handover accepted?,Handover accepted on\n\
                  Acme Inc.,2026-01-12,2026-01-05,no,2026-01-07\nBolt GmbH,2026-01-13,2026-01-05,yes,2026-01-07\n";
    assert_eq!(figure(&with("tracker.csv", worded), "acceptance_rate"), (1, 4));
}

#[test]
fn a_tracker_may_name_deals_by_their_names_alone() {
    let deals = FOUR_DEALS.replace(",Delta,", ",Beta,") + "5,Alpha,Closed Lost,2026-01-09,2025-12-05,Bo,50,Other\n";
    let tracker = "Deal Name,CSM,Kickoff held,Handover accepted?,Handover accepted on\n\
                   alpha,Cy,2026-01-12,yes,2026-01-07\nBeta,Cy,2026-01-13,yes,2026-01-08\n\
                   Gamma,Cy,2026-01-14,no,2026-01-09\nNobody,Cy,2026-01-14,yes,2026-01-09\n";
    let files = [("audit.toml", AS_OF), ("deals.csv", deals.as_str()), ("tracker.csv", tracker)];
    let home = run_files(&files.map(|(name, text)| (name.to_owned(), text.to_owned())));
    let out = home.path().join("out");
    let audit = read_audit(&out);
    assert_eq!(figure(&audit, "acceptance_rate"), (1, 4), "of two deals called Alpha one is won");
    assert_eq!(figure(&audit, "kickoff_within_sla"), (2, 4));
    let ledger = fs::read_to_string(out.join("ledger.csv")).expect("a ledger");
    let of_line = |line: u32| ledger.lines().filter(move |row| row.starts_with(&format!("tracker.csv,{line},")));
    let ends = |line: u32, what: &str| of_line(line).any(|row| row.ends_with(what));
    assert!(ends(2, "no id; one deal bears this name") && of_line(2).count() == 1, "{ledger}");
    assert!(ends(3, "2 deals bear this name; linked to none of them"), "{ledger}");
    assert!(ends(3, "names a deal by a name that several deals bear"), "{ledger}");
    assert!(ends(5, "names a deal that the deals export does not hold"), "{ledger}");
    assert!(!ledger.contains("names no deal and no account"), "{ledger}");
    assert!(audit["sources"].to_string().contains("2 of 4 rows name a deal by its name"));
}

#[test]
fn a_decision_without_a_date_is_said_in_a_log_of_its_own() {
    let audit = with("handoffs.csv", "Deal ID,Submitted,Accepted,Reviewer\n1,2026-01-06,yes,Cy\n2,2026-01-07,no,Cy\n");
    let undated = note(&audit, "undated-decision").expect("said");
    assert_eq!(undated["sentence"], "2 entries of the review log have no date and count as no decision");
    assert_eq!(figure(&audit, "acceptance_rate"), (0, 4));
    let dated = "Deal ID,Submitted Date,Accepted Date,Returned Date,Status\n1,2026-01-06,2026-01-08,2026-01-07,Accepted\n\
                 2,2026-01-06,,2026-01-07,Returned\n3,2026-01-06,,,Submitted\n";
    let audit = with("handoffs.csv", dated);
    assert!(note(&audit, "undated-decision").is_none(), "each has its date");
}

#[test]
fn a_link_to_a_record_of_the_crm_leads_to_its_deal() {
    let deals = "Record ID,Deal Name,Deal Stage,Close Date,Associated Company\n\
                 72,Renewal,Closed Won,2026-01-10,Acme\n73,Renewal,Closed Won,2026-01-10,Acme\n";
    let links =
        ["https://app.hubspot.com/contacts/12345/record/0-3/72", "https://app.hubspot.com/contacts/12345/deal/73/"];
    let tracker = format!(
        "Customer,In HubSpot,CSM,Kickoff date\nAcme,{},Cy,2026-01-20\nAcme,{},Di,2026-01-21\n",
        links[0], links[1]
    );
    let audit =
        audit_of(&[("deals.csv", deals), ("tracker.csv", &tracker), ("audit.toml", "[audit]\nas_of = 2026-03-01\n")]);
    let csm = |deal: &str| {
        let deals = audit["deals"].as_array().expect("deals");
        deals.iter().find(|one| one["deal_id"] == deal).expect("the deal")["csm"].clone()
    };
    assert_eq!((csm("72"), csm("73")), ("Cy".into(), "Di".into()));
}

#[test]
fn answers_to_a_handoff_form_are_what_the_rep_handed_over() {
    let form = "Timestamp,Email Address,Customer,CSM,What problem are they solving? Why now?,How will they measure success?,\
                Who is the exec sponsor?,Any risks or red flags?,What did we promise?\n\
                1/5/2026 9:14:22,ann@v.example,Acme Inc.,Cy,Contract with the old tool ends in June,Cut ticket time from 12h to 2h,\
                Pat Lee (CFO),No data owner,SSO by May\n\
                1/14/2026 17:04:02,ann@v.example,Bolt GmbH,Cy,The board asked for it,,,,\n";
    let fields = |name: &str| {
        let audit = with(name, form);
        let deals = audit["deals"].as_array().expect("deals");
        deals.iter().find(|deal| deal["csm"] == "Cy").map(|deal| deal["fields"].clone())
    };
    let told = fields("AE to CS Handoff (Responses).csv").expect("a deal with its CSM");
    for field in ["why_now", "success_metric", "executive_sponsor", "implementation_risks", "verbal_commitments"] {
        assert_eq!(told[field], "answered", "{field}: {told}");
    }
    // Five questions are too few for a form of which nothing says what it is for.
    assert_eq!(fields("Responses.csv"), None);
}

/// The headings are the README's.
#[test]
fn one_sheet_is_enough_for_a_first_audit() {
    let readme = std::fs::read_to_string("README.md").expect("a README");
    let headings = ["Customer", "AE", "CSM", "Won Date", "CS Decision", "Decision Date", "Kickoff Date", "Churn Date"];
    assert!(headings.iter().all(|heading| readme.contains(&format!("`{heading}`"))));
    let sheet = format!(
        "{}\nAcme,Ada,Cy,2026-01-05,Accepted,2026-01-06,2026-01-09,\nBolt,Ada,Di,2026-01-05,Returned,2026-01-06,2026-01-19,2026-02-02\n",
        headings.join(",")
    );
    let settings = "[audit]\nas_of = 2026-06-01\n[[source]]\npath = \"customers.csv\"\ntable = \"deals\"\n";
    let audit = audit_of(&[("customers.csv", &sheet), ("audit.toml", settings)]);
    for figure in ["acceptance_rate", "kickoff_within_sla", "retention_90d"] {
        assert_eq!(support::counts(&audit, figure), (1, 2), "{figure}");
    }
    let csms: Vec<&str> =
        audit["deals"].as_array().expect("deals").iter().filter_map(|deal| deal["csm"].as_str()).collect();
    assert_eq!(csms, ["Cy", "Di"]);
    let other = sheet
        .replace("Won Date", "Day of the win")
        .replace("Kickoff Date", "Kickoff")
        .replace("CS Decision", "Handoff decision");
    let audit = audit_of(&[("customers.csv", &other), ("audit.toml", settings)]);
    assert_eq!(
        (support::counts(&audit, "acceptance_rate"), support::counts(&audit, "kickoff_within_sla")),
        ((1, 2), (1, 2))
    );
}

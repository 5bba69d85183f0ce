//! Words that stand in the place of a name name nobody: no CSM, no AE, no cohort, no conflict.

mod support;

use serde_json::Value;
use support::audit_of;

const DEALS: &str = "deal_id,deal_name,account_id,stage,closed_at,owner,csm
D1,One,A1,Closed Won,2026-01-05,Ada,N.A.
D2,Two,A2,Closed Won,2026-01-05,Ada,tbd
D3,Three,A3,Closed Won,2026-01-05,Ada,Cy
D4,Four,A4,Closed Won,2026-01-05,t.b.d.,Cy
D5,Five,A5,Closed Won,2026-01-05,Ada,Di
";
const ONBOARDING: &str = "deal_id,csm,kickoff_at
D2,Cy,2026-01-09
D3,k.A.,2026-01-09
D4,Cy,2026-01-09
D5,Cy,2026-01-09
";

fn audit() -> Value {
    audit_of(&[("deals.csv", DEALS), ("onboarding.csv", ONBOARDING), ("audit.toml", "[audit]\nas_of = 2026-03-01\n")])
}

/// The deals on which a rule has a finding.
fn found(audit: &Value, code: &str) -> Vec<String> {
    let has = |deal: &&Value| deal["findings"].as_array().expect("codes").iter().any(|found| found == code);
    let deals = audit["deals"].as_array().expect("deals").iter().filter(has);
    deals.map(|deal| deal["deal_id"].as_str().expect("an id").to_owned()).collect()
}

#[test]
fn a_placeholder_is_no_csm_and_contradicts_none() {
    let audit = audit();
    assert_eq!(found(&audit, "HA505"), ["D5"], "of two names");
    assert_eq!(found(&audit, "HA106"), ["D1"], "the onboarding record names the CSM of D2");
    assert_eq!(found(&audit, "HA107"), [""; 0], "and nobody is no team");
    let of = |id: &str| {
        let deal = audit["deals"].as_array().expect("deals").iter().find(|deal| deal["deal_id"] == id).expect(id);
        (deal["ae"].as_str().expect("a label").to_owned(), deal["csm"].as_str().expect("a label").to_owned())
    };
    assert_eq!(of("D2").1, "Cy");
    assert_eq!(of("D3").1, "Cy");
    let deal = audit["deals"].as_array().expect("deals").iter().find(|deal| deal["deal_id"] == "D1").expect("D1");
    assert_eq!(deal["fields"]["csm_owner"], "placeholder");
}

#[test]
fn a_cohort_is_called_after_nobody_only_where_it_is_blank() {
    let audit = audit();
    let cohorts = |dimension: &str| {
        let metrics = audit["metrics"].as_array().expect("metrics").iter();
        let mut values: Vec<String> = metrics
            .filter(|metric| metric["cohort"]["dimension"] == dimension)
            .map(|metric| metric["cohort"]["value"].as_str().expect("a label").to_owned())
            .collect();
        values.dedup();
        values.sort_unstable();
        values.dedup();
        values
    };
    assert_eq!(cohorts("csm"), ["(blank)", "Cy"]);
    assert_eq!(cohorts("ae"), ["(blank)", "Ada"]);
}

#[test]
fn an_export_of_headings_alone_is_as_good_as_none() {
    let deals = support::FOUR_DEALS;
    let as_of = ("audit.toml", "[audit]\nas_of = 2026-06-01\n");
    let exports = [
        ("reviews.csv", "deal_id,event,occurred_at\n", "acceptance_rate"),
        ("onboarding.csv", "deal_id,csm,sync_at,kickoff_at\n", "kickoff_within_sla"),
        ("activities.csv", "deal_id,type,author,direction,occurred_at\n", "first_touch_within_sla"),
    ];
    for (name, headings, figure) in exports {
        let audit = support::audit_of(&[("deals.csv", deals), (name, headings), as_of]);
        assert_eq!(support::counts(&audit, figure), (0, 0), "{figure}");
        let said = support::note(&audit, "stray-table").expect("said")["sentence"].as_str().expect("a sentence");
        assert!(said.contains("holds its headings and no row"), "{said}");
        let codes = ["HA108", "HA110", "HA602", "HA604", "HA605"];
        let findings = audit["deals"].to_string();
        assert!(codes.iter().all(|code| !findings.contains(code)), "{name}: {findings}");
    }
    let tracker = "Deal ID,CSM,Kickoff date,CS decision,Decision date\n1,Cy,2026-01-09,,\n2,Cy,,,\n";
    let audit = support::audit_of(&[("deals.csv", deals), ("tracker.csv", tracker), as_of]);
    assert_eq!(support::counts(&audit, "acceptance_rate"), (0, 4), "a column that nobody filled is no missing export");
}

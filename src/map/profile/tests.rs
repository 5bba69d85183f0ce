//! The shipped profiles hold together.

use super::*;

fn all_rules() -> Vec<(&'static str, &'static TableRule)> {
    let own = profiles().iter().flat_map(|profile| profile.tables.iter().map(|rule| (profile.name, rule)));
    let own: Vec<_> = own
        .chain(handoff_fields().iter().map(|rule| ("handoff_fields", rule)))
        .chain(likely().iter().map(|rule| ("likely", rule)))
        .collect();
    let also: Vec<_> = own.iter().flat_map(|(name, rule)| rule.also.iter().map(|also| (*name, also))).collect();
    own.into_iter().chain(also).collect()
}

#[test]
fn the_shipped_profiles_follow_the_schema() {
    assert!(profiles().len() >= 6 && !handoff_fields().is_empty());
    assert!(named("hubspot").is_some() && named("generic").is_none());
}

#[test]
fn no_heading_of_a_kind_of_file_feeds_two_fields() {
    for (profile, rule) in all_rules() {
        for (position, left) in rule.fields.iter().enumerate() {
            for right in &rule.fields[position + 1..] {
                let left_names = || left.from.iter().chain(&left.join);
                let shared = left_names()
                    .find(|name| right.from.iter().chain(&right.join).any(|other| name.key.matches(&other.key)));
                assert!(shared.is_none(), "{profile}, {}: {shared:?}", rule.name);
            }
        }
    }
}

#[test]
fn every_kind_of_file_has_a_fingerprint() {
    for profile in profiles() {
        for rule in &profile.tables {
            assert!(!rule.all.is_empty() || !rule.any.is_empty(), "{}: {}", profile.name, rule.name);
            assert!(rule.all.iter().all(|group| !group.is_empty()), "{}: {}", profile.name, rule.name);
        }
    }
}

#[test]
fn a_company_owner_is_no_csm_and_an_expectation_no_amount() {
    for (profile, rule) in all_rules() {
        for field in &rule.fields {
            let name = rule.table.fields()[field.field].name.as_str();
            let has = |heading: &str| field.from.iter().any(|known| known.key.matches(&Key::of(heading)));
            assert!(name != "csm" || !(has("Company owner") || has("OwnerId") || has("Account Owner")), "{profile}");
            assert!(name != "amount" || !has("ExpectedRevenue"), "{profile}");
            assert!(name != "churned_at" || !(has("EndDate") || has("Contract End Date")), "{profile}");
        }
    }
}

#[test]
fn connectors_marks_are_not_part_of_a_heading() {
    for (left, right) in [
        ("property_closedate", "Close Date"),
        ("Success_Metric__c", "Success Metric"),
        ("SUCCESS_METRIC__C", "Success Metric"),
        ("no_show_c", "No Show"),
        ("Ended At (UTC)", "ended_at"),
        (" Why Now ", "why_now"),
        ("Accepted (Y/N)", "Accepted"),
        ("Kickoff (date)", "Kickoff Date"),
        ("Kickoff Date (date)", "Kickoff Date"),
        ("Customer (short text)", "Customer"),
    ] {
        assert!(Key::of(left).matches(&Key::of(right)), "{left}");
    }
    assert!(!Key::of("Accepted (date)").matches(&Key::of("Accepted")), "a date is no decision");
    assert!(!Key::of("Amount").matches(&Key::of("Amount in company currency")));
}

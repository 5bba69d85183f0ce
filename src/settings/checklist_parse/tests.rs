//! The shipped checklist and the ways to change it.

use super::super::checklist::{Category, Checklist, Need, Source};
use super::super::{Error, Overrides, parse};
use crate::domain::TableKind;
use std::path::Path;

fn read_in(base: &Path, text: &str) -> Result<Checklist, Vec<String>> {
    match parse(text, Path::new("audit.toml"), base, &Overrides::default()) {
        Ok(settings) => Ok(settings.checklist),
        Err(Error::Invalid { complaints, .. }) => Err(complaints
            .iter()
            .map(|complaint| {
                let help = complaint.help.clone().unwrap_or_default();
                format!("{}: {} / {help}", complaint.file().unwrap_or_default(), complaint.message)
            })
            .collect()),
        Err(other) => panic!("{other}"),
    }
}

fn read(text: &str) -> Result<Checklist, Vec<String>> {
    read_in(Path::new("."), text)
}

#[test]
fn the_shipped_checklist_has_its_items_and_elements() {
    let checklist = read("").expect("the shipped checklist");
    assert_eq!(checklist.items.len(), 31);
    let eight: Vec<&str> = checklist.items.iter().filter(|item| item.is_eight).map(|item| item.id.as_str()).collect();
    let expected = [
        "why_now",
        "decision_criteria",
        "existing_tools",
        "executive_sponsor",
        "verbal_commitments",
        "success_metric",
        "implementation_risks",
        "champion_at_risk",
    ];
    assert_eq!(eight, expected);
    for category in Category::ALL {
        assert!(checklist.items.iter().any(|item| item.category == category));
    }
    let sponsor = &checklist.items[checklist.position("executive_sponsor").expect("an item")];
    let field = TableKind::Deals.field("executive_sponsor").expect("a field");
    assert_eq!(sponsor.sources, [Source::Deal(field), Source::Role("executivesponsor".into())]);
    assert_eq!(sponsor.source_names[1], "role:executive sponsor");
    let ids: Vec<&str> = checklist.elements.iter().map(|element| element.id.as_str()).collect();
    assert_eq!(ids, ["success_criteria", "stakeholders", "promised_scope", "risks", "timeline", "owner_notes"]);
    assert_eq!(checklist.elements[1].needs[1].len(), 2);
    assert_eq!(checklist.elements[3].needs[1], [Need::EveryOpenRiskOwned]);
    assert_eq!(checklist.elements[5].needs[1], [Need::AeNamed]);
    assert_eq!(checklist.placeholders.boilerplate_min_chars, 20);
    assert!(checklist.placeholders.keyboard_run && checklist.placeholders.exact.len() > 20);
}

#[test]
fn items_are_added_replaced_and_removed_and_placeholders_added() {
    let checklist = read(
        "[checklist]\nremove = [\"dependencies\"]\n[checklist.placeholders]\nexact = [\"siehe notiz\"]\n\
         [[checklist.item]]\nid = \"why_now\"\ncategory = \"context\"\nsources = [\"deals.why_now\"]\nweight = 2\n\
         [[checklist.item]]\nid = \"seats\"\ncategory = \"facts\"\nsources = [\"deals.seats\"]\nlow = true\n",
    )
    .expect("a checklist");
    assert_eq!(checklist.items.len(), 31);
    assert_eq!(checklist.position("dependencies"), None);
    let why_now = &checklist.items[checklist.position("why_now").expect("kept in place")];
    assert_eq!((why_now.weight, why_now.is_eight), (2.0, false));
    assert_eq!(checklist.items.last().map(|item| item.id.as_str()), Some("seats"));
    assert_eq!(checklist.placeholders.exact.last().map(String::as_str), Some("siehe notiz"));
    assert_eq!(checklist.placeholders.exact[0], "tbd");
}

#[test]
fn a_file_of_ones_own_replaces_the_items_and_keeps_what_it_leaves_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let own = "[[item]]\nid = \"why_now\"\ncategory = \"context\"\nsources = [\"deals.why_now\"]\nhigh = true\n\
               [elements]\nnotes = [\"why_now\"]\n";
    std::fs::write(folder.path().join("own.toml"), own).expect("written");
    let checklist = read_in(folder.path(), "[checklist]\nfile = \"own.toml\"").expect("a checklist");
    assert_eq!((checklist.items.len(), checklist.elements.len()), (1, 1));
    assert_eq!(checklist.placeholders.exact[0], "tbd");

    std::fs::write(folder.path().join("own.toml"), own.replace("deals.why_now", "deals.wy_now")).expect("written");
    let found = read_in(folder.path(), "[checklist]\nfile = \"own.toml\"\nfiles = 1").expect_err("two complaints");
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("own.toml: ") && found[0].contains("deals.why_now"), "{found:?}");
    assert!(found[1].starts_with("audit.toml: ") && found[1].contains("did you mean `file`?"), "{found:?}");
}

#[test]
fn each_complaint_about_a_checklist_names_the_near_miss_or_the_way_out() {
    let item = |lines: &str| format!("[[checklist.item]]\nid = \"new\"\ncategory = \"facts\"\n{lines}\n");
    let cases = [
        (item("sources = [\"deals.amont\"]"), "the nearest field is deals.amount"),
        (item("sources = [\"onboarding.kick_off_at\"]"), "the nearest field is onboarding.kickoff_at"),
        (item("sources = [\"account.csm\"]"), "which is no source"),
        (item("sources = []"), "is empty"),
        (item("source = \"csm\"\nsources = [\"csm\"]"), "did you mean `sources`?"),
        (item("sources = [\"csm\"]\nweight = 0"), "out of range"),
        (item("sources = [\"csm\"]\nmeasure = \"persn\""), "did you mean \"person\"?"),
        (item("sources = [\"csm\"]").replace("facts", "fact"), "did you mean \"facts\"?"),
        (item("sources = [\"csm\"]").replace("\"new\"", "\"New one\""), "cannot be an id"),
        (item("sources = [\"csm\"]").repeat(2), "ids are unique"),
        (item(""), "lacks `sources`"),
        ("[checklist]\nremove = [\"dependecies\"]".into(), "the nearest item is `dependencies`"),
        ("[checklist]\nremove = [\"first_value_criteria\"]".into(), "`success_criteria` needs `first_value_criteria`"),
        ("[checklist.elements]\nrisks = [\"every_open_risk_ownd\"]".into(), "did you mean `every_open_risk_owned`?"),
        ("[checklist.elements]\nrisks = []".into(), "needs nothing"),
        ("[checklist]\nfile = \"no.toml\"".into(), "which cannot be read"),
        ("[checklist.placeholders]\nboilerplate_min_share = 30".into(), "out of range"),
    ];
    for (text, part) in cases {
        let found = read(&text).expect_err(&text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert!(found[0].contains(part), "{text}: {found:?}");
    }
}

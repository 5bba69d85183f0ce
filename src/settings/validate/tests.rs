//! What is accepted, what is complained about, and that all complaints come at once.

use serde_json::json;

use super::super::*;
use super::{DEFINITION_KEYS, Overrides, load, parse};
use crate::domain::Severity;
use crate::domain::{Clock, day_number, stage_key};

fn read(text: &str) -> Settings {
    parse(text, Path::new("audit.toml"), Path::new("."), &Overrides::default()).expect("valid settings")
}

fn complaints_with(text: &str, overrides: &Overrides) -> Vec<Complaint> {
    match parse(text, Path::new("audit.toml"), Path::new("."), overrides) {
        Err(Error::Invalid { complaints, .. }) => complaints,
        other => panic!("expected complaints about {text:?}, got {other:?}"),
    }
}

fn complaints(text: &str) -> Vec<Complaint> {
    complaints_with(text, &Overrides::default())
}

/// The one complaint about a text: message and help in one, and what is underlined.
fn only(text: &str) -> (String, &str) {
    let found = complaints(text);
    assert_eq!(found.len(), 1, "{text:?}: {found:?}");
    let span = found[0].span.map_or(0..0, |span| span.offset()..span.offset() + span.len());
    (format!("{} / {}", found[0].message, found[0].help.clone().unwrap_or_default()), &text[span])
}

fn day(year: i32, month: u32, day: u32) -> i32 {
    day_number(year, month, day).expect("a date")
}

#[test]
fn defaults_are_those_of_the_specification_in_its_order() {
    let settings = Settings::defaults(Path::new("exports"));
    let expected = [
        ("timezone", json!("UTC")),
        ("date_only", json!("midday")),
        ("clock", json!("calendar")),
        ("won_stages", json!(["closed won", "closedwon", "won", "closed and won", "signed"])),
        ("deal_types", json!(["new business", "new customer", "new logo", "newbusiness"])),
        ("renewal_types", json!(["renewal", "expansion", "upsell", "cross-sell", "existing business", "add-on"])),
        ("review_sla_hours", json!(72)),
        ("first_touch_sla_hours", json!(48)),
        ("transition_email_sla_hours", json!(48)),
        ("sync_sla_hours", json!(72)),
        ("kickoff_sla_days", json!(7)),
        ("first_value_sla_days", json!(30)),
        ("return_window_days", json!(14)),
        ("escalation_window_days", json!(30)),
        ("escalation_kinds", json!(["handoff"])),
        ("retention_days", json!(90)),
        ("retention_origin", json!("won")),
        ("landmark_days", json!(7)),
        ("min_cohort", json!(5)),
        ("cs_teams", json!(["customer success", "cs", "onboarding", "implementation"])),
        ("sync_activity", json!(null)),
        ("immaterial_reasons", json!([])),
        ("pilot_threshold", json!(0.9)),
        ("pilot_size", json!(null)),
    ];
    let log: Vec<_> = settings.definition_log.iter().map(|entry| (entry.id, entry.value.clone())).collect();
    assert_eq!(log, expected);
    assert!(settings.definition_log.iter().all(|entry| entry.status == Status::Assumed && !entry.is_set));
    assert_eq!(settings.definitions, Definitions::default());
    assert_eq!(settings.base, Path::new("exports"));
    assert!(settings.sources.is_empty() && settings.rates.is_none() && settings.events.is_empty());
    for key in DEFINITION_KEYS.iter().filter(|key| **key != "holidays") {
        assert!(log.iter().any(|(id, _)| id == key), "{key}");
    }
}

#[test]
fn the_shape_that_the_benchmark_writes_is_read() {
    let mut text = "[audit]\nname = \"bench\"\nas_of = 2026-09-30\n\n[definitions]\ntimezone = \"UTC\"\n".to_owned();
    text.push_str("cs_teams = [\"Customer Success\"]\n");
    for table in
        ["deals", "deal_contacts", "activities", "stage_history", "onboarding", "reviews", "subscriptions", "users"]
    {
        text.push_str(&format!("\n[[source]]\npath = \"{table}.csv\"\ntable = \"{table}\"\nprofile = \"generic\"\n"));
    }
    let settings = read(&text);
    assert_eq!(settings.audit.as_of, Some(AsOf::Day(day(2026, 9, 30))));
    assert_eq!(settings.definitions.cs_teams, ["customersuccess"]);
    assert_eq!(settings.sources.len(), 8);
    assert_eq!(settings.sources[1].table, Some(TableKind::DealContacts));
    let (start, end) = settings.sources[0].span;
    assert_eq!(&text[start..end], "\"deals.csv\"");
}

#[test]
fn a_definition_is_a_value_or_a_table_with_its_status() {
    let settings = read(
        "[definitions]\nreview_sla_hours = { value = 36.5, status = \"confirmed\", by = \"Ada\", on = 2026-01-31 }\n\
         min_cohort = { status = \"confirmed\" }\nclock = \"weekdays\"\nholidays = [2026-12-25, \"2026-01-01\"]\n\
         sync_activity = { type = \"Meeting\", subject = [\"Hand-off\"] }\npilot_size = 40\n",
    );
    let entry = |id: &str| settings.definition_log.iter().find(|entry| entry.id == id).expect("a known definition");
    assert_eq!(settings.definitions.review_sla_hours, 36.5);
    assert_eq!(entry("review_sla_hours").by.as_deref(), Some("Ada"));
    assert_eq!(entry("review_sla_hours").on.as_deref(), Some("2026-01-31"));
    assert_eq!((entry("min_cohort").status, &entry("min_cohort").value), (Status::Confirmed, &json!(5)));
    let holidays = vec![day(2026, 1, 1), day(2026, 12, 25)];
    assert_eq!(settings.definitions.clock, Clock::Weekdays { holidays });
    assert_eq!(entry("holidays").value, json!(["2026-01-01", "2026-12-25"]));
    assert_eq!(entry("sync_activity").value, json!({"type": "Meeting", "subject": ["Hand-off"]}));
    let activity = settings.definitions.sync_activity.as_ref().expect("an activity");
    assert_eq!((activity.kind.as_deref(), activity.subject.as_slice()), (Some("meeting"), &["handoff".to_owned()][..]));
    assert_eq!(settings.definitions.pilot_size, Some(40));
}

#[test]
fn every_section_is_read() {
    let settings = read(
        "[audit]\ntimezone = \"Europe/Berlin\"\nview = \"gap\"\ncurrency = \"eur\"\nfrom = 2026-01-01\nto = \"2026-04-01\"\n\
         [[source]]\npath = \"*.tsv\"\ndelimiter = \"tab\"\nheader_line = 3\nencoding = \"windows-1252\"\n\
         [source.columns]\ndeal_id = \"Record ID\"\n\
         [tiers]\nby_segment = { \"Mid-Market\" = \"low_touch\" }\namount_high_touch = 50000\ndefault = \"renewal\"\n\
         [targets]\nacceptance_rate = 0.95\n[rules]\nHA105 = \"off\"\nHA101 = { severity = \"warn\" }\nsponsor-missing = \"stop\"\n\
         [cohorts]\ncolumns = [\"Partner\"]\n[links]\ndeal = \"https://crm.example/{id}\"\n[rates]\nusd = 0.9\nEUR = 1\n\
         [[event]]\ndate = 2026-03-01\nkind = \"launch\"\n[[event]]\ndate = 2026-02-01\nkind = \"training\"\nlabel = \"AE day\"\n",
    );
    assert_eq!(settings.definitions.timezone, "Europe/Berlin");
    assert!(settings.definition_log[0].is_set);
    assert_eq!((settings.audit.view, settings.audit.currency.as_deref()), (View::Gap, Some("EUR")));
    assert_eq!((settings.audit.from, settings.audit.to), (Some(day(2026, 1, 1)), Some(day(2026, 4, 1))));
    let source = &settings.sources[0];
    assert_eq!((source.delimiter, source.header_line), (Some(b'\t'), Some(3)));
    assert_eq!(source.columns, [("deal_id".to_owned(), "Record ID".to_owned())]);
    assert_eq!(settings.tiers.by_segment[&stage_key("mid market")], Tier::LowTouch);
    assert!(!settings.rules["HA105"].is_on);
    assert_eq!(settings.rules["HA101"], RuleSetting { is_on: true, severity: Some(Severity::Warn) });
    assert_eq!(settings.rules["sponsor-missing"].severity, Some(Severity::Stop));
    assert_eq!(settings.rates.expect("rates")["USD"], 0.9);
    assert_eq!(settings.targets["acceptance_rate"], 0.95);
    assert_eq!(settings.events[0].label, "AE day");
    assert_eq!((settings.events[1].day, settings.events[1].label.as_str()), (day(2026, 3, 1), "launch"));
}

/// Text, a part of message or help, what is underlined.
const COMPLAINTS: &[(&str, &str, &str)] = &[
    ("[audit]\nonwer = \"x\"", "did you mean `owner`?", "onwer"),
    ("[audit]\nbudget = 1", "the nearest known key is", "budget"),
    ("[audit]\nlandmark_days = 3", "belongs in [definitions]", "landmark_days"),
    ("[definition]\nclock = \"calendar\"", "did you mean `definitions`?", "definition"),
    ("[anonymise]\nkey = \"short\"", "shorter than 16 characters", "\"short\""),
    ("[audit]\nname = 7", "is a number, expected text", "7"),
    ("[audit]\nname = \"\"", "is blank", "\"\""),
    ("[audit]\nview = \"monhtly\"", "did you mean \"monthly\"?", "\"monhtly\""),
    ("[audit]\ncurrency = \"Euro\"", "three letters", "\"Euro\""),
    ("[audit]\nas_of = \"31.01.2026\"", "is not a date or a time", "\"31.01.2026\""),
    ("[audit]\nas_of = 18:00:00", "is not a date or a time", "18:00:00"),
    ("[audit]\nfrom = 2026-01-01T00:00:00", "expected a date alone", "2026-01-01T00:00:00"),
    ("[audit]\nfrom = 2026-02-01\nto = 2026-02-01", "not after the first day", "2026-02-01"),
    ("[audit]\ntimezone = \"UTC\"\n[definitions]\ntimezone = \"Europe/Berlin\"", "keep one of the two", "\"UTC\""),
    ("[definitions]\ntimezone = \"Berlin\"", "did you mean \"Europe/Berlin\"?", "\"Berlin\""),
    ("[definitions]\nreview_sla_hours = 0", "out of range", "0"),
    ("[definitions]\nreview_sla_hours = nan", "counted with", "nan"),
    ("[definitions]\nreview_sla_hours = \"72\"", "without quotes", "\"72\""),
    ("[definitions]\nretention_days = 90.5", "whole number", "90.5"),
    ("[definitions]\nmin_cohort = 0", "whole number from 1", "0"),
    ("[definitions]\npilot_threshold = 90", "write 0.9 for 90 %", "90"),
    ("[definitions]\npilot_threshold = 1.0", "neither of them included", "1.0"),
    ("[definitions]\nlandmark_days = 90", "make it shorter", "90"),
    ("[definitions]\nwon_stages = \"Won\"", "is text, expected a list", "\"Won\""),
    ("[definitions]\nwon_stages = [\"--\"]", "no letter or digit", "\"--\""),
    ("[definitions]\ndeal_types = [\"A\"]\nrenewal_types = [\"a\"]", "share a", "[\"a\"]"),
    ("[definitions]\nholidays = [2026-12-25]", "has no effect", "[2026-12-25]"),
    ("[definitions]\nclock = { vale = \"weekdays\", status = \"assumed\" }", "did you mean `value`?", "vale"),
    ("[definitions]\nclock = { value = \"weekdays\", status = \"agreed\" }", "none of its choices", "\"agreed\""),
    ("[definitions]\nsync_activity = { typ = \"meeting\" }", "did you mean `type`?", "typ"),
    ("[definitions]\nsync_activity = \"meeting\"", "direction = \"internal\"", "\"meeting\""),
    ("[[source]]\ntable = \"deals\"", "lacks `path`", "[[source]]"),
    ("[[source]]\npath = \"a.csv\"\ntable = \"deal\"", "did you mean \"deals\"?", "\"deal\""),
    ("[[source]]\npath = \"a/*/b.csv\"", "file name only", "\"a/*/b.csv\""),
    ("[[source]]\npath = \"a.csv\"\ndelimiter = \"::\"", "cannot separate", "\"::\""),
    ("[[source]]\npath = \"a.csv\"\nencoding = \"utf-7x\"", "no known encoding", "\"utf-7x\""),
    (
        "[[source]]\npath = \"a.csv\"\ntable = \"deals\"\ncolumns = { deal_ident = \"Id\" }",
        "nearest is `deal_id`",
        "deal_ident",
    ),
    ("[tiers]\ndefault = \"hightouch\"", "did you mean \"high_touch\"?", "\"hightouch\""),
    ("[tiers]\nby_segment = { A = \"renewal\", a = \"low_touch\" }", "same segment", "\"low_touch\""),
    ("[targets]\nacceptance_rate = \"95 %\"", "expected a number", "\"95 %\""),
    ("[rules]\nha105 = \"off\"", "did you mean `HA105`?", "ha105"),
    ("[rules]\nHA105 = false", "is true or false", "false"),
    ("[rules]\nHA105 = \"warning\"", "did you mean \"warn\"?", "\"warning\""),
    ("[cohorts]\ncolumns = [\"A\", \"A\"]", "twice", "\"A\""),
    ("[links]\ndeal = \"javascript:{id}\"", "no web address", "\"javascript:{id}\""),
    ("[links]\ndeal = \"https://crm.example\"", "does not hold {id}", "\"https://crm.example\""),
    ("[audit]\ncurrency = \"EUR\"\n[rates]\neur = 2", "is the audit's currency", "2"),
    ("[[event]]\nkind = \"launch\"", "lacks `date`", "[[event]]"),
    ("[audit]\nname = \"a\"\nname = \"b\"", "not TOML", "name"),
];

#[test]
fn each_complaint_says_what_and_where() {
    for (text, part, underlined) in COMPLAINTS {
        let (said, place) = only(text);
        assert!(said.contains(part), "{text:?}: {said}");
        assert_eq!(place, *underlined, "{text:?}");
    }
}

#[test]
fn everything_is_complained_about_at_once_in_order_of_place() {
    let found = complaints("[audit]\nview = 3\nnmae = \"x\"\n[definitions]\nmin_cohort = -1\n[rules]\nx = 1\n[oops]\n");
    let lines: Vec<_> = found.iter().map(|complaint| complaint.line_and_column().map_or(0, |(line, _)| line)).collect();
    assert_eq!(lines, [2, 3, 5, 7, 7, 8]);
}

#[test]
fn the_command_line_wins_and_is_checked_like_the_file() {
    let text = "[audit]\nas_of = 2026-01-31\nfrom = 2026-01-01\n";
    let given = Overrides { as_of: Some("2026-02-28".into()), view: Some(View::Monthly), ..Overrides::default() };
    let settings = parse(text, Path::new("audit.toml"), Path::new("."), &given).expect("valid");
    assert_eq!(settings.audit.as_of, Some(AsOf::Day(day(2026, 2, 28))));
    assert_eq!(settings.audit.view, View::Monthly);
    let given = Overrides { as_of: Some("soon".into()), to: Some("2025-12-31".into()), ..Overrides::default() };
    let found = complaints_with(text, &given);
    assert!(found[0].message.starts_with("`--as-of` is \"soon\""), "{found:?}");
    assert!(found[1].message.starts_with("`--to` is not after"), "{found:?}");
    assert_eq!((found.len(), found[0].span), (2, None));
}

#[test]
fn a_list_that_is_set_wins_over_a_default_that_it_overlaps() {
    let settings = read("[definitions]\ndeal_types = [\"New\", \"Expansion\"]\n");
    assert!(!settings.definitions.renewal_types.contains(&"expansion".to_owned()));
    let log = settings.definition_log.iter().find(|entry| entry.id == "renewal_types").expect("a known definition");
    assert_eq!(log.value, json!(["renewal", "upsell", "cross-sell", "existing business", "add-on"]));
}

#[test]
fn a_folder_is_read_with_or_without_its_settings() {
    let folder = tempfile::tempdir().expect("a folder");
    let none = Overrides::default();
    assert_eq!(load(folder.path(), &none).expect("defaults").base, folder.path());
    std::fs::write(folder.path().join("audit.toml"), "\u{feff}[audit]\nname = \"Q1\"\n").expect("written");
    assert_eq!(load(folder.path(), &none).expect("settings").audit.name.as_deref(), Some("Q1"));
    let by_file = load(&folder.path().join("audit.toml"), &none).expect("settings");
    assert_eq!(by_file.base, folder.path());
    assert!(matches!(load(&folder.path().join("no"), &none), Err(Error::NotFound { .. })));
    std::fs::write(folder.path().join("deals.csv"), "deal_id\n1\n").expect("written");
    assert!(matches!(load(&folder.path().join("deals.csv"), &none), Err(Error::Invalid { .. })));
}

#[test]
fn the_rendered_error_shows_file_line_and_help() {
    let found = parse("[audit]\nnmae = 1\n", Path::new("conf/audit.toml"), Path::new("."), &Overrides::default());
    let mut page = String::new();
    let handler = miette::GraphicalReportHandler::new_themed(miette::GraphicalTheme::unicode_nocolor());
    handler.render_report(&mut page, &found.expect_err("a complaint")).expect("rendered");
    for part in ["1 thing to correct", "conf/audit.toml:2:1", "nmae = 1", "did you mean `name`?"] {
        assert!(page.contains(part), "{page}");
    }
}

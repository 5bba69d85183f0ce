//! Every row of the inventory that exports can show, held against what the program really has.
//!
//! `tests/inventory.toml` says for each row what shows it, or why nothing does. Each name in it is looked up in a run over
//! the sample exports, so that a renamed rule, figure or section is noticed here.

#![expect(clippy::print_stderr, reason = "a test says what it skipped")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use handoff_audit::packet::MarkKind;
use handoff_audit::report::{Drawing, View, index_html};
use handoff_audit::settings::questionnaire::QUESTIONS;
use handoff_audit::settings::{Checklist, Overrides};
use handoff_audit::{Wishes, output, rules, settings};
use serde::Deserialize;
use serde_json::Value;
use support::{call, read_audit, write_files};
use tempfile::TempDir;

/// The least share of rows that must be shown.
const LEAST_SHOWN: f64 = 0.95;

#[derive(Deserialize)]
struct Inventory {
    rows: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    #[serde(default)]
    shown: Vec<String>,
    why_not: Option<String>,
}

fn inventory() -> Inventory {
    toml::from_str(include_str!("inventory.toml")).expect("tests/inventory.toml holds rows")
}

/// What a run over the sample exports leaves behind.
struct Shown {
    audit: Value,
    brief: Value,
    pages: String,
    files: BTreeSet<String>,
    /// Columns as `packets.won_at`.
    columns: BTreeSet<String>,
    events: BTreeSet<String>,
    /// Kinds of notes under data health, of exports that are odd on purpose.
    notes: BTreeSet<String>,
}

impl Shown {
    fn new() -> Shown {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/hubspot");
        let settings = settings::load(&source, &Overrides::default()).expect("the sample's settings");
        let home = tempfile::tempdir().expect("a folder");
        let out = home.path().join("out");
        let wishes = Wishes { briefs: Some(output::Briefs::Flagged), ..Wishes::default() };
        let finished = handoff_audit::run_watched(&settings, &out, wishes, &mut |_| {}).expect("a run");
        let pages = [View::Pilot, View::Monthly, View::Gap]
            .map(|view| index_html(&finished.audit, Drawing { view, names: false }).expect("a page"));
        let deal = finished.audit.worklist[0].deal.deal_id.clone();
        let brief = handoff_audit::brief(&settings, &deal).expect("a brief");
        let names: BTreeSet<String> =
            fs::read_dir(&out).expect("the output").flatten().map(|file| name_of(&file)).collect();
        let (mut columns, mut events) = (BTreeSet::new(), BTreeSet::new());
        for name in names.iter().filter_map(|name| name.strip_suffix(".csv")) {
            let mut table = csv::Reader::from_path(out.join(format!("{name}.csv"))).expect("a table");
            columns.extend(table.headers().expect("headings").iter().map(|heading| format!("{name}.{heading}")));
            if name == "events" {
                events = table.records().flatten().map(|row| row[4].to_owned()).collect();
            }
        }
        Shown {
            audit: read_audit(&out),
            brief: serde_json::to_value(&brief).expect("JSON"),
            pages: pages.concat(),
            files: names,
            columns,
            events: events.into_iter().chain(events_of_odd_exports()).collect(),
            notes: notes_of_odd_exports(),
        }
    }

    /// Whether the program has what is named.
    fn has(&self, reference: &str) -> bool {
        let (kind, name) = reference.split_once(':').expect("kind:name");
        let listed = |list: &str, key: &str| {
            let entries = self.audit[list].as_array().expect("a list");
            entries.iter().any(|entry| entry[key] == name)
        };
        match kind {
            "rule" => rules::find(name).is_some() || rules::population::find(name).is_some(),
            "metric" => listed("metrics", "id"),
            "item" => listed("items", "id"),
            "element" => Checklist::shipped().elements.iter().any(|element| &*element.id == name),
            "mark" => MarkKind::ALL.iter().any(|mark| mark.name() == name),
            "flag" => listed("flags", "id"),
            "setting" => listed("definitions", "id"),
            "cause" => list(&self.audit["causes"][0]["tests"]).any(|test| test["cause"] == name),
            "cohort" => list(&self.audit["metrics"]).any(|metric| metric["cohort"]["dimension"] == name),
            "section" => self.pages.contains(&format!("<section id=\"{name}\"")),
            "audit" => has_path(&self.audit, name),
            "brief" => has_path(&self.brief, name),
            "column" => self.columns.contains(name),
            "file" => self.files.contains(name),
            "event" => self.events.contains(name),
            "question" => QUESTIONS.iter().any(|question| question.id == name),
            "note" => self.notes.contains(name),
            "option" => has_option(name),
            _ => panic!("{reference}: an unknown kind"),
        }
    }
}

/// Forty deals with a segment in two spellings and a new one, projects that were opened early, tasks and a CSM named late.
fn odd_exports() -> TempDir {
    let mut deals = "deal_id,stage,closed_at,owner,csm,segment\n".to_owned();
    let (mut projects, mut tasks) =
        ("project_id,deal_id,created_at\n".to_owned(), "type,deal_id,author,created_at\n".to_owned());
    for n in 0..40 {
        let (month, day) = (n / 20 + 1, n % 20 + 5);
        let segment = ["Mid-Market", "mid market", "Start-up"][if n < 30 { n % 2 } else { 2 }];
        deals += &format!("D{n},Closed Won,2026-0{month}-{day:02}T10:00:00Z,Ann,Ivy,{segment}\n");
        projects += &format!("P{n},D{n},2026-0{month}-{:02}T10:00:00Z\n", day - 2 + n % 2 * 4);
        tasks += &format!("task,D{n},Ivy,2026-0{month}-{:02}T10:00:00Z\n", day + 1);
    }
    let history = "deal_id,field,old_value,new_value,changed_at\nD1,csm,,Ivy,2026-01-08T10:00:00Z\n";
    let home = tempfile::tempdir().expect("a folder");
    let files =
        [("deals", deals), ("onboarding", projects), ("activities", tasks), ("field_history", history.to_owned())];
    let mut files = files.map(|(name, text)| (format!("{name}.csv"), text)).to_vec();
    files.push(("audit.toml".to_owned(), "[audit]\nas_of = 2026-06-01\n".to_owned()));
    write_files(&home.path().join("exports"), &files);
    home
}

fn odd_settings(home: &TempDir) -> settings::Settings {
    settings::load(&home.path().join("exports"), &Overrides::default()).expect("settings")
}

fn notes_of_odd_exports() -> BTreeSet<String> {
    let home = odd_exports();
    let audit = handoff_audit::examine(&odd_settings(&home)).expect("an audit");
    audit.data_health.into_iter().map(|note| note.kind).collect()
}

fn events_of_odd_exports() -> BTreeSet<String> {
    let home = odd_exports();
    let out = home.path().join("out");
    handoff_audit::run(&odd_settings(&home), &out).expect("a run");
    let mut table = csv::Reader::from_path(out.join("events.csv")).expect("the log");
    table.records().flatten().map(|row| row[4].to_owned()).collect()
}

#[test]
fn odd_exports_are_remarked_with_their_counts() {
    let audit = handoff_audit::examine(&odd_settings(&odd_exports())).expect("an audit");
    let note = |kind: &str| audit.data_health.iter().find(|note| note.kind == kind).expect("the note");
    assert_eq!(note("spellings").examples, ["segment: \u{201c}Mid-Market\u{201d}, \u{201c}mid market\u{201d}"]);
    assert_eq!(note("new-segment").examples, ["Start-up: first won on 2026-02-15, after 30 deals of other segments"]);
    assert!(note("early-project").sentence.starts_with("20 of 40 onboarding projects"));
}

fn name_of(entry: &fs::DirEntry) -> String {
    entry.file_name().to_string_lossy().into_owned()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().expect("a list").iter()
}

/// Whether there is such a path; a list is entered at its first entry. Whether there is a value too depends on the data.
fn has_path(value: &Value, path: &str) -> bool {
    let mut at = value;
    for key in path.split('.') {
        let inner = at.as_array().and_then(|list| list.first()).unwrap_or(at);
        match inner.get(key) {
            Some(next) => at = next,
            None => return false,
        }
    }
    true
}

/// `run.--segment`: whether the verb's help names the option.
fn has_option(name: &str) -> bool {
    let (verb, option) = name.split_once('.').expect("verb.--option");
    let help = call(&[verb, "--help"]);
    String::from_utf8_lossy(&help.stdout).split_whitespace().any(|word| word == option)
}

#[test]
fn every_row_names_what_really_shows_it_or_says_why_not() {
    let shown = Shown::new();
    let inventory = inventory();
    let mut faults = Vec::new();
    for (id, entry) in &inventory.rows {
        match (&entry.why_not, entry.shown.is_empty()) {
            (None, false) => {}
            (Some(reason), true) if !reason.trim().is_empty() => continue,
            _ => faults.push(format!("{id} needs either what shows it or why nothing does: {}", entry.name)),
        }
        let absent = entry.shown.iter().filter(|reference| !shown.has(reference));
        faults.extend(absent.map(|reference| format!("{id} ({}): the program has no {reference}", entry.name)));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_is_not_there_is_noticed() {
    let shown = Shown::new();
    for reference in [
        "rule:HA999",
        "metric:luck",
        "item:luck",
        "element:luck",
        "mark:luck",
        "flag:luck",
        "setting:luck",
        "cause:luck",
        "cohort:luck",
        "section:luck",
        "audit:population.luck",
        "brief:stakeholders.luck",
        "column:packets.luck",
        "file:luck.csv",
        "event:luck",
        "question:luck",
        "note:luck",
        "option:run.--luck",
    ] {
        assert!(!shown.has(reference), "{reference}");
    }
}

#[test]
fn nearly_all_rows_are_shown() {
    let inventory = inventory();
    let not_shown: Vec<&String> =
        inventory.rows.iter().filter(|(_, entry)| entry.why_not.is_some()).map(|(id, _)| id).collect();
    let share = 1.0 - not_shown.len() as f64 / inventory.rows.len() as f64;
    assert!(share >= LEAST_SHOWN, "{:.1} % of {} are shown; not {not_shown:?}", 100.0 * share, inventory.rows.len());
}

#[test]
fn the_list_is_the_inventory() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/spec/inventory.md");
    let Ok(text) = fs::read_to_string(&page) else {
        eprintln!("skipped: {} is not there, so the list cannot be held against it", page.display());
        return;
    };
    let detectable = text.lines().filter_map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        (cells.len() > 6 && cells[5] == "Y" && cells[1].parse::<u32>().is_ok()).then(|| cells[2].to_owned())
    });
    let detectable: BTreeSet<String> = detectable.collect();
    let ours: BTreeSet<String> = inventory().rows.into_keys().collect();
    assert_eq!(detectable.difference(&ours).collect::<Vec<_>>(), Vec::<&String>::new(), "rows without an entry");
    assert_eq!(ours.difference(&detectable).collect::<Vec<_>>(), Vec::<&String>::new(), "entries without a row");
}

//! The strip at the top: what was audited, from when to when, from which files, and what it comes to.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::{format, words};
use super::parts::Mark;
use super::{context, verdict, work};
use crate::audit::Audit;

/// Files listed on the cover; the section on files has them all.
const FILES_SHOWN: usize = 12;

/// The cover.
#[derive(Serialize)]
pub(crate) struct Cover {
    view: &'static str,
    title: String,
    client: Option<String>,
    /// What it comes to, in a few sentences, each with its mark and a link to its section.
    lines: Vec<Line>,
    facts: Vec<Fact>,
    files_head: String,
    files: Vec<File>,
    more_files: Option<String>,
}

#[derive(Serialize)]
pub(crate) struct Line {
    mark: Mark,
    text: String,
    /// Its section, where the page has it.
    href: Option<&'static str>,
}

#[derive(Serialize)]
struct Fact {
    name: &'static str,
    text: String,
    /// `assumed` or `set`.
    badge: Option<&'static str>,
    note: Option<String>,
}

#[derive(Serialize)]
struct File {
    path: String,
    table: String,
    rows: String,
    hash: String,
}

impl Line {
    /// A line that leads nowhere.
    pub(crate) fn plain(kind: &'static str, word: &str, text: String) -> Line {
        Line { mark: Mark::new(kind, word), text, href: None }
    }
}

/// Are we there, what is missing most, which deals first and who acts, and whether it may be read at all.
pub(crate) fn lines(audit: &Audit, is_named: bool) -> Vec<Line> {
    vec![verdict_line(audit), missing_line(audit), work_line(audit, is_named), readiness_line(audit)]
}

/// Builds the cover.
pub(crate) fn view(audit: &Audit, view: &'static str, anchors: &[&str], lines: Vec<Line>) -> Cover {
    let used: Vec<_> = audit.sources.iter().filter(|source| source.table.is_some()).collect();
    let rows: u64 = used.iter().map(|source| source.rows_used).sum();
    let file = |source: &&crate::audit::Source| File {
        path: source.path.clone(),
        table: words::opened(source.table.unwrap_or_default()),
        rows: format::plural(source.rows_used, "row", "rows"),
        hash: format::short_hash(&source.sha256),
    };
    Cover {
        view,
        title: audit.title.clone(),
        client: audit.client.clone(),
        lines: lines
            .into_iter()
            .map(|line| Line { href: line.href.filter(|href| anchors.contains(&&href[1..])), ..line })
            .collect(),
        facts: vec![window(audit), as_of(audit), deals(audit), evidence(audit)],
        files_head: format!(
            "{} used, {} in all",
            format::plural(used.len() as u64, "file", "files"),
            format::plural(rows, "row", "rows")
        ),
        more_files: (used.len() > FILES_SHOWN).then(|| format!("and {} more", used.len() - FILES_SHOWN)),
        files: used.iter().take(FILES_SHOWN).map(file).collect(),
    }
}

fn verdict_line(audit: &Audit) -> Line {
    if let (true, Some(first)) = (audit.outcomes_withheld, audit.fix_first.first()) {
        let text = format!("The exports cannot carry a verdict yet. First: {}", words::sentence(&first.what));
        return Line { mark: Mark::new("cannot", "Withheld"), text, href: Some("#verdict") };
    }
    Line { mark: verdict::mark(&audit.verdict), text: verdict::headline(audit), href: Some("#verdict") }
}

/// Which deals come first, and who answers.
fn work_line(audit: &Audit, is_named: bool) -> Line {
    let counts = &audit.work;
    let (mark, text) = match (counts.all(), counts.this_week + counts.later, audit.deals_in_scope) {
        (_, _, 0) => (Mark::new("cannot", "No deals"), "No won deal is in scope.".into()),
        (0, ..) => (Mark::new("met", "Nothing to do"), work::sentence(audit)),
        (_, 0, _) if counts.unaccepted == 0 => {
            let gaps = format::plural(counts.settled, "accepted deal still lacks", "accepted deals still lack");
            (Mark::new("watch", "Next"), format!("{} {gaps} answers.", work::sentence(audit)))
        }
        (_, 0, _) => {
            let waiting = format::plural(counts.unaccepted, "deal waits", "deals wait");
            (Mark::new("watch", "Next"), format!("{} {waiting} for acceptance with open gaps.", work::sentence(audit)))
        }
        _ if !is_named => (Mark::new("watch", "Next"), work::sentence(audit)),
        _ => (Mark::new("watch", "Next"), format!("{}{}", work::sentence(audit), first(audit))),
    };
    Line { mark, text, href: Some("#work") }
}

/// The first kickoff ahead, its deal, and how many questions wait for whom.
fn first(audit: &Audit) -> String {
    let Some(item) = audit.worklist.first() else { return String::new() };
    let mut owners: BTreeMap<&str, u64> = BTreeMap::new();
    let grave = item.findings.iter().filter(|finding| words::urgency(finding.severity) < 2);
    grave.for_each(|finding| *owners.entry(finding.owner).or_default() += 1);
    let mut owners: Vec<(&str, u64)> = owners.into_iter().collect();
    owners.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let asks: Vec<String> = owners
        .iter()
        .map(|(owner, n)| format!("{} for {}", format::plural(*n, "question", "questions"), words::owner(owner)))
        .collect();
    let day = item.kickoff.as_deref().map_or_else(String::new, |day| format!(" on {}", format::date(day)));
    format!(" First: {}{day}, {}.", format::cut(&item.deal.name, 60), asks.join(", "))
}

/// What most packets lack.
fn missing_line(audit: &Audit) -> Line {
    let (mark, text) = match context::most_missing(audit) {
        Some(text) => (Mark::new("watch", "Missing"), format!("{text}.")),
        None => (
            Mark::new("cannot", "Not judged"),
            "What is missing most cannot be told: no due handoff requires any item.".into(),
        ),
    };
    Line { mark, text, href: Some("#context") }
}

fn readiness_line(audit: &Audit) -> Line {
    let in_state = |state: &str| audit.readiness.iter().filter(|test| test.state == state).count() as u64;
    let (failed, unknown, all) = (in_state("not_ready"), in_state("unknown"), audit.readiness.len() as u64);
    let (mark, text) = match (failed, unknown) {
        _ if all == 0 => (Mark::new("cannot", "Not judged"), "No readiness test was judged.".into()),
        (0, 0) => (Mark::new("met", "Ready"), format!("All {} readiness tests passed.", format::count(all))),
        (0, unknown) => {
            let text = format!("{} readiness tests cannot be judged from these exports.", format::k_of_n(unknown, all));
            (Mark::new("cannot", "Cannot tell"), text)
        }
        (failed, _) => {
            let text = format!(
                "{} readiness tests failed: mend the workflow before reading outcomes.",
                format::k_of_n(failed, all)
            );
            (Mark::new("missed", "Not ready"), text)
        }
    };
    Line { mark, text, href: Some("#readiness") }
}

fn window(audit: &Audit) -> Fact {
    let text = match (&audit.window.from, &audit.window.to) {
        (Some(from), Some(to)) => format!("Won {} to {}", format::date(from), format::day_before(to)),
        (Some(from), None) => format!("Won from {} on", format::date(from)),
        (None, Some(to)) => format!("Won up to {}", format::day_before(to)),
        (None, None) => "All won deals in the exports".into(),
    };
    Fact { name: "Window", text, badge: None, note: None }
}

fn as_of(audit: &Audit) -> Fact {
    Fact {
        name: "Data as of",
        text: format!("{} ({})", words::capital(&format::as_of(&audit.as_of, &audit.timezone)), audit.timezone),
        badge: Some(if audit.as_of_is_assumed { "assumed" } else { "set" }),
        note: Some(words::capital(&audit.as_of_how)),
    }
}

fn deals(audit: &Audit) -> Fact {
    let population = &audit.population;
    let note = format!(
        "{} due for review, {} too young to judge",
        format::count(population.due),
        format::count(population.fresh)
    );
    Fact {
        name: "Deals",
        text: format!("{} in scope", format::count(population.in_scope)),
        badge: None,
        note: Some(note),
    }
}

/// How many questions that no export answers were answered by people.
fn told(audit: &Audit) -> String {
    let asked = audit.questionnaire.len() as u64;
    match audit.questionnaire.iter().filter(|question| question.told.is_some()).count() as u64 {
        0 => "nothing".into(),
        n => format!("{} questions answered", format::k_of_n(n, asked)),
    }
}

fn evidence(audit: &Audit) -> Fact {
    let all = audit.definitions.len() as u64;
    let confirmed = audit.definitions.iter().filter(|definition| definition.status == "confirmed").count() as u64;
    let note = format!(
        "{} definitions confirmed, {} assumed. Told to us: {}.",
        format::k_of_n(confirmed, all),
        format::count(all - confirmed),
        told(audit)
    );
    Fact { name: "Evidence level", text: "Observed in exports".into(), badge: None, note: Some(note) }
}

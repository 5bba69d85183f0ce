//! The strip at the top: what was audited, from when to when, from which files, and what it comes to.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::words::cover as say;
use super::super::{format, words};
use super::parts::Mark;
use super::{context, verdict, work};
use crate::audit::{Audit, Finding, WorkItem};

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
    pub(crate) mark: Mark,
    pub(crate) text: String,
    /// Its section, where the page has it.
    pub(crate) href: Option<&'static str>,
    /// What is seen there.
    pub(crate) link: &'static str,
}

impl Line {
    /// A line with a link to its section.
    pub(crate) fn new(kind: &'static str, word: &str, text: String, href: &'static str) -> Line {
        Line { mark: Mark::new(kind, word), text, href: Some(href), link: say::link(href, kind) }
    }
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
        files_head: say::files(used.len() as u64, rows),
        more_files: (used.len() > FILES_SHOWN).then(|| say::more_files(used.len() - FILES_SHOWN)),
        files: used.iter().take(FILES_SHOWN).map(file).collect(),
    }
}

fn verdict_line(audit: &Audit) -> Line {
    if let (true, Some(first)) = (audit.outcomes_withheld, audit.fix_first.first()) {
        return Line::new("cannot", say::WITHHELD, say::withheld(&first.what), "#verdict");
    }
    let mark = verdict::mark(&audit.verdict);
    Line::new(mark.kind, &mark.word, verdict::headline(audit), "#verdict")
}

/// Deals named after the first one.
const NAMED_AFTER: usize = 2;

/// Which deals come first, and who answers.
fn work_line(audit: &Audit, is_named: bool) -> Line {
    let counts = &audit.work;
    let (kind, word, text) = match (counts.all(), counts.this_week + counts.later, audit.deals_in_scope) {
        (_, _, 0) => ("cannot", say::NO_DEALS, no_deals(audit)),
        (0, ..) => match work::grave(audit) {
            (judged, all) if judged == all => ("met", say::NOTHING, work::sentence(audit)),
            _ => ("cannot", say::CANNOT_TELL, work::sentence(audit)),
        },
        (_, ahead, _) => {
            let waits = match (ahead, counts.unaccepted) {
                (0, 0) => Some(say::settled(counts.settled)),
                (0, n) if !audit.shows_decisions() => Some(say::open_gaps(n)),
                (0, n) => Some(say::waiting(n)),
                _ => None,
            };
            let sentences = [Some(work::sentence(audit)), waits, first(audit).filter(|_| is_named)];
            ("watch", say::NEXT, sentences.into_iter().flatten().collect::<Vec<_>>().join(" "))
        }
    };
    Line::new(kind, word, text, "#work")
}

/// No deal in scope: what brings some in.
fn no_deals(audit: &Audit) -> String {
    let advice = audit.no_case().and_then(|note| note.advice.as_deref());
    advice.map_or_else(|| say::NONE_IN_SCOPE.to_owned(), say::bring_in)
}

/// The deal that comes first, how many questions wait for whom, and the deals after it.
fn first(audit: &Audit) -> Option<String> {
    let item = audit.worklist.first()?;
    let mut owners: BTreeMap<&str, u64> = BTreeMap::new();
    let asks = |finding: &&Finding| words::urgency(finding.severity) < 2 && !finding.asks_again;
    item.findings.iter().filter(asks).for_each(|finding| *owners.entry(finding.owner).or_default() += 1);
    let mut owners: Vec<(&str, u64)> = owners.into_iter().collect();
    owners.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let name = |item: &WorkItem| format::cut(format::called(&item.deal.name, &item.deal.deal_id), 60);
    let alike = audit.worklist.iter().skip(1).filter(|other| other.kickoff_is_ahead == item.kickoff_is_ahead);
    let then: Vec<String> = alike.take(NAMED_AFTER).map(name).collect();
    let day = item.kickoff.as_deref().filter(|_| item.kickoff_is_ahead);
    Some(say::first(&name(item), day, &owners, &then))
}

/// What most packets lack.
fn missing_line(audit: &Audit) -> Line {
    match context::most_missing(audit) {
        Some(text) => Line::new("watch", say::MISSING, say::missing(&text), "#context"),
        None => Line::new("cannot", say::NOT_JUDGED, say::NOTHING_REQUIRED.into(), "#context"),
    }
}

fn readiness_line(audit: &Audit) -> Line {
    let in_state = |state: &str| audit.readiness.iter().filter(|test| test.state == state).count() as u64;
    let (failed, unknown, all) = (in_state("not_ready"), in_state("unknown"), audit.readiness.len() as u64);
    let (kind, word, text) = match (failed, unknown) {
        _ if all == 0 => ("cannot", say::NOT_JUDGED, say::NO_TEST.to_owned()),
        (0, 0) => ("met", say::READY, say::ready(all)),
        (0, unknown) => ("cannot", say::CANNOT_TELL, say::not_known(unknown, all)),
        (failed, _) => ("missed", say::NOT_READY, say::not_ready(failed, all)),
    };
    Line::new(kind, word, text, "#readiness")
}

fn window(audit: &Audit) -> Fact {
    let text = say::window(audit.window.from.as_deref(), audit.window.to.as_deref());
    Fact { name: say::WINDOW, text, badge: None, note: None }
}

fn as_of(audit: &Audit) -> Fact {
    Fact {
        name: say::AS_OF,
        text: match &audit.as_of {
            None => say::NOT_KNOWN.into(),
            Some(at) => format!("{} ({})", words::capital(&format::as_of(at, &audit.timezone)), audit.timezone),
        },
        badge: audit.as_of.as_ref().map(|_| if audit.as_of_is_assumed { "assumed" } else { "set" }),
        note: Some(words::capital(&audit.as_of_how)),
    }
}

fn deals(audit: &Audit) -> Fact {
    let population = &audit.population;
    Fact {
        name: say::DEALS,
        text: say::in_scope(population.in_scope),
        badge: None,
        note: Some(say::due(population.due, population.fresh, audit.undated().map(|note| note.sentence.as_str()))),
    }
}

/// How many definitions were confirmed, and how many questions that no export answers were answered by people.
fn evidence(audit: &Audit) -> Fact {
    let confirmed = audit.definitions.iter().filter(|definition| definition.status == "confirmed").count() as u64;
    let told = audit.questionnaire.iter().filter(|question| question.told.is_some()).count() as u64;
    let note = say::evidence(confirmed, audit.definitions.len() as u64, told, audit.questionnaire.len() as u64);
    Fact { name: say::EVIDENCE, text: say::OBSERVED.into(), badge: None, note: Some(note) }
}

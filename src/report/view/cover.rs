//! The strip at the top: what was audited, from when to when, from which files, and what it comes to.

use serde::Serialize;

use super::super::{format, words};
use super::parts::Mark;
use super::verdict;
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
struct Line {
    mark: Mark,
    text: String,
    href: &'static str,
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

/// Builds the cover.
pub(crate) fn view(audit: &Audit, view: &'static str) -> Cover {
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
        lines: vec![verdict_line(audit), work_line(audit), readiness_line(audit)],
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
    Line { mark: verdict::mark(&audit.verdict), text: verdict::headline(audit), href: "#verdict" }
}

fn work_line(audit: &Audit) -> Line {
    let n = audit.deals_needing_work;
    let ahead = audit.worklist.iter().filter(|item| item.kickoff_is_ahead).count() as u64;
    let (mark, text) = match (n, audit.deals_in_scope) {
        (_, 0) => (Mark::new("cannot", "No deals"), "No won deal is in scope.".into()),
        (0, _) => (Mark::new("met", "Nothing to do"), "No deal has an open finding that stops or returns it.".into()),
        (n, all) => {
            let kickoffs = match ahead {
                0 => "no kickoff among them is still ahead".to_owned(),
                1 => "1 kickoff among them is still ahead".to_owned(),
                ahead => format!("{} kickoffs among them are still ahead", format::count(ahead)),
            };
            let verb = if n == 1 { "needs" } else { "need" };
            (Mark::new("watch", "Work"), format!("{} deals {verb} work; {kickoffs}.", format::k_of_n(n, all)))
        }
    };
    Line { mark, text, href: "#work" }
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
    Line { mark, text, href: "#readiness" }
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

fn evidence(audit: &Audit) -> Fact {
    let all = audit.definitions.len() as u64;
    let confirmed = audit.definitions.iter().filter(|definition| definition.status == "confirmed").count() as u64;
    let note = format!(
        "{} definitions confirmed, {} assumed. Told to us: nothing.",
        format::k_of_n(confirmed, all),
        format::count(all - confirmed)
    );
    Fact { name: "Evidence level", text: "Observed in exports".into(), badge: None, note: Some(note) }
}

//! Whether an audit may go ahead: each condition with its state and what it rests on.

use serde::Serialize;

use super::super::{format, words};
use super::parts::Mark;
use crate::audit::{Audit, Told};

/// The section.
#[derive(Serialize)]
pub(crate) struct Readiness {
    sentence: String,
    tests: Vec<Test>,
}

#[derive(Serialize)]
struct Test {
    id: String,
    mark: Mark,
    title: &'static str,
    evidence: String,
    /// What somebody told, with who and when; never worded as observed.
    told: Option<String>,
}

/// Builds the section.
pub(crate) fn view(audit: &Audit) -> Readiness {
    let test = |test: &crate::audit::Readiness| Test {
        id: format!("ready-{}", test.id),
        mark: mark(test.state),
        title: test.title,
        evidence: words::sentence(&test.evidence),
        told: test.told.as_ref().map(|told| said(told, test.observed)),
    };
    let has = |state: &str| audit.readiness.iter().any(|test| test.state == state);
    let sentence = if audit.readiness.is_empty() {
        "No readiness test was judged."
    } else if has("not_ready") {
        "At least one condition for reading outcomes is not met. Mend it first; the figures below describe the workflow, not the customers."
    } else if has("unknown") {
        "Nothing speaks against reading on, but not every condition can be judged from these exports."
    } else {
        "Every condition for reading outcomes is met."
    };
    Readiness { sentence: sentence.into(), tests: audit.readiness.iter().map(test).collect() }
}

/// What was told, with who and when, and what the exports alone suggest.
fn said(told: &Told, observed: &str) -> String {
    let note = told.note.as_ref().map_or(String::new(), |note| format!(" ({note})"));
    let evidence = told.evidence.as_ref().map_or(String::new(), |evidence| format!(" See {evidence}."));
    format!(
        "Told, not observed: \u{201c}{}\u{201d}{note}, {}, {}. By the exports alone: {}.{evidence}",
        told.answer,
        told.by,
        format::date(&told.on),
        mark(observed).word.to_lowercase()
    )
}

/// What to mend before outcomes are read.
#[derive(Serialize)]
pub(crate) struct FixFirst {
    sentence: &'static str,
    fixes: Vec<(String, String)>,
}

/// In place of the verdict.
pub(crate) fn fix_first(audit: &Audit) -> FixFirst {
    let fix = |fix: &crate::audit::Fix| (words::sentence(&fix.what), words::sentence(&fix.because));
    FixFirst {
        sentence: "Outcomes are withheld: at least one condition for reading them is not met, so they would describe the \
                   workflow and not the customers. Mend these first, in this order. The figures themselves are in \
                   audit.json.",
        fixes: audit.fix_first.iter().map(fix).collect(),
    }
}

/// In place of another outcome.
pub(crate) fn withheld() -> FixFirst {
    FixFirst {
        sentence: "Withheld, as the verdict is: a condition for reading outcomes is not met. What to mend first stands \
                   under Verdict; the figures themselves are in audit.json.",
        fixes: Vec::new(),
    }
}

fn mark(state: &str) -> Mark {
    match state {
        "ready" => Mark::new("met", "Ready"),
        "not_ready" => Mark::new("missed", "Not ready"),
        _ => Mark::new("cannot", "Cannot tell"),
    }
}

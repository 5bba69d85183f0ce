//! Whether an audit may go ahead: each condition with its state and what it rests on.

use serde::Serialize;

use super::super::words;
use super::parts::Mark;
use crate::audit::Audit;

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
}

/// Builds the section.
pub(crate) fn view(audit: &Audit) -> Readiness {
    let test = |test: &crate::audit::Readiness| Test {
        id: format!("ready-{}", test.id),
        mark: mark(test.state),
        title: test.title,
        evidence: words::sentence(&test.evidence),
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

fn mark(state: &str) -> Mark {
    match state {
        "ready" => Mark::new("met", "Ready"),
        "not_ready" => Mark::new("missed", "Not ready"),
        _ => Mark::new("cannot", "Cannot tell"),
    }
}

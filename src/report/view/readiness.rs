//! Whether an audit may go ahead: each condition with its state and what it rests on.

use serde::Serialize;

use super::super::words;
use super::super::words::readiness as say;
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
        told: test.told.as_ref().map(|told| say::told(told, &mark(test.observed).word)),
    };
    let has = |state: &str| audit.readiness.iter().any(|test| test.state == state);
    let sentence = if audit.readiness.is_empty() {
        say::NO_TEST
    } else if has("not_ready") {
        say::ONE_FAILED
    } else if has("unknown") {
        say::NOT_ALL_KNOWN
    } else {
        say::ALL_MET
    };
    Readiness { sentence: sentence.into(), tests: audit.readiness.iter().map(test).collect() }
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
    FixFirst { sentence: say::FIX_FIRST, fixes: audit.fix_first.iter().map(fix).collect() }
}

/// In place of another outcome.
pub(crate) fn withheld() -> FixFirst {
    FixFirst { sentence: say::WITHHELD, fixes: Vec::new() }
}

fn mark(state: &str) -> Mark {
    match state {
        "ready" => Mark::new("met", say::READY),
        "not_ready" => Mark::new("missed", say::NOT_READY),
        _ => Mark::new("cannot", say::CANNOT_TELL),
    }
}

//! What was found, in neutral words: the fact with its count, examples, the consequence, and how sure it is.

use serde::Serialize;

use super::super::words;
use super::super::words::observations as say;
use super::parts::Mark;
use crate::audit::{Audit, RuleSummary, WorkItem};

/// Deals named as evidence; findings.csv holds them all.
const EXAMPLES: usize = 3;

/// The section.
#[derive(Serialize)]
pub(crate) struct Observations {
    sentence: String,
    list: Vec<Observation>,
}

#[derive(Serialize)]
struct Observation {
    id: String,
    statement: String,
    mark: Mark,
    facts: Vec<Fact>,
    examples: Vec<String>,
}

#[derive(Serialize)]
struct Fact {
    name: &'static str,
    text: String,
}

/// When something is to be done (our judgement, from severity and share).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Priority {
    /// A stop, or a return in half of the deals or more.
    Now,
    /// A return, or a warning in half of the deals or more.
    Next,
    /// The rest.
    Later,
}

impl Priority {
    /// Its word.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Priority::Now => say::NOW,
            Priority::Next => say::NEXT,
            Priority::Later => say::LATER,
        }
    }
}

/// The priority of a rule's findings.
pub(crate) fn priority(rule: &RuleSummary) -> Priority {
    let is_common = rule.deals * 2 >= rule.judged.max(1);
    match (rule.severity, is_common) {
        ("stop", _) | ("return", true) => Priority::Now,
        ("return", false) | ("warn", true) => Priority::Next,
        _ => Priority::Later,
    }
}

/// Rules with findings, the most pressing first.
pub(crate) fn open(audit: &Audit) -> Vec<&RuleSummary> {
    let mut rules: Vec<&RuleSummary> = audit.rules.iter().filter(|rule| rule.findings > 0).collect();
    rules.sort_by_key(|rule| (priority(rule), std::cmp::Reverse(rule.deals), rule.code));
    rules
}

/// Builds the section.
pub(crate) fn view(audit: &Audit, is_named: bool) -> Observations {
    let open = open(audit);
    Observations {
        sentence: say::lead(open.len() as u64, super::rules::n_judged(audit), audit.rules.len() as u64),
        list: open.iter().map(|rule| observation(rule, audit, is_named)).collect(),
    }
}

fn observation(rule: &RuleSummary, audit: &Audit, is_named: bool) -> Observation {
    let kind = match priority(rule) {
        Priority::Now => "missed",
        Priority::Next => "watch",
        Priority::Later => "note",
    };
    let (statement, confidence) = if rule.is_of_all {
        (say::in_all(rule.title), say::SURE_OF_ALL.to_owned())
    } else {
        let unknown = rule.unknowable.values().sum();
        (say::in_deals(rule.deals, rule.judged, rule.title), say::confidence(rule.judged, unknown, rule.is_from_text))
    };
    let fact = |name, text: String| Fact { name, text };
    Observation {
        id: format!("observation-{}", rule.code),
        statement,
        mark: Mark::new(kind, priority(rule).word()),
        facts: vec![
            fact(say::CONSEQUENCE, words::sentence(rule.rationale)),
            fact(say::REMEDY, words::sentence(rule.remedy)),
            fact(say::CONFIDENCE, confidence),
            fact(say::EFFORT, say::effort(rule.owner).into()),
            fact(say::OWNER, rule.owner.into()),
            fact(say::RULE, say::rule(rule.code, rule.findings)),
        ],
        examples: if is_named { examples(rule.code, &audit.worklist) } else { Vec::new() },
    }
}

fn examples(code: &str, worklist: &[WorkItem]) -> Vec<String> {
    let found =
        worklist.iter().filter_map(|item| Some((item, item.findings.iter().find(|finding| finding.code == code)?)));
    found
        .take(EXAMPLES)
        .map(|(item, finding)| say::example(&item.deal.name, &item.deal.deal_id, &finding.evidence, &finding.origins))
        .collect()
}

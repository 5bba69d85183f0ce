//! What was found, in neutral words: the fact with its count, examples, the consequence, and how sure it is.

use serde::Serialize;

use super::super::{format, words};
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
            Priority::Now => "Now",
            Priority::Next => "Next",
            Priority::Later => "Later",
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
        sentence: match open.len() as u64 {
            0 => "No rule has an open finding.".into(),
            n => format!(
                "{} from {}. Each says what the exports show, never why it is so. Priority and effort are suggestions: they follow from severity, share and who has to act.",
                format::plural(n, "observation", "observations"),
                format::plural(audit.rules.len() as u64, "rule", "rules")
            ),
        },
        list: open.iter().map(|rule| observation(rule, audit, is_named)).collect(),
    }
}

fn observation(rule: &RuleSummary, audit: &Audit, is_named: bool) -> Observation {
    let kind = match priority(rule) {
        Priority::Now => "missed",
        Priority::Next => "watch",
        Priority::Later => "note",
    };
    let unknown: u64 = rule.unknowable.values().sum();
    let confidence = match unknown {
        _ if rule.is_of_all => "High: judged over all deals together.".to_owned(),
        0 => format!("High: judged in every one of {} deals.", format::count(rule.judged)),
        n => format!(
            "{}: judged in {} of {} deals; for the others an export is missing.",
            if rule.judged > n { "Medium" } else { "Low" },
            format::count(rule.judged),
            format::count(rule.judged + n)
        ),
    };
    let effort = match rule.owner {
        "AE" | "CSM" => "Small: a person answers what is already asked.",
        "RevOps" => "Large: a field, a report or a validation changes.",
        _ => "Medium: a team agrees on who does it, and by when.",
    };
    let fact = |name, text: String| Fact { name, text };
    Observation {
        id: format!("observation-{}", rule.code),
        statement: if rule.is_of_all {
            format!("All deals together: {}", rule.title)
        } else {
            format!("{} deals: {}", format::k_of_n(rule.deals, rule.judged), rule.title)
        },
        mark: Mark::new(kind, priority(rule).word()),
        facts: vec![
            fact("Consequence", words::sentence(rule.rationale)),
            fact("Remedy", words::sentence(rule.remedy)),
            fact("Confidence", confidence),
            fact("Effort", effort.into()),
            fact("Suggested owner", rule.owner.into()),
            fact("Rule", format!("{}, {}", rule.code, format::plural(rule.findings, "finding", "findings"))),
        ],
        examples: if is_named { examples(rule.code, &audit.worklist) } else { Vec::new() },
    }
}

fn examples(code: &str, worklist: &[WorkItem]) -> Vec<String> {
    let found =
        worklist.iter().filter_map(|item| Some((item, item.findings.iter().find(|finding| finding.code == code)?)));
    found
        .take(EXAMPLES)
        .map(|(item, finding)| {
            format!(
                "{} ({}): {} {}",
                item.deal.name,
                item.deal.deal_id,
                words::sentence(&finding.evidence),
                finding.origins.join(" · ")
            )
        })
        .collect()
}

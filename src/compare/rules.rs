//! How many deals each rule found, then and now, and what became of its findings.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::deals::{Deals, FindingChange};
use super::past::{Past, Rule};

/// A rule in both audits, or in one of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RuleMoved {
    /// `HA101`.
    pub code: String,
    /// What it finds.
    pub title: String,
    /// Its severity in the second audit, or in the first where the second does not have it.
    pub severity: String,
    /// In the first audit; `None` where it is not in force there.
    pub before: Option<RuleCount>,
    /// In the second.
    pub after: Option<RuleCount>,
    /// Its findings that deals of both audits no longer have.
    pub fixed: u64,
    /// Its findings that deals of both audits did not have before.
    pub regressed: u64,
    /// Its findings of deals that the first audit did not have.
    pub new: u64,
}

/// What a rule found in one audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RuleCount {
    /// Deals with the finding.
    pub deals: u64,
    /// Deals that it could judge; `None` in an audit of a version that did not say.
    pub judged: Option<u64>,
}

impl RuleCount {
    /// Whether a deal without the finding is known not to have it.
    pub(super) fn is_judged(self) -> bool {
        self.judged != Some(0)
    }

    /// The share of the deals that it could judge; `None` where there are none, or nobody knows how many.
    pub fn share(self) -> Option<f64> {
        self.judged.filter(|&judged| judged > 0).map(|judged| self.deals as f64 / judged as f64)
    }
}

impl RuleMoved {
    /// `judged` in both audits; `not_judged_before`, `not_judged_after`, `not_judged` where it is off, or could judge
    /// no deal.
    pub fn state(&self) -> &'static str {
        let is_judged = |count: Option<RuleCount>| count.is_some_and(RuleCount::is_judged);
        match (is_judged(self.before), is_judged(self.after)) {
            (true, true) => "judged",
            (false, true) => "not_judged_before",
            (true, false) => "not_judged_after",
            (false, false) => "not_judged",
        }
    }
}

/// Every rule of deals, by code. Rules of the whole population have no deals to count.
pub(super) fn changes(before: &Past, after: &Past, deals: &Deals) -> Vec<RuleMoved> {
    let of_deals = |past: &'_ Past| past.rules.iter().filter(|rule| !rule.is_of_all).cloned().collect::<Vec<Rule>>();
    let (first, second) = (of_deals(before), of_deals(after));
    // The second audit's title and severity replace those of the first.
    let known: BTreeMap<&str, &Rule> = first.iter().chain(&second).map(|rule| (rule.code.as_str(), rule)).collect();
    let (fixed, regressed, new) =
        (by_code(&deals.findings_fixed), by_code(&deals.findings_regressed), by_code(&deals.findings_new));
    let count = |counts: &BTreeMap<&str, u64>, code: &str| counts.get(code).copied().unwrap_or(0);
    let moved = known.into_iter().map(|(code, rule)| RuleMoved {
        code: code.to_owned(),
        title: rule.title.clone(),
        severity: rule.severity.clone(),
        before: before.rule(code).map(found),
        after: after.rule(code).map(found),
        fixed: count(&fixed, code),
        regressed: count(&regressed, code),
        new: count(&new, code),
    });
    moved.collect()
}

fn found(rule: &Rule) -> RuleCount {
    RuleCount { deals: rule.deals, judged: rule.judged }
}

fn by_code(findings: &[FindingChange]) -> BTreeMap<&str, u64> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.code.as_str()).or_insert(0) += 1;
    }
    counts
}

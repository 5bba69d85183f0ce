//! Rules about the population as the audit shows them, and what `audit.toml` changed about any rule.

use std::collections::BTreeMap;

use crate::assess::Assessed;
use crate::rules::population::{self, CrowdVerdict};
use crate::rules::{self, Severity};
use crate::settings::Settings;

use super::{PopulationFinding, RuleChange, RuleSummary};

/// One summary a rule; `deals` counts what its findings concern.
pub(super) fn population_rules(assessed: &Assessed) -> Vec<RuleSummary> {
    let summary = |judged: &crate::assess::JudgedPopulation| {
        let found = match &judged.verdict {
            CrowdVerdict::Missed(findings) => findings.as_slice(),
            _ => &[],
        };
        let unknowable = match &judged.verdict {
            CrowdVerdict::Unknowable(what) => BTreeMap::from([(what.clone(), 1)]),
            _ => BTreeMap::new(),
        };
        RuleSummary {
            code: judged.rule.code,
            name: judged.rule.slug,
            title: judged.rule.failing_title,
            rationale: judged.rule.rationale,
            remedy: judged.rule.remedy,
            owner: judged.rule.owner.name(),
            severity: judged.severity.name(),
            findings: found.len() as u64,
            is_of_all: true,
            is_from_text: false,
            deals: found.iter().map(|finding| finding.deals).sum(),
            judged: u64::from(matches!(judged.verdict, CrowdVerdict::Met | CrowdVerdict::Missed(_))),
            unknowable,
        }
    };
    assessed.population.iter().map(summary).collect()
}

/// Every finding, in order of rule.
pub(super) fn population_findings(assessed: &Assessed) -> Vec<PopulationFinding> {
    let mut findings = Vec::new();
    for judged in &assessed.population {
        let CrowdVerdict::Missed(found) = &judged.verdict else { continue };
        findings.extend(found.iter().map(|finding| PopulationFinding {
            code: judged.rule.code,
            title: judged.rule.failing_title,
            severity: judged.severity.name(),
            owner: judged.rule.owner.name(),
            evidence: finding.evidence.clone(),
            question: finding.question.clone(),
            deals: finding.deals,
            chance: finding.chance,
        }));
    }
    findings
}

/// What `[rules]` changed, in the order of the codes.
pub(super) fn changes(settings: &Settings) -> Vec<RuleChange> {
    let own = |name: &str| -> Option<(&'static str, Severity)> {
        let of_packet = rules::find(name).map(|rule| (rule.code, rule.severity));
        of_packet.or_else(|| population::find(name).map(|rule| (rule.code, rule.severity)))
    };
    let mut changes = Vec::new();
    for (name, setting) in &settings.rules {
        let Some((code, severity)) = own(name) else {
            let change = "no rule is called so: the entry has no effect".to_owned();
            changes.push(RuleChange { code: name.clone(), change });
            continue;
        };
        if !setting.is_on {
            changes.push(RuleChange { code: code.to_owned(), change: "switched off".to_owned() });
        }
        if let Some(changed) = setting.severity.filter(|changed| *changed != severity) {
            let change = format!("severity {} instead of {}", changed.name(), severity.name());
            changes.push(RuleChange { code: code.to_owned(), change });
        }
    }
    changes.extend(settings.thresholds.changed().map(|(threshold, value)| RuleChange {
        code: threshold.code.to_owned(),
        change: format!("{} {value} instead of {}", threshold.key, threshold.default),
    }));
    changes.sort_by(|left, right| (&left.code, &left.change).cmp(&(&right.code, &right.change)));
    changes
}

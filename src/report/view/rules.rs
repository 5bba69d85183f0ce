//! What each rule found, the gravest first; and those that could not be judged, with what is absent.

use serde::Serialize;

use super::super::words::rules as say;
use super::super::{format, words};
use super::parts::{Cell, Mark, Row, Table};
use crate::audit::{Audit, PopulationFinding, RuleChange, RuleSummary};

/// The section.
#[derive(Serialize)]
pub(crate) struct Rules {
    sentence: String,
    /// Where findings on renewals are; `None` without renewals.
    renewals: Option<String>,
    /// What the rules about all deals together found; `None` when nothing.
    population: Option<Table>,
    table: Table,
    /// What `audit.toml` changed; `None` when nothing.
    changes: Option<Table>,
    pages: Vec<PageOf>,
}

/// What a rule is about, for the links from findings.
#[derive(Serialize)]
struct PageOf {
    id: String,
    code: &'static str,
    title: String,
    rationale: String,
    remedy: String,
    unknowable: Option<String>,
}

/// Builds the section.
pub(crate) fn view(audit: &Audit) -> Rules {
    let mut rules: Vec<&RuleSummary> = audit.rules.iter().collect();
    rules.sort_by_key(|rule| {
        (rule.findings == 0, words::urgency(rule.severity), std::cmp::Reverse(rule.deals), rule.code)
    });
    let open = rules.iter().filter(|rule| rule.findings > 0).count() as u64;
    let mut table = Table::new(
        "table-rules",
        say::caption(rules.len() as u64),
        &say::LABELS,
        rules.iter().map(|rule| row(rule)).collect(),
    );
    table.is_tool = true;
    table.empty = say::NO_RULE;
    Rules {
        sentence: say::lead(rules.len() as u64, n_judged(audit), open),
        renewals: (audit.population.renewals > 0).then(|| say::renewals(audit.population.renewals)),
        population: population(&audit.population_findings),
        table,
        changes: changes(&audit.rule_changes),
        pages: audit.rules.iter().map(page).collect(),
    }
}

fn population(findings: &[PopulationFinding]) -> Option<Table> {
    let line = |finding: &PopulationFinding| {
        let (kind, word) = words::severity(finding.severity);
        Row::new(vec![
            Cell::text(words::capital(finding.title)).sub(finding.code).link(format!("#rule-{}", finding.code)),
            Cell::mark(Mark::new(kind, word)),
            Cell::text(say::evidence(&finding.evidence, finding.chance)),
            Cell::text(&finding.question),
            Cell::text(finding.owner),
        ])
    };
    let rows = findings.iter().map(line).collect();
    let caption = say::whole(findings.len() as u64);
    (!findings.is_empty()).then(|| Table::new("table-whole-findings", caption, &say::WHOLE, rows))
}

fn changes(changes: &[RuleChange]) -> Option<Table> {
    let line = |change: &RuleChange| Row::new(vec![Cell::text(&change.code), Cell::text(&change.change)]);
    let caption = say::changes(changes.len() as u64);
    let rows = changes.iter().map(line).collect();
    (!changes.is_empty()).then(|| Table::new("table-rule-changes", caption, &say::CHANGES, rows))
}

fn row(rule: &RuleSummary) -> Row {
    let (kind, word) = words::severity(rule.severity);
    let unknowable: u64 = rule.unknowable.values().sum();
    let reasons = reasons(rule);
    Row::new(vec![
        Cell::text(words::capital(rule.title)).sub(rule.code).link(format!("#rule-{}", rule.code)).sort(rule.code),
        Cell { mark: Some(Mark::new(kind, word)), ..Cell::default() }.sort(words::urgency(rule.severity).to_string()),
        Cell::text(rule.owner),
        found(rule, rule.findings),
        found(rule, rule.deals),
        if rule.is_of_all {
            Cell::no_number(say::ALL_TOGETHER).sort("0")
        } else {
            Cell::number(format::count(rule.judged)).sort(rule.judged.to_string())
        },
        match reasons {
            Some(reasons) => Cell::text(reasons).sort(unknowable.to_string()),
            None => Cell::soft(say::NONE).sort("0"),
        },
    ])
}

/// How many rules could be judged; without a deal there is nothing to judge.
pub(super) fn n_judged(audit: &Audit) -> u64 {
    audit.rules.iter().filter(|rule| audit.deals_in_scope > 0 && is_judged(rule)).count() as u64
}

/// Whether the exports let the rule be judged: on some deal, or on none because it applies to none.
pub(super) fn is_judged(rule: &RuleSummary) -> bool {
    rule.findings > 0 || rule.judged > 0 || rule.unknowable.is_empty()
}

/// Nothing found is not the same as nothing looked at, nor as nothing there to look at.
fn found(rule: &RuleSummary, n: u64) -> Cell {
    if n > 0 || rule.judged > 0 {
        return Cell::number(format::count(n)).sort(n.to_string());
    }
    Cell::no_number(if is_judged(rule) && !rule.is_of_all { say::NO_CASE } else { say::CANNOT_TELL }).sort("-1")
}

fn reasons(rule: &RuleSummary) -> Option<String> {
    let part = |(what, n): (&String, &u64)| match rule.is_of_all {
        true => what.clone(),
        false => say::not_judged(*n, what),
    };
    let parts: Vec<String> = rule.unknowable.iter().map(part).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

fn page(rule: &RuleSummary) -> PageOf {
    PageOf {
        id: format!("rule-{}", rule.code),
        code: rule.code,
        title: words::capital(rule.title),
        rationale: words::sentence(rule.rationale),
        remedy: words::sentence(rule.remedy),
        unknowable: reasons(rule),
    }
}

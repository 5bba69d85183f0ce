//! HA502: contract terms differ between sources.

use crate::domain::{Moment, Origin};
use crate::rules::specimen::known;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA502",
    slug: "term-conflict",
    title: "The contract term is one",
    failing_title: "Sources name different contract terms",
    rationale: "Renewal, billing and the success plan all hang on the term",
    remedy: "Correct the wrong source against the signed paper",
    severity: Severity::Stop,
    owner: Owner::Ae,
    needs: &[
        "deals.contract_term_months",
        "deals.contract_start and deals.contract_end, deals.signed_scope, or subscriptions",
    ],
    source: "seed 000: contract facts",
    check,
    describe,
    good: Example { words: "12 months, from January to January", make: |_| {} },
    bad: Example {
        words: "12 months on the deal, 36 in the signed scope",
        make: |deal| deal.packet.detail.scope_months = known(36.0),
    },
};

/// Every term that a source names, in months.
fn terms(case: &Case<'_>) -> Vec<(&'static str, f64, Origin)> {
    let detail = &case.packet.detail;
    let mut terms = Vec::new();
    terms.extend(detail.term_months.map(|term| ("the deal's term", term.value, term.origin)));
    if let (Some(start), Some(end)) = (detail.contract_start, detail.contract_end) {
        terms.push(("its start and end", months_between(start.value, end.value), end.origin));
    }
    terms.extend(detail.scope_months.map(|term| ("the signed scope", term.value, term.origin)));
    for subscription in &detail.subscriptions {
        if let (Some(start), Some(end)) = (subscription.started_at, subscription.ended_at) {
            // An end that has come may be a churn, which says nothing of what was signed.
            if end.utc() > case.as_of.utc() {
                terms.push(("the subscription", months_between(start, end), subscription.origin));
            }
        }
    }
    terms
}

/// Whole months; a contract ends on the last day before, or on the same day of, its last month.
fn months_between(start: Moment, end: Moment) -> f64 {
    (f64::from(end.day() - start.day()) / 30.436_875).round()
}

fn check(case: &Case<'_>) -> Verdict {
    let terms = terms(case);
    let Some((_, first, _)) = terms.first() else {
        return case
            .holds
            .lack(&["deals.contract_term_months"])
            .unwrap_or(Verdict::NotApplicable("no source names a term"));
    };
    if terms.len() < 2 {
        return Verdict::NotApplicable("one source only names a term");
    }
    let tolerance = case.thresholds.value(RULE.code, "months");
    match terms.iter().find(|(_, months, _)| (months - first).abs() > tolerance) {
        Some((_, _, origin)) => case.missed_at(*origin),
        None => Verdict::Met,
    }
}

fn describe(case: &Case<'_>, _: &Evidence) -> Words {
    let terms: Vec<String> =
        terms(case).iter().map(|(source, months, _)| format!("{source}: {months:.0} months")).collect();
    Words { evidence: terms.join("; "), question: "Which contract term was signed?".to_owned() }
}

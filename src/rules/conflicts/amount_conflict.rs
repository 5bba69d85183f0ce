//! HA503: deal value against subscription.

use crate::domain::{Moment, amount};
use crate::packet::SubscriptionFact;
use crate::rules::specimen::ROW;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA503",
    slug: "amount-conflict",
    title: "Deal value and subscription agree",
    failing_title: "Deal value and subscription differ",
    rationale: "Two values for one customer mean that one of billing and forecast is wrong",
    remedy: "Correct the wrong one against the signed paper",
    severity: Severity::Warn,
    owner: Owner::RevOps,
    needs: &["deals.amount", "subscriptions.annual_value"],
    source: "deployment brief of the handoff pilot: contract facts",
    check,
    describe,
    good: Example {
        words: "24,000 on the deal, 24,000 a year billed",
        make: |deal| deal.packet.detail.subscriptions = [subscription(24_000.0)].into(),
    },
    bad: Example {
        words: "24,000 on the deal, 18,000 a year billed",
        make: |deal| deal.packet.detail.subscriptions = [subscription(18_000.0)].into(),
    },
};

/// The deal's value a year, and as it stands; and that of its subscriptions: of those that run when the first one does,
/// and of all. A contract's next period is not worth its value once more, and what is added later may have been signed
/// at once.
fn values(case: &Case<'_>) -> Option<([f64; 2], [f64; 2])> {
    let detail = &case.packet.detail;
    let (amount, annual) = (detail.amount?.value, detail.annual_amount()?);
    let valued: Vec<&SubscriptionFact> = detail.subscriptions.iter().filter(|one| one.annual_value.is_some()).collect();
    let is_foreign = |one: &&SubscriptionFact| {
        !one.currency.is_blank() && !detail.currency.is_blank() && one.currency != detail.currency
    };
    let is_other = |one: &&SubscriptionFact| one.currency != valued[0].currency;
    if valued.is_empty() || valued.iter().any(is_foreign) || valued.iter().any(is_other) {
        return None;
    }
    let first = valued.iter().filter_map(|one| one.started_at).map(Moment::utc).min();
    let runs = |one: &&SubscriptionFact| {
        let begins = one.started_at.is_none_or(|at| Some(at.utc()) <= first);
        begins && (one.ended_at.is_none_or(|at| Some(at.utc()) > first) || one.started_at.map(Moment::utc) == first)
    };
    let sum = |test: &dyn Fn(&&SubscriptionFact) -> bool| -> f64 {
        valued.iter().copied().filter(|one| test(one)).filter_map(|one| one.annual_value).sum()
    };
    Some(([annual, amount], [sum(&runs), sum(&|_| true)]))
}

fn subscription(annual_value: f64) -> SubscriptionFact {
    SubscriptionFact { annual_value: Some(annual_value), ..SubscriptionFact::at(ROW) }
}

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["deals.amount", "subscriptions", "subscriptions.annual_value"]) {
        return verdict;
    }
    let Some((own, theirs)) = values(case) else {
        return Verdict::NotApplicable("deal and subscription do not both hold a value in one currency");
    };
    let tolerance = case.thresholds.value(RULE.code, "share");
    let agrees = |value: &f64| theirs.iter().any(|theirs| (value - theirs).abs() <= tolerance * theirs.abs());
    match case.packet.detail.amount {
        Some(amount) if !own.iter().any(agrees) => case.missed_at(amount.origin),
        _ => Verdict::Met,
    }
}

fn describe(case: &Case<'_>, _: &Evidence) -> Words {
    let Some((own, theirs)) = values(case) else { return Words::default() };
    Words {
        evidence: format!("the deal is worth {} a year, its subscriptions {}", amount(own[0]), amount(theirs[0])),
        question: "Which value was signed?".to_owned(),
    }
}

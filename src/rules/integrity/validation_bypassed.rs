//! HA710: won with required fields empty although the validation rule is on.

use crate::packet::FieldState;
use crate::rules::case::spoken;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA710",
    slug: "validation-bypassed",
    title: "Required fields were filled when the deal was won",
    failing_title: "Won with required fields empty although validation is on",
    rationale: "A rule that can be walked around teaches people to walk around it",
    remedy: "Find the route (import, integration, override) and close it",
    severity: Severity::Warn,
    owner: Owner::RevOps,
    needs: &["deals.validation_override"],
    source: "project one-pager of the handoff process: validation before closed won",
    check,
    describe,
    good: Example { words: "The eight filled", make: |_| {} },
    bad: Example { words: "Won with a blank why now", make: |deal| deal.set("why_now", FieldState::Blank) },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["deals.validation_override"]) {
        return verdict;
    }
    if empty(case).is_empty() { Verdict::Met } else { case.missed() }
}

/// The required-to-close fields that the tier asks for and that are empty.
fn empty(case: &Case<'_>) -> Vec<String> {
    let items = case.checklist.items.iter().enumerate();
    let empty = items.filter(|(position, item)| {
        item.is_eight && item.is_required(case.packet.tier) && case.state(*position) == FieldState::Blank
    });
    empty.map(|(_, item)| spoken(&item.id)).collect()
}

fn describe(case: &Case<'_>, _: &Evidence) -> Words {
    let route = match case.packet.is_override {
        Some(true) => "by override",
        _ => "by a route that the rule does not see (no override is recorded)",
    };
    let names = empty(case);
    Words {
        evidence: format!("won {route} with these fields empty: {}", names.join(", ")),
        question: "How could this deal be closed without them?".to_owned(),
    }
}

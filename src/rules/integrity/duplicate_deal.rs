//! HA708: another row repeats the deal.

use crate::rules::specimen::ROW;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA708",
    slug: "duplicate-deal",
    title: "The deal stands once",
    failing_title: "The deal stands twice",
    rationale: "Two rows for one sale are two handoffs in every count",
    remedy: "Merge the two records",
    severity: Severity::Info,
    owner: Owner::RevOps,
    needs: &["deals"],
    source: "project one-pager of the handoff process: data quality",
    check,
    describe,
    good: Example { words: "One row", make: |_| {} },
    bad: Example { words: "Two rows of one id", make: |deal| deal.packet.detail.duplicate = Some(ROW) },
};

fn check(case: &Case<'_>) -> Verdict {
    case.packet.detail.duplicate.map_or(Verdict::Met, |origin| case.missed_at(origin))
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "another row repeats this deal (same id, or same account, name, amount and closing day)".to_owned(),
        question: "Which of the two records is the deal?".to_owned(),
    }
}

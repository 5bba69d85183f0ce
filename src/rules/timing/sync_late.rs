//! HA603: the sync was held later than the service level allows.

use crate::packet::{Timed, Timing};
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA603",
    slug: "sync-late",
    title: "The sync was held in time",
    failing_title: "The sync was held late",
    rationale: "What the AE knows fades within days",
    remedy: "Book the sync when the deal is signed",
    severity: Severity::Warn,
    owner: Owner::AeAndCsm,
    needs: &["onboarding.sync_at"],
    source: "deployment brief of the handoff pilot: service levels of the handoff",
    check,
    describe,
    good: Example { words: "Sync within the service level", make: |_| {} },
    bad: Example { words: "A sync after the service level", make: |deal| deal.time(Timed::Sync, Timing::Late) },
};

fn check(case: &Case<'_>) -> Verdict {
    if !case.holds.has_sync {
        return Verdict::Unknowable("onboarding.sync_at".to_owned());
    }
    super::late(case, Timed::Sync)
}

fn describe(case: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: super::late_in_words(case, "sync held", case.packet.events.sync_at),
        question: "What kept the sync, and was anything lost by then?".to_owned(),
    }
}

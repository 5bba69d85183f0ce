//! HA604: kickoff held, or the service level passed, without a sync (high touch).

use crate::packet::{Timed, Timing};
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};
use crate::settings::Tier;

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA604",
    slug: "sync-skipped",
    title: "AE and CSM held the sync",
    failing_title: "The sync was skipped",
    rationale: "Without the sync the customer tells everything a second time",
    remedy: "Hold the 25-minute sync before the next contact with the customer",
    severity: Severity::Return,
    owner: Owner::AeAndCsm,
    needs: &["onboarding.sync_at"],
    source: "article on why handoffs break, with a working process: the sync within 72 hours",
    check,
    describe,
    good: Example { words: "A sync before kickoff", make: |_| {} },
    bad: Example {
        words: "Kickoff held without a sync",
        make: |deal| {
            deal.packet.events.sync_at = None;
            deal.time(Timed::Sync, Timing::Overdue);
        },
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if !case.holds.has_sync {
        return Verdict::Unknowable("onboarding.sync_at".to_owned());
    }
    if case.packet.tier != Tier::HighTouch {
        return Verdict::NotApplicable("asked for high touch only");
    }
    let events = &case.packet.events;
    if events.sync_at.is_some() {
        return Verdict::Met;
    }
    if super::is_untold(case, Timed::Sync) {
        return super::untold(Timed::Sync);
    }
    let is_overdue = case.packet.detail.timing(Timed::Sync) == Timing::Overdue;
    if events.kickoff_at.is_some() || is_overdue {
        return case.missed();
    }
    Verdict::NotApplicable("the service level has not passed")
}

fn describe(case: &Case<'_>, _: &Evidence) -> Words {
    let what =
        if case.packet.events.kickoff_at.is_some() { "kickoff was held" } else { "the service level has passed" };
    Words {
        evidence: format!("{what} and no sync is recorded"),
        question: "When do AE and CSM sit together for 25 minutes?".to_owned(),
    }
}

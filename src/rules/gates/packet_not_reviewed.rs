//! HA108: no sync held and no decision made, past the review service level.

use crate::packet::{Timed, UNREAD};
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA108",
    slug: "packet-not-reviewed",
    title: "The packet was reviewed",
    failing_title: "The packet was not reviewed",
    rationale: "An unreviewed packet is discovered at kickoff, in front of the customer",
    remedy: "Hold the sync, or accept or return the handoff in the review log",
    severity: Severity::Return,
    owner: Owner::Csm,
    needs: &["reviews", "onboarding.sync_at"],
    source: "article on why handoffs break, with a working process: the sync within 72 hours",
    check,
    describe,
    good: Example { words: "A sync within 72 hours", make: |_| {} },
    bad: Example {
        words: "No sync and no decision after 72 hours",
        make: |deal| {
            deal.packet.events.sync_at = None;
            deal.packet.events.decisions.clear();
        },
    },
};

fn check(case: &Case<'_>) -> Verdict {
    let events = &case.packet.events;
    if events.sync_at.is_some() || !events.decisions.is_empty() {
        return Verdict::Met;
    }
    if !case.packet.is_due {
        return Verdict::NotApplicable("the review service level has not passed");
    }
    if events.is_decision_untold() || events.untold(Timed::Sync).is_some() {
        return Verdict::Unknowable(UNREAD.to_owned());
    }
    match (case.holds.has_reviews, case.holds.has_sync) {
        (true, true) => Verdict::Missed(vec![case.about(Subject::Packet)]),
        (false, true) => Verdict::Unknowable("reviews".to_owned()),
        (true, false) => Verdict::Unknowable("onboarding.sync_at".to_owned()),
        (false, false) => Verdict::Unknowable(RULE.needs.join(" and ")),
    }
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "no sync was held and no decision was made within the review service level".to_owned(),
        question: "When is the sync, and is the handoff accepted or returned?".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::case_of;

    #[test]
    fn misses_past_the_service_level_and_not_before() {
        let open = |is_due: bool| {
            case_of(|packet| {
                packet.packet.events.sync_at = None;
                packet.packet.events.decisions.clear();
                packet.packet.is_due = is_due;
            })
        };
        assert!(matches!(check(&open(true).case()), Verdict::Missed(_)));
        assert!(matches!(check(&open(false).case()), Verdict::NotApplicable(_)));
        assert_eq!(check(&case_of(|_| {}).case()), Verdict::Met);
    }

    #[test]
    fn is_unknowable_without_a_review_log() {
        let unknown = case_of(|packet| {
            packet.packet.events.sync_at = None;
            packet.packet.events.decisions.clear();
            packet.holds.has_reviews = false;
        });
        assert_eq!(check(&unknown.case()), Verdict::Unknowable("reviews".to_owned()));
    }
}

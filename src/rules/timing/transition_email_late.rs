//! HA608: the AE's transition e-mail was not sent within the service level.

use crate::packet::{Timed, Timing};
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA608",
    slug: "transition-email-late",
    title: "The AE introduced the CSM by e-mail in time",
    failing_title: "The transition e-mail is late",
    rationale: "The customer should not have to ask who looks after them now",
    remedy: "Send the introduction now, with the CSM in copy",
    severity: Severity::Info,
    owner: Owner::Ae,
    needs: &["activities.direction", "activities.author"],
    source: "deployment brief of the handoff pilot: service levels of the handoff",
    check,
    describe,
    good: Example { words: "Transition e-mail within the service level", make: |_| {} },
    bad: Example {
        words: "No transition e-mail within the service level",
        make: |deal| deal.time(Timed::TransitionEmail, Timing::Overdue),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) =
        case.holds.lack(&["activities", "activities.type", "activities.direction", "activities.author", "deals.owner"])
    {
        return verdict;
    }
    if let Some(verdict) = case.holds.lack_emails() {
        return verdict;
    }
    match case.packet.detail.timing(Timed::TransitionEmail) {
        Timing::Late | Timing::Overdue => case.missed_by(Subject::Event(Timed::TransitionEmail), case.row),
        Timing::Untold => super::undirected(),
        Timing::Open => Verdict::NotApplicable("the service level has not passed"),
        _ => Verdict::Met,
    }
}

fn describe(case: &Case<'_>, _: &Evidence) -> Words {
    let events = &case.packet.events;
    if events.transition_email_at.is_some() {
        return Words {
            evidence: super::late_in_words(case, "outbound e-mail by the AE", events.transition_email_at),
            question: "Did the customer know before that e-mail whom to turn to?".to_owned(),
        };
    }
    let question = match events.kickoff_at {
        Some(_) => "The kickoff has been held: how did the customer learn who looks after them?",
        None => "When does the customer get the introduction?",
    };
    Words {
        evidence: "the service level has passed and no outbound e-mail by the AE is recorded".to_owned(),
        question: question.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::found;

    #[test]
    fn an_introduction_that_was_sent_is_not_asked_for() {
        let words = |timing: Timing, is_sent: bool| {
            let mut found = found(&RULE, |deal| {
                deal.time(Timed::TransitionEmail, timing);
                deal.packet.events.transition_email_at = is_sent.then_some(deal.packet.won_at);
                deal.packet.events.kickoff_at = None;
            });
            found.remove(0)
        };
        let late = words(Timing::Late, true);
        assert!(late.evidence.starts_with("won on ") && late.question.starts_with("Did the customer"), "{late:?}");
        assert_eq!(words(Timing::Overdue, false).question, "When does the customer get the introduction?");
    }
}

//! Five sub-scores of a packet, 0 to 100, each the weighted mean of what [`TERMS`] lists. A term that the exports cannot
//! show is left out; a sub-score without any term has no value.

use crate::packet::{PromiseKind, Role};
use crate::rules::Case;

/// The five, in order of outputs. 100 is always the good end: all there, nothing at risk, nothing complex, all covered,
/// all clear.
pub const ASPECTS: [&str; 5] =
    ["completeness", "promise_risk", "implementation_complexity", "stakeholder_coverage", "first_value_clarity"];

/// A part of a sub-score.
#[derive(Debug)]
pub struct Term {
    /// Which of [`ASPECTS`].
    pub aspect: &'static str,
    /// What it asks, as a statement that holds or not.
    pub name: &'static str,
    /// Its weight within the sub-score.
    pub weight: f64,
    /// 0 to 1; `None` where the exports cannot show it or it does not apply.
    credit: fn(&Case<'_>) -> Option<f64>,
}

const fn term(aspect: &'static str, name: &'static str, weight: f64, credit: fn(&Case<'_>) -> Option<f64>) -> Term {
    Term { aspect, name, weight, credit }
}

/// Every term with its weight (our judgement), in one table.
pub const TERMS: &[Term] = &[
    term("completeness", "required items answered (mean of the four categories)", 1.0, |case| {
        super::score(case.packet, case.checklist, super::Reading::AsIs).overall.map(|score| score / 100.0)
    }),
    term("promise_risk", "verbal commitments answered", 2.0, |case| item(case, "verbal_commitments")),
    term("promise_risk", "special terms answered", 1.0, |case| item(case, "special_terms")),
    term("promise_risk", "recorded promises reviewed", 3.0, |case| {
        promises(case, "commitments.reviewed_at", |promise| promise.is_reviewed)
    }),
    term("promise_risk", "recorded promises owned", 2.0, |case| {
        promises(case, "commitments.owner", |promise| promise.has_owner)
    }),
    term("promise_risk", "no unrecorded promise in the notes", 2.0, |case| {
        case.holds.has("activities.body").then(|| yes(case.packet.mined().unrecorded().next().is_none()))
    }),
    term("implementation_complexity", "integrations answered", 2.0, |case| item(case, "integrations")),
    term("implementation_complexity", "existing tools answered", 1.0, |case| item(case, "existing_tools")),
    term("implementation_complexity", "technical constraints answered", 1.0, |case| {
        item(case, "technical_constraints")
    }),
    term("implementation_complexity", "dependencies answered", 1.0, |case| item(case, "dependencies")),
    term("implementation_complexity", "no dependency open", 2.0, |case| {
        let open = || case.packet.detail.risks.iter().any(|risk| risk.is_dependency && risk.is_open);
        case.holds.has("risks.type").then(|| yes(!open()))
    }),
    term("implementation_complexity", "nothing special promised to build", 2.0, |case| {
        use PromiseKind::{Customisation, Integration, Roadmap};
        let special =
            || case.packet.promises.iter().any(|one| matches!(one.kind, Customisation | Integration | Roadmap));
        case.holds.has("commitments.type").then(|| yes(!special()))
    }),
    term("stakeholder_coverage", "champion named", 3.0, |case| item(case, "champion")),
    term("stakeholder_coverage", "executive sponsor named", 3.0, |case| item(case, "executive_sponsor")),
    term("stakeholder_coverage", "economic buyer named", 2.0, |case| item(case, "economic_buyer")),
    term("stakeholder_coverage", "technical contact named", 1.0, |case| item(case, "technical_contact")),
    term("stakeholder_coverage", "more than one person known", 1.0, |case| {
        let people = &case.packet.detail.stakeholders;
        case.holds.has("deal_contacts").then(|| yes(people.iter().any(|person| person.key != people[0].key)))
    }),
    term("stakeholder_coverage", "sponsor met before close", 1.0, |case| {
        case.holds.has("activities.attendees").then_some(case.packet.detail.contact.met_sponsor).flatten().map(yes)
    }),
    term("stakeholder_coverage", "nobody in the blocker's role", 1.0, |case| {
        let blocked = || case.packet.detail.stakeholders.iter().any(|person| person.roles.contains(Role::Blocker));
        case.holds.has("deal_contacts.role").then(|| yes(!blocked()))
    }),
    term("first_value_clarity", "success metric measurable", 3.0, |case| item(case, "success_metric")),
    term("first_value_clarity", "first-value criteria answered", 3.0, |case| item(case, "first_value_criteria")),
    term("first_value_clarity", "why now answered", 1.0, |case| item(case, "why_now")),
    term("first_value_clarity", "kickoff or live date known", 1.0, |case| item(case, "kickoff_or_go_live_date")),
    term("first_value_clarity", "promised timeline answered", 1.0, |case| item(case, "timeline_promised")),
];

/// A sub-score of one packet.
#[derive(Clone, Debug, PartialEq)]
pub struct Aspect {
    /// Which of [`ASPECTS`].
    pub id: &'static str,
    /// 0 to 100; `None` where no term can be judged.
    pub score: Option<f64>,
    /// Names of the terms that cost something, the dearest first.
    pub lost: Vec<&'static str>,
}

/// All five of one packet.
pub fn aspects(case: &Case<'_>) -> [Aspect; 5] {
    ASPECTS.map(|id| {
        let terms = TERMS.iter().filter(|term| term.aspect == id);
        let judged: Vec<(&Term, f64)> = terms.filter_map(|term| Some((term, (term.credit)(case)?))).collect();
        let weight: f64 = judged.iter().map(|(term, _)| term.weight).sum();
        let gained: f64 = judged.iter().map(|(term, credit)| term.weight * credit).sum();
        let mut lost: Vec<&(&Term, f64)> = judged.iter().filter(|(_, credit)| *credit < 1.0).collect();
        lost.sort_by(|left, right| (right.0.weight * (1.0 - right.1)).total_cmp(&(left.0.weight * (1.0 - left.1))));
        Aspect {
            id,
            score: (weight > 0.0).then(|| 100.0 * gained / weight),
            lost: lost.into_iter().map(|(term, _)| term.name).collect(),
        }
    })
}

fn yes(holds: bool) -> f64 {
    if holds { 1.0 } else { 0.0 }
}

/// The credit of an item that the tier requires and an export holds.
fn item(case: &Case<'_>, id: &str) -> Option<f64> {
    let (position, _) = case.required(id)?;
    let state = case.state(position);
    (state != crate::packet::FieldState::NotCaptured).then(|| state.credit())
}

/// The share of recorded promises for which something holds.
fn promises(case: &Case<'_>, column: &str, holds: fn(&crate::packet::Promise) -> bool) -> Option<f64> {
    let all = &case.packet.promises;
    let n_held = all.iter().filter(|promise| holds(promise)).count();
    (case.holds.has(column) && !all.is_empty()).then(|| n_held as f64 / all.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packet::FieldState;
    use crate::rules::testing::case_of;

    #[test]
    fn a_complete_packet_scores_100_everywhere_and_each_loss_is_named() {
        let complete = aspects(&case_of(|_| {}).case());
        assert!(complete.iter().all(|aspect| aspect.score == Some(100.0) && aspect.lost.is_empty()), "{complete:?}");
        let vague = aspects(&case_of(|packet| packet.set("success_metric", FieldState::Vague)).case());
        assert_eq!(vague[4].score, Some(100.0 * 7.5 / 9.0));
        assert_eq!(vague[4].lost, ["success metric measurable"]);
    }

    #[test]
    fn what_cannot_be_judged_is_left_out() {
        let nothing = case_of(|packet| {
            packet.holds.columns.clear();
            packet.packet.answers.iter_mut().for_each(|answer| answer.state = FieldState::NotCaptured);
        });
        let aspects = aspects(&nothing.case());
        assert!(aspects[1..].iter().all(|aspect| aspect.score.is_none()), "{aspects:?}");
    }
}

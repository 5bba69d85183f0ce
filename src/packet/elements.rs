//! The six acceptance elements and the stage of a packet, from the item states.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashSet;

use crate::settings::{Checklist, Element, Need};

use super::fields::ItemPlan;
use super::model::{ElementState, Events, FieldAnswer, FieldState, RiskTally, Stage, UNREAD};

/// What the elements of one deal rest on.
pub(super) struct Ground<'a> {
    pub(super) answers: &'a [FieldAnswer],
    pub(super) risks: RiskTally,
    /// Whether the export of risks says who owns them.
    pub(super) has_risk_owners: bool,
    /// Whether the owner is a person; `None` where no export has the owner.
    pub(super) ae: Option<bool>,
}

/// How one need stands.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Standing {
    Met,
    Lacking(Arc<str>),
    Unknown(Vec<Arc<str>>),
}

/// The states of the packets so far, each once: most packets lack what many lack.
#[derive(Debug, Default)]
pub(super) struct Judged(Mutex<FxHashSet<Arc<[ElementState]>>>);

impl Judged {
    /// One state an element.
    pub(super) fn judge(&self, checklist: &Checklist, plans: &[ItemPlan], ground: &Ground<'_>) -> Arc<[ElementState]> {
        let states: Vec<ElementState> =
            checklist.elements.iter().map(|element| judge_element(element, plans, ground)).collect();
        // Nothing that is added under the lock can be half added.
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(states.as_slice()) {
            return Arc::clone(known);
        }
        let states: Arc<[ElementState]> = states.into();
        known.insert(Arc::clone(&states));
        states
    }
}

/// An element that rests on something that no export holds is unknown, whatever else it lacks: nobody could complete it.
fn judge_element(element: &Element, plans: &[ItemPlan], ground: &Ground<'_>) -> ElementState {
    let mut lacking = Vec::new();
    let mut missing = Vec::new();
    for list in &element.needs {
        match any_of(list, plans, ground) {
            Standing::Met => {}
            Standing::Lacking(what) => lacking.push(what),
            Standing::Unknown(tables) => missing.extend(tables),
        }
    }
    if !missing.is_empty() {
        missing.sort_unstable();
        missing.dedup();
        ElementState::Unknown(missing.into())
    } else if lacking.is_empty() {
        ElementState::Complete
    } else {
        ElementState::Incomplete(lacking.into())
    }
}

fn any_of(list: &[Need], plans: &[ItemPlan], ground: &Ground<'_>) -> Standing {
    if let [need] = list {
        return stand(need, plans, ground);
    }
    let standings: Vec<Standing> = list.iter().map(|need| stand(need, plans, ground)).collect();
    if standings.contains(&Standing::Met) {
        return Standing::Met;
    }
    let mut tables = Vec::new();
    let mut lacking = Vec::new();
    for standing in standings {
        match standing {
            Standing::Met => {}
            Standing::Lacking(what) => lacking.push(what),
            Standing::Unknown(missing) => tables.extend(missing),
        }
    }
    // The column is there, and would do: that no export holds the others hides nothing.
    if tables.iter().any(|what| **what == *UNREAD) {
        return Standing::Unknown(vec![UNREAD.into()]);
    }
    if tables.is_empty() { Standing::Lacking(lacking.join(" or ").into()) } else { Standing::Unknown(tables) }
}

fn stand(need: &Need, plans: &[ItemPlan], ground: &Ground<'_>) -> Standing {
    match need {
        Need::Item(position) => {
            let (answer, plan) = (ground.answers[*position], &plans[*position]);
            let state = answer.state;
            if state.is_full() {
                Standing::Met
            } else if answer.is_unread() {
                Standing::Unknown(vec![UNREAD.into()])
            } else if state == FieldState::NotCaptured {
                Standing::Unknown(plan.source_names.clone())
            } else {
                Standing::Lacking(plan.name.clone())
            }
        }
        Need::EveryOpenRiskOwned if ground.risks.open_unowned == 0 => Standing::Met,
        Need::EveryOpenRiskOwned if !ground.has_risk_owners => Standing::Unknown(vec!["risks.owner".into()]),
        Need::EveryOpenRiskOwned => Standing::Lacking("an owner for every open risk".into()),
        Need::AeNamed => match ground.ae {
            Some(true) => Standing::Met,
            Some(false) => Standing::Lacking("a named AE".into()),
            None => Standing::Unknown(vec!["deals.owner".into()]),
        },
    }
}

/// The first stage that is not cleared.
pub(super) fn stage(checklist: &Checklist, answers: &[FieldAnswer], events: &Events, has_named_csm: bool) -> Stage {
    let eight_answered =
        checklist.items.iter().zip(answers).filter(|(item, _)| item.is_eight).all(|(_, answer)| answer.state.is_full());
    if !eight_answered {
        Stage::Capture
    } else if events.sync_at.is_none() || !events.is_accepted() {
        Stage::Review
    } else if !has_named_csm || events.first_touch_at.is_none() || events.kickoff_at.is_none() {
        Stage::Engage
    } else if events.first_value_at.is_none() {
        Stage::Value
    } else {
        Stage::Done
    }
}

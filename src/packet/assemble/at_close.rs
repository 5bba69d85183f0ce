//! What became of each checklist item: as it stands, a day after close, and at the landmark of retention.

use crate::domain::{Moment, TableKind};
use crate::packet::customers::start_of_life;
use crate::packet::fields::{Cell, Judge, NamedCsm, Surroundings};
use crate::packet::history::FieldsAt;
use crate::packet::model::{FieldAnswer, FieldState, StateAtClose};
use crate::settings::Tier;

use super::build::Builder;

impl<'a> Builder<'a> {
    pub(super) fn answers(
        &self,
        judge: &Judge<'a>,
        row: usize,
        around: &Surroundings<'_>,
        at: Option<&FieldsAt<'a>>,
    ) -> Box<[FieldAnswer]> {
        let cell = |field: usize| {
            let earlier = at.and_then(|fields| fields.cell(field, &self.rules));
            earlier.unwrap_or_else(|| self.cell(row, field))
        };
        let place = |field: usize| self.deals.origin(row, field);
        let earlier = at.and_then(|fields| self.csm_then(row, around, fields));
        let around = Surroundings { csm: earlier.unwrap_or(around.csm), ..*around };
        let at_row = self.deals.row_origin(row);
        self.plans.iter().map(|plan| judge.item(plan, &cell, &place, at_row, &around)).collect()
    }

    /// Whom the deal, and behind it its account, named as the CSM at an earlier time; `None` where that is as now.
    fn csm_then(&self, row: usize, around: &Surroundings<'_>, fields: &FieldsAt<'a>) -> Option<NamedCsm<'a>> {
        let field = TableKind::Deals.field("csm").filter(|&field| self.deals.is_captured(field))?;
        if around.has_onboarding_csm {
            return None;
        }
        match fields.cell(field, &self.rules)? {
            Cell::Text(text) => Some(NamedCsm::Written(text)),
            _ => {
                let account = self.accounts.of_deal(self.deals, row);
                let of_account = self.accounts.word(account, "csm");
                let is_there = !of_account.is_blank();
                Some(if is_there { NamedCsm::Written(self.book.text(of_account)) } else { NamedCsm::Nobody })
            }
        }
    }

    /// Whether a row of the property history had been written by `as_of`.
    pub(super) fn has_begun(&self, history: &[u32]) -> bool {
        let changed = self.book.table(TableKind::FieldHistory).map(|table| table.times("changed_at"));
        let has_happened = |row: &u32| {
            let at = changed.and_then(|changed| changed.get(*row as usize));
            at.is_some_and(|at| at.utc() <= self.as_of.utc())
        };
        history.iter().any(has_happened)
    }

    pub(super) fn at_close(
        &self,
        judge: &Judge<'a>,
        row: usize,
        around: &Surroundings<'_>,
        history: &[u32],
        won_at: Moment,
        tier: Tier,
    ) -> StateAtClose {
        let at = won_at.utc() + crate::domain::DAY_MICROS;
        let fields = FieldsAt::new(self.book, &self.history_fields, history, at);
        let answers = self.answers(judge, row, around, Some(&fields));
        let required = || self.plans.iter().zip(&answers).filter(|(plan, _)| plan.item.is_required(tier));
        StateAtClose {
            is_complete: required().all(|(_, answer)| answer.state.is_full()),
            is_complete_captured: required()
                .filter(|(_, answer)| answer.state != FieldState::NotCaptured)
                .all(|(_, answer)| answer.state.is_full()),
        }
    }

    /// The instant at which the exposures of retention are judged; `None` where there is none by `as_of`.
    pub(super) fn landmark(&self, row: usize, won_at: Moment) -> Option<i64> {
        let definitions = &self.settings.definitions;
        let start = start_of_life(definitions, self.deals, row, won_at, self.as_of)?;
        let at = self.settings.zone.plus_days(start, definitions.landmark_days);
        (at <= self.as_of.utc()).then_some(at)
    }
}

//! The records of a deal that count: promises, open risks, answers to surveys, escalations.

use crate::domain::{Sym, TableKind, fold};
use crate::map::Table;
use crate::packet::escalations::counted_escalations;
use crate::packet::model::{Escalation, Promise, PromiseKind, RiskTally, SurveyAnswer};

use super::build::Builder;

impl Builder<'_> {
    pub(super) fn promises(&self, rows: &[u32]) -> Vec<Promise> {
        let Some(table) = self.book.table(TableKind::Commitments) else { return Vec::new() };
        let (kinds, reviewed) = (table.symbols("type"), table.times("reviewed_at"));
        let (owners, created) = (table.symbols("owner"), table.times("created_at"));
        let (due, delivered) = (table.times("due_at"), table.times("delivered_at"));
        let is_named = |owner: Sym| self.rules.names_somebody(self.book.text(owner));
        let reviewers = table.symbols("reviewed_by");
        let promise = |row: usize| Promise {
            kind: PromiseKind::named(&fold(self.book.text(kinds.get(row)))),
            // A named reviewer is a recorded review, also where nobody wrote down the day.
            is_reviewed: match reviewed.get(row) {
                Some(at) => at.utc() <= self.as_of.utc(),
                None => is_named(reviewers.get(row)),
            },
            has_owner: is_named(owners.get(row)),
            created_at: created.get(row),
            due_at: due.get(row),
            is_delivered: delivered.get(row).is_some_and(|at| at.utc() <= self.as_of.utc()),
            origin: table.row_origin(row),
        };
        // A row that says that nothing was promised is no promise.
        let is_promise = |row: &usize| !self.rules.is_explicit_none(table.texts("text").get(*row));
        rows.iter().map(|&row| row as usize).filter(is_promise).map(promise).collect()
    }

    /// A risk is open unless its status is closed or its closing lies at or before `as_of`.
    pub(super) fn risks(&self, rows: &[u32]) -> RiskTally {
        let mut tally = RiskTally::default();
        let Some(table) = self.book.table(TableKind::Risks) else { return tally };
        let (status, closed, owner) = (table.symbols("status"), table.times("closed_at"), table.symbols("owner"));
        let (kind, severity) = (table.symbols("type"), table.symbols("severity"));
        // A row that says that there is none is no risk; "see notes" is one where the row says of which kind.
        let is_risk = |row: &usize| {
            let text = table.texts("text").get(*row);
            let says_more = [&kind, &severity].iter().any(|cells| !cells.get(*row).is_blank());
            text.trim().is_empty()
                || !(self.rules.is_explicit_none(text) || (!says_more && self.rules.is_placeholder_value(text)))
        };
        for row in rows.iter().map(|&row| row as usize).filter(is_risk) {
            let is_closed = fold(self.book.text(status.get(row))) == "closed"
                || closed.get(row).is_some_and(|at| at.utc() <= self.as_of.utc());
            if is_closed {
                continue;
            }
            tally.open += 1;
            if !self.rules.names_somebody(self.book.text(owner.get(row))) {
                tally.open_unowned += 1;
                tally.first_unowned.get_or_insert(table.row_origin(row));
            }
        }
        tally
    }

    /// Answers at or before `as_of`; one without a time counts.
    pub(super) fn surveys(&self, rows: &[u32]) -> Box<[SurveyAnswer]> {
        let Some(table) = self.book.table(TableKind::Surveys) else { return Box::default() };
        let (times, kinds, repeated) =
            (table.times("answered_at"), table.symbols("kind"), table.bools("repeated_information"));
        let happened = |row: &usize| times.get(*row).is_none_or(|at| at.utc() <= self.as_of.utc());
        rows.iter()
            .map(|&row| row as usize)
            .filter(happened)
            .map(|row| SurveyAnswer {
                row: row as u32,
                csat: (fold(self.book.text(kinds.get(row))) == "csat").then(|| csat(table, row)).flatten(),
                has_repeated: repeated.get(row),
            })
            .collect()
    }

    pub(super) fn escalations(&self, rows: &[u32]) -> Box<[Escalation]> {
        let counted = counted_escalations(self.book, self.settings, self.as_of, rows);
        let mut escalations: Box<[Escalation]> = counted.map(|known| Escalation { opened_at: known.value }).collect();
        escalations.sort_by_key(|escalation| escalation.opened_at.utc());
        escalations
    }
}

/// 100 (score - min) / (max - min); the scale starts at 1 when it ends at 5 or 7, else at 0, unless it says so itself.
pub(in crate::packet) fn csat(table: &Table, row: usize) -> Option<f64> {
    let score = table.numbers("score").get(row)?;
    let max = table.numbers("scale_max").get(row)?;
    let min = table.numbers("scale_min").get(row).unwrap_or(if max == 5.0 || max == 7.0 { 1.0 } else { 0.0 });
    (max > min).then(|| 100.0 * (score - min) / (max - min))
}

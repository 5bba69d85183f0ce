//! The way of a deal to its close and the weeks after it: stages, late answers, what was said and written.

use super::{Cell, DAY, EXPORTED_AT, HOUR, Kind, Row, Story, working_hours};
use crate::sample::chance::Chance;
use crate::sample::text::{self, CSMS, FIELDS, REPS};

impl Story {
    pub(super) fn stages(&self, chance: &mut Chance, rows: &mut Vec<Row>) {
        let last = if self.is_won { "Closed Won" } else { "Closed Lost" };
        let steps = [("Qualified", 0.0), ("Proposal", 0.4), ("Contract Sent", 0.8), (last, 1.0)];
        for (stage, share) in steps {
            let at = self.created + ((self.won - self.created) as f64 * share) as i64;
            let by = if chance.happens(0.9) { self.rep } else { 0 };
            rows.push(self.stage_row(stage, at, by));
        }
    }

    fn stage_row(&self, stage: &str, at: i64, by: usize) -> Row {
        Row::new("stage_history")
            .with("deal_id", self.id())
            .with("stage", stage)
            .with("entered_at", Cell::Time(at))
            .with("by", Cell::User(by))
    }

    /// What was filled after the close, by the property history.
    pub(super) fn history(&self, chance: &mut Chance, rows: &mut Vec<Row>) {
        for field in FIELDS.iter().filter(|field| field.filled < 0.7) {
            if !chance.happens(0.12) {
                continue;
            }
            let at = self.won + chance.between(-20 * DAY, 12 * DAY);
            rows.push(
                Row::new("field_history")
                    .with("deal_id", self.id())
                    .with("field", field.name)
                    .with("old_value", "")
                    .with("new_value", text::answer(field, chance))
                    .with("changed_at", Cell::Time(at.min(EXPORTED_AT)))
                    .with("by", Cell::User(self.rep)),
            );
        }
    }

    fn activity(&self, rows: &mut Vec<Row>, kind: &str, direction: &str, author: usize, at: i64, body: &str) {
        if at > EXPORTED_AT {
            return;
        }
        let number = self.deal * 64 + rows.iter().filter(|row| row.table == "activities").count() as u64;
        rows.push(
            Row::new("activities")
                .with("activity_id", Cell::Id(Kind::Activity, number))
                .with("deal_id", self.id())
                .with("account_id", self.account())
                .with("type", kind)
                .with("direction", direction)
                .with("author", Cell::User(author))
                .with("occurred_at", Cell::Time(at))
                .with("subject", text::SUBJECTS[(number % text::SUBJECTS.len() as u64) as usize])
                .with("body", body),
        );
    }

    pub(super) fn before_close(&self, chance: &mut Chance, rows: &mut Vec<Row>) {
        for _ in 0..chance.between(2, 5) {
            let at = self.created + (chance.share() * (self.won - self.created) as f64) as i64;
            let (kind, direction) = *chance.pick(&[
                ("note", ""),
                ("call", "outbound"),
                ("email", "outbound"),
                ("email", "inbound"),
                ("meeting", "outbound"),
            ]);
            self.activity(rows, kind, direction, self.rep, at, &text::note(chance));
        }
        if chance.happens(0.12) {
            self.activity(
                rows,
                "meeting",
                "outbound",
                REPS.len() + self.csm,
                self.won - chance.between(2, 9) * DAY,
                "Introduced the success manager before signing.",
            );
        }
    }

    pub(super) fn after_close(&self, chance: &mut Chance, rows: &mut Vec<Row>) {
        let csm = REPS.len() + self.csm;
        if chance.happens(0.82) {
            let at = working_hours(self.won + (chance.waiting(16.0) * HOUR as f64) as i64);
            self.activity(
                rows,
                "email",
                "outbound",
                self.rep,
                at,
                "Thank you for signing. Your success manager takes over from here.",
            );
        }
        if chance.happens(0.95) {
            let median = CSMS[self.csm].1;
            let first = working_hours(self.won + (chance.waiting(median) * HOUR as f64) as i64);
            self.activity(rows, "email", "outbound", csm, first, "Welcome. Here is how we start.");
            let mut at = first;
            for _ in 0..chance.between(1, 5) {
                at = working_hours(at + chance.between(3, 11) * DAY);
                let (kind, direction) = *chance.pick(&[
                    ("call", "outbound"),
                    ("email", "outbound"),
                    ("email", "inbound"),
                    ("meeting", "outbound"),
                ]);
                self.activity(rows, kind, direction, csm, at, &text::note(chance));
            }
        }
        if chance.happens(0.08) {
            self.activity(
                rows,
                "meeting",
                "outbound",
                csm,
                working_hours(self.won + 2 * DAY),
                "Customer did not show up.",
            );
            if let Some(row) = rows.last_mut().filter(|row| row.table == "activities") {
                row.set("outcome", "no-show");
            }
        }
    }
}

//! What success does with a handoff: the review, the onboarding project, recorded promises and risks.

use super::{Cell, DAY, EXPORTED_AT, HOUR, Row, Story, working_hours};
use crate::sample::chance::Chance;
use crate::sample::text::{self, FIELDS, REPS};

impl Story {
    pub(super) fn review(&self, chance: &mut Chance, rows: &mut Vec<Row>) {
        if !chance.happens(0.96) {
            return;
        }
        let mut at = working_hours(self.won + (chance.waiting(14.0) * HOUR as f64) as i64);
        let csm = REPS.len() + self.csm;
        let mut log = |event: &str, at: i64, reviewer: usize, reason: &str, material: Cell| {
            if at <= EXPORTED_AT {
                rows.push(
                    Row::new("reviews")
                        .with("deal_id", self.id())
                        .with("event", event)
                        .with("occurred_at", Cell::Time(at))
                        .with("reviewer", Cell::User(reviewer))
                        .with("reason", reason)
                        .with("material", material),
                );
            }
        };
        log("submitted", at, self.rep, "", Cell::Blank);
        at += (chance.waiting(20.0) * HOUR as f64) as i64;
        if chance.happens(0.03 + 0.28 * (1.0 - self.filled)) {
            let reason = *chance.pick(text::RETURN_REASONS);
            log("returned", at, csm, reason, Cell::Bool(!reason.starts_with("typo")));
            if !chance.happens(0.85) {
                return;
            }
            at += (chance.waiting(30.0) * HOUR as f64) as i64;
            log("submitted", at, self.rep, "", Cell::Blank);
            at += (chance.waiting(18.0) * HOUR as f64) as i64;
        }
        if chance.happens(0.97) {
            log("accepted", at, csm, "", Cell::Blank);
        }
    }

    pub(super) fn onboarding(&self, chance: &mut Chance, rows: &mut Vec<Row>) {
        let sync = self.has_sync.then(|| working_hours(self.won + (chance.waiting(44.0) * HOUR as f64) as i64));
        let planned = self.kickoff - chance.between(0, 2) * DAY;
        let is_held = chance.happens(0.93);
        let value = self.kickoff + chance.between(8, 40) * DAY;
        rows.push(
            Row::new("onboarding")
                .with("project_id", format!("P-{:05}", self.deal))
                .with("deal_id", self.id())
                .with("account_id", self.account())
                .with("record_kind", "onboarding")
                .with("csm", if chance.happens(0.96) { Cell::User(REPS.len() + self.csm) } else { Cell::Blank })
                .with("status", if value <= EXPORTED_AT { "live" } else { "active" })
                .with("created_at", Cell::Time(self.won + HOUR))
                .happened("sync_at", sync)
                .with("kickoff_planned_at", Cell::Time(planned))
                .happened("kickoff_at", Some(self.kickoff).filter(|_| is_held))
                .happened("first_value_at", Some(value).filter(|_| is_held && chance.happens(0.85)))
                .happened("go_live_at", Some(value + 20 * DAY).filter(|_| is_held)),
        );
        if chance.happens(0.35) {
            let (kind, texts) = chance.pick(&text::PROMISES);
            rows.push(
                Row::new("commitments")
                    .with("deal_id", self.id())
                    .with("text", text::listed(&FIELDS[5], texts, chance))
                    .with("type", *kind)
                    .with("owner", if chance.happens(0.8) { Cell::User(self.rep) } else { Cell::Blank })
                    .with("created_at", Cell::Time(self.won - chance.between(1, 12) * DAY))
                    .happened("reviewed_at", chance.happens(0.6).then(|| self.won + 2 * DAY))
                    .with("due_at", Cell::Time(self.won + chance.between(20, 90) * DAY)),
            );
        }
        if chance.happens(0.4) {
            rows.push(
                Row::new("risks")
                    .with("deal_id", self.id())
                    .with("text", text::listed(&FIELDS[6], FIELDS[6].answers, chance))
                    .with("severity", *chance.pick(&["low", "medium", "high"]))
                    .with("owner", if chance.happens(0.78) { Cell::User(REPS.len() + self.csm) } else { Cell::Blank })
                    .with("status", *chance.pick(&["open", "open", "closed"]))
                    .happened("opened_at", Some(self.won - chance.between(-3, 8) * DAY)),
            );
        }
    }
}

//! What became of the customer: the contract, escalations, answers.

use super::{Cell, DAY, EXPORTED_AT, HOUR, Row, Story};
use crate::sample::chance::Chance;

impl Story {
    pub(super) fn outcome(&self, chance: &mut Chance, rows: &mut Vec<Row>) {
        let churned = self.churned.filter(|at| *at <= EXPORTED_AT);
        if self.is_new_business() && chance.happens(0.97) {
            rows.push(
                Row::new("subscriptions")
                    .with("subscription_id", format!("S-{:05}", self.deal))
                    .with("account_id", self.account())
                    .with("deal_id", self.id())
                    .with("status", if churned.is_some() { "cancelled" } else { "active" })
                    .with("started_at", Cell::Time(self.won - HOUR))
                    .happened("ended_at", churned)
                    .with("annual_value", Cell::Number((self.amount * 12.0 / self.term as f64).round()))
                    .with("currency", "EUR")
                    .with(
                        "reason",
                        if churned.is_some() {
                            *chance.pick(&["no value seen", "budget", "champion left"])
                        } else {
                            ""
                        },
                    ),
            );
        }
        if chance.happens(0.06 + 0.2 * (1.0 - self.filled)) {
            rows.push(
                Row::new("escalations")
                    .with("deal_id", self.id())
                    .with("account_id", self.account())
                    .with("kind", *chance.pick(&["handoff", "handoff", "onboarding", "other"]))
                    .with("severity", "high")
                    .happened("opened_at", Some(self.won + chance.between(4, 40) * DAY)),
            );
        }
        if chance.happens(0.45) {
            let has_repeated = chance.happens(0.1 + 0.6 * (1.0 - self.filled));
            let score = if has_repeated { chance.between(1, 4) } else { chance.between(3, 5) };
            rows.push(
                Row::new("surveys")
                    .with("account_id", self.account())
                    .with("deal_id", self.id())
                    .happened("answered_at", Some(self.kickoff + chance.between(2, 20) * DAY))
                    .with("kind", "csat")
                    .with("score", Cell::Number(score as f64))
                    .with("scale_min", Cell::Number(1.0))
                    .with("scale_max", Cell::Number(5.0))
                    .with("repeated_information", Cell::Bool(has_repeated)),
            );
        }
    }
}

//! The row of a deal with the handoff fields as its rep has the habit of filling them, and the row of its account.

use super::{Cell, DAY, EXPORTED_AT, Row, Story, person};
use crate::sample::chance::Chance;
use crate::sample::text::{self, COMPANY_SECOND, FIELDS, Field, Habit, REPS};

impl Story {
    pub(super) fn deal_row(&mut self, chance: &mut Chance) -> Row {
        let start = self.won / DAY + chance.between(1, 20);
        let products = *chance.pick(&["Dispatch", "Dispatch;Mobile", "Insights", "Dispatch;Insights"]);
        let knows = |chance: &mut Chance| chance.happens(0.94);
        let mut row = Row::new("deals")
            .with("deal_id", self.id())
            .with("deal_name", format!("{} - {}", self.company(), self.deal_type))
            .with("account_id", self.account())
            .with("account_name", self.company())
            .with("stage", if self.is_won { "Closed Won" } else { "Closed Lost" })
            .with("pipeline", "Sales Pipeline")
            .with("is_won", Cell::Bool(self.is_won))
            .with("deal_type", self.deal_type)
            .with("amount", Cell::Number(self.amount))
            .with("currency", "EUR")
            .with("created_at", Cell::Time(self.created))
            .with("closed_at", Cell::Time(self.won))
            .with("modified_at", Cell::Time((self.won + chance.between(1, 40) * DAY).min(EXPORTED_AT)))
            .with("owner", Cell::User(self.rep))
            .with("csm", Cell::User(REPS.len() + self.csm))
            .with("segment", self.segment)
            .with("region", self.region)
            .with("product", products)
            .with("seats", Cell::Number(chance.between(5, 400) as f64))
            .with("lead_source", *chance.pick(&["Inbound", "Outbound", "Partner", "Event"]))
            .with("contract_term_months", Cell::Number(self.term as f64))
            .with("contract_start", if knows(chance) { Cell::Day(start) } else { Cell::Blank })
            .with("contract_end", Cell::Day(start + self.term * 30))
            .with("billing_terms", if knows(chance) { "Yearly in advance, 30 days" } else { "" })
            .with(
                "signed_scope",
                if chance.happens(0.55) {
                    format!("As in order form {}: products and seats above", self.deal)
                } else {
                    String::new()
                },
            )
            .with(
                "signed_scope_url",
                if chance.happens(0.6) { format!("https://docs.example/scope/{}", self.deal) } else { String::new() },
            )
            .with("go_live_target", if chance.happens(0.7) { Cell::Day(start + 45) } else { Cell::Blank })
            .with("validation_override", Cell::Bool(chance.happens(0.06)))
            .with("executive_sponsor", {
                self.sponsor = if chance.happens(0.72) { person(chance) } else { String::new() };
                self.sponsor.clone()
            });
        self.fill_fields(&mut row, chance);
        let risk = chance.share();
        row.set(
            "champion_at_risk",
            if risk < 0.5 {
                Cell::Bool(risk < 0.08)
            } else if risk < 0.75 {
                Cell::Bool(false)
            } else {
                Cell::Blank
            },
        );
        row
    }

    fn fill_fields(&mut self, row: &mut Row, chance: &mut Chance) {
        let mut answered = 0;
        for field in FIELDS {
            let text = self.fill(field, chance);
            answered +=
                usize::from(!text.is_empty() && !text::PLACEHOLDERS.contains(&text.as_str()) && text != text::PASTED);
            row.set(field.name, text);
        }
        self.filled = answered as f64 / FIELDS.len() as f64;
    }

    fn fill(&self, field: &Field, chance: &mut Chance) -> String {
        let (_, habit) = REPS[self.rep];
        let is_last = field.filled < 0.56;
        let filled = match habit {
            Habit::Thorough => 0.97,
            Habit::NewHire => field.filled * (0.45 + 0.7 * (self.deal as f64 / 150.0).min(1.0)),
            Habit::QuarterEnd if is_last && self.is_quarter_end() => 0.05,
            _ => field.filled + 0.2,
        };
        if habit == Habit::Pastes
            && matches!(field.name, "why_now" | "business_goals" | "pain_points" | "success_metric")
            && chance.happens(0.6)
        {
            return text::PASTED.to_owned();
        }
        if chance.happens(filled) {
            return match field.name {
                "success_metric" | "why_now" if chance.happens(0.12) => (*chance.pick(text::VAGUE)).to_owned(),
                _ => text::answer(field, chance),
            };
        }
        let types = if habit == Habit::Types { 0.75 } else { 0.15 };
        if chance.happens(types) { (*chance.pick(text::PLACEHOLDERS)).to_owned() } else { String::new() }
    }

    /// The last ten days of March, June and September, near enough.
    fn is_quarter_end(&self) -> bool {
        (EXPORTED_AT / DAY - self.won / DAY) % 91 < 10
    }

    pub(super) fn account_row(&self) -> Row {
        let churned = self.churned.filter(|_| self.deal.is_multiple_of(3));
        Row::new("accounts")
            .with("account_id", self.account())
            .with("account_name", self.company())
            .with("domain", format!("{}.example", self.company().to_lowercase().replace(' ', "-")))
            .with("segment", self.segment)
            .with("industry", COMPANY_SECOND[(self.account_number() as usize / 3) % COMPANY_SECOND.len()])
            .with("region", self.region)
            .happened("churned_at", churned)
    }
}

//! People of the customer, with their roles on the deal.

use super::{Cell, DAY, Kind, Row, Story, person};
use crate::sample::chance::Chance;

impl Story {
    pub(super) fn contacts(&self, chance: &mut Chance, rows: &mut Vec<Row>) {
        let roles = [
            ("Champion", 0.86),
            ("Economic Buyer", 0.72),
            ("Technical Evaluator", 0.58),
            ("Executive Sponsor", 0.55),
            ("End User", 0.4),
            ("Blocker", 0.06),
        ];
        for (position, (role, likely)) in roles.into_iter().enumerate() {
            if !chance.happens(likely) {
                continue;
            }
            // Field and contact name the same sponsor, but for one deal in twenty.
            let is_sponsor = role == "Executive Sponsor" && !self.sponsor.is_empty() && !self.deal.is_multiple_of(20);
            let name = Some(person(chance)).filter(|_| !is_sponsor).unwrap_or_else(|| self.sponsor.clone());
            let contact = Cell::Id(Kind::Contact, self.deal * 8 + position as u64);
            rows.push(
                Row::new("contacts")
                    .with("contact_id", contact.clone())
                    .with("deal_id", self.id())
                    .with("account_id", self.account())
                    .with("name", name.clone())
                    .with("email", format!("contact{}@customer.example", self.deal * 8 + position as u64))
                    .with("title", *chance.pick(&["Head of Operations", "CFO", "IT Lead", "Site Manager", "COO"]))
                    .with("role", role)
                    .with("time_zone", *chance.pick(&["Europe/Berlin", "America/New_York", "Asia/Singapore"])),
            );
            rows.push(
                Row::new("deal_contacts")
                    .with("deal_id", self.id())
                    .with("contact_id", contact)
                    .with("contact_name", name)
                    .with("role", role)
                    .with("is_primary", Cell::Bool(position == 0))
                    .with("added_at", Cell::Time(self.created + chance.between(0, 20) * DAY)),
            );
        }
    }
}

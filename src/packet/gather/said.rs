//! What the deal's own texts say beside their being answers: terms, dates, and what is done about the champion.

use crate::domain::{Moment, TableKind, fold};
use crate::packet::detail::{Known, ScopeTerm};
use crate::packet::mine::day_of;
use crate::packet::terms::Paying;
use crate::text::{FigureKind, figures};

use super::{Gatherer, Share};

/// Follow-ups are noted at most so many days before the win; an earlier day without its year is the next year's.
const NOTED_BEFORE: i32 = 60;
/// Words that show that somebody thought of what happens without the champion.
const MITIGATION_WORDS: [&str; 8] = [
    "mitigat",
    "second champion",
    "backup champion",
    "back-up champion",
    "new champion",
    "successor",
    "multi-thread",
    "multithread",
];

impl Gatherer<'_> {
    /// `36 months`, `3-year`: the first term in the signed scope's text.
    pub(super) fn scope_months(&self, row: usize) -> Option<Known<f64>> {
        let value = months_in(self.deals.texts("signed_scope").get(row))?;
        Some(Known { value, origin: self.at(row, "signed_scope") })
    }

    /// Seats and payment terms that a field and the signed scope name differently.
    pub(super) fn scope_terms(&self, row: usize) -> Box<[ScopeTerm]> {
        let scope = self.deals.texts("signed_scope").get(row);
        if scope.is_empty() {
            return Box::default();
        }
        let billing = self.book.text(self.deals.symbols("billing_terms").get(row));
        let paying = Paying::of_field(billing).differs(Paying::of_sentence(scope));
        let term = |(of_deal, of_scope): (String, String), field: &str| ScopeTerm {
            of_deal: of_deal.into(),
            of_scope: of_scope.into(),
            origin: self.at(row, field),
        };
        let paying = paying.map(|differing| term(differing, "billing_terms"));
        let in_seats = |seats: f64| format!("{seats} seats");
        let seats = self.deals.numbers("seats").get(row).zip(only_seats(scope)).filter(|(own, signed)| own != signed);
        let seats = seats.map(|(own, signed)| term((in_seats(own), in_seats(signed)), "seats"));
        seats.into_iter().chain(paying).collect()
    }

    pub(super) fn goals_are_requirements(&self, row: usize) -> Option<Known<bool>> {
        let texts = |field: &str| fold(self.deals.texts(field).get(row));
        let (goals, requirements) = (texts("business_goals"), texts("user_requirements"));
        let are_filled = !goals.is_empty() && !requirements.is_empty();
        are_filled.then(|| Known { value: goals == requirements, origin: self.at(row, "user_requirements") })
    }

    /// The first date that the open action items name, when it lies before the day of `as_of`.
    pub(super) fn overdue_action(&self, row: usize, won_at: Moment) -> Option<Known<i32>> {
        let from = won_at.day() - NOTED_BEFORE;
        let text = self.deals.texts("open_action_items").get(row);
        if text.is_empty() || self.rules.is_explicit_none(text) {
            return None;
        }
        let value = dates(text, from).min().filter(|&day| day < self.as_of.day())?;
        Some(Known { value, origin: self.at(row, "open_action_items") })
    }

    pub(super) fn has_mitigation(&self, row: usize, share: &Share<'_>) -> bool {
        let fields = ["implementation_risks", "stakeholder_concerns", "open_action_items", "ae_notes"];
        let speaks = |text: &str| {
            let lower = text.to_lowercase();
            MITIGATION_WORDS.iter().any(|word| lower.contains(word))
        };
        if fields.iter().any(|field| speaks(self.deals.texts(field).get(row))) {
            return true;
        }
        let Some(table) = self.book.table(TableKind::Risks) else { return false };
        share.risks.iter().any(|&risk| {
            let text = table.texts("text").get(risk as usize);
            let owner = self.book.text(table.symbols("owner").get(risk as usize));
            speaks(text) || (self.rules.names_somebody(owner) && text.to_lowercase().contains("champion"))
        })
    }
}

/// A number before `month` or `year`, the first in the text, in months.
fn months_in(text: &str) -> Option<f64> {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.windows(2).find_map(|pair| {
        let number: f64 = pair[0].parse().ok().filter(|number| (1.0..=120.0).contains(number))?;
        match pair[1] {
            "month" | "months" | "mo" | "mth" | "mths" => Some(number),
            "year" | "years" | "yr" | "yrs" => Some(12.0 * number),
            _ => None,
        }
    })
}

/// The number of seats that a text names, when it names one.
fn only_seats(text: &str) -> Option<f64> {
    let mut seats = figures(text).into_iter().filter_map(|figure| match figure.kind {
        FigureKind::Seats(seats) => Some(seats),
        _ => None,
    });
    seats.next().filter(|_| seats.next().is_none())
}

/// Every date of a text in the two years after `from`, as local days; one without a year is the first such day. What
/// lies further off is the number of a version, or nothing that anybody waits for.
fn dates(text: &str, from: i32) -> impl Iterator<Item = i32> {
    let days = figures(text).into_iter().filter_map(move |figure| match figure.kind {
        FigureKind::Date { year, month, day } => day_of(year, month, day, from),
        _ => None,
    });
    days.filter(move |&day| (from..from + 731).contains(&day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_and_dates_are_read_out_of_a_text() {
        assert_eq!(months_in("Order form: 40 seats, 36 months, from June"), Some(36.0));
        assert_eq!(months_in("a 3-year agreement"), Some(36.0));
        assert_eq!(months_in("within the month"), None);
        let day = crate::domain::day_number(2026, 3, 1);
        let from = crate::domain::day_number(2026, 1, 10).expect("a date");
        assert_eq!(dates("send the SOC 2 report by 2026-03-01.", from).next(), day);
        assert_eq!(dates("send the SOC 2 report by 1 March", from).next(), day);
        assert_eq!(dates("ticket 2026-031, version 1-2-3", from).next(), None);
    }
}

//! Sentences that name another value than was signed: seats, term, date, price, product, payment, integration.
//!
//! Only sentences count that state what was sold, or that read like a promise; a wish or a question contradicts nothing.

use rustc_hash::FxHashSet;

use crate::domain::{Moment, Origin, TableKind, amount, day_number, iso_date};
use crate::map::{Book, Kinds, Table, What};
use crate::packet::mined::{CommitmentType, ScopeAspect, ScopeConflict};
use crate::packet::terms::{Paying, excludes_integrations};
use crate::text::{FigureKind, figures};

use super::{Heard, Miner, PROMISE_RECORDS, REASONS, Vein};

/// The products that the deals of the export name.
pub(super) struct Products(Vec<String>);

/// What stands beside a product's name where one word could be anything: `the Enterprise plan`.
const PRODUCT_NOUNS: [&str; 10] =
    ["edition", "plan", "package", "tier", "module", "licence", "license", "version", "bundle", "suite"];
/// A value this many times larger or smaller is another figure, not another value of the same.
const MOST_APART: f64 = 5.0;
/// Amounts that differ less are one amount, rounded.
const ROUNDING: f64 = 0.01;

impl Products {
    pub(super) fn new(book: &Book, deals: &Table) -> Products {
        let cells = deals.symbols("product");
        let distinct: FxHashSet<_> = (0..deals.n_rows()).map(|row| cells.get(row)).collect();
        let parts = distinct.into_iter().flat_map(|cell| book.text(cell).split(';'));
        let mut names: Vec<String> =
            parts.map(|part| part.trim().to_owned()).filter(|name| name.chars().count() > 2).collect();
        names.sort_unstable();
        names.dedup();
        Products(names)
    }

    /// The products that a sentence names, by position.
    pub(super) fn in_sentence(&self, sentence: &str) -> impl Iterator<Item = u32> {
        (0..).zip(&self.0).filter(move |(_, name)| is_named(sentence, name)).map(|(position, _)| position)
    }
}

/// As written, as a whole; one word only beside a word for product.
fn is_named(sentence: &str, name: &str) -> bool {
    sentence.match_indices(name).any(|(at, _)| {
        let (before, after) = (&sentence[..at], &sentence[at + name.len()..]);
        let is_apart = !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
        let next = after.split_whitespace().next().unwrap_or("").to_lowercase();
        is_apart && (name.contains(' ') || PRODUCT_NOUNS.iter().any(|noun| next.starts_with(noun)))
    })
}

/// What was signed, with where it stands.
struct Signed {
    seats: Option<(f64, Origin)>,
    term: Option<(f64, Origin)>,
    amount: Option<(f64, Origin)>,
    live: Option<(i32, Origin)>,
    /// Shares in the signed scope.
    percents: Vec<f64>,
    paying: (Paying, Origin),
    /// Where it says that nothing is to be connected.
    no_integration: Option<Origin>,
    scope: Origin,
}

impl Heard<'_> {
    /// The sentence against what was signed, each in the words that a reader would use.
    fn against(&self, aspect: ScopeAspect, said: &str, signed: &str, signed_origin: Origin) -> ScopeConflict {
        ScopeConflict { aspect, said: said.into(), signed: signed.into(), sentence: self.sentence(), signed_origin }
    }
}

impl Miner<'_> {
    pub(super) fn conflicts(&self, vein: &Vein<'_>, heard: &[Heard<'_>]) -> Vec<ScopeConflict> {
        let mut conflicts: Vec<ScopeConflict> = Vec::new();
        let mut signed = None;
        for heard in heard.iter().filter(|heard| !heard.stands_in(&PROMISE_RECORDS) && !heard.stands_in(&REASONS)) {
            let kinds = match heard.what {
                What::Commitment(kinds) => Some(kinds),
                What::Terms => None,
                What::Risk(..) => continue,
            };
            let signed = signed.get_or_insert_with(|| self.signed(vein));
            let own = self.of_figures(heard, kinds, signed, vein.won_at).into_iter();
            let own = own.chain(self.of_terms(heard, kinds, signed));
            for conflict in own.chain(self.of_products(heard, kinds, vein.row)) {
                let is_known = |known: &ScopeConflict| known.aspect == conflict.aspect && known.said == conflict.said;
                if !conflicts.iter().any(is_known) {
                    conflicts.push(conflict);
                }
            }
        }
        conflicts
    }

    fn signed(&self, vein: &Vein<'_>) -> Signed {
        let scope = self.deals.texts("signed_scope").get(vein.row);
        let place = |field: &str| {
            let row = self.deals.row_origin(vein.row);
            TableKind::Deals.field(field).map_or(row, |field| self.deals.origin(vein.row, field))
        };
        let in_scope = figures(scope);
        let seats_in_scope = in_scope.iter().find_map(|figure| match figure.kind {
            FigureKind::Seats(seats) => Some((seats, place("signed_scope"))),
            _ => None,
        });
        let share = |kind: &FigureKind| if let FigureKind::Percent(share) = kind { Some(*share) } else { None };
        let detail = vein.detail;
        Signed {
            seats: self.deals.numbers("seats").get(vein.row).map(|seats| (seats, place("seats"))).or(seats_in_scope),
            term: detail.term_months.or(detail.scope_months).map(|term| (term.value, term.origin)),
            amount: detail.amount.map(|amount| (amount.value, amount.origin)),
            live: detail.go_live_target.map(|target| (target.value.day(), target.origin)),
            percents: in_scope.iter().filter_map(|figure| share(&figure.kind)).collect(),
            paying: (
                Paying::of_field(self.book.text(self.deals.symbols("billing_terms").get(vein.row))),
                place("billing_terms"),
            ),
            no_integration: excludes_integrations(scope).then(|| place("signed_scope")),
            scope: place("signed_scope"),
        }
    }

    /// Other payment terms, and a connection where none was signed.
    fn of_terms(&self, heard: &Heard<'_>, kinds: Option<Kinds>, signed: &Signed) -> Vec<ScopeConflict> {
        let conflict = |aspect, said: String, known: String, origin| heard.against(aspect, &said, &known, origin);
        let paying = heard.sense.paying.differs(signed.paying.0);
        let paying = paying.map(|(said, known)| conflict(ScopeAspect::Payment, said, known, signed.paying.1));
        let is_promised = kinds.is_some_and(|kinds| kinds.meets(Kinds::commitments(&[CommitmentType::Integration])));
        let connected = signed.no_integration.filter(|_| is_promised).map(|origin| {
            conflict(ScopeAspect::Integration, "an integration".to_owned(), "no integration".to_owned(), origin)
        });
        paying.into_iter().chain(connected).collect()
    }

    fn of_figures(
        &self,
        heard: &Heard<'_>,
        kinds: Option<Kinds>,
        signed: &Signed,
        won_at: Moment,
    ) -> Vec<ScopeConflict> {
        let promises = |kind: CommitmentType| kinds.is_some_and(|kinds| kinds.meets(Kinds::commitments(&[kind])));
        let is_terms = kinds.is_none();
        let conflict = |aspect, said: String, known: String, origin| heard.against(aspect, &said, &known, origin);
        let mut found = Vec::new();
        for &figure in &heard.sense.figures {
            match figure {
                FigureKind::Seats(said) if is_terms => {
                    found.extend(signed.seats.filter(|(known, _)| is_other(said, *known)).map(|(known, origin)| {
                        conflict(ScopeAspect::Seats, format!("{said} seats"), format!("{known} seats"), origin)
                    }));
                }
                FigureKind::Term(said) if is_terms => {
                    found.extend(signed.term.filter(|(known, _)| is_other(said, *known)).map(|(known, origin)| {
                        conflict(ScopeAspect::Term, format!("{said} months"), format!("{known} months"), origin)
                    }));
                }
                FigureKind::Money(said) if is_terms => {
                    let other = signed.amount.filter(|(known, _)| {
                        is_other(said, *known) && said / known < MOST_APART && known / said < MOST_APART
                    });
                    found.extend(
                        other.map(|(known, origin)| conflict(ScopeAspect::Price, amount(said), amount(known), origin)),
                    );
                }
                FigureKind::Percent(said)
                    if promises(CommitmentType::Discount)
                        && !signed.percents.is_empty()
                        && !signed.percents.contains(&said) =>
                {
                    let known: Vec<String> = signed.percents.iter().map(|share| format!("{share} %")).collect();
                    found.push(conflict(ScopeAspect::Price, format!("{said} %"), known.join(", "), signed.scope));
                }
                FigureKind::Date { year, month, day }
                    if promises(CommitmentType::Timeline) && heard.sense.is_about_live =>
                {
                    let from = heard.at.map_or(won_at.day(), Moment::day);
                    let said = day_of(year, month, day, from);
                    let other = said.zip(signed.live).filter(|(said, (known, _))| said != known);
                    found.extend(other.map(|(said, (known, origin))| {
                        conflict(ScopeAspect::Date, iso_date(said), iso_date(known), origin)
                    }));
                }
                _ => {}
            }
        }
        found
    }

    fn of_products(&self, heard: &Heard<'_>, kinds: Option<Kinds>, row: usize) -> Option<ScopeConflict> {
        let extras = Kinds::commitments(&[CommitmentType::Scope, CommitmentType::Discount]);
        if !kinds.is_none_or(|kinds| kinds.meets(extras)) {
            return None;
        }
        let field = TableKind::Deals.field("product")?;
        let (product, scope) =
            (self.book.text(self.deals.symbols("product").get(row)), self.deals.texts("signed_scope").get(row));
        let is_signed = |name: &str| product.contains(name) || scope.contains(name);
        let mut named = heard.sense.products.iter().map(|&position| self.products.0[position as usize].as_str());
        let said = named.clone().next()?;
        if product.is_empty() || named.any(is_signed) {
            return None;
        }
        Some(heard.against(ScopeAspect::Product, said, product, self.deals.origin(row, field)))
    }
}

fn is_other(said: f64, known: f64) -> bool {
    (said - known).abs() > known.abs() * ROUNDING
}

/// The day that is meant; without a year the first such day at or after `from`.
pub(in crate::packet) fn day_of(year: Option<i16>, month: u8, day: u8, from: i32) -> Option<i32> {
    let in_year = |year: i32| day_number(year, u32::from(month), u32::from(day));
    match year {
        Some(year) => in_year(i32::from(year)),
        None => {
            let (year, _, _) = crate::domain::calendar_date(from);
            in_year(year).filter(|&day| day >= from).or_else(|| in_year(year + 1))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_without_a_year_is_the_next_one() {
        let day = |year, month, day| day_number(year, month, day).expect("a date");
        assert_eq!(day_of(None, 3, 1, day(2026, 1, 10)), Some(day(2026, 3, 1)));
        assert_eq!(day_of(None, 3, 1, day(2026, 4, 10)), Some(day(2027, 3, 1)));
        assert_eq!(day_of(Some(2026), 3, 1, day(2026, 4, 10)), Some(day(2026, 3, 1)));
    }

    #[test]
    fn a_product_of_one_word_needs_a_word_for_product() {
        assert!(is_named("They get the Enterprise plan", "Enterprise"));
        assert!(!is_named("Enterprise customers like it", "Enterprise"));
        assert!(is_named("and Field Service for free", "Field Service"));
        assert!(!is_named("Field Services", "Field Service"));
    }
}

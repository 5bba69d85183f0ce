//! The deal that somebody typed: by id, else by a name that only one deal has.

use miette::Diagnostic;

use super::super::deals::Places;
use crate::domain::{TableKind, fold};

/// How many near misses a message names.
const MOST_NAMED: usize = 5;
/// A near miss differs in at most one of so many characters; our judgement.
const CHARACTERS_A_SLIP: usize = 3;
/// Salesforce ids: the short form is the long one without its check characters.
const SHORT_ID: usize = 15;
const LONG_ID: usize = 18;

/// Why there is no such deal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Diagnostic)]
pub enum NotFound {
    /// Nothing is called so.
    #[error("no deal has the id or the name \"{wanted}\"")]
    #[diagnostic(help("{}", nearest_help(near)))]
    Unknown {
        /// As typed.
        wanted: String,
        /// The nearest deals, `id (name)`; empty where none is like it.
        near: Vec<String>,
    },
    /// Several deals have the name.
    #[error("{} deals are called \"{wanted}\"", ids.len())]
    #[diagnostic(help("give the id of one: {}", ids.join(", ")))]
    Ambiguous {
        /// As typed.
        wanted: String,
        /// Their ids.
        ids: Vec<String>,
    },
    /// The exports hold the deal, but it is no packet.
    #[error("the deal \"{wanted}\" is in the exports, but it is not a won deal in scope")]
    #[diagnostic(help(
        "briefs are made of won new business and renewals within the window; see `won_stages` and `deal_types` in [definitions], and --from and --to"
    ))]
    NotInScope {
        /// As typed.
        wanted: String,
    },
}

fn nearest_help(near: &[String]) -> String {
    match near {
        [] => "nothing is like it among the won deals in scope; packets.csv of a run lists them".to_owned(),
        some => format!("the nearest are {}", some.join(", ")),
    }
}

/// The position of the packet.
pub(crate) fn find(places: &Places<'_>, wanted: &str) -> Result<usize, NotFound> {
    let wanted = wanted.trim();
    let packets = &places.assembly.packets;
    let id = |position: usize| places.book.text(packets[position].id);
    let name = |position: usize| places.word(&packets[position], "deal_name").trim();
    if let Some(position) = (0..packets.len()).find(|&position| is_same_id(id(position), wanted)) {
        return Ok(position);
    }
    let of_name: Vec<usize> =
        (0..packets.len()).filter(|&position| !wanted.is_empty() && fold(name(position)) == fold(wanted)).collect();
    match of_name[..] {
        [position] => return Ok(position),
        [] => {}
        _ => {
            let ids = of_name.iter().take(MOST_NAMED).map(|&position| id(position).to_owned()).collect();
            return Err(NotFound::Ambiguous { wanted: wanted.to_owned(), ids });
        }
    }
    let deals = places.book.table(TableKind::Deals);
    let is_held = deals.is_some_and(|deals| {
        let ids = deals.symbols("deal_id");
        (0..deals.n_rows()).any(|row| is_same_id(places.book.text(ids.get(row)), wanted))
    });
    if is_held {
        return Err(NotFound::NotInScope { wanted: wanted.to_owned() });
    }
    let mut ranked: Vec<(usize, usize)> =
        (0..packets.len()).map(|position| (distance(wanted, id(position), name(position)), position)).collect();
    ranked.retain(|&(distance, _)| is_near(wanted, distance));
    ranked.sort_unstable();
    let near = ranked.iter().take(MOST_NAMED).map(|&(_, position)| format!("{} ({})", id(position), name(position)));
    Err(NotFound::Unknown { wanted: wanted.to_owned(), near: near.collect() })
}

/// The same id; the long and the short form of a Salesforce id are one.
fn is_same_id(id: &str, wanted: &str) -> bool {
    let (short, long) = if id.len() < wanted.len() { (id, wanted) } else { (wanted, id) };
    id == wanted || (short.len() == SHORT_ID && long.len() == LONG_ID && long.starts_with(short))
}

/// Fewer is nearer; a part of the name is nearer than any slip of the finger.
fn distance(wanted: &str, id: &str, name: &str) -> usize {
    let (wanted, name) = (fold(wanted), fold(name));
    if wanted.chars().count() >= 3 && name.contains(&wanted) {
        return 0;
    }
    // People type the beginning of a name.
    let beginning: String = name.chars().take(wanted.chars().count()).collect();
    1 + strsim::osa_distance(&wanted, &fold(id)).min(strsim::osa_distance(&wanted, &beginning))
}

/// Whether somebody may have meant it.
fn is_near(wanted: &str, distance: usize) -> bool {
    CHARACTERS_A_SLIP * distance.saturating_sub(1) <= wanted.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_a_salesforce_id_are_one_and_case_matters() {
        assert!(is_same_id("0065g00000AbCdE", "0065g00000AbCdEAAX"));
        assert!(!is_same_id("0065g00000AbCdE", "0065g00000aBcDeAAX"));
        assert!(!is_same_id("D-1", "D-10"));
    }

    #[test]
    fn what_is_like_nothing_has_no_near_miss() {
        let is_near = |wanted, id, name| is_near(wanted, distance(wanted, id, name));
        assert!(!is_near("999", "12000000000", "Alder Freight Ltd"));
        assert!(is_near("12000000099", "12000000000", "Alder Freight Ltd"));
        assert!(is_near("Alder Fright", "12000000000", "Alder Freight Ltd"));
        assert!(is_near("freight", "12000000000", "Alder Freight Ltd"));
    }

    #[test]
    fn a_part_of_the_name_is_nearest() {
        assert!(distance("acme", "D-9", "Acme Logistics: platform") < distance("acme", "acm", "Other"));
        assert!(
            distance("Cobalt Frieght", "D-9", "Cobalt Freight Inc")
                < distance("Cobalt Frieght", "D-9", "Alder Freight")
        );
        assert!(distance("D-12", "D-13", "Other") < distance("D-12", "X-99", "Other"));
    }
}

//! Deals that count otherwise under another definition: folded, so many of them by name, the rest by their count.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::words::flips as say;
use crate::audit::Audit;

/// One definition with the deals that it counts otherwise.
#[derive(Serialize)]
pub(super) struct Flips {
    id: String,
    title: String,
    count: String,
    deals: Vec<String>,
    more: Option<String>,
}

impl Flips {
    /// The first `shown` of the deals in words; the others are counted.
    pub(super) fn new(id: String, title: String, deals: impl ExactSizeIterator<Item = String>, shown: usize) -> Flips {
        let all = deals.len();
        Flips {
            id,
            title,
            count: say::count(all as u64),
            deals: deals.take(shown).collect(),
            more: (all > shown).then(|| say::more((all - shown) as u64)),
        }
    }
}

/// Names of the deals that the audit lists, by id.
pub(super) struct DealNames<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> DealNames<'a> {
    pub(super) fn new(audit: &'a Audit) -> DealNames<'a> {
        DealNames(audit.deals.iter().map(|deal| (deal.deal_id.as_str(), deal.name.as_str())).collect())
    }

    /// The name with the id; the id alone where the audit does not list the deal.
    pub(super) fn say(&self, id: &str) -> String {
        self.0.get(id).map_or_else(|| id.to_owned(), |name| say::deal(name, id))
    }
}

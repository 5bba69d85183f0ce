//! A deal's status beside its stage: where one column says how far a deal has come and another how it ended, a won deal
//! keeps the stage in which it was won.

use super::super::super::parse::text::is_blank;
use super::super::super::profile::Key;
use super::super::When;
use super::super::overrides::Overrides;
use super::Binding;
use super::partial::Partial;
use crate::domain::{TableKind, fold};

/// What such a column is called.
const NAMES: [&str; 10] = [
    "Status",
    "Deal Status",
    "Opportunity Status",
    "Opp Status",
    "Deal Outcome",
    "Opportunity Outcome",
    "Outcome",
    "Result",
    "Won/Lost",
    "Win/Loss",
];
/// What it says of a won deal, folded.
const WON: [&str; 3] = ["won", "closedwon", "win"];
/// What else it may say, folded. Any other word is of something else, as the customer's own status.
const OTHERS: [&str; 18] = [
    "lost",
    "closedlost",
    "loss",
    "open",
    "active",
    "new",
    "inprogress",
    "pending",
    "onhold",
    "stalled",
    "closed",
    "cancelled",
    "canceled",
    "abandoned",
    "disqualified",
    "deleted",
    "nodecision",
    "suspended",
];

impl Binding<'_> {
    /// Lets the stage of a deal be won where the status beside it says so.
    pub(super) fn bind_status(&mut self, partial: &mut Partial, overrides: &Overrides) {
        let table = TableKind::Deals;
        if partial.table != table {
            return;
        }
        let is_told =
            |name: &str| !overrides.columns(table, table, name).is_empty() || overrides.forbid(table, table, name);
        let [stage, is_won] = ["stage", "is_won"].map(|name| table.field(name));
        let has_won = is_won.is_none_or(|field| partial.fields[field].is_some());
        if has_won || is_told("stage") || is_told("is_won") {
            return;
        }
        let columns = NAMES.iter().flat_map(|name| self.headings.find_key(&Key::of(name)));
        let mut free = columns.filter(|&column| !partial.taken[column] && self.uses[column].is_empty());
        let Some(column) = free.find(|&column| self.says_how_deals_ended(column)) else { return };
        let Some(plan) = stage.and_then(|field| partial.fields[field].as_mut()).filter(|plan| plan.when.is_none())
        else {
            return;
        };
        plan.when = Some(When {
            told_by: vec![column],
            values: WON.map(str::to_owned).to_vec(),
            is: Some("Won".to_owned()),
            columns: Vec::new(),
        });
        self.passed_over[column] = Some("tells which deals are won".to_owned());
    }

    /// Whether its cells are the ends that deals come to, and one is a win.
    fn says_how_deals_ended(&self, column: usize) -> bool {
        let cells = self.sample.iter().filter_map(|row| row.get(column)).filter(|cell| !is_blank(cell));
        let words: Vec<String> = cells.map(|cell| fold(cell)).collect();
        let is_win = |word: &String| WON.contains(&word.as_str());
        words.iter().any(is_win) && words.iter().all(|word| is_win(word) || OTHERS.contains(&word.as_str()))
    }
}

//! What the stage history says about winning: first entry, entered twice, left again.

use rustc_hash::FxHashMap;

use crate::domain::{Moment, Sym, TableKind, stage_key};
use crate::map::{Book, Table};
use crate::settings::Definitions;

use super::link::Grouped;

/// One deal's way through the won stages.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct WonTrack {
    /// First entry into a won stage.
    pub(super) first_won: Option<Moment>,
    /// Entered a won stage twice, another stage between, all of it by `as_of`.
    pub(super) is_reopened: bool,
    /// Was in a won stage at `as_of`.
    pub(super) is_won_at_as_of: bool,
    /// Was in a won stage at `as_of` and left it afterwards.
    pub(super) left_after_as_of: bool,
    /// A history of it is there.
    pub(super) is_told: bool,
}

/// Which stages are won ones.
pub(super) struct WonStages<'a> {
    book: &'a Book,
    keys: &'a [String],
    known: FxHashMap<Sym, bool>,
}

impl<'a> WonStages<'a> {
    pub(super) fn new(book: &'a Book, definitions: &'a Definitions) -> WonStages<'a> {
        WonStages { book, keys: &definitions.won_stages, known: FxHashMap::default() }
    }

    /// By the list of the definitions, or by the CRM's own catalogue of stages.
    pub(super) fn is_won(&mut self, stage: Sym) -> bool {
        if stage.is_blank() {
            return false;
        }
        let (book, keys) = (self.book, self.keys);
        let is_called_won = |name: Sym| keys.contains(&stage_key(book.text(name)));
        *self.known.entry(stage).or_insert_with(|| match book.stage_catalogue.get(&stage) {
            Some(&(_, Some(is_won))) => is_won,
            Some(&(label, None)) => is_called_won(label),
            None => is_called_won(stage),
        })
    }

    /// Whether a deal is won as its row stands: a column says so, else its stage. A list without either column is one of
    /// won deals where it has the day of the win; what a history of stages says of them is asked before.
    pub(super) fn is_won_now(&mut self, deals: &Table, row: usize) -> bool {
        let flag = deals.bools("is_won").get(row);
        let by_stage = |won: &mut Self| match tells_standing(deals, row) {
            true => won.is_won(deals.symbols("stage").get(row)),
            false => deals.times("won_at").get(row).is_some(),
        };
        flag.unwrap_or_else(|| by_stage(self))
    }
}

/// Whether the row says how its deal stands, or its own file has a column that might: another list of deals beside it has
/// no say in that.
pub(crate) fn tells_standing(deals: &Table, row: usize) -> bool {
    let file = deals.row_origin(row).file();
    let has_column = |name: &str| deals.kind.field(name).is_some_and(|field| deals.is_captured_by(field, file));
    !deals.symbols("stage").get(row).is_blank()
        || deals.bools("is_won").get(row).is_some()
        || has_column("stage")
        || has_column("is_won")
}

/// Whether any column of the deals says how they stand.
pub(crate) fn says_standing(deals: &Table) -> bool {
    deals.symbols("stage").is_captured() || deals.bools("is_won").is_captured()
}

/// One track a deal, in the order of `entries`.
pub(super) fn tracks(book: &Book, won: &mut WonStages<'_>, entries: &Grouped, as_of: Moment) -> Vec<WonTrack> {
    let Some(table) = book.table(TableKind::StageHistory) else { return vec![WonTrack::default(); entries.len()] };
    let (stages, times) = (table.symbols("stage"), table.times("entered_at"));
    let is_ordered = is_in_time_order((0..table.n_rows()).filter_map(|row| times.get(row)));
    let mut steps: Vec<(Moment, bool)> = Vec::new();
    (0..entries.len())
        .map(|deal| {
            steps.clear();
            steps.extend(entries.of(deal).iter().filter_map(|&row| {
                let entered = times.get(row as usize)?;
                Some((entered, won.is_won(stages.get(row as usize))))
            }));
            if !is_ordered {
                steps.sort_by_key(|(moment, _)| moment.order());
            }
            track(&steps, as_of)
        })
        .collect()
}

/// Whether a file is in time order: then its entries keep their order; otherwise [`Moment::order`] holds.
pub(super) fn is_in_time_order(moments: impl Iterator<Item = Moment>) -> bool {
    let (mut last_day, mut last_instant) = (i32::MIN, i64::MIN);
    for moment in moments {
        if moment.day() < last_day || (!moment.is_day() && moment.utc() < last_instant) {
            return false;
        }
        last_day = moment.day();
        if !moment.is_day() {
            last_instant = moment.utc();
        }
    }
    true
}

fn track(steps: &[(Moment, bool)], as_of: Moment) -> WonTrack {
    let first_won = steps.iter().find(|(_, is_won)| *is_won).map(|(moment, _)| *moment);
    let happened = steps.iter().filter(|(moment, _)| moment.utc() <= as_of.utc()).map(|(_, is_won)| *is_won);
    let (mut entries, mut was_won) = (0, false);
    for is_won in happened {
        entries += u32::from(is_won && !was_won);
        was_won = is_won;
    }
    let left_later = steps.iter().any(|(moment, is_won)| moment.utc() > as_of.utc() && !is_won);
    WonTrack {
        first_won,
        is_reopened: entries >= 2,
        is_won_at_as_of: was_won,
        left_after_as_of: was_won && left_later,
        is_told: !steps.is_empty(),
    }
}

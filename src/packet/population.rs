//! Which deals there are, which are won, and which of them count.

use rustc_hash::FxHashSet;

use crate::domain::{FileId, Moment, Sym, TableKind, stage_key};
use crate::map::{Book, LedgerEntry, Seen, Table, newest_first, newest_of_each, seen_beside};
use crate::settings::Settings;

use super::model::Scope;
use super::stages::{WonStages, WonTrack, tells_standing};

/// Reason for a deal row that another row of the same id replaces.
pub const OTHER_VERSION: &str = "other-version-of-deal";
/// Reason for a deal row of another export, with other columns, than the row that stands for the deal.
pub const OTHER_VIEW: &str = "other-view-of-deal";
/// Reason for a row of a deal that says nothing else of it: a report with a row a contact, or a line of products.
pub(super) const REPEATED: &str = "deal-told-again";
/// Reason for a deal row without an id.
const NO_ID: &str = "deal-without-id";

/// Counts over deals, after collapsing.
#[derive(Clone, Debug, Default)]
pub struct Population {
    /// Deals.
    pub rows: u64,
    /// Won.
    pub won: u64,
    /// In scope.
    pub in_scope: u64,
    /// Past the review service level.
    pub due: u64,
    /// Not yet.
    pub fresh: u64,
    /// Won once and not won now.
    pub reversed: u64,
    /// Their rows of the deals with the time of the win, in order of it.
    pub reversed_rows: Vec<(u32, Option<Moment>)>,
    /// Won twice.
    pub reopened: u64,
    /// Renewals and expansions in the window.
    pub renewals: u64,
    /// Won deals in the window of a type that is out of scope.
    pub other_types: u64,
    /// Their rows of the deals with the time of the win, ascending.
    pub other_type_rows: Vec<(u32, Option<Moment>)>,
    /// Rows that repeated another row, or were another version or view of the same deal.
    pub duplicates: u64,
    /// Implementation records set aside.
    pub implementation: u64,
    /// Rows of the exports that found no deal, by table.
    pub unlinked: Vec<(TableKind, u64)>,
    /// Tables of which no row found a deal, though they have some.
    pub all_unlinked: Vec<TableKind>,
    /// Of these, rows that name an account of whose deals none is in scope.
    pub beside: Vec<(TableKind, u64)>,
    /// Rows that name an account with several deals in scope and no deal, and went to one by their time; by table.
    pub chosen: Vec<(TableKind, u64)>,
    /// Rows that name an account and no deal, and lie by their time with a deal of it outside the window or the segment:
    /// they went to its deal inside; by table.
    pub borrowed: Vec<(TableKind, u64)>,
    /// In-scope deals whose type is blank.
    pub blank_types: u64,
    /// Won deals without any date of winning.
    pub undated: u64,
    /// Deals that were won after `as_of`.
    pub later: u64,
}

/// The rows that stand for the deals: one a deal id, ascending; and the ledger lines of the others.
pub(super) fn distinct_deals(book: &Book, deals: &Table) -> (Vec<u32>, Vec<LedgerEntry>) {
    let ids = deals.symbols("deal_id");
    let best = newest_of_each(deals, |_| true);
    let mut set_aside: Vec<(usize, (&'static str, &str))> = Vec::new();
    let mut aside: Vec<usize> = Vec::new();
    for row in 0..deals.n_rows() {
        match best.get(&ids.get(row)) {
            None => set_aside.push((row, (NO_ID, "a deal without an id cannot be linked"))),
            Some(&stands) if stands as usize == row => {}
            Some(_) => aside.push(row),
        }
    }
    // As they complete each other: of a file's rows only the newest is a view of the deal as it stands.
    let mut viewed: FxHashSet<(Sym, FileId)> = FxHashSet::default();
    for row in newest_first(deals, aside.into_iter()) {
        let row = row as usize;
        let (id, file) = (ids.get(row), deals.row_origin(row).file());
        let stands = best[&id] as usize;
        let is_newest = viewed.insert((id, file));
        set_aside.push((row, why_aside(deals, stands, row, is_newest)));
    }
    let mut rows: Vec<u32> = best.into_values().collect();
    rows.sort_unstable();
    set_aside.sort_unstable_by_key(|(row, _)| *row);
    let entry = |(row, (kind, note)): (usize, (&'static str, &str))| {
        LedgerEntry::row(deals.row_origin(row), kind, book.text(ids.get(row)), note)
    };
    (rows, set_aside.into_iter().map(entry).collect())
}

/// Why a row does not stand for its deal; `is_newest`: of the deal's rows in its file.
fn why_aside(deals: &Table, stands: usize, row: usize, is_newest: bool) -> (&'static str, &'static str) {
    let changed = |row: usize| deals.times("modified_at").get(row).map(Moment::utc);
    match seen_beside(deals, stands, row) {
        Seen::Completed if is_newest => {
            (OTHER_VIEW, "another view of this deal: its cells completed the row that stands")
        }
        Seen::Beside if is_newest => {
            (OTHER_VIEW, "another view of this deal: what it has more of is blank, or a newer view tells it")
        }
        _ if deals.repeats(row, stands) => (REPEATED, "another row says all of this of the deal"),
        _ if changed(row) < changed(stands) => (OTHER_VERSION, "another row of this deal was modified later"),
        _ => (OTHER_VERSION, "a later row of this deal stands for it"),
    }
}

/// What one deal is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    pub(super) is_won: bool,
    pub(super) is_reversed: bool,
    pub(super) won_at: Option<Moment>,
    /// `None`: not won, not observed, outside the window or the segment, or of another type.
    pub(super) scope: Option<Scope>,
    pub(super) has_other_type: bool,
    pub(super) has_blank_type: bool,
    pub(super) is_reopened: bool,
    /// What `scope` would be if no window and no segment were asked for.
    pub(super) scope_of_any_window: Option<Scope>,
}

impl Standing {
    /// It would be in scope if no window and no segment were asked for.
    pub(super) fn is_beside_window(&self) -> bool {
        self.scope.is_none() && self.scope_of_any_window == Some(Scope::InScope)
    }
}

/// Everything that decides a deal's standing.
pub(super) struct Rules<'a> {
    pub(super) book: &'a Book,
    pub(super) settings: &'a Settings,
    pub(super) as_of: Moment,
    segment_key: Option<String>,
}

impl<'a> Rules<'a> {
    pub(super) fn new(book: &'a Book, settings: &'a Settings, as_of: Moment) -> Rules<'a> {
        Rules { book, settings, as_of, segment_key: settings.audit.segment.as_deref().map(stage_key) }
    }

    /// Judges one deal; `segment` is the deal's own or its account's.
    pub(super) fn standing(
        &self,
        deals: &Table,
        row: usize,
        track: WonTrack,
        segment: Sym,
        won: &mut WonStages<'_>,
    ) -> Standing {
        let is_silent = !tells_standing(deals, row);
        let is_won_by_history = track.left_after_as_of || (track.is_won_at_as_of && is_silent);
        // Of a deal whose row is silent a history knows more than a day of the win does.
        let is_won = is_won_by_history || (!(is_silent && track.is_told) && won.is_won_now(deals, row));
        let recorded = deals.times("won_at").get(row);
        let won_at = track.first_won.or(recorded).or_else(|| deals.times("closed_at").get(row));
        let once_won = track.first_won.or(recorded).is_some_and(|moment| moment.day() <= self.as_of.day());
        let is_reversed = !is_won && once_won;
        let is_observed = |won_at: &Moment| is_won && won_at.day() <= self.as_of.day();
        let observed = won_at.filter(is_observed);
        let kind = observed.map(|_| self.kind(deals.symbols("deal_type").get(row)));
        let is_inside = observed.is_some_and(|won_at| self.is_in_window(won_at)) && self.is_in_segment(segment);
        let inside = kind.filter(|_| is_inside);
        Standing {
            is_won,
            is_reversed,
            won_at,
            scope: inside.and_then(DealKind::scope),
            has_other_type: inside == Some(DealKind::Other),
            has_blank_type: inside == Some(DealKind::Untold),
            is_reopened: track.is_reopened,
            scope_of_any_window: kind.and_then(DealKind::scope),
        }
    }

    fn is_in_window(&self, won_at: Moment) -> bool {
        let (day, audit) = (won_at.day(), &self.settings.audit);
        audit.from.is_none_or(|from| day >= from) && audit.to.is_none_or(|to| day < to)
    }

    fn is_in_segment(&self, segment: Sym) -> bool {
        self.segment_key.as_ref().is_none_or(|wanted| stage_key(self.book.text(segment)) == *wanted)
    }

    fn kind(&self, deal_type: Sym) -> DealKind {
        let definitions = &self.settings.definitions;
        let key = stage_key(self.book.text(deal_type));
        if key.is_empty() {
            DealKind::Untold
        } else if definitions.deal_types.contains(&key) {
            DealKind::Handoff
        } else if definitions.renewal_types.contains(&key) {
            DealKind::Renewal
        } else {
            DealKind::Other
        }
    }
}

/// What the type of a deal makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DealKind {
    /// No type is told: a handoff.
    Untold,
    /// Of a type that hands over.
    Handoff,
    Renewal,
    Other,
}

impl DealKind {
    fn scope(self) -> Option<Scope> {
        match self {
            DealKind::Untold | DealKind::Handoff => Some(Scope::InScope),
            DealKind::Renewal => Some(Scope::Renewal),
            DealKind::Other => None,
        }
    }
}

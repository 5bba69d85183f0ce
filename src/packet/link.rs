//! Which row belongs to which deal: by the deal ids in it, else by its account's id, else by its account's name or
//! domain. A link by name is noted row by row; a name that two accounts bear links nothing.

mod lines;

use std::borrow::Cow;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::domain::{Moment, Origin, Sym, TableKind, fold};
use crate::map::{
    AMBIGUOUS_NAME, AccountNames, Book, Budget, LINKED_BY_DOMAIN, LINKED_BY_NAME, Named, Table, UNKNOWN_NAME,
};

pub(super) use lines::Lines;

/// Rows of a table by deal, each deal's in file order.
#[derive(Debug)]
pub(super) struct Grouped {
    starts: Vec<u32>,
    rows: Vec<u32>,
}

impl Grouped {
    /// No rows for any of `n_deals` deals.
    pub(super) fn empty(n_deals: usize) -> Grouped {
        Grouped { starts: vec![0; n_deals + 1], rows: Vec::new() }
    }

    /// From (deal, row) pairs with rows ascending.
    fn from_pairs(n_deals: usize, pairs: &[(u32, u32)]) -> Grouped {
        let mut starts = vec![0_u32; n_deals + 1];
        for &(deal, _) in pairs {
            starts[deal as usize + 1] += 1;
        }
        for deal in 0..n_deals {
            starts[deal + 1] += starts[deal];
        }
        let mut next = starts.clone();
        let mut rows = vec![0_u32; pairs.len()];
        for &(deal, row) in pairs {
            rows[next[deal as usize] as usize] = row;
            next[deal as usize] += 1;
        }
        Grouped { starts, rows }
    }

    /// The rows of a deal.
    pub(super) fn of(&self, deal: usize) -> &[u32] {
        &self.rows[self.starts[deal] as usize..self.starts[deal + 1] as usize]
    }

    /// (deal, row), by deal.
    fn pairs(&self) -> impl Iterator<Item = (u32, u32)> {
        (0..self.len()).flat_map(|deal| self.of(deal).iter().map(move |&row| (deal as u32, row)))
    }

    /// Forgets the rows of which this does not hold.
    pub(super) fn retain(&mut self, holds: impl Fn(u32) -> bool) {
        let (mut kept, mut from) = (0, 0);
        for deal in 0..self.len() {
            let to = self.starts[deal + 1] as usize;
            for at in from..to {
                let row = self.rows[at];
                if holds(row) {
                    self.rows[kept] = row;
                    kept += 1;
                }
            }
            from = to;
            self.starts[deal + 1] = kept as u32;
        }
        self.rows.truncate(kept);
    }

    /// How many deals there are.
    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }
}

/// Ids of deals to their positions.
pub(super) struct DealIds<'a> {
    book: &'a Book,
    by_symbol: Vec<u32>,
    /// Folded names of deals that several bear; made when the first row names a deal that is none.
    shared_names: OnceLock<FxHashSet<String>>,
}

const NONE: u32 = u32::MAX;

impl<'a> DealIds<'a> {
    /// `ids[position]` is the id of the deal at `position`.
    pub(super) fn new(book: &'a Book, ids: impl Iterator<Item = Sym>) -> DealIds<'a> {
        let mut by_symbol = vec![NONE; book.symbols.len()];
        for (position, id) in ids.enumerate() {
            by_symbol[id.index()] = position as u32;
        }
        DealIds { book, by_symbol, shared_names: OnceLock::new() }
    }

    /// Whether a cell holds no id but a name that several deals bear.
    fn is_shared_name(&self, cell: Sym) -> bool {
        let shared = self.shared_names.get_or_init(|| {
            let Some(deals) = self.book.table(TableKind::Deals) else { return FxHashSet::default() };
            let (names, mut n_deals) = (deals.symbols("deal_name"), FxHashMap::<String, u32>::default());
            for row in 0..deals.n_rows() {
                *n_deals.entry(fold(self.book.text(names.get(row)))).or_default() += 1;
            }
            n_deals.into_iter().filter(|(_, n)| *n > 1).map(|(name, _)| name).collect()
        });
        !shared.is_empty() && shared.contains(&fold(self.book.text(cell)))
    }

    /// The deals that a cell names; a cell may hold several ids (`;`). Unknown ids are left out.
    pub(super) fn named(&self, cell: Sym) -> Cow<'_, [u32]> {
        let one = &self.by_symbol[cell.index()..=cell.index()];
        if one[0] != NONE {
            return Cow::Borrowed(one);
        }
        let text = self.book.text(cell);
        if !text.contains(';') {
            return Cow::Borrowed(&[]);
        }
        let ids = text.split(';').filter_map(|id| self.book.symbols.find(id.trim()));
        let mut deals: Vec<u32> = ids.map(|id| self.by_symbol[id.index()]).filter(|&deal| deal != NONE).collect();
        deals.sort_unstable();
        deals.dedup();
        Cow::Owned(deals)
    }
}

/// In-scope deals of each account, by the time of the win; of an account whose deals are all out of scope, none.
#[derive(Default)]
pub(super) struct AccountDeals<'a> {
    by_account: FxHashMap<Sym, Vec<(Moment, u32)>>,
    /// Of accounts with deals that only the window or the segment leaves out: all of these and of those in scope, by the
    /// time of the win; the former as [`NONE`].
    of_any_window: FxHashMap<Sym, Vec<(Moment, u32)>>,
    /// Whose accounts' names count; `None`: no row is linked by a name.
    book: Option<&'a Book>,
    /// Made when the first row without an id asks for it: most exports hold none.
    names: OnceLock<AccountNames>,
}

impl<'a> AccountDeals<'a> {
    /// From the account of every deal with (won at, deal) of those in scope, and the book that says what accounts are
    /// called.
    pub(super) fn new(deals: impl Iterator<Item = (Sym, Option<(Moment, u32)>)>, book: &'a Book) -> AccountDeals<'a> {
        let mut by_account: FxHashMap<Sym, Vec<(Moment, u32)>> = FxHashMap::default();
        for (account, in_scope) in deals {
            by_account.entry(account).or_default().extend(in_scope);
        }
        by_account.values_mut().for_each(|deals| deals.sort_by_key(|(won_at, _)| won_at.order()));
        AccountDeals { by_account, book: Some(book), ..AccountDeals::default() }
    }

    /// The same, with the deals that only the window or the segment leaves out.
    pub(super) fn beside(mut self, deals: impl Iterator<Item = (Sym, Moment)>) -> AccountDeals<'a> {
        let all = &mut self.of_any_window;
        deals.for_each(|(account, won_at)| all.entry(account).or_default().push((won_at, NONE)));
        for (account, deals) in all {
            deals.extend(self.by_account.get(account).into_iter().flatten());
            deals.sort_by_key(|(won_at, deal)| (won_at.order(), *deal != NONE));
        }
        self
    }

    /// Whether a row of that time would go to a deal that the window or the segment leaves out, if they did not.
    fn lies_beside(&self, account: Sym, time: Option<Moment>) -> bool {
        let all = self.of_any_window.get(&account).filter(|_| time.is_some());
        all.and_then(|deals| Belongs::ToTheLastWin.choose(deals, time)) == Some(NONE)
    }

    /// The account that a text names, and what to say of it.
    fn named(&self, text: &str, origin: Origin, budget: &mut Budget) -> (Option<Sym>, NameLink) {
        let names = self.names.get_or_init(|| self.book.map_or_else(AccountNames::default, AccountNames::new));
        let (account, kind, note) = match names.find(text) {
            Named::ByName(account) => (Some(account), LINKED_BY_NAME, "no id; one account bears this name".to_owned()),
            Named::ByDomain(account) => {
                (Some(account), LINKED_BY_DOMAIN, "no id; one account is of this domain".to_owned())
            }
            Named::Ambiguous(n_accounts) => {
                (None, AMBIGUOUS_NAME, format!("{n_accounts} accounts bear this name; linked to none of them"))
            }
            Named::Nobody => {
                let near = names.suggestion(text, budget);
                let near = near.map_or_else(String::new, |near| format!("; the nearest is \"{near}\""));
                (None, UNKNOWN_NAME, format!("no id, and no account bears this name{near}"))
            }
        };
        (account, NameLink { origin, kind, text: text.to_owned(), note })
    }

    /// Whether the deals export holds a deal of that account.
    fn has(&self, account: Sym) -> bool {
        self.by_account.contains_key(&account)
    }

    /// How many deals of that account are in scope.
    fn n_deals(&self, account: Sym) -> usize {
        self.by_account.get(&account).map_or(0, Vec::len)
    }

    /// The deal that an account's row of that time belongs to.
    fn choose(&self, account: Sym, time: Option<Moment>, belongs: Belongs) -> Option<u32> {
        belongs.choose(self.by_account.get(&account)?, time)
    }
}

/// Which of an account's deals a row without a deal id belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Belongs {
    /// The in-scope deal won last at or before the row's time; before the first win, the first.
    ToTheLastWin,
    /// The next in-scope deal to be won at or after the row's time, else the last: promises and risks come first.
    ToTheNextWin,
}

impl Belongs {
    /// Of deals by the time of the win.
    fn choose(self, deals: &[(Moment, u32)], time: Option<Moment>) -> Option<u32> {
        let (first, last) = (deals.first()?, deals.last()?);
        let chosen = match (self, time) {
            (Belongs::ToTheLastWin, None) => first,
            (Belongs::ToTheLastWin, Some(time)) => {
                deals.iter().rev().find(|(won, _)| time.is_at_or_after(*won)).unwrap_or(first)
            }
            (Belongs::ToTheNextWin, None) => last,
            (Belongs::ToTheNextWin, Some(time)) => {
                deals.iter().find(|(won, _)| won.is_at_or_after(time)).unwrap_or(last)
            }
        };
        Some(chosen.1)
    }
}

/// Why a row found no deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unlinked {
    /// It holds no id of a deal or an account, and no name.
    Unnamed,
    /// The deals export has no deal of its id.
    UnknownDeal,
    /// Several deals bear the name by which it names one.
    SeveralDeals,
    /// The deals export has no deal of its account.
    UnknownAccount,
    /// It has, and none that is in scope: what the row tells of comes before or beside the handoffs that are judged.
    OutOfScope,
}

impl Unlinked {
    /// For the ledger.
    pub(super) fn words(self) -> &'static str {
        match self {
            Unlinked::Unnamed => "names no deal and no account",
            Unlinked::SeveralDeals => "names a deal by a name that several deals bear",
            Unlinked::UnknownDeal => "names a deal that the deals export does not hold",
            Unlinked::UnknownAccount => "names an account of which the deals export holds no deal",
            Unlinked::OutOfScope => "names an account of whose deals none is in scope",
        }
    }
}

/// Rows of a child table by deal, and those that found none.
pub(super) struct Children {
    pub(super) by_deal: Grouped,
    pub(super) unlinked: Vec<(Origin, Unlinked)>,
    /// Rows that were linked by name, or would have been if the name were one account's alone.
    pub(super) by_name: Vec<NameLink>,
    /// Rows whose account has several deals in scope, and which went to one of them by their time; ascending.
    pub(super) chosen: Vec<u32>,
    /// Rows that went to a deal in scope and lie with one that the window or the segment leaves out.
    pub(super) n_borrowed: u64,
}

/// What became of a row that names its account in words only.
pub(super) struct NameLink {
    pub(super) origin: Origin,
    /// For the ledger.
    pub(super) kind: &'static str,
    /// The name as written.
    pub(super) text: String,
    pub(super) note: String,
}

/// When the records of a table were written down, where that is not when something happened.
const WRITTEN: [(TableKind, &str); 3] =
    [(TableKind::DealContacts, "added_at"), (TableKind::Commitments, "created_at"), (TableKind::Risks, "opened_at")];

impl Children {
    /// Without people, promises and risks that were written down after `as_of`: they are not there yet, neither as answers
    /// nor as gaps.
    pub(super) fn known_by(mut self, book: &Book, kind: TableKind, as_of: Moment) -> Children {
        let written = WRITTEN.iter().find(|(table, _)| *table == kind);
        if let Some((table, (_, field))) = book.any_table(kind).zip(written) {
            let times = table.times(field);
            self.by_deal.retain(|row| times.get(row as usize).is_none_or(|at| at.utc() <= as_of.utc()));
        }
        self
    }

    /// No rows of any deal.
    pub(super) fn none() -> Children {
        Children {
            by_deal: Grouped::empty(0),
            unlinked: Vec::new(),
            by_name: Vec::new(),
            chosen: Vec::new(),
            n_borrowed: 0,
        }
    }
}

/// Links every row of a child table.
pub(super) fn children(
    book: &Book,
    kind: TableKind,
    n_deals: usize,
    ids: &DealIds<'_>,
    accounts: &AccountDeals<'_>,
    belongs: Belongs,
    is_set_aside: impl Fn(usize) -> bool,
) -> Children {
    let mut children = Children { by_deal: Grouped::empty(n_deals), ..Children::none() };
    let Some(table) = book.any_table(kind) else { return children };
    let keys = Keys { book, table, ids, accounts, belongs };
    let (deals, of_accounts) = (table.symbols("deal_id"), account_column(table));
    let names = table.kind.field("account_name").map(|_| table.symbols("account_name"));
    let mut pairs = Vec::with_capacity(table.n_rows());
    let mut budget = Budget::default();
    for row in 0..table.n_rows() {
        let deal = deals.get(row);
        let account = of_accounts.map_or(Sym::BLANK, |column| column.get(row));
        let name = names.map_or(Sym::BLANK, |column| column.get(row));
        let found = match (deal.is_blank(), account.is_blank(), name.is_blank()) {
            (false, ..) => keys.by_deal(deal),
            (true, false, _) => keys.by_account(account, row),
            (true, true, false) => {
                let (found, link) = keys.by_name(name, row, &mut budget);
                children.by_name.push(link);
                found
            }
            (true, true, true) => Err(Unlinked::Unnamed),
        };
        match found {
            Ok(found) => {
                children.chosen.extend(found.is_chosen.then_some(row as u32));
                children.n_borrowed += u64::from(found.is_borrowed);
                pairs.extend(found.deals.iter().map(|&deal| (deal, row as u32)));
            }
            Err(why) if !is_set_aside(row) => children.unlinked.push((table.row_origin(row), why)),
            Err(_) => {}
        }
    }
    children.by_deal = Grouped::from_pairs(n_deals, &pairs);
    children
}

/// The deals that a row is about.
struct Found<'a> {
    deals: Cow<'a, [u32]>,
    /// Its account has several deals in scope, and its time decided between them.
    is_chosen: bool,
    /// By its time it is about a deal of the account that the window or the segment leaves out.
    is_borrowed: bool,
}

/// What the rows of a table name deals by.
struct Keys<'a> {
    book: &'a Book,
    table: &'a Table,
    ids: &'a DealIds<'a>,
    accounts: &'a AccountDeals<'a>,
    belongs: Belongs,
}

impl Keys<'_> {
    fn by_deal(&self, cell: Sym) -> Result<Found<'_>, Unlinked> {
        let deals = self.ids.named(cell);
        match deals.is_empty() {
            false => Ok(Found { deals, is_chosen: false, is_borrowed: false }),
            true if self.ids.is_shared_name(cell) => Err(Unlinked::SeveralDeals),
            true => Err(Unlinked::UnknownDeal),
        }
    }

    fn by_account(&self, cell: Sym, row: usize) -> Result<Found<'_>, Unlinked> {
        let accounts = || self.book.ids_in(cell);
        let time = row_time(self.table, row);
        let mut deals: Vec<u32> = accounts().filter_map(|id| self.accounts.choose(id, time, self.belongs)).collect();
        deals.sort_unstable();
        deals.dedup();
        if deals.is_empty() {
            let is_known = accounts().any(|id| self.accounts.has(id));
            return Err(if is_known { Unlinked::OutOfScope } else { Unlinked::UnknownAccount });
        }
        let is_chosen = accounts().any(|id| self.accounts.n_deals(id) > 1);
        let is_borrowed =
            self.belongs == Belongs::ToTheLastWin && accounts().any(|id| self.accounts.lies_beside(id, time));
        Ok(Found { deals: Cow::Owned(deals), is_chosen, is_borrowed })
    }

    fn by_name(&self, name: Sym, row: usize, budget: &mut Budget) -> (Result<Found<'_>, Unlinked>, NameLink) {
        let (account, mut link) = self.accounts.named(self.book.text(name), self.table.row_origin(row), budget);
        let found = account.map_or(Err(Unlinked::UnknownAccount), |account| self.by_account(account, row));
        match &found {
            Err(_) if account.is_some() => {
                link.kind = UNKNOWN_NAME;
                link.note = "the account of that name has no deal in scope".to_owned();
            }
            Ok(found) if found.is_chosen => link.note.push_str(match row_time(self.table, row) {
                Some(_) => "; it has several deals in scope, and the row went to one of them by its time",
                None => "; it has several deals in scope, and the row has no time that would say to which it belongs",
            }),
            _ => {}
        }
        (found, link)
    }
}

fn account_column(table: &Table) -> Option<crate::map::Symbols<'_>> {
    table.kind.field("account_id").map(|_| table.symbols("account_id")).filter(|column| column.is_captured())
}

/// The time that dates a row without a deal id.
fn row_time(table: &Table, row: usize) -> Option<Moment> {
    let fields: &[&str] = match table.kind {
        TableKind::Activities | TableKind::Reviews => &["occurred_at"],
        TableKind::Onboarding => {
            &["created_at", "sync_at", "first_touch_at", "kickoff_at", "first_value_at", "go_live_at"]
        }
        TableKind::Commitments => &["created_at"],
        TableKind::Risks | TableKind::Escalations => &["opened_at"],
        TableKind::Subscriptions => &["started_at"],
        TableKind::Surveys => &["answered_at"],
        _ => &[],
    };
    fields.iter().find_map(|field| table.times(field).get(row))
}

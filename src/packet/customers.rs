//! Customers and their lives: from the first in-scope deal to churn, as far as the exports observe it.

use rustc_hash::FxHashMap;

use crate::domain::{FileId, Moment, Sym, TableKind, fold};
use crate::map::{Book, DealAccounts, Table};
use crate::settings::{Definitions, RetentionOrigin, Settings};

use super::known::ENDED_STATUSES;
use super::model::{CustomerKey, Packet, Scope};
use super::yearly::Amounts;

/// A customer: an account with an in-scope deal, or such a deal without an account.
#[derive(Clone, Debug)]
pub struct Customer {
    /// Its origin deal, a position among the packets.
    pub packet: usize,
    /// Start of its life; `None` when the definition's origin is blank or after `as_of`.
    pub start: Option<Moment>,
    /// What became of it.
    pub life: Life,
    /// Annual value at the start, for revenue retention.
    pub weight: Weight,
}

/// What the exports show of a customer's life.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Life {
    /// No churn column and no subscription: silence is not retention.
    Unobserved,
    /// Observed; churned at that time, or not by `as_of`.
    Observed(Churn),
}

/// How an observed customer ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Churn {
    /// Active at `as_of`.
    None,
    /// Churned then.
    At(Moment),
    /// Churned, nobody says when.
    Undated,
    /// The cell that would say whether and when cannot be read.
    Unread,
}

/// Annual values at the start of a life, each with its currency (blank where no export says). Empty: no value is known.
pub type Weight = Vec<(f64, Sym)>;

/// All customers, by origin deal; and how many churn dates lie before the start of a life.
pub(super) fn customers(book: &Book, settings: &Settings, packets: &[Packet], as_of: Moment) -> (Vec<Customer>, u64) {
    let records = Records::new(book);
    let mut n_earlier_lives = 0;
    let customers = origins(packets)
        .into_iter()
        .map(|packet| {
            let deal = &packets[packet];
            let start = start(book, settings, deal, as_of);
            let subscriptions = records.subscriptions_of(deal, as_of);
            let life = records.life(deal, &subscriptions, start, as_of, &mut n_earlier_lives);
            let weight = records.weight(deal, &subscriptions, start);
            Customer { packet, start, life, weight }
        })
        .collect();
    (customers, n_earlier_lives)
}

/// The first in-scope deal of each account, and each deal without an account; in the packets' order.
fn origins(packets: &[Packet]) -> Vec<usize> {
    let mut first: FxHashMap<Sym, usize> = FxHashMap::default();
    let mut alone = Vec::new();
    for (position, packet) in packets.iter().enumerate().filter(|(_, packet)| packet.scope == Scope::InScope) {
        match packet.account {
            None => alone.push(position),
            Some(account) => {
                let known = first.entry(account).or_insert(position);
                if packet.won_at.order() < packets[*known].won_at.order() {
                    *known = position;
                }
            }
        }
    }
    let mut origins: Vec<usize> = first.into_values().chain(alone).collect();
    origins.sort_unstable();
    origins
}

fn start(book: &Book, settings: &Settings, deal: &Packet, as_of: Moment) -> Option<Moment> {
    let deals = book.table(TableKind::Deals)?;
    start_of_life(&settings.definitions, deals, deal.row as usize, deal.won_at, as_of)
}

/// The origin of retention for a deal; `None` when the definition's origin is blank or after `as_of`.
pub(super) fn start_of_life(
    definitions: &Definitions,
    deals: &Table,
    row: usize,
    won_at: Moment,
    as_of: Moment,
) -> Option<Moment> {
    match definitions.retention_origin {
        RetentionOrigin::Won => Some(won_at),
        RetentionOrigin::ContractStart => {
            deals.times("contract_start").get(row).filter(|start| start.utc() <= as_of.utc())
        }
    }
}

/// When each customer churned, for those of whom the exports show it.
pub(super) fn churn_dates(customers: &[Customer], packets: &[Packet]) -> FxHashMap<CustomerKey, Moment> {
    let churned = customers.iter().filter_map(|customer| match customer.life {
        Life::Observed(Churn::At(at)) => Some((packets[customer.packet].customer(), at)),
        _ => None,
    });
    churned.collect()
}

/// The tables that lives are read from, by account and by deal.
struct Records<'a> {
    book: &'a Book,
    account_rows: FxHashMap<Sym, Vec<u32>>,
    /// Rows of accounts that bear no id, by the line on which they stand: a deal without an account tells of itself there.
    beside: FxHashMap<(FileId, u32), Vec<u32>>,
    /// Subscriptions by account, and by deal for deals without an account.
    by_unit: FxHashMap<CustomerKey, Vec<u32>>,
    has_churn_column: bool,
    amounts: Option<Amounts<'a>>,
}

impl<'a> Records<'a> {
    fn new(book: &'a Book) -> Records<'a> {
        let mut records = Records {
            book,
            account_rows: FxHashMap::default(),
            beside: FxHashMap::default(),
            by_unit: FxHashMap::default(),
            has_churn_column: false,
            amounts: book.table(TableKind::Deals).map(|deals| Amounts::new(book, deals)),
        };
        if let Some(accounts) = book.table(TableKind::Accounts) {
            records.has_churn_column = accounts.times("churned_at").is_captured();
            records.account_rows = rows_by(accounts, "account_id");
            let ids = accounts.symbols("account_id");
            for row in (0..accounts.n_rows()).filter(|&row| ids.get(row).is_blank()) {
                let line = accounts.row_origin(row);
                records.beside.entry((line.file(), line.line())).or_default().push(row as u32);
            }
        }
        if let Some(subscriptions) = book.table(TableKind::Subscriptions) {
            records.by_unit = subscriptions_by_unit(book, subscriptions);
        }
        records
    }

    /// The line on which a deal stands.
    fn line_of(&self, deal: &Packet) -> (FileId, u32) {
        let deals = self.book.table(TableKind::Deals);
        deals.map_or((FileId(0), 0), |deals| {
            let origin = deals.row_origin(deal.row as usize);
            (origin.file(), origin.line())
        })
    }

    fn subscriptions(&self) -> Option<&'a Table> {
        self.book.table(TableKind::Subscriptions)
    }

    /// Rows of the customer's subscriptions that exist at `as_of`: the account's, or the deal's where it has no account.
    fn subscriptions_of(&self, deal: &Packet, as_of: Moment) -> Vec<u32> {
        let Some(table) = self.subscriptions() else { return Vec::new() };
        let none = Vec::new();
        let rows = self.by_unit.get(&deal.customer());
        let started = table.times("started_at");
        let exists = |row: u32| started.get(row as usize).is_none_or(|start| start.utc() <= as_of.utc());
        rows.unwrap_or(&none).iter().copied().filter(|&row| exists(row)).collect()
    }

    fn life(
        &self,
        deal: &Packet,
        subscriptions: &[u32],
        start: Option<Moment>,
        as_of: Moment,
        n_earlier_lives: &mut u64,
    ) -> Life {
        let account_rows = match deal.account {
            Some(account) => self.account_rows.get(&account),
            None => self.beside.get(&self.line_of(deal)),
        };
        let has_account_row = self.has_churn_column && account_rows.is_some();
        if !has_account_row && !self.show_ends(subscriptions) {
            return Life::Unobserved;
        }
        // A churn before the start belongs to an earlier life, and says nothing of this one.
        let start = start.unwrap_or(deal.won_at);
        let mut in_this_life = |churn: &Moment| {
            *n_earlier_lives += u64::from(churn.is_before(start));
            !churn.is_before(start)
        };
        let own = account_rows.and_then(|rows| self.account_churn(rows, start));
        if let Some(at) = own.filter(|churn| churn.utc() <= as_of.utc()).filter(&mut in_this_life) {
            return Life::Observed(Churn::At(at));
        }
        // Gone by its own status, nobody knows since when.
        if own.is_none() && account_rows.is_some_and(|rows| self.is_gone_by_status(rows)) {
            return Life::Observed(match self.subscription_churn(subscriptions, as_of) {
                Churn::At(at) if in_this_life(&at) => Churn::At(at),
                // What is paid for says more than a word.
                Churn::None if self.show_ends(subscriptions) => Churn::None,
                _ => Churn::Undated,
            });
        }
        let is_own_unread = own.is_none() && account_rows.is_some_and(|rows| self.is_account_churn_unread(rows));
        Life::Observed(match self.subscription_churn(subscriptions, as_of) {
            Churn::None if is_own_unread => Churn::Unread,
            Churn::At(at) if !in_this_life(&at) => Churn::None,
            churn => churn,
        })
    }

    /// Whether any of these rows stands in a file that would say if the subscription had ended: one without a status and an
    /// end is silent of everybody.
    fn show_ends(&self, rows: &[u32]) -> bool {
        let Some(table) = self.subscriptions() else { return false };
        let ends: Vec<usize> = ["ended_at", "status"].iter().filter_map(|name| table.kind.field(name)).collect();
        let shows = |row: usize| ends.iter().any(|&field| table.is_captured_by(field, table.row_origin(row).file()));
        rows.iter().any(|&row| shows(row as usize))
    }

    /// The first churn of this life, else one of an earlier life.
    fn account_churn(&self, rows: &[u32], start: Moment) -> Option<Moment> {
        let churned = self.book.table(TableKind::Accounts)?.times("churned_at");
        let churns = rows.iter().filter_map(|&row| churned.get(row as usize));
        churns.min_by_key(|churn| (churn.is_before(start), churn.order()))
    }

    fn is_gone_by_status(&self, rows: &[u32]) -> bool {
        let Some(table) = self.book.table(TableKind::Accounts) else { return false };
        let status = table.symbols("status");
        rows.iter().any(|&row| is_ended(self.book.text(status.get(row as usize))))
    }

    fn is_account_churn_unread(&self, rows: &[u32]) -> bool {
        let accounts = self.book.table(TableKind::Accounts);
        accounts.is_some_and(|table| rows.iter().any(|&row| table.is_unread(row as usize, "churned_at")))
    }

    fn subscription_churn(&self, rows: &[u32], as_of: Moment) -> Churn {
        let Some(table) = self.subscriptions().filter(|_| !rows.is_empty()) else { return Churn::None };
        let (ended, status) = (table.times("ended_at"), table.symbols("status"));
        let mut last_end: Option<Moment> = None;
        let (mut is_undated, mut is_any_unread) = (false, false);
        for row in rows.iter().map(|&row| row as usize) {
            match ended.get(row) {
                Some(end) if end.utc() > as_of.utc() => return Churn::None,
                Some(end) => last_end = Some(last_end.filter(|last| last.order() >= end.order()).unwrap_or(end)),
                None if is_ended(self.book.text(status.get(row))) => is_undated = true,
                None if table.is_unread(row, "ended_at") => is_any_unread = true,
                None => return Churn::None,
            }
        }
        match last_end {
            _ if is_any_unread => Churn::Unread,
            _ if is_undated => Churn::Undated,
            Some(end) => Churn::At(end),
            None => Churn::None,
        }
    }

    fn weight(&self, deal: &Packet, subscriptions: &[u32], start: Option<Moment>) -> Weight {
        let at_start = start.map_or_else(Vec::new, |start| self.active_values(subscriptions, start));
        if at_start.is_empty() { self.deal_value(deal).into_iter().collect() } else { at_start }
    }

    /// The values of the subscriptions active at the start. One that ended nobody knows when is not among them.
    fn active_values(&self, rows: &[u32], start: Moment) -> Weight {
        let Some(table) = self.subscriptions() else { return Vec::new() };
        let (started, ended) = (table.times("started_at"), table.times("ended_at"));
        let (values, currencies) = (table.numbers("annual_value"), table.symbols("currency"));
        let status = table.symbols("status");
        let is_active = |row: usize| {
            started.get(row).is_none_or(|from| !start.is_before(from))
                && match ended.get(row) {
                    Some(to) => start.is_before(to),
                    None => !is_ended(self.book.text(status.get(row))),
                }
        };
        let active = rows.iter().map(|&row| row as usize).filter(|&row| is_active(row));
        active.filter_map(|row| Some((values.get(row)?, currencies.get(row)))).collect()
    }

    /// The origin deal's amount a year.
    fn deal_value(&self, deal: &Packet) -> Option<(f64, Sym)> {
        let deals = self.book.table(TableKind::Deals)?;
        let row = deal.row as usize;
        Some((self.amounts.as_ref()?.annual(row)?, deals.symbols("currency").get(row)))
    }
}

/// By the accounts that a row names; without any, by the account of the deals that it names, or by such a deal itself.
fn subscriptions_by_unit(book: &Book, subscriptions: &Table) -> FxHashMap<CustomerKey, Vec<u32>> {
    let (accounts, deals) = (subscriptions.symbols("account_id"), subscriptions.symbols("deal_id"));
    let customer_of_deal = customer_of_deal(book);
    let mut rows: FxHashMap<CustomerKey, Vec<u32>> = FxHashMap::default();
    for row in 0..subscriptions.n_rows() {
        let named = book.ids_in(accounts.get(row)).filter(|id| !id.is_blank());
        let mut units: Vec<CustomerKey> = named.map(CustomerKey::Account).collect();
        if units.is_empty() {
            units.extend(book.ids_in(deals.get(row)).filter_map(|deal| customer_of_deal.get(&deal).copied()));
        }
        units.sort_unstable();
        units.dedup();
        for unit in units {
            rows.entry(unit).or_default().push(row as u32);
        }
    }
    rows
}

/// A deal's account, or the deal itself where it has none.
fn customer_of_deal(book: &Book) -> FxHashMap<Sym, CustomerKey> {
    let Some(deals) = book.table(TableKind::Deals) else { return FxHashMap::default() };
    let ids = deals.symbols("deal_id");
    let accounts = DealAccounts::new(book);
    let customer =
        |row: usize| accounts.of_deal(book, deals, row).map_or(CustomerKey::Deal(ids.get(row)), CustomerKey::Account);
    (0..deals.n_rows()).filter(|&row| !ids.get(row).is_blank()).map(|row| (ids.get(row), customer(row))).collect()
}

fn rows_by(table: &Table, field: &str) -> FxHashMap<Sym, Vec<u32>> {
    let ids = table.symbols(field);
    let mut rows: FxHashMap<Sym, Vec<u32>> = FxHashMap::default();
    for row in 0..table.n_rows() {
        let id = ids.get(row);
        if !id.is_blank() {
            rows.entry(id).or_default().push(row as u32);
        }
    }
    rows
}

/// Whether a subscription's status says that the customer is gone, or will be at its end.
pub(super) fn is_ended(status: &str) -> bool {
    ENDED_STATUSES.contains(&fold(status).as_str())
}

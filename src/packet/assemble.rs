//! Puts the packets together, deal by deal.

mod accounts;
mod at_close;
mod build;
mod ids;
mod linked;
mod records;
mod roles;

use rayon::prelude::*;

use crate::domain::{Moment, Sym, TableKind};
use crate::map::{Book, LINKED_BY_NAME, LedgerEntry, Table};
use crate::settings::Settings;

use super::as_of::{Observation, observe};
use super::customers::{Customer, churn_dates, customers};
use super::elements::Judged;
use super::fields::{self, ItemPlan};
use super::gather;
use super::history::HistoryFields;
use super::link::{AccountDeals, Belongs, DealIds, children};
use super::model::{CustomerKey, Packet, Scope};
use super::people::People;
use super::population::{OTHER_VERSION, OTHER_VIEW, Population, REPEATED, Rules, Standing, distinct_deals};
use super::stages::{WonStages, tracks};
use super::text_state::TextRules;
use super::told::Told;

use accounts::{Accounts, own_or_account};
use build::Builder;
use linked::{Linked, note_unlinked};

pub(super) use records::csat;

/// All packets of an audit with what they were put together from.
#[derive(Debug)]
pub struct Assembly {
    /// Up to when the exports observe.
    pub observation: Observation,
    /// In scope and renewals, by `won_at`, then id.
    pub packets: Vec<Packet>,
    /// Counts of deals.
    pub population: Population,
    /// Customers by origin deal.
    pub customers: Vec<Customer>,
    /// When each customer churned, for those of whom the exports show it.
    pub churned: rustc_hash::FxHashMap<CustomerKey, Moment>,
    /// Churn dates before the start of a life, ignored.
    pub earlier_lives: u64,
    /// The first row of each account in the accounts table.
    pub account_rows: rustc_hash::FxHashMap<Sym, u32>,
    /// Everybody.
    pub people: People,
    /// Whether any export holds each checklist item, in the checklist's order.
    pub captured: Vec<bool>,
    /// Rows that packets could not use, for the ledger.
    pub ledger: Vec<LedgerEntry>,
}

impl Assembly {
    /// `as_of`.
    pub fn as_of(&self) -> Moment {
        self.observation.at
    }

    /// When the customer of a deal churned; `None` where it did not, or nobody knows when.
    pub fn churned_at(&self, packet: &Packet) -> Option<Moment> {
        self.churned.get(&packet.customer()).copied()
    }
}

/// Assembles all packets.
pub fn assemble(book: &Book, settings: &Settings) -> Assembly {
    let observation = observe(book, settings);
    let mut people = People::from_users(book, &settings.definitions.cs_teams);
    let empty = Table::new(TableKind::Deals);
    let deals = book.table(TableKind::Deals).unwrap_or(&empty);
    let (rows, mut ledger) = distinct_deals(book, deals);
    let accounts = Accounts::new(book);
    let standings = stand(book, settings, deals, &rows, &accounts, observation.at);
    let mut population = count(book, &rows, &standings, &ledger, observation.at);
    let linked = Linked::new(book, settings, (deals, &accounts), &rows, &standings, observation.at, &mut people);
    note_unlinked(book, &linked, &mut population, &mut ledger);
    note_named_deals(book, deals, &accounts, &rows, &mut ledger);
    let plans = fields::plan(book, &settings.checklist);
    let builder = Builder {
        book,
        settings,
        deals,
        accounts: &accounts,
        plans: &plans,
        rules: TextRules::new(&settings.checklist.placeholders).knowing(ids::ids_of_people(book)),
        history_fields: HistoryFields::new(book),
        as_of: observation.at,
        repeats: gather::repeats(book, deals, &rows, &ledger),
        judged: Judged::default(),
        told: Told::new(book, deals),
    };
    let mut packets = builder.build_all(&rows, &standings, &linked, &mut people);
    packets.par_sort_unstable_by(|left, right| {
        let key = |packet: &Packet| (packet.won_at.utc(), book.text(packet.id), packet.row);
        key(left).cmp(&key(right))
    });
    count_due(&mut population, &packets);
    let (customers, earlier_lives) = customers(book, settings, &packets, observation.at);
    let churned = churn_dates(&customers, &packets);
    gather::ends(&mut packets, &customers, settings, observation.at);
    let captured = plans.iter().map(ItemPlan::is_captured).collect();
    let account_rows = accounts.rows.iter().map(|(&account, rows)| (account, rows[0])).collect();
    Assembly {
        observation,
        packets,
        population,
        customers,
        churned,
        earlier_lives,
        account_rows,
        people,
        captured,
        ledger,
    }
}
fn stand(
    book: &Book,
    settings: &Settings,
    deals: &Table,
    rows: &[u32],
    accounts: &Accounts<'_>,
    as_of: Moment,
) -> Vec<Standing> {
    let ids = deals.symbols("deal_id");
    let deal_ids = DealIds::new(book, rows.iter().map(|&row| ids.get(row as usize)));
    let nothing = AccountDeals::default();
    let history =
        children(book, TableKind::StageHistory, rows.len(), &deal_ids, &nothing, Belongs::ToTheLastWin, |_| false);
    let mut won = WonStages::new(book, &settings.definitions);
    let tracks = tracks(book, &mut won, &history.by_deal, as_of);
    let rules = Rules::new(book, settings, as_of);
    let standing = |(&row, track)| {
        let account = accounts.of_deal(deals, row as usize);
        let segment = own_or_account(deals, row as usize, accounts, account, "segment");
        rules.standing(deals, row as usize, track, segment, &mut won)
    };
    rows.iter().zip(tracks).map(standing).collect()
}

fn count(book: &Book, rows: &[u32], standings: &[Standing], ledger: &[LedgerEntry], as_of: Moment) -> Population {
    let tally = |test: &dyn Fn(&Standing) -> bool| standings.iter().filter(|standing| test(standing)).count() as u64;
    let identical =
        book.ledger.iter().filter(|entry| entry.kind == "identical-row" && is_deals_file(book, entry)).count();
    let is_version = |entry: &&LedgerEntry| matches!(entry.kind, OTHER_VERSION | OTHER_VIEW | REPEATED);
    let versions = ledger.iter().filter(is_version).count();
    let of_other_type = rows.iter().zip(standings).filter(|(_, standing)| standing.has_other_type);
    let row_and_win = |(&row, one): (&u32, &Standing)| (row, one.won_at);
    let mut other_type_rows: Vec<(u32, Option<Moment>)> = of_other_type.map(row_and_win).collect();
    other_type_rows.sort_unstable_by_key(|(row, _)| *row);
    let reversed = rows.iter().zip(standings).filter(|(_, standing)| standing.is_reversed);
    let mut reversed_rows: Vec<(u32, Option<Moment>)> = reversed.map(row_and_win).collect();
    reversed_rows.sort_unstable_by_key(|(row, won_at)| (won_at.map(Moment::order), *row));
    Population {
        rows: rows.len() as u64,
        won: tally(&|standing| standing.is_won),
        in_scope: tally(&|standing| standing.scope == Some(Scope::InScope)),
        reversed: reversed_rows.len() as u64,
        reversed_rows,
        reopened: tally(&|standing| standing.is_won && standing.is_reopened),
        renewals: tally(&|standing| standing.scope == Some(Scope::Renewal)),
        other_types: other_type_rows.len() as u64,
        other_type_rows,
        blank_types: tally(&|standing| standing.scope == Some(Scope::InScope) && standing.has_blank_type),
        later: tally(&|standing| standing.is_won && standing.won_at.is_some_and(|won| won.day() > as_of.day())),
        undated: tally(&|standing| standing.is_won && standing.won_at.is_none()),
        duplicates: (identical + versions) as u64,
        ..Population::default()
    }
}

fn is_deals_file(book: &Book, entry: &LedgerEntry) -> bool {
    book.file(entry.file).table == Some(TableKind::Deals)
}

fn count_due(population: &mut Population, packets: &[Packet]) {
    let in_scope = packets.iter().filter(|packet| packet.scope == Scope::InScope);
    population.due = in_scope.filter(|packet| packet.is_due).count() as u64;
    population.fresh = population.in_scope - population.due;
}

/// Deals whose account was found by its name.
fn note_named_deals(book: &Book, deals: &Table, accounts: &Accounts<'_>, rows: &[u32], ledger: &mut Vec<LedgerEntry>) {
    let names = deals.symbols("account_name");
    for &row in rows {
        let name = names.get(row as usize);
        let Some(account) = accounts.of_deals.by_name(name) else { continue };
        let origin = deals.row_origin(row as usize);
        // A deal's own row may say of its account what an export of accounts would.
        if accounts.stands_on(account, origin) {
            continue;
        }
        let note = format!("deals hold no account ids; one account bears this name: {}", book.text(account));
        ledger.push(LedgerEntry::row(origin, LINKED_BY_NAME, book.text(name), &note));
    }
}

//! Which rows of the other tables are whose.

use crate::domain::{Moment, TableKind};
use crate::map::{Book, LedgerEntry, Table};
use crate::packet::events::{self, Activity, Review};
use crate::packet::link::{AccountDeals, Belongs, Children, DealIds, Lines, NameLink, Unlinked, children};
use crate::packet::model::Scope;
use crate::packet::people::People;
use crate::packet::population::{Population, Standing};
use crate::packet::words::WordTest;
use crate::settings::Settings;

use super::accounts::Accounts;

/// All child rows by deal; without people, promises and risks that were written down after `as_of`.
pub(super) struct Linked {
    pub(super) activities: Children,
    pub(super) reviews: Children,
    pub(super) onboarding: Children,
    pub(super) field_history: Children,
    pub(super) stage_history: Children,
    pub(super) contacts: Children,
    pub(super) commitments: Children,
    pub(super) risks: Children,
    pub(super) escalations: Children,
    pub(super) surveys: Children,
    pub(super) subscriptions: Children,
    pub(super) activity_facts: Vec<Activity>,
    pub(super) review_facts: Vec<Review>,
    pub(super) are_reviews_ordered: bool,
    pub(super) implementation_rows: Vec<bool>,
}

impl Linked {
    pub(super) fn new(
        book: &Book,
        settings: &Settings,
        (deals, accounts): (&Table, &Accounts<'_>),
        rows: &[u32],
        standings: &[Standing],
        as_of: Moment,
        people: &mut People,
    ) -> Linked {
        let ids = deals.symbols("deal_id");
        let deal_ids = DealIds::new(book, rows.iter().map(|&row| ids.get(row as usize)));
        let of_accounts = rows.iter().zip(standings).enumerate().flat_map(|(position, (&row, standing))| {
            let in_scope = standing.won_at.filter(|_| standing.scope == Some(Scope::InScope));
            let in_scope = in_scope.map(|won_at| (won_at, position as u32));
            accounts.all_of_deal(deals, row as usize).map(move |account| (account, in_scope))
        });
        let beside = rows.iter().zip(standings).filter(|(_, standing)| standing.is_beside_window());
        let beside = beside.flat_map(|(&row, standing)| {
            let all = accounts.all_of_deal(deals, row as usize);
            all.filter_map(|account| Some((account, standing.won_at?)))
        });
        let account_deals = AccountDeals::new(of_accounts, book).beside(beside);
        let implementation_rows = implementation_rows(book);
        let linked = |kind, belongs| {
            let is_set_aside = |row: usize| kind == TableKind::Onboarding && implementation_rows[row];
            children(book, kind, rows.len(), &deal_ids, &account_deals, belongs, is_set_aside)
        };
        let link = |kind, belongs| linked(kind, belongs).known_by(book, kind, as_of);
        // Activities are as many as all other rows together.
        let ((activities, activity_facts), mut linked) = rayon::join(
            || {
                let facts = events::activities(book, people, &settings.definitions);
                (link(TableKind::Activities, Belongs::ToTheLastWin), facts)
            },
            || {
                let (review_facts, are_reviews_ordered) = events::reviews(book, &settings.definitions);
                let onboarding = link(TableKind::Onboarding, Belongs::ToTheLastWin);
                let lines = Lines::new(book, &onboarding);
                let link_along =
                    |kind, belongs| linked(kind, belongs).along(book, kind, &lines).known_by(book, kind, as_of);
                Linked {
                    activities: Children::none(),
                    reviews: link_along(TableKind::Reviews, Belongs::ToTheLastWin),
                    field_history: link(TableKind::FieldHistory, Belongs::ToTheLastWin),
                    stage_history: link(TableKind::StageHistory, Belongs::ToTheLastWin),
                    contacts: link_along(TableKind::DealContacts, Belongs::ToTheLastWin),
                    commitments: link_along(TableKind::Commitments, Belongs::ToTheNextWin),
                    risks: link_along(TableKind::Risks, Belongs::ToTheNextWin),
                    escalations: link(TableKind::Escalations, Belongs::ToTheLastWin),
                    surveys: link(TableKind::Surveys, Belongs::ToTheLastWin),
                    subscriptions: link(TableKind::Subscriptions, Belongs::ToTheLastWin),
                    onboarding,
                    activity_facts: Vec::new(),
                    review_facts,
                    are_reviews_ordered,
                    implementation_rows: Vec::new(),
                }
            },
        );
        linked.activities = activities;
        linked.activity_facts = activity_facts;
        linked.implementation_rows = implementation_rows;
        linked
    }

    /// How many records back a packet; histories and what comes after the handoff do not.
    pub(super) fn backing(&self, deal: usize) -> u32 {
        let tables =
            [&self.activities, &self.contacts, &self.commitments, &self.risks, &self.reviews, &self.onboarding];
        tables.iter().map(|children| children.by_deal.of(deal).len() as u32).sum()
    }

    fn by_table(&self) -> [(TableKind, &Children); 11] {
        [
            (TableKind::Activities, &self.activities),
            (TableKind::Reviews, &self.reviews),
            (TableKind::Onboarding, &self.onboarding),
            (TableKind::FieldHistory, &self.field_history),
            (TableKind::StageHistory, &self.stage_history),
            (TableKind::DealContacts, &self.contacts),
            (TableKind::Commitments, &self.commitments),
            (TableKind::Risks, &self.risks),
            (TableKind::Escalations, &self.escalations),
            (TableKind::Surveys, &self.surveys),
            (TableKind::Subscriptions, &self.subscriptions),
        ]
    }
}

fn implementation_rows(book: &Book) -> Vec<bool> {
    let Some(table) = book.any_table(TableKind::Onboarding) else { return Vec::new() };
    let kinds = table.symbols("record_kind");
    let mut is_implementation = WordTest::new(book, |word| word == "implementation");
    (0..table.n_rows()).map(|row| is_implementation.holds(kinds.get(row))).collect()
}

pub(super) fn note_unlinked(book: &Book, linked: &Linked, population: &mut Population, ledger: &mut Vec<LedgerEntry>) {
    for (kind, children) in linked.by_table() {
        let Some(table) = book.any_table(kind) else { continue };
        if !children.unlinked.is_empty() && children.unlinked.len() == table.n_rows() {
            population.all_unlinked.push(kind);
        }
        // A row of an export may be several of the table, one after the other.
        let unlinked = || children.unlinked.chunk_by(PartialEq::eq).filter_map(|same| same.first());
        population.unlinked.push((kind, unlinked().count() as u64));
        let n_beside = unlinked().filter(|(_, why)| *why == Unlinked::OutOfScope).count() as u64;
        population.beside.push((kind, n_beside));
        // Subscriptions are a customer's, whichever of its deals they stand with.
        if kind != TableKind::Subscriptions {
            population.chosen.push((kind, children.chosen.len() as u64));
            population.borrowed.push((kind, children.n_borrowed));
        }
        ledger.extend(unlinked().map(|(origin, why)| LedgerEntry::row(*origin, "unlinked-row", "", why.words())));
        let is_same = |one: &NameLink, next: &NameLink| (one.origin, one.kind) == (next.origin, next.kind);
        let by_name = children.by_name.chunk_by(is_same).filter_map(|same| same.first());
        ledger.extend(by_name.map(|link| LedgerEntry::row(link.origin, link.kind, &link.text, &link.note)));
    }
    population.implementation = linked.implementation_rows.iter().filter(|is_one| **is_one).count() as u64;
}

//! Puts the packets together, deal by deal.

use rayon::prelude::*;

use crate::domain::{Moment, Origin, Sym, TableKind, fold, stage_key};
use crate::map::{Book, DealAccounts, LINKED_BY_NAME, LedgerEntry, Table};
use crate::settings::{Settings, Source, Tier};

use super::as_of::{Observation, observe};
use super::boilerplate::Boilerplate;
use super::customers::{Customer, churn_dates, customers, start_of_life};
use super::elements::{self, Ground};
use super::events::{self, Activity, DealRows, Review};
use super::fields::{self, Cell, ItemPlan, Judge, Surroundings, deal_cell};
use super::gather::{self, Gatherer, MarkGround, Share, Stakeholders};
use super::history::{FieldsAt, HistoryFields};
use super::link::{AccountDeals, Belongs, Children, DealIds, Grouped, children};
use super::mine::{Miner, Vein};
use super::model::{
    CustomerKey, Escalation, FieldAnswer, FieldState, Packet, Promise, PromiseKind, RiskTally, Scope, StateAtClose,
    SurveyAnswer,
};
use super::people::{People, PersonId};
use super::population::{Population, Rules, Standing, distinct_deals};
use super::stages::{WonStages, tracks};
use super::text_state::TextRules;
use super::words::WordTest;

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
    let mut population = count(book, &rows, &standings, &ledger);
    let linked = Linked::new(book, settings, (deals, &accounts), &rows, &standings, &mut people);
    note_unlinked(book, &linked, &mut population, &mut ledger);
    note_named_deals(book, deals, &accounts, &rows, &mut ledger);
    let plans = fields::plan(book, &settings.checklist);
    let builder = Builder {
        book,
        settings,
        deals,
        accounts: &accounts,
        plans: &plans,
        rules: TextRules::new(&settings.checklist.placeholders),
        history_fields: HistoryFields::new(book),
        as_of: observation.at,
        repeats: gather::repeats(book, deals, &rows, &ledger),
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

/// First non-blank cell of each account, by id; and ids by name for deals that name their account in words only.
struct Accounts<'a> {
    book: &'a Book,
    rows: rustc_hash::FxHashMap<Sym, Vec<u32>>,
    of_deals: DealAccounts,
}

impl<'a> Accounts<'a> {
    fn new(book: &'a Book) -> Accounts<'a> {
        let mut rows: rustc_hash::FxHashMap<Sym, Vec<u32>> = Default::default();
        if let Some(table) = book.table(TableKind::Accounts) {
            let ids = table.symbols("account_id");
            for row in (0..table.n_rows()).filter(|&row| !ids.get(row).is_blank()) {
                rows.entry(ids.get(row)).or_default().push(row as u32);
            }
        }
        Accounts { book, rows, of_deals: DealAccounts::new(book) }
    }

    /// A deal's account.
    fn of_deal(&self, deals: &Table, row: usize) -> Option<Sym> {
        self.of_deals.of_deal(self.book, deals, row)
    }

    /// The first non-blank word of a field.
    fn word(&self, account: Option<Sym>, field: &str) -> Sym {
        let rows = account.and_then(|account| self.rows.get(&account));
        let (Some(rows), Some(table)) = (rows, self.book.table(TableKind::Accounts)) else { return Sym::BLANK };
        let cells = table.symbols(field);
        rows.iter().map(|&row| cells.get(row as usize)).find(|cell| !cell.is_blank()).unwrap_or(Sym::BLANK)
    }
}

/// The deal's own word, else its account's.
fn own_or_account(deals: &Table, row: usize, accounts: &Accounts<'_>, account: Option<Sym>, field: &str) -> Sym {
    let own = deals.symbols(field).get(row);
    if own.is_blank() { accounts.word(account, field) } else { own }
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

fn count(book: &Book, rows: &[u32], standings: &[Standing], ledger: &[LedgerEntry]) -> Population {
    let tally = |test: &dyn Fn(&Standing) -> bool| standings.iter().filter(|standing| test(standing)).count() as u64;
    let identical =
        book.ledger.iter().filter(|entry| entry.kind == "identical-row" && is_deals_file(book, entry)).count();
    let versions = ledger.iter().filter(|entry| entry.kind == super::population::OTHER_VERSION).count();
    Population {
        rows: rows.len() as u64,
        won: tally(&|standing| standing.is_won),
        in_scope: tally(&|standing| standing.scope == Some(Scope::InScope)),
        reversed: tally(&|standing| standing.is_reversed),
        reopened: tally(&|standing| standing.is_won && standing.is_reopened),
        renewals: tally(&|standing| standing.scope == Some(Scope::Renewal)),
        other_types: tally(&|standing| standing.has_other_type),
        blank_types: tally(&|standing| standing.scope == Some(Scope::InScope) && standing.has_blank_type),
        undated: tally(&|standing| standing.is_won && standing.won_at.is_none()),
        duplicates: (identical + versions) as u64,
        ..Population::default()
    }
}

fn is_deals_file(book: &Book, entry: &LedgerEntry) -> bool {
    book.files[entry.file.0 as usize].table == Some(TableKind::Deals)
}

fn count_due(population: &mut Population, packets: &[Packet]) {
    let in_scope = packets.iter().filter(|packet| packet.scope == Scope::InScope);
    population.due = in_scope.filter(|packet| packet.is_due).count() as u64;
    population.fresh = population.in_scope - population.due;
}

/// All child rows by deal.
pub(super) struct Linked {
    activities: Children,
    reviews: Children,
    onboarding: Children,
    field_history: Children,
    stage_history: Children,
    contacts: Children,
    commitments: Children,
    risks: Children,
    escalations: Children,
    surveys: Children,
    subscriptions: Children,
    activity_facts: Vec<Activity>,
    review_facts: Vec<Review>,
    are_reviews_ordered: bool,
    implementation_rows: Vec<bool>,
}

impl Linked {
    fn new(
        book: &Book,
        settings: &Settings,
        (deals, accounts): (&Table, &Accounts<'_>),
        rows: &[u32],
        standings: &[Standing],
        people: &mut People,
    ) -> Linked {
        let ids = deals.symbols("deal_id");
        let deal_ids = DealIds::new(book, rows.iter().map(|&row| ids.get(row as usize)));
        let in_scope = rows.iter().zip(standings).enumerate().filter_map(|(position, (&row, standing))| {
            let is_in_scope = standing.scope == Some(Scope::InScope);
            let account = accounts.of_deal(deals, row as usize).filter(|_| is_in_scope)?;
            Some((account, standing.won_at?, position as u32))
        });
        let account_deals = AccountDeals::new(in_scope, book);
        let implementation_rows = implementation_rows(book);
        let link = |kind, belongs| {
            let is_set_aside = |row: usize| kind == TableKind::Onboarding && implementation_rows[row];
            children(book, kind, rows.len(), &deal_ids, &account_deals, belongs, is_set_aside)
        };
        // Activities are as many as all other rows together.
        let ((activities, activity_facts), mut linked) = rayon::join(
            || {
                let facts = events::activities(book, people, &settings.definitions);
                (link(TableKind::Activities, Belongs::ToTheLastWin), facts)
            },
            || {
                let (review_facts, are_reviews_ordered) = events::reviews(book, &settings.definitions);
                Linked {
                    activities: Children::none(),
                    reviews: link(TableKind::Reviews, Belongs::ToTheLastWin),
                    onboarding: link(TableKind::Onboarding, Belongs::ToTheLastWin),
                    field_history: link(TableKind::FieldHistory, Belongs::ToTheLastWin),
                    stage_history: link(TableKind::StageHistory, Belongs::ToTheLastWin),
                    contacts: link(TableKind::DealContacts, Belongs::ToTheLastWin),
                    commitments: link(TableKind::Commitments, Belongs::ToTheNextWin),
                    risks: link(TableKind::Risks, Belongs::ToTheNextWin),
                    escalations: link(TableKind::Escalations, Belongs::ToTheLastWin),
                    surveys: link(TableKind::Surveys, Belongs::ToTheLastWin),
                    subscriptions: link(TableKind::Subscriptions, Belongs::ToTheLastWin),
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
    fn backing(&self, deal: usize) -> u32 {
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
    let Some(table) = book.table(TableKind::Onboarding) else { return Vec::new() };
    let kinds = table.symbols("record_kind");
    let mut is_implementation = WordTest::new(book, |word| word == "implementation");
    (0..table.n_rows()).map(|row| is_implementation.holds(kinds.get(row))).collect()
}

fn note_unlinked(book: &Book, linked: &Linked, population: &mut Population, ledger: &mut Vec<LedgerEntry>) {
    for (kind, children) in linked.by_table() {
        if book.table(kind).is_none() {
            continue;
        }
        population.unlinked.push((kind, children.unlinked.len() as u64));
        let note = "names no deal of the deals export, and no account with a deal in scope";
        let unlinked = children.unlinked.iter();
        ledger.extend(unlinked.map(|&origin| LedgerEntry::row(origin, "unlinked-row", "", note)));
        let by_name = children.by_name.iter();
        ledger.extend(by_name.map(|link| LedgerEntry::row(link.origin, link.kind, &link.text, &link.note)));
    }
    population.implementation = linked.implementation_rows.iter().filter(|is_one| **is_one).count() as u64;
}

/// Deals whose account was found by its name.
fn note_named_deals(book: &Book, deals: &Table, accounts: &Accounts<'_>, rows: &[u32], ledger: &mut Vec<LedgerEntry>) {
    let names = deals.symbols("account_name");
    for &row in rows {
        let name = names.get(row as usize);
        let Some(account) = accounts.of_deals.by_name(name) else { continue };
        let origin = deals.row_origin(row as usize);
        let note = format!("deals hold no account ids; one account bears this name: {}", book.text(account));
        ledger.push(LedgerEntry::row(origin, LINKED_BY_NAME, book.text(name), &note));
    }
}

struct Builder<'a> {
    book: &'a Book,
    settings: &'a Settings,
    deals: &'a Table,
    accounts: &'a Accounts<'a>,
    plans: &'a [ItemPlan],
    rules: TextRules,
    history_fields: HistoryFields,
    as_of: Moment,
    /// Deals rows that another row repeats.
    repeats: rustc_hash::FxHashMap<u32, Origin>,
}

/// What a packet is made with.
struct Stages<'s, 'a> {
    sources: &'s events::Sources<'a>,
    judge: &'s Judge<'a>,
    roles: &'s Roles,
    gatherer: &'s Gatherer<'a>,
    miner: &'s Miner<'a>,
}

/// A deal that becomes a packet.
struct Won {
    /// Its position among the deals.
    deal: usize,
    /// Its row in the deals table.
    row: u32,
    scope: Scope,
    won_at: Moment,
    is_reopened: bool,
}

/// Who answers for a deal, worked out before the deals are built in parallel.
#[derive(Clone, Copy)]
struct Owners {
    ae: Option<PersonId>,
    csm: Option<(PersonId, Sym)>,
}

impl<'a> Builder<'a> {
    fn build_all(&self, rows: &[u32], standings: &[Standing], linked: &Linked, people: &mut People) -> Vec<Packet> {
        let won = |(deal, standing): (usize, &Standing)| {
            let (row, scope, won_at) = (rows[deal], standing.scope?, standing.won_at?);
            Some(Won { deal, row, scope, won_at, is_reopened: standing.is_reopened })
        };
        let wanted: Vec<Won> = standings.iter().enumerate().filter_map(won).collect();
        let owners: Vec<Owners> =
            wanted.iter().map(|won| self.owners(won.row as usize, won.deal, linked, people)).collect();
        let boilerplate = self.boilerplate(&wanted, &owners);
        let roles = Roles::new(self.book, &self.rules, &self.settings.checklist.items);
        let people: &People = people;
        let judge = Judge {
            book: self.book,
            rules: &self.rules,
            people,
            boilerplate: &boilerplate,
            requirements: TableKind::Deals.field("user_requirements"),
            goals: TableKind::Deals.field("business_goals"),
        };
        let sources = events::Sources {
            book: self.book,
            people,
            activities: &linked.activity_facts,
            reviews: &linked.review_facts,
            are_reviews_ordered: linked.are_reviews_ordered,
            as_of: self.as_of,
        };
        let gatherer = Gatherer {
            book: self.book,
            settings: self.settings,
            deals: self.deals,
            people,
            rules: &self.rules,
            activities: &linked.activity_facts,
            history_fields: &self.history_fields,
            stakeholders: Stakeholders::new(self.book),
            as_of: self.as_of,
            won_stages: self.won_stages(),
            repeats: &self.repeats,
            roles_of_accounts: gather::roles_of_accounts(self.book),
        };
        let miner = Miner::new(self.book, self.deals, &linked.activity_facts, self.as_of);
        let stages = Stages { sources: &sources, judge: &judge, roles: &roles, gatherer: &gatherer, miner: &miner };
        // As many packets as deals, so that each is written where it stays.
        wanted.par_iter().zip(&owners).map(|(won, owners)| self.build(won, *owners, linked, &stages)).collect()
    }

    fn owners(&self, row: usize, deal: usize, linked: &Linked, people: &mut People) -> Owners {
        let ae = people.resolve(self.book, self.deals.symbols("owner").get(row));
        let account = self.accounts.of_deal(self.deals, row);
        let from_onboarding = || {
            let csms = self.book.table(TableKind::Onboarding)?.symbols("csm");
            let rows = self.onboarding_rows(deal, linked);
            rows.iter().map(|&row| csms.get(row as usize)).find(|csm| !csm.is_blank())
        };
        let csm = from_onboarding()
            .or_else(|| Some(self.deals.symbols("csm").get(row)).filter(|csm| !csm.is_blank()))
            .unwrap_or_else(|| self.accounts.word(account, "csm"));
        Owners { ae, csm: people.resolve(self.book, csm).map(|person| (person, csm)) }
    }

    /// A deal's onboarding records; implementation records are not the handoff.
    fn onboarding_rows(&self, deal: usize, linked: &Linked) -> Vec<u32> {
        let rows = linked.onboarding.by_deal.of(deal).iter().copied();
        rows.filter(|&row| !linked.implementation_rows[row as usize]).collect()
    }

    fn boilerplate(&self, wanted: &[Won], owners: &[Owners]) -> Boilerplate {
        let longtexts: Vec<usize> = self
            .plans
            .iter()
            .flat_map(|plan| &plan.item.sources)
            .filter_map(|source| match source {
                Source::Deal(field) => Some(*field),
                _ => None,
            })
            .filter(|&field| matches!(self.deals.column(field), Some(crate::map::Column::Texts(_))))
            .collect();
        let deals = wanted.par_iter().zip(owners).map(|(won, owners)| {
            let row = won.row as usize;
            let text = |field: usize| match deal_cell(self.book, self.deals, row, field) {
                Cell::Text(text) if !self.rules.is_explicit_none(text) => Some((field, text)),
                _ => None,
            };
            (owners.ae, longtexts.iter().filter_map(|&field| text(field)).collect())
        });
        Boilerplate::find(&self.settings.checklist.placeholders, deals)
    }

    /// The won ones among the stages that deals stand in.
    fn won_stages(&self) -> rustc_hash::FxHashSet<Sym> {
        let mut won = WonStages::new(self.book, &self.settings.definitions);
        let stages = self.deals.symbols("stage");
        (0..self.deals.n_rows()).map(|row| stages.get(row)).filter(|&stage| won.is_won(stage)).collect()
    }

    fn build(&self, won: &Won, owners: Owners, linked: &Linked, stages: &Stages<'_, '_>) -> Packet {
        let Stages { sources, judge, roles, gatherer, miner } = *stages;
        let Won { deal, row, scope, won_at, is_reopened } = *won;
        let account = self.accounts.of_deal(self.deals, row as usize);
        let segment = own_or_account(self.deals, row as usize, self.accounts, account, "segment");
        let onboarding = self.onboarding_rows(deal, linked);
        let deal_rows = DealRows {
            activities: linked.activities.by_deal.of(deal),
            reviews: linked.reviews.by_deal.of(deal),
            onboarding: &onboarding,
            deal: row as usize,
        };
        let submitted = self.deals.times("handoff_submitted_at").get(row as usize);
        let csm = owners.csm.map(|(person, _)| person);
        let events = sources.events(&deal_rows, won_at, owners.ae, csm, submitted);
        let held = roles.of(self.book, linked.contacts.by_deal.of(deal));
        let around = Surroundings {
            owner: owners.ae,
            csm: owners.csm,
            roles: &held,
            onboarding_rows: &onboarding,
            first_commitment: self.first_row(TableKind::Commitments, &linked.commitments.by_deal, deal),
            first_risk: self.first_row(TableKind::Risks, &linked.risks.by_deal, deal),
        };
        let tier = self.tier(scope, segment, row as usize);
        let answers = self.answers(judge, row as usize, &around, None);
        let history = linked.field_history.by_deal.of(deal);
        let at_close =
            self.has_begun(history).then(|| self.at_close(judge, row as usize, &around, history, won_at, tier));
        let at_landmark =
            self.landmark(row as usize, won_at).filter(|_| scope == Scope::InScope && !history.is_empty());
        let at_landmark = at_landmark.map(|at| {
            let fields = FieldsAt::new(self.book, &self.history_fields, history, at);
            let answers = self.answers(judge, row as usize, &around, Some(&fields));
            answers.iter().map(|answer| answer.state).collect()
        });
        let is_person = |person: PersonId, cell: Sym| {
            judge.people.is_person(person) && !self.rules.is_placeholder_name(self.book.text(cell))
        };
        let ae_is_person = owners.ae.is_some_and(|ae| is_person(ae, self.deals.symbols("owner").get(row as usize)));
        let csm_is_person = owners.csm.is_some_and(|(person, cell)| is_person(person, cell));
        let risks = self.risks(linked.risks.by_deal.of(deal));
        let has_owner = self.deals.symbols("owner").is_captured();
        let share = Share {
            row: row as usize,
            won_at,
            ae: owners.ae,
            csm,
            events: &events,
            activities: deal_rows.activities,
            contacts: linked.contacts.by_deal.of(deal),
            history,
            risks: linked.risks.by_deal.of(deal),
            surveys: linked.surveys.by_deal.of(deal),
            escalations: linked.escalations.by_deal.of(deal),
            subscriptions: linked.subscriptions.by_deal.of(deal),
            onboarding: linked.onboarding.by_deal.of(deal),
            implementation_rows: &linked.implementation_rows,
        };
        let mut detail = Box::new(gatherer.detail(&share));
        let ground = MarkGround {
            row: row as usize,
            account,
            owner: owners.ae,
            won_at,
            kickoff_at: events.kickoff_at,
            answers: &answers,
            boilerplate: judge.boilerplate,
        };
        detail.marks = gatherer.marks(&ground, &detail);
        let vein = Vein {
            row: row as usize,
            won_at,
            events: &events,
            detail: &detail,
            activities: deal_rows.activities,
            commitments: linked.commitments.by_deal.of(deal),
            risks: linked.risks.by_deal.of(deal),
        };
        let mined = miner.mine(&vein);
        let ground = Ground { answers: &answers, risks, ae: has_owner.then_some(ae_is_person) };
        Packet {
            row,
            id: self.deals.symbols("deal_id").get(row as usize),
            account,
            won_at,
            scope,
            tier,
            segment,
            region: own_or_account(self.deals, row as usize, self.accounts, account, "region"),
            ae: owners.ae,
            ae_is_person,
            csm,
            csm_is_person,
            is_due: self.is_due(won_at),
            is_reopened,
            elements: elements::judge(&self.settings.checklist, self.plans, &ground),
            stage: elements::stage(&self.settings.checklist, &answers, &events, csm_is_person),
            events,
            answers,
            promises: self.promises(linked.commitments.by_deal.of(deal)),
            risks,
            mined,
            escalations: self.escalations(linked.escalations.by_deal.of(deal)),
            surveys: self.surveys(linked.surveys.by_deal.of(deal)),
            is_override: self
                .deals
                .bools("validation_override")
                .is_captured()
                .then(|| self.deals.bools("validation_override").get(row as usize).unwrap_or(false)),
            at_close,
            at_landmark,
            n_backing_rows: linked.backing(deal),
            detail,
        }
    }

    fn is_due(&self, won_at: Moment) -> bool {
        let definitions = &self.settings.definitions;
        let sla = (definitions.review_sla_hours * crate::domain::HOUR_MICROS as f64) as i64;
        self.settings.zone.plus_counted(&definitions.clock, won_at.utc(), sla) <= self.as_of.utc()
    }

    /// Renewals have their own checklist; then segment, then amount, then the default; high touch is the strictest.
    fn tier(&self, scope: Scope, segment: Sym, row: usize) -> Tier {
        if scope == Scope::Renewal {
            return Tier::Renewal;
        }
        let tiers = &self.settings.tiers;
        if let Some(&tier) = tiers.by_segment.get(&stage_key(self.book.text(segment))) {
            return tier;
        }
        let amount = self.deals.numbers("amount").get(row);
        match (tiers.amount_high_touch, amount) {
            (Some(limit), Some(amount)) if amount >= limit => Tier::HighTouch,
            _ => tiers.default.unwrap_or(Tier::HighTouch),
        }
    }

    fn answers(
        &self,
        judge: &Judge<'a>,
        row: usize,
        around: &Surroundings<'_>,
        at: Option<&FieldsAt<'a>>,
    ) -> Vec<FieldAnswer> {
        let cell = |field: usize| {
            let earlier = at.and_then(|fields| fields.cell(field, &self.rules));
            earlier.unwrap_or_else(|| deal_cell(self.book, self.deals, row, field))
        };
        let place = |field: usize| self.deals.origin(row, field);
        self.plans.iter().map(|plan| judge.item(plan, &cell, &place, around)).collect()
    }

    /// Whether a row of the property history had been written by `as_of`.
    fn has_begun(&self, history: &[u32]) -> bool {
        let changed = self.book.table(TableKind::FieldHistory).map(|table| table.times("changed_at"));
        let has_happened = |row: &u32| {
            let at = changed.and_then(|changed| changed.get(*row as usize));
            at.is_some_and(|at| at.utc() <= self.as_of.utc())
        };
        history.iter().any(has_happened)
    }

    fn at_close(
        &self,
        judge: &Judge<'a>,
        row: usize,
        around: &Surroundings<'_>,
        history: &[u32],
        won_at: Moment,
        tier: Tier,
    ) -> StateAtClose {
        let at = won_at.utc() + crate::domain::DAY_MICROS;
        let fields = FieldsAt::new(self.book, &self.history_fields, history, at);
        let answers = self.answers(judge, row, around, Some(&fields));
        let required = || self.plans.iter().zip(&answers).filter(|(plan, _)| plan.item.is_required(tier));
        StateAtClose {
            is_complete: required().all(|(_, answer)| answer.state.is_full()),
            is_complete_captured: required()
                .filter(|(_, answer)| answer.state != FieldState::NotCaptured)
                .all(|(_, answer)| answer.state.is_full()),
        }
    }

    /// The instant at which the exposures of retention are judged; `None` where there is none by `as_of`.
    fn landmark(&self, row: usize, won_at: Moment) -> Option<i64> {
        let definitions = &self.settings.definitions;
        let start = start_of_life(definitions, self.deals, row, won_at, self.as_of)?;
        let at = self.settings.zone.plus_days(start, definitions.landmark_days);
        (at <= self.as_of.utc()).then_some(at)
    }

    fn first_row(&self, kind: TableKind, grouped: &Grouped, deal: usize) -> Option<Origin> {
        let row = *grouped.of(deal).first()?;
        self.book.table(kind).map(|table| table.row_origin(row as usize))
    }

    fn promises(&self, rows: &[u32]) -> Vec<Promise> {
        let Some(table) = self.book.table(TableKind::Commitments) else { return Vec::new() };
        let (kinds, reviewed) = (table.symbols("type"), table.times("reviewed_at"));
        let (owners, created) = (table.symbols("owner"), table.times("created_at"));
        let (due, delivered) = (table.times("due_at"), table.times("delivered_at"));
        let is_named = |owner: Sym| !owner.is_blank() && !self.rules.is_placeholder_name(self.book.text(owner));
        let reviewers = table.symbols("reviewed_by");
        let promise = |row: usize| Promise {
            kind: PromiseKind::named(&fold(self.book.text(kinds.get(row)))),
            // A named reviewer is a recorded review, also where nobody wrote down the day.
            is_reviewed: match reviewed.get(row) {
                Some(at) => at.utc() <= self.as_of.utc(),
                None => is_named(reviewers.get(row)),
            },
            has_owner: is_named(owners.get(row)),
            created_at: created.get(row),
            due_at: due.get(row),
            is_delivered: delivered.get(row).is_some_and(|at| at.utc() <= self.as_of.utc()),
            origin: table.row_origin(row),
        };
        // A row that says that nothing was promised is no promise.
        let is_promise = |row: &usize| !self.rules.is_explicit_none(table.texts("text").get(*row));
        rows.iter().map(|&row| row as usize).filter(is_promise).map(promise).collect()
    }

    /// A risk is open unless its status is closed or its closing lies at or before `as_of`.
    fn risks(&self, rows: &[u32]) -> RiskTally {
        let mut tally = RiskTally::default();
        let Some(table) = self.book.table(TableKind::Risks) else { return tally };
        let (status, closed, owner) = (table.symbols("status"), table.times("closed_at"), table.symbols("owner"));
        let opened = table.times("opened_at");
        for row in rows.iter().map(|&row| row as usize) {
            let is_closed = fold(self.book.text(status.get(row))) == "closed"
                || closed.get(row).is_some_and(|at| at.utc() <= self.as_of.utc());
            let is_later = opened.get(row).is_some_and(|at| at.utc() > self.as_of.utc());
            if is_closed || is_later {
                continue;
            }
            tally.open += 1;
            let owner = self.book.text(owner.get(row));
            if owner.is_empty() || self.rules.is_placeholder_name(owner) {
                tally.open_unowned += 1;
                tally.first_unowned.get_or_insert(table.row_origin(row));
            }
        }
        tally
    }

    /// Answers at or before `as_of`; one without a time counts.
    fn surveys(&self, rows: &[u32]) -> Vec<SurveyAnswer> {
        let Some(table) = self.book.table(TableKind::Surveys) else { return Vec::new() };
        let (times, kinds, repeated) =
            (table.times("answered_at"), table.symbols("kind"), table.bools("repeated_information"));
        let happened = |row: &usize| times.get(*row).is_none_or(|at| at.utc() <= self.as_of.utc());
        rows.iter()
            .map(|&row| row as usize)
            .filter(happened)
            .map(|row| SurveyAnswer {
                csat: (fold(self.book.text(kinds.get(row))) == "csat").then(|| csat(table, row)).flatten(),
                has_repeated: repeated.get(row),
            })
            .collect()
    }

    fn escalations(&self, rows: &[u32]) -> Vec<Escalation> {
        let Some(table) = self.book.table(TableKind::Escalations) else { return Vec::new() };
        let (kinds, opened) = (table.symbols("kind"), table.times("opened_at"));
        let is_counted = |row: usize| {
            let kind = stage_key(self.book.text(kinds.get(row)));
            kind.is_empty() || self.settings.definitions.escalation_kinds.contains(&kind)
        };
        let mut escalations: Vec<Escalation> = rows
            .iter()
            .map(|&row| row as usize)
            .filter(|&row| is_counted(row))
            .filter_map(|row| opened.get(row))
            .filter(|opened| opened.utc() <= self.as_of.utc())
            .map(|opened_at| Escalation { opened_at })
            .collect();
        escalations.sort_by_key(|escalation| escalation.opened_at.utc());
        escalations
    }
}

/// 100 (score - min) / (max - min); the scale starts at 1 when it ends at 5 or 7, else at 0, unless it says so itself.
pub(super) fn csat(table: &Table, row: usize) -> Option<f64> {
    let score = table.numbers("score").get(row)?;
    let max = table.numbers("scale_max").get(row)?;
    let min = table.numbers("scale_min").get(row).unwrap_or(if max == 5.0 || max == 7.0 { 1.0 } else { 0.0 });
    (max > min).then(|| 100.0 * (score - min) / (max - min))
}

/// Which named contact of a deal holds which role of the checklist.
struct Roles {
    wanted: Vec<String>,
    /// Per row of deal_contacts: the folded roles among the wanted ones, when the contact is named.
    by_row: Vec<Vec<u16>>,
}

impl Roles {
    fn new(book: &Book, rules: &TextRules, items: &[crate::settings::Item]) -> Roles {
        let mut wanted: Vec<String> = items
            .iter()
            .flat_map(|item| &item.sources)
            .filter_map(|source| match source {
                Source::Role(role) => Some(fold(role)),
                _ => None,
            })
            .collect();
        wanted.sort_unstable();
        wanted.dedup();
        let by_row = book.table(TableKind::DealContacts).map_or_else(Vec::new, |table| {
            let contacts = ContactFacts::new(book);
            let (roles, names, ids) =
                (table.symbols("role"), table.symbols("contact_name"), table.symbols("contact_id"));
            let mut is_no_name = WordTest::new(book, |name| name.is_empty() || rules.is_placeholder_name(name));
            let mut known: rustc_hash::FxHashMap<Sym, Vec<u16>> = Default::default();
            (0..table.n_rows())
                .map(|row| {
                    let contact = contacts.get(ids.get(row));
                    let name = if names.get(row).is_blank() { contact.0 } else { names.get(row) };
                    let role = if roles.get(row).is_blank() { contact.1 } else { roles.get(row) };
                    if role.is_blank() || is_no_name.holds(name) {
                        return Vec::new();
                    }
                    known.entry(role).or_insert_with(|| positions(book.text(role), &wanted)).clone()
                })
                .collect()
        });
        Roles { wanted, by_row }
    }

    /// The roles of one deal with where each stands.
    fn of(&self, book: &Book, rows: &[u32]) -> Vec<(String, Origin)> {
        let Some(table) = book.table(TableKind::DealContacts) else { return Vec::new() };
        let mut held = Vec::new();
        for &row in rows {
            for &role in &self.by_row[row as usize] {
                held.push((self.wanted[role as usize].clone(), table.row_origin(row as usize)));
            }
        }
        held
    }
}

fn positions(cell: &str, wanted: &[String]) -> Vec<u16> {
    let held: Vec<String> = cell.split([';', ',']).map(fold).collect();
    (0..wanted.len() as u16).filter(|&role| held.contains(&wanted[role as usize])).collect()
}

/// Name and roles of the contacts table, by id.
struct ContactFacts(rustc_hash::FxHashMap<Sym, (Sym, Sym)>);

impl ContactFacts {
    fn new(book: &Book) -> ContactFacts {
        let mut facts: rustc_hash::FxHashMap<Sym, (Sym, Sym)> = Default::default();
        if let Some(table) = book.table(TableKind::Contacts) {
            let (ids, names, roles) = (table.symbols("contact_id"), table.symbols("name"), table.symbols("role"));
            for row in 0..table.n_rows() {
                facts.entry(ids.get(row)).or_insert((names.get(row), roles.get(row)));
            }
        }
        ContactFacts(facts)
    }

    fn get(&self, id: Sym) -> (Sym, Sym) {
        if id.is_blank() {
            return (Sym::BLANK, Sym::BLANK);
        }
        self.0.get(&id).copied().unwrap_or((Sym::BLANK, Sym::BLANK))
    }
}

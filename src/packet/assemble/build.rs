//! One won deal's rows to its packet.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::domain::{Moment, Origin, Sym, TableKind, stage_key};
use crate::map::{Book, Table};
use crate::packet::boilerplate::Boilerplate;
use crate::packet::elements::{self, Ground, Judged};
use crate::packet::events::{self, DealRows};
use crate::packet::fields::{Cell, ItemPlan, Judge, NamedCsm, Surroundings, deal_cell};
use crate::packet::gather::{self, Gatherer, MarkGround, Share, Stakeholders};
use crate::packet::history::{FieldsAt, HistoryFields};
use crate::packet::mine::{Miner, Vein};
use crate::packet::model::{Packet, Scope};
use crate::packet::people::{People, PersonId};
use crate::packet::population::Standing;
use crate::packet::stages::WonStages;
use crate::packet::text_state::TextRules;
use crate::packet::told::Told;
use crate::settings::{Settings, Source, Tier};

use super::super::yearly::Amounts;
use super::accounts::{Accounts, own_or_account};
use super::linked::Linked;
use super::roles::Roles;

pub(super) struct Builder<'a> {
    pub(super) book: &'a Book,
    pub(super) settings: &'a Settings,
    pub(super) deals: &'a Table,
    pub(super) accounts: &'a Accounts<'a>,
    pub(super) plans: &'a [ItemPlan],
    pub(super) rules: TextRules,
    pub(super) history_fields: HistoryFields,
    pub(super) as_of: Moment,
    /// Deals rows that another row repeats.
    pub(super) repeats: rustc_hash::FxHashMap<u32, Origin>,
    /// The elements of the packets so far.
    pub(super) judged: Judged,
    /// Which fields the exports tell of which deal.
    pub(super) told: Told<'a>,
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
    csm: Option<PersonId>,
    /// What stands in the CSM's place where nobody is named: "tbd".
    csm_placeholder: Sym,
    has_onboarding_csm: bool,
}

impl<'a> Builder<'a> {
    pub(super) fn build_all(
        &self,
        rows: &[u32],
        standings: &[Standing],
        linked: &Linked,
        people: &mut People,
    ) -> Vec<Packet> {
        let won = |(deal, standing): (usize, &Standing)| {
            let (row, scope, won_at) = (rows[deal], standing.scope?, standing.won_at?);
            Some(Won { deal, row, scope, won_at, is_reopened: standing.is_reopened })
        };
        let wanted: Vec<Won> = standings.iter().enumerate().filter_map(won).collect();
        let owners: Vec<Owners> =
            wanted.iter().map(|won| self.owners(won.row as usize, won.deal, linked, people)).collect();
        // What is boilerplate does not depend on the window that is looked at.
        let is_outside = |standing: &Standing| standing.scope.is_none() && standing.scope_of_any_window.is_some();
        let outside = rows.iter().zip(standings).filter(|(_, standing)| is_outside(standing));
        let outside: Vec<(u32, Option<PersonId>)> =
            outside.map(|(&row, _)| (row, self.ae(row as usize, people))).collect();
        let inside = wanted.iter().zip(&owners).map(|(won, owners)| (won.row, owners.ae));
        let boilerplate = self.boilerplate(&inside.chain(outside).collect::<Vec<_>>());
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
            amounts: Amounts::new(self.book, self.deals),
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
        let ae = self.ae(row, people);
        let account = self.accounts.of_deal(self.deals, row);
        let csms = self.book.table(TableKind::Onboarding).map(|table| table.symbols("csm"));
        let rows = self.onboarding_rows(deal, linked);
        let from_onboarding = || csms.iter().flat_map(|csms| rows.iter().map(|&row| csms.get(row as usize)));
        let elsewhere = [self.deals.symbols("csm").get(row), self.accounts.word(account, "csm")];
        let mut all = from_onboarding().chain(elsewhere);
        // "tbd" names nobody, so that the next place may name somebody.
        let csm = all.clone().find(|csm| self.is_named(*csm));
        let csm = csm.and_then(|csm| people.resolve(self.book, csm));
        let csm_placeholder = all.find(|csm| !csm.is_blank()).unwrap_or_default();
        Owners { ae, csm, csm_placeholder, has_onboarding_csm: from_onboarding().any(|csm| self.is_named(csm)) }
    }

    fn ae(&self, row: usize, people: &mut People) -> Option<PersonId> {
        let owner = Some(self.deals.symbols("owner").get(row)).filter(|owner| self.is_named(*owner));
        owner.and_then(|owner| people.resolve(self.book, owner))
    }

    /// The deal's own cell.
    pub(super) fn cell(&self, row: usize, field: usize) -> Cell<'a> {
        deal_cell(self.book, self.deals, &self.told, row, field)
    }

    /// Whether a cell names somebody.
    fn is_named(&self, cell: Sym) -> bool {
        self.rules.names_somebody(self.book.text(cell))
    }

    /// A deal's onboarding records; implementation records are not the handoff.
    fn onboarding_rows(&self, deal: usize, linked: &Linked) -> Vec<u32> {
        let rows = linked.onboarding.by_deal.of(deal).iter().copied();
        rows.filter(|&row| !linked.implementation_rows[row as usize]).collect()
    }

    /// From the rows of won deals with their owners.
    fn boilerplate(&self, deals: &[(u32, Option<PersonId>)]) -> Boilerplate {
        // Two items may ask the same column: its texts stand there once.
        let longtexts: BTreeSet<usize> = self
            .plans
            .iter()
            .flat_map(|plan| &plan.item.sources)
            .filter_map(|source| match source {
                Source::Deal(field) => Some(*field),
                _ => None,
            })
            .filter(|&field| matches!(self.deals.column(field), Some(crate::map::Column::Texts(_))))
            .collect();
        let deals = deals.par_iter().map(|&(row, owner)| {
            let row = row as usize;
            let text = |field: usize| match self.cell(row, field) {
                Cell::Text(text) if !self.rules.is_explicit_none(text) => Some((field, text)),
                _ => None,
            };
            (owner, longtexts.iter().filter_map(|&field| text(field)).collect())
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
        let events = sources.events(&deal_rows, won_at, owners.ae, owners.csm, submitted);
        let held = roles.of(self.book, linked.contacts.by_deal.of(deal));
        let around = Surroundings {
            owner: owners.ae,
            csm: match owners.csm {
                Some(person) => NamedCsm::Known(person),
                None if owners.csm_placeholder.is_blank() => NamedCsm::Nobody,
                None => NamedCsm::Written(self.book.text(owners.csm_placeholder)),
            },
            is_csm_untold: self.told.is_csm_untold(row as usize),
            has_onboarding_csm: owners.has_onboarding_csm,
            roles: &held,
            onboarding_rows: &onboarding,
            first_commitment: self.first_row(TableKind::Commitments, linked.commitments.by_deal.of(deal)),
            first_risk: self.first_row(TableKind::Risks, linked.risks.by_deal.of(deal)),
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
        let ae_is_person = owners.ae.is_some_and(|ae| judge.people.is_person(ae));
        let csm_is_person = owners.csm.is_some_and(|csm| judge.people.is_person(csm));
        let risks = self.risks(linked.risks.by_deal.of(deal));
        let has_owner = self.deals.symbols("owner").is_captured();
        let share = Share {
            row: row as usize,
            won_at,
            ae: owners.ae,
            csm: owners.csm,
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
        let has_risk_owners =
            self.book.table(TableKind::Risks).is_some_and(|risks| risks.symbols("owner").is_captured());
        let ae = has_owner.then_some(ae_is_person);
        let ground = Ground { answers: &answers, risks, has_risk_owners, ae };
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
            csm: owners.csm,
            csm_is_person,
            is_due: self.is_due(won_at),
            is_reopened,
            elements: self.judged.judge(&self.settings.checklist, self.plans, &ground),
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

    /// Where the first of these rows stands.
    fn first_row(&self, kind: TableKind, rows: &[u32]) -> Option<Origin> {
        Some(self.book.table(kind)?.row_origin(*rows.first()? as usize))
    }
}

//! Fills a packet's [`Detail`]: what rules look at beyond the figures, each value with its place.

mod changes;
mod contact;
mod marks;
mod said;
mod stakeholders;

use crate::domain::{Clock, DAY_MICROS, HOUR_MICROS, Moment, Origin, Sym, TableKind, fold};
use crate::map::{Book, Table};
use crate::settings::Settings;

use super::customers::is_ended;
use super::detail::{CustomerEnd, Detail, Known, RiskRecord, SubscriptionFact, Timed, Timing};
use super::escalations::counted_escalations;
use super::events::Activity;
use super::history::HistoryFields;
use super::model::{Events, Packet, Scope};
use super::people::{People, PersonId};
use super::text_state::TextRules;
use super::yearly::Amounts;

pub(super) use marks::{MarkGround, roles_of_accounts};
pub(super) use stakeholders::Stakeholders;

/// What every deal's detail is looked up in.
pub(super) struct Gatherer<'a> {
    pub(super) book: &'a Book,
    pub(super) settings: &'a Settings,
    pub(super) deals: &'a Table,
    pub(super) people: &'a People,
    pub(super) rules: &'a TextRules,
    pub(super) activities: &'a [Activity],
    pub(super) history_fields: &'a HistoryFields,
    pub(super) stakeholders: Stakeholders,
    pub(super) amounts: Amounts<'a>,
    pub(super) as_of: Moment,
    /// Whether the stages that won deals stand in are won ones, by symbol.
    pub(super) won_stages: rustc_hash::FxHashSet<Sym>,
    /// Deals rows that another row repeats, with where that one stands.
    pub(super) repeats: &'a rustc_hash::FxHashMap<u32, Origin>,
    /// Roles of named contacts by account.
    pub(super) roles_of_accounts: rustc_hash::FxHashMap<Sym, Vec<(String, Origin)>>,
}

/// One deal's share of the tables.
pub(super) struct Share<'a> {
    pub(super) row: usize,
    pub(super) won_at: Moment,
    pub(super) ae: Option<PersonId>,
    pub(super) csm: Option<PersonId>,
    pub(super) events: &'a Events,
    pub(super) activities: &'a [u32],
    pub(super) contacts: &'a [u32],
    pub(super) history: &'a [u32],
    pub(super) risks: &'a [u32],
    pub(super) surveys: &'a [u32],
    pub(super) escalations: &'a [u32],
    pub(super) subscriptions: &'a [u32],
    /// With implementation records.
    pub(super) onboarding: &'a [u32],
    pub(super) implementation_rows: &'a [bool],
}

/// Types of a risk that are something the customer or a third party owes us.
const DEPENDENCY_WORDS: [&str; 3] = ["dependenc", "access", "data"];
impl Gatherer<'_> {
    /// The detail of one deal.
    pub(super) fn detail(&self, share: &Share<'_>) -> Detail {
        let row = share.row;
        let (fills, late_changes) = self.changes(share);
        let stakeholders = self.stakeholders.of(self.book, share.contacts);
        let sponsor = self.sponsor(row);
        let mut detail = Detail {
            amount: self.number(row, "amount"),
            is_amount_yearly: self.amounts.is_yearly(row),
            currency: self.deals.symbols("currency").get(row),
            term_months: self.number(row, "contract_term_months"),
            scope_months: self.scope_months(row),
            scope_terms: self.scope_terms(row),
            contract_start: self.time(row, "contract_start"),
            contract_end: self.time(row, "contract_end"),
            go_live_target: self.time(row, "go_live_target"),
            won_flag: self.yes_no(row, "is_won"),
            stage_is_won: self.stage_is_won(row),
            goals_are_requirements: self.goals_are_requirements(row),
            champion_at_risk: self.yes_no(row, "champion_at_risk"),
            overdue_action: self.overdue_action(row, share.won_at),
            contact: self.contact(share, &stakeholders, sponsor),
            sponsor,
            other_sponsor: self.other_sponsor(sponsor, &stakeholders),
            stakeholders,
            risks: self.risk_records(share.risks),
            subscriptions: self.subscriptions(share.subscriptions, share.won_at),
            fills,
            late_changes,
            duplicate: self.repeats.get(&(row as u32)).copied(),
            timings: Timed::ALL.map(|timed| self.timing(timed, share)),
            ..Detail::default()
        };
        let window = self.settings.zone.plus_days(share.won_at, self.settings.definitions.escalation_window_days);
        let is_early = |at: Moment| at.is_at_or_after(share.won_at) && at.utc() <= window;
        detail.first_escalation = self.first_escalation(share.escalations, is_early);
        detail.has_early_escalation = detail.first_escalation.is_some_and(|first| is_early(first.value));
        detail.is_escalation_window_over = window <= self.as_of.utc();
        let is_exposed = detail.champion_at_risk.is_some_and(|known| known.value);
        detail.has_champion_mitigation = is_exposed && self.has_mitigation(row, share);
        detail.promised_days = detail
            .go_live_target
            .map(|target| Known { value: f64::from(target.value.day() - share.won_at.day()), origin: target.origin });
        self.onboarding(share, &mut detail);
        self.surveys(share.surveys, &mut detail);
        detail
    }

    fn at(&self, row: usize, field: &str) -> Origin {
        TableKind::Deals.field(field).map_or_else(|| self.deals.row_origin(row), |field| self.deals.origin(row, field))
    }

    fn number(&self, row: usize, field: &str) -> Option<Known<f64>> {
        let value = self.deals.numbers(field).get(row)?;
        Some(Known { value, origin: self.at(row, field) })
    }

    fn time(&self, row: usize, field: &str) -> Option<Known<Moment>> {
        let value = self.deals.times(field).get(row)?;
        Some(Known { value, origin: self.at(row, field) })
    }

    fn yes_no(&self, row: usize, field: &str) -> Option<Known<bool>> {
        let value = self.deals.bools(field).get(row)?;
        Some(Known { value, origin: self.at(row, field) })
    }

    fn stage_is_won(&self, row: usize) -> Option<Known<bool>> {
        let stage = self.deals.symbols("stage").get(row);
        let value = self.won_stages.contains(&stage);
        (!stage.is_blank()).then(|| Known { value, origin: self.at(row, "stage") })
    }

    /// The person whom `executive_sponsor` names.
    fn sponsor(&self, row: usize) -> Option<Known<Sym>> {
        let value = self.deals.symbols("executive_sponsor").get(row);
        self.rules
            .names_somebody(self.book.text(value))
            .then(|| Known { value, origin: self.at(row, "executive_sponsor") })
    }

    fn risk_records(&self, rows: &[u32]) -> Box<[RiskRecord]> {
        let Some(table) = self.book.table(TableKind::Risks) else { return Box::default() };
        let (kinds, status) = (table.symbols("type"), table.symbols("status"));
        let (opened, closed) = (table.times("opened_at"), table.times("closed_at"));
        let happened = |moment: Option<Moment>| moment.filter(|moment| moment.utc() <= self.as_of.utc());
        rows.iter()
            .map(|&row| row as usize)
            .map(|row| {
                let kind = fold(self.book.text(kinds.get(row)));
                let is_closed =
                    fold(self.book.text(status.get(row))) == "closed" || happened(closed.get(row)).is_some();
                RiskRecord {
                    is_dependency: DEPENDENCY_WORDS.iter().any(|word| kind.contains(word)),
                    is_open: !is_closed,
                    opened_at: opened.get(row),
                    origin: table.row_origin(row),
                }
            })
            .collect()
    }

    fn subscriptions(&self, rows: &[u32], won_at: Moment) -> Box<[SubscriptionFact]> {
        let Some(table) = self.book.table(TableKind::Subscriptions) else { return Box::default() };
        let (values, currencies) = (table.numbers("annual_value"), table.symbols("currency"));
        let (started, ended) = (table.times("started_at"), table.times("ended_at"));
        let status = table.symbols("status");
        // One that starts later does not exist yet, one that ended before the win is of an earlier life, and one that ends
        // before it starts is a slip of the pen.
        let is_of_deal = |row: &usize| {
            let (start, end) = (started.get(*row), ended.get(*row));
            start.is_none_or(|start| start.utc() <= self.as_of.utc())
                && end.is_none_or(|end| won_at.is_before(end) && start.is_none_or(|start| start.is_before(end)))
        };
        rows.iter()
            .map(|&row| row as usize)
            .filter(is_of_deal)
            .map(|row| SubscriptionFact {
                annual_value: values.get(row),
                currency: currencies.get(row),
                started_at: started.get(row),
                ended_at: ended.get(row),
                is_cancelled: is_ended(self.book.text(status.get(row))),
                origin: table.row_origin(row),
            })
            .collect()
    }

    /// The first escalation within the window; where there is none, the first of all.
    fn first_escalation(&self, rows: &[u32], is_early: impl Fn(Moment) -> bool) -> Option<Known<Moment>> {
        let counted = counted_escalations(self.book, self.settings, self.as_of, rows);
        // One before the win is not of this handoff, and hides none that is.
        counted.min_by_key(|opened| (!is_early(opened.value), opened.value.order()))
    }

    fn onboarding(&self, share: &Share<'_>, detail: &mut Detail) {
        let Some(table) = self.book.table(TableKind::Onboarding) else { return };
        let is_implementation = |row: &&u32| share.implementation_rows[**row as usize];
        detail.implementation =
            share.onboarding.iter().find(is_implementation).map(|&row| table.row_origin(row as usize));
        let csms = table.symbols("csm");
        let handoffs = share.onboarding.iter().filter(|row| !is_implementation(row)).map(|&row| row as usize);
        let is_named = |csm: Sym| self.rules.names_somebody(self.book.text(csm));
        let theirs = handoffs.map(|row| (row as u32, csms.get(row))).find(|(_, csm)| is_named(*csm));
        let own = self.deals.symbols("csm").get(share.row);
        let Some((row, theirs)) = theirs.filter(|_| is_named(own)) else { return };
        detail.has_two_csms = true;
        if !self.people.is_same(self.book, own, theirs) {
            detail.other_csm = Some(Known { value: row, origin: self.at(share.row, "csm") });
        }
    }

    fn surveys(&self, rows: &[u32], detail: &mut Detail) {
        let Some(table) = self.book.table(TableKind::Surveys) else { return };
        let (times, kinds) = (table.times("answered_at"), table.symbols("kind"));
        let repeated = table.bools("repeated_information");
        for row in rows.iter().map(|&row| row as usize) {
            if times.get(row).is_some_and(|at| at.utc() > self.as_of.utc()) {
                continue;
            }
            let origin = table.row_origin(row);
            if repeated.get(row) == Some(true) {
                detail.repeated.get_or_insert(origin);
            }
            match fold(self.book.text(kinds.get(row))).as_str() {
                "csat" => {
                    detail.csat.extend(super::assemble::csat(table, row).map(|value| Known { value, origin }));
                }
                "csmrating" => detail.n_csm_ratings += 1,
                _ => {}
            }
        }
    }

    fn timing(&self, timed: Timed, share: &Share<'_>) -> Timing {
        let definitions = &self.settings.definitions;
        let (at, micros) = match timed {
            Timed::FirstTouch => (share.events.first_touch_at, definitions.first_touch_sla_hours * HOUR_MICROS as f64),
            Timed::TransitionEmail => {
                (share.events.transition_email_at, definitions.transition_email_sla_hours * HOUR_MICROS as f64)
            }
            Timed::Sync => (share.events.sync_at, definitions.sync_sla_hours * HOUR_MICROS as f64),
            Timed::Kickoff => (share.events.kickoff_at, definitions.kickoff_sla_days * DAY_MICROS as f64),
            Timed::FirstValue => (share.events.first_value_at, definitions.first_value_sla_days * DAY_MICROS as f64),
        };
        let judge = |at| self.judge_time(&definitions.clock, share.won_at, at, micros.round() as i64);
        match (judge(at), share.events.untold(timed)) {
            (Timing::Overdue | Timing::Late, untold @ Some(_)) if judge(untold) == Timing::Within => Timing::Untold,
            (timing, _) => timing,
        }
    }

    /// As the shares within the service level are judged: the same clock, and no time between two moments of a day that
    /// one of them does not divide.
    fn judge_time(&self, clock: &Clock, won_at: Moment, at: Option<Moment>, sla: i64) -> Timing {
        let zone = &self.settings.zone;
        match at {
            Some(at) if at.shares_undivided_day(won_at) => Timing::Within,
            Some(at) if zone.counted(clock, won_at.utc(), at.utc()) <= sla => Timing::Within,
            Some(_) => Timing::Late,
            None if zone.plus_counted(clock, won_at.utc(), sla) <= self.as_of.utc() => Timing::Overdue,
            None => Timing::Open,
        }
    }
}

/// Deals rows that stand twice: another version of the same id, or another id with the same account, name, amount and
/// closing day. The later row points at the earlier one.
pub(super) fn repeats(
    book: &Book,
    deals: &Table,
    rows: &[u32],
    ledger: &[crate::map::LedgerEntry],
) -> rustc_hash::FxHashMap<u32, Origin> {
    use super::population::OTHER_VERSION;
    let mut by_id: rustc_hash::FxHashMap<&str, Origin> = Default::default();
    // A copy of an export that was taken earlier tells of the same record.
    let is_copy = |entry: &crate::map::LedgerEntry| book.older_copies.iter().any(|copy| copy.older == entry.file);
    for entry in ledger.iter().filter(|entry| entry.kind == OTHER_VERSION && !is_copy(entry)) {
        by_id.insert(&entry.text, Origin::row(entry.file, entry.line));
    }
    let (ids, accounts, names) = (deals.symbols("deal_id"), deals.symbols("account_id"), deals.symbols("deal_name"));
    let (amounts, closed) = (deals.numbers("amount"), deals.times("closed_at"));
    let mut first: rustc_hash::FxHashMap<(Sym, Sym, u64, i32), u32> = Default::default();
    let mut repeats = rustc_hash::FxHashMap::default();
    for &row in rows {
        let at = row as usize;
        if let Some(&origin) = by_id.get(book.text(ids.get(at))) {
            repeats.insert(row, origin);
        }
        let (Some(amount), Some(closed)) = (amounts.get(at), closed.get(at)) else { continue };
        if accounts.get(at).is_blank() || names.get(at).is_blank() {
            continue;
        }
        let key = (accounts.get(at), names.get(at), amount.to_bits(), closed.day());
        match first.get(&key) {
            Some(&earlier) => {
                repeats.insert(row, deals.row_origin(earlier as usize));
                repeats.entry(earlier).or_insert(deals.row_origin(at));
            }
            None => {
                first.insert(key, row);
            }
        }
    }
    repeats
}

/// How each origin deal's customer ended.
pub(super) fn ends(packets: &mut [Packet], customers: &[super::Customer], settings: &Settings, as_of: Moment) {
    use super::{Churn, Life};
    for customer in customers {
        let packet = &mut packets[customer.packet];
        debug_assert_eq!(packet.scope, Scope::InScope);
        let end = |start: Moment| settings.zone.plus_days(start, settings.definitions.retention_days);
        packet.detail.end = match (customer.life, customer.start) {
            (Life::Unobserved, _) => CustomerEnd::Unobserved,
            (Life::Observed(Churn::Undated), _) => CustomerEnd::Undated,
            (Life::Observed(Churn::Unread), _) => CustomerEnd::Unread,
            (Life::Observed(Churn::At(at)), Some(start)) => {
                if at.utc() <= end(start) {
                    CustomerEnd::Early
                } else {
                    CustomerEnd::Later
                }
            }
            (Life::Observed(_), start) if start.is_none_or(|start| end(start) > as_of.utc()) => CustomerEnd::Young,
            (Life::Observed(_), _) => CustomerEnd::Active,
        };
    }
}

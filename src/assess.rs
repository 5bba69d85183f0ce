//! Packets to assessments: each with its findings, and every verdict counted. In parallel over deals, joined in order.
//!
//! Scores are not kept: they follow from a packet in no time, and there are many packets.

mod crowd;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::domain::TableKind;
use crate::map::Book;
use crate::packet::{
    Assembly, Packet, Scope, UNREAD, missing_column, missing_contacts, missing_csm, missing_emails, missing_reviews,
    missing_touches, recorded_kinds,
};
use crate::rules::population::{self, Crowd, CrowdRule, CrowdVerdict};
use crate::rules::{self, Case, Evidence, Holdings, PeopleFacts, Rule, Severity, Usual, Verdict};
use crate::score::completeness;
use crate::settings::Settings;

/// A rule as it runs: switched on, with the severity in force.
#[derive(Clone, Copy, Debug)]
pub struct ActiveRule {
    /// The record.
    pub rule: &'static Rule,
    /// The rule's own severity, or the one of `audit.toml`.
    pub severity: Severity,
}

/// What was judged of one packet.
#[derive(Clone, Debug)]
pub struct Assessment {
    /// Open findings in order of rule; `rule` is a position among the active rules.
    pub findings: Box<[OpenFinding]>,
    /// Every required item has credit 1.
    pub is_complete: bool,
    /// Every required item that an export holds has credit 1.
    pub is_complete_captured: bool,
    /// A finding of severity stop is open.
    pub has_stop: bool,
    /// Positions, among the active rules, of those that a cell of the packet keeps from judging: it could not be read.
    pub unread: Box<[u8]>,
}

/// A finding of a packet.
#[derive(Clone, Copy, Debug)]
pub struct OpenFinding {
    /// Position among the active rules.
    pub rule: u8,
    /// What it is about.
    pub evidence: Evidence,
}

/// What the packets in scope say of one rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleTally {
    /// Findings.
    pub findings: u64,
    /// Packets that miss it.
    pub missed: u64,
    /// Packets for which it could be judged.
    pub judged: u64,
    /// Packets for which it could not, by the column or table that is wanting.
    pub unknowable: BTreeMap<String, u64>,
}

/// All assessments, in the packets' order.
#[derive(Debug)]
pub struct Assessed {
    /// The rules that ran, in order of code.
    pub rules: Vec<ActiveRule>,
    /// One a packet.
    pub assessments: Vec<Assessment>,
    /// One an active rule.
    pub tallies: Vec<RuleTally>,
    /// What the exports hold.
    pub holdings: Holdings,
    /// What such deals usually took.
    pub usual: Usual,
    /// Counts over all packets.
    pub crowd: Crowd,
    /// The rules about the population that ran, with what they say.
    pub population: Vec<JudgedPopulation>,
}

/// A rule about the population with its verdict.
#[derive(Debug)]
pub struct JudgedPopulation {
    /// The record.
    pub rule: &'static CrowdRule,
    /// The severity in force.
    pub severity: Severity,
    /// What it says.
    pub verdict: CrowdVerdict,
}

impl RuleTally {
    /// Counts one verdict.
    fn count(&mut self, verdict: &Verdict) {
        match verdict {
            Verdict::Met => self.judged += 1,
            Verdict::Missed(evidence) => {
                self.judged += 1;
                self.missed += 1;
                self.findings += evidence.len() as u64;
            }
            Verdict::NotApplicable(_) => {}
            Verdict::Unknowable(what) => self.count_unknowable(what, 1),
        }
    }

    fn count_unknowable(&mut self, what: &str, n: u64) {
        match self.unknowable.get_mut(what) {
            Some(known) => *known += n,
            None => drop(self.unknowable.insert(what.to_owned(), n)),
        }
    }

    fn add(&mut self, other: &RuleTally) {
        self.findings += other.findings;
        self.missed += other.missed;
        self.judged += other.judged;
        other.unknowable.iter().for_each(|(what, &n)| self.count_unknowable(what, n));
    }
}

/// Packets judged at once: each chunk counts for itself.
const CHUNK: usize = 1024;

fn joined(chunks: Vec<(Vec<Assessment>, Vec<RuleTally>)>, n_rules: usize) -> (Vec<Assessment>, Vec<RuleTally>) {
    let mut assessments = Vec::with_capacity(chunks.iter().map(|(assessments, _)| assessments.len()).sum());
    let mut tallies = vec![RuleTally::default(); n_rules];
    for (mut chunk, counted) in chunks {
        tallies.iter_mut().zip(&counted).for_each(|(tally, counted)| tally.add(counted));
        assessments.append(&mut chunk);
    }
    (assessments, tallies)
}

/// Judges every packet by every active rule.
pub fn assess(book: &Book, assembly: &Assembly, settings: &Settings) -> Assessed {
    let rules = active(settings);
    let holdings = holdings(book, settings);
    let usual = usual(assembly);
    let judged: Vec<(Vec<Assessment>, Vec<RuleTally>)> = assembly
        .packets
        .par_chunks(CHUNK)
        .map(|packets| {
            let mut tallies = vec![RuleTally::default(); rules.len()];
            let case = |packet| case(packet, book, assembly, settings, &holdings, &usual);
            let assessments = packets.iter().map(|packet| judge(&case(packet), &rules, &mut tallies)).collect();
            (assessments, tallies)
        })
        .collect();
    let (assessments, tallies) = joined(judged, rules.len());
    let crowd = crowd::crowd(book, assembly, &assessments, &holdings, settings);
    let population = judge_population(&crowd, settings);
    Assessed { rules, assessments, tallies, holdings, usual, crowd, population }
}

/// The case of a packet, as rules see it.
pub fn case<'a>(
    packet: &'a Packet,
    book: &'a Book,
    assembly: &'a Assembly,
    settings: &'a Settings,
    holds: &'a Holdings,
    usual: &'a Usual,
) -> Case<'a> {
    let people = &assembly.people;
    let facts = PeopleFacts {
        ae: packet.ae.map(|ae| people.label(ae)),
        is_ae_inactive: packet.ae.is_some_and(|ae| people.is_inactive(ae)),
        csm: packet.csm.map(|csm| people.label(csm)),
        is_csm_inactive: packet.csm.is_some_and(|csm| people.is_inactive(csm)),
    };
    let deals = book.table(TableKind::Deals).expect("a packet stands on a deals row");
    let row = deals.row_origin(packet.row as usize);
    Case {
        packet,
        checklist: &settings.checklist,
        thresholds: &settings.thresholds,
        holds,
        usual,
        as_of: assembly.as_of(),
        row,
        people: facts,
    }
}

/// What in-scope deals of each tier took from the win to going live.
fn usual(assembly: &Assembly) -> Usual {
    let mut usual = Usual::default();
    for packet in assembly.packets.iter().filter(|packet| packet.scope == Scope::InScope) {
        let Some(live) = packet.events.go_live_at.filter(|live| live.is_at_or_after(packet.won_at)) else { continue };
        let days = live.day() - packet.won_at.day();
        usual.days_to_live[packet.tier as usize].push(f64::from(days));
    }
    usual.days_to_live.iter_mut().for_each(|days| days.sort_by(f64::total_cmp));
    usual
}

fn judge_population(crowd: &Crowd, settings: &Settings) -> Vec<JudgedPopulation> {
    let setting = |rule: &CrowdRule| settings.rules.get(rule.code).or_else(|| settings.rules.get(rule.slug));
    let judged = population::ALL.iter().filter(|rule| setting(rule).is_none_or(|setting| setting.is_on)).map(|rule| {
        let severity = setting(rule).and_then(|setting| setting.severity).unwrap_or(rule.severity);
        JudgedPopulation { rule, severity, verdict: (rule.check)(crowd) }
    });
    judged.collect()
}

fn active(settings: &Settings) -> Vec<ActiveRule> {
    let setting = |rule: &Rule| settings.rules.get(rule.code).or_else(|| settings.rules.get(rule.slug));
    rules::ALL
        .iter()
        .filter(|rule| setting(rule).is_none_or(|setting| setting.is_on))
        .map(|rule| {
            let severity = setting(rule).and_then(|setting| setting.severity).unwrap_or(rule.severity);
            ActiveRule { rule, severity }
        })
        .collect()
}

fn judge(case: &Case<'_>, rules: &[ActiveRule], tallies: &mut [RuleTally]) -> Assessment {
    let (mut findings, mut unread) = (Vec::new(), Vec::new());
    let mut has_stop = false;
    for (position, (active, tally)) in rules.iter().zip(tallies).enumerate() {
        let verdict = (active.rule.check)(case);
        if case.packet.scope == Scope::InScope {
            tally.count(&verdict);
        }
        match verdict {
            Verdict::Missed(evidence) => {
                has_stop |= active.severity == Severity::Stop;
                findings.extend(evidence.into_iter().map(|evidence| OpenFinding { rule: position as u8, evidence }));
            }
            Verdict::Unknowable(what) if what == UNREAD => unread.push(position as u8),
            _ => {}
        }
    }
    let (is_complete, is_complete_captured) = completeness(case.packet, case.checklist);
    Assessment {
        findings: findings.into_boxed_slice(),
        is_complete,
        is_complete_captured,
        has_stop,
        unread: unread.into_boxed_slice(),
    }
}

fn holdings(book: &Book, settings: &Settings) -> Holdings {
    let holds = |kind: TableKind, name: &str| missing_column(book, kind, name).is_none();
    let others = [
        TableKind::Activities,
        TableKind::DealContacts,
        TableKind::Commitments,
        TableKind::Risks,
        TableKind::Onboarding,
    ];
    let has_sync_activity = settings.definitions.sync_activity.is_some() && book.table(TableKind::Activities).is_some();
    Holdings {
        has_reviews: missing_reviews(book).is_none(),
        has_contacts: missing_contacts(book).is_none(),
        has_emails: missing_emails(book).is_none(),
        kinds: recorded_kinds(book),
        has_touches: holds(TableKind::Onboarding, "first_touch_at") || missing_touches(book).is_none(),
        has_submitted: holds(TableKind::Deals, "handoff_submitted_at"),
        has_sync: holds(TableKind::Onboarding, "sync_at") || has_sync_activity,
        has_csm: missing_csm(book).is_none(),
        has_owner: holds(TableKind::Deals, "owner"),
        has_commitments: book.table(TableKind::Commitments).is_some(),
        has_risks: book.table(TableKind::Risks).is_some(),
        columns: TableKind::ALL
            .iter()
            .map(|&kind| {
                let columns = |table: &crate::map::Table| {
                    (0..kind.fields().len()).map(|field| table.is_captured(field)).collect()
                };
                book.table(kind).map_or_else(Vec::new, columns)
            })
            .collect(),
        has_other_tables: others.iter().any(|&kind| book.table(kind).is_some()),
    }
}

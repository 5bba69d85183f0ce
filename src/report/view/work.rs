//! Deals that need work, the most urgent first: what is open, why, what to ask, and whom.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::{format, words};
use super::parts::{Facet, Mark, facets, slug};
use crate::audit::{Audit, Finding, WorkGroup, WorkItem};

/// So many deals of a group stand open on the page; the others are one click away.
const OPEN: usize = 5;
/// So many deals in all have their questions with their evidence on the page; the others have one line each, and
/// findings.csv holds the rest. It keeps the page small when hundreds of deals wait.
const IN_FULL: usize = 60;

/// The section.
#[derive(Serialize)]
pub(crate) struct Work {
    sentence: String,
    lists: Vec<List>,
    left: Option<String>,
}

/// The deals that stand alike to their kickoff.
#[derive(Serialize)]
struct List {
    id: &'static str,
    title: String,
    lead: &'static str,
    /// Deals in full; empty where all of the list is in short.
    items: Vec<Item>,
    short: Vec<Short>,
    /// What the short lines are, and where the rest stands.
    short_note: String,
}

/// A deal in one line.
#[derive(Serialize)]
struct Short {
    id: String,
    name: String,
    tally: Vec<Mark>,
    gaps: String,
    facets: Vec<Facet>,
}

#[derive(Serialize)]
struct Item {
    id: String,
    name: String,
    is_open: bool,
    kickoff: String,
    is_ahead: bool,
    tally: Vec<Mark>,
    facts: String,
    link: Option<String>,
    /// What stops or returns the handoff.
    groups: Vec<Group>,
    /// What only warns, folded: how many, and each.
    light_sentence: Option<String>,
    light: Vec<Group>,
    facets: Vec<Facet>,
}

/// The findings of one severity.
#[derive(Serialize)]
struct Group {
    mark: Mark,
    gaps: Vec<Gap>,
}

/// The findings of one rule: its title once, and every question that it puts.
#[derive(Serialize)]
struct Gap {
    title: String,
    code: &'static str,
    rule: String,
    asks: Vec<Ask>,
}

#[derive(Serialize)]
struct Ask {
    owner: &'static str,
    question: String,
    evidence: String,
    origins: String,
}

/// Builds the section.
pub(crate) fn view(audit: &Audit) -> Work {
    let shown = audit.worklist.len() as u64;
    let all = audit.deals_needing_work;
    let left = (all > shown).then(|| {
        format!(
            "{} with open findings {} not shown; packets.csv and findings.csv hold them all.",
            format::plural(all - shown, "more deal", "more deals"),
            if all - shown == 1 { "is" } else { "are" }
        )
    });
    let mut room = IN_FULL;
    let lists = GROUPS.iter().filter_map(|group| list(audit, *group, &mut room)).collect();
    Work { sentence: sentence(audit), lists, left }
}

/// Gaps named in a line.
const GAPS_NAMED: usize = 4;

const GROUPS: [WorkGroup; 4] = [WorkGroup::ThisWeek, WorkGroup::Later, WorkGroup::Unaccepted, WorkGroup::Settled];

/// What is ahead first; what is past is said to be past.
pub(crate) fn sentence(audit: &Audit) -> String {
    let counts = &audit.work;
    match (audit.deals_in_scope, counts.this_week + counts.later) {
        (0, _) => "No deals closed in this window.".into(),
        _ if counts.all() == 0 => {
            "No deal has an open finding that stops or returns it. Nothing to do this week.".into()
        }
        (_, 0) => "No kickoff with open gaps is ahead.".into(),
        _ => {
            let week = match counts.this_week {
                0 => "No kickoff with open gaps falls into the next 7 days".to_owned(),
                1 => "1 kickoff in the next 7 days has open gaps".to_owned(),
                n => format!("{} kickoffs in the next 7 days have open gaps", format::count(n)),
            };
            match counts.later {
                0 => format!("{week}."),
                n => format!("{week}, {} later.", format::count(n)),
            }
        }
    }
}

/// A group of deals; `room` is how many may still stand in full.
fn list(audit: &Audit, group: WorkGroup, room: &mut usize) -> Option<List> {
    let counts = &audit.work;
    let (id, n, one, many, lead) = match group {
        WorkGroup::ThisWeek => (
            "work-this-week",
            counts.this_week,
            "kickoff in the next 7 days",
            "kickoffs in the next 7 days",
            "Ask before the customer is in the room. Each question opens to its evidence.",
        ),
        WorkGroup::Later => ("work-later", counts.later, "later kickoff", "later kickoffs", "The soonest first."),
        WorkGroup::Unaccepted => (
            "work-unaccepted",
            counts.unaccepted,
            "deal not accepted, no kickoff ahead",
            "deals not accepted, no kickoff ahead",
            "The kickoff is past or none is planned, and CS has not accepted the handoff.",
        ),
        WorkGroup::Settled => (
            "work-settled",
            counts.settled,
            "accepted deal with gaps left on the record",
            "accepted deals with gaps left on the record",
            "Their kickoffs are past: nothing to ask before a meeting, but CS still works without these answers.",
        ),
    };
    let all: Vec<&WorkItem> = audit.worklist.iter().filter(|item| item.group == group).collect();
    // Nothing is to be asked before a meeting any more: one line a deal says what the record still lacks.
    let in_full = if group == WorkGroup::Settled { 0 } else { all.len().min(*room) };
    *room -= in_full;
    let item = |(place, item): (usize, &&WorkItem)| item_view(item, place < OPEN, &audit.timezone);
    let short: Vec<Short> = all[in_full..].iter().map(|item| short(item, &audit.timezone)).collect();
    let name = if in_full == 0 { "deal" } else { "more deal" };
    (!all.is_empty()).then(|| List {
        id,
        title: format::plural(n, one, many),
        lead,
        items: all[..in_full].iter().enumerate().map(item).collect(),
        short_note: format!(
            "{} in one line each; findings.csv holds every question with its evidence.",
            format::plural(short.len() as u64, name, &format!("{name}s"))
        ),
        short,
    })
}

fn short(item: &WorkItem, zone: &str) -> Short {
    let grave = item.findings.iter().filter(|finding| words::urgency(finding.severity) < 2);
    let mut gaps: Vec<String> = grave.map(|finding| finding.title.clone()).collect();
    gaps.dedup();
    let more = gaps.len().saturating_sub(GAPS_NAMED);
    gaps.truncate(GAPS_NAMED);
    let tail = if more > 0 { format!("; {} more", format::count(more as u64)) } else { String::new() };
    Short {
        id: slug("work-", &item.deal.deal_id),
        name: item.deal.name.clone(),
        tally: tally(&item.findings),
        gaps: words::capital(&gaps.join("; ")) + &tail,
        facets: facets(&item.deal, zone),
    }
}

fn item_view(item: &WorkItem, is_open: bool, zone: &str) -> Item {
    let deal = &item.deal;
    let account = deal.account_name.as_deref().or(deal.account_id.as_deref());
    let mut facts = vec![deal.deal_id.clone()];
    facts.extend(account.filter(|account| *account != deal.name).map(str::to_owned));
    facts.push(format!("won {}", format::local_date(&deal.won_at, zone)));
    facts.push(format!("AE {}", named(&deal.ae)));
    facts.push(format!("CSM {}", named(&deal.csm)));
    facts.push(format!("in {}", words::stage(deal.stage)));
    facts.push(words::decision(deal.decision).to_lowercase());
    let kickoff = match (&item.kickoff, item.kickoff_is_ahead) {
        (Some(day), true) => format!("Kickoff {}", format::date(day)),
        (Some(day), false) => format!("Kickoff was {}", format::date(day)),
        (None, _) => "No kickoff date recorded".into(),
    };
    // Findings come the most severe first.
    let grave = item.findings.iter().take_while(|finding| words::urgency(finding.severity) < 2).count();
    let (grave, light) = item.findings.split_at(grave);
    Item {
        id: slug("work-", &deal.deal_id),
        name: deal.name.clone(),
        is_open,
        kickoff,
        is_ahead: item.kickoff_is_ahead,
        tally: tally(&item.findings),
        facts: facts.join(" · "),
        link: item.link.clone().filter(|link| is_safe(link)),
        groups: groups(grave),
        light_sentence: (!light.is_empty()).then(|| {
            let n = light.len() as u64;
            format!(
                "{} that neither {} nor {} the handoff",
                format::plural(n, "finding", "findings"),
                if n == 1 { "stops" } else { "stop" },
                if n == 1 { "returns" } else { "return" }
            )
        }),
        light: groups(light),
        facets: facets(deal, zone),
    }
}

/// Only links that a browser treats as a page.
fn is_safe(link: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| link.starts_with(scheme))
}

fn named(person: &str) -> &str {
    match person {
        "" | "(blank)" => "not named",
        name => name,
    }
}

fn tally(findings: &[Finding]) -> Vec<Mark> {
    let mut counts: BTreeMap<(u8, &str), u64> = BTreeMap::new();
    for finding in findings {
        *counts.entry((words::urgency(finding.severity), finding.severity)).or_default() += 1;
    }
    let mark = |((_, severity), n): ((u8, &str), u64)| {
        let (kind, word) = words::severity(severity);
        Mark::new(kind, format!("{} {}", format::count(n), word.to_lowercase()))
    };
    counts.into_iter().map(mark).collect()
}

fn groups(findings: &[Finding]) -> Vec<Group> {
    let group = |some: &[Finding]| {
        let (kind, word) = words::severity(some[0].severity);
        let gaps = some.chunk_by(|one, next| one.code == next.code && one.title == next.title).map(gap).collect();
        Group { mark: Mark::new(kind, word), gaps }
    };
    findings.chunk_by(|one, next| one.severity == next.severity).map(group).collect()
}

fn gap(findings: &[Finding]) -> Gap {
    let ask = |finding: &Finding| Ask {
        owner: finding.owner,
        question: words::sentence(&finding.question),
        evidence: words::sentence(&finding.evidence),
        origins: finding.origins.join(" · "),
    };
    Gap {
        title: words::capital(&findings[0].title),
        code: findings[0].code,
        rule: format!("#rule-{}", findings[0].code),
        asks: findings.iter().map(ask).collect(),
    }
}

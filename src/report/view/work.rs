//! Deals that need work, the most urgent first: what is open, why, what to ask, and whom.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::{format, words};
use super::parts::{Mark, slug};
use crate::audit::{Audit, Finding, WorkItem};

/// So many deals stand open on the page; the others are one click away.
const OPEN: usize = 10;

/// The section.
#[derive(Serialize)]
pub(crate) struct Work {
    sentence: String,
    items: Vec<Item>,
    left: Option<String>,
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
    groups: Vec<Group>,
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
    let sentence = match (all, audit.deals_in_scope) {
        (_, 0) => "No deals closed in this window.".into(),
        (0, _) => "No deal has an open finding that stops or returns it. Nothing to do this week.".into(),
        (all, scope) => {
            let verb = if all == 1 { "deal has" } else { "deals have" };
            format!(
                "{} {verb} an open finding that stops or returns the handoff. The most urgent stand first: kickoffs still ahead, then the gravest gaps. Each question opens to its evidence.",
                format::k_of_n(all, scope)
            )
        }
    };
    let left = (all > shown).then(|| {
        format!(
            "{} more deals need work; they are in packets.csv, their findings in findings.csv.",
            format::count(all - shown)
        )
    });
    let item = |(place, item): (usize, &WorkItem)| item_view(item, place < OPEN, &audit.timezone);
    Work { sentence, items: audit.worklist.iter().enumerate().map(item).collect(), left }
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
    Item {
        id: slug("work-", &deal.deal_id),
        name: deal.name.clone(),
        is_open,
        kickoff,
        is_ahead: item.kickoff_is_ahead,
        tally: tally(&item.findings),
        facts: facts.join(" · "),
        link: item.link.clone().filter(|link| is_safe(link)),
        groups: groups(&item.findings),
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

//! Deals that need work, the most urgent first: what is open, why, what to ask, and whom.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::words::work as say;
use super::super::{format, guard, words};
use super::parts::{Facet, Mark, facets, slug};
use super::rules::is_judged;
use crate::audit::{Audit, BLANK, Finding, WorkGroup, WorkItem};

/// So many deals stand open on the page, the most urgent ones; the others are one click away.
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
    /// What another rule of the deal asks already: how many, and the evidence of each.
    again: Option<Again>,
}

#[derive(Serialize)]
struct Again {
    sentence: String,
    points: Vec<Ask>,
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
    let mut room = Room { in_full: IN_FULL, open: OPEN };
    let lists = GROUPS.iter().filter_map(|group| list(audit, *group, &mut room)).collect();
    Work { sentence: sentence(audit), lists, left: (all > shown).then(|| say::not_shown(all - shown)) }
}

/// How many deals may still stand in full, and open.
struct Room {
    in_full: usize,
    open: usize,
}

/// Gaps named in a line.
const GAPS_NAMED: usize = 4;

const GROUPS: [WorkGroup; 4] = [WorkGroup::ThisWeek, WorkGroup::Later, WorkGroup::Unaccepted, WorkGroup::Settled];

/// What is ahead first; what is past is said to be past.
pub(crate) fn sentence(audit: &Audit) -> String {
    let counts = &audit.work;
    match (audit.deals_in_scope, counts.this_week + counts.later) {
        (0, _) => no_deals(audit),
        _ if counts.all() == 0 => nothing_found(audit, say::NOTHING_TO_DO),
        (_, 0) => say::NONE_AHEAD.into(),
        _ => say::ahead(counts.this_week, counts.later),
    }
}

/// No deal, and why where that is known.
pub(super) fn no_deals(audit: &Audit) -> String {
    audit.no_case().map_or_else(|| say::NO_DEALS.into(), |note| words::sentence(&note.sentence))
}

/// Nothing found is good news only as far as the rules could be judged.
pub(crate) fn nothing_found(audit: &Audit, good_news: &str) -> String {
    match grave(audit) {
        (judged, all) if judged == all => good_news.to_owned(),
        (judged, all) => say::nothing_found(judged, all),
    }
}

/// Rules about single deals that stop or return one: how many could be judged, and all.
pub(crate) fn grave(audit: &Audit) -> (u64, u64) {
    let grave = || audit.rules.iter().filter(|rule| !rule.is_of_all && words::urgency(rule.severity) < 2);
    (grave().filter(|rule| is_judged(rule)).count() as u64, grave().count() as u64)
}

/// A group of deals.
fn list(audit: &Audit, group: WorkGroup, room: &mut Room) -> Option<List> {
    let counts = &audit.work;
    let (id, n) = match group {
        WorkGroup::ThisWeek => ("work-this-week", counts.this_week),
        WorkGroup::Later => ("work-later", counts.later),
        WorkGroup::Unaccepted => ("work-unaccepted", counts.unaccepted),
        WorkGroup::Settled => ("work-settled", counts.settled),
    };
    let all: Vec<&WorkItem> = audit.worklist.iter().filter(|item| item.group == group).collect();
    if all.is_empty() {
        return None;
    }
    // Nothing is to be asked before a meeting any more: one line a deal says what the record still lacks.
    let in_full = if group == WorkGroup::Settled { 0 } else { all.len().min(room.in_full) };
    room.in_full -= in_full;
    // Only the most urgent group that has deals stands open: the page is to be read from the top.
    let open = std::mem::take(&mut room.open);
    let decided = audit.shows_decisions();
    let item = |(place, item): (usize, &&WorkItem)| item_view(item, place < open, decided, &audit.timezone);
    let short: Vec<Short> = all[in_full..].iter().map(|item| short(item, &audit.timezone)).collect();
    Some(List {
        id,
        title: say::group(group, n, decided),
        lead: say::lead(group, decided),
        items: all[..in_full].iter().enumerate().map(item).collect(),
        short_note: say::in_short(short.len() as u64, in_full > 0),
        short,
    })
}

fn short(item: &WorkItem, zone: &str) -> Short {
    let grave = item.findings.iter().filter(|finding| words::urgency(finding.severity) < 2);
    let mut gaps: Vec<String> = grave.map(|finding| finding.title.clone()).collect();
    gaps.dedup();
    let more = gaps.len().saturating_sub(GAPS_NAMED);
    gaps.truncate(GAPS_NAMED);
    Short {
        id: slug("work-", &item.deal.deal_id),
        name: format::called(&item.deal.name, &item.deal.deal_id).to_owned(),
        tally: tally(&item.findings),
        gaps: say::gaps(&gaps, more as u64),
        facets: facets(&item.deal, zone),
    }
}

/// `decided`: whether any export shows decisions.
fn item_view(item: &WorkItem, is_open: bool, decided: bool, zone: &str) -> Item {
    let deal = &item.deal;
    let account = deal.account_name.as_deref().or(deal.account_id.as_deref());
    let mut facts: Vec<String> = format::id_beside(&deal.name, &deal.deal_id).map(str::to_owned).into_iter().collect();
    facts.extend(account.filter(|account| *account != deal.name).map(str::to_owned));
    facts.push(say::won(&format::local_date(&deal.won_at, zone)));
    facts.extend(say::people(named(&deal.ae), named(&deal.csm)));
    facts.push(say::stands_in(deal.stage));
    facts.extend(decided.then(|| words::decision(deal.decision).to_lowercase()));
    let kickoff = item.kickoff.as_ref().map(|day| say::kickoff(day, item.kickoff_is_ahead));
    // Findings come the most severe first.
    let grave = item.findings.iter().take_while(|finding| words::urgency(finding.severity) < 2).count();
    let (grave, light) = item.findings.split_at(grave);
    Item {
        id: slug("work-", &deal.deal_id),
        name: format::called(&deal.name, &deal.deal_id).to_owned(),
        is_open,
        kickoff: kickoff.unwrap_or_else(|| say::NO_KICKOFF.into()),
        is_ahead: item.kickoff_is_ahead,
        tally: tally(&item.findings),
        facts: facts.join(" · "),
        link: guard::web_link(deal.link.as_deref()),
        groups: groups(grave),
        light_sentence: (!light.is_empty()).then(|| say::light(light.len() as u64)),
        light: groups(light),
        facets: facets(deal, zone),
    }
}

fn named(person: &str) -> &str {
    match person {
        "" | BLANK => say::NOT_NAMED,
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
    let (again, own): (Vec<&Finding>, Vec<&Finding>) = findings.iter().partition(|finding| finding.asks_again);
    Gap {
        title: words::capital(&findings[0].title),
        code: findings[0].code,
        rule: format!("#rule-{}", findings[0].code),
        asks: own.iter().map(|finding| ask(finding)).collect(),
        again: (!again.is_empty()).then(|| Again {
            sentence: say::asked_again(again.len() as u64, !own.is_empty()),
            points: again.iter().map(|finding| ask(finding)).collect(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::fixtures;
    use super::*;

    #[test]
    fn a_question_is_put_once_and_its_other_evidence_is_kept() {
        let audit = fixtures::demo(30);
        let item = audit.worklist.iter().find(|item| !item.findings.is_empty()).expect("work");
        let mut findings = vec![item.findings[0].clone(), item.findings[0].clone()];
        findings[1].asks_again = true;
        findings[1].evidence = "the same gap, seen elsewhere".into();
        let both = gap(&findings);
        assert_eq!(both.asks.len(), 1);
        let again = both.again.expect("the second");
        assert_eq!(again.sentence, "1 more, asked under another rule");
        assert_eq!(again.points[0].evidence, "The same gap, seen elsewhere.");
        assert_eq!(gap(&findings[1..]).again.expect("alone").sentence, "1 gap, asked under another rule");
        assert!(gap(&findings[..1]).again.is_none());
    }
}

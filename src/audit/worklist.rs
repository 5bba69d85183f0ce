//! Deals that need work, the most urgent first, each finding in words.

use crate::assess::OpenFinding;
use crate::domain::{Origin, iso_date};
use crate::packet::{ElementState, Packet, Scope};
use crate::rules::{Case, Severity, Subject, Words};

use super::deals::Places;
use super::quotes::quote;
use super::{Audit, Finding, WorkCounts, WorkGroup, WorkItem};

/// Days from `as_of` whose kickoffs are this week's work.
const WEEK: i32 = 7;

/// At most [`Audit::MAX_SHOWN`] deals, and how many need work in all, by where they stand to their kickoff.
pub(super) fn worklist(places: &Places<'_>) -> (Vec<WorkItem>, WorkCounts) {
    let mut urgent: Vec<(Urgency, usize)> = (0..places.assembly.packets.len())
        .filter(|&position| places.assembly.packets[position].scope == Scope::InScope)
        .filter_map(|position| Some((urgency(places, position)?, position)))
        .collect();
    urgent.sort();
    let in_group = |wanted: WorkGroup| urgent.iter().filter(|((group, ..), _)| *group == wanted).count() as u64;
    let counts = WorkCounts {
        this_week: in_group(WorkGroup::ThisWeek),
        later: in_group(WorkGroup::Later),
        unaccepted: in_group(WorkGroup::Unaccepted),
        settled: in_group(WorkGroup::Settled),
    };
    let shown = urgent.iter().take(Audit::MAX_SHOWN).map(|((group, ..), at)| work_item(places, *at, *group));
    (shown.collect(), counts)
}

/// The group; in it the soonest kickoff first, then what lacks most, the newest first.
type Urgency = (WorkGroup, i32, std::cmp::Reverse<usize>, std::cmp::Reverse<i32>);

/// Where a packet stands to its kickoff and its acceptance.
fn group(packet: &Packet, today: i32) -> WorkGroup {
    match kickoff_ahead(packet, today) {
        Some(day) if day < today + WEEK => WorkGroup::ThisWeek,
        Some(_) => WorkGroup::Later,
        None if packet.events.is_accepted() => WorkGroup::Settled,
        None => WorkGroup::Unaccepted,
    }
}

/// `None` where no finding of severity stop or return is open.
fn urgency(places: &Places<'_>, position: usize) -> Option<Urgency> {
    let (packet, assessment) = places.packet(position);
    let severity = |finding: &OpenFinding| places.assessed.rules[finding.rule as usize].severity;
    let n_grave = assessment.findings.iter().filter(|finding| severity(finding) <= Severity::Return).count();
    if n_grave == 0 {
        return None;
    }
    let today = places.assembly.as_of().day();
    Some((
        group(packet, today),
        kickoff_ahead(packet, today).unwrap_or(0),
        std::cmp::Reverse(n_grave),
        std::cmp::Reverse(packet.won_at.day()),
    ))
}

/// The day of a kickoff that has not been held and is not past.
pub(super) fn kickoff_ahead(packet: &Packet, today: i32) -> Option<i32> {
    let planned = packet.events.kickoff_planned_at.filter(|_| packet.events.kickoff_at.is_none())?;
    (planned.day() >= today).then(|| planned.day())
}

fn work_item(places: &Places<'_>, position: usize, group: WorkGroup) -> WorkItem {
    let (packet, assessment) = places.packet(position);
    let mut findings: Vec<OpenFinding> = assessment.findings.to_vec();
    findings.sort_by_key(|finding| (places.assessed.rules[finding.rule as usize].severity, finding.rule));
    let kickoff = packet.events.kickoff_at.or(packet.events.kickoff_planned_at);
    let case = places.case(packet);
    let mut told: Vec<Finding> = findings.iter().map(|finding| in_words(places, &case, finding)).collect();
    mark_repeats(&case, &findings, &mut told);
    WorkItem {
        deal: places.deal(position),
        kickoff: kickoff.map(|kickoff| iso_date(kickoff.day())),
        kickoff_is_ahead: matches!(group, WorkGroup::ThisWeek | WorkGroup::Later),
        group,
        findings: told,
    }
}

/// What a finding's rule says of it, with the answer that gave rise to it.
pub(crate) fn words_of(places: &Places<'_>, case: &Case<'_>, finding: &OpenFinding) -> Words {
    let active = places.assessed.rules[finding.rule as usize];
    let mut words = (active.rule.describe)(case, &finding.evidence);
    if let Some(quote) = quote(places, case.packet, finding) {
        words.evidence.push_str(": ");
        words.evidence.push_str(&quote);
    }
    words
}

/// Where the event stands that a finding is about.
pub(crate) fn event_origin(places: &Places<'_>, packet: &Packet, finding: &OpenFinding) -> Option<Origin> {
    match finding.evidence.subject {
        Subject::Event(event) => places.cell_origin(packet.events.places.of(event)),
        _ => None,
    }
}

/// A finding in words.
pub(super) fn in_words(places: &Places<'_>, case: &Case<'_>, finding: &OpenFinding) -> Finding {
    let active = places.assessed.rules[finding.rule as usize];
    let Words { evidence, question } = words_of(places, case, finding);
    let origins = [finding.evidence.origin].into_iter().chain(event_origin(places, case.packet, finding));
    Finding {
        code: active.rule.code,
        title: active.rule.failing_title.to_owned(),
        severity: active.severity.name(),
        owner: active.rule.owner.name(),
        question,
        evidence,
        origins: origins.map(|origin| places.book.place(origin)).collect(),
        asks_again: false,
    }
}

/// Marks what would ask a person twice: an item that a graver finding asks the same owner about, and an element whose
/// gaps are all asked about one by one.
fn mark_repeats(case: &Case<'_>, findings: &[OpenFinding], told: &mut [Finding]) {
    let mut asked: Vec<(u16, &str)> = Vec::new();
    for (finding, told) in findings.iter().zip(told.iter_mut()) {
        if let Subject::Item(item) = finding.evidence.subject {
            told.asks_again = asked.contains(&(item, told.owner));
            asked.push((item, told.owner));
        }
    }
    let is_asked = |id: &str| {
        let item = case.checklist.items.iter().position(|item| *item.id == *id);
        item.is_some_and(|item| asked.iter().any(|(asked, _)| usize::from(*asked) == item))
    };
    for (finding, told) in findings.iter().zip(told) {
        if let Subject::Element(element) = finding.evidence.subject {
            let state = &case.packet.elements[usize::from(element)];
            told.asks_again = matches!(state, ElementState::Incomplete(lacks) if lacks.iter().all(|id| is_asked(id)));
        }
    }
}

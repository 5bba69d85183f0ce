//! Deals that need work, the most urgent first, each finding in words.

use crate::assess::OpenFinding;
use crate::domain::iso_date;
use crate::packet::{Packet, Scope};
use crate::rules::{Case, Severity, Subject};

use super::deals::{Places, deal_text};
use super::{Audit, Finding, WorkItem};

/// The longest quote in a finding, in characters.
const QUOTE_CHARS: usize = 160;

/// At most [`Audit::MAX_SHOWN`] deals, and how many need work in all.
pub(super) fn worklist(places: &Places<'_>) -> (Vec<WorkItem>, u64) {
    let mut urgent: Vec<(Urgency, usize)> = (0..places.assembly.packets.len())
        .filter(|&position| places.assembly.packets[position].scope == Scope::InScope)
        .filter_map(|position| Some((urgency(places, position)?, position)))
        .collect();
    urgent.sort();
    let shown = urgent.iter().take(Audit::MAX_SHOWN).map(|(_, position)| work_item(places, *position));
    (shown.collect(), urgent.len() as u64)
}

/// Kickoffs still ahead first, the soonest first; then what is not yet accepted, then what lacks most, the newest first.
type Urgency = (bool, i32, bool, std::cmp::Reverse<usize>, std::cmp::Reverse<i32>);

/// `None` where no finding of severity stop or return is open.
fn urgency(places: &Places<'_>, position: usize) -> Option<Urgency> {
    let (packet, assessment) = places.packet(position);
    let severity = |finding: &OpenFinding| places.assessed.rules[finding.rule as usize].severity;
    let n_grave = assessment.findings.iter().filter(|finding| severity(finding) <= Severity::Return).count();
    if n_grave == 0 {
        return None;
    }
    let ahead = kickoff_ahead(packet, places.assembly.as_of().day());
    Some((
        ahead.is_none(),
        ahead.unwrap_or(0),
        packet.events.is_accepted(),
        std::cmp::Reverse(n_grave),
        std::cmp::Reverse(packet.won_at.day()),
    ))
}

/// The day of a kickoff that has not been held and is not past.
fn kickoff_ahead(packet: &Packet, today: i32) -> Option<i32> {
    let planned = packet.events.kickoff_planned_at.filter(|_| packet.events.kickoff_at.is_none())?;
    (planned.day() >= today).then(|| planned.day())
}

fn work_item(places: &Places<'_>, position: usize) -> WorkItem {
    let (packet, assessment) = places.packet(position);
    let mut findings: Vec<OpenFinding> = assessment.findings.clone();
    findings.sort_by_key(|finding| (places.assessed.rules[finding.rule as usize].severity, finding.rule));
    let kickoff = packet.events.kickoff_at.or(packet.events.kickoff_planned_at);
    let id = places.book.text(packet.id);
    let case = places.case(packet);
    WorkItem {
        deal: places.deal(position),
        kickoff: kickoff.map(|kickoff| iso_date(kickoff.day())),
        kickoff_is_ahead: kickoff_ahead(packet, places.assembly.as_of().day()).is_some(),
        link: places.settings.links.deal.as_ref().map(|template| template.replace("{id}", &percent_encoded(id))),
        findings: findings.iter().map(|finding| in_words(places, &case, finding)).collect(),
    }
}

/// A finding in words, with the answer that gave rise to it.
pub(crate) fn in_words(places: &Places<'_>, case: &Case<'_>, finding: &OpenFinding) -> Finding {
    let active = places.assessed.rules[finding.rule as usize];
    let words = (active.rule.describe)(case, &finding.evidence);
    let quote = match finding.evidence.subject {
        Subject::Item(_) => deal_text(places.book, case.packet, finding.evidence.origin),
        _ => None,
    };
    let evidence = match quote {
        Some(text) => format!("{}: \u{201c}{}\u{201d}", words.evidence, cut(text)),
        None => words.evidence,
    };
    Finding {
        code: active.rule.code,
        title: active.rule.failing_title.to_owned(),
        severity: active.severity.name(),
        owner: active.rule.owner.name(),
        question: words.question,
        evidence,
        origins: vec![places.book.place(finding.evidence.origin)],
    }
}

fn cut(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(QUOTE_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// An id within a link: letters, digits, `-`, `_`, `.` stay.
fn percent_encoded(id: &str) -> String {
    let mut encoded = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

//! The lines of a brief in words, each with where it stands.

use serde::Serialize;

use super::super::format;
use super::super::words::{self, entries as say};
use super::document::{Extent, Section};
use crate::audit::Finding;
use crate::audit::brief::{Brief, Line, Value};

/// The longest text of a line on one sheet.
const TEXT: usize = 170;
/// The longest evidence of a finding on one sheet.
const EVIDENCE: usize = 150;

/// A line.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Entry {
    /// What it is about.
    pub(super) label: Option<String>,
    /// What it says.
    pub(super) text: String,
    /// What else must be known of it, quieter.
    pub(super) sub: Option<String>,
    /// Whether it says that something is absent.
    pub(super) is_absent: bool,
    /// Where it stands: the whole place, or on one sheet a letter for the file and the line.
    pub(super) place: Option<String>,
}

impl Entry {
    fn of(label: impl Into<String>, text: impl Into<String>) -> Entry {
        Entry { label: Some(label.into()), text: text.into(), ..Entry::default() }
    }

    fn sub(self, sub: impl Into<String>) -> Entry {
        Entry { sub: Some(sub.into()).filter(|sub| !sub.is_empty()), ..self }
    }

    fn at(self, place: impl Into<String>) -> Entry {
        Entry { place: Some(place.into()).filter(|place| !place.is_empty()), ..self }
    }

    fn absent(text: String) -> Entry {
        Entry { text, is_absent: true, ..Entry::default() }
    }
}

/// Answers one by one, then in one line each what is not answered and what no export holds.
pub(super) fn items(lines: &[Line], zone: &str, extent: Extent) -> Vec<Entry> {
    let mut entries: Vec<Entry> = lines.iter().filter_map(|line| item(line, zone, extent)).collect();
    entries.extend(gaps(lines));
    entries
}

/// What is not answered, and what no export holds.
fn gaps(lines: &[Line]) -> Vec<Entry> {
    let mut entries = Vec::new();
    let labels = |state: &str| {
        let of = lines.iter().filter(|line| line.state == state && !is_unread(line)).map(|line| uncapital(&line.label));
        of.collect::<Vec<_>>().join(", ")
    };
    let (blank, nowhere) = (labels("blank"), labels("not_captured"));
    if !blank.is_empty() {
        entries.push(Entry::absent(say::not_answered(&blank)));
    }
    if !nowhere.is_empty() {
        entries.push(Entry::absent(say::not_exported(&nowhere)));
    }
    entries
}

/// Whether the line's cell is full and could not be read.
fn is_unread(line: &Line) -> bool {
    line.state == "not_captured" && line.origin.is_some()
}

fn item(line: &Line, zone: &str, extent: Extent) -> Option<Entry> {
    let text = line.value.as_ref().map(|value| extent.cut(&shown(value, zone), TEXT));
    let entry = match line.state {
        "answered" => Entry::of(&*line.label, text.unwrap_or_else(|| say::ON_RECORD.to_owned())),
        "explicit_none" => Entry::of(&*line.label, text.unwrap_or_else(|| say::NONE.to_owned())),
        "vague" => Entry::of(&*line.label, say::quoted(&text.unwrap_or_default())).sub(say::VAGUE),
        "placeholder" => Entry::of(&*line.label, say::quoted(&text.unwrap_or_default())).sub(say::PLACEHOLDER),
        _ if is_unread(line) => match text {
            Some(text) => Entry::of(&*line.label, say::quoted(&text)).sub(say::NOT_READABLE),
            None => Entry::of(&*line.label, say::IN_NO_COLUMN.to_owned()),
        },
        _ => return None,
    };
    Some(entry.at(line.origin.clone().unwrap_or_default()))
}

fn shown(value: &Value, zone: &str) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Money(amount, Some(currency)) => say::amount_in(currency, *amount),
        Value::Money(amount, None) => say::amount(*amount),
        Value::Number(number, unit) => say::number(*number, unit),
        Value::Time(at) => format::local_date(at, zone),
        Value::Flag(is_so) => say::flag(*is_so).to_owned(),
    }
}

pub(super) fn stakeholders(brief: &Brief) -> Vec<Entry> {
    let person = |person: &crate::audit::brief::Stakeholder| {
        let name = person.name.clone().unwrap_or_else(|| say::NO_NAME.to_owned());
        let what = say::contact(person.roles.as_deref(), person.title.as_deref());
        let known = [
            person.engagement.as_deref().map(say::engagement),
            person.channel.as_deref().map(say::channel),
            person.time_zone.clone(),
            person.email.clone(),
        ];
        Entry::of(name, what).sub(known.into_iter().flatten().collect::<Vec<_>>().join(" · ")).at(&*person.origin)
    };
    let mut entries: Vec<Entry> = brief.stakeholders.iter().map(person).collect();
    if !brief.missing_roles.is_empty() {
        entries.insert(0, Entry::absent(say::nobody(&brief.missing_roles.join(", "))));
    }
    entries
}

pub(super) fn commitments(brief: &Brief, extent: Extent) -> Vec<Entry> {
    let zone = brief.timezone.as_str();
    let day = |at: &str| format::local_date(at, zone);
    let entry = |one: &crate::audit::brief::Commitment| {
        let sub = match one.basis {
            "notes" => found_in_notes(one.person.as_deref(), one.written_at.as_deref(), zone),
            "field" => say::UNREVIEWED.to_owned(),
            _ => {
                let parts = [
                    Some(say::owner(one.person.as_deref())),
                    one.due_at.as_deref().map(|due| say::due(&day(due))),
                    Some(say::reviewed(one.reviewed_at.as_deref().map(day).as_deref())),
                    one.delivered_at.as_deref().map(|at| say::delivered(&day(at))),
                ];
                parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
            }
        };
        let text = as_shown(&brief.commitment_items, one.basis, &one.origin, zone).unwrap_or_else(|| one.text.clone());
        Entry::of(words::capital(&words::opened(&one.kind)), say::quoted(&extent.cut(&text, TEXT)))
            .sub(sub)
            .at(&*one.origin)
    };
    let mut entries: Vec<Entry> = brief.commitments.iter().map(entry).collect();
    entries.extend(unsaid(&brief.commitment_items, zone, extent));
    entries
}

/// A date or a number of a field of the deal as people write it; `None` for what has words of its own.
fn as_shown(lines: &[Line], basis: &str, origin: &str, zone: &str) -> Option<String> {
    let line = lines.iter().find(|line| basis == "field" && line.origin.as_deref() == Some(origin))?;
    line.value.as_ref().map(|value| shown(value, zone))
}

/// Items that say that there is nothing or no, that hold a placeholder, or that nobody answered.
fn unsaid(lines: &[Line], zone: &str, extent: Extent) -> Vec<Entry> {
    let is_no = |line: &Line| line.state == "answered" && line.value == Some(Value::Flag(false));
    let is_nothing = |line: &&Line| matches!(line.state, "explicit_none" | "placeholder") || is_no(line);
    let mut entries: Vec<Entry> = lines.iter().filter(is_nothing).filter_map(|line| item(line, zone, extent)).collect();
    entries.extend(gaps(lines));
    entries
}

pub(super) fn risks(brief: &Brief, extent: Extent) -> Vec<Entry> {
    let zone = brief.timezone.as_str();
    let entry = |one: &crate::audit::brief::BriefRisk| {
        let sub = match (one.basis, &one.person) {
            ("notes", person) => found_in_notes(person.as_deref(), one.written_at.as_deref(), zone),
            ("field", _) => say::UNOWNED.to_owned(),
            (_, owner) => say::owner(owner.as_deref()),
        };
        let label = match (one.basis, &one.kind) {
            ("recorded", Some(severity)) => say::severity(severity),
            (_, Some(kind)) => words::capital(kind),
            (_, None) => say::RISK.to_owned(),
        };
        Entry::of(label, say::quoted(&extent.cut(&one.text, TEXT))).sub(sub).at(&*one.origin)
    };
    let mut entries: Vec<Entry> = brief.risks.iter().map(entry).collect();
    entries.extend(unsaid(&brief.risk_items, zone, extent));
    entries
}

fn found_in_notes(author: Option<&str>, at: Option<&str>, zone: &str) -> String {
    say::found_in_notes(author, at.map(|at| format::local_date(at, zone)).as_deref())
}

pub(super) fn conflicts(brief: &Brief, extent: Extent) -> Vec<Entry> {
    brief.conflicts.iter().map(|finding| asked(finding, extent)).collect()
}

pub(super) fn questions(brief: &Brief, extent: Extent) -> Vec<Entry> {
    let all = &brief.questions;
    if extent == Extent::Whole {
        return all.iter().map(|finding| asked(finding, extent)).collect();
    }
    // What several things give rise to is asked once on the sheet.
    let is_first = |at: usize| all[..at].iter().all(|earlier| earlier.question != all[at].question);
    let once = |at: usize| {
        let n_more = all[at + 1..].iter().filter(|later| later.question == all[at].question).count();
        let entry = asked(&all[at], extent);
        match (entry.sub.as_deref(), n_more) {
            (Some(sub), 1..) => {
                let more = say::alike(sub, n_more as u64);
                entry.sub(more)
            }
            _ => entry,
        }
    };
    (0..all.len()).filter(|&at| is_first(at)).map(once).collect()
}

fn asked(finding: &Finding, extent: Extent) -> Entry {
    let text = extent.cut(&words::sentence(&finding.question), TEXT);
    let entry = Entry { text, ..Entry::default() };
    let evidence = extent.cut_within(&finding.evidence, EVIDENCE);
    let evidence = say::evidence(words::severity(finding.severity).1, &evidence);
    entry.sub(evidence).at(finding.origins.first().cloned().unwrap_or_default())
}

pub(super) fn tasks(brief: &Brief, extent: Extent) -> Vec<Entry> {
    let entry = |task: &crate::audit::brief::Task| {
        let text = extent.cut(&words::sentence(&task.text), TEXT);
        Entry { text, ..Entry::default() }.sub(extent.cut_within(&task.because, EVIDENCE))
    };
    brief.tasks.iter().map(entry).collect()
}

pub(super) fn agenda(brief: &Brief) -> Vec<Entry> {
    let entry = |slot: &crate::audit::brief::Slot| {
        let points = slot.points.iter().map(|point| words::sentence(point)).collect::<Vec<_>>().join(" ");
        Entry::of(format!("{}–{} {}", slot.from, slot.to, slot.title), points)
    };
    brief.agenda.iter().map(entry).collect()
}

pub(super) fn timeline(brief: &Brief) -> Vec<Entry> {
    let entry = |event: &crate::audit::brief::Happening| {
        let when = format::local_date(&event.at, &brief.timezone);
        Entry::of(when, say::happening(&event.what, event.who.as_deref(), event.is_ahead))
            .at(event.origin.clone().unwrap_or_default())
    };
    brief.timeline.iter().map(entry).collect()
}

/// On one sheet, files become letters, and a place becomes a letter and a line; the list of letters is returned.
pub(super) fn shorten_places(sections: &mut [Section], extent: Extent) -> Vec<(String, String)> {
    if extent == Extent::Whole {
        return Vec::new();
    }
    let mut files: Vec<String> = Vec::new();
    for place in sections.iter_mut().flat_map(|section| &mut section.entries).filter_map(|entry| entry.place.as_mut()) {
        let Some((file, line)) = file_and_line(place) else { continue };
        let position = files.iter().position(|known| known == file).unwrap_or_else(|| {
            files.push(file.to_owned());
            files.len() - 1
        });
        *place = format!("{}{line}", letter(position));
    }
    files.into_iter().enumerate().map(|(position, file)| (letter(position), file)).collect()
}

/// `deals.csv` and `12` of `deals.csv line 12, column "Why Now"`.
fn file_and_line(place: &str) -> Option<(&str, &str)> {
    place.match_indices(" line ").find_map(|(at, word)| {
        let rest = &place[at + word.len()..];
        let line = &rest[..rest.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(rest.len())];
        (!line.is_empty()).then(|| (&place[..at], line))
    })
}

/// A, B, ..., Z, AA, AB, ...
fn letter(position: usize) -> String {
    let last = char::from(b'A' + (position % 26) as u8);
    if position < 26 { last.to_string() } else { letter(position / 26 - 1) + &last.to_string() }
}

/// `Billing terms` as it stands within a sentence; capitals of abbreviations stay.
fn uncapital(label: &str) -> String {
    let mut signs = label.chars();
    match (signs.next(), signs.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(signs).collect(),
        _ => label.to_owned(),
    }
}

//! What stands in the exports where a finding points: an answer, a recorded promise or risk, a person, a task.

use rustc_hash::FxHashMap;

use crate::assess::{Assessed, OpenFinding};
use crate::domain::{Origin, TableKind, folds_alike};
use crate::packet::{Assembly, FieldAnswer, Packet};
use crate::rules::Subject;
use crate::settings::Source;

use super::deals::{Places, deal_text};

/// Says of a cell of a deal, by its row and where it stands, whether its text may still be quoted: whether a finding points
/// at it, or it is an answer and no full one. Of all other free texts no table and no page tells a word.
pub fn quotable<'a>(assembly: &'a Assembly, assessed: &'a Assessed) -> impl Fn(usize, Origin) -> bool + 'a {
    let pairs = assembly.packets.iter().zip(&assessed.assessments);
    let of_row: FxHashMap<usize, _> = pairs.map(|pair| (pair.0.row as usize, pair)).collect();
    move |row, origin| {
        of_row.get(&row).is_some_and(|(packet, assessment)| {
            let is_poor = |answer: &FieldAnswer| !answer.state.is_full() && answer.origin == Some(origin);
            assessment.findings.iter().any(|finding| finding.evidence.origin == origin)
                || packet.answers.iter().any(is_poor)
        })
    }
}

/// The longest quote, in characters.
const LONGEST: usize = 160;

/// The quote of a finding; `None` where its words say all.
pub(super) fn quote(places: &Places<'_>, packet: &Packet, finding: &OpenFinding) -> Option<String> {
    let origin = finding.evidence.origin;
    match finding.evidence.subject {
        Subject::Item(item) => {
            let sources = &places.settings.checklist.items[usize::from(item)].sources;
            let csm = || packet.csm.filter(|_| sources.contains(&Source::Csm));
            deal_text(places.book, packet, origin)
                .or_else(|| csm().map(|csm| places.assembly.people.label(csm)))
                .map(quoted)
        }
        Subject::Commitment => listed(places, TableKind::Commitments, "text", origin).map(quoted),
        Subject::Risk => listed(places, TableKind::Risks, "text", origin).map(quoted),
        Subject::Contact => {
            deal_text(places.book, packet, origin).or_else(|| contact(places, packet, origin)).map(quoted)
        }
        Subject::Task => deal_text(places.book, packet, origin)
            .or_else(|| listed(places, TableKind::Activities, "subject", origin))
            .map(quoted),
        Subject::Sponsors => both(
            (own(places, packet, "executive_sponsor"), "on the deal"),
            (contact(places, packet, origin), "in the contact roles"),
        ),
        Subject::Csms => {
            let row = packet.detail.other_csm?.value as usize;
            let on_deal = person(places, TableKind::Deals, packet.row as usize)?;
            let on_record = person(places, TableKind::Onboarding, row)?;
            Some(format!("{on_deal} on the deal, {on_record} on the onboarding record"))
        }
        Subject::Packet | Subject::Event(_) | Subject::Element(_) | Subject::Ae | Subject::Csm | Subject::Nth(_) => {
            None
        }
    }
}

/// A word of the deal's own row, as the export has it.
fn own<'a>(places: &'a Places<'_>, packet: &Packet, field: &str) -> Option<&'a str> {
    let (deals, row) = (places.book.table(TableKind::Deals)?, packet.row as usize);
    let read = deals.symbols(field).get(row);
    let word = places.book.text(deals.as_exported(row, TableKind::Deals.field(field)?, read));
    Some(word).filter(|word| !word.is_empty())
}

/// The CSM of a row as the export has it, with the name that it is read as.
fn person(places: &Places<'_>, kind: TableKind, row: usize) -> Option<String> {
    let table = places.book.table(kind)?;
    let cell = table.symbols("csm").get(row);
    let exported = places.book.text(table.as_exported(row, kind.field("csm")?, cell));
    let read = places.book.text(cell);
    let name = places.assembly.people.known_label(read).unwrap_or(read);
    let is_name = folds_alike(exported, name);
    Some(if is_name { quoted(exported) } else { format!("{} ({name})", quoted(exported)) })
}

fn both(one: (Option<&str>, &str), other: (Option<&str>, &str)) -> Option<String> {
    let (Some(left), Some(right)) = (one.0, other.0) else { return None };
    Some(format!("{} {}, {} {}", quoted(left), one.1, quoted(right), other.1))
}

/// A field of a row that stands there.
fn listed<'a>(places: &'a Places<'_>, kind: TableKind, field: &str, origin: Origin) -> Option<&'a str> {
    let table = places.book.table(kind)?;
    let row = table.row_at(origin)?;
    let (words, texts) = (table.symbols(field), table.texts(field));
    let text = if words.is_captured() { places.book.text(words.get(row)) } else { texts.get(row) };
    Some(text).filter(|text| !text.trim().is_empty())
}

/// The name of the deal's contact that stands there; `None` where the line holds several people.
fn contact<'a>(places: &'a Places<'_>, packet: &Packet, origin: Origin) -> Option<&'a str> {
    let mut there = packet.detail.stakeholders.iter().filter(|person| person.origin == origin);
    let person = there.next().filter(|person| !person.name.is_blank())?;
    there.all(|other| other.key == person.key).then(|| places.book.text(person.name))
}

fn quoted(text: &str) -> String {
    let text = text.trim();
    let (text, more) = match text.char_indices().nth(LONGEST) {
        Some((end, _)) => (&text[..end], "\u{2026}"),
        None => (text, ""),
    };
    format!("\u{201c}{text}{more}\u{201d}")
}

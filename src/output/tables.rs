//! The tables of a run, described once: packets, findings, the measurement log, and the ledger.

use std::io;

use crate::audit::build_parts::{Places, decision, event_origin, event_times, words_of};
use crate::domain::Severity;
use crate::map::LedgerEntry;
use crate::packet::{FieldState, Packet, Scope};
use crate::rules::Owner;
use crate::score::Reading;
use crate::score::aspects::aspects;

use super::columns;
use super::folder::{Error, Publication};
use super::rows::{Row, Table};

/// Every table of the run, in the order of the sheets; made once, as some are linked with the exports again.
pub(crate) fn tables<'t>(places: &'t Places<'t>) -> [Table<'t>; 4] {
    [packets(places), findings(places), super::events::events(places), ledger(places)]
}

/// Writes the tables into the draft, each as a CSV file.
pub(crate) fn write_tables(draft: &Publication, tables: &[Table<'_>]) -> Result<(), Error> {
    for table in tables {
        draft.write(&format!("{}.csv", table.name), |out| table.write_csv(out))?;
    }
    Ok(())
}

/// Writes the packets as `packets.parquet` too.
pub(crate) fn write_parquet(draft: &Publication, places: &Places<'_>) -> Result<(), Error> {
    draft.write("packets.parquet", |out| super::parquet::write(&packets(places), out)).map(|_| ())
}

fn packets<'t>(places: &'t Places<'t>) -> Table<'t> {
    let columns = columns::packets(&places.settings.checklist);
    let rows = |position: usize, row: &mut Row<'_>| packet_row(places, position, row);
    Table { name: "packets", columns, n: places.assembly.packets.len(), rows: Box::new(rows) }
}

fn packet_row(places: &Places<'_>, position: usize, row: &mut Row<'_>) -> io::Result<()> {
    let (packet, assessment) = places.packet(position);
    let text = |sym| places.book.text(sym);
    let items = &places.settings.checklist.items;
    let severity = |wanted: Severity| {
        let of = |rule: u8| places.assessed.rules[rule as usize].severity;
        assessment.findings.iter().filter(|finding| of(finding.rule) == wanted).count()
    };
    let is_gap = |state: FieldState| !state.is_full() && state != FieldState::NotCaptured;
    let gaps = items
        .iter()
        .zip(&packet.answers)
        .filter(|(item, answer)| item.is_required(packet.tier) && is_gap(answer.state));
    let is_first_pass = || packet.events.is_first_pass(|decision| decision.is_material);
    row.cell(text(packet.id))?;
    row.cell(places.word(packet, "deal_name"))?;
    row.cell(packet.account.map_or("", text))?;
    row.cell(places.account_name(packet).unwrap_or_default())?;
    row.cell(scope(packet))?;
    row.cell(text(packet.segment))?;
    row.cell(text(packet.region))?;
    row.cell(places.label(packet.ae))?;
    row.cell(places.label(packet.csm))?;
    row.cell(packet.tier.name())?;
    row.time(Some(packet.won_at))?;
    for is_so in [packet.is_due, packet.is_reopened] {
        row.flag(is_so)?;
    }
    row.cell(packet.stage.name())?;
    row.cell(decision(packet))?;
    match packet.events.is_decision_untold() {
        true => row.cell("")?,
        false => row.flag(is_first_pass())?,
    }
    for scores in [Reading::AsIs, Reading::AsFilled].map(|reading| places.scores(packet, reading)) {
        row.number(scores.overall)?;
        scores.by_category.iter().try_for_each(|score| row.number(*score))?;
    }
    let aspects = aspects(&places.case(packet));
    aspects.iter().try_for_each(|aspect| row.number(aspect.score))?;
    row.flag(assessment.is_complete)?;
    row.cell(&gaps.map(|(item, _)| item.id.as_str()).collect::<Vec<_>>().join(";"))?;
    row.count(severity(Severity::Stop))?;
    row.count(severity(Severity::Return))?;
    row.cell(&places.codes(assessment).join(";"))?;
    for (_, moment) in event_times(packet, places.assembly) {
        row.time(moment)?;
    }
    packet.elements.iter().try_for_each(|state| row.cell(state.name()))?;
    for (item, answer) in items.iter().zip(&packet.answers) {
        row.cell(if item.is_required(packet.tier) { answer.state.name() } else { "not_required" })?;
    }
    row.words(places.row_origin(packet).map(|origin| places.book.shown(origin)))?;
    row.end()
}

fn findings<'t>(places: &'t Places<'t>) -> Table<'t> {
    let rows = |position: usize, row: &mut Row<'_>| {
        let (packet, assessment) = places.packet(position);
        let case = places.case(packet);
        let (id, name) = (places.book.text(packet.id), places.word(packet, "deal_name"));
        let (ae, csm) = (places.label(packet.ae), places.label(packet.csm));
        for finding in &assessment.findings {
            let active = places.assessed.rules[finding.rule as usize];
            let words = words_of(places, &case, finding);
            row.cell(active.rule.code)?;
            row.cell(active.rule.failing_title)?;
            row.cell(id)?;
            row.cell(name)?;
            row.cell(active.severity.name())?;
            row.cell(active.rule.owner.name())?;
            row.cell(match active.rule.owner {
                Owner::Ae => ae,
                Owner::Csm => csm,
                _ => "",
            })?;
            row.cell(&words.question)?;
            row.cell(&words.evidence)?;
            let place = places.book.shown(finding.evidence.origin);
            match event_origin(places, packet, finding).map(|event| places.book.shown(event)) {
                Some(event) => row.words(Some(format_args!("{place}; {event}")))?,
                None => row.words(Some(place))?,
            }
            row.end()?;
        }
        Ok(())
    };
    Table { name: "findings", columns: columns::findings(), n: places.assembly.packets.len(), rows: Box::new(rows) }
}

/// A packet's scope as the tables say it.
pub(super) fn scope(packet: &Packet) -> &'static str {
    match packet.scope {
        Scope::InScope => "in_scope",
        Scope::Renewal => "renewal",
    }
}

/// What reading and mapping set aside, then what found no deal; in order of file and line.
fn ledger<'t>(places: &'t Places<'t>) -> Table<'t> {
    let mut entries: Vec<&LedgerEntry> = places.book.ledger.iter().chain(&places.assembly.ledger).collect();
    entries.sort_by_key(|entry| (entry.file, entry.line, entry.column));
    let n = entries.len();
    let rows = move |position: usize, row: &mut Row<'_>| {
        let entry = entries[position];
        let file = places.book.file(entry.file);
        let column = entry.column.and_then(|column| file.columns.get(column as usize));
        row.cell(&file.path)?;
        row.number(Some(f64::from(entry.line)))?;
        // Offsets are exact up to 2^53.
        row.number(entry.place.map(|(offset, _)| offset as f64))?;
        row.number(entry.place.map(|(_, bytes)| bytes as f64))?;
        row.cell(column.map_or("", |column| &column.heading))?;
        row.cell(entry.kind)?;
        row.cell(&entry.text)?;
        row.cell(&entry.note)?;
        row.end()
    };
    Table { name: "ledger", columns: columns::ledger(), n, rows: Box::new(rows) }
}

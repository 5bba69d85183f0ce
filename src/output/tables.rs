//! `packets.csv`, `findings.csv`, `ledger.csv` and `events.csv`: every cell guarded against being taken for a formula, then quoted.
//!
//! Rows are formatted in parallel, chunk by chunk, and written in order.

use std::io::{self, Write};

use rayon::prelude::*;

use crate::audit::build_parts::{Places, decision, event_times, in_words, timestamp};
use crate::domain::Severity;
use crate::map::LedgerEntry;
use crate::packet::{FieldState, Scope};
use crate::report::csv::guard;
use crate::settings::Category;

use super::folder::{Error, Publication};

/// Rows formatted at once.
const CHUNK: usize = 1024;

/// Writes the tables into the draft.
pub(crate) fn write_tables(draft: &Publication, places: &Places<'_>) -> Result<(), Error> {
    draft.write("packets.csv", |out| packets(places, out))?;
    draft.write("findings.csv", |out| findings(places, out))?;
    draft.write("ledger.csv", |out| ledger(places, out))?;
    draft.write("events.csv", |out| super::events::write(places, out))?;
    Ok(())
}

/// A row that is being written, cell by cell.
pub(super) struct Row<'w> {
    writer: &'w mut csv::Writer<Vec<u8>>,
    scratch: &'w mut String,
}

impl Row<'_> {
    /// Adds a cell.
    pub(super) fn cell(&mut self, text: &str) -> io::Result<()> {
        self.writer.write_field(guard(text).as_bytes()).map_err(io::Error::other)
    }

    /// Adds a cell from parts.
    fn format(&mut self, parts: std::fmt::Arguments<'_>) -> io::Result<()> {
        let mut scratch = std::mem::take(self.scratch);
        scratch.clear();
        std::fmt::Write::write_fmt(&mut scratch, parts).map_err(io::Error::other)?;
        let written = self.cell(&scratch);
        *self.scratch = scratch;
        written
    }

    fn number(&mut self, value: Option<f64>) -> io::Result<()> {
        match value {
            Some(value) => self.format(format_args!("{value}")),
            None => self.cell(""),
        }
    }

    /// Ends the row.
    pub(super) fn end(&mut self) -> io::Result<()> {
        self.writer.write_record(None::<&[u8]>).map_err(io::Error::other)
    }
}

/// Formats rows of `n` things in parallel; each thing may give several rows.
pub(super) fn write_rows(
    header: &[String],
    n: usize,
    rows: impl Fn(usize, &mut Row<'_>) -> io::Result<()> + Sync,
    out: &mut (dyn Write + Send),
) -> io::Result<()> {
    out.write_all(&formatted(|row| {
        header.iter().try_for_each(|heading| row.cell(heading))?;
        row.end()
    })?)?;
    // A few chunks at a time, so that memory stays bounded however long the table is; each group is written while the
    // next is formatted.
    let starts: Vec<usize> = (0..n).step_by(CHUNK).collect();
    let mut ready: Vec<io::Result<Vec<u8>>> = Vec::new();
    for group in starts.chunks(2 * rayon::current_num_threads()) {
        let format =
            |&start: &usize| formatted(|row| (start..n.min(start + CHUNK)).try_for_each(|thing| rows(thing, row)));
        let (next, written) = rayon::join(
            || group.par_iter().map(format).collect(),
            || std::mem::take(&mut ready).into_iter().try_for_each(|chunk| out.write_all(&chunk?)),
        );
        written?;
        ready = next;
    }
    ready.into_iter().try_for_each(|chunk| out.write_all(&chunk?))
}

fn formatted(fill: impl FnOnce(&mut Row<'_>) -> io::Result<()>) -> io::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    fill(&mut Row { writer: &mut writer, scratch: &mut String::new() })?;
    writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

fn packets(places: &Places<'_>, out: &mut (dyn Write + Send)) -> io::Result<()> {
    let checklist = &places.settings.checklist;
    let mut header: Vec<String> = [
        "deal_id",
        "deal_name",
        "account_id",
        "account_name",
        "scope",
        "segment",
        "region",
        "ae",
        "csm",
        "tier",
        "won_at",
        "is_due",
        "is_reopened",
        "stage",
        "decision",
        "is_first_pass",
    ]
    .map(str::to_owned)
    .to_vec();
    let scores = ["overall"].into_iter().chain(Category::ALL.map(Category::name));
    header.extend(scores.clone().map(|name| format!("score_{name}")));
    header.extend(scores.map(|name| format!("score_{name}_rep")));
    header.extend(["fields_complete", "gaps", "n_stop", "n_return", "findings"].map(str::to_owned));
    if let Some(first) = places.assembly.packets.first() {
        header.extend(event_times(first, places.assembly).map(|(name, _)| name.to_owned()));
    }
    header.extend(checklist.elements.iter().map(|element| format!("element_{}", element.id)));
    header.extend(checklist.items.iter().map(|item| format!("item_{}", item.id)));
    header.push("origin".to_owned());
    write_rows(&header, places.assembly.packets.len(), |position, row| packet_row(places, position, row), out)
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
    let is_first_pass = packet.events.is_first_pass(|decision| decision.is_material);
    row.cell(text(packet.id))?;
    row.cell(places.word(packet, "deal_name"))?;
    row.cell(packet.account.map_or("", text))?;
    row.cell(places.account_name(packet).unwrap_or_default())?;
    row.cell(match packet.scope {
        Scope::InScope => "in_scope",
        Scope::Renewal => "renewal",
    })?;
    row.cell(text(packet.segment))?;
    row.cell(text(packet.region))?;
    row.cell(places.label(packet.ae))?;
    row.cell(places.label(packet.csm))?;
    row.cell(packet.tier.name())?;
    row.cell(&timestamp(packet.won_at))?;
    for is_so in [packet.is_due, packet.is_reopened] {
        row.format(format_args!("{is_so}"))?;
    }
    row.cell(packet.stage.name())?;
    row.cell(decision(packet))?;
    row.format(format_args!("{is_first_pass}"))?;
    for scores in [&assessment.scores, &assessment.scores_rep] {
        row.number(scores.overall)?;
        scores.by_category.iter().try_for_each(|score| row.number(*score))?;
    }
    row.format(format_args!("{}", assessment.is_complete))?;
    row.cell(&gaps.map(|(item, _)| item.id.as_str()).collect::<Vec<_>>().join(";"))?;
    row.format(format_args!("{}", severity(Severity::Stop)))?;
    row.format(format_args!("{}", severity(Severity::Return)))?;
    row.cell(&places.codes(assessment).join(";"))?;
    for (_, moment) in event_times(packet, places.assembly) {
        row.cell(&moment.map_or_else(String::new, timestamp))?;
    }
    packet.elements.iter().try_for_each(|state| row.cell(state.name()))?;
    for (item, answer) in items.iter().zip(&packet.answers) {
        row.cell(if item.is_required(packet.tier) { answer.state.name() } else { "not_required" })?;
    }
    row.cell(&places.row_origin(packet).map_or_else(String::new, |origin| places.book.place(origin)))?;
    row.end()
}

fn findings(places: &Places<'_>, out: &mut (dyn Write + Send)) -> io::Result<()> {
    let header =
        ["code", "title", "deal_id", "deal_name", "severity", "owner", "person", "question", "evidence", "origin"]
            .map(str::to_owned);
    let rows = |position: usize, row: &mut Row<'_>| {
        let (packet, assessment) = places.packet(position);
        let case = places.case(packet);
        for finding in &assessment.findings {
            let words = in_words(places, &case, finding);
            row.cell(words.code)?;
            row.cell(&words.title)?;
            row.cell(places.book.text(packet.id))?;
            row.cell(places.word(packet, "deal_name"))?;
            row.cell(words.severity)?;
            row.cell(words.owner)?;
            row.cell(match words.owner {
                "AE" => places.label(packet.ae),
                "CSM" => places.label(packet.csm),
                _ => "",
            })?;
            row.cell(&words.question)?;
            row.cell(&words.evidence)?;
            row.cell(&words.origins.join("; "))?;
            row.end()?;
        }
        Ok(())
    };
    write_rows(&header, places.assembly.packets.len(), rows, out)
}

/// What reading and mapping set aside, then what found no deal; in order of file and line.
fn ledger(places: &Places<'_>, out: &mut (dyn Write + Send)) -> io::Result<()> {
    let header = ["file", "line", "column", "kind", "text", "note"].map(str::to_owned);
    let mut entries: Vec<&LedgerEntry> = places.book.ledger.iter().chain(&places.assembly.ledger).collect();
    entries.sort_by_key(|entry| (entry.file, entry.line, entry.column));
    let rows = |position: usize, row: &mut Row<'_>| {
        let entry = entries[position];
        let file = &places.book.files[entry.file.0 as usize];
        let column = entry.column.and_then(|column| file.columns.get(column as usize));
        row.cell(&file.path)?;
        row.format(format_args!("{}", entry.line))?;
        row.cell(column.map_or("", |column| &column.heading))?;
        row.cell(entry.kind)?;
        row.cell(&entry.text)?;
        row.cell(&entry.note)?;
        row.end()
    };
    write_rows(&header, entries.len(), rows, out)
}

//! `packets.csv`, `findings.csv` and `ledger.csv`: every cell guarded against being taken for a formula, then quoted.
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
const CHUNK: usize = 4096;

/// Writes the three tables into the draft.
pub(crate) fn write_tables(draft: &Publication, places: &Places<'_>) -> Result<(), Error> {
    draft.write("packets.csv", |out| packets(places, out))?;
    draft.write("findings.csv", |out| findings(places, out))?;
    draft.write("ledger.csv", |out| ledger(places, out))?;
    Ok(())
}

/// Formats rows of `n` things in parallel; each thing may give several rows.
fn write_rows(
    header: &[String],
    n: usize,
    rows: impl Fn(usize, &mut dyn FnMut(&[String])) + Sync,
    out: &mut dyn Write,
) -> io::Result<()> {
    out.write_all(&formatted(|row| row(header))?)?;
    // A few chunks at a time, so that memory stays bounded however long the table is.
    let starts: Vec<usize> = (0..n).step_by(CHUNK).collect();
    for group in starts.chunks(2 * rayon::current_num_threads()) {
        let chunks: Vec<io::Result<Vec<u8>>> = group
            .par_iter()
            .map(|&start| formatted(|row| (start..n.min(start + CHUNK)).for_each(|thing| rows(thing, row))))
            .collect();
        for chunk in chunks {
            out.write_all(&chunk?)?;
        }
    }
    Ok(())
}

fn formatted(fill: impl FnOnce(&mut dyn FnMut(&[String]))) -> io::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut failure = None;
    fill(&mut |cells| {
        let guarded = cells.iter().map(|cell| guard(cell));
        if let Err(error) = writer.write_record(guarded.map(|cell| cell.into_owned().into_bytes())) {
            failure.get_or_insert(error);
        }
    });
    match failure {
        Some(error) => Err(io::Error::other(error)),
        None => writer.into_inner().map_err(|error| io::Error::other(error.to_string())),
    }
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn packets(places: &Places<'_>, out: &mut dyn Write) -> io::Result<()> {
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
        header.extend(event_times(first).map(|(name, _)| name.to_owned()));
    }
    header.extend(checklist.elements.iter().map(|element| format!("element_{}", element.id)));
    header.extend(checklist.items.iter().map(|item| format!("item_{}", item.id)));
    header.push("origin".to_owned());
    write_rows(&header, places.assembly.packets.len(), |position, row| row(&packet_row(places, position)), out)
}

fn packet_row(places: &Places<'_>, position: usize) -> Vec<String> {
    let (packet, assessment) = places.packet(position);
    let text = |sym| places.book.text(sym).to_owned();
    let items = &places.settings.checklist.items;
    let severity = |wanted: Severity| {
        let of = |rule: u8| places.assessed.rules[rule as usize].severity;
        assessment.findings.iter().filter(|finding| of(finding.rule) == wanted).count().to_string()
    };
    let is_gap = |state: FieldState| !state.is_full() && state != FieldState::NotCaptured;
    let gaps = items
        .iter()
        .zip(&packet.answers)
        .filter(|(item, answer)| item.is_required(packet.tier) && is_gap(answer.state));
    let is_first_pass = packet.events.is_first_pass(|decision| decision.is_material);
    let mut row = vec![
        text(packet.id),
        places.word(packet, "deal_name").to_owned(),
        packet.account.map(text).unwrap_or_default(),
        places.account_name(packet).unwrap_or_default(),
        match packet.scope {
            Scope::InScope => "in_scope".to_owned(),
            Scope::Renewal => "renewal".to_owned(),
        },
        text(packet.segment),
        text(packet.region),
        places.label(packet.ae),
        places.label(packet.csm),
        packet.tier.name().to_owned(),
        timestamp(packet.won_at),
        packet.is_due.to_string(),
        packet.is_reopened.to_string(),
        packet.stage.name().to_owned(),
        decision(packet).to_owned(),
        is_first_pass.to_string(),
    ];
    for scores in [&assessment.scores, &assessment.scores_rep] {
        row.push(number(scores.overall));
        row.extend(scores.by_category.map(number));
    }
    row.extend([
        assessment.is_complete.to_string(),
        gaps.map(|(item, _)| item.id.as_str()).collect::<Vec<_>>().join(";"),
        severity(Severity::Stop),
        severity(Severity::Return),
        places.codes(assessment).join(";"),
    ]);
    row.extend(event_times(packet).map(|(_, moment)| moment.map_or_else(String::new, timestamp)));
    row.extend(packet.elements.iter().map(|state| state.name().to_owned()));
    row.extend(items.iter().zip(&packet.answers).map(|(item, answer)| {
        if item.is_required(packet.tier) { answer.state.name().to_owned() } else { "not_required".to_owned() }
    }));
    row.push(places.row_origin(packet).map_or_else(String::new, |origin| places.book.place(origin)));
    row
}

fn findings(places: &Places<'_>, out: &mut dyn Write) -> io::Result<()> {
    let header =
        ["code", "title", "deal_id", "deal_name", "severity", "owner", "person", "question", "evidence", "origin"]
            .map(str::to_owned);
    let rows = |position: usize, row: &mut dyn FnMut(&[String])| {
        let (packet, assessment) = places.packet(position);
        for finding in &assessment.findings {
            let words = in_words(places, position, finding);
            let person = match words.owner {
                "AE" => places.label(packet.ae),
                "CSM" => places.label(packet.csm),
                _ => String::new(),
            };
            row(&[
                words.code.to_owned(),
                words.title,
                places.book.text(packet.id).to_owned(),
                places.word(packet, "deal_name").to_owned(),
                words.severity.to_owned(),
                words.owner.to_owned(),
                person,
                words.question,
                words.evidence,
                words.origins.join("; "),
            ]);
        }
    };
    write_rows(&header, places.assembly.packets.len(), rows, out)
}

/// What reading and mapping set aside, then what found no deal; in order of file and line.
fn ledger(places: &Places<'_>, out: &mut dyn Write) -> io::Result<()> {
    let header = ["file", "line", "column", "kind", "text", "note"].map(str::to_owned);
    let mut entries: Vec<&LedgerEntry> = places.book.ledger.iter().chain(&places.assembly.ledger).collect();
    entries.sort_by_key(|entry| (entry.file, entry.line, entry.column));
    let rows = |position: usize, row: &mut dyn FnMut(&[String])| {
        let entry = entries[position];
        let file = &places.book.files[entry.file.0 as usize];
        let column = entry.column.and_then(|column| file.columns.get(column as usize));
        row(&[
            file.path.clone(),
            entry.line.to_string(),
            column.map_or_else(String::new, |column| column.heading.clone()),
            entry.kind.to_owned(),
            entry.text.to_string(),
            entry.note.to_string(),
        ]);
    };
    write_rows(&header, entries.len(), rows, out)
}

//! `read`: a table as it was read, as RFC 4180 text; what was set aside goes to the ledger.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use handoff_audit::map;
use handoff_audit::read::{self, Limits, Overrides, Reading, SetAside};

use super::{Console, Failure, unwritable};
use crate::cli;

/// Set-aside records of one kind that are said on the terminal; the ledger has all.
const MAX_SAID: usize = 5;
/// The columns of the ledger.
const LEDGER: [&str; 7] = ["file", "line", "offset", "bytes", "reason", "detail", "text"];

pub(crate) fn run(arguments: &cli::Read, console: &mut Console) -> Result<(), Failure> {
    let path = &arguments.file;
    let name = path.display().to_string();
    let limits = Limits::default();
    let overrides = Overrides {
        delimiter: arguments.delimiter,
        quote: arguments.quote,
        encoding: arguments.encoding.clone(),
        header_line: arguments.header_line,
        any_header: true,
    };
    let reading = match read::survey(path, &overrides, &limits) {
        Ok(reading) => reading,
        Err(read::Error::Empty { .. }) => {
            console.note(&format!("{name}: empty; 0 rows"));
            save(arguments.ledger.as_deref(), |out| write_ledger(out, &[]))?;
            return save(arguments.out.as_deref(), |_| Ok(()));
        }
        Err(error) => return Err(unreadable(error)),
    };
    let entries = entries(&name, &reading);
    save(arguments.ledger.as_deref(), |out| write_ledger(out, &entries))?;
    let table = |out: &mut dyn Write| read::write_table(path, &reading, &limits, out);
    match arguments.out.as_deref() {
        Some(place) => {
            let mut file = BufWriter::new(File::create(place).map_err(|error| unwritable(place, error))?);
            table(&mut file)
                .map_err(unreadable)?
                .and_then(|()| file.flush())
                .map_err(|error| unwritable(place, error))?;
        }
        None => {
            // A reader that has gone away, as `head` does, is no error of ours.
            let _ = table(&mut BufWriter::with_capacity(1 << 16, io::stdout().lock())).map_err(unreadable)?;
        }
    }
    for line in summary(&name, &reading) {
        console.note(&line);
    }
    Ok(())
}

fn unreadable(error: read::Error) -> Failure {
    map::Error::Unreadable(Box::new(error)).into()
}

/// Writes a file, when one was asked for.
fn save(place: Option<&Path>, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let Some(place) = place else { return Ok(()) };
    let written = File::create(place).and_then(|file| {
        let mut out = BufWriter::new(file);
        write(&mut out)?;
        out.flush()
    });
    written.map_err(|error| unwritable(place, error))
}

/// A line of the ledger.
type Entry = [String; LEDGER.len()];

fn entries(name: &str, reading: &Reading) -> Vec<Entry> {
    let entry = |line: u32, offset: String, bytes: String, reason: &str, detail: &str, text: &str| {
        [name.to_owned(), line.to_string(), offset, bytes, reason.to_owned(), detail.to_owned(), text.to_owned()]
    };
    let account = &reading.account;
    let damage = reading.probe.header.damage.as_deref();
    let header = damage
        .map(|damage| entry(reading.probe.header_line, String::new(), String::new(), "damaged-header", damage, ""));
    let rows = account.set_aside.iter().map(|row| {
        let detail = if row.reason == SetAside::Blank { blanks(row.records) } else { row.detail.clone() };
        entry(row.line, row.offset.to_string(), row.bytes.to_string(), row.reason.reason(), &detail, &row.excerpt)
    });
    let noted = account.noted.iter().map(|row| {
        let (offset, bytes, sentence) = (row.offset.to_string(), row.bytes.to_string(), row.how.sentence());
        let detail = if row.instead.is_empty() { sentence.to_owned() } else { format!("{sentence}: {}", row.instead) };
        entry(row.line, offset, bytes, row.how.kind(), &detail, &row.excerpt)
    });
    let reasons = account.set_aside_counts.keys().map(|&reason| (reason.reason(), account.unlisted(reason)));
    let notes = account.noted_counts.keys().map(|&how| (how.kind(), account.unlisted_notes(how)));
    let unlisted = reasons.chain(notes).filter(|(_, n_more)| *n_more > 0).map(|(kind, n_more)| {
        let detail = format!("{n_more} more of this kind are counted and not listed");
        entry(account.last_line, String::new(), String::new(), kind, &detail, "")
    });
    let copy = reading.second_copy.map(|(line, rows)| {
        let detail = format!("{rows} rows below the repeated headings stand above them too and were left out");
        entry(line, String::new(), String::new(), "second-copy", &detail, "")
    });
    let mut entries: Vec<(u32, Entry)> = header
        .into_iter()
        .chain(rows)
        .chain(noted)
        .chain(unlisted)
        .chain(copy)
        .map(|entry| (entry[1].parse().unwrap_or_default(), entry))
        .collect();
    entries.sort_by_key(|(line, _)| *line);
    entries.into_iter().map(|(_, entry)| entry).collect()
}

fn blanks(n: u32) -> String {
    if n == 1 { "a blank line".to_owned() } else { format!("{n} blank lines") }
}

fn write_ledger(out: &mut dyn Write, entries: &[Entry]) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    writer.write_record(LEDGER)?;
    for entry in entries {
        writer.write_record(entry)?;
    }
    writer.flush()
}

/// How the file was taken, the balance, and the first of what is damaged.
fn summary(name: &str, reading: &Reading) -> Vec<String> {
    let (probe, account) = (&reading.probe, &reading.account);
    let header = match (probe.header.cells.is_empty(), probe.header_line == probe.header_last_line) {
        (true, _) => "no headings".to_owned(),
        (false, true) => format!("headings on line {}", probe.header_line),
        (false, false) => format!("headings on lines {} to {}", probe.header_line, probe.header_last_line),
    };
    let mut lines = vec![format!(
        "{name}: {}, cells end with '{}', records with {}; {} columns, {header}, {} lines",
        probe.dialect.encoding,
        probe.dialect.delimiter_text(),
        probe.dialect.record_end.name(),
        probe.headings.len(),
        account.last_line
    )];
    let counted = |is_row: bool| {
        let counts = account.set_aside_counts.iter().filter(move |(reason, _)| reason.is_row() == is_row);
        counts.map(|(reason, count)| format!("{} {count}", reason.reason())).collect::<Vec<_>>()
    };
    let (mut reasons, beside) = (counted(true), counted(false));
    let copied = reading.second_copy.map_or(0, |(_, rows)| rows);
    reasons.extend((copied > 0).then(|| format!("second-copy {copied}")));
    let reasons = if reasons.is_empty() { String::new() } else { format!(" ({})", reasons.join(", ")) };
    let (read, used) = (account.rows_read, reading.rows_used());
    let beside = if beside.is_empty() { String::new() } else { format!("; no rows: {}", beside.join(", ")) };
    lines.push(format!("{read} rows read = {used} used + {} set aside{reasons}{beside}", read - used));
    if let Some(damage) = &probe.header.damage {
        lines.push(format!("line {}: damaged headings: {damage}", probe.header_line));
    }
    for (&how, &count) in &account.noted_counts {
        for row in account.noted.iter().filter(|row| row.how == how).take(MAX_SAID) {
            let text: String = row.excerpt.chars().take(60).collect();
            lines.push(format!("{name} line {}, byte {}: {text}: {}", row.line, row.offset, how.sentence()));
        }
        let n_more = count.saturating_sub(MAX_SAID as u64);
        lines.extend((n_more > 0).then(|| format!(".. and {n_more} more: {}", how.sentence())));
    }
    for (reason, &count) in account.set_aside_counts.iter().filter(|(reason, _)| reason.is_damage()) {
        let rows = account.set_aside.iter().filter(|row| row.reason == *reason);
        lines.extend(rows.take(MAX_SAID).map(|row| {
            let text: String = row.excerpt.chars().take(60).collect();
            let (line, offset, what) = (row.line, row.offset, reason.sentence());
            format!("{name} line {line}, byte {offset}: {text}: set aside, for it {what}: {}", row.detail)
        }));
        let n_more = count.saturating_sub(MAX_SAID as u64);
        lines
            .extend((n_more > 0).then(|| format!(".. and {n_more} more records, each of which {}", reason.sentence())));
        lines.push(format!("to have them read: {}", reason.remedy()));
    }
    lines
}

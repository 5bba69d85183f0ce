//! `scan`: what the free-text reader finds, each hit with its rule and the words that it rests on. Suggestions, to be
//! confirmed by a person.

use std::io::{self, Read};
use std::path::Path;

use serde_json::json;

use handoff_audit::map;
use handoff_audit::read::{self, Limits, Overrides};
use handoff_audit::report::csv::guard;
use handoff_audit::text::{self, CommitmentType, Hit, Reading, RiskType, Side};

use super::{Console, Failure};
use crate::cli::{self, ScanFormat, SideName};

/// A column of this name says who wrote each text, unless `--side` does.
const SIDE_COLUMN: &str = "author_side";

pub(crate) fn run(arguments: &cli::Scan, console: &mut Console) -> Result<(), Failure> {
    let side = match arguments.side {
        None => Side::Unknown,
        Some(SideName::Seller) => Side::Seller,
        Some(SideName::Customer) => Side::Customer,
    };
    let (found, usual) = match arguments.input.as_deref() {
        Some(path) if is_table(arguments, path) => (table(arguments, Path::new(path), side)?, ScanFormat::Csv),
        Some(path) if arguments.text.is_some() && path != "-" => {
            return Err(unreadable(path, &io::Error::from(io::ErrorKind::NotFound)));
        }
        Some(path) if path != "-" && Path::new(path).is_file() => {
            let body = std::fs::read(path).map_err(|error| unreadable(path, &error))?;
            (vec![one(path, &String::from_utf8_lossy(&body), side)], ScanFormat::Text)
        }
        Some(path) if names_a_file(path) => return Err(unreadable(path, &io::Error::from(io::ErrorKind::NotFound))),
        Some(body) if body != "-" => (vec![one("text", body, side)], ScanFormat::Text),
        _ => {
            let mut body = Vec::new();
            io::stdin().read_to_end(&mut body).map_err(|error| unreadable("standard input", &error))?;
            (vec![one("-", &String::from_utf8_lossy(&body), side)], ScanFormat::Text)
        }
    };
    let answer = match arguments.format.unwrap_or(usual) {
        ScanFormat::Text => as_text(&found),
        ScanFormat::Csv => as_csv(&found),
        ScanFormat::Json => as_json(&found),
    };
    console.print(answer.as_bytes());
    Ok(())
}

/// A text with its name.
struct Scanned {
    id: String,
    reading: Reading,
}

fn one(id: &str, body: &str, side: Side) -> Scanned {
    Scanned { id: id.to_owned(), reading: text::read(body, side) }
}

fn is_table(arguments: &cli::Scan, path: &str) -> bool {
    let small = path.to_ascii_lowercase();
    let is_named_so = [".csv", ".tsv", ".csv.gz", ".tsv.gz"].iter().any(|ending| small.ends_with(ending));
    Path::new(path).is_file() && (arguments.text.is_some() || is_named_so)
}

/// Whether what is no file can only be the name of one: `note.txt`, `exports/notes`. A word is no sentence.
fn names_a_file(argument: &str) -> bool {
    let is_ending =
        |ending: &str| (1..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let has_ending = argument.rsplit_once('.').is_some_and(|(_, ending)| is_ending(ending));
    !argument.contains(char::is_whitespace) && (has_ending || argument.contains(std::path::MAIN_SEPARATOR))
}

/// Every row of the table; a row that cannot be read as one has no answer.
fn table(arguments: &cli::Scan, path: &Path, side: Side) -> Result<Vec<Scanned>, Failure> {
    let limits = Limits::default();
    let failed = |error: read::Error| Failure::from(map::Error::from(Box::new(error)));
    let probe = read::probe(path, &Overrides::default(), &limits).map_err(failed)?;
    let position = |name: &str| probe.headings.iter().position(|heading| heading.eq_ignore_ascii_case(name));
    let needed = |name: &str| position(name).ok_or_else(|| no_column(path, name, &probe.headings));
    let (id, body) = (needed(&arguments.id)?, needed(arguments.text.as_deref().unwrap_or("text"))?);
    let sides = position(SIDE_COLUMN).filter(|_| side == Side::Unknown);
    let mut found = Vec::new();
    read::stream(path, &probe, &limits, |record| {
        let own = match sides.map(|column| record.cell(column).trim().to_ascii_lowercase()).as_deref() {
            Some("seller") => Side::Seller,
            Some("customer") => Side::Customer,
            _ => side,
        };
        found.push(one(record.cell(id).trim(), record.cell(body), own));
    })
    .map_err(failed)?;
    Ok(found)
}

fn no_column(path: &Path, name: &str, headings: &[String]) -> Failure {
    let report = miette::miette!(
        help = format!("name them with --id and --text; the columns are: {}", headings.join(", ")),
        "{}: no column is called \"{name}\"",
        path.display()
    );
    Failure { report, code: 2 }
}

fn unreadable(name: &str, error: &io::Error) -> Failure {
    Failure { report: miette::miette!(help = "check that it exists and may be read", "{name}: {error}"), code: 3 }
}

/// Names of the types of several hits, each once, in order.
fn types<T: Copy + Ord>(hits: &[Hit<T>], name: impl Fn(T) -> &'static str) -> String {
    let mut kinds: Vec<T> = hits.iter().flat_map(|hit| hit.kinds.iter().copied()).collect();
    kinds.sort();
    kinds.dedup();
    kinds.into_iter().map(name).collect::<Vec<_>>().join(";")
}

/// A hit as it is shown.
struct Shown<'a> {
    what: &'static str,
    types: String,
    rule: &'static str,
    sentence: &'a str,
    /// The words of the rule.
    words: &'a str,
    /// Finds those that speak most for it, of all words of the sentence.
    loudest: fn(&str) -> &str,
}

impl<'a> Shown<'a> {
    fn new<T: Copy + Ord>(
        what: &'static str,
        hit: &'a Hit<T>,
        name: impl Fn(T) -> &'static str,
        loudest: fn(&str) -> &str,
    ) -> Shown<'a> {
        Shown {
            what,
            types: types(std::slice::from_ref(hit), name),
            rule: hit.rule.name(),
            sentence: &hit.sentence,
            words: &hit.sentence[hit.evidence.clone()],
            loudest,
        }
    }
}

fn hits(reading: &Reading) -> Vec<Shown<'_>> {
    let commitments = reading.commitments.iter();
    let commitments =
        commitments.map(|hit| Shown::new("commitment", hit, CommitmentType::name, text::loudest::for_promise));
    let risks = reading.risks.iter().map(|hit| Shown::new("risk", hit, RiskType::name, text::loudest::for_risk));
    commitments.chain(risks).collect()
}

fn as_text(found: &[Scanned]) -> String {
    let mut out = String::new();
    for Scanned { id, reading } in found {
        let hits = hits(reading);
        if hits.is_empty() {
            out.push_str(&super::console::printable(&format!("{id}: nothing found\n")));
        }
        for Shown { what, types, rule, sentence, words, loudest } in hits {
            let loudest = loudest(sentence);
            let line = format!(
                "{id}: possible {what} ({types}), to be confirmed\n  sentence: {sentence}\n  words:    {words}\n  loudest:  {loudest}\n  rule:     {rule}\n"
            );
            out.push_str(&super::console::printable(&line));
        }
    }
    out
}

fn as_csv(found: &[Scanned]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |row: [&str; 4]| writer.write_record(row.map(|cell| guard(cell).into_owned()));
    let mut outcome = write(["id", "commitments", "risks", "evidence"]);
    for Scanned { id, reading } in found {
        let evidence: Vec<String> = hits(reading)
            .into_iter()
            .map(|Shown { what, types, rule, sentence, .. }| format!("{what} {types} [{rule}]: {sentence}"))
            .collect();
        let commitments = types(&reading.commitments, |kind| kind.name());
        let risks = types(&reading.risks, |kind| kind.name());
        outcome = outcome.and_then(|()| write([id, &commitments, &risks, &evidence.join("\n")]));
    }
    let bytes = outcome.ok().and_then(|()| writer.into_inner().ok()).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn as_json(found: &[Scanned]) -> String {
    let mut out = String::new();
    for Scanned { id, reading } in found {
        let hits: Vec<_> = hits(reading)
            .into_iter()
            .map(|Shown { what, types, rule, sentence, words, loudest }| {
                let types: Vec<&str> = types.split(';').collect();
                let figures: Vec<_> = text::figures(sentence)
                    .into_iter()
                    .map(|figure| json!({ "kind": figure.kind.name(), "text": sentence[figure.place] }))
                    .collect();
                json!({ "what": what, "figures": figures, "types": types, "rule": rule, "sentence": sentence, "words": words, "loudest": loudest(sentence), "status": "to be confirmed" })
            })
            .collect();
        out.push_str(&json!({ "id": id, "hits": hits }).to_string());
        out.push('\n');
    }
    out
}

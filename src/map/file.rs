//! One file to typed rows: probe, recognise, stream each record into the tables that it feeds.

use crate::domain::{FileId, Interner, Origin, Sym};
use crate::read::{self, Limits, Probe, Record};
use crate::settings::{DateOrder, Settings, SourceSetting, SourceWords};

use super::book::{LedgerEntry, MeantWord, SourceFile};
use super::discover::{Found, HIDDEN};
use super::footer::Footers;
use super::join::{CatalogueEntry, IDENTICAL_ROW, LoadedTable};
use super::load::Error;
use super::note::FileNote;
use super::parse::bools::read_bool;
use super::parse::text::{is_blank, is_empty_reference};
use super::recognise::{FieldPlan, Purpose, Recognition, RowFilter, Says, TablePlan, Unrecognised, Wanted, recognise};
use super::seen::Seen;
use super::settle::{ShownDates, order_of_file, settle};
use super::spread::Spread;
use super::writer::{FileContext, Shown, TableWriter};
use crate::domain::{TableKind, ValueKind};

/// What one file gave.
pub(super) struct FileOutcome {
    pub(super) file: SourceFile,
    pub(super) tables: Vec<LoadedTable>,
    pub(super) symbols: Interner,
    pub(super) ledger: Vec<LedgerEntry>,
    pub(super) stage_catalogue: Vec<CatalogueEntry>,
    /// The hashes of the used records, in order.
    pub(super) hashes: Vec<u128>,
    /// What it shows of the order of day and month.
    pub(super) dates: ShownDates,
}

impl FileOutcome {
    pub(super) fn unused(found: &Found, why: String) -> FileOutcome {
        let file = SourceFile { path: found.name.clone(), bytes: found.bytes, why, ..SourceFile::default() };
        FileOutcome {
            file,
            tables: Vec::new(),
            symbols: Interner::default(),
            ledger: Vec::new(),
            stage_catalogue: Vec::new(),
            hashes: Vec::new(),
            dates: ShownDates::default(),
        }
    }
}

/// Reads one file. A file that is no table is an error only where `audit.toml` names it. `by_others`: which number is the
/// day in the dates of the files around, where that is known.
pub(super) fn load_file(
    found: &Found,
    id: FileId,
    settings: &Settings,
    by_others: Option<DateOrder>,
) -> Result<FileOutcome, Error> {
    if found.is_hidden {
        return Ok(FileOutcome::unused(found, HIDDEN.to_owned()));
    }
    let (overrides, wanted) = said_of(&found.setting);
    let limits = Limits::default();
    let mut probe = match read::probe(&found.path, &overrides, &limits) {
        Ok(probe) => probe,
        Err(error) if found.entry.is_some() => return Err(Error::Unreadable(Box::new(error))),
        Err(error) => return Ok(FileOutcome::unused(found, error.to_string())),
    };
    match recognise(&found.name, &probe.headings, &probe.sample, &wanted) {
        Ok(recognition) => {
            every_word_has_a_column(found, &recognition)?;
            settle(&found.path, &mut probe, recognition.plans(), &found.setting, &limits);
            read_rows(found, id, &probe, recognition, settings, by_others)
        }
        Err(unrecognised) => unmapped(found, unrecognised),
    }
}

/// What `audit.toml` says about reading a file, and about what it is.
pub(super) fn said_of(setting: &SourceSetting) -> (read::Overrides, Wanted) {
    let overrides = read::Overrides {
        delimiter: setting.delimiter,
        quote: None,
        encoding: setting.encoding.clone(),
        header_line: setting.header_line,
        any_header: false,
    };
    let wanted = Wanted { table: setting.table, profile: setting.profile.clone(), columns: setting.columns.clone() };
    (overrides, wanted)
}

/// Why a file is no table, and what to do.
pub(super) fn why_not(unrecognised: Unrecognised) -> (String, String) {
    match unrecognised {
        Unrecognised::NoTable { nearest, why } => {
            let nearest = nearest.map_or_else(String::new, |nearest| format!("; nearest: {nearest}"));
            (format!("not recognised: {why}{nearest}"), "name its table in audit.toml: table = \"..\"".to_owned())
        }
        Unrecognised::UnknownProfile { name, suggestion } => {
            (format!("no profile is called \"{name}\""), did_you_mean(suggestion))
        }
        Unrecognised::UnknownField { field, suggestion } => {
            (format!("no field is called \"{field}\""), did_you_mean(suggestion))
        }
        Unrecognised::NoSuchHeading { heading, suggestion, known } => {
            let help = suggestion.map_or_else(|| headed(&known), |near| did_you_mean(Some(near)));
            (format!("no column is headed \"{heading}\""), help)
        }
    }
}

fn unmapped(found: &Found, unrecognised: Unrecognised) -> Result<FileOutcome, Error> {
    let (why, help) = why_not(unrecognised);
    if found.entry.is_some() {
        return Err(Error::Unmapped { path: found.name.clone(), why, help });
    }
    Ok(FileOutcome::unused(found, why))
}

/// Complains about words of a field that no column of the file feeds: they would be told in vain.
fn every_word_has_a_column(found: &Found, recognition: &Recognition) -> Result<(), Error> {
    let is_fed = |name: &str| {
        let mut fed = recognition.plans().iter().flat_map(|plan| plan.fields.iter().map(move |field| (plan, field)));
        fed.any(|(plan, field)| !field.columns.is_empty() && plan.table.fields()[field.field].name == name)
    };
    // A stage may stand in headings alone: `Date entered "Vertrag"`.
    let heads_stages = recognition.plans().iter().any(|plan| !plan.stage_entries.is_empty());
    let stands = |told: &&SourceWords| is_fed(&told.field) || (told.field == "stage" && heads_stages);
    let Some(idle) = found.setting.values.iter().find(|told| !stands(told)) else { return Ok(()) };
    Err(Error::Unmapped {
        path: found.name.clone(),
        why: format!("[source.values.{}] tells words of a field that no column feeds", idle.field),
        help: format!("name its column in [source.columns]: {} = \"Heading as exported\"", idle.field),
    })
}

fn did_you_mean(suggestion: Option<String>) -> String {
    suggestion.map_or_else(|| "see the headings of the file".to_owned(), |near| format!("did you mean \"{near}\"?"))
}

/// The headings of a file, as many as fit.
fn headed(known: &[String]) -> String {
    let named: Vec<String> = known.iter().take(HEADINGS_NAMED).map(|heading| format!("\"{heading}\"")).collect();
    let more =
        if known.len() > named.len() { format!(" and {} more", known.len() - named.len()) } else { String::new() };
    format!("the file is headed {}{more}", named.join(", "))
}

/// The most headings that a message names.
const HEADINGS_NAMED: usize = 20;

fn read_rows(
    found: &Found,
    id: FileId,
    probe: &Probe,
    recognition: Recognition,
    settings: &Settings,
    by_others: Option<DateOrder>,
) -> Result<FileOutcome, Error> {
    let mut outcome = FileOutcome::unused(found, recognition.why.clone());
    outcome.dates = ShownDates::of(&probe.sample, recognition.plans());
    outcome.file.profile = Some(recognition.profile.clone());
    outcome.file.encoding = probe.dialect.encoding.to_owned();
    outcome.file.delimiter = delimiter_name(probe.dialect.delimiter);
    outcome.file.header_line = probe.header_line;
    if found.is_named_twice {
        let text = "several [[source]] entries of audit.toml name this file: what the first says stands".to_owned();
        outcome.file.notes.push(FileNote::settled(text));
    }
    if recognition.confidence < SURE {
        let text = format!("recognised with a confidence of {:.0} %", 100.0 * recognition.confidence);
        outcome.file.notes.push(FileNote::settled(text));
    }
    let mut sink = RowSink::new(id, probe, &recognition, (settings, found, by_others), &mut outcome.file.notes);
    let account = match read::stream(&found.path, probe, &Limits::default(), |record| sink.take(record)) {
        Ok(account) => account,
        Err(error) if found.entry.is_some() => return Err(Error::Unreadable(Box::new(error))),
        Err(error) => return Ok(FileOutcome::unused(found, error.to_string())),
    };
    sink.finish(&mut outcome, &recognition, account);
    Ok(outcome)
}

/// Below this confidence the file says so in its notes (our judgement).
const SURE: f64 = 0.8;

pub(super) fn delimiter_name(delimiter: u8) -> String {
    match delimiter {
        b',' => "comma".to_owned(),
        b';' => "semicolon".to_owned(),
        b'\t' => "tab".to_owned(),
        b'|' => "pipe".to_owned(),
        other => format!("\"{}\"", char::from(other)),
    }
}

/// Takes the records of one file, one after the other.
struct RowSink<'a> {
    context: FileContext<'a>,
    skip: Vec<RowFilter>,
    requires: Vec<usize>,
    /// The column that identifies the file's own rows.
    id: Option<usize>,
    /// Of deals: the columns of which one names the deal; without it nobody can say which it is.
    deal_ids: Vec<usize>,
    footers: Option<Footers>,
    writers: Vec<TableWriter>,
    spread: Spread,
    catalogue: Option<(usize, Option<usize>, Option<usize>)>,
    catalogue_entries: Vec<CatalogueEntry>,
    seen: Seen,
    heading_seed: u128,
    rows_used: u64,
    set_aside: Vec<LedgerEntry>,
}

impl<'a> RowSink<'a> {
    fn new(
        file: FileId,
        probe: &Probe,
        recognition: &Recognition,
        (settings, found, by_others): (&'a Settings, &Found, Option<DateOrder>),
        notes: &mut Vec<FileNote>,
    ) -> RowSink<'a> {
        let context = FileContext {
            file,
            place: (0, 0),
            zone: &settings.zone,
            symbols: Interner::default(),
            ledger: Vec::new(),
            unreadable: vec![0; probe.headings.len()],
        };
        let (plans, catalogue) = match &recognition.purpose {
            Purpose::Tables(plans) => (plans.as_slice(), None),
            Purpose::StageCatalogue { stage, label, won } => (&[][..], Some((*stage, *label, *won))),
        };
        let is_kept = |table: TableKind, field: usize| is_kept(table, field, settings);
        let shown = Shown {
            headings: &probe.headings,
            sample: &probe.sample,
            said: &found.setting,
            by_file: order_of_file(&probe.sample, plans),
            by_others,
        };
        let writer = |plan| TableWriter::new(plan, file, &shown, is_kept, notes);
        let writers = plans.iter().map(writer).collect::<Vec<_>>();
        let spread = plans.first().map(|plan| Spread::new(plan, file, &shown, notes)).unwrap_or_default();
        RowSink {
            context,
            skip: plans.first().map_or_else(Vec::new, |plan| plan.skip.clone()),
            requires: plans.first().map_or_else(Vec::new, |plan| plan.requires.clone()),
            id: plans.first().and_then(id_column),
            deal_ids: plans.first().map_or_else(Vec::new, deal_id_columns),
            footers: plans
                .first()
                .filter(|plan| plan.table == TableKind::Deals)
                .and_then(|plan| Footers::of(id_column(plan), &probe.sample)),
            writers,
            spread,
            catalogue,
            catalogue_entries: Vec::new(),
            seen: Seen::default(),
            heading_seed: seed(&probe.headings),
            rows_used: 0,
            set_aside: Vec::new(),
        }
    }

    fn put_aside(&mut self, record: &Record<'_>, kind: &'static str, note: &str) {
        let origin = Origin::row(self.context.file, record.line());
        let place = Some((record.offset(), record.bytes()));
        self.set_aside.push(LedgerEntry { place, ..LedgerEntry::row(origin, kind, "", note) });
    }

    fn take(&mut self, record: &Record<'_>) {
        // Only tools that head groups of rows have such columns; elsewhere the list is empty.
        if !self.requires.is_empty() && self.requires.iter().all(|&column| is_blank(record.cell(column))) {
            let reason = "a title, a total or a row of a part of the table: it has no id";
            self.put_aside(record, "row-without-id", reason);
            return;
        }
        if self.id.is_some_and(|column| is_total(record.cell(column))) {
            self.put_aside(record, "row-without-id", "a total or a count among the rows: its id is no id");
            return;
        }
        if !self.deal_ids.is_empty() && self.deal_ids.iter().all(|&column| is_blank(record.cell(column))) {
            let reason = "it names no deal: a heading or a sum of a group, or a row that was never finished";
            self.put_aside(record, "row-without-id", reason);
            return;
        }
        if self.footers.as_mut().is_some_and(|footers| footers.hold(record)) {
            return;
        }
        let above = self.footers.as_mut().map(Footers::release).unwrap_or_default();
        above.iter().for_each(|held| self.take_row(&held.record()));
        self.take_row(record);
    }

    /// Takes a record that is a row of the table.
    fn take_row(&mut self, record: &Record<'_>) {
        if self.footers.as_mut().is_some_and(|footers| !footers.learn(record)) {
            self.footers = None;
        }
        if let Some(reason) = self.filtered(record) {
            self.put_aside(record, "filtered-row", &reason);
            return;
        }
        let hash = record.hash() ^ self.heading_seed;
        if !self.seen.insert(hash) {
            self.put_aside(record, IDENTICAL_ROW, "the same record stands above");
            return;
        }
        let position = (self.seen.len() - 1) as u32;
        self.rows_used += 1;
        self.context.place = (record.offset(), record.bytes());
        for writer in &mut self.writers {
            writer.write(record, position, &mut self.context);
        }
        if let Some(own) = self.writers.first() {
            self.spread.write(record, &own.table, &mut self.context);
        }
        if let Some((stage, label, won)) = self.catalogue {
            let id = self.context.symbols.intern(record.cell(stage).trim());
            let label = label.map_or(Sym::BLANK, |column| self.context.symbols.intern(record.cell(column).trim()));
            let is_won = won.map(|column| matches!(read_bool(record.cell(column)), Ok(Some(true))));
            self.catalogue_entries.push((id, label, is_won));
        }
    }

    fn filtered(&self, record: &Record<'_>) -> Option<String> {
        let says = |filter: &&RowFilter| {
            let cell = record.cell(filter.column);
            match filter.says {
                Says::Yes => matches!(read_bool(cell), Ok(Some(true))),
                Says::No => matches!(read_bool(cell), Ok(Some(false))),
                Says::Anything => !is_empty_reference(cell),
            }
        };
        self.skip.iter().find(says).map(|filter| filter.reason.to_string())
    }

    /// Puts aside what was held back and nothing followed.
    fn put_footers_aside(&mut self) {
        let below = self.footers.as_mut().map(Footers::release).unwrap_or_default();
        let reason = "a word and its count below the table: few cells where its rows fill many, and none of its ids";
        below.iter().for_each(|held| self.put_aside(&held.record(), "row-without-id", reason));
    }

    fn finish(mut self, outcome: &mut FileOutcome, recognition: &Recognition, account: read::Account) {
        self.put_footers_aside();
        let RowSink { context, mut writers, mut spread, catalogue_entries, rows_used, set_aside, seen, .. } = self;
        let file = &mut outcome.file;
        file.sha256 = account.sha256.iter().map(|byte| format!("{byte:02x}")).collect();
        file.bytes = account.bytes;
        file.rows_read = account.rows_read;
        file.rows_used = rows_used;
        file.columns = recognition.columns.clone();
        file.unreadable = context.unreadable;
        file.words = writers.iter_mut().flat_map(TableWriter::take_words).collect();
        spread.take_words().into_iter().for_each(|word| add_word(&mut file.words, word));
        file.table = writers.first().map(|writer| writer.table.kind);
        outcome.hashes = seen.into_hashes();
        outcome.symbols = context.symbols;
        outcome.ledger = context.ledger;
        add_ledger(outcome, context.file, &account, set_aside);
        outcome.tables = writers
            .into_iter()
            .map(TableWriter::finish)
            .map(|(table, records)| LoadedTable { table, records: Some(records) })
            .collect();
        outcome.tables.extend(spread.into_tables().map(|table| LoadedTable { table, records: None }));
        outcome.stage_catalogue = catalogue_entries;
    }
}

/// Adds the cells of a word to those that it stood in elsewhere in the file.
fn add_word(words: &mut Vec<MeantWord>, word: MeantWord) {
    let place = |word: &MeantWord| (word.table, word.field);
    match words.iter_mut().find(|known| place(known) == place(&word) && known.exported == word.exported) {
        Some(known) => known.cells += word.cells,
        None => words.push(word),
    }
}

/// Set-aside rows of both kinds, the reader's and ours, into the counts and the ledger.
fn add_ledger(outcome: &mut FileOutcome, file: FileId, account: &read::Account, set_aside: Vec<LedgerEntry>) {
    super::ledger::add_read(&mut outcome.ledger, file, account);
    for (reason, &count) in &account.set_aside_counts {
        if reason.is_row() {
            *outcome.file.rows_set_aside.entry(reason.reason().to_owned()).or_default() += count;
        }
    }
    for entry in set_aside {
        *outcome.file.rows_set_aside.entry(entry.kind.to_owned()).or_default() += 1;
        outcome.ledger.push(entry);
    }
}

/// The column of the first field of a table's own rows: their id, or that of their deal or account.
fn id_column(plan: &TablePlan) -> Option<usize> {
    let is_id = |field: &&FieldPlan| plan.table.fields()[field.field].kind == ValueKind::Id;
    plan.fields.iter().filter(is_id).find_map(|field| field.columns.first().copied())
}

/// The columns that feed the id of a deal's own row.
fn deal_id_columns(plan: &TablePlan) -> Vec<usize> {
    let is_id = |field: &&FieldPlan| {
        plan.table == TableKind::Deals && plan.table.fields()[field.field].name == "deal_id" && field.constant.is_none()
    };
    plan.fields.iter().find(is_id).map_or_else(Vec::new, |field| field.columns.clone())
}

/// Whether the cell of an id says that its row sums up others, as in a report with groups.
fn is_total(cell: &str) -> bool {
    const WORDS: [&str; 8] = ["total", "subtotal", "grand total", "count", "sum", "average", "totals", "grand totals"];
    let cell = cell.trim();
    let word = cell.split_once(['(', ':']).map_or(cell, |(word, _)| word.trim_end());
    word.len() <= 12 && WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Two files repeat a row only when their headings agree too.
fn seed(headings: &[String]) -> u128 {
    xxhash_rust::xxh3::xxh3_128(headings.join("\u{1f}").as_bytes())
}

/// Whether a field's cells are wanted later. Bodies of activities are the bulk of every export and are not kept.
fn is_kept(table: TableKind, field: usize, settings: &Settings) -> bool {
    let name = table.fields()[field].name.as_str();
    match (table, name) {
        (TableKind::Activities, "subject") => settings.definitions.sync_activity.is_some(),
        (TableKind::Activities, name) => {
            matches!(
                name,
                "deal_id"
                    | "account_id"
                    | "type"
                    | "direction"
                    | "author"
                    | "attendees"
                    | "occurred_at"
                    | "created_at"
                    | "outcome"
            )
        }
        _ => true,
    }
}

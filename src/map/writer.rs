//! One record to one row of a typed table: which cell feeds which field, and what could not be read on the way.
//!
//! A cell that cannot be read leaves its field blank and marked, its text in the ledger and its row in use.

mod cell;
mod choose;
mod currency;
mod meant;
mod symbol;

use crate::domain::{FileId, Interner, Sym, Zone};
use crate::read::Record;

use super::book::{LedgerEntry, MeantWord};
use super::columns::Table;
use super::lists::separators;
use super::note::FileNote;
use super::parse::bools::says_done;
use super::parse::dates::{DateReader, Told};
use super::parse::events::{says_not_held, says_to_come};
use super::parse::links::Linked;
use super::parse::numbers::NumberReader;
use super::parse::text::{is_blank, without_formula};
use super::recognise::{FieldPlan, TablePlan};
use super::said::{Ear, digest, is_heard, side};
use crate::domain::{TableKind, ValueKind};
use crate::settings::{DateOrder, SourceSetting};
use crate::text::Side;

/// Who stands in a person's cell whose formula is broken.
pub(crate) const UNREADABLE_PERSON: &str = "(unreadable)";

/// The longest text that a ledger entry quotes, in characters.
const QUOTE_CHARS: usize = 200;

/// What the writers of one file share.
pub(super) struct FileContext<'a> {
    pub(super) file: FileId,
    /// Offset and length of the record that is being written.
    pub(super) place: (u64, u64),
    pub(super) zone: &'a Zone,
    pub(super) symbols: Interner,
    pub(super) ledger: Vec<LedgerEntry>,
    pub(super) unreadable: Vec<u64>,
}

impl FileContext<'_> {
    /// Counts and notes a cell that is no value of its field's kind.
    pub(super) fn note_unreadable(&mut self, line: u32, column: u16, text: &str, expected: &str) {
        if let Some(count) = self.unreadable.get_mut(column as usize) {
            *count += 1;
        }
        self.note(line, column, "unreadable-cell", text, expected);
    }

    fn note(&mut self, line: u32, column: u16, kind: &'static str, text: &str, note: &str) {
        let text = text.chars().take(QUOTE_CHARS).collect::<String>().into_boxed_str();
        let (file, place, column, note) = (self.file, Some(self.place), Some(column), note.into());
        self.ledger.push(LedgerEntry { file, line, place, column, kind, text, note });
    }
}

/// What a column's notation is decided from.
pub(super) struct Shown<'a> {
    /// The headings.
    pub(super) headings: &'a [String],
    /// The first rows.
    pub(super) sample: &'a [Vec<String>],
    /// What `audit.toml` says about the file.
    pub(super) said: &'a SourceSetting,
    /// Which number is the day in the file's other dates.
    pub(super) by_file: Option<DateOrder>,
    /// The same in the dates of the files around.
    pub(super) by_others: Option<DateOrder>,
}

impl Shown<'_> {
    /// What is known of day and month.
    pub(super) fn told(&self) -> Told {
        Told { said: self.said.date_order, by_file: self.by_file, by_others: self.by_others }
    }
}

/// Writes the rows of one table of one file.
pub(super) struct TableWriter {
    pub(super) table: Table,
    /// For each row, which of the file's used records it is.
    pub(super) records: Vec<u32>,
    fields: Vec<FieldWriter>,
    texts: Vec<HeardField>,
    ear: Ear,
    requires: Vec<usize>,
    currency: Option<CurrencyWriter>,
}

impl TableWriter {
    /// A writer for the plan; date and number notations are decided from the sample.
    pub(super) fn new(
        plan: &TablePlan,
        file: FileId,
        shown: &Shown<'_>,
        is_kept: impl Fn(TableKind, usize) -> bool,
        notes: &mut Vec<FileNote>,
    ) -> TableWriter {
        let mut table = Table::new(plan.table);
        let (mut fields, mut texts) = (Vec::new(), Vec::new());
        for field in &plan.fields {
            let wanted = is_kept(plan.table, field.field);
            let first = field.columns.first().and_then(|&column| u16::try_from(column).ok());
            table.capture(field.field, file, first, wanted);
            if is_heard(plan.table, field.field) {
                texts.push(HeardField { plan: field.clone(), joined: String::new() });
            }
            if wanted {
                fields.push(FieldWriter::new(plan.table, field, shown, notes));
            }
        }
        let currency = CurrencyWriter::new(plan, shown, notes);
        if let Some(currency) = &currency {
            currency.capture(&mut table, file);
        }
        let (requires, ear) = (plan.requires.clone(), Ear::new());
        let mut writer = TableWriter { table, records: Vec::new(), fields, texts, ear, requires, currency };
        if plan.table == TableKind::Activities {
            writer.prefer_deals_to_accounts();
        }
        writer
    }

    /// An activity that names its deal needs no account; activities are most of all rows.
    fn prefer_deals_to_accounts(&mut self) {
        let [deal, account] = ["deal_id", "account_id"].map(|name| TableKind::Activities.field(name));
        let columns_of = |field: Option<usize>| {
            let writer = self.fields.iter().find(|writer| Some(writer.plan.field) == field);
            writer.filter(|writer| writer.plan.prefixes.is_empty()).map(|writer| writer.plan.columns.clone())
        };
        let instead = columns_of(deal).unwrap_or_default();
        if let Some(writer) = self.fields.iter_mut().find(|writer| Some(writer.plan.field) == account) {
            writer.instead = instead;
        }
    }

    /// Adds the record, the file's used one at this position, as a row; `false` when the record has nothing to say in this table.
    pub(super) fn write(&mut self, record: &Record<'_>, position: u32, context: &mut FileContext<'_>) -> bool {
        if !self.requires.is_empty() && self.requires.iter().all(|&column| is_blank(record.cell(column))) {
            return false;
        }
        self.table.push_row(context.file, record.line());
        self.records.push(position);
        for field in &mut self.fields {
            field.write(record, &mut self.table, context);
        }
        if let Some(currency) = &mut self.currency {
            currency.write(record, &mut self.table, context);
        }
        self.listen(record, context);
        true
    }

    /// Hands the row's free texts on to be read.
    fn listen(&mut self, record: &Record<'_>, context: &FileContext<'_>) {
        if self.texts.is_empty() {
            return;
        }
        let row = self.table.n_rows() - 1;
        let side = match self.table.kind {
            TableKind::Activities => {
                let word = |name: &str| context.symbols.get(self.table.symbols(name).get(row));
                side(word("type"), word("direction"))
            }
            _ => Side::Seller,
        };
        for field in &mut self.texts {
            let (text, _) = choose(&field.plan, record, &mut field.joined);
            if self.table.kind == TableKind::Activities {
                self.table.push_digest(digest(text));
            }
            self.ear.listen(row as u32, field.plan.field as u16, side, text);
        }
    }

    /// The words whose meaning is told, with how often each stood there.
    pub(super) fn take_words(&mut self) -> Vec<MeantWord> {
        let told = self.fields.iter_mut().filter_map(|field| field.meant.take());
        told.flat_map(Meant::into_words).collect()
    }

    /// The rows, with which of the file's used records each is.
    pub(super) fn finish(mut self) -> (Table, Vec<u32>) {
        self.table.hear(self.ear.finish());
        self.table.shrink();
        (self.table, self.records)
    }
}

use cell::CellReader;
use choose::{choose, is_filled};
use currency::CurrencyWriter;
pub(super) use meant::Meant;
use symbol::Values;

/// How a field's cells are read.
enum Reader {
    /// Of records of that kind, where links to them stand in the place of ids.
    Id(Option<Linked>),
    Person,
    Word,
    /// Roles of a contact, one or several.
    Roles,
    Text,
    Time(DateReader),
    Number(NumberReader),
    Bool,
}

/// A field whose texts are read.
struct HeardField {
    plan: FieldPlan,
    joined: String,
}

/// Whether a heading has the arrow that Salesforce puts, behind two spaces, to the columns by which a report groups its
/// rows. An encoding without arrows leaves a question mark in its place.
fn groups(heading: &str) -> bool {
    let heading = heading.trim_end();
    heading.ends_with(['\u{2191}', '\u{2193}']) || heading.ends_with("  ?")
}

struct FieldWriter {
    plan: FieldPlan,
    cells: CellReader,
    joined: String,
    /// Columns that make this field idle: where one is filled, the cell is not wanted.
    instead: Vec<usize>,
    /// The last text of a column by which a report groups its rows: it stands on the first row of a group only.
    group: Option<String>,
    /// What its words mean.
    meant: Option<Meant>,
}

impl FieldWriter {
    fn new(table: TableKind, plan: &FieldPlan, shown: &Shown<'_>, notes: &mut Vec<FileNote>) -> FieldWriter {
        let spec = &table.fields()[plan.field];
        let texts = || {
            let columns = plan.columns.clone();
            shown.sample.iter().flat_map(move |row| {
                columns.clone().into_iter().filter_map(|column| row.get(column).map(|cell| without_formula(cell)))
            })
        };
        let reader = match spec.kind {
            ValueKind::Id => Reader::Id(Linked::of_field(&spec.name)),
            ValueKind::Person => Reader::Person,
            ValueKind::List if separators(table, plan.field).len() > 1 => Reader::Roles,
            ValueKind::Text | ValueKind::Enum | ValueKind::List | ValueKind::Url => Reader::Word,
            ValueKind::Longtext => Reader::Text,
            ValueKind::Bool => Reader::Bool,
            ValueKind::Number | ValueKind::Money | ValueKind::Percent => {
                let is_money = spec.kind == ValueKind::Money;
                let decision = NumberReader::decide_as(texts(), is_money, shown.said.decimal);
                notes.extend(decision.note.map(|note| note.of(format_args!("{}.{}", table.name(), spec.name))));
                Reader::Number(decision.reader)
            }
            ValueKind::Date | ValueKind::Datetime | ValueKind::When => {
                let decision = DateReader::decide_as(texts(), shown.told());
                notes.extend(decision.note.map(|note| note.of(format_args!("{}.{}", table.name(), spec.name))));
                let headings = plan.columns.iter().filter_map(|&column| shown.headings.get(column));
                Reader::Time(decision.reader.headed(headings.map(String::as_str)))
            }
        };
        let values = Values::of(table, plan);
        let cells =
            CellReader { field: plan.field, reader, values, memo: Vec::new(), last: (String::new(), Sym::BLANK) };
        let grouping = plan.columns.iter().filter_map(|&column| shown.headings.get(column)).find(|text| groups(text));
        notes.extend(grouping.map(|heading| {
            let heading = heading.trim();
            FileNote::settled(format!(
                "the report is grouped by \u{201c}{heading}\u{201d}: a blank cell there has the value of the row above"
            ))
        }));
        notes.extend(plan.other.iter().zip(plan.columns.first()).map(|(other, &column)| {
            let heading = shown.headings.get(column).map_or("", |heading| heading.trim());
            FileNote::settled(format!(
                "words of \u{201c}{heading}\u{201d} that are no known {} stand for {other}",
                spec.name
            ))
        }));
        notes.extend(cells.values.note_in_words(texts()));
        let group = grouping.map(|_| String::new());
        let meant = Meant::of(table, plan.field, &shown.said.values);
        FieldWriter { plan: plan.clone(), cells, joined: String::new(), instead: Vec::new(), group, meant }
    }

    fn write(&mut self, record: &Record<'_>, table: &mut Table, context: &mut FileContext<'_>) {
        let is_idle = self.instead.iter().map(|&column| record.cell(column).trim()).any(is_filled);
        let (mut text, column) = if is_idle { ("", 0) } else { choose(&self.plan, record, &mut self.joined) };
        if let Some(above) = &mut self.group {
            if is_blank(text) {
                text = above;
            } else {
                text.clone_into(above);
            }
        }
        let says = |others: &[usize], test: fn(&str) -> bool| others.iter().any(|&other| test(record.cell(other)));
        let mut is_undated = false;
        // Few fields of few files are told so; every cell of every export comes by here.
        if !self.plan.unless.is_empty() {
            let is_day = is_filled(text);
            is_undated = !is_day && says(&self.plan.unless, says_done);
            if is_day && says(&self.plan.unless, says_not_held) {
                context.note(record.line(), column, "not-held", text, "the row says that it was not held; blank");
                text = "";
            }
        }
        if !self.plan.planned.is_empty() && !says(&self.plan.planned, says_to_come) {
            text = "";
        }
        let meant = self.meant.as_mut().map_or(text, |meant| meant.read(text));
        self.cells.push(meant, column, record.line(), table, context);
        if is_undated {
            table.mark_unreadable(self.plan.field);
            context.note_unreadable(record.line(), column, "", "the day of what the row says was held");
        }
        // Of deals and their onboarding alone words are quoted.
        let is_quoted = matches!(table.kind, TableKind::Deals | TableKind::Onboarding);
        if self.meant.is_some() && is_quoted && self.cells.is_word() {
            let exported = context.symbols.intern(text);
            table.note_exported(self.plan.field, exported);
        }
    }
}

//! Accounts, onboarding records and subscriptions that stand in several exports, or twice in one, with different values:
//! none of these tables has a time of change, so nothing tells which row is the newer one.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::audit::DataNote;
use crate::domain::{FileId, Sym, TableKind, ValueKind, counted, fold};
use crate::map::{Book, Table};
use crate::packet::{Assembly, People};

use super::{MAX_EXAMPLES, note};

/// A table whose records several exports may tell differently.
struct Retold {
    table: TableKind,
    kind: &'static str,
    nouns: [&'static str; 2],
    /// What says which record it is: the first that is filled.
    keys: &'static [&'static str],
    /// What makes two rows two records where they say it differently.
    apart: &'static [&'static str],
    /// Fields on which figures rest.
    fields: &'static [&'static str],
    /// What is made of it.
    counts: &'static str,
    /// Rows of one id in one file.
    within: Within,
}

/// What makes two rows of one id in one file a record that is told twice. A file may have several rows of a record by
/// right: a contract's items, each with its value, or its periods.
struct Within {
    /// What makes them two things.
    apart: &'static [&'static str],
    /// Fields on which figures rest.
    fields: &'static [&'static str],
    /// What is made of it.
    counts: &'static str,
}

const RETOLD: [Retold; 3] = [
    Retold {
        table: TableKind::Accounts,
        kind: "believed-by-name",
        nouns: ["account stands", "accounts stand"],
        keys: &["account_id"],
        apart: &[],
        fields: &["segment", "industry", "region", "csm", "churned_at"],
        counts: "the file that comes first by its name was believed",
        within: Within {
            apart: &[],
            fields: &["segment", "industry", "region", "csm", "churned_at"],
            counts: "the row that comes first was believed, of churn dates the first one after the win",
        },
    },
    Retold {
        table: TableKind::Onboarding,
        kind: "retold-record",
        nouns: ["onboarding record stands", "onboarding records stand"],
        keys: &["project_id", "deal_id", "account_id", "account_name"],
        apart: &["record_kind"],
        fields: &[
            "csm",
            "sync_at",
            "first_touch_at",
            "kickoff_planned_at",
            "kickoff_at",
            "first_value_at",
            "go_live_at",
        ],
        counts: "the earliest date of each event counts, and the CSM of the file that comes first by its name",
        within: Within {
            apart: &["record_kind", "deal_id", "account_id", "account_name"],
            fields: &["csm", "sync_at", "first_touch_at", "kickoff_at", "first_value_at", "go_live_at"],
            counts: "the earliest date of each event counts, and the CSM of the row that comes first",
        },
    },
    Retold {
        table: TableKind::Subscriptions,
        kind: "retold-record",
        nouns: ["subscription stands", "subscriptions stand"],
        keys: &["subscription_id"],
        apart: &["started_at"],
        fields: &["status", "ended_at", "annual_value", "currency"],
        counts: "each row counts as a contract of its own, and one that runs keeps the customer",
        within: Within {
            apart: &["started_at", "annual_value", "currency"],
            fields: &["status", "ended_at"],
            counts: "each row counts as a contract of its own, and one that runs keeps the customer",
        },
    },
];

/// Times whose absence says something too.
const ENDS: [&str; 2] = ["ended_at", "churned_at"];

const ADVICE: &str = "keep the newest of these files only";

/// The notes, by table.
pub(super) fn retold_records(book: &Book, assembly: &Assembly) -> impl Iterator<Item = DataNote> {
    RETOLD.iter().flat_map(|retold| {
        [retold_of(book, &assembly.people, retold), retold_within(book, &assembly.people, retold)].into_iter().flatten()
    })
}

/// Records of which one file holds differing rows.
fn retold_within(book: &Book, people: &People, retold: &Retold) -> Option<DataNote> {
    let table = book.table(retold.table)?;
    let mut of_files: BTreeMap<FileId, (u64, BTreeSet<&str>)> = BTreeMap::new();
    for rows in rows_by_id(table, retold.keys.first()?).chunk_by(|one, other| one.0 == other.0) {
        let differ =
            |field: &str, pair: &[(RowKey, usize)]| differs(book, people, table, field, (pair[0].1, pair[1].1));
        let fields = |pair: &[(RowKey, usize)]| -> Vec<&'static str> {
            let is_apart = retold.within.apart.iter().any(|field| differ(field, pair));
            let told = retold.within.fields.iter().copied();
            if is_apart { Vec::new() } else { told.filter(|field| differ(field, pair)).collect() }
        };
        let fields: BTreeSet<&str> = rows.windows(2).flat_map(fields).collect();
        if !fields.is_empty() {
            let (n, known) = of_files.entry(rows[0].0.1).or_default();
            *n += 1;
            known.extend(fields);
        }
    }
    let n = of_files.values().map(|(n, _)| n).sum::<u64>();
    let told = |(file, (n, fields)): (&FileId, &(u64, BTreeSet<&str>))| {
        let path = &book.file(*file).path;
        format!("{path}: {} ({})", counted(*n, "record", "records"), in_words(fields))
    };
    let sentence = format!(
        "{} twice in one file with different values and no time of change: {}",
        counted(n, retold.nouns[0], retold.nouns[1]),
        retold.within.counts
    );
    (n > 0).then(|| DataNote {
        examples: of_files.iter().take(MAX_EXAMPLES).map(told).collect(),
        ..note("retold-within", n, sentence, Some("keep one row of each, the newest"))
    })
}

/// A record's own id and the file.
type RowKey = (Sym, FileId);

/// The rows that have an id of their own, by id and file, each in file order.
fn rows_by_id(table: &Table, id: &str) -> Vec<(RowKey, usize)> {
    let ids = table.symbols(id);
    let named = (0..table.n_rows()).filter(|&row| !ids.get(row).is_blank());
    let mut rows: Vec<(RowKey, usize)> = named.map(|row| ((ids.get(row), table.row_origin(row).file()), row)).collect();
    rows.sort_unstable();
    rows
}

fn retold_of(book: &Book, people: &People, retold: &Retold) -> Option<DataNote> {
    let table = book.table(retold.table)?;
    let mut pairs: BTreeMap<(FileId, FileId), (u64, BTreeSet<&str>)> = BTreeMap::new();
    let mut n = 0;
    for rows in rows_by_record(table, retold) {
        let mut is_retold = false;
        for (position, &row) in rows.iter().enumerate() {
            for &other in &rows[..position] {
                let differs = |field: &str| differs(book, people, table, field, (other, row));
                let mut fields = retold.fields.iter().copied().filter(|field| differs(field)).peekable();
                if fields.peek().is_none() || retold.apart.iter().any(|field| differs(field)) {
                    continue;
                }
                let files = [other, row].map(|row| table.row_origin(row).file());
                let (n_records, known) = pairs.entry((files[0], files[1])).or_default();
                *n_records += 1;
                known.extend(fields);
                is_retold = true;
            }
        }
        n += u64::from(is_retold);
    }
    let told = |((one, other), (n_records, fields)): (&(FileId, FileId), &(u64, BTreeSet<&str>))| {
        let records = counted(*n_records, "record", "records");
        format!("{} and {}: {records} ({})", book.file(*one).path, book.file(*other).path, in_words(fields))
    };
    let sentence = format!(
        "{} in several files with different values and no time of change: {}",
        counted(n, retold.nouns[0], retold.nouns[1]),
        retold.counts
    );
    (n > 0).then(|| DataNote {
        examples: pairs.iter().take(MAX_EXAMPLES).map(told).collect(),
        ..note(retold.kind, n, sentence, Some(ADVICE))
    })
}

/// The rows of each record that stands in several files, ascending. What a file has twice is no record of one row, and
/// differs by right.
fn rows_by_record(table: &Table, retold: &Retold) -> Vec<Vec<usize>> {
    let mut rows = (0..table.n_rows()).map(|row| table.row_origin(row).file());
    let first = rows.next();
    if rows.all(|file| Some(file) == first) {
        return Vec::new();
    }
    let keys: Vec<_> = retold.keys.iter().map(|key| table.symbols(key)).collect();
    let mut by_key: FxHashMap<Sym, Vec<usize>> = FxHashMap::default();
    for row in 0..table.n_rows() {
        if let Some(key) = keys.iter().map(|cells| cells.get(row)).find(|key| !key.is_blank()) {
            by_key.entry(key).or_default().push(row);
        }
    }
    let is_once = |rows: &Vec<usize>| {
        let files: BTreeSet<FileId> = rows.iter().map(|&row| table.row_origin(row).file()).collect();
        files.len() == rows.len() && rows.len() > 1
    };
    by_key.into_values().filter(is_once).collect()
}

fn in_words(fields: &BTreeSet<&str>) -> String {
    fields.iter().map(|field| field.replace('_', " ")).collect::<Vec<_>>().join(", ")
}

/// Whether both rows say something in that field, and not the same; of an end also whether one alone says it.
fn differs(book: &Book, people: &People, table: &Table, field: &str, (one, other): (usize, usize)) -> bool {
    let kind = table.kind.field(field).map(|position| table.kind.fields()[position].kind);
    match kind {
        Some(ValueKind::Date | ValueKind::Datetime | ValueKind::When) => {
            let times = table.times(field);
            match (times.get(one), times.get(other)) {
                (Some(one), Some(other)) => one != other && !one.shares_undivided_day(other),
                // What ended by one file goes on by the other.
                (Some(_), None) | (None, Some(_)) => ENDS.contains(&field) && hold_both(table, field, (one, other)),
                (None, None) => false,
            }
        }
        Some(ValueKind::Number | ValueKind::Money | ValueKind::Percent) => {
            let numbers = table.numbers(field);
            numbers.get(one).zip(numbers.get(other)).is_some_and(|(one, other)| one != other)
        }
        Some(kind) => {
            let (one, other) = (table.symbols(field).get(one), table.symbols(field).get(other));
            let is_same = match kind {
                ValueKind::Person => people.is_same(book, one, other),
                _ => fold(book.text(one)) == fold(book.text(other)),
            };
            !one.is_blank() && !other.is_blank() && !is_same
        }
        None => false,
    }
}

/// Whether the files of both rows have a column for the field.
fn hold_both(table: &Table, field: &str, (one, other): (usize, usize)) -> bool {
    let holds = |row: usize, field: usize| table.is_captured_by(field, table.row_origin(row).file());
    table.kind.field(field).is_some_and(|field| holds(one, field) && holds(other, field))
}

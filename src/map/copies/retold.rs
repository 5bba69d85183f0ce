//! What one file tells of which record, entry or day; and what of an older copy a newer one tells anew.

use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::xxh3_128;

use crate::domain::{TableKind, ValueKind, fold};
use crate::map::columns::{Column, Table};
use crate::map::file::FileOutcome;

/// How the rows of a table tell what they tell.
enum Telling {
    /// Rows are records as they stand; the first id that is filled says which.
    Records(&'static [&'static str]),
    /// Rows are events, each of its time; the words say which, or the id.
    Events { id: Option<&'static str>, words: &'static [&'static str], time: &'static str },
    /// Rows are entries in a list of a deal or an account, which the newer copy holds whole.
    Lists { of: &'static [&'static str], words: &'static [&'static str] },
}

fn telling(kind: TableKind) -> Telling {
    use Telling::{Events, Lists, Records};
    const OF: &[&str] = &["deal_id", "account_id"];
    match kind {
        TableKind::Deals => Records(&["deal_id"]),
        TableKind::Accounts => Records(&["account_id", "account_name"]),
        TableKind::Contacts => Records(&["contact_id", "email", "name"]),
        TableKind::Onboarding => Records(&["project_id", "deal_id", "account_id", "account_name"]),
        TableKind::Subscriptions => Records(&["subscription_id", "deal_id", "account_id"]),
        TableKind::Users => Records(&["user_id", "email", "name"]),
        TableKind::DealContacts => Lists { of: &["deal_id"], words: &["contact_id", "contact_name", "role"] },
        TableKind::Commitments | TableKind::Risks => Lists { of: OF, words: &["text", "type", "owner"] },
        TableKind::Activities => Events {
            id: Some("activity_id"),
            words: &["deal_id", "account_id", "type", "author", "direction"],
            time: "occurred_at",
        },
        TableKind::Reviews => Events { id: None, words: &["deal_id", "account_id", "event"], time: "occurred_at" },
        TableKind::StageHistory => Events { id: None, words: &["deal_id", "stage"], time: "entered_at" },
        TableKind::FieldHistory => {
            Events { id: None, words: &["deal_id", "field", "old_value", "new_value"], time: "changed_at" }
        }
        TableKind::Escalations => Events { id: None, words: &["deal_id", "account_id", "kind"], time: "opened_at" },
        TableKind::Surveys => Events { id: None, words: &["deal_id", "account_id", "kind"], time: "answered_at" },
    }
}

/// Of so many entries of an older copy one at the most may be gone: else the newer file is no copy but a part.
const FEW_GONE: usize = 4;

/// What a row of a file says that another file may say anew.
struct Row {
    /// Which record, event or entry it is; `None`: nobody can say.
    what: Option<u128>,
    /// The list that it stands in.
    of: Option<u128>,
    /// UTC seconds.
    time: Option<i64>,
    /// Of an event: which it is but for its time.
    timeless: Option<u128>,
    /// By field: whether it is filled.
    filled: u128,
}

/// The rows of a file's own table.
pub(super) struct Told {
    kind: TableKind,
    rows: Vec<Row>,
    /// By row: which of the file's used records it is.
    records: Vec<u32>,
}

/// What a newer copy makes of a record of an older one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::map) enum Fate {
    /// The newer copy does not tell of it.
    Stands,
    /// It has it byte for byte.
    Same,
    /// It tells of it with other values.
    Retold,
    /// It covers it, and has it no longer.
    Gone,
}

impl Told {
    /// Of a file with a table of its own; `None` for others.
    pub(super) fn of(outcome: &FileOutcome) -> Option<Told> {
        let own = outcome.tables.first().filter(|own| Some(own.table.kind) == outcome.file.table)?;
        let (table, records) = (&own.table, own.records.clone()?);
        let rows = (0..table.n_rows()).map(|row| read(outcome, table, row)).collect();
        Some(Told { kind: table.kind, rows, records })
    }

    /// The fate of each record where `newer` is a newer copy of this; `None` where it is none.
    pub(super) fn fates(&self, newer: &Told, n_records: usize) -> Option<Vec<Fate>> {
        let of_rows = match telling(self.kind) {
            Telling::Records(_) => self.as_records(newer),
            Telling::Events { .. } => self.as_events(newer),
            Telling::Lists { .. } => self.as_lists(newer),
        }?;
        // A record is one row of its file's own table, or none.
        let mut fates = vec![Fate::Stands; n_records];
        of_rows.into_iter().zip(&self.records).for_each(|(fate, &record)| fates[record as usize] = fate);
        Some(fates)
    }

    fn whats(&self) -> FxHashSet<u128> {
        self.rows.iter().filter_map(|row| row.what).collect()
    }

    /// Most records are in the newer file too, and there nothing is blank that was filled: a file that holds other dates
    /// of the same deals completes this one.
    fn as_records(&self, newer: &Told) -> Option<Vec<Fate>> {
        let filled = |told: &Told| {
            let mut filled: FxHashMap<u128, u128> = FxHashMap::default();
            let named = told.rows.iter().filter_map(|row| Some((row.what?, row.filled)));
            named.for_each(|(what, row)| *filled.entry(what).or_default() |= row);
            filled
        };
        let (own, later) = (filled(self), filled(newer));
        let grown = own.iter().filter(|(what, filled)| later.get(what).is_some_and(|later| *filled & !later == 0));
        let fate = |row: &Row| row.what.filter(|what| later.contains_key(what)).map_or(Fate::Stands, |_| Fate::Retold);
        (2 * grown.count() > own.len()).then(|| self.rows.iter().map(fate).collect())
    }

    /// Most events are in the newer file too. What it covers by its days and does not hold was taken out, or corrected.
    fn as_events(&self, newer: &Told) -> Option<Vec<Fate>> {
        let later = newer.whats();
        let times = || newer.rows.iter().filter_map(|row| row.time);
        let (from, to) = (times().min()?, times().max()?);
        let timeless: FxHashSet<u128> = newer.rows.iter().filter_map(|row| row.timeless).collect();
        let fate = |row: &Row| match (row.what, row.time) {
            (Some(what), _) if later.contains(&what) => Fate::Retold,
            // Its day was filled in since.
            (Some(_), None) if row.timeless.is_some_and(|what| timeless.contains(&what)) => Fate::Retold,
            (Some(_), Some(time)) if (from..=to).contains(&time) => Fate::Gone,
            _ => Fate::Stands,
        };
        self.if_most_are_there(&later, self.rows.iter().map(fate).collect())
    }

    /// Most entries are in the newer file too. Of a deal that it names it holds all of them.
    fn as_lists(&self, newer: &Told) -> Option<Vec<Fate>> {
        let later = newer.whats();
        let lists: FxHashSet<u128> = newer.rows.iter().filter_map(|row| row.of).collect();
        let fate = |row: &Row| match (row.what, row.of) {
            (Some(what), Some(_)) if later.contains(&what) => Fate::Retold,
            (Some(_), Some(of)) if lists.contains(&of) => Fate::Gone,
            _ => Fate::Stands,
        };
        self.if_most_are_there(&later, self.rows.iter().map(fate).collect())
    }

    fn if_most_are_there(&self, later: &FxHashSet<u128>, fates: Vec<Fate>) -> Option<Vec<Fate>> {
        let own = self.whats();
        let n_there = own.intersection(later).count();
        let n_gone = fates.iter().filter(|fate| **fate == Fate::Gone).count();
        (2 * n_there > own.len() && FEW_GONE * n_gone <= fates.len()).then_some(fates)
    }
}

fn read(outcome: &FileOutcome, table: &Table, row: usize) -> Row {
    let cell = |name: &&str| cell(outcome, table, name, row);
    let first = |names: &[&str]| {
        let filled = names.iter().map(|name| (name, cell(name))).find(|(_, text)| !text.is_empty());
        filled.map(|(name, text)| hash(&[name, &text]))
    };
    let filled = (0..table.kind.fields().len().min(128))
        .filter(|&field| table.column(field).is_some_and(|column| !column.is_blank(row)))
        .fold(0_u128, |filled, field| filled | 1 << field);
    let all = |words: &[&str], time: Option<i64>| {
        let texts: Vec<String> = words.iter().map(cell).collect();
        let is_blank = texts.iter().all(String::is_empty);
        let time = time.map(|time| time.to_string()).unwrap_or_default();
        let parts: Vec<&str> = texts.iter().map(String::as_str).chain([time.as_str()]).collect();
        (!is_blank).then(|| hash(&parts))
    };
    match telling(table.kind) {
        Telling::Records(ids) => Row { what: first(ids), of: None, time: None, timeless: None, filled },
        Telling::Lists { of, words } => {
            Row { what: all(words, None), of: first(of), time: None, timeless: None, filled }
        }
        Telling::Events { id, words, time } => {
            let time = table.times(time).get(row).map(|time| time.utc());
            let by_id = id.and_then(|id| first(&[id]));
            Row { what: by_id.or_else(|| all(words, time)), of: None, time, timeless: all(words, None), filled }
        }
    }
}

/// A cell as it tells entries apart: ids as written, words without case. Fields that the table has not are blank.
fn cell(outcome: &FileOutcome, table: &Table, name: &str, row: usize) -> String {
    let Some(field) = table.kind.field(name) else { return String::new() };
    match table.column(field) {
        Some(Column::Symbols(cells)) if table.kind.fields()[field].kind == ValueKind::Id => {
            outcome.symbols.get(cells[row]).trim().to_owned()
        }
        Some(Column::Symbols(cells)) => fold(outcome.symbols.get(cells[row])),
        Some(Column::Texts(cells)) => fold(cells.get(row)),
        _ => String::new(),
    }
}

fn hash(parts: &[&str]) -> u128 {
    xxh3_128(parts.join("\u{1f}").as_bytes())
}

//! How many of the headings that published files and documentation show are mapped right.
//!
//! `tests/headings/facts.tsv` holds a heading a line with the table that its file is and the field that it means, `-` for
//! none and `|` between fields that are as good. `tests/headings/hubspot.tsv` holds the labels of a portal with their
//! internal names. A wrong field is worse than none, so both are counted.

use std::io::Write;

use super::*;
use crate::domain::TableKind;

const FACTS: &str = include_str!("../../../../tests/headings/facts.tsv");
const HUBSPOT: &str = include_str!("../../../../tests/headings/hubspot.tsv");

/// From here on a mapping counts as made with high confidence.
const SURE: f64 = 0.85;
/// Least share that must be mapped right.
const LEAST: f64 = 0.97;

#[derive(Default)]
struct Tally {
    n_right: usize,
    n_all: usize,
    faults: Vec<String>,
    sure_faults: Vec<String>,
}

impl Tally {
    fn add(&mut self, what: &str, expected: &str, column: &ColumnUse, table: TableKind) {
        let prefix = format!("{}.", table.name());
        let field = column.field.as_deref().and_then(|fields| fields.split(", ").find_map(|f| f.strip_prefix(&prefix)));
        let is_right = expected.split('|').any(|accepted| accepted == field.unwrap_or("-"));
        self.n_all += 1;
        self.n_right += usize::from(is_right);
        if !is_right {
            let fault = format!("{what}: {field:?}, expected {expected} ({})", column.how);
            let is_sure = field.is_some() && column.confidence.is_some_and(|confidence| confidence >= SURE);
            if is_sure { &mut self.sure_faults } else { &mut self.faults }.push(fault);
        }
    }

    fn show(&self, what: &str) {
        let share = self.n_right as f64 / self.n_all as f64;
        let n_sure = self.sure_faults.len();
        let _ = writeln!(
            std::io::stdout(),
            "{what}: {} of {} mapped right ({:.1} %), {n_sure} wrong with high confidence\n  {}",
            self.n_right,
            self.n_all,
            100.0 * share,
            [self.faults.as_slice(), &self.sure_faults].concat().join("\n  ")
        );
        assert!(share >= LEAST, "{what}: {share}");
        assert!(self.sure_faults.is_empty(), "{what}: {:#?}", self.sure_faults);
    }
}

fn as_table(headings: &[String], table: TableKind) -> Recognition {
    let wanted = Wanted { table: Some(table), ..Wanted::default() };
    recognise("export.csv", headings, &[], &wanted).unwrap_or_else(|_| Recognition {
        profile: String::new(),
        purpose: Purpose::Tables(Vec::new()),
        columns: headings.iter().map(|heading| unused(heading)).collect(),
        why: String::new(),
        confidence: 0.0,
    })
}

fn unused(heading: &str) -> ColumnUse {
    ColumnUse { heading: heading.to_owned(), how: "not used".to_owned(), ..ColumnUse::default() }
}

#[test]
fn published_headings_find_their_fields() {
    let mut tally = Tally::default();
    for line in FACTS.lines().skip(1) {
        let parts: Vec<&str> = line.split('\t').collect();
        let [fact, table, expected, _, heading] = parts[..] else { panic!("{line}") };
        let table = TableKind::named(table).expect("a table");
        let recognition = as_table(&[heading.to_owned()], table);
        tally.add(&format!("{fact} \"{heading}\""), expected, &recognition.columns[0], table);
    }
    tally.show("headings of the alias table, each in a file of its own");
}

#[test]
fn the_labels_and_internal_names_of_a_portal_find_their_fields() {
    let mut tally = Tally::default();
    let objects = [("deals", TableKind::Deals), ("contacts", TableKind::Contacts), ("companies", TableKind::Accounts)];
    for (object, table) in objects {
        for of_name in [false, true] {
            let rows: Vec<Vec<&str>> = HUBSPOT
                .lines()
                .skip(1)
                .map(|line| line.split('\t').collect::<Vec<_>>())
                .filter(|parts| parts[0] == object)
                .collect();
            let headings: Vec<String> = rows.iter().map(|parts| parts[1 + usize::from(of_name)].to_owned()).collect();
            let recognition = recognise("export.csv", &headings, &[], &Wanted::default()).expect("a known export");
            assert_eq!(plans(&recognition)[0].table, table, "{object}: {}", recognition.why);
            for (parts, column) in rows.iter().zip(&recognition.columns) {
                // Of several columns for one field the preferred one is read; the others say so.
                let is_other = parts[3] != "-" && column.field.is_none() && column.how.contains("is read from");
                let expected = if is_other { "-" } else { parts[3] };
                tally.add(&format!("{object} \"{}\"", column.heading), expected, column, table);
            }
        }
    }
    tally.show("a portal's labels and internal names, an object's all in one file");
}

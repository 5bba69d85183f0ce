//! Small groups merged: a segment with two deals names them as surely as their names do.
//!
//! The groups of a deal by segment, region, product, lead source, AE and CSM. Where those that are merged are still too
//! few together, the next smallest group joins them.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{SMALL_GROUPS, Sym, TableKind};
use crate::map::{Book, Column};
use crate::packet::{Assembly, Packet, PersonId, Scope};

/// What merged groups are called.
pub(super) const SMALL: &str = SMALL_GROUPS;

/// Fields of deals, and some of accounts, whose values are groups.
const FIELDS: [&str; 4] = ["segment", "region", "product", "lead_source"];

/// Merges groups with fewer in-scope deals than that.
pub(super) fn merge(book: &mut Book, assembly: &mut Assembly, smallest: u64) {
    let small = book.symbols.intern(SMALL);
    for field in FIELDS {
        let merged = small_values(&values(book, assembly, field), smallest);
        if merged.is_empty() {
            continue;
        }
        let told: BTreeMap<Sym, Sym> = retold(book, field, &merged);
        let tell = |sym: &mut Sym| *sym = told.get(sym).copied().unwrap_or(*sym);
        for kind in [TableKind::Deals, TableKind::Accounts] {
            let Some(table) = book.tables.get_mut(kind as usize).and_then(Option::as_mut) else { continue };
            table.rewrite(|known, _, column| match column {
                Column::Symbols(cells) if known.name == field => cells.iter_mut().for_each(tell),
                _ => {}
            });
        }
        for packet in &mut assembly.packets {
            match field {
                "segment" => tell(&mut packet.segment),
                "region" => tell(&mut packet.region),
                _ => {}
            }
        }
    }
    debug_assert_eq!(book.text(small), SMALL);
    let nobody = assembly.people.add_label(SMALL);
    merge_people(assembly, smallest, nobody, |packet| &mut packet.ae);
    merge_people(assembly, smallest, nobody, |packet| &mut packet.csm);
}

/// In-scope deals by value.
fn values(book: &Book, assembly: &Assembly, field: &str) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    let deals = book.table(TableKind::Deals);
    for packet in assembly.packets.iter().filter(|packet| packet.scope == Scope::InScope) {
        let cell = match field {
            "segment" => packet.segment,
            "region" => packet.region,
            _ => deals.map_or(Sym::BLANK, |deals| deals.symbols(field).get(packet.row as usize)),
        };
        for value in parts(book.text(cell)) {
            *counts.entry(value.to_owned()).or_insert(0) += 1;
        }
    }
    counts
}

fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|value| !value.is_empty())
}

/// Those to be merged: the small ones, and the next smallest while they are too few together.
fn small_values<K: Clone + Ord>(counts: &BTreeMap<K, u64>, smallest: u64) -> BTreeSet<K> {
    let mut by_size: Vec<(&u64, &K)> = counts.iter().map(|(value, count)| (count, value)).collect();
    by_size.sort();
    let mut merged = BTreeSet::new();
    let mut n_deals = 0;
    for (&count, value) in by_size {
        if count >= smallest && (merged.is_empty() || n_deals >= smallest) {
            break;
        }
        n_deals += count;
        merged.insert(value.clone());
    }
    merged
}

/// Each cell of the field that holds a small value, with the cell that takes its place. A value that no deal in scope
/// has is small as well.
fn retold(book: &mut Book, field: &str, merged: &BTreeSet<String>) -> BTreeMap<Sym, Sym> {
    let cells: BTreeSet<Sym> = [TableKind::Deals, TableKind::Accounts]
        .into_iter()
        .filter_map(|kind| book.table(kind))
        .filter(|table| table.kind.field(field).is_some())
        .flat_map(|table| (0..table.n_rows()).map(move |row| table.symbols(field).get(row)))
        .filter(|sym| !sym.is_blank())
        .collect();
    cells
        .into_iter()
        .filter_map(|sym| {
            let told = merged_cell(book.text(sym), merged)?;
            Some((sym, book.symbols.intern(&told)))
        })
        .collect()
}

fn merged_cell(cell: &str, merged: &BTreeSet<String>) -> Option<String> {
    let values: Vec<&str> = parts(cell).collect();
    let mut told: Vec<&str> = values.iter().map(|value| if merged.contains(*value) { SMALL } else { value }).collect();
    if told == values {
        return None;
    }
    told.sort_unstable();
    told.dedup();
    Some(told.join(";"))
}

fn merge_people(
    assembly: &mut Assembly,
    smallest: u64,
    nobody: PersonId,
    holder: impl Fn(&mut Packet) -> &mut Option<PersonId>,
) {
    let mut counts: BTreeMap<PersonId, u64> = BTreeMap::new();
    for packet in &mut assembly.packets {
        let is_in_scope = u64::from(packet.scope == Scope::InScope);
        if let Some(person) = *holder(packet) {
            *counts.entry(person).or_default() += is_in_scope;
        }
    }
    let merged = small_values(&counts, smallest);
    for packet in &mut assembly.packets {
        let person = holder(packet);
        if person.is_some_and(|person| merged.contains(&person)) {
            *person = Some(nobody);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(sizes: &[(&'static str, u64)]) -> BTreeMap<&'static str, u64> {
        sizes.iter().copied().collect()
    }

    #[test]
    fn small_groups_are_merged_until_they_are_enough() {
        let merged = |sizes: &[(&'static str, u64)]| small_values(&counts(sizes), 5).into_iter().collect::<Vec<_>>();
        assert_eq!(merged(&[("a", 9), ("b", 5)]), [""; 0]);
        assert_eq!(merged(&[("a", 9), ("b", 4), ("c", 3)]), ["b", "c"]);
        assert_eq!(merged(&[("a", 9), ("b", 7), ("c", 1)]), ["b", "c"]);
        assert_eq!(merged(&[("a", 2)]), ["a"]);
    }

    #[test]
    fn a_cell_keeps_its_large_values() {
        let merged = BTreeSet::from(["Tiny".to_owned()]);
        assert_eq!(merged_cell("Core; Tiny", &merged).as_deref(), Some("(small groups);Core"));
        assert_eq!(merged_cell("Core", &merged), None);
    }
}

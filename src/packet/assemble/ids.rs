//! The ids of people, whatever they look like: `22` is somebody where the users' list has that id, or the people beside it
//! are numbers too.

use rustc_hash::FxHashSet;

use crate::domain::{Sym, TableKind};
use crate::map::Book;

/// Columns in which CRMs hold people by their ids.
const PEOPLE: [(TableKind, &str); 4] = [
    (TableKind::Deals, "owner"),
    (TableKind::Deals, "csm"),
    (TableKind::Accounts, "csm"),
    (TableKind::Onboarding, "csm"),
];

/// The ids of the users, and the words of columns in which people stand by number.
pub(super) fn ids_of_people(book: &Book) -> impl Iterator<Item = &str> {
    let listed = words(book, TableKind::Users, "user_id");
    listed.into_iter().chain(PEOPLE.into_iter().flat_map(move |(table, field)| numbers(book, table, field)))
}

/// The numbers of a column, when one of them has two digits that differ: people type `111`, and no other number.
fn numbers<'b>(book: &'b Book, table: TableKind, field: &str) -> Vec<&'b str> {
    let numbers = words(book, table, field).into_iter().filter(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    let numbers: Vec<&str> = numbers.collect();
    let differ = |word: &str| word.bytes().any(|byte| !word.starts_with(char::from(byte)));
    if numbers.iter().any(|word| differ(word)) { numbers } else { Vec::new() }
}

/// What a column holds, each word once.
fn words<'b>(book: &'b Book, table: TableKind, field: &str) -> Vec<&'b str> {
    let Some(table) = book.table(table) else { return Vec::new() };
    let (words, mut seen) = (table.symbols(field), FxHashSet::<Sym>::default());
    let rows = (0..table.n_rows()).map(|row| words.get(row)).filter(|word| seen.insert(*word));
    rows.map(|word| book.text(word)).filter(|word| !word.is_empty()).collect()
}

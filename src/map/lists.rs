//! Cells that hold several words.
//!
//! Lists are joined by `;`. Roles of contacts are joined by whatever a form or a person puts between two of them, for no
//! role has such a character in its name; names of products have.

use crate::domain::TableKind;

const ROLES: [char; 6] = [';', ',', '|', '/', '+', '\n'];

/// Whether a field holds the roles of a contact.
fn holds_roles(table: TableKind, field: &str) -> bool {
    matches!(table, TableKind::Contacts | TableKind::DealContacts) && field == "role"
}

/// What stands between the words of a list, where a field holds roles or another list.
pub(super) fn separators(table: TableKind, field: usize) -> &'static [char] {
    if holds_roles(table, &table.fields()[field].name) { &ROLES } else { &[';'] }
}

/// The roles that a cell of contacts names, as written; some may be blank.
pub(crate) fn roles_in(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(ROLES).map(str::trim)
}

/// The words of a cell of choices: each of its roles, else the cell as one.
pub(crate) fn words_in<'c>(table: TableKind, field: &str, cell: &'c str) -> impl Iterator<Item = &'c str> {
    let separators: &[char] = if holds_roles(table, field) { &ROLES } else { &[] };
    cell.split(separators).map(str::trim).filter(|word| !word.is_empty())
}

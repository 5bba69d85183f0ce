//! Cells that hold several words.
//!
//! Lists are joined by `;`. Roles of contacts are joined by whatever a form or a person puts between two of them, for no
//! role has such a character in its name; names of products have.

use crate::domain::{TableKind, ValueKind};

const ROLES: [char; 6] = [';', ',', '|', '/', '+', '\n'];

/// What stands between the words of a field's cells.
pub(super) fn separators(table: TableKind, field: usize) -> &'static [char] {
    let field = &table.fields()[field];
    let is_of_contacts = matches!(table, TableKind::Contacts | TableKind::DealContacts);
    if is_of_contacts && field.name == "role" && field.kind == ValueKind::List { &ROLES } else { &[';'] }
}

/// The roles that a cell of contacts names, as written; some may be blank.
pub(crate) fn roles_in(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(ROLES).map(str::trim)
}

//! What the exports do not show beside what they do: figures can be computed, and would be better with it.

use crate::audit::DataNote;
use crate::domain::{TableKind, counted};
use crate::map::Book;
use crate::packet::{EMAIL, absent_touches, missing_column, missing_contacts};

use super::note;

/// Ways to reach a customer of which the activities know none.
pub(super) fn touches(book: &Book) -> Option<DataNote> {
    let table = book.table(TableKind::Activities)?;
    if table.n_rows() == 0 || missing_contacts(book).is_some() {
        return None;
    }
    let article = |kind: &str| if kind == EMAIL { "an e-mail".to_owned() } else { format!("a {kind}") };
    let absent: Vec<String> = absent_touches(book).into_iter().map(article).collect();
    let sentence = format!(
        "none of {} of activities is {}: that a customer was reached so is not seen",
        counted(table.n_records() as u64, "row", "rows"),
        absent.join(" or ")
    );
    let advice = "export these activities too, if people log them";
    (!absent.is_empty()).then(|| note("unseen-touches", table.n_records() as u64, sentence, Some(advice)))
}

/// Contacts whose roles are exported and whose names are not.
pub(super) fn names_of_contacts(book: &Book) -> Option<DataNote> {
    let table = book.table(TableKind::DealContacts)?;
    let lacks = |kind: TableKind, name: &str| missing_column(book, kind, name).is_some();
    let has_roles = !lacks(TableKind::DealContacts, "role");
    let is_nameless = lacks(TableKind::DealContacts, "contact_name") && lacks(TableKind::Contacts, "name");
    let n = table.n_records() as u64;
    let sentence = format!(
        "{} of deal_contacts {} a role and no export holds the contacts' names: who is champion or buyer is not known",
        counted(n, "row", "rows"),
        if n == 1 { "has" } else { "have" }
    );
    (has_roles && is_nameless && n > 0).then(|| {
        note("nameless-contacts", n, sentence, Some("export the contacts too (HubSpot: Contacts; Salesforce: Contact)"))
    })
}

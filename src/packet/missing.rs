//! What figures and rules rest on and the exports do not hold: each as the words that say so, or nothing where it is there.

use crate::domain::TableKind;
use crate::map::Book;

use super::known::{CALL, DIRECTIONS, EMAIL, MEETING, NOTE, REVIEW_EVENTS, TOUCHES, says_any};
use super::words::WordTest;

/// Why something cannot be told, for a reader of the report; nothing when the exports hold it.
pub type Missing = Option<String>;

/// A table.
pub fn missing_table(book: &Book, kind: TableKind) -> Missing {
    if book.table(kind).is_some() {
        return None;
    }
    if book.strays.contains(&kind) && book.any_table(kind).is_some_and(|table| table.n_rows() == 0) {
        return Some(format!("the export of {} holds no row", kind.name()));
    }
    if book.strays.contains(&kind) {
        return Some(format!("no row of {} names a deal of the deals export", kind.name()));
    }
    Some(format!("no export holds {}", kind.name()))
}

/// A column of a table, or the whole table.
pub fn missing_column(book: &Book, kind: TableKind, name: &str) -> Missing {
    let Some(table) = book.table(kind) else { return missing_table(book, kind) };
    let is_there = kind.field(name).is_some_and(|field| table.is_captured(field));
    (!is_there).then(|| format!("no export holds {}.{name}", kind.name()))
}

/// The first of these columns that is not there.
pub fn missing_columns(book: &Book, kind: TableKind, names: &[&str]) -> Missing {
    names.iter().find_map(|name| missing_column(book, kind, name))
}

/// Decisions: one without a time is no event, and a word that nobody knows no decision, so both are as good as no log.
pub fn missing_reviews(book: &Book) -> Missing {
    missing_columns(book, TableKind::Reviews, &["event", "occurred_at"]).or_else(|| {
        let is_known = says_any(book, TableKind::Reviews, "event", &REVIEW_EVENTS);
        (!is_known).then(|| "no row of reviews says submitted, accepted or returned".to_owned())
    })
}

/// E-mails, calls and meetings, with who and when.
pub fn missing_contacts(book: &Book) -> Missing {
    missing_columns(book, TableKind::Activities, &["type", "author", "occurred_at"]).or_else(|| {
        let is_known = says_any(book, TableKind::Activities, "type", &TOUCHES);
        (!is_known).then(|| "no row of activities is an e-mail, a call or a meeting".to_owned())
    })
}

/// Ways to reach a customer of which no activity tells.
pub fn absent_touches(book: &Book) -> Vec<&'static str> {
    TOUCHES.into_iter().filter(|kind| !says_any(book, TableKind::Activities, "type", &[*kind])).collect()
}

/// Kinds of activities by which somebody shows, that any row is of: notes and the ways to reach a customer.
pub fn recorded_kinds(book: &Book) -> Vec<&'static str> {
    let kinds = [NOTE].into_iter().chain(TOUCHES);
    kinds.filter(|kind| says_any(book, TableKind::Activities, "type", &[*kind])).collect()
}

/// E-mails that say which way they went.
pub fn missing_emails(book: &Book) -> Missing {
    let table = TableKind::Activities;
    let unsaid = || {
        let is_empty = book.table(table).is_none_or(|table| table.n_rows() == 0);
        (!is_empty && !has_sent_emails(book))
            .then(|| "no e-mail of activities says that it is outbound, inbound or internal".to_owned())
    };
    missing_contacts(book)
        .or_else(|| {
            let is_there = says_any(book, table, "type", &[EMAIL]);
            (!is_there).then(|| "no row of activities is an e-mail".to_owned())
        })
        .or_else(|| missing_column(book, table, "direction"))
        .or_else(unsaid)
}

/// Whether any e-mail says which way it went.
fn has_sent_emails(book: &Book) -> bool {
    let Some(table) = book.table(TableKind::Activities) else { return false };
    let (types, directions) = (table.symbols("type"), table.symbols("direction"));
    let mut is_email = WordTest::new(book, |word| word == EMAIL);
    let mut is_way = WordTest::new(book, |word| DIRECTIONS.contains(&word));
    (0..table.n_rows()).any(|row| is_email.holds(types.get(row)) && is_way.holds(directions.get(row)))
}

/// Outbound e-mails of the deal's owner.
pub fn missing_owner_emails(book: &Book) -> Missing {
    missing_column(book, TableKind::Deals, "owner").or_else(|| missing_emails(book))
}

/// A column for the CSM, in whichever table.
pub fn missing_csm(book: &Book) -> Missing {
    let tables = [TableKind::Onboarding, TableKind::Deals, TableKind::Accounts];
    let is_there = tables.iter().any(|&kind| missing_column(book, kind, "csm").is_none());
    (!is_there).then(|| "no export has a column for the CSM".to_owned())
}

/// Contacts by the success side. Where no export says who that is, whoever wrote, it would be no touch.
pub fn missing_touches(book: &Book) -> Missing {
    let lacks_side = || {
        let has_teams = missing_column(book, TableKind::Users, "team").is_none();
        let is_unsaid = !has_teams && missing_csm(book).is_some();
        let users = if book.table(TableKind::Users).is_some() { "users with a team" } else { "users" };
        is_unsaid.then(|| format!("no export says who is on the success side: neither {users} nor a CSM"))
    };
    // Where nobody called or met a customer, or no export of that is there, only an e-mail can be a touch.
    let has_others = || says_any(book, TableKind::Activities, "type", &[CALL, MEETING]);
    missing_contacts(book).or_else(lacks_side).or_else(|| if has_others() { None } else { missing_emails(book) })
}

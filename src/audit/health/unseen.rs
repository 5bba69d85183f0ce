//! What the exports do not show beside what they do: figures can be computed, and would be better with it.

use std::collections::BTreeMap;

use crate::audit::DataNote;
use crate::domain::{FileId, TableKind, counted};
use crate::map::{Book, YES_OR_NO, newest_of_each};
use crate::packet::{EMAIL, absent_touches, missing_column, missing_contacts, tells_standing};

use super::{MAX_EXAMPLES, note};

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

/// Activities of files without a column for their text, beside files that have one: what they say is not read, and that a
/// deal's notes hold no promise then says less than it seems to.
pub(super) fn texts(book: &Book) -> Option<DataNote> {
    let table = book.table(TableKind::Activities)?;
    let body = TableKind::Activities.field("body").filter(|&field| table.is_captured(field))?;
    let mut silent: BTreeMap<FileId, u64> = BTreeMap::new();
    for file in (0..table.n_rows()).map(|row| table.row_origin(row).file()) {
        *silent.entry(file).or_default() += 1;
    }
    silent.retain(|&file, _| !table.is_captured_by(body, file));
    let n = silent.values().sum::<u64>();
    let sentence = format!(
        "{} {} in a file without a column for the text: what was said there is not read",
        counted(n, "activity", "activities"),
        if n == 1 { "stands" } else { "stand" }
    );
    let named = |(file, n): (&FileId, &u64)| format!("{}: {}", book.file(*file).path, counted(*n, "row", "rows"));
    let advice = "export their text too, or say in [source.columns] which column holds it: body = \"..\"";
    (n > 0).then(|| DataNote {
        examples: silent.iter().take(MAX_EXAMPLES).map(named).collect(),
        ..note("unread-texts", n, sentence, Some(advice))
    })
}

/// Deals of which nothing says whether they are won, beside others of which their stage does.
pub(super) fn stages(book: &Book) -> Option<DataNote> {
    let deals = book.table(TableKind::Deals)?;
    let (stages, wins) = (deals.symbols("stage"), deals.bools("is_won"));
    let mut standing: Vec<usize> = newest_of_each(deals, |_| true).into_values().map(|row| row as usize).collect();
    let n_deals = standing.len();
    let is_by_day = |row: usize| deals.times("won_at").get(row).is_some() && !tells_standing(deals, row);
    standing.retain(|&row| stages.get(row).is_blank() && wins.get(row).is_none() && !is_by_day(row));
    standing.sort_unstable();
    let n = standing.len() as u64;
    let sentence = format!(
        "{n} of {} {} no stage: nothing says whether they are won, and they are in no figure",
        counted(n_deals as u64, "deal", "deals"),
        if n == 1 { "has" } else { "have" }
    );
    let advice = "export the stage of each deal; where a report is grouped, export it without its groups (Salesforce: \
                  Details Only), for a cell that is blank below another says nothing";
    (n > 0 && standing.len() < n_deals).then(|| DataNote {
        examples: standing.iter().take(MAX_EXAMPLES).map(|&row| book.place(deals.row_origin(row))).collect(),
        ..note("no-stage", n, sentence, Some(advice))
    })
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

/// Columns of the deals and of the onboarding whose texts no field is read from: what a packet lacks may stand there.
pub(super) fn unread_texts(book: &Book) -> Option<DataNote> {
    let tells = |table: Option<TableKind>| matches!(table, Some(TableKind::Deals | TableKind::Onboarding));
    let files = book.files.iter().filter(|file| tells(file.table));
    let columns = files.flat_map(|file| file.columns.iter().map(move |column| (file, column)));
    let unread: Vec<_> = columns.filter(|(_, column)| column.is_unread_text).collect();
    let n = unread.len() as u64;
    let sentence = counted(
        n,
        "column of deals or onboarding holds texts, and no field is read from it",
        "columns of deals or onboarding hold texts, and no field is read from them",
    );
    let advice = "where one of them answers what a packet asks, say so in audit.toml: [source.columns] why_now = \
                  \"Heading as exported\"";
    let examples = unread.iter().map(|(file, column)| format!("{}, column \"{}\"", file.path, column.heading));
    (n > 0).then(|| DataNote {
        examples: examples.take(MAX_EXAMPLES).collect(),
        ..note("unread-texts", n, sentence, Some(advice))
    })
}

/// Columns that say yes or no where a packet asks for more: that there is a success metric is not what it is.
pub(super) fn yes_or_no(book: &Book) -> Option<DataNote> {
    let columns = book.files.iter().flat_map(|file| file.columns.iter().map(move |column| (file, column)));
    let silent: Vec<_> =
        columns.filter(|(_, column)| column.field.is_none() && column.how.starts_with(YES_OR_NO)).collect();
    let n = silent.len() as u64;
    let sentence = counted(
        n,
        "column says yes or no where a packet asks for more, and is not read",
        "columns say yes or no where a packet asks for more, and are not read",
    );
    let advice = "export the columns that hold the answers themselves; to count each yes and no as an answer all the same, \
                  name the column in [source.columns]";
    let examples = silent.iter().map(|(file, column)| format!("{}, column \"{}\"", file.path, column.heading));
    (n > 0).then(|| DataNote {
        examples: examples.take(MAX_EXAMPLES).collect(),
        ..note("yes-or-no", n, sentence, Some(advice))
    })
}

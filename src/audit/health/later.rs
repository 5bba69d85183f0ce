//! What the exports date after the date of the data.

use crate::audit::DataNote;
use crate::domain::{TableKind, counted, fold};
use crate::map::{Book, Table};
use crate::packet::{Assembly, ENDED_STATUSES};

use super::{MAX_EXAMPLES, note};

/// When the events of a table happened.
const HAPPENED: [(TableKind, &str); 17] = [
    (TableKind::Activities, "occurred_at"),
    (TableKind::Reviews, "occurred_at"),
    (TableKind::StageHistory, "entered_at"),
    (TableKind::FieldHistory, "changed_at"),
    (TableKind::Escalations, "opened_at"),
    (TableKind::Surveys, "answered_at"),
    (TableKind::Onboarding, "sync_at"),
    (TableKind::Onboarding, "first_touch_at"),
    (TableKind::Onboarding, "kickoff_at"),
    (TableKind::Onboarding, "first_value_at"),
    (TableKind::Onboarding, "go_live_at"),
    (TableKind::Subscriptions, "started_at"),
    (TableKind::Subscriptions, "ended_at"),
    (TableKind::Accounts, "churned_at"),
    (TableKind::DealContacts, "added_at"),
    (TableKind::Commitments, "created_at"),
    (TableKind::Risks, "opened_at"),
];

/// What to do where the date of the data was inferred and something lies behind it.
pub(super) const SAY_WHEN: &str = "that date is inferred: if any of these did happen, say with --as-of, or as_of in \
                                   audit.toml, when the exports were made";

/// Events after `as_of`. Where nobody set it, they may well have happened: a kickoff that was held, a customer who left.
pub(super) fn later_events(book: &Book, assembly: &Assembly) -> Option<DataNote> {
    let as_of = assembly.as_of().utc();
    let later = |(kind, field): (TableKind, &str)| {
        let table = book.table(kind)?;
        let times = table.times(field);
        let rows = (0..table.n_rows()).filter(|&row| times.get(row).is_some_and(|at| at.utc() > as_of));
        let n = rows.filter(|&row| is_event(book, table, field, row)).count() as u64;
        (n > 0).then(|| (n, format!("{}.{field}: {}", kind.name(), counted(n, "row", "rows"))))
    };
    let (counts, examples): (Vec<u64>, Vec<String>) = HAPPENED.into_iter().filter_map(later).unzip();
    let n: u64 = counts.iter().sum();
    let sentence = counted(
        n,
        "event lies after the date of the data and counts as not happened yet",
        "events lie after the date of the data and count as not happened yet",
    );
    let advice = assembly.observation.is_assumed.then_some(SAY_WHEN);
    let examples = examples.into_iter().take(MAX_EXAMPLES).collect();
    (n > 0).then(|| DataNote { examples, ..note("after-as-of", n, sentence, advice) })
}

/// Whether a time is that of an event: when a task is due and when a contract that runs will end are plans.
fn is_event(book: &Book, table: &Table, field: &str, row: usize) -> bool {
    let word = |field: &str| fold(book.text(table.symbols(field).get(row)));
    match (table.kind, field) {
        (TableKind::Activities, _) => word("type") != "task",
        (TableKind::Subscriptions, "ended_at") => ENDED_STATUSES.contains(&word("status").as_str()),
        _ => true,
    }
}

//! Exports that end well before the date of the data: what happened since looks as if it had not.

use std::collections::BTreeSet;

use crate::audit::DataNote;
use crate::domain::{Moment, TableKind, counted, iso_date};
use crate::map::Book;
use crate::packet::{Assembly, Scope};

use super::note;

/// The tables whose events the figures rest on, each with when they happened and what they are called.
const LOGS: [(TableKind, &[&str], &str); 3] = [
    (TableKind::Reviews, &["occurred_at"], "submission or decision"),
    (TableKind::Onboarding, &["sync_at", "first_touch_at", "kickoff_at", "created_at"], "event of onboarding"),
    (TableKind::Activities, &["occurred_at"], "activity"),
];
/// Fewer days with events do not show how often a log is written (our judgement).
const ENOUGH_DAYS: usize = 8;
/// A week without an entry, and twice as long as there ever was one, is no chance (our judgement).
const A_WEEK: i32 = 7;

/// One note for each log that ends early while deals were won on.
pub(super) fn notes(book: &Book, assembly: &Assembly) -> Vec<DataNote> {
    LOGS.iter().filter_map(|(kind, fields, called)| of_log(book, assembly, *kind, fields, called)).collect()
}

fn of_log(book: &Book, assembly: &Assembly, kind: TableKind, fields: &[&str], called: &str) -> Option<DataNote> {
    let (table, as_of) = (book.table(kind)?, assembly.as_of());
    let times = fields.iter().flat_map(|field| {
        let times = table.times(field);
        (0..table.n_rows()).filter_map(move |row| times.get(row))
    });
    let days: BTreeSet<i32> = times.filter(|at| at.utc() <= as_of.utc()).map(Moment::day).collect();
    let newest = *days.last()?;
    let longest = days.iter().zip(days.iter().skip(1)).map(|(day, next)| next - day).max()?;
    let gap = as_of.day() - newest;
    if days.len() < ENOUGH_DAYS || gap < A_WEEK || gap <= 2 * longest {
        return None;
    }
    let is_won_since = |won: Moment| won.day() > newest;
    let in_scope = assembly.packets.iter().filter(|packet| packet.scope == Scope::InScope);
    let n = in_scope.filter(|packet| is_won_since(packet.won_at)).count() as u64;
    let sentence = format!(
        "the newest {called} is of {}, {gap} days before the date of the data, and no gap before was longer than {}: {} \
         since, and what looks missing may only be missing in this export",
        iso_date(newest),
        counted(longest as u64, "day", "days"),
        counted(n, "handoff was won", "handoffs were won"),
    );
    let advice = format!("export {} again, as of the day of the other exports", kind.name());
    (n > 0).then(|| note("ends-early", n, sentence, Some(&advice)))
}

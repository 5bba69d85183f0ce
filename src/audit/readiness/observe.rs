//! What the exports show of each condition, in counts.

use rustc_hash::FxHashMap;

use super::Observed;
use crate::domain::{DAY_MICROS, HOUR_MICROS, Sym, TableKind, fold};
use crate::map::{Book, Table};
use crate::packet::{Assembly, Dossiers, ElementState, FieldState, Packet};
use crate::settings::Settings;

/// At least this share of due handoffs must have what a condition asks for (our judgement).
const LEAST_SHARE: f64 = 0.5;
/// Notes entered later than this after the talk are late (inventory: 48 hours).
const LATE_AFTER: i64 = 48 * HOUR_MICROS;
/// A text shorter than this is no note.
const LEAST_NOTE: usize = 40;
/// Above this share of texts that repeat another deal's text, notes say nothing about the customer (our judgement).
const MOST_ALIKE: f64 = 0.3;
/// Fewer decisions than this say nothing about whether CS can return a handoff (inventory: 20 deals).
const LEAST_DECISIONS: usize = 20;
/// The share of incomplete handoffs that even a lenient CS would return, for the chance in the evidence.
const LENIENT_RETURNS: f64 = 0.1;

/// Too few, too late, too alike.
pub(super) fn notes(book: &Book, assembly: &Assembly, due: &[(usize, &Packet)]) -> Observed {
    let Some(table) = book.table(TableKind::Activities) else {
        return Observed::unknown(
            "no export holds activities: export notes, calls, e-mails and meetings to judge this",
        );
    };
    if assembly.population.is_all_unlinked(table) {
        return Observed::unknown(
            "no activity names a deal or an account of the exports: export the id of the deal with each",
        );
    }
    if !TableKind::Activities.field("body").is_some_and(|body| table.is_captured(body)) {
        return Observed::unknown("the activities hold no text: export the body of notes, calls and meetings");
    }
    let is_talk = talks(book, table);
    let is_note: Vec<bool> =
        (0..table.n_rows()).map(|row| is_talk[&table.symbols("type").get(row)] && is_long(table, row)).collect();
    let dossiers = Dossiers::of(book, assembly, &[TableKind::Activities]);
    let times = table.times("occurred_at");
    let has_note = |(position, packet): &&(usize, &Packet)| {
        dossiers.rows(TableKind::Activities, *position).iter().any(|&row| {
            let row = row as usize;
            let limit = packet.won_at.utc() + DAY_MICROS;
            is_note[row] && times.get(row).is_none_or(|at| at.utc() <= limit)
        })
    };
    let with_note = due.iter().filter(has_note).count();
    let notes: Vec<usize> = (0..table.n_rows()).filter(|&row| is_note[row]).collect();
    let (late, timed) = late(table, &notes);
    let alike = table.texts("body").is_captured().then(|| alike(table, &notes));
    let state = match due.len() {
        0 => "unknown",
        n if (with_note as f64) < LEAST_SHARE * n as f64 => "not_ready",
        _ if timed > 0 && late as f64 > LEAST_SHARE * timed as f64 => "not_ready",
        _ if alike.is_some_and(|alike| alike as f64 > MOST_ALIKE * notes.len() as f64) => "not_ready",
        _ => "ready",
    };
    let lateness = match timed {
        0 => "no export says when notes were entered".to_owned(),
        timed => format!("{late} of {timed} were entered more than 48 hours after the talk"),
    };
    let alikeness =
        alike.map_or(String::new(), |alike| format!("; {alike} of {} texts repeat another one", notes.len()));
    let evidence = format!(
        "{with_note} of {} due handoffs have a note, call or meeting from before the close or the day after; \
         {lateness}{alikeness}",
        due.len()
    );
    Observed { state, evidence }
}

/// By type: a note, call or meeting; an activity without a type counts too.
fn talks(book: &Book, table: &Table) -> FxHashMap<Sym, bool> {
    let types = table.symbols("type");
    let mut talks = FxHashMap::default();
    for sym in (0..table.n_rows()).map(|row| types.get(row)) {
        talks.entry(sym).or_insert_with(|| matches!(fold(book.text(sym)).as_str(), "" | "note" | "call" | "meeting"));
    }
    talks
}

/// A text of some length, where texts were kept.
fn is_long(table: &Table, row: usize) -> bool {
    let texts = table.texts("body");
    !texts.is_captured() || texts.get(row).trim().chars().nth(LEAST_NOTE - 1).is_some()
}

/// How many were entered late, of those that have both times.
fn late(table: &Table, notes: &[usize]) -> (usize, usize) {
    let (talked, entered) = (table.times("occurred_at"), table.times("created_at"));
    let timed = notes.iter().filter_map(|&row| Some(entered.get(row)?.utc() - talked.get(row)?.utc()));
    timed.fold((0, 0), |(late, all), delay| (late + usize::from(delay > LATE_AFTER), all + 1))
}

/// How many hold exactly the text of another one.
fn alike(table: &Table, notes: &[usize]) -> usize {
    let texts = table.texts("body");
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for &row in notes {
        *counts.entry(texts.get(row).trim()).or_default() += 1;
    }
    counts.values().filter(|count| **count > 1).sum()
}

/// The signed scope or a link that others than its owner can open.
pub(super) fn documents(book: &Book, assembly: &Assembly, due: &[(usize, &Packet)], settings: &Settings) -> Observed {
    let position = settings.checklist.position("signed_scope").filter(|&position| assembly.captured[position]);
    let Some(position) = position else {
        return Observed::unknown("no export holds the signed scope or a link to it");
    };
    let link = |packet: &Packet| {
        let deals = book.table(TableKind::Deals)?;
        let (scopes, row) = (deals.texts("signed_scope"), packet.row as usize);
        let link = book.text(deals.symbols("signed_scope_url").get(row));
        (scopes.get(row).trim().is_empty() && !link.is_empty()).then_some(link)
    };
    let has_scope = |packet: &Packet| packet.answers[position].state == FieldState::Answered;
    let n_private = due.iter().filter(|(_, packet)| has_scope(packet) && link(packet).is_some_and(is_private)).count();
    let n_open = due.iter().filter(|(_, packet)| has_scope(packet)).count() - n_private;
    let private = match n_private {
        0 => String::new(),
        n => format!("; {n} more have only a link into somebody's own folder"),
    };
    let evidence = format!("{n_open} of {} due handoffs hold the signed scope or a link to it{private}", due.len());
    Observed { state: by_share(n_open, due.len()), evidence }
}

/// A link that only its owner can follow.
fn is_private(link: &str) -> bool {
    let link = link.to_lowercase();
    let places =
        ["file:", "localhost", "/users/", "/home/", "/my-drive", "my.sharepoint.com/personal", "onedrive.live.com"];
    let is_path = link.starts_with('/') || link.as_bytes().get(1) == Some(&b':') || link.starts_with("\\\\");
    is_path || places.iter().any(|place| link.contains(place))
}

/// Whether anything was ever returned although there were gaps.
pub(super) fn returns(book: &Book, due: &[(usize, &Packet)]) -> Observed {
    if book.table(TableKind::Reviews).is_none() {
        return Observed::unknown(
            "no export holds the review log: nobody can tell whether a handoff was ever returned",
        );
    }
    let decided = || due.iter().filter(|(_, packet)| !packet.events.decisions.is_empty());
    let decisions = || due.iter().flat_map(|(_, packet)| &packet.events.decisions);
    let n_decisions = decisions().count();
    let n_returns = decisions().filter(|decision| !decision.is_accepted).count();
    let has_gap = |packet: &Packet| packet.elements.iter().any(|state| matches!(state, ElementState::Incomplete(_)));
    let n_gaps = decided().filter(|(_, packet)| has_gap(packet)).count();
    let mut evidence = format!(
        "{n_returns} of {n_decisions} decisions returned a handoff; {n_gaps} of {} decided handoffs have an incomplete element",
        decided().count()
    );
    let state = match n_returns {
        1.. => "ready",
        0 if n_decisions >= LEAST_DECISIONS && n_gaps > 0 => {
            let chance = 100.0 * (1.0 - LENIENT_RETURNS).powi(n_gaps as i32);
            evidence.push_str(&format!(
                "; if one in ten of these were returned, none at all would be seen with a chance of {chance:.1} %"
            ));
            "not_ready"
        }
        0 => "unknown",
    };
    Observed { state, evidence }
}

/// Whether the other exports are about the same deals.
pub(super) fn coverage(book: &Book, assembly: &Assembly, due: &[(usize, &Packet)]) -> Observed {
    let wanted = [
        TableKind::DealContacts,
        TableKind::Activities,
        TableKind::Reviews,
        TableKind::Onboarding,
        TableKind::Commitments,
        TableKind::Risks,
    ];
    let missing: Vec<&str> =
        wanted.iter().filter(|kind| book.table(**kind).is_none()).map(|kind| kind.name()).collect();
    if missing.len() == wanted.len() {
        return Observed::unknown("there is no export beside the deals");
    }
    let backed = due.iter().filter(|(_, packet)| packet.n_backing_rows > 0).count();
    let absent = if missing.is_empty() { String::new() } else { format!("; not exported: {}", missing.join(", ")) };
    let unlinked: u64 = assembly.population.unlinked.iter().map(|(_, count)| count).sum();
    let evidence = format!(
        "{backed} of {} due handoffs have a record in another export; {unlinked} {} to no deal{absent}",
        due.len(),
        if unlinked == 1 { "row of other exports belongs" } else { "rows of other exports belong" }
    );
    Observed { state: by_share(backed, due.len()), evidence }
}

fn by_share(k: usize, n: usize) -> &'static str {
    match n {
        0 => "unknown",
        n if (k as f64) < LEAST_SHARE * n as f64 => "not_ready",
        _ => "ready",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_into_somebodys_own_folder_are_private() {
        for link in
            ["file:///C:/scope.pdf", "C:\\Users\\ana\\scope.pdf", "https://x-my.sharepoint.com/personal/ana/scope"]
        {
            assert!(is_private(link), "{link}");
        }
        assert!(!is_private("https://docs.example.com/scope/12"));
    }

    #[test]
    fn half_is_enough_and_nobody_is_unknown() {
        assert_eq!((by_share(5, 10), by_share(4, 10), by_share(0, 0)), ("ready", "not_ready", "unknown"));
    }
}

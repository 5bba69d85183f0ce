//! The three conditions under which an audit or a pilot must not go ahead, as far as the exports show them.

use crate::domain::{TableKind, fold};
use crate::map::Book;
use crate::packet::{Assembly, FieldState, Packet, Scope};
use crate::settings::Settings;

use super::Readiness;

/// At least this share of due packets must be backed, or their scope be at hand (our judgement).
const LEAST_SHARE: f64 = 0.5;
/// Fewer decisions than this say nothing about whether CS can return a handoff (our judgement).
const LEAST_DECISIONS: usize = 10;

/// Each condition with its counts.
pub(super) fn readiness(book: &Book, assembly: &Assembly, settings: &Settings) -> Vec<Readiness> {
    let due: Vec<&Packet> =
        assembly.packets.iter().filter(|packet| packet.scope == Scope::InScope && packet.is_due).collect();
    vec![notes_reliable(book, &due), documents_accessible(assembly, &due, settings), cs_can_reject(book, &due)]
}

fn notes_reliable(book: &Book, due: &[&Packet]) -> Readiness {
    let (id, title) = ("sales_notes_reliable", "Are sales notes there to rely on?");
    let Some(activities) = book.table(TableKind::Activities) else {
        let evidence = "no export holds activities: export notes, calls, e-mails and meetings to judge this";
        return Readiness { id, title, state: "unknown", evidence: evidence.to_owned() };
    };
    let has_type = activities.symbols("type").is_captured();
    let with_records = due.iter().filter(|packet| packet.n_backing_rows > 0).count();
    let notes = (0..activities.n_rows()).filter(|&row| fold(book.text(activities.symbols("type").get(row))) == "note");
    let evidence = format!(
        "{with_records} of {} due handoffs have any record beside the deal row; {} activities are notes{}",
        due.len(),
        notes.count(),
        if has_type { "" } else { " (the type column is missing)" }
    );
    Readiness { id, title, state: by_share(with_records, due.len()), evidence }
}

fn documents_accessible(assembly: &Assembly, due: &[&Packet], settings: &Settings) -> Readiness {
    let (id, title) = ("source_documents_accessible", "Are the signed documents at hand?");
    let position = settings.checklist.position("signed_scope").filter(|&position| assembly.captured[position]);
    let Some(position) = position else {
        let evidence = "no export holds the signed scope or a link to it".to_owned();
        return Readiness { id, title, state: "unknown", evidence };
    };
    let with_scope = due.iter().filter(|packet| packet.answers[position].state == FieldState::Answered).count();
    let evidence = format!("{with_scope} of {} due handoffs hold the signed scope or a link to it", due.len());
    Readiness { id, title, state: by_share(with_scope, due.len()), evidence }
}

fn cs_can_reject(book: &Book, due: &[&Packet]) -> Readiness {
    let (id, title) = ("cs_can_reject", "Can CS return a handoff?");
    if book.table(TableKind::Reviews).is_none() {
        let evidence = "no export holds the review log: nobody can tell whether a handoff was ever returned".to_owned();
        return Readiness { id, title, state: "unknown", evidence };
    }
    let decisions = || due.iter().flat_map(|packet| &packet.events.decisions);
    let n_returns = decisions().filter(|decision| !decision.is_accepted).count();
    let n_gaps = due
        .iter()
        .filter(|packet| {
            packet.elements.iter().any(|state| matches!(state, crate::packet::ElementState::Incomplete(_)))
        })
        .count();
    let evidence = format!(
        "{n_returns} of {} decisions returned a handoff; {n_gaps} of {} due handoffs have an incomplete element",
        decisions().count(),
        due.len()
    );
    let state = match (n_returns, decisions().count()) {
        (0, n_decisions) if n_decisions < LEAST_DECISIONS => "unknown",
        (0, _) if n_gaps > 0 => "not_ready",
        (0, _) => "unknown",
        _ => "ready",
    };
    Readiness { id, title, state, evidence }
}

fn by_share(k: usize, n: usize) -> &'static str {
    match n {
        0 => "unknown",
        n if (k as f64) < LEAST_SHARE * n as f64 => "not_ready",
        _ => "ready",
    }
}

//! Counts over all packets, for the rules about the population.

use std::collections::BTreeMap;
use std::num::NonZeroU64;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::domain::{HOUR_MICROS, Sym, TableKind, fold};
use crate::map::Book;
use crate::packet::{Assembly, ElementState, FieldState, Packet, PersonId, Scope};
use crate::rules::Holdings;
use crate::rules::population::Crowd;
use crate::settings::Settings;

use super::Assessment;

/// A note that was entered later than this after the talk is late (inventory: 48 hours).
const LATE_AFTER: i64 = 48 * HOUR_MICROS;
/// Reps with fewer due packets are not judged.
const LEAST_OF_REP: u64 = 5;

/// The counts.
pub(super) fn crowd(
    book: &Book,
    assembly: &Assembly,
    assessments: &[Assessment],
    holds: &Holdings,
    settings: &Settings,
) -> Crowd {
    let pairs = || assembly.packets.iter().zip(assessments);
    let due: Vec<(&Packet, &Assessment)> =
        pairs().filter(|(packet, _)| packet.scope == Scope::InScope && packet.is_due).collect();
    let count = |test: &dyn Fn(&Packet) -> bool| due.iter().filter(|(packet, _)| test(packet)).count() as u64;
    let is_decided = |packet: &Packet| !packet.events.decisions.is_empty();
    let has_gap = |packet: &Packet| packet.elements.iter().any(|state| matches!(state, ElementState::Incomplete(_)));
    let deals = book.table(TableKind::Deals);
    // The link is what there is only where the scope itself is not in the export.
    let has_private_link = |packet: &Packet| {
        deals.is_some_and(|deals| {
            let row = packet.row as usize;
            let link = book.text(deals.symbols("signed_scope_url").get(row));
            deals.texts("signed_scope").get(row).trim().is_empty() && !link.is_empty() && is_private(link)
        })
    };
    let has_scope = |packet: &Packet, scope: usize| packet.answers[scope].state.is_full() && !has_private_link(packet);
    let scope = settings.checklist.position("signed_scope").filter(|&position| assembly.captured[position]);
    let mut crowd = Crowd {
        thresholds: settings.thresholds.clone(),
        has_reviews: holds.has_reviews,
        has_notes: holds.has("activities.type"),
        has_bodies: holds.has("activities.body"),
        has_linked_activities: !assembly.population.all_unlinked.contains(&TableKind::Activities),
        has_scope: scope.is_some(),
        has_csm: holds.has_csm,
        has_handoffs: holds.has_reviews || holds.has_submitted || holds.has("onboarding"),
        has_surveys: holds.has("surveys"),
        due: due.len() as u64,
        decided: count(&is_decided),
        returned: count(&|packet| first_return(packet).is_some()),
        resubmitted: count(&|packet| first_return(packet).is_some_and(|at| at + 1 < packet.events.decisions.len())),
        decided_with_gaps: count(&|packet| is_decided(packet) && has_gap(packet)),
        with_note: count(&|packet| packet.detail.contact.n_sales_notes > 0),
        without_scope: scope.map_or(0, |scope| count(&|packet| !has_scope(packet, scope))),
        with_private_link: scope
            .map_or(0, |scope| count(&|packet| packet.answers[scope].state.is_full() && has_private_link(packet))),
        ratings: assembly.packets.iter().map(|packet| u64::from(packet.detail.n_csm_ratings)).sum(),
        ..Crowd::default()
    };
    let renewals = || assembly.packets.iter().filter(|packet| packet.scope == Scope::Renewal);
    crowd.renewals = renewals().count() as u64;
    crowd.renewals_without_handoff = renewals().filter(|packet| is_unhanded(packet)).count() as u64;
    let in_scope = pairs().map(|(packet, _)| packet).filter(|packet| packet.scope == Scope::InScope);
    crowd.assignments = in_scope.filter_map(assignment).collect();
    notes(book, assembly, &mut crowd);
    reps(assembly, &due, settings, &mut crowd);
    crowd
}

/// Position of the first return among the decisions.
fn first_return(packet: &Packet) -> Option<usize> {
    packet.events.decisions.iter().position(|decision| !decision.is_accepted)
}

fn is_unhanded(packet: &Packet) -> bool {
    let events = &packet.events;
    events.decisions.is_empty()
        && [events.submitted_at, events.sync_at, events.kickoff_at, events.first_value_at, events.go_live_at]
            .iter()
            .all(Option::is_none)
}

fn assignment(packet: &Packet) -> Option<(u32, [u32; 4])> {
    let ae = packet.ae.map_or(u32::MAX, |ae| ae.position() as u32);
    Some((packet.csm?.position() as u32, [packet.segment.0, packet.region.0, ae, packet.tier as u32]))
}

/// Notes, calls and meetings: how many, and how many name nobody; of those of deals in scope how late, and how alike. What
/// was written of other deals is nothing that these handoffs rely on.
fn notes(book: &Book, assembly: &Assembly, crowd: &mut Crowd) {
    let Some(table) = book.table(TableKind::Activities) else { return };
    let types = table.symbols("type");
    let (deals, accounts) = (table.symbols("deal_id"), table.symbols("account_id"));
    let (occurred, created) = (table.times("occurred_at"), table.times("created_at"));
    let in_scope = || assembly.packets.iter().filter(|packet| packet.scope == Scope::InScope);
    let own_deals: FxHashSet<Sym> = in_scope().map(|packet| packet.id).collect();
    let own_accounts: FxHashSet<Sym> = in_scope().filter_map(|packet| packet.account).collect();
    let mut is_note: FxHashMap<Sym, bool> = FxHashMap::default();
    let mut digests: Vec<NonZeroU64> = Vec::new();
    for row in 0..table.n_rows() {
        let kind = types.get(row);
        let is_talk = || matches!(fold(book.text(kind)).as_str(), "note" | "call" | "meeting");
        if !*is_note.entry(kind).or_insert_with(is_talk) {
            continue;
        }
        crowd.notes += 1;
        let (deal, account) = (deals.get(row), accounts.get(row));
        crowd.nameless_notes += u64::from(deal.is_blank() && account.is_blank());
        let (cell, own) = if deal.is_blank() { (account, &own_accounts) } else { (deal, &own_deals) };
        if !book.ids_in(cell).any(|id| own.contains(&id)) {
            continue;
        }
        crowd.own_notes += 1;
        if let (Some(occurred), Some(created)) = (occurred.get(row), created.get(row)) {
            crowd.timed_notes += 1;
            crowd.late_notes += u64::from(created.utc() - occurred.utc() > LATE_AFTER);
        }
        digests.extend(table.digest(row));
    }
    digests.sort_unstable();
    let alike = digests.chunk_by(|left, right| left == right).filter(|alike| alike.len() > 1);
    crowd.alike_notes = alike.map(|alike| alike.len() as u64).sum();
}

/// A link that only its owner can follow.
fn is_private(link: &str) -> bool {
    let link = link.to_lowercase();
    let places =
        ["file:", "localhost", "/users/", "/home/", "/my-drive", "my.sharepoint.com/personal", "onedrive.live.com"];
    let is_path = link.starts_with('/') || link.as_bytes().get(1) == Some(&b':') || link.starts_with("\\\\");
    is_path || places.iter().any(|place| link.contains(place))
}

fn reps(assembly: &Assembly, due: &[(&Packet, &Assessment)], settings: &Settings, crowd: &mut Crowd) {
    let mut by_rep: BTreeMap<PersonId, Vec<(&Packet, &Assessment)>> = BTreeMap::new();
    for &(packet, assessment) in due {
        if let Some(ae) = packet.ae {
            by_rep.entry(ae).or_default().push((packet, assessment));
        }
    }
    for (rep, packets) in &by_rep {
        let complete = packets.iter().filter(|(_, assessment)| assessment.is_complete_captured).count();
        let label = assembly.people.label(*rep).to_owned();
        crowd.reps.push((label, packets.len() as u64, complete as u64));
    }
    for (position, item) in settings.checklist.items.iter().enumerate() {
        if !assembly.captured[position] {
            continue;
        }
        let of_rep = |packets: &Vec<(&Packet, &Assessment)>| {
            let required = packets.iter().filter(|(packet, _)| item.is_required(packet.tier));
            let states = required.map(|(packet, _)| packet.answers[position].state);
            // A cell that could not be read tells nothing of the rep.
            let states: Vec<FieldState> = states.filter(|state| *state != FieldState::NotCaptured).collect();
            (states.len() as u64, states.iter().filter(|state| state.is_full()).count() as u64)
        };
        let reps = by_rep.values().map(of_rep).filter(|(n, _)| *n >= LEAST_OF_REP).collect();
        crowd.items.push((item.id.clone(), reps));
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
}

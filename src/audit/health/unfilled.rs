//! Fields that an export holds and nobody fills.

use crate::audit::DataNote;
use crate::domain::counted;
use crate::packet::{Assembly, FieldState, Packet, Scope};
use crate::settings::{Item, Settings};

use super::{MAX_EXAMPLES, note};

/// Fewer blanks in a row (our judgement) may be chance.
const LEAST_DEALS: usize = 20;

/// Items of the checklist that no deal answers: perhaps no gap of the reps, but a field that nobody is asked to fill.
pub(super) fn never_filled(assembly: &Assembly, settings: &Settings) -> Option<DataNote> {
    let told = |(position, item): (usize, &Item)| {
        let is_asked = |packet: &&Packet| packet.scope == Scope::InScope && item.is_required(packet.tier);
        let asked = || assembly.packets.iter().filter(is_asked);
        let is_blank = |packet: &Packet| packet.answers[position].state == FieldState::Blank;
        // The first deal that answers tells most items apart, so the deals are counted last.
        if !assembly.captured[position] || !asked().all(is_blank) {
            return None;
        }
        let deals = asked().count();
        let is_told = deals >= LEAST_DEALS;
        is_told.then(|| format!("{} ({}): {deals} of {deals} deals", item.id, item.source_names.join(" or ")))
    };
    let unfilled: Vec<String> = settings.checklist.items.iter().enumerate().filter_map(told).collect();
    let n = unfilled.len() as u64;
    let sentence = counted(
        n,
        "item of the checklist is blank in every deal that must answer it",
        "items of the checklist are blank in every deal that must answer them",
    );
    let advice = "it counts as unanswered, as its column is exported: if nobody is asked to fill it, export without the column, \
                  and it counts as a gap of the CRM and not of the reps";
    let examples = unfilled.into_iter().take(MAX_EXAMPLES).collect();
    (n > 0).then(|| DataNote { examples, ..note("never-filled", n, sentence, Some(advice)) })
}

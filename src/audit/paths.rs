//! Path variants: in which order the events of each due deal came, against the order that the process is designed for.

use std::collections::BTreeMap;

use crate::domain::Moment;
use crate::packet::{Assembly, Packet, Scope};

use super::{PathVariant, SpeedAndOrder};

/// The designed order. An event that no export shows for any deal is no step of anyone's path.
const DESIGNED: [&str; 6] = ["won", "submitted", "sync", "first_touch", "kickoff", "first_value"];

/// Every variant over due deals, the most frequent first.
pub(super) fn paths(assembly: &Assembly) -> Vec<PathVariant> {
    let due: Vec<&Packet> =
        assembly.packets.iter().filter(|packet| packet.scope == Scope::InScope && packet.is_due).collect();
    let shown = shown(due.iter().copied());
    let mut variants: BTreeMap<Vec<usize>, u64> = BTreeMap::new();
    for packet in &due {
        *variants.entry(path(packet)).or_default() += 1;
    }
    let mut variants: Vec<(Vec<usize>, u64)> = variants.into_iter().collect();
    variants.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
    let variant = |(steps, deals): (Vec<usize>, u64)| PathVariant {
        is_designed: shown.starts_with(&steps),
        steps: steps.into_iter().map(|step| DESIGNED[step]).collect(),
        deals,
    };
    variants.into_iter().map(variant).collect()
}

/// First touch in time against the designed order, over due deals.
pub(super) fn speed_and_order(assembly: &Assembly, touched_in_time: &[Option<bool>]) -> SpeedAndOrder {
    let in_scope = assembly.packets.iter().filter(|packet| packet.scope == Scope::InScope);
    let due: Vec<(&Packet, Option<bool>)> = in_scope
        .zip(touched_in_time)
        .map(|(packet, touched)| (packet, *touched))
        .filter(|(packet, _)| packet.is_due)
        .collect();
    let shown = shown(due.iter().map(|(packet, _)| *packet));
    let mut found = SpeedAndOrder::default();
    for (packet, touched) in due {
        let is_in_order = shown.starts_with(&path(packet));
        let cell = match (touched, is_in_order) {
            (Some(true), true) => &mut found.in_time_in_order,
            (Some(true), false) => &mut found.in_time_otherwise,
            (Some(false), true) => &mut found.late_in_order,
            (Some(false), false) => &mut found.late_otherwise,
            (None, _) => &mut found.left_out,
        };
        *cell += 1;
    }
    found
}

/// The steps that any of these deals took, as designed.
fn shown<'a>(due: impl Iterator<Item = &'a Packet> + Clone) -> Vec<usize> {
    (0..DESIGNED.len()).filter(|&step| due.clone().any(|packet| times(packet)[step].is_some())).collect()
}

fn times(packet: &Packet) -> [Option<Moment>; 6] {
    let events = &packet.events;
    [
        Some(packet.won_at),
        events.submitted_at,
        events.sync_at,
        events.first_touch_at,
        events.kickoff_at,
        events.first_value_at,
    ]
}

/// Steps in the order of their times. Where one of a day's steps is a date without a time, which says nothing about the
/// order within the day, that day's steps stand as designed.
fn path(packet: &Packet) -> Vec<usize> {
    let mut steps: Vec<(usize, Moment)> =
        times(packet).into_iter().enumerate().filter_map(|(step, time)| Some((step, time?))).collect();
    steps.sort_by_key(|(step, time)| (time.day(), *step));
    for day in steps.chunk_by_mut(|(_, left), (_, right)| left.day() == right.day()) {
        if day.iter().all(|(_, time)| !time.is_day()) {
            day.sort_by_key(|(step, time)| (time.utc(), *step));
        }
    }
    steps.into_iter().map(|(step, _)| step).collect()
}

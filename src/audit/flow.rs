//! Who holds the ball between close and kickoff, and what would complete most packets.

use crate::assess::Assessed;
use crate::domain::{DAY_MICROS, Moment};
use crate::packet::{Assembly, FieldState, Packet, Scope};
use crate::settings::Settings;

use super::causes::{GOOD_RATE, due};
use super::{Ball, Reach};

/// Days between close and kickoff, over due deals whose kickoff was held after the win.
pub(super) fn ball(assembly: &Assembly) -> Ball {
    let mut ball = Ball::default();
    for packet in due(assembly) {
        let events = &packet.events;
        let Some(kickoff) = events.kickoff_at.filter(|kickoff| packet.won_at.is_before(*kickoff)) else { continue };
        let decision = events.decisions.first().map(|decision| decision.at);
        let first = [events.sync_at, decision, events.first_touch_at].into_iter().flatten().min_by_key(|at| at.utc());
        let Some(handed) = events.submitted_at.or(first) else {
            ball.unknown += 1;
            continue;
        };
        let accepted = events.decisions.iter().find(|decision| decision.is_accepted).map(|decision| decision.at);
        let taken = [events.first_touch_at, accepted].into_iter().flatten().max_by_key(|at| at.utc()).unwrap_or(handed);
        let clamp = |at: Moment, from: i64| at.utc().clamp(from, kickoff.utc());
        let won = packet.won_at.utc();
        let handed = clamp(handed, won);
        let taken = clamp(taken, handed);
        let days = |from: i64, to: i64| (to - from) as f64 / DAY_MICROS as f64;
        ball.deals += 1;
        ball.sales_days += days(won, handed);
        ball.cs_days += days(handed, taken);
        ball.customer_days += days(taken, kickoff.utc());
    }
    ball
}

/// The items that, fixed one after the other, complete the most due packets: an upper bound, since a filled field is not
/// yet a true one. Captured items only.
pub(super) fn reach(assembly: &Assembly, assessed: &Assessed, settings: &Settings) -> Vec<Reach> {
    let items = &settings.checklist.items;
    let pairs = assembly.packets.iter().zip(&assessed.assessments);
    let due: Vec<_> = pairs.filter(|(packet, _)| packet.scope == Scope::InScope && packet.is_due).collect();
    let mut complete = due.iter().filter(|(_, assessment)| assessment.is_complete_captured).count() as u64;
    let lacks = |packet: &Packet| -> Vec<usize> {
        (0..items.len())
            .filter(|&at| items[at].is_required(packet.tier) && assembly.captured[at])
            .filter(|&at| !packet.answers[at].state.is_full() && packet.answers[at].state != FieldState::NotCaptured)
            .collect()
    };
    let mut open: Vec<Vec<usize>> =
        due.iter().map(|(packet, _)| lacks(packet)).filter(|gaps| !gaps.is_empty()).collect();
    let mut steps = Vec::new();
    while !open.is_empty() && (complete as f64) < GOOD_RATE * due.len() as f64 {
        // Of each item: how many packets lack it alone, and how many lack it.
        let mut lacked: Vec<_> = (0..items.len()).map(|item| (0, 0, std::cmp::Reverse(item))).collect();
        for gaps in &open {
            gaps.iter().for_each(|&item| lacked[item].1 += 1);
            if let [alone] = gaps[..] {
                lacked[alone].0 += 1;
            }
        }
        let Some((completes, lacking, std::cmp::Reverse(item))) = lacked.into_iter().max() else { break };
        open.iter_mut().for_each(|gaps| gaps.retain(|gap| *gap != item));
        open.retain(|gaps| !gaps.is_empty());
        complete += completes;
        steps.push(Reach {
            item: items[item].id.clone(),
            lacking,
            completes,
            complete_then: complete,
            due: due.len() as u64,
        });
    }
    steps
}

//! Why an item is answered so rarely, who holds the ball between close and kickoff, and what would complete most packets.

use std::collections::BTreeMap;

use crate::assess::Assessed;
use crate::domain::{DAY_MICROS, Moment};
use crate::packet::{Assembly, MarkKind, Packet, PersonId, Scope};
use crate::settings::Settings;

use super::{Ball, Cause, CauseTest, Reach};

/// Items answered in at least this share of packets need no cause.
const GOOD_RATE: f64 = 0.9;
/// A cause is named from this share of the lacking packets on (our judgement).
const DECISIVE_SHARE: f64 = 0.3;
/// Fewer packets than this show nothing about a rep or a route.
const LEAST_PACKETS: usize = 5;

fn due(assembly: &Assembly) -> Vec<&Packet> {
    assembly.packets.iter().filter(|packet| packet.scope == Scope::InScope && packet.is_due).collect()
}

/// One entry a captured item that is answered in less than 90 % of the due packets that require it, the lowest first.
pub(super) fn causes(assembly: &Assembly, settings: &Settings) -> Vec<Cause> {
    let due = due(assembly);
    let mut causes = Vec::new();
    for (position, item) in settings.checklist.items.iter().enumerate().filter(|(at, _)| assembly.captured[*at]) {
        let required: Vec<&Packet> = due.iter().copied().filter(|packet| item.is_required(packet.tier)).collect();
        let lacking: Vec<&Packet> =
            required.iter().copied().filter(|packet| !packet.answers[position].state.is_full()).collect();
        let answered = required.len() - lacking.len();
        if lacking.is_empty() || answered as f64 >= GOOD_RATE * required.len() as f64 {
            continue;
        }
        let tests = vec![
            elsewhere(&lacking, position),
            bypassed(&required, &lacking),
            mid_cycle(&lacking),
            confusing(&required, position),
            not_reinforced(&required, position),
        ];
        let decided = tests.iter().find(|test| test.holds);
        causes.push(Cause {
            item: item.id.clone(),
            required: required.len() as u64,
            lacking: lacking.len() as u64,
            cause: decided.map_or("no single cause shows", |test| test.cause),
            tests,
        });
    }
    causes.sort_by(|left, right| (right.lacking * left.required).cmp(&(left.lacking * right.required)));
    causes
}

fn share_test(cause: &'static str, k: usize, n: usize, what: &str) -> CauseTest {
    CauseTest {
        cause,
        holds: n > 0 && k as f64 >= DECISIVE_SHARE * n as f64,
        evidence: format!("{k} of {n} packets that lack it {what}"),
    }
}

fn elsewhere(lacking: &[&Packet], item: usize) -> CauseTest {
    let found = lacking.iter().filter(|packet| packet.detail.is_marked(item, MarkKind::FoundElsewhere)).count();
    share_test("captured elsewhere", found, lacking.len(), "have it in another export")
}

fn bypassed(required: &[&Packet], lacking: &[&Packet]) -> CauseTest {
    let cause = "validation bypassed";
    let is_override = |packet: &&&Packet| packet.is_override == Some(true);
    let (of_lacking, of_all) =
        (lacking.iter().filter(is_override).count(), required.iter().filter(is_override).count());
    if required.iter().all(|packet| packet.is_override.is_none()) {
        let evidence = "cannot tell: no export holds validation_override".to_owned();
        return CauseTest { cause, holds: false, evidence };
    }
    share_test(
        cause,
        of_lacking,
        lacking.len(),
        &format!("were closed by override ({of_all} of all {})", required.len()),
    )
}

fn mid_cycle(lacking: &[&Packet]) -> CauseTest {
    let changed = |packet: &&&Packet| packet.is_reopened || !packet.detail.late_changes.is_empty();
    let n = lacking.iter().filter(changed).count();
    share_test("mid-cycle changes", n, lacking.len(), "were reopened or changed after acceptance")
}

/// By rep with enough packets: (required, answered).
fn by_rep(required: &[&Packet], item: usize) -> Vec<(usize, usize)> {
    let mut reps: BTreeMap<PersonId, (usize, usize)> = BTreeMap::new();
    for packet in required {
        if let Some(ae) = packet.ae {
            let (n, k) = reps.entry(ae).or_default();
            *n += 1;
            *k += usize::from(packet.answers[item].state.is_full());
        }
    }
    reps.into_values().filter(|(n, _)| *n >= LEAST_PACKETS).collect()
}

fn confusing(required: &[&Packet], item: usize) -> CauseTest {
    let reps = by_rep(required, item);
    let low = reps.iter().filter(|(n, k)| 2 * k < *n).count();
    CauseTest {
        cause: "confusing field",
        holds: reps.len() >= 3 && low == reps.len(),
        evidence: format!("{low} of {} reps answer it in less than half of their packets", reps.len()),
    }
}

fn not_reinforced(required: &[&Packet], item: usize) -> CauseTest {
    let reps = by_rep(required, item);
    let good = reps.iter().filter(|(n, k)| *k as f64 >= GOOD_RATE * *n as f64).count();
    let low = reps.iter().filter(|(n, k)| 2 * k < *n).count();
    CauseTest {
        cause: "team not reinforcing",
        holds: good > 0 && low > 0,
        evidence: format!(
            "{low} of {} reps answer it in less than half of their packets, {good} in nine of ten",
            reps.len()
        ),
    }
}

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
            .filter(|&at| !packet.answers[at].state.is_full())
            .collect()
    };
    let mut open: Vec<Vec<usize>> =
        due.iter().map(|(packet, _)| lacks(packet)).filter(|gaps| !gaps.is_empty()).collect();
    let mut steps = Vec::new();
    while !open.is_empty() && (complete as f64) < GOOD_RATE * due.len() as f64 {
        let weigh = |item: usize| {
            let alone = open.iter().filter(|gaps| gaps.as_slice() == [item]).count();
            let lacking = open.iter().filter(|gaps| gaps.contains(&item)).count();
            (alone, lacking, std::cmp::Reverse(item))
        };
        let Some((completes, lacking, std::cmp::Reverse(item))) = (0..items.len()).map(weigh).max() else { break };
        open.iter_mut().for_each(|gaps| gaps.retain(|gap| *gap != item));
        open.retain(|gaps| !gaps.is_empty());
        complete += completes as u64;
        steps.push(Reach {
            item: items[item].id.clone(),
            lacking: lacking as u64,
            completes: completes as u64,
            complete_then: complete,
            due: due.len() as u64,
        });
    }
    steps
}

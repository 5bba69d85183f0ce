//! Elapsed times as the report draws them: a point a deal while that can be read, the curve always.

use super::elapsed::{Elapsed, Measured, Part, curve, in_order};
use super::estimate::{Speed, SpeedPoint};
use super::facts::Facts;

/// Above so many deals single points are not drawn.
const MAX_POINTS: usize = 60;
/// The most steps that a drawn curve has.
const MAX_STEPS: usize = 400;
/// What the report draws.
const DRAWN: [&str; 3] = ["first_touch", "sync", "kickoff"];

/// First touch, sync and kickoff.
pub(super) fn strips(times: &[Measured], facts: &Facts<'_>) -> Vec<Speed> {
    let drawn = times.iter().filter(|measured| DRAWN.contains(&measured.kind.id));
    drawn.map(|measured| strip(measured, facts)).collect()
}

/// Of each deal, whether its first touch came within the service level; `None` where nobody can say yet.
pub(super) fn touched_in_time(times: &[Measured]) -> Vec<Option<bool>> {
    let Some(touch) = times.iter().find(|measured| measured.kind.id == "first_touch") else { return Vec::new() };
    let is_known = touch.missing.is_none();
    touch.deals.iter().map(|deal| if is_known { deal.part.is_within() } else { None }).collect()
}

fn strip(measured: &Measured, facts: &Facts<'_>) -> Speed {
    let captured = measured.missing.is_none();
    let mut deals = if captured { in_order(measured) } else { Vec::new() };
    deals.retain(|deal| !deal.is_untold);
    let done = deals.iter().filter(|deal| deal.is_event).count() as u64;
    Speed {
        id: measured.kind.id,
        unit: measured.kind.unit,
        sla: measured.sla,
        captured,
        reason: measured.missing.clone(),
        points: if captured && deals.len() <= MAX_POINTS { points(measured, facts) } else { Vec::new() },
        curve: steps(&deals),
        done,
        open: deals.len() as u64 - done,
    }
}

fn points(measured: &Measured, facts: &Facts<'_>) -> Vec<SpeedPoint> {
    let names = facts.deals.symbols("deal_name");
    let mut points: Vec<SpeedPoint> = facts
        .cases
        .iter()
        .zip(&measured.deals)
        .filter(|(_, elapsed)| !elapsed.is_untold)
        .map(|((packet, _), elapsed)| SpeedPoint {
            deal_id: facts.book.text(packet.id).to_owned(),
            name: facts.book.text(names.get(packet.row as usize)).to_owned(),
            value: elapsed.time,
            state: state(elapsed),
        })
        .collect();
    points.sort_by(|left, right| left.value.total_cmp(&right.value).then_with(|| left.deal_id.cmp(&right.deal_id)));
    points
}

fn state(elapsed: &Elapsed) -> &'static str {
    match (elapsed.is_event, elapsed.part) {
        (true, Part::Late) => "late",
        (true, _) => "on_time",
        (false, Part::Young) => "open",
        (false, _) => "overdue",
    }
}

/// (time, share done by then), thinned evenly when there are too many.
fn steps(deals: &[Elapsed]) -> Vec<(f64, f64)> {
    let curve = curve(deals);
    let all: Vec<(f64, f64)> =
        curve.steps().iter().filter(|step| step.events > 0).map(|step| (step.time, 1.0 - step.survival)).collect();
    let stride = all.len().div_ceil(MAX_STEPS).max(1);
    let last = all.len().saturating_sub(1);
    all.iter()
        .enumerate()
        .filter(|(position, _)| position % stride == 0 || *position == last)
        .map(|(_, step)| *step)
        .collect()
}

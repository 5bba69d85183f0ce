//! The pilot's verdict on first-pass acceptance, and the same under each contested definition.

use crate::packet::{Decision, ElementState, Missing, Packet};
use crate::stats;

use super::availability::Availability;
use super::estimate::{Alternative, Verdict};
use super::facts::Facts;
use super::rates::{has_all_elements, is_first_pass, is_material_return};

/// Judges the whole.
pub(super) fn judge(facts: &Facts<'_>, availability: &Availability) -> Verdict {
    let definitions = &facts.settings.definitions;
    let threshold = definitions.pilot_threshold;
    let main = tally(facts, |packet| is_counted(packet).then(|| is_first_pass(packet)));
    let pilot_size = definitions.pilot_size.unwrap_or(facts.cases.len() as u64);
    let is_known = availability.reviews.is_none() && main.denominator > 0;
    let interval = stats::proportion::wilson(main.numerator, main.denominator).filter(|_| is_known);
    let known = |value: u64| is_known.then_some(value);
    let passed = ids(facts, |packet| is_known && is_counted(packet) && is_first_pass(packet));
    let failed = ids(facts, |packet| is_known && packet.events.decisions.iter().any(is_material_return));
    let n_failed = failed.len() as u64;
    Verdict {
        metric: "first_pass_acceptance_rate",
        threshold,
        state: state(is_known, &main, threshold),
        interim: is_interim(facts, pilot_size),
        value: is_known.then(|| main.rate()),
        numerator: known(main.numerator),
        denominator: known(main.denominator),
        low: interval.map(|interval| interval.low),
        high: interval.map(|interval| interval.high),
        further_handoffs: known(0)
            .and_then(|_| stats::pilot::further_handoffs(main.numerator, main.denominator, threshold)),
        returned: known(n_failed),
        returns_left: known(n_failed).and_then(|n| stats::pilot::returns_left(n, pilot_size, threshold)),
        pilot_size,
        chance_80_passes: known(0).and_then(|_| stats::pilot::chance_pass(0.80, main.denominator, threshold)),
        chance_95_fails: known(0).and_then(|_| stats::pilot::chance_fail(0.95, main.denominator, threshold)),
        reason: reason(availability, main.denominator),
        passed,
        failed,
        alternatives: alternatives(facts, availability, threshold),
    }
}

/// A due deal of which somebody can tell what was decided.
fn is_counted(packet: &Packet) -> bool {
    packet.is_due && !packet.events.is_decision_untold()
}

/// Ids of the cases that are counted.
fn ids(facts: &Facts<'_>, is_counted: impl Fn(&Packet) -> bool) -> Vec<String> {
    let counted = facts.cases.iter().filter(|(packet, _)| is_counted(packet));
    counted.map(|(packet, _)| facts.book.text(packet.id).to_owned()).collect()
}

/// Why nobody can say whether the elements of every due deal are complete.
fn unknown_elements(facts: &Facts<'_>) -> Missing {
    let is_unknown = |packet: &Packet| packet.elements.iter().any(ElementState::rests_on_nothing);
    let is_any = facts.cases.iter().any(|(packet, _)| packet.is_due && is_unknown(packet));
    is_any.then(|| "some elements rest on what no export holds".to_owned())
}

fn reason(availability: &Availability, denominator: u64) -> Missing {
    availability.reviews.clone().or_else(|| (denominator == 0).then(|| "no case".to_owned()))
}

/// A verdict is interim while handoffs of the pilot are still to come due.
fn is_interim(facts: &Facts<'_>, pilot_size: u64) -> bool {
    let due = facts.assembly.population.due;
    let audit = &facts.settings.audit;
    let is_window_open = audit.to.is_some_and(|to| facts.assembly.as_of().day() < to);
    due < pilot_size || is_window_open
}

/// A rate over the cases, with each deal's part in it.
struct Tally {
    numerator: u64,
    denominator: u64,
}

impl Tally {
    fn rate(&self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }
}

fn tally(facts: &Facts<'_>, counts: impl Fn(&Packet) -> Option<bool>) -> Tally {
    let mut tally = Tally { numerator: 0, denominator: 0 };
    for counted in facts.cases.iter().filter_map(|(packet, _)| counts(packet)) {
        tally.denominator += 1;
        tally.numerator += u64::from(counted);
    }
    tally
}

fn state(is_known: bool, tally: &Tally, threshold: f64) -> &'static str {
    match stats::proportion::wilson(tally.numerator, tally.denominator).filter(|_| is_known) {
        None => "not_computable",
        Some(interval) if interval.low >= threshold => "met",
        Some(interval) if interval.high < threshold => "not_met",
        Some(_) => "not_proven",
    }
}

/// How a deal counts: in the denominator or not, and then in the numerator or not.
type Counting = Box<dyn Fn(&Packet) -> Option<bool>>;

fn alternatives(facts: &Facts<'_>, availability: &Availability, threshold: f64) -> Vec<Alternative> {
    let any_return = |decision: &Decision| !decision.is_accepted;
    let definitions: [(&'static str, Counting, Missing); 6] = [
        (
            "pending_as_failed",
            Box::new(|packet| (!packet.events.is_decision_untold()).then(|| is_first_pass(packet))),
            None,
        ),
        (
            "decided_only",
            Box::new(|packet| {
                (is_counted(packet) && packet.events.last_decision().is_some()).then(|| is_first_pass(packet))
            }),
            None,
        ),
        (
            "all_returns_material",
            Box::new(move |packet| is_counted(packet).then(|| packet.events.is_first_pass(any_return))),
            None,
        ),
        ("no_returns_material", Box::new(|packet| is_counted(packet).then(|| packet.events.is_accepted())), None),
        (
            "verified",
            Box::new(|packet| match is_counted(packet).then(|| is_first_pass(packet)) {
                Some(true) => has_all_elements(packet),
                other => other,
            }),
            unknown_elements(facts),
        ),
        ("recorded", Box::new(|packet| is_counted(packet).then(|| packet.events.is_accepted())), None),
    ];
    definitions
        .into_iter()
        .map(|(id, counts, missing)| {
            let is_known = availability.reviews.is_none() && missing.is_none();
            alternative(id, &counts, is_known, facts, threshold)
        })
        .collect()
}

fn alternative(id: &'static str, counts: &Counting, is_known: bool, facts: &Facts<'_>, threshold: f64) -> Alternative {
    let tally = tally(facts, counts);
    let is_known = is_known && tally.denominator > 0;
    let interval = stats::proportion::wilson(tally.numerator, tally.denominator).filter(|_| is_known);
    let main = |packet: &Packet| is_counted(packet).then(|| packet.events.is_first_pass(is_material_return));
    let flips = facts
        .cases
        .iter()
        .filter(|(packet, _)| is_known && counts(packet) != main(packet))
        .map(|(packet, _)| facts.book.text(packet.id).to_owned())
        .collect();
    Alternative {
        id,
        value: is_known.then(|| tally.rate()),
        numerator: is_known.then_some(tally.numerator),
        denominator: is_known.then_some(tally.denominator),
        low: interval.map(|interval| interval.low),
        high: interval.map(|interval| interval.high),
        state: state(is_known, &tally, threshold),
        flips,
    }
}

//! Why an item is answered so rarely: tests for the causes that people name, each with the counts that decided it.
//!
//! A cause is likely, never proven: the tests show where packets that lack an item are found more often than the others.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::domain::{DAY_MICROS, Sym, TableKind};
use crate::map::Book;
use crate::packet::{Assembly, FieldState, MarkKind, Packet, PersonId, Scope};
use crate::settings::{Item, Settings};

use super::{Cause, CauseTest};

/// Items answered in at least this share of packets need no cause.
pub(super) const GOOD_RATE: f64 = 0.9;
/// A group explains something from this share of the lacking packets on (our judgement).
const DECISIVE_SHARE: f64 = 0.3;
/// And when so many times as many of its packets lack the item as of the others (our judgement).
const DECISIVE_RATIO: f64 = 2.0;
/// A pipeline or lead source is a way around a validation only where nearly nothing is filled (our judgement).
const BYPASS_RATE: f64 = 0.8;
/// Fewer packets than this show nothing about a rep, a team or a route.
const LEAST_PACKETS: usize = 5;
/// Somebody is new for so long after being hired (our judgement).
const NEW_DAYS: i32 = 90;
/// Ways by which a deal comes to be won, as far as the deals table tells.
const ROUTES: [(&str, &str); 2] = [("pipeline", "the pipeline"), ("lead_source", "the lead source")];

const OVERRIDE: &str = "closed by override";

/// Due packets in scope.
pub(super) fn due(assembly: &Assembly) -> Vec<&Packet> {
    assembly.packets.iter().filter(|packet| packet.scope == Scope::InScope && packet.is_due).collect()
}

/// An item before its tests: the due packets whose tier requires it.
struct Ground<'a> {
    book: &'a Book,
    assembly: &'a Assembly,
    item: usize,
    /// Each with whether it lacks the item.
    required: Vec<(&'a Packet, bool)>,
}

/// One entry a captured item that is answered in less than 90 % of the due packets that require it, the lowest first.
pub(super) fn causes(book: &Book, assembly: &Assembly, settings: &Settings) -> Vec<Cause> {
    let due = due(assembly);
    let cause_of = |(position, item): (usize, &Item)| {
        let is_asked = |packet: &&&Packet| {
            item.is_required(packet.tier) && packet.answers[position].state != FieldState::NotCaptured
        };
        let required = due.iter().filter(is_asked);
        let required = required.map(|&packet| (packet, !packet.answers[position].state.is_full()));
        let ground = Ground { book, assembly, item: position, required: required.collect() };
        let (n, lacking) = (ground.required.len(), ground.n_lacking());
        if lacking == 0 || (n - lacking) as f64 >= GOOD_RATE * n as f64 {
            return None;
        }
        let tests = vec![
            ground.elsewhere(),
            ground.bypassed(),
            ground.mid_cycle(),
            ground.new_hires(),
            ground.confusing(),
            ground.not_reinforced(),
        ];
        let decided = tests.iter().find(|test| test.holds);
        let cause = decided.map_or("no single cause shows", |test| test.cause);
        Some(Cause { item: item.id.clone(), required: n as u64, lacking: lacking as u64, cause, tests })
    };
    let items: Vec<(usize, &Item)> = settings.checklist.items.iter().enumerate().collect();
    let captured = items.into_par_iter().filter(|(position, _)| assembly.captured[*position]);
    let mut causes: Vec<Cause> = captured.filter_map(cause_of).collect();
    causes.sort_by(|left, right| (right.lacking * left.required).cmp(&(left.lacking * right.required)));
    causes
}

/// Packets inside and outside of a group, and how many of each lack the item.
#[derive(Clone, Copy, Debug, Default)]
struct Split {
    inside: usize,
    lacking_inside: usize,
    outside: usize,
    lacking_outside: usize,
}

impl Split {
    /// Whether the group holds a good share of what is lacking, and clearly more than falls to it anyway.
    fn is_decisive(self) -> bool {
        let lacking = self.lacking_inside + self.lacking_outside;
        let is_much = self.lacking_inside > 0 && self.lacking_inside as f64 >= DECISIVE_SHARE * lacking as f64;
        let rate = |k: usize, n: usize| k as f64 / n.max(1) as f64;
        let is_more =
            rate(self.lacking_inside, self.inside) >= DECISIVE_RATIO * rate(self.lacking_outside, self.outside);
        self.inside >= LEAST_PACKETS && self.outside > 0 && is_much && is_more
    }

    fn words(self, group: &str) -> String {
        let Split { inside, lacking_inside, outside, lacking_outside } = self;
        match (inside, outside) {
            (0, _) => format!("no packet that requires it is {group}"),
            (_, 0) => format!("{lacking_inside} of {inside} packets {group} lack it, and there are no others"),
            _ => format!("{lacking_inside} of {inside} packets {group} lack it, {lacking_outside} of {outside} others"),
        }
    }
}

/// Said of reps where none has packets enough to show anything.
fn too_few_packets() -> String {
    format!("cannot tell: no rep has {LEAST_PACKETS} packets that require it")
}

impl Ground<'_> {
    fn n_lacking(&self) -> usize {
        self.required.iter().filter(|(_, lacks)| *lacks).count()
    }

    fn split(&self, is_inside: impl Fn(&Packet) -> bool) -> Split {
        let mut split = Split::default();
        for &(packet, lacks) in &self.required {
            let lacks = usize::from(lacks);
            if is_inside(packet) {
                (split.inside, split.lacking_inside) = (split.inside + 1, split.lacking_inside + lacks);
            } else {
                (split.outside, split.lacking_outside) = (split.outside + 1, split.lacking_outside + lacks);
            }
        }
        split
    }

    /// One split a value that is not blank, ascending; each against all other packets.
    fn splits(&self, value_of: impl Fn(&Packet) -> Sym) -> Vec<(Sym, Split)> {
        let mut values: BTreeMap<Sym, (usize, usize)> = BTreeMap::new();
        for &(packet, lacks) in &self.required {
            let (n, lacking) = values.entry(value_of(packet)).or_default();
            (*n, *lacking) = (*n + 1, *lacking + usize::from(lacks));
        }
        let (all, all_lacking) = (self.required.len(), self.n_lacking());
        let split = |(value, (inside, lacking_inside)): (Sym, (usize, usize))| {
            let (outside, lacking_outside) = (all - inside, all_lacking - lacking_inside);
            (value, Split { inside, lacking_inside, outside, lacking_outside })
        };
        values.into_iter().filter(|(value, _)| !value.is_blank()).map(split).collect()
    }

    fn elsewhere(&self) -> CauseTest {
        let is_elsewhere =
            |(packet, _): &&(&Packet, bool)| packet.detail.is_marked(self.item, MarkKind::FoundElsewhere);
        let lacking = self.required.iter().filter(|(_, lacks)| *lacks);
        let (k, n) = (lacking.filter(is_elsewhere).count(), self.n_lacking());
        CauseTest {
            cause: "captured elsewhere",
            holds: k as f64 >= DECISIVE_SHARE * n as f64,
            evidence: format!("{k} of {n} packets that lack it have it in another export"),
        }
    }

    /// By override, or by one pipeline or lead source: the most telling route decides.
    fn bypassed(&self) -> CauseTest {
        let cause = "validation bypassed";
        let mut routes: Vec<(Split, String)> = Vec::new();
        if self.required.iter().any(|(packet, _)| packet.is_override.is_some()) {
            let split = self.split(|packet| packet.is_override == Some(true));
            routes.push((split, OVERRIDE.to_owned()));
        }
        let deals = self.book.table(TableKind::Deals);
        for (field, name) in ROUTES {
            let Some(column) = deals.map(|deals| deals.symbols(field)).filter(|column| column.is_captured()) else {
                continue;
            };
            for (value, split) in self.splits(|packet| column.get(packet.row as usize)) {
                routes.push((split, format!("by {name} {}", self.book.text(value))));
            }
        }
        let is_way_around = |(split, route): &&(Split, String)| {
            let is_nearly_empty = split.lacking_inside as f64 >= BYPASS_RATE * split.inside as f64;
            split.is_decisive() && (is_nearly_empty || route == OVERRIDE)
        };
        let decisive = routes.iter().filter(is_way_around);
        match decisive.max_by_key(|(split, _)| split.lacking_inside) {
            Some((split, route)) => CauseTest { cause, holds: true, evidence: split.words(route) },
            None if routes.is_empty() => {
                let evidence = "cannot tell: no export holds validation_override, pipeline or lead_source".to_owned();
                CauseTest { cause, holds: false, evidence }
            }
            None => {
                let (split, route) = &routes[0];
                CauseTest { cause, holds: false, evidence: split.words(route) }
            }
        }
    }

    fn mid_cycle(&self) -> CauseTest {
        let split = self.split(|packet| packet.is_reopened || !packet.detail.late_changes.is_empty());
        let evidence = split.words("reopened or changed after acceptance");
        CauseTest { cause: "mid-cycle changes", holds: split.is_decisive(), evidence }
    }

    /// Packets of AEs who had been hired less than [`NEW_DAYS`] days before the win.
    fn new_hires(&self) -> CauseTest {
        let cause = "new hires";
        let hired = |packet: &Packet| self.assembly.people.hired_at(packet.ae?);
        if self.required.iter().all(|(packet, _)| hired(packet).is_none()) {
            let evidence = "cannot tell: no export holds users.hired_at of these AEs".to_owned();
            return CauseTest { cause, holds: false, evidence };
        }
        let is_new = |packet: &Packet| {
            let days = |hired: crate::domain::Moment| (packet.won_at.utc() - hired.utc()) / DAY_MICROS;
            hired(packet).is_some_and(|hired| days(hired) < i64::from(NEW_DAYS))
        };
        let split = self.split(is_new);
        let evidence = split.words(&format!("won by an AE in the first {NEW_DAYS} days after being hired"));
        CauseTest { cause, holds: split.is_decisive(), evidence }
    }

    /// (required, answered) by a key, of groups with enough packets.
    fn groups<'k, K: Ord>(&'k self, key: impl Fn(&'k Packet) -> Option<K>) -> BTreeMap<K, (usize, usize)> {
        let mut groups: BTreeMap<K, (usize, usize)> = BTreeMap::new();
        for &(packet, lacks) in &self.required {
            if let Some(key) = key(packet) {
                let (n, k) = groups.entry(key).or_default();
                *n += 1;
                *k += usize::from(!lacks);
            }
        }
        groups.retain(|_, (n, _)| *n >= LEAST_PACKETS);
        groups
    }

    /// Low for every rep: then it is the field.
    fn confusing(&self) -> CauseTest {
        let cause = "confusing field";
        let reps: BTreeMap<PersonId, (usize, usize)> = self.groups(|packet| packet.ae);
        if reps.is_empty() {
            return CauseTest { cause, holds: false, evidence: too_few_packets() };
        }
        let low = reps.values().filter(|(n, k)| 2 * k < *n).count();
        CauseTest {
            cause,
            holds: reps.len() >= 3 && low == reps.len(),
            evidence: format!("{low} of {} reps answer it in less than half of their packets", reps.len()),
        }
    }

    /// Low in one team and not in the others; where teams are not known, low for some reps while others manage.
    fn not_reinforced(&self) -> CauseTest {
        let cause = "team not reinforcing";
        let people = &self.assembly.people;
        let teams = self.groups(|packet| people.team(packet.ae?));
        if teams.len() >= 2 {
            let rate = |(n, k): &(usize, usize)| *k as f64 / *n as f64;
            let lowest = teams.iter().min_by(|left, right| rate(left.1).total_cmp(&rate(right.1)));
            let team = lowest.map_or("", |(team, _)| *team);
            let split = self.split(|packet| packet.ae.is_some_and(|ae| people.team(ae) == Some(team)));
            let evidence = split.words(&format!("of the team {team}"));
            return CauseTest { cause, holds: split.is_decisive(), evidence };
        }
        let reps: BTreeMap<PersonId, (usize, usize)> = self.groups(|packet| packet.ae);
        if reps.is_empty() {
            return CauseTest { cause, holds: false, evidence: too_few_packets() };
        }
        let good = reps.values().filter(|(n, k)| *k as f64 >= GOOD_RATE * *n as f64).count();
        let low = reps.values().filter(|(n, k)| 2 * k < *n).count();
        CauseTest {
            cause,
            holds: good > 0 && low > 0,
            evidence: format!(
                "{low} of {} reps answer it in less than half of their packets, {good} in nine of ten",
                reps.len()
            ),
        }
    }
}

//! The verdict under each contested definition: a dot with its interval each, the counts, and the deals that flip.

use super::super::charts::intervals::{self, Axis};
use super::super::charts::theme::Ink;
use super::super::words::{self, alternatives as say};
use super::super::{Error, format};
use super::flips::{DealNames, Flips};
use super::parts::{Cell, Figure, Row, Table, slug};
use super::verdict::{HEADLINE_FROM, shows_percent, state};
use crate::audit::{Alternative, Audit};

/// Deals named under an alternative; the count is always given.
const FLIPS_SHOWN: usize = 60;

/// One way of counting: that in force, or another one.
struct Counted {
    k: Option<u64>,
    n: Option<u64>,
    value: Option<f64>,
    ends: Option<(f64, f64)>,
    state: &'static str,
}

impl Counted {
    fn in_force(audit: &Audit) -> Counted {
        let verdict = &audit.verdict;
        Counted {
            k: verdict.numerator,
            n: verdict.denominator,
            value: verdict.value,
            ends: verdict.low.zip(verdict.high),
            state: verdict.state,
        }
    }

    fn other(other: &Alternative) -> Counted {
        Counted {
            k: other.numerator,
            n: other.denominator,
            value: other.value,
            ends: other.low.zip(other.high),
            state: other.state,
        }
    }

    fn is_enough(&self) -> bool {
        self.n.is_some_and(|n| n >= HEADLINE_FROM)
    }

    /// A row of the chart; without a mark where there are too few.
    fn drawn(&self, label: &str, shows_percent: bool, threshold: f64) -> intervals::Row {
        let ink = match self.state {
            "met" => Ink::Met,
            "not_met" => Ink::Missed,
            _ => Ink::Cannot,
        };
        let value = self.value.filter(|_| shows_percent && self.is_enough());
        let words = match (self.k.zip(self.n), value) {
            (Some((k, n)), Some(value)) => words::verdict::counts(k, n, &format::share_against(value, threshold)),
            (Some((k, n)), None) => say::too_few(k, n),
            (None, _) => say::NOT_MEASURABLE.into(),
        };
        intervals::Row::new(label, value.map(|value| intervals::Mark::new(value, self.ends, ink)), words)
    }

    /// Counts, share, interval and state.
    fn cells(&self, threshold: f64) -> [Cell; 4] {
        let counts = self
            .k
            .zip(self.n)
            .map_or_else(|| Cell::no_number(say::NOT_MEASURABLE), |(k, n)| Cell::number(format::k_of_n(k, n)));
        let share = match self.value {
            Some(value) if self.is_enough() => Cell::number(format::share_against(value, threshold)),
            Some(_) => Cell::no_number(say::TOO_FEW),
            None => Cell::no_number(say::NOT_MEASURABLE),
        };
        let ends = match self.ends {
            Some((low, high)) if self.is_enough() => Cell::number(format::share_range_against(low, high, threshold)),
            Some(_) => Cell::no_number(say::TOO_FEW),
            None => Cell::no_number(say::NONE),
        };
        [counts, share, ends, Cell::mark(state(self.state, false))]
    }
}

/// Every definition as a dot with its interval, the one in force first.
pub(super) fn figure(audit: &Audit) -> Result<Figure, Error> {
    let verdict = &audit.verdict;
    let shows_percent = shows_percent(audit);
    let row = |label: &str, counted: Counted| counted.drawn(label, shows_percent, verdict.threshold);
    let others = verdict.alternatives.iter();
    let rows: Vec<intervals::Row> = std::iter::once(row(say::IN_FORCE_SHORT, Counted::in_force(audit)))
        .chain(others.map(|other| row(words::alternative_short(other.id), Counted::other(other))))
        .collect();
    let axis = Axis::shares(Some((verdict.threshold, words::verdict::target(verdict.threshold))));
    let is_drawn = rows.iter().any(|row| row.mark.is_some());
    let same = verdict.alternatives.iter().filter(|other| other.state == verdict.state).count() as u64;
    Ok(Figure {
        badge: None,
        id: "fig-alternatives".into(),
        sentence: say::sentence(same, verdict.alternatives.len() as u64),
        note: say::NOTE.into(),
        svg: if is_drawn { Some(intervals::rows(&rows, &axis, "fig-alternatives-title")?) } else { None },
        instead: None,
        table: None,
    })
}

/// The same in numbers. `is_named`: whether each leads to the deals that it counts otherwise.
pub(super) fn table(audit: &Audit, is_named: bool) -> Table {
    let threshold = audit.verdict.threshold;
    let row = |id: Option<String>, definition: &str, counted: Counted, flips: Cell| {
        let cells = std::iter::once(Cell::text(definition)).chain(counted.cells(threshold)).chain([flips]).collect();
        Row { id, cells, ..Row::default() }
    };
    let own = row(None, say::IN_FORCE, Counted::in_force(audit), Cell::soft(say::REFERENCE));
    let other = |other: &Alternative| {
        let flips = match other.flips.len() as u64 {
            0 => Cell::soft(say::NO_DEAL),
            n if !is_named => Cell::text(say::flips(n)),
            n => Cell::text(say::flips(n)).link(slug("#flips-", other.id)),
        };
        row(Some(slug("alternative-", other.id)), words::alternative(other.id), Counted::other(other), flips)
    };
    let rows = std::iter::once(own).chain(audit.verdict.alternatives.iter().map(other)).collect();
    Table::new("alternatives", say::CAPTION, &say::LABELS, rows)
}

/// The deals that count otherwise under each definition, by name where the audit lists them.
pub(super) fn flips(audit: &Audit) -> Vec<Flips> {
    let names = DealNames::new(audit);
    let some = |other: &Alternative| {
        let deals = other.flips.iter().map(|id| names.say(id));
        Flips::new(slug("flips-", other.id), words::alternative(other.id).into(), deals, FLIPS_SHOWN)
    };
    audit.verdict.alternatives.iter().filter(|other| !other.flips.is_empty()).map(some).collect()
}

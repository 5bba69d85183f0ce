//! The pilot's verdict: the state in words, the counts, the interval against the threshold, and what would change it.

use serde::Serialize;

use super::super::charts::intervals::{self, Axis};
use super::super::charts::theme::Ink;
use super::super::{Error, format, words};
use super::flips::{DealNames, Flips};
use super::parts::{Cell, Figure, Mark, Row, Table, badge, slug};
use crate::audit::{Alternative, Audit, MetricStatus};

/// Below so many cases a headline shows counts only.
const HEADLINE_FROM: u64 = 10;
/// Deals named under an alternative; the count is always given.
const FLIPS_SHOWN: usize = 60;

/// The section.
#[derive(Serialize)]
pub(crate) struct Verdict {
    mark: Mark,
    headline: String,
    meaning: String,
    figure: Option<Figure>,
    budget: Option<Figure>,
    facts: Vec<Fact>,
    alternatives: Option<Figure>,
    alternatives_table: Option<Table>,
    flips: Vec<Flips>,
}

#[derive(Serialize)]
struct Fact {
    value: String,
    name: String,
}

/// Builds the section.
pub(crate) fn view(audit: &Audit, is_named: bool) -> Result<Verdict, Error> {
    let verdict = &audit.verdict;
    let is_judged = verdict.alternatives.iter().any(|other| other.value.is_some());
    Ok(Verdict {
        mark: mark(verdict),
        headline: headline(audit),
        meaning: meaning(audit),
        figure: figure(audit)?,
        budget: super::budget::figure(audit)?,
        facts: facts(audit),
        alternatives: if is_judged { Some(alternatives_figure(audit)?) } else { None },
        alternatives_table: is_judged.then(|| alternatives(audit, is_named)),
        flips: if is_named { flips(audit) } else { Vec::new() },
    })
}

/// The verdict's mark.
pub(crate) fn mark(verdict: &crate::audit::Verdict) -> Mark {
    state(verdict.state, verdict.interim)
}

fn state(state: &str, interim: bool) -> Mark {
    let (kind, word) = match state {
        "met" => ("met", "Met"),
        "not_met" => ("missed", "Not met"),
        "not_proven" => ("watch", "Not proven"),
        _ => ("cannot", "Not measurable"),
    };
    Mark::new(kind, if interim && kind != "cannot" { format!("{word}, interim") } else { word.to_owned() })
}

/// Whether the figure may be shown as a percentage.
fn shows_percent(audit: &Audit) -> bool {
    let is_small = audit.whole(audit.verdict.metric).is_some_and(|metric| metric.status == MetricStatus::SmallN);
    !is_small && audit.verdict.denominator.is_some_and(|n| n >= HEADLINE_FROM)
}

/// The finding in a sentence: counts, percentage, interval.
pub(crate) fn headline(audit: &Audit) -> String {
    let verdict = &audit.verdict;
    let (Some(k), Some(n)) = (verdict.numerator, verdict.denominator) else {
        return match &verdict.reason {
            Some(reason) if !reason.starts_with("no case") => {
                format!("Acceptance is not measurable: {}.", reason.trim_end_matches('.'))
            }
            _ => "No handoff is due for review in this window.".into(),
        };
    };
    let verb = if k == 1 && n == 1 { "handoff was" } else { "due handoffs were" };
    let counts = format!("{} {verb} accepted without a material return", format::k_of_n(k, n));
    let target = format::share(verdict.threshold);
    match (shows_percent(audit), verdict.value, verdict.low, verdict.high) {
        (true, Some(value), Some(low), Some(high)) => format!(
            "{counts}: {}, plausibly {}; the target is {target}.",
            format::share_against(value, verdict.threshold),
            format::share_range_against(low, high, verdict.threshold)
        ),
        (true, Some(value), ..) => format!("{counts}: {}.", format::share_against(value, verdict.threshold)),
        _ => format!("{counts}. Too few to compare with {target}."),
    }
}

fn meaning(audit: &Audit) -> String {
    let verdict = &audit.verdict;
    let target = format::share(verdict.threshold);
    let mut text = match verdict.state {
        "met" => format!("The whole interval lies at or above {target}: chance alone does not explain it."),
        "not_met" => {
            format!("The whole interval lies below {target}: more handoffs of this kind will not change the verdict.")
        }
        "not_proven" => {
            format!("The interval reaches to both sides of {target}: these handoffs neither prove nor refute it.")
        }
        _ if verdict.reason.as_deref().is_some_and(|reason| reason.starts_with("no case")) => {
            "There is nothing to judge yet: a handoff counts once its time for review has passed.".into()
        }
        _ => "Export the review log (who accepted or returned which handoff, when, and why) to unlock the verdict."
            .into(),
    };
    let is_short = verdict.denominator.is_some_and(|n| n < 35) && verdict.threshold == 0.9;
    if is_short && verdict.state != "not_computable" {
        text.push_str(" Below 35 due handoffs 90% cannot be proven, not even if all of them are accepted.");
    }
    if verdict.interim {
        text.push_str(" The pilot still runs, so this is a reading on the way.");
    }
    text
}

fn figure(audit: &Audit) -> Result<Option<Figure>, Error> {
    let verdict = &audit.verdict;
    let (Some(value), true) = (verdict.value, shows_percent(audit)) else { return Ok(None) };
    let ink = match verdict.state {
        "met" => Ink::Met,
        "not_met" => Ink::Missed,
        _ => Ink::Series,
    };
    let mark = intervals::Mark::new(value, verdict.low.zip(verdict.high), ink);
    let target = (verdict.threshold, format!("target {}", format::share(verdict.threshold)));
    let words = match (verdict.numerator, verdict.denominator) {
        (Some(k), Some(n)) => format!("{}, {}", format::k_of_n(k, n), format::share_against(value, verdict.threshold)),
        _ => format::share_against(value, verdict.threshold),
    };
    let sentence = match verdict.state {
        "met" => "The interval lies at or above the target",
        "not_met" => "The interval lies below the target",
        _ => "The interval contains the target",
    };
    Ok(Some(Figure {
        badge: badge(audit, audit.verdict.metric),
        id: "fig-verdict".into(),
        sentence: sentence.into(),
        note: "Handoffs accepted without a material return: the dot is the share, the bar its 95% interval (Wilson)."
            .into(),
        svg: Some(intervals::single(mark, &words, &Axis::shares(Some(target)), "fig-verdict-title")?),
        instead: None,
        table: None,
    }))
}

fn facts(audit: &Audit) -> Vec<Fact> {
    let verdict = &audit.verdict;
    let mut facts = Vec::new();
    if verdict.denominator.is_none() {
        return facts;
    }
    facts.push(match (verdict.further_handoffs, verdict.state) {
        (_, "met" | "not_met") => {
            Fact { value: "Settled".into(), name: "no further handoffs are needed to decide".into() }
        }
        (Some(more), _) => {
            Fact { value: format::count(more), name: "further handoffs at the same rate would settle it".into() }
        }
        (None, _) => {
            Fact { value: "No number".into(), name: "of further handoffs at exactly this rate would settle it".into() }
        }
    });
    if let Some(chance) = verdict.chance_80_passes {
        let name = "chance that a process that is right only 80% of the time passes with so many handoffs";
        facts.push(Fact { value: format::share(chance), name: name.into() });
    }
    if let Some(chance) = verdict.chance_95_fails {
        let name = "chance that a process that is right 95% of the time fails";
        facts.push(Fact { value: format::share(chance), name: name.into() });
    }
    facts
}

fn alternatives_sentence(audit: &Audit) -> String {
    let verdict = &audit.verdict;
    let same = verdict.alternatives.iter().filter(|other| other.state == verdict.state).count() as u64;
    match verdict.alternatives.len() as u64 {
        0 => "No other definition could be computed".into(),
        all if same == all => format!("The verdict is the same under all {} other definitions", format::count(all)),
        all => format!("The verdict is the same under {} other definitions", format::k_of_n(same, all)),
    }
}

/// Every definition as a dot with its interval, the one in force first.
fn alternatives_figure(audit: &Audit) -> Result<Figure, Error> {
    let verdict = &audit.verdict;
    let row = |label: &str, value: Option<f64>, counts: Option<(u64, u64)>, ends: Option<(f64, f64)>, state: &str| {
        let is_enough = counts.is_some_and(|(_, n)| n >= HEADLINE_FROM) && shows_percent(audit);
        let ink = match state {
            "met" => Ink::Met,
            "not_met" => Ink::Missed,
            _ => Ink::Cannot,
        };
        let words = match (counts, value) {
            (Some((k, n)), Some(value)) if is_enough => {
                format!("{}, {}", format::k_of_n(k, n), format::share_against(value, verdict.threshold))
            }
            (Some((k, n)), _) => format!("{}: too few", format::k_of_n(k, n)),
            (None, _) => "not measurable".into(),
        };
        let mark = value.filter(|_| is_enough).map(|value| intervals::Mark::new(value, ends, ink));
        intervals::Row::new(label, mark, words)
    };
    let own = row(
        "In force: first pass",
        verdict.value,
        verdict.numerator.zip(verdict.denominator),
        verdict.low.zip(verdict.high),
        verdict.state,
    );
    let others = verdict.alternatives.iter().map(|other| {
        let counts = other.numerator.zip(other.denominator);
        row(words::alternative_short(other.id), other.value, counts, other.low.zip(other.high), other.state)
    });
    let rows: Vec<intervals::Row> = std::iter::once(own).chain(others).collect();
    let axis = Axis::shares(Some((verdict.threshold, format!("target {}", format::share(verdict.threshold)))));
    let is_drawn = rows.iter().any(|row| row.mark.is_some());
    Ok(Figure {
        badge: None,
        id: "fig-alternatives".into(),
        sentence: alternatives_sentence(audit),
        note: "The same handoffs counted as others would count them. Hollow: the interval contains the target. Square: it lies below.".into(),
        svg: if is_drawn { Some(intervals::rows(&rows, &axis, "fig-alternatives-title")?) } else { None },
        instead: None,
        table: None,
    })
}

fn alternatives(audit: &Audit, is_named: bool) -> Table {
    let verdict = &audit.verdict;
    let own = Row::new(vec![
        Cell::text("In force: accepted, and no material return before"),
        counts(verdict.numerator, verdict.denominator),
        percent(verdict.value, verdict.denominator, verdict.threshold),
        ends(verdict.low.zip(verdict.high), verdict.denominator, verdict.threshold),
        Cell::mark(state(verdict.state, false)),
        Cell::soft("the reference"),
    ]);
    let rows = std::iter::once(own)
        .chain(verdict.alternatives.iter().map(|other| alternative(other, verdict.threshold, is_named)));
    let labels = ["Definition", "#Accepted", "#Share", "#95% interval", "Verdict", "Count otherwise"];
    Table::new("alternatives", "The verdict under each contested definition", &labels, rows.collect())
}

fn alternative(other: &Alternative, threshold: f64, is_named: bool) -> Row {
    let flips = match other.flips.len() as u64 {
        0 => Cell::soft("no deal"),
        n if !is_named => Cell::text(format::plural(n, "deal", "deals")),
        n => Cell::text(format::plural(n, "deal", "deals")).link(slug("#flips-", other.id)),
    };
    Row {
        id: Some(slug("alternative-", other.id)),
        cells: vec![
            Cell::text(words::alternative(other.id)),
            counts(other.numerator, other.denominator),
            percent(other.value, other.denominator, threshold),
            ends(other.low.zip(other.high), other.denominator, threshold),
            Cell::mark(state(other.state, false)),
            flips,
        ],
        ..Row::default()
    }
}

/// The deals that count otherwise under each definition, by name where the audit lists them.
fn flips(audit: &Audit) -> Vec<Flips> {
    let names = DealNames::new(audit);
    let some = |other: &Alternative| {
        let deals = other.flips.iter().map(|id| names.say(id));
        Flips::new(slug("flips-", other.id), words::alternative(other.id).into(), deals, FLIPS_SHOWN)
    };
    audit.verdict.alternatives.iter().filter(|other| !other.flips.is_empty()).map(some).collect()
}

fn counts(k: Option<u64>, n: Option<u64>) -> Cell {
    k.zip(n).map_or_else(|| Cell::no_number("not measurable"), |(k, n)| Cell::number(format::k_of_n(k, n)))
}

fn percent(value: Option<f64>, n: Option<u64>, threshold: f64) -> Cell {
    match (value, n) {
        (Some(value), Some(n)) if n >= HEADLINE_FROM => Cell::number(format::share_against(value, threshold)),
        (Some(_), _) => Cell::no_number("too few"),
        (None, _) => Cell::no_number("not measurable"),
    }
}

fn ends(ends: Option<(f64, f64)>, n: Option<u64>, threshold: f64) -> Cell {
    match (ends, n) {
        (Some((low, high)), Some(n)) if n >= HEADLINE_FROM => {
            Cell::number(format::share_range_against(low, high, threshold))
        }
        (Some(_), _) => Cell::no_number("too few"),
        (None, _) => Cell::no_number("none"),
    }
}

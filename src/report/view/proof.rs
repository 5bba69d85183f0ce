//! Whether what was done at the handoff goes with retention: one comparison an exposure, always as an association.

use serde::Serialize;

use super::super::charts::intervals::{self, Axis};
use super::super::charts::theme::Ink;
use super::super::{Error, format, words};
use super::parts::{Cell, Figure, Mark, Row, Table, badge, slug};
use crate::audit::{Arm, Audit, Difference, Proof, Stratum};

/// The section.
#[derive(Serialize)]
pub(crate) struct Proofs {
    /// Which comparisons say what, each with its mark and a link to its figure.
    lines: Vec<Line>,
    figures: Vec<Figure>,
    empty: Option<&'static str>,
}

#[derive(Serialize)]
struct Line {
    mark: Mark,
    text: String,
    href: String,
}

/// Builds the section.
pub(crate) fn view(audit: &Audit) -> Result<Proofs, Error> {
    let line = |proof: &Proof| Line {
        mark: mark(proof),
        text: words::sentence(&proof.sentence),
        href: slug("#fig-proof-", proof.exposure),
    };
    Ok(Proofs {
        lines: audit.proof.iter().map(line).collect(),
        figures: audit.proof.iter().map(|proof| figure(proof, audit)).collect::<Result<_, _>>()?,
        empty: audit.proof.is_empty().then_some("No comparison was computed."),
    })
}

/// The verdict of a comparison.
fn mark(proof: &Proof) -> Mark {
    match proof.state {
        "better" => Mark::new("met", "Better"),
        "not_better" => Mark::new("note", "Not better"),
        "cannot_tell" => Mark::new("cannot", "Cannot tell"),
        _ => Mark::new("cannot", "Not measurable"),
    }
}

fn name(exposure: &str) -> (&'static str, &'static str, &'static str) {
    match exposure {
        "sync" => ("Sync held or not", "Sync held", "No sync by then"),
        "first_pass" => ("Accepted at first pass or not", "Accepted at first pass", "Not, or not yet"),
        "completeness" => ("More or less complete packet", "More complete half", "Less complete half"),
        _ => ("With and without", "With", "Without"),
    }
}

fn figure(proof: &Proof, audit: &Audit) -> Result<Figure, Error> {
    let id = slug("fig-proof-", proof.exposure);
    let (title, with, without) = name(proof.exposure);
    let arm = |label: &str, arm: &Arm| {
        let is_enough = arm.mature >= 5;
        let mark = arm
            .value
            .filter(|_| is_enough)
            .map(|value| intervals::Mark::new(value, arm.low.zip(arm.high), Ink::Series));
        let words = match arm.value {
            Some(value) if is_enough => format!("{}, {}", format::k_of_n(arm.kept, arm.mature), format::share(value)),
            _ if arm.mature > 0 => format!("{}: too few", format::k_of_n(arm.kept, arm.mature)),
            _ => "none old enough".to_owned(),
        };
        intervals::Row::new(label, mark, words)
    };
    let rows = [arm(with, &proof.exposed), arm(without, &proof.unexposed)];
    let is_drawn = proof.state != "not_computable" && rows.iter().any(|row| row.mark.is_some());
    let sentence = match proof.state {
        "better" => format!("{title}: customers with it stay more often, which does not show why"),
        "not_better" => format!("{title}: a difference of 5 points or more in its favour is ruled out"),
        "cannot_tell" => format!("{title}: too few customers to tell{}", until(proof)),
        _ => format!("{title}: not measurable"),
    };
    Ok(Figure {
        note: format!(
            "Customers still there on day {} of those still there on day {}, with 95% intervals. Who had it is judged on day {} so that early churn counts for neither side. An association, never a cause.",
            proof.retention_days, proof.landmark_days, proof.landmark_days
        ),
        svg: if is_drawn { Some(intervals::rows(&rows, &Axis::shares(None), &format!("{id}-title"))?) } else { None },
        instead: (!is_drawn).then(|| match &proof.reason {
            Some(reason) => words::sentence(reason),
            None => "Too few customers are old enough; the counts stand in the table.".to_owned(),
        }),
        table: Some(table(proof, &id)),
        badge: badge(audit, "retention_90d"),
        sentence,
        id,
    })
}

fn until(proof: &Proof) -> String {
    match (proof.needed_per_arm, &proof.enough_on) {
        (Some(needed), Some(day)) => {
            format!(" before {}, when {} on each side are old enough", format::date(day), format::count(needed))
        }
        (Some(needed), None) => format!("; it takes {} on each side", format::count(needed)),
        (None, _) => String::new(),
    }
}

fn table(proof: &Proof, id: &str) -> Table {
    let (_, with, without) = name(proof.exposure);
    let share =
        |arm: &Arm| arm.value.map_or_else(|| Cell::no_number("none"), |value| Cell::number(format::share(value)));
    let range = |ends: Option<(f64, f64)>| {
        ends.map_or_else(|| Cell::no_number("none"), |(low, high)| Cell::number(format::share_range(low, high)))
    };
    let arm = |label: &str, arm: &Arm| {
        Row::new(vec![
            Cell::text(label),
            Cell::number(format::count(arm.compared)),
            Cell::number(format::count(arm.compared - arm.mature.min(arm.compared))),
            Cell::number(format::k_of_n(arm.kept, arm.mature)),
            share(arm),
            range(arm.low.zip(arm.high)),
        ])
    };
    let difference = |label: &str, difference: &Option<Difference>| match difference {
        Some(found) => Row::new(vec![
            Cell::text(label),
            Cell::default(),
            Cell::default(),
            Cell::default(),
            Cell::number(format::point_difference(found.value)),
            Cell::number(format!(
                "{} to {}",
                format::point_difference(found.low),
                format::point_difference(found.high)
            )),
        ]),
        None => Row::new(vec![
            Cell::text(label),
            Cell::default(),
            Cell::default(),
            Cell::default(),
            Cell::no_number("not computable"),
            Cell::no_number("none"),
        ]),
    };
    let stratum = |stratum: &Stratum| {
        let note = match (stratum.is_one_sided, stratum.is_small) {
            (true, _) => "one side is empty",
            (_, true) => "small",
            _ => "",
        };
        Row::new(vec![
            Cell {
                sub: (!note.is_empty()).then(|| note.to_owned()),
                ..Cell::text(format!("Segment {}", stratum.segment))
            },
            Cell::default(),
            Cell::default(),
            Cell::number(format!(
                "{} and {}",
                format::k_of_n(stratum.exposed_kept, stratum.exposed),
                format::k_of_n(stratum.unexposed_kept, stratum.unexposed)
            )),
            Cell::default(),
            Cell::default(),
        ])
    };
    let mut rows = vec![
        arm(with, &proof.exposed),
        arm(without, &proof.unexposed),
        difference("Difference, all together", &proof.crude),
        difference("Difference within segments", &proof.stratified),
    ];
    rows.extend(proof.strata.iter().take(STRATA_LISTED).map(stratum));
    let rank = proof.log_rank_p.map_or_else(String::new, |p| {
        let p = if p < 0.001 { "p < 0.001".to_owned() } else { format!("p = {p:.3}") };
        format!("; log-rank over the whole time {p}")
    });
    let caption = format!("With: {}. Without: {}{rank}", proof.exposed_label, proof.unexposed_label);
    let labels =
        ["Customers", "#Compared", "#Too young", "#Kept, of old enough", "#Share or difference", "#95% interval"];
    Table::new(format!("{id}-table"), caption, &labels, rows)
}

/// Segments listed at most; audit.json holds them all.
const STRATA_LISTED: usize = 20;

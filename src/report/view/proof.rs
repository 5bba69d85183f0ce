//! Whether what was done at the handoff goes with retention: one comparison an exposure, always as an association.

use serde::Serialize;

use super::super::charts::intervals::{self, Axis};
use super::super::charts::theme::Ink;
use super::super::words::proof as say;
use super::super::{Error, format, words};
use super::parts::{Cell, Figure, Mark, Row, Table, badge, slug};
use crate::audit::{Arm, Audit, Difference, Proof, Stratum};

/// An arm with fewer customers has no dot.
const LEAST_IN_ARM: u64 = 5;
/// A p below this is read as a verdict.
const CONVINCING: f64 = 0.05;
/// Segments listed at most; audit.json holds them all.
const STRATA_LISTED: usize = 20;

/// The section.
#[derive(Serialize)]
pub(crate) struct Proofs {
    /// Which comparisons say what, each with its mark and its counts.
    lines: Vec<Line>,
    /// Both sides of every comparison that can be drawn.
    figure: Option<Figure>,
    empty: Option<&'static str>,
}

#[derive(Serialize)]
struct Line {
    id: String,
    mark: Mark,
    text: String,
    table: Table,
}

/// Builds the section.
pub(crate) fn view(audit: &Audit) -> Result<Proofs, Error> {
    let line = |proof: &Proof| {
        let id = slug("fig-proof-", proof.exposure);
        Line { mark: mark(proof), text: text(proof), table: table(proof, &id), id }
    };
    Ok(Proofs {
        lines: audit.proof.iter().map(line).collect(),
        figure: figure(audit)?,
        empty: audit.proof.is_empty().then_some(say::EMPTY),
    })
}

/// What the comparison says; one without arms says which it would be.
fn text(proof: &Proof) -> String {
    let said = words::sentence(&proof.sentence);
    if proof.state == "not_computable" { say::named(proof.exposure, &said) } else { said }
}

/// The verdict of a comparison.
fn mark(proof: &Proof) -> Mark {
    let kind = match proof.state {
        "better" => "met",
        "not_better" => "note",
        _ => "cannot",
    };
    Mark::new(kind, say::verdict(proof.state))
}

/// Both sides of each comparison, under each other.
fn figure(audit: &Audit) -> Result<Option<Figure>, Error> {
    let compared: Vec<&Proof> = audit.proof.iter().filter(|proof| proof.state != "not_computable").collect();
    let Some(first) = compared.first() else { return Ok(None) };
    let id = "fig-proof";
    let rows: Vec<intervals::Row> = compared
        .iter()
        .flat_map(|proof| {
            let [with, without] = say::sides(proof.exposure);
            [arm(with, &proof.exposed), arm(without, &proof.unexposed)]
        })
        .collect();
    let is_drawn = rows.iter().any(|row| row.mark.is_some());
    let in_state = |state: &str| compared.iter().filter(|proof| proof.state == state).count() as u64;
    let (better, not_better) = (in_state("better"), in_state("not_better"));
    Ok(Some(Figure {
        sentence: say::title(better, not_better, compared.len() as u64 - better - not_better),
        note: say::note(&first.retention_days.to_string(), &first.landmark_days.to_string()),
        svg: if is_drawn { Some(intervals::rows(&rows, &Axis::shares(None), &format!("{id}-title"))?) } else { None },
        instead: (!is_drawn).then(|| say::TOO_YOUNG.to_owned()),
        table: None,
        badge: badge(audit, "retention_90d"),
        id: id.into(),
    }))
}

fn arm(label: &str, arm: &Arm) -> intervals::Row {
    let share = arm.value.filter(|_| arm.mature >= LEAST_IN_ARM);
    let mark = share.map(|value| intervals::Mark::new(value, arm.low.zip(arm.high), Ink::Series));
    let words = if arm.mature > 0 { say::kept(arm.kept, arm.mature, share) } else { say::NOBODY.to_owned() };
    intervals::Row::new(label, mark, words)
}

fn table(proof: &Proof, id: &str) -> Table {
    let [with, without] = say::sides(proof.exposure);
    let share =
        |arm: &Arm| arm.value.map_or_else(|| Cell::no_number(say::NONE), |value| Cell::number(format::share(value)));
    let range = |ends: Option<(f64, f64)>| {
        ends.map_or_else(|| Cell::no_number(say::NONE), |(low, high)| Cell::number(format::share_range(low, high)))
    };
    let arm = |label: &str, arm: &Arm| {
        Row::new(vec![
            Cell::text(label),
            Cell::number(format::count(arm.compared)),
            Cell::number(format::count(arm.compared - arm.mature.min(arm.compared))),
            match arm.mature {
                0 => Cell::no_number(say::NOBODY),
                n => Cell::number(format::k_of_n(arm.kept, n)),
            },
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
            Cell::number(say::range(found.low, found.high)),
        ]),
        None => Row::new(vec![
            Cell::text(label),
            Cell::default(),
            Cell::default(),
            Cell::default(),
            Cell::no_number(say::NOT_COMPUTABLE),
            Cell::no_number(say::NONE),
        ]),
    };
    let stratum = |stratum: &Stratum| {
        let note = match (stratum.is_one_sided, stratum.is_small) {
            (true, _) => say::ONE_SIDED,
            (_, true) => say::SMALL,
            _ => "",
        };
        Row::new(vec![
            Cell { sub: (!note.is_empty()).then(|| note.to_owned()), ..Cell::text(say::segment(&stratum.segment)) },
            Cell::default(),
            Cell::default(),
            Cell::number(say::both(
                (stratum.exposed_kept, stratum.exposed),
                (stratum.unexposed_kept, stratum.unexposed),
            )),
            Cell::default(),
            Cell::default(),
        ])
    };
    let mut rows = vec![
        arm(with, &proof.exposed),
        arm(without, &proof.unexposed),
        difference(say::CRUDE, &proof.crude),
        difference(say::WITHIN, &proof.stratified),
    ];
    rows.extend(proof.strata.iter().take(STRATA_LISTED).map(stratum));
    let smaller = proof.exposed.compared.min(proof.unexposed.compared);
    let undecided = (proof.state == "cannot_tell").then_some(smaller);
    let rank = |p: f64| say::log_rank(p, undecided.filter(|_| p < CONVINCING));
    let rank = proof.log_rank_p.map_or_else(String::new, rank);
    let caption = say::caption(proof.exposed_label, proof.unexposed_label, &rank);
    Table::new(format!("{id}-table"), caption, &say::LABELS, rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixtures;

    #[test]
    fn a_side_that_nobody_is_old_enough_on_has_no_counts() {
        let mut proof = fixtures::demo(48).proof[0].clone();
        proof.unexposed = Arm { compared: 8, ..Arm::default() };
        (proof.strata[0].unexposed_kept, proof.strata[0].unexposed) = (0, 0);
        let table = table(&proof, "fig-proof-sync");
        let kept: Vec<&str> = table.rows.iter().map(|row| row.cells[3].text.as_str()).collect();
        assert_eq!(kept[1], say::NOBODY);
        assert!(kept[4].ends_with(" and nobody"), "{kept:?}");
        assert!(kept.iter().all(|text| !text.contains("0 of 0")), "{kept:?}");
    }
}

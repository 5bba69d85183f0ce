//! Reps against the whole: funnels by AE, in order of name.

use super::super::charts::intervals::{self, Axis};
use super::super::charts::theme::Ink;
use super::super::words::reps as words;
use super::super::{Error, format, glossary};
use super::parts::{Cell, Figure, Mark, Row, Table, slug};
use super::terms::Terms;
use crate::audit::{Audit, Funnel, FunnelPoint};

/// Reps drawn at most; the table lists the first two hundred.
const REPS_DRAWN: usize = 24;

/// A factor that is shown as more than 1.0; below, likeness widens nothing.
const WIDENS_FROM: f64 = 1.05;

/// Whoever the title counts, then the first by name, all in order of name.
fn drawn(points: &[FunnelPoint]) -> Vec<&FunnelPoint> {
    let is_told = |point: &FunnelPoint| ["different", "hint"].contains(&point.state);
    let n_told = points.iter().filter(|point| is_told(point)).count();
    let mut room = REPS_DRAWN.saturating_sub(n_told);
    let mut has_room = || {
        let has = room > 0;
        room -= usize::from(has);
        has
    };
    points.iter().filter(|point| is_told(point) || has_room()).collect()
}

/// A figure a share, without the outcomes that are withheld.
pub(super) fn figures(audit: &Audit, terms: &Terms) -> Result<Vec<Figure>, Error> {
    let shown = audit.watch.funnels.iter().filter(|funnel| !audit.withholds(&funnel.metric));
    shown.map(|funnel| figure(funnel, terms)).collect()
}

fn figure(funnel: &Funnel, terms: &Terms) -> Result<Figure, Error> {
    let id = slug("fig-reps-", &funnel.metric);
    let rows: Vec<intervals::Row> = drawn(&funnel.points).into_iter().map(row).collect();
    let n = |state: &str| funnel.points.iter().filter(|point| point.state == state).count() as u64;
    let all = funnel.points.len() as u64;
    let title = glossary::title(&funnel.metric, terms);
    let axis = Axis::shares(Some((funnel.centre, words::whole(funnel.centre))));
    let n_drawn = (all > rows.len() as u64).then_some(rows.len());
    Ok(Figure {
        sentence: words::sentence(&title, all, n("different"), n("hint")),
        note: words::note(funnel.left_out, n_drawn, funnel.design_effect.filter(|effect| *effect >= WIDENS_FROM)),
        instead: rows.is_empty().then(|| words::INSTEAD.to_owned()),
        svg: if rows.is_empty() { None } else { Some(intervals::rows(&rows, &axis, &format!("{id}-title"))?) },
        table: (!funnel.points.is_empty()).then(|| table(funnel, &id, &title)),
        badge: None,
        id,
    })
}

fn row(point: &FunnelPoint) -> intervals::Row {
    let ink = match point.state {
        "different" => Ink::Watch,
        "hint" => Ink::Cannot,
        _ => Ink::Series,
    };
    intervals::Row {
        bands: vec![(point.low_998, point.high_998), (point.low_95, point.high_95)],
        ..intervals::Row::new(
            point.ae.clone(),
            Some(intervals::Mark::new(point.value, None, ink)),
            words::counts(point.numerator, point.denominator, point.value),
        )
    }
}

fn table(funnel: &Funnel, id: &str, title: &str) -> Table {
    let line = |point: &FunnelPoint| {
        let (kind, word) = match point.state {
            "different" => ("watch", words::DIFFERS),
            "hint" => ("cannot", words::HINT),
            _ => ("note", words::NOT_DIFFERENT),
        };
        Row::new(vec![
            Cell::text(&point.ae),
            Cell::number(format::k_of_n(point.numerator, point.denominator)),
            Cell::number(format::share(point.value)),
            Cell::number(format::share_range(point.low_95, point.high_95)),
            Cell::number(format::share_range(point.low_998, point.high_998)),
            Cell::mark(Mark::new(kind, word)),
        ])
    };
    let rows: Vec<Row> = funnel.points.iter().take(super::cohorts::ROWS_LISTED).map(line).collect();
    let caption = words::caption(title, rows.len() as u64, funnel.points.len() as u64);
    Table::new(format!("{id}-table"), caption, &words::LABELS, rows)
}

#[cfg(test)]
mod tests {
    use super::super::super::fixtures;
    use super::*;

    #[test]
    fn whoever_the_title_counts_is_drawn() {
        let audit = fixtures::demo(30);
        let point = audit.watch.funnels.iter().find_map(|funnel| funnel.points.first()).expect("a rep");
        let mut points: Vec<FunnelPoint> =
            (0..40).map(|n| FunnelPoint { ae: format!("AE {n:02}"), state: "same", ..point.clone() }).collect();
        points[39].state = "hint";
        let drawn = drawn(&points);
        assert_eq!(drawn.len(), REPS_DRAWN);
        assert_eq!((drawn[22].ae.as_str(), drawn[23].ae.as_str()), ("AE 22", "AE 39"));
    }
}

//! Where time goes between close and kickoff, and whether what was fast was in order too.

use serde::Serialize;

use super::super::charts::split;
use super::super::words::flow as words;
use super::super::{Error, format};
use super::parts::{Cell, Figure, Row, Table};
use super::paths::{self, Paths};
use crate::audit::{Audit, Ball};

/// Below so many deals counts stand without shares.
const LEAST_FOR_SHARES: u64 = 5;

/// The section.
#[derive(Serialize)]
pub(crate) struct Flow {
    ball: Figure,
    /// Fast against in order.
    both: Option<(String, Table)>,
    paths: Paths,
}

/// Builds the section.
pub(crate) fn view(audit: &Audit) -> Result<Flow, Error> {
    Ok(Flow { ball: ball(&audit.ball)?, both: both(audit), paths: paths::view(audit) })
}

/// Counts of deals that were fast, and of those that went in order: two rows, two columns.
fn both(audit: &Audit) -> Option<(String, Table)> {
    let found = audit.speed_and_order;
    let all = found.judged();
    if all == 0 {
        return None;
    }
    let limit = audit.speed.iter().find(|speed| speed.id == "first_touch");
    let limit = words::in_time(limit.map(|speed| format::limit(speed.sla, speed.unit)));
    let cell = |n: u64, is_good: bool| {
        let class = match (n, is_good) {
            (0, _) | (_, true) => "num h0",
            (n, _) if n * 4 >= all => "num h3",
            _ => "num h1",
        };
        let sub = (all >= LEAST_FOR_SHARES).then(|| format::share(n as f64 / all as f64));
        Cell { class, sub, ..Cell::number(format::k_of_n(n, all)).sort(n.to_string()) }
    };
    let row = |label: String, in_order: Cell, otherwise: Cell| Row::new(vec![Cell::text(label), in_order, otherwise]);
    let rows = vec![
        row(limit, cell(found.in_time_in_order, true), cell(found.in_time_otherwise, false)),
        row(words::LATE.into(), cell(found.late_in_order, false), cell(found.late_otherwise, false)),
    ];
    let caption = words::both_caption(all, found.left_out);
    let table = Table::new("fig-fast-in-order", caption, &words::BOTH_LABELS, rows);
    Some((words::both(found.in_time_in_order, all), table))
}

/// Who held the ball: mean days a deal, which add up where medians would not.
pub(crate) fn ball(ball: &Ball) -> Result<Figure, Error> {
    let id = "fig-ball";
    let n = ball.deals.max(1) as f64;
    let days = [ball.sales_days, ball.cs_days, ball.customer_days];
    let holders: Vec<(&str, f64, &str)> =
        words::HOLDERS.iter().zip(days).map(|((label, what), days)| (*label, days, *what)).collect();
    let whole: f64 = holders.iter().map(|(_, days, _)| days).sum();
    let share = |days: f64| if whole > 0.0 { days / whole } else { 0.0 };
    let part = |(label, days, _): &(&str, f64, &str)| split::Part {
        label: (*label).to_owned(),
        value: *days,
        words: words::held(days / n, share(*days)),
    };
    let parts: Vec<split::Part> = holders.iter().map(part).collect();
    let longest = holders.iter().enumerate().max_by(|(_, a), (_, b)| a.1.total_cmp(&b.1));
    let is_drawn = ball.deals > 0 && whole > 0.0;
    let longest = longest.filter(|_| is_drawn).map(|(place, (_, days, _))| (place, share(*days)));
    let line = |(label, days, what): &(&str, f64, &str)| {
        Row::new(vec![
            Cell::text(*label).sub(*what),
            Cell::number(format::elapsed(days / n, "days")),
            Cell::number(format::share(share(*days))),
            Cell::number(format::number((days * 10.0).round() / 10.0)),
        ])
    };
    Ok(Figure {
        id: id.into(),
        sentence: words::ball(longest),
        note: words::note(ball.deals, ball.unknown),
        svg: if is_drawn { Some(split::bar(&parts, "fig-ball-title")?) } else { None },
        instead: (!is_drawn).then(|| words::instead(ball.unknown)),
        table: is_drawn.then(|| {
            let rows = holders.iter().map(line).collect();
            Table::new("fig-ball-table", words::caption(ball.deals), &words::BALL_LABELS, rows)
        }),
        badge: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::SpeedAndOrder;
    use crate::report::fixtures;

    #[test]
    fn fast_and_in_order_are_counted_apart() {
        let mut audit = fixtures::demo(30);
        assert!(both(&audit).is_none(), "nothing judged, nothing said");
        audit.speed_and_order = SpeedAndOrder {
            in_time_in_order: 12,
            in_time_otherwise: 3,
            late_in_order: 4,
            late_otherwise: 1,
            left_out: 2,
        };
        let (sentence, table) = both(&audit).expect("a table");
        assert_eq!(sentence, "12 of 20 due handoffs were both fast and in order");
        assert!(table.caption.ends_with("20 due deals; 2 too young to judge"), "{}", table.caption);
        let cells: Vec<&str> =
            table.rows.iter().flat_map(|row| &row.cells[1..]).map(|cell| cell.text.as_str()).collect();
        assert_eq!(cells, ["12 of 20", "3 of 20", "4 of 20", "1 of 20"]);
    }
}

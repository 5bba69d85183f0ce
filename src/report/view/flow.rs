//! Where time goes between close and kickoff, and whether what was fast was in order too.

use serde::Serialize;

use super::super::charts::split;
use super::super::{Error, format};
use super::parts::{Cell, Figure, Row, Table};
use super::paths::{self, Paths};
use crate::audit::{Audit, Ball};

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
    let limit =
        limit.map_or_else(|| "In time".to_owned(), |speed| format!("Within {}", format::limit(speed.sla, speed.unit)));
    let cell = |n: u64, is_good: bool| {
        let class = match (n, is_good) {
            (0, _) | (_, true) => "num h0",
            (n, _) if n * 4 >= all => "num h3",
            _ => "num h1",
        };
        Cell {
            class,
            ..Cell::number(format::k_of_n(n, all)).sub(format::share(n as f64 / all as f64)).sort(n.to_string())
        }
    };
    let row = |label: String, in_order: Cell, otherwise: Cell| Row::new(vec![Cell::text(label), in_order, otherwise]);
    let rows = vec![
        row(limit, cell(found.in_time_in_order, true), cell(found.in_time_otherwise, false)),
        row("Later, or not yet".into(), cell(found.late_in_order, false), cell(found.late_otherwise, false)),
    ];
    let left = match found.left_out {
        0 => String::new(),
        n => format!("; {} too young to judge", format::count(n)),
    };
    let sentence = format!("{} due handoffs were both fast and in order", format::k_of_n(found.in_time_in_order, all));
    let caption = format!(
        "First touch in time against the designed order of events, as far as deals have come: {}{left}",
        format::plural(all, "due deal", "due deals")
    );
    let labels = ["First touch", "#In the designed order", "#Another order, or a step not recorded"];
    Some((sentence, Table::new("fig-fast-in-order", caption, &labels, rows)))
}

/// Who held the ball: mean days a deal, which add up where medians would not.
pub(crate) fn ball(ball: &Ball) -> Result<Figure, Error> {
    let id = "fig-ball";
    let n = ball.deals.max(1) as f64;
    let holders = [
        ("Sales", ball.sales_days, "from the win until the handoff was submitted"),
        ("CS", ball.cs_days, "from there until the customer was met and the handoff accepted"),
        ("Customer", ball.customer_days, "or the calendar: from there until kickoff"),
    ];
    let whole: f64 = holders.iter().map(|(_, days, _)| days).sum();
    let share = |days: f64| if whole > 0.0 { days / whole } else { 0.0 };
    let part = |(label, days, _): &(&str, f64, &str)| split::Part {
        label: (*label).to_owned(),
        value: *days,
        words: format!("{} a deal, {}", format::elapsed(days / n, "days"), format::share(share(*days))),
    };
    let parts: Vec<split::Part> = holders.iter().map(part).collect();
    let longest = holders.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    let is_drawn = ball.deals > 0 && whole > 0.0;
    let sentence = match longest {
        Some((label, days, _)) if is_drawn => {
            let who = if *label == "Customer" {
                "the customer or the calendar holds"
            } else if *label == "CS" {
                "CS holds"
            } else {
                "sales holds"
            };
            format!("Between close and kickoff {who} the ball longest: {} of the time", format::share(share(*days)))
        }
        _ => "Who holds the ball between close and kickoff is not measurable".into(),
    };
    let left = match ball.unknown {
        0 => String::new(),
        n => format!(" For {} nobody can say when sales handed over.", format::plural(n, "more deal", "more deals")),
    };
    let line = |(label, days, what): &(&str, f64, &str)| {
        Row::new(vec![
            Cell::text(*label).sub(*what),
            Cell::number(format::elapsed(days / n, "days")),
            Cell::number(format::share(share(*days))),
            Cell::number(format::number((days * 10.0).round() / 10.0)),
        ])
    };
    let caption = format!("{} with a kickoff after the win", format::plural(ball.deals, "due deal", "due deals"));
    let labels = ["Holder", "#Mean a deal", "#Share", "#Days in all"];
    Ok(Figure {
        id: id.into(),
        sentence,
        note: format!("Mean time a deal over {} with a kickoff, by who had to act.{left}", format::plural(ball.deals, "due deal", "due deals")),
        svg: if is_drawn { Some(split::bar(&parts, "fig-ball-title")?) } else { None },
        instead: (!is_drawn).then(|| {
            format!("No due deal has a kickoff after the win and a known moment of handing over.{left} Export onboarding with the time of submission and of kickoff to unlock it.")
        }),
        table: is_drawn.then(|| Table::new("fig-ball-table", caption, &labels, holders.iter().map(line).collect())),
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

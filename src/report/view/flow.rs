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
    paths: Paths,
}

/// Builds the section.
pub(crate) fn view(audit: &Audit) -> Result<Flow, Error> {
    Ok(Flow { ball: ball(&audit.ball)?, paths: paths::view(audit) })
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

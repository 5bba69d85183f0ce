//! What is watched over time: each followed rate by month, the other shares in a table, red flags with the chance that
//! luck raises them, the weeks after a launch, before against after each dated event, and reps against the whole.

use serde::Serialize;

use super::super::words::watch as words;
use super::super::{Error, format, glossary};
use super::parts::{Cell, Figure, Row, Table, slug};
use super::terms::Terms;
use super::{events, gates, launch, reps, trends};
use crate::audit::{Audit, Chart};

/// The section.
#[derive(Serialize)]
pub(crate) struct Watch {
    figures: Vec<Figure>,
    others: Option<Table>,
    flags_sentence: String,
    flags: Table,
    /// The four weeks after a launch: what they come to, and each.
    launch: Option<(String, Table)>,
    /// Said where no launch is named.
    no_launch: Option<&'static str>,
    events: Vec<Figure>,
    funnels_sentence: Option<&'static str>,
    funnels: Vec<Figure>,
}

/// Reps are drawn only where people may be named. `has_followed`: whether the followed rates are drawn here.
pub(crate) fn view(audit: &Audit, terms: &Terms, is_named: bool, has_followed: bool) -> Result<Watch, Error> {
    let funnels = if is_named { reps::figures(audit, terms)? } else { Vec::new() };
    let is_drawn = funnels.iter().any(|figure| figure.svg.is_some());
    Ok(Watch {
        figures: if has_followed { trends::figures(audit)? } else { Vec::new() },
        others: others(audit, terms),
        flags_sentence: gates::flags_sentence(&audit.flags),
        flags: gates::flags(audit),
        launch: audit.watch.hypercare.as_ref().map(launch::table),
        no_launch: audit.watch.hypercare.is_none().then_some(words::NO_LAUNCH),
        events: events::figures(audit, terms)?,
        funnels_sentence: (!funnels.is_empty()).then_some(if is_drawn { words::REPS } else { words::NO_REPS }),
        funnels: if is_drawn { funnels } else { Vec::new() },
    })
}

/// The shares that have no chart of their own here.
fn others(audit: &Audit, terms: &Terms) -> Option<Table> {
    let followed: Vec<&str> = trends::followed(audit).iter().map(|trend| trend.id).collect();
    let line = |chart: &Chart| {
        let latest = chart.points.iter().rev().find(|point| point.denominator > 0)?;
        let range = latest.low.zip(latest.high).map_or_else(
            || Cell::no_number(words::NOT_KNOWN),
            |(low, high)| Cell::number(format::share_range(low, high)),
        );
        let judged = chart.points.iter().filter(|point| point.signal != "not_judged");
        let signals = judged.clone().filter(|point| point.signal != "normal").count() as u64;
        Some(Row::new(vec![
            Cell::text(glossary::title(&chart.metric, terms)).link(slug("#fig-", &chart.metric)),
            Cell::text(format::month(&latest.period)).sort(latest.period.clone()),
            Cell::number(format::k_of_n(latest.numerator, latest.denominator)),
            range,
            Cell::mark(trends::signal_mark(Some(latest))),
            match judged.count() as u64 {
                0 => Cell::no_number(words::NONE_JUDGED),
                n => Cell::number(format::k_of_n(signals, n)),
            },
        ]))
    };
    let is_other = |chart: &&Chart| !followed.contains(&chart.metric.as_str()) && !audit.withholds(&chart.metric);
    let rows: Vec<Row> = audit.watch.charts.iter().filter(is_other).filter_map(line).collect();
    let caption = words::others(rows.len() as u64);
    (!rows.is_empty()).then(|| Table::new("table-months", caption, &words::OTHERS_LABELS, rows))
}

//! What is watched over time: each followed rate by month, the other shares in a table, red flags with the chance that
//! luck raises them, the weeks after a launch, before against after each dated event, and reps against the whole.

use serde::Serialize;

use super::super::charts::intervals::{self, Axis};
use super::super::charts::theme::Ink;
use super::super::{Error, format, glossary, words};
use super::parts::{Cell, Figure, Mark, Row, Table, slug};
use super::terms::Terms;
use super::{gates, trends};
use crate::audit::{Audit, BeforeAfter, Chart, Contrast, Funnel, FunnelPoint, Hypercare, HypercareWeek};

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
    funnels_sentence: Option<String>,
    funnels: Vec<Figure>,
}

/// Reps are drawn only where people may be named. `has_followed`: whether the followed rates are drawn here.
pub(crate) fn view(audit: &Audit, terms: &Terms, is_named: bool, has_followed: bool) -> Result<Watch, Error> {
    let funnels: Vec<Figure> = match is_named {
        true => audit
            .watch
            .funnels
            .iter()
            .filter(|one| !audit.withholds(&one.metric))
            .map(|one| funnel(one, terms))
            .collect::<Result<_, _>>()?,
        false => Vec::new(),
    };
    let is_drawn = funnels.iter().any(|figure| figure.svg.is_some());
    Ok(Watch {
        figures: if has_followed { trends::figures(audit)? } else { Vec::new() },
        others: others(audit, terms),
        flags_sentence: gates::flags_sentence(&audit.flags),
        flags: gates::flags(audit),
        launch: audit.watch.hypercare.as_ref().map(launch),
        no_launch: audit.watch.hypercare.is_none().then_some(
            "No launch is named, so the four weeks after one are not shown. Add an [[event]] with kind = \"launch\" and its day to audit.toml.",
        ),
        events: audit.watch.events.iter().map(|event| around(&shown(event, audit), terms)).collect::<Result<_, _>>()?,
        funnels_sentence: (!funnels.is_empty()).then(|| {
            if is_drawn {
                "AEs by name, never by rank: a share outside of the wide band differs from the whole, one outside of the narrow band hints at it".to_owned()
            } else {
                "No AE has five deals to judge by".to_owned()
            }
        }),
        funnels: if is_drawn { funnels } else { Vec::new() },
    })
}

/// The shares that have no chart of their own here.
fn others(audit: &Audit, terms: &Terms) -> Option<Table> {
    let followed: Vec<&str> = trends::followed(audit).iter().map(|trend| trend.id).collect();
    let line = |chart: &&Chart| {
        let latest = chart.points.iter().rev().find(|point| point.denominator > 0)?;
        let range = latest
            .low
            .zip(latest.high)
            .map_or_else(|| Cell::no_number("not known"), |(low, high)| Cell::number(format::share_range(low, high)));
        let judged = chart.points.iter().filter(|point| point.signal != "not_judged");
        let signals = judged.clone().filter(|point| point.signal != "normal").count() as u64;
        let counted = judged.count() as u64;
        Some(Row::new(vec![
            Cell::text(glossary::title(&chart.metric, terms)).link(slug("#fig-", &chart.metric)),
            Cell::text(format::month(&latest.period)).sort(latest.period.clone()),
            Cell::number(format::k_of_n(latest.numerator, latest.denominator)),
            range,
            Cell::mark(trends::signal_mark(Some(latest))),
            match counted {
                0 => Cell::no_number("none judged"),
                n => Cell::number(format::k_of_n(signals, n)),
            },
        ]))
    };
    let rest = audit
        .watch
        .charts
        .iter()
        .filter(|chart| !followed.contains(&chart.metric.as_str()) && !audit.withholds(&chart.metric));
    let rows: Vec<Row> = rest.collect::<Vec<_>>().iter().filter_map(line).collect();
    let caption = format!(
        "{} by month, the latest month with a case",
        format::plural(rows.len() as u64, "other share", "other shares")
    );
    let labels = ["Share", "Latest month", "#Cases", "#Normal range", "Judged", "#Months out of line"];
    (!rows.is_empty()).then(|| Table::new("table-months", caption, &labels, rows))
}

fn launch(hypercare: &Hypercare) -> (String, Table) {
    let running = hypercare.weeks.iter().find(|week| week.state == "running");
    let is_ahead = hypercare.weeks.iter().all(|week| week.state == "ahead");
    let day = format::date(&hypercare.launched_on);
    let stand = match running {
        _ if hypercare.is_to_be_extended => {
            "week 4 is over below 70%: extend by two weeks and look for the causes".into()
        }
        _ if is_ahead => "it is still ahead".to_owned(),
        Some(week) => format!("week {} of 4 is running", week.week),
        None => "all four weeks are over".into(),
    };
    let line = |week: &HypercareWeek| {
        let (kind, word) = match (week.state, week.completion) {
            ("ahead", _) => ("cannot", "Ahead"),
            ("running", _) => ("note", "Running"),
            (_, None) => ("cannot", "No case"),
            _ => ("note", "Over"),
        };
        Row {
            id: Some(format!("launch-week-{}", week.week)),
            cells: vec![
                Cell::text(format!("Week {}", week.week)).sub(format!(
                    "{} to {}",
                    format::date(&week.from),
                    format::day_before(&week.to)
                )),
                Cell::mark(Mark::new(kind, word)),
                Cell::number(format::count(week.won)),
                if week.due > 0 {
                    Cell::number(format::k_of_n(week.complete, week.due))
                } else {
                    Cell::no_number("none due")
                },
                week.low.zip(week.high).map_or_else(
                    || Cell::no_number("none"),
                    |(low, high)| Cell::number(format::share_range(low, high)),
                ),
                Cell::text(week.focus),
                Cell::text(week.red_flag),
                Cell::text(words::capital(week.rhythm)),
            ],
            ..Row::default()
        }
    };
    let labels = ["Week", "State", "#Won", "#Complete, of due", "#95% interval", "Look at", "Red flag", "How often"];
    let caption = format!("The four weeks after “{}” by the week of the win", hypercare.label);
    let rows = hypercare.weeks.iter().map(line).collect();
    (format!("“{}” was set for {day}; {stand}", hypercare.label), Table::new("table-launch", caption, &labels, rows))
}

/// Each share before and after an event, as two marks on one line.
/// Without the outcomes that are withheld.
fn shown(event: &BeforeAfter, audit: &Audit) -> BeforeAfter {
    let mut event = event.clone();
    event.contrasts.retain(|contrast| !audit.withholds(&contrast.metric));
    event
}

fn around(event: &BeforeAfter, terms: &Terms) -> Result<Figure, Error> {
    let id = slug("fig-event-", &format!("{}-{}", event.on, event.kind));
    let share = |(k, n): (u64, u64)| k as f64 / n.max(1) as f64;
    let row = |contrast: &&Contrast| {
        let ink = match contrast.state {
            "higher" | "lower" => Ink::Series,
            _ => Ink::Cannot,
        };
        let mark = intervals::Mark {
            before: Some(share(contrast.before)),
            ..intervals::Mark::new(share(contrast.after), None, ink)
        };
        let words = format!(
            "{} → {}",
            format::k_of_n(contrast.before.0, contrast.before.1),
            format::k_of_n(contrast.after.0, contrast.after.1)
        );
        intervals::Row::new(glossary::title(&contrast.metric, terms), (!contrast.is_small).then_some(mark), words)
    };
    let drawn: Vec<&Contrast> = event.contrasts.iter().filter(|contrast| !contrast.is_small).collect();
    let rows: Vec<intervals::Row> = drawn.iter().map(row).collect();
    let told =
        event.contrasts.iter().filter(|contrast| !contrast.is_small && contrast.state != "cannot_tell").count() as u64;
    let sentence = match (event.contrasts.len(), drawn.len() as u64, told) {
        (0, ..) => format!("Around “{}” no share has cases on both sides", event.label),
        (_, 0, _) => format!("Too few cases around “{}” to compare", event.label),
        (_, n, 0) => format!(
            "After “{}” none of {} can be told apart from before",
            event.label,
            format::plural(n, "share", "shares")
        ),
        (_, n, told) => format!(
            "After “{}” {} {} from before beyond chance",
            event.label,
            format::k_of_n(told, n),
            if told == 1 { "share differs" } else { "shares differ" }
        ),
    };
    Ok(Figure {
        note: format!(
            "Deals won before {} (ring) and on it or later (filled). A filled mark that is hollow too cannot be told apart from before. What else changed at the time is not known here: an association.",
            format::date(&event.on)
        ),
        instead: rows.is_empty().then(|| "The counts stand in the table.".to_owned()),
        svg: if rows.is_empty() {
            None
        } else {
            Some(intervals::rows(&rows, &Axis::shares(None), &format!("{id}-title"))?)
        },
        table: Some(event_table(event, &id, terms)),
        badge: None,
        sentence,
        id,
    })
}

fn event_table(event: &BeforeAfter, id: &str, terms: &Terms) -> Table {
    let line = |contrast: &Contrast| {
        let word = match (contrast.is_small, contrast.state) {
            (true, _) => "Too few",
            (_, "higher") => "Higher",
            (_, "lower") => "Lower",
            _ => "Cannot tell",
        };
        let kind = if word == "Higher" || word == "Lower" { "note" } else { "cannot" };
        Row::new(vec![
            Cell::text(glossary::title(&contrast.metric, terms)),
            Cell::number(format::k_of_n(contrast.before.0, contrast.before.1)),
            Cell::number(format::k_of_n(contrast.after.0, contrast.after.1)),
            Cell::number(format::point_difference(contrast.change.value)),
            Cell::number(format!(
                "{} to {}",
                format::point_difference(contrast.change.low),
                format::point_difference(contrast.change.high)
            )),
            Cell::mark(Mark::new(kind, word)),
        ])
    };
    let caption = format!("Before and after {}: {}", format::date(&event.on), event.label);
    let labels = ["Share", "#Before", "#After", "#Change", "#95% interval", "After is"];
    Table::new(format!("{id}-table"), caption, &labels, event.contrasts.iter().map(line).collect())
}

fn funnel(funnel: &Funnel, terms: &Terms) -> Result<Figure, Error> {
    let id = slug("fig-reps-", &funnel.metric);
    let row = |point: &FunnelPoint| {
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
                format!("{}, {}", format::k_of_n(point.numerator, point.denominator), format::share(point.value)),
            )
        }
    };
    let rows: Vec<intervals::Row> = funnel.points.iter().take(REPS_DRAWN).map(row).collect();
    let n = |state: &str| funnel.points.iter().filter(|point| point.state == state).count() as u64;
    let (all, different, hint) = (funnel.points.len() as u64, n("different"), n("hint"));
    let title = glossary::title(&funnel.metric, terms);
    let found = match (all, different, hint) {
        (0, ..) => "no AE has five deals to judge by".to_owned(),
        (1, 0, 0) => "the one AE with deals enough does not differ from the whole".into(),
        (all, 0, 0) => format!("none of {} AEs differs from the whole", format::count(all)),
        (all, 0, hint) => format!(
            "none of {} AEs differs from the whole, {} {} at it",
            format::count(all),
            format::count(hint),
            if hint == 1 { "hints" } else { "hint" }
        ),
        (all, n, _) => {
            format!("{} {} from the whole", format::k_of_n(n, all), if n == 1 { "AEs differs" } else { "AEs differ" })
        }
    };
    let left = match funnel.left_out {
        0 => String::new(),
        n => format!(
            " {} with fewer than five deals {} left out.",
            format::plural(n, "AE", "AEs"),
            if n == 1 { "is" } else { "are" }
        ),
    };
    let cut = match all > REPS_DRAWN as u64 {
        true => format!(" The first {REPS_DRAWN} by name are drawn; the table names more."),
        false => String::new(),
    };
    let likeness = funnel.design_effect.map_or_else(String::new, |effect| {
        format!(" Handoffs of one AE are alike: their likeness widens the variance by a factor of {effect:.1}.")
    });
    let axis = Axis::shares(Some((funnel.centre, format!("the whole {}", format::share(funnel.centre)))));
    Ok(Figure {
        sentence: format!("{title}: {found}"),
        note: format!(
            "Narrow band: 95 of 100 AEs who are like the whole lie in it; wide band: 998 of 1,000.{left}{cut}{likeness}"
        ),
        instead: rows.is_empty().then(|| "There is nothing to draw.".to_owned()),
        svg: if rows.is_empty() { None } else { Some(intervals::rows(&rows, &axis, &format!("{id}-title"))?) },
        table: (!funnel.points.is_empty()).then(|| funnel_table(funnel, &id, &title)),
        badge: None,
        id,
    })
}

/// Reps drawn at most; the table lists the first two hundred.
const REPS_DRAWN: usize = 24;

fn funnel_table(funnel: &Funnel, id: &str, title: &str) -> Table {
    let line = |point: &FunnelPoint| {
        let (kind, word) = match point.state {
            "different" => ("watch", "Differs"),
            "hint" => ("cannot", "Hint"),
            _ => ("note", "Not different"),
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
    let (listed, all) = (rows.len() as u64, funnel.points.len() as u64);
    let caption = match listed < all {
        true => format!("{title} by AE: {} AEs by name, each of them in audit.json", format::k_of_n(listed, all)),
        false => format!("{title} by AE: {}", format::plural(all, "AE", "AEs")),
    };
    Table::new(format!("{id}-table"), caption, &["AE", "#Cases", "#Share", "#95 of 100", "#998 of 1,000", "Says"], rows)
}

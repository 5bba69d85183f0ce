//! Page one of the monthly view: the verdict and three sentences, four rates, red flags, decisions. One printed page.

use serde::Serialize;

use super::super::words::month as say;
use super::super::{Error, words};
use super::cover::Line;
use super::parts::{Figure, Mark};
use super::terms::Terms;
use super::trends::{self, Trend};
use super::value::{value, value_against};
use super::{context, gates, verdict, work};
use crate::audit::{Audit, MetricStatus};

/// Decisions asked for at most.
const DECISIONS: usize = 3;
/// Red flags shown at most: the page is one sheet of paper.
const FLAGS: usize = 3;

/// The section.
#[derive(Serialize)]
pub(crate) struct Month {
    /// What the numbered lines stand for.
    events: String,
    rates: Vec<Rate>,
    flags_sentence: String,
    flags: Vec<Flag>,
    /// How many flags stand further down only.
    more_flags: Option<String>,
    decisions: Vec<Decision>,
}

#[derive(Serialize)]
struct Rate {
    title: String,
    value: String,
    counts: String,
    target: String,
    mark: Mark,
    change: String,
    badge: Option<String>,
    figure: Figure,
}

#[derive(Serialize)]
struct Flag {
    mark: Mark,
    title: String,
    text: String,
}

/// What is asked, on which evidence, of whom. Who decides and by when is left for the meeting.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Decision {
    pub(crate) ask: String,
    pub(crate) evidence: String,
    pub(crate) role: &'static str,
}

/// Builds the section.
pub(crate) fn view(audit: &Audit, terms: &Terms) -> Result<Month, Error> {
    let rates = trends::followed(audit).iter().map(rate).collect::<Result<_, _>>()?;
    Ok(Month {
        events: trends::events(audit),
        rates,
        flags_sentence: gates::flags_sentence(&audit.flags),
        flags: pressing(audit).iter().take(FLAGS).map(|one| flag(audit, one)).collect(),
        more_flags: audit.flags.len().checked_sub(FLAGS).filter(|more| *more > 0).map(say::more_flags),
        decisions: decisions(audit, terms),
    })
}

fn rate(trend: &Trend) -> Result<Rate, Error> {
    let title = trend.title.clone();
    let shown = trend.whole.map(|whole| value_against(whole, trend.target));
    let figure = shown.as_ref().and_then(|shown| shown.figure.clone());
    let why_not = shown.as_ref().and_then(|shown| shown.why_not.clone());
    let counts = shown.as_ref().and_then(|shown| shown.counts.clone());
    let interval = shown.and_then(|shown| shown.interval);
    let counts = match (counts, interval) {
        (Some(counts), interval) => say::counts(&counts, interval.as_deref()),
        (None, _) => why_not.clone().unwrap_or_else(|| say::NOT_MEASURABLE.into()),
    };
    Ok(Rate {
        value: figure.unwrap_or_else(|| {
            let is_small = why_not.is_some() && !trend.lacks_export();
            if is_small { say::TOO_FEW.into() } else { say::NO_VALUE.into() }
        }),
        counts,
        target: trend.target.map_or_else(String::new, say::target),
        mark: trend.mark(),
        // In place of the chart stands what there is to say.
        change: if trend.lacks_export() { String::new() } else { trend.change() },
        badge: trend.badge.clone(),
        figure: trend.figure("fig-month-", say::by_month(&title), String::new())?,
        title,
    })
}

/// What is raised first, what cannot be told last.
fn pressing(audit: &Audit) -> Vec<&crate::audit::Flag> {
    let mut flags: Vec<&crate::audit::Flag> = audit.flags.iter().collect();
    flags.sort_by_key(|flag| match flag.state {
        "raised" => 0,
        "clear" => 1,
        _ => 2,
    });
    flags
}

fn flag(audit: &Audit, flag: &crate::audit::Flag) -> Flag {
    Flag {
        mark: gates::flag_mark(flag),
        title: gates::flag_title(flag),
        text: format!("{}; {}", gates::flag_value(audit, flag), words::gates::chance(flag, gates::is_time(flag))),
    }
}

/// Where it stands, what changed, why, what is asked. No deal is named: the counts say how much waits.
pub(crate) fn lines(audit: &Audit, terms: &Terms) -> Vec<Line> {
    let asked = Line::new("watch", say::ASKED, asked(audit, terms), "#month");
    if let (true, Some(first)) = (audit.outcomes_withheld, audit.fix_first.first()) {
        return vec![
            Line::new("cannot", say::WITHHELD, say::withheld(&first.what), "#verdict"),
            Line::new("note", say::WHY, words::sentence(&first.because), "#readiness"),
            asked,
        ];
    }
    let verdict = verdict::mark(&audit.verdict);
    let changed = trends::followed(audit).first().map_or_else(|| say::NO_MONTH.to_owned(), Trend::named_change);
    let why = context::most_missing(audit).map_or_else(|| say::WHY_UNKNOWN.to_owned(), |text| say::why(&text));
    vec![
        Line::new(verdict.kind, &verdict.word, verdict::headline(audit), "#verdict"),
        Line::new("note", say::CHANGED, changed, "#trends"),
        Line::new("note", say::WHY, why, "#context"),
        asked,
    ]
}

fn asked(audit: &Audit, terms: &Terms) -> String {
    decisions(audit, terms).first().map_or_else(
        || say::NOTHING_ASKED.to_owned(),
        |decision| {
            // Without a deal the evidence has said so already.
            let work = if audit.deals_in_scope == 0 { String::new() } else { work::sentence(audit) };
            say::asked(&decision.ask, &decision.evidence, decision.role, &work)
        },
    )
}

/// What the figures ask for, the most pressing first.
pub(crate) fn decisions(audit: &Audit, terms: &Terms) -> Vec<Decision> {
    let mut asked = Vec::new();
    let no_deal = audit.no_case().filter(|_| audit.deals_in_scope == 0);
    if let Some((note, advice)) = no_deal.and_then(|note| Some((note, note.advice.as_deref()?))) {
        let (ask, evidence) = (words::sentence(advice), words::sentence(&note.sentence));
        return vec![Decision { ask, evidence, role: say::CS_OPS }];
    }
    if let Some(test) = audit.readiness.iter().find(|test| test.state == "not_ready") {
        asked.push(Decision { ask: say::MEND.into(), evidence: words::sentence(&test.evidence), role: say::CS_HEAD });
    }
    if let Some((label, evidence)) = context::weakest_captured(audit) {
        asked.push(Decision { ask: say::require(label), evidence, role: say::SALES_HEAD });
    }
    let late = |id: &str| {
        audit
            .whole(id)
            .filter(|metric| metric.status == MetricStatus::Ok && metric.value.is_some_and(|value| value < 0.8))
    };
    for (id, event) in [("first_touch_within_sla", "first_touch"), ("kickoff_within_sla", "kickoff")] {
        if let Some(metric) = late(id) {
            asked.push(Decision {
                ask: say::answerable(event, &terms.sla(event)),
                evidence: say::in_time(&value(metric).line()),
                role: say::CS_HEAD,
            });
        }
    }
    let assumed = audit.definitions.iter().filter(|definition| definition.status != "confirmed").count() as u64;
    if assumed > 0 {
        asked.push(Decision {
            ask: say::CONFIRM.into(),
            evidence: say::unconfirmed(assumed, audit.definitions.len() as u64),
            role: say::CS_OPS,
        });
    }
    asked.truncate(DECISIONS);
    asked
}

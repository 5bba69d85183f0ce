//! Page one of the monthly view: three sentences, four rates, red flags, decisions. One printed page.

use serde::Serialize;

use super::super::{Error, format, words};
use super::parts::{Figure, Mark};
use super::terms::Terms;
use super::trends::{self, Trend};
use super::value::value;
use super::{context, gates, verdict};
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
        flags: pressing(audit).iter().take(FLAGS).map(|one| flag(one)).collect(),
        more_flags: audit.flags.len().checked_sub(FLAGS).filter(|more| *more > 0).map(|more| {
            let (flags, verb) =
                (format::plural(more as u64, "more flag", "more flags"), if more == 1 { "stands" } else { "stand" });
            format!("{flags} {verb} under “Over time”.")
        }),
        decisions: decisions(audit, terms),
    })
}

fn rate(trend: &Trend) -> Result<Rate, Error> {
    let title = trend.title.clone();
    let shown = trend.whole.map(value);
    let figure = shown.as_ref().and_then(|shown| shown.figure.clone());
    let why_not = shown.as_ref().and_then(|shown| shown.why_not.clone());
    let counts = shown.as_ref().and_then(|shown| shown.counts.clone());
    let interval = shown.and_then(|shown| shown.interval);
    let counts = match (counts, interval) {
        (Some(counts), Some(interval)) => format!("{counts}; 95% interval {interval}"),
        (Some(counts), None) => counts,
        (None, _) => why_not.clone().unwrap_or_else(|| "not measurable from these exports".into()),
    };
    Ok(Rate {
        value: figure.unwrap_or_else(|| if why_not.is_some() { "Too few".into() } else { "Not measurable".into() }),
        counts,
        target: trend.target.map_or_else(String::new, |target| format!("target {}", format::share(target))),
        mark: trend.mark(),
        change: trend.change(),
        badge: trend.badge.clone(),
        figure: trend.figure("fig-month-", format!("{title} by month"), String::new())?,
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

fn flag(flag: &crate::audit::Flag) -> Flag {
    Flag {
        mark: gates::flag_mark(flag),
        title: gates::flag_title(flag),
        text: format!("{}; {}", gates::flag_value(flag), gates::flag_chance(flag)),
    }
}

/// What changed, why, what is asked.
pub(crate) fn sentences(audit: &Audit, terms: &Terms) -> [(&'static str, &'static str, String); 3] {
    let trends = trends::followed(audit);
    if let (true, Some(first)) = (audit.outcomes_withheld, audit.fix_first.first()) {
        let text = format!("The exports cannot carry a verdict yet. First: {}", words::sentence(&first.what));
        return [
            ("cannot", "Withheld", text),
            ("note", "Why", words::sentence(&first.because)),
            ("watch", "What is asked", asked(audit, terms)),
        ];
    }
    let changed = trends.first().map_or_else(String::new, |trend| format!(" {}", trend.change()));
    let verdict = verdict::mark(&audit.verdict);
    let why = context::most_missing(audit).map_or_else(
        || "What is missing most cannot be told from these exports.".to_owned(),
        |text| format!("What is missing most: {text}."),
    );
    [
        (verdict.kind, "What changed", format!("{}: {}{changed}", verdict.word, verdict::headline(audit))),
        ("note", "Why", why),
        ("watch", "What is asked", asked(audit, terms)),
    ]
}

fn asked(audit: &Audit, terms: &Terms) -> String {
    decisions(audit, terms).first().map_or_else(
        || "Nothing is asked this month.".to_owned(),
        |decision| format!("{} {}", decision.ask, decision.evidence),
    )
}

/// What the figures ask for, the most pressing first.
pub(crate) fn decisions(audit: &Audit, terms: &Terms) -> Vec<Decision> {
    let mut asked = Vec::new();
    if let Some(test) = audit.readiness.iter().find(|test| test.state == "not_ready") {
        asked.push(Decision {
            ask: "Mend the workflow before judging outcomes.".into(),
            evidence: words::sentence(&test.evidence),
            role: "Head of customer success",
        });
    }
    if let Some((label, evidence)) = context::weakest_captured(audit) {
        asked.push(Decision {
            ask: format!("Decide whether “{label}” is required to close."),
            evidence,
            role: "Head of sales",
        });
    }
    let late = |id: &str| {
        audit
            .whole(id)
            .filter(|metric| metric.status == MetricStatus::Ok && metric.value.is_some_and(|value| value < 0.8))
    };
    for (id, event, what) in
        [("first_touch_within_sla", "first_touch", "first touch"), ("kickoff_within_sla", "kickoff", "kickoff")]
    {
        if let Some(metric) = late(id) {
            asked.push(Decision {
                ask: format!("Agree who is answerable for the {what} within {}.", terms.sla(event)),
                evidence: format!("In time: {}.", value(metric).line()),
                role: "Head of customer success",
            });
        }
    }
    let assumed = audit.definitions.iter().filter(|definition| definition.status != "confirmed").count() as u64;
    if assumed > 0 {
        asked.push(Decision {
            ask: "Confirm the definitions that are assumed.".into(),
            evidence: format!(
                "{} have nobody’s name under them.",
                format::k_of_n(assumed, audit.definitions.len() as u64)
            ),
            role: "CS operations",
        });
    }
    asked.truncate(DECISIONS);
    asked
}

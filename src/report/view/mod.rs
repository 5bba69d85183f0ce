//! From the audit to what a page says: finished strings, in the order in which they stand.
//!
//! A view of the audit is a list of sections; each section is built by a file of its own and printed by a template of
//! its own. To add a view, name its sections in `View::sections`; to add a section, add a [`Section`], its file and
//! its template.

mod acceptance;
mod alternatives;
mod budget;
pub(crate) mod changes;
mod cohorts;
mod contested;
mod context;
mod cover;
mod coverage;
mod definitions;
mod events;
mod files;
mod flips;
mod flow;
mod gates;
mod health;
mod launch;
mod maturity;
mod method;
mod month;
mod observations;
mod packets;
mod parts;
mod paths;
mod plan;
mod proof;
mod questions;
mod readiness;
mod reps;
mod retention;
mod returns;
mod rules;
mod scores;
mod sections;
mod speed;
mod survival;
pub(crate) mod terms;
mod trends;
mod triage;
mod value;
pub(crate) mod verdict;
mod watch;
pub(crate) mod work;

use serde::Serialize;

use super::{Drawing, Error, View};
use crate::audit::Audit;
use packets::OnPage;
pub(crate) use parts::Mark;
use sections::Section;
use terms::Terms;

impl Section {
    fn body(self, audit: &Audit, terms: &Terms, drawing: Drawing, on_page: &OnPage) -> Result<Body, Error> {
        let is_named = drawing.is_named();
        Ok(match self {
            Section::Reading => Body::Reading(terms.number("min_cohort", 5.0)),
            Section::Changes => Body::Tables(changes::view(audit, is_named)),
            Section::Readiness => Body::Readiness(readiness::view(audit)),
            Section::Month => Body::Month(month::view(audit, terms)?),
            Section::Trends => {
                Body::Watch(Box::new(watch::view(audit, terms, is_named, drawing.view != View::Monthly)?))
            }
            Section::Contested => Body::Contested(contested::view(audit, terms, is_named)?),
            Section::Flow => Body::Flow(Box::new(flow::view(audit)?)),
            Section::Proof => Body::Proof(proof::view(audit)?),
            Section::Questions => Body::Tables(questions::view(audit)),
            Section::Coverage => Body::Tables(coverage::view(audit)),
            Section::Observations => Body::Observations(observations::view(audit, is_named)),
            Section::Plan => Body::Tables(plan::view(audit)),
            Section::Verdict => Body::Verdict(Box::new(verdict::view(audit, is_named, on_page)?)),
            Section::Work => Body::Work(work::view(audit)),
            Section::Scores => Body::Scores(scores::view(audit)?),
            Section::Context => Body::Context(context::view(audit, is_named)?),
            Section::Gates => Body::Gates(gates::view(audit, terms)?),
            Section::Speed => Body::Speed(speed::view(audit, terms, is_named, on_page)?),
            Section::Acceptance => Body::Acceptance(acceptance::view(audit, is_named)?),
            Section::Retention => Body::Retention(retention::view(audit, terms)?),
            Section::Rules => Body::Rules(rules::view(audit)),
            Section::Packets => Body::Tables(packets::view(audit, drawing.view.sections().contains(&Section::Work))),
            Section::Definitions => Body::Tables(definitions::choices(audit, drawing.view == View::Gap)),
            Section::Glossary => Body::Tables(definitions::figures(audit, terms)),
            Section::Health => Body::Health(health::view(audit, is_named)),
            Section::Files => Body::Files(files::view(audit)),
            Section::Method => Body::Method(method::view(audit, is_named)),
        })
    }
}

/// A whole page.
#[derive(Serialize)]
pub(crate) struct Page {
    /// The view's name, for the style sheet.
    view: &'static str,
    cover: cover::Cover,
    sections: Vec<Shown>,
    footer: String,
}

/// A section with what it says.
#[derive(Serialize)]
struct Shown {
    id: &'static str,
    title: &'static str,
    template: &'static str,
    /// How many things there are to see, for the contents list.
    tally: Option<String>,
    body: Body,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Body {
    Reading(String),
    Readiness(readiness::Readiness),
    FixFirst(readiness::FixFirst),
    Month(month::Month),
    Observations(observations::Observations),
    Flow(Box<flow::Flow>),
    Watch(Box<watch::Watch>),
    Contested(contested::Contested),
    Proof(proof::Proofs),
    Verdict(Box<verdict::Verdict>),
    Work(work::Work),
    Scores(scores::Scores),
    Context(context::Context),
    Gates(gates::Gates),
    Speed(speed::Speed),
    Acceptance(acceptance::Acceptance),
    Retention(retention::Retention),
    Rules(rules::Rules),
    Tables(definitions::Tables),
    Health(health::Health),
    Files(files::Files),
    Method(method::Method),
}

/// Builds the page of a view.
pub(crate) fn build(audit: &Audit, drawing: Drawing) -> Result<Page, Error> {
    let view = drawing.view;
    let terms = Terms::of(audit);
    let has_packets = view.sections().contains(&Section::Packets);
    let on_page = if has_packets { OnPage::of(audit) } else { OnPage::default() };
    let shown = |section: &Section| -> Result<Shown, Error> {
        let (id, template) = section.names();
        // Thresholds alone are no change of anything.
        let is_judged_alone = *section == Section::Changes && audit.comparison.is_none();
        let title = super::words::sections::heading(if is_judged_alone { "thresholds" } else { id });
        if let Some(body) = in_place_of(*section, audit) {
            return Ok(Shown { id, title, template: "sections/fix-first.html.j2", tally: None, body });
        }
        Ok(Shown {
            id,
            title,
            template,
            tally: tally(*section, audit),
            body: section.body(audit, &terms, drawing, &on_page)?,
        })
    };
    let mut sections = view.sections().to_vec();
    if changes::has_changes(audit) {
        sections.insert(1, Section::Changes);
    }
    let anchors: Vec<&str> = sections.iter().map(|section| section.names().0).collect();
    Ok(Page {
        view: view.id(),
        cover: cover::view(audit, super::words::sections::view(view.id()), &anchors, lines(audit, &terms, drawing)),
        sections: sections.iter().map(shown).collect::<Result<_, _>>()?,
        footer: super::words::sections::footer(audit.tool.name, audit.tool.version, audit.schema),
    })
}

/// What stands where an outcome would be while outcomes are withheld.
fn in_place_of(section: Section, audit: &Audit) -> Option<Body> {
    match section {
        _ if !audit.outcomes_withheld => None,
        Section::Verdict => Some(Body::FixFirst(readiness::fix_first(audit))),
        Section::Acceptance | Section::Retention | Section::Proof | Section::Contested => {
            Some(Body::FixFirst(readiness::withheld()))
        }
        _ => None,
    }
}

/// What the cover says first.
fn lines(audit: &Audit, terms: &Terms, drawing: Drawing) -> Vec<cover::Line> {
    if drawing.view != View::Monthly {
        return cover::lines(audit, drawing.is_named());
    }
    month::lines(audit, terms)
}

fn tally(section: Section, audit: &Audit) -> Option<String> {
    let n = match section {
        Section::Work => audit.work.this_week + audit.work.later,
        Section::Packets => audit.deals_in_scope,
        Section::Health => audit.data_health.len() as u64,
        Section::Files => audit.sources.len() as u64,
        _ => return None,
    };
    Some(super::format::count(n))
}

/// A figure in one line of words.
pub(crate) fn line(metric: &crate::audit::Metric) -> String {
    value::value(metric).line()
}

/// A figure as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureWords {
    /// Counts and figure, or why there is none: `27 of 30, 90%`.
    pub line: String,
    /// The figure alone, where it stands: `90%`, `2 d 2 h`.
    pub figure: Option<String>,
}

/// A figure in the words of the page, rounded as there.
pub fn figure_words(metric: &crate::audit::Metric) -> FigureWords {
    let shown = value::value(metric);
    FigureWords { line: shown.line(), figure: shown.figure }
}

/// A figure's name, with the settings in force.
pub(crate) fn figure_title(audit: &Audit, id: &str) -> String {
    super::glossary::title(id, &Terms::of(audit))
}

/// A month in ISO, with its share where there are cases enough.
pub(crate) type MonthShare = (String, Option<f64>);

/// The followed rates: title and months.
pub(crate) fn followed_series(audit: &Audit) -> Vec<(String, Vec<MonthShare>)> {
    let series = |trend: &trends::Trend| {
        (trend.title.clone(), trend.months.iter().map(|metric| trends::share(metric)).collect())
    };
    trends::followed(audit).iter().map(series).collect()
}

/// What each figure counts, which choices are in force, and what each rule is for: kind, name, id, numerator or value,
/// denominator or status, clock.
pub(crate) fn definition_rows(audit: &Audit) -> Vec<[String; 6]> {
    let terms = Terms::of(audit);
    let figure = |id: &&str| {
        let entry = super::glossary::entry(id, &terms);
        ["figure".into(), entry.title, (*id).to_owned(), entry.numerator, entry.denominator, entry.clock]
    };
    let choice = |definition: &crate::audit::Definition| {
        let value = super::words::definitions::value(&definition.value, &definition.id);
        let name = super::words::definition(&definition.id);
        ["choice".into(), name, definition.id.clone(), value, definition.status.to_owned(), String::new()]
    };
    let rule = |rule: &crate::audit::RuleSummary| {
        ["rule", rule.title, rule.code, rule.rationale, rule.severity, rule.remedy].map(str::to_owned)
    };
    let mut rows: Vec<[String; 6]> = super::glossary::ORDER.iter().map(figure).collect();
    rows.extend(audit.definitions.iter().map(choice));
    rows.extend(audit.rules.iter().map(rule));
    rows
}

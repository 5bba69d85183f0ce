//! The small sections: tiers, targets, rules, cohorts, links, rates and events.

use std::collections::BTreeMap;

use super::super::checklist::Tier;
use super::super::error::Complaints;
use super::super::raw::{Section, Value};
use super::super::{Event, Links, Names, RuleSetting, Thresholds, Tiers, dates};
use crate::domain::Severity;
use crate::domain::stage_key;

const TIERS: [(&str, Tier); 3] =
    [("high_touch", Tier::HighTouch), ("low_touch", Tier::LowTouch), ("renewal", Tier::Renewal)];

/// `[tiers]`.
pub(super) fn tiers(mut section: Section, complaints: &mut Complaints) -> Tiers {
    let mut by_segment = BTreeMap::new();
    let segments = section.take("by_segment").and_then(|value| value.section(complaints));
    for value in segments.map(Section::rest).unwrap_or_default() {
        let Some(tier) = value.one_of(complaints, &TIERS) else { continue };
        if by_segment.insert(stage_key(value.key), tier).is_some_and(|other| other != tier) {
            let help = "segments are compared without case, spaces and punctuation";
            value.complain(complaints, "is the same segment as another with a different tier", help);
        }
    }
    let amount = section.take("amount_high_touch").and_then(|value| value.positive(complaints, f64::MAX));
    let default = section.take("default").and_then(|value| value.one_of(complaints, &TIERS));
    section.finish(complaints, &[]);
    Tiers { by_segment, amount_high_touch: amount, default }
}

/// `[targets]`: metric id to number.
pub(super) fn targets(section: Section, names: &Names, complaints: &mut Complaints) -> BTreeMap<String, f64> {
    let number = |value: Value| {
        names.figure(&value, complaints);
        Some((value.key.to_owned(), value.number(complaints)?))
    };
    section.rest().into_iter().filter_map(number).collect()
}

/// `[rules]`: code or slug to what becomes of the rule.
pub(super) fn rules(
    section: Section,
    names: &Names,
    complaints: &mut Complaints,
) -> (BTreeMap<String, RuleSetting>, Thresholds) {
    let mut rules = BTreeMap::new();
    let mut thresholds = Thresholds::default();
    for value in section.rest() {
        let name = names.rule(&value, complaints);
        let setting = rule(&value, &mut thresholds, complaints);
        if let Some(twin) = names.twin(value.key).filter(|twin| rules.contains_key(*twin)) {
            let help = "keep the one of the two that you mean";
            value.complain(complaints, format_args!("is the same rule as `{twin}` above"), help);
        }
        rules.extend(name.zip(setting).map(|(name, setting)| (name.to_owned(), setting)));
    }
    (rules, thresholds)
}

fn rule(value: &Value, thresholds: &mut Thresholds, complaints: &mut Complaints) -> Option<RuleSetting> {
    const ON: RuleSetting = RuleSetting { is_on: true, severity: None };
    const fn at(severity: Severity) -> RuleSetting {
        RuleSetting { is_on: true, severity: Some(severity) }
    }
    let severities = [
        ("stop", at(Severity::Stop)),
        ("return", at(Severity::Return)),
        ("warn", at(Severity::Warn)),
        ("info", at(Severity::Info)),
    ];
    let words = [("off", RuleSetting { is_on: false, severity: None }), ("on", ON)];
    if value.raw.as_table().is_some() {
        let mut section = value.section(complaints)?;
        let severity = section.take("severity").and_then(|severity| severity.one_of(complaints, &severities));
        for threshold in Thresholds::of(value.key) {
            let number = section.take(threshold.key).and_then(|number| at_least_0(&number, complaints));
            if let Some(number) = number {
                thresholds.set(threshold, number);
            }
        }
        section.finish(complaints, &[]);
        return Some(severity.unwrap_or(ON));
    }
    if value.raw.as_str().is_none() {
        value.mistyped(complaints, "text or a table", "write \"off\", a severity, or { severity = \"warn\" }");
        return None;
    }
    value.one_of(complaints, &[&words[..], &severities[..]].concat())
}

fn at_least_0(value: &Value, complaints: &mut Complaints) -> Option<f64> {
    let number = value.number(complaints)?;
    if number < 0.0 {
        value.complain(complaints, format_args!("is {number}, out of range"), "give 0 or a number above it");
        return None;
    }
    Some(number)
}

/// `[cohorts]`: headings of extra cohort columns.
pub(super) fn cohorts(mut section: Section, complaints: &mut Complaints) -> Vec<String> {
    let columns = section.take("columns").and_then(|value| value.strings(complaints)).unwrap_or_default();
    section.finish(complaints, &[]);
    let mut headings: Vec<String> = Vec::new();
    for (heading, value) in columns {
        if headings.iter().any(|known| known == heading) {
            value.complain(complaints, format_args!("names \"{heading}\" twice"), "remove one of the two");
        } else {
            headings.push(heading.to_owned());
        }
    }
    headings
}

/// `[links]`.
pub(super) fn links(mut section: Section, complaints: &mut Complaints) -> Links {
    let mut link = |key: &'static str| section.take(key).and_then(|value| template(&value, complaints));
    let links = Links { deal: link("deal"), account: link("account") };
    section.finish(complaints, &[]);
    links
}

fn template(value: &Value, complaints: &mut Complaints) -> Option<String> {
    let template = value.string(complaints)?;
    // Anything but the web could run something when a reader clicks on it.
    if !(template.starts_with("https://") || template.starts_with("http://")) {
        value.complain(complaints, "is no web address", "start it with https://");
        return None;
    }
    if !template.contains("{id}") {
        value.complain(complaints, "does not hold {id}", "put {id} where the record's id belongs in the address");
        return None;
    }
    Some(template.to_owned())
}

/// `[rates]`: currency (in capitals) to units of the audit's currency.
pub(super) fn rates(section: Section, currency: Option<&str>, complaints: &mut Complaints) -> BTreeMap<String, f64> {
    let mut rates = BTreeMap::new();
    for value in section.rest() {
        let Some(rate) = value.positive(complaints, f64::MAX) else { continue };
        let code = value.key.trim().to_uppercase();
        if currency == Some(code.as_str()) && rate != 1.0 {
            let help = "rates are units of that currency for one of another; its own is 1";
            value.complain(complaints, format_args!("is {rate}, but {code} is the audit's currency"), help);
        }
        if rates.insert(code, rate).is_some() {
            value.complain(complaints, "is given twice", "currencies are compared without case");
        }
    }
    rates
}

/// `[[event]]`, in order of day.
pub(super) fn events(value: &Value, complaints: &mut Complaints) -> Vec<Event> {
    let entries = value.list(complaints, "[[event]] with two brackets, once for each event").unwrap_or_default();
    let mut events = Vec::new();
    for entry in entries {
        let Some(mut section) = entry.section(complaints) else { continue };
        let day =
            section.need("date", complaints, "add date = 2026-01-31").and_then(|value| dates::day(&value, complaints));
        let kind = section.need("kind", complaints, "add kind = \"launch\"").and_then(|value| value.string(complaints));
        let label = section.take("label").and_then(|value| value.string(complaints)).or(kind);
        section.finish(complaints, &[]);
        if let (Some(day), Some(kind), Some(label)) = (day, kind, label) {
            events.push(Event { day, kind: kind.to_owned(), label: label.to_owned() });
        }
    }
    events.sort_by_key(|event| event.day);
    events
}

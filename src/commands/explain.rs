//! `explain`: what a rule means, why it matters, what to do, and an example, all from its record; figures, choices, items
//! of the checklist, tables and fields have files of their own.

use handoff_audit::metrics::metric_ids;
use handoff_audit::rules::population::{self, CrowdRule, CrowdVerdict};
use handoff_audit::rules::{self, Rule};
use handoff_audit::settings::Thresholds;

use super::{Console, Failure, explain_choice, explain_field, explain_item, explain_metric};
use crate::cli;

/// Names less alike than this are not suggested.
const LEAST_LIKENESS: f64 = 0.7;
/// Names that much less like what was typed than the best one are not suggested beside it.
const FURTHEST_BEHIND: f64 = 0.1;

pub(crate) fn run(arguments: &cli::Explain, console: &mut Console) -> Result<(), Failure> {
    if let Some(name) = arguments.name.as_deref()
        && (explain_metric::run(name, arguments.source.as_deref(), console)?
            || explain_choice::run(name, arguments.source.as_deref(), console)?)
    {
        return Ok(());
    }
    let Some(name) = arguments.name.as_deref() else {
        for rule in rules::ALL {
            console.say(&line(rule.code, rule.slug, rule.severity.name(), rule.failing_title));
        }
        for rule in population::ALL {
            console.say(&line(rule.code, rule.slug, rule.severity.name(), rule.failing_title));
        }
        explain_metric::list(console);
        explain_choice::list(console);
        explain_item::list(console);
        explain_field::list(console);
        return Ok(());
    };
    if let Some(rule) = rules::find(name) {
        console.say(&page(rule));
    } else if let Some(rule) = population::find(name) {
        console.say(&population_page(rule));
    } else if let Some(rule) = handoff_audit::text::rules().into_iter().find(|rule| rule.id == name) {
        console.say(&language_page(&rule));
    } else {
        // An item may bear the name of the field that answers it.
        let pages: Vec<String> = [explain_item::page(name), explain_field::page(name)].into_iter().flatten().collect();
        if pages.is_empty() {
            return Err(unknown(name));
        }
        console.say(&pages.join("\n\n"));
    }
    Ok(())
}

fn unknown(name: &str) -> Failure {
    let all = "`handoff-audit explain` lists all rules and figures";
    let near = nearest(name);
    let help = if near.is_empty() { all.to_owned() } else { format!("did you mean {}? {all}", near.join(" or ")) };
    let report = miette::miette!(help = help, "no rule, figure, definition, item, table or field is called \"{name}\"");
    Failure { report, code: 2 }
}

fn line(code: &str, slug: &str, severity: &str, title: &str) -> String {
    format!("{code}  {slug:<32} {severity:<7} {title}")
}

/// What a rule of the free-text reader looks for, and what would have stopped it.
fn language_page(rule: &handoff_audit::text::RuleOfLanguage) -> String {
    let stops = rule.stopped_by.iter().map(|(guard, says)| format!("stopped when {says} ({guard})"));
    let opening = format!("{}\n\nlooks for: {}\nfinds:     something to be confirmed by the AE", rule.id, rule.says);
    std::iter::once(opening).chain(stops).collect::<Vec<_>>().join("\n")
}

/// What is most like `name`: of rules, of figures, of keys, of items, of tables and fields the nearest each, the nearest of all first; and
/// nothing that is much less like it than that.
fn nearest(name: &str) -> Vec<String> {
    let wanted = name.to_lowercase();
    let packet_rules = rules::ALL.iter().flat_map(|rule| [rule.code, rule.slug]);
    let of_rules = packet_rules.chain(population::ALL.iter().flat_map(|rule| [rule.code, rule.slug]));
    let kinds: [Vec<String>; 5] = [
        of_rules.map(str::to_owned).collect(),
        metric_ids(),
        explain_choice::names().into_iter().map(str::to_owned).collect(),
        explain_item::names(),
        explain_field::names().map(str::to_owned).collect(),
    ];
    let likeness = |known: &String| strsim::jaro_winkler(&wanted, &known.to_lowercase());
    let best_of = |names: Vec<String>| -> Option<(f64, String)> {
        let best = names.into_iter().max_by(|left, right| likeness(left).total_cmp(&likeness(right)))?;
        Some((likeness(&best), best))
    };
    let mut best: Vec<(f64, String)> =
        kinds.into_iter().filter_map(best_of).filter(|(likeness, _)| *likeness >= LEAST_LIKENESS).collect();
    best.sort_by(|left, right| right.0.total_cmp(&left.0));
    let least = best.first().map_or(0.0, |(likeness, _)| likeness - FURTHEST_BEHIND);
    best.into_iter().filter(|(likeness, _)| *likeness >= least).map(|(_, name)| format!("`{name}`")).collect()
}

fn page(rule: &Rule) -> String {
    let (_, words) = rule.try_on(&rule.bad);
    let words = words.unwrap_or_default();
    let head = head([rule.title, rule.failing_title, rule.rationale, rule.remedy], rule.owner.name(), rule.source);
    format!(
        "{} {}\n\n{head}\nseverity: {}\nneeds:    {}\n{}good:     {}\nbad:      {}\n          finding:  {}\n          question: {}",
        rule.code,
        rule.slug,
        rule.severity.name(),
        rule.needs.join("; "),
        thresholds(rule.code),
        rule.good.words,
        rule.bad.words,
        words.evidence,
        words.question
    )
}

fn population_page(rule: &CrowdRule) -> String {
    let (evidence, question) = match rule.try_on(&rule.bad) {
        CrowdVerdict::Missed(mut findings) if !findings.is_empty() => {
            let first = findings.swap_remove(0);
            (first.evidence, first.question)
        }
        _ => Default::default(),
    };
    let head = head([rule.title, rule.failing_title, rule.rationale, rule.remedy], rule.owner.name(), rule.source);
    format!(
        "{} {} (about the whole population)\n\n{head}\nseverity: {}\nneeds:    {}\n{}good:     {}\nbad:      {}\n          finding:  {evidence}\n          question: {question}",
        rule.code,
        rule.slug,
        rule.severity.name(),
        rule.needs.join("; "),
        thresholds(rule.code),
        rule.good.words,
        rule.bad.words,
    )
}

fn head([met, missed, why, to_do]: [&str; 4], owner: &str, source: &str) -> String {
    format!(
        "met:      {met}\nmissed:   {missed}\nwhy:      {why}\nto do:    {to_do}\nowner:    {owner}\nsource:   {source}"
    )
}

/// The numbers that audit.toml may set, one a line.
fn thresholds(code: &str) -> String {
    Thresholds::of(code).map(|one| format!("setting:  {} = {} ({})\n", one.key, one.default, one.meaning)).collect()
}

//! `run`: exports in, a report out.

use std::path::Path;

use handoff_audit::audit::{Audit, DataNote, ItemSummary, MetricStatus, ThresholdResult};
use handoff_audit::compare::{Past, Threshold};
use handoff_audit::domain::counted;
use handoff_audit::output::Briefs;
use handoff_audit::report::Drawing;
use handoff_audit::settings::Settings;
use handoff_audit::{Checks, Finished, Step, Wishes};

use super::{Console, Failure, page, population};
use crate::cli;

pub(crate) fn run(arguments: &cli::Run, console: &mut Console) -> Result<(), Failure> {
    let thresholds = arguments.fail_under.iter().map(|text| Threshold::parse(text)).collect::<Result<_, _>>()?;
    let baseline = arguments.baseline.as_deref().map(Past::read).transpose()?;
    let settings = handoff_audit::load_settings(&arguments.source, &arguments.overrides())?;
    let checks = Checks { baseline, thresholds };
    finish(&settings, &arguments.out, arguments.extras, arguments.briefs.clone(), &checks, console)
}

/// Reads, judges, publishes, and says the headline figures.
pub(crate) fn finish(
    settings: &Settings,
    out: &Path,
    extras: cli::Extras,
    briefs: Option<Briefs>,
    checks: &Checks,
    console: &mut Console,
) -> Result<(), Failure> {
    let bar = console.progress(Step::ALL.len() as u64);
    let wishes = Wishes { names: extras.names, charts: extras.charts, parquet: extras.parquet, briefs };
    let finished = handoff_audit::run_checked(settings, out, wishes, checks, &mut |step| {
        bar.set_position(Step::ALL.iter().position(|other| *other == step).unwrap_or(0) as u64);
        bar.set_message(doing(step));
        console.detail(doing(step));
    });
    bar.finish_and_clear();
    let finished = finished?;
    let drawing = Drawing { view: settings.audit.view, names: extras.names };
    for line in checked(&finished.audit).into_iter().chain(closing(&finished, drawing.is_named())) {
        console.say(&line);
    }
    console.record(&result(&finished));
    if extras.pdf {
        page::print(&finished.folder, console);
    }
    let page = finished.folder.join("index.html");
    if extras.open {
        page::open(&page, console);
    }
    let outcome = held(&finished.audit);
    // The program ends here, and with it all memory is given back at once.
    std::mem::forget(finished);
    outcome
}

/// Exit code 1 when a threshold was not passed; the report is written all the same.
fn held(audit: &Audit) -> Result<(), Failure> {
    let failed: Vec<&ThresholdResult> = audit.thresholds.iter().filter(|result| result.state != "passed").collect();
    if failed.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = failed.iter().map(|result| result.threshold.text()).collect();
    let report = miette::miette!(
        help = "the report is written; its table of thresholds shows each figure",
        "{} of {} thresholds not passed: {}",
        failed.len(),
        audit.thresholds.len(),
        names.join(", ")
    );
    Err(Failure { report, code: 1 })
}

/// What became of the thresholds and of the baseline, a line each.
fn checked(audit: &Audit) -> Vec<String> {
    let line = |result: &ThresholdResult| {
        let value = result.value.map_or_else(|| "no value".to_owned(), |value| format!("{value:.4}"));
        let more = result.hint.as_deref().or(result.reason.as_deref());
        let more = more.map_or_else(String::new, |more| format!("; {more}"));
        format!("threshold {}: {} ({value}{more})", result.threshold.text(), result.state.replace('_', " "))
    };
    let mut lines: Vec<String> = audit.thresholds.iter().map(line).collect();
    if let Some(comparison) = &audit.comparison {
        let deals = &comparison.deals;
        lines.push(format!(
            "since the baseline: {} definitions differ, {} deals fixed, {} worse, {} new with a grave finding",
            comparison.definitions.len(),
            deals.fixed.len(),
            deals.regressed.len(),
            deals.new.len()
        ));
    }
    lines
}

fn doing(step: Step) -> &'static str {
    match step {
        Step::Reading => "reading the exports",
        Step::Assembling => "rebuilding the packets",
        Step::Judging => "judging them",
        Step::Counting => "counting",
        Step::Writing => "writing the report",
    }
}

/// What a machine wants to know at the end.
fn result(finished: &Finished) -> serde_json::Value {
    let audit = &finished.audit;
    serde_json::json!({
        "kind": "result",
        "folder": finished.folder,
        "report": finished.folder.join("index.html"),
        "page_bytes": finished.page_bytes,
        "as_of": audit.as_of,
        "population": audit.population,
        "verdict": audit.verdict,
        "outcomes_withheld": audit.outcomes_withheld,
        "fix_first": audit.fix_first,
        "thresholds": audit.thresholds,
        "deals_needing_work": audit.deals_needing_work,
        "work": audit.work,
    })
}

/// How many deals have gaps, and how they stand to their kickoff.
fn work(audit: &Audit) -> String {
    let work = &audit.work;
    let rest = match audit.shows_decisions() {
        true => format!("{} not accepted, {} accepted", work.unaccepted, work.settled),
        false => format!("{} with no kickoff ahead", work.unaccepted + work.settled),
    };
    let deals = counted(audit.deals_needing_work, "deal", "deals");
    format!(
        "{deals} with open gaps: {} with a kickoff in the next 7 days, {} later, {rest}",
        work.this_week, work.later
    )
}

/// The headline figures, what to do next, and where the report lies.
fn closing(finished: &Finished, is_named: bool) -> Vec<String> {
    let audit = &finished.audit;
    let mut lines = vec![
        population(audit),
        if audit.outcomes_withheld { withheld(audit) } else { verdict(audit) },
        share(audit, "first_touch_within_sla", "first touch within the service level"),
        work(audit),
    ];
    if !audit.outcomes_withheld {
        lines.insert(3, share(audit, "retention_90d", "customers still there after the retention period"));
    }
    let next = next_actions(audit, is_named);
    if !next.is_empty() {
        lines.push("next:".to_owned());
        lines.extend(next.iter().zip(1..).map(|(action, place)| format!("  {place}. {action}")));
    }
    lines.push(format!("report: {}", finished.folder.join("index.html").display()));
    lines
}

/// Facts about the data that leave a figure without what it rests on, or with too little of it.
const PRESSING: [&str; 17] = [
    "swapped-days",
    "open-notation",
    "no-stage",
    "renewal-pipeline",
    "newest-first",
    "ends-early",
    "unread-decision",
    "stray-table",
    "believed-by-name",
    "retold-record",
    "retold-within",
    "view-gives-way",
    "damaged-id",
    "unknown-word",
    "unread-win",
    "maybe-won",
    "after-as-of",
];

/// The three most useful things to do, the most pressing first; a deal is named where the page names it.
fn next_actions(audit: &Audit, is_named: bool) -> Vec<String> {
    if let Some(why) = audit.no_case() {
        let shown = if why.examples.is_empty() { String::new() } else { format!(" ({})", why.examples.join(", ")) };
        return [Some(format!("{}{shown}", why.sentence)), why.advice.clone()].into_iter().flatten().collect();
    }
    // Until the exports say what they hold, every other advice rests on figures of something else.
    let pressing = |note: &&DataNote| note.advice.is_some() && PRESSING.contains(&note.kind.as_str());
    let pressing = audit.data_health.iter().filter(pressing).take(2).map(|note| {
        let advice = note.advice.as_deref().unwrap_or_default();
        format!("mend the exports: {}; {advice}", note.sentence)
    });
    let ahead = audit.worklist.iter().find(|item| item.kickoff_is_ahead).map(|item| {
        let question = item.findings.first().map_or("its gaps", |finding| finding.question.as_str());
        let day = item.kickoff.as_deref().unwrap_or("soon");
        let of = if is_named {
            format!("the kickoff of {}", if item.deal.name.is_empty() { &item.deal.deal_id } else { &item.deal.name })
        } else {
            "the next kickoff,".to_owned()
        };
        format!("before {of} on {day}: {question}")
    });
    let failed = audit.readiness.iter().find(|test| test.state == "not_ready");
    let failed = failed.map(|test| format!("mend the workflow first: {} {}", test.title, test.evidence));
    let usable = |item: &&ItemSummary| item.captured && item.required > 0;
    let worst = audit.items.iter().filter(usable).max_by_key(|item| item.gap()).filter(|item| item.gap() > 0);
    let worst = worst
        .map(|item| format!("ask for \"{}\": not usable in {} of {} handoffs", item.label, item.gap(), item.required));
    let blind = audit.readiness.iter().find(|test| test.state == "unknown");
    let blind = blind.map(|test| format!("{} {}", test.title, test.evidence));
    let assumed = audit.definitions.iter().filter(|definition| definition.status == "assumed").count();
    let assumed = (assumed > 0).then(|| {
        format!("confirm the definitions that are assumed ({assumed} of {}) in audit.toml", audit.definitions.len())
    });
    let then = [failed, ahead, worst, blind, assumed].into_iter().flatten();
    pressing.chain(then).take(3).collect()
}

/// In place of the outcomes while a condition for reading them is not met.
fn withheld(audit: &Audit) -> String {
    let first = audit.fix_first.first().map_or("see the report", |fix| fix.what.as_str());
    format!("outcomes are withheld until the exports can carry them; fix first: {first}")
}

fn verdict(audit: &Audit) -> String {
    let verdict = &audit.verdict;
    match (verdict.numerator, verdict.denominator, verdict.low, verdict.high) {
        (Some(accepted), Some(due), Some(low), Some(high)) => format!(
            "first-pass acceptance: {accepted} of {due}, 95 % interval {:.0} to {:.0} %, threshold {:.0} %: {}",
            100.0 * low,
            100.0 * high,
            100.0 * verdict.threshold,
            verdict.state.replace('_', " ")
        ),
        _ => format!("first-pass acceptance: not computable ({})", verdict.reason.as_deref().unwrap_or("no case")),
    }
}

fn share(audit: &Audit, id: &str, name: &str) -> String {
    match audit.whole(id) {
        Some(metric) if metric.status != MetricStatus::NotComputable => {
            format!("{name}: {} of {}", metric.numerator.unwrap_or_default(), metric.denominator.unwrap_or_default())
        }
        Some(metric) => format!("{name}: not computable ({})", metric.reason.as_deref().unwrap_or("no case")),
        None => format!("{name}: not computable"),
    }
}

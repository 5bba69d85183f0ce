//! `run`: exports in, a report out.

use std::path::Path;

use handoff_audit::Finished;
use handoff_audit::audit::{Audit, MetricStatus};
use handoff_audit::settings::{self, Settings};

use super::{Console, Failure};
use crate::cli;

pub(crate) fn run(arguments: &cli::Run, console: &mut Console) -> Result<(), Failure> {
    let settings = settings::load(&arguments.source, &arguments.overrides())?;
    finish(&settings, &arguments.out, console)
}

/// Reads, judges, publishes, and says the headline figures.
pub(crate) fn finish(settings: &Settings, out: &Path, console: &mut Console) -> Result<(), Failure> {
    let finished = handoff_audit::run(settings, out)?;
    for line in closing(&finished) {
        console.say(&line);
    }
    Ok(())
}

/// The headline figures and where the report lies.
fn closing(finished: &Finished) -> Vec<String> {
    let audit = &finished.audit;
    let population = &audit.population;
    let mut lines = vec![
        format!(
            "{} deals, {} won, {} in scope, {} due for review; as of {} ({})",
            population.rows, population.won, population.in_scope, population.due, audit.as_of, audit.as_of_how
        ),
        verdict(audit),
        share(audit, "first_touch_within_sla", "first touch within the service level"),
        share(audit, "retention_90d", "customers still there after the retention period"),
        format!("{} deals need work; {} are shown", audit.deals_needing_work, audit.worklist.len()),
    ];
    lines.push(format!("report: {}", finished.folder.join("index.html").display()));
    lines
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

//! `summary.md`: the report in a few lines, to paste where attachments are stripped.

use super::view::verdict;
use super::{format, guard, words};
use crate::audit::{Audit, Metric, MetricStatus};

/// Deals named at most.
const DEALS_NAMED: usize = 5;

/// At most 25 lines of Markdown; text from the exports is escaped, so that it is text wherever it is pasted.
pub fn summary_md(audit: &Audit) -> String {
    let mut lines = vec![format!("# {}", escaped(&audit.title)), String::new()];
    let as_of = audit.as_of.as_deref().map_or_else(
        || "As of a time not known".to_owned(),
        |at| {
            let how = if audit.as_of_is_assumed { "assumed" } else { "set" };
            format!("As of {} ({how})", format::as_of(at, &audit.timezone))
        },
    );
    lines.push(format!(
        "{as_of}. {} in scope, {} due.",
        format::plural(audit.population.in_scope, "deal", "deals"),
        format::count(audit.population.due)
    ));
    lines.push(String::new());
    match audit.fix_first.first() {
        Some(first) if audit.outcomes_withheld => {
            lines.push(format!(
                "**Withheld.** The exports cannot carry a verdict yet. First: {}.",
                escaped(&first.what)
            ));
        }
        _ => lines.push(format!("**{}.** {}", verdict::mark(&audit.verdict).word, escaped(&verdict::headline(audit)))),
    }
    lines.push(String::new());
    lines.extend(readiness(audit));
    let outcome = (!audit.outcomes_withheld).then_some("retention_90d");
    for id in ["first_touch_within_sla", "sync_within_sla", "kickoff_within_sla"].into_iter().chain(outcome) {
        lines.extend(audit.whole(id).map(|metric| figure(id, metric)));
    }
    lines.push(String::new());
    lines.extend(work(audit));
    lines.push(String::new());
    lines.push("Full report: index.html. Every finding: findings.csv.".into());
    lines.join("\n") + "\n"
}

fn readiness(audit: &Audit) -> Option<String> {
    let failed = audit.readiness.iter().filter(|test| test.state == "not_ready").count() as u64;
    (failed > 0)
        .then(|| format!("- Readiness: {} conditions not met.", format::k_of_n(failed, audit.readiness.len() as u64)))
}

fn figure(id: &str, metric: &Metric) -> String {
    let name = match id {
        "first_touch_within_sla" => "First touch in time",
        "sync_within_sla" => "Internal sync in time",
        "kickoff_within_sla" => "Kickoff in time",
        _ => "Retained at 90 days",
    };
    let name = if id == "retention_90d" { words::capital(name) } else { name.to_owned() };
    let shown = match metric.status {
        MetricStatus::NotComputable => {
            format!("not measurable ({})", metric.reason.as_deref().unwrap_or("no reason recorded"))
        }
        _ => super::view::line(metric),
    };
    format!("- {name}: {}.", escaped(&shown))
}

fn work(audit: &Audit) -> Vec<String> {
    if audit.deals_needing_work == 0 {
        return vec!["No deal needs work.".into()];
    }
    let mut lines =
        vec![format!("{} deals need work. First:", format::k_of_n(audit.deals_needing_work, audit.deals_in_scope))];
    for item in audit.worklist.iter().take(DEALS_NAMED) {
        let kickoff = match (&item.kickoff, item.kickoff_is_ahead) {
            (Some(day), true) => format!(", kickoff {}", format::date(day)),
            _ => String::new(),
        };
        let first = item
            .findings
            .first()
            .map_or_else(String::new, |finding| format!(": {} ({})", finding.question, finding.owner));
        lines.push(format!(
            "- {}{}{}",
            escaped(&format::cut(&item.deal.name, 80)),
            escaped(&kickoff),
            escaped(&format::cut(&first, 240))
        ));
    }
    lines
}

/// One line of text in which nothing is markup.
pub(super) fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for sign in guard::visible(text).chars() {
        match sign {
            '\n' | '\t' => shown.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' | '$' => {
                shown.push('\\');
                shown.push(sign);
            }
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '&' => shown.push_str("&amp;"),
            other => shown.push(other),
        }
    }
    shown
}

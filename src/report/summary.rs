//! `summary.md`: the report in a few lines, to paste where attachments are stripped.

use super::view::terms::Terms;
use super::view::{verdict, work as judged};
use super::words::{sentence, summary as say};
use super::{Drawing, format, guard};
use crate::audit::{Audit, Metric, MetricStatus};

/// Deals named at most.
const DEALS_NAMED: usize = 5;

/// At most 25 lines of Markdown; text from the exports is escaped, so that it is text wherever it is pasted. Deals are named
/// where the page names them.
pub fn summary_md(audit: &Audit, drawing: Drawing) -> String {
    let mut lines = vec![format!("# {}", escaped(&audit.title)), String::new()];
    let as_of = audit.as_of.as_deref().map(|at| format::as_of(at, &audit.timezone));
    let population = &audit.population;
    lines.push(say::scope(as_of.as_deref(), audit.as_of_is_assumed, population.in_scope, population.due));
    lines.extend(audit.undated().map(|note| sentence(&escaped(&note.sentence))));
    lines.push(String::new());
    match audit.fix_first.first() {
        Some(first) if audit.outcomes_withheld => {
            lines.push(say::withheld(&escaped(&first.what)));
        }
        _ => lines.push(say::verdict(&verdict::mark(&audit.verdict).word, &escaped(&verdict::headline(audit)))),
    }
    lines.push(String::new());
    lines.extend(readiness(audit));
    let days = Terms::of(audit).number("retention_days", 90.0);
    let outcome = (!audit.outcomes_withheld).then_some("retention_90d");
    for id in ["first_touch_within_sla", "sync_within_sla", "kickoff_within_sla"].into_iter().chain(outcome) {
        lines.extend(audit.whole(id).map(|metric| figure(id, metric, &days)));
    }
    lines.extend(audit.comparison.as_ref().map(|comparison| {
        let (deals, n) = (&comparison.deals, |deals: usize| deals as u64);
        let definitions = n(comparison.definitions.len());
        say::changes(n(deals.fixed.len()), n(deals.regressed.len()), n(deals.new.len()), definitions)
    }));
    lines.push(String::new());
    lines.extend(work(audit, drawing.is_named()));
    lines.push(String::new());
    lines.push(say::FILES.into());
    lines.join("\n") + "\n"
}

fn readiness(audit: &Audit) -> Option<String> {
    let failed = audit.readiness.iter().filter(|test| test.state == "not_ready").count() as u64;
    (failed > 0).then(|| say::readiness(failed, audit.readiness.len() as u64))
}

fn figure(id: &str, metric: &Metric, days: &str) -> String {
    let shown = match metric.status {
        MetricStatus::NotComputable => say::not_measurable(metric.reason.as_deref()),
        _ => super::view::line(metric),
    };
    say::figure(id, days, &escaped(&shown))
}

fn work(audit: &Audit, is_named: bool) -> Vec<String> {
    if audit.deals_needing_work == 0 {
        return vec![escaped(&match (audit.deals_in_scope, audit.no_case()) {
            (0, Some(note)) => say::no_deal(&note.sentence),
            (0, None) => say::NO_DEAL.into(),
            _ => judged::nothing_found(audit, say::NO_WORK),
        })];
    }
    if !is_named {
        return vec![say::work_counted(
            audit.deals_needing_work,
            audit.deals_in_scope,
            &audit.work,
            audit.shows_decisions(),
        )];
    }
    let mut lines = vec![say::work(audit.deals_needing_work, audit.deals_in_scope)];
    for item in audit.worklist.iter().take(DEALS_NAMED) {
        let kickoff = item.kickoff.as_deref().filter(|_| item.kickoff_is_ahead).map_or_else(String::new, say::kickoff);
        let first =
            item.findings.first().map_or_else(String::new, |finding| say::question(&finding.question, finding.owner));
        lines.push(format!(
            "- {}{}{}",
            escaped(&format::cut(format::called(&item.deal.name, &item.deal.deal_id), 80)),
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

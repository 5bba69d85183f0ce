//! What each figure counts, in the reader's words.
//!
//! The texts follow the definitions of the figures; where a setting is part of one, the setting in force is written out.

use super::{capital, opened, speed, speed_done};
use crate::report::glossary::Entry;
use crate::report::view::terms::Terms;

/// The entry of a figure, with the settings in force; an unknown id explains itself as far as it can.
pub(crate) fn entry(id: &str, terms: &Terms) -> Entry {
    rate(id, terms)
        .or_else(|| retention(id, terms))
        .or_else(|| elapsed(id, terms))
        .or_else(|| score(id))
        .unwrap_or_else(|| Entry {
            title: capital(&opened(id)),
            numerator: "As exported".into(),
            denominator: "In-scope deals".into(),
            clock: "None".into(),
        })
}

fn rate(id: &str, terms: &Terms) -> Option<Entry> {
    let (base, captured) = id.strip_suffix("_captured").map_or((id, ""), |base| (base, ", captured fields only"));
    let due = format!("Due handoffs: in scope, and closed at least {} h before the as-of time", terms.review_hours());
    let (title, numerator, denominator): (&str, String, String) = match base {
        "acceptance_rate" => ("Accepted at last decision", "The last decision is accepted".into(), due),
        "first_pass_acceptance_rate" => (
            "Accepted without a material return",
            "The last decision is accepted, and no material return came before that acceptance".into(),
            due,
        ),
        "verified_acceptance_rate" => {
            ("Verified acceptance", "Accepted, and all six acceptance elements are complete".into(), due)
        }
        "rubber_stamp_rate" => (
            "Accepted with gaps",
            "At least one of the six acceptance elements is not complete".into(),
            "Due handoffs whose last decision is accepted".into(),
        ),
        "fields_complete_rate" => {
            ("Required fields complete", "Every item that the tier requires is usable".into(), due)
        }
        "completion_rate" => (
            "Handoff complete",
            "Every required item is usable, a CSM is named, and the packet was reviewed (sync held or decision made)"
                .into(),
            due,
        ),
        "fields_complete_at_close_rate" => (
            "Required fields complete at close",
            "As required fields complete, by the field history 24 h after close".into(),
            "Due handoffs at least 24 h old that have any field history".into(),
        ),
        "kickoff_ready_rate" => (
            "Ready for kickoff",
            "No open finding of severity stop, a CSM is named, every open risk has an owner".into(),
            due,
        ),
        "override_rate" => ("Validation overridden", "The override box is ticked".into(), due),
        "material_return_rate" => (
            "Returned within the window",
            format!("A material return within {} days of close", terms.number("return_window_days", 14.0)),
            "In-scope deals at least that old".into(),
        ),
        "escalation_rate" => (
            "Escalated early",
            format!("An escalation opened within {} days of close", terms.number("escalation_window_days", 30.0)),
            "In-scope deals at least that old".into(),
        ),
        "introduced_before_close_rate" => {
            ("Introduced before close", "Customer success was in touch before the deal was won".into(), due)
        }
        _ => return None,
    };
    Some(Entry { title: format!("{title}{captured}"), numerator, denominator, clock: terms.clock() })
}

fn elapsed(id: &str, terms: &Terms) -> Option<Entry> {
    let (event, kind) =
        ["_within_sla", "_median", "_p90"].iter().find_map(|end| Some((id.strip_suffix(end)?, *end)))?;
    let name = speed(event);
    let limit = terms.sla(event);
    let (title, numerator, denominator) = match kind {
        "_within_sla" => (
            format!("{name} within {limit}"),
            format!("{} within {limit}", capital(speed_done(event, false))),
            format!("In-scope deals closed at least {limit} before the as-of time"),
        ),
        "_median" => (
            format!("{name}: median"),
            "The time by which half have the event (Kaplan–Meier)".into(),
            "All in-scope deals; one without the event counts as still open".into(),
        ),
        _ => (
            format!("{name}: nine in ten"),
            "The time by which 90% have the event (Kaplan–Meier)".into(),
            "All in-scope deals; one without the event counts as still open".into(),
        ),
    };
    Some(Entry { title, numerator, denominator, clock: terms.clock() })
}

fn retention(id: &str, terms: &Terms) -> Option<Entry> {
    let days = terms.number("retention_days", 90.0);
    let clock = format!("Days from {}", terms.retention_origin());
    if let Some(rest) = id.strip_prefix("retention_by_") {
        return proof(rest, terms, clock);
    }
    let (title, numerator, denominator) = match id {
        "retention_90d" => (
            format!("{days}-day retention"),
            format!("Customers without churn by day {days}"),
            format!("Customers who have reached day {days}"),
        ),
        "retention_90d_km" => (
            format!("{days}-day retention, younger customers included"),
            format!("The chance of no churn by day {days} (Kaplan–Meier)"),
            "All customers whose churn would be seen".into(),
        ),
        "revenue_retention_90d" => (
            format!("{days}-day revenue retention"),
            format!("Annual value of customers without churn by day {days}"),
            format!("Annual value, where not below zero, of customers who have reached day {days}"),
        ),
        "csat_mean" => ("Onboarding satisfaction".into(), "Mean of the answers, 0 to 100".into(), "Answers".into()),
        "repeat_ask_rate" => (
            "Customers who had to repeat themselves".into(),
            "Customers with a yes".into(),
            "Customers with an answer".into(),
        ),
        _ => return None,
    };
    Some(Entry { title, numerator, denominator, clock })
}

fn proof(rest: &str, terms: &Terms, clock: String) -> Option<Entry> {
    let endings = ["_mh_difference", "_difference", "_logrank"];
    let (exposure, kind) = endings.iter().find_map(|end| Some((rest.strip_suffix(end)?, *end)))?;
    let landmark = terms.number("landmark_days", 7.0);
    let what = match exposure {
        "sync" => "sync held",
        "first_pass" => "accepted at first pass",
        _ => "completeness above the median",
    };
    let title = match kind {
        "_difference" => format!("Retention with and without: {what}"),
        "_logrank" => format!("The same, log-rank p: {what}"),
        _ => format!("The same, within segments: {what}"),
    };
    Some(Entry {
        title,
        numerator: format!("Customers with {what} by day {landmark}"),
        denominator: format!("Customers still active on day {landmark}"),
        clock,
    })
}

fn score(id: &str) -> Option<Entry> {
    let rest = id.strip_prefix("score_")?;
    let (category, reading) =
        rest.strip_suffix("_rep").map_or((rest, "as the CSM sees it"), |rest| (rest, "as the rep filled it"));
    let name = if category == "overall" { "Overall" } else { super::category(category) };
    Some(Entry {
        title: format!("{name} score, {reading}"),
        numerator: "Credit per required item: 1 usable, 0.5 vague, else 0; weighted, 0 to 100".into(),
        denominator: "Due handoffs".into(),
        clock: "As exported".into(),
    })
}

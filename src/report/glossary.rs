//! The figures that are explained: what an explanation holds, and in which order they stand.

use super::view::terms::Terms;
pub(crate) use super::words::glossary::entry;

/// A figure explained.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// Its name.
    pub(crate) title: String,
    /// What is counted.
    pub(crate) numerator: String,
    /// Out of which.
    pub(crate) denominator: String,
    /// Which time counts, from when to when.
    pub(crate) clock: String,
}

/// The figures that the page explains, in its order.
pub(crate) const ORDER: &[&str] = &[
    "first_pass_acceptance_rate",
    "acceptance_rate",
    "verified_acceptance_rate",
    "rubber_stamp_rate",
    "completion_rate",
    "completion_rate_captured",
    "fields_complete_rate",
    "fields_complete_rate_captured",
    "fields_complete_at_close_rate",
    "fields_complete_at_close_rate_captured",
    "kickoff_ready_rate",
    "override_rate",
    "material_return_rate",
    "escalation_rate",
    "introduced_before_close_rate",
    "first_touch_within_sla",
    "first_touch_median",
    "first_touch_p90",
    "transition_email_within_sla",
    "transition_email_median",
    "transition_email_p90",
    "sync_within_sla",
    "sync_median",
    "sync_p90",
    "kickoff_within_sla",
    "kickoff_median",
    "kickoff_p90",
    "first_value_within_sla",
    "first_value_median",
    "first_value_p90",
    "retention_90d",
    "retention_90d_km",
    "revenue_retention_90d",
    "retention_by_sync_difference",
    "retention_by_sync_logrank",
    "retention_by_sync_mh_difference",
    "retention_by_first_pass_difference",
    "retention_by_first_pass_logrank",
    "retention_by_first_pass_mh_difference",
    "retention_by_completeness_difference",
    "retention_by_completeness_logrank",
    "retention_by_completeness_mh_difference",
    "csat_mean",
    "repeat_ask_rate",
    "score_overall",
    "score_facts",
    "score_context",
    "score_commitments",
    "score_risk",
];

/// The name of a figure.
pub(crate) fn title(id: &str, terms: &Terms) -> String {
    entry(id, terms).title
}

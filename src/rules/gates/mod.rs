//! Family 1: the gates that a handoff passes before kickoff.

pub(super) mod acceptance_element_missing;
pub(super) mod csm_owner_missing;
pub(super) mod first_value_criteria_missing;
pub(super) mod measurement_event_missing;
pub(super) mod owner_is_a_team;
pub(super) mod packet_not_reviewed;
pub(super) mod required_field_unanswered;
pub(super) mod signed_scope_missing;
pub(super) mod source_evidence_missing;
pub(super) mod success_metric_missing;
pub(super) mod success_metric_not_measurable;

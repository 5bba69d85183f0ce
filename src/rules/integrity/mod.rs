//! Family 7: whether the record can be believed.

pub(super) mod accepted_with_gaps;
pub(super) mod backfilled_after_close;
pub(super) mod boilerplate_answer;
pub(super) mod changed_after_acceptance;
pub(super) mod churn_without_date;
pub(super) mod duplicate_deal;
pub(super) mod implementation_record_set_aside;
pub(super) mod late_discovery;
pub(super) mod placeholder_answer;
pub(super) mod reopened_deal;
pub(super) mod validation_bypassed;

//! Family 8: what came of it.

pub(super) mod customer_repeated_themselves;
pub(super) mod early_churn;
pub(super) mod early_escalation;
pub(super) mod low_onboarding_csat;

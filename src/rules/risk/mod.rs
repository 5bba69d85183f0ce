//! Family 3: what threatens success.

pub(super) mod aggressive_timeline;
pub(super) mod champion_at_risk;
pub(super) mod dependency_unresolved;
pub(super) mod none_recorded_against_evidence;
pub(super) mod open_risk_without_owner;
pub(super) mod sponsor_missing;
pub(super) mod sponsor_never_engaged;
pub(super) mod undeclared_risk;

//! Family 3: what threatens success.

pub(super) mod open_risk_without_owner;

//! Family 5: sources that contradict each other.

pub(super) mod amount_conflict;
pub(super) mod date_conflict;
pub(super) mod owner_conflict;
pub(super) mod scope_conflict;
pub(super) mod sponsor_conflict;
pub(super) mod stage_conflict;
pub(super) mod term_conflict;

//! Family 4: why they bought, and who they are.

pub(super) mod alternatives_missing;
pub(super) mod blocker_present;
pub(super) mod champion_missing;
pub(super) mod contact_details_stale;
pub(super) mod economic_buyer_missing;
pub(super) mod goals_same_as_requirements;
pub(super) mod single_threaded;
pub(super) mod technical_contact_missing;
pub(super) mod why_now_missing;

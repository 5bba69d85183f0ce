//! How solid the figures are: under other readings of dates, by when retention can be known, and from whom.

mod conventions;
mod maturity;
mod survival;

pub use conventions::Convention;
pub use maturity::Maturity;
pub use survival::{AtRisk, Survival};

pub(super) use conventions::conventions;
pub(super) use maturity::maturity;
pub(super) use survival::survival;

//! Pure numbers on slices: intervals, survival curves, tests and the arithmetic of a verdict.
//!
//! Nothing in here knows a deal, a cohort or a page; times are plain `f64` in whatever unit the caller keeps, shares are
//! 0 to 1. Every interval is two-sided 95 %. No function panics and none returns NaN: what cannot be computed is `None`.
//!
//! Each function names the source of its formula and the oracle that tests it: published tables, naive
//! re-implementations written from the definition, and figures that lifelines, statsmodels and scipy gave for the same
//! numbers (`tests/oracles/stats_fixtures.py`).

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test fails by panicking"))]

pub mod alarms;
pub mod binomial;
mod difference;
pub mod kaplan_meier;
pub mod log_rank;
pub mod mantel_haenszel;
pub mod mean;
pub mod p_chart;
pub mod pilot;
pub mod proportion;
pub mod sample_size;

mod student_t;

pub use difference::mover;

#[cfg(test)]
mod oracle_tests;

/// The 0.975 quantile of the standard normal distribution, which makes every interval two-sided 95 %.
///
/// At full precision rather than 1.96: the figures are compared to 1e-9.
pub const Z_95: f64 = 1.959963984540054;

/// How far two numbers that are mathematically equal may lie apart, relative to their size.
///
/// Shares are ratios of counts, thresholds are decimals such as 0.9, and neither is exact in binary. A true difference
/// between a ratio of counts and such a decimal is far larger, so within this distance they are taken for equal.
const TIE: f64 = 1e-12;

/// A 95 % confidence interval, in the unit of its estimate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower limit; never above `high`.
    pub low: f64,
    /// The upper limit.
    pub high: f64,
}

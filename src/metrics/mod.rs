//! Assessed packets to figures: every id of the specification, for the whole and for every cohort.
//!
//! One row a deal goes into a columnar table ([`facts`]), where counts per cohort are group-bys; survival curves and means
//! are [`crate::stats`] on slices. Each figure has its numerator, denominator, interval, exclusions and status, and one
//! that cannot be computed names what is missing.

mod availability;
mod cohort;
mod elapsed;
mod estimate;
mod facts;
mod fields;
mod means;
mod proof;
mod rates;
mod retention;
mod revenue;
mod speed;
mod verdict;

pub use cohort::{Dimension, dimensions};
pub use estimate::{Alternative, Cohort, Interval, Metric, MetricStatus, Speed, SpeedPoint, Verdict};
pub use fields::{ItemCounts, item_counts};
pub use proof::{Arm, Difference, Proof, Stratum};

use rayon::prelude::*;

use crate::assess::Assessed;
use crate::map::Book;
use crate::packet::Assembly;
use crate::settings::Settings;

use availability::Availability;
use facts::Facts;

/// All figures of an audit.
#[derive(Debug)]
pub struct Figures {
    /// Every figure in every cohort: the whole first, then by dimension, then by value.
    pub metrics: Vec<Metric>,
    /// The pilot's verdict.
    pub verdict: Verdict,
    /// First touch, sync and kickoff as they are drawn.
    pub speed: Vec<Speed>,
    /// States of each checklist item over the due deals that require it.
    pub items: Vec<ItemCounts>,
    /// Whether what was done at the handoff goes with retention.
    pub proof: Vec<Proof>,
}

/// Computes everything.
pub fn compute(book: &Book, assembly: &Assembly, assessed: &Assessed, settings: &Settings) -> Figures {
    let availability = Availability::new(book, assessed);
    let facts = Facts::new(book, assembly, assessed, settings);
    let dimensions = dimensions(&facts, availability.sync.is_none());
    let rates = rates::Table::new(&facts, &availability);
    let times = elapsed::measure(&facts, &availability);
    let customers = retention::customers(&facts);
    let means = means::Means::new(&facts);
    let mut metrics: Vec<Metric> = dimensions
        .par_iter()
        .flat_map_iter(|dimension| {
            let mut metrics = rates.along(dimension, &facts);
            metrics.extend(elapsed::along(&times, dimension, &facts));
            metrics.extend(retention::along(&customers, dimension, &facts));
            metrics.extend(revenue::along(&customers, dimension, &facts));
            metrics.extend(means.along(dimension, &facts, &availability));
            metrics.extend(fields::along(dimension, &facts));
            metrics
        })
        .collect();
    let (proof_metrics, proof) = proof::proofs(&facts, &availability);
    metrics.extend(proof_metrics);
    metrics.sort_by(|left, right| dimension_order(left, &dimensions).cmp(&dimension_order(right, &dimensions)));
    Figures {
        metrics,
        verdict: verdict::judge(&facts, &availability),
        speed: speed::strips(&times, &facts),
        items: item_counts(&facts),
        proof,
    }
}

/// By dimension as declared, then value, in the order of computation otherwise (a stable sort).
fn dimension_order<'a>(metric: &'a Metric, dimensions: &[Dimension]) -> (usize, &'a str) {
    let position = dimensions.iter().position(|dimension| dimension.name == metric.cohort.dimension);
    (position.unwrap_or(usize::MAX), metric.cohort.value.as_str())
}

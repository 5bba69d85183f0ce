//! Assessed packets to figures: every id of the specification, for the whole and for every cohort.
//!
//! One row a deal goes into a columnar table (`facts`), where counts per cohort are group-bys; survival curves and means
//! are [`crate::stats`] on slices. Each figure has its numerator, denominator, interval, exclusions and status, and one
//! that cannot be computed names what is missing.

mod availability;
mod catalogue;
mod cohort;
mod elapsed;
mod estimate;
mod facts;
mod fields;
mod headline;
mod means;
mod own_cohorts;
mod proof;
mod rates;
mod retention;
mod revenue;
mod solid;
mod speed;
mod verdict;
mod watch;

pub use catalogue::{Meaning, ids as metric_ids, meaning};
pub use cohort::{Dimension, Merged, dimensions};
pub(crate) use estimate::NO_CASE;
pub use estimate::{Alternative, Cohort, Interval, Metric, MetricStatus, Speed, SpeedPoint, Verdict};
pub use fields::{ItemCounts, item_counts};
pub use headline::{Headline, headlines};
pub use own_cohorts::{UnknownCohort, unknown_cohorts};
pub use proof::{Arm, Difference, Proof, Stratum};
pub use solid::{AtRisk, Convention, Maturity, Survival};
pub use watch::{
    BeforeAfter, Change, Chart, ChartPoint, Contrast, Flag, Funnel, FunnelPoint, Hypercare, HypercareWeek, Watch,
};

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
    /// Dimensions of so many values that their small cohorts are counted together.
    pub merged: Vec<Merged>,
    /// The pilot's verdict.
    pub verdict: Verdict,
    /// First touch, sync and kickoff as they are drawn.
    pub speed: Vec<Speed>,
    /// Whether each deal in scope was touched within the service level, in the order of the packets; `None` where it is too
    /// young to judge, or where no export shows touches.
    pub touched_in_time: Vec<Option<bool>>,
    /// States of each checklist item over the due deals that require it.
    pub items: Vec<ItemCounts>,
    /// Whether what was done at the handoff goes with retention.
    pub proof: Vec<Proof>,
    /// What is watched over time.
    pub watch: Watch,
    /// Red flags.
    pub flags: Vec<Flag>,
    /// Shares within a service level that rest on dates without a time of day, under each reading of those.
    pub conventions: Vec<Convention>,
    /// When each month's retention can be known.
    pub maturity: Vec<Maturity>,
    /// Retention curves: the whole, by sync, by segment.
    pub survival: Vec<Survival>,
}

/// Computes everything.
pub fn compute(book: &Book, assembly: &Assembly, assessed: &Assessed, settings: &Settings) -> Figures {
    let availability = Availability::new(book, assembly, assessed);
    let facts = Facts::new(book, assembly, assessed, settings);
    let mut dimensions = dimensions(&facts, availability.sync.is_none());
    let along = Along::new(&facts, &availability);
    let mut merged = Vec::new();
    let mut reps = Vec::new();
    for dimension in &mut dimensions {
        if let Some((crowd, how)) = dimension.without_crowd(facts.min_cohort()) {
            if dimension.name == "ae" {
                reps = along.shares(dimension);
            }
            *dimension = crowd;
            merged.push(how);
        }
    }
    let mut metrics: Vec<Metric> = dimensions
        .par_iter()
        .flat_map_iter(|dimension| {
            let mut metrics = along.shares(dimension);
            metrics.extend(fields::along(dimension, &facts));
            metrics
        })
        .collect();
    let (proof_metrics, proof) = proof::proofs(&facts, &availability);
    metrics.extend(proof_metrics);
    metrics.sort_by(|left, right| dimension_order(left, &dimensions).cmp(&dimension_order(right, &dimensions)));
    let named = |name: &str| dimensions.iter().find(|dimension| dimension.name == name);
    let curves: Vec<&Dimension> = ["all", "synced", "segment"].into_iter().filter_map(named).collect();
    let (watch, flags) = watch::watch(&facts, &metrics, &reps, &along);
    Figures {
        metrics,
        merged,
        verdict: verdict::judge(&facts, &availability),
        speed: speed::strips(&along.times, &facts),
        touched_in_time: speed::touched_in_time(&along.times),
        items: item_counts(&facts),
        proof,
        watch,
        flags,
        conventions: solid::conventions(&facts, &along.times),
        maturity: named("close_month")
            .map(|months| solid::maturity(&facts, &along.customers, months))
            .unwrap_or_default(),
        survival: solid::survival(&facts, &along.customers, &curves),
    }
}

/// What figures of any slice are made from, worked out once a deal.
struct Along<'a> {
    facts: &'a Facts<'a>,
    availability: &'a Availability,
    rates: rates::Table,
    times: Vec<elapsed::Measured>,
    customers: Vec<retention::Counted>,
    means: means::Means,
}

impl<'a> Along<'a> {
    fn new(facts: &'a Facts<'a>, availability: &'a Availability) -> Along<'a> {
        Along {
            facts,
            availability,
            rates: rates::Table::new(facts, availability),
            times: elapsed::measure(facts, availability),
            customers: retention::customers(facts),
            means: means::Means::new(facts),
        }
    }

    /// The rates over handoffs in every cohort of a dimension.
    fn rates(&self, dimension: &Dimension) -> Vec<Metric> {
        self.rates.along(dimension, self.facts)
    }

    /// Every figure but those of fields in every cohort of a dimension.
    fn shares(&self, dimension: &Dimension) -> Vec<Metric> {
        let mut metrics = self.rates(dimension);
        metrics.extend(elapsed::along(&self.times, dimension, self.facts));
        metrics.extend(retention::along(&self.customers, dimension, self.facts));
        metrics.extend(revenue::along(&self.customers, dimension, self.facts));
        metrics.extend(self.means.along(dimension, self.facts, self.availability));
        metrics
    }
}

/// By dimension as declared, then value, in the order of computation otherwise (a stable sort).
fn dimension_order<'a>(metric: &'a Metric, dimensions: &[Dimension]) -> (usize, &'a str) {
    let position = dimensions.iter().position(|dimension| dimension.name == metric.cohort.dimension);
    (position.unwrap_or(usize::MAX), metric.cohort.value.as_str())
}

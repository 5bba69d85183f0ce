//! The proof point as a reader gets it: counts of both arms, a verdict out of three, and what it would take to tell.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::iso_date;
use crate::stats::mantel_haenszel::Table2x2;
use crate::stats::{proportion, sample_size};

use super::super::estimate::{Metric, MetricStatus};
use super::super::facts::Facts;
use super::exposure::Exposure;
use super::{Comparison, Figures, share};

/// The difference that the sample is planned for, and below which a difference is called none: 5 points.
const WORTH_KNOWING: f64 = 0.05;

/// An exposure and retention.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Proof {
    /// `sync`, `first_pass`, `completeness`.
    pub exposure: &'static str,
    /// `better`: the whole interval lies above no difference. `not_better`: a difference of 5 points or more is ruled
    /// out. `cannot_tell`. `not_computable`.
    pub state: &'static str,
    /// Why it cannot be computed.
    pub reason: Option<String>,
    /// The finding as one sentence, worded as an association.
    pub sentence: String,
    /// Days from t0 to the landmark.
    pub landmark_days: i64,
    /// Days from t0 to the day of the figure.
    pub retention_days: i64,
    /// Who the exposed are.
    pub exposed_label: &'static str,
    /// Who the others are.
    pub unexposed_label: &'static str,
    /// The exposed.
    pub exposed: Arm,
    /// The others.
    pub unexposed: Arm,
    /// Exposed minus unexposed among the mature; Newcombe.
    pub crude: Option<Difference>,
    /// The same within segments, pooled; Mantel-Haenszel with Sato's variance.
    pub stratified: Option<Difference>,
    /// p of the log-rank test.
    pub log_rank_p: Option<f64>,
    /// The segments; small ones are in.
    pub strata: Vec<Stratum>,
    /// Mature customers per arm with which a difference of 5 points would be seen (two-sided 5 %, power 80 %, at the
    /// unexposed rate); `None` where no such difference can exist.
    pub needed_per_arm: Option<u64>,
    /// The day on which both arms have so many mature customers among those compared already; `None` when they are too few.
    pub enough_on: Option<String>,
}

/// One arm.
#[derive(Clone, Copy, Debug, Default, Serialize, JsonSchema)]
pub struct Arm {
    /// Active at the landmark.
    pub compared: u64,
    /// Of these, past the day of the figure.
    pub mature: u64,
    /// Of the mature, still there.
    pub kept: u64,
    /// `kept` / `mature`.
    pub value: Option<f64>,
    /// Wilson's lower bound.
    pub low: Option<f64>,
    /// Wilson's upper bound.
    pub high: Option<f64>,
}

/// A difference of shares with its 95 % interval.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct Difference {
    /// The difference.
    pub value: f64,
    /// Lower bound.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
}

/// One segment.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Stratum {
    /// The segment.
    pub segment: String,
    /// Mature exposed, still there.
    pub exposed_kept: u64,
    /// Mature exposed.
    pub exposed: u64,
    /// Mature unexposed, still there.
    pub unexposed_kept: u64,
    /// Mature unexposed.
    pub unexposed: u64,
    /// An arm is below `min_cohort`.
    pub is_small: bool,
    /// An arm is empty: the segment compares nothing.
    pub is_one_sided: bool,
}

pub(super) fn proof(
    exposure: &Exposure,
    comparison: &Result<Comparison<'_>, String>,
    figures: &Figures,
    facts: &Facts<'_>,
) -> Proof {
    let definitions = &facts.settings.definitions;
    let table = comparison.as_ref().map(Comparison::table).unwrap_or_default();
    let (exposed, all) = comparison.as_ref().map(Comparison::counts).unwrap_or_default();
    let state = state(figures);
    let needed = (table.unexposed > 0)
        .then(|| sample_size::per_arm(share(table.unexposed_kept, table.unexposed), WORTH_KNOWING))
        .flatten();
    let enough_on = comparison.as_ref().ok().zip(needed).and_then(|(rows, needed)| enough_on(rows, needed, facts));
    let mut proof = Proof {
        exposure: exposure.id,
        state,
        reason: figures.difference.reason.clone().filter(|_| state == "not_computable"),
        sentence: String::new(),
        landmark_days: definitions.landmark_days,
        retention_days: definitions.retention_days,
        exposed_label: exposure.exposed,
        unexposed_label: exposure.unexposed,
        exposed: arm(exposed, table.exposed_kept, table.exposed),
        unexposed: arm(all - exposed, table.unexposed_kept, table.unexposed),
        crude: difference(&figures.difference),
        stratified: difference(&figures.stratified),
        log_rank_p: figures.log_rank.value,
        strata: comparison.as_ref().map_or_else(|_| Vec::new(), |rows| strata(rows, facts)),
        needed_per_arm: needed,
        enough_on,
    };
    proof.sentence = sentence(&proof);
    proof
}

/// Better needs the crude and, where there is one, the stratified interval above no difference, and arms large enough.
fn state(figures: &Figures) -> &'static str {
    let Some(crude) = difference(&figures.difference) else { return "not_computable" };
    let stratified = difference(&figures.stratified);
    let is_small = figures.difference.status == MetricStatus::SmallN;
    match (is_small, stratified.is_none_or(|within| within.low > 0.0)) {
        (true, _) => "cannot_tell",
        (false, true) if crude.low > 0.0 => "better",
        (false, _) if crude.high < WORTH_KNOWING => "not_better",
        _ => "cannot_tell",
    }
}

fn difference(metric: &Metric) -> Option<Difference> {
    let interval = metric.interval?;
    Some(Difference { value: metric.value?, low: interval.low?, high: interval.high? })
}

fn arm(compared: u64, kept: u64, mature: u64) -> Arm {
    let limits = proportion::wilson(kept, mature);
    Arm {
        compared,
        mature,
        kept,
        value: limits.map(|_| share(kept, mature)),
        low: limits.map(|limits| limits.low),
        high: limits.map(|limits| limits.high),
    }
}

fn strata(comparison: &Comparison<'_>, facts: &Facts<'_>) -> Vec<Stratum> {
    let stratum = |(segment, table): (String, Table2x2)| {
        let smaller = table.exposed.min(table.unexposed);
        Stratum {
            segment,
            exposed_kept: table.exposed_kept,
            exposed: table.exposed,
            unexposed_kept: table.unexposed_kept,
            unexposed: table.unexposed,
            is_small: smaller < facts.min_cohort(),
            is_one_sided: smaller == 0,
        }
    };
    comparison.strata(facts).into_iter().map(stratum).collect()
}

/// When the smaller arm is large enough, if nobody else were ever won.
fn enough_on(comparison: &Comparison<'_>, needed: u64, facts: &Facts<'_>) -> Option<String> {
    let day_of_arm = |wanted: bool| {
        let mut ends: Vec<i64> =
            comparison.rows.iter().filter(|(_, is)| *is == wanted).map(|(compared, _)| compared.end).collect();
        ends.sort_unstable();
        ends.get(usize::try_from(needed).ok()?.checked_sub(1)?).copied()
    };
    let end = day_of_arm(true)?.max(day_of_arm(false)?);
    Some(iso_date(facts.settings.zone.instant(end).day()))
}

fn sentence(proof: &Proof) -> String {
    let counts = |arm: &Arm| format!("{} of {}", arm.kept, arm.mature);
    let arms = format!(
        "{} customers stayed {} days where {}, against {} where {}",
        counts(&proof.exposed),
        proof.retention_days,
        proof.exposed_label,
        counts(&proof.unexposed),
        proof.unexposed_label
    );
    match proof.state {
        "not_computable" => format!("Not measurable: {}", proof.reason.as_deref().unwrap_or("no case")),
        "better" => format!("{arms}: retention goes with it, which does not show that it is the cause"),
        "not_better" => format!("{arms}: a difference of 5 points or more in its favour is ruled out"),
        _ => format!("{arms}: {}", open_question(proof)),
    }
}

/// What it would take to tell: a difference of 5 points is then seen four times in five.
fn open_question(proof: &Proof) -> String {
    let is_enough = |needed: u64| proof.exposed.mature.min(proof.unexposed.mature) >= needed;
    let seen = "to see a difference of 5 points four times in five";
    match (proof.needed_per_arm, &proof.enough_on) {
        (None, _) => "too few to tell".to_owned(),
        (Some(needed), _) if is_enough(needed) => {
            format!("neither a difference nor its absence is shown, though {needed} in each arm are enough {seen}")
        }
        (Some(needed), Some(day)) => {
            format!("too few to tell; {needed} in each arm are enough {seen}, which is reached on {day}")
        }
        (Some(needed), None) => format!("too few to tell; {needed} in each arm would be enough {seen}"),
    }
}

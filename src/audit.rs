//! The whole result as one value: everything that a reader may see is in here, and every output is drawn from it.
//!
//! Computes nothing. Serialises to `audit.json` (schema `handoff-audit/1`): rates are 0 to 1, times are RFC 3339 in UTC,
//! a figure that cannot be computed says so with its reason and never holds a number in place of one.

mod against;
mod aside;
pub mod brief;
mod build;
mod causes;
mod deals;
mod flow;
mod ground;
mod health;
mod judged;
mod paths;
mod quotes;
mod readiness;
mod returns;
mod rule_book;
mod sealed;
mod worked;
mod worklist;

pub use build::{Observed, build, observe};
pub use ground::{
    AskedQuestion, DealAside, Definition, Fix, Population, Readiness, Source, SourceColumn, SourceWord, Told, Tool,
    Window,
};
pub use judged::{
    Ball, Cause, CauseTest, ItemSummary, PathVariant, PopulationFinding, Quote, Reach, ReturnReason, Returns,
    RuleChange, RuleSummary, SpeedAndOrder, SubScore, SubScoreTerm,
};
pub use quotes::quotable;
pub use worked::{DataNote, Deal, DealEvents, Finding, Scores, WorkCounts, WorkGroup, WorkItem};

/// What the tables that are written beside the audit are made of.
pub(crate) mod build_parts {
    pub(crate) use super::deals::{EVENT_NAMES, Places, decision, event_times, instant, timestamp};
    pub(crate) use super::worklist::{event_origin, words_of};
}

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

pub use crate::anonymise::Anonymised;
pub use crate::compare::{
    Bound, Comparison, DealChange, Deals, DefinitionChange, FigureChange, FindingChange, Point, RuleCount, RuleMoved,
    Side, Threshold, ThresholdResult,
};
pub use crate::contested::{MAX_PACKETS as MAX_CONTESTED, Moved, Reading};
pub use crate::domain::BLANK;
pub use crate::metrics::{
    Alternative, Arm, AtRisk, BeforeAfter, Change, Chart, ChartPoint, Cohort, Contrast, Convention, Difference, Flag,
    Funnel, FunnelPoint, Hypercare, HypercareWeek, Interval, Maturity, Metric, MetricStatus, Proof, Speed, SpeedPoint,
    Stratum, Survival, Verdict, Watch,
};

/// The version of the shape of `audit.json`.
pub const SCHEMA: &str = "handoff-audit/1";

/// A finished audit.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Audit {
    /// `handoff-audit/1`: the version of this shape.
    pub schema: &'static str,
    /// The program.
    pub tool: Tool,
    /// Title from `[audit] name`, else made from the source folder's name.
    pub title: String,
    /// Client, when set.
    pub client: Option<String>,
    /// How names and texts were withheld; left out where nothing was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anonymised: Option<Anonymised>,
    /// The instant up to which the exports observe; `None` where nobody set it and no export holds a time.
    pub as_of: Option<String>,
    /// How `as_of` came about, in words: set, or inferred from which column.
    pub as_of_how: String,
    /// Whether nobody set it.
    pub as_of_is_assumed: bool,
    /// The zone of local days.
    pub timezone: String,
    /// The window over `won_at`.
    pub window: Window,
    /// Every contested definition with its status.
    pub definitions: Vec<Definition>,
    /// `[targets]`: metric id to the value that the team aims at.
    pub targets: BTreeMap<String, f64>,
    /// Every file that was looked at, in order of path.
    pub sources: Vec<Source>,
    /// Counts of deals, after identical rows collapsed.
    pub population: Population,
    /// Deals that were won once and are not won now, in order of the win: they are in no rate. At most
    /// 10,000.
    pub reversed: Vec<DealAside>,
    /// Won deals in the window of a type that is out of scope, in order of their rows: they are in no rate. At most
    /// 10,000.
    pub other_types: Vec<DealAside>,
    /// The conditions under which an audit must not go ahead.
    pub readiness: Vec<Readiness>,
    /// Whether outcomes are withheld because a condition is not met: pages show what to fix first in their place.
    pub outcomes_withheld: bool,
    /// What to fix first; empty unless outcomes are withheld.
    pub fix_first: Vec<Fix>,
    /// What exports cannot show, as people told it; open questions too.
    pub questionnaire: Vec<AskedQuestion>,
    /// Every figure in every cohort: the whole first, then by dimension and value.
    pub metrics: Vec<Metric>,
    /// By figure: the definitions that it rests on and that nobody has confirmed. Its badge.
    pub assumed: BTreeMap<String, Vec<&'static str>>,
    /// The pilot's verdict.
    pub verdict: Verdict,
    /// Whether what was done at the handoff goes with retention: one entry an exposure, the primary one first.
    pub proof: Vec<Proof>,
    /// Red flags: those of months, and those of the weeks after a launch.
    pub flags: Vec<Flag>,
    /// What is watched over time.
    pub watch: Watch,
    /// Shares within a service level that rest on dates without a time of day, under each reading of those.
    pub conventions: Vec<Convention>,
    /// Every headline under other readings of the definitions; empty above 5,000 packets.
    pub contested: Vec<Reading>,
    /// Figures that were to be held above a value, in the order of the question.
    pub thresholds: Vec<ThresholdResult>,
    /// Against the baseline, when one was given.
    pub comparison: Option<Comparison>,
    /// When each month's retention can be known.
    pub maturity: Vec<Maturity>,
    /// Retention curves with their at-risk tables: the whole, by sync, by segment.
    pub survival: Vec<Survival>,
    /// Every rule that ran, in order of code.
    pub rules: Vec<RuleSummary>,
    /// Why items are answered so rarely, the lowest first.
    pub causes: Vec<Cause>,
    /// Who holds the ball between close and kickoff.
    pub ball: Ball,
    /// How often handoffs came back, why, and for how long.
    pub returns: Returns,
    /// What would get completion to 90 %, fix by fix; an upper bound. Empty when it is there.
    pub reach: Vec<Reach>,
    /// What the sub-scores are made of.
    pub sub_score_terms: Vec<SubScoreTerm>,
    /// What `[rules]` of audit.toml changed.
    pub rule_changes: Vec<RuleChange>,
    /// What the rules about the population found.
    pub population_findings: Vec<PopulationFinding>,
    /// The checklist with what became of each item over the due deals that it is required for.
    pub items: Vec<ItemSummary>,
    /// Elapsed times as they are drawn: first touch, sync, kickoff.
    pub speed: Vec<Speed>,
    /// In which order the events of due deals came, the most frequent first.
    pub paths: Vec<PathVariant>,
    /// First touch in time against the designed order, over due deals.
    pub speed_and_order: SpeedAndOrder,
    /// Facts about the data that a reader must know, most important first.
    pub data_health: Vec<DataNote>,
    /// One entry a won deal that is in scope or a renewal, in order of `won_at` and id; empty above 10,000
    /// (`packets.csv` holds them all).
    pub deals: Vec<Deal>,
    /// How many in-scope deals there are, listed or not.
    pub deals_in_scope: u64,
    /// Deals that need work, the most urgent first, with each open finding in full; at most 200.
    pub worklist: Vec<WorkItem>,
    /// How many deals have an open finding of severity stop or return, shown or not.
    pub deals_needing_work: u64,
    /// The same, by where they stand to their kickoff.
    pub work: WorkCounts,
}

impl Audit {
    /// Above so many deals `deals` stays empty (`packets.csv` holds them all).
    pub const MAX_DEALS: usize = 10_000;
    /// At most so many deals are shown on the page.
    pub const MAX_SHOWN: usize = 200;

    /// Whether a figure is an outcome while outcomes are withheld: then what to fix first stands in its place.
    pub fn withholds(&self, id: &str) -> bool {
        const OUTCOMES: [&str; 3] = ["acceptance_rate", "retention", "rubber_stamp"];
        self.outcomes_withheld && OUTCOMES.iter().any(|outcome| id.contains(outcome))
    }

    /// Whether the exports show what customer success decided of handoffs.
    pub fn shows_decisions(&self) -> bool {
        let reason = self.whole("acceptance_rate").and_then(|rate| rate.reason.as_deref());
        reason.is_none_or(|reason| reason == crate::metrics::NO_CASE)
    }

    /// The figure of that id for the whole.
    pub fn whole(&self, id: &str) -> Option<&Metric> {
        self.metrics.iter().find(|metric| metric.cohort.dimension == "all" && metric.id == id)
    }

    /// Why nothing is there to be judged: no deal is won, in scope, or due.
    pub fn no_case(&self) -> Option<&DataNote> {
        self.data_health.iter().find(|note| ["no-win", "none-in-scope", "none-due"].contains(&note.kind.as_str()))
    }

    /// Won deals that no figure counts because no export says when they were won.
    pub fn undated(&self) -> Option<&DataNote> {
        self.data_health.iter().find(|note| note.kind == "undated-win")
    }

    /// The figures of that id along a dimension, in order of cohort.
    pub fn along<'a>(&'a self, id: &'a str, dimension: &'a str) -> impl Iterator<Item = &'a Metric> {
        self.metrics.iter().filter(move |metric| metric.cohort.dimension == dimension && metric.id == id)
    }
}

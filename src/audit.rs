//! The whole result as one value: everything that a reader may see is in here, and every output is drawn from it.
//!
//! Computes nothing. Serialises to `audit.json` (schema `handoff-audit/1`): rates are 0 to 1, times are RFC 3339 in UTC,
//! a figure that cannot be computed says so with its reason and never holds a number in place of one.

mod against;
pub mod brief;
mod build;
mod causes;
mod deals;
mod flow;
mod health;
mod paths;
mod readiness;
mod returns;
mod rule_book;
mod sealed;
mod worklist;

pub use build::{Observed, build, observe};

/// What the tables that are written beside the audit are made of.
pub(crate) mod build_parts {
    pub(crate) use super::deals::{EVENT_NAMES, Places, decision, event_times, timestamp};
    pub(crate) use super::worklist::in_words;
}

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

pub use crate::anonymise::Anonymised;
pub use crate::compare::{
    Bound, Comparison, DealChange, DefinitionChange, FigureChange, FindingChange, Point, Threshold, ThresholdResult,
};
pub use crate::contested::{MAX_PACKETS as MAX_CONTESTED, Moved, Reading};
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
    /// [`SCHEMA`].
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
    /// The instant up to which the exports observe.
    pub as_of: String,
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
    /// One entry a won deal that is in scope or a renewal, in order of `won_at` and id; empty above [`Audit::MAX_DEALS`].
    pub deals: Vec<Deal>,
    /// How many in-scope deals there are, listed or not.
    pub deals_in_scope: u64,
    /// Deals that need work, the most urgent first, with each open finding in full; at most [`Audit::MAX_SHOWN`].
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

    /// The figure of that id for the whole.
    pub fn whole(&self, id: &str) -> Option<&Metric> {
        self.metrics.iter().find(|metric| metric.cohort.dimension == "all" && metric.id == id)
    }

    /// The figures of that id along a dimension, in order of cohort.
    pub fn along<'a>(&'a self, id: &'a str, dimension: &'a str) -> impl Iterator<Item = &'a Metric> {
        self.metrics.iter().filter(move |metric| metric.cohort.dimension == dimension && metric.id == id)
    }
}

/// The program that made the audit.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Tool {
    /// `handoff-audit`.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

/// Local days, ISO; the end is not in.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Window {
    /// First day, when set.
    pub from: Option<String>,
    /// First day after, when set.
    pub to: Option<String>,
}

/// A contested definition.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Definition {
    /// Key in `[definitions]`.
    pub id: String,
    /// Value in force.
    pub value: serde_json::Value,
    /// `assumed` or `confirmed`.
    pub status: &'static str,
    /// Who confirmed it.
    pub by: Option<String>,
    /// When.
    pub on: Option<String>,
}

/// A file and its ledger: `rows_read` = `rows_used` + the sum of `rows_set_aside`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Source {
    /// Path relative to the source folder.
    pub path: String,
    /// The table it was taken as; `None` when it was not used.
    pub table: Option<&'static str>,
    /// The profile.
    pub profile: Option<String>,
    /// Why it was taken so, or why not.
    pub why: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// Size on disk.
    pub bytes: u64,
    /// Encoding as read.
    pub encoding: String,
    /// The character between cells, in words.
    pub delimiter: String,
    /// Physical line of the header, from 1.
    pub header_line: u32,
    /// Physical records after the header that are not blank.
    pub rows_read: u64,
    /// Rows that became part of a table.
    pub rows_used: u64,
    /// The others, by reason.
    pub rows_set_aside: BTreeMap<String, u64>,
    /// Every heading, and the field it was taken as.
    pub columns: Vec<SourceColumn>,
    /// What was decided for this file, in sentences.
    pub notes: Vec<String>,
}

/// A heading.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SourceColumn {
    /// As exported.
    pub heading: String,
    /// `table.field`, or `None`.
    pub field: Option<String>,
    /// Why.
    pub how: String,
    /// How sure that is, 0 to 1; `None` where the column is not used.
    pub confidence: Option<f64>,
    /// Fields that it might be as well, each with why it is not.
    pub rivals: Vec<String>,
    /// Cells that held text which could not be read as the field's kind.
    pub unreadable: u64,
}

/// Counts after identical rows collapsed.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Population {
    /// Deals.
    pub rows: u64,
    /// Won.
    pub won: u64,
    /// In scope.
    pub in_scope: u64,
    /// Past the review service level.
    pub due: u64,
    /// Not yet.
    pub fresh: u64,
    /// Won once and not won now.
    pub reversed: u64,
    /// Won twice.
    pub reopened: u64,
    /// Renewals and expansions.
    pub renewals: u64,
    /// Won deals of a type that is out of scope.
    pub other_types: u64,
    /// Rows that repeated another row, or another version of the same deal.
    pub duplicates: u64,
    /// Implementation records set aside.
    pub implementation: u64,
    /// Child rows that found no deal, by table.
    pub unlinked: BTreeMap<&'static str, u64>,
}

/// A condition under which an audit must not go ahead.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Readiness {
    /// Its id.
    pub id: &'static str,
    /// Its question.
    pub title: &'static str,
    /// `ready`, `not_ready` or `unknown`.
    pub state: &'static str,
    /// The counts that it rests on.
    pub evidence: String,
    /// The state by the exports alone.
    pub observed: &'static str,
    /// What somebody told about it, which overrides the exports.
    pub told: Option<Told>,
}

/// What somebody told, with a name and a day; never shown as observed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Told {
    /// `yes`, `no`, `partly`, or their words.
    pub answer: String,
    /// Who.
    pub by: String,
    /// The day, ISO.
    pub on: String,
    /// More words.
    pub note: Option<String>,
    /// What bears it out.
    pub evidence: Option<String>,
}

/// A question of the questionnaire.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AskedQuestion {
    /// Its id.
    pub id: &'static str,
    /// What it belongs to.
    pub topic: &'static str,
    /// The question.
    pub question: &'static str,
    /// Why it is asked.
    pub why: &'static str,
    /// The answer; `None` for an open question.
    pub told: Option<Told>,
}

/// Something to mend before outcomes are read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Fix {
    /// What to do.
    pub what: String,
    /// The counts that it rests on.
    pub because: String,
}

/// A rule's results over all packets.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RuleSummary {
    /// `HA101`.
    pub code: &'static str,
    /// `success-metric-missing`.
    pub name: &'static str,
    /// Title of the failing state.
    pub title: &'static str,
    /// Why it matters.
    pub rationale: &'static str,
    /// What to do on Monday.
    pub remedy: &'static str,
    /// Who answers.
    pub owner: &'static str,
    /// `stop`, `return`, `warn` or `info`.
    pub severity: &'static str,
    /// Findings.
    pub findings: u64,
    /// Deals with at least one.
    pub deals: u64,
    /// Deals for which the rule could be judged at all.
    pub judged: u64,
    /// Deals for which it could not, with the column or table that is absent.
    pub unknowable: BTreeMap<String, u64>,
}

/// A sub-score of a packet.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct SubScore {
    /// 0 to 100, 100 the good end; `None` where no term can be judged.
    pub score: Option<f64>,
    /// Names of the terms that cost something, the dearest first.
    pub lost: Vec<&'static str>,
}

/// A part of a sub-score.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SubScoreTerm {
    /// `completeness`, `promise_risk`, ...
    pub sub_score: &'static str,
    /// What it asks.
    pub term: &'static str,
    /// Its weight within the sub-score.
    pub weight: f64,
}

/// Why an item is answered so rarely.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Cause {
    /// The item.
    pub item: String,
    /// Due deals whose tier requires it.
    pub required: u64,
    /// Of these, without an answer.
    pub lacking: u64,
    /// The first cause whose test holds, or that none shows. A likely cause, to be confirmed by people.
    pub cause: &'static str,
    /// Every test in the order in which they were put.
    pub tests: Vec<CauseTest>,
}

/// A test for one cause.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CauseTest {
    /// The cause.
    pub cause: &'static str,
    /// Whether the test holds.
    pub holds: bool,
    /// The counts that it rests on.
    pub evidence: String,
}

/// Days between close and kickoff by who had to act: sums over deals, in days of 24 hours.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Ball {
    /// Due deals with a kickoff after the win and a known moment of handing over.
    pub deals: u64,
    /// Due deals with a kickoff for which nobody can say when sales handed over.
    pub unknown: u64,
    /// From the win to the submission (without one, to the first sync, decision or touch): sales.
    pub sales_days: f64,
    /// From there to touch and acceptance, the later: CS.
    pub cs_days: f64,
    /// From there to kickoff: the customer, as far as anybody can tell.
    pub customer_days: f64,
}

/// Returned handoffs over due deals, as the review log tells them.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Returns {
    /// Whether any export holds reviews.
    pub captured: bool,
    /// Due deals.
    pub due: u64,
    /// Of these, returned at least once.
    pub deals: u64,
    /// Returns; a deal may have several.
    pub returns: u64,
    /// Of these, material.
    pub material: u64,
    /// Returned deals by how often they came back.
    pub loops: BTreeMap<u64, u64>,
    /// Reasons as exported, blank for none given, the most frequent first.
    pub reasons: Vec<ReturnReason>,
    /// Returns after which another decision came.
    pub answered: u64,
    /// Hours from those returns to the next decision, summed.
    pub hours_lost: f64,
}

/// Why handoffs were returned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReturnReason {
    /// As exported; empty for none given.
    pub reason: String,
    /// Returns.
    pub returns: u64,
    /// Of these, material.
    pub material: u64,
    /// Deals.
    pub deals: u64,
}

/// One fix on the way to 90 % complete packets.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Reach {
    /// The item to fix.
    pub item: String,
    /// Packets that still lack it at this point.
    pub lacking: u64,
    /// Packets that this fix completes, after the fixes before it.
    pub completes: u64,
    /// Complete packets after it.
    pub complete_then: u64,
    /// Due packets.
    pub due: u64,
}

/// A rule that `audit.toml` changed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RuleChange {
    /// Code, or the name as written when no rule is called so.
    pub code: String,
    /// What was changed, in words: `switched off`, `severity warn instead of stop`, `days 21 instead of 14`.
    pub change: String,
}

/// A finding about the population.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PopulationFinding {
    /// `HA901`.
    pub code: &'static str,
    /// Title of the failing state.
    pub title: &'static str,
    /// `stop`, `return`, `warn` or `info`.
    pub severity: &'static str,
    /// Who answers.
    pub owner: &'static str,
    /// Counts that it rests on.
    pub evidence: String,
    /// The question for the owner.
    pub question: String,
    /// Deals that it concerns.
    pub deals: u64,
    /// The chance of seeing this by luck, 0 to 1, where one can be told.
    pub chance: Option<f64>,
}

/// A checklist item over the due deals whose tier requires it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ItemSummary {
    /// Its id.
    pub id: String,
    /// Its label for people.
    pub label: String,
    /// `facts`, `context`, `commitments` or `risk`.
    pub category: &'static str,
    /// One of the eight required-to-close fields.
    pub is_eight: bool,
    /// Whether an export holds it at all.
    pub captured: bool,
    /// The columns or tables that would hold it.
    pub sources: Vec<String>,
    /// Due deals whose tier requires it.
    pub required: u64,
    /// Of these, by state: `answered`, `explicit_none`, `vague`, `placeholder`, `blank`, `not_captured`.
    pub states: BTreeMap<&'static str, u64>,
    /// Up to three answers that were not usable, with where they stand.
    pub examples: Vec<Quote>,
}

/// A text from the exports with its place.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Quote {
    /// The text, cut to a readable length.
    pub text: String,
    /// `deals.csv line 12, column "Why Now"`.
    pub origin: String,
}

/// An order in which the events of deals came.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PathVariant {
    /// Events in the order of their times: `won`, `submitted`, `sync`, `first_touch`, `kickoff`, `first_value`.
    pub steps: Vec<&'static str>,
    /// Due deals that went this way.
    pub deals: u64,
    /// Whether it follows the designed order as far as it goes, with no step left out in between.
    pub is_designed: bool,
}

/// Due deals by whether their first touch came within the service level and whether their events came as designed, as
/// far as they have come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SpeedAndOrder {
    /// Touched in time, in the designed order.
    pub in_time_in_order: u64,
    /// Touched in time, in another order or with a step left out.
    pub in_time_otherwise: u64,
    /// Touched late or not at all, in the designed order.
    pub late_in_order: u64,
    /// Touched late or not at all, in another order.
    pub late_otherwise: u64,
    /// Too young to judge, or nobody can say: no export shows touches.
    pub left_out: u64,
}

impl SpeedAndOrder {
    /// Deals that can be judged.
    pub fn judged(&self) -> u64 {
        self.in_time_in_order + self.in_time_otherwise + self.late_in_order + self.late_otherwise
    }
}

/// A fact about the data.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DataNote {
    /// Stable id.
    pub kind: String,
    /// How many cells, rows or deals it concerns.
    pub count: u64,
    /// The fact, as a sentence.
    pub sentence: String,
    /// What to do about it, when anything can be done.
    pub advice: Option<String>,
    /// Up to five places.
    pub examples: Vec<String>,
}

/// A won deal in scope.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Deal {
    /// Its id.
    pub deal_id: String,
    /// Its name.
    pub name: String,
    /// Its account.
    pub account_id: Option<String>,
    /// The account's name.
    pub account_name: Option<String>,
    /// First entry into a won stage.
    pub won_at: String,
    /// `in_scope`, or `renewal`: scored against the renewal checklist, in no rate.
    pub scope: &'static str,
    /// `high_touch`, `low_touch` or `renewal`.
    pub tier: &'static str,
    /// Segment, `(blank)` when there is none.
    pub segment: String,
    /// The AE's label.
    pub ae: String,
    /// The CSM's label.
    pub csm: String,
    /// Past the review service level.
    pub is_due: bool,
    /// Where the deal stands: `capture`, `review`, `engage`, `value`, `done`.
    pub stage: &'static str,
    /// 0 to 100, as the CSM sees it (not captured counts 0).
    pub scores: Scores,
    /// The same as the rep filled it (captured fields only).
    pub scores_rep: Scores,
    /// Sub-score to its value, 0 to 100, and what it lost by.
    pub sub_scores: BTreeMap<&'static str, SubScore>,
    /// Item to remarks on how its answer came about: `back_filled`, `found_elsewhere`, ...
    pub marks: BTreeMap<String, Vec<&'static str>>,
    /// Element to `complete`, `incomplete` or `unknown`.
    pub elements: BTreeMap<String, &'static str>,
    /// Item to state; only items that the tier requires.
    pub fields: BTreeMap<String, &'static str>,
    /// What happened when.
    pub events: DealEvents,
    /// Last decision at or before `as_of`: `accepted`, `returned` or `none`.
    pub decision: &'static str,
    /// Codes of its open findings, each once, in order.
    pub findings: Vec<&'static str>,
    /// Where its row stands.
    pub origin: String,
}

/// The events of a deal.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct DealEvents {
    /// Event to time; `None`: it has not happened, or no export shows it.
    #[serde(flatten)]
    pub times: BTreeMap<&'static str, Option<String>>,
    /// Whether the success side had touched the customer before the win; `None` where no export shows activities.
    pub introduced_before_close: Option<bool>,
}

impl From<BTreeMap<&'static str, Option<String>>> for DealEvents {
    fn from(times: BTreeMap<&'static str, Option<String>>) -> DealEvents {
        DealEvents { times, introduced_before_close: None }
    }
}

impl std::ops::Deref for DealEvents {
    type Target = BTreeMap<&'static str, Option<String>>;

    fn deref(&self) -> &Self::Target {
        &self.times
    }
}

/// The four categories and their mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Scores {
    /// Mean of the four.
    pub overall: Option<f64>,
    /// Contract facts.
    pub facts: Option<f64>,
    /// Context.
    pub context: Option<f64>,
    /// Commitments.
    pub commitments: Option<f64>,
    /// Risk.
    pub risk: Option<f64>,
}

/// Where a deal that needs work stands to its kickoff, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WorkGroup {
    /// Its kickoff is planned within seven days of `as_of`.
    ThisWeek,
    /// Its kickoff is planned for later.
    Later,
    /// No kickoff is ahead, and customer success has not accepted it.
    Unaccepted,
    /// No kickoff is ahead, and it is accepted: what is open is a gap of the record.
    Settled,
}

/// Deals that need work, by [`WorkGroup`]; they add up to `deals_needing_work`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WorkCounts {
    /// Kickoff within seven days.
    pub this_week: u64,
    /// Kickoff later.
    pub later: u64,
    /// No kickoff ahead, not accepted.
    pub unaccepted: u64,
    /// No kickoff ahead, accepted.
    pub settled: u64,
}

impl WorkCounts {
    /// All of them.
    pub fn all(&self) -> u64 {
        self.this_week + self.later + self.unaccepted + self.settled
    }
}

/// A deal that needs work, as the page shows it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct WorkItem {
    /// The deal.
    pub deal: Deal,
    /// Planned or actual kickoff, ISO date, when known.
    pub kickoff: Option<String>,
    /// Whether the kickoff is still ahead of `as_of`.
    pub kickoff_is_ahead: bool,
    /// Where it stands to its kickoff and its acceptance.
    pub group: WorkGroup,
    /// Link to the record, from `[links]`.
    pub link: Option<String>,
    /// Open findings, the most severe first.
    pub findings: Vec<Finding>,
}

/// A missed verdict with its evidence.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Finding {
    /// `HA105`.
    pub code: &'static str,
    /// Title of the failing state.
    pub title: String,
    /// `stop`, `return`, `warn` or `info`.
    pub severity: &'static str,
    /// Who answers.
    pub owner: &'static str,
    /// The question or task that it puts to them.
    pub question: String,
    /// What was seen, in words.
    pub evidence: String,
    /// Where: `deals.csv line 12, column "Why Now"`.
    pub origins: Vec<String>,
}

//! Deals and what is to do about them: remarks on the data, findings in words, and work by deal and by person.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::SubScore;

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
    /// Its name; empty where the export has none.
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
    /// Codes of the rules that a cell of the deal keeps from judging it: it could not be read. Not there where none is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<&'static str>,
    /// How many open findings it has, by their severity: a rule may find several things.
    pub findings_by_severity: BTreeMap<&'static str, u64>,
    /// Where its row stands.
    pub origin: String,
    /// Its record in the CRM, from `[links]`.
    pub link: Option<String>,
}

/// The events of a deal.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct DealEvents {
    /// Event to time; `None`: it has not happened, or no export shows it.
    #[serde(flatten)]
    pub times: BTreeMap<&'static str, Option<String>>,
    /// Whether the success side had touched the customer before the win; `None` where no export
    /// shows activities, or e-mails that do not say which way they went may have.
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

/// Deals that need work, by where they stand to their kickoff; they add up to `deals_needing_work`.
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
    /// In a work item: another finding of the deal already asks for the same, so this one is evidence only. Absent: no.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub asks_again: bool,
}

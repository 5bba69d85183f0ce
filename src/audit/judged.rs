//! What was judged: rules, items, causes, the ways that deals took, and what would mend them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

/// A rule's results over the deals in scope. Renewals are judged too, but counted in no figure: `findings.csv` and
/// `audit.xlsx` list what was found on them beside this.
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
    /// Findings on deals in scope; `findings.csv` holds those on renewals too.
    pub findings: u64,
    /// Whether the rule is about all deals together: it is judged once, and its `deals` are those it speaks of.
    pub is_of_all: bool,
    /// Whether it rests on what the words of notes seem to say.
    #[serde(skip)]
    pub is_from_text: bool,
    /// Deals in scope with at least one.
    pub deals: u64,
    /// Deals in scope for which the rule could be judged at all.
    pub judged: u64,
    /// Deals in scope for which it could not, with the column or table that is absent.
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
    /// Of these, by state: `answered`, `explicit_none`, `vague`, `placeholder`, `blank`, `not_captured` (no export holds the
    /// column, or the deal's cell could not be read).
    pub states: BTreeMap<&'static str, u64>,
    /// Up to three answers that were not usable, with where they stand.
    pub examples: Vec<Quote>,
}

impl ItemSummary {
    /// How many of the deals that require it are in that state.
    pub fn in_state(&self, state: &str) -> u64 {
        self.states.get(state).copied().unwrap_or(0)
    }

    /// Of `required`: those with an answer, be it that there is none.
    pub fn usable(&self) -> u64 {
        self.in_state("answered") + self.in_state("explicit_none")
    }

    /// Of `required`: those without a usable answer. Where an export holds the item, a cell that could not be read is a
    /// matter of the export, and no gap that a rep can fill.
    pub fn gap(&self) -> u64 {
        let unread = if self.captured { self.in_state("not_captured") } else { 0 };
        self.required.saturating_sub(self.usable() + unread)
    }
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

//! One deal in full: everything that the exports hold about its handoff, each thing with where it stands.
//!
//! Nothing here is worded as a promise to the customer, and what was read in notes is kept apart from what was recorded:
//! it is to be confirmed by the AE. The approval lines are empty, always; they are for people.

mod build;
mod find;
mod lines;
mod plan;

pub(crate) use build::build;
pub use find::NotFound;
pub(crate) use find::find;

use schemars::JsonSchema;
use serde::Serialize;

use super::Finding;

/// The version of a brief's shape.
pub const BRIEF_SCHEMA: &str = "handoff-audit/brief/1";

/// The status of what was read in a text.
pub const TO_BE_CONFIRMED: &str = "to be confirmed by the AE";

/// One deal's brief.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Brief {
    /// [`BRIEF_SCHEMA`].
    pub schema: &'static str,
    /// The instant up to which the exports observe.
    pub as_of: String,
    /// The zone of local days.
    pub timezone: String,
    /// Which deal.
    pub deal: BriefDeal,
    /// Contract facts, in the checklist's order.
    pub sold: Vec<Line>,
    /// People of the customer, by role.
    pub stakeholders: Vec<Stakeholder>,
    /// Roles that the checklist asks for and nobody holds.
    pub missing_roles: Vec<String>,
    /// Why they bought, and what they have today.
    pub why: Vec<Line>,
    /// Goals of the buyer and the success metric.
    pub goals: Vec<Line>,
    /// What the users need it to do, kept apart from the goals.
    pub requirements: Vec<Line>,
    /// The first result that counts.
    pub first_value: Vec<Line>,
    /// What became of the items about commitments.
    pub commitment_items: Vec<Line>,
    /// Commitments to review.
    pub commitments: Vec<Commitment>,
    /// What became of the items about risks.
    pub risk_items: Vec<Line>,
    /// Open risks with their owners.
    pub risks: Vec<BriefRisk>,
    /// Findings of family 5: sources that contradict each other.
    pub conflicts: Vec<Finding>,
    /// What to ask the AE, the gravest first; one question a thing.
    pub questions: Vec<Finding>,
    /// What the CSM has to do before kickoff.
    pub tasks: Vec<Task>,
    /// The sync, minute by minute.
    pub agenda: Vec<Slot>,
    /// What has happened, in order of time.
    pub timeline: Vec<Happening>,
    /// AE and CSM; empty.
    pub approvals: [Approval; 2],
}

/// The deal of a brief.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BriefDeal {
    /// Its id.
    pub deal_id: String,
    /// Its name.
    pub name: String,
    /// The account's name, else its id.
    pub account: Option<String>,
    /// First entry into a won stage.
    pub won_at: String,
    /// `high_touch`, `low_touch` or `renewal`.
    pub tier: &'static str,
    /// Segment; `None` when blank.
    pub segment: Option<String>,
    /// Region; `None` when blank.
    pub region: Option<String>,
    /// The account's industry; `None` when blank.
    pub industry: Option<String>,
    /// Its number of employees.
    pub employees: Option<f64>,
    /// The AE; `None` when nobody is named.
    pub ae: Option<String>,
    /// The CSM; `None` when nobody is named.
    pub csm: Option<String>,
    /// `capture`, `review`, `engage`, `value`, `done`.
    pub stage: &'static str,
    /// `accepted`, `returned`, `none`, `unreadable` where the day of one is, or `unknown` where no export holds the decisions.
    pub decision: &'static str,
    /// 0 to 100, as the CSM sees it.
    pub score: Option<f64>,
    /// Kickoff, planned or held: ISO date.
    pub kickoff: Option<String>,
    /// Whether that is still ahead.
    pub kickoff_is_ahead: bool,
    /// Whether it has been held.
    pub kickoff_is_held: bool,
    /// Open findings that stop the handoff.
    pub n_stop: u64,
    /// Open findings that return it.
    pub n_return: u64,
    /// The CRM record.
    pub link: Option<String>,
    /// Where its row stands.
    pub origin: String,
}

/// What became of one item, with its answer as it stands in the export.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Line {
    /// The item's id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// `answered`, `explicit_none`, `vague`, `placeholder`, `blank` or `not_captured`.
    pub state: &'static str,
    /// The answer as it stands there.
    pub value: Option<Value>,
    /// Where.
    pub origin: Option<String>,
}

/// A value by its kind, to be formatted where it is shown.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Words.
    Text(String),
    /// An amount with its currency, when one is named.
    Money(f64, Option<String>),
    /// A number with its unit, singular.
    Number(f64, &'static str),
    /// A day or an instant.
    Time(String),
    /// Yes or no.
    Flag(bool),
}

/// Somebody at the customer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Stakeholder {
    /// Name; `None` when the export names nobody.
    pub name: Option<String>,
    /// Roles on this deal, as written.
    pub roles: Option<String>,
    /// Job title.
    pub title: Option<String>,
    /// How engaged they were.
    pub engagement: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Preferred channel.
    pub channel: Option<String>,
    /// Time zone.
    pub time_zone: Option<String>,
    /// Where that stands.
    pub origin: String,
}

/// A commitment to review.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Commitment {
    /// `recorded` (a row of the commitments export), `field` (a field of the deal) or `notes` (read in a text, to be
    /// confirmed by the AE).
    pub basis: &'static str,
    /// What it is about.
    pub kind: String,
    /// The text as written.
    pub text: String,
    /// Who answers for it; for `notes` who wrote the sentence.
    pub person: Option<String>,
    /// When it is due.
    pub due_at: Option<String>,
    /// When it was reviewed.
    pub reviewed_at: Option<String>,
    /// When it was delivered.
    pub delivered_at: Option<String>,
    /// For `notes`: when it was written.
    pub written_at: Option<String>,
    /// For `notes`: [`TO_BE_CONFIRMED`].
    pub status: Option<&'static str>,
    /// Where it stands.
    pub origin: String,
}

/// An open risk.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BriefRisk {
    /// As for commitments.
    pub basis: &'static str,
    /// Its severity or what it is about, when the export says.
    pub kind: Option<String>,
    /// The text as written.
    pub text: String,
    /// Who owns it; for `notes` who wrote the sentence.
    pub person: Option<String>,
    /// For `notes`: when it was written.
    pub written_at: Option<String>,
    /// For `notes`: [`TO_BE_CONFIRMED`].
    pub status: Option<&'static str>,
    /// Where it stands.
    pub origin: String,
}

/// Something that the CSM has to do before kickoff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Task {
    /// What.
    pub text: String,
    /// Why, from the exports.
    pub because: String,
    /// The finding behind it, when there is one.
    pub code: Option<&'static str>,
}

/// A part of the sync.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Slot {
    /// First minute.
    pub from: u8,
    /// Last minute.
    pub to: u8,
    /// What it is about.
    pub title: &'static str,
    /// What to say, confirm or answer, for this deal.
    pub points: Vec<String>,
}

/// Something that happened.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Happening {
    /// When; a date alone where the export gave no time.
    pub at: String,
    /// What.
    pub what: String,
    /// Who, where the export says.
    pub who: Option<String>,
    /// Whether it lies ahead of `as_of`.
    pub is_ahead: bool,
    /// Where it stands, when one cell holds it.
    pub origin: Option<String>,
}

/// A line for a signature. Never filled in by the program.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Approval {
    /// `AE` or `CSM`.
    pub role: &'static str,
    /// Whose line it is, when the exports name somebody.
    pub person: Option<String>,
    /// Always `None`.
    pub approved_on: Option<String>,
}

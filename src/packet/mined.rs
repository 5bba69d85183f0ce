//! What the texts of a deal seem to say: promises and risks, to be confirmed by the AE, and what contradicts the scope.
//!
//! Nothing in here is a fact. A mined promise is a sentence that reads like one; only its author can say what was meant.

use std::sync::Arc;

use crate::domain::{Moment, Origin, iso_date};
pub use crate::map::Kinds;
pub use crate::text::{CommitmentType, RiskType};

use super::people::PersonId;

/// Everything that was found in a deal's texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mined {
    /// Sentences that read like a promise by the seller's side, in order of time, then of place.
    pub commitments: Vec<MinedCommitment>,
    /// Sentences that read like an open risk, in the same order.
    pub risks: Vec<MinedRisk>,
    /// Sentences that contradict the signed scope, in the same order.
    pub conflicts: Vec<ScopeConflict>,
}

impl Mined {
    /// Of a deal whose texts say nothing of the kind.
    pub const NOTHING: &Mined = &Mined { commitments: Vec::new(), risks: Vec::new(), conflicts: Vec::new() };

    /// Promises that no recorded commitment seems to hold.
    pub fn unrecorded(&self) -> impl Iterator<Item = &MinedCommitment> {
        self.commitments.iter().filter(|commitment| !commitment.is_recorded)
    }

    /// Risks that no recorded risk seems to hold.
    pub fn undeclared(&self) -> impl Iterator<Item = &MinedRisk> {
        self.risks.iter().filter(|risk| !risk.is_declared)
    }
}

/// A sentence and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The sentence as written, markup removed; never empty. Sentences that repeat share it.
    pub text: Arc<str>,
    /// The cell that holds it.
    pub origin: Origin,
    /// When the activity took place; `None` for a field of the deal or an undated activity.
    pub at: Option<Moment>,
    /// Who wrote it, as far as the export says.
    pub author: Option<PersonId>,
}

impl Sentence {
    /// ` (2026-02-12)`, to stand after the sentence; empty where nobody says when it was written.
    pub fn on(&self) -> String {
        self.at.map_or(String::new(), |at| format!(" ({})", iso_date(at.day())))
    }
}

/// A sentence that reads like a promise of the seller's side. To be confirmed by the AE.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MinedCommitment {
    /// What it seems to promise; never empty, in the order of outputs.
    pub kinds: Kinds,
    /// The sentence.
    pub sentence: Sentence,
    /// Whether the recorded commitments or the deal's own commitment field seem to hold it.
    pub is_recorded: bool,
}

/// A sentence that reads like an open risk. To be confirmed by the AE.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MinedRisk {
    /// What seems to be at stake; never empty, in the order of outputs.
    pub kinds: Kinds,
    /// The sentence.
    pub sentence: Sentence,
    /// How many other sentences of the deal read like a risk of the same types.
    pub n_more: u32,
    /// Whether the recorded risks or the deal's own risk fields seem to hold it.
    pub is_declared: bool,
}

/// What of the signed scope a sentence contradicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScopeAspect {
    /// A number of seats.
    Seats,
    /// A contract term in months.
    Term,
    /// A date.
    Date,
    /// A price or a share of it.
    Price,
    /// A product.
    Product,
    /// How long the customer may take to pay, or how often invoices come.
    Payment,
    /// A connection to another system.
    Integration,
}

impl ScopeAspect {
    /// The name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            ScopeAspect::Seats => "seats",
            ScopeAspect::Term => "term",
            ScopeAspect::Date => "date",
            ScopeAspect::Price => "price",
            ScopeAspect::Product => "product",
            ScopeAspect::Payment => "payment terms",
            ScopeAspect::Integration => "integration",
        }
    }
}

/// A sentence that names another value than the signed scope. To be confirmed by the AE.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeConflict {
    /// Which value.
    pub aspect: ScopeAspect,
    /// The value in the text, as a reader would write it: `120 seats`.
    pub said: Box<str>,
    /// The value of the deal, in the same form.
    pub signed: Box<str>,
    /// The sentence.
    pub sentence: Sentence,
    /// Where the signed value stands.
    pub signed_origin: Origin,
}

impl MinedCommitment {
    /// What it seems to promise, as people say it: `timeline, service level`.
    pub fn type_names(&self) -> String {
        spoken(self.kinds.named(&CommitmentType::ALL).into_iter().map(CommitmentType::name))
    }
}

impl MinedRisk {
    /// What seems to be at stake, as people say it: `sponsor absent, budget`.
    pub fn type_names(&self) -> String {
        spoken(self.kinds.named(&RiskType::ALL).into_iter().map(RiskType::name))
    }
}

fn spoken<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| name.replace('_', " ")).collect::<Vec<_>>().join(", ")
}

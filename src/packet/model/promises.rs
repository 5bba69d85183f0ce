//! What was promised to the customer, as recorded.

use crate::domain::{Moment, Origin};

/// A recorded commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promise {
    /// What was promised.
    pub kind: PromiseKind,
    /// CS reviewed it at or before `as_of`.
    pub is_reviewed: bool,
    /// Somebody is named who owns it.
    pub has_owner: bool,
    /// When it was recorded.
    pub created_at: Option<Moment>,
    /// When it is due, also after `as_of`.
    pub due_at: Option<Moment>,
    /// Delivered at or before `as_of`.
    pub is_delivered: bool,
    /// Where it stands.
    pub origin: Origin,
}

/// What a commitment is about, by its `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PromiseKind {
    /// A date or a duration.
    Timeline,
    /// A discount or a special term.
    Discount,
    /// An integration.
    Integration,
    /// Something made for this customer.
    Customisation,
    /// What is in the contract's scope.
    Scope,
    /// Something not yet built.
    Roadmap,
    /// A service level.
    ServiceLevel,
    /// Money back.
    Refund,
    /// A legal term.
    Legal,
    /// Exclusivity.
    Exclusivity,
    /// Anything else, or no type.
    Other,
}

impl PromiseKind {
    /// By the folded type.
    pub fn named(folded: &str) -> PromiseKind {
        match folded {
            "timeline" => PromiseKind::Timeline,
            "discount" => PromiseKind::Discount,
            "integration" => PromiseKind::Integration,
            "customisation" | "customization" | "custom" => PromiseKind::Customisation,
            "scope" => PromiseKind::Scope,
            "roadmap" => PromiseKind::Roadmap,
            "servicelevel" | "sla" => PromiseKind::ServiceLevel,
            "refund" => PromiseKind::Refund,
            "legal" => PromiseKind::Legal,
            "exclusivity" => PromiseKind::Exclusivity,
            _ => PromiseKind::Other,
        }
    }

    /// Needs a second pair of eyes whatever it says.
    pub fn is_sensitive(self) -> bool {
        use PromiseKind::{Exclusivity, Legal, Refund, ServiceLevel};
        matches!(self, ServiceLevel | Refund | Legal | Exclusivity)
    }
}

//! The types of commitments and risks that texts are searched for.

/// What a promise is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CommitmentType {
    /// A date, a duration or an order of events.
    Timeline,
    /// A lower price, a better payment term, or something that costs the customer nothing.
    Discount,
    /// A connection between systems.
    Integration,
    /// Something made for this customer.
    Customisation,
    /// More than was sold.
    Scope,
    /// A function that does not exist yet.
    Roadmap,
    /// Support hours, response times, a named person.
    ServiceLevel,
    /// Money back, or a way out of the contract.
    Refund,
    /// Anything else.
    Other,
}

impl CommitmentType {
    /// All types, in the order of outputs.
    pub const ALL: [CommitmentType; 9] = [
        CommitmentType::Timeline,
        CommitmentType::Discount,
        CommitmentType::Integration,
        CommitmentType::Customisation,
        CommitmentType::Scope,
        CommitmentType::Roadmap,
        CommitmentType::ServiceLevel,
        CommitmentType::Refund,
        CommitmentType::Other,
    ];

    /// The name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            CommitmentType::Timeline => "timeline",
            CommitmentType::Discount => "discount",
            CommitmentType::Integration => "integration",
            CommitmentType::Customisation => "customisation",
            CommitmentType::Scope => "scope",
            CommitmentType::Roadmap => "roadmap",
            CommitmentType::ServiceLevel => "service_level",
            CommitmentType::Refund => "refund",
            CommitmentType::Other => "other",
        }
    }
}

/// What is at stake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RiskType {
    /// No sponsor, champion or buyer, or only one contact.
    SponsorAbsent,
    /// Users or managers do not want it.
    LowBuyIn,
    /// Systems, network, devices, volume or site make it hard.
    TechnicalConstraint,
    /// Data, credentials, documents or access are not there or not usable.
    AccessOrDataMissing,
    /// Not enough time.
    AggressiveTimeline,
    /// Waits for a third party, another project, a hire or a decision outside the project.
    Dependency,
    /// Contract, privacy, security, works council or regulator open.
    LegalOrSecurityOpen,
    /// Camps, blockers, reorganisation, merger, a new chief with other plans.
    Political,
    /// Money not approved, cut, frozen, late or doubtful.
    Budget,
    /// Anything else.
    Other,
}

impl RiskType {
    /// All types, in the order of outputs.
    pub const ALL: [RiskType; 10] = [
        RiskType::SponsorAbsent,
        RiskType::LowBuyIn,
        RiskType::TechnicalConstraint,
        RiskType::AccessOrDataMissing,
        RiskType::AggressiveTimeline,
        RiskType::Dependency,
        RiskType::LegalOrSecurityOpen,
        RiskType::Political,
        RiskType::Budget,
        RiskType::Other,
    ];

    /// The name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            RiskType::SponsorAbsent => "sponsor_absent",
            RiskType::LowBuyIn => "low_buy_in",
            RiskType::TechnicalConstraint => "technical_constraint",
            RiskType::AccessOrDataMissing => "access_or_data_missing",
            RiskType::AggressiveTimeline => "aggressive_timeline",
            RiskType::Dependency => "dependency",
            RiskType::LegalOrSecurityOpen => "legal_or_security_open",
            RiskType::Political => "political",
            RiskType::Budget => "budget",
            RiskType::Other => "other",
        }
    }
}

/// Types of promises and of risks.
pub(super) const N_TYPES: usize = CommitmentType::ALL.len() + RiskType::ALL.len();

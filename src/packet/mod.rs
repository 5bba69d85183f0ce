//! Rows to packets: everything that the exports hold about one won deal's handoff, with where each thing stands.
//!
//! `assemble` decides who is who (`people`), what has been observed (`as_of`), which deals count
//! (`population`), which row belongs to which deal (`link`), what happened when (`events`) and what became of each
//! checklist item (`fields`). It judges nothing: that is for the rules.

mod alike;
mod as_of;
mod assemble;
mod boilerplate;
mod customers;
mod detail;
mod dossier;
mod elements;
mod escalations;
mod events;
mod fields;
mod gather;
mod history;
mod known;
mod link;
mod measure;
mod mine;
mod mined;
mod missing;
mod model;
mod people;
mod population;
mod segment;
mod stages;
mod terms;
mod text_state;
mod told;
mod words;
mod yearly;

pub use assemble::{Assembly, assemble};
pub use customers::{Churn, Customer, Life, Weight};
pub use detail::{
    ContactFacts, CustomerEnd, Detail, Fill, Known, Mark, MarkKind, REACH, RiskRecord, Role, Roles, ScopeTerm,
    Stakeholder, SubscriptionFact, Timed, Timing,
};
pub use dossier::Dossiers;
pub use known::{CALL, EMAIL, ENDED_STATUSES, KNOWN_WORDS, KnownWords, MEETING};
pub use mined::{
    CommitmentType, Kinds, Mined, MinedCommitment, MinedRisk, RiskType, ScopeAspect, ScopeConflict, Sentence,
};
pub use missing::{
    Missing, absent_touches, missing_column, missing_columns, missing_contacts, missing_csm, missing_emails,
    missing_owner_emails, missing_reviews, missing_table, missing_touches, recorded_kinds,
};
pub use model::{
    CustomerKey, Decision, ElementState, Escalation, EventPlaces, Events, FieldAnswer, FieldState, Packet, Place,
    Promise, PromiseKind, RiskTally, Scope, Stage, StateAtClose, SurveyAnswer, UNDIRECTED, UNREAD, Undirected, Unread,
};
pub(crate) use people::person_key;
pub use people::{Namesakes, People, PersonId};
pub use population::{OTHER_VERSION, OTHER_VIEW, Population};
pub use segment::{NoSegment, check_segment};
pub(crate) use stages::{says_standing, tells_standing};

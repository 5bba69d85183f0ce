//! What notes, call summaries, e-mails and free-text fields say: promises by the seller's side, and risks.
//!
//! Pure reading of text. It knows no CRM, no packet and no rule: a text and the side that wrote it go in, hits come out,
//! each with its type, the words that it rests on and the rule of language that fired. It is always a suggestion for a
//! person to confirm, never a fact.

mod kinds;

pub use kinds::{CommitmentType, RiskType};

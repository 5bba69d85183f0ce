//! The vocabulary that every stage shares: where a value comes from, instants and days, interned text.
//!
//! Glossary. **deal**: a won opportunity. **packet**: all that sales hands over for one deal. **stakeholder**: a person
//! at the customer, with a role. **commitment**: something promised, by whom, due when. **risk**: a known threat to
//! success. **handoff**: the dated transfer of ownership. **touch**: one contact by the success team after the handoff.
//! **cohort**: deals that share a period or a segment. **verdict**, **evidence**, **finding** (a missed verdict),
//! **problem** (a fact about the data), **origin** (file, line, column).
//!
//! Nothing here knows CSV, a rule, a figure or a page. Time zones come from the `jiff` crate with its bundled database,
//! so that two machines agree.

mod arena;
mod day;
mod digits;
mod interner;
mod mixing;
mod moment;
mod normal;
mod origin;
mod schema;
mod severity;
mod zone;

pub use arena::TextArena;
pub use day::{calendar_date, day_number, iso_date, iso_week};
pub use digits::{amount, counted, grouped};
pub use interner::{Interner, Sym};
pub use mixing::{GOLDEN_STEP, hash_of, mixed};
pub use moment::{DAY_MICROS, HOUR_MICROS, Moment, Precision};
pub use normal::{dotted_letters, fold, folds_alike, stage_key, word_key};
pub use origin::{FileId, Origin};
pub use schema::{Field, TableKind, ValueKind, named_fields};
pub use severity::Severity;
pub use zone::{Clock, DateOnly, LocalTime, Zone};

/// What a cohort and a person are called where the cell that would name them is blank.
pub const BLANK: &str = "(blank)";

/// What groups are called that are too small, or too many, to stand alone.
pub const SMALL_GROUPS: &str = "(small groups)";

//! Copies of one export, taken on several days: what the newest of them says stands.
//!
//! A folder that is filled every week holds the same list many times. Rows that are alike byte for byte collapse anyway;
//! the others would count once as they were and once as they are. Which of two files is the newer copy is told by their
//! names ([`series`]), what of the older one gives way by the table ([`retold`]). Lists of risks and promises that are no
//! such copies are still asked for entries that both hold ([`lists`]).

mod lists;
mod retold;
mod series;

pub(super) use lists::keep_the_last;
pub(super) use retold::Fate;
pub use series::OlderCopy;
pub(super) use series::older_copies;

/// Reason for a row or an entry that a newer copy tells anew, or no longer holds.
pub(crate) const OLDER_COPY: &str = "older-copy";

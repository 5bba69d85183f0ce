//! Text tables to typed tables: which table a file is, which field a heading is, which value a cell holds.
//!
//! Profiles are data (`profiles/*.toml`). A row that is not used stands in the ledger; a cell that cannot be read loses
//! neither its row nor its text.

mod accounts;
mod book;
mod called;
mod columns;
mod copies;
mod deal_names;
mod derive;
mod discover;
mod extend;
mod file;
mod footer;
mod join;
mod ledger;
mod lists;
mod load;
mod names;
mod note;
mod overlay;
mod parse;
mod profile;
mod propose;
mod recognise;
mod said;
mod seen;
mod settle;
mod spread;
mod strays;
mod survey;
mod told_stages;
mod unnumbered;
mod views;
mod writer;

pub use accounts::{AMBIGUOUS_NAME, LINKED_BY_DOMAIN, LINKED_BY_NAME, UNKNOWN_NAME};
pub use book::{Book, LedgerEntry, MeantWord, SourceFile};
pub use columns::{Bools, Cells, Column, Numbers, Symbols, Table, Texts, Times};
pub(crate) use copies::OLDER_COPY;
pub use copies::OlderCopy;
pub use extend::{Extended, extended};
pub(crate) use join::IDENTICAL_ROW;
pub(crate) use ledger::described;
pub(crate) use lists::{roles_in, words_in};
pub use load::{Error, load};
pub use names::{AccountNames, Budget, DealAccounts, Named};
pub use note::FileNote;
pub(crate) use overlay::TOLD_TWICE;
pub use parse::dates::DateReader;
pub(crate) use parse::text::{canonical_id, is_placeholder};
pub(crate) use propose::quoted;
pub use propose::{new_file, sources};
pub use recognise::ColumnUse;
pub(crate) use recognise::YES_OR_NO;
pub use said::{Kinds, Said, What};
pub use survey::{Example, Surveyed, SurveyedColumn, survey};
pub(crate) use views::{GIVES_WAY, Seen, newest_first, newest_of_each, seen_beside};
pub(crate) use writer::UNREADABLE_PERSON;

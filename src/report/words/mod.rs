//! What the report says, apart from how it is laid out: a folder a language, a file a topic, a function a sentence that
//! takes the figures which it names.
//!
//! English is shipped. Another language is another folder with the same functions; `use` below is the only place that
//! names one; fixed headings stand in the templates, of which a language has its own too. `tests/tidy.rs` sees to it that
//! nothing else of the report holds a sentence of its own.

mod en;

pub(crate) use en::*;

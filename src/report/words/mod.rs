//! What the report says, apart from how it is laid out: a folder a language, a file a topic, a function a sentence that
//! takes the figures which it names.
//!
//! English is shipped. Another language is another folder with the same functions; `use` below is the only place that
//! names one; fixed headings stand in the templates, of which a language has its own too. `tests/tidy.rs` sees to it that
//! nothing else of the report holds a sentence of its own.
//!
//! What the audit itself says (what a rule found and asks, why a figure cannot be computed, what to know about the data)
//! is made where it is found, once for all outputs, and is printed as it stands.

mod en;

pub(crate) use en::*;

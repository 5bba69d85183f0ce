//! English.

pub(crate) mod budget;
pub(crate) mod flow;
mod names;
pub(crate) mod paths;
pub(crate) mod returns;
pub(crate) mod sections;

pub(crate) use names::*;

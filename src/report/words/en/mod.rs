//! English.

pub(crate) mod budget;
pub(crate) mod cohorts;
pub(crate) mod cover;
pub(crate) mod coverage;
pub(crate) mod flow;
pub(crate) mod method;
pub(crate) mod month;
mod names;
pub(crate) mod packets;
pub(crate) mod paths;
pub(crate) mod plan;
pub(crate) mod proof;
pub(crate) mod returns;
pub(crate) mod sections;
pub(crate) mod work;

pub(crate) use names::*;

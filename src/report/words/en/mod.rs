//! English.

pub(crate) mod budget;
pub(crate) mod cohorts;
pub(crate) mod context;
pub(crate) mod cover;
pub(crate) mod coverage;
pub(crate) mod definitions;
pub(crate) mod files;
pub(crate) mod flips;
pub(crate) mod flow;
pub(crate) mod gates;
pub(crate) mod health;
pub(crate) mod maturity;
pub(crate) mod method;
pub(crate) mod month;
mod names;
pub(crate) mod observations;
pub(crate) mod packets;
pub(crate) mod paths;
pub(crate) mod plan;
pub(crate) mod proof;
pub(crate) mod questions;
pub(crate) mod readiness;
pub(crate) mod retention;
pub(crate) mod returns;
pub(crate) mod rules;
pub(crate) mod scores;
pub(crate) mod sections;
pub(crate) mod survival;
pub(crate) mod terms;
pub(crate) mod triage;
pub(crate) mod value;
pub(crate) mod work;

pub(crate) use names::*;

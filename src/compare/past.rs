//! An `audit.json` as far as a comparison needs it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use miette::Diagnostic;
use serde::Deserialize;
use serde_json::Value;

/// The shape that is understood.
const SCHEMA: &str = "handoff-audit/1";

/// Why an `audit.json` cannot be compared.
#[derive(Debug, thiserror::Error, Diagnostic)]
pub enum Error {
    /// The system refused.
    #[error("{}: cannot be read: {source}", path.display())]
    #[diagnostic(help("give the audit.json of an earlier report, or the folder that holds it"))]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Not JSON, or not of that shape.
    #[error("{}: is no audit.json: {source}", path.display())]
    #[diagnostic(help("give the audit.json that a run wrote, unchanged"))]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What did not fit, with line and column.
        source: serde_json::Error,
    },
    /// Its deals go by other names.
    #[error("the baseline calls its deals by other names: one of the two audits is anonymised, or with another key")]
    #[diagnostic(help("anonymise both with the same `[anonymise] key`, or neither"))]
    OtherNames,
    /// Another version of the shape.
    #[error("{}: has the schema \"{schema}\", expected \"{SCHEMA}\"", path.display())]
    #[diagnostic(help("make that audit anew from its exports with this version of the program"))]
    OtherSchema {
        /// The file.
        path: PathBuf,
        /// What it says.
        schema: String,
    },
}

/// An audit that was written before.
#[derive(Clone, Debug, Deserialize)]
pub struct Past {
    pub(super) schema: String,
    pub(super) tool: Tool,
    #[serde(default)]
    pub(super) title: String,
    pub(super) as_of: Option<String>,
    #[serde(default)]
    pub(super) timezone: String,
    #[serde(default)]
    pub(super) window: Window,
    #[serde(default)]
    pub(super) definitions: Vec<Definition>,
    pub(super) population: Population,
    pub(super) metrics: Vec<Figure>,
    pub(super) verdict: Verdict,
    #[serde(default)]
    pub(super) rules: Vec<Rule>,
    #[serde(default)]
    pub(super) rule_changes: Vec<RuleSetting>,
    #[serde(default)]
    pub(super) deals: Vec<Deal>,
    #[serde(default)]
    pub(super) reversed: Vec<Reversed>,
    #[serde(default)]
    sources: Vec<Source>,
    #[serde(default)]
    anonymised: Option<Pseudonyms>,
}

/// An export, as far as it says what was read of it.
#[derive(Clone, Debug, Deserialize)]
struct Source {
    #[serde(default)]
    columns: Vec<SourceColumn>,
}

#[derive(Clone, Debug, Deserialize)]
struct SourceColumn {
    /// `deals.why_now`; several with commas.
    field: Option<String>,
}

/// How its names were told.
#[derive(Clone, Debug, Deserialize)]
struct Pseudonyms {
    key_mark: String,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Tool {
    pub(super) version: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Window {
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Definition {
    pub(super) id: String,
    #[serde(default)]
    pub(super) value: Value,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Population {
    pub(super) in_scope: u64,
    pub(super) due: u64,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Figure {
    pub(super) id: String,
    #[serde(default)]
    pub(super) unit: String,
    pub(super) cohort: Cohort,
    pub(super) value: Option<f64>,
    pub(super) numerator: Option<f64>,
    pub(super) denominator: Option<f64>,
    pub(super) interval: Option<Interval>,
    pub(super) status: String,
    pub(super) reason: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub(super) struct Cohort {
    pub(super) dimension: String,
    pub(super) value: String,
}

#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct Interval {
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Verdict {
    pub(super) state: String,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Rule {
    pub(super) code: String,
    pub(super) severity: String,
    #[serde(default)]
    pub(super) title: String,
    #[serde(default)]
    pub(super) is_of_all: bool,
    #[serde(default)]
    pub(super) deals: u64,
    /// Deals that it could judge; `None` in an audit that does not say.
    #[serde(default)]
    pub(super) judged: Option<u64>,
}

impl Rule {
    /// Whether a deal without the finding is known not to have it.
    pub(super) fn is_judged(&self) -> bool {
        self.judged != Some(0)
    }
}

/// What `[rules]` of its `audit.toml` says of one rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub(super) struct RuleSetting {
    pub(super) code: String,
    pub(super) change: String,
}

/// A deal whose win was taken back.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Reversed {
    pub(super) deal_id: String,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Deal {
    pub(super) deal_id: String,
    #[serde(default)]
    pub(super) name: String,
    /// `in_scope`, or of a renewal; empty in an audit that does not say.
    #[serde(default)]
    scope: String,
    #[serde(default)]
    pub(super) findings: Vec<String>,
    /// Codes of rules that a cell of the deal, which could not be read, keeps from judging it.
    #[serde(default)]
    unread: Vec<String>,
}

impl Deal {
    /// Whether a rule that judges others can judge this deal.
    pub(super) fn can_be_judged(&self, code: &str) -> bool {
        !self.unread.iter().any(|unread| unread == code)
    }
}

impl Past {
    /// Reads a file, or the `audit.json` of a folder.
    ///
    /// # Errors
    ///
    /// When it cannot be read, is no JSON of that shape, or has another schema.
    pub fn read(path: &Path) -> Result<Past, Error> {
        let path = if path.is_dir() { path.join("audit.json") } else { path.to_owned() };
        let bytes = fs::read(&path).map_err(|source| Error::Unreadable { path: path.clone(), source })?;
        Past::parse(&bytes, &path)
    }

    /// Whether its deals go by the same names as those of an audit with that mark of its key, or without pseudonyms.
    ///
    /// # Errors
    ///
    /// [`Error::OtherNames`] when they do not.
    pub fn check_names(&self, key_mark: Option<&str>) -> Result<(), Error> {
        let own = self.anonymised.as_ref().map(|anonymised| anonymised.key_mark.as_str());
        if own == key_mark { Ok(()) } else { Err(Error::OtherNames) }
    }

    /// Every field that a column was read as: `deals.why_now`.
    pub(super) fn fields(&self) -> BTreeSet<&str> {
        let fields =
            self.sources.iter().flat_map(|source| &source.columns).filter_map(|column| column.field.as_deref());
        // Behind a field may stand, in brackets, the stage that its heading names, which may hold a comma.
        let is_field =
            |name: &&str| name.chars().all(|sign| sign.is_ascii_lowercase() || "._0123456789".contains(sign));
        fields
            .flat_map(|fields| fields.split(','))
            .filter_map(|part| part.split(" (").next())
            .map(str::trim)
            .filter(is_field)
            .collect()
    }

    /// A rule in force, by its code.
    pub(super) fn rule(&self, code: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.code == code)
    }

    /// From the bytes of an `audit.json`; `path` is its name in messages.
    ///
    /// # Errors
    ///
    /// As [`Past::read`].
    pub fn parse(bytes: &[u8], path: &Path) -> Result<Past, Error> {
        let mut past: Past =
            serde_json::from_slice(bytes).map_err(|source| Error::Malformed { path: path.to_owned(), source })?;
        if past.schema != SCHEMA {
            return Err(Error::OtherSchema { path: path.to_owned(), schema: past.schema });
        }
        // As the figures: of deals in scope.
        past.deals.retain(|deal| matches!(deal.scope.as_str(), "in_scope" | ""));
        Ok(past)
    }
}

//! What an audit rests on: the program, the exports, the definitions in force, and whether they can be trusted.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

/// The program that made the audit.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Tool {
    /// `handoff-audit`.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

/// Local days, ISO; the end is not in.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Window {
    /// First day, when set.
    pub from: Option<String>,
    /// First day after, when set.
    pub to: Option<String>,
}

/// A contested definition.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Definition {
    /// Key in `[definitions]`.
    pub id: String,
    /// Value in force.
    pub value: serde_json::Value,
    /// `assumed` or `confirmed`.
    pub status: &'static str,
    /// Who confirmed it.
    pub by: Option<String>,
    /// When.
    pub on: Option<String>,
}

/// A file and its ledger: `rows_read` = `rows_used` + the sum of `rows_set_aside`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Source {
    /// Path relative to the source folder.
    pub path: String,
    /// The table it was taken as; `None` when it was not used.
    pub table: Option<&'static str>,
    /// The profile.
    pub profile: Option<String>,
    /// Why it was taken so, or why not.
    pub why: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// Size on disk.
    pub bytes: u64,
    /// Encoding as read.
    pub encoding: String,
    /// The character between cells, in words.
    pub delimiter: String,
    /// Physical line of the header, from 1.
    pub header_line: u32,
    /// Physical records after the header that are not blank.
    pub rows_read: u64,
    /// Rows that became part of a table; some of them may find no deal (`population.unlinked`) or give way to a newer row of
    /// their deal, and then stand in the ledger too.
    pub rows_used: u64,
    /// The others, by reason.
    pub rows_set_aside: BTreeMap<String, u64>,
    /// Every heading, and the field it was taken as.
    pub columns: Vec<SourceColumn>,
    /// What was decided for this file, in sentences.
    pub notes: Vec<String>,
    /// The words that `[source.values]` of audit.toml tells; left out where it tells none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<SourceWord>,
}

/// A word of an export that is read as another.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SourceWord {
    /// `table.field`.
    pub field: String,
    /// As exported.
    pub exported: String,
    /// As it is read.
    pub meant: String,
    /// In how many cells it stood.
    pub cells: u64,
}

/// A heading.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SourceColumn {
    /// As exported.
    pub heading: String,
    /// `table.field`, or `None`.
    pub field: Option<String>,
    /// Why.
    pub how: String,
    /// How sure that is, 0 to 1; `None` where the column is not used.
    pub confidence: Option<f64>,
    /// Fields that it might be as well, each with why it is not.
    pub rivals: Vec<String>,
    /// Cells that held text which could not be read as the field's kind.
    pub unreadable: u64,
}

/// A won deal that no rate counts.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DealAside {
    /// Its id.
    pub deal_id: String,
    /// Its name; empty where no export has one.
    pub name: String,
    /// When it was won, RFC 3339 in UTC.
    pub won_at: Option<String>,
    /// The stage in which it is now, as exported; empty where its row names none.
    pub stage: String,
    /// Its type as exported; empty where its row names none.
    pub deal_type: String,
    /// The owner of the deal as exported; empty where nobody is named.
    pub owner: String,
    /// Where its row stands.
    pub origin: String,
}

/// Counts after identical rows collapsed.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Population {
    /// Deals.
    pub rows: u64,
    /// Won.
    pub won: u64,
    /// In scope.
    pub in_scope: u64,
    /// Past the review service level.
    pub due: u64,
    /// Not yet.
    pub fresh: u64,
    /// Won once and not won now.
    pub reversed: u64,
    /// Won twice.
    pub reopened: u64,
    /// Renewals and expansions.
    pub renewals: u64,
    /// Won deals of a type that is out of scope.
    pub other_types: u64,
    /// Rows that repeated another row, or were another version or view of the same deal.
    pub duplicates: u64,
    /// Implementation records set aside.
    pub implementation: u64,
    /// Child rows that found no deal, by table.
    pub unlinked: BTreeMap<&'static str, u64>,
}

/// A condition under which an audit must not go ahead.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Readiness {
    /// Its id.
    pub id: &'static str,
    /// Its question.
    pub title: &'static str,
    /// `ready`, `not_ready` or `unknown`.
    pub state: &'static str,
    /// The counts that it rests on.
    pub evidence: String,
    /// The state by the exports alone.
    pub observed: &'static str,
    /// What somebody told about it, which overrides the exports.
    pub told: Option<Told>,
}

/// What somebody told, with a name and a day; never shown as observed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Told {
    /// `yes`, `no`, `partly`, or their words.
    pub answer: String,
    /// Who.
    pub by: String,
    /// The day, ISO.
    pub on: String,
    /// More words.
    pub note: Option<String>,
    /// What bears it out.
    pub evidence: Option<String>,
}

/// A question of the questionnaire.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AskedQuestion {
    /// Its id.
    pub id: &'static str,
    /// What it belongs to.
    pub topic: &'static str,
    /// The question.
    pub question: &'static str,
    /// Why it is asked.
    pub why: &'static str,
    /// The answer; `None` for an open question.
    pub told: Option<Told>,
}

/// Something to mend before outcomes are read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Fix {
    /// What to do.
    pub what: String,
    /// The counts that it rests on.
    pub because: String,
}

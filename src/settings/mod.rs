//! What the user decided: `audit.toml` and the command line, checked once, so that no later stage has to.
//!
//! [`load`] reads and validates, reporting every complaint in one go with its place in the file. What is not set keeps
//! the default of the specification and the status *assumed*. After validation nothing is checked again.

mod anonymise;
mod checklist;
mod checklist_parse;
mod dates;
mod definitions;
mod error;
mod names;
pub mod questionnaire;
mod raw;
mod suggest;
mod thresholds;
mod validate;

pub use anonymise::{Anonymise, Withheld};
pub use checklist::{Category, Checklist, Element, Item, Measure, Need, Placeholders, Source, Tier};
pub use definitions::{Definition, Definitions, RetentionOrigin, Status, SyncActivity};
pub use error::{Complaint, Error};
pub use names::Names;
pub use questionnaire::Questionnaire;
pub use thresholds::{THRESHOLDS, Threshold, Thresholds};
pub use validate::{Overrides, load, load_knowing, parse, parse_knowing};

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::domain::TableKind;
use crate::domain::Zone;

/// Everything that was decided, validated.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `[audit]`: name, window, as-of.
    pub audit: AuditInfo,
    /// The values of `[definitions]`.
    pub definitions: Definitions,
    /// Each definition with its value as text and its status, in the order of the specification.
    pub definition_log: Vec<Definition>,
    /// The audit's zone with its meaning of dates.
    pub zone: Zone,
    /// `[[source]]` entries in order; empty when everything is to be inferred from a folder.
    pub sources: Vec<SourceSetting>,
    /// The folder that relative source paths start from, or the folder of exports itself.
    pub base: PathBuf,
    /// `[tiers]`.
    pub tiers: Tiers,
    /// The checklist in force.
    pub checklist: Checklist,
    /// Extra cohort columns: headings of deals columns named in `[cohorts] columns`.
    pub cohort_columns: Vec<String>,
    /// `[rates]`: currency to units of the audit's currency; `None` when the section is absent.
    pub rates: Option<BTreeMap<String, f64>>,
    /// `[links]`: link templates with `{id}`.
    pub links: Links,
    /// `[rules]`: switched-off rules and changed severities, by code or slug as written.
    pub rules: BTreeMap<String, RuleSetting>,
    /// Numbers in rules that `[rules]` sets.
    pub thresholds: Thresholds,
    /// `[targets]`: metric id to the value that the team aims at; known ones when the caller knows them.
    pub targets: BTreeMap<String, f64>,
    /// `[[event]]` entries in order of day.
    pub events: Vec<Event>,
    /// `[anonymise]` with what the command line adds.
    pub anonymise: Anonymise,
    /// What people told, from `questionnaire.toml` in the same folder.
    pub questionnaire: Questionnaire,
}

impl Settings {
    /// What is in force when nobody decided anything: exports to be found in `base`.
    pub fn defaults(base: &Path) -> Settings {
        validate::parse("", base, base, &Overrides::default()).expect("nothing is nothing to complain about")
    }
}

/// `[audit]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AuditInfo {
    /// Title of the audit.
    pub name: Option<String>,
    /// Client, for consultants.
    pub client: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// `pilot`, `monthly` or `gap`.
    pub view: View,
    /// The instant up to which the exports observe.
    pub as_of: Option<AsOf>,
    /// First local day of the window (days since 1970-01-01).
    pub from: Option<i32>,
    /// First local day after the window.
    pub to: Option<i32>,
    /// Only deals of this segment.
    pub segment: Option<String>,
    /// Currency of amounts that name none.
    pub currency: Option<String>,
}

/// Which order and depth the page has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// CS operations, weekly.
    #[default]
    Pilot,
    /// Leadership, monthly.
    Monthly,
    /// Current-state gap analysis.
    Gap,
}

/// `as_of` as it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsOf {
    /// The end of that local day.
    Day(i32),
    /// An instant, UTC microseconds.
    Instant(i64),
    /// A local time without a zone, microseconds of the local clock.
    Local(i64),
}

/// One `[[source]]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceSetting {
    /// Path relative to the settings' folder; `*` and `?` are wildcards in the file name.
    pub path: String,
    /// The table it is, when said.
    pub table: Option<TableKind>,
    /// The profile by name, when said.
    pub profile: Option<String>,
    /// One byte between cells, when said.
    pub delimiter: Option<u8>,
    /// Encoding label, when said.
    pub encoding: Option<String>,
    /// Physical line of the header, when said.
    pub header_line: Option<u32>,
    /// Whether the day or the month stands first where a date could be read in both ways, when said.
    pub date_order: Option<DateOrder>,
    /// Which mark stands before the decimals of numbers, when said.
    pub decimal: Option<DecimalMark>,
    /// Canonical field to heading, as written; the empty heading where `false` says that no column holds the field.
    pub columns: Vec<(String, String)>,
    /// What words of the export mean, field by field.
    pub values: Vec<SourceWords>,
    /// Byte range of this entry's `path` value in the settings text, for messages.
    pub span: (usize, usize),
}

/// What the words of a field mean in one `[[source]]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceWords {
    /// The field's name.
    pub field: String,
    /// A word as exported, and the word of the program that it stands for; yes or no where the field holds that.
    pub words: Vec<(String, String)>,
}

/// Which of the two numbers before the year comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// 31/12/2026.
    DayFirst,
    /// 12/31/2026.
    MonthFirst,
}

/// The mark between units and decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DecimalMark {
    /// 1,234.56.
    #[default]
    Point,
    /// 1.234,56.
    Comma,
}

/// `[tiers]`: which checklist a deal is held to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tiers {
    /// Segment (compared like stages) to tier.
    pub by_segment: BTreeMap<String, Tier>,
    /// At or above this amount: high touch.
    pub amount_high_touch: Option<f64>,
    /// What remains; [`Tier::HighTouch`] when not set.
    pub default: Option<Tier>,
}

/// `[links]`: templates of links to CRM records.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Links {
    /// Deal record, `{id}` is replaced.
    pub deal: Option<String>,
    /// Account record.
    pub account: Option<String>,
}

/// One `[[event]]`: something that the charts mark, `launch` of the roll-out above all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The local day (days since 1970-01-01).
    pub day: i32,
    /// What kind of thing it is, as written.
    pub kind: String,
    /// What the chart says; the kind when not set.
    pub label: String,
}

/// One rule's entry in `[rules]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleSetting {
    /// Whether the rule runs.
    pub is_on: bool,
    /// A severity other than the rule's own.
    pub severity: Option<crate::domain::Severity>,
}

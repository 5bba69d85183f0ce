//! Profiles: which headings a CRM or a billing system gives its exports, as data.
//!
//! A profile is `profiles/<name>.toml` and one line in [`profiles`]. Its schema:
//!
//! ```toml
//! title = "HubSpot object exports"      # for sentences
//! internal_names = true                 # headings without a capital are internal names (a word in the report only)
//! marks = ["_fivetran_synced"]          # taken on its own accord only when the file has one of these
//! includes = ["salesforce_api"]         # the tables of that profile are tables of this one too
//! skip = [{ headings = ["IsDeleted"], unless = false, reason = "deleted in the CRM" }]   # rows not used: where the cell
//!                                       # says yes, or no (`unless = true`), or anything (`filled = true`)
//!
//! [[table]]                             # a kind of file
//! name = "deals"                        # for sentences
//! table = "deals"                       # the canonical table
//! all = ["Record ID", ["Deal Name", "Deal"]]   # headings that make the file one of these: all of them (of a list within
//!                                       # this list one of its headings),
//! any = ["Deal Stage"]                  # one of them,
//! none = ["First Name"]                 # none of them
//! together = [["Amount"], ["Close Date"]]   # of no two of these lists one each: together they are another kind of file
//! files = ["deal"]                      # parts of the file name; a tie-breaker
//! unused = "..."                        # known, and left out on purpose: why
//! strict = true                         # only where these hold, also in a file whose table `audit.toml` names
//! named = true                          # only where the file's name holds one of `files`
//! asks = 3                              # at least so many fields of a deal are asked for by the headings (questions.toml), and
//!                                       # the file's name is one of `files`, or twice as many
//! stage_entries = true                  # `Date entered ".."` columns are read as stage history
//! associated = "contact"                # `Associated Contact IDs (Champion)` columns are read as the deal's contacts
//! requires = ["Associated Deal IDs"]    # one of these must not be blank for a row to be one of the table's
//! [table.fields]
//! deal_id = ["Record ID", "hs_object_id"]                       # the first heading that is there feeds the field
//! occurred_at = { from = ["CompletedDateTime", "ActivityDate"], merge = true }   # the first cell that is not blank
//! type = { from = ["TaskSubtype", "Type"], merge = true, weak = ["Task"] }      # a value that gives way to a later one
//! name = { from = ["Name"], join = ["First Name", "Last Name"] }                 # joined where no `from` is there
//! deal_id = { from = ["OpportunityId"], prefixed = ["WhatId"], prefixes = ["006"] }   # else cells that start so
//! account_id = { from = ["Customer ID"], names = ["Customer"] } # words that stand beside the id, or in its place
//! is_won = { from = ["IsWon"], blank = "false" }                # what a blank cell stands for
//! type = { absent = "meeting" }        # the value where no heading is there; without headings, of every row
//! outcome = { from = ["no_show_c"], values = { no-show = ["TRUE"] } }            # canonical value = exported values
//! type = { from = ["Note Type"], other = "note" }               # what any other word stands for
//! role = { flags = { champion = ["Badge: Champion"] } }         # the values of the cells that say yes, as a list
//! type = { from = ["Type"], when = { headings = ["Status"], values = ["Open"], is = "task" } }    # another value in some
//! ended_at = { from = ["Ended"], when = { headings = ["Status"], values = ["gone"], from = ["Left"] } }   # rows, or columns
//! [[table.also]]                        # another table that the same rows feed: as above, and
//! same = ["deal_id"]                    # fields that are fed as in the file's own table
//!
//! [[catalogue]]                         # a dump of pipeline stages
//! all = ["stage_id", "closed_won"]
//! stage = ["stage_id"]
//! label = ["label"]
//! won = ["closed_won"]                  # without it the label says whether a stage is a won one
//! none = ["deal_id"]                    # none of these headings
//! ```
//!
//! A heading is compared trimmed, without `" (UTC)"` or the kind of its cells (`(Y/N)`, `(date)`), without the prefixes
//! `property_` and `Deal - ` (Pipedrive's) and the suffix `__c` or `_c`, then folded. Behind its own headings every profile takes canonical names,
//! `handoff_fields.toml` and, with a low confidence, `likely.toml`. Exported values that mean the same in every system
//! are in `values.toml`. The generic profile is the schema itself and has no file.

mod raw;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

pub(crate) use raw::common_values;

use crate::domain::fold;

use crate::domain::TableKind;

/// The name of the profile whose headings are the canonical names.
pub(crate) const GENERIC: &str = "generic";

/// A profile.
#[derive(Clone, Debug)]
pub(crate) struct Profile {
    /// Its file name without the ending.
    pub(crate) name: &'static str,
    /// For sentences.
    pub(crate) title: String,
    /// Folded headings of which a file must have one; empty: no condition.
    pub(crate) marks: Vec<String>,
    /// Kinds of file, those of included profiles last.
    pub(crate) tables: Vec<TableRule>,
    /// Dumps of pipeline stages.
    pub(crate) catalogues: Vec<CatalogueRule>,
}

/// A kind of file.
#[derive(Clone, Debug)]
pub(crate) struct TableRule {
    /// For sentences.
    pub(crate) name: String,
    /// The canonical table.
    pub(crate) table: TableKind,
    /// Groups of headings; of each one must be there.
    pub(crate) all: Vec<Vec<Name>>,
    /// Headings of which one must be there; empty: no condition.
    pub(crate) any: Vec<Name>,
    /// Headings that must not be there.
    pub(crate) none: Vec<Name>,
    /// Groups of headings of which two must not be there.
    pub(crate) together: Vec<Vec<Name>>,
    /// Folded parts of file names.
    pub(crate) files: Vec<String>,
    /// Why such a file is not used.
    pub(crate) unused: Option<String>,
    /// Whether its headings must be there although `audit.toml` names its table.
    pub(crate) is_strict: bool,
    /// Whether the file's name must hold one of `files`.
    pub(crate) is_named: bool,
    /// How many fields of a deal the headings must ask for, as questions of a form; 0: none.
    pub(crate) asks: usize,
    /// Whether `Date entered` columns are read.
    pub(crate) stage_entries: bool,
    /// Whether columns of labelled associations are read, and with which object: `contact` or `deal`.
    pub(crate) associated: Option<&'static str>,
    /// Rows that are not used.
    pub(crate) skip: Vec<SkipRule>,
    /// Headings of which one must not be blank.
    pub(crate) requires: Vec<Name>,
    /// In the order of the schema.
    pub(crate) fields: Vec<FieldRule>,
    /// Positions of fields that are fed as in the file's own table, by name.
    pub(crate) same: Vec<String>,
    /// Other tables that the rows feed.
    pub(crate) also: Vec<TableRule>,
}

/// What feeds a field.
#[derive(Clone, Debug)]
pub(crate) struct FieldRule {
    /// Position in the table's fields.
    pub(crate) field: usize,
    /// Headings, the preferred one first.
    pub(crate) from: Vec<Name>,
    /// Values that count only where no later column says more, folded.
    pub(crate) weak: Vec<String>,
    /// All of them, the first cell that is not blank; otherwise the first heading that is there.
    pub(crate) merge: bool,
    /// Headings whose cells are joined where none of `from` is there.
    pub(crate) join: Vec<Name>,
    /// Headings whose cells count when they start with one of `prefixes`, where none of `from` is there.
    pub(crate) prefixed: Vec<Name>,
    /// Beginnings of ids.
    pub(crate) prefixes: Vec<String>,
    /// Of the id of a deal or an account: headings that name it in words, an account by its name or its domain.
    pub(crate) names: Vec<Name>,
    /// What a blank cell stands for.
    pub(crate) blank: Option<String>,
    /// The value of every row where none of the headings is there.
    pub(crate) absent: Option<String>,
    /// Folded exported value and canonical value.
    pub(crate) values: Vec<(String, String)>,
    /// The canonical value of words that are not among these.
    pub(crate) other: Option<String>,
    /// Yes-or-no headings, each with the value that a yes stands for, where none of `from` is there.
    pub(crate) flags: Vec<(Name, String)>,
    /// Rows that are an exception.
    pub(crate) when: Option<WhenRule>,
}

/// Rows in which a field has another value, told by another cell.
#[derive(Clone, Debug)]
pub(crate) struct WhenRule {
    /// The cells that tell.
    pub(crate) headings: Vec<Name>,
    /// What one of them says in such a row, folded.
    pub(crate) values: Vec<String>,
    /// The field's value there, whatever its own cells say.
    pub(crate) is: Option<String>,
    /// Headings that fill the field there where its own cells are blank.
    pub(crate) from: Vec<Name>,
}

/// Rows to set aside.
#[derive(Clone, Debug)]
pub(crate) struct SkipRule {
    /// Any of these columns.
    pub(crate) headings: Vec<Name>,
    /// When the cell says no rather than yes.
    pub(crate) unless: bool,
    /// When the cell says anything at all.
    pub(crate) filled: bool,
    /// For the ledger.
    pub(crate) reason: String,
}

/// A dump of pipeline stages.
#[derive(Clone, Debug)]
pub(crate) struct CatalogueRule {
    /// Headings that must all be there.
    pub(crate) all: Vec<Name>,
    /// Headings that must not be there.
    pub(crate) none: Vec<Name>,
    /// The stage's id.
    pub(crate) stage: Vec<Name>,
    /// Its label.
    pub(crate) label: Vec<Name>,
    /// Whether it is a won stage; empty: its label says so.
    pub(crate) won: Vec<Name>,
}

/// A heading of a profile.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    /// As the profile writes it.
    pub(crate) text: String,
    /// It is an internal name rather than a label.
    pub(crate) is_internal: bool,
    /// How it is compared.
    pub(crate) key: Key,
}

impl TableRule {
    /// The rule of a field.
    pub(crate) fn field(&self, position: usize) -> Option<&FieldRule> {
        self.fields.iter().find(|rule| rule.field == position)
    }
}

impl FieldRule {
    /// Whether every row has the same value, without any heading.
    pub(crate) fn is_constant(&self) -> bool {
        self.absent.is_some()
            && self.from.is_empty()
            && self.join.is_empty()
            && self.prefixed.is_empty()
            && self.flags.is_empty()
    }
}

/// How a heading is compared: as it is, and without the marks that connectors and custom fields add.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    /// Folded.
    pub(crate) whole: String,
    /// Folded without `" (UTC)"`, the kind or the scale of its cells, `property_`, `custom_`, `Deal - `, `__c` and `_c`.
    pub(crate) bare: String,
}

/// What may stand behind a heading for the kind of its cells: of sheets whose answers are yes or no, and of ClickUp.
const KINDS_OF_CELLS: [&str; 11] = [
    "(y/n)",
    "(yes/no)",
    "(true/false)",
    "(j/n)",
    "(ja/nein)",
    "(s/n)",
    "(short text)",
    "(text)",
    "(drop down)",
    "(users)",
    "(labels)",
];

/// The same of days.
const KINDS_OF_DAYS: [&str; 4] = ["(date)", "(dd/mm/yyyy)", "(mm/dd/yyyy)", "(yyyy-mm-dd)"];

/// What stands behind a record in a custom field of Salesforce for the id that another system gave it, and by which an org
/// refers to it: a migration's `OpportunityExtId__c` is the opportunity's id wherever there is no other.
const WHOSE_IDS: [&str; 4] = ["ExtId", "_Ext_Id", "ExternalId", "_External_Id"];

/// The lowest and the highest answer of a scale; the lowest may be left to what is usual.
pub(crate) type Scale = (Option<u32>, u32);

/// A heading without the scale behind it, and the scale: `CSAT (1-5)`, `Rating (out of 10)`.
pub(crate) fn scale_of(heading: &str) -> Option<(&str, Scale)> {
    let (stem, scale) = heading.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    let number = |text: &str| text.trim().parse::<u32>().ok().filter(|number| *number <= 100);
    let scale = scale.trim().to_lowercase();
    let highest = scale.strip_prefix("out of ").or_else(|| scale.strip_prefix('/')).and_then(number);
    let ends = || [" to ", "-", "\u{2013}"].into_iter().find_map(|between| scale.split_once(between));
    let range = || ends().and_then(|(low, high)| Some((number(low)?, number(high)?)));
    let scale = highest.map(|high| (None, high)).or_else(|| range().map(|(low, high)| (Some(low), high)))?;
    let is_one = !stem.trim().is_empty() && scale.0.unwrap_or(0) < scale.1;
    is_one.then_some((stem.trim_end(), scale))
}

/// What stands before an end that is written so, in any case.
fn without_end<'a>(heading: &'a str, end: &str) -> Option<&'a str> {
    let (stem, rest) = heading.split_at_checked(heading.len().checked_sub(end.len())?)?;
    rest.eq_ignore_ascii_case(end).then_some(stem)
}

impl Key {
    /// The key of a heading.
    pub(crate) fn of(heading: &str) -> Key {
        let whole = fold(heading);
        let mut bare = heading.trim();
        bare = bare.strip_suffix("(UTC)").unwrap_or(bare).trim_end();
        bare = bare.strip_prefix("property_").or_else(|| bare.strip_prefix("custom_")).unwrap_or(bare);
        bare = scale_of(bare).map_or(bare, |(stem, _)| stem);
        bare = bare.strip_prefix("Deal - ").unwrap_or(bare);
        let custom = ["__c", "__C", "_c"].into_iter().find_map(|mark| bare.strip_suffix(mark));
        let whose = custom.and_then(|bare| WHOSE_IDS.into_iter().find_map(|kind| without_end(bare, kind)));
        if let Some(whose) = whose.map(fold).filter(|whose| !whose.is_empty()) {
            return Key { whole, bare: format!("{whose}id") };
        }
        bare = custom.unwrap_or(bare);
        // `Kickoff (date)` is the date of the kickoff; what is a date already is not one twice.
        let dated = KINDS_OF_DAYS.into_iter().find_map(|kind| without_end(bare, kind));
        let dated = dated.map(|stem| (stem.trim_end(), fold(stem)));
        let bare = match dated {
            Some((stem, folded)) if !folded.ends_with("date") => fold(&format!("{stem} date")),
            Some((_, folded)) => folded,
            None => fold(KINDS_OF_CELLS.into_iter().find_map(|kind| without_end(bare, kind)).unwrap_or(bare)),
        };
        Key { whole, bare }
    }

    /// Whether two headings are the same one.
    #[cfg(test)]
    pub(crate) fn matches(&self, other: &Key) -> bool {
        self.whole == other.whole || self.bare == other.bare
    }
}

/// All profiles but the generic one. The order breaks the last ties.
pub(crate) fn profiles() -> &'static [Profile] {
    &PROFILES
}

/// What any export may carry beside its own fields: one rule a table, and tables fed beside it in `also`.
pub(crate) fn handoff_fields() -> &'static [TableRule] {
    &HANDOFF_FIELDS
}

/// Headings that are likely, not known, to mean a field: one rule a table, taken behind everything else.
pub(crate) fn likely() -> &'static [TableRule] {
    &LIKELY
}

/// The profile of that name.
pub(crate) fn named(name: &str) -> Option<&'static Profile> {
    profiles().iter().find(|profile| profile.name == name)
}

static PROFILES: LazyLock<Vec<Profile>> = LazyLock::new(|| {
    raw::profiles(&[
        ("hubspot", include_str!("profiles/hubspot.toml")),
        ("warehouse", include_str!("profiles/warehouse.toml")),
        ("salesforce_api", include_str!("profiles/salesforce_api.toml")),
        ("salesforce_report", include_str!("profiles/salesforce_report.toml")),
        ("pipedrive", include_str!("profiles/pipedrive.toml")),
        ("dynamics", include_str!("profiles/dynamics.toml")),
        ("stripe", include_str!("profiles/stripe.toml")),
        ("chargebee", include_str!("profiles/chargebee.toml")),
        ("billing", include_str!("profiles/billing.toml")),
        ("asana", include_str!("profiles/asana.toml")),
        ("clickup", include_str!("profiles/clickup.toml")),
        ("monday", include_str!("profiles/monday.toml")),
        ("jira", include_str!("profiles/jira.toml")),
        ("rocketlane", include_str!("profiles/rocketlane.toml")),
        ("guidecx", include_str!("profiles/guidecx.toml")),
        ("gainsight", include_str!("profiles/gainsight.toml")),
        ("churnzero", include_str!("profiles/churnzero.toml")),
        ("clientsuccess", include_str!("profiles/clientsuccess.toml")),
        ("planhat", include_str!("profiles/planhat.toml")),
        ("gong", include_str!("profiles/gong.toml")),
        ("tracker", include_str!("profiles/tracker.toml")),
    ])
    .expect("the shipped profiles follow the schema")
});

static HANDOFF_FIELDS: LazyLock<Vec<TableRule>> =
    LazyLock::new(|| tables("handoff_fields", include_str!("profiles/handoff_fields.toml")));

static LIKELY: LazyLock<Vec<TableRule>> = LazyLock::new(|| tables("likely", include_str!("profiles/likely.toml")));

fn tables(name: &'static str, text: &str) -> Vec<TableRule> {
    let mut profiles = raw::profiles(&[(name, text)]).expect("the shipped headings follow the schema");
    profiles.pop().map_or_else(Vec::new, |profile| profile.tables)
}

//! Headings and a sample to a plan: which table a file is, which column feeds which field, and why.
//!
//! Profiles are data ([`super::profile`]); this file and its children only weigh them. A heading is bound to one field
//! of a table at most, an exact heading is never passed over for a likely one, and a file that is no known table is
//! refused with the nearest table named. A file name breaks ties; it never decides.

mod associations;
mod bind;
mod candidate;
mod decisions;
mod headings;
mod how;
mod overrides;
mod questions;
mod shape;
mod stages;
#[cfg(test)]
mod tests;
mod words;

use serde::Serialize;

use super::parse::decisions::decision_in;
use super::parse::kinds::kind_in;
use super::profile::{self, GENERIC, Name, Profile};
use crate::domain::{TableKind, named_fields};
use bind::Binding;
use candidate::Candidate;
use headings::Headings;
use overrides::Overrides;

/// How the word on a column begins whose cells say yes or no where its heading asks for more.
pub(crate) const YES_OR_NO: &str = "not used: its cells say no more than yes or no";

/// What a file is and how it is read.
#[derive(Clone, Debug)]
pub(crate) struct Recognition {
    /// The profile by name; `generic` where the headings are canonical names.
    pub(crate) profile: String,
    /// What its rows are.
    pub(crate) purpose: Purpose,
    /// One entry a heading, in the order of the file.
    pub(crate) columns: Vec<ColumnUse>,
    /// One sentence for the reader of the report.
    pub(crate) why: String,
    /// From 0 to 1; our judgement: share of the table's identifying headings that are there, less where a name decided.
    pub(crate) confidence: f64,
}

impl Recognition {
    /// The tables that the file fills, its own first; none for a catalogue of stages.
    pub(crate) fn plans(&self) -> &[TablePlan] {
        match &self.purpose {
            Purpose::Tables(plans) => plans,
            Purpose::StageCatalogue { .. } => &[],
        }
    }
}

/// What the rows of a file are.
#[derive(Clone, Debug)]
pub(crate) enum Purpose {
    /// Rows of tables. The first is the file's own table; the others are fed beside it.
    Tables(Vec<TablePlan>),
    /// A dump of the CRM's pipeline stages.
    StageCatalogue {
        /// Column of the stage's id.
        stage: usize,
        /// Column of its label.
        label: Option<usize>,
        /// Column that says whether it is a won stage; `None`: its label does.
        won: Option<usize>,
    },
}

/// What became of a heading.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ColumnUse {
    /// As exported.
    pub heading: String,
    /// `deals.amount`, or `stage_history.entered_at (Closed Won)`; `None` when it is not used.
    pub field: Option<String>,
    /// How it was bound, or why it was not.
    pub how: String,
    /// How sure that is, from 0 to 1; `None` when it is not used.
    pub confidence: Option<f64>,
    /// Fields that it might be as well and is not taken for, the nearest first, each with the reason.
    pub rivals: Vec<String>,
    /// No field is read from it, though its first cells are texts of several words.
    #[serde(skip)]
    pub is_unread_text: bool,
}

impl ColumnUse {
    /// Every field that it feeds: `deals.amount`.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.field.iter().flat_map(|all| named_fields(all))
    }
}

/// How the rows of a file become rows of one table.
#[derive(Clone, Debug)]
pub(crate) struct TablePlan {
    /// The table.
    pub(crate) table: TableKind,
    /// One entry a field that the file holds (or that the file's kind implies), in the order of the schema.
    pub(crate) fields: Vec<FieldPlan>,
    /// `Date entered ".."` columns: each is a row of the stage history.
    pub(crate) stage_entries: Vec<StageEntry>,
    /// `Associated Contact IDs (Champion)` columns: each id in them is a row of the deal contacts.
    pub(crate) associations: Vec<Association>,
    /// Rows that are not used.
    pub(crate) skip: Vec<RowFilter>,
    /// Columns of which at least one must not be blank for the row to make sense in this table; empty: no condition.
    pub(crate) requires: Vec<usize>,
}

/// How cells become a field.
#[derive(Clone, Debug)]
pub(crate) struct FieldPlan {
    /// Position in [`TableKind::fields`].
    pub(crate) field: usize,
    /// The columns that feed it, the preferred one first; empty for a constant.
    pub(crate) columns: Vec<usize>,
    /// How several columns become one value.
    pub(crate) combine: Combine,
    /// Values that count only where no later column says more, folded.
    pub(crate) weak: Vec<String>,
    /// The value where all columns are blank, or where there are none.
    pub(crate) constant: Option<String>,
    /// A cell counts only when it starts with one of these; empty: any cell.
    pub(crate) prefixes: Vec<String>,
    /// Columns whose words stand behind the value, with `;` between: other ways in which the row names its account, or its deal.
    pub(crate) names: Vec<usize>,
    /// Whether such a word may be several, with `;` between, as the deals of a call.
    pub(crate) is_list: bool,
    /// Exported value (as [`crate::domain::fold`] leaves it) and the canonical value that it stands for.
    pub(crate) values: Vec<(String, String)>,
    /// The canonical value that any other word stands for; `None`: itself.
    pub(crate) other: Option<String>,
    /// For [`Combine::Flags`]: the value that a yes in the column of the same position stands for.
    pub(crate) flags: Vec<String>,
    /// Rows in which other cells decide.
    pub(crate) when: Option<When>,
    /// Columns that say whether the event whose time this is took place: where one says no, there is no such time; where
    /// one says yes beside a blank, there is one that nobody knows.
    pub(crate) unless: Vec<usize>,
    /// The other way round: the time of what these columns say has not taken place yet.
    pub(crate) planned: Vec<usize>,
}

/// Rows in which a field has another value, told by another cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct When {
    /// The columns that tell.
    pub(crate) told_by: Vec<usize>,
    /// What one of them says in such a row, folded.
    pub(crate) values: Vec<String>,
    /// The field's value there, whatever its own cells say.
    pub(crate) is: Option<String>,
    /// Columns that fill the field there where its own cells are blank.
    pub(crate) columns: Vec<usize>,
}

/// How a text is read that is none of a field's words: by the words in it.
#[derive(Clone, Copy)]
pub(crate) struct InWords {
    /// What it means; `None` where it leaves a doubt.
    pub(crate) meant: fn(&str) -> Option<&'static str>,
    /// For a sentence: what is read so, and how.
    pub(crate) says: &'static str,
}

/// The fields whose texts are read by the words in them: decisions on handoffs, and kinds of activities.
pub(crate) fn in_words(table: TableKind, field: usize) -> Option<InWords> {
    match (table, table.fields()[field].name.as_str()) {
        (TableKind::Reviews, "event") => {
            Some(InWords { meant: decision_in, says: "decisions are read by their first words" })
        }
        (TableKind::Activities, "type") => {
            Some(InWords { meant: kind_in, says: "kinds of activities are read by a word in them" })
        }
        _ => None,
    }
}

/// How several columns become one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Combine {
    /// The first cell that is not blank.
    FirstNonBlank,
    /// All cells that are not blank, with a space between: first and last name.
    JoinWithSpace,
    /// The values of all cells that say yes, as a list: `Badge: Champion` is a role.
    Flags,
}

/// A column that holds the time at which the deal entered a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StageEntry {
    /// The column.
    pub(crate) column: usize,
    /// The stage as the heading names it: a label, or an id for internal names.
    pub(crate) stage: String,
    /// The pipeline where the heading names one.
    pub(crate) pipeline: Option<String>,
}

/// Columns that name the records associated with this one: contacts in an export of deals, deals in one of contacts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Association {
    /// They are deals, and the record is a contact.
    pub(crate) are_deals: bool,
    /// The label of the association, which is the contact's role on the deal.
    pub(crate) role: Option<String>,
    /// The column with their ids.
    pub(crate) ids: Option<usize>,
    /// The column with their names.
    pub(crate) names: Option<usize>,
}

impl Association {
    /// Its columns.
    pub(crate) fn columns(&self) -> impl Iterator<Item = usize> {
        self.ids.into_iter().chain(self.names)
    }

    /// The field of the deal contacts that the ids are.
    pub(crate) fn id_field(&self) -> &'static str {
        if self.are_deals { "deal_id" } else { "contact_id" }
    }
}

/// Rows that are set aside by one of their cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RowFilter {
    /// The column.
    pub(crate) column: usize,
    /// What the cell says in such a row. A blank cell never sets a row aside.
    pub(crate) says: Says,
    /// For the ledger.
    pub(crate) reason: String,
}

/// What the cell of a [`RowFilter`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Says {
    Yes,
    No,
    Anything,
}

/// What `audit.toml` says about a file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    /// The table.
    pub(crate) table: Option<TableKind>,
    /// The profile by name.
    pub(crate) profile: Option<String>,
    /// Canonical field (`amount` or `deals.amount`) and heading; the empty heading where no column is to feed the field.
    pub(crate) columns: Vec<(String, String)>,
}

/// Why a file is not used, or `audit.toml` does not fit it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unrecognised {
    /// It is no known table.
    NoTable {
        /// `deals (hubspot), without "Deal Name"`.
        nearest: Option<String>,
        /// What is missing, or why the table is left out on purpose.
        why: String,
    },
    /// `audit.toml` names a profile that is not there.
    UnknownProfile {
        /// As written.
        name: String,
        /// The nearest profile.
        suggestion: Option<String>,
    },
    /// `audit.toml` names a field that is not there.
    UnknownField {
        /// As written.
        field: String,
        /// The nearest field.
        suggestion: Option<String>,
    },
    /// `audit.toml` names a heading that the file does not have.
    NoSuchHeading {
        /// As written.
        heading: String,
        /// The nearest heading.
        suggestion: Option<String>,
        /// All headings of the file.
        known: Vec<String>,
    },
}

/// What the file of that name (relative path, with `/`) with these headings is.
///
/// # Errors
/// A file that is no known table, or an entry of `audit.toml` that does not fit the file.
pub(crate) fn recognise(
    file_name: &str,
    headings: &[String],
    sample: &[Vec<String>],
    wanted: &Wanted,
) -> Result<Recognition, Unrecognised> {
    let headings = Headings::of(headings).with_dates(sample);
    let overrides = Overrides::of(&wanted.columns, &headings)?;
    let scope = Scope::of(wanted.profile.as_deref())?;
    if wanted.table.is_none()
        && let Some(recognition) = scope.profiles.iter().find_map(|profile| catalogue(profile, &headings))
    {
        return Ok(recognition);
    }
    let as_table = |table| candidate::of_table(file_name, &headings, &scope, table, &overrides);
    let inferred = candidate::best(file_name, &headings, &scope);
    let candidate = match (wanted.table, inferred) {
        // Where audit.toml says what would be inferred anyway, the same kind of file is meant.
        (Some(table), Ok(inferred)) if inferred.table == table => inferred,
        (Some(table), _) => as_table(table)?,
        // Columns of one table that audit.toml names say as much as the table's name would.
        (None, inferred) => inferred.or_else(|unknown| overrides.only_table().map_or(Err(unknown), as_table))?,
    };
    overrides.check(candidate.table)?;
    let overrides = overrides.beyond(&Binding::new(&headings, sample).bind(&candidate, &Overrides::default()));
    let mut binding = Binding::new(&headings, sample);
    let plans = binding.bind(&candidate, &overrides);
    let columns = binding.into_uses(candidate.table);
    let by_itself = candidate::best(file_name, &headings, &Scope::of(None)?);
    let is_inferred = candidate.is_certain && by_itself.is_ok_and(|known| known.is_same_kind(&candidate));
    let is_said = wanted.table.is_some() && !is_inferred;
    let (why, confidence) = explain(&candidate, &columns, is_said);
    Ok(Recognition {
        profile: candidate.profile_name().to_owned(),
        purpose: Purpose::Tables(plans),
        columns,
        why,
        confidence,
    })
}

/// The profiles that a file may have.
struct Scope {
    profiles: Vec<&'static Profile>,
    with_generic: bool,
    /// `audit.toml` names it, so that a file need not carry its marks.
    is_named: bool,
}

impl Scope {
    fn of(wanted: Option<&str>) -> Result<Scope, Unrecognised> {
        match wanted {
            None => Ok(Scope { profiles: profile::profiles().iter().collect(), with_generic: true, is_named: false }),
            Some(GENERIC) => Ok(Scope { profiles: Vec::new(), with_generic: true, is_named: true }),
            Some(name) => {
                let profile = profile::named(name).ok_or_else(|| Unrecognised::UnknownProfile {
                    name: name.to_owned(),
                    suggestion: headings::nearest(
                        name,
                        profile::profiles().iter().map(|profile| profile.name).chain([GENERIC]),
                    ),
                })?;
                Ok(Scope { profiles: vec![profile], with_generic: false, is_named: true })
            }
        }
    }
}

fn catalogue(profile: &Profile, headings: &Headings) -> Option<Recognition> {
    let first = |names: &[Name]| names.iter().find_map(|name| headings.find(name).first().copied());
    let has = |name: &Name| headings.has(name);
    let rule = profile.catalogues.iter().find(|rule| rule.all.iter().all(has) && !rule.none.iter().any(has))?;
    let (stage, label, won) = (first(&rule.stage)?, first(&rule.label), first(&rule.won));
    let field = |column: usize| {
        let named = [(Some(stage), "stage"), (label, "label"), (won, "is won")];
        named.iter().find(|(known, _)| *known == Some(column)).map(|(_, field)| format!("pipeline stage: {field}"))
    };
    let columns = headings.texts().enumerate().map(|(column, heading)| {
        let field = field(column);
        let how = if field.is_some() { format!("heading of profile {}", profile.name) } else { "not used".to_owned() };
        let confidence = field.as_ref().map(|_| 0.97);
        ColumnUse { heading: heading.to_owned(), field, how, confidence, ..ColumnUse::default() }
    });
    Some(Recognition {
        profile: profile.name.to_owned(),
        purpose: Purpose::StageCatalogue { stage, label, won },
        columns: columns.collect(),
        why: format!("pipeline stages with their ids ({})", profile.title),
        confidence: 0.95,
    })
}

fn explain(candidate: &Candidate, columns: &[ColumnUse], is_said: bool) -> (String, f64) {
    let n_used = columns.iter().filter(|column| column.field.is_some()).count();
    let used = format!("{n_used} of {} columns are used", columns.len());
    let what = match candidate.rule {
        None if candidate.is_loose => format!(
            "{} of {} headings are known for {}, though no system's export looks so",
            candidate.n_bound,
            columns.len(),
            candidate.table.name()
        ),
        None => format!(
            "{} of {} headings are canonical names of {}",
            candidate.n_bound,
            columns.len(),
            candidate.table.name()
        ),
        Some(rule) if rule.name == rule.table.name() => {
            format!("headings of {}: {}; {used}", candidate.profile_title(), rule.name)
        }
        Some(rule) => {
            format!("headings of {}: {}, read as {}; {used}", candidate.profile_title(), rule.name, rule.table.name())
        }
    };
    let share = candidate.n_bound as f64 / columns.len().max(1) as f64;
    match (is_said, candidate.is_certain, candidate.rule) {
        (true, _, _) => (format!("audit.toml says so; {what}"), 1.0),
        (false, true, None) => (what, 0.75 + 0.25 * share),
        (false, true, Some(_)) => (what, 0.9),
        (false, false, _) if candidate.is_loose => (what, 0.3 + 0.3 * share),
        (false, false, _) => (format!("{what}; the file name decided"), 0.5),
    }
}

//! Headings to fields: which column feeds which field of each table, and a word on every heading.
//!
//! The order is audit.toml, the profile's own headings, canonical names, ids that tell themselves, the headings of the
//! handoff fields, likely headings, the words of a heading; within each, fields in the order of the schema, required ones
//! first. A column feeds one field of a table at most, except that ids of several kinds may share a column and are told
//! apart by their beginnings.

mod beside;
mod guess;
mod held;
mod lookups;
mod partial;
mod plan;
mod scale;
mod status;
mod told;
mod uses;
mod yes_no;

use super::super::profile::{self, FieldRule, Key, Name, SkipRule, TableRule, common_values};
use super::associations::associations;
use super::candidate::Candidate;
use super::headings::Headings;
use super::how::How;
use super::overrides::Overrides;
use super::shape::fit;
use super::stages::stage_entries;
use super::{Association, FieldPlan, RowFilter, Says, TablePlan};
use crate::domain::{Field, TableKind, ValueKind};
use partial::Partial;

/// Fields whose words are read as people write them even under canonical headings: sheets kept by hand have these, and a
/// word that is not known counts for nothing in the figures that rest on it.
const SPOKEN: [(TableKind, &str); 4] = [
    (TableKind::Deals, "deal_type"),
    (TableKind::Reviews, "event"),
    (TableKind::Activities, "type"),
    (TableKind::Activities, "direction"),
];

/// What Pipedrive puts before the fields of a deal.
const OF_DEAL: &str = "Deal - ";
/// The fields by which rows of anything name their deal, behind [`OF_DEAL`].
const NAMING: [&str; 5] = ["ID", "Title", "Name", "Organization", "Organization ID"];

fn names_deal(heading: &str) -> bool {
    NAMING.iter().any(|name| heading.trim().strip_prefix(OF_DEAL).is_some_and(|field| field.eq_ignore_ascii_case(name)))
}

/// Where a file's columns go.
pub(super) struct Binding<'a> {
    headings: &'a Headings<'a>,
    sample: &'a [Vec<String>],
    /// Per column: the fields that it feeds.
    uses: Vec<Vec<Use>>,
    /// Per column: why it is not used although it is known.
    passed_over: Vec<Option<String>>,
}

/// A field that a column feeds.
struct Use {
    table: TableKind,
    field: usize,
    /// `deals.amount`, with the stage for a stage's column.
    name: String,
    how: How,
}

impl<'a> Binding<'a> {
    pub(super) fn new(headings: &'a Headings<'a>, sample: &'a [Vec<String>]) -> Binding<'a> {
        let n_columns = headings.len();
        let uses = (0..n_columns).map(|_| Vec::new()).collect();
        Binding { headings, sample, uses, passed_over: vec![None; n_columns] }
    }

    /// A table of which nothing is bound yet. In a file of anything else `Deal - Owner` is the deal's owner, and no field of
    /// the file's own.
    fn nothing_of(&self, table: TableKind) -> Partial {
        let mut partial = Partial::new(table, self.headings.len());
        if table != TableKind::Deals {
            let is_of_deal = |text: &str| text.trim_start().starts_with(OF_DEAL) && !names_deal(text);
            partial.taken.iter_mut().zip(self.headings.texts()).for_each(|(taken, text)| *taken = is_of_deal(text));
        }
        partial
    }

    /// How many fields of the table have a column by that rule and by canonical names in any spelling.
    pub(super) fn count(mut self, table: TableKind, rule: Option<&TableRule>) -> usize {
        let mut partial = self.nothing_of(table);
        if let Some(rule) = rule {
            self.bind_rule(&mut partial, rule, How::Alias);
        }
        self.bind_canonical(&mut partial, rule, true);
        partial.fields.iter().flatten().count()
    }

    /// The fields of the table that have a column by any heading that is known or likely, by name.
    pub(super) fn known(mut self, table: TableKind) -> Vec<&'static str> {
        let mut partial = self.nothing_of(table);
        self.bind_canonical(&mut partial, None, true);
        let common = profile::handoff_fields().iter().chain(profile::likely());
        for rule in common.filter(|rule| rule.table == table) {
            self.bind_rule(&mut partial, rule, How::Likely);
        }
        partial.fields.iter().flatten().map(|plan| table.fields()[plan.field].name.as_str()).collect()
    }

    /// All tables that the file feeds, its own first.
    pub(super) fn bind(&mut self, candidate: &Candidate, overrides: &Overrides) -> Vec<TablePlan> {
        let mut own = self.bind_own(candidate, overrides);
        let skip = candidate.rule.map_or_else(Vec::new, |rule| self.skip(&rule.skip));
        let has_stages = match candidate.rule {
            Some(rule) => rule.stage_entries,
            None => candidate.table == TableKind::Deals,
        };
        let entries = if has_stages { self.bind_stages(&own) } else { Vec::new() };
        let mut also: Vec<Partial> = Vec::new();
        let common = profile::handoff_fields().iter().filter(|rule| rule.table == own.table);
        let fed: Vec<&TableRule> = match candidate.rule {
            Some(rule) => rule.also.iter().chain(common.flat_map(|rule| rule.also.iter())).collect(),
            None => Vec::new(),
        };
        for rule in fed {
            let has = |names: &[Name]| names.iter().any(|name| self.headings.has(name));
            let is_fed = has(&rule.any) && !has(&rule.none);
            if is_fed && also.iter().all(|known| known.table != rule.table) {
                also.push(self.bind_also(&own, rule, candidate.profile_name()));
            }
        }
        if also.iter().all(|known| known.table != TableKind::Deals) {
            also.extend(self.bind_beside(&own, candidate.rule));
        }
        for table in overrides.other_tables(own.table) {
            let position = also.iter().position(|known| known.table == table).unwrap_or_else(|| {
                also.push(self.bind_same(&own, table, &["deal_id", "account_id"]));
                also.len() - 1
            });
            let given = self.bind_overrides(&mut also[position], own.table, overrides);
            also[position].requires.extend(given);
        }
        std::iter::once(&mut own).chain(&mut also).for_each(|partial| self.bind_held(partial));
        let linked = self.bind_associations(&own, candidate.rule.and_then(|rule| rule.associated));
        let own = TablePlan { stage_entries: entries, associations: linked, skip, ..own.into_plan() };
        std::iter::once(own).chain(also.into_iter().map(Partial::into_plan)).collect()
    }

    fn bind_own(&mut self, candidate: &Candidate, overrides: &Overrides) -> Partial {
        let mut partial = self.nothing_of(candidate.table);
        self.bind_overrides(&mut partial, candidate.table, overrides);
        if let Some(rule) = candidate.rule {
            self.bind_rule(&mut partial, rule, How::Label(candidate.profile_name().to_owned()));
        }
        self.bind_canonical(&mut partial, candidate.rule, candidate.rule.is_some() || candidate.is_loose);
        self.bind_lookups(&mut partial);
        for rule in profile::handoff_fields().iter().filter(|rule| rule.table == candidate.table) {
            self.bind_rule(&mut partial, rule, How::Alias);
        }
        // A file of canonical names says what it means: what answers a question of the handoff is guessed there from no
        // other heading. Anywhere else headings are read with more good will.
        let is_canonical = candidate.rule.is_none() && !candidate.is_loose;
        let held = self.set_aside_times(&mut partial, overrides);
        // What else a form holds is its questions, and when and by whom they were answered.
        if candidate.rule.is_none_or(|rule| rule.asks == 0) {
            self.bind_likely(&mut partial, candidate.rule, |kind| !is_canonical || kind != ValueKind::Longtext);
            self.bind_words(&mut partial, candidate.rule, |kind| !is_canonical || kind == ValueKind::Id);
        }
        self.put_back(&mut partial, held);
        self.bind_plain_id(&mut partial);
        self.bind_account_names(&mut partial);
        self.bind_deal_names(&mut partial);
        self.leave_yes_or_no(&mut partial, overrides);
        self.bind_status(&mut partial, overrides);
        self.forbid(&mut partial, candidate.table, overrides);
        self.bind_scale(&mut partial);
        if let Some(rule) = candidate.rule {
            partial.complete(rule);
            partial.requires = rule.requires.iter().flat_map(|name| self.headings.find(name)).collect();
        }
        partial
    }

    fn bind_also(&mut self, own: &Partial, rule: &TableRule, profile: &str) -> Partial {
        let same: Vec<&str> = rule.same.iter().map(String::as_str).collect();
        let mut partial = self.bind_same(own, rule.table, &same);
        partial.requires = rule.requires.iter().flat_map(|name| self.headings.find(name)).collect();
        self.bind_rule(&mut partial, rule, How::Label(profile.to_owned()));
        partial.complete(rule);
        partial
    }

    /// A table that takes over some fields of the file's own.
    fn bind_same(&mut self, own: &Partial, table: TableKind, same: &[&str]) -> Partial {
        let mut partial = self.nothing_of(table);
        for name in same {
            let plan = own.table.field(name).and_then(|field| own.fields[field].clone());
            if let (Some(plan), Some(field)) = (plan, table.field(name)) {
                let columns = plan.columns.clone();
                partial.set(FieldPlan { field, ..plan });
                self.note(table, field, &columns, &How::As(format!("{}.{name}", own.table.name())));
            }
        }
        partial
    }

    fn bind_rule(&mut self, partial: &mut Partial, rule: &TableRule, how: How) {
        for field in &rule.fields {
            if partial.fields[field.field].is_some() {
                self.pass_over(partial, field);
                continue;
            }
            let kind = partial.table.fields()[field.field].kind;
            let is_likely = how == How::Likely;
            let found = self.plan(partial, field);
            let found = found.filter(|(plan, _)| !(is_likely && self.contradict(&plan.columns, kind)));
            if let Some((plan, name)) = found {
                let is_label = matches!(how, How::Label(_));
                let how = if is_label && name.is_internal { How::Internal } else { how.clone() };
                self.note(partial.table, field.field, &plan.columns, &how);
                for column in plan.when.iter().flat_map(|when| when.columns.iter().copied()) {
                    let name = field_name(partial.table, &partial.table.fields()[field.field]);
                    self.passed_over[column] = Some(format!("fills {name} in some rows where it is blank"));
                }
                partial.set(plan);
                self.pass_over(partial, field);
            }
        }
    }

    /// Says of headings of a field that another column feeds it.
    fn pass_over(&mut self, partial: &Partial, rule: &FieldRule) {
        let Some(plan) = &partial.fields[rule.field] else { return };
        let Some(&first) = plan.columns.first() else { return };
        let field = field_name(partial.table, &partial.table.fields()[rule.field]);
        let why = format!("not used: {field} is read from \"{}\"", self.headings.text(first).trim());
        for column in rule.from.iter().flat_map(|name| self.headings.find(name)) {
            if !plan.columns.contains(&column) {
                self.passed_over[column].get_or_insert_with(|| why.clone());
            }
        }
    }

    /// Canonical names: letter by letter, else as any heading is compared. `is_spoken`: the words below them too are
    /// somebody's own, as they are below a heading that is spelt otherwise.
    fn bind_canonical(&mut self, partial: &mut Partial, rule: Option<&TableRule>, is_spoken: bool) {
        for (field, spec) in partial.table.fields().iter().enumerate() {
            if partial.fields[field].is_some() || is_implied(rule, field) {
                continue;
            }
            let mut columns = self.headings.find_canonical(&spec.name);
            let is_exact = !columns.is_empty();
            if !is_exact {
                columns = self.headings.find_key(&Key::of(&spec.name));
            }
            columns.retain(|&column| !partial.taken[column]);
            if columns.is_empty() {
                continue;
            }
            let is_spoken = is_spoken || !is_exact || SPOKEN.contains(&(partial.table, spec.name.as_str()));
            let values = if is_spoken { common_values(partial.table.name(), &spec.name) } else { Vec::new() };
            self.note(partial.table, field, &columns, &How::Canonical);
            partial.set(FieldPlan::of(field, columns, values));
        }
    }

    fn bind_stages(&mut self, own: &Partial) -> Vec<super::StageEntry> {
        let (mut entries, older) = stage_entries(self.headings.texts(), self.sample);
        entries.retain(|entry| !own.taken[entry.column]);
        for entry in &entries {
            let field = match &entry.pipeline {
                Some(pipeline) => format!("stage_history.entered_at ({}, {pipeline})", entry.stage),
                None => format!("stage_history.entered_at ({})", entry.stage),
            };
            let used = TableKind::StageHistory.field("entered_at").unwrap_or_default();
            let (table, how) = (TableKind::StageHistory, How::Pattern);
            self.uses[entry.column].push(Use { table, field: used, name: field, how });
        }
        for column in older {
            self.passed_over[column] =
                Some("not used: a twin of another \"date entered\" column of the same stage".to_owned());
        }
        entries
    }

    /// Columns that name the contacts of a deal, or the deals of a contact, by their label.
    fn bind_associations(&mut self, own: &Partial, associated: Option<&'static str>) -> Vec<Association> {
        let Some(object) = associated else { return Vec::new() };
        let table = TableKind::DealContacts;
        let mut linked = associations(self.headings.texts(), object);
        linked.retain(|one| one.columns().all(|column| !own.taken[column] && self.uses[column].is_empty()));
        for one in &linked {
            let label = one.role.as_ref().map_or_else(String::new, |role| format!(" ({role})"));
            let names = [(one.ids, one.id_field()), (one.names, "contact_name")];
            for (column, name) in names.into_iter().filter_map(|(column, name)| Some((column?, name))) {
                let (field, how) = (table.field(name).unwrap_or_default(), How::Pattern);
                let name = format!("{}.{name}{label}", table.name());
                self.passed_over[column] = None;
                self.uses[column].push(Use { table, field, name, how });
            }
        }
        linked
    }

    fn skip(&mut self, rules: &[SkipRule]) -> Vec<RowFilter> {
        let mut filters: Vec<RowFilter> = Vec::new();
        for rule in rules {
            for column in rule.headings.iter().flat_map(|name| self.headings.find(name)) {
                if filters.iter().all(|known| known.column != column) {
                    self.passed_over[column] = Some(format!("tells rows that are not used: {}", rule.reason));
                    let says = match (rule.filled, rule.unless) {
                        (true, _) => Says::Anything,
                        (false, true) => Says::No,
                        (false, false) => Says::Yes,
                    };
                    filters.push(RowFilter { column, says, reason: rule.reason.clone() });
                }
            }
        }
        filters
    }

    fn note(&mut self, table: TableKind, field: usize, columns: &[usize], how: &How) {
        let name = field_name(table, &table.fields()[field]);
        for &column in columns {
            self.uses[column].push(Use { table, field, name: name.clone(), how: how.clone() });
        }
    }
}

fn field_name(table: TableKind, field: &Field) -> String {
    format!("{}.{}", table.name(), field.name)
}

/// Whether every row of such a file has the same value in that field: the type of an Event is a meeting, whatever its
/// column of that name says.
fn is_implied(own: Option<&TableRule>, field: usize) -> bool {
    own.and_then(|rule| rule.field(field)).is_some_and(FieldRule::is_constant)
}

//! Headings to fields: which column feeds which field of each table, and a word on every heading.
//!
//! The order is audit.toml, the profile's own headings, canonical names, the headings of the handoff fields, likely
//! headings, the words of a heading; within each, fields in the order of the schema, required ones first. A column feeds one field of a table at most, except
//! that ids of several kinds may share a column and are told apart by their beginnings.

use super::super::profile::{self, FieldRule, Key, Name, SkipRule, TableRule, common_values};
use super::candidate::Candidate;
use super::headings::Headings;
use super::how::{How, weigh};
use super::overrides::Overrides;
use super::shape::{Fit, fit};
use super::stages::stage_entries;
use super::words;
use super::{ColumnUse, Combine, FieldPlan, RowFilter, TablePlan};
use crate::domain::{Field, TableKind};

/// In a file with more columns than this the nearest field of each unknown heading is not looked for.
const MAX_GUESSED: usize = 1_000;

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

/// What is bound of one table so far.
struct Partial {
    table: TableKind,
    fields: Vec<Option<FieldPlan>>,
    taken: Vec<bool>,
    requires: Vec<usize>,
}

impl<'a> Binding<'a> {
    pub(super) fn new(headings: &'a Headings<'a>, sample: &'a [Vec<String>]) -> Binding<'a> {
        let n_columns = headings.len();
        let uses = (0..n_columns).map(|_| Vec::new()).collect();
        Binding { headings, sample, uses, passed_over: vec![None; n_columns] }
    }

    /// How many fields of the table have a column by that rule and by canonical names in any spelling.
    pub(super) fn count(mut self, table: TableKind, rule: Option<&TableRule>) -> usize {
        let mut partial = Partial::new(table, self.headings.len());
        if let Some(rule) = rule {
            self.bind_rule(&mut partial, rule, How::Alias);
        }
        self.bind_canonical(&mut partial, rule, true);
        partial.fields.iter().flatten().count()
    }

    /// The fields of the table that have a column by any heading that is known or likely, by name.
    pub(super) fn known(mut self, table: TableKind) -> Vec<&'static str> {
        let mut partial = Partial::new(table, self.headings.len());
        self.bind_canonical(&mut partial, None, true);
        let common = profile::handoff_fields().iter().chain(profile::likely());
        for rule in common.filter(|rule| rule.table == table) {
            self.bind_rule(&mut partial, rule, How::Likely);
        }
        partial.fields.iter().flatten().map(|plan| table.fields()[plan.field].name.as_str()).collect()
    }

    /// All tables that the file feeds, its own first.
    pub(super) fn bind(&mut self, candidate: &Candidate, overrides: &Overrides) -> Vec<TablePlan> {
        let own = self.bind_own(candidate, overrides);
        let skip = candidate.rule.map_or_else(Vec::new, |rule| self.skip(&rule.skip));
        let has_stages = candidate.rule.is_some_and(|rule| rule.stage_entries);
        let entries = if has_stages { self.bind_stages(&own) } else { Vec::new() };
        let mut also: Vec<Partial> = Vec::new();
        let common = profile::handoff_fields().iter().filter(|rule| rule.table == own.table);
        let fed: Vec<&TableRule> = match candidate.rule {
            Some(rule) => rule.also.iter().chain(common.flat_map(|rule| rule.also.iter())).collect(),
            None => Vec::new(),
        };
        for rule in fed {
            if rule.any.iter().any(|name| self.headings.has(name)) && also.iter().all(|known| known.table != rule.table)
            {
                also.push(self.bind_also(&own, rule, candidate.profile_name()));
            }
        }
        for table in overrides.other_tables(own.table) {
            let position = also.iter().position(|known| known.table == table).unwrap_or_else(|| {
                also.push(self.bind_same(&own, table, &["deal_id", "account_id"]));
                also.len() - 1
            });
            let given = self.bind_overrides(&mut also[position], own.table, overrides);
            also[position].requires.extend(given);
        }
        let mut plans = vec![own.into_plan(entries, skip)];
        plans.extend(also.into_iter().map(|partial| partial.into_plan(Vec::new(), Vec::new())));
        plans
    }

    /// One entry a heading.
    pub(super) fn into_uses(self, own: TableKind) -> Vec<ColumnUse> {
        (0..self.headings.len()).map(|column| self.column_use(column, own)).collect()
    }

    fn column_use(&self, column: usize, own: TableKind) -> ColumnUse {
        let (heading, uses) = (self.headings.text(column).to_owned(), &self.uses[column]);
        let rivals = self.rivals(column, own);
        let Some(first) = uses.first() else {
            let unknown = || match heading.trim() {
                "" => "not used: no heading".to_owned(),
                _ => format!("not used: no field of {} is known by this heading", own.name()),
            };
            let how = self.passed_over[column].clone().unwrap_or_else(unknown);
            return ColumnUse { heading, field: None, how, confidence: None, rivals };
        };
        let kind = first.table.fields()[first.field].kind;
        let (how, confidence) = weigh(&first.how, kind, fit(self.sample, column, kind));
        let field = uses.iter().map(|used| used.name.as_str()).collect::<Vec<_>>().join(", ");
        ColumnUse { heading, field: Some(field), how, confidence: Some(confidence), rivals }
    }

    /// Other fields with a heading of the same words; for a column that is not used, the nearest field.
    fn rivals(&self, column: usize, own: TableKind) -> Vec<String> {
        let heading = self.headings.text(column);
        let is_used = |field: usize| self.uses[column].iter().any(|used| used.table == own && used.field == field);
        let mut rivals = Vec::new();
        for known in words::same_words(own, heading).into_iter().filter(|known| !is_used(known.field)) {
            rivals.push(format!("{}: {}", field_name(own, &own.fields()[known.field]), self.why_not(column, known)));
        }
        let is_wide = self.headings.len() > MAX_GUESSED;
        if rivals.is_empty() && self.uses[column].is_empty() && self.passed_over[column].is_none() && !is_wide {
            rivals.extend(words::nearest(own, heading).map(|(known, near)| {
                let field = field_name(own, &own.fields()[known.field]);
                format!("{field}: nearest, to \"{}\" ({:.0} % alike)", known.text, 100.0 * near)
            }));
        }
        rivals
    }

    fn why_not(&self, column: usize, known: &words::Known) -> String {
        let holder = (0..self.headings.len())
            .find(|&other| self.uses[other].iter().any(|used| used.table == known.table && used.field == known.field));
        match (holder, fit(self.sample, column, known.table.fields()[known.field].kind)) {
            (Some(other), _) => format!("read from \"{}\"", self.headings.text(other).trim()),
            (None, Some(fit)) if !fit.confirms() => {
                format!("{} of {} cells looked at would fit", fit.fits, fit.filled)
            }
            _ => "another field is likelier, or several are as likely".to_owned(),
        }
    }

    fn bind_own(&mut self, candidate: &Candidate, overrides: &Overrides) -> Partial {
        let mut partial = Partial::new(candidate.table, self.headings.len());
        self.bind_overrides(&mut partial, candidate.table, overrides);
        if let Some(rule) = candidate.rule {
            self.bind_rule(&mut partial, rule, How::Label(candidate.profile_name().to_owned()));
        }
        self.bind_canonical(&mut partial, candidate.rule, candidate.rule.is_some() || candidate.is_loose);
        for rule in profile::handoff_fields().iter().filter(|rule| rule.table == candidate.table) {
            self.bind_rule(&mut partial, rule, How::Alias);
        }
        // A file of canonical names says what it means; anywhere else headings are read with more good will.
        if candidate.rule.is_some() || candidate.is_loose {
            self.bind_likely(&mut partial, candidate.rule);
        }
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
        let mut partial = Partial::new(table, self.headings.len());
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

    /// The columns that `audit.toml` gives; they are taken from whatever held them.
    fn bind_overrides(&mut self, partial: &mut Partial, own: TableKind, overrides: &Overrides) -> Vec<usize> {
        let mut all = Vec::new();
        for (field, spec) in partial.table.fields().iter().enumerate() {
            let columns = overrides.columns(own, partial.table, &spec.name);
            if columns.is_empty() {
                continue;
            }
            self.unbind(partial, field, &columns);
            self.note(partial.table, field, &columns, &How::AuditToml);
            all.extend(&columns);
            partial.set(FieldPlan::of(field, columns, common_values(partial.table.name(), &spec.name)));
        }
        all
    }

    /// Frees a field and the columns that are to feed it.
    fn unbind(&mut self, partial: &mut Partial, field: usize, columns: &[usize]) {
        let table = partial.table;
        self.uses.iter_mut().for_each(|uses| uses.retain(|used| used.table != table || used.field != field));
        partial.fields[field] = None;
        for &column in columns {
            self.uses[column].retain(|used| used.table != table);
        }
        for plan in &mut partial.fields {
            if let Some(kept) = plan.as_mut() {
                kept.columns.retain(|column| !columns.contains(column));
                if kept.columns.is_empty() {
                    *plan = None;
                }
            }
        }
    }

    fn bind_rule(&mut self, partial: &mut Partial, rule: &TableRule, how: How) {
        for field in &rule.fields {
            if partial.fields[field.field].is_some() {
                self.pass_over(partial, field);
                continue;
            }
            let kind = partial.table.fields()[field.field].kind;
            let is_likely = how == How::Likely;
            let is_doubtful = |plan: &FieldPlan| {
                plan.columns.iter().any(|&column| fit(self.sample, column, kind).is_some_and(Fit::contradicts))
            };
            let found = self.plan(partial, field).filter(|(plan, _)| !(is_likely && is_doubtful(plan)));
            if let Some((plan, name)) = found {
                let is_label = matches!(how, How::Label(_));
                let how = if is_label && name.is_internal { How::Internal } else { how.clone() };
                self.note(partial.table, field.field, &plan.columns, &how);
                partial.set(plan);
                self.pass_over(partial, field);
            }
        }
    }

    /// Headings that are likely, then words. What the kind of file implies is not asked of any column.
    fn bind_likely(&mut self, partial: &mut Partial, own: Option<&TableRule>) {
        let implied = own.map_or(&[][..], |rule| &rule.fields).iter().filter(|field| field.is_constant());
        let implied: Vec<usize> = implied.map(|field| field.field).collect();
        let table = partial.table;
        for rule in profile::likely().iter().filter(|rule| rule.table == table) {
            let mut rule = rule.clone();
            rule.fields.retain(|field| !implied.contains(&field.field));
            self.bind_rule(partial, &rule, How::Likely);
        }
        self.bind_words(partial, &implied);
    }

    /// Columns whose heading has the words of one field's heading and of no other's, and whose cells do not speak
    /// against it; a time, a number or a yes must be confirmed by the cells.
    fn bind_words(&mut self, partial: &mut Partial, implied: &[usize]) {
        for column in 0..self.headings.len() {
            if partial.taken[column] || self.passed_over[column].is_some() || !self.uses[column].is_empty() {
                continue;
            }
            let [known] = words::same_words(partial.table, self.headings.text(column))[..] else { continue };
            let kind = partial.table.fields()[known.field].kind;
            let is_confirmed = fit(self.sample, column, kind).is_none_or(Fit::confirms);
            if partial.fields[known.field].is_some() || implied.contains(&known.field) || !is_confirmed {
                continue;
            }
            self.note(partial.table, known.field, &[column], &How::Words(known.text.clone()));
            let values = common_values(partial.table.name(), &partial.table.fields()[known.field].name);
            partial.set(FieldPlan::of(known.field, vec![column], values));
        }
    }

    /// The columns for a field among those that are free, and the name that found the first.
    fn plan<'r>(&self, partial: &Partial, rule: &'r FieldRule) -> Option<(FieldPlan, &'r Name)> {
        let free = |name: &Name| -> Vec<usize> {
            self.headings.find(name).into_iter().filter(|&column| !partial.taken[column]).collect()
        };
        let hits = |names: &'r [Name]| {
            names.iter().map(|name| (name, free(name))).filter(|(_, columns)| !columns.is_empty()).collect::<Vec<_>>()
        };
        let plan = |columns| FieldPlan {
            constant: rule.blank.clone(),
            ..FieldPlan::of(rule.field, columns, rule.values.clone())
        };
        let from = hits(&rule.from);
        if let Some((name, first)) = from.first() {
            let mut columns = first.clone();
            if rule.merge {
                let more = from.iter().skip(1).flat_map(|(_, columns)| columns.iter().copied());
                columns.extend(more.collect::<Vec<_>>());
                columns.dedup();
            }
            return Some((plan(columns), name));
        }
        let parts = hits(&rule.join);
        if let Some((name, _)) = parts.first() {
            let columns = parts.iter().map(|(_, columns)| columns[0]).collect();
            return Some((FieldPlan { combine: Combine::JoinWithSpace, ..plan(columns) }, name));
        }
        let (name, columns) =
            rule.prefixed.iter().map(|name| (name, self.headings.find(name))).find(|(_, c)| !c.is_empty())?;
        Some((FieldPlan { prefixes: rule.prefixes.clone(), ..plan(columns) }, name))
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

    /// Canonical names: letter by letter, or as any heading is compared where a profile stands before them.
    fn bind_canonical(&mut self, partial: &mut Partial, rule: Option<&TableRule>, is_folded: bool) {
        // The type of an Event is a meeting, whatever its column of that name says.
        let is_implied = |field| rule.and_then(|rule| rule.field(field)).is_some_and(FieldRule::is_constant);
        for (field, spec) in partial.table.fields().iter().enumerate() {
            if partial.fields[field].is_some() || is_implied(field) {
                continue;
            }
            let mut columns = self.headings.find_canonical(&spec.name);
            if columns.is_empty() && is_folded {
                columns = self.headings.find_key(&Key::of(&spec.name));
            }
            columns.retain(|&column| !partial.taken[column]);
            if columns.is_empty() {
                continue;
            }
            let values = if is_folded { common_values(partial.table.name(), &spec.name) } else { Vec::new() };
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

    fn skip(&mut self, rules: &[SkipRule]) -> Vec<RowFilter> {
        let mut filters: Vec<RowFilter> = Vec::new();
        for rule in rules {
            for column in rule.headings.iter().flat_map(|name| self.headings.find(name)) {
                if filters.iter().all(|known| known.column != column) {
                    self.passed_over[column] = Some(format!("tells rows that are not used: {}", rule.reason));
                    filters.push(RowFilter { column, unless_true: rule.unless, reason: rule.reason.clone() });
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

impl Partial {
    fn new(table: TableKind, n_columns: usize) -> Partial {
        Partial { table, fields: vec![None; table.fields().len()], taken: vec![false; n_columns], requires: Vec::new() }
    }

    fn set(&mut self, plan: FieldPlan) {
        plan.columns.iter().for_each(|&column| self.taken[column] = true);
        let field = plan.field;
        self.fields[field] = Some(plan);
    }

    /// What the kind of file implies: values of fields without a column, and of blank cells.
    fn complete(&mut self, rule: &TableRule) {
        for field in &rule.fields {
            let plan = &mut self.fields[field.field];
            match (plan.as_mut(), &field.absent) {
                (None, Some(absent)) => {
                    let values = field.values.clone();
                    *plan = Some(FieldPlan {
                        constant: Some(absent.clone()),
                        ..FieldPlan::of(field.field, Vec::new(), values)
                    });
                }
                (Some(bound), _) if bound.constant.is_none() => bound.constant.clone_from(&field.blank),
                _ => {}
            }
        }
    }

    fn into_plan(self, stage_entries: Vec<super::StageEntry>, skip: Vec<RowFilter>) -> TablePlan {
        let fields = self.fields.into_iter().flatten().collect();
        TablePlan { table: self.table, fields, stage_entries, skip, requires: self.requires }
    }
}

impl FieldPlan {
    fn of(field: usize, columns: Vec<usize>, values: Vec<(String, String)>) -> FieldPlan {
        FieldPlan { field, columns, combine: Combine::FirstNonBlank, constant: None, prefixes: Vec::new(), values }
    }
}

fn field_name(table: TableKind, field: &Field) -> String {
    format!("{}.{}", table.name(), field.name)
}

//! Fields of the deal in a file that is no export of deals: a tracker kept by hand holds what the rep handed over.

use super::super::super::profile::{self, FieldRule, Key, TableRule};
use super::super::FieldPlan;
use super::super::headings::Headings;
use super::super::how::How;
use super::super::questions::{asked, field_of};
use super::Binding;
use super::partial::Partial;
use crate::domain::TableKind;

/// What another table has a better place for.
const NOT_BESIDE: [&str; 1] = ["csm"];

/// What names the deal of a row, or its account.
const KEYS: [&str; 3] = ["deal_id", "account_id", "account_name"];
/// A heading that may name anything: it names deals where there are fields of deals beside it.
const OF_ANYTHING: &str = "name";

/// What the makers of forms head the time of an answer with.
const FORM_TIMES: [&str; 8] = [
    "Timestamp",
    "Completion time",
    "Submit Date",
    "Submission Time",
    "Submission Date",
    "Zeitstempel",
    "Horodateur",
    "Marca temporal",
];

/// Whether files of that table are kept by people who hand over: their rows are about one deal each.
pub(super) fn may_hold_handoffs(table: TableKind) -> bool {
    matches!(table, TableKind::Onboarding | TableKind::Reviews)
}

/// Whether a column has the very heading of a handoff field.
pub(super) fn is_handoff(headings: &Headings<'_>, column: usize) -> bool {
    fields().any(|field| names_column(field, headings, column))
}

fn rules() -> impl Iterator<Item = &'static TableRule> {
    profile::handoff_fields().iter().filter(|rule| rule.table == TableKind::Deals)
}

fn fields() -> impl Iterator<Item = &'static FieldRule> {
    rules().flat_map(|rule| &rule.fields).filter(|field| !is_left_out(field))
}

fn is_left_out(field: &FieldRule) -> bool {
    NOT_BESIDE.contains(&TableKind::Deals.fields()[field.field].name.as_str())
}

fn names_column(field: &FieldRule, headings: &Headings<'_>, column: usize) -> bool {
    field.from.iter().any(|name| headings.find(name).contains(&column))
}

impl Binding<'_> {
    /// The deals' fields in columns that the file's own table leaves; `None` where there are none, or nothing says of
    /// which deal they are. Where the file names deals by their names alone, that name is such a field.
    pub(super) fn bind_beside(&mut self, own: &Partial, rule: Option<&TableRule>) -> Option<Partial> {
        let is_free = |column: usize| self.uses[column].is_empty();
        let asks = rule.is_some_and(|rule| rule.asks > 0);
        let is_held =
            asks || (0..self.headings.len()).any(|column| is_free(column) && is_handoff(self.headings, column));
        let names_nothing = KEYS.iter().all(|key| own.table.field(key).is_none_or(|field| own.fields[field].is_none()));
        if !may_hold_handoffs(own.table) || !(is_held || names_nothing) {
            return None;
        }
        let mut partial = self.bind_same(own, TableKind::Deals, &KEYS);
        for column in 0..self.headings.len() {
            partial.taken[column] |= !self.uses[column].is_empty();
        }
        let deal_name = TableKind::Deals.field("deal_name");
        for rule in profile::likely().iter().filter(|rule| rule.table == TableKind::Deals) {
            let mut rule = rule.clone();
            rule.fields.retain(|field| Some(field.field) == deal_name);
            // In a form it is who answered.
            if !is_held || asks {
                rule.fields.iter_mut().for_each(|field| field.from.retain(|name| name.key.bare != OF_ANYTHING));
            }
            self.bind_rule(&mut partial, &rule, How::Alias);
        }
        let has_key = partial.fields.iter().any(Option::is_some);
        let keys: Vec<usize> = (0..self.headings.len()).filter(|&column| partial.taken[column]).collect();
        for rule in rules() {
            let mut rule = rule.clone();
            rule.fields.retain(|field| !is_left_out(field));
            self.bind_rule(&mut partial, &rule, How::Alias);
        }
        self.bind_submission(&mut partial);
        if asks {
            self.bind_questions(&mut partial);
        }
        let is_value = |column: &usize| partial.taken[*column] && !keys.contains(column);
        partial.requires = (0..self.headings.len()).filter(is_value).collect();
        if partial.requires.is_empty() {
            partial.requires = keys.into_iter().filter(|column| !own.taken[*column]).collect();
        }
        has_key.then_some(partial)
    }

    /// Answers to the questions of a form.
    fn bind_questions(&mut self, partial: &mut Partial) {
        for column in 0..self.headings.len() {
            let Some((question, phrase)) = asked(self.headings.text(column)) else { continue };
            let Some(field) = field_of(question).filter(|_| !partial.taken[column]) else { continue };
            match &partial.fields[field] {
                None => {
                    self.note(partial.table, field, &[column], &How::Question(phrase.to_owned()));
                    partial.set(FieldPlan::of(field, vec![column], Vec::new()));
                }
                Some(plan) => {
                    let first = plan.columns.first().map_or("", |&first| self.headings.text(first).trim());
                    self.passed_over[column] = Some(format!("not used: {} is read from \"{first}\"", question.field));
                }
            }
        }
    }

    /// The time of an answer to a form: it was then that the handoff was submitted.
    fn bind_submission(&mut self, partial: &mut Partial) {
        let field = partial.table.field("handoff_submitted_at").filter(|&field| partial.fields[field].is_none());
        let times = FORM_TIMES.iter().flat_map(|heading| self.headings.find_key(&Key::of(heading)));
        let is_free = |column: &usize| !partial.taken[*column] && self.uses[*column].is_empty();
        if let (Some(field), Some(column)) = (field, times.into_iter().find(is_free)) {
            self.note(partial.table, field, &[column], &How::Likely);
            partial.set(FieldPlan::of(field, vec![column], Vec::new()));
        }
    }
}

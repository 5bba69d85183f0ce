//! The words of a column that are no words of its field.

use std::collections::BTreeMap;

use crate::domain::{TableKind, ValueKind, fold, stage_key};
use crate::settings::Names;

use super::super::super::lists::words_in;
use super::super::super::parse::bools::read_bool;
use super::super::super::parse::text::is_placeholder;
use super::super::super::recognise::{FieldPlan, InWords, in_words};

/// So many different words are listed; a column of more is no column of choices.
const MAX_WORDS: usize = 40;

/// Counts the words of a column that its field does not know.
pub(super) struct Words {
    field: (TableKind, &'static str),
    known: Vec<&'static str>,
    /// The known words, folded.
    keys: Vec<String>,
    is_flag: bool,
    in_words: Option<InWords>,
    values: Vec<(String, String)>,
    unknown: BTreeMap<String, u64>,
}

impl Words {
    /// Of a field on whose words figures rest, or that says yes or no; `None` for any other.
    pub(super) fn of(table: TableKind, plan: &FieldPlan, names: &Names) -> Option<Words> {
        let spec = &table.fields()[plan.field];
        let is_flag = spec.kind == ValueKind::Bool;
        let known = if is_flag { Vec::new() } else { names.words_of(table, &spec.name)?.to_vec() };
        let keys = known.iter().map(|word| fold(word)).collect();
        let (field, values) = ((table, spec.name.as_str()), plan.values.clone());
        let in_words = in_words(table, plan.field).filter(|_| !values.is_empty() && plan.other.is_none());
        Some(Words { field, known, keys, is_flag, in_words, values, unknown: BTreeMap::new() })
    }

    pub(super) fn count(&mut self, text: &str) {
        let (table, field) = self.field;
        words_in(table, field, text).for_each(|word| self.count_word(word));
    }

    fn count_word(&mut self, text: &str) {
        let folded = fold(text);
        let meant_by =
            |key: &str| self.values.iter().find(|(exported, _)| exported == key).map(|(_, meant)| meant.as_str());
        let by_words = || (self.in_words?.meant)(text);
        let meant = meant_by(&folded).or_else(|| meant_by(&stage_key(text))).or_else(by_words);
        let is_known = match self.is_flag {
            true => read_bool(meant.unwrap_or(text)).is_ok(),
            false => self.keys.contains(&meant.map_or(folded, fold)),
        };
        // "tbd" is no word to be told: it says that there is no value.
        if is_known || is_placeholder(text) || text.contains('\n') {
            return;
        }
        if self.unknown.len() < MAX_WORDS || self.unknown.contains_key(text) {
            *self.unknown.entry(text.to_owned()).or_default() += 1;
        }
    }

    /// The words with the number of their cells, the commonest first, and what is known in words.
    pub(super) fn finish(self) -> (Vec<(String, u64)>, String) {
        let mut unknown: Vec<(String, u64)> = self.unknown.into_iter().collect();
        unknown.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
        let known = if self.is_flag { "yes, no".to_owned() } else { self.known.join(", ") };
        (unknown, known)
    }
}

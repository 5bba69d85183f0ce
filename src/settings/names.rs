//! What `audit.toml` may name that later stages define: rules, figures, and the words that they rest on.
//!
//! Settings come before all of these in the way of the data, so whoever knows them hands their names in.

use super::error::Complaints;
use super::raw::Value;
use super::suggest::nearest;
use crate::domain::TableKind;

/// The names of rules, figures and words. Without any, only their form is checked.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Code and slug of each rule.
    pub rules: Vec<(&'static str, &'static str)>,
    /// Ids of figures; what follows a colon is the caller's own, `field_answered_rate:FIELD`.
    pub figures: Vec<String>,
    /// Of fields on whose words figures rest: table, field and the words that are known there.
    pub words: Vec<(TableKind, &'static str, Vec<&'static str>)>,
}

impl Names {
    /// The code under which a rule's entry is kept; complains and gives `None` when no rule is called so.
    pub(super) fn rule<'t>(&self, value: &Value<'t>, complaints: &mut Complaints) -> Option<&'t str> {
        let key = value.key;
        if self.rules.iter().any(|(code, slug)| *code == key || *slug == key) {
            return Some(key);
        }
        if self.rules.is_empty() && (is_code(key) || is_slug(key)) {
            return Some(key);
        }
        let upper = key.to_ascii_uppercase();
        let is_known = |code: &str| self.rules.is_empty() || self.rules.iter().any(|(known, _)| *known == code);
        // One code is like any other, so a code that is none is never guessed at by its digits.
        let slugs = || self.rules.iter().map(|(_, slug)| *slug);
        let help = match nearest(key, slugs()) {
            _ if is_code(&upper) && is_known(&upper) => format!("did you mean `{upper}`?"),
            Some(near) if near.is_close && !is_code(&upper) => format!("did you mean `{}`?", near.name),
            _ => format!("write a code such as HA105 or a slug such as required-field-unanswered; {LIST}"),
        };
        complaints.add(&value.key_spot(), format!("`{key}` is no rule"), help);
        None
    }

    /// Complains about a key that is no figure's id.
    pub(super) fn figure(&self, value: &Value, complaints: &mut Complaints) {
        let is_it = |id: &String| match (id.split_once(':'), value.key.split_once(':')) {
            (Some((known, _)), Some((given, _))) => known == given,
            _ => *id == value.key,
        };
        if self.figures.is_empty() || self.figures.iter().any(is_it) {
            return;
        }
        let help = match nearest(value.key, self.figures.iter().map(String::as_str)) {
            Some(near) if near.is_close => format!("did you mean `{}`?", near.name),
            _ => LIST.to_owned(),
        };
        complaints.add(&value.key_spot(), format!("`{}` is no figure", value.key), help);
    }

    /// The words that are known in a field; `None` where any word may stand.
    pub(crate) fn words_of(&self, table: TableKind, field: &str) -> Option<&[&'static str]> {
        let known = self.words.iter().find(|(of, name, _)| *of == table && *name == field)?;
        Some(&known.2)
    }

    /// The rule's other name.
    pub(super) fn twin(&self, name: &str) -> Option<&'static str> {
        self.rules.iter().find_map(|&(code, slug)| match name {
            _ if name == code => Some(slug),
            _ if name == slug => Some(code),
            _ => None,
        })
    }
}

const LIST: &str = "`handoff-audit explain` lists them";

fn is_code(key: &str) -> bool {
    key.strip_prefix("HA").is_some_and(|number| number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_slug(key: &str) -> bool {
    key.starts_with(|first: char| first.is_ascii_lowercase())
        && key.contains('-')
        && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::settings::{Error, Overrides, parse_knowing};

    /// A complaint, its help, and its line and column.
    type Said = (String, String, Option<(usize, usize)>);

    /// What is said about a text, place by place.
    fn said(text: &str) -> Vec<Said> {
        let names = Names {
            rules: vec![("HA105", "required-field-unanswered"), ("HA614", "customer-silence")],
            figures: vec!["acceptance_rate".to_owned(), "field_answered_rate:FIELD".to_owned()],
            words: vec![
                (TableKind::Reviews, "event", vec!["submitted", "accepted", "returned"]),
                (TableKind::Risks, "status", vec!["open", "closed"]),
            ],
        };
        let (file, base) = (Path::new("audit.toml"), Path::new("."));
        match parse_knowing(text, file, base, &Overrides::default(), &names) {
            Ok(_) => Vec::new(),
            Err(Error::Invalid { complaints, .. }) => {
                let told = complaints.into_iter().map(|one| {
                    let place = one.line_and_column();
                    (one.message, one.help.unwrap_or_default(), place)
                });
                told.collect()
            }
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn what_is_known_passes() {
        let text = "[rules]\nHA105 = \"off\"\ncustomer-silence = { severity = \"info\", days = 21 }\n\
                    [targets]\nacceptance_rate = 0.9\n\"field_answered_rate:why_now\" = 0.8\n";
        assert_eq!(said(text), []);
    }

    #[test]
    fn what_is_unknown_is_located_with_the_nearest() {
        let cases = [
            ("[rules]\nHA999 = \"off\"", "`HA999` is no rule", "write a code", (2, 1)),
            ("[rules]\nha105 = \"off\"", "`ha105` is no rule", "did you mean `HA105`?", (2, 1)),
            ("[rules]\ncustomer-silense = \"off\"", "is no rule", "did you mean `customer-silence`?", (2, 1)),
            ("[rules]\nHA614 = { dayss = 3 }", "unknown key `dayss`", "did you mean `days`?", (2, 11)),
            ("[rules]\nHA105 = { days = 3 }", "unknown key `days`", "severity", (2, 11)),
            ("[rules]\nHA614 = { severity = \"warning\" }", "none of its choices", "did you mean \"warn\"?", (2, 22)),
            ("[rules]\nHA614 = { days = -1 }", "is -1, out of range", "give 0 or", (2, 18)),
            ("[targets]\nacceptence_rate = 1", "is no figure", "did you mean `acceptance_rate`?", (2, 1)),
        ];
        for (text, message, help, place) in cases {
            let said = said(text);
            assert!(said.len() == 1 && said[0].0.contains(message) && said[0].1.contains(help), "{text}: {said:?}");
            assert_eq!(said[0].2, Some(place), "{text}");
        }
    }

    #[test]
    fn a_word_that_its_field_does_not_know_is_located_with_the_nearest() {
        let of = |table: &str, field: &str, line: &str| {
            said(&format!("[[source]]\npath = \"a.csv\"\n{table}[source.values.{field}]\n{line}\n"))
        };
        let reviews = "table = \"reviews\"\n";
        assert_eq!(of(reviews, "event", "\"Accepted by CS\" = \"Accepted\"\n\"Zur\u{fc}ck\" = \"returned\""), []);
        // Without its table a status may be that of accounts too, where any word may stand.
        assert_eq!(of("", "status", "\"zu\" = \"whatever\""), []);
        assert_eq!(of("table = \"deals\"\n", "is_won", "Won = true\nLost = \"no\""), []);
        assert_eq!(of("table = \"deals\"\n", "stage", "Vertrag = \"Closed Won\""), []);
        let cases = [
            (of(reviews, "event", "\"OK\" = \"acepted\""), "does not know there", "did you mean \"accepted\"?", (5, 8)),
            (of(reviews, "event", "\"OK\" = \"\""), "is blank", "fill it in", (5, 8)),
            (of(reviews, "event", "\" \" = \"accepted\""), "is blank", "remove the line", (5, 1)),
            (of(reviews, "event", "ok = \"accepted\"\nOK = \"returned\""), "two meanings", "without case", (6, 1)),
            (of(reviews, "evnt", "ok = \"accepted\""), "is no field of table", "nearest is `event`", (4, 16)),
            (of(reviews, "occurred_at", "soon = \"now\""), "holds times", "date_order", (4, 16)),
            (of("table = \"deals\"\n", "amount", "much = \"1\""), "holds numbers", "decimal", (4, 16)),
            (of("table = \"deals\"\n", "is_won", "Won = \"won\""), "none of its choices", "\"yes\", \"no\"", (5, 7)),
            (of("", "risk_level", "high = \"red\""), "no field of any table", "nearest is", (3, 16)),
        ];
        for (said, message, help, place) in cases {
            assert!(said.len() == 1 && said[0].0.contains(message) && said[0].1.contains(help), "{said:?}");
            assert_eq!(said[0].2, Some(place), "{said:?}");
        }
    }

    #[test]
    fn one_rule_by_both_names_is_a_contradiction() {
        let said = said("[rules]\nHA105 = \"off\"\nrequired-field-unanswered = \"warn\"\n");
        assert!(said.len() == 1 && said[0].0.contains("is the same rule as `HA105`"), "{said:?}");
    }
}

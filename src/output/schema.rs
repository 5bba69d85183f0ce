//! The shapes of what is read and written by machines: JSON Schemas of `audit.json` and `audit.toml`.
//!
//! That of `audit.json` is made from the types that are written, with what their documentation says; that of
//! `audit.toml` from the settings in force when nobody decided anything.

use std::path::Path;

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::columns::event;
use crate::audit::Audit;
use crate::audit::build_parts::EVENT_NAMES;
use crate::domain::{Severity, TableKind};
use crate::report;
use crate::settings::Settings;

/// The JSON Schema of `audit.json`: every key with its meaning.
pub fn audit_json() -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = generator.into_root_schema_for::<Audit>();
    schema.insert("title".to_owned(), json!("audit.json, handoff-audit/1"));
    let mut schema = schema.to_value();
    // The times of a deal are keys of one map: to the generator they are any keys.
    let events = &mut schema["$defs"]["DealEvents"]["properties"];
    for name in EVENT_NAMES {
        let (meaning, range) = event(name);
        let description = format!("{meaning}, {range}; null where it has not happened, or no export shows it");
        events[name] = json!({"type": ["string", "null"], "format": "date-time", "description": description});
    }
    schema
}

/// The JSON Schema of `audit.toml`, for editors that complete and check.
pub fn audit_toml() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "audit.toml of handoff-audit",
        "description": "What the user decided. Every key may be left out.",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "audit": audit(),
            "definitions": definitions(),
            "source": about("What each export is; all is inferred without an entry", list(source())),
            "tiers": tiers(),
            "targets": map("Figure to the value that the team aims at; none without it", json!({"type": "number"})),
            "rules": map("Rule, by code or name, to off, a severity, or a table of its own numbers; as shipped without it", rule()),
            "checklist": about("The checklist in force, or changes of the shipped one", json!({"type": "object"})),
            "cohorts": object("Cohorts beside the usual ones", [("columns", texts("Headings of deals or accounts; none without it"))]),
            "links": object("Links to the records of the CRM", [
                ("deal", text("Address of a deal, with {id} in it; no links without it")),
                ("account", text("Address of an account, with {id} in it; no links without it")),
            ]),
            "rates": map("Currency to units of the audit's currency", json!({"type": "number", "exclusiveMinimum": 0})),
            "event": about("One entry an event that charts mark; none without it", list(object("Something that charts mark", [
                ("date", date("The local day")),
                ("kind", text("What it is; `launch` is that of the roll-out")),
                ("label", text("What the chart says; the kind without it")),
            ]))),
            "anonymise": anonymise(),
        },
    })
}

fn about(description: &str, mut schema: Value) -> Value {
    schema["description"] = json!(description);
    schema
}

/// With what holds where the key is left out.
fn default(value: Value, mut schema: Value) -> Value {
    schema["default"] = value;
    schema
}

fn text(description: &str) -> Value {
    about(description, json!({"type": "string"}))
}

fn texts(description: &str) -> Value {
    about(description, json!({"type": "array", "items": {"type": "string"}}))
}

fn number(description: &str) -> Value {
    about(description, json!({"type": "number", "exclusiveMinimum": 0}))
}

fn one_of(description: &str, words: &[&str]) -> Value {
    about(description, json!({"enum": words}))
}

/// TOML dates reach JSON tools as texts.
fn date(description: &str) -> Value {
    text(description)
}

fn list(items: Value) -> Value {
    json!({"type": "array", "items": items})
}

fn map(description: &str, values: Value) -> Value {
    about(description, json!({"type": "object", "additionalProperties": values}))
}

fn object<const N: usize>(description: &str, properties: [(&str, Value); N]) -> Value {
    let properties: Map<String, Value> = properties.into_iter().map(|(key, schema)| (key.to_owned(), schema)).collect();
    about(description, json!({"type": "object", "additionalProperties": false, "properties": properties}))
}

fn audit() -> Value {
    object(
        "What is audited",
        [
            ("name", text("Title of the report; the folder's name without it")),
            ("client", text("Client, for consultants; none without it")),
            ("owner", text("Who answers for the audit; nobody without it")),
            ("view", default(json!("pilot"), one_of("Order and depth of the page", &["pilot", "monthly", "gap"]))),
            ("timezone", default(json!("UTC"), text("The same as definitions.timezone, any IANA zone"))),
            (
                "as_of",
                date(
                    "Up to when the exports observe: a date (its end), or an instant; the newest time in them without it",
                ),
            ),
            ("from", date("Only deals won on or after this day; from the first without it")),
            ("to", date("Only deals won before this day; to the last without it")),
            ("segment", text("Only deals of this segment; all without it")),
            ("currency", text("Currency of amounts that name none, three letters; such amounts have none without it")),
        ],
    )
}

/// Every choice of the specification with its default; a plain value is assumed, a table says who confirmed it.
fn definitions() -> Value {
    let defaults = Settings::defaults(Path::new("."));
    let choice = |definition: &crate::settings::Definition| {
        let value = match (&definition.value, definition.id) {
            (_, "date_only") => json!({"enum": ["midday", "start_of_day", "end_of_day"]}),
            (_, "clock") => json!({"enum": ["calendar", "weekdays"]}),
            (_, "retention_origin") => json!({"enum": ["won", "contract_start"]}),
            (_, "sync_activity") => sync_activity(),
            (Value::Number(_), _) | (Value::Null, _) => json!({"type": "number"}),
            (Value::Array(_), _) => json!({"type": "array", "items": {"type": "string"}}),
            _ => json!({"type": "string"}),
        };
        let decided = object(
            "The value with who confirmed it",
            [
                ("value", about("The value, as without the table", value.clone())),
                (
                    "status",
                    default(json!("assumed"), one_of("Whether somebody stands behind it", &["assumed", "confirmed"])),
                ),
                ("by", text("Who stands behind it")),
                ("on", date("The day on which they said so")),
            ],
        );
        let mut schema = json!({"anyOf": [value, decided], "default": definition.value});
        schema["description"] = json!(report::definition_name(definition.id));
        (definition.id.to_owned(), schema)
    };
    let properties: Map<String, Value> = defaults.definition_log.iter().map(choice).collect();
    about(
        "Every choice that people disagree about",
        json!({"type": "object", "additionalProperties": false, "properties": properties}),
    )
}

fn sync_activity() -> Value {
    object(
        "The activity that counts as the sync",
        [
            ("type", text("Its type; any without it")),
            ("direction", text("Its direction; any without it")),
            ("subject", texts("Words of which its subject holds one; any subject without it")),
        ],
    )
}

fn source() -> Value {
    let tables: Vec<&str> = TableKind::ALL.iter().map(|kind| kind.name()).collect();
    object(
        "An export",
        [
            ("path", text("Path relative to this file; * and ? stand for signs of the file's name")),
            ("table", one_of("What its rows are; found from its headings without it", &tables)),
            (
                "profile",
                text(
                    "The system that it comes from, hubspot, salesforce or generic; found from its headings without it",
                ),
            ),
            ("delimiter", text("The character between cells, or tab; found from the file without it")),
            ("encoding", text("How it is encoded, as utf-8 or windows-1252; found from the file without it")),
            (
                "header_line",
                about(
                    "Physical line of the headings; found from the file without it",
                    json!({"type": "integer", "minimum": 1}),
                ),
            ),
            (
                "date_order",
                one_of(
                    "Which of the two numbers of a date comes first; found from the file without it",
                    &["day_first", "month_first"],
                ),
            ),
            ("decimal", one_of("The decimal mark; found from the file without it", &["point", "comma"])),
            (
                "columns",
                map(
                    "Field to heading as exported, or to false where no column holds it",
                    json!({"type": ["string", "boolean"]}),
                ),
            ),
            (
                "values",
                map(
                    "Field to a table of words as exported, each with the word of the program that it means",
                    map(
                        "Word as exported to the word that it means; yes or no, true or false, where the field is one of these",
                        json!({"type": ["string", "boolean"]}),
                    ),
                ),
            ),
        ],
    )
}

fn tiers() -> Value {
    let tiers = ["high_touch", "low_touch", "renewal"];
    object(
        "Which checklist a deal is held to",
        [
            ("by_segment", map("Segment to tier", json!({"enum": tiers}))),
            ("amount_high_touch", number("At or above this amount: high touch; no amount is without it")),
            ("default", default(json!("high_touch"), one_of("The tier of what remains", &tiers))),
        ],
    )
}

fn rule() -> Value {
    let severities = [Severity::Stop, Severity::Return, Severity::Warn, Severity::Info].map(Severity::name);
    let words: Vec<&str> = ["off", "on"].into_iter().chain(severities).collect();
    json!({"anyOf": [{"enum": words}, {"type": "object"}]})
}

fn anonymise() -> Value {
    object(
        "What is withheld from every output",
        [
            (
                "withhold",
                about(
                    "What is withheld",
                    default(
                        json!([]),
                        json!({"type": "array", "items": {"enum": ["accounts", "people", "text", "promises"]}}),
                    ),
                ),
            ),
            ("key", about("The secret that pseudonyms are made with", json!({"type": "string", "minLength": 16}))),
            (
                "smallest_group",
                about(
                    "Groups of fewer deals are merged; min_cohort without it",
                    json!({"type": "integer", "minimum": 1}),
                ),
            ),
            ("ordinary_words", texts("Names that are ordinary words too, and are not looked for")),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{Overrides, parse};

    /// A settings text that sets every key that the schema knows to something of its kind.
    fn keys(schema: &Value) -> Vec<String> {
        schema["properties"].as_object().map(|keys| keys.keys().cloned().collect()).unwrap_or_default()
    }

    /// Whether the reader of settings knows the key.
    fn is_known(text: &str) -> bool {
        match parse(text, Path::new("audit.toml"), Path::new("."), &Overrides::default()) {
            Ok(_) => true,
            Err(error) => !format!("{error:?}").contains("unknown key"),
        }
    }

    #[test]
    fn the_reader_knows_every_key_that_the_schema_describes_and_no_other() {
        let schema = audit_toml();
        for section in keys(&schema) {
            let own = &schema["properties"][&section];
            let (header, own) = match own["type"] == "array" {
                true => (format!("[[{section}]]"), &own["items"]),
                false => (format!("[{section}]"), own),
            };
            for key in keys(own) {
                assert!(is_known(&format!("{header}\n{key} = 1\n")), "{section}.{key}");
            }
            if own["additionalProperties"] == false {
                assert!(!is_known(&format!("{header}\nno_such_key = 1\n")), "{section}");
            }
        }
        assert!(!is_known("[no_such_section]\n"));
    }

    #[test]
    fn every_time_of_a_deal_is_explained() {
        let events = &audit_json()["$defs"]["DealEvents"]["properties"];
        assert_eq!(events.as_object().map(serde_json::Map::len), Some(EVENT_NAMES.len() + 1), "{events:#}");
    }

    #[test]
    fn every_key_is_explained_in_words_for_readers() {
        fn look(value: &Value, path: &str, silent: &mut Vec<String>) {
            for (key, own) in value["properties"].as_object().into_iter().flatten() {
                let words = own["description"].as_str().unwrap_or_default();
                // What `cargo doc` would turn into a link is jargon here.
                if words.is_empty() || words.contains("[`") {
                    silent.push(format!("{path}.{key}"));
                }
                look(own, &format!("{path}.{key}"), silent);
            }
            for (name, own) in value["$defs"].as_object().into_iter().flatten() {
                look(own, name, silent);
            }
            let inner = ["items", "additionalProperties"].into_iter().filter_map(|key| value.get(key));
            for inner in inner.chain(value["anyOf"].as_array().into_iter().flatten()) {
                look(inner, path, silent);
            }
        }
        let mut silent = Vec::new();
        look(&audit_json(), "audit.json", &mut silent);
        look(&audit_toml(), "audit.toml", &mut silent);
        assert!(silent.is_empty(), "{silent:?}");
    }
}

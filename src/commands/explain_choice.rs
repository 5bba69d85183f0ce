//! `explain KEY [SOURCE]`: what a key of `[definitions]` decides, what it may be, and the figures that rest on it.

use std::path::Path;

use handoff_audit::Error;
use handoff_audit::metrics::{meaning, metric_ids};
use handoff_audit::output::schema;
use handoff_audit::settings::{Definition, Overrides, Settings};
use serde_json::Value;

use super::{Console, Failure, explain_metric};

/// The keys, in the order of the specification.
pub(crate) fn names() -> Vec<&'static str> {
    Settings::defaults(Path::new(".")).definition_log.iter().map(|definition| definition.id).collect()
}

/// The keys that can be explained, a line each.
pub(crate) fn list(console: &mut Console) {
    console.say("\nkeys of [definitions] in audit.toml:");
    for name in names() {
        console.say(&format!("  {name}"));
    }
}

/// Explains a key; false when the name is none.
pub(crate) fn run(name: &str, source: Option<&Path>, console: &mut Console) -> Result<bool, Failure> {
    let defaults = Settings::defaults(Path::new("."));
    let is_it = |definition: &&Definition| definition.id == name;
    let Some(default) = defaults.definition_log.iter().find(is_it) else { return Ok(false) };
    let about = schema::audit_toml()["properties"]["definitions"]["properties"][name].take();
    console.say(&page(default, &about));
    if let Some(source) = source {
        let settings = handoff_audit::load_settings(source, &Overrides::default()).map_err(Error::from)?;
        let in_force = settings.definition_log.iter().find(is_it);
        in_force.into_iter().for_each(|one| console.say(&format!("in force: {}", explain_metric::setting(one))));
    }
    Ok(true)
}

fn page(default: &Definition, about: &Value) -> String {
    let says = about["description"].as_str().unwrap_or_default();
    let written = |value: &Value| if value.is_null() { "none".to_owned() } else { value.to_string() };
    format!(
        "{id}\n\ndecides:  {says}\ndefault:  {}\nmay be:   {}\nfigures:  {}\nin audit.toml:\n          [definitions]\n          \
         {id} = {}",
        written(&default.value),
        choices(&about["anyOf"][0]),
        figures(default.id),
        example(default, &about["anyOf"][0]),
        id = default.id,
    )
}

/// What the schema lets the value be, in words.
fn choices(schema: &Value) -> String {
    match (schema["enum"].as_array(), schema["type"].as_str()) {
        (Some(words), _) => words.iter().map(Value::to_string).collect::<Vec<_>>().join(", "),
        (_, Some("array")) => "a list of words, compared without case, spaces and punctuation".to_owned(),
        (_, Some("number")) => "a number".to_owned(),
        (_, Some("object")) => {
            let parts = schema["properties"].as_object().into_iter().flatten();
            let part = |(name, part): (&String, &Value)| {
                format!("{name} ({})", part["description"].as_str().unwrap_or_default())
            };
            parts.map(part).collect::<Vec<_>>().join(", ")
        }
        _ => "a text".to_owned(),
    }
}

/// The value as it is confirmed: with who did and when.
fn example(default: &Definition, schema: &Value) -> String {
    let value = match (&default.value, schema["type"].as_str()) {
        (Value::Null, Some("object")) => {
            r#"{ type = "meeting", direction = "internal", subject = ["handoff"] }"#.to_owned()
        }
        (Value::Null, _) => "40".to_owned(),
        (value, _) => value.to_string(),
    };
    format!(r#"{{ value = {value}, status = "confirmed", by = "RevOps", on = 2026-01-31 }}"#)
}

/// The figures that rest on a key: all of them where it is one of those that say what is counted at all.
fn figures(key: &str) -> String {
    let ids = metric_ids();
    let rests = |id: &&String| meaning(id).is_some_and(|meaning| meaning.settings.contains(&key));
    let resting: Vec<&str> = ids.iter().filter(rests).map(String::as_str).collect();
    match resting.len() {
        0 => "none; it decides how they are shown or judged".to_owned(),
        n if n == ids.len() => "all".to_owned(),
        _ => resting.join(", "),
    }
}

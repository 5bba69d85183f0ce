//! Profiles as TOML writes them, and their translation. Complaints name the profile, the table and the field.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::domain::fold;

use super::{CatalogueRule, FieldRule, Key, Name, Profile, SkipRule, TableRule, WhenRule};
use crate::domain::TableKind;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawProfile {
    title: String,
    #[serde(default)]
    internal_names: bool,
    #[serde(default)]
    marks: Vec<String>,
    #[serde(default)]
    includes: Vec<String>,
    #[serde(default)]
    skip: Vec<RawSkip>,
    #[serde(default)]
    table: Vec<RawTable>,
    #[serde(default)]
    catalogue: Vec<RawCatalogue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTable {
    name: Option<String>,
    table: String,
    #[serde(default)]
    all: Vec<RawGroup>,
    #[serde(default)]
    any: Vec<String>,
    #[serde(default)]
    none: Vec<String>,
    #[serde(default)]
    together: Vec<Vec<String>>,
    #[serde(default)]
    files: Vec<String>,
    unused: Option<String>,
    #[serde(default)]
    strict: bool,
    #[serde(default)]
    named: bool,
    #[serde(default)]
    asks: usize,
    #[serde(default)]
    stage_entries: bool,
    associated: Option<String>,
    #[serde(default)]
    skip: Vec<RawSkip>,
    #[serde(default)]
    requires: Vec<String>,
    #[serde(default)]
    fields: BTreeMap<String, RawField>,
    #[serde(default)]
    same: Vec<String>,
    #[serde(default)]
    also: Vec<RawTable>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawGroup {
    Heading(String),
    OneOf(Vec<String>),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawField {
    Headings(Vec<String>),
    Rule(Box<RawFieldRule>),
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawFieldRule {
    from: Vec<String>,
    merge: bool,
    weak: Vec<String>,
    join: Vec<String>,
    prefixed: Vec<String>,
    prefixes: Vec<String>,
    names: Vec<String>,
    blank: Option<String>,
    absent: Option<String>,
    other: Option<String>,
    values: BTreeMap<String, Vec<String>>,
    flags: BTreeMap<String, Vec<String>>,
    when: Option<RawWhen>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWhen {
    headings: Vec<String>,
    values: Vec<String>,
    is: Option<String>,
    #[serde(default)]
    from: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSkip {
    headings: Vec<String>,
    #[serde(default)]
    unless: bool,
    #[serde(default)]
    filled: bool,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCatalogue {
    all: Vec<String>,
    stage: Vec<String>,
    #[serde(default)]
    label: Vec<String>,
    #[serde(default)]
    won: Vec<String>,
    #[serde(default)]
    none: Vec<String>,
}

/// Per table and field: canonical value to exported values.
type Values = BTreeMap<String, BTreeMap<String, BTreeMap<String, Vec<String>>>>;

static VALUES: LazyLock<Values> = LazyLock::new(|| {
    toml::from_str(include_str!("../profiles/values.toml")).expect("the shipped values.toml follows the schema")
});

/// Profiles from their names and texts.
///
/// # Errors
/// What does not follow the schema, in a sentence.
pub(super) fn profiles(texts: &[(&'static str, &str)]) -> Result<Vec<Profile>, String> {
    let mut includes = Vec::new();
    let mut profiles = Vec::new();
    for &(name, text) in texts {
        let raw: RawProfile = toml::from_str(text).map_err(|error| format!("{name}: {error}"))?;
        includes.push(raw.includes.clone());
        profiles.push(profile(name, raw).map_err(|why| format!("{name}: {why}"))?);
    }
    let own: Vec<(&str, Vec<TableRule>)> = profiles.iter().map(|known| (known.name, known.tables.clone())).collect();
    for (profile, included) in profiles.iter_mut().zip(includes) {
        for name in included {
            let tables = own.iter().find(|(known, _)| *known == name).map(|(_, tables)| tables.clone());
            profile.tables.extend(tables.ok_or_else(|| format!("{}: no profile {name}", profile.name))?);
        }
    }
    Ok(profiles)
}

fn profile(name: &'static str, raw: RawProfile) -> Result<Profile, String> {
    let names = Names { internal: raw.internal_names };
    let mut tables = Vec::new();
    for table in raw.table {
        let mut rule = table_rule(table, &names)?;
        rule.skip.extend(raw.skip.iter().map(|skip| skip_rule(skip, &names)));
        tables.push(rule);
    }
    let catalogues = raw.catalogue.iter().map(|catalogue| CatalogueRule {
        all: names.list(&catalogue.all),
        stage: names.list(&catalogue.stage),
        label: names.list(&catalogue.label),
        won: names.list(&catalogue.won),
        none: names.list(&catalogue.none),
    });
    Ok(Profile {
        name,
        title: raw.title,
        marks: raw.marks.iter().map(|mark| fold(mark)).collect(),
        tables,
        catalogues: catalogues.collect(),
    })
}

fn table_rule(raw: RawTable, names: &Names) -> Result<TableRule, String> {
    let table = TableKind::named(&raw.table).ok_or_else(|| format!("no table {}", raw.table))?;
    let mut fields = Vec::new();
    for (name, field) in raw.fields {
        let position = table.field(&name).ok_or_else(|| format!("no field {}.{name}", raw.table))?;
        fields.push(field_rule(position, &raw.table, &name, field, names));
    }
    fields.sort_by_key(|rule| rule.field);
    let associated = match raw.associated.as_deref() {
        None => Ok(None),
        Some("contact") => Ok(Some("contact")),
        Some("deal") => Ok(Some("deal")),
        Some(other) => Err(format!("{}: associated is \"{other}\", neither contact nor deal", raw.table)),
    };
    let also: Result<Vec<_>, _> = raw.also.into_iter().map(|table| table_rule(table, names)).collect();
    Ok(TableRule {
        name: raw.name.unwrap_or(raw.table),
        table,
        all: raw.all.iter().map(|group| names.group(group)).collect(),
        any: names.list(&raw.any),
        none: names.list(&raw.none),
        together: raw.together.iter().map(|group| names.list(group)).collect(),
        files: raw.files.iter().map(|part| fold(part)).collect(),
        unused: raw.unused,
        is_strict: raw.strict,
        is_named: raw.named,
        asks: raw.asks,
        stage_entries: raw.stage_entries,
        associated: associated?,
        skip: raw.skip.iter().map(|skip| skip_rule(skip, names)).collect(),
        requires: names.list(&raw.requires),
        fields,
        same: raw.same,
        also: also?,
    })
}

fn field_rule(position: usize, table: &str, name: &str, field: RawField, names: &Names) -> FieldRule {
    let rule = match field {
        RawField::Headings(from) => RawFieldRule { from, ..RawFieldRule::default() },
        RawField::Rule(rule) => *rule,
    };
    // A profile's own reading of a value stands before the common one.
    let mut values = folded(&rule.values);
    values.extend(common_values(table, name));
    FieldRule {
        field: position,
        from: names.list(&rule.from),
        merge: rule.merge,
        weak: rule.weak.iter().map(|value| fold(value)).collect(),
        join: names.list(&rule.join),
        prefixed: names.list(&rule.prefixed),
        prefixes: rule.prefixes,
        names: names.list(&rule.names),
        blank: rule.blank,
        absent: rule.absent,
        values: first_of_each(values),
        other: rule.other,
        flags: rule
            .flags
            .iter()
            .flat_map(|(value, headings)| names.list(headings).into_iter().map(move |name| (name, value.clone())))
            .collect(),
        when: rule.when.map(|when| WhenRule {
            headings: names.list(&when.headings),
            values: when.values.iter().map(|value| fold(value)).collect(),
            is: when.is,
            from: names.list(&when.from),
        }),
    }
}

/// Folded exported value and canonical value, for all profiles but the generic one.
pub(crate) fn common_values(table: &str, field: &str) -> Vec<(String, String)> {
    VALUES.get(table).and_then(|fields| fields.get(field)).map_or_else(Vec::new, folded)
}

fn folded(values: &BTreeMap<String, Vec<String>>) -> Vec<(String, String)> {
    values
        .iter()
        .flat_map(|(canonical, exported)| exported.iter().map(move |value| (fold(value), canonical.clone())))
        .collect()
}

fn first_of_each(values: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut kept: Vec<(String, String)> = Vec::with_capacity(values.len());
    for (exported, canonical) in values {
        if kept.iter().all(|(known, _)| *known != exported) {
            kept.push((exported, canonical));
        }
    }
    kept
}

fn skip_rule(raw: &RawSkip, names: &Names) -> SkipRule {
    SkipRule { headings: names.list(&raw.headings), unless: raw.unless, filled: raw.filled, reason: raw.reason.clone() }
}

struct Names {
    internal: bool,
}

impl Names {
    fn group(&self, group: &RawGroup) -> Vec<Name> {
        match group {
            RawGroup::Heading(heading) => self.list(std::slice::from_ref(heading)),
            RawGroup::OneOf(headings) => self.list(headings),
        }
    }

    fn list(&self, headings: &[String]) -> Vec<Name> {
        let is_internal = |text: &str| self.internal && !text.contains(char::is_uppercase);
        let name = |text: &String| Name { text: text.clone(), is_internal: is_internal(text), key: Key::of(text) };
        headings.iter().map(name).collect()
    }
}

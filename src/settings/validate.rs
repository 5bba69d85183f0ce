//! Settings text and command line to [`Settings`], complaining about everything at once.
//!
//! A value that is complained about is replaced by its default so that the reading goes on; since there is a complaint,
//! nobody ever sees settings with that default in them.

mod definitions;
mod sections;
mod sources;
#[cfg(test)]
mod tests;
mod words;

use std::fs;
use std::path::Path;

use toml::de::DeValue;

use super::error::{self, Complaints, Error, Spot};
use super::raw::{self, Section, Value};
use super::{AuditInfo, Names, Settings, View, Withheld, anonymise, checklist_parse, dates, questionnaire};

/// What the command line says about the audit; it wins over `[audit]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// `--as-of`: a date, a local time or an instant.
    pub as_of: Option<String>,
    /// `--from`: a date.
    pub from: Option<String>,
    /// `--to`: a date.
    pub to: Option<String>,
    /// `--segment`.
    pub segment: Option<String>,
    /// `--view`.
    pub view: Option<View>,
    /// `--anonymise` and `--withhold-text`; adds to what `[anonymise]` withholds.
    pub withheld: Withheld,
}

const AUDIT_KEYS: &[&str] =
    &["name", "client", "owner", "view", "timezone", "as_of", "from", "to", "segment", "currency"];
const DEFINITION_KEYS: &[&str] = &[
    "date_only",
    "clock",
    "holidays",
    "won_stages",
    "deal_types",
    "renewal_types",
    "review_sla_hours",
    "first_touch_sla_hours",
    "transition_email_sla_hours",
    "sync_sla_hours",
    "kickoff_sla_days",
    "first_value_sla_days",
    "return_window_days",
    "escalation_window_days",
    "escalation_kinds",
    "retention_days",
    "retention_origin",
    "landmark_days",
    "min_cohort",
    "cs_teams",
    "sync_activity",
    "immaterial_reasons",
    "pilot_threshold",
    "pilot_size",
];
/// Where the keys of the two large sections belong, for a key that stands in the wrong one.
const HOMES: &[(&str, &[&str])] = &[("audit", AUDIT_KEYS), ("definitions", DEFINITION_KEYS)];

/// Reads an `audit.toml`, or the one in a folder of exports; a folder without one gets the defaults, and everything in
/// it is inferred.
///
/// Errors: [`Error::NotFound`] and [`Error::Unreadable`] for the path itself, else [`Error::Invalid`].
pub fn load(source: &Path, overrides: &Overrides) -> Result<Settings, Error> {
    load_knowing(source, overrides, &Names::default())
}

/// [`load`], with complaints about rules and figures that are not among `names`.
pub fn load_knowing(source: &Path, overrides: &Overrides, names: &Names) -> Result<Settings, Error> {
    if source.is_dir() {
        let file = source.join("audit.toml");
        return match file.is_file() {
            true => load_file(&file, overrides, names),
            false => parse_knowing("", source, source, overrides, names),
        };
    }
    if !source.exists() {
        return Err(Error::NotFound { path: source.to_owned() });
    }
    load_file(source, overrides, names)
}

fn load_file(path: &Path, overrides: &Overrides, names: &Names) -> Result<Settings, Error> {
    let base = match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    let mut complaints = Complaints::default();
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_ascii_lowercase();
    if matches!(extension.as_str(), "csv" | "tsv" | "txt" | "gz" | "xlsx" | "xls" | "zip") {
        let message = format!("{} is an export, expected an audit.toml or a folder of exports", path.display());
        complaints.add(&Spot::nowhere(), message, format!("give the folder that it lies in: {}", base.display()));
        return complaints.unless_any(path, None);
    }
    let bytes = fs::read(path).map_err(|source| Error::Unreadable { path: path.to_owned(), source })?;
    match String::from_utf8(bytes) {
        Ok(content) => parse_knowing(&content, path, base, overrides, names),
        Err(error) => {
            let message = format!("{} is not UTF-8 from byte {} on", path.display(), error.utf8_error().valid_up_to());
            complaints.add(&Spot::nowhere(), message, "save it with encoding UTF-8");
            complaints.unless_any(path, None)
        }
    }
}

/// Reads a settings text. `path` is its name in messages; relative paths in it start from `base`.
///
/// Errors: [`Error::Invalid`] with every complaint.
pub fn parse(text: &str, path: &Path, base: &Path, overrides: &Overrides) -> Result<Settings, Error> {
    parse_knowing(text, path, base, overrides, &Names::default())
}

/// [`parse`], with complaints about rules and figures that are not among `names`.
pub fn parse_knowing(
    text: &str,
    path: &Path,
    base: &Path,
    overrides: &Overrides,
    names: &Names,
) -> Result<Settings, Error> {
    let mut complaints = Complaints::default();
    let file = error::text(path, text);
    let settings = raw::parse(text, &file, &mut complaints).map(|table| {
        let spot = Spot { text: Some(file), span: 0..0 };
        let top = Section::new("", table.get_ref(), spot);
        settings(top, base, overrides, names, &mut complaints)
    });
    complaints.unless_any(path, settings)
}

fn settings(
    mut top: Section,
    base: &Path,
    overrides: &Overrides,
    names: &Names,
    complaints: &mut Complaints,
) -> Settings {
    let mut audit_section = sub_section(&mut top, "audit", complaints);
    let timezone = audit_section.as_mut().and_then(|section| section.take("timezone"));
    let audit = audit(audit_section, overrides, complaints);
    let definitions_section = sub_section(&mut top, "definitions", complaints);
    let (definitions, definition_log, zone) = definitions::read(definitions_section, timezone, complaints);
    let sources = top.take("source").map(|value| sources::read(&value, names, complaints)).unwrap_or_default();
    let tiers = sub_section(&mut top, "tiers", complaints).map(|section| sections::tiers(section, complaints));
    let targets =
        sub_section(&mut top, "targets", complaints).map(|section| sections::targets(section, names, complaints));
    let rules = sub_section(&mut top, "rules", complaints).map(|section| sections::rules(section, names, complaints));
    let (rules, thresholds) = rules.unwrap_or_default();
    let checklist_section = sub_section(&mut top, "checklist", complaints);
    let checklist = checklist_parse::read(checklist_section, base, complaints);
    let cohorts = sub_section(&mut top, "cohorts", complaints).map(|section| sections::cohorts(section, complaints));
    let links = sub_section(&mut top, "links", complaints).map(|section| sections::links(section, complaints));
    let rates = sub_section(&mut top, "rates", complaints)
        .map(|section| sections::rates(section, audit.currency.as_deref(), complaints));
    let events = top.take("event").map(|value| sections::events(&value, complaints)).unwrap_or_default();
    let anonymise_section = sub_section(&mut top, "anonymise", complaints);
    let mut anonymise = anonymise::read(anonymise_section, complaints);
    anonymise.withheld = anonymise.withheld.and(overrides.withheld);
    top.finish(complaints, HOMES);
    Settings {
        audit,
        definitions,
        definition_log,
        zone,
        sources,
        base: base.to_owned(),
        tiers: tiers.unwrap_or_default(),
        checklist,
        cohort_columns: cohorts.unwrap_or_default(),
        rates,
        links: links.unwrap_or_default(),
        rules,
        thresholds,
        targets: targets.unwrap_or_default(),
        events,
        anonymise,
        questionnaire: questionnaire::read(base, complaints),
    }
}

fn sub_section<'t>(section: &mut Section<'t>, key: &'static str, complaints: &mut Complaints) -> Option<Section<'t>> {
    section.take(key)?.section(complaints)
}

fn audit(section: Option<Section>, overrides: &Overrides, complaints: &mut Complaints) -> AuditInfo {
    let mut section = section.unwrap_or_else(|| Section::empty("audit"));
    // The alias of `definitions.timezone` is read by the caller; here it is only a known key.
    section.take("timezone");
    let mut text = |key: &'static str| section.take(key).and_then(|value| value.string(complaints)).map(str::to_owned);
    let (name, client, owner, segment) = (text("name"), text("client"), text("owner"), text("segment"));
    let currency = section.take("currency").and_then(|value| currency(&value, complaints));
    let views = [("pilot", View::Pilot), ("monthly", View::Monthly), ("gap", View::Gap)];
    let view = section.take("view").and_then(|value| value.one_of(complaints, &views));
    let as_of = section.take("as_of");
    let (from, to) = (section.take("from"), section.take("to"));
    section.finish(complaints, HOMES);

    let (given_as_of, given_from, given_to) = (given(&overrides.as_of), given(&overrides.from), given(&overrides.to));
    let given_segment = given(&overrides.segment);
    let as_of = both(as_of, &given_as_of, "--as-of", complaints, dates::as_of).0;
    let (from, _) = both(from, &given_from, "--from", complaints, dates::day);
    let (to, to_value) = both(to, &given_to, "--to", complaints, dates::day);
    if let (Some(from), Some(to), Some(value)) = (from, to, to_value)
        && from >= to
    {
        let help = "the window goes from the first day to the day after its last";
        value.complain(complaints, "is not after the first day of the window", help);
    }
    let given_segment = given_segment.as_ref().and_then(|raw| Value::given("--segment", raw).string(complaints));
    AuditInfo {
        name,
        client,
        owner,
        view: overrides.view.or(view).unwrap_or_default(),
        as_of,
        from,
        to,
        segment: given_segment.map(str::to_owned).or(segment),
        currency,
    }
}

/// An option's text in the shape of a setting, so that one code checks both.
fn given(text: &Option<String>) -> Option<DeValue<'_>> {
    text.as_ref().map(|text| DeValue::String(text.as_str().into()))
}

/// The setting and the option of the same meaning: both are checked, the option counts. With the value that counts.
fn both<'t, T>(
    set: Option<Value<'t>>,
    given: &'t Option<DeValue<'t>>,
    option: &'t str,
    complaints: &mut Complaints,
    read: fn(&Value, &mut Complaints) -> Option<T>,
) -> (Option<T>, Option<Value<'t>>) {
    let of_file = set.as_ref().and_then(|value| read(value, complaints));
    let Some(raw) = given else { return (of_file, set) };
    let value = Value::given(option, raw);
    (read(&value, complaints), Some(value))
}

/// An ISO 4217 code, in capitals.
fn currency(value: &Value, complaints: &mut Complaints) -> Option<String> {
    let code = value.string(complaints)?;
    if code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        value.complain(
            complaints,
            format_args!("is \"{code}\", which is no currency code"),
            "write three letters, as EUR",
        );
        return None;
    }
    Some(code.to_ascii_uppercase())
}

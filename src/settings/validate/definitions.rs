//! `[definitions]`: each key as a plain value or a table with its status, and the log of what is in force.
//!
//! The keys are read in the order of the specification, which is the order of the log. A definition may be confirmed
//! without being changed: `min_cohort = { status = "confirmed" }` confirms the default.

use serde_json::{Number, json};

use super::super::dates;
use super::super::definitions::{CS_TEAMS, DEAL_TYPES, ESCALATION_KINDS, RENEWAL_TYPES, WON_STAGES, stage_keys};
use super::super::error::{Complaints, Spot};
use super::super::raw::{Section, Value};
use super::super::suggest::nearest;
use super::super::{Definition, Definitions, RetentionOrigin, Status, SyncActivity};
use crate::domain::{Clock, DateOnly, Zone, fold, iso_date, stage_key};

/// Nobody waits longer than a century; the bound keeps instants countable.
const MAX_DAYS: i64 = 36_500;
const MAX_HOURS: f64 = MAX_DAYS as f64 * 24.0;

/// Values, log and zone of `[definitions]`, or of nothing. `timezone_alias` is `[audit] timezone`.
pub(super) fn read(
    section: Option<Section>,
    timezone_alias: Option<Value>,
    complaints: &mut Complaints,
) -> (Definitions, Vec<Definition>, Zone) {
    let section = section.unwrap_or_else(|| Section::empty("definitions"));
    let mut reader = Reader { section, complaints, log: Vec::new(), places: Vec::new() };
    let standard = Definitions::default();
    let timezone = reader.timezone(timezone_alias);
    let date_only = reader.choice(
        "date_only",
        &[("midday", DateOnly::Midday), ("start_of_day", DateOnly::StartOfDay), ("end_of_day", DateOnly::EndOfDay)],
    );
    let definitions = Definitions {
        date_only,
        clock: reader.clock(),
        won_stages: reader.names("won_stages", WON_STAGES),
        deal_types: reader.names("deal_types", DEAL_TYPES),
        renewal_types: reader.names("renewal_types", RENEWAL_TYPES),
        review_sla_hours: reader.amount("review_sla_hours", standard.review_sla_hours, MAX_HOURS),
        first_touch_sla_hours: reader.amount("first_touch_sla_hours", standard.first_touch_sla_hours, MAX_HOURS),
        transition_email_sla_hours: reader.amount(
            "transition_email_sla_hours",
            standard.transition_email_sla_hours,
            MAX_HOURS,
        ),
        sync_sla_hours: reader.amount("sync_sla_hours", standard.sync_sla_hours, MAX_HOURS),
        kickoff_sla_days: reader.amount("kickoff_sla_days", standard.kickoff_sla_days, MAX_DAYS as f64),
        first_value_sla_days: reader.amount("first_value_sla_days", standard.first_value_sla_days, MAX_DAYS as f64),
        return_window_days: reader.count("return_window_days", standard.return_window_days, MAX_DAYS),
        escalation_window_days: reader.count("escalation_window_days", standard.escalation_window_days, MAX_DAYS),
        escalation_kinds: reader.names("escalation_kinds", ESCALATION_KINDS),
        retention_days: reader.count("retention_days", standard.retention_days, MAX_DAYS),
        retention_origin: reader.choice(
            "retention_origin",
            &[("won", RetentionOrigin::Won), ("contract_start", RetentionOrigin::ContractStart)],
        ),
        landmark_days: reader.count("landmark_days", standard.landmark_days, MAX_DAYS),
        min_cohort: reader.count("min_cohort", standard.min_cohort as i64, i64::from(u32::MAX)).unsigned_abs(),
        cs_teams: reader.names("cs_teams", CS_TEAMS),
        sync_activity: reader.sync_activity(),
        immaterial_reasons: reader.names("immaterial_reasons", &[]),
        pilot_threshold: reader.share("pilot_threshold", standard.pilot_threshold),
        pilot_size: reader.pilot_size(),
        timezone,
    };
    reader.finish(definitions)
}

struct Reader<'t, 'c> {
    section: Section<'t>,
    complaints: &'c mut Complaints,
    log: Vec<Definition>,
    /// Where the keys that are set stand.
    places: Vec<(&'static str, Spot)>,
}

/// A definition's value, when it has one of its own, with the rest of its log entry to come.
struct Entry<'t> {
    id: &'static str,
    value: Option<Value<'t>>,
    status: Status,
    by: Option<String>,
    on: Option<String>,
    is_set: bool,
}

impl<'t> Reader<'t, '_> {
    fn entry(&mut self, id: &'static str) -> Entry<'t> {
        let mut entry = Entry { id, value: None, status: Status::Assumed, by: None, on: None, is_set: false };
        let Some(value) = self.section.take(id) else { return entry };
        entry.is_set = true;
        self.places.push((id, value.spot()));
        // A table may itself be the value (`sync_activity`): it is the long form when it has a key of that form.
        let is_long = match value.raw.as_table() {
            Some(table) => table.keys().any(|key| matches!(key.get_ref().as_ref(), "value" | "status" | "by" | "on")),
            None => false,
        };
        if !is_long {
            entry.value = Some(value);
            return entry;
        }
        let Some(mut form) = value.section(self.complaints) else { return entry };
        entry.value = form.take("value").map(|inner| inner.named(&value.name));
        let status = form.take("status");
        entry.status = status
            .and_then(|word| {
                word.one_of(self.complaints, &[("assumed", Status::Assumed), ("confirmed", Status::Confirmed)])
            })
            .unwrap_or(Status::Assumed);
        entry.by = form.take("by").and_then(|by| by.string(self.complaints)).map(str::to_owned);
        entry.on = form.take("on").and_then(|on| dates::day(&on, self.complaints)).map(iso_date);
        form.finish(self.complaints, &[]);
        entry
    }

    fn keep(&mut self, entry: Entry, value: serde_json::Value) {
        let Entry { id, status, by, on, is_set, .. } = entry;
        self.log.push(Definition { id, value, status, by, on, is_set });
    }

    fn timezone(&mut self, alias: Option<Value<'t>>) -> String {
        let mut entry = self.entry("timezone");
        let mut name = entry.value.as_ref().and_then(|value| zone_name(value, self.complaints));
        if let Some(alias) = alias {
            let other = zone_name(&alias, self.complaints);
            if let (Some(name), Some(other)) = (&name, &other)
                && name != other
            {
                let message = format!("is \"{other}\", but `definitions.timezone` is \"{name}\"");
                alias.complain(self.complaints, message, "they are one setting; keep one of the two");
            }
            entry.is_set = true;
            name = name.or(other);
        }
        let name = name.unwrap_or_else(|| Definitions::default().timezone);
        self.keep(entry, json!(name));
        name
    }

    /// One of a few words; the first is the default.
    fn choice<T: Copy>(&mut self, id: &'static str, choices: &[(&'static str, T)]) -> T {
        let entry = self.entry(id);
        let chosen = entry.value.as_ref().and_then(|value| {
            let named: Vec<(&str, usize)> =
                choices.iter().enumerate().map(|(index, (name, _))| (*name, index)).collect();
            value.one_of(self.complaints, &named)
        });
        let (name, choice) = choices[chosen.unwrap_or(0)];
        self.keep(entry, json!(name));
        choice
    }

    fn clock(&mut self) -> Clock {
        let is_weekdays = self.choice("clock", &[("calendar", false), ("weekdays", true)]);
        let entry = self.entry("holidays");
        let list = entry.value.as_ref().and_then(|value| value.list(self.complaints, "holidays = [2026-12-25]"));
        let list = list.unwrap_or_default();
        let mut holidays: Vec<i32> = list.iter().filter_map(|holiday| dates::day(holiday, self.complaints)).collect();
        holidays.sort_unstable();
        holidays.dedup();
        if is_weekdays {
            // Not a key of the specification's table, but figures rest on it, so the log holds it wherever it counts.
            let days: Vec<String> = holidays.iter().map(|&day| iso_date(day)).collect();
            self.keep(entry, json!(days));
            return Clock::Weekdays { holidays };
        }
        if let Some(value) = entry.value.filter(|_| !holidays.is_empty()) {
            let help = "set clock = \"weekdays\", or remove the holidays";
            value.complain(self.complaints, "has no effect while every day counts (clock = \"calendar\")", help);
        }
        Clock::Calendar
    }

    /// A list of names, compared like stages.
    fn names(&mut self, id: &'static str, standard: &[&str]) -> Vec<String> {
        let entry = self.entry(id);
        let written: Option<Vec<(&str, Value)>> = entry.value.as_ref().and_then(|value| value.strings(self.complaints));
        let names: Vec<&str> = match &written {
            Some(written) => written.iter().map(|(name, _)| *name).collect(),
            None => standard.to_vec(),
        };
        for (name, value) in written.iter().flatten() {
            if stage_key(name).is_empty() {
                value.complain(
                    self.complaints,
                    format_args!("holds \"{name}\", which has no letter or digit"),
                    "remove it",
                );
            }
        }
        self.keep(entry, json!(names));
        stage_keys(&names)
    }

    fn amount(&mut self, id: &'static str, standard: f64, most: f64) -> f64 {
        let entry = self.entry(id);
        let amount = entry.value.as_ref().and_then(|value| value.positive(self.complaints, most)).unwrap_or(standard);
        self.keep(entry, json_number(amount));
        amount
    }

    fn count(&mut self, id: &'static str, standard: i64, most: i64) -> i64 {
        let entry = self.entry(id);
        let count = entry.value.as_ref().and_then(|value| value.whole(self.complaints, 1, most)).unwrap_or(standard);
        self.keep(entry, json!(count));
        count
    }

    fn share(&mut self, id: &'static str, standard: f64) -> f64 {
        let entry = self.entry(id);
        let number = entry.value.as_ref().and_then(|value| value.number(self.complaints));
        let share = number.filter(|&number| 0.0 < number && number < 1.0);
        if let (Some(value), Some(number), None) = (&entry.value, number, share) {
            let help = match number {
                1.0..100.0 if number > 1.0 => format!("write {} for {number} %", number / 100.0),
                _ => "give a share between 0 and 1, neither of them included".to_owned(),
            };
            value.complain(self.complaints, format_args!("is {number}, expected a share between 0 and 1"), help);
        }
        let share = share.unwrap_or(standard);
        self.keep(entry, json!(share));
        share
    }

    fn sync_activity(&mut self) -> Option<SyncActivity> {
        let entry = self.entry("sync_activity");
        let value = entry.value.clone().filter(|value| value.raw.as_str() != Some("none"));
        let activity = value.and_then(|value| sync_activity(&value, self.complaints));
        let logged = activity.as_ref().map(|(_, written)| written.clone());
        self.keep(entry, logged.unwrap_or(serde_json::Value::Null));
        activity.map(|(activity, _)| activity)
    }

    fn pilot_size(&mut self) -> Option<u64> {
        let entry = self.entry("pilot_size");
        let value = entry.value.as_ref().filter(|value| value.raw.as_str() != Some("due + fresh"));
        let size = value.and_then(|value| value.whole(self.complaints, 1, i64::from(u32::MAX))).map(i64::unsigned_abs);
        self.keep(entry, json!(size));
        size
    }

    fn place(&self, id: &str) -> Option<Spot> {
        self.places.iter().find(|(known, _)| *known == id).map(|(_, spot)| spot.clone())
    }

    /// What concerns more than one key.
    fn finish(mut self, mut definitions: Definitions) -> (Definitions, Vec<Definition>, Zone) {
        self.separate_types(&mut definitions);
        if definitions.landmark_days >= definitions.retention_days {
            let message = "`definitions.landmark_days` is not before the end of `definitions.retention_days`";
            let spot = self.place("landmark_days").or_else(|| self.place("retention_days"));
            let help = "what is known at the landmark is followed from there to the end; make it shorter";
            self.complaints.add(&spot.unwrap_or_else(Spot::nowhere), message, help);
        }
        let zone = Zone::named(&definitions.timezone, definitions.date_only).unwrap_or_else(Zone::utc);
        self.section.finish(self.complaints, super::HOMES);
        (definitions, self.log, zone)
    }

    /// A type is in scope or a renewal, never both. A list that was set wins over a default; two that were set must agree.
    fn separate_types(&mut self, definitions: &mut Definitions) {
        let is_set = |id| self.place(id).is_some();
        let (is_deals_set, is_renewals_set) = (is_set("deal_types"), is_set("renewal_types"));
        let shared: Vec<String> =
            definitions.deal_types.iter().filter(|key| definitions.renewal_types.contains(key)).cloned().collect();
        if shared.is_empty() {
            return;
        }
        if is_deals_set && is_renewals_set {
            let message =
                format!("`definitions.deal_types` and `definitions.renewal_types` share {}", shared.join(", "));
            let spot = self.place("renewal_types").unwrap_or_else(Spot::nowhere);
            self.complaints.add(&spot, message, "a deal type is in scope or a renewal; keep it in one of the two");
            return;
        }
        let (id, keys) = match is_deals_set {
            true => ("renewal_types", &mut definitions.renewal_types),
            false => ("deal_types", &mut definitions.deal_types),
        };
        keys.retain(|key| !shared.contains(key));
        if let Some(entry) = self.log.iter_mut().find(|entry| entry.id == id)
            && let Some(names) = entry.value.as_array_mut()
        {
            names.retain(|name| name.as_str().is_none_or(|name| !shared.contains(&stage_key(name))));
        }
    }
}

/// The name of a zone that exists.
fn zone_name(value: &Value, complaints: &mut Complaints) -> Option<String> {
    let name = value.string(complaints)?;
    if Zone::named(name, DateOnly::Midday).is_some() {
        return Some(name.to_owned());
    }
    let known: Vec<String> = jiff::tz::db().available().map(|zone| zone.as_str().to_owned()).collect();
    let city = known.iter().find(|zone| zone.rsplit('/').next().is_some_and(|city| fold(city) == fold(name)));
    let near = nearest(name, known.iter().map(String::as_str)).filter(|near| near.is_close).map(|near| near.name);
    let help = match city.map(String::as_str).or(near) {
        Some(zone) => format!("did you mean \"{zone}\"?"),
        None => "write an IANA name such as \"Europe/Berlin\" or \"America/New_York\"".to_owned(),
    };
    value.complain(complaints, format_args!("is \"{name}\", which is no time zone"), help);
    None
}

/// The activity with its JSON as written.
fn sync_activity(value: &Value, complaints: &mut Complaints) -> Option<(SyncActivity, serde_json::Value)> {
    let example = "write { type = \"meeting\", direction = \"internal\", subject = [\"handoff\"] }";
    if value.raw.as_table().is_none() {
        value.mistyped(complaints, "a table", example);
        return None;
    }
    let mut section = value.section(complaints)?;
    let kind = section.take("type").and_then(|kind| kind.string(complaints));
    let direction = section.take("direction").and_then(|direction| direction.string(complaints));
    let subject = section.take("subject").and_then(|subject| subject.strings(complaints)).unwrap_or_default();
    let spot: Spot = section.spot.clone();
    let before = complaints.len();
    section.finish(complaints, &[]);
    if kind.is_none() && direction.is_none() && subject.is_empty() && before == complaints.len() {
        complaints.add(&spot, format!("`{}` would match every activity", value.name), example);
    }
    let subject: Vec<&str> = subject.into_iter().map(|(text, _)| text).collect();
    let activity = SyncActivity {
        kind: kind.map(fold),
        direction: direction.map(fold),
        subject: subject.iter().map(|text| fold(text)).filter(|text| !text.is_empty()).collect(),
    };
    let mut written = serde_json::Map::new();
    written.extend(kind.map(|kind| ("type".to_owned(), json!(kind))));
    written.extend(direction.map(|direction| ("direction".to_owned(), json!(direction))));
    written.extend((!subject.is_empty()).then(|| ("subject".to_owned(), json!(subject))));
    Some((activity, written.into()))
}

/// Whole numbers without a decimal point.
fn json_number(number: f64) -> serde_json::Value {
    let whole = (number.fract() == 0.0).then(|| Number::from(number as i64));
    whole.or_else(|| Number::from_f64(number)).map_or(serde_json::Value::Null, serde_json::Value::Number)
}

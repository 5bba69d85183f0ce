//! The lexicon's files as they are written, and what their rules and guards mean.

use serde::Deserialize;

use super::{Entry, Fault, Finds, Guard, Place};
use crate::text::features::Named;
use crate::text::kinds::{CommitmentType, RiskType};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRules {
    #[serde(default)]
    pub(super) rule: Vec<RawRule>,
    #[serde(default)]
    pub(super) topic: Vec<RawRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRule {
    id: String,
    says: String,
    #[serde(rename = "type")]
    kind: Option<String>,
    pub(super) pattern: Vec<String>,
    #[serde(default)]
    strong: bool,
    #[serde(default)]
    alone: Vec<String>,
    #[serde(default)]
    otherwise: Vec<String>,
    #[serde(default)]
    weak: bool,
    #[serde(default)]
    nouns: bool,
    #[serde(default)]
    customer: bool,
    #[serde(default)]
    lead: bool,
    #[serde(default)]
    back: bool,
    #[serde(default)]
    skip: Vec<String>,
    #[serde(default)]
    also: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct RawGuards {
    pub(super) guard: Vec<RawGuard>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawGuard {
    id: String,
    says: String,
    #[serde(rename = "for")]
    for_what: String,
    #[serde(rename = "where")]
    place: String,
    #[serde(default)]
    negatable: bool,
    #[serde(default)]
    named: bool,
    pub(super) pattern: Vec<String>,
}

pub(super) fn guard(raw: &RawGuard) -> Result<Guard, Fault> {
    let unknown = |name: &str| Fault::Unknown(name.to_owned());
    let (word, near) = raw.place.split_once(' ').unwrap_or((raw.place.as_str(), ""));
    let near = || near.parse::<usize>().map_err(|_| unknown(&raw.place));
    let place = match word {
        "before" => Place::Before(near()?),
        "after" => Place::After(near()?),
        "clause" => Place::Clause,
        "sentence" => Place::Sentence,
        "near" => Place::Near,
        "asked" => Place::Asked,
        "within" => Place::Within(near()?),
        "text" => Place::Text,
        _ => return Err(unknown(&raw.place)),
    };
    if !matches!(raw.for_what.as_str(), "commitment" | "risk" | "both") {
        return Err(unknown(&raw.for_what));
    }
    Ok(Guard {
        id: raw.id.clone(),
        says: raw.says.clone(),
        place,
        is_negatable: raw.negatable,
        is_for_risks: raw.for_what != "commitment",
        is_for_promises: raw.for_what != "risk",
        is_named: raw.named,
        held: Named::new(&format!("guard {}", raw.id)),
    })
}

pub(super) fn entry(raw: RawRule, is_topic: bool, guards: &[Guard]) -> Result<Entry, Fault> {
    let commitment = |name: &str| {
        CommitmentType::ALL.into_iter().find(|kind| kind.name() == name).ok_or_else(|| Fault::Unknown(name.to_owned()))
    };
    let all = |names: &[String]| names.iter().map(|name| commitment(name)).collect::<Result<_, _>>();
    let finds = match &raw.kind {
        Some(kind) if is_topic => Finds::Topic(commitment(kind)?),
        Some(kind) if kind == "terms" => Finds::Terms,
        Some(kind) => Finds::Risk(
            RiskType::ALL.into_iter().find(|known| known.name() == kind).ok_or_else(|| Fault::Unknown(kind.clone()))?,
        ),
        None => Finds::Promise { is_strong: raw.strong, alone: all(&raw.alone)?, otherwise: all(&raw.otherwise)? },
    };
    if let Some(unknown) = raw.skip.iter().chain(&raw.also).find(|name| guards.iter().all(|guard| guard.id != **name)) {
        return Err(Fault::Unknown(unknown.clone()));
    }
    let is_stopped_by = |guard: &Guard| {
        raw.also.contains(&guard.id)
            || !guard.is_named
                && match finds {
                    Finds::Promise { .. } | Finds::Terms => guard.is_for_promises,
                    Finds::Risk(_) => guard.is_for_risks,
                    Finds::Topic(_) => false,
                }
    };
    let guards = (0..guards.len())
        .filter(|&position| is_stopped_by(&guards[position]) && !raw.skip.contains(&guards[position].id))
        .map(|position| position as u16)
        .collect();
    let [standing, stopped] = ["", " stopped"]
        .map(|ending| tells(&finds, &raw).iter().map(|name| Named::new(&format!("{name}{ending}"))).collect());
    Ok(Entry {
        id: raw.id,
        says: raw.says,
        finds,
        is_for_customer: raw.customer,
        is_weak: raw.weak,
        is_lead: raw.lead,
        takes_nouns: raw.nouns,
        refers_back: raw.back,
        guards,
        standing,
        stopped,
    })
}

/// What it tells of a sentence that such a rule fires in it.
fn tells(finds: &Finds, raw: &RawRule) -> Vec<String> {
    let lead = if raw.lead { "lead " } else { "" };
    match finds {
        Finds::Promise { is_strong, alone, otherwise } => {
            let strong = if *is_strong { "strong " } else { "" };
            let mut tells = vec![format!("{lead}{strong}promise")];
            tells.extend(alone.iter().map(|kind| format!("of {}", kind.name())));
            tells.extend(otherwise.iter().map(|kind| format!("else {}", kind.name())));
            tells
        }
        Finds::Risk(kind) => {
            let weak = if raw.weak { "weak " } else { "" };
            vec![format!("{lead}{weak}risk"), format!("{weak}{}", kind.name())]
        }
        Finds::Topic(_) | Finds::Terms => Vec::new(),
    }
}

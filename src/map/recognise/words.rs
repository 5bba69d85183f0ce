//! Headings compared by their words: `Date of Kick-Off` and `Kickoff Date` say the same, `Acct. Name` is `Account Name`.
//!
//! Two headings are the same when they have the same set of words, after abbreviations and synonyms; for times the word
//! "date" is no word. A part of the words is never enough to use a column, only to name what it is nearest to.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::domain::{TableKind, ValueKind, fold};

use super::super::profile::{self, TableRule};

/// Words that say nothing about which field it is.
const EMPTY_WORDS: [&str; 13] = ["the", "of", "for", "at", "on", "in", "to", "a", "an", "utc", "our", "crm", "field"];
/// Words that say no more than that it is a time.
const TIME_WORDS: [&str; 4] = ["date", "time", "datetime", "timestamp"];
/// Words that say whose id or name it is, where at least two others stand beside them: `HubSpot Deal ID`.
const SYSTEM_WORDS: [&str; 8] = ["hubspot", "hs", "salesforce", "sfdc", "sf", "pipedrive", "dynamics", "zoho"];
/// Words that say how long an id of Salesforce is: `Opportunity ID (18 char)`.
const ID_LENGTHS: [&str; 5] = ["15", "18", "char", "character", "digit"];
/// One word for several.
const SYNONYMS: [(&str, &str); 44] = [
    ("acct", "account"),
    ("client", "account"),
    ("customer", "account"),
    ("company", "account"),
    ("organisation", "account"),
    ("organization", "account"),
    ("org", "account"),
    ("opp", "deal"),
    ("oppty", "deal"),
    ("opportunity", "deal"),
    ("amt", "amount"),
    ("begin", "start"),
    ("closed", "close"),
    ("closing", "close"),
    ("commitment", "promise"),
    ("created", "create"),
    ("creation", "create"),
    ("crit", "criteria"),
    ("criterion", "criteria"),
    ("dt", "date"),
    ("day", "date"),
    ("desc", "description"),
    ("exec", "executive"),
    ("handover", "handoff"),
    ("held", "actual"),
    ("identifier", "id"),
    ("impl", "implementation"),
    ("mgr", "manager"),
    ("mo", "month"),
    ("nbr", "number"),
    ("num", "number"),
    ("onboard", "onboarding"),
    ("planned", "plan"),
    ("rep", "representative"),
    ("req", "requirement"),
    ("reviewed", "review"),
    ("risky", "risk"),
    ("started", "start"),
    ("submission", "submitted"),
    ("submit", "submitted"),
    ("targeted", "target"),
    ("tech", "technical"),
    ("terr", "territory"),
    ("tz", "zone"),
];
/// Words that are written together or apart.
const COMPOUNDS: [(&str, &str); 10] = [
    ("hub spot", "hubspot"),
    ("sales force", "salesforce"),
    ("pipe drive", "pipedrive"),
    ("kick off", "kickoff"),
    ("go live", "golive"),
    ("hand off", "handoff"),
    ("hand over", "handover"),
    ("e mail", "email"),
    ("time zone", "zone"),
    ("life cycle", "lifecycle"),
];

/// So far must two headings be alike for one to be named as nearest, by the words that they share of all their words.
const NEAR: f64 = 0.5;
/// Letters resemble each other by chance: `OwnerId` and `Record ID` are alike by half.
const SPELLING: f64 = 0.35;

/// A heading that is known for a field.
pub(super) struct Known {
    pub(super) table: TableKind,
    pub(super) field: usize,
    pub(super) text: String,
    folded: String,
    words: BTreeSet<String>,
}

impl Known {
    fn new(table: TableKind, field: usize, text: &str) -> Known {
        let is_time = is_time(table.fields()[field].kind);
        Known { table, field, text: text.to_owned(), folded: fold(text), words: words_of(text, is_time) }
    }

    fn kind(&self) -> ValueKind {
        self.table.fields()[self.field].kind
    }
}

/// Every heading of every profile, by table.
static KNOWN: LazyLock<Vec<Vec<Known>>> = LazyLock::new(|| {
    let names = |table: TableKind| {
        let fields = table.fields().iter().enumerate();
        fields.map(|(field, spec)| Known::new(table, field, &spec.name)).collect::<Vec<_>>()
    };
    let mut known: Vec<Vec<Known>> = TableKind::ALL.into_iter().map(names).collect();
    // What a form heads so is what it asks for, which elsewhere may be what happened.
    let shipped = profile::profiles().iter().flat_map(|profile| &profile.tables).filter(|rule| rule.asks == 0);
    for rule in shipped.chain(profile::handoff_fields()).chain(profile::likely()) {
        add(&mut known, rule);
        rule.also.iter().for_each(|also| add(&mut known, also));
    }
    known
});

fn add(known: &mut [Vec<Known>], rule: &TableRule) {
    let known = &mut known[rule.table as usize];
    for field in &rule.fields {
        for name in &field.from {
            let folded = fold(&name.text);
            if !known.iter().any(|other| other.field == field.field && other.folded == folded) {
                known.push(Known::new(rule.table, field.field, &name.text));
            }
        }
    }
}

/// The known headings of a table by their words.
type ByWords = FxHashMap<BTreeSet<String>, Vec<&'static Known>>;

/// By table: headings of times, compared without the words that say so, and all others.
static BY_WORDS: LazyLock<Vec<[ByWords; 2]>> = LazyLock::new(|| {
    let of_table = |known: &'static Vec<Known>| {
        let mut by_words = [ByWords::default(), ByWords::default()];
        for one in known.iter().filter(|one| !one.words.is_empty()) {
            by_words[usize::from(is_time(one.kind()))].entry(one.words.clone()).or_default().push(one);
        }
        by_words
    };
    KNOWN.iter().map(of_table).collect()
});

/// The headings of a table that have the same words; those of one field together.
pub(super) fn same_words(table: TableKind, heading: &str) -> Vec<&'static Known> {
    let words = [words_of(heading, false), words_of(heading, true)];
    let found = BY_WORDS[table as usize].iter().zip(&words).filter_map(|(by_words, words)| by_words.get(words));
    let mut found: Vec<&'static Known> = found.flatten().copied().collect();
    found.sort_by_key(|known| known.field);
    found.dedup_by_key(|known| known.field);
    found
}

/// The heading of the table that is nearest, when it is near enough to be worth naming, and how near (0 to 1).
pub(super) fn nearest(table: TableKind, heading: &str) -> Option<(&'static Known, f64)> {
    let folded = fold(heading);
    let (whole, without_time) = (words_of(heading, false), words_of(heading, true));
    let near = |known: &'static Known| {
        let words = if is_time(known.kind()) { &without_time } else { &whole };
        let shared = words.intersection(&known.words).count();
        let all = words.len() + known.words.len() - shared;
        let by_words = if all == 0 { 0.0 } else { shared as f64 / all as f64 };
        by_words.max(strsim::jaro_winkler(&folded, &known.folded) - SPELLING)
    };
    KNOWN[table as usize]
        .iter()
        .map(|known| (known, near(known)))
        .reduce(|best, next| if next.1 > best.1 { next } else { best })
        .filter(|(_, near)| *near >= NEAR)
}

fn is_time(kind: ValueKind) -> bool {
    matches!(kind, ValueKind::Date | ValueKind::Datetime | ValueKind::When)
}

/// The words of a heading, each once: split at capitals and punctuation, without plural, abbreviations written out.
fn words_of(heading: &str, without_time: bool) -> BTreeSet<String> {
    let mut text = spaced(heading);
    for (apart, together) in COMPOUNDS {
        text = format!(" {text} ").replace(&format!(" {apart} "), &format!(" {together} ")).trim().to_owned();
    }
    let words = text.split(' ').filter(|word| !word.is_empty() && !EMPTY_WORDS.contains(word));
    let words = words.map(|word| {
        let one = match word.strip_suffix("ies") {
            Some(stem) if stem.len() > 2 => format!("{stem}y"),
            _ => word.strip_suffix('s').filter(|one| one.len() > 2 && !one.ends_with('s')).unwrap_or(word).to_owned(),
        };
        SYNONYMS.iter().find(|(other, _)| *other == one).map_or(one, |(_, meant)| (*meant).to_owned())
    });
    let mut words: BTreeSet<String> =
        words.filter(|word| !(without_time && TIME_WORDS.contains(&word.as_str()))).collect();
    if words.contains("id") {
        words.retain(|word| !ID_LENGTHS.contains(&word.as_str()));
    }
    let is_of_field = |word: &String| !SYSTEM_WORDS.contains(&word.as_str());
    if words.iter().filter(|word| is_of_field(word)).count() > 1 {
        words.retain(is_of_field);
    }
    words
}

/// Lower case with single spaces: `StageName`, `stage_name` and `Stage-Name` become `stage name`. What connectors and
/// trackers put around a heading is gone: `property_`, `hs_`, `cf_`, `__c`, `Custom field (..)`.
pub(super) fn spaced(heading: &str) -> String {
    let mut bare = heading.trim();
    bare = bare.strip_prefix("Custom field (").and_then(|inner| inner.strip_suffix(')')).unwrap_or(bare);
    for prefix in ["property_", "hs_", "cf_"] {
        bare = bare.strip_prefix(prefix).unwrap_or(bare);
    }
    bare = bare.strip_suffix("__c").or_else(|| bare.strip_suffix("_c")).unwrap_or(bare);
    let mut spaced = String::with_capacity(bare.len() + 8);
    let mut before = ' ';
    for character in bare.chars() {
        if character.is_uppercase() && before.is_lowercase() {
            spaced.push(' ');
        }
        if character.is_alphanumeric() {
            spaced.extend(character.to_lowercase());
        } else if !spaced.ends_with(' ') {
            spaced.push(' ');
        }
        before = character;
    }
    spaced.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(table: TableKind, heading: &str) -> Vec<&'static str> {
        same_words(table, heading).iter().map(|known| table.fields()[known.field].name.as_str()).collect()
    }

    #[test]
    fn the_same_words_in_another_order_or_spelling_are_the_same_heading() {
        for (table, heading, expected) in [
            (TableKind::Onboarding, "Date of Kick-Off", "kickoff_at"),
            (TableKind::Deals, "Opp. Name", "deal_name"),
            (TableKind::Deals, "Criteria for Decision", "decision_criteria"),
            (TableKind::Deals, "Custom field (Exec. Sponsor)", "executive_sponsor"),
            (TableKind::Accounts, "acctName__c", "account_name"),
            (TableKind::Deals, "hubspot_deal_id", "deal_id"),
            (TableKind::Onboarding, "SFDC Opp ID (18 char)", "deal_id"),
            (TableKind::Activities, "Salesforce Account ID", "account_id"),
        ] {
            assert_eq!(field(table, heading), [expected], "{heading}");
        }
    }

    #[test]
    fn a_part_of_the_words_is_not_enough() {
        for heading in ["Next Step Updated At", "Closed Lost Reason", "Close", "Deal Score", "HubSpot ID", ""] {
            let found = field(TableKind::Deals, heading);
            assert!(found.is_empty() || found == ["closed_at"], "{heading}: {found:?}");
        }
        assert!(nearest(TableKind::Deals, "Expected Closing Dt").is_some());
        assert!(nearest(TableKind::Deals, "Zodiac").is_none());
    }
}

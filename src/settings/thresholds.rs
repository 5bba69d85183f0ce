//! The numbers in rules that a user may set: `[rules]  HA614 = { days = 21 }`.

use std::collections::BTreeMap;

/// A number that a rule judges by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Threshold {
    /// The rule's code.
    pub code: &'static str,
    /// The rule's slug.
    pub slug: &'static str,
    /// Its key in the rule's entry.
    pub key: &'static str,
    /// The value unless `audit.toml` says otherwise.
    pub default: f64,
    /// What it means, with its unit.
    pub meaning: &'static str,
}

const fn threshold(
    code: &'static str,
    slug: &'static str,
    key: &'static str,
    default: f64,
    meaning: &'static str,
) -> Threshold {
    Threshold { code, slug, key, default, meaning }
}

/// All of them, by code.
pub const THRESHOLDS: &[Threshold] = &[
    threshold("HA306", "aggressive-timeline", "share", 0.5, "promised days below this share of the usual ones"),
    threshold("HA306", "aggressive-timeline", "deals", 5.0, "deals with a live date that make a usual time"),
    threshold("HA502", "term-conflict", "months", 1.0, "months by which terms may differ"),
    threshold("HA503", "amount-conflict", "share", 0.05, "share by which the values may differ"),
    threshold("HA610", "day-14-check-missed", "from_day", 10.0, "first local day after the win of the check's window"),
    threshold("HA610", "day-14-check-missed", "to_day", 18.0, "last local day of the window"),
    threshold(
        "HA611",
        "day-30-review-missed",
        "from_day",
        25.0,
        "first local day after the win of the review's window",
    ),
    threshold("HA611", "day-30-review-missed", "to_day", 40.0, "last local day of the window"),
    threshold(
        "HA614",
        "customer-silence",
        "days",
        14.0,
        "days without contact by CS: an e-mail sent, a call or meeting held",
    ),
    threshold("HA803", "low-onboarding-csat", "score", 60.0, "CSAT, 0 to 100, below which an answer is low"),
    threshold(
        "HA901",
        "cs-never-returns",
        "handoffs",
        20.0,
        "decided handoffs from which the absence of returns means something",
    ),
    threshold(
        "HA902",
        "notes-unreliable",
        "share",
        0.5,
        "share of due handoffs with a note, below which notes are too few",
    ),
    threshold(
        "HA902",
        "notes-unreliable",
        "late_share",
        0.5,
        "share of notes entered more than 48 hours after the talk, above which they are too late",
    ),
    threshold(
        "HA902",
        "notes-unreliable",
        "alike_share",
        0.3,
        "share of notes that repeat another deal's, above which they are too alike",
    ),
    threshold(
        "HA903",
        "source-documents-inaccessible",
        "share",
        0.5,
        "share of due handoffs without scope or documents that is too many",
    ),
    threshold("HA904", "rep-drift", "deals", 5.0, "due deals from which a rep is judged"),
    threshold(
        "HA905",
        "routing-inconsistent",
        "share",
        0.8,
        "share of deals that one model of assignment must explain",
    ),
    threshold("HA905", "routing-inconsistent", "deals", 20.0, "deals with a CSM from which routing is judged"),
    threshold("HA906", "field-confusing", "rate", 0.5, "answered rate below which an item is low"),
    threshold("HA906", "field-confusing", "reps", 3.0, "reps with 5 deals or more who must all be low"),
];

/// The thresholds in force.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Thresholds(BTreeMap<(&'static str, &'static str), f64>);

impl Thresholds {
    /// The value in force.
    ///
    /// # Panics
    ///
    /// When the rule has no threshold of that key: a rule names its own.
    pub fn value(&self, code: &str, key: &str) -> f64 {
        let known = THRESHOLDS.iter().find(|known| known.code == code && known.key == key);
        let known = known.expect("a rule names its own thresholds");
        self.0.get(&(known.code, known.key)).copied().unwrap_or(known.default)
    }

    /// Sets one.
    pub(super) fn set(&mut self, threshold: &Threshold, value: f64) {
        self.0.insert((threshold.code, threshold.key), value);
    }

    /// Those that differ from the default, by code and key, with their value.
    pub fn changed(&self) -> impl Iterator<Item = (&'static Threshold, f64)> {
        THRESHOLDS.iter().filter_map(|known| {
            let value = *self.0.get(&(known.code, known.key))?;
            (value != known.default).then_some((known, value))
        })
    }

    /// The thresholds of a rule, by code or slug.
    pub fn of(name: &str) -> impl Iterator<Item = &'static Threshold> {
        THRESHOLDS.iter().filter(move |known| known.code == name || known.slug == name)
    }
}

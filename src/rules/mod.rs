//! Rules: what a packet must hold, each judged on one packet alone.
//!
//! A rule is a record in [`ALL`]: its code (never reused), its words, and one plain function. It looks at no other rule,
//! no cohort and no clock. To add one: its file in the family's folder, its `mod` line, its line in [`ALL`]; help, the
//! report's appendix, `audit.json` and `explain` come from the record.

mod case;
mod commitments;
mod gates;
mod risk;
#[cfg(test)]
pub(crate) mod testing;

pub use case::{Case, Holdings, PeopleFacts};

use crate::domain::Origin;
pub use crate::domain::Severity;

/// Who owns the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The account executive.
    Ae,
    /// The account executive and the customer-success manager together.
    AeAndCsm,
    /// The customer-success manager.
    Csm,
    /// CS operations.
    CsOps,
}

impl Owner {
    /// The name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            Owner::Ae => "AE",
            Owner::AeAndCsm => "AE and CSM",
            Owner::Csm => "CSM",
            Owner::CsOps => "CS ops",
        }
    }
}

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// `HA101`: family and number, fixed.
    pub code: &'static str,
    /// The file's name with hyphens; names the failing state.
    pub slug: &'static str,
    /// Title when it is met.
    pub title: &'static str,
    /// Title when it is missed.
    pub failing_title: &'static str,
    /// Why a success manager should care.
    pub rationale: &'static str,
    /// What to do on Monday.
    pub remedy: &'static str,
    /// How bad a miss is, unless `audit.toml` says otherwise.
    pub severity: Severity,
    /// Who answers.
    pub owner: Owner,
    /// Columns and tables without which it cannot be judged.
    pub needs: &'static [&'static str],
    /// The source document that asks for it.
    pub source: &'static str,
    /// The verdict on one packet.
    pub check: fn(&Case<'_>) -> Verdict,
    /// One finding in words.
    pub describe: fn(&Case<'_>, &Evidence) -> Words,
}

/// What a rule says of a packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// In order.
    Met,
    /// Not in order; one piece of evidence a finding, never empty.
    Missed(Vec<Evidence>),
    /// Does not apply, with the reason.
    NotApplicable(&'static str),
    /// Cannot be judged: the column or table that is absent.
    Unknowable(String),
}

/// What a finding is about and where that stands. Words are made from it when somebody reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What it is about.
    pub subject: Subject,
    /// Where it stands.
    pub origin: Origin,
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The whole packet.
    Packet,
    /// A checklist item, by position.
    Item(u16),
    /// An acceptance element, by position.
    Element(u16),
    /// The deal's owner.
    Ae,
    /// The deal's CSM.
    Csm,
    /// A recorded commitment.
    Commitment,
    /// A recorded risk.
    Risk,
}

/// A finding in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What was seen.
    pub evidence: String,
    /// The question or task for the owner.
    pub question: String,
}

/// Every rule, in order of code.
pub const ALL: &[&Rule] = &[
    &gates::success_metric_missing::RULE,
    &gates::success_metric_not_measurable::RULE,
    &gates::first_value_criteria_missing::RULE,
    &gates::acceptance_element_missing::RULE,
    &gates::required_field_unanswered::RULE,
    &gates::csm_owner_missing::RULE,
    &gates::owner_is_a_team::RULE,
    &gates::packet_not_reviewed::RULE,
    &gates::signed_scope_missing::RULE,
    &gates::source_evidence_missing::RULE,
    &gates::measurement_event_missing::RULE,
    &commitments::roadmap_promise_unreviewed::RULE,
    &commitments::sensitive_commitment::RULE,
    &risk::open_risk_without_owner::RULE,
];

/// The rule of that code or slug, without case.
pub fn find(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.code.eq_ignore_ascii_case(name) || rule.slug.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::testing::case_of;
    use super::*;

    #[test]
    fn records_are_whole_and_codes_are_unique_and_ordered() {
        for rule in ALL {
            let texts = [rule.title, rule.failing_title, rule.rationale, rule.remedy, rule.source];
            assert!(texts.iter().all(|text| !text.trim().is_empty() && !text.contains('\n')), "{}", rule.code);
            assert!(!rule.title.ends_with('.') && !rule.failing_title.ends_with('.'), "{}", rule.code);
            assert!(rule.code.len() == 5 && rule.code.starts_with("HA"), "{}", rule.code);
        }
        assert!(ALL.windows(2).all(|pair| pair[0].code < pair[1].code));
    }

    #[test]
    fn every_rule_has_a_file_of_its_name() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
        let families = [('1', "gates"), ('2', "commitments"), ('3', "risk")];
        for rule in ALL {
            let family = families.iter().find(|(digit, _)| rule.code.starts_with(&format!("HA{digit}")));
            let (_, folder) = family.expect("a known family");
            let file = root.join(folder).join(format!("{}.rs", rule.slug.replace('-', "_")));
            assert!(file.is_file(), "{} has no file {}", rule.code, file.display());
        }
    }

    #[test]
    fn a_complete_packet_misses_nothing_and_every_miss_has_words() {
        let complete = case_of(|_| {});
        for rule in ALL {
            let verdict = (rule.check)(&complete.case());
            assert!(!matches!(verdict, Verdict::Missed(_)), "{} is missed by a complete packet", rule.code);
        }
        let empty = case_of(|packet| packet.blank_everything());
        let mut n_missed = 0;
        for rule in ALL {
            if let Verdict::Missed(evidence) = (rule.check)(&empty.case()) {
                assert!(!evidence.is_empty());
                let words = (rule.describe)(&empty.case(), &evidence[0]);
                assert!(!words.evidence.is_empty() && !words.question.is_empty());
                n_missed += 1;
            }
        }
        assert!(n_missed >= 7, "an empty packet misses most gates, not {n_missed}");
    }
}

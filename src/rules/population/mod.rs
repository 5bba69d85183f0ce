//! Family 9: rules that look at the whole population. They see counts, never a deal.

mod crowd;
mod cs_never_returns;
mod field_confusing;
mod no_feedback_loop;
mod notes_unreliable;
mod renewals_bypass_handoff;
mod rep_drift;
mod routing_inconsistent;
mod source_documents_inaccessible;

pub use crowd::Crowd;

use super::{Owner, Severity};

/// One rule about the population.
#[derive(Debug)]
pub struct CrowdRule {
    /// `HA901`: family and number, fixed.
    pub code: &'static str,
    /// The file's name with hyphens; names the failing state.
    pub slug: &'static str,
    /// Title when it is met.
    pub title: &'static str,
    /// Title when it is missed.
    pub failing_title: &'static str,
    /// Why it matters.
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
    /// The verdict.
    pub check: fn(&Crowd) -> CrowdVerdict,
    /// A population that meets it.
    pub good: CrowdExample,
    /// A population that misses it.
    pub bad: CrowdExample,
}

/// A population by which a rule is explained, and tested.
#[derive(Debug)]
pub struct CrowdExample {
    /// The population in words.
    pub words: &'static str,
    /// Makes it out of a healthy one.
    pub make: fn(&mut Crowd),
}

/// What a rule says of the population.
#[derive(Clone, Debug, PartialEq)]
pub enum CrowdVerdict {
    /// In order.
    Met,
    /// Not in order; never empty.
    Missed(Vec<CrowdFinding>),
    /// Does not apply, with the reason.
    NotApplicable(&'static str),
    /// Cannot be judged: the column or table that is absent.
    Unknowable(String),
}

/// A finding about the population.
#[derive(Clone, Debug, PartialEq)]
pub struct CrowdFinding {
    /// What was seen: counts.
    pub evidence: String,
    /// The question for the owner.
    pub question: String,
    /// Deals that it concerns.
    pub deals: u64,
    /// The chance of seeing this by luck, 0 to 1, where one can be told.
    pub chance: Option<f64>,
}

impl CrowdRule {
    /// The verdict on an example.
    pub fn try_on(&self, example: &CrowdExample) -> CrowdVerdict {
        let mut crowd = Crowd::healthy();
        (example.make)(&mut crowd);
        (self.check)(&crowd)
    }
}

/// Every population rule, in order of code.
pub const ALL: &[&CrowdRule] = &[
    &cs_never_returns::RULE,
    &notes_unreliable::RULE,
    &source_documents_inaccessible::RULE,
    &rep_drift::RULE,
    &routing_inconsistent::RULE,
    &field_confusing::RULE,
    &renewals_bypass_handoff::RULE,
    &no_feedback_loop::RULE,
];

/// The rule of that code or slug, without case.
pub fn find(name: &str) -> Option<&'static CrowdRule> {
    ALL.iter().copied().find(|rule| rule.code.eq_ignore_ascii_case(name) || rule.slug.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_met_by_its_good_example_and_missed_by_its_bad_one() {
        for rule in ALL {
            assert_eq!(rule.try_on(&rule.good), CrowdVerdict::Met, "{}", rule.code);
            let bad = rule.try_on(&rule.bad);
            assert!(matches!(&bad, CrowdVerdict::Missed(findings) if !findings.is_empty()), "{}: {bad:?}", rule.code);
        }
    }

    #[test]
    fn nothing_is_missed_on_the_strength_of_nothing() {
        for rule in ALL {
            let verdict = (rule.check)(&Crowd::default());
            assert!(!matches!(verdict, CrowdVerdict::Missed(_) | CrowdVerdict::Met), "{}: {verdict:?}", rule.code);
        }
    }

    #[test]
    fn files_codes_and_slugs_agree() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules/population");
        assert!(ALL.windows(2).all(|pair| pair[0].code < pair[1].code));
        assert!(ALL.iter().all(|rule| root.join(format!("{}.rs", rule.slug.replace('-', "_"))).is_file()));
        let named = |rule: &&crate::settings::Threshold| rule.code.starts_with("HA9");
        for threshold in crate::settings::THRESHOLDS.iter().filter(named) {
            assert!(find(threshold.code).is_some_and(|rule| rule.slug == threshold.slug), "{}", threshold.code);
        }
    }
}

//! Rules: what a packet must hold, each judged on one packet alone.
//!
//! A rule is a record in [`ALL`]: its code (never reused), its words, and one plain function. It looks at no other rule,
//! no cohort and no clock. To add one: its file in the family's folder, its `mod` line, its line in [`ALL`]; help, the
//! report's appendix, `audit.json` and `explain` come from the record.

mod case;
mod commitments;
mod conflicts;
mod context;
mod gates;
mod integrity;
mod outcomes;
pub mod population;
mod risk;
mod specimen;
mod timing;
#[cfg(test)]
pub(crate) mod testing {
    //! The specimen under the names that tests use.
    use super::specimen::Specimen;
    pub(crate) use super::specimen::{ROW, case_of};
    use super::{Rule, Verdict, Words};

    /// What a rule finds in the complete packet after `change`, in words; nothing where it does not miss anything.
    pub(super) fn found(rule: &Rule, change: impl FnOnce(&mut Specimen)) -> Vec<Words> {
        let specimen = case_of(change);
        let case = specimen.case();
        match (rule.check)(&case) {
            Verdict::Missed(evidence) => evidence.iter().map(|one| (rule.describe)(&case, one)).collect(),
            _ => Vec::new(),
        }
    }

    /// The evidence of what a rule finds, as [`found`].
    pub(super) fn evidence(rule: &Rule, change: impl FnOnce(&mut Specimen)) -> Vec<String> {
        found(rule, change).into_iter().map(|words| words.evidence).collect()
    }
}

pub use case::{Case, Holdings, PeopleFacts, Usual};
pub use specimen::Specimen;

use crate::domain::Origin;
pub use crate::domain::Severity;
use crate::packet::Timed;

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
    /// Revenue operations.
    RevOps,
    /// The sales lead.
    SalesLead,
}

impl Owner {
    /// The name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            Owner::Ae => "AE",
            Owner::AeAndCsm => "AE and CSM",
            Owner::Csm => "CSM",
            Owner::CsOps => "CS ops",
            Owner::RevOps => "RevOps",
            Owner::SalesLead => "Sales lead",
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
    /// A packet that meets it.
    pub good: Example,
    /// A packet that misses it.
    pub bad: Example,
}

/// A packet by which a rule is explained, and tested.
#[derive(Debug)]
pub struct Example {
    /// The packet in words.
    pub words: &'static str,
    /// Makes it out of a complete packet.
    pub make: fn(&mut Specimen),
}

impl Rule {
    /// Whether it rests on what the words of notes seem to say.
    pub fn reads_text(&self) -> bool {
        self.needs.contains(&"activities.body")
    }

    /// The verdict on an example, and the words of its first finding.
    pub fn try_on(&self, example: &Example) -> (Verdict, Option<Words>) {
        let mut specimen = Specimen::complete();
        (example.make)(&mut specimen);
        let case = specimen.case();
        let verdict = (self.check)(&case);
        let words = match &verdict {
            Verdict::Missed(evidence) => evidence.first().map(|first| (self.describe)(&case, first)),
            _ => None,
        };
        (verdict, words)
    }
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
    /// A person at the customer.
    Contact,
    /// The sponsor whom the deal names, and the one whom the contact roles name.
    Sponsors,
    /// The CSM whom the deal names, and the one whom its onboarding record names.
    Csms,
    /// A task, or the open action items of the deal.
    Task,
    /// An event with a service level.
    Event(Timed),
    /// The thing at that position in the list that the rule looks at.
    Nth(u16),
}

/// A finding in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    &commitments::custom_promise_unreviewed::RULE,
    &commitments::timeline_promise_unreviewed::RULE,
    &commitments::discount_promise_unreviewed::RULE,
    &commitments::integration_promise_unreviewed::RULE,
    &commitments::scope_promise_unreviewed::RULE,
    &commitments::roadmap_promise_unreviewed::RULE,
    &commitments::unrecorded_commitment::RULE,
    &commitments::commitment_without_owner::RULE,
    &commitments::sensitive_commitment::RULE,
    &commitments::open_action_item_overdue::RULE,
    &commitments::commitment_overdue::RULE,
    &risk::open_risk_without_owner::RULE,
    &risk::undeclared_risk::RULE,
    &risk::champion_at_risk::RULE,
    &risk::sponsor_missing::RULE,
    &risk::sponsor_never_engaged::RULE,
    &risk::aggressive_timeline::RULE,
    &risk::dependency_unresolved::RULE,
    &risk::none_recorded_against_evidence::RULE,
    &context::goals_same_as_requirements::RULE,
    &context::why_now_missing::RULE,
    &context::champion_missing::RULE,
    &context::economic_buyer_missing::RULE,
    &context::technical_contact_missing::RULE,
    &context::single_threaded::RULE,
    &context::blocker_present::RULE,
    &context::alternatives_missing::RULE,
    &context::contact_details_stale::RULE,
    &conflicts::scope_conflict::RULE,
    &conflicts::term_conflict::RULE,
    &conflicts::amount_conflict::RULE,
    &conflicts::date_conflict::RULE,
    &conflicts::owner_conflict::RULE,
    &conflicts::stage_conflict::RULE,
    &conflicts::sponsor_conflict::RULE,
    &timing::first_touch_late::RULE,
    &timing::first_touch_missing::RULE,
    &timing::sync_late::RULE,
    &timing::sync_skipped::RULE,
    &timing::kickoff_late::RULE,
    &timing::kickoff_slipped::RULE,
    &timing::gate_violation::RULE,
    &timing::transition_email_late::RULE,
    &timing::ae_vanished::RULE,
    &timing::day_14_check_missed::RULE,
    &timing::day_30_review_missed::RULE,
    &timing::first_value_late::RULE,
    &timing::first_value_missing::RULE,
    &timing::customer_silence::RULE,
    &integrity::accepted_with_gaps::RULE,
    &integrity::placeholder_answer::RULE,
    &integrity::boilerplate_answer::RULE,
    &integrity::backfilled_after_close::RULE,
    &integrity::late_discovery::RULE,
    &integrity::reopened_deal::RULE,
    &integrity::implementation_record_set_aside::RULE,
    &integrity::duplicate_deal::RULE,
    &integrity::churn_without_date::RULE,
    &integrity::validation_bypassed::RULE,
    &integrity::changed_after_acceptance::RULE,
    &outcomes::early_escalation::RULE,
    &outcomes::customer_repeated_themselves::RULE,
    &outcomes::low_onboarding_csat::RULE,
    &outcomes::early_churn::RULE,
];

/// The rule of that code or slug, without case.
pub fn find(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.code.eq_ignore_ascii_case(name) || rule.slug.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests;

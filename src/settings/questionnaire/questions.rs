//! The questions, by topic, in the order in which they are asked.
//!
//! The first four bear the ids of the readiness conditions, which their answers override.

use super::AnswerKind::{Words, YesNo};
use super::{AnswerKind, Question};

/// Every question.
pub const QUESTIONS: &[Question] = &[
    question(
        "sales_notes_reliable",
        TRUST,
        YesNo,
        "Do AEs write their call and meeting notes into the CRM while the deal is open, so that the notes can be relied on?",
        "notes written afterwards, or copied from deal to deal, say little about this customer",
    ),
    question(
        "source_documents_accessible",
        TRUST,
        YesNo,
        "Can CS open the signed order form, scope and proposal of every won deal?",
        "a link in the export does not show who may open it",
    ),
    question(
        "cs_can_reject",
        TRUST,
        YesNo,
        "Can CS return an incomplete handoff, and does it then go back to the AE?",
        "where nothing can be returned, an acceptance says nothing",
    ),
    question(
        "coverage",
        TRUST,
        YesNo,
        "Do these exports hold every customer won in the window, without a filter or a saved view that hides some?",
        "an export cannot show what was left out of it",
    ),
    question(
        "evidence_elsewhere",
        TRUST,
        Words,
        "Which handoff evidence lives outside these exports: chat, shared documents, call recordings?",
        "what is missing here may be kept there",
    ),
    question(
        "audit_owner",
        OWNERSHIP,
        Words,
        "Who in CS operations owns this audit and its measurement?",
        "somebody must act on what it finds",
    ),
    question(
        "governance_owner",
        OWNERSHIP,
        Words,
        "Who owns the handoff process after the pilot, and how often is it reviewed?",
        "a process without an owner decays",
    ),
    question(
        "leaders_agreed",
        OWNERSHIP,
        YesNo,
        "Have the heads of Sales and of CS both agreed to the definitions and to the checklist?",
        "figures under contested definitions will be contested",
    ),
    question(
        "material_return",
        OWNERSHIP,
        Words,
        "What makes a return material, and who decides that?",
        "the acceptance rate turns on it",
    ),
    question(
        "field_meanings",
        OWNERSHIP,
        YesNo,
        "Do Sales and CS mean the same by each handoff field, and is that written down?",
        "the same word filled in two ways is two fields",
    ),
    question(
        "stop_rules",
        OWNERSHIP,
        YesNo,
        "Is it written down when a handoff must stop?",
        "without stop rules every gap is negotiable",
    ),
    question(
        "human_decisions",
        OWNERSHIP,
        YesNo,
        "Is it written down what is never automated: kickoff promises, timelines, scope, customer expectations?",
        "these need the AE and the CSM",
    ),
    question(
        "process_documented",
        PROCESS,
        YesNo,
        "Is the handoff process written down, with deadlines, escalation and differences by segment?",
        "it is the process that the exports are held against",
    ),
    question(
        "shared_playbook",
        PROCESS,
        YesNo,
        "Do Sales and CS work from one shared playbook?",
        "two playbooks meet at the handoff",
    ),
    question(
        "sync_agenda",
        PROCESS,
        YesNo,
        "Does the internal sync follow an agenda in which the AE answers questions?",
        "a narrated deal leaves gaps that nobody notices",
    ),
    question(
        "introduction",
        PROCESS,
        YesNo,
        "Does the introduction to the customer cover goals, first milestones, timeline, contacts on both sides and what comes next?",
        "exports show that it took place, not what was said",
    ),
    question(
        "ae_after_close",
        PROCESS,
        YesNo,
        "Does the AE keep commercial questions and contract follow-up after the close?",
        "otherwise they land with CS unannounced",
    ),
    question(
        "alert_on_close",
        PROCESS,
        YesNo,
        "Is the CSM notified when a deal closes, without anybody having to remember it?",
        "alerts are rarely exported",
    ),
    question(
        "handoff_layout",
        PROCESS,
        YesNo,
        "Does the CRM page show the handoff fields together, in a section of their own?",
        "fields that are hard to find stay blank",
    ),
    question(
        "automated_after_clear",
        PROCESS,
        YesNo,
        "Was the process made clear before it was automated?",
        "automation of an unclear process makes it fail faster",
    ),
    question(
        "commission",
        PROCESS,
        YesNo,
        "Does part of the commission depend on a completed handoff?",
        "what is paid for gets written down",
    ),
    question(
        "dashboard_figure",
        PROCESS,
        Words,
        "Which completion rate does your own dashboard show, of which day, and how is it computed?",
        "two figures for one thing must be explained before either is used",
    ),
    question(
        "pilot_briefed",
        PILOT,
        YesNo,
        "Were all AEs and CSMs of the pilot briefed before it began?",
        "the first weeks otherwise measure the briefing",
    ),
    question(
        "training",
        PILOT,
        Words,
        "Which trainings were held for Sales, CS and leadership, and when?",
        "it dates the change that the charts may show",
    ),
    question(
        "ae_feedback",
        PILOT,
        Words,
        "What do AEs find hard or needless in the handoff? (3 to 5 interviews)",
        "a field that confuses everybody is the field's fault",
    ),
    question(
        "csm_feedback",
        PILOT,
        Words,
        "What do CSMs always have to ask Sales for, and what delays onboarding? (3 to 5 interviews)",
        "it names the fields that matter",
    ),
    question(
        "hours_per_handoff",
        PILOT,
        Words,
        "How long does a handoff take the AE and the CSM today?",
        "it is the cost that the process has to earn",
    ),
    question(
        "support_after_launch",
        PILOT,
        YesNo,
        "Is there a place to ask, and are faults of the new process mended within days?",
        "early faults teach people to work around it",
    ),
    question(
        "health_scoring",
        USE,
        YesNo,
        "Do handoff data feed health scores and renewal planning?",
        "it is what they are worth after onboarding",
    ),
    question(
        "self_sufficient",
        USE,
        YesNo,
        "Can the teams keep the process going without outside help?",
        "it says how far the change has come",
    ),
];

const TRUST: &str = "Whether the audit can be trusted";
const OWNERSHIP: &str = "Ownership and agreement";
const PROCESS: &str = "How the process runs";
const PILOT: &str = "Pilot, training and feedback";
const USE: &str = "Use of the result";

const fn question(
    id: &'static str,
    topic: &'static str,
    kind: AnswerKind,
    text: &'static str,
    why: &'static str,
) -> Question {
    Question { id, topic, text, why, kind }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_every_question_asks() {
        for (place, question) in QUESTIONS.iter().enumerate() {
            assert!(QUESTIONS[..place].iter().all(|earlier| earlier.id != question.id), "{}", question.id);
            assert!(question.text.contains('?') && !question.why.is_empty(), "{}", question.id);
        }
    }
}

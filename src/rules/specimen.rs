//! A complete packet to take things away from: what the rules' examples, and their tests, are made of.

use std::sync::Arc;

use crate::domain::{FileId, Moment, Origin, Sym, TableKind, Zone};
use crate::packet::{
    CommitmentType, ContactFacts, CustomerEnd, Decision, Detail, ElementState, Events, FieldAnswer, FieldState, Kinds,
    Known, Mined, MinedCommitment, MinedRisk, Packet, PersonId, Promise, PromiseKind, RiskTally, RiskType, Role, Scope,
    ScopeAspect, ScopeConflict, Sentence, Stage, Stakeholder, SurveyAnswer, Timed, Timing,
};
use crate::settings::{Checklist, Thresholds, Tier};

use super::case::{Case, Holdings, PeopleFacts, Usual};

/// A packet with everything that a case borrows.
pub struct Specimen {
    pub(crate) packet: Packet,
    checklist: Checklist,
    thresholds: Thresholds,
    pub(crate) holds: Holdings,
    pub(crate) usual: Usual,
    pub(crate) csm: Option<&'static str>,
    pub(crate) is_ae_inactive: bool,
}

/// Where everything in a specimen stands.
pub(crate) const ROW: Origin = Origin::row(FileId(0), 2);
/// The local day of the win.
const WON: i32 = 20_000;

/// A value that stands in the specimen's row.
pub(super) fn known<T>(value: T) -> Option<Known<T>> {
    Some(Known { value, origin: ROW })
}

/// A complete, accepted packet after `change`.
#[cfg(test)]
pub(crate) fn case_of(change: impl FnOnce(&mut Specimen)) -> Specimen {
    let mut specimen = Specimen::complete();
    change(&mut specimen);
    specimen
}

impl Specimen {
    /// A packet that misses nothing, 100 days after the win.
    pub fn complete() -> Specimen {
        let checklist = Checklist::shipped();
        let at = Self::day(0);
        let answers = checklist.items.iter().map(|_| FieldAnswer { state: FieldState::Answered, origin: Some(ROW) });
        let events = Events {
            submitted_at: Some(at),
            decisions: vec![Decision {
                is_accepted: true,
                is_material: true,
                reason: Sym::BLANK,
                at,
                row: 0,
                origin: ROW,
            }],
            sync_at: Some(at),
            first_touch_at: Some(at),
            transition_email_at: Some(at),
            kickoff_planned_at: Some(Self::day(5)),
            kickoff_at: Some(Self::day(5)),
            first_value_at: Some(Self::day(20)),
            ..Events::default()
        };
        let packet = Packet {
            row: 0,
            id: Sym(1),
            account: Some(Sym(2)),
            won_at: at,
            scope: Scope::InScope,
            tier: Tier::HighTouch,
            segment: Sym::BLANK,
            region: Sym::BLANK,
            ae: Some(PersonId::at(0)),
            ae_is_person: true,
            csm: Some(PersonId::at(1)),
            csm_is_person: true,
            is_due: true,
            is_reopened: false,
            events,
            answers: answers.collect(),
            elements: vec![ElementState::Complete; checklist.elements.len()].into(),
            stage: Stage::Done,
            promises: Vec::new(),
            risks: RiskTally::default(),
            mined: Some(Box::default()),
            escalations: Box::default(),
            surveys: [SurveyAnswer { row: 0, csat: None, has_repeated: Some(false) }].into(),
            is_override: Some(false),
            at_close: None,
            at_landmark: None,
            n_backing_rows: 3,
            detail: Box::new(detail()),
        };
        let columns = TableKind::ALL.iter().map(|kind| vec![true; kind.fields().len()]).collect();
        let holds = Holdings {
            has_reviews: true,
            has_touches: true,
            has_contacts: true,
            has_emails: true,
            kinds: vec!["note", "email", "call", "meeting"],
            has_submitted: true,
            has_sync: true,
            has_csm: true,
            has_owner: true,
            has_commitments: true,
            has_risks: true,
            has_other_tables: true,
            columns,
        };
        Specimen {
            packet,
            checklist,
            thresholds: Thresholds::default(),
            holds,
            usual: Usual::default(),
            csm: Some("Cara Success"),
            is_ae_inactive: false,
        }
    }

    /// The case that the rules see.
    pub fn case(&self) -> Case<'_> {
        let people = PeopleFacts {
            ae: Some("Abe Seller"),
            is_ae_inactive: self.is_ae_inactive,
            csm: self.csm,
            is_csm_inactive: false,
        };
        Case {
            packet: &self.packet,
            checklist: &self.checklist,
            thresholds: &self.thresholds,
            holds: &self.holds,
            usual: &self.usual,
            as_of: Self::day(100),
            row: ROW,
            people,
        }
    }

    /// A local day, counted from the win.
    pub(super) fn day(days: i32) -> Moment {
        Zone::utc().date(WON + days)
    }

    /// Puts an item into a state.
    pub(crate) fn set(&mut self, item: &str, state: FieldState) {
        let position = self.checklist.position(item).expect("an item of the shipped checklist");
        let answer = &mut self.packet.answers[position];
        answer.state = state;
        if state == FieldState::NotCaptured {
            // No export holds it; with a place it would be a cell that could not be read.
            answer.origin = None;
        }
    }

    /// Sets how an event stands against its service level.
    pub(super) fn time(&mut self, timed: Timed, timing: Timing) {
        self.packet.detail.timings[timed as usize] = timing;
    }

    /// So many days of the first 30 without a contact by CS.
    pub(crate) fn silent_for(&mut self, days: f64) {
        let contact = &mut self.packet.detail.contact;
        (contact.longest_silence, contact.least_silence) = (days, days);
    }

    /// Records a promise that is owned, reviewed and delivered, after `change`.
    pub(super) fn promise(&mut self, kind: PromiseKind, change: impl FnOnce(&mut Promise)) {
        let mut promise = Promise {
            kind,
            is_reviewed: true,
            has_owner: true,
            created_at: Some(Self::day(-5)),
            due_at: Some(Self::day(10)),
            is_delivered: true,
            origin: ROW,
        };
        change(&mut promise);
        self.packet.promises.push(promise);
    }

    /// Lets a note seem to hold a promise, a risk and a conflict.
    pub(super) fn note(&mut self, is_recorded: bool) {
        let sentence = |text: &str| Sentence { text: text.into(), origin: ROW, at: None, author: None };
        self.packet.mined = Some(Box::new(Mined {
            commitments: vec![MinedCommitment {
                kinds: Kinds::commitments(&[CommitmentType::Timeline]),
                sentence: sentence("We will have you live by 1 June."),
                is_recorded,
            }],
            risks: vec![MinedRisk {
                kinds: Kinds::risks(&[RiskType::Budget]),
                sentence: sentence("Their budget is not approved yet."),
                n_more: 0,
                is_declared: is_recorded,
            }],
            conflicts: if is_recorded {
                Vec::new()
            } else {
                vec![ScopeConflict {
                    aspect: ScopeAspect::Seats,
                    said: "120 seats".into(),
                    signed: "100 seats".into(),
                    sentence: sentence("They start with 120 seats."),
                    signed_origin: ROW,
                }]
            },
        }));
    }

    /// Puts an element into another state.
    pub fn set_element(&mut self, position: usize, state: ElementState) {
        Arc::make_mut(&mut self.packet.elements)[position] = state;
    }

    /// Takes everything away that a packet can lack.
    #[cfg(test)]
    pub(crate) fn blank_everything(&mut self) {
        self.packet.answers.iter_mut().for_each(|answer| answer.state = FieldState::Blank);
        let lacks = ElementState::Incomplete(["all".into()].into());
        self.packet.elements = self.packet.elements.iter().map(|_| lacks.clone()).collect();
        self.packet.events = Events::default();
        self.packet.n_backing_rows = 0;
        self.csm = None;
    }
}

fn detail() -> Detail {
    let person = |key: u32, roles: &[Role]| Stakeholder {
        key: Sym(key),
        name: Sym(key),
        email: Sym(key),
        roles: roles.iter().copied().collect(),
        added_at: Some(Specimen::day(-10)),
        lacks: Default::default(),
        origin: ROW,
    };
    Detail {
        amount: known(24_000.0),
        term_months: known(12.0),
        contract_start: known(Specimen::day(3)),
        contract_end: known(Specimen::day(367)),
        won_flag: known(true),
        stage_is_won: known(true),
        has_two_csms: true,
        sponsor: known(Sym(12)),
        goals_are_requirements: known(false),
        champion_at_risk: known(false),
        stakeholders: vec![
            person(11, &[Role::Champion, Role::EconomicBuyer]),
            person(12, &[Role::ExecutiveSponsor, Role::TechnicalEvaluator]),
        ],
        contact: ContactFacts {
            has_ae_after_close: true,
            have_first_days_passed: true,
            longest_silence: 6.0,
            least_silence: 6.0,
            meeting_days: vec![5, 14, 30],
            met_sponsor: Some(true),
            n_sales_notes: 2,
            overdue_tasks: Vec::new(),
        },
        timings: [Timing::Within; 5],
        is_escalation_window_over: true,
        end: CustomerEnd::Active,
        ..Detail::default()
    }
}

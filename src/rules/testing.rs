//! A complete packet to take things away from, for the rules' tests.

use crate::domain::{FileId, Origin, Sym, Zone};
use crate::packet::{
    Decision, ElementState, Events, FieldAnswer, FieldState, Packet, PersonId, RiskTally, Scope, Stage,
};
use crate::settings::{Checklist, Tier};

use super::case::{Case, Holdings, PeopleFacts};

/// Everything that a case borrows.
pub(crate) struct CaseBuilder {
    pub(crate) packet: Packet,
    checklist: Checklist,
    pub(crate) holds: Holdings,
    pub(crate) csm: Option<&'static str>,
    pub(crate) is_ae_inactive: bool,
}

pub(crate) const ROW: Origin = Origin { file: FileId(0), line: 2, column: None };

/// A complete, accepted packet after `change`.
pub(crate) fn case_of(change: impl FnOnce(&mut CaseBuilder)) -> CaseBuilder {
    let checklist = Checklist::shipped();
    let at = Zone::utc().date(20_000);
    let answers = checklist.items.iter().map(|_| FieldAnswer { state: FieldState::Answered, origin: Some(ROW) });
    let decision = Decision { is_accepted: true, is_material: true, at, origin: ROW };
    let events = Events {
        submitted_at: Some(at),
        decisions: vec![decision],
        sync_at: Some(at),
        first_touch_at: Some(at),
        kickoff_at: Some(at),
        first_value_at: Some(at),
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
        ae: Some(PersonId(0)),
        ae_is_person: true,
        csm: Some(PersonId(1)),
        csm_is_person: true,
        is_due: true,
        is_reopened: false,
        events,
        answers: answers.collect(),
        elements: vec![ElementState::Complete; checklist.elements.len()],
        stage: Stage::Done,
        promises: Vec::new(),
        risks: RiskTally::default(),
        mined: None,
        escalations: Vec::new(),
        surveys: Vec::new(),
        is_override: None,
        at_close: None,
        at_landmark: None,
        n_backing_rows: 3,
    };
    let holds = Holdings {
        has_reviews: true,
        has_submitted: true,
        has_sync: true,
        has_csm: true,
        has_owner: true,
        has_commitments: true,
        has_risks: true,
        has_other_tables: true,
    };
    let mut builder = CaseBuilder { packet, checklist, holds, csm: Some("Cara Success"), is_ae_inactive: false };
    change(&mut builder);
    builder
}

impl CaseBuilder {
    /// The case that the rules see.
    pub(crate) fn case(&self) -> Case<'_> {
        let people = PeopleFacts {
            ae: Some("Abe Seller"),
            is_ae_inactive: self.is_ae_inactive,
            csm: self.csm,
            is_csm_inactive: false,
        };
        Case { packet: &self.packet, checklist: &self.checklist, holds: &self.holds, row: ROW, people }
    }

    /// Puts an item into a state.
    pub(crate) fn set(&mut self, item: &str, state: FieldState) {
        let position = self.checklist.position(item).expect("an item of the shipped checklist");
        self.packet.answers[position].state = state;
    }

    /// Takes everything away that a packet can lack.
    pub(crate) fn blank_everything(&mut self) {
        self.packet.answers.iter_mut().for_each(|answer| answer.state = FieldState::Blank);
        let lacks = ElementState::Incomplete(vec!["all".into()]);
        self.packet.elements.iter_mut().for_each(|element| *element = lacks.clone());
        self.packet.events = Events::default();
        self.packet.n_backing_rows = 0;
        self.csm = None;
    }
}

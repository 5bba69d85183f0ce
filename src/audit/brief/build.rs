//! Puts one deal's brief together.

use crate::domain::Sym;
use crate::packet::{Dossiers, PersonId};
use crate::score::Reading;

use super::super::deals::{Places, decision, timestamp};
use super::super::worklist::kickoff_ahead;
use super::lines::{Page, Part};
use super::{Approval, BRIEF_SCHEMA, Brief, BriefDeal, plan};
use crate::domain::iso_date;

/// The brief of the packet at a position.
pub(crate) fn build(places: &Places<'_>, dossiers: &Dossiers, position: usize) -> Brief {
    let (packet, _) = places.packet(position);
    let page = Page { places, dossiers, position, packet };
    let findings = page.findings();
    let n_of = |severity: &str| findings.iter().filter(|(_, finding)| finding.severity == severity).count() as u64;
    let deal = page.deal(n_of("stop"), n_of("return"));
    let mut brief = Brief {
        schema: BRIEF_SCHEMA,
        as_of: timestamp(places.assembly.as_of()),
        timezone: places.settings.definitions.timezone.clone(),
        sold: page.lines(Part::Sold),
        stakeholders: page.stakeholders(),
        missing_roles: page.missing_roles(),
        why: page.lines(Part::Why),
        goals: page.lines(Part::Goals),
        requirements: page.lines(Part::Requirements),
        first_value: page.lines(Part::FirstValue),
        commitment_items: page.lines(Part::Commitments),
        commitments: page.commitments(),
        risk_items: page.lines(Part::Risks),
        risks: page.risks(),
        conflicts: findings
            .iter()
            .filter(|(_, finding)| finding.code.starts_with("HA5"))
            .map(|(_, finding)| finding.clone())
            .collect(),
        questions: plan::questions(&findings),
        tasks: Vec::new(),
        agenda: Vec::new(),
        timeline: page.timeline(),
        approvals: [
            Approval { role: "AE", person: deal.ae.clone(), approved_on: None },
            Approval { role: "CSM", person: deal.csm.clone(), approved_on: None },
        ],
        deal,
    };
    brief.tasks = plan::tasks(&brief, &findings, &packet.events, &places.assessed.holdings);
    brief.agenda = plan::agenda(&brief);
    brief
}

impl Page<'_> {
    fn deal(&self, n_stop: u64, n_return: u64) -> BriefDeal {
        let (packet, _) = self.places.packet(self.position);
        let text = |sym: Sym| self.word_of(sym);
        let kickoff = packet.events.kickoff_at.or(packet.events.kickoff_planned_at);
        let today = self.places.assembly.as_of().day();
        BriefDeal {
            deal_id: self.places.book.text(packet.id).to_owned(),
            name: self.places.word(packet, "deal_name").to_owned(),
            account: self.places.account_name(packet).map(str::to_owned).or_else(|| packet.account.and_then(text)),
            won_at: super::lines::day_or_time(packet.won_at),
            tier: packet.tier.name(),
            segment: text(packet.segment),
            region: text(packet.region),
            industry: self.places.of_account(packet, |accounts, row| text(accounts.symbols("industry").get(row))),
            employees: self.places.of_account(packet, |accounts, row| accounts.numbers("employees").get(row)),
            ae: self.name(packet.ae),
            csm: self.name(packet.csm),
            stage: packet.stage.name(),
            decision: if self.places.assessed.holdings.has_reviews { decision(packet) } else { "unknown" },
            score: self.places.scores(packet, Reading::AsIs).overall,
            kickoff: kickoff.map(|kickoff| iso_date(kickoff.day())),
            kickoff_is_ahead: kickoff_ahead(packet, today).is_some(),
            kickoff_is_held: packet.events.kickoff_at.is_some(),
            n_stop,
            n_return,
            link: self.places.link(packet),
            origin: self.places.row_origin(packet).map_or_else(String::new, |origin| self.place(origin)),
        }
    }

    pub(super) fn name(&self, person: Option<PersonId>) -> Option<String> {
        person.map(|person| self.places.assembly.people.label(person).to_owned())
    }
}

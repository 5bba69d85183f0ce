//! What a deal's activities show: whether the AE stayed, how long the customer heard nothing, whom CS met and when.

use crate::domain::{DAY_MICROS, Moment, Sym, TableKind, fold};
use crate::packet::detail::{ContactFacts, Known, Role, Stakeholder};

use super::{Gatherer, Share};

/// Days from the win in which the AE must show and CS must not fall silent.
const FIRST_DAYS: i64 = 30;

impl Gatherer<'_> {
    pub(super) fn contact(
        &self,
        share: &Share<'_>,
        stakeholders: &[Stakeholder],
        sponsor: Option<Known<Sym>>,
    ) -> ContactFacts {
        let Some(table) = self.book.table(TableKind::Activities) else { return ContactFacts::default() };
        let sponsors = self.sponsor_names(stakeholders, sponsor);
        let mut facts =
            ContactFacts { met_sponsor: (!sponsors.is_empty()).then_some(false), ..ContactFacts::default() };
        let end_of_first_days = self.settings.zone.plus_days(share.won_at, FIRST_DAYS);
        facts.have_first_days_passed = end_of_first_days <= self.as_of.utc();
        let day_after = self.settings.zone.plus_days(share.won_at, 1);
        let occurred = table.times("occurred_at");
        let (mut touches, mut may_touch): (Vec<i64>, Vec<i64>) = (Vec::new(), Vec::new());
        for &row in share.activities {
            let activity = self.activities[row as usize];
            let Some(at) = occurred.get(row as usize).filter(|at| at.utc() <= self.as_of.utc()) else { continue };
            if activity.is_task {
                if activity.is_open_task && at.day() < self.as_of.day() {
                    facts.overdue_tasks.push(table.row_origin(row as usize));
                }
                continue;
            }
            // A held call or meeting is where its notes are written in most CRMs.
            let is_note = activity.is_note || activity.is_meeting;
            if is_note && at.utc() <= day_after && (!table.has_digests() || table.digest(row as usize).is_some()) {
                facts.n_sales_notes += 1;
            }
            let is_after = at.is_at_or_after(share.won_at);
            let may_be_ae = || self.people.may_be(activity.author, share.ae);
            let is_by_ae = || self.people.are_one(activity.author, share.ae) || may_be_ae();
            if is_after && at.utc() <= end_of_first_days && is_by_ae() {
                facts.has_ae_after_close = true;
            }
            let is_by_cs = || self.people.is_on_cs_side(activity.author, share.csm);
            let may_be_by_cs = || self.people.may_be_on_cs_side(activity.author, share.csm);
            let may_be_touch = activity.is_contact || activity.is_undirected_email;
            if is_after && may_be_touch && ((activity.is_undirected_email && is_by_cs()) || may_be_by_cs()) {
                may_touch.push(at.wall());
                if activity.is_meeting {
                    facts.meeting_days.push(at.day() - share.won_at.day());
                }
            }
            if is_after && activity.is_contact && is_by_cs() {
                touches.push(at.wall());
                if activity.is_meeting {
                    facts.meeting_days.push(at.day() - share.won_at.day());
                }
            }
            if !is_after && activity.is_meeting && facts.met_sponsor == Some(false) {
                let attendees = self.book.text(table.symbols("attendees").get(row as usize));
                facts.met_sponsor = Some(names_any(attendees, &sponsors));
            }
        }
        may_touch.extend(&touches);
        facts.longest_silence = self.longest_silence(share.won_at, touches);
        facts.least_silence = self.longest_silence(share.won_at, may_touch);
        facts
    }

    /// In days: between two contacts, from the win to the first, or from the last to the end of the first 30 days (or to
    /// `as_of`).
    fn longest_silence(&self, won_at: Moment, mut touches: Vec<i64>) -> f64 {
        let end = (won_at.wall() + FIRST_DAYS * DAY_MICROS).min(self.as_of.wall());
        touches.retain(|&touch| touch < end);
        touches.sort_unstable();
        let ends = touches.iter().copied().chain([end]);
        let starts = [won_at.wall()].into_iter().chain(touches.iter().copied());
        let longest = starts.zip(ends).map(|(start, end)| end - start).max().unwrap_or(0);
        longest as f64 / DAY_MICROS as f64
    }

    /// Folded names, ids and e-mails by which an attendee list may hold the sponsor.
    fn sponsor_names(&self, stakeholders: &[Stakeholder], sponsor: Option<Known<Sym>>) -> Vec<String> {
        let mut names: Vec<String> = sponsor.iter().map(|sponsor| fold(self.book.text(sponsor.value))).collect();
        for person in stakeholders {
            let is_meant = person.roles.contains(Role::ExecutiveSponsor)
                || sponsor.is_some_and(|sponsor| self.is_one_person(sponsor.value, person));
            if !is_meant || self.rules.is_placeholder_name(self.book.text(person.name)) {
                continue;
            }
            names.extend([person.name, person.key, person.email].map(|sym| fold(self.book.text(sym))));
        }
        names.retain(|name| !name.is_empty());
        names
    }
}

fn names_any(attendees: &str, names: &[String]) -> bool {
    attendees.split([';', ',']).map(fold).any(|attendee| !attendee.is_empty() && names.contains(&attendee))
}

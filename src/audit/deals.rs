//! Packets as the audit shows them.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::assess::{Assessed, Assessment, case};
use crate::domain::{BLANK, Moment, Origin, TableKind};
use crate::map::{Book, Column, Table};
use crate::packet::{Assembly, Packet, Place, Scope};
use crate::rules::Case;
use crate::score::{self, Reading};
use crate::settings::{Category, Settings};

use super::{Audit, Deal, DealEvents, Scores, SubScore};

/// Everything that a packet's words come from.
pub(crate) struct Places<'a> {
    pub(crate) book: &'a Book,
    pub(crate) assembly: &'a Assembly,
    pub(crate) assessed: &'a Assessed,
    pub(crate) settings: &'a Settings,
}

/// Every packet, renewals too; none above [`Audit::MAX_DEALS`].
pub(super) fn deals(places: &Places<'_>) -> Vec<Deal> {
    let n_packets = places.assembly.packets.len();
    if n_packets > Audit::MAX_DEALS {
        return Vec::new();
    }
    (0..n_packets).into_par_iter().map(|position| places.deal(position)).collect()
}

impl Places<'_> {
    /// The packet at a position.
    pub(crate) fn packet(&self, position: usize) -> (&Packet, &Assessment) {
        (&self.assembly.packets[position], &self.assessed.assessments[position])
    }

    /// A text of the deal's own row.
    pub(crate) fn word(&self, packet: &Packet, field: &str) -> &str {
        let deals = self.book.table(TableKind::Deals);
        deals.map_or("", |deals| self.book.text(deals.symbols(field).get(packet.row as usize)))
    }

    /// The account's name: the deal's own column, else the accounts table.
    pub(crate) fn account_name(&self, packet: &Packet) -> Option<&str> {
        let own = self.word(packet, "account_name");
        if !own.is_empty() {
            return Some(own);
        }
        let name = self.of_account(packet, |accounts, row| Some(accounts.symbols("account_name").get(row)))?;
        Some(self.book.text(name)).filter(|name| !name.is_empty())
    }

    /// Something of the account's row; `None` without such a row.
    pub(crate) fn of_account<T>(&self, packet: &Packet, get: impl Fn(&Table, usize) -> Option<T>) -> Option<T> {
        let accounts = self.book.table(TableKind::Accounts)?;
        let row = *self.assembly.account_rows.get(&packet.account?)?;
        get(accounts, row as usize)
    }

    /// The label of a person, or `(blank)`.
    pub(crate) fn label(&self, person: Option<crate::packet::PersonId>) -> &str {
        person.map_or(BLANK, |person| self.assembly.people.label(person))
    }

    /// The packet as rules see it.
    pub(crate) fn case<'c>(&'c self, packet: &'c Packet) -> Case<'c> {
        case(packet, self.book, self.assembly, self.settings, &self.assessed.holdings, &self.assessed.usual)
    }

    /// Where the deal's row stands.
    pub(crate) fn row_origin(&self, packet: &Packet) -> Option<Origin> {
        self.book.table(TableKind::Deals).map(|deals| deals.row_origin(packet.row as usize))
    }

    /// Where a cell of a table stands.
    pub(crate) fn cell_origin(&self, place: Option<Place>) -> Option<Origin> {
        let place = place?;
        Some(self.book.table(place.table)?.origin(place.row as usize, place.field as usize))
    }

    /// The packet at a position as the audit shows it.
    pub(crate) fn deal(&self, position: usize) -> Deal {
        let (packet, assessment) = self.packet(position);
        let items = &self.settings.checklist.items;
        let required = items.iter().zip(&packet.answers).filter(|(item, _)| item.is_required(packet.tier));
        let elements = self.settings.checklist.elements.iter().zip(packet.elements.iter());
        Deal {
            deal_id: self.book.text(packet.id).to_owned(),
            name: self.word(packet, "deal_name").to_owned(),
            account_id: packet.account.map(|account| self.book.text(account).to_owned()),
            account_name: self.account_name(packet).map(str::to_owned),
            won_at: timestamp(packet.won_at),
            scope: match packet.scope {
                Scope::InScope => "in_scope",
                Scope::Renewal => "renewal",
            },
            tier: packet.tier.name(),
            segment: blank_or(self.book.text(packet.segment)),
            ae: self.label(packet.ae).to_owned(),
            csm: self.label(packet.csm).to_owned(),
            is_due: packet.is_due,
            stage: packet.stage.name(),
            scores: scores(&self.scores(packet, Reading::AsIs)),
            scores_rep: scores(&self.scores(packet, Reading::AsFilled)),
            sub_scores: self.sub_scores(packet),
            marks: self.marks(packet),
            elements: elements.map(|(element, state)| (element.id.clone(), state.name())).collect(),
            fields: required.map(|(item, answer)| (item.id.clone(), answer.state.name())).collect(),
            events: self.events(packet),
            decision: decision(packet),
            findings: self.codes(assessment),
            unread: assessment.unread.iter().map(|&rule| self.assessed.rules[rule as usize].rule.code).collect(),
            findings_by_severity: self.by_severity(assessment),
            origin: self.row_origin(packet).map_or_else(String::new, |origin| self.book.place(origin)),
            link: self.link(packet),
        }
    }

    /// The deal's record in the CRM, by `[links]`.
    pub(super) fn link(&self, packet: &Packet) -> Option<String> {
        let template = self.settings.links.deal.as_ref()?;
        Some(template.replace("{id}", &percent_encoded(self.book.text(packet.id))))
    }

    fn events(&self, packet: &Packet) -> DealEvents {
        let is_known = self.book.table(TableKind::Activities).is_some() && !packet.events.is_introduction_untold();
        DealEvents {
            times: event_times(packet, self.assembly).map(|(name, moment)| (name, moment.map(timestamp))).into(),
            introduced_before_close: is_known.then_some(packet.events.introduced_before_close),
        }
    }

    /// The scores of a packet.
    pub(crate) fn scores(&self, packet: &Packet, reading: Reading) -> score::Scores {
        score::score(packet, &self.settings.checklist, reading)
    }

    /// The sub-scores by id.
    fn sub_scores(&self, packet: &Packet) -> BTreeMap<&'static str, SubScore> {
        let aspects = score::aspects::aspects(&self.case(packet));
        aspects.into_iter().map(|aspect| (aspect.id, SubScore { score: aspect.score, lost: aspect.lost })).collect()
    }

    /// Remarks by item.
    fn marks(&self, packet: &Packet) -> BTreeMap<String, Vec<&'static str>> {
        let mut marks: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
        for mark in &packet.detail.marks {
            let item = &self.settings.checklist.items[mark.item as usize];
            marks.entry(item.id.clone()).or_default().push(mark.kind.name());
        }
        marks
    }

    fn by_severity(&self, assessment: &Assessment) -> BTreeMap<&'static str, u64> {
        let mut counts = BTreeMap::new();
        for finding in &assessment.findings {
            *counts.entry(self.assessed.rules[finding.rule as usize].severity.name()).or_insert(0) += 1;
        }
        counts
    }

    /// Codes of the open findings, each once.
    pub(crate) fn codes(&self, assessment: &Assessment) -> Vec<&'static str> {
        let mut codes: Vec<&'static str> =
            assessment.findings.iter().map(|finding| self.assessed.rules[finding.rule as usize].rule.code).collect();
        codes.dedup();
        codes
    }
}

/// The decision that stands.
pub(crate) fn decision(packet: &Packet) -> &'static str {
    match packet.events.last_decision() {
        _ if packet.events.is_decision_untold() => "unreadable",
        Some(decision) if decision.is_accepted => "accepted",
        Some(_) => "returned",
        None => "none",
    }
}

/// Events in the order of a handoff.
pub(crate) const EVENT_NAMES: [&str; 9] = [
    "submitted_at",
    "sync_at",
    "first_touch_at",
    "transition_email_at",
    "kickoff_planned_at",
    "kickoff_at",
    "first_value_at",
    "go_live_at",
    "churned_at",
];

/// The times of [`EVENT_NAMES`].
pub(crate) fn event_times(packet: &Packet, assembly: &Assembly) -> [(&'static str, Option<Moment>); 9] {
    let events = &packet.events;
    let times = [
        events.submitted_at,
        events.sync_at,
        events.first_touch_at,
        events.transition_email_at,
        events.kickoff_planned_at,
        events.kickoff_at,
        events.first_value_at,
        events.go_live_at,
        assembly.churned_at(packet),
    ];
    let mut times = times.into_iter();
    EVENT_NAMES.map(|name| (name, times.next().flatten()))
}

fn scores(scores: &score::Scores) -> Scores {
    Scores {
        overall: scores.overall,
        facts: scores.of(Category::Facts),
        context: scores.of(Category::Context),
        commitments: scores.of(Category::Commitments),
        risk: scores.of(Category::Risk),
    }
}

fn blank_or(text: &str) -> String {
    if text.is_empty() { BLANK.to_owned() } else { text.to_owned() }
}

/// RFC 3339 in UTC, with as many digits of the second as are needed.
pub(crate) fn timestamp(moment: Moment) -> String {
    instant(moment).map_or_else(String::new, |instant| instant.to_string())
}

/// An instant that writes itself as [`timestamp`] does; `None` beyond the calendar.
pub(crate) fn instant(moment: Moment) -> Option<jiff::Timestamp> {
    jiff::Timestamp::from_microsecond(moment.utc()).ok()
}

/// `success_metric` as people say it: `Success metric`.
pub(crate) fn spoken(id: &str) -> String {
    let words = match id {
        "csm_owner" => "CSM owner".to_owned(),
        "kickoff_or_go_live_date" => "kickoff or go-live date".to_owned(),
        other => other.replace('_', " "),
    };
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// The text of a cell of the deal, wherever an export has it.
pub(crate) fn deal_text<'a>(book: &'a Book, packet: &Packet, origin: Origin) -> Option<&'a str> {
    let deals = book.table(TableKind::Deals)?;
    let row = packet.row as usize;
    let field = deals.field_at(row, origin)?;
    match deals.column(field)? {
        Column::Symbols(cells) => Some(book.text(deals.as_exported(row, field, cells[row]))),
        Column::Texts(cells) => Some(cells.get(row)),
        _ => book.as_written(origin),
    }
    .filter(|text| !text.trim().is_empty())
}

/// An id within a link: letters, digits, `-`, `_`, `.` stay.
fn percent_encoded(id: &str) -> String {
    let mut encoded = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

//! `events.csv`, the measurement log: one row an event of a handoff, in the packets' order, then by time.
//!
//! What has not been observed by `as_of` is not in it, but for a planned kickoff, which says so.

use std::io;

use crate::audit::build_parts::Places;
use crate::domain::{Moment, Origin, TableKind};
use crate::packet::{Dossiers, Packet};

use super::rows::{Row, Table};
use super::tables::scope;

/// Something that happened to a handoff.
struct Event<'a> {
    name: &'static str,
    at: Moment,
    person: &'a str,
    note: &'static str,
    origin: Option<Origin>,
}

/// The log.
pub(super) fn events<'t>(places: &'t Places<'t>) -> Table<'t> {
    // Most events stand in a deal's onboarding record; who looks for the others finds them by their time.
    let onboarding = Dossiers::of(places.book, places.assembly, &[TableKind::Onboarding]);
    let rows = move |position: usize, row: &mut Row<'_>| -> io::Result<()> {
        let (packet, assessment) = places.packet(position);
        let mut events = of_packet(places, &onboarding, position, packet, assessment.is_complete);
        events.sort_by_key(|event| event.at.order());
        for event in &events {
            row.cell(places.book.text(packet.id))?;
            row.cell(places.word(packet, "deal_name"))?;
            row.cell(packet.account.map_or("", |account| places.book.text(account)))?;
            row.cell(scope(packet))?;
            row.cell(event.name)?;
            row.time(Some(event.at))?;
            row.flag(event.at.is_day())?;
            row.cell(event.person)?;
            row.cell(event.note)?;
            row.cell(&event.origin.map_or_else(String::new, |origin| places.book.place(origin)))?;
            row.end()?;
        }
        Ok(())
    };
    Table { name: "events", columns: super::columns::events(), n: places.assembly.packets.len(), rows: Box::new(rows) }
}

fn of_packet<'a>(
    places: &'a Places<'_>,
    onboarding: &Dossiers,
    position: usize,
    packet: &Packet,
    is_complete: bool,
) -> Vec<Event<'a>> {
    let label = |person| places.assembly.people.label(person);
    let (ae, csm) = (packet.ae.map_or("", label), packet.csm.map_or("", label));
    let row = places.row_origin(packet);
    let in_onboarding = |field: &str, at: Moment| {
        let table = places.book.table(TableKind::Onboarding)?;
        let rows = onboarding.rows(TableKind::Onboarding, position).iter().map(|&row| row as usize);
        let holder = rows.into_iter().find(|&row| table.times(field).get(row) == Some(at))?;
        Some(table.origin(holder, TableKind::Onboarding.field(field)?))
    };
    let dated = &packet.events;
    let mut events = vec![Event { name: "won", at: packet.won_at, person: ae, note: "", origin: row }];
    let mut add = |name, at: Option<Moment>, person, note, origin: Option<Origin>| {
        events.extend(at.map(|at| Event { name, at, person, note, origin }));
    };
    add("submitted", dated.submitted_at, "", "", None);
    for decision in &dated.decisions {
        let (name, note) = match (decision.is_accepted, decision.is_material) {
            (true, _) => ("accepted", ""),
            (false, true) => ("returned", "material"),
            (false, false) => ("returned", "not material"),
        };
        add(name, Some(decision.at), "", note, Some(decision.origin));
    }
    add("transition_email", dated.transition_email_at, ae, "", None);
    let mut from_onboarding = |name, field: &str, at: Option<Moment>, person, note| {
        add(name, at, person, note, at.and_then(|at| in_onboarding(field, at)));
    };
    from_onboarding("synced", "sync_at", dated.sync_at, "", "");
    from_onboarding("touched", "first_touch_at", dated.first_touch_at, csm, "first contact by customer success");
    if dated.kickoff_at.is_none() {
        from_onboarding("kickoff_planned", "kickoff_planned_at", dated.kickoff_planned_at, "", "planned, not held");
    }
    from_onboarding("kickoff", "kickoff_at", dated.kickoff_at, "", "");
    from_onboarding("first_value", "first_value_at", dated.first_value_at, "", "");
    from_onboarding("live", "go_live_at", dated.go_live_at, "", "");
    let reviewed = dated.decisions.iter().map(|decision| decision.at).chain(dated.sync_at).min_by_key(|at| at.order());
    let completed = reviewed.filter(|_| is_complete && packet.csm_is_person);
    add("completed", completed, "", "reviewed then; its fields are complete as the exports stand now", row);
    events
}

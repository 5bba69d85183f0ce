//! `events.csv`, the measurement log: one row an event of a handoff, in the packets' order, then by time.
//!
//! What has not been observed by `as_of` is not in it, but for a planned kickoff, which says so.

use std::borrow::Cow;
use std::io;

use crate::audit::build_parts::Places;
use crate::domain::{Moment, Origin, TableKind};
use crate::packet::{Packet, Place};

use super::rows::{Row, Table};
use super::tables::scope;

/// Something that happened to a handoff.
struct Event<'a> {
    name: &'static str,
    at: Moment,
    person: Cow<'a, str>,
    note: &'static str,
    origin: Option<Origin>,
}

/// The log.
pub(super) fn events<'t>(places: &'t Places<'t>) -> Table<'t> {
    let rows = move |position: usize, row: &mut Row<'_>| -> io::Result<()> {
        let (packet, assessment) = places.packet(position);
        let mut events = of_packet(places, packet, assessment.is_complete);
        events.sort_by_key(|event| event.at.order());
        for event in &events {
            row.cell(places.book.text(packet.id))?;
            row.cell(places.word(packet, "deal_name"))?;
            row.cell(packet.account.map_or("", |account| places.book.text(account)))?;
            row.cell(scope(packet))?;
            row.cell(event.name)?;
            row.time(Some(event.at))?;
            row.flag(event.at.is_day())?;
            row.cell(&event.person)?;
            row.cell(event.note)?;
            row.words(event.origin.map(|origin| places.book.shown(origin)))?;
            row.end()?;
        }
        Ok(())
    };
    Table { name: "events", columns: super::columns::events(), n: places.assembly.packets.len(), rows: Box::new(rows) }
}

fn of_packet<'a>(places: &'a Places<'_>, packet: &'a Packet, is_complete: bool) -> Vec<Event<'a>> {
    let label = |person| Cow::Borrowed(places.assembly.people.label(person));
    let (ae, csm) = (packet.ae.map_or(Cow::default(), label), packet.csm.map_or(Cow::default(), label));
    let origin = |place: Option<Place>| places.cell_origin(place);
    let dated = &packet.events;
    let at = &dated.places;
    let row = places.row_origin(packet);
    let mut events = vec![Event { name: "won", at: packet.won_at, person: ae.clone(), note: "", origin: row }];
    let mut add = |name, when: Option<Moment>, person, note, origin: Option<Origin>| {
        events.extend(when.map(|at| Event { name, at, person, note, origin }));
    };
    add("submitted", dated.submitted_at, reviewer(places, at.submitted), "", origin(at.submitted));
    for &(again, row) in &dated.resubmitted {
        let entry = Place::of(TableKind::Reviews, row as usize, "occurred_at");
        add("submitted", Some(again), reviewer(places, entry), "again", origin(entry));
    }
    for decision in &dated.decisions {
        let (name, note) = match (decision.is_accepted, decision.is_material) {
            (true, _) => ("accepted", ""),
            (false, true) => ("returned", "material"),
            (false, false) => ("returned", "not material"),
        };
        let entry = Place { table: TableKind::Reviews, row: decision.row, field: 0 };
        add(name, Some(decision.at), reviewer(places, Some(entry)), note, Some(decision.origin));
    }
    add("transition_email", dated.transition_email_at, ae, "", origin(at.transition_email));
    add("synced", dated.sync_at, attendees(places, at.sync), "", origin(at.sync));
    add("touched", dated.first_touch_at, csm, "first contact by customer success", origin(at.first_touch));
    add(
        "task_made",
        dated.first_task_at,
        author(places, at.first_task),
        "first task of customer success",
        origin(at.first_task),
    );
    let csm_field = TableKind::Deals.field("csm").map(|field| field as u16);
    let named = packet.detail.fills.iter().find(|fill| Some(fill.field) == csm_field);
    let named_at = named.map(|fill| fill.at);
    add("csm_named", named_at, Cow::default(), "first filled, by the field history", named.map(|fill| fill.origin));
    add("project_made", dated.project_at, Cow::default(), "the onboarding record", origin(at.project));
    if dated.kickoff_at.is_none() {
        let place = origin(at.kickoff_planned);
        add("kickoff_planned", dated.kickoff_planned_at, Cow::default(), "planned, not held", place);
    }
    add("kickoff", dated.kickoff_at, Cow::default(), "", origin(at.kickoff));
    add("first_value", dated.first_value_at, Cow::default(), "", origin(at.first_value));
    add("live", dated.go_live_at, Cow::default(), "", origin(at.go_live));
    let reviewed = dated.decisions.iter().map(|decision| decision.at).chain(dated.sync_at).min_by_key(|at| at.order());
    let completed = reviewed.filter(|_| is_complete && packet.csm_is_person);
    add("completed", completed, Cow::default(), "reviewed then; its fields are complete as the exports stand now", row);
    events
}

/// The person of a cell beside an event's own.
fn person<'a>(places: &'a Places<'_>, place: Option<Place>, table: TableKind, field: &str) -> Option<&'a str> {
    let place = place.filter(|place| place.table == table)?;
    let cell = places.book.table(table)?.symbols(field).get(place.row as usize);
    let text = places.book.text(cell);
    Some(places.assembly.people.known_label(text).unwrap_or(text))
}

fn reviewer<'a>(places: &'a Places<'_>, place: Option<Place>) -> Cow<'a, str> {
    Cow::Borrowed(person(places, place, TableKind::Reviews, "reviewer").unwrap_or_default())
}

fn author<'a>(places: &'a Places<'_>, place: Option<Place>) -> Cow<'a, str> {
    Cow::Borrowed(person(places, place, TableKind::Activities, "author").unwrap_or_default())
}

/// Who was at the sync: its author and attendees, each once; nobody where it stands in the onboarding record.
fn attendees<'a>(places: &'a Places<'_>, place: Option<Place>) -> Cow<'a, str> {
    let Some(author) = person(places, place, TableKind::Activities, "author") else { return Cow::default() };
    let cell = person(places, place, TableKind::Activities, "attendees").unwrap_or_default();
    let mut names = vec![author];
    for name in cell.split(';').map(str::trim) {
        let name = places.assembly.people.known_label(name).unwrap_or(name);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.retain(|name| !name.is_empty());
    Cow::Owned(names.join("; "))
}

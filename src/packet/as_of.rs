//! Up to which instant the exports observe.

use crate::domain::{Moment, TableKind, Zone, iso_date};
use crate::map::Book;
use crate::settings::{AsOf, Definitions, Settings};

use super::stages::WonStages;
use super::words::WordTest;

/// `as_of` with how it came about.
#[derive(Clone, Debug)]
pub struct Observation {
    /// The instant; the zero of the clock where no export holds a time, so that nothing has happened yet.
    pub at: Moment,
    /// Whether it was set, or any export holds a time.
    pub is_known: bool,
    /// In words.
    pub how: String,
    /// Whether nobody set it.
    pub is_assumed: bool,
    /// What a reader must be warned about.
    pub warnings: Vec<String>,
}

/// The setting, else the newest event, but never later than the newest change of a deal.
pub(super) fn observe(book: &Book, settings: &Settings) -> Observation {
    let newest_modified = newest(book, TableKind::Deals, "modified_at", |_| true);
    match settings.audit.as_of {
        Some(as_of) => set(as_of, &settings.zone, newest_modified),
        None => infer(book, settings, newest_modified),
    }
}

fn set(as_of: AsOf, zone: &Zone, newest_modified: Option<Moment>) -> Observation {
    let (at, how) = match as_of {
        AsOf::Day(day) => (zone.end_of_day(day), "set: the end of that local day"),
        AsOf::Instant(utc) => (zone.instant(utc), "set"),
        AsOf::Local(wall) => (zone.local(wall).0, "set"),
    };
    let mut warnings = Vec::new();
    if newest_modified.is_some_and(|modified| modified.utc() > at.utc()) {
        warnings.push(format!(
            "as-of {} is earlier than the newest change of a deal: stages and fields are read as exported",
            iso_date(at.day())
        ));
    }
    Observation { at, is_known: true, how: how.to_owned(), is_assumed: false, warnings }
}

fn infer(book: &Book, settings: &Settings, newest_modified: Option<Moment>) -> Observation {
    let zone = &settings.zone;
    let sources = [
        (TableKind::Activities, "occurred_at"),
        (TableKind::Reviews, "occurred_at"),
        (TableKind::StageHistory, "entered_at"),
        (TableKind::FieldHistory, "changed_at"),
        (TableKind::Deals, "modified_at"),
    ];
    let newest_of = |(kind, field): (TableKind, &'static str)| {
        newest(book, kind, field, |_| true).map(|moment| (moment, kind, field))
    };
    let newest = sources.into_iter().filter_map(newest_of).max_by_key(|(moment, ..)| seen_until(*moment, zone).utc());
    let found = match (newest, newest_modified) {
        (Some((event, kind, field)), Some(modified))
            if seen_until(event, zone).utc() > seen_until(modified, zone).utc() =>
        {
            Some((
                modified,
                format!("inferred: the newest deals.modified_at ({}.{field} reaches further)", kind.name()),
            ))
        }
        (Some((event, kind, field)), _) => Some((event, format!("inferred: the newest {}.{field}", kind.name()))),
        (None, _) => fallback(book, &settings.definitions),
    };
    let is_known = found.is_some();
    let (at, how) = found.unwrap_or_else(|| (zone.instant(0), "no export holds a time".to_owned()));
    let at = seen_until(at, zone);
    let mut warnings = Vec::new();
    if let Some(second) = second_newest_day(book, &sources, at)
        && at.day() - second > 7
    {
        warnings.push(format!(
            "as-of {} lies {} days after the second newest day with data ({}): one stray date may have set it",
            iso_date(at.day()),
            at.day() - second,
            iso_date(second)
        ));
    }
    Observation { at, is_known, how, is_assumed: true, warnings }
}

/// An export that holds a date saw that whole day.
fn seen_until(newest: Moment, zone: &Zone) -> Moment {
    if newest.is_day() { zone.end_of_day(newest.day()) } else { newest }
}

/// Without any event, the newest win or creation of a deal is the last thing that the exports are known to have seen. The
/// close date of a deal that is not won is when somebody hopes to close it.
fn fallback(book: &Book, definitions: &Definitions) -> Option<(Moment, String)> {
    let deals = book.table(TableKind::Deals)?;
    let mut won = WonStages::new(book, definitions);
    let won_rows: Vec<usize> = (0..deals.n_rows()).filter(|&row| won.is_won_now(deals, row)).collect();
    let newest_of = |field: &str, rows: &mut dyn Iterator<Item = usize>| {
        let times = deals.times(field);
        rows.filter_map(|row| times.get(row)).max_by_key(|moment| (moment.day(), moment.is_day(), moment.utc()))
    };
    let found = [
        (newest_of("won_at", &mut won_rows.iter().copied()), "deals.won_at"),
        (newest_of("closed_at", &mut won_rows.iter().copied()), "deals.closed_at of a won deal"),
        (newest_of("created_at", &mut (0..deals.n_rows())), "deals.created_at"),
    ];
    let found = found.into_iter().filter_map(|(moment, what)| Some((moment?, what)));
    let (moment, what) = found.max_by_key(|(moment, _)| (moment.day(), moment.is_day(), moment.utc()))?;
    Some((moment, format!("inferred: the newest {what}, for want of any event")))
}

/// The newest time of a field among the days that count. A task's time is when it is due, not when something happened.
fn newest(book: &Book, kind: TableKind, field: &str, is_counted: impl Fn(Moment) -> bool) -> Option<Moment> {
    let table = book.any_table(kind)?;
    let times = table.times(field);
    let types = (kind == TableKind::Activities).then(|| table.symbols("type"));
    let mut is_task = WordTest::new(book, |word| word == "task");
    (0..table.n_rows())
        .filter(|&row| !types.is_some_and(|types| is_task.holds(types.get(row))))
        .filter_map(|row| times.get(row))
        .filter(|&moment| is_counted(moment))
        .max_by_key(|moment| (moment.day(), moment.is_day(), moment.utc()))
}

fn second_newest_day(book: &Book, sources: &[(TableKind, &'static str)], at: Moment) -> Option<i32> {
    let newest_before = |&(kind, field): &(TableKind, &'static str)| {
        newest(book, kind, field, |moment| moment.day() < at.day()).map(Moment::day)
    };
    sources.iter().filter_map(newest_before).max()
}

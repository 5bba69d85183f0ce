//! Facts about the data that a reader must know before trusting a figure.

mod blank_types;
mod copies;
mod days;
mod differing;
mod doubtful;
mod idle;
mod later;
mod ledger;
mod names;
mod newest_first;
mod stale;
mod unfilled;
mod unknown;
mod unseen;
mod untold;
mod values;
mod versions;
mod won;
mod words;

use crate::domain::{SMALL_GROUPS, TableKind, counted};
use crate::map::{Book, newest_of_each};
use crate::metrics::{Merged, UnknownCohort, unknown_cohorts};
use crate::packet::{Assembly, FieldState, Namesakes};
use crate::settings::{Definition, Settings, Status};

use super::DataNote;

/// How many places a note shows.
const MAX_EXAMPLES: usize = 5;

/// The notes, the most important first.
pub(super) fn notes(book: &Book, assembly: &Assembly, merged: &[Merged], settings: &Settings) -> Vec<DataNote> {
    let mut notes: Vec<DataNote> =
        assembly.observation.warnings.iter().map(|warning| note("as-of", 1, warning.clone(), None)).collect();
    notes.extend(won::no_win(book, assembly));
    notes.extend(names::deals_by_name(book));
    notes.extend(won::won_by_day(book, assembly));
    notes.extend(won::no_case(book, assembly, settings));
    notes.extend(won::other_types(book, assembly));
    notes.extend(strays(book));
    notes.extend(blank_types::blank_types(book, assembly, settings));
    notes.extend(population(assembly));
    notes.extend(versions::decided_by_name(book, assembly));
    notes.extend(stale::notes(book, assembly));
    notes.extend(versions::gone_since(book, assembly));
    notes.extend(copies::notes(book));
    notes.extend(newest_first::newest_first(book));
    notes.extend(doubtful::tests(book, assembly));
    notes.extend(doubtful::twins(book, assembly));
    notes.extend(versions::put_together(book, assembly));
    notes.extend(differing::retold_records(book, assembly));
    notes.extend(won::maybe_won(book, assembly, settings));
    notes.extend(untold::untold(book, assembly, settings));
    notes.extend(unfilled::never_filled(assembly, settings));
    notes.extend(half_confirmed(settings));
    notes.extend(cohorts(book, settings));
    notes.extend(idle::idle_words(book, settings));
    notes.extend(crowds(merged, settings));
    notes.extend(names::links(book, assembly));
    notes.extend(people(assembly));
    notes.extend(namesakes(book, assembly));
    notes.extend(days::suspect_columns(book));
    notes.extend(days::open_notations(book));
    notes.extend(days::undated_decisions(book));
    notes.extend(checkbox(book, assembly, settings));
    notes.extend(values::early_projects(assembly));
    notes.extend(values::several_companies(book, assembly));
    notes.extend(values::new_segments(book, assembly));
    notes.extend(values::spellings(book));
    notes.extend(later::later_events(book, assembly));
    notes.extend(unknown::unknown_words(book, settings));
    notes.extend(words::unread_flags(book, settings));
    notes.extend(words::told_words(book));
    notes.extend(values::undirected_emails(book));
    notes.extend(unseen::stages(book));
    notes.extend(unseen::touches(book));
    notes.extend(unseen::texts(book));
    notes.extend(unseen::names_of_contacts(book));
    notes.extend(unseen::unread_texts(book));
    notes.extend(unseen::yes_or_no(book));
    notes.extend(ledger::notes(book));
    notes.extend(unused_files(book));
    notes
}

fn note(kind: &str, count: u64, sentence: String, advice: Option<&str>) -> DataNote {
    DataNote { kind: kind.to_owned(), count, sentence, advice: advice.map(str::to_owned), examples: Vec::new() }
}

/// Tables whose rows are about other deals than those of the deals export, as far as their ids say.
fn strays(book: &Book) -> impl Iterator<Item = DataNote> {
    book.strays.iter().filter_map(|&kind| book.any_table(kind)).map(|table| {
        let (n_rows, name) = (table.n_records() as u64, table.kind.name());
        if n_rows == 0 {
            let sentence = format!("the export of {name} holds its headings and no row: as good as not exported");
            let advice = "export it again without its filter; where there is nothing to export yet, leave it out";
            return note("stray-table", 0, sentence, Some(advice));
        }
        let sentence = format!(
            "none of {} of {name} names a deal of the deals export, or the account of one: as good as not exported",
            counted(n_rows, "row", "rows")
        );
        let advice = "say in audit.toml which column holds the deal's id: [source.columns] deal_id = \"..\"";
        note("stray-table", n_rows, sentence, Some(advice))
    })
}

fn population(assembly: &Assembly) -> Vec<DataNote> {
    let counts = &assembly.population;
    let mut notes = Vec::new();
    let mut add = |kind: &str, count: u64, sentence: String, advice: Option<&str>| {
        if count > 0 {
            notes.push(note(kind, count, sentence, advice));
        }
    };
    add(
        "undated-win",
        counts.undated,
        counted(
            counts.undated,
            "won deal has no date of winning and is in no figure",
            "won deals have no date of winning and are in no figure",
        ),
        Some("export the close date or the stage history"),
    );
    add(
        "later-win",
        counts.later,
        counted(
            counts.later,
            "won deal was won after the date of the data and is in no figure",
            "won deals were won after the date of the data and are in no figure",
        ),
        assembly.observation.is_assumed.then_some(later::SAY_WHEN),
    );
    add(
        "reversed-deal",
        counts.reversed,
        counted(
            counts.reversed,
            "deal was won once and is not won now; it is out of every rate",
            "deals were won once and are not won now; they are out of every rate",
        ),
        None,
    );
    add(
        "earlier-life",
        assembly.earlier_lives,
        counted(
            assembly.earlier_lives,
            "customer churned before the deal was won: an earlier life, ignored",
            "customers churned before the deal was won: an earlier life, ignored",
        ),
        None,
    );
    let (beside, of_tables) = by_table(counts.beside.iter().copied());
    add(
        "row-beside-scope",
        beside,
        format!(
            "{} an account of whose deals none is in scope (a renewal, a partner's, not won): no handoff's, {of_tables}",
            counted(beside, "row names", "rows name")
        ),
        None,
    );
    let unlinked = counts.unlinked.iter().zip(&counts.beside).map(|((kind, n), (_, beside))| (*kind, n - beside));
    let (unlinked, of_tables) = by_table(unlinked);
    add(
        "unlinked-row",
        unlinked,
        format!(
            "{} no deal of the deals export, nor the account of one: {of_tables}",
            counted(unlinked, "row names", "rows name")
        ),
        Some("export the deal id with each row; ledger.csv says of each row what it names"),
    );
    let (chosen, of_tables) = by_table(counts.chosen.iter().copied());
    add(
        "one-of-several-deals",
        chosen,
        format!(
            "{} an account with several deals in scope; each went to one of them by its time: {of_tables}",
            counted(chosen, "row names", "rows name")
        ),
        Some("export the deal id with each row, where it is another deal that is meant"),
    );
    let (borrowed, of_tables) = by_table(counts.borrowed.iter().copied());
    add(
        "row-beside-window",
        borrowed,
        format!(
            "{} an account whose deal of that time the window or the segment leaves out; each went to its deal inside: \
             {of_tables}",
            counted(borrowed, "row names", "rows name")
        ),
        Some(
            "export the deal id with each row: what happened after an earlier win counts for the later deal otherwise",
        ),
    );
    notes
}

/// The sum of some counts, and those that are not zero in words.
fn by_table(counts: impl Iterator<Item = (TableKind, u64)>) -> (u64, String) {
    let counts: Vec<(TableKind, u64)> = counts.filter(|(_, n)| *n > 0).collect();
    let words: Vec<String> = counts.iter().map(|(kind, n)| format!("{n} of {}", kind.name())).collect();
    (counts.iter().map(|(_, n)| n).sum(), words.join(", "))
}

/// Definitions that are called confirmed without saying by whom or when.
fn half_confirmed(settings: &Settings) -> Option<DataNote> {
    let is_half = |one: &&Definition| one.status == Status::Confirmed && (one.by.is_none() || one.on.is_none());
    let half: Vec<&Definition> = settings.definition_log.iter().filter(is_half).collect();
    let lacks = |one: &&Definition| match (&one.by, &one.on) {
        (None, None) => format!("{}: by and on", one.id),
        (None, _) => format!("{}: by", one.id),
        _ => format!("{}: on", one.id),
    };
    let n = half.len() as u64;
    let sentence = counted(
        n,
        "definition is confirmed without saying by whom or when",
        "definitions are confirmed without saying by whom or when",
    );
    (n > 0).then(|| DataNote {
        examples: half.iter().take(MAX_EXAMPLES).map(lacks).collect(),
        ..note("half-confirmed", n, sentence, Some("add by = \"..\" and on = 2026-01-31 in audit.toml"))
    })
}

/// Columns that `[cohorts]` names and that are not there: nothing is counted along them.
fn cohorts(book: &Book, settings: &Settings) -> Option<DataNote> {
    let unknown = unknown_cohorts(settings, book);
    let told = |one: &UnknownCohort| match (&one.file, &one.nearest) {
        (Some(file), _) => format!("\"{}\": a column of {file} that feeds no field", one.name),
        (None, Some(near)) => {
            format!("\"{}\": no export of deals or accounts has it; the nearest is \"{near}\"", one.name)
        }
        (None, None) => format!("\"{}\": no export of deals or accounts has it", one.name),
    };
    let sentence = counted(
        unknown.len() as u64,
        "column of [cohorts] is mapped to no field, and no figure is given along it",
        "columns of [cohorts] are mapped to no field, and no figure is given along them",
    );
    (!unknown.is_empty()).then(|| DataNote {
        examples: unknown.iter().take(MAX_EXAMPLES).map(told).collect(),
        ..note(
            "unknown-cohort",
            unknown.len() as u64,
            sentence,
            Some("correct the name in [cohorts] columns, or map the column to a field in [source.columns]"),
        )
    })
}

/// Dimensions of so many values that their small cohorts are counted together.
fn crowds(merged: &[Merged], settings: &Settings) -> Option<DataNote> {
    let told = |one: &Merged| format!("{}: {} of {} values counted together", one.dimension, one.merged, one.values);
    let sentence = format!(
        "{} more than a thousand values: those of fewer than {} deals, and all beyond the largest thousand, are \
         counted together as \u{201c}{SMALL_GROUPS}\u{201d}, so that the cohorts still add up",
        counted(merged.len() as u64, "dimension has", "dimensions have"),
        settings.definitions.min_cohort,
    );
    (!merged.is_empty()).then(|| DataNote {
        examples: merged.iter().take(MAX_EXAMPLES).map(told).collect(),
        ..note(
            "crowded-dimension",
            merged.len() as u64,
            sentence,
            Some("packets.csv holds each deal with its own value; check that the column holds groups and not names of deals"),
        )
    })
}

/// `deals.csv line 12, column "Close Date": “soon” (a date)`.
fn example(book: &Book, entry: &crate::map::LedgerEntry) -> String {
    let place = book.place(crate::domain::Origin::cell(entry.file, entry.line, entry.column));
    let text = if entry.text.is_empty() { String::new() } else { format!(": \u{201c}{}\u{201d}", entry.text) };
    format!("{place}{text} ({})", entry.note)
}

fn people(assembly: &Assembly) -> Option<DataNote> {
    let (why, advice) = match (assembly.people.has_users(), assembly.people.has_cs_team()) {
        (false, _) => ("without a users export", "export the CRM's users with their teams"),
        (true, false) => (
            "where no user's team is one of cs_teams",
            "name the teams of customer success in audit.toml: [definitions] cs_teams = [\"..\"]",
        ),
        (true, true) => return None,
    };
    Some(note("no-users", 1, format!("{why} the success side is each deal's CSM alone"), Some(advice)))
}

/// Names that several users bear: nothing goes by them.
fn namesakes(book: &Book, assembly: &Assembly) -> Option<DataNote> {
    let all = assembly.people.namesakes();
    let told = |one: &Namesakes| {
        let places: Vec<String> = one.origins.iter().map(|&origin| book.place(origin)).collect();
        format!("\u{201c}{}\u{201d}: {}", assembly.people.label(one.who), places.join(" and "))
    };
    let sentence = counted(
        all.len() as u64,
        "name stands for several users: a cell that names somebody so is taken for none of them",
        "names stand for several users: a cell that names somebody so is taken for none of them",
    );
    (!all.is_empty()).then(|| DataNote {
        examples: all.iter().take(MAX_EXAMPLES).map(told).collect(),
        ..note(
            "ambiguous-person",
            all.len() as u64,
            sentence,
            Some("export owners and authors by user id or e-mail, or tell the users apart by name"),
        )
    })
}

/// A checkbox column that never holds a blank cannot tell "no" from "not asked".
fn checkbox(book: &Book, assembly: &Assembly, settings: &Settings) -> Option<DataNote> {
    let position = settings.checklist.position("champion_at_risk").filter(|&at| assembly.captured[at])?;
    let deals = book.table(TableKind::Deals)?;
    let (cells, standing) = (deals.bools("champion_at_risk"), newest_of_each(deals, |_| true));
    let is_never_blank = !assembly.packets.is_empty()
        && cells.is_captured()
        && standing.values().all(|&row| cells.get(row as usize).is_some());
    let all_answered = assembly.packets.iter().all(|packet| packet.answers[position].state == FieldState::Answered);
    (is_never_blank && all_answered).then(|| {
        note(
            "checkbox-never-blank",
            standing.len() as u64,
            "champion at risk is a checkbox that is never blank: \"no\" cannot be told from \"not asked\"".to_owned(),
            Some("ask it as a yes / no choice with an empty start"),
        )
    })
}

fn unused_files(book: &Book) -> Option<DataNote> {
    let unused: Vec<_> = book.files.iter().filter(|file| file.table.is_none() && file.rows_used == 0).collect();
    (!unused.is_empty()).then(|| DataNote {
        examples: unused.iter().take(MAX_EXAMPLES).map(|file| format!("{}: {}", file.path, file.why)).collect(),
        ..note(
            "unused-file",
            unused.len() as u64,
            counted(unused.len() as u64, "file was not used", "files were not used"),
            Some("name the table in audit.toml when one of them should be"),
        )
    })
}

//! Which deals count as won and in scope: what to know where that leaves few or none.

use crate::audit::DataNote;
use crate::domain::{FileId, Sym, TableKind, counted, iso_date, stage_key};
use crate::map::{Book, LedgerEntry, Table, newest_of_each};
use crate::packet::{Assembly, Population, says_standing, tells_standing};
use crate::settings::Settings;

use super::values::counts_of_words;
use super::{MAX_EXAMPLES, note};

/// So many stages are shown where none means won.
const MAX_STAGES: usize = 8;

/// Words of a stage's name that speak of a deal that is made, and words that take it back, in the languages of the CRMs'
/// own labels (our judgement). A hint for a person, nothing more.
const MADE: [&str; 17] = [
    "won",
    "signed",
    "gewonnen",
    "unterschrieben",
    "unterzeichnet",
    "gagnée",
    "gagné",
    "signé",
    "signée",
    "ganado",
    "ganada",
    "firmado",
    "ganho",
    "vinto",
    "vinta",
    "vunnen",
    "vundet",
];
const NOT_MADE: [&str; 17] = [
    "lost", "not", "to", "be", "for", "awaiting", "pending", "sent", "out", "verloren", "nicht", "perdu", "perdue",
    "perdido", "perdida", "perso", "un",
];

/// Exports of deals all of whose rows were set aside: what a reader has to know is why.
fn no_deal(book: &Book) -> DataNote {
    let files = (0..).map(FileId).zip(&book.files).filter(|(_, file)| file.table == Some(TableKind::Deals));
    let n = files.clone().map(|(_, file)| file.rows_read).sum();
    let first = |of: FileId| book.ledger.iter().find(|entry| entry.file == of && entry.column.is_none());
    let why = files.filter_map(|(id, file)| Some(format!("{}: {}", file.path, first(id)?.note)));
    let sentence = format!("no deal is left of {} in the exports of deals", counted(n, "row", "rows"));
    let advice = "see the ledger for each row's reason, and export the deals that are there";
    DataNote { examples: why.take(MAX_EXAMPLES).collect(), ..note("no-win", n, sentence, Some(advice)) }
}

/// Deals, and none of them won: most often the stage that means won has another name.
pub(super) fn no_win(book: &Book, assembly: &Assembly) -> Option<DataNote> {
    let deals = book.table(TableKind::Deals).filter(|_| assembly.population.won == 0)?;
    if deals.n_rows() == 0 {
        return Some(no_deal(book));
    }
    if let Some(note) = no_identity(book, deals, assembly) {
        return Some(note);
    }
    let counts = counts_of_words(book, deals, "stage", |_| true);
    let sentence = format!(
        "none of {} is won by its stage or by a column that says so",
        counted(deals.n_rows() as u64, "deal", "deals")
    );
    Some(DataNote {
        examples: counts
            .iter()
            .take(MAX_STAGES)
            .map(|(stage, n)| format!("\u{201c}{stage}\u{201d}: {}", counted(*n, "deal", "deals")))
            .collect(),
        ..note(
            "no-win",
            deals.n_rows() as u64,
            sentence,
            Some("name the stages that mean won in audit.toml: [definitions] won_stages = [\"..\"]"),
        )
    })
}

/// Rows that no column tells apart as deals, or of which none says how they stand.
fn no_identity(book: &Book, deals: &Table, assembly: &Assembly) -> Option<DataNote> {
    let n_rows = deals.n_rows() as u64;
    let rows = counted(n_rows, "row", "rows");
    if assembly.population.rows == 0 {
        let sentence = format!("none of {rows} of deals has an id: without one nothing can be linked to a deal");
        let is_damaged = |entry: &LedgerEntry| {
            let file = book.files.get(usize::from(entry.file.0));
            entry.kind == "damaged-id" && file.is_some_and(|file| file.table == Some(TableKind::Deals))
        };
        let advice = match book.ledger.iter().any(is_damaged) {
            true => {
                "a spreadsheet has turned the ids into numbers such as 1.23E+15, whose last digits are gone: export the deals anew from the CRM, and do not save them in a spreadsheet in between"
            }
            false => "say in audit.toml which column holds it: [source.columns] deal_id = \"..\"",
        };
        return Some(note("no-win", n_rows, sentence, Some(advice)));
    }
    let sentence = format!("no column of the deals is read as their stage, or says whether they are won ({rows})");
    let advice = "say in audit.toml which column holds it: [source.columns] stage = \"..\"; or, where all of them are won, \
                  which holds the day of the win: won_at = \"..\"";
    (!says_standing(deals)).then(|| note("no-win", n_rows, sentence, Some(advice)))
}

/// Deals that count as won because a day of the win stands there, and nothing else says how they stand.
pub(super) fn won_by_day(book: &Book, assembly: &Assembly) -> Option<DataNote> {
    let deals = book.table(TableKind::Deals)?;
    let is_by_day = |row: &u32| {
        let row = *row as usize;
        deals.times("won_at").get(row).is_some() && !tells_standing(deals, row)
    };
    if !(0..deals.n_rows() as u32).any(|row| is_by_day(&row)) {
        return None;
    }
    let n = newest_of_each(deals, |_| true).values().filter(|row| is_by_day(row)).count() as u64;
    let all = counted(assembly.population.rows, "deal", "deals");
    let where_from = if says_standing(deals) { "no column of their file says" } else { "no column says" };
    let sentence = format!("{where_from} how the deals stand: {n} of {all} count as won, by the day of the win");
    let advice = "where some of them are not won, export the stage of each deal";
    (n > 0).then(|| note("won-by-day", n, sentence, Some(advice)))
}

/// Deals in a stage whose name, or a time of winning beside it, speaks of a deal that is made, and that is none of the
/// stages that mean won.
pub(super) fn maybe_won(book: &Book, assembly: &Assembly, settings: &Settings) -> Option<DataNote> {
    let deals = book.table(TableKind::Deals).filter(|_| assembly.population.won > 0)?;
    let (stages, flags) = (deals.symbols("stage"), deals.bools("is_won"));
    let is_known = |stage: Sym| {
        book.stage_catalogue.contains_key(&stage)
            || settings.definitions.won_stages.contains(&stage_key(book.text(stage)))
    };
    let is_open = |row: usize| flags.get(row).is_none() && !is_known(stages.get(row));
    let won_at = deals.times("won_at");
    let dated = counts_of_words(book, deals, "stage", |row| is_open(row) && won_at.get(row).is_some());
    // With a history of stages a win that was taken back is known to be one.
    let has_history = book.table(TableKind::StageHistory).is_some();
    let is_dated =
        |stage: &str| !has_history && dated.iter().any(|(known, _)| *known == stage) && !takes_it_back(stage);
    let mut counts = counts_of_words(book, deals, "stage", is_open);
    counts.retain(|(stage, _)| speaks_of_a_win(stage) || is_dated(stage));
    let n: u64 = counts.iter().map(|(_, n)| n).sum();
    let named = |(stage, n): &(&str, u64)| format!("\u{201c}{stage}\u{201d}: {}", counted(*n, "deal", "deals"));
    (n > 0).then(|| DataNote {
        examples: counts.iter().take(MAX_STAGES).map(named).collect(),
        ..note(
            "maybe-won",
            n,
            counted(
                n,
                "deal is in a stage that may mean won and counts as not won",
                "deals are in a stage that may mean won and count as not won",
            ),
            Some("where the stage does mean won, name it in audit.toml: [definitions] won_stages = [\"..\"]"),
        )
    })
}

fn speaks_of_a_win(stage: &str) -> bool {
    has_word(stage, &MADE) && !takes_it_back(stage)
}

fn takes_it_back(stage: &str) -> bool {
    has_word(stage, &NOT_MADE)
}

fn has_word(stage: &str, words: &[&str]) -> bool {
    stage.to_lowercase().split(|letter: char| !letter.is_alphanumeric()).any(|word| words.contains(&word))
}

/// Why no deal is there to be judged, though some are won.
pub(super) fn no_case(book: &Book, assembly: &Assembly, settings: &Settings) -> Option<DataNote> {
    let counts = &assembly.population;
    if counts.won == 0 || counts.due > 0 {
        return None;
    }
    if counts.in_scope > 0 {
        let sentence = format!(
            "none of {} in scope is due: each was won less than the {:.0} hours before {} that a review may take",
            counted(counts.in_scope, "deal", "deals"),
            settings.definitions.review_sla_hours,
            iso_date(assembly.as_of().day())
        );
        return Some(note("none-due", counts.in_scope, sentence, Some("wait, or take in more deals with --from")));
    }
    let outside = counts.won.saturating_sub(counts.renewals + counts.other_types + counts.undated);
    let reasons = [
        (outside, format!("won outside the window ({})", window(assembly, settings))),
        (counts.renewals, "a renewal or expansion".to_owned()),
        (counts.other_types, "of another type".to_owned()),
        (counts.undated, "without a date of winning".to_owned()),
    ];
    let reasons = reasons.into_iter().filter(|(n, _)| *n > 0).map(|(n, why)| format!("{n} {why}"));
    let sentence = format!(
        "none of {} is in scope: {}",
        counted(counts.won, "won deal", "won deals"),
        reasons.collect::<Vec<_>>().join(", ")
    );
    let advice = advice(counts, outside, &types_out_of_scope(book, assembly));
    Some(note("none-in-scope", counts.won, sentence, Some(&advice)))
}

/// The types of the won deals that are out of scope for their type, the commonest first.
pub(super) fn other_types(book: &Book, assembly: &Assembly) -> Option<DataNote> {
    let counts = &assembly.population;
    let types = types_out_of_scope(book, assembly);
    if types.is_empty() {
        return None;
    }
    let sentence = format!(
        "{} neither new business nor a renewal or expansion by {} type, and {} in no figure",
        counted(counts.other_types, "won deal is", "won deals are"),
        if counts.other_types == 1 { "its" } else { "their" },
        if counts.other_types == 1 { "stands" } else { "stand" }
    );
    let told = types.iter().take(MAX_STAGES).map(|(name, n)| format!("“{name}”: {}", counted(*n, "deal", "deals")));
    let advice = "say in [definitions] of audit.toml which of these are new business (deal_types) and which are renewals or \
                  expansions (renewal_types)";
    Some(DataNote { examples: told.collect(), ..note("other-types", counts.other_types, sentence, Some(advice)) })
}

/// What is neither new business nor a renewal or expansion, with how many won deals are of it, the commonest first.
fn types_out_of_scope<'a>(book: &'a Book, assembly: &Assembly) -> Vec<(&'a str, u64)> {
    let rows = &assembly.population.other_type_rows;
    let Some(deals) = book.table(TableKind::Deals).filter(|_| !rows.is_empty()) else { return Vec::new() };
    let is_one =
        |row: usize| u32::try_from(row).is_ok_and(|row| rows.binary_search_by_key(&row, |(row, _)| *row).is_ok());
    counts_of_words(book, deals, "deal_type", is_one)
}

/// What brings deals into scope, where so many lie outside: what most of them need first.
fn advice(counts: &Population, outside: u64, types: &[(&str, u64)]) -> String {
    let named: Vec<String> =
        types.iter().take(MAX_STAGES).map(|(name, n)| format!("\u{201c}{name}\u{201d} ({n})")).collect();
    let by_type = match named.as_slice() {
        [] => "see deal_types in [definitions]".to_owned(),
        [only] => format!("if {only} is new business, say so in audit.toml: [definitions] deal_types = [\"..\"]"),
        _ => format!(
            "say in audit.toml which of {} are new business: [definitions] deal_types = [\"..\"]",
            named.join(", ")
        ),
    };
    let mut ways = [
        (outside.saturating_sub(counts.later), "widen --from, --to or --segment"),
        (counts.later, "set --as-of to the day of the export: wins lie after the date of the data"),
        (
            counts.undated,
            "export the date of winning, or say in [source.columns] which column holds it: closed_at = \"..\"",
        ),
        (counts.renewals + counts.other_types, &by_type),
    ];
    ways.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
    ways.iter().filter(|(n, _)| *n > 0).map(|(_, way)| *way).collect::<Vec<_>>().join("; or ")
}

/// The bounds of the window in words.
fn window(assembly: &Assembly, settings: &Settings) -> String {
    let audit = &settings.audit;
    let from = audit.from.map(|day| format!("from {}", iso_date(day)));
    let to = audit.to.map(|day| format!("before {}", iso_date(day)));
    let as_of = format!("up to {}, the date of the data", iso_date(assembly.as_of().day()));
    let segment = audit.segment.as_ref().map(|segment| format!("or not of the segment {segment}"));
    [from, to, Some(as_of), segment].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::speaks_of_a_win;

    #[test]
    fn a_stage_may_speak_of_a_win() {
        for stage in ["Contract signed", "Won - onboarding", "Abgeschlossen und gewonnen", "Fermée gagnée"] {
            assert!(speaks_of_a_win(stage), "{stage}");
        }
        for stage in ["Closed lost", "Contract sent", "To be signed", "Wonderful", "Negotiation", ""] {
            assert!(!speaks_of_a_win(stage), "{stage}");
        }
    }
}

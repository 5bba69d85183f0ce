//! Words of `audit.toml` that stand nowhere in the exports: what they say is said in vain, most often for a slip.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use crate::audit::DataNote;
use crate::domain::{SMALL_GROUPS, Sym, TableKind, counted, fold, stage_key};
use crate::map::Book;
use crate::settings::Settings;

use super::{MAX_EXAMPLES, note};

/// So many words of the exports are named beside one that is none of them.
const MAX_KNOWN: usize = 8;

/// What `audit.toml` says of the words of some columns.
struct Told {
    setting: &'static str,
    /// As `key` leaves them.
    words: Vec<String>,
    key: fn(&str) -> String,
    columns: &'static [(TableKind, &'static str)],
}

/// The words, each with those that do stand there.
pub(super) fn idle_words(book: &Book, settings: &Settings) -> Option<DataNote> {
    let sync = settings.definitions.sync_activity.as_ref();
    let told = [
        Told {
            setting: "[tiers] by_segment",
            words: settings.tiers.by_segment.keys().cloned().collect(),
            key: stage_key,
            columns: &[(TableKind::Deals, "segment"), (TableKind::Accounts, "segment")],
        },
        Told {
            setting: "sync_activity type",
            words: sync.and_then(|sync| sync.kind.clone()).into_iter().collect(),
            key: fold,
            columns: &[(TableKind::Activities, "type")],
        },
        Told {
            setting: "sync_activity direction",
            words: sync.and_then(|sync| sync.direction.clone()).into_iter().collect(),
            key: fold,
            columns: &[(TableKind::Activities, "direction")],
        },
    ];
    let idle: Vec<String> =
        told.iter().filter(|told| !told.words.is_empty()).flat_map(|told| idle_of(book, told)).collect();
    let sentence = counted(
        idle.len() as u64,
        "word of audit.toml stands nowhere in the column that it is about, and changes nothing",
        "words of audit.toml stand nowhere in the columns that they are about, and change nothing",
    );
    (!idle.is_empty()).then(|| DataNote {
        examples: idle.iter().take(MAX_EXAMPLES).cloned().collect(),
        ..note("idle-word", idle.len() as u64, sentence, Some("correct the word, or leave it out"))
    })
}

/// `[tiers] by_segment: "entrprise" (there are "Enterprise", "SMB")`.
fn idle_of(book: &Book, told: &Told) -> Vec<String> {
    let Told { setting, words, key, columns } = told;
    let tables = columns.iter().filter_map(|&(kind, name)| Some((book.table(kind)?, name)));
    let cells = tables.flat_map(|(table, name)| {
        let cells = table.symbols(name);
        (0..table.n_rows()).map(move |row| cells.get(row))
    });
    let there: FxHashSet<Sym> = cells.filter(|cell| !cell.is_blank()).collect();
    let keys: FxHashSet<String> = there.iter().map(|&cell| key(book.text(cell))).collect();
    let known: BTreeSet<&str> = there.iter().map(|&cell| book.text(cell)).collect();
    // Groups that were merged may hold any of them.
    if known.contains(SMALL_GROUPS) {
        return Vec::new();
    }
    let named: Vec<String> = known.iter().take(MAX_KNOWN).map(|word| format!("\u{201c}{word}\u{201d}")).collect();
    let beside = match (named.is_empty(), known.len() > MAX_KNOWN) {
        (true, _) => "no export has such words".to_owned(),
        (false, false) => format!("there are {}", named.join(", ")),
        (false, true) => format!("there are {} and {} more", named.join(", "), known.len() - MAX_KNOWN),
    };
    let idle = words.iter().filter(|word| !keys.contains(*word));
    idle.map(|word| format!("{setting}: \u{201c}{word}\u{201d} ({beside})")).collect()
}

//! Deals that stand only in exports without columns that other exports of deals have.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::DataNote;
use crate::domain::{FileId, TableKind, counted};
use crate::map::Book;
use crate::packet::{Assembly, Scope};
use crate::settings::Settings;

use super::{MAX_EXAMPLES, note};

/// What the deals in scope are not asked for, as no export that holds them has a column for it.
pub(super) fn untold(book: &Book, assembly: &Assembly, settings: &Settings) -> Option<DataNote> {
    let deals = book.table(TableKind::Deals)?;
    let mut of_files: BTreeMap<FileId, (u64, BTreeSet<&str>)> = BTreeMap::new();
    for packet in assembly.packets.iter().filter(|packet| packet.scope == Scope::InScope) {
        let answers = settings.checklist.items.iter().zip(&packet.answers);
        let untold: Vec<&str> =
            answers.filter(|(_, answer)| answer.is_untold()).map(|(item, _)| item.id.as_str()).collect();
        if !untold.is_empty() {
            let (n, fields) = of_files.entry(deals.row_origin(packet.row as usize).file()).or_default();
            *n += 1;
            fields.extend(untold);
        }
    }
    let n = of_files.values().map(|(n, _)| n).sum::<u64>();
    let sentence = counted(
        n,
        "deal in scope stands only in exports without columns that another export of deals has: what they hold is not known of it",
        "deals in scope stand only in exports without columns that another export of deals has: what they hold is not known of them",
    );
    let told = |(file, (n, fields)): (&FileId, &(u64, BTreeSet<&str>))| {
        let fields: Vec<String> = fields.iter().map(|field| field.replace('_', " ")).collect();
        let path = &book.file(*file).path;
        format!("{path}: {}, without {}", counted(*n, "deal", "deals"), fields.join(", "))
    };
    (n > 0).then(|| DataNote {
        examples: of_files.iter().take(MAX_EXAMPLES).map(told).collect(),
        ..note("untold-columns", n, sentence, Some("export all deals with the same columns"))
    })
}

//! What the reader set aside, or used though not as it stands, as entries of the ledger.

use crate::domain::FileId;
use crate::read::{Account, Noted, SetAside};

use super::book::LedgerEntry;

/// Adds everything that the account of a file lists, and how much of each kind it counts without listing.
pub(super) fn add_read(ledger: &mut Vec<LedgerEntry>, file: FileId, account: &Account) {
    let entry = |line: u32, place: Option<(u64, u64)>, kind: &'static str, text: &str, note: &str| LedgerEntry {
        file,
        line,
        place,
        column: None,
        kind,
        text: text.into(),
        note: note.into(),
    };
    for row in &account.set_aside {
        let blanks =
            || if row.records == 1 { "a blank line".to_owned() } else { format!("{} blank lines", row.records) };
        let note = if row.reason == SetAside::Blank { blanks() } else { row.detail.clone() };
        ledger.push(entry(row.line, Some((row.offset, row.bytes)), row.reason.reason(), &row.excerpt, &note));
    }
    for row in &account.noted {
        let sentence = row.how.sentence();
        let note = if row.instead.is_empty() { sentence.to_owned() } else { format!("{sentence}: {}", row.instead) };
        ledger.push(entry(row.line, Some((row.offset, row.bytes)), row.how.kind(), &row.excerpt, &note));
    }
    let reasons = account.set_aside_counts.keys().map(|&reason| (reason.reason(), account.unlisted(reason)));
    let notes = account.noted_counts.keys().map(|&how: &Noted| (how.kind(), account.unlisted_notes(how)));
    for (kind, n_more) in reasons.chain(notes).filter(|(_, n_more)| *n_more > 0) {
        let note = format!("{n_more} more of this kind are counted and not listed");
        ledger.push(entry(account.last_line, None, kind, "", &note));
    }
}

/// What a kind of row that the reader set aside is like, and what to do about it when it is damage.
pub(crate) fn described(kind: &str) -> Option<(&'static str, Option<&'static str>)> {
    let reason = SetAside::ALL.into_iter().find(|reason| reason.reason() == kind)?;
    Some((reason.sentence(), reason.is_damage().then(|| reason.remedy())))
}

//! Deals in scope that may be none: tests of the CRM, and deals that were entered twice.

use rustc_hash::FxHashMap;

use crate::audit::DataNote;
use crate::domain::{TableKind, counted, fold};
use crate::map::{Book, Table};
use crate::packet::{Assembly, Packet, Scope};

use super::{MAX_EXAMPLES, note};

/// Words of names that people give to what they try out. A hint for a person, nothing more.
const OF_TESTS: [&str; 8] = ["test", "tests", "testing", "testdeal", "dummy", "sandbox", "xxx", "asdf"];
/// The same of several words.
const PHRASES_OF_TESTS: [&str; 5] = ["do not use", "please ignore", "delete me", "to be deleted", "example deal"];

fn in_scope(assembly: &Assembly) -> impl Iterator<Item = &Packet> {
    assembly.packets.iter().filter(|packet| packet.scope == Scope::InScope)
}

fn named<'b>(book: &'b Book, deals: &Table, packet: &Packet) -> &'b str {
    book.text(deals.symbols("deal_name").get(packet.row as usize)).trim()
}

fn example(book: &Book, deals: &Table, packet: &Packet) -> String {
    format!("{}: \u{201c}{}\u{201d}", book.place(deals.row_origin(packet.row as usize)), named(book, deals, packet))
}

/// Deals whose names say that they are tests.
pub(super) fn tests(book: &Book, assembly: &Assembly) -> Option<DataNote> {
    let deals = book.table(TableKind::Deals)?;
    let speaks_of_a_test = |packet: &&Packet| {
        let name = named(book, deals, packet).to_lowercase();
        let mut words = name.split(|letter: char| !letter.is_alphanumeric());
        words.any(|word| OF_TESTS.contains(&word)) || PHRASES_OF_TESTS.iter().any(|phrase| name.contains(phrase))
    };
    let found: Vec<&Packet> = in_scope(assembly).filter(speaks_of_a_test).collect();
    let n = found.len() as u64;
    let sentence = counted(
        n,
        "deal in scope may be a test by its name, and counts",
        "deals in scope may be tests by their names, and count",
    );
    let advice = "where they are, delete them in the CRM or leave them out of the export";
    (n > 0).then(|| DataNote {
        examples: found.into_iter().take(MAX_EXAMPLES).map(|packet| example(book, deals, packet)).collect(),
        ..note("test-deals", n, sentence, Some(advice))
    })
}

/// Deals with the name, the account, the day of the win and the amount of another one.
pub(super) fn twins(book: &Book, assembly: &Assembly) -> Option<DataNote> {
    let deals = book.table(TableKind::Deals)?;
    let amounts = deals.numbers("amount");
    let mut alike: FxHashMap<_, Vec<&Packet>> = FxHashMap::default();
    for packet in in_scope(assembly).filter(|packet| packet.account.is_some()) {
        let amount = amounts.get(packet.row as usize).map(f64::to_bits);
        let name = fold(named(book, deals, packet));
        if let (Some(amount), false) = (amount, name.is_empty()) {
            alike.entry((name, packet.account, packet.won_at.day(), amount)).or_default().push(packet);
        }
    }
    let mut twins: Vec<Vec<&Packet>> = alike.into_values().filter(|deals| deals.len() > 1).collect();
    twins.sort_by_key(|deals| deals[0].row);
    let n = twins.iter().map(|deals| deals.len() as u64).sum();
    let sentence = counted(
        n,
        "deal in scope has the name, the account, the day of the win and the amount of another, and each counts",
        "deals in scope have the name, the account, the day of the win and the amount of another, and each counts",
    );
    let advice = "where a deal was entered twice, merge the two in the CRM";
    (n > 0).then(|| DataNote {
        examples: twins.iter().take(MAX_EXAMPLES).map(|twins| example(book, deals, twins[0])).collect(),
        ..note("twin-deals", n, sentence, Some(advice))
    })
}

//! Facts about values and dates that no row is set aside for, but that a reader of cohorts must know.

use std::collections::BTreeMap;

use crate::audit::DataNote;
use crate::domain::{DAY_MICROS, Sym, TableKind, ValueKind, counted, fold, iso_date};
use crate::map::{Book, Table};
use crate::packet::{Assembly, Packet, Scope};

use super::{MAX_EXAMPLES, note};

/// A segment is new when so many deals (our judgement) had been won before its first one.
const DEALS_BEFORE: usize = 20;
/// And so long after the first of them.
const DAYS_BEFORE: i64 = 30;

/// The different words of a field and how many of the rows that are asked have each, the commonest first; none that is
/// blank.
pub(super) fn counts_of_words<'b>(
    book: &'b Book,
    table: &Table,
    field: &str,
    is_asked: impl Fn(usize) -> bool,
) -> Vec<(&'b str, u64)> {
    let words = table.symbols(field);
    let mut of_symbols: BTreeMap<Sym, u64> = BTreeMap::new();
    for word in
        (0..table.n_rows()).filter(|&row| is_asked(row)).map(|row| words.get(row)).filter(|word| !word.is_blank())
    {
        *of_symbols.entry(word).or_default() += 1;
    }
    // Where names are withheld several symbols may have one text.
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    of_symbols.into_iter().for_each(|(word, n)| *counts.entry(book.text(word)).or_default() += n);
    let mut counts: Vec<(&str, u64)> = counts.into_iter().collect();
    counts.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(right.0)));
    counts
}

/// E-mails that do not say which way they went: no touch, as the definition wants one that is outbound. Salesforce keeps
/// them among its tasks, which know a direction of calls alone.
pub(super) fn undirected_emails(book: &Book) -> Option<DataNote> {
    let activities = book.table(TableKind::Activities)?;
    let (types, directions) = (activities.symbols("type"), activities.symbols("direction"));
    let mut of_type: BTreeMap<Sym, (u64, u64)> = BTreeMap::new();
    for row in 0..activities.n_rows() {
        let (n, n_undirected) = of_type.entry(types.get(row)).or_default();
        *n += 1;
        *n_undirected += u64::from(directions.get(row).is_blank());
    }
    let emails = of_type.iter().filter(|(kind, _)| fold(book.text(**kind)) == "email").map(|(_, counts)| counts);
    let (n, n_undirected) = emails.fold((0, 0), |(n, undirected), counts| (n + counts.0, undirected + counts.1));
    (n_undirected > 0).then(|| {
        note(
            "undirected-email",
            n_undirected,
            format!(
                "{n_undirected} of {} {}; where only they may be a touch, none is known",
                counted(n, "e-mail", "e-mails"),
                if n_undirected == 1 { "does not say which way it went" } else { "do not say which way they went" }
            ),
            Some("export the direction: Email Direction in HubSpot, EmailMessage with Incoming in Salesforce"),
        )
    })
}

/// Values of one column of deals that differ in case, spaces and punctuation alone: each is a cohort of its own.
pub(super) fn spellings(book: &Book) -> Option<DataNote> {
    let deals = book.table(TableKind::Deals)?;
    let mut found: Vec<String> = Vec::new();
    for field in TableKind::Deals.fields().iter().filter(|field| field.kind == ValueKind::Enum) {
        let column = deals.symbols(&field.name);
        let mut values: Vec<Sym> = (0..deals.n_rows()).map(|row| column.get(row)).collect();
        values.sort_unstable();
        values.dedup();
        let mut spellings: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for value in values.into_iter().filter(|value| !value.is_blank()) {
            spellings.entry(fold(book.text(value))).or_default().push(book.text(value));
        }
        for (_, mut same) in spellings.into_iter().filter(|(key, same)| !key.is_empty() && same.len() > 1) {
            same.sort_unstable();
            let quoted: Vec<String> = same.iter().map(|text| format!("\u{201c}{text}\u{201d}")).collect();
            found.push(format!("{}: {}", field.name.replace('_', " "), quoted.join(", ")));
        }
    }
    let count = found.len() as u64;
    (count > 0).then(|| DataNote {
        examples: found.into_iter().take(MAX_EXAMPLES).collect(),
        ..note(
            "spellings",
            count,
            counted(
                count,
                "value of deals is written in several ways, and each way is a cohort of its own",
                "values of deals are written in several ways, and each way is a cohort of its own",
            ),
            Some(
                "make the field a choice in the CRM, or give both ways one word in audit.toml: [source.values.FIELD] with \
                 \"one way\" = \"the other\"",
            ),
        )
    })
}

/// Segments whose first deal was won when the audit had long begun.
pub(super) fn new_segments(book: &Book, assembly: &Assembly) -> Option<DataNote> {
    let mut packets: Vec<&Packet> = assembly.packets.iter().filter(|packet| packet.scope == Scope::InScope).collect();
    packets.sort_by_key(|packet| packet.won_at.order());
    let first = packets.first()?.won_at;
    let mut seen: Vec<Sym> = Vec::new();
    let mut found: Vec<String> = Vec::new();
    for (before, packet) in packets.iter().enumerate() {
        if packet.segment.is_blank() || seen.contains(&packet.segment) {
            continue;
        }
        seen.push(packet.segment);
        let is_late = packet.won_at.utc() - first.utc() >= DAYS_BEFORE * DAY_MICROS;
        if before >= DEALS_BEFORE && is_late {
            let (name, day) = (book.text(packet.segment), iso_date(packet.won_at.day()));
            found.push(format!("{name}: first won on {day}, after {before} deals of other segments"));
        }
    }
    let count = found.len() as u64;
    (count > 0).then(|| DataNote {
        examples: found.into_iter().take(MAX_EXAMPLES).collect(),
        ..note(
            "new-segment",
            count,
            counted(
                count,
                "segment had its first deal while the audit ran: what is required of it may be new too",
                "segments had their first deal while the audit ran: what is required of them may be new too",
            ),
            Some("check that [tiers] says which checklist they are held to"),
        )
    })
}

/// Onboarding projects that were opened before their deal was won.
pub(super) fn early_projects(assembly: &Assembly) -> Option<DataNote> {
    let in_scope = assembly.packets.iter().filter(|packet| packet.scope == Scope::InScope);
    let dated: Vec<&Packet> = in_scope.filter(|packet| packet.events.project_at.is_some()).collect();
    let is_early = |packet: &&&Packet| packet.events.project_at.is_some_and(|at| at.is_before(packet.won_at));
    let count = dated.iter().filter(is_early).count() as u64;
    (count > 0).then(|| {
        note(
            "early-project",
            count,
            format!(
                "{count} of {} {}; every clock starts at the win",
                counted(dated.len() as u64, "onboarding project", "onboarding projects"),
                if count == 1 { "was opened before its deal was won" } else { "were opened before their deal was won" }
            ),
            None,
        )
    })
}

/// Handoffs whose deal names several companies: the first counts, with its segment, its records and its churn.
pub(super) fn several_companies(book: &Book, assembly: &Assembly) -> Option<DataNote> {
    let deals = book.table(TableKind::Deals)?;
    let ids = deals.symbols("account_id");
    let names_several = |row: usize| {
        let mut named = book.text(ids.get(row)).split(';').map(str::trim).filter(|id| !id.is_empty());
        let first = named.next();
        named.any(|id| Some(id) != first)
    };
    let in_scope = assembly.packets.iter().filter(|packet| packet.scope == Scope::InScope);
    let rows: Vec<usize> = in_scope.map(|packet| packet.row as usize).filter(|&row| names_several(row)).collect();
    let count = rows.len() as u64;
    let sentence = counted(
        count,
        "won deal in scope names several companies: the first is its customer",
        "won deals in scope name several companies each: the first is the customer",
    );
    let place = |&row: &usize| book.place(deals.origin(row, TableKind::Deals.field("account_id").unwrap_or_default()));
    let examples = rows.iter().take(MAX_EXAMPLES).map(place).collect();
    let advice =
        "export the primary company alone (HubSpot: \"Associated Company IDs (Primary)\"), where another is meant";
    (count > 0).then(|| DataNote { examples, ..note("several-companies", count, sentence, Some(advice)) })
}

//! How often handoffs came back, why, and for how long.

use super::super::charts::gaps;
use super::super::charts::theme::Ink;
use super::super::words::returns as words;
use super::super::{Error, format};
use super::parts::{Cell, Figure, Row, Table};
use crate::audit::{Audit, ReturnReason, Returns};

/// Reasons drawn at most.
const REASONS_DRAWN: usize = 12;
/// Reasons listed at most; audit.json holds them all.
const REASONS_LISTED: usize = 50;

/// Reasons as bars, loops and time in the words above them.
pub(crate) fn figure(audit: &Audit) -> Result<Figure, Error> {
    let id = "fig-returns";
    let found = &audit.returns;
    let drawn: Vec<gaps::Row> = found.reasons.iter().take(REASONS_DRAWN).map(row).collect();
    let most = found.reasons.first().map_or(0, |reason| reason.returns);
    let columns = [
        gaps::Column { head: words::HEADS[0], ink: Ink::Series },
        gaps::Column { head: words::HEADS[1], ink: Ink::Missed },
    ];
    Ok(Figure {
        sentence: sentence(found),
        note: note(found),
        svg: if drawn.is_empty() { None } else { Some(gaps::rows(&columns, &drawn, most, &format!("{id}-title"))?) },
        instead: drawn.is_empty().then(|| words::instead(found.captured).to_owned()),
        table: (!drawn.is_empty()).then(|| table(found, id)),
        badge: super::parts::badge(audit, "first_pass_acceptance_rate"),
        id: id.into(),
    })
}

fn label(reason: &ReturnReason) -> &str {
    if reason.reason.is_empty() { words::NO_REASON } else { &reason.reason }
}

fn row(reason: &ReturnReason) -> gaps::Row {
    gaps::Row {
        label: label(reason).to_owned(),
        is_strong: false,
        counts: [reason.returns, reason.material].map(|n| (n, format::count(n))).to_vec(),
    }
}

fn sentence(found: &Returns) -> String {
    let reason = found.reasons.iter().map(|reason| reason.reason.as_str()).find(|reason| !reason.is_empty());
    words::sentence(&words::Told { captured: found.captured, due: found.due, deals: found.deals, reason })
}

fn note(found: &Returns) -> String {
    let again: u64 = found.loops.iter().filter(|(times, _)| **times > 1).map(|(_, deals)| deals).sum();
    let lost = (found.answered > 0).then(|| (found.answered, found.hours_lost / found.answered as f64));
    words::note(found.returns, found.material, again, lost)
}

fn table(found: &Returns, id: &str) -> Table {
    let line = |reason: &ReturnReason| {
        Row::new(vec![
            Cell::text(label(reason)),
            Cell::number(format::k_of_n(reason.returns, found.returns)).sort(reason.returns.to_string()),
            Cell::number(format::count(reason.material)),
            Cell::number(format::count(reason.deals)),
        ])
    };
    let rows: Vec<Row> = found.reasons.iter().take(REASONS_LISTED).map(line).collect();
    let caption = words::caption(rows.len() as u64, found.reasons.len() as u64);
    Table::new(format!("{id}-table"), caption, &words::LABELS, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(due: u64, deals: u64, reasons: &[(&str, u64)]) -> Returns {
        let reason = |(reason, returns): &(&str, u64)| ReturnReason {
            reason: (*reason).to_owned(),
            returns: *returns,
            material: 0,
            deals: *returns,
        };
        Returns { captured: true, due, deals, reasons: reasons.iter().map(reason).collect(), ..Returns::default() }
    }

    #[test]
    fn returns_are_said_for_none_one_and_many() {
        assert_eq!(sentence(&Returns::default()), "Returns are not measurable");
        assert_eq!(sentence(&found(0, 0, &[])), "No handoff is due, so none was returned");
        assert_eq!(sentence(&found(30, 0, &[])), "None of 30 due handoffs was ever returned");
        let one = found(30, 1, &[("", 1)]);
        assert_eq!(sentence(&one), "1 of 30 due handoffs was returned, none with a reason");
        let many = found(30, 4, &[("", 3), ("No champion", 1)]);
        assert_eq!(sentence(&many), "4 of 30 due handoffs were returned, most often for “No champion”");
    }
}

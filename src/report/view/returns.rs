//! How often handoffs came back, why, and for how long.

use super::super::charts::gaps;
use super::super::charts::theme::Ink;
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
        gaps::Column { head: "Returns", ink: Ink::Series },
        gaps::Column { head: "Of these material", ink: Ink::Missed },
    ];
    Ok(Figure {
        sentence: sentence(found),
        note: note(found),
        svg: if drawn.is_empty() { None } else { Some(gaps::rows(&columns, &drawn, most, &format!("{id}-title"))?) },
        instead: drawn.is_empty().then(|| instead(found).to_owned()),
        table: (!drawn.is_empty()).then(|| table(found, id)),
        badge: super::parts::badge(audit, "first_pass_acceptance_rate"),
        id: id.into(),
    })
}

fn label(reason: &ReturnReason) -> &str {
    if reason.reason.is_empty() { "No reason given" } else { &reason.reason }
}

fn row(reason: &ReturnReason) -> gaps::Row {
    gaps::Row {
        label: label(reason).to_owned(),
        is_strong: false,
        counts: [reason.returns, reason.material].map(|n| (n, format::count(n))).to_vec(),
    }
}

fn sentence(found: &Returns) -> String {
    match (found.captured, found.deals) {
        (false, _) => "Returns are not measurable".into(),
        (true, 0) if found.due == 0 => "No handoff is due, so none was returned".into(),
        (true, 0) => format!("None of {} due handoffs was ever returned", format::count(found.due)),
        (true, deals) => {
            let verb = if deals == 1 { "due handoffs was returned" } else { "due handoffs were returned" };
            let most = found.reasons.iter().find(|reason| !reason.reason.is_empty());
            let why = most.map_or_else(
                || ", none with a reason".to_owned(),
                |reason| format!(", most often for “{}”", format::cut(&reason.reason, 60)),
            );
            format!("{} {verb}{why}", format::k_of_n(deals, found.due))
        }
    }
}

fn note(found: &Returns) -> String {
    let again: u64 = found.loops.iter().filter(|(times, _)| **times > 1).map(|(_, deals)| deals).sum();
    let again = match again {
        0 => "None came back more than once.".to_owned(),
        1 => "1 came back more than once.".into(),
        n => format!("{} came back more than once.", format::count(n)),
    };
    let lost = match found.answered {
        0 => " No return has a later decision yet.".to_owned(),
        n => format!(
            " From a return to the next decision it took {} on average ({}).",
            format::hours(found.hours_lost / n as f64),
            format::plural(n, "return", "returns")
        ),
    };
    format!(
        "{}, {} of them material, by the reason in the review log. {again}{lost}",
        format::plural(found.returns, "return", "returns"),
        format::count(found.material)
    )
}

fn instead(found: &Returns) -> &'static str {
    if found.captured {
        "No return to show. Where packets have gaps and none is ever returned, check that CS is able to return a handoff."
    } else {
        "No export holds reviews. Export the review log (who accepted or returned which handoff, when, and why) to unlock it."
    }
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
    let all = found.reasons.len() as u64;
    let caption = match rows.len() as u64 == all {
        true => format!("Returns by {}", format::plural(all, "reason", "reasons")),
        false => {
            format!("Returns by reason: {} reasons, the others in audit.json", format::k_of_n(rows.len() as u64, all))
        }
    };
    Table::new(format!("{id}-table"), caption, &["Reason", "#Returns", "#Material", "#Deals"], rows)
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

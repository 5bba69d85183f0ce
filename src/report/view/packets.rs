//! One row a deal: where it stands, how complete it is, what is open. Above 200 deals only those with findings.

use std::collections::BTreeMap;

use super::super::{format, words};
use super::definitions::Tables;
use super::parts::{Cell, Row, Table, facets, slug};
use crate::audit::{Audit, Deal};

/// Codes named in a cell; the count is always given.
const CODES_SHOWN: usize = 6;

/// Builds the section.
pub(crate) fn view(audit: &Audit) -> Tables {
    let severities: BTreeMap<&str, u8> =
        audit.rules.iter().map(|rule| (rule.code, words::urgency(rule.severity))).collect();
    let fallback: Vec<&Deal> = audit.worklist.iter().map(|item| &item.deal).collect();
    let mut deals: Vec<&Deal> = if audit.deals.is_empty() { fallback } else { audit.deals.iter().collect() };
    deals.retain(|deal| deal.scope == "in_scope");
    let is_cut = audit.deals_in_scope > Audit::MAX_SHOWN as u64;
    if is_cut {
        deals.retain(|deal| !deal.findings.is_empty());
    }
    let urgency = |deal: &Deal| {
        let of = |level: u8| deal.findings.iter().filter(|code| severities.get(*code) == Some(&level)).count();
        (std::cmp::Reverse(of(0)), std::cmp::Reverse(of(1)), std::cmp::Reverse(deal.findings.len()))
    };
    deals.sort_by_key(|deal| urgency(deal));
    deals.truncate(Audit::MAX_SHOWN);
    let shown = deals.len() as u64;
    let note = if audit.deals_in_scope == 0 {
        Some("No deals closed in this window.".to_owned())
    } else if is_cut {
        Some(format!(
            "Of {} packets, the {} with the gravest open findings are shown. The other {} are in packets.csv.",
            format::count(audit.deals_in_scope),
            format::count(shown),
            format::count(audit.deals_in_scope.saturating_sub(shown))
        ))
    } else {
        None
    };
    let labels = [
        "Deal",
        "AE, CSM",
        "Won",
        "Stands in",
        "#All four",
        "#Facts",
        "#Context",
        "#Promises",
        "#Risk",
        "#Elements",
        "First touch",
        "Open findings",
    ];
    let rows = deals.iter().map(|deal| row(deal, &audit.timezone)).collect();
    let caption = format!(
        "{}, the gravest findings first; scores from 0 to 100 as the CSM sees them",
        format::plural(shown, "packet", "packets")
    );
    let mut table = Table::new("table-packets", caption, &labels, rows);
    table.is_tool = true;
    table.empty = "No packet to list.";
    Tables { note, tables: vec![table] }
}

fn row(deal: &Deal, zone: &str) -> Row {
    let scores = &deal.scores;
    let complete = deal.elements.values().filter(|state| **state == "complete").count() as u64;
    let elements = if deal.elements.is_empty() {
        Cell::no_number("not judged")
    } else {
        Cell::number(format::k_of_n(complete, deal.elements.len() as u64)).sort(complete.to_string())
    };
    Row {
        id: Some(slug("packet-", &deal.deal_id)),
        cells: vec![
            Cell::text(&deal.name).sub(format!("{}, {}", deal.deal_id, named(&deal.segment, "no segment"))),
            Cell::text(named(&deal.ae, "no AE named")).sub(named(&deal.csm, "no CSM named")),
            Cell { class: "date", ..Cell::text(format::local_date(&deal.won_at, zone)) }
                .sort(format::sort_day(&deal.won_at, zone)),
            Cell::text(words::stage(deal.stage)).sub(if deal.is_due {
                words::decision(deal.decision)
            } else {
                "Not due yet".into()
            }),
            score(scores.overall),
            score(scores.facts),
            score(scores.context),
            score(scores.commitments),
            score(scores.risk),
            elements,
            event(deal, "first_touch", zone),
            findings(deal),
        ],
        facets: facets(deal, zone),
    }
}

fn named<'a>(text: &'a str, absent: &'a str) -> &'a str {
    if text.is_empty() || text == "(blank)" { absent } else { text }
}

fn score(value: Option<f64>) -> Cell {
    match value {
        Some(value) => Cell { class: shade(value), ..Cell::text(format::score(value)) }.sort(value.to_string()),
        None => Cell::no_number("n/a for this tier").sort("-1"),
    }
}

/// A quiet shade that grows with what is missing; the number says the same.
fn shade(value: f64) -> &'static str {
    match value {
        80.0.. => "num h0",
        60.0.. => "num h1",
        40.0.. => "num h2",
        20.0.. => "num h3",
        _ => "num h4",
    }
}

fn event(deal: &Deal, id: &str, zone: &str) -> Cell {
    let name = format!("{id}_at");
    let found = deal.events.iter().find(|(key, _)| **key == id || **key == name);
    match found {
        Some((_, Some(at))) => {
            Cell { class: "date", ..Cell::text(format::local_date(at, zone)) }.sort(format::sort_day(at, zone))
        }
        Some((_, None)) => Cell::soft("not recorded").sort("9"),
        None => Cell::soft("not exported").sort("9"),
    }
}

fn findings(deal: &Deal) -> Cell {
    let n = deal.findings.len();
    if n == 0 {
        return Cell::soft("none").sort("0");
    }
    let shown = deal.findings.iter().take(CODES_SHOWN).copied().collect::<Vec<_>>().join(" ");
    let more = if n > CODES_SHOWN { format!(" and {} more", n - CODES_SHOWN) } else { String::new() };
    Cell::text(format!("{}", n)).sub(format!("{shown}{more}")).sort(n.to_string())
}

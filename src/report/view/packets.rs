//! One row a deal: where it stands, how complete it is, what is open. Above 200 deals only those with findings.

use std::collections::BTreeSet;

use super::super::words::packets as say;
use super::super::{format, guard, words};
use super::definitions::Tables;
use super::parts::{Cell, Record, Row, Table, facets, slug};
use crate::audit::{Audit, BLANK, Deal};

/// The deals that have a row on the page, by id; none on a page without this section.
#[derive(Default)]
pub(crate) struct OnPage<'a>(BTreeSet<&'a str>);

impl<'a> OnPage<'a> {
    /// On a page with this section.
    pub(crate) fn of(audit: &'a Audit) -> OnPage<'a> {
        OnPage(listed(audit).iter().map(|deal| deal.deal_id.as_str()).collect())
    }

    /// The anchor of the deal's row, where it has one.
    pub(crate) fn anchor(&self, deal_id: &str) -> Option<String> {
        self.0.contains(deal_id).then(|| slug("#packet-", deal_id))
    }
}

/// How many open findings of a severity a deal has.
fn of_severity(deal: &Deal, severity: &str) -> u64 {
    deal.findings_by_severity.get(severity).copied().unwrap_or(0)
}

/// How many open findings a deal has.
fn n_findings(deal: &Deal) -> u64 {
    deal.findings_by_severity.values().sum()
}

/// The deals that are shown, the most urgent first.
fn listed(audit: &Audit) -> Vec<&Deal> {
    let fallback: Vec<&Deal> = audit.worklist.iter().map(|item| &item.deal).collect();
    let mut deals: Vec<&Deal> = if audit.deals.is_empty() { fallback } else { audit.deals.iter().collect() };
    deals.retain(|deal| deal.scope == "in_scope");
    if is_cut(audit) {
        deals.retain(|deal| !deal.findings.is_empty());
    }
    let urgency = |deal: &Deal| {
        let most = |n: u64| std::cmp::Reverse(n);
        (most(of_severity(deal, "stop")), most(of_severity(deal, "return")), most(n_findings(deal)))
    };
    deals.sort_by_key(|deal| urgency(deal));
    deals.truncate(Audit::MAX_SHOWN);
    deals
}

/// Whether only deals with findings are shown.
fn is_cut(audit: &Audit) -> bool {
    audit.deals_in_scope > Audit::MAX_SHOWN as u64
}

/// Builds the section; `has_work`: the page has the worklist too.
pub(crate) fn view(audit: &Audit, has_work: bool) -> Tables {
    let deals = listed(audit);
    let shown = deals.len() as u64;
    let renewals = audit.population.renewals;
    let notes = [
        (audit.deals_in_scope == 0).then(|| super::work::no_deals(audit)),
        is_cut(audit).then(|| say::left_out(audit.deals_in_scope, shown)),
        (renewals > 0).then(|| say::renewals(renewals)),
    ];
    let note = notes.into_iter().flatten().reduce(|one, other| format!("{one} {other}"));
    let worked: BTreeSet<&str> =
        audit.worklist.iter().filter(|_| has_work).map(|item| item.deal.deal_id.as_str()).collect();
    let rows = deals.iter().map(|deal| row(deal, audit, worked.contains(deal.deal_id.as_str()))).collect();
    let mut table = Table::new("table-packets", say::caption(shown), &say::LABELS, rows);
    table.is_tool = true;
    table.empty = say::EMPTY;
    Tables { note, tables: vec![table] }
}

/// `is_worked`: the worklist holds the deal, so its name leads there.
fn row(deal: &Deal, audit: &Audit, is_worked: bool) -> Row {
    let scores = &deal.scores;
    let zone = &audit.timezone;
    let complete = deal.elements.values().filter(|state| **state == "complete").count() as u64;
    let elements = if deal.elements.is_empty() {
        Cell::no_number(say::NOT_JUDGED)
    } else {
        Cell::number(format::k_of_n(complete, deal.elements.len() as u64)).sort(complete.to_string())
    };
    let decision = if deal.is_due { words::decision(deal.decision) } else { say::NOT_DUE.into() };
    Row {
        id: Some(slug("packet-", &deal.deal_id)),
        cells: vec![
            name(deal, is_worked),
            Cell::text(named(&deal.ae, say::NO_AE)).sub(named(&deal.csm, say::NO_CSM)),
            Cell::day(&deal.won_at, zone),
            Cell::text(words::stage(deal.stage)).sub(decision),
            findings(deal),
            score(scores.overall),
            score(scores.facts),
            score(scores.context),
            score(scores.commitments),
            score(scores.risk),
            elements,
            event(deal, "first_touch", zone),
        ],
        facets: facets(deal, zone),
    }
}

/// The name, which leads to the questions, over the id, which leads to the record.
fn name(deal: &Deal, is_worked: bool) -> Cell {
    let segment = named(&deal.segment, say::NO_SEGMENT);
    let name = Cell::text(format::called(&deal.name, &deal.deal_id));
    let name = if is_worked { name.link(format!("#{}", slug("work-", &deal.deal_id))) } else { name };
    match guard::web_link(deal.link.as_deref()) {
        Some(href) => Cell { record: Some(Record { id: deal.deal_id.clone(), href }), ..name.sub(segment) },
        None => name.sub(match format::id_beside(&deal.name, &deal.deal_id) {
            Some(id) => format!("{id}, {segment}"),
            None => segment.to_owned(),
        }),
    }
}

fn named<'a>(text: &'a str, absent: &'a str) -> &'a str {
    if text.is_empty() || text == BLANK { absent } else { text }
}

fn score(value: Option<f64>) -> Cell {
    match value {
        Some(value) => Cell { class: shade(value), ..Cell::text(format::score(value)) }.sort(value.to_string()),
        None => Cell::no_number(say::NO_SCORE).sort("-1"),
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
        Some((_, Some(at))) => Cell::day(at, zone),
        Some((_, None)) => Cell::soft(say::NOT_RECORDED).sort("9"),
        None => Cell::soft(say::NOT_EXPORTED).sort("9"),
    }
}

fn findings(deal: &Deal) -> Cell {
    let n = n_findings(deal);
    if n == 0 {
        return Cell::no_number(say::NONE).sort("0");
    }
    let grave = format::unbroken(&say::grave(of_severity(deal, "stop"), of_severity(deal, "return")));
    Cell::number(format::count(n)).sub(grave).sort(n.to_string())
}

#[cfg(test)]
mod tests {
    use super::super::super::fixtures;
    use super::*;

    #[test]
    fn every_packet_leads_to_its_record_where_there_is_a_safe_link() {
        let mut audit = fixtures::demo(30);
        let heads = |audit: &Audit| -> Vec<Cell> {
            view(audit, true).tables[0].rows.iter().map(|row| row.cells[0].clone()).collect()
        };
        let linked = heads(&audit);
        assert_eq!(linked.len(), 30);
        for head in linked {
            let record = head.record.expect("a record");
            assert!(record.href.starts_with("https://") && record.href.contains(&record.id), "{}", record.href);
            assert!(!head.sub.expect("the segment").contains(&record.id));
        }
        for deal in &mut audit.deals {
            deal.link = Some("javascript:alert(1)".into());
        }
        let ids: Vec<&str> = audit.deals.iter().map(|deal| deal.deal_id.as_str()).collect();
        for head in heads(&audit) {
            let sub = head.sub.expect("the id");
            assert!(head.record.is_none() && ids.iter().any(|id| sub.starts_with(id)), "{sub}");
        }
    }
}

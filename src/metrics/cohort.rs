//! Slices of the deals in scope: the whole, periods without gaps, and every dimension of the specification.

use std::collections::BTreeMap;

use crate::domain::{Sym, calendar_date, iso_week};
use crate::packet::Packet;

use super::estimate::Cohort;
use super::facts::Facts;

/// A way to slice.
#[derive(Clone, Debug)]
pub struct Dimension {
    /// `all`, `close_month`, `segment`, ...
    pub name: String,
    /// Its values in order.
    pub labels: Vec<String>,
    /// (deal, position of the value); a deal with a list of values stands once for each.
    pub members: Vec<(u32, u32)>,
}

impl Dimension {
    /// The cohort at a position.
    pub fn cohort(&self, position: usize) -> Cohort {
        Cohort { dimension: self.name.clone(), value: self.labels[position].clone() }
    }

    /// Whether field figures are given along it.
    pub fn has_field_figures(&self) -> bool {
        matches!(self.name.as_str(), "all" | "close_month" | "segment" | "ae")
    }

    fn of(name: &str, values: impl Iterator<Item = Vec<String>>) -> Dimension {
        let values: Vec<Vec<String>> = values.collect();
        let mut labels: BTreeMap<&str, u32> = values.iter().flatten().map(|value| (value.as_str(), 0)).collect();
        labels.values_mut().enumerate().for_each(|(position, code)| *code = position as u32);
        let members = values
            .iter()
            .enumerate()
            .flat_map(|(deal, values)| values.iter().map(move |value| (deal as u32, value)))
            .map(|(deal, value)| (deal, labels[value.as_str()]))
            .collect();
        Dimension { name: name.to_owned(), labels: labels.keys().map(|label| (*label).to_owned()).collect(), members }
    }

    /// Adds the empty periods between the first and the last.
    fn without_gaps(mut self, all: Vec<String>) -> Dimension {
        let position = |label: &str| all.iter().position(|known| known == label).unwrap_or(0) as u32;
        let codes: Vec<u32> = self.labels.iter().map(|label| position(label)).collect();
        self.members.iter_mut().for_each(|(_, code)| *code = codes[*code as usize]);
        self.labels = all;
        self
    }
}

/// Every dimension, the whole first.
pub fn dimensions(facts: &Facts<'_>, is_sync_known: bool) -> Vec<Dimension> {
    let text = |sym: Sym| label(facts.book.text(sym));
    let deal = |field: &'static str| {
        let cells = facts.deals.symbols(field);
        Dimension::of(name_of(field), each(facts, move |packet| vec![text(cells.get(packet.row as usize))]))
    };
    let person = |id: Option<crate::packet::PersonId>| {
        vec![id.map_or_else(|| label(""), |id| facts.assembly.people.label(id).to_owned())]
    };
    let products = facts.deals.symbols("product");
    let mut dimensions = vec![
        Dimension::of("all", each(facts, |_| vec!["all".to_owned()])),
        months(facts),
        weeks(facts),
        Dimension::of("segment", each(facts, |packet| vec![text(packet.segment)])),
        Dimension::of("ae", each(facts, |packet| person(packet.ae))),
        Dimension::of("csm", each(facts, |packet| person(packet.csm))),
        Dimension::of("product", each(facts, |packet| list(facts.book.text(products.get(packet.row as usize))))),
        Dimension::of("region", each(facts, |packet| vec![text(packet.region)])),
        Dimension::of("tier", each(facts, |packet| vec![packet.tier.name().to_owned()])),
        deal("deal_type"),
        Dimension::of("synced", each(facts, |packet| vec![synced(packet, is_sync_known).to_owned()])),
        deal("lead_source"),
    ];
    if dimensions[0].labels.is_empty() {
        dimensions[0].labels.push("all".to_owned());
    }
    dimensions
}

fn name_of(field: &str) -> &str {
    field
}

fn each<'f>(
    facts: &'f Facts<'_>,
    values: impl Fn(&Packet) -> Vec<String> + 'f,
) -> impl Iterator<Item = Vec<String>> + 'f {
    facts.cases.iter().map(move |(packet, _)| values(packet))
}

/// A blank value is a cohort of its own.
fn label(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() { "(blank)".to_owned() } else { text.to_owned() }
}

fn list(cell: &str) -> Vec<String> {
    let mut values: Vec<String> =
        cell.split(';').map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned).collect();
    values.sort_unstable();
    values.dedup();
    if values.is_empty() {
        values.push(label(""));
    }
    values
}

fn synced(packet: &Packet, is_sync_known: bool) -> &'static str {
    match packet.events.sync_at {
        _ if !is_sync_known => "(blank)",
        Some(_) => "yes",
        None => "no",
    }
}

fn months(facts: &Facts<'_>) -> Dimension {
    let name = |day: i32| {
        let (year, month, _) = calendar_date(day);
        format!("{year:04}-{month:02}")
    };
    let dimension = Dimension::of("close_month", each(facts, |packet| vec![name(packet.won_at.day())]));
    let Some((first, last)) = first_and_last(facts) else { return dimension };
    let (first_year, first_month, _) = calendar_date(first);
    let (last_year, last_month, _) = calendar_date(last);
    let index = |year: i32, month: u32| year * 12 + month as i32 - 1;
    let all = index(first_year, first_month)..=index(last_year, last_month);
    dimension
        .without_gaps(all.map(|index| format!("{:04}-{:02}", index.div_euclid(12), index.rem_euclid(12) + 1)).collect())
}

fn weeks(facts: &Facts<'_>) -> Dimension {
    let name = |day: i32| {
        let (year, week) = iso_week(day);
        format!("{year:04}-W{week:02}")
    };
    let dimension = Dimension::of("close_week", each(facts, |packet| vec![name(packet.won_at.day())]));
    let Some((first, last)) = first_and_last(facts) else { return dimension };
    let monday = |day: i32| day - (day + 3).rem_euclid(7);
    let mut all: Vec<String> = (monday(first)..=last).step_by(7).map(name).collect();
    all.dedup();
    dimension.without_gaps(all)
}

fn first_and_last(facts: &Facts<'_>) -> Option<(i32, i32)> {
    let days = || facts.cases.iter().map(|(packet, _)| packet.won_at.day());
    Some((days().min()?, days().max()?))
}

//! Slices of the deals in scope: the whole, periods without gaps, and every dimension of the specification.

use std::collections::BTreeMap;
use std::hash::Hash;

use rustc_hash::FxHashMap;

use crate::domain::{BLANK, SMALL_GROUPS, Sym, calendar_date, iso_week};
use crate::packet::{Packet, PersonId, Timed};

use super::estimate::Cohort;
use super::facts::Facts;

/// More values than that make a dimension a list of deals rather than of cohorts: then the small ones are counted
/// together, or figures would outgrow the exports (a value a deal at 3,000 deals: 170 MB of JSON).
const MOST_VALUES: usize = 1_000;

/// Cohorts that are counted together because their dimension has too many values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// `ae`, `product`, ...
    pub dimension: String,
    /// Values that the deals in scope have.
    pub values: u64,
    /// Of these, counted together as [`SMALL_GROUPS`].
    pub merged: u64,
}

/// A way to slice.
#[derive(Clone, Debug)]
pub struct Dimension {
    /// `all`, `close_month`, `segment`, ...
    pub name: String,
    /// Its values in order.
    pub labels: Vec<String>,
    /// Positions of each deal's values, one deal behind the other; a deal with a list of values has several.
    codes: Vec<u32>,
    /// Where each deal's codes begin, with the end of the last.
    codes_from: Vec<u32>,
}

impl Dimension {
    /// Positions of a deal's values.
    pub fn codes(&self, deal: u32) -> &[u32] {
        &self.codes[self.codes_from[deal as usize] as usize..self.codes_from[deal as usize + 1] as usize]
    }

    /// The deals of each cohort, in their order.
    pub(super) fn deals(&self) -> Vec<Vec<u32>> {
        let (deals, starts) = self.runs();
        starts.windows(2).map(|ends| deals[ends[0]..ends[1]].to_vec()).collect()
    }

    /// The cohort at a position.
    pub fn cohort(&self, position: usize) -> Cohort {
        Cohort { dimension: self.name.clone(), value: self.labels[position].clone() }
    }

    /// Whether field figures are given along it.
    pub fn has_field_figures(&self) -> bool {
        matches!(self.name.as_str(), "all" | "close_month" | "segment" | "ae")
    }

    /// Deals in the order of their cohorts, and where each cohort begins (with the end of the last).
    pub(super) fn runs(&self) -> (Vec<u32>, Vec<usize>) {
        let mut starts = vec![0; self.labels.len() + 1];
        for &code in &self.codes {
            starts[code as usize + 1] += 1;
        }
        for position in 0..self.labels.len() {
            starts[position + 1] += starts[position];
        }
        let mut next = starts.clone();
        let mut deals = vec![0; self.codes.len()];
        for deal in 0..self.codes_from.len() as u32 - 1 {
            for &code in self.codes(deal) {
                deals[next[code as usize]] = deal;
                next[code as usize] += 1;
            }
        }
        (deals, starts)
    }

    /// From each deal's key; a key stands for one or several labels, and is asked for them once.
    pub(super) fn of<K: Copy + Eq + Hash>(
        name: &str,
        keys: impl Iterator<Item = K>,
        labels_of: impl Fn(K) -> Vec<String>,
    ) -> Dimension {
        let mut known: FxHashMap<K, u32> = FxHashMap::default();
        let mut labels_by_key: Vec<Vec<String>> = Vec::new();
        let of_deals: Vec<u32> = keys
            .map(|key| {
                *known.entry(key).or_insert_with(|| {
                    labels_by_key.push(labels_of(key));
                    labels_by_key.len() as u32 - 1
                })
            })
            .collect();
        let mut positions: BTreeMap<&str, u32> =
            labels_by_key.iter().flatten().map(|label| (label.as_str(), 0)).collect();
        positions.values_mut().enumerate().for_each(|(position, code)| *code = position as u32);
        let codes: Vec<Vec<u32>> =
            labels_by_key.iter().map(|labels| labels.iter().map(|label| positions[label.as_str()]).collect()).collect();
        let mut dimension = Dimension {
            name: name.to_owned(),
            labels: positions.keys().map(|label| (*label).to_owned()).collect(),
            codes: Vec::with_capacity(of_deals.len()),
            codes_from: vec![0],
        };
        for key in of_deals {
            dimension.codes.extend(&codes[key as usize]);
            dimension.codes_from.push(dimension.codes.len() as u32);
        }
        dimension
    }

    /// Slices made for one question: each deal is in the window that `window_of` names, or in none.
    pub(super) fn windows(
        name: &str,
        labels: Vec<String>,
        facts: &Facts<'_>,
        window_of: impl Fn(&Packet) -> Option<usize>,
    ) -> Dimension {
        let mut dimension = Dimension { name: name.to_owned(), labels, codes: Vec::new(), codes_from: vec![0] };
        for (packet, _) in &facts.cases {
            dimension.codes.extend(window_of(packet).map(|window| window as u32));
            dimension.codes_from.push(dimension.codes.len() as u32);
        }
        dimension
    }

    /// Itself while its values are few enough. Else with the cohorts of fewer than `smallest` deals, and all beyond the
    /// largest thousand, counted together, so that the cohorts still add up to the whole. Periods stay as they are.
    pub(super) fn without_crowd(&self, smallest: u64) -> Option<(Dimension, Merged)> {
        if self.labels.len() <= MOST_VALUES || self.name.starts_with("close_") {
            return None;
        }
        let (_, starts) = self.runs();
        let size = |position: usize| starts[position + 1] - starts[position];
        let mut by_size: Vec<usize> = (0..self.labels.len()).collect();
        by_size.sort_by_key(|&position| (std::cmp::Reverse(size(position)), position));
        by_size.truncate(MOST_VALUES - 1);
        by_size.retain(|&position| size(position) as u64 >= smallest);
        let mut is_kept = vec![false; self.labels.len()];
        by_size.iter().for_each(|&position| is_kept[position] = true);
        let told = |code: &u32| match is_kept[*code as usize] {
            true => self.labels[*code as usize].clone(),
            false => SMALL_GROUPS.to_owned(),
        };
        let deals = 0..self.codes_from.len() as u32 - 1;
        let crowd = Dimension::of(&self.name, deals, |deal| {
            let mut labels: Vec<String> = self.codes(deal).iter().map(told).collect();
            labels.sort_unstable();
            labels.dedup();
            labels
        });
        let merged = (self.labels.len() - by_size.len()) as u64;
        Some((crowd, Merged { dimension: self.name.clone(), values: self.labels.len() as u64, merged }))
    }

    /// Adds the empty periods between the first and the last.
    fn without_gaps(mut self, all: Vec<String>) -> Dimension {
        let position = |label: &str| all.iter().position(|known| known == label).unwrap_or(0) as u32;
        let codes: Vec<u32> = self.labels.iter().map(|label| position(label)).collect();
        self.codes.iter_mut().for_each(|code| *code = codes[*code as usize]);
        self.labels = all;
        self
    }
}

/// Every dimension, the whole first.
pub fn dimensions(facts: &Facts<'_>, is_sync_known: bool) -> Vec<Dimension> {
    let packets = || facts.cases.iter().map(|(packet, _)| *packet);
    let word = |sym: Sym| vec![label(facts.book.text(sym))];
    let person =
        |id: Option<PersonId>| vec![id.map_or_else(|| label(""), |id| facts.assembly.people.label(id).to_owned())];
    let cells = |field: &str| {
        let cells = facts.deals.symbols(field);
        packets().map(move |packet| cells.get(packet.row as usize))
    };
    let mut dimensions = vec![
        Dimension::of("all", packets().map(|_| ()), |()| vec!["all".to_owned()]),
        months(facts),
        weeks(facts),
        Dimension::of("segment", packets().map(|packet| packet.segment), word),
        Dimension::of("ae", packets().map(|packet| packet.ae), person),
        Dimension::of("csm", packets().map(|packet| packet.csm), person),
        Dimension::of("product", cells("product"), |cell| list(facts.book.text(cell))),
        Dimension::of("region", packets().map(|packet| packet.region), word),
        Dimension::of("tier", packets().map(|packet| packet.tier), |tier| vec![tier.name().to_owned()]),
        Dimension::of("deal_type", cells("deal_type"), word),
        Dimension::of("synced", packets().map(|packet| synced(packet, is_sync_known)), |synced| {
            vec![synced.to_owned()]
        }),
        Dimension::of("lead_source", cells("lead_source"), word),
    ];
    if dimensions[0].labels.is_empty() {
        dimensions[0].labels.push("all".to_owned());
    }
    for own in super::own_cohorts::dimensions(facts) {
        if !dimensions.iter().any(|known| known.name == own.name) {
            dimensions.push(own);
        }
    }
    dimensions
}

/// A blank value is a cohort of its own.
pub(super) fn label(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() { BLANK.to_owned() } else { text.to_owned() }
}

pub(super) fn list(cell: &str) -> Vec<String> {
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
        _ if !is_sync_known || packet.events.untold(Timed::Sync).is_some() => BLANK,
        Some(_) => "yes",
        None => "no",
    }
}

fn months(facts: &Facts<'_>) -> Dimension {
    let month = |day: i32| {
        let (year, month, _) = calendar_date(day);
        (year, month)
    };
    let months = facts.cases.iter().map(|(packet, _)| month(packet.won_at.day()));
    let dimension = Dimension::of("close_month", months, |(year, month)| vec![format!("{year:04}-{month:02}")]);
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
    let weeks = facts.cases.iter().map(|(packet, _)| iso_week(packet.won_at.day()));
    let dimension = Dimension::of("close_week", weeks, |(year, week)| vec![format!("{year:04}-W{week:02}")]);
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A dimension of one deal a value, but for `large` values of `each` deals.
    fn crowd(values: usize, large: usize, each: usize) -> Dimension {
        let deals = (0..values).flat_map(|value| std::iter::repeat_n(value, if value < large { each } else { 1 }));
        Dimension::of("ae", deals, |value| vec![format!("{value:05}")])
    }

    #[test]
    fn a_thousand_values_are_cohorts_and_more_are_a_crowd() {
        assert!(crowd(1_000, 3, 9).without_crowd(5).is_none());
        let (kept, merged) = crowd(3_000, 3, 9).without_crowd(5).expect("a crowd");
        assert_eq!(kept.labels, [SMALL_GROUPS, "00000", "00001", "00002"]);
        assert_eq!(merged, Merged { dimension: "ae".into(), values: 3_000, merged: 2_997 });
        let sizes: Vec<usize> = kept.deals().iter().map(Vec::len).collect();
        assert_eq!(sizes, [2_997, 9, 9, 9], "the cohorts add up to the whole");
    }

    #[test]
    fn of_many_large_cohorts_the_largest_thousand_stay() {
        let (kept, merged) = crowd(2_000, 2_000, 6).without_crowd(5).expect("a crowd");
        assert_eq!((kept.labels.len(), merged.merged), (1_000, 1_001));
        assert_eq!(kept.deals().iter().map(Vec::len).sum::<usize>(), 12_000);
    }

    #[test]
    fn a_deal_of_two_small_groups_stands_in_them_once() {
        let lists = Dimension::of("product", 0..2_000u32, |deal| vec![format!("a{deal}"), format!("b{deal}")]);
        let (kept, merged) = lists.without_crowd(5).expect("a crowd");
        assert_eq!((kept.labels.as_slice(), merged.merged), (&[SMALL_GROUPS.to_owned()][..], 4_000));
        assert_eq!(kept.deals()[0].len(), 2_000);
    }
}

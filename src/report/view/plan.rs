//! A draft to argue about: the eight fields required to close, and what to do now, next and later.

use super::super::words::{coverage::NOT_EXPORTED, plan as say};
use super::super::{format, words};
use super::coverage::{self, Coverage};
use super::definitions::Tables;
use super::observations;
use super::parts::{Cell, Row, Table};
use crate::audit::{Audit, ItemSummary};

/// Builds the section.
pub(crate) fn view(audit: &Audit) -> Tables {
    Tables { note: Some(say::LEAD.into()), tables: vec![fields(audit), steps(audit)] }
}

fn fields(audit: &Audit) -> Table {
    let eight: Vec<&ItemSummary> = audit.items.iter().filter(|item| item.is_eight).collect();
    let line = |item: &&ItemSummary| {
        let next = match coverage::of(item) {
            Coverage::NoColumn => say::ADD,
            Coverage::Empty => say::ASK,
            Coverage::Partly => say::REQUIRE,
            Coverage::Usable => say::KEEP,
            Coverage::NotRequired => say::DECIDE,
        };
        Row::new(vec![
            Cell::text(&item.label).sub(words::category(item.category)),
            if item.captured {
                Cell::number(format::k_of_n(item.usable(), item.required))
            } else {
                Cell::no_number(NOT_EXPORTED)
            },
            Cell::text(next),
        ])
    };
    Table::new("table-eight", say::fields(eight.len() as u64), &say::FIELD_LABELS, eight.iter().map(line).collect())
}

fn steps(audit: &Audit) -> Table {
    let open = observations::open(audit);
    let line = |rule: &&crate::audit::RuleSummary| {
        Row::new(vec![
            Cell::text(words::sentence(rule.remedy))
                .sub(say::step_for(rule.title, rule.code))
                .link(format!("#observation-{}", rule.code)),
            Cell::text(observations::priority(rule).word()),
            if rule.is_of_all {
                Cell::no_number(say::ALL_TOGETHER)
            } else {
                Cell::number(format::k_of_n(rule.deals, rule.judged))
            },
            Cell::text(rule.owner),
        ])
    };
    Table::new("table-plan", say::steps(open.len() as u64), &say::STEP_LABELS, open.iter().map(line).collect())
}

//! A draft to argue about: the eight fields required to close, and what to do now, next and later.

use super::super::{format, words};
use super::coverage::{self, Coverage};
use super::definitions::Tables;
use super::observations;
use super::parts::{Cell, Row, Table};
use crate::audit::{Audit, ItemSummary};

/// Builds the section.
pub(crate) fn view(audit: &Audit) -> Tables {
    let note = "A draft: nothing in it is decided. The eight fields are those of the checklist in force; the steps follow from the observations, in their order.";
    Tables { note: Some(note.into()), tables: vec![fields(audit), steps(audit)] }
}

fn fields(audit: &Audit) -> Table {
    let eight: Vec<&ItemSummary> = audit.items.iter().filter(|item| item.is_eight).collect();
    let line = |item: &&ItemSummary| {
        let next = match coverage::of(item) {
            Coverage::NoColumn => "Add the field, and export it",
            Coverage::Empty => "Ask for it: the field is there, nobody fills it",
            Coverage::Partly => "Say what a usable answer is, and require it to close",
            Coverage::Usable => "Keep it required",
            Coverage::NotRequired => "Decide which tier needs it",
        };
        Row::new(vec![
            Cell::text(&item.label).sub(words::category(item.category)),
            if item.captured {
                Cell::number(format::k_of_n(coverage::usable(item), item.required))
            } else {
                Cell::no_number("not exported")
            },
            Cell::text(next),
        ])
    };
    let caption = format!(
        "Draft set of {} to close a deal",
        format::plural(eight.len() as u64, "field required", "fields required")
    );
    Table::new("table-eight", caption, &["Field", "#Usable now", "Draft step"], eight.iter().map(line).collect())
}

fn steps(audit: &Audit) -> Table {
    let open = observations::open(audit);
    let line = |rule: &&crate::audit::RuleSummary| {
        Row::new(vec![
            Cell::text(words::sentence(rule.remedy)).sub(rule.code).link(format!("#observation-{}", rule.code)),
            Cell::text(observations::priority(rule).word()),
            if rule.is_of_all {
                Cell::no_number("all together")
            } else {
                Cell::number(format::k_of_n(rule.deals, rule.judged))
            },
            Cell::text(rule.owner),
        ])
    };
    let caption = format!("Draft plan: {}", format::plural(open.len() as u64, "step", "steps"));
    Table::new("table-plan", caption, &["Step", "When", "#Deals", "Suggested owner"], open.iter().map(line).collect())
}

//! Deals and findings that were fixed, are new, or got worse.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::past::{Deal, Past};

/// What became of the deals.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Deals {
    /// Deals in both audits.
    pub in_both: u64,
    /// Had an open finding of severity stop or return, has none now.
    pub fixed: Vec<DealChange>,
    /// Had none, has one now.
    pub regressed: Vec<DealChange>,
    /// Not in the first audit, and has one.
    pub new: Vec<DealChange>,
    /// In the first audit only.
    pub gone: Vec<DealChange>,
    /// Had one and has one.
    pub still_open: u64,
    /// Findings that deals of both audits no longer have.
    pub findings_fixed: Vec<FindingChange>,
    /// Findings that deals of both audits did not have before.
    pub findings_regressed: Vec<FindingChange>,
    /// Findings of deals that the first audit did not have.
    pub findings_new: Vec<FindingChange>,
}

/// A deal that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DealChange {
    /// Its id.
    pub deal_id: String,
    /// Its name.
    pub name: String,
    /// Codes of the open findings of severity stop or return in the first audit.
    pub before: Vec<String>,
    /// The same in the second.
    pub after: Vec<String>,
}

/// A finding that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FindingChange {
    /// The deal.
    pub deal_id: String,
    /// Its name.
    pub name: String,
    /// The rule.
    pub code: String,
    /// What it found.
    pub title: String,
    /// Its severity in the audit that has it.
    pub severity: String,
}

/// How many deals are in both.
pub(super) fn shared(before: &Past, after: &Past) -> u64 {
    let known: BTreeSet<&str> = before.deals.iter().map(|deal| deal.deal_id.as_str()).collect();
    after.deals.iter().filter(|deal| known.contains(deal.deal_id.as_str())).count() as u64
}

pub(super) fn changes(before: &Past, after: &Past) -> Deals {
    let mut deals = Deals::default();
    // Without one of the two lists nothing was fixed and nothing is new.
    if before.deals.is_empty() || after.deals.is_empty() {
        return deals;
    }
    let by_id = |past: &'_ Past| -> BTreeMap<String, usize> {
        past.deals.iter().enumerate().map(|(position, deal)| (deal.deal_id.clone(), position)).collect()
    };
    let (known, now) = (by_id(before), by_id(after));
    for (id, &position) in &now {
        let deal = &after.deals[position];
        match known.get(id).map(|&position| &before.deals[position]) {
            Some(earlier) => deals.both(earlier, deal, before, after),
            None => deals.only_after(deal, after),
        }
    }
    for (id, &position) in known.iter().filter(|(id, _)| !now.contains_key(*id)) {
        let deal = &before.deals[position];
        deals.gone.push(DealChange {
            deal_id: id.clone(),
            name: deal.name.clone(),
            before: grave(deal, before),
            after: Vec::new(),
        });
    }
    deals
}

impl Deals {
    fn both(&mut self, earlier: &Deal, later: &Deal, before: &Past, after: &Past) {
        self.in_both += 1;
        let change = DealChange {
            deal_id: later.deal_id.clone(),
            name: later.name.clone(),
            before: grave(earlier, before),
            after: grave(later, after),
        };
        match (change.before.is_empty(), change.after.is_empty()) {
            (false, true) => self.fixed.push(change),
            (true, false) => self.regressed.push(change),
            (false, false) => self.still_open += 1,
            (true, true) => {}
        }
        let lacks = |deal: &Deal, code: &String| !deal.findings.contains(code);
        let fixed = earlier.findings.iter().filter(|code| lacks(later, code));
        self.findings_fixed.extend(fixed.map(|code| finding(later, code, before)));
        let regressed = later.findings.iter().filter(|code| lacks(earlier, code));
        self.findings_regressed.extend(regressed.map(|code| finding(later, code, after)));
    }

    fn only_after(&mut self, deal: &Deal, after: &Past) {
        let open = grave(deal, after);
        if !open.is_empty() {
            self.new.push(DealChange {
                deal_id: deal.deal_id.clone(),
                name: deal.name.clone(),
                before: Vec::new(),
                after: open,
            });
        }
        self.findings_new.extend(deal.findings.iter().map(|code| finding(deal, code, after)));
    }
}

/// Codes of the findings of severity stop or return.
fn grave(deal: &Deal, past: &Past) -> Vec<String> {
    let is_grave = |code: &&String| {
        past.rules.iter().any(|rule| rule.code == **code && matches!(rule.severity.as_str(), "stop" | "return"))
    };
    deal.findings.iter().filter(is_grave).cloned().collect()
}

fn finding(deal: &Deal, code: &str, past: &Past) -> FindingChange {
    let rule = past.rules.iter().find(|rule| rule.code == code);
    FindingChange {
        deal_id: deal.deal_id.clone(),
        name: deal.name.clone(),
        code: code.to_owned(),
        title: rule.map_or_else(String::new, |rule| rule.title.clone()),
        severity: rule.map_or_else(String::new, |rule| rule.severity.clone()),
    }
}

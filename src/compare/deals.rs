//! Deals and findings that were fixed, are new, or got worse.
//!
//! A finding that is gone was fixed only where its rule still judges somebody, and one that is there is new only where
//! its rule judged somebody before: a rule that was switched off, an export that is no longer there, or a cell that can no
//! longer be read, fixes nothing.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::past::{Deal, Past, Rule};

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
    /// Won in the first audit; by the second the win was taken back.
    pub reversed: Vec<DealChange>,
    /// Had one and has one.
    pub still_open: u64,
    /// Had one, has none now, and nobody can say that it was fixed: the second audit does not judge the rule.
    pub unseen: Vec<DealChange>,
    /// Has one, of rules that the first audit did not judge: nobody can say that it got worse.
    pub newly_seen: Vec<DealChange>,
    /// Findings that deals of both audits no longer have.
    pub findings_fixed: Vec<FindingChange>,
    /// Findings that deals of both audits did not have before.
    pub findings_regressed: Vec<FindingChange>,
    /// Findings of deals that the first audit did not have.
    pub findings_new: Vec<FindingChange>,
    /// Findings that are gone with their rule: the second audit does not judge it.
    pub findings_unseen: Vec<FindingChange>,
    /// Findings of rules that the first audit did not judge.
    pub findings_newly_seen: Vec<FindingChange>,
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
    /// Its severity in the second audit, or in the first where the second does not have it.
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
    let rules = Rules { before, after };
    for (id, &position) in &now {
        let deal = &after.deals[position];
        match known.get(id).map(|&position| &before.deals[position]) {
            Some(earlier) => deals.both(earlier, deal, rules),
            None => deals.only_after(deal, rules),
        }
    }
    let reversed: BTreeSet<&str> = after.reversed.iter().map(|deal| deal.deal_id.as_str()).collect();
    for (_, &position) in known.iter().filter(|(id, _)| !now.contains_key(*id)) {
        let deal = &before.deals[position];
        let list = if reversed.contains(deal.deal_id.as_str()) { &mut deals.reversed } else { &mut deals.gone };
        list.push(rules.change(deal, Some(deal), None));
    }
    deals
}

impl Deals {
    /// Every list of deals, with the state of those in it.
    pub fn lists(&self) -> [(&'static str, &[DealChange]); 7] {
        [
            ("fixed", &self.fixed),
            ("regressed", &self.regressed),
            ("new", &self.new),
            ("unseen", &self.unseen),
            ("newly_seen", &self.newly_seen),
            ("gone", &self.gone),
            ("reversed", &self.reversed),
        ]
    }

    /// Every list of findings, likewise.
    pub fn lists_of_findings(&self) -> [(&'static str, &[FindingChange]); 5] {
        [
            ("fixed", &self.findings_fixed),
            ("regressed", &self.findings_regressed),
            ("new", &self.findings_new),
            ("unseen", &self.findings_unseen),
            ("newly_seen", &self.findings_newly_seen),
        ]
    }

    fn both(&mut self, earlier: &Deal, later: &Deal, rules: Rules<'_>) {
        self.in_both += 1;
        let change = rules.change(later, Some(earlier), Some(later));
        match (change.before.is_empty(), change.after.is_empty()) {
            (false, true) if change.before.iter().all(|code| rules.is_still_judged(code, later)) => {
                self.fixed.push(change);
            }
            (false, true) => self.unseen.push(change),
            (true, false) if change.after.iter().any(|code| rules.was_judged(code, earlier)) => {
                self.regressed.push(change);
            }
            (true, false) => self.newly_seen.push(change),
            (false, false) => self.still_open += 1,
            (true, true) => {}
        }
        for code in earlier.findings.iter().filter(|code| !later.findings.contains(code)) {
            let list =
                if rules.is_still_judged(code, later) { &mut self.findings_fixed } else { &mut self.findings_unseen };
            list.push(rules.finding(later, code));
        }
        for code in later.findings.iter().filter(|code| !earlier.findings.contains(code)) {
            let list = if rules.was_judged(code, earlier) {
                &mut self.findings_regressed
            } else {
                &mut self.findings_newly_seen
            };
            list.push(rules.finding(later, code));
        }
    }

    fn only_after(&mut self, deal: &Deal, rules: Rules<'_>) {
        let change = rules.change(deal, None, Some(deal));
        if !change.after.is_empty() {
            self.new.push(change);
        }
        self.findings_new.extend(deal.findings.iter().map(|code| rules.finding(deal, code)));
    }
}

/// The rules of both audits.
#[derive(Clone, Copy)]
struct Rules<'a> {
    before: &'a Past,
    after: &'a Past,
}

impl Rules<'_> {
    /// As the second audit has it: a rule that was made milder fixes nothing.
    fn rule(&self, code: &str) -> Option<&Rule> {
        self.after.rule(code).or_else(|| self.before.rule(code))
    }

    fn is_still_judged(&self, code: &str, later: &Deal) -> bool {
        self.after.rule(code).is_some_and(Rule::is_judged) && later.can_be_judged(code)
    }

    fn was_judged(&self, code: &str, earlier: &Deal) -> bool {
        self.before.rule(code).is_some_and(Rule::is_judged) && earlier.can_be_judged(code)
    }

    fn change(&self, named: &Deal, earlier: Option<&Deal>, later: Option<&Deal>) -> DealChange {
        let grave = |deal: Option<&Deal>| deal.map_or_else(Vec::new, |deal| self.grave(deal));
        DealChange {
            deal_id: named.deal_id.clone(),
            name: named.name.clone(),
            before: grave(earlier),
            after: grave(later),
        }
    }

    /// Codes of the findings of severity stop or return.
    fn grave(&self, deal: &Deal) -> Vec<String> {
        let is_grave =
            |code: &&String| self.rule(code).is_some_and(|rule| matches!(rule.severity.as_str(), "stop" | "return"));
        deal.findings.iter().filter(is_grave).cloned().collect()
    }

    fn finding(&self, deal: &Deal, code: &str) -> FindingChange {
        let rule = self.rule(code);
        FindingChange {
            deal_id: deal.deal_id.clone(),
            name: deal.name.clone(),
            code: code.to_owned(),
            title: rule.map_or_else(String::new, |rule| rule.title.clone()),
            severity: rule.map_or_else(String::new, |rule| rule.severity.clone()),
        }
    }
}

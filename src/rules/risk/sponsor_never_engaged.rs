//! HA305: no call or meeting with the sponsor before close.

use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA305",
    slug: "sponsor-never-engaged",
    title: "The sponsor was spoken to before close",
    failing_title: "Nobody met the sponsor before close",
    rationale: "A sponsor whom nobody has met is a name, not a sponsor",
    remedy: "Ask the AE to introduce the sponsor before kickoff",
    severity: Severity::Warn,
    owner: Owner::Ae,
    needs: &["activities.type", "activities.attendees"],
    source: "seed 000: champion and sponsor",
    check,
    describe,
    good: Example { words: "The sponsor attended a call before the win", make: |_| {} },
    bad: Example {
        words: "No call or meeting before the win lists the sponsor",
        make: |deal| deal.packet.detail.contact.met_sponsor = Some(false),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["activities", "activities.type", "activities.attendees"]) {
        return verdict;
    }
    match case.packet.detail.contact.met_sponsor {
        None => Verdict::NotApplicable("no executive sponsor is named"),
        Some(true) => Verdict::Met,
        Some(false) => case.missed_at(case.packet.detail.sponsor.map_or(case.row, |sponsor| sponsor.origin)),
    }
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "no call or meeting before the win lists the sponsor among its attendees".to_owned(),
        question: "Has anybody spoken with the sponsor, and when do we meet them?".to_owned(),
    }
}

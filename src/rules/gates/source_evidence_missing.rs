//! HA110: nothing but the deal row backs the packet.

use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA110",
    slug: "source-evidence-missing",
    title: "The packet has source evidence",
    failing_title: "The packet has no source evidence",
    rationale: "A packet without a note, a contact or a document is a CRM dump: nothing in it can be checked",
    remedy: "Log the calls, contacts and documents that the deal was won with",
    severity: Severity::Stop,
    owner: Owner::Ae,
    needs: &["activities, deal_contacts, commitments, risks, reviews or onboarding"],
    source: "deployment brief of the handoff pilot: stop conditions of the pilot",
    check,
    describe,
    good: Example { words: "Calls, contacts and a review behind the deal", make: |_| {} },
    bad: Example { words: "The deal row and nothing else", make: |deal| deal.packet.n_backing_rows = 0 },
};

fn check(case: &Case<'_>) -> Verdict {
    if !case.holds.has_other_tables {
        return Verdict::Unknowable(RULE.needs[0].to_owned());
    }
    match case.packet.n_backing_rows {
        0 => Verdict::Missed(vec![case.about(Subject::Packet)]),
        _ => Verdict::Met,
    }
}

/// What may stand behind a deal, by the table that holds it.
const BACKING: [(&str, &str); 6] = [
    ("activities", "activity"),
    ("deal_contacts", "contact"),
    ("commitments", "commitment"),
    ("risks", "risk"),
    ("reviews", "review"),
    ("onboarding", "onboarding record"),
];

fn describe(case: &Case<'_>, _: &Evidence) -> Words {
    let exported = BACKING.iter().filter(|(table, _)| case.holds.has(table)).map(|(_, what)| *what);
    let words: Vec<&str> = exported.collect();
    let of = match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => words.concat(),
    };
    Words {
        evidence: format!("no {of} belongs to this deal"),
        question: "Which calls, people and documents stand behind this deal?".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::case_of;

    #[test]
    fn misses_for_a_bare_deal_row_and_meets_with_one_record() {
        let bare = case_of(|packet| packet.packet.n_backing_rows = 0);
        assert!(matches!(check(&bare.case()), Verdict::Missed(_)));
        let one = case_of(|packet| packet.packet.n_backing_rows = 1);
        assert_eq!(check(&one.case()), Verdict::Met);
    }
}

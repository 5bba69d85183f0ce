//! The registry holds together, and every rule's examples do what they say.

use super::testing::case_of;
use super::*;

const FAMILIES: [(char, &str); 8] = [
    ('1', "gates"),
    ('2', "commitments"),
    ('3', "risk"),
    ('4', "context"),
    ('5', "conflicts"),
    ('6', "timing"),
    ('7', "integrity"),
    ('8', "outcomes"),
];

#[test]
fn records_are_whole_and_codes_are_unique_and_ordered() {
    for rule in ALL {
        let texts = [rule.title, rule.failing_title, rule.rationale, rule.remedy, rule.source];
        assert!(!rule.source.contains("seed"), "{}: a reader cannot look up \"{}\"", rule.code, rule.source);
        let examples = [rule.good.words, rule.bad.words];
        assert!(
            texts.iter().chain(&examples).all(|text| !text.trim().is_empty() && !text.contains('\n')),
            "{}",
            rule.code
        );
        assert!(!rule.title.ends_with('.') && !rule.failing_title.ends_with('.'), "{}", rule.code);
        assert!(rule.code.len() == 5 && rule.code.starts_with("HA") && !rule.needs.is_empty(), "{}", rule.code);
    }
    assert!(ALL.windows(2).all(|pair| pair[0].code < pair[1].code));
    let mut slugs: Vec<&str> = ALL.iter().map(|rule| rule.slug).collect();
    slugs.sort_unstable();
    slugs.dedup();
    assert_eq!(slugs.len(), ALL.len());
}

#[test]
fn every_rule_has_a_file_of_its_name_and_every_file_a_rule() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let mut n_files = 0;
    for (_, folder) in FAMILIES {
        let files = std::fs::read_dir(root.join(folder)).expect("the family's folder").flatten();
        n_files += files.filter(|file| file.file_name() != "mod.rs").count();
    }
    assert_eq!(n_files, ALL.len());
    for rule in ALL {
        let family = FAMILIES.iter().find(|(digit, _)| rule.code.starts_with(&format!("HA{digit}")));
        let (_, folder) = family.expect("a known family");
        let file = root.join(folder).join(format!("{}.rs", rule.slug.replace('-', "_")));
        assert!(file.is_file(), "{} has no file {}", rule.code, file.display());
    }
}

#[test]
fn thresholds_belong_to_rules_of_that_name() {
    for threshold in crate::settings::THRESHOLDS {
        let is_packet_rule = !threshold.code.starts_with("HA9");
        let rule = find(threshold.code).filter(|_| is_packet_rule);
        assert!(!is_packet_rule || rule.is_some_and(|rule| rule.slug == threshold.slug), "{}", threshold.code);
    }
}

#[test]
fn every_rule_is_met_by_its_good_example_and_missed_by_its_bad_one() {
    for rule in ALL {
        let (good, _) = rule.try_on(&rule.good);
        assert_eq!(good, Verdict::Met, "{}: {}", rule.code, rule.good.words);
        let (bad, words) = rule.try_on(&rule.bad);
        assert!(matches!(&bad, Verdict::Missed(evidence) if !evidence.is_empty()), "{}: {bad:?}", rule.code);
        let words = words.expect("a miss has words");
        assert!(!words.evidence.is_empty() && words.question.ends_with('?'), "{}: {words:?}", rule.code);
    }
}

#[test]
fn a_complete_packet_misses_nothing_and_every_miss_has_words() {
    let complete = case_of(|_| {});
    for rule in ALL {
        let verdict = (rule.check)(&complete.case());
        assert!(!matches!(verdict, Verdict::Missed(_)), "{} is missed by a complete packet", rule.code);
    }
    let empty = case_of(|packet| packet.blank_everything());
    let mut n_missed = 0;
    for rule in ALL {
        if let Verdict::Missed(evidence) = (rule.check)(&empty.case()) {
            assert!(!evidence.is_empty());
            let words = (rule.describe)(&empty.case(), &evidence[0]);
            assert!(!words.evidence.is_empty() && !words.question.is_empty());
            n_missed += 1;
        }
    }
    assert!(n_missed >= 15, "an empty packet misses most gates, not {n_missed}");
}

#[test]
fn what_no_export_holds_is_unknowable_and_never_missed() {
    let nothing = case_of(|packet| {
        packet.holds = Holdings::default();
        packet.packet.answers.iter_mut().for_each(|answer| answer.state = crate::packet::FieldState::NotCaptured);
    });
    let mut n_unknowable = 0;
    for rule in ALL {
        match (rule.check)(&nothing.case()) {
            Verdict::Missed(_) => panic!("{} is missed on the strength of nothing", rule.code),
            Verdict::Unknowable(what) => {
                assert!(!what.is_empty(), "{}", rule.code);
                n_unknowable += 1;
            }
            Verdict::Met | Verdict::NotApplicable(_) => {}
        }
    }
    assert!(n_unknowable >= 50, "{n_unknowable}");
}

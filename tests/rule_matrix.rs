//! One matrix: every rule against every rule's bad example, so that a change to one predicate shows wherever it reaches.
//!
//! `UPDATE_GOLDEN=1 cargo test --test rule_matrix` writes it anew.

use std::fs;
use std::path::Path;

use handoff_audit::rules::{self, Specimen, Verdict};

/// One line a packet: the rule whose bad example it is, the codes that it misses, and those that do not apply or cannot
/// be judged. The complete packet comes first.
fn matrix() -> String {
    let mut lines = vec![line("complete", &Specimen::complete())];
    for rule in rules::ALL {
        let mut specimen = Specimen::complete();
        (rule.bad.make)(&mut specimen);
        lines.push(line(rule.code, &specimen));
    }
    lines.join("\n") + "\n"
}

fn line(name: &str, specimen: &Specimen) -> String {
    let case = specimen.case();
    let (mut missed, mut apart) = (Vec::new(), Vec::new());
    for rule in rules::ALL {
        match (rule.check)(&case) {
            Verdict::Met => {}
            Verdict::Missed(evidence) => missed.push(format!("{}x{}", rule.code, evidence.len())),
            Verdict::NotApplicable(_) => apart.push(rule.code.to_owned()),
            Verdict::Unknowable(_) => apart.push(format!("{}?", rule.code)),
        }
    }
    format!("{name}: missed {}; not judged {}", missed.join(" "), apart.join(" "))
}

#[test]
fn every_rule_on_every_example() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/rule_matrix.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, matrix()).expect("written");
        return;
    }
    assert_eq!(fs::read_to_string(&path).expect("the matrix"), matrix());
}

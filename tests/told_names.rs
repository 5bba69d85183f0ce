//! What a finding quotes of two records that name different people is what stands in them.

mod support;

use std::fs;

use support::{call, run_files};

const DEALS: &str = "deal_id,deal_name,stage,deal_type,closed_at,csm\n1,A,Closed Won,New Business,2026-01-05,CC\n";
const ONBOARDING: &str = "deal_id,csm,kickoff_at\n1,DD,2026-01-07\n";

fn evidence(findings: &str) -> String {
    findings.lines().find(|line| line.starts_with("HA505")).expect("two CSMs").to_owned()
}

#[test]
fn two_csms_are_quoted_as_the_exports_have_them() {
    let told = "[audit]\nas_of = 2026-03-01\n[[source]]\npath = \"deals.csv\"\nvalues.csm = { CC = \"Cara Cole\" }\n\
                [[source]]\npath = \"onboarding.csv\"\nvalues.csm = { DD = \"Dora Dahl\" }\n";
    let users = "user_id,name,team\nCC,Cara Cole,Success\nDD,Dora Dahl,Success\n";
    for by in [("audit.toml", told), ("users.csv", users)] {
        let files = [("deals.csv", DEALS), ("onboarding.csv", ONBOARDING), by];
        let home = run_files(&files.map(|(name, text)| (name.into(), text.into())));
        let said = evidence(&fs::read_to_string(home.path().join("out/findings.csv")).expect("findings"));
        let quote = "“CC” (Cara Cole) on the deal, “DD” (Dora Dahl) on the onboarding record";
        assert!(said.contains(quote), "{}: {said}", by.0);
        let (exports, out) = (home.path().join("exports"), home.path().join("withheld"));
        let (exports, out) = (exports.to_str().expect("plain"), out.to_str().expect("plain"));
        let output = call(&["run", exports, "--anonymise", "accounts,people", "--out", out]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let said = evidence(&fs::read_to_string(home.path().join("withheld/findings.csv")).expect("findings"));
        let is_told = |name: &&str| said.contains(name);
        assert!(!["CC", "DD", "Cara", "Dora"].iter().any(is_told), "{said}");
        assert_eq!(said.matches("“Person ").count(), 2, "{said}");
    }
}

//! Briefs and packs, from exports to what is printed: one brief held against what it was before, and hostile names.
//!
//! `UPDATE_GOLDEN=1 cargo test --test briefs` writes the golden brief anew; review the difference as you review code.

mod support;

use std::fs;
use std::path::Path;

use support::{HOSTILE, brief_exports, call, read_audit, write_files};
use tempfile::TempDir;

fn exports() -> TempDir {
    let home = tempfile::tempdir().expect("a folder");
    write_files(&home.path().join("exports"), &brief_exports());
    home
}

/// A brief in a format, as it is printed.
fn brief(home: &TempDir, deal: &str, format: &str) -> String {
    let source = home.path().join("exports");
    let output = call(&["brief", source.to_str().expect("plain"), deal, "--format", format]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// A refusal's exit code and words.
fn refusal(home: &TempDir, deal: &str) -> (Option<i32>, String) {
    let source = home.path().join("exports");
    let output = call(&["brief", source.to_str().expect("plain"), deal]);
    assert!(output.stdout.is_empty());
    let said = String::from_utf8_lossy(&output.stderr).split_whitespace().collect::<Vec<_>>().join(" ");
    (output.status.code(), said)
}

/// The page without its style, whose bytes are another file's business, and without the policy that hashes it.
fn without_style(page: &str) -> String {
    let (head, rest) = page.split_once("<style>").expect("a style");
    let (_, body) = rest.split_once("</style>").expect("its end");
    let head: Vec<&str> = head.lines().filter(|line| !line.contains("Content-Security-Policy")).collect();
    format!("{}\n{body}", head.join("\n"))
}

#[test]
fn one_brief_is_as_it_was() {
    let home = exports();
    for format in ["md", "json", "html"] {
        let said = brief(&home, "D-1", format);
        let said = if format == "html" { without_style(&said) } else { said };
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("brief.{format}"));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&path, &said).expect("written");
            continue;
        }
        let known = fs::read_to_string(&path).expect("the golden file; UPDATE_GOLDEN=1 makes it");
        for (number, (known, said)) in known.lines().zip(said.lines()).enumerate() {
            assert_eq!(known, said, "brief.{format} line {}", number + 1);
        }
        assert_eq!(known.lines().count(), said.lines().count(), "brief.{format}");
    }
}

#[test]
fn a_brief_holds_every_part_and_its_approval_lines_are_empty() {
    let home = exports();
    let json: serde_json::Value = serde_json::from_str(&brief(&home, "D-1", "json")).expect("JSON");
    let parts = ["sold", "stakeholders", "why", "goals", "requirements", "first_value", "commitments", "risks"];
    for part in parts.iter().chain(&["questions", "tasks", "agenda", "timeline"]) {
        assert!(json[part].as_array().is_some_and(|lines| !lines.is_empty()), "{part} is empty");
    }
    for place in json["commitments"].as_array().expect("a list").iter().chain(json["risks"].as_array().expect("a list"))
    {
        assert!(place["origin"].as_str().is_some_and(|origin| origin.contains(" line ")), "{place}");
    }
    let minutes: Vec<(u64, u64)> = json["agenda"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|slot| (slot["from"].as_u64().expect("a minute"), slot["to"].as_u64().expect("a minute")))
        .collect();
    assert!(minutes.windows(2).all(|pair| pair[0].1 == pair[1].0) && minutes.last().is_some_and(|last| last.1 == 25));
    assert!(json["approvals"].as_array().expect("two").iter().all(|line| line["approved_on"].is_null()));
    assert_eq!(json["risks"].as_array().expect("a list").iter().filter(|risk| risk["basis"] == "recorded").count(), 1);
}

#[test]
fn a_deal_is_found_by_a_name_of_its_own_and_a_slip_is_answered_with_the_nearest() {
    let home = exports();
    assert_eq!(brief(&home, "acme logistics dispatch", "md"), brief(&home, "D-1", "md"));
    let (code, said) = refusal(&home, "Acme Logistcs");
    assert!(code == Some(2) && said.contains("the nearest are D-1 (Acme Logistics"), "{said}");
    let (code, said) = refusal(&home, "Twin");
    assert!(code == Some(2) && said.contains("2 deals are called") && said.contains("D-3, D-4"), "{said}");
    let (code, said) = refusal(&home, "D-5");
    assert!(code == Some(2) && said.contains("not a won deal in scope"), "{said}");
}

#[test]
fn hostile_text_is_text_in_every_format() {
    let home = exports();
    let page = brief(&home, "D-2", "html");
    assert!(!page.contains("<script"), "a script came through");
    assert!(page.contains("&lt;script&gt;alert(1)"));
    assert!(page.contains("script-src &#x27;none&#x27;"));
    let text = brief(&home, "D-2", "md");
    assert!(!text.contains(HOSTILE[0]) && text.contains("&lt;script&gt;"));
    let json: serde_json::Value = serde_json::from_str(&brief(&home, "D-2", "json")).expect("JSON");
    assert_eq!(json["deal"]["name"], HOSTILE[0]);
}

#[test]
fn a_contract_value_is_shown_to_the_cent() {
    for (amount, shown) in [("1234.50", "EUR 1,234.50"), ("12500.50", "EUR 12,500.50"), ("12.5", "EUR 12.50")] {
        let home = tempfile::tempdir().expect("a folder");
        let deals = format!(
            "deal_id,deal_name,stage,closed_at,owner,csm,amount,currency\n\
             D-1,One,Closed Won,2026-01-05T10:00:00Z,Ada,Cy,{amount},EUR\n"
        );
        write_files(&home.path().join("exports"), &[("deals.csv".to_owned(), deals)]);
        let text = brief(&home, "D-1", "md");
        assert!(text.contains(&format!("**Contract value:** {shown} ")), "{text}");
    }
}

#[test]
fn a_run_writes_briefs_packs_and_the_log() {
    let home = exports();
    let (source, out) = (home.path().join("exports"), home.path().join("out"));
    let arguments = ["run", source.to_str().expect("plain"), "--out", out.to_str().expect("plain"), "--briefs", "all"];
    let output = call(&arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let names = |folder: &str| -> Vec<String> {
        let entries = fs::read_dir(out.join(folder)).expect("a folder").flatten();
        let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    };
    let briefs = names("briefs");
    assert_eq!(briefs.iter().filter(|name| name.ends_with(".html")).count(), 4);
    assert_eq!(names("questions")[..2], ["ae-ada-plain.md", "ae-ada-plain.txt"]);
    let is_safe = |name: &String| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'));
    assert!(briefs.iter().chain(&names("questions")).chain(&names("tasks")).all(is_safe));
    let pack = fs::read_to_string(out.join("questions/ae-ada-plain.txt")).expect("a pack");
    let place = |text: &str| pack.find(text).unwrap_or_else(|| panic!("{text} is not in the pack"));
    assert!(place("KICKOFF AHEAD") < place("(D-1)") && place("(D-1)") < place("NO KICKOFF DATE"));
    assert!(place("NO KICKOFF DATE") < place("(D-3)") && place("(D-3)") < place("(D-4)"));
    let log = fs::read_to_string(out.join("events.csv")).expect("the log");
    let of_first: Vec<&str> =
        log.lines().filter(|line| line.starts_with("D-1,")).filter_map(|line| line.split(',').nth(4)).collect();
    assert_eq!(of_first, ["won", "submitted", "returned", "synced", "kickoff_planned"]);
    // The same folder is replaced by the next run, briefs and all.
    assert!(call(&arguments[..4]).status.success());
    assert!(!out.join("briefs").exists());
}

#[test]
fn what_people_told_withholds_outcomes_and_is_shown_as_told() {
    let home = exports();
    let answer = "[cs_can_reject]\nanswer = \"no\"\nby = \"Ana Sol\"\non = 2026-05-11\n".to_owned();
    fs::write(home.path().join("exports/questionnaire.toml"), answer).expect("written");
    let (source, out) = (home.path().join("exports"), home.path().join("out"));
    let output = call(&["run", source.to_str().expect("plain"), "--out", out.to_str().expect("plain")]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let audit: serde_json::Value = read_audit(&out);
    assert_eq!(audit["outcomes_withheld"], true);
    let condition = audit["readiness"].as_array().expect("a list").iter().find(|one| one["id"] == "cs_can_reject");
    let condition = condition.expect("judged");
    assert_eq!((&condition["state"], &condition["told"]["by"]), (&"not_ready".into(), &"Ana Sol".into()));
    assert_ne!(condition["observed"], "not_ready");
    let page = fs::read_to_string(out.join("index.html")).expect("a page");
    assert!(page.contains("Told, not observed") && page.contains("Told to us: 1 of "));
    assert!(page.contains("Outcomes are withheld") && !page.contains("id=\"figure-retention"));
}

#[test]
fn a_conflict_between_people_names_both_and_a_kickoff_that_is_past_is_not_put_off() {
    let files = [
        (
            "deals.csv",
            "deal_id,deal_name,stage,is_won,closed_at,owner,csm,executive_sponsor,success_metric\n\
             D-1,Acme,closedwon,true,2026-03-02,Ada Plain,Cy Rho,Dana Lee,\n",
        ),
        ("deal_contacts.csv", "deal_id,contact_id,contact_name,role\nD-1,C-1,Kurt Weill,executive sponsor\n"),
        ("onboarding.csv", "project_id,deal_id,csm,kickoff_planned_at,kickoff_at\nP-1,D-1,Ivy Care,2026-03-09,\n"),
        ("audit.toml", "[audit]\nas_of = 2026-06-01\n"),
    ];
    let home = tempfile::tempdir().expect("a folder");
    let files: Vec<(String, String)> = files.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect();
    write_files(&home.path().join("exports"), &files);
    let json: serde_json::Value = serde_json::from_str(&brief(&home, "D-1", "json")).expect("JSON");
    let conflicts = json["conflicts"].as_array().expect("a list");
    let evidence = |code: &str| {
        let found = conflicts.iter().find(|finding| finding["code"] == code).expect("the conflict");
        found["evidence"].as_str().expect("words").to_owned()
    };
    let sponsors = evidence("HA507");
    assert!(sponsors.ends_with("“Dana Lee” on the deal, “Kurt Weill” in the contact roles"), "{sponsors}");
    let csms = evidence("HA505");
    assert!(csms.ends_with("“Cy Rho” on the deal, “Ivy Care” on the onboarding record"), "{csms}");
    let tasks: Vec<&str> =
        json["tasks"].as_array().expect("a list").iter().filter_map(|task| task["text"].as_str()).collect();
    assert!(tasks[0].starts_with("Record when the kickoff was held"), "{tasks:?}");
    assert!(tasks.iter().all(|task| !task.starts_with("Put the kickoff off")), "{tasks:?}");
    let page = brief(&home, "D-1", "md");
    assert!(page.contains("Kickoff: planned 9 Mar 2026, not recorded as held"), "{page}");
}

#[test]
fn people_whom_the_deal_names_stand_beside_its_contacts_once_each() {
    let files = [
        (
            "deals.csv",
            "deal_id,deal_name,stage,is_won,closed_at,owner,executive_sponsor,champion,economic_buyer,technical_contact\n\
             D-1,Acme,closedwon,true,2026-03-02,Ada Plain,Dana Lee,C-1,Kurt Weill,tbd\n",
        ),
        ("contacts.csv", "contact_id,account_id,name,email\nC-1,A-1,Zara Quinn,zara@acme.example\n"),
        ("deal_contacts.csv", "deal_id,contact_id,contact_name,role\nD-1,C-2,Kurt Weill,economic buyer\n"),
    ];
    let home = tempfile::tempdir().expect("a folder");
    let files: Vec<(String, String)> = files.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect();
    write_files(&home.path().join("exports"), &files);
    let json: serde_json::Value = serde_json::from_str(&brief(&home, "D-1", "json")).expect("JSON");
    let people = json["stakeholders"].as_array().expect("a list");
    let named: Vec<_> = people.iter().map(|one| (one["name"].as_str(), one["roles"].as_str())).collect();
    let expected = [("Kurt Weill", "economic buyer"), ("Dana Lee", "Executive sponsor"), ("Zara Quinn", "Champion")];
    assert_eq!(named, expected.map(|(name, role)| (Some(name), Some(role))));
}

#[test]
fn what_is_asked_in_the_same_words_is_asked_once_with_every_reason() {
    let files = [
        ("deals.csv", "deal_id,deal_name,stage,is_won,closed_at,owner\nD-1,Acme,closedwon,true,2026-03-02,Ada Plain\n"),
        (
            "commitments.csv",
            "deal_id,text,type,owner,reviewed_at\nD-1,Live in June,timeline,Ada Plain,\n\
             D-1,Pilot in May,timeline,Ada Plain,\nD-1,Training in April,timeline,Ada Plain,\n",
        ),
        ("audit.toml", "[audit]\nas_of = 2026-06-01\n"),
    ];
    let home = tempfile::tempdir().expect("a folder");
    let files: Vec<(String, String)> = files.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect();
    let (source, out) = (home.path().join("exports"), home.path().join("out"));
    write_files(&source, &files);
    let arguments = ["run", source.to_str().expect("plain"), "--out", out.to_str().expect("plain"), "--briefs", "all"];
    assert!(call(&arguments).status.success());
    let read = |name: &str| fs::read_to_string(out.join(name)).expect("written");
    let asked = "Which date was promised";
    for (name, reason) in [("questions/ae-ada-plain.md", "  - _"), ("questions/ae-ada-plain.txt", "     - ")] {
        let pack = read(name);
        assert_eq!(pack.matches(asked).count(), 1, "{pack}");
        assert_eq!(pack.lines().filter(|line| line.starts_with(reason)).count(), 3, "{pack}");
    }
    let page = read("briefs/deal-d-1.html");
    assert!(page.matches(asked).count() == 1 && page.contains("; and 2 like it"), "{page}");
    assert_eq!(read("briefs/deal-d-1.md").matches(asked).count(), 3);
}

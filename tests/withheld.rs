//! Answers of the questionnaire override what the exports suggest, are shown as told, and withhold the outcomes when they
//! say that these cannot be read: from the file to every output, by the binary.

mod support;

use std::fs;
use std::path::Path;

use serde_json::Value;
use support::{call, program, read_audit};
use tempfile::TempDir;

const NO: &str = "[cs_can_reject]\nanswer = \"no\"\nby = \"Hanna Head\"\non = \"2026-09-01\"\nnote = \"a return counts against the CSM\"\n";

/// The sample exports with a questionnaire.
fn exports(questionnaire: &str) -> TempDir {
    let home = tempfile::tempdir().expect("a folder");
    let (from, to) = (Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/hubspot"), home.path().join("exports"));
    fs::create_dir(&to).expect("a new folder");
    for file in fs::read_dir(from).expect("the sample").flatten() {
        fs::copy(file.path(), to.join(file.file_name())).expect("copied");
    }
    fs::write(to.join("questionnaire.toml"), questionnaire).expect("written");
    home
}

/// What a run says, and its folder.
fn run(home: &TempDir, view: &str) -> (String, std::path::PathBuf) {
    let (exports, out) = (home.path().join("exports"), home.path().join(view));
    let output =
        program().arg("run").arg(exports).arg("--out").arg(&out).args(["--view", view]).output().expect("runs");
    // Not being ready is exit code 1 where it is asked for, and never a failure to write.
    assert!(out.join("index.html").is_file(), "{}", String::from_utf8_lossy(&output.stderr));
    (format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)), out)
}

fn audit(out: &Path) -> Value {
    read_audit(out)
}

fn condition<'a>(audit: &'a Value, id: &str) -> &'a Value {
    audit["readiness"].as_array().expect("a list").iter().find(|one| one["id"] == id).expect("the condition")
}

/// A section of the page, without its markup.
fn section(page: &str, id: &str) -> String {
    let (_, rest) = page.split_once(&format!("<section id=\"{id}\"")).unwrap_or_else(|| panic!("no section {id}"));
    let inner = rest.split("</section>").next().expect("its end");
    let text: Vec<&str> = inner.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
    text.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Rows, paragraphs and items of the page.
fn parts(page: &str) -> impl Iterator<Item = &str> {
    ["</tr>", "</p>", "</li>", "</dd>", "</h"]
        .into_iter()
        .fold(vec![page], |parts, end| parts.into_iter().flat_map(|part| part.split(end)).collect())
        .into_iter()
}

#[test]
fn an_answer_overrides_the_proxy_and_is_shown_as_told() {
    let home = exports(NO);
    let (_, out) = run(&home, "pilot");
    let audit = audit(&out);
    let condition = condition(&audit, "cs_can_reject");
    assert_eq!((&condition["state"], &condition["observed"]), (&"not_ready".into(), &"ready".into()));
    assert_eq!((&condition["told"]["answer"], &condition["told"]["by"]), (&"no".into(), &"Hanna Head".into()));
    let page = fs::read_to_string(out.join("index.html")).expect("the page");
    let readiness = section(&page, "readiness");
    for part in ["Hanna Head", "1 Sep 2026", "a return counts against the CSM"] {
        assert!(readiness.contains(part), "{part}: {readiness}");
    }
    assert!(readiness.to_lowercase().contains("told"), "{readiness}");
}

#[test]
fn an_unanswered_question_is_open_and_a_partial_answer_settles_nothing() {
    let home = exports("[cs_can_reject]\nanswer = \"partly\"\nby = \"Hanna Head\"\non = \"2026-09-01\"\n");
    let (_, out) = run(&home, "pilot");
    let audit = audit(&out);
    assert_eq!(condition(&audit, "cs_can_reject")["state"], "ready", "what the exports show stands");
    assert_eq!(audit["outcomes_withheld"], false);
    let open = audit["questionnaire"].as_array().expect("a list").iter().filter(|one| one["told"].is_null()).count();
    assert_eq!(open, audit["questionnaire"].as_array().expect("a list").len() - 1);
}

#[test]
fn outcomes_give_way_to_what_to_fix_first_in_every_view_and_in_the_closing_lines() {
    let home = exports(NO);
    for (view, gone) in [
        ("pilot", &["verdict", "acceptance", "retention"][..]),
        ("monthly", &["verdict", "acceptance", "retention"][..]),
        ("gap", &["verdict", "acceptance", "retention"][..]),
    ] {
        let (said, out) = run(&home, view);
        let audit = audit(&out);
        let verdict = &audit["verdict"];
        let counts = format!("{} of {}", verdict["numerator"], verdict["denominator"]);
        assert!(said.contains("outcomes are withheld") && said.contains("fix first"), "{said}");
        assert!(!said.contains("first-pass acceptance") && !said.contains("retention period"), "{said}");
        let page = fs::read_to_string(out.join("index.html")).expect("the page");
        for id in gone {
            let text = section(&page, id);
            assert!(text.to_lowercase().contains("withheld") && !text.contains(&counts), "{view} {id}: {text}");
        }
        // A field may be usable in as many packets as handoffs were accepted.
        let told = parts(&page).find(|part| part.contains(&counts) && part.to_lowercase().contains("accept"));
        assert_eq!(told, None, "{view}: {counts} stands on the page");
        assert!(
            !page.contains("<figure id=\"fig-acceptance") && !page.contains("<figure id=\"fig-retention"),
            "{view}: a chart of outcomes"
        );
        let summary = fs::read_to_string(out.join("summary.md")).expect("the summary");
        assert!(summary.contains("Withheld") && !summary.contains(&counts), "{summary}");
    }
}

#[test]
fn an_answer_without_a_name_or_to_no_question_is_refused_with_its_place() {
    for (text, part) in [
        ("[cs_can_reject]\nanswer = \"no\"\non = \"2026-09-01\"\n", "by"),
        ("[cs_can_rejekt]\nanswer = \"no\"\n", "cs_can_reject"),
        ("[cs_can_reject]\nanswer = \"maybe\"\nby = \"H\"\non = \"2026-09-01\"\n", "partly"),
    ] {
        let home = exports(text);
        let source = home.path().join("exports");
        let output = call(&["check", source.to_str().expect("plain")]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(part) && said.contains("questionnaire.toml"), "{said}");
    }
}

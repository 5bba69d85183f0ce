//! The demo report and hostile ones in headless Chromium: no console message, no request, no policy violation, no sideways
//! scroll, no accessibility violation.
//!
//! Needs Chromium, node and the packages of `tests/browser` (`npm install` there). Where one is absent the checks are
//! skipped with a visible line; under `CI=true` absence is a failure.

mod support;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    named
        .into_iter()
        .chain(["/usr/bin/chromium", "/usr/bin/chromium-browser"].map(PathBuf::from))
        .find(|path| path.exists())
}

/// What the checks need and this machine lacks.
fn missing() -> Option<&'static str> {
    let packages = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/node_modules/playwright-core");
    if chromium().is_none() {
        Some("Chromium")
    } else if Command::new("node").arg("--version").output().is_err() {
        Some("node")
    } else if !packages.is_dir() {
        Some("the node packages of tests/browser")
    } else {
        None
    }
}

/// Whether to go on; says so when not.
fn is_ready() -> bool {
    let Some(what) = missing() else { return true };
    support::skip("browser checks", what);
    false
}

fn check(report: &Path, name: &str) {
    check_with(report, name, &[]);
}

/// [`check`] with wishes that `check.mjs` reads from its environment.
fn check_with(report: &Path, name: &str, wishes: &[(&str, &str)]) {
    let mut command = Command::new("node");
    command.envs(wishes.iter().copied());
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser")).arg("check.mjs").arg(report);
    if let Some(artefacts) = std::env::var_os("ARTEFACTS") {
        command.arg(Path::new(&artefacts).join(name));
    }
    if let Some(chromium) = chromium() {
        command.env("CHROMIUM", chromium);
    }
    let output = command.output().expect("node starts");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{name}:\n{said}\n{}", String::from_utf8_lossy(&output.stderr));
}

/// A pilot of 132 deals is printed for the weekly meeting: more sheets than these nobody leafs through.
#[test]
fn the_demo_report_opens_clean_and_prints_to_fourteen_pages() {
    if is_ready() {
        let out = support::demo();
        check_with(&out.path().join("out/index.html"), "demo", &[("MOST_PAGES", "14")]);
    }
}

#[test]
fn hostile_exports_make_a_clean_report() {
    if is_ready() {
        let out = support::run_files(&support::hostile_exports());
        check(&out.path().join("out/index.html"), "hostile");
    }
}

#[test]
fn hostile_strings_of_public_lists_run_nowhere() {
    if is_ready() {
        let out = support::run_files(&support::payload_exports(&support::few_payloads()));
        check_with(&out.path().join("out/index.html"), "payloads", &[("QUICK", "1")]);
    }
}

#[test]
fn names_of_every_length_and_script_are_whole_and_touch_nothing() {
    if is_ready() {
        let out = support::run_files(&support::payload_exports(&support::names()));
        check_with(&out.path().join("out/index.html"), "names", &[("QUICK", "1")]);
    }
}

#[test]
fn exports_with_nothing_but_deals_make_a_clean_report() {
    if is_ready() {
        let deals = "deal_id,stage,closed_at\nD-1,Closed Won,2026-05-04\n".to_owned();
        let out = support::run_files(&[("deals.csv".to_owned(), deals)]);
        check(&out.path().join("out/index.html"), "one-deal");
    }
}

/// The report of so many synthetic won deals, checked in one scheme and two widths.
fn check_sample(deals: &str, opens: Option<&str>) {
    let home = tempfile::tempdir().expect("a folder");
    let path = |name: &str| home.path().join(name).to_str().expect("plain").to_owned();
    for words in [
        ["sample", "--deals", deals, "--out", &path("exports")].to_vec(),
        ["run", &path("exports"), "--out", &path("out")].to_vec(),
    ] {
        let output = support::call(&words);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let page = home.path().join("out/index.html");
    let bytes = std::fs::metadata(&page).expect("a page").len();
    // 1 MB and 3 kB a deal shown; at most 200 are.
    let shown = deals.parse::<u64>().expect("a number").min(200);
    assert!(bytes < 1_000_000 + 3_000 * shown, "{bytes} bytes for {deals} deals");
    let mut wishes = vec![("QUICK", "1")];
    wishes.extend(opens.map(|opens| ("OPENS", opens)));
    check_with(&page, &format!("sample-{deals}"), &wishes);
}

#[test]
fn few_deals_make_clean_reports() {
    if is_ready() {
        for deals in ["1", "5", "30"] {
            check_sample(deals, None);
        }
    }
}

#[test]
fn three_thousand_deals_open_within_a_second() {
    if is_ready() {
        check_sample("3000", Some("1000"));
    }
}

#[test]
fn briefs_open_clean_and_print() {
    if is_ready() {
        let home = tempfile::tempdir().expect("a folder");
        support::write_files(&home.path().join("exports"), &support::brief_exports());
        for deal in ["D-1", "D-2"] {
            let source = home.path().join("exports");
            let output = support::call(&["brief", source.to_str().expect("plain"), deal]);
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let page = home.path().join(format!("{deal}.html"));
            std::fs::write(&page, output.stdout).expect("written");
            check_with(&page, &format!("brief-{deal}"), &[("PAGES", "1")]);
        }
    }
}

#[test]
fn the_other_views_open_clean_and_page_one_of_the_monthly_fits_a_sheet() {
    if is_ready() {
        for view in ["monthly", "gap"] {
            let home = tempfile::tempdir().expect("a folder");
            let out = home.path().join("out");
            let output = support::call(&["demo", "--view", view, "--out", out.to_str().expect("plain")]);
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            check(&out.join("index.html"), view);
        }
    }
}

/// Lighthouse is large, so it is a package of its own that a machine may lack, under CI too.
#[test]
fn lighthouse_gives_full_marks_to_every_view() {
    if !is_ready() {
        return;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/lighthouse");
    if !folder.join("node_modules/lighthouse").is_dir() {
        let _ = writeln!(std::io::stderr(), "Lighthouse skipped: run npm install in tests/browser/lighthouse");
        return;
    }
    let home = tempfile::tempdir().expect("a folder");
    let mut command = Command::new("node");
    command.current_dir(folder).arg("run.mjs").envs(chromium().map(|path| ("CHROMIUM", path)));
    for view in ["pilot", "monthly", "gap"] {
        let out = home.path().join(view);
        let output = support::call(&["demo", "--view", view, "--out", out.to_str().expect("plain")]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        command.arg(out.join("index.html"));
    }
    let output = command.output().expect("node starts");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
}

//! What a user meets at the terminal: exit codes, and one helpful message an error, with the earlier report left standing.

mod support;

use std::fs;
use std::path::Path;

use support::{call, write_files};

/// Runs on the files; the exit code and what was said on standard error.
fn run_on(files: &[(&str, &[u8])]) -> (Option<i32>, String) {
    let home = tempfile::tempdir().expect("a folder");
    let exports = home.path().join("exports");
    fs::create_dir(&exports).expect("created");
    for (name, bytes) in files {
        fs::write(exports.join(name), bytes).expect("written");
    }
    run(&exports, &home.path().join("out"))
}

fn run(source: &Path, out: &Path) -> (Option<i32>, String) {
    let output = call(&["run", source.to_str().expect("plain"), "--out", out.to_str().expect("plain")]);
    (output.status.code(), squeezed(&String::from_utf8_lossy(&output.stderr)))
}

/// Messages are wrapped to the terminal; what they say is compared without line ends and frames.
fn squeezed(text: &str) -> String {
    let words = text.split(|character: char| character.is_whitespace() || "│×╰─▶".contains(character));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_missing_folder_is_said_to_be_missing() {
    let (code, said) = run(Path::new("no-such-folder"), Path::new("never-written"));
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("no-such-folder"), "{said}");
    assert!(!Path::new("never-written").exists());
}

#[test]
fn a_folder_without_deals_lists_what_was_found() {
    let (code, said) = run_on(&[("users.csv", b"user_id,name,email,team\nU-1,Cara,cara@vendor.example,CS\n")]);
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("no deals export") && said.contains("users.csv"), "{said}");
}

#[test]
fn an_empty_folder_says_what_belongs_there() {
    let (code, said) = run_on(&[]);
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("no exports") && said.contains(".csv"), "{said}");
}

#[test]
fn binary_and_empty_files_are_named() {
    let (code, said) = run_on(&[("deals.csv", b"%PDF-1.7\n\0\0\0\0binary"), ("empty.csv", b"")]);
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("deals.csv") && said.contains("empty.csv"), "{said}");
}

#[test]
fn a_header_without_rows_is_no_audit() {
    let (code, said) = run_on(&[("deals.csv", b"deal_id,stage,closed_at\n")]);
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("deals.csv") && said.contains("no rows"), "{said}");
}

#[test]
fn a_wrong_key_is_located_and_the_right_one_suggested() {
    let deals: &[u8] = b"deal_id,stage,closed_at\nD-1,Closed Won,2026-05-04\n";
    let (code, said) = run_on(&[("deals.csv", deals), ("audit.toml", b"[definitions]\nfirst_touch_sla_hour = 24\n")]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("first_touch_sla_hours") && said.contains("audit.toml"), "{said}");
}

#[test]
fn an_unwritable_output_is_exit_4_and_leaves_the_place_as_it_was() {
    let home = tempfile::tempdir().expect("a folder");
    let deals = "deal_id,stage,closed_at\nD-1,Closed Won,2026-05-04\n".to_owned();
    write_files(&home.path().join("exports"), &[("deals.csv".to_owned(), deals)]);
    let taken = home.path().join("report");
    fs::write(&taken, "a file, not a folder").expect("written");
    let (code, said) = run(&home.path().join("exports"), &taken);
    assert_eq!(code, Some(4), "{said}");
    assert_eq!(fs::read_to_string(&taken).expect("still there"), "a file, not a folder");
    let foreign = home.path().join("documents");
    write_files(&foreign, &[("thesis.txt".to_owned(), "precious".to_owned())]);
    let (code, said) = run(&home.path().join("exports"), &foreign);
    assert_eq!(code, Some(4), "{said}");
    assert!(said.contains("thesis.txt") && foreign.join("thesis.txt").exists(), "{said}");
}

#[test]
fn the_earlier_report_stands_when_a_later_run_fails() {
    let home = support::demo();
    let out = home.path().join("out");
    let before = fs::read(out.join("index.html")).expect("a report");
    let broken = home.path().join("broken");
    write_files(&broken, &[("deals.csv".to_owned(), "deal_id,stage\n".to_owned())]);
    assert_eq!(run(&broken, &out).0, Some(3));
    assert_eq!(fs::read(out.join("index.html")).expect("still there"), before);
    let beside: Vec<_> = fs::read_dir(home.path()).expect("listed").flatten().map(|entry| entry.file_name()).collect();
    assert!(!beside.iter().any(|name| name.to_string_lossy().contains("draft")), "{beside:?}");
}

#[test]
fn the_demo_ends_with_the_path_of_its_report() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("out");
    let output = call(&["demo", "--out", out.to_str().expect("plain")]);
    let said = String::from_utf8_lossy(&output.stdout);
    let last = said.lines().last().expect("a closing line");
    let path = last.strip_prefix("report: ").expect("the report's path");
    assert!(Path::new(path).is_file(), "{said}");
    let names = [
        "index.html",
        "summary.md",
        "audit.json",
        "audit.xlsx",
        "packets.csv",
        "findings.csv",
        "ledger.csv",
        "events.csv",
    ];
    assert!(names.iter().all(|name| out.join(name).is_file()));
}

#[test]
fn every_rule_explains_itself() {
    let list = call(&["explain"]);
    let listed = String::from_utf8_lossy(&list.stdout).into_owned();
    for rule in handoff_audit::rules::ALL {
        assert!(listed.contains(rule.code));
        let page = call(&["explain", rule.slug]);
        assert!(String::from_utf8_lossy(&page.stdout).contains(rule.rationale));
    }
    assert_eq!(call(&["explain", "HA999"]).status.code(), Some(2));
}

#[test]
fn a_segment_that_nothing_is_of_is_no_empty_audit() {
    let home = tempfile::tempdir().expect("a folder");
    let deals =
        "deal_id,stage,closed_at,segment\nD-1,Closed Won,2026-05-04,Enterprise\nD-2,Closed Won,2026-05-05,SMB\n";
    let exports = home.path().join("exports");
    write_files(&exports, &[("deals.csv".to_owned(), deals.to_owned())]);
    let ask = |segment: &str| {
        let out = home.path().join("out");
        let (exports, out) = (exports.to_str().expect("plain"), out.to_str().expect("plain"));
        let output = call(&["run", exports, "--out", out, "--segment", segment]);
        (output.status.code(), squeezed(&String::from_utf8_lossy(&output.stderr)))
    };
    let (code, said) = ask("Enterprize");
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("did you mean \"Enterprise\"? there are: Enterprise, SMB"), "{said}");
    assert!(!home.path().join("out").exists());
    assert_eq!(ask("enter-prise").0, Some(0), "compared like stages");
}

#[test]
fn a_mistyped_deal_is_answered_with_the_nearest() {
    let home = tempfile::tempdir().expect("a folder");
    let deals =
        "deal_id,deal_name,stage,closed_at\nD-1,Acme Freight,Closed Won,2026-05-04\nD-2,Cobalt,Closed Won,2026-05-05\n";
    let exports = home.path().join("exports");
    write_files(&exports, &[("deals.csv".to_owned(), deals.to_owned())]);
    let output = call(&["brief", exports.to_str().expect("plain"), "Acme Frieght"]);
    let said = squeezed(&String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("the nearest are D-1 (Acme Freight)"), "{said}");
}

#[test]
fn what_is_no_terminal_gets_no_bar_and_no_colour() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("out");
    let output = call(&["demo", "--out", out.to_str().expect("plain")]);
    let (said, noted) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(!said.contains('\u{1b}') && !noted.contains(['\u{1b}', '\r', '━', '╸']), "{said}{noted}");
    let failed = call(&["run", "no-such-folder", "--out", "never-written"]);
    assert!(!String::from_utf8_lossy(&failed.stderr).contains('\u{1b}'));
    let forced = call(&["run", "no-such-folder", "--out", "never-written", "--color", "always"]);
    assert!(String::from_utf8_lossy(&forced.stderr).contains('\u{1b}'), "asked for, colours are written anywhere");
}

/// What a failing run says on a terminal of `script`, with these variables; `None` where there is no `script`.
#[cfg(target_os = "linux")]
fn said_on_a_terminal(variables: &[(&str, &str)]) -> Option<String> {
    let program = env!("CARGO_BIN_EXE_handoff-audit");
    let mut script = std::process::Command::new("/usr/bin/script");
    script.env_remove("NO_COLOR").envs(variables.iter().copied());
    let asked = format!("{program} run no-such-folder --out never-written");
    let output = script.args(["-qec", &asked, "/dev/null"]).stdin(std::process::Stdio::null()).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_gets_colours_unless_no_color_is_set() {
    let Some(coloured) = said_on_a_terminal(&[]) else {
        use std::io::Write;
        let _ = writeln!(std::io::stderr(), "colours on a terminal not checked: there is no /usr/bin/script");
        return;
    };
    assert!(coloured.contains("\u{1b}["), "{coloured:?}");
    let plain = said_on_a_terminal(&[("NO_COLOR", "1")]).expect("it was there");
    assert!(plain.contains("no-such-folder") && !plain.contains("\u{1b}["), "{plain:?}");
    let empty = said_on_a_terminal(&[("NO_COLOR", "")]).expect("it was there");
    assert!(empty.contains("\u{1b}["), "set and empty is not set: {empty:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn open_hands_the_page_to_the_desktop_and_says_so_where_there_is_none() {
    use std::os::unix::fs::PermissionsExt;

    let home = tempfile::tempdir().expect("a folder");
    let (out, told) = (home.path().join("out"), home.path().join("told"));
    let desktop = home.path().join("xdg-open");
    fs::write(&desktop, format!("#!/bin/sh\nprintf %s \"$1\" > '{}'\n", told.display())).expect("written");
    fs::set_permissions(&desktop, fs::Permissions::from_mode(0o755)).expect("set");
    let open = |path: &Path| {
        let mut command = support::program();
        command.env("PATH", path).args(["demo", "--open", "--out", out.to_str().expect("plain")]);
        let output = command.output().expect("the program starts");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let said = open(home.path());
    let page = fs::read_to_string(&told).expect("handed on");
    assert_eq!(fs::canonicalize(&page).expect("a page"), fs::canonicalize(out.join("index.html")).expect("a page"));
    assert!(!said.contains("nothing here opens pages"), "{said}");
    let said = open(&home.path().join("empty"));
    assert!(said.contains("open the file above in a browser"), "{said}");
}

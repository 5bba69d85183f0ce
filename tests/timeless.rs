//! Exports that hold no time at all: nobody can say up to when they observe, and nothing is said as if one could.

mod support;

use std::fs;

use serde_json::Value;
use support::{call, write_files};

#[test]
fn without_any_time_the_as_of_is_not_known() {
    let home = tempfile::tempdir().expect("a folder");
    let deals = "deal_id,deal_name,stage,account_name\nD-1,Aster,Closed Won,Aster\nD-2,Birch,Closed Lost,Birch\n";
    write_files(&home.path().join("exports"), &[("deals.csv".to_owned(), deals.to_owned())]);
    let (source, out) = (home.path().join("exports"), home.path().join("out"));
    let (source, out) = (source.to_str().expect("plain"), out.to_str().expect("plain"));
    let output = call(&["run", source, "--out", out]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("as of a time not known (no export holds a time)"), "{said}");
    let read = |name: &str| fs::read_to_string(home.path().join("out").join(name)).expect("read");
    let audit: Value = serde_json::from_str(&read("audit.json")).expect("JSON");
    assert_eq!(audit.get("as_of"), Some(&Value::Null));
    assert_eq!(audit["population"]["in_scope"], 0, "nothing that is not dated has happened");
    let page = read("index.html");
    assert!(page.contains("Not known") && !page.contains("1970"));
    assert!(read("summary.md").contains("As of a time not known. 0 deals in scope"));

    let audit = format!("{out}/audit.json");
    let compared = call(&["compare", &audit, &audit]);
    assert_eq!(compared.status.code(), Some(0), "{}", String::from_utf8_lossy(&compared.stderr));
    let output = call(&["check", source]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("as of a time not known"));
}

//! What must hold whatever the data: same bytes from the same input, no dependence on row order or on how files are cut.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use support::{call, program, read_audit};

/// A generic folder of synthetic exports.
fn exports(home: &Path, deals: usize, seed: usize) -> std::path::PathBuf {
    let folder = home.join(format!("exports-{deals}-{seed}"));
    let (deals, seed) = (deals.to_string(), seed.to_string());
    let path = folder.to_str().expect("plain");
    let output = call(&["sample", "--deals", &deals, "--seed", &seed, "--profile", "generic", "--out", path]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    folder
}

fn audit(source: &Path, out: &Path) -> Value {
    let output = call(&["run", source.to_str().expect("plain"), "--out", out.to_str().expect("plain")]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    read_audit(out)
}

/// The parts of an audit that say something about deals, not about files.
fn judged(audit: &Value) -> BTreeMap<String, Value> {
    let mut parts = BTreeMap::new();
    for key in ["as_of", "population", "metrics", "verdict", "rules", "readiness"] {
        parts.insert(key.to_owned(), audit[key].clone());
    }
    let mut deals = audit["deals"].clone();
    for deal in deals.as_array_mut().expect("deals") {
        deal.as_object_mut().expect("a deal").remove("origin");
    }
    parts.insert("deals".to_owned(), deals);
    parts
}

fn assert_same(left: &Value, right: &Value, what: &str) {
    let (left, right) = (judged(left), judged(right));
    for (key, value) in &left {
        if value != &right[key] {
            let first = differing(value, &right[key]);
            panic!("{what}: {key} differs: {first}");
        }
    }
}

fn differing(left: &Value, right: &Value) -> String {
    match (left, right) {
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => left
            .iter()
            .zip(right)
            .find(|(left, right)| left != right)
            .map_or_else(String::new, |(left, right)| format!("{left}\n{right}")),
        _ => format!("{left}\n{right}"),
    }
}

/// Every file of a folder after a change of its records (the header stays first).
fn rewrite(
    from: &Path,
    to: &Path,
    change: impl Fn(&str, Vec<csv::StringRecord>) -> Vec<(String, Vec<csv::StringRecord>)>,
) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("listed").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(entry.path()).expect("a table");
        let mut records: Vec<csv::StringRecord> = reader.records().map(|record| record.expect("a record")).collect();
        let header = records.remove(0);
        for (name, records) in change(&name, records) {
            let mut writer = csv::Writer::from_path(to.join(name)).expect("a file");
            writer.write_record(&header).expect("written");
            records.iter().for_each(|record| writer.write_record(record).expect("written"));
        }
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_in_any_zone_locale_and_number_of_threads() {
    let home = tempfile::tempdir().expect("a folder");
    let source = exports(home.path(), 60, 3);
    let mut first: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let machines = [("UTC", "C", "1"), ("Pacific/Apia", "de_DE.UTF-8", "2"), ("America/New_York", "tr_TR.UTF-8", "4")];
    for (number, (zone, locale, threads)) in machines.into_iter().enumerate() {
        let out = home.path().join(format!("out-{number}"));
        let mut command = program();
        command
            .env("TZ", zone)
            .env("LANG", locale)
            .env("RAYON_NUM_THREADS", threads)
            .env("POLARS_MAX_THREADS", threads);
        command.args(["run", source.to_str().expect("plain"), "--out", out.to_str().expect("plain")]);
        assert!(command.output().expect("started").status.success());
        for entry in fs::read_dir(&out).expect("listed").flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let bytes = fs::read(entry.path()).expect("read");
            match first.get(&name) {
                Some(known) => {
                    assert!(*known == bytes, "{name} differs with TZ={zone} LANG={locale} threads={threads}")
                }
                None => {
                    first.insert(name, bytes);
                }
            }
        }
    }
    assert!(first.len() >= 6);
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let home = tempfile::tempdir().expect("a folder");
    let source = exports(home.path(), 60, 4);
    let reversed = home.path().join("reversed");
    rewrite(&source, &reversed, |name, mut records| {
        records.reverse();
        vec![(name.to_owned(), records)]
    });
    let left = audit(&source, &home.path().join("out-left"));
    let right = audit(&reversed, &home.path().join("out-right"));
    assert_same(&left, &right, "reversed rows");
}

#[test]
fn cutting_every_file_in_two_changes_nothing() {
    let home = tempfile::tempdir().expect("a folder");
    let source = exports(home.path(), 60, 5);
    let halves = home.path().join("halves");
    rewrite(&source, &halves, |name, records| {
        let stem = name.strip_suffix(".csv").expect("a csv file").to_owned();
        let (first, second) = records.split_at(records.len() / 2);
        vec![(format!("{stem}.csv"), first.to_vec()), (format!("{stem}~2.csv"), second.to_vec())]
    });
    let left = audit(&source, &home.path().join("out-left"));
    let right = audit(&halves, &home.path().join("out-right"));
    assert_same(&left, &right, "cut files");
}

#[test]
fn every_ledger_balances_and_every_rate_lies_in_its_interval() {
    let home = tempfile::tempdir().expect("a folder");
    for flavour in ["hubspot", "salesforce", "generic"] {
        let folder = home.path().join(flavour);
        let made = call(&[
            "sample",
            "--deals",
            "50",
            "--seed",
            "9",
            "--profile",
            flavour,
            "--out",
            folder.to_str().expect("plain"),
        ]);
        assert!(made.status.success());
        let audit = audit(&folder, &home.path().join(format!("{flavour}-out")));
        for source in audit["sources"].as_array().expect("sources") {
            let aside: u64 =
                source["rows_set_aside"].as_object().expect("reasons").values().filter_map(Value::as_u64).sum();
            let (read, used) = (source["rows_read"].as_u64(), source["rows_used"].as_u64());
            assert_eq!(read, used.map(|used| used + aside), "{flavour}: {}", source["path"]);
        }
        for metric in audit["metrics"].as_array().expect("metrics") {
            let (value, interval) = (metric["value"].as_f64(), &metric["interval"]);
            if let (Some(value), Some(low), Some(high)) = (value, interval["low"].as_f64(), interval["high"].as_f64()) {
                assert!(low <= value + 1e-12 && value <= high + 1e-12, "{flavour}: {metric}");
            }
            let status = metric["status"].as_str().expect("a status");
            assert!(
                status != "not_computable" || (metric["value"].is_null() && metric["reason"].is_string()),
                "{metric}"
            );
        }
    }
}

#[test]
fn an_earlier_as_of_uses_no_later_event() {
    let home = tempfile::tempdir().expect("a folder");
    let source = exports(home.path(), 60, 6);
    let out = home.path().join("out");
    let as_of = "2026-06-30";
    let arguments = ["run", source.to_str().expect("plain"), "--out", out.to_str().expect("plain"), "--as-of", as_of];
    assert!(call(&arguments).status.success());
    let audit: Value = read_audit(&out);
    let deals = audit["deals"].as_array().expect("deals");
    assert!(!deals.is_empty());
    for deal in deals {
        for (name, time) in deal["events"].as_object().expect("events") {
            let is_late = time.as_str().is_some_and(|time| time >= "2026-07-01");
            assert!(!is_late || name == "kickoff_planned_at", "{name} of {} is {time}", deal["deal_id"]);
        }
        assert!(deal["won_at"].as_str().is_some_and(|won_at| won_at < "2026-07-01"));
    }
}

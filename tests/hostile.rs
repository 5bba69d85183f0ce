//! Strings that try to run, to break out or to become formulas, in every place of an export that holds text, through a run
//! with every output: each comes out as the text that it is. That none runs in a browser is for `tests/browser.rs`.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::Path;

use handoff_audit::report::csv::unguard;
use support::{call, payload_exports, read_audit, write_files};

fn report(texts: &[String], options: &[&str]) -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a folder");
    write_files(&home.path().join("exports"), &payload_exports(texts));
    let (source, out) = (home.path().join("exports"), home.path().join("out"));
    let fixed = ["run", source.to_str().expect("plain"), "--out", out.to_str().expect("plain")];
    let output = call(&[&fixed[..], options].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!String::from_utf8_lossy(&output.stdout).contains('\u{1b}'), "the terminal is steered");
    home
}

#[test]
fn every_text_comes_out_as_it_went_in() {
    let texts = support::payloads();
    let home = report(&texts, &["--charts", "--parquet"]);
    let out = home.path().join("out");
    check_tables(&out);
    check_workbook(&out.join("audit.xlsx"));
    // What went in, as far as the reader of exports keeps it: names without surrounding white space.
    let mut reader = csv::Reader::from_path(out.join("packets.csv")).expect("opened");
    let names: BTreeSet<String> =
        reader.records().map(|record| unguard(&record.expect("a record")[1]).trim().to_owned()).collect();
    let lost: Vec<&String> = texts.iter().filter(|text| !names.contains(text.trim())).collect();
    let kept = texts.len() - lost.len();
    assert!(
        kept * 100 >= texts.len() * 95,
        "{kept} of {} names are left: {:?}",
        texts.len(),
        &lost[..lost.len().min(20)]
    );
    let audit: serde_json::Value = read_audit(&out);
    let in_json: BTreeSet<String> = audit["deals"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|deal| deal["name"].as_str().expect("a name").trim().to_owned())
        .collect();
    assert_eq!(in_json, names, "the CSV file and audit.json hold other names");
}

#[test]
fn briefs_and_packs_hold_them_as_text() {
    let texts = support::few_payloads();
    let home = report(&texts, &["--briefs", "all"]);
    let out = home.path().join("out");
    check_tables(&out);
    let mut n_pages = 0;
    for entry in fs::read_dir(out.join("briefs")).expect("listed").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte)), "{name}");
        let page = fs::read_to_string(entry.path()).expect("text").to_lowercase();
        if name.ends_with(".html") {
            n_pages += 1;
            // Our own pages hold one script at most, no frame, no handler and no address of another scheme.
            for bad in ["<iframe", "<object", "<embed", " onerror=", " onload=", "href=\"javascript:", "src=\"http"] {
                assert!(!tags(&page).contains(bad), "{name} holds {bad}");
            }
        }
    }
    assert!(n_pages > 100, "{n_pages} pages");
}

/// The tags of a page, without what stands between them.
fn tags(page: &str) -> String {
    page.split('<').skip(1).map(|part| format!("<{}>", part.split('>').next().unwrap_or(""))).collect()
}

/// No cell that a spreadsheet could take for a formula; guarded headings too.
fn check_tables(out: &Path) {
    let mut triggers: BTreeMap<char, u32> = BTreeMap::new();
    for name in ["packets", "findings", "events", "ledger"] {
        let path = out.join(format!("{name}.csv"));
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(&path).expect("opened");
        for record in reader.records() {
            let record = record.expect("RFC 4180");
            for cell in &record {
                let start = cell.trim_start_matches([' ', '\u{A0}', '\u{FEFF}']);
                let is_number = cell.parse::<f64>().is_ok() && cell.bytes().all(|byte| b"-.0123456789".contains(&byte));
                let first = start.chars().next().unwrap_or('a');
                assert!(is_number || !"=+-@\t\r\n＝＋－＠".contains(first), "{name}: {cell:?}");
                if let Some(text) = cell.strip_prefix('\'') {
                    *triggers.entry(text.chars().next().unwrap_or(' ')).or_default() += 1;
                }
            }
        }
    }
    assert!(triggers.contains_key(&'='), "no formula was among the strings: {triggers:?}");
}

/// No formula, no link, nothing from outside.
fn check_workbook(path: &Path) {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).expect("opened")).expect("an archive");
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut xml = String::new();
        part.read_to_string(&mut xml).expect("XML");
        assert!(!name.contains("externalLink"), "{name}");
        if name.starts_with("xl/worksheets/") {
            for bad in ["<f>", "<f ", "<hyperlink", "ddeLink", "<oleObject"] {
                assert!(!xml.contains(bad), "{name} holds {bad}");
            }
        }
    }
}

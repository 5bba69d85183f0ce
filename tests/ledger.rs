//! The ledger from end to end: a damaged export in; every line of it used or named, with the bytes to find it by; and
//! the same counts in `ledger.csv`, in `audit.json` and in what `check` says of each column.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use support::{audit_of, call, read_audit};

const HEADINGS: &str = "Deal ID,Deal Name,Deal Stage,Close Date,Deal Type,Amount,Company ID,Deal owner,CSM";

/// An export with a title, a footer, and one line of each kind of damage; Windows-1252 where it says so.
fn export() -> Vec<u8> {
    let row = |i: usize| {
        format!(
            "{},Deal {i},closedwon,2026-0{}-1{},new business,{i}00,acc{i},Ann Lee,Cy Rho",
            100 + i,
            1 + i % 6,
            i % 9
        )
    };
    let mut lines: Vec<Vec<u8>> =
        ["Pipeline report,,,,,,,,", "", HEADINGS].map(|line| line.as_bytes().to_vec()).to_vec();
    let mut put = |line: &str| lines.push(line.as_bytes().to_vec());
    (1..10).for_each(|i| put(&row(i)));
    put("");
    put(" ,,,,,,,,");
    put("201,short,closedwon");
    put("202,long,closedwon,2026-01-05,new business,5,acc1,Ann Lee,Cy Rho,extra");
    put("203,\"open,closedwon,2026-01-05,new business,5,acc1,Ann Lee,Cy Rho");
    put(&row(3));
    put(HEADINGS);
    put("205,M\u{C3}\u{BC}ller GmbH,closedwon,2026-01-05,new business,,acc9,Ann Lee,Cy Rho");
    put("206,\"Acme\" Ltd,closedwon,2026-01-05,new business,7,acc9,Ann Lee,Cy Rho");
    (10..30).for_each(|i| put(&row(i)));
    put("");
    put("Grand Totals (30 records)");
    lines.push(b"204,Caf\xE9,closedwon,soon,new business,lots,acc9,Ann Lee,Cy Rho".to_vec());
    lines.push(Vec::new());
    lines.join(&b'\n')
}

fn records(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).expect("a table");
    reader.deserialize().map(|record| record.expect("a record")).collect()
}

fn count(value: &Value) -> u64 {
    value.as_u64().expect("a count")
}

#[test]
fn every_line_is_used_or_named_with_its_bytes() {
    let home = tempfile::tempdir().expect("a folder");
    let (exports, out) = (home.path().join("exports"), home.path().join("out"));
    let bytes = export();
    fs::create_dir(&exports).expect("a folder");
    fs::write(exports.join("deals.csv"), &bytes).expect("written");
    let output = call(&["run", exports.to_str().expect("plain"), "--out", out.to_str().expect("plain")]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let audit: Value = read_audit(&out);
    let source = &audit["sources"][0];
    let (read, used) = (count(&source["rows_read"]), count(&source["rows_used"]));
    let aside: BTreeMap<String, u64> = serde_json::from_value(source["rows_set_aside"].clone()).expect("reasons");
    assert_eq!(read, used + aside.values().sum::<u64>());

    let mut kinds: BTreeMap<String, u64> = BTreeMap::new();
    for entry in records(&out.join("ledger.csv")) {
        let (line, kind) = (entry["line"].parse::<usize>().expect("a line"), &entry["kind"]);
        let place = |name: &str| entry[name].parse::<usize>().expect("a number of bytes");
        let (start, end) = (place("offset"), place("offset") + place("bytes"));
        let lines_above = bytes[..start].iter().filter(|byte| **byte == b'\n').count();
        assert_eq!(line, lines_above + 1, "{kind}");
        let original: String = bytes[start..end].iter().map(|&byte| char::from(byte)).collect();
        let quoted = entry["text"].replace("M\u{C3}\u{BC}", "M\u{C3}\u{83}\u{C2}\u{BC}");
        assert!(original.contains(&quoted), "{kind}: {original:?} and {quoted:?}");
        if entry["column"].is_empty() {
            *kinds.entry(kind.clone()).or_default() += original.matches('\n').count() as u64;
        }
    }
    let of = |kind: &str| kinds.get(kind).copied().unwrap_or_default();
    assert!(aside.iter().all(|(reason, count)| of(reason) == *count), "{aside:?} and {kinds:?}");
    assert_eq!((of("preamble"), of("blank")), (1, 4));
    for kind in ["quotes-kept", "read-as-windows-1252", "mojibake-mended"] {
        assert_eq!(of(kind), 1, "{kind}");
    }
    let n_lines = bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
    assert_eq!(n_lines, 1 + read + of("preamble") + of("blank"), "header, rows and what is beside them");

    let page = fs::read_to_string(out.join("index.html")).expect("read");
    assert!(page.contains(&format!("{read} rows in = {used} used + {} set aside", read - used)));
}

#[test]
fn every_cell_of_a_used_column_is_parsed_blank_or_unparsable() {
    let home = tempfile::tempdir().expect("a folder");
    fs::write(home.path().join("deals.csv"), export()).expect("written");
    let output = call(&["check", home.path().to_str().expect("plain"), "--format", "json"]);
    let said: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let file = &said["files"][0];
    let columns = file["columns"].as_array().expect("columns");
    assert_eq!(columns.iter().filter(|column| column["field"].is_string()).count(), 9);
    for column in columns {
        let sum: u64 = ["parsed", "blank", "unparsable"].iter().map(|kind| count(&column[*kind])).sum();
        assert_eq!(sum, count(&file["rows"]), "{column}");
    }
    let column = |heading: &str| columns.iter().find(|column| column["heading"] == heading).expect(heading);
    for (heading, text) in [("Close Date", "soon"), ("Amount", "lots")] {
        let column = column(heading);
        assert_eq!(count(&column["unparsable"]), 1);
        assert_eq!(column["examples"][0]["text"], text);
        assert_eq!(count(&column["examples"][0]["line"]), 44);
        assert!(column["examples"][0]["expected"].as_str().is_some_and(|expected| !expected.is_empty()));
    }
    assert_eq!(count(&column("Amount")["blank"]), 1);
    let notes = said["data_health"].as_array().expect("notes");
    let narrow = notes.iter().find(|note| note["kind"] == "too-narrow").expect("a note");
    assert!(narrow["examples"][0].as_str().is_some_and(|place| place.starts_with("deals.csv line 15")), "{narrow}");
    assert!(narrow["advice"].as_str().is_some_and(|advice| advice.contains("as many cells as there are headings")));
}

#[test]
fn a_finding_about_an_event_leads_to_the_cell_of_the_event() {
    let home = support::run_files(&[
        (
            "deals.csv".to_owned(),
            "deal_id,deal_name,stage,is_won,closed_at,owner,success_metric\n\
             D-1,Acme,closedwon,true,2026-03-02,Ada Plain,\n"
                .to_owned(),
        ),
        (
            "onboarding.csv".to_owned(),
            "project_id,deal_id,csm,sync_at,kickoff_planned_at,kickoff_at\n\
             P-1,D-1,Cy Rho,2026-03-20,2026-03-09,2026-03-30\n"
                .to_owned(),
        ),
        ("audit.toml".to_owned(), "[audit]\nas_of = 2026-06-01\n".to_owned()),
    ]);
    let audit: Value = read_audit(&home.path().join("out"));
    let findings = audit["worklist"][0]["findings"].as_array().expect("findings");
    for (code, column, days) in [
        ("HA603", "sync_at", "won on 2026-03-02, sync held on 2026-03-20: after the service level"),
        ("HA605", "kickoff_at", "won on 2026-03-02, kickoff held on 2026-03-30: after the service level"),
        ("HA606", "kickoff_at", "planned for 2026-03-09, held on 2026-03-30"),
    ] {
        let finding = findings.iter().find(|finding| finding["code"] == code).expect("the finding");
        assert_eq!(finding["evidence"], days, "{code}");
        let places = ["deals.csv line 2".to_owned(), format!("onboarding.csv line 2, column \"{column}\"")];
        assert_eq!(finding["origins"], serde_json::json!(places), "{code}");
    }
}

/// A date that nobody can read leaves its deal out of what it decides, and hides nothing of the others.
#[test]
fn one_cell_that_cannot_be_read_hides_no_figure_of_the_others() {
    let deal = |id: usize, start: &str| {
        format!(
            "{id},Closed Won,2026-03-0{id}T10:00:00Z,Ada Ames,Cara Lee,Close the books in {id} days instead of 9,\
             Two teams work in it for {id} weeks,Basic,None,None,Their contract number {id} ends in June,{start}\n"
        )
    };
    let deals = format!(
        "deal_id,stage,closed_at,owner,csm,success_metric,first_value_criteria,product,verbal_commitments,\
         implementation_risks,why_now,contract_start\n{}{}{}",
        deal(1, "2026-04-01"),
        deal(2, "2026-04-01"),
        deal(3, "2026-13-45")
    );
    let (mut people, mut log) = ("deal_id,contact_name,role\n".to_owned(), "deal_id,event,occurred_at\n".to_owned());
    for id in 1..=3 {
        people += &format!("{id},Uma Ueda,Champion\n{id},Eva Eco,Economic Buyer\n");
        log += &format!("{id},accepted,2026-03-1{id}T10:00:00Z\n");
    }
    let settings = "[audit]\nas_of = 2026-05-01\n";
    let audit = audit_of(&[
        ("deals.csv", &deals),
        ("deal_contacts.csv", &people),
        ("reviews.csv", &log),
        ("audit.toml", settings),
    ]);
    let figures = audit["metrics"].as_array().expect("figures");
    let whole = |id: &str| {
        let figure = figures.iter().find(|one| one["id"] == id && one["cohort"]["dimension"] == "all").expect(id);
        (figure["numerator"].as_f64(), figure["denominator"].as_f64(), figure["excluded"]["unreadable_cell"].as_u64())
    };
    assert_eq!(whole("verified_acceptance_rate"), (Some(2.0), Some(2.0), Some(1)));
    assert_eq!(whole("rubber_stamp_rate"), (Some(0.0), Some(2.0), Some(1)));
    let verified =
        audit["verdict"]["alternatives"].as_array().expect("readings").iter().find(|one| one["id"] == "verified");
    assert_eq!(verified.expect("a reading")["denominator"], 2);
    let rule = audit["rules"].as_array().expect("rules").iter().find(|rule| rule["code"] == "HA104").expect("HA104");
    assert_eq!(rule["unknowable"]["a cell that could not be read"], 1, "{rule}");
}

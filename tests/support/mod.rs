//! What the integration tests share: the program in a clean environment, and small folders of exports.

#![allow(dead_code, reason = "each test binary uses its share")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// The program, knowing nothing of the machine's locale, zone or home.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handoff-audit"));
    command.env_clear();
    command
}

/// Says on the terminal, past the test harness's capture, that checks are skipped for want of something; under CI they
/// must run.
pub(crate) fn skip(checks: &str, missing: &str) {
    assert!(std::env::var("CI").as_deref() != Ok("true"), "under CI the {checks} must run, but {missing} is missing");
    let _ = writeln!(std::io::stderr(), "{checks} skipped: {missing} is missing");
}

/// Runs the program and gives what it said.
pub(crate) fn call(arguments: &[&str]) -> Output {
    program().args(arguments).output().expect("the program starts")
}

/// What `check` says of a folder or settings file; its messages follow.
pub(crate) fn checked(source: &Path) -> Value {
    let output = call(&["check", source.to_str().expect("plain"), "--format", "json"]);
    let mut documents = serde_json::Deserializer::from_slice(&output.stdout).into_iter();
    documents.next().expect("a document").expect("JSON")
}

/// The demo's report in `out` of a folder that goes away again.
pub(crate) fn demo() -> TempDir {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("out");
    let output = call(&["demo", "--out", out.to_str().expect("a plain path")]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    home
}

/// Writes files into a folder `exports` and runs the program on it into `out`.
pub(crate) fn run_files(files: &[(String, String)]) -> TempDir {
    let home = tempfile::tempdir().expect("a folder");
    write_files(&home.path().join("exports"), files);
    let (exports, out) = (home.path().join("exports"), home.path().join("out"));
    let output = call(&["run", exports.to_str().expect("plain"), "--out", out.to_str().expect("plain")]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    home
}

/// Files into a new folder.
pub(crate) fn write_files(folder: &Path, files: &[(String, String)]) {
    fs::create_dir_all(folder).expect("a new folder");
    for (name, text) in files {
        fs::write(folder.join(name), text).expect("written");
    }
}

/// The `audit.json` of an output folder.
pub(crate) fn read_audit(out: &Path) -> Value {
    serde_json::from_slice(&fs::read(out.join("audit.json")).expect("audit.json")).expect("JSON")
}

/// What the program says of these files.
pub(crate) fn audit_of(files: &[(&str, &str)]) -> Value {
    let files: Vec<(String, String)> = files.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect();
    read_audit(&run_files(&files).path().join("out"))
}

/// The note of data health of a kind, in an audit or in what `check` says.
pub(crate) fn note<'a>(document: &'a Value, kind: &str) -> Option<&'a Value> {
    document["data_health"].as_array().expect("notes").iter().find(|note| note["kind"] == kind)
}

/// The ids of the deals, in their order.
pub(crate) fn ids(audit: &Value) -> Vec<&str> {
    let deals = audit["deals"].as_array().expect("deals").iter();
    let mut ids: Vec<&str> = deals.filter_map(|deal| deal["deal_id"].as_str()).collect();
    ids.sort_unstable();
    ids
}

/// Numerator and denominator of a figure over all deals; both 0 where it has none.
pub(crate) fn counts(audit: &Value, id: &str) -> (u64, u64) {
    let is_wanted = |metric: &&Value| metric["id"] == id && metric["cohort"]["dimension"] == "all";
    let metric = audit["metrics"].as_array().expect("metrics").iter().find(is_wanted).expect(id);
    let count = |name: &str| metric[name].as_f64().unwrap_or(0.0) as u64;
    (count("numerator"), count("denominator"))
}

/// Four won deals of four accounts, two of which are called almost the same.
pub(crate) const FOUR_DEALS: &str =
    "Record ID,Deal Name,Deal Stage,Close Date,Create Date,Deal owner,Associated Company IDs,Associated Company
1,Alpha,Closed Won,2026-01-05,2025-12-01,Ada,10,Acme Inc.
2,Beta,Closed Won,2026-01-06,2025-12-02,Ada,20,Bolt GmbH
3,Gamma,Closed Won,2026-01-07,2025-12-03,Bo,30,Twin
4,Delta,Closed Won,2026-01-08,2025-12-04,Bo,40,Twin Ltd
";

/// Names, notes and ids that try to run, to break out, to steer, or to become formulas.
pub(crate) const HOSTILE: [&str; 12] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "</style><svg onload=alert(1)>",
    "=HYPERLINK(\"http://evil.example\",\"x\")",
    "+1-1",
    "@SUM(A1:A9)",
    "{{ 7 * 7 }}{% raw %}",
    "\u{202E}gnp.exe",
    "&lt;b&gt; &amp; <b>bold</b>",
    "a\u{0}b\u{7}c",
    "javascript:alert(1)",
    "Ünïcödé 名前 😀 and a very long name that goes on and on and on without any end in sight at all, really",
];

/// A folder of generic exports in which every text is hostile.
pub(crate) fn hostile_exports() -> Vec<(String, String)> {
    let mut deals = csv::Writer::from_writer(Vec::new());
    let mut reviews = csv::Writer::from_writer(Vec::new());
    let heading = [
        "deal_id",
        "deal_name",
        "stage",
        "closed_at",
        "owner",
        "csm",
        "segment",
        "region",
        "product",
        "success_metric",
        "why_now",
    ];
    deals.write_record(heading).expect("written");
    reviews.write_record(["deal_id", "event", "occurred_at", "reason"]).expect("written");
    for (number, text) in HOSTILE.iter().enumerate() {
        let id = format!("{text} {number}");
        let closed = format!("2026-05-{:02}", number + 1);
        deals
            .write_record([id.as_str(), text, "Closed Won", &closed, text, text, text, text, text, text, text])
            .expect("written");
        reviews.write_record([id.as_str(), "accepted", &format!("{closed}T12:00:00Z"), text]).expect("written");
    }
    let text = |writer: csv::Writer<Vec<u8>>| String::from_utf8(writer.into_inner().expect("flushed")).expect("text");
    vec![("deals.csv".to_owned(), text(deals)), ("reviews.csv".to_owned(), text(reviews))]
}

/// A deal in full: answers, gaps, contacts, a commitment, risks, reviews and onboarding; and one whose every text is
/// hostile. What a brief shows is in here.
pub(crate) fn brief_exports() -> Vec<(String, String)> {
    let bad = HOSTILE[0];
    let deals = format!(
        "deal_id,deal_name,account_id,account_name,stage,won_at,amount,currency,owner,csm,segment,region,product,contract_term_months,\
         contract_start,billing_terms,why_now,success_metric,executive_sponsor,verbal_commitments,implementation_risks,\
         existing_tools,business_goals,user_requirements,special_terms,first_value_criteria,integrations\n\
         D-1,Acme Logistics: dispatch,A-1,Acme Logistics,Closed Won,2026-05-04T10:00:00Z,48000,EUR,Ada Plain,Ivy Care,Mid-Market,DACH,\
         Dispatch;Mobile,24,2026-06-01,\"Yearly in advance, 30 days\",Their contract with the old vendor ends on 30 June,\
         Close the month in 5 days instead of 12,Uma Ueda,None,Data owner is on leave until 9 June,xxx,\
         One view of every job for regional managers,Managers need a weekly mail with 7 figures,First 4 months at half price,,\n\
         D-2,{bad},A-2,{bad},Closed Won,2026-05-06T10:00:00Z,1,EUR,{bad},{bad},{bad},{bad},{bad},1,2026-06-01,{bad},{bad},{bad},{bad},\
         {bad},{bad},{bad},{bad},{bad},{bad},{bad},{bad}\n\
         D-3,Twin,A-3,Twin,Closed Won,2026-05-07T10:00:00Z,1,EUR,Ada Plain,,,,,,,,,,,,,,,,,,\n\
         D-4,Twin,A-3,Twin,Closed Won,2026-05-08T10:00:00Z,1,EUR,ada plain ,,,,,,,,,,,,,,,,,,\n\
         D-5,Lost one,A-3,Twin,Closed Lost,,1,EUR,Ada Plain,,,,,,,,,,,,,,,,,,\n"
    );
    let contacts = format!(
        "deal_id,contact_id,contact_name,role,engagement\nD-1,C-1,Elif Rossi,champion,High\nD-1,C-2,Uma Ueda,executive sponsor,Low\n\
         D-2,C-3,{bad},champion,{bad}\n"
    );
    let commitments = format!(
        "deal_id,text,type,owner,created_at,reviewed_at,due_at\n\
         D-1,Import of 4 years of history at no charge,discount,Ada Plain,2026-05-02,,2026-06-30\nD-2,{bad},{bad},{bad},2026-05-02,,\n"
    );
    let risks = format!(
        "deal_id,text,severity,owner,status,opened_at\nD-1,Legal still reads the processing agreement,high,,open,2026-05-02\n\
         D-1,Network was not ready,low,Ivy Care,closed,2026-04-02\nD-2,{bad},{bad},{bad},open,2026-05-02\n"
    );
    let reviews = "deal_id,event,occurred_at,reviewer,reason,material\n\
                   D-1,submitted,2026-05-05T09:00:00Z,Ada Plain,,\n\
                   D-1,returned,2026-05-05T15:00:00Z,Ivy Care,promised scope unclear,true\n";
    let onboarding = "project_id,deal_id,csm,sync_at,kickoff_planned_at\nP-1,D-1,Ivy Care,2026-05-06T08:00:00Z,2026-05-20T09:00:00Z\n";
    let audit = "[audit]\nas_of = 2026-05-12T12:00:00Z\n\n[links]\ndeal = \"https://crm.example/deals/{id}\"\n";
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    vec![
        file("deals.csv", &deals),
        file("deal_contacts.csv", &contacts),
        file("commitments.csv", &commitments),
        file("risks.csv", &risks),
        file("reviews.csv", reviews),
        file("onboarding.csv", onboarding),
        file("audit.toml", audit),
    ]
}

/// Hostile strings of public lists: two thousand where the lists lie beside the repository, else the committed sample.
pub(crate) fn payloads() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let lists = root.join("../shared/reference/payloads");
    let mut all = Vec::new();
    for (name, n) in [("naughty-strings.jsonl", 545), ("csv-injection.jsonl", 31), ("xss.jsonl", 1424)] {
        let Ok(list) = fs::read_to_string(lists.join(name)) else { continue };
        let list: Vec<String> = list.lines().map(payload).filter(|text| !text.trim().is_empty()).collect();
        all.extend(list.iter().step_by((list.len() / n).max(1)).take(n).cloned());
    }
    if all.is_empty() {
        let sample = fs::read_to_string(root.join("tests/payloads/hostile.jsonl")).expect("the committed sample");
        all = sample.lines().map(payload).collect();
    }
    all
}

/// The committed sample alone.
pub(crate) fn few_payloads() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/payloads/hostile.jsonl");
    fs::read_to_string(path).expect("the committed sample").lines().map(payload).collect()
}

/// Names of every length and script, and signs that no font is ready for: what labels of charts are cut from.
pub(crate) fn names() -> Vec<String> {
    let scripts = [
        "W",
        "Unbreakable",
        "Ein sehr langer Name mit vielen Wörtern und noch mehr davon ",
        "شركة النقل السريع المحدودة للخدمات اللوجستية ",
        "חברת ההובלות המהירה ",
        "株式会社非常に長い名前の物流会社",
        "บริษัทขนส่งด่วนจำกัด",
        "एक बहुत लंबा नाम ",
        "👩‍👩‍👧‍👦🏳️‍🌈😀",
        "Z\u{351}\u{36B}\u{343}\u{36A}\u{302}a\u{315}\u{321}\u{322}l\u{334}\u{340}\u{341}go",
        "\u{FDFD}\u{1242B}\u{2E3B}",
        "Left \u{202E}right\u{2067} and back ",
    ];
    let long = |text: &str, signs: usize| text.chars().cycle().take(signs).collect::<String>();
    scripts.iter().flat_map(|text| [long(text, 12), long(text, 40), long(text, 200)]).collect()
}

fn payload(line: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
    value["payload"].as_str().or(value.as_str()).expect("a text").to_owned()
}

/// Exports whose ids, names, notes, reasons and some headings are these strings. Groups go by forty of them, so that
/// there are groups at all.
pub(crate) fn payload_exports(texts: &[String]) -> Vec<(String, String)> {
    let fixed = [
        "deal_id",
        "deal_name",
        "account_id",
        "account_name",
        "stage",
        "won_at",
        "owner",
        "csm",
        "segment",
        "region",
        "product",
        "lead_source",
        "why_now",
        "success_metric",
        "verbal_commitments",
        "implementation_risks",
        "existing_tools",
    ];
    let is_heading = |text: &&String| text.contains(['<', '=']) && !text.contains(['\r', '\n']);
    let more: Vec<String> = texts.iter().filter(is_heading).step_by(texts.len() / 24 + 1).take(8).cloned().collect();
    let mut deals = csv::Writer::from_writer(Vec::new());
    deals.write_record(fixed.iter().copied().chain(more.iter().map(String::as_str))).expect("written");
    let mut reviews = csv::Writer::from_writer(Vec::new());
    reviews.write_record(["deal_id", "event", "occurred_at", "reviewer", "reason"]).expect("written");
    let mut notes = csv::Writer::from_writer(Vec::new());
    notes.write_record(["deal_id", "type", "direction", "author", "occurred_at", "subject", "body"]).expect("written");
    for (number, text) in texts.iter().enumerate() {
        let group = &texts[(number % 40) * texts.len() / 40];
        let (id, account) = (format!("{text} {number}"), format!("{number}{text}"));
        let day = format!("2026-0{}-{:02}T10:00:00Z", 1 + number % 6, 1 + number % 27);
        let own = [&id, text, &account, text, "Closed Won", &day, group, group, group, group, group, group];
        let said = [text.as_str(); 5];
        let rest = more.iter().map(String::as_str);
        deals.write_record(own.into_iter().chain(said).chain(rest)).expect("written");
        let event = if number % 3 == 0 { "returned" } else { "accepted" };
        reviews.write_record([&id, event, &day, group, text]).expect("written");
        let body = format!("We will deliver {text} by 1 June");
        notes.write_record([&id, "note", "internal", group, &day, text, &body]).expect("written");
    }
    let text = |writer: csv::Writer<Vec<u8>>| String::from_utf8(writer.into_inner().expect("flushed")).expect("text");
    [("deals", deals), ("reviews", reviews), ("activities", notes)]
        .into_iter()
        .map(|(name, writer)| (format!("{name}.csv"), text(writer)))
        .collect()
}

//! Anonymised runs of the program: nothing that names anybody is left in anything that is written, the figures are the same,
//! and a name that is left all the same fails the run.

mod support;

use std::fs;
use std::io::Read;
use std::path::Path;

use serde_json::Value;
use support::{call, read_audit, write_files};
use tempfile::TempDir;

/// Planted in every place that an export can name somebody in; each stands in a field that names somebody at least once.
const ACCOUNT: &str = "Zephyr & Söhne <KG>";
const OTHER_ACCOUNT: &str = "Quixote's \"Mills\"";
const DEAL: &str = "Zephyr rollout 2026";
const AE: &str = "Wanda Vexley";
const CSM: &str = "Ignatius Quill";
const CONTACT: &str = "Oda Brandybuck";
const EMAIL: &str = "oda.brandybuck@zephyr-soehne.example";
const DOMAIN: &str = "zephyr-soehne.example";
const PHONE: &str = "+49 30 5550 1234";
const NOTE: &str = "we promised the purple dashboard before Michaelmas";

fn exports(more_deals: &str) -> Vec<(String, String)> {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let (account, other) = (quoted(ACCOUNT), quoted(OTHER_ACCOUNT));
    let mut deals = String::from(
        "deal_id,deal_name,account_id,account_name,stage,won_at,amount,owner,csm,segment,why_now,verbal_commitments,\
         executive_sponsor\n",
    );
    for number in 1..=6 {
        deals.push_str(&format!(
            "0065G000{number:04}ABC,{DEAL},ACC-ZEPHYR-77,{account},Closed Won,2026-05-0{number}T10:00:00Z,1000,{AE},{CSM},Core,\
             {CONTACT} of {account_plain} called from {PHONE},\"{NOTE}, said {AE}\",{CONTACT}\n",
            account_plain = "Zephyr",
        ));
    }
    deals.push_str(&format!(
        "0065G0000009XYZ,Mills,ACC-QUIXOTE-1,{other},Closed Won,2026-05-09T10:00:00Z,soon {ACCOUNT},{AE},{CSM},Rare,x,{NOTE},\n"
    ));
    deals.push_str(more_deals);
    let accounts = format!(
        "account_id,account_name,domain\nACC-ZEPHYR-77,{account},{DOMAIN}\nACC-QUIXOTE-1,{other},mills-quixote.example\n"
    );
    let contacts = format!(
        "contact_id,account_id,name,email,title\n003CONTACT0001,ACC-ZEPHYR-77,{CONTACT},{EMAIL},Head of Zephyr\n"
    );
    let roles = format!("deal_id,contact_id,contact_name,role\n0065G0000001ABC,003CONTACT0001,{CONTACT},champion\n");
    let activities = format!(
        "activity_id,deal_id,type,direction,author,occurred_at,subject,body\n\
         ACT-0000001,0065G0000001ABC,note,internal,{AE},2026-05-01T09:00:00Z,About {DEAL},\"{CONTACT} <{EMAIL}>: {NOTE}. \
         We promised to ship the SSO integration by 1 June.\"\n"
    );
    let commitments = format!("deal_id,text,type,owner\n0065G0000001ABC,{NOTE} to {CONTACT},timeline,{AE}\n");
    let users = format!(
        "user_id,name,email,team\nUSR-0001,{AE},wanda@vendor-name.example,Sales\nUSR-0002,{CSM},quill@vendor-name.example,CS\n"
    );
    let audit = format!(
        "[audit]\nclient = {client:?}\nname = \"Audit of Zephyr\"\nowner = \"{AE}\"\nas_of = 2026-06-30\n\
         [links]\ndeal = \"https://crm.example/deals/{{id}}\"\n\
         [definitions]\nmin_cohort = {{ value = 5, status = \"confirmed\", by = \"{CSM}\", on = 2026-06-01 }}\n",
        client = ACCOUNT
    );
    let asked = format!("[cs_can_reject]\nanswer = \"yes\"\nby = \"{CSM}\"\non = 2026-06-01\nnote = \"{AE} agrees\"\n");
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    vec![
        file("zephyr deals.csv", &deals),
        file("accounts.csv", &accounts),
        file("contacts.csv", &contacts),
        file("deal_contacts.csv", &roles),
        file("activities.csv", &activities),
        file("commitments.csv", &commitments),
        file("users.csv", &users),
        file("audit.toml", &audit),
        file("questionnaire.toml", &asked),
    ]
}

fn anonymised(files: &[(String, String)], options: &[&str]) -> (TempDir, std::process::Output) {
    let home = tempfile::tempdir().expect("a folder");
    write_files(&home.path().join("exports"), files);
    let (source, out) = (home.path().join("exports"), home.path().join("out"));
    let fixed = ["run", source.to_str().expect("plain"), "--out", out.to_str().expect("plain")];
    let output = call(&[&fixed[..], options].concat());
    (home, output)
}

/// Everything that was written and said, in lower case, escapes undone, with the names of the files.
fn everything(home: &Path, output: &std::process::Output) -> String {
    let mut texts = String::from_utf8_lossy(&output.stdout).replace(&*home.to_string_lossy(), "");
    collect(&home.join("out"), &mut texts);
    let escapes = [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'")];
    escapes.iter().fold(texts, |texts, (from, to)| texts.replace(from, to)).to_lowercase()
}

fn collect(folder: &Path, texts: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        texts.push_str(&format!("\n{}\n", entry.file_name().to_string_lossy()));
        if path.is_dir() {
            collect(&path, texts);
        } else if path.extension().is_some_and(|ending| ending == "xlsx") {
            let mut archive = zip::ZipArchive::new(fs::File::open(&path).expect("opened")).expect("an archive");
            for index in 0..archive.len() {
                archive.by_index(index).expect("a part").read_to_string(texts).expect("text");
            }
        } else {
            texts.push_str(&String::from_utf8_lossy(&fs::read(&path).expect("read")));
        }
    }
}

fn audit(home: &TempDir) -> Value {
    read_audit(&home.path().join("out"))
}

fn left<'t>(home: &TempDir, output: &std::process::Output, planted: &[&'t str]) -> Vec<&'t str> {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let all = everything(home.path(), output);
    planted.iter().copied().filter(|name| all.contains(&name.to_lowercase())).collect()
}

const ACCOUNTS: [&str; 7] =
    [ACCOUNT, OTHER_ACCOUNT, DEAL, DOMAIN, "0065G0000001ABC", "ACC-ZEPHYR-77", "Audit of Zephyr"];
const PEOPLE: [&str; 6] = [AE, CSM, CONTACT, EMAIL, PHONE, "vendor-name"];

/// Where `[links]` leads.
const LINK: &str = "https://crm.example/deals/";

#[test]
fn nobody_is_named_in_anything_that_is_written() {
    let words = ["purple dashboard", "Zephyr", "Michaelmas"];
    let options = ["--briefs", "all", "--charts", "--parquet", "--names", "--view", "gap"];
    for (what, withheld, shown) in [
        ("accounts,people,text", [&ACCOUNTS[..], &PEOPLE, &words, &[LINK]].concat(), vec![]),
        ("accounts", [&ACCOUNTS[..], &[EMAIL, LINK]].concat(), vec![AE, CSM, "purple dashboard"]),
        ("people", [&PEOPLE[..], &[LINK]].concat(), vec![DEAL, "purple dashboard"]),
        ("text", vec!["purple dashboard", "Michaelmas"], vec![AE, DEAL, LINK]),
    ] {
        let (home, output) = anonymised(&exports(""), &[&options[..], &["--anonymise", what]].concat());
        assert_eq!(left(&home, &output, &withheld), [""; 0], "{what}");
        assert_eq!(left(&home, &output, &shown), shown, "{what}");
    }
}

/// A report of a CRM, which has names and no ids.
#[test]
fn names_that_stand_for_ids_are_withheld_like_ids() {
    let rows: String =
        (1..=6).map(|day| format!("{DEAL} {day},\"{ACCOUNT}\",Closed Won,2026-05-0{day},1000,{AE}\n")).collect();
    let report = format!("Opportunity Name,Account Name,Stage,Close Date,Amount,Opportunity Owner\n{rows}");
    let calls = format!(
        "Subject,Date,Assigned,Account Name,Opportunity,Task Subtype\nHello,2026-05-20,{CSM},\"{ACCOUNT}\",{DEAL} 2,Call\n"
    );
    let files = [("report.csv".to_owned(), report), ("calls.csv".to_owned(), calls)];
    let (home, output) = anonymised(&files, &["--briefs", "all", "--anonymise", "accounts,people"]);
    assert_eq!(left(&home, &output, &[ACCOUNT, DEAL, AE, CSM]), [""; 0]);
    let deals = audit(&home)["deals"].as_array().expect("deals").clone();
    let accounts: std::collections::BTreeSet<&str> =
        deals.iter().filter_map(|deal| deal["account_id"].as_str()).collect();
    assert_eq!((deals.len(), accounts.len()), (6, 1), "{accounts:?}");
}

#[test]
fn the_words_of_commitments_can_be_withheld_alone() {
    let (home, output) = anonymised(&exports(""), &["--briefs", "all", "--withhold-text"]);
    assert_eq!(left(&home, &output, &["purple dashboard", "ship the SSO", AE, "called from"]), [AE, "called from"]);
}

#[test]
fn a_name_that_is_left_fails_the_run_and_leaves_no_report() {
    // A customer's name as the name of a segment: groups keep their names.
    let deal = |number: u32| {
        format!(
            "D-{number},Other {number},ACC-{number},Other,Closed Won,2026-05-01T10:00:00Z,1,{AE},{CSM},Plan of {DEAL},x,x,x\n"
        )
    };
    let more: String = (100..106).map(deal).collect();
    let (home, output) = anonymised(&exports(&more), &["--anonymise", "accounts,people"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(4), "{said}");
    assert!(!home.path().join("out").exists());
    assert!(said.contains("still in the outputs") && said.contains("deals file line 2"), "{said}");
    assert!(!said.contains(DEAL), "the message names it: {said}");
    let beside = fs::read_dir(home.path()).expect("listed").count();
    assert_eq!(beside, 1, "a draft was left");
}

#[test]
fn a_name_that_is_an_ordinary_word_can_be_named_as_one() {
    let deal = |number: u32| {
        format!(
            "D-{number},Strategic,ACC-{number},Other,Closed Won,2026-05-01T10:00:00Z,1,{AE},{CSM},Strategic,x,x,x\n"
        )
    };
    let mut files = exports(&(100..106).map(deal).collect::<String>());
    assert_eq!(anonymised(&files, &["--anonymise", "accounts"]).1.status.code(), Some(4));
    for (name, text) in &mut files {
        if name == "audit.toml" {
            text.push_str("\n[anonymise]\nwithhold = [\"accounts\"]\nordinary_words = [\"Strategic\"]\n");
        }
    }
    let (home, output) = anonymised(&files, &[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    // With the account that is called "Other".
    assert_eq!(audit(&home)["anonymised"]["names_ordinary"], 2);
}

#[test]
fn the_figures_are_those_of_the_open_audit() {
    let home = tempfile::tempdir().expect("a folder");
    let path = |name: &str| home.path().join(name).to_str().expect("plain").to_owned();
    assert!(call(&["sample", "--deals", "45", "--seed", "3", "--out", &path("exports")]).status.success());
    let run = |options: &[&str]| {
        let output = call(&[&["run", &path("exports"), "--out", &path("out")], options].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        audit(&home)
    };
    let (open, told) = (run(&[]), run(&["--anonymise", "accounts,people,text"]));
    // Comparisons within segments are made within merged groups.
    let whole = |audit: &Value| -> Vec<(String, Value, Value)> {
        let all = audit["metrics"].as_array().expect("a list").iter();
        all.filter(|metric| metric["cohort"]["dimension"] == "all" && !metric["id"].to_string().contains("_mh_"))
            .map(|metric| (metric["id"].to_string(), metric["value"].clone(), metric["denominator"].clone()))
            .collect()
    };
    let (open_whole, told_whole) = (whole(&open), whole(&told));
    assert_eq!(open_whole.len(), told_whole.len());
    for (one, other) in open_whole.iter().zip(&told_whole) {
        assert_eq!(one, other);
    }
    for key in ["population", "work", "ball", "readiness", "rules", "maturity"] {
        assert_eq!(open[key], told[key], "{key}");
    }
    assert_eq!(open["verdict"]["value"], told["verdict"]["value"]);
    let scores = |audit: &Value| -> Vec<Value> {
        audit["deals"].as_array().expect("a list").iter().map(|deal| deal["scores"].clone()).collect()
    };
    assert_eq!(scores(&open), scores(&told));
    let is_group = |metric: &&Value| ["ae", "csm", "segment"].iter().any(|name| metric["cohort"]["dimension"] == *name);
    let groups = told["metrics"].as_array().expect("a list").iter().filter(is_group);
    // Deals that name nobody are no group: nothing tells them from others.
    let groups = groups.filter(|metric| metric["cohort"]["value"] != "(blank)");
    let rates: Vec<&Value> = groups.filter(|metric| metric["id"] == "acceptance_rate").collect();
    assert!(rates.len() > 2, "{rates:?}");
    let is_small = |metric: &&&Value| metric["denominator"].as_f64().is_some_and(|cases| (1.0..4.0).contains(&cases));
    assert_eq!(rates.iter().filter(is_small).count(), 0, "{rates:?}");
}

#[test]
fn pseudonyms_are_the_same_under_one_key_and_under_no_other() {
    let with_key = |key: &str, more: &str| {
        let mut files = exports(more);
        for (name, text) in &mut files {
            if name == "audit.toml" {
                text.push_str(&format!("\n[anonymise]\nkey = \"{key}\"\n"));
            }
        }
        let (home, output) = anonymised(&files, &["--anonymise", "accounts,people"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let ids =
            audit(&home)["deals"].as_array().expect("a list").iter().map(|deal| deal["deal_id"].to_string()).collect();
        (home, ids)
    };
    let more = "D-1000001,New one,ACC-NEW,Newcomers,Closed Won,2026-05-20T10:00:00Z,1,Ann Other,Ann Other,Core,x,x,x\n";
    let (may, may_ids): (_, Vec<String>) = with_key("a long and random secret", "");
    let (_june, june_ids): (_, Vec<String>) = with_key("a long and random secret", more);
    let (_other, other_ids): (_, Vec<String>) = with_key("another long random secret", "");
    assert!(may_ids.iter().all(|id| june_ids.contains(id)));
    assert!(!may_ids.iter().any(|id| other_ids.contains(id)));
    // A baseline under other names compares nothing.
    let baseline = may.path().join("out/audit.json");
    let (_home, output) = anonymised(&exports(more), &["--baseline", baseline.to_str().expect("plain")]);
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("other names"));
}

#[test]
fn what_cannot_be_withheld_is_said() {
    let (_home, output) = anonymised(&exports(""), &["--anonymise", "accounts,prices"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("accounts, people, text or promises"));
}

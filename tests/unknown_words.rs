//! Words that no rule knows: roles of contacts, several in a cell, and outcomes of talks.

mod support;

use serde_json::Value;
use support::{audit_of, call, note, write_files};

const DEALS: &str = "deal_id,deal_name,stage,deal_type,closed_at
1,Alpha,Closed Won,New Business,2026-01-05
2,Beta,Closed Won,New Business,2026-01-05
";

/// Champion, economic buyer, technical evaluator: the deals of which each is missing.
fn missing(audit: &Value) -> [u64; 3] {
    let rules = audit["rules"].as_array().expect("rules");
    let found = |code: &str| rules.iter().find(|rule| rule["code"] == code).expect(code)["deals"].as_u64();
    ["HA403", "HA404", "HA405"].map(|code| found(code).expect("a count"))
}

#[test]
fn each_role_of_a_cell_is_a_role() {
    let contacts = "deal_id,contact_id,contact_name,role\n1,c1,Max Muster,\"Champion, Economic buyer\"\n\
                    1,c2,Eva Eck,Technical evaluator / Owner\n2,c3,Kim Kurz,Champion|Economic buyer+Technical evaluator\n";
    let audit = audit_of(&[("deals.csv", DEALS), ("deal_contacts.csv", contacts)]);
    assert_eq!(missing(&audit), [0; 3]);
}

#[test]
fn each_told_role_of_a_cell_is_read() {
    let contacts = "deal_id,contact_id,contact_name,role\n1,c1,Max Muster,\"Geldgeber, Treiber / Technik\"\n\
                    2,c2,Eva Eck,Geldgeber; Treiber\n";
    let settings = "[audit]\nas_of = 2026-02-01\n[[source]]\npath = \"deals.csv\"\n[[source]]\npath = \"dc.csv\"\n\
                    table = \"deal_contacts\"\n[source.values.role]\nGeldgeber = \"economic buyer\"\n\
                    Treiber = \"champion\"\n\"Technik\" = \"technical evaluator\"\n";
    let audit = audit_of(&[("audit.toml", settings), ("deals.csv", DEALS), ("dc.csv", contacts)]);
    assert_eq!(missing(&audit), [0, 0, 1]);
}

#[test]
fn roles_that_are_not_known_are_named() {
    let contacts = "deal_id,contact_id,contact_name,role\n1,c1,Max Muster,\"Geldgeber, Champion\"\n1,c2,Eva Eck,tbd\n\
                    1,c3,Al Ott,Decision Maker\n2,c4,Kim Kurz,Geldgeber/Treiber\n2,c5,Uwe Ulm,Economic Buyer\n";
    let files = [("deals.csv", DEALS), ("deal_contacts.csv", contacts)];
    let audit = audit_of(&files);
    let told = note(&audit, "unknown-word").expect("unknown roles");
    assert_eq!(told["count"], 2, "{told:#}");
    assert_eq!(told["examples"][0], "\u{201c}Geldgeber\u{201d}: 2 rows");
    assert_eq!(told["examples"][1], "\u{201c}Treiber\u{201d}: 1 row");
    let advice = told["advice"].as_str().expect("an advice");
    assert!(advice.ends_with("values.role = { \"Geldgeber\" = \"\", \"Treiber\" = \"\" }"), "{advice}");
    let home = tempfile::tempdir().expect("a folder");
    write_files(home.path(), &files.map(|(name, text)| (name.into(), text.into())));
    let init = call(&["init", home.path().to_str().expect("plain")]);
    let settings = std::fs::read_to_string(home.path().join("audit.toml")).expect("an audit.toml");
    assert!(init.status.success() && settings.contains("# \"Treiber\" = \"\""), "{settings}");
}

/// The roles of contacts stand in where a deal says none of its own.
#[test]
fn roles_of_contacts_are_asked_where_deals_have_none() {
    let contacts = "contact_id,name,role\nc1,Max Muster,Geldgeber\n";
    let count = |on_deal: &str| {
        let audit = audit_of(&[("deals.csv", DEALS), ("contacts.csv", contacts), ("deal_contacts.csv", on_deal)]);
        note(&audit, "unknown-word").map(|told| told["count"].clone())
    };
    assert_eq!(count("deal_id,contact_id\n1,c1\n"), Some(1.into()));
    assert_eq!(count("deal_id,contact_id,role\n1,c1,Champion\n"), None);
}

/// A checklist may ask for roles that no rule knows.
#[test]
fn a_role_of_the_checklist_is_known() {
    let contacts = "deal_id,contact_id,contact_name,role\n1,c1,Max Muster,IT/Ops lead\n2,c2,Eva Eck,Pate\n";
    let settings = "[audit]\nas_of = 2026-02-01\n[[checklist.item]]\nid = \"it_lead\"\nquestion = \"Who runs IT?\"\n\
                    category = \"context\"\nsources = [\"role:IT/Ops lead\"]\n";
    let files = [("audit.toml", settings), ("deals.csv", DEALS), ("deal_contacts.csv", contacts)];
    let audit = audit_of(&files);
    let told = note(&audit, "unknown-word").expect("one unknown role");
    assert_eq!((&told["count"], &told["examples"][0]), (&1.into(), &"\u{201c}Pate\u{201d}: 1 row".into()));
}

/// A meeting of any other outcome than these counts as held: what the export calls it must be seen.
#[test]
fn outcomes_of_talks_that_are_not_known_are_named() {
    let head = "activity_id,deal_id,type,author,direction,occurred_at,outcome\n";
    let rows = "1,1,call,Cy,outbound,2026-01-06,nicht da\n2,1,meeting,Cy,outbound,2026-01-06,No-Show\n\
                3,2,call,Cy,outbound,2026-01-06,Left voicemail\n4,2,task,Cy,outbound,2026-01-06,erledigt\n";
    let audit = audit_of(&[("deals.csv", DEALS), ("activities.csv", &format!("{head}{rows}"))]);
    let told = note(&audit, "other-word").expect("an unknown outcome");
    assert_eq!((&told["count"], &told["examples"][0]), (&1.into(), &"\u{201c}nicht da\u{201d}: 1 row".into()));
    assert!(told["sentence"].as_str().is_some_and(|said| said.ends_with("and counts as held")), "{told:#}");
}

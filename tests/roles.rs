//! Roles of contacts: several in a cell, and words that no rule knows.

mod support;

use serde_json::Value;
use support::audit_of;

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

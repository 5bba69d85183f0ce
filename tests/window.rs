//! What a window of closing dates changes is which deals are looked at, not what is said of each.

mod support;

use support::audit_of;

#[test]
fn a_text_that_an_owner_pastes_is_boilerplate_in_every_window() {
    let row = |n: usize| format!("{n},Deal {n},Closed Won,2026-0{n}-05,Ann,They want to grow and to scale with us\n");
    let deals = "deal_id,deal_name,stage,closed_at,owner,why_now\n".to_owned() + &(1..=6).map(row).collect::<String>();
    let states = |window: &str| {
        let settings = format!("[audit]\nas_of = 2026-09-01\n{window}");
        let audit = audit_of(&[("deals.csv", &deals), ("audit.toml", &settings)]);
        let deals = audit["deals"].as_array().expect("deals").clone();
        deals.iter().map(|deal| deal["fields"]["why_now"].as_str().expect("a state").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(states(""), ["placeholder"; 6]);
    assert_eq!(states("from = 2026-03-01\nto = 2026-05-01\n"), ["placeholder"; 2]);
}

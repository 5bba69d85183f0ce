//! The README's table of rules is the registry's. `UPDATE_GOLDEN=1 cargo test --test readme` writes it anew.

use std::fs;
use std::path::Path;

use handoff_audit::rules::{self, population};

const BEGIN: &str = "<!-- rules: begin -->\n";
const END: &str = "<!-- rules: end -->";

fn table() -> String {
    let packet = rules::ALL
        .iter()
        .map(|rule| (rule.code, rule.slug, rule.severity.name(), rule.owner.name(), rule.failing_title));
    let population = population::ALL
        .iter()
        .map(|rule| (rule.code, rule.slug, rule.severity.name(), rule.owner.name(), rule.failing_title));
    let mut lines =
        vec!["| code | name | severity | answered by | says |".to_owned(), "|---|---|---|---|---|".to_owned()];
    lines.extend(
        packet.chain(population).map(|(code, slug, severity, owner, title)| {
            format!("| {code} | {slug} | {severity} | {owner} | {title} |")
        }),
    );
    lines.join("\n") + "\n"
}

#[test]
fn the_table_of_rules_is_the_registrys() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = fs::read_to_string(&path).expect("the README");
    let begin = text.find(BEGIN).expect("the begin mark") + BEGIN.len();
    let end = text.find(END).expect("the end mark");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, format!("{}{}{}", &text[..begin], table(), &text[end..])).expect("written");
        return;
    }
    assert_eq!(&text[begin..end], table(), "UPDATE_GOLDEN=1 cargo test --test readme writes it anew");
}

//! `explain ITEM`: what an item of the checklist asks for, of whom, and where its answer is read.

use std::path::Path;

use handoff_audit::settings::{Checklist, Item, Measure, Settings, Tier};

use super::Console;

/// The ids of the shipped checklist, in its order.
pub(crate) fn names() -> Vec<String> {
    shipped().items.into_iter().map(|item| item.id).collect()
}

/// The items that can be explained, a line each.
pub(crate) fn list(console: &mut Console) {
    console.say("\nitems of the checklist:");
    for name in names() {
        console.say(&format!("  {name}"));
    }
}

/// What an item asks; `None` when the shipped checklist has none of that name.
pub(crate) fn page(name: &str) -> Option<String> {
    shipped().items.iter().find(|item| item.id == name).map(of_item)
}

fn shipped() -> Checklist {
    Settings::defaults(Path::new(".")).checklist
}

fn of_item(item: &Item) -> String {
    let tiers = [Tier::HighTouch, Tier::LowTouch, Tier::Renewal];
    let required: Vec<&str> = tiers.into_iter().filter(|&tier| item.is_required(tier)).map(Tier::name).collect();
    let required =
        if required.is_empty() { "no tier; scored where it is answered".to_owned() } else { required.join(", ") };
    let vague = match item.measure {
        Some(Measure::Number) => "\nvague:    without a number, a date, or a named measure and its direction",
        Some(Measure::Event) => "\nvague:    without an event, a date, a deadline or a change",
        Some(Measure::Person) => "\nvague:    a team or a queue, where a person is asked for",
        None => "",
    };
    let none = if item.none_ok { "an answer" } else { "no answer" };
    format!(
        "{} (checklist, {})\n\nasks:     {}\nread in:  {}\nrequired: {required}{vague}\n\"none\":   {none}",
        item.id,
        item.category.name(),
        item.question,
        item.source_names.join(" or ")
    )
}

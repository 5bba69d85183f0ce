//! `explain TABLE` and `explain FIELD`: the headings that are known whatever system a file comes from.

use handoff_audit::domain::{TableKind, ValueKind};

use super::Console;

/// The names of all tables and fields.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    let fields = TableKind::ALL.into_iter().flat_map(TableKind::fields).map(|field| field.name.as_str());
    TableKind::ALL.into_iter().map(TableKind::name).chain(fields)
}

/// The tables that can be explained.
pub(crate) fn list(console: &mut Console) {
    console.say("\ntables, each with the headings that are always known:");
    for table in TableKind::ALL {
        console.say(&format!("  {}", table.name()));
    }
}

/// What a table's headings are, or where a field belongs; `None` when the name is neither.
pub(crate) fn page(name: &str) -> Option<String> {
    TableKind::named(name).map(of_table).or_else(|| of_field(name))
}

fn of_table(table: TableKind) -> String {
    let head = format!(
        "{}\n\nheadings that are known in any file, in any order; every one but those that tell the table may be absent:",
        table.name()
    );
    let lines = table.fields().iter().map(|field| format!("  {:<28} {}", field.name, holds(field.kind)));
    std::iter::once(head).chain(lines).collect::<Vec<_>>().join("\n")
}

fn of_field(name: &str) -> Option<String> {
    let holding: Vec<(TableKind, ValueKind)> = TableKind::ALL
        .into_iter()
        .filter_map(|table| Some((table, table.fields().get(table.field(name)?)?.kind)))
        .collect();
    let &(_, kind) = holding.first()?;
    let tables: Vec<&str> = holding.iter().map(|(table, _)| table.name()).collect();
    Some(format!(
        "{name}\n\ntable:    {}\nholds:    {}\nheading:  {name}, or one that is known of the system; in audit.toml:\n          \
         [source.columns] {name} = \"Heading as exported\"",
        tables.join(", "),
        holds(kind)
    ))
}

/// What the cells are, in words.
fn holds(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Id => "an id, as exported",
        ValueKind::Text => "a short text",
        ValueKind::Longtext => "free text",
        ValueKind::Person => "a name, e-mail address or user id",
        ValueKind::Enum => "one of a few words",
        ValueKind::Bool => "yes or no",
        ValueKind::Number => "a number",
        ValueKind::Money => "an amount of money",
        ValueKind::Percent => "a percentage",
        ValueKind::Date => "a date",
        ValueKind::Datetime => "a date with a time of day",
        ValueKind::When => "a date, better with a time of day",
        ValueKind::List => "values with semicolons between",
        ValueKind::Url => "a link",
    }
}

//! The parts that views are made of: marks, cells, tables, figures with a sentence. Finished strings only.

use serde::Serialize;

use super::super::format;
use super::super::words::parts as words;
use crate::audit::{Audit, BLANK, Deal};

/// A state as a shape, a colour and a word.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Mark {
    /// `met`, `watch`, `missed`, `cannot` or `note`: the shape and the colour.
    pub(crate) kind: &'static str,
    /// The word.
    pub(crate) word: String,
}

impl Mark {
    /// A mark.
    pub(crate) fn new(kind: &'static str, word: impl Into<String>) -> Mark {
        Mark { kind, word: word.into() }
    }
}

/// A cell of a table.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Cell {
    /// What it says.
    pub(crate) text: String,
    /// A second, quieter line.
    pub(crate) sub: Option<String>,
    /// The record that the second line begins with, where it can be opened.
    pub(crate) record: Option<Record>,
    /// A state in front of the text.
    pub(crate) mark: Option<Mark>,
    /// `num`, `soft`, a shade `h0` to `h4`, or nothing.
    pub(crate) class: &'static str,
    /// A place on this page, or a record elsewhere.
    pub(crate) href: Option<String>,
    /// What the script sorts by, where it is not the text.
    pub(crate) sort: Option<String>,
}

impl Cell {
    /// Words.
    pub(crate) fn text(text: impl Into<String>) -> Cell {
        Cell { text: text.into(), ..Cell::default() }
    }

    /// A number, set at the right.
    pub(crate) fn number(text: impl Into<String>) -> Cell {
        Cell { text: text.into(), class: "num", ..Cell::default() }
    }

    /// Words for what is absent.
    pub(crate) fn soft(text: impl Into<String>) -> Cell {
        Cell { text: text.into(), class: "soft", ..Cell::default() }
    }

    /// Words for a number that is absent.
    pub(crate) fn no_number(text: impl Into<String>) -> Cell {
        Cell { text: text.into(), class: "num soft", ..Cell::default() }
    }

    /// A deal by its name, over the id where the name does not say it.
    pub(crate) fn of_deal(name: &str, id: &str) -> Cell {
        let cell = Cell::text(format::called(name, id));
        Cell { sub: format::id_beside(name, id).map(str::to_owned), ..cell }
    }

    /// The day of a moment, in the audit's zone.
    pub(crate) fn day(at: &str, zone: &str) -> Cell {
        let day = Cell { class: "date", ..Cell::text(format::local_date(at, zone)) };
        day.sort(format::sort_day(at, zone))
    }

    /// A state.
    pub(crate) fn mark(mark: Mark) -> Cell {
        Cell { mark: Some(mark), ..Cell::default() }
    }

    /// With a second line.
    pub(crate) fn sub(self, sub: impl Into<String>) -> Cell {
        Cell { sub: Some(sub.into()), ..self }
    }

    /// With what to sort by.
    pub(crate) fn sort(self, sort: impl Into<String>) -> Cell {
        Cell { sort: Some(sort.into()), ..self }
    }

    /// With a link.
    pub(crate) fn link(self, href: impl Into<String>) -> Cell {
        Cell { href: Some(href.into()), ..self }
    }
}

/// A record of the CRM by its id, as a link that opens it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Record {
    /// The id.
    pub(crate) id: String,
    /// Its address.
    pub(crate) href: String,
}

/// A column's head.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Column {
    /// What it says.
    pub(crate) label: &'static str,
    /// `num` for numbers.
    pub(crate) class: &'static str,
}

/// Heads from labels; one that begins with `#` is of numbers.
pub(crate) fn columns(labels: &[&'static str]) -> Vec<Column> {
    let column = |label: &&'static str| match label.strip_prefix('#') {
        Some(label) => Column { label, class: "num" },
        None => Column { label, class: "" },
    };
    labels.iter().map(column).collect()
}

/// What the script filters a deal by.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Facet {
    /// `segment`, `ae`, `csm`, `month` or `state`; `still` marks a row that paper leaves out.
    pub(crate) name: &'static str,
    /// As it is shown in the filter's list.
    pub(crate) value: String,
}

/// The facets of a deal.
pub(crate) fn facets(deal: &Deal, zone: &str) -> Vec<Facet> {
    let named = |text: &str| if text.is_empty() || text == BLANK { words::NOT_NAMED.into() } else { text.to_owned() };
    let state = words::state(deal.is_due, deal.decision);
    let month = format::sort_day(&deal.won_at, zone).chars().take(7).collect();
    [
        ("segment", named(&deal.segment)),
        ("ae", named(&deal.ae)),
        ("csm", named(&deal.csm)),
        ("month", month),
        ("state", state),
    ]
    .map(|(name, value)| Facet { name, value })
    .to_vec()
}

/// A row; its first cell is its head.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Row {
    /// For deep links.
    pub(crate) id: Option<String>,
    /// The row's head and the others.
    pub(crate) cells: Vec<Cell>,
    /// What the script filters it by.
    pub(crate) facets: Vec<Facet>,
}

impl Row {
    /// A row without an id of its own.
    pub(crate) fn new(cells: Vec<Cell>) -> Row {
        Row { cells, ..Row::default() }
    }
}

/// A table with its caption.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Table {
    /// For deep links and the scroll region's name.
    pub(crate) id: String,
    /// What it holds, with how many.
    pub(crate) caption: String,
    /// Heads.
    pub(crate) columns: Vec<Column>,
    /// Rows, in the order that matters.
    pub(crate) rows: Vec<Row>,
    /// Whether the script adds sorting, filtering and paging.
    pub(crate) is_tool: bool,
    /// Said instead of rows when there are none.
    pub(crate) empty: &'static str,
}

impl Table {
    /// A table.
    pub(crate) fn new(
        id: impl Into<String>,
        caption: impl Into<String>,
        labels: &[&'static str],
        rows: Vec<Row>,
    ) -> Table {
        Table {
            id: id.into(),
            caption: caption.into(),
            columns: columns(labels),
            rows,
            is_tool: false,
            empty: words::NOTHING_TO_LIST,
        }
    }
}

/// A chart under the sentence that it shows, with its figures as a table.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Figure {
    /// For deep links.
    pub(crate) id: String,
    /// The finding.
    pub(crate) sentence: String,
    /// The metric's name, and how to read the marks.
    pub(crate) note: String,
    /// The drawing, when there is something to draw.
    pub(crate) svg: Option<String>,
    /// Why there is none, and what would unlock it.
    pub(crate) instead: Option<String>,
    /// The same figures as a table.
    pub(crate) table: Option<Table>,
    /// On how many definitions it rests that nobody has confirmed.
    pub(crate) badge: Option<String>,
}

/// The badge of a figure that rests on choices that nobody has confirmed.
pub(crate) fn badge(audit: &Audit, metric: &str) -> Option<String> {
    let assumed = audit.assumed.get(metric).filter(|list| !list.is_empty())?;
    Some(words::badge(assumed.len() as u64))
}

/// An id made of what is safe in an address: letters, digits, `-`, `_` and dots; the rest becomes `~` and its code point.
pub(crate) fn slug(prefix: &str, text: &str) -> String {
    let mut slug = String::from(prefix);
    for sign in text.chars() {
        match sign {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '.' => slug.push(sign),
            other => slug.push_str(&format!("~{:x}", other as u32)),
        }
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_differ_where_texts_differ() {
        assert_eq!(slug("deal-", "006A.1-x"), "deal-006A.1-x");
        assert_eq!(slug("deal-", "a b"), "deal-a~20b");
        assert_ne!(slug("", "a b"), slug("", "a~20b"));
    }
}

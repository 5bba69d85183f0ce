//! Marks that stand for one deal lead to it.
//!
//! What is clicked is a clear square over the mark. The keyboard passes it by: sixty stops in a row would be in
//! everybody's way, and the tables of the page hold the same deals.

use std::fmt::Write as _;

use minijinja::HtmlEscape;

use super::super::guard::visible;

/// Where a mark leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    /// An anchor on the page.
    pub(crate) href: String,
    /// What it leads to, for those who point at it and for those who do not see it.
    pub(crate) name: String,
}

/// Opens the links of a drawing, which come last in it.
pub(crate) const OPEN: &str = "<g class=\"links\">";

/// The link as a square around a point.
pub(crate) fn write(link: &Link, (x, y): (i32, i32), half: i32, out: &mut String) {
    let (href, name) = (HtmlEscape(&link.href), visible(&link.name));
    let name = HtmlEscape(&name);
    let (left, top, side) = (x - half, y - half, 2 * half);
    // Writing into a string cannot fail.
    _ = write!(
        out,
        "<a href=\"{href}\" tabindex=\"-1\" aria-label=\"{name}\"><title>{name}</title>\
         <rect x=\"{left}\" y=\"{top}\" width=\"{side}\" height=\"{side}\" fill=\"none\" pointer-events=\"all\"/></a>"
    );
}

/// A drawing with its links. An image has nothing inside to reach, so that one with links is a group.
pub(crate) fn add(drawing: String, links: &str) -> String {
    let Some(open) = drawing.strip_suffix("</svg>").filter(|_| !links.is_empty()) else { return drawing };
    let open = open.replacen(" role=\"img\"", " role=\"group\"", 1);
    format!("{open}{OPEN}{links}</g></svg>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_says_where_it_leads_and_holds_no_markup_of_the_data() {
        let mut links = String::new();
        let link = Link { href: "#packet-1".into(), name: "A \"b\" <script>\u{202E}".into() };
        write(&link, (10, 20), 5, &mut links);
        assert!(links.starts_with(
            "<a href=\"#packet-1\" tabindex=\"-1\" aria-label=\"A &quot;b&quot; &lt;script&gt;[U+202E]\">"
        ));
        assert!(links.contains("<rect x=\"5\" y=\"15\" width=\"10\" height=\"10\""), "{links}");
        let drawing = "<svg class=\"wide\" role=\"img\" aria-labelledby=\"t\"><rect/></svg>";
        let linked = add(drawing.into(), &links);
        assert!(linked.contains("role=\"group\"") && linked.ends_with("</a></g></svg>"));
        assert_eq!(add(drawing.into(), ""), drawing);
    }
}

//! What plotters writes, made fit for the page: roles in place of colours, no fixed size, no font, no background.
//!
//! Works on tags only. Text is passed on untouched (plotters has escaped it), and attributes never hold data.

use std::fmt::Write as _;

use super::theme::{DASHED, INKS};

/// The drawing as an inline element of the page. `class` says which width it is, `label` is the id of its sentence.
pub(crate) fn adapt(drawing: &str, class: &str, label: &str) -> String {
    let mut out = String::with_capacity(drawing.len() / 2);
    for piece in drawing.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        if tag.starts_with("svg ") {
            write_root(tag, class, label, &mut out);
        } else {
            write_tag(tag, &mut out);
        }
        out.push_str(text.trim());
    }
    out
}

fn write_root(tag: &str, class: &str, label: &str, out: &mut String) {
    let view = attributes(tag).find(|(name, _)| *name == "viewBox").map_or("0 0 1 1", |(_, value)| value);
    // Writing into a string cannot fail.
    _ = write!(out, "<svg class=\"{class}\" viewBox=\"{view}\" role=\"img\" aria-labelledby=\"{label}\">");
}

fn write_tag(tag: &str, out: &mut String) {
    let body = tag.strip_suffix('/').unwrap_or(tag);
    let name = body.split_whitespace().next().unwrap_or("");
    out.push('<');
    out.push_str(name);
    for (key, value) in attributes(body) {
        match (key, value) {
            ("font-family", _) | ("opacity", "1") | ("stroke", "none") | ("stroke-width", "1") => {}
            ("fill" | "stroke", color) => match role(color) {
                role if role == dashed() => out.push_str(" stroke=\"var(--ink)\" stroke-dasharray=\"4 3\""),
                role => _ = write!(out, " {key}=\"{role}\""),
            },
            ("font-size", size) => _ = write!(out, " font-size=\"{}\"", rounded(size)),
            ("points", points) => _ = write!(out, " points=\"{}\"", points.trim_end()),
            ("font-weight", _) => out.push_str(" font-weight=\"600\""),
            _ => _ = write!(out, " {key}=\"{value}\""),
        }
    }
    out.push_str(if body.len() < tag.len() { "/>" } else { ">" });
}

/// Name and value of every attribute, in order.
fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = tag.split_once(' ').map_or("", |(_, rest)| rest);
    std::iter::from_fn(move || {
        let (name, after) = rest.split_once("=\"")?;
        let (value, after) = after.split_once('"')?;
        rest = after;
        Some((name.trim(), value))
    })
}

fn role(color: &str) -> String {
    let found = INKS.iter().find(|(_, rgb, _)| format!("#{:02X}{:02X}{:02X}", rgb.0, rgb.1, rgb.2) == color);
    found.map_or_else(|| color.to_owned(), |(_, _, name)| format!("var(--{name})"))
}

fn dashed() -> String {
    format!("var(--{DASHED})")
}

fn rounded(size: &str) -> String {
    size.parse::<f64>().map_or_else(|_| size.to_owned(), |size| format!("{:.1}", size))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAWING: &str = "<svg width=\"10\" height=\"20\" viewBox=\"0 0 10 20\" xmlns=\"http://www.w3.org/2000/svg\">\n\
        <rect x=\"1\" y=\"2\" width=\"3\" height=\"4\" opacity=\"1\" fill=\"#2073BC\" stroke=\"none\"/>\n\
        <text x=\"1\" y=\"2\" font-family=\"sans-serif\" font-size=\"10.483870967741936\" opacity=\"1\" fill=\"#1F1F1F\">\n\
        a &lt;b fill=&quot;#2073BC&quot;&gt;\n</text>\n</svg>\n";

    #[test]
    fn roles_replace_colours_and_sizes_go() {
        assert_eq!(
            adapt(DRAWING, "wide", "t"),
            "<svg class=\"wide\" viewBox=\"0 0 10 20\" role=\"img\" aria-labelledby=\"t\">\
             <rect x=\"1\" y=\"2\" width=\"3\" height=\"4\" fill=\"var(--met)\"/>\
             <text x=\"1\" y=\"2\" font-size=\"10.5\" fill=\"var(--ink)\">a &lt;b fill=&quot;#2073BC&quot;&gt;</text></svg>"
        );
    }
}

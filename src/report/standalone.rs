//! The page's charts as files of their own: the wide drawing with its sentence, in the colours of the light theme.

use super::charts::link;
use super::charts::theme::INKS;

/// Name and content of one SVG file a chart, in the order of the page.
pub fn charts(page: &str) -> Vec<(String, String)> {
    page.split("<figure id=\"").skip(1).filter_map(chart).collect()
}

fn chart(figure: &str) -> Option<(String, String)> {
    let (id, rest) = figure.split_once('"')?;
    let figure = rest.split("</figure>").next()?;
    let (_, sentence) = figure.split_once("<bdi>")?;
    let (sentence, _) = sentence.split_once("</bdi>")?;
    let (_, drawing) = figure.split_once("<svg class=\"wide\" viewBox=\"")?;
    let (view, drawing) = drawing.split_once('"')?;
    let (_, marks) = drawing.split_once('>')?;
    let (marks, _) = marks.split_once("</svg>")?;
    // Away from the page there is nothing that a mark could lead to.
    let marks = marks.split(link::OPEN).next()?;
    // Marks are ours; names of inks stand in attributes only, and text of the page is escaped already.
    let mut marks = marks.to_owned();
    for (_, color, name) in INKS {
        let hex = format!("#{:02x}{:02x}{:02x}", color.0, color.1, color.2);
        marks = marks.replace(&format!("=\"var(--{name})\""), &format!("=\"{hex}\""));
    }
    let name = id.trim_start_matches("fig-").replace('~', "_");
    let file = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{view}\" role=\"img\" font-family=\"system-ui, sans-serif\"><title>{sentence}</title>{marks}</svg>\n"
    );
    Some((format!("{name}.svg"), file))
}

#[cfg(test)]
mod tests {
    use super::super::{Drawing, fixtures, index_html};
    use super::*;

    #[test]
    fn each_chart_stands_alone_in_plain_colours() {
        let page = index_html(&fixtures::demo(48), Drawing::default()).unwrap();
        let files = charts(&page);
        assert_eq!(files.len(), page.matches("<svg class=\"wide\"").count());
        assert!(files.len() > 4);
        for (name, content) in &files {
            assert!(name.ends_with(".svg") && content.contains("<title>"), "{name}");
            assert!(!content.contains("var(") && !content.contains("<a "), "{name}");
        }
    }
}

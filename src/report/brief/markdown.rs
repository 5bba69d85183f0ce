//! A brief as Markdown, to paste into a CRM note, a ticket or a chat. Text from the exports is escaped.

use super::super::summary::escaped;
use super::super::words::brief as say;
use super::document::{Document, Extent, Section, document};
use crate::audit::brief::Brief;

/// The whole brief.
pub fn brief_md(brief: &Brief) -> String {
    let page = document(brief, Extent::Whole);
    let mut lines = vec![format!("# {}: {}", say::TITLE, escaped(&page.name)), String::new()];
    let facts = page.facts.iter().map(|(name, text)| format!("{name}: {}", escaped(text)));
    lines.push(facts.collect::<Vec<_>>().join(" · "));
    lines.push(String::new());
    lines.push(format!("**{}.** {}", page.mark.word, escaped(&page.sentences.join(" "))));
    for part in &page.sections {
        section(part, &mut lines);
    }
    approvals(&page, &mut lines);
    lines.extend([String::new(), escaped(&page.footer)]);
    lines.join("\n") + "\n"
}

fn section(section: &Section, lines: &mut Vec<String>) {
    lines.extend([String::new(), format!("## {}", section.title), String::new()]);
    if section.entries.is_empty() {
        lines.push(section.empty.to_owned());
    }
    for entry in &section.entries {
        let label = entry.label.as_ref().map_or(String::new(), |label| format!("**{}:** ", escaped(label)));
        let sub = entry.sub.as_ref().map_or(String::new(), |sub| format!(" ({})", escaped(sub)));
        let place = entry.place.as_ref().map_or(String::new(), |place| format!(" · {}", escaped(place)));
        lines.push(format!("- {label}{}{sub}{place}", escaped(&entry.text)));
    }
}

fn approvals(page: &Document, lines: &mut Vec<String>) {
    lines.extend([String::new(), format!("## {}", say::APPROVAL), String::new()]);
    for (person, role) in &page.approvals {
        lines.push(say::signature(role, &escaped(person)));
    }
}

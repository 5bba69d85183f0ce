//! The names of views and of their sections.

/// A view's name.
pub(crate) fn view(id: &str) -> &'static str {
    match id {
        "monthly" => "Monthly view",
        "gap" => "Gap analysis",
        _ => "Pilot view",
    }
}

/// A section's heading.
pub(crate) fn heading(id: &str) -> &'static str {
    match id {
        "reading" => "How to read this",
        "changes" => "What changed",
        "thresholds" => "Thresholds",
        "readiness" => "Readiness",
        "month" => "This month",
        "trends" => "Over time",
        "contested" => "Under other definitions",
        "flow" => "Where time goes",
        "proof" => "Handoff and retention",
        "questions" => "Asked of people",
        "coverage" => "What exists and what CS needs",
        "observations" => "Observations",
        "plan" => "Draft fields and plan",
        "verdict" => "Verdict",
        "work" => "This week’s work",
        "scores" => "Completeness by category",
        "context" => "Missing context",
        "gates" => "Completion, returns and gates",
        "speed" => "Speed",
        "acceptance" => "Acceptance by cohort",
        "retention" => "Retention by cohort",
        "rules" => "What the rules found",
        "packets" => "Packets",
        "definitions" => "Definitions in force",
        "glossary" => "What each figure counts",
        "health" => "Data health",
        "files" => "Files and ledger",
        _ => "Method and limits",
    }
}

/// What made the page, and by which schema its data are written.
pub(crate) fn footer(tool: &str, version: &str, schema: &str) -> String {
    format!("{tool} {version} · schema {schema}")
}

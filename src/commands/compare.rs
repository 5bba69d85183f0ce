//! `compare`: two audits against each other.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use handoff_audit::audit::{Comparison, Point};
use handoff_audit::compare::{Past, compare};
use handoff_audit::domain::counted;
use handoff_audit::report::{comparison_csv, comparison_html, comparison_json};
use handoff_audit::{Error, output};

use super::{Console, Failure, unwritable};
use crate::cli;

pub(crate) fn run(arguments: &cli::Compare, console: &mut Console) -> Result<(), Failure> {
    let before = Past::read(&arguments.before)?;
    let after = Past::read(&arguments.after)?;
    let comparison = compare(&before, &after);
    for line in lines(&comparison) {
        console.say(&line);
    }
    if let Some(out) = &arguments.out {
        write(&comparison, out)?;
        console.say(&format!("comparison: {}", out.join("comparison.html").display()));
    }
    Ok(())
}

/// Three files, each put in its place when it is whole.
fn write(comparison: &Comparison, out: &Path) -> Result<(), Failure> {
    let page = comparison_html(comparison).map_err(|error| Error::from(output::Error::Page(error.to_string())))?;
    fs::create_dir_all(out).map_err(|source| unwritable(out, source))?;
    let put = |name: &str, content: &dyn Fn(&mut dyn Write) -> io::Result<()>| {
        let (path, draft) = (out.join(name), out.join(format!(".{name}.draft")));
        let written = || -> io::Result<()> {
            let mut file = io::BufWriter::new(fs::File::create(&draft)?);
            content(&mut file)?;
            file.flush()?;
            fs::rename(&draft, &path)
        };
        written().map_err(|source| unwritable(&path, source))
    };
    put("comparison.html", &|out| out.write_all(page.as_bytes()))?;
    put("comparison.csv", &|out| comparison_csv(comparison, out))?;
    put("comparison.json", &|out| comparison_json(comparison, out))
}

/// What a person wants to know first: definitions, then figures that moved, then deals.
fn lines(comparison: &Comparison) -> Vec<String> {
    let mut lines = Vec::new();
    for change in &comparison.definitions {
        lines.push(format!("definition differs: {} was {}, is {}", change.id, change.before, change.after));
    }
    lines.extend(comparison.notes.iter().map(|note| format!("note: {note}")));
    let whole = comparison.figures.iter().filter(|figure| figure.dimension == "all");
    for figure in whole.filter(|figure| matches!(figure.state, "better" | "worse")) {
        if let (Some(before), Some(after), Some(low), Some(high)) =
            (figure.before.value, figure.after.value, figure.low, figure.high)
        {
            lines.push(format!(
                "{}: {} from {before:.3}{} to {after:.3}{} (change {low:+.3} to {high:+.3})",
                figure.state,
                figure.id,
                over(&figure.before),
                over(&figure.after)
            ));
        }
    }
    let deals = &comparison.deals;
    lines.push(format!(
        "deals: {} in both, {} fixed, {} worse, {} still open, {} new with a grave finding, {} gone, {} not won any more",
        deals.in_both,
        deals.fixed.len(),
        deals.regressed.len(),
        deals.still_open,
        deals.new.len(),
        deals.gone.len(),
        deals.reversed.len()
    ));
    lines.push(format!(
        "findings: {} fixed, {} came back or are new on known deals, {} on new deals",
        deals.findings_fixed.len(),
        deals.findings_regressed.len(),
        deals.findings_new.len()
    ));
    let (unseen, newly_seen) = (deals.findings_unseen.len(), deals.findings_newly_seen.len());
    if unseen + newly_seen > 0 {
        lines.push(format!(
            "not comparable: {} gone with a rule or a cell that is not judged any more, {newly_seen} of what was not judged \
             before",
            counted(unseen as u64, "finding", "findings")
        ));
    }
    lines
}

/// The counts of a share, or what a mean or a median is taken over.
fn over(point: &Point) -> String {
    match (point.counts(), point.denominator) {
        (Some((k, n)), _) => format!(" ({k} of {n})"),
        (None, Some(n)) => format!(" (over {n:.0})"),
        (None, None) => String::new(),
    }
}

//! Headings that carry a stage: `Date entered "Closed Won (Sales Pipeline)"`, `hs_v2_date_entered_closedwon`, and what
//! warehouses and teams make of them, `date_entered_closed_won` and `stage_date_closed_won`.
//!
//! A portal may export both generations of a column, `hs_date_entered_` with single quotes and `hs_v2_date_entered_` with
//! double ones. The newer is taken, the older only where the sample of the newer is blank: two entries for one event
//! could look like a deal that left the stage and came back.

use crate::domain::fold;

use super::super::parse::text::is_blank;
use super::StageEntry;

/// Quotation marks that HubSpot and people put around a stage, opening and closing.
const QUOTES: [(char, char); 4] = [('"', '"'), ('\'', '\''), ('“', '”'), ('‘', '’')];

/// What stands before a stage where underscores stand between the words.
const BEFORE_STAGE: [&str; 4] = ["date_entered_", "stage_date_", "stage_entered_", "entered_stage_"];
/// What a deal enters beside its stages, and what else is said of the day on which it did.
const NO_STAGES: [&str; 10] =
    ["current stage", "current", "last", "stage", "pipeline", "system", "at", "on", "date", "by"];

/// A heading's stage.
struct Named {
    entry: StageEntry,
    /// Of the newer generation.
    is_newer: bool,
}

/// The stage columns of a file, and the older twins that are passed over.
pub(super) fn stage_entries<'a>(
    headings: impl Iterator<Item = &'a str>,
    sample: &[Vec<String>],
) -> (Vec<StageEntry>, Vec<usize>) {
    let named: Vec<Named> = headings.enumerate().filter_map(|(column, heading)| stage_of(column, heading)).collect();
    let is_filled = |column: usize| sample.iter().any(|row| row.get(column).is_some_and(|cell| !is_blank(cell)));
    let is_same = |left: &StageEntry, right: &StageEntry| {
        fold(&left.stage) == fold(&right.stage)
            && left.pipeline.as_deref().map(fold) == right.pipeline.as_deref().map(fold)
    };
    let (mut taken, mut passed_over): (Vec<StageEntry>, Vec<usize>) = (Vec::new(), Vec::new());
    for (position, stage) in named.iter().enumerate() {
        let twins = || {
            named.iter().enumerate().filter(|(other, twin)| *other != position && is_same(&twin.entry, &stage.entry))
        };
        let rank = |named: &Named| (is_filled(named.entry.column), named.is_newer);
        // Of equals the first in the file is taken.
        let is_beaten =
            twins().any(|(other, twin)| rank(twin) > rank(stage) || (rank(twin) == rank(stage) && other < position));
        if is_beaten { passed_over.push(stage.entry.column) } else { taken.push(stage.entry.clone()) }
    }
    (taken, passed_over)
}

fn stage_of(column: usize, heading: &str) -> Option<Named> {
    let heading = heading.trim();
    let entry = |stage: &str, pipeline: Option<&str>| StageEntry {
        column,
        stage: stage.trim().to_owned(),
        pipeline: pipeline.map(|pipeline| pipeline.trim().to_owned()),
    };
    let internal = heading.strip_prefix("property_").unwrap_or(heading);
    for (prefix, is_newer) in [("hs_v2_date_entered_", true), ("hs_date_entered_", false)] {
        if let Some(stage) = internal.strip_prefix(prefix) {
            return (!stage.is_empty() && stage != "current_stage")
                .then(|| Named { entry: entry(stage, None), is_newer });
        }
    }
    let lower = internal.to_lowercase();
    if let Some(stage) = BEFORE_STAGE.iter().find_map(|before| lower.strip_prefix(before)) {
        let words = stage.replace('_', " ");
        let is_stage = !words.trim().is_empty() && !NO_STAGES.contains(&words.trim());
        return is_stage.then(|| Named { entry: entry(&words, None), is_newer: false });
    }
    let start = "date entered ";
    let rest = heading
        .get(..start.len())
        .filter(|first| first.eq_ignore_ascii_case(start))
        .map(|_| &heading[start.len()..])?;
    let (open, inner) = QUOTES.iter().find_map(|(open, close)| {
        rest.trim().strip_prefix(*open).and_then(|inner| inner.strip_suffix(*close)).map(|inner| (*open, inner))
    })?;
    let (stage, pipeline) = split_pipeline(inner);
    (!stage.trim().is_empty()).then(|| Named { entry: entry(stage, pipeline), is_newer: matches!(open, '"' | '“') })
}

/// `Closed Won (Sales (EU))` is the stage `Closed Won` of the pipeline `Sales (EU)`: the last parenthesis that is balanced.
fn split_pipeline(inner: &str) -> (&str, Option<&str>) {
    let Some(body) = inner.strip_suffix(')') else { return (inner, None) };
    let mut depth = 1_usize;
    for (at, character) in body.char_indices().rev() {
        match character {
            ')' => depth += 1,
            '(' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return match body[..at].strip_suffix(' ') {
                Some(stage) if !stage.trim().is_empty() => (stage, Some(&body[at + 1..])),
                _ => (inner, None),
            };
        }
    }
    (inner, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(heading: &str) -> Option<(String, Option<String>)> {
        stage_of(0, heading).map(|named| (named.entry.stage, named.entry.pipeline))
    }

    #[test]
    fn labels_and_internal_names_carry_their_stage() {
        let named = |stage: &str, pipeline: Option<&str>| Some((stage.to_owned(), pipeline.map(str::to_owned)));
        let won = named("Closed Won", Some("Sales Pipeline"));
        for heading in [
            "Date entered \"Closed Won (Sales Pipeline)\"",
            "Date entered 'Closed Won (Sales Pipeline)'",
            "Date entered “Closed Won (Sales Pipeline)”",
            "date Entered ‘Closed Won (Sales Pipeline)’ ",
        ] {
            assert_eq!(entry(heading), won, "{heading}");
        }
        assert_eq!(entry("Date entered \"Closed Won\""), named("Closed Won", None));
        assert_eq!(entry("Date entered \"Won (Plans (EU))\""), named("Won", Some("Plans (EU)")));
        assert_eq!(entry("hs_v2_date_entered_1934257396"), named("1934257396", None));
        assert_eq!(entry("property_hs_date_entered_closedwon"), named("closedwon", None));
        assert_eq!(entry("date_entered_closed_won"), named("closed won", None));
        assert_eq!(entry("Stage_Date_Closed_Won"), named("closed won", None));
        for heading in [
            "hs_v2_date_entered_current_stage",
            "date_entered_current_stage",
            "stage_entered_at",
            "Date exited \"Closed Won\"",
            "Date entered current stage",
            "Date entered \"\"",
        ] {
            assert_eq!(entry(heading), None, "{heading}");
        }
    }

    #[test]
    fn of_two_generations_the_newer_is_taken_unless_it_is_blank() {
        let headings = ["Date entered 'Won'", "Date entered \"Won\""];
        let row = |older: &str, newer: &str| vec![vec![older.to_owned(), newer.to_owned()]];
        let columns = |sample: Vec<Vec<String>>| {
            let (taken, passed_over) = stage_entries(headings.into_iter(), &sample);
            (taken.iter().map(|entry| entry.column).collect::<Vec<_>>(), passed_over)
        };
        assert_eq!(columns(row("2026-01-01", "2026-01-01")), (vec![1], vec![0]));
        assert_eq!(columns(row("2026-01-01", "")), (vec![0], vec![1]));
    }
}

//! Headings of a handoff's decision that hold dates: `Accepted` is a word in one log and a day in another, and only the
//! cells tell which. A column of days is known by the heading of its date as well, in whatever words it is headed.

use super::super::parse::text::is_blank;
use super::shape::fit;
use super::words::spaced;
use crate::domain::ValueKind;

/// The heading of a date and the words, in any language that profiles know, for what happened then.
const DECISIONS: [(&str, &[&str]); 3] = [
    (
        "Submitted Date",
        &["submitted", "submission", "handed over", "eingereicht", "übergeben", "soumis", "transmis", "enviado"],
    ),
    (
        "Returned Date",
        &[
            "returned",
            "return",
            "rejected",
            "sent back",
            "zurückgegeben",
            "zurückgewiesen",
            "abgelehnt",
            "renvoyé",
            "refusé",
            "devuelto",
            "rechazado",
        ],
    ),
    ("Accepted Date", &["accepted", "acceptance", "angenommen", "akzeptiert", "accepté", "aceptado"]),
];
/// Words that say only that it is a time.
const OF_TIME: [&str; 8] = ["date", "time", "datum", "at", "on", "am", "le", "el"];
/// Words that say only whose decision it is.
const OF_HANDOFF: [&str; 6] = ["handoff", "handover", "übergabe", "cs", "to", "sales"];

/// A column that holds the days of a decision.
pub(super) struct DecisionDate {
    pub(super) column: usize,
    /// The heading that profiles know for it.
    pub(super) heading: &'static str,
    /// Its own heading says nothing of a time, so that it would be taken for the word of the decision.
    pub(super) is_bare: bool,
}

/// The columns that hold the days of decisions. One that is all blank is one of them where another holds days: nothing
/// has been returned yet.
pub(super) fn decision_dates(texts: &[String], sample: &[Vec<String>]) -> Vec<DecisionDate> {
    let headed = texts.iter().enumerate().filter_map(|(column, text)| headed(column, text));
    let held: Vec<(Held, DecisionDate)> = headed.map(|one| (held(sample, one.column), one)).collect();
    if held.iter().all(|(held, _)| *held != Held::Days) {
        return Vec::new();
    }
    held.into_iter().filter(|(held, _)| *held != Held::Words).map(|(_, one)| one).collect()
}

#[derive(PartialEq, Eq)]
enum Held {
    Days,
    Words,
    Nothing,
}

/// Days where there are as many of them as there are cells without any digit: a stray "yes" makes no word of a column,
/// and two days in one cell are no word either.
fn held(sample: &[Vec<String>], column: usize) -> Held {
    let n_days = fit(sample, column, ValueKind::When).map_or(0, |fit| fit.fits);
    let cells = || sample.iter().filter_map(|row| row.get(column)).filter(|cell| !is_blank(cell));
    let n_words = cells().filter(|cell| !cell.chars().any(char::is_numeric)).count();
    match cells().next() {
        None => Held::Nothing,
        Some(_) if n_days > 0 && n_days >= n_words => Held::Days,
        Some(_) => Held::Words,
    }
}

fn headed(column: usize, text: &str) -> Option<DecisionDate> {
    let text = spaced(text);
    let words = || text.split(' ').filter(|word| !OF_HANDOFF.contains(word));
    let said = words().filter(|word| !OF_TIME.contains(word)).collect::<Vec<_>>().join(" ");
    let (heading, _) = DECISIONS.into_iter().find(|(_, known)| known.contains(&said.as_str()))?;
    Some(DecisionDate { column, heading, is_bare: !words().any(|word| OF_TIME.contains(&word)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(headings: &str, rows: &[&str]) -> Vec<&'static str> {
        let split = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
        let sample: Vec<Vec<String>> = rows.iter().map(|row| split(row)).collect();
        decision_dates(&split(headings), &sample).iter().map(|one| one.heading).collect()
    }

    #[test]
    fn the_cells_tell_whether_a_decision_is_a_day_or_a_word() {
        let all = ["Submitted Date", "Accepted Date", "Returned Date"];
        let days = ["2026-08-03,2026-08-04,", "2026-08-04,yes,", "2026-08-05,2026-08-06,"];
        assert_eq!(dates("Submitted,Accepted,Returned", &days), all, "nothing is returned yet, one cell is a word");
        assert_eq!(dates("Eingereicht am,Übergabe angenommen,Zurückgegeben", &days), all);
        let words = ["2026-08-03,yes,Scope", "2026-08-04,no,", "2026-08-05,yes,2026-08-07"];
        assert_eq!(dates("Submitted,Accepted,Returned", &words), ["Submitted Date", "Returned Date"]);
        assert!(dates("Submitted,Accepted,Returned", &["yes,no,"]).is_empty());
        assert!(dates("Submitted by,Offer accepted,Return reason", &days).is_empty(), "of something else");
    }
}

//! Cells of the CSV files that we write: a spreadsheet must never take a text for a formula.
//!
//! Guarded first, quoted afterwards by the writer. The apostrophe is the guard, because a tab is itself a trigger.

use std::borrow::Cow;

/// The text as a cell: what a spreadsheet could take for a formula gets a leading apostrophe, strict numbers do not.
///
/// A trigger is `=`, `+`, `-`, `@`, tab, carriage return, line feed or one of the full-width signs, first or after
/// spaces, no-break spaces and byte-order marks. A text that has such an apostrophe of its own gets another, so that
/// [`unguard`] gives every text back. Headings go through it too.
///
/// ```
/// use handoff_audit::report::csv::{guard, unguard};
/// assert_eq!(guard("=1+1"), "'=1+1");
/// assert_eq!(guard("-42.5"), "-42.5");
/// assert_eq!(unguard("'=1+1"), "=1+1");
/// ```
pub fn guard(text: &str) -> Cow<'_, str> {
    if is_risky(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text of a cell that [`guard`] wrote: without its apostrophe, when what follows wants one.
pub fn unguard(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| is_risky(text)).unwrap_or(cell)
}

/// Whether a spreadsheet could take it for a formula once its apostrophes are gone.
fn is_risky(text: &str) -> bool {
    // Nearly every text of nearly every table.
    if text.bytes().next().is_none_or(|first| first.is_ascii_alphanumeric()) {
        return false;
    }
    let text = text.trim_start_matches('\'');
    let start = text.trim_start_matches([' ', '\u{A0}', '\u{FEFF}']);
    start.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) && !is_strict_number(text)
}

/// `-?[0-9]+(\.[0-9]+)?` and nothing else.
fn is_strict_number(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let size = text.strip_prefix('-').unwrap_or(text);
    match size.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(size),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_disarmed() {
        for text in [
            "=1+1",
            "+1-1",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "  =1",
            "\u{A0}=1",
            "\u{FEFF}=1",
            "＝1",
            "－1",
            "-",
            "--1",
            "-1e5",
            "+442079460958",
            "-1.",
            "-.5",
            " -1",
        ] {
            assert_eq!(guard(text), format!("'{text}"), "{text:?}");
        }
    }

    #[test]
    fn numbers_and_words_stay() {
        for text in ["", "-42", "-42.50", "0", "3.5", "a=b", "'-42", "'tis", "Acme - North", "日本"] {
            assert!(matches!(guard(text), Cow::Borrowed(_)), "{text:?}");
        }
    }

    #[test]
    fn every_cell_gives_its_text_back() {
        for text in ["=1", "'=1", "''=1", "' =1", "-42", "'-42", "'", "''", "'a", "", "\t", "'\n", "--1", "'--1"] {
            assert_eq!(unguard(&guard(text)), text);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_survives(text in "['=+@ \\-0-9a\t\u{A0}]{0,8}") {
            let cell = guard(&text);
            proptest::prop_assert_eq!(unguard(&cell), text.as_str());
            let start = cell.trim_start_matches([' ', '\u{A0}', '\u{FEFF}']);
            proptest::prop_assert!(is_strict_number(&cell) || !start.starts_with(['=', '+', '-', '@', '\t']));
        }
    }
}

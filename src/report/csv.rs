//! Cells of the CSV files that we write: a spreadsheet must never take a text for a formula.
//!
//! Guarded first, quoted afterwards by the writer. The apostrophe is the guard, because a tab is itself a trigger.

use std::borrow::Cow;

/// The text as a cell: what a spreadsheet could take for a formula gets a leading apostrophe, strict numbers do not.
///
/// A trigger is `=`, `+`, `-`, `@`, tab, carriage return, line feed or one of the full-width signs, first or after
/// spaces, no-break spaces and byte-order marks. Headings go through it too.
///
/// ```
/// use handoff_audit::report::csv::guard;
/// assert_eq!(guard("=1+1"), "'=1+1");
/// assert_eq!(guard("-42.5"), "-42.5");
/// ```
pub fn guard(text: &str) -> Cow<'_, str> {
    let start = text.trim_start_matches([' ', '\u{A0}', '\u{FEFF}']);
    let is_trigger = start.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if is_trigger && !is_strict_number(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
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
        for text in ["", "-42", "-42.50", "0", "3.5", "a=b", "'=1", "Acme - North", "日本"] {
            assert!(matches!(guard(text), Cow::Borrowed(_)), "{text:?}");
        }
    }
}

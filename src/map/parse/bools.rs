//! Yes and no as exports spell them.

use super::Unreadable;
use super::text::is_blank;

/// What is read as yes, in lower case: exports' spellings, and those of spreadsheets in other languages.
const YES: [&str; 32] = [
    "true",
    "1",
    "yes",
    "y",
    "t",
    "checked",
    "x",
    "on",
    "1.0",
    "✓",
    "✔",
    "☑",
    "✅",
    "ja",
    "j",
    "wahr",
    "oui",
    "vrai",
    "si",
    "sí",
    "sì",
    "verdadero",
    "vero",
    "sim",
    "verdadeiro",
    "waar",
    "sant",
    "sand",
    "sann",
    "tosi",
    "kyllä",
    "tak",
];
/// What is read as no, in lower case.
const NO: [&str; 28] = [
    "false",
    "0",
    "no",
    "n",
    "f",
    "unchecked",
    "off",
    "0.0",
    "✗",
    "✘",
    "☐",
    "❌",
    "nein",
    "falsch",
    "non",
    "faux",
    "falso",
    "não",
    "nao",
    "nee",
    "onwaar",
    "nej",
    "nei",
    "falskt",
    "falsk",
    "usann",
    "epätosi",
    "nie",
];

/// Yes, no, or nothing. A blank cell is nothing: what blank means is the profile's to say.
///
/// # Errors
/// Any other text.
pub(crate) fn read_bool(text: &str) -> Result<Option<bool>, Unreadable> {
    if is_blank(text) {
        return Ok(None);
    }
    let word = text.trim();
    let is_one_of = |words: &[&str]| words.iter().any(|known| eq_ignoring_case(known, word));
    if is_one_of(&YES) {
        return Ok(Some(true));
    }
    if is_one_of(&NO) {
        return Ok(Some(false));
    }
    Err(Unreadable { expected: "yes or no" })
}

/// What stands for a day on which something happened, besides yes: that it did, and not when.
const DONE: [&str; 14] = [
    "done",
    "held",
    "completed",
    "complete",
    "finished",
    "happened",
    "sent",
    "reached",
    "launched",
    "live",
    "erledigt",
    "fertig",
    "fait",
    "hecho",
];

/// Whether a cell of days says that it happened, and not when.
pub(crate) fn says_done(text: &str) -> bool {
    let word = text.trim().trim_end_matches(['!', '.']).to_lowercase();
    DONE.contains(&word.as_str()) || matches!(read_bool(text), Ok(Some(true)))
}

fn eq_ignoring_case(lower: &str, word: &str) -> bool {
    lower.eq_ignore_ascii_case(word) || (!word.is_ascii() && word.to_lowercase() == lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_five_spellings_of_exports_are_read() {
        for yes in [
            "TRUE", "true", "1", "Yes", "checked", " x ", "Ja", "oui", "Sí", "SÍ", "T", "✓", "WAHR", "VRAI", "Sim",
            "on",
        ] {
            assert_eq!(read_bool(yes), Ok(Some(true)), "{yes}");
        }
        for no in ["FALSE", "false", "0", "No", "unchecked", "nein", "NON", "f", "FALSCH", "Não", "☐", "0.0"] {
            assert_eq!(read_bool(no), Ok(Some(false)), "{no}");
        }
    }

    #[test]
    fn blank_is_neither_and_other_text_is_not_guessed() {
        assert_eq!(read_bool(""), Ok(None));
        assert_eq!(read_bool(" \u{a0} "), Ok(None));
        assert!(read_bool("maybe").is_err());
        assert!(read_bool("2").is_err());
        assert!(read_bool("At risk").is_err());
    }
}

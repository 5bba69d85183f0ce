//! Text cells: what is blank, what is an export's way of writing "nothing", ids in their long form.

use std::borrow::Cow;

use crate::domain::dotted_letters;
pub(crate) use crate::text::markup::plain_text;

/// Cells that stand for "nothing" in references, dates and numbers. Free text is never held against this list: there
/// `N/A` is an answer to be judged. `000` is Salesforce's empty currency; [`NOT_FOUND`] comes with re-saved
/// files; `(No value)` is HubSpot's.
const EMPTY_REFERENCES: [&str; 8] = ["000", NOT_FOUND, "null", "(null)", "\\N", "NaT", "(blank)", "(No value)"];

/// Salesforce's reference to nothing, in its long and its short form.
const NULL_IDS: [&str; 2] = ["000000000000000AAA", "000000000000000"];

/// Letters that carry the case of five characters of a Salesforce id, by five-bit number.
const CHECK_LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

/// Whether a cell holds nothing but white space; no-break spaces, zero-width spaces and byte order marks included.
pub(crate) fn is_blank(text: &str) -> bool {
    match text.as_bytes() {
        [] => true,
        [first, ..] if first.is_ascii_graphic() => false,
        _ => text.chars().all(|character| character.is_whitespace() || matches!(character, '\u{200b}' | '\u{feff}')),
    }
}

/// The text of `="0042"`, which exporters write lest a spreadsheet take an id for a number; any other cell as it stands.
#[inline]
pub(crate) fn without_formula(cell: &str) -> &str {
    if !cell.starts_with('=') {
        return cell;
    }
    let inner = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    inner.filter(|text| !text.contains('"')).map_or(cell, str::trim)
}

/// The name in a cell of Notion that leads to a page: `Acme GmbH (https://www.notion.so/..)`; any other cell as it stands.
#[inline]
pub(crate) fn without_page_link(cell: &str) -> &str {
    let inner = cell.strip_suffix(')').and_then(|rest| rest.split_once(" (https://www.notion.so/"));
    inner.filter(|(name, page)| !name.is_empty() && !page.contains(' ')).map_or(cell, |(name, _)| name.trim_end())
}

/// The one name in a list of people that has brackets around it, as ClickUp writes them: `[Carla Berg]`.
pub(crate) fn without_brackets(cell: &str) -> &str {
    let inner = cell.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    inner.filter(|name| !name.trim().is_empty() && !name.contains([',', '[', ']'])).map_or(cell, str::trim)
}

/// What a spreadsheet writes where a look-up found nothing.
pub(crate) const NOT_FOUND: &str = "#N/A";

/// What it writes where a formula is broken: nobody can tell what the cell would say.
const BROKEN: [&str; 8] = ["#REF!", "#VALUE!", "#NAME?", "#NULL!", "#DIV/0!", "#NUM!", "#SPILL!", "#CALC!"];

/// Whether a cell holds a formula that is broken.
pub(crate) fn is_broken(text: &str) -> bool {
    text.starts_with('#') && BROKEN.iter().any(|error| text.trim().eq_ignore_ascii_case(error))
}

/// Whether a cell of a reference, date or number column says "nothing" in words.
pub(crate) fn is_empty_reference(text: &str) -> bool {
    // Most cells are longer than any of the words or start otherwise, and this is asked of every cell.
    match text.as_bytes() {
        [] => true,
        [first, ..] if first.is_ascii_digit() && *first != b'0' => false,
        bytes if bytes.len() > 24 => is_blank(text),
        _ => {
            let word = text.trim();
            let is_listed = || EMPTY_REFERENCES.iter().any(|empty| word.eq_ignore_ascii_case(empty));
            is_blank(word) || is_null_id(word) || is_listed()
        }
    }
}

/// Whether a look-up holds nothing, in the way of Salesforce. Of people this alone is nobody: `null` is what somebody
/// typed, an answer to be judged.
pub(crate) fn is_null_id(text: &str) -> bool {
    let id = text.trim();
    NULL_IDS.iter().any(|null| id.eq_ignore_ascii_case(null))
}

/// The 18-character form of a 15-character Salesforce id.
///
/// **Absent**: `None` unless the text is 15 ASCII letters and digits. **Source**: exports.md 2.3, verified there on 1,024
/// real ids: per block of five characters, bit k is set when character k is a capital.
pub(crate) fn salesforce_id18(id15: &str) -> Option<String> {
    let bytes = id15.as_bytes();
    if bytes.len() != 15 || !bytes.iter().all(u8::is_ascii_alphanumeric) {
        return None;
    }
    let mut id18 = String::with_capacity(18);
    id18.push_str(id15);
    for block in bytes.chunks(5) {
        let bits = block.iter().enumerate().map(|(k, byte)| usize::from(byte.is_ascii_uppercase()) << k).sum::<usize>();
        id18.push(char::from(CHECK_LETTERS[bits]));
    }
    Some(id18)
}

/// An id in the form in which it is compared: 15-character Salesforce ids in their 18 characters, all else as it stands.
///
/// Case is never folded (two ids of one org may differ in case alone), and an id of 18 characters is never touched,
/// whether its checksum holds or not.
pub(crate) fn canonical_id(text: &str) -> Cow<'_, str> {
    if text.len() == 15
        && has_key_prefix(text.as_bytes())
        && let Some(id18) = salesforce_id18(text)
    {
        return Cow::Owned(id18);
    }
    Cow::Borrowed(text)
}

/// Whether the first three characters are the key prefix of a Salesforce object: a zero first (001 account, 006
/// opportunity, 00Q lead, ...), one of the few other standard ones, or a custom object's. 15-digit ids of other systems
/// do not begin with a zero.
fn has_key_prefix(id: &[u8]) -> bool {
    match id {
        [b'0', ..] => true,
        [b'a', b'0'..=b'9', b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z', ..] => true,
        [first, second, third, ..] => {
            matches!(&[*first, *second, *third], b"500" | b"570" | b"701" | b"800" | b"801" | b"802" | b"806" | b"810")
                && id.iter().any(u8::is_ascii_alphabetic)
        }
        _ => false,
    }
}

/// What people write into a cell of an id, a date or a number that has no value yet, in lower case.
const PLACEHOLDERS: [&str; 26] = [
    "n/a",
    "na",
    "n.a.",
    "n/d",
    "tbd",
    "tba",
    "tbc",
    "-",
    "--",
    "---",
    "–",
    "—",
    "?",
    "??",
    "none",
    "nil",
    "unknown",
    "no value",
    "not set",
    "not available",
    "not applicable",
    "pending",
    "missing",
    "no date",
    "keine angabe",
    "ohne angabe",
];
/// The letters of "keine Angabe", which stand for it with dots alone: without them they are a name's.
const NOT_STATED: &str = "ka";

/// Whether a cell says in words that there is no value. In ids it would otherwise join all rows that say so; free text
/// is never held against this list.
pub(crate) fn is_placeholder(text: &str) -> bool {
    let word = text.trim();
    let is_listed = |word: &str| PLACEHOLDERS.iter().any(|known| known.eq_ignore_ascii_case(word));
    let is_short_for = |letters: String| letters == NOT_STATED || is_listed(&letters);
    word.len() <= 14 && (is_listed(word) || (word.contains('.') && dotted_letters(word).is_some_and(is_short_for)))
}

/// Whether a spreadsheet or a data frame has turned an id into a number: `1.21143E+15`, whose digits are lost, or
/// `8001.0`, which the other side does not write so.
pub(crate) fn is_damaged_id(text: &str) -> bool {
    let bytes = text.as_bytes();
    let are_digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    match bytes {
        [] => false,
        [whole @ .., b'.', b'0'] => are_digits(whole),
        [first, .., last] if first.is_ascii_digit() && last.is_ascii_digit() && bytes.contains(&b'+') => {
            let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
            let (whole, decimals) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, "0"));
            let exponent = exponent.strip_prefix('+').unwrap_or("");
            are_digits(whole.as_bytes()) && are_digits(decimals.as_bytes()) && are_digits(exponent.as_bytes())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn no_break_spaces_are_blank() {
        assert!(is_blank("") && is_blank(" \t\u{a0}\u{202f}\u{feff}"));
        assert!(!is_blank("-") && !is_blank("\u{a0}x"));
    }

    #[test]
    fn empty_references_are_told_from_values() {
        for empty in ["", " ", "#N/A", "000000000000000AAA", "000", "null", "NULL", "(No value)", "(no value)"] {
            assert!(is_empty_reference(empty), "{empty}");
        }
        for value in ["0", "00", "0000", "N/A", "none", "006000000000000AAA", "-", "0012026"] {
            assert!(!is_empty_reference(value), "{value}");
        }
    }

    #[test]
    fn ids_gain_the_checksum_of_real_ones() {
        // Account and opportunity ids of a public export, with their own last three characters.
        for id18 in ["001bm00001ZL8U9AAL", "001bm00001ZL8UAAA1", "006bm00000LKJNNAA5", "005f4000000VrDDAA0"] {
            assert_eq!(salesforce_id18(&id18[..15]).as_deref(), Some(id18));
            assert_eq!(canonical_id(&id18[..15]), id18);
            assert_eq!(canonical_id(id18), id18);
        }
    }

    #[test]
    fn ids_of_other_systems_stay_as_they_are() {
        let wrong_checksum = "001bm00001ZL8U9AAA";
        for id in ["123456789012345", "D-00000012", "abcdefghijklmno", "0060000000000001", wrong_checksum, ""] {
            assert_eq!(canonical_id(id), id);
        }
    }

    #[test]
    fn ids_that_became_numbers_are_damaged() {
        for damaged in ["1.21143E+15", "1,21143E+15", "1E+10", "2.5e+09", "8001.0"] {
            assert!(is_damaged_id(damaged), "{damaged}");
        }
        for id in ["", "8001", "006E00000012345", "1E10", "D-1.0", "1.5", "12E+", "0060000000E12345", "1234.00"] {
            assert!(!is_damaged_id(id), "{id}");
        }
    }

    #[test]
    fn words_for_no_value_are_placeholders() {
        for word in [
            "N/A",
            "tbd",
            " - ",
            "—",
            "None",
            "Unknown",
            "No value",
            "n. a.",
            "N.A",
            "t.b.d.",
            "T.B.C.",
            "k.A.",
            "k. A.",
            "Keine Angabe",
        ] {
            assert!(is_placeholder(word), "{word}");
        }
        for value in ["", "8001", "NAB", "0", "Unknown Ltd", "none of it", "KA", "a.b.", "n.a. yet"] {
            assert!(!is_placeholder(value), "{value}");
        }
    }

    #[test]
    fn ids_that_differ_in_case_stay_different() {
        assert_ne!(canonical_id("006bm00000LKJNN"), canonical_id("006bm00000lkjnn"));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,20}") {
            let _ = (is_blank(&text), is_empty_reference(&text), salesforce_id18(&text));
            let once = canonical_id(&text).into_owned();
            prop_assert_eq!(canonical_id(&once).into_owned(), once);
        }
    }
}

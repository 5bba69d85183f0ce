//! Text cells: what is blank, what is an export's way of writing "nothing", ids in their long form, HTML as text.

use std::borrow::Cow;

/// Cells that stand for "nothing" in references, dates and numbers. Free text is never held against this list: there
/// `N/A` is an answer to be judged. `000` is Salesforce's empty currency; the spreadsheet errors come with
/// re-saved files; `(No value)` is HubSpot's.
const EMPTY_REFERENCES: [&str; 15] = [
    "000000000000000AAA",
    "000000000000000",
    "000",
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#NAME?",
    "#NULL!",
    "#DIV/0!",
    "null",
    "(null)",
    "\\N",
    "NaT",
    "(blank)",
    "(No value)",
];

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

/// Whether a cell of a reference, date or number column says "nothing" in words.
pub(crate) fn is_empty_reference(text: &str) -> bool {
    // Most cells are longer than any of the words or start otherwise, and this is asked of every cell.
    match text.as_bytes() {
        [] => true,
        [first, ..] if first.is_ascii_digit() && *first != b'0' => false,
        bytes if bytes.len() > 24 => is_blank(text),
        _ => {
            let word = text.trim();
            is_blank(word) || EMPTY_REFERENCES.iter().any(|empty| word.eq_ignore_ascii_case(empty))
        }
    }
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
            let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
            let exponent = exponent.strip_prefix('+').unwrap_or("");
            are_digits(whole.as_bytes()) && are_digits(decimals.as_bytes()) && are_digits(exponent.as_bytes())
        }
        _ => false,
    }
}

/// Elements that begin a line, and `br`.
const BLOCKS: [&str; 20] = [
    "address",
    "article",
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "p",
    "pre",
    "table",
    "tr",
];
/// Other elements that note editors write. What is not among them is text: `<ada@acme.com>`, `<5 days>`.
const INLINES: [&str; 35] = [
    "a", "abbr", "b", "body", "center", "cite", "code", "col", "em", "font", "head", "html", "i", "img", "input",
    "kbd", "label", "link", "mark", "meta", "ol", "s", "section", "small", "span", "strike", "strong", "sub", "sup",
    "tbody", "td", "th", "thead", "u", "ul",
];
/// Elements whose content is not text.
const HIDDEN: [&str; 3] = ["style", "script", "title"];
/// Named characters that occur in prose.
const ENTITIES: [(&str, &str); 17] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("rsquo", "’"),
    ("lsquo", "‘"),
    ("rdquo", "”"),
    ("ldquo", "“"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("bull", "•"),
    ("euro", "€"),
    ("auml", "ä"),
    ("eacute", "é"),
];

/// The text of a body that may be HTML: tags gone, a line for each paragraph and list item, entities decoded. Text that
/// holds neither tags nor entities comes back untouched.
pub(crate) fn plain_text(body: &str) -> Cow<'_, str> {
    let mut text: Option<String> = None;
    let (mut rest, mut copied) = (body, 0);
    while let Some(at) = rest.find(['<', '&']) {
        let here = body.len() - rest.len() + at;
        let Some((length, replacement)) = markup(&body[here..]) else {
            rest = &body[here + 1..];
            continue;
        };
        let out = text.get_or_insert_with(|| String::with_capacity(body.len()));
        out.push_str(&body[copied..here]);
        replacement.push_to(out);
        copied = here + length;
        rest = &body[copied..];
    }
    match text {
        None => Cow::Borrowed(body),
        Some(mut text) => {
            text.push_str(&body[copied..]);
            Cow::Owned(tidy(&text))
        }
    }
}

enum Replacement {
    Nothing,
    LineBreak,
    Character(char),
    Text(&'static str),
}

impl Replacement {
    fn push_to(self, out: &mut String) {
        match self {
            Replacement::Nothing => {}
            Replacement::LineBreak => out.push('\n'),
            Replacement::Character(character) => out.push(character),
            Replacement::Text(text) => out.push_str(text),
        }
    }
}

/// The tag, comment or entity that a text begins with: its length and what stands for it.
fn markup(text: &str) -> Option<(usize, Replacement)> {
    if text.starts_with('&') {
        return entity(text);
    }
    if let Some(comment) = text.strip_prefix("<!") {
        let end = if comment.starts_with("--") { "-->" } else { ">" };
        return Some((text.find(end)? + end.len(), Replacement::Nothing));
    }
    let inner = text[1..].strip_prefix('/').unwrap_or(&text[1..]);
    let n_name = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let is_name = |known: &str| known.eq_ignore_ascii_case(&inner[..n_name]);
    if !inner[n_name..].starts_with(['>', '/', ' ', '\t', '\n', '\r']) {
        return None;
    }
    let end = text.find('>')? + 1;
    if let Some(name) = HIDDEN.iter().find(|known| is_name(known)) {
        let after = text[end..].to_ascii_lowercase();
        let close = after.find(&format!("</{name}>")).map_or(0, |at| at + name.len() + 3);
        return Some((end + close, Replacement::Nothing));
    }
    if BLOCKS.iter().any(|known| is_name(known)) {
        return Some((end, Replacement::LineBreak));
    }
    INLINES.iter().any(|known| is_name(known)).then_some((end, Replacement::Nothing))
}

fn entity(text: &str) -> Option<(usize, Replacement)> {
    // The longest entity that is decoded has ten characters.
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = &text[1..end];
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        return Some((end + 1, Replacement::Character(char::from_u32(code)?)));
    }
    let (_, character) = ENTITIES.iter().find(|(known, _)| *known == name)?;
    Some((end + 1, Replacement::Text(character)))
}

/// One space for several, no blank lines, no spaces at line ends.
fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    for line in text.lines().filter(|line| !is_blank(line)) {
        if !tidied.is_empty() {
            tidied.push('\n');
        }
        for (position, word) in line.split_whitespace().enumerate() {
            if position > 0 {
                tidied.push(' ');
            }
            tidied.push_str(word);
        }
    }
    tidied
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
        for damaged in ["1.21143E+15", "1E+10", "2.5e+09", "8001.0"] {
            assert!(is_damaged_id(damaged), "{damaged}");
        }
        for id in ["", "8001", "006E00000012345", "1E10", "D-1.0", "1.5", "12E+", "0060000000E12345", "1234.00"] {
            assert!(!is_damaged_id(id), "{id}");
        }
    }

    #[test]
    fn ids_that_differ_in_case_stay_different() {
        assert_ne!(canonical_id("006bm00000LKJNN"), canonical_id("006bm00000lkjnn"));
    }

    #[test]
    fn html_bodies_become_text() {
        for (body, expected) in [
            ("<p>Called <strong>Ada</strong> re: renewal.</p>", "Called Ada re: renewal."),
            ("a<br>b<BR/>c<div class=\"x\">d</div>", "a\nb\nc\nd"),
            ("<ul><li>one</li><li>two &amp; three</li></ul>", "one\ntwo & three"),
            ("<style>p { color: red }</style><h3>Risks</h3>none&nbsp;yet", "Risks\nnone yet"),
            ("caf&#233; &#x2014; it&rsquo;s <!-- x --> open", "café — it’s open"),
        ] {
            assert_eq!(plain_text(body), expected, "{body}");
        }
    }

    #[test]
    fn text_that_is_no_html_stays_untouched() {
        for body in [
            "",
            "5 < 6 & 7 > 3",
            "mail <ada@acme.com> or <https://acme.com>",
            "AT&T  said:\n\n  fine",
            "<5 days",
            "&;",
            "<",
        ] {
            assert!(matches!(plain_text(body), Cow::Borrowed(text) if text == body), "{body}");
        }
    }

    proptest! {
        #[test]
        fn no_body_makes_it_panic(body in "(\\PC|<p>|</|<style>|&#|&amp;|;|é|<!--){0,30}") {
            let _ = plain_text(&body);
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,20}") {
            let _ = (is_blank(&text), is_empty_reference(&text), salesforce_id18(&text));
            let once = canonical_id(&text).into_owned();
            prop_assert_eq!(canonical_id(&once).into_owned(), once);
        }
    }
}

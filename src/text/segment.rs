//! A body to the sentences that somebody wrote in it, and who: signatures and disclaimers are dropped, a quoted message
//! belongs to the other side.

use super::Side;

/// A sentence and who wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Segment<'a> {
    pub(super) text: &'a str,
    pub(super) side: Side,
}

/// Bytes of a short sentence: room for so many of them is asked for once instead of each time that it runs out.
const SHORT: usize = 40;

/// The sentences of a text without markup, in order.
pub(super) fn segments(text: &str, side: Side) -> Vec<Segment<'_>> {
    let mut segments: Vec<Segment<'_>> = Vec::with_capacity(text.len() / SHORT + 1);
    let mut speaker = side;
    for line in lines(text) {
        let (body, is_quoted) = unquoted(line);
        if is_quote_header(body) {
            speaker = side.other();
            continue;
        }
        if is_signature_mark(body) {
            break;
        }
        if is_furniture(body) {
            continue;
        }
        let own = if is_quoted { side.other() } else { speaker };
        split(body, &mut |sentence| push(text, &mut segments, Segment { text: sentence, side: own }));
    }
    segments
}

/// The lines of a text, as `str::lines` gives them but for a blank last one, found faster.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain(std::iter::once(text.len()));
    let mut start = 0;
    ends.map(move |end| {
        let line = &text[start..end];
        start = end + 1;
        line.strip_suffix('\r').unwrap_or(line)
    })
}

/// Adds a sentence of a text. One that a mail program broke over two lines is one again: the second begins small and the
/// first does not end.
fn push<'a>(text: &'a str, segments: &mut Vec<Segment<'a>>, segment: Segment<'a>) {
    if let Some(last) = segments.last_mut()
        && last.side == segment.side
        && last.text.len() > 45
        && !last.text.ends_with(['.', '!', '?', ':', ';'])
        && segment.text.starts_with(|first: char| first.is_lowercase())
    {
        let start = offset(text, last.text);
        let end = offset(text, segment.text) + segment.text.len();
        if !text[start..end].contains('>') {
            last.text = &text[start..end];
            return;
        }
    }
    segments.push(segment);
}

/// Where a part of a text begins in it, in bytes.
pub(super) fn offset(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

/// The line without its marks of quotation.
fn unquoted(line: &str) -> (&str, bool) {
    let trimmed = line.trim_start();
    let body = trimmed.trim_start_matches(['>', ' ']);
    (body, trimmed.starts_with('>'))
}

/// `On … wrote:`, `-----Original Message-----`, `From: …`.
fn is_quote_header(line: &str) -> bool {
    let line = line.trim();
    let ends_so = |ending: &str| ends_with(line, ending);
    match line.as_bytes() {
        [b'-', b'-', ..] => line.to_ascii_lowercase().contains("original message"),
        [b'_', b'_', ..] => line.len() < 80,
        [.., b':'] => line.len() < 160 && (ends_so("wrote:") || ends_so("schrieb:")),
        [b'F', ..] => line.starts_with("From: ") && line.contains('@'),
        _ => false,
    }
}

fn ends_with(line: &str, ending: &str) -> bool {
    let from = line.len().saturating_sub(ending.len());
    line.as_bytes()[from..].eq_ignore_ascii_case(ending.as_bytes())
}

fn starts_with(line: &str, beginning: &str) -> bool {
    line.as_bytes().get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning.as_bytes()))
}

fn is_signature_mark(line: &str) -> bool {
    let line = line.trim();
    line == "--" || line == "—" || line.starts_with("Sent from my ") || line.starts_with("Get Outlook for")
}

/// How disclaimers and header lines begin.
const FURNITURE: [&str; 10] = [
    "disclaimer:",
    "confidential",
    "this e-mail",
    "this email",
    "this message",
    "sent:",
    "to:",
    "cc:",
    "subject:",
    "date:",
];

fn is_furniture(line: &str) -> bool {
    let line = line.trim_start();
    let may_be = line.bytes().next().is_some_and(|first| matches!(first | 32, b'd' | b'c' | b't' | b's'));
    may_be && FURNITURE.iter().any(|mark| starts_with(line, mark))
}

/// Abbreviations after which a full stop ends nothing.
const ABBREVIATIONS: [&str; 22] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "approx", "incl", "excl", "e.g", "i.e", "vs", "no", "max", "min", "ca",
    "resp", "inc", "ltd", "co", "abt", "ref",
];
/// Letters of the longest of them.
const LONGEST_ABBREVIATION: usize = 6;

/// Sentences of one line.
fn split<'a>(line: &'a str, each: &mut dyn FnMut(&'a str)) {
    let bytes = line.as_bytes();
    let (mut start, mut at) = (0, 0);
    while let Some(found) = memchr::memchr3(b'.', b'!', b'?', &bytes[at..]) {
        at += found;
        let is_end = match bytes[at] {
            b'.' => is_full_stop(bytes, at),
            _ => bytes.get(at + 1).is_none_or(|next| next.is_ascii_whitespace() || matches!(next, b'"' | b')' | b'\'')),
        };
        at += 1;
        if is_end {
            while at < bytes.len() && matches!(bytes[at], b'"' | b')' | b'\'' | b'.' | b'!' | b'?') {
                at += 1;
            }
            emit(&line[start..at], each);
            start = at;
        }
    }
    emit(&line[start..], each);
}

fn is_full_stop(bytes: &[u8], at: usize) -> bool {
    if !bytes.get(at + 1).is_none_or(|next| next.is_ascii_whitespace() || *next == b'"') {
        return false;
    }
    let start = bytes[..at].iter().rposition(|byte| byte.is_ascii_whitespace() || *byte == b'(').map_or(0, |at| at + 1);
    let word = &bytes[start..at];
    if word.len() > LONGEST_ABBREVIATION {
        return true;
    }
    let is_number_of_a_list =
        word.len() <= 2 && word.iter().all(u8::is_ascii_digit) && bytes[..start].iter().all(u8::is_ascii_whitespace);
    let is_initial = word.len() == 1 && word[0].is_ascii_uppercase();
    let is_abbreviation = ABBREVIATIONS.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(word));
    !is_number_of_a_list && !is_initial && !is_abbreviation
}

fn emit<'a>(sentence: &'a str, each: &mut dyn FnMut(&'a str)) {
    let trimmed = sentence.trim_ascii();
    // Most begin with a letter and end with a full stop: what else may hang on a sentence is then not looked for.
    if let [first, .., last] = trimmed.as_bytes()
        && first.is_ascii_alphanumeric()
        && (last.is_ascii_alphanumeric() || matches!(last, b'.' | b'!' | b'?'))
    {
        return each(trimmed);
    }
    let trimmed = trimmed.trim_matches(|character: char| {
        character.is_whitespace() || matches!(character, '-' | '*' | '•' | '·' | '>' | '–' | '|')
    });
    if trimmed.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
        each(trimmed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        segments(text, Side::Seller).into_iter().map(|segment| segment.text).collect()
    }

    #[test]
    fn sentences_survive_shorthand() {
        assert_eq!(
            texts("Spoke w/ Mr. Lee, approx. 40 seats. 15.09.2025 is fixed! ok?"),
            ["Spoke w/ Mr. Lee, approx. 40 seats.", "15.09.2025 is fixed!", "ok?"]
        );
        assert_eq!(texts("- first point\n• second\n* third"), ["first point", "second", "third"]);
    }

    #[test]
    fn a_quoted_message_is_the_other_side_s() {
        let text = "Fine.\n\nOn Mon, Ann wrote:\n> We will host it.\n> Promise.";
        let sides: Vec<Side> = segments(text, Side::Seller).into_iter().map(|segment| segment.side).collect();
        assert_eq!(sides, [Side::Seller, Side::Customer, Side::Customer]);
    }

    #[test]
    fn signatures_and_disclaimers_are_not_read() {
        assert_eq!(texts("Hello.\n--\nWe promise the best service"), ["Hello."]);
        assert_eq!(texts("Hello.\nDisclaimer: may contain promises."), ["Hello."]);
    }

    #[test]
    fn wrapped_lines_are_one_sentence() {
        let text = "We would like to confirm once more that the report\nwill be ready.";
        assert_eq!(texts(text), [text]);
    }
}

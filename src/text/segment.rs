//! A body to the sentences that somebody wrote in it, and who: signatures and disclaimers are dropped, a quoted message
//! belongs to the other side.

use super::Side;

/// A sentence and who wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Segment<'a> {
    pub(super) text: &'a str,
    pub(super) side: Side,
}

/// The sentences of a text without markup, in order.
pub(super) fn segments(text: &str, side: Side) -> Vec<Segment<'_>> {
    let mut segments: Vec<Segment<'_>> = Vec::new();
    let mut speaker = side;
    for line in text.lines() {
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
        split(body, &mut |sentence| {
            segments.push(Segment { text: sentence, side: own });
        });
    }
    join_wrapped(text, segments)
}

/// A sentence that a mail program broke over two lines is one again: the second begins small and the first does not end.
fn join_wrapped<'a>(text: &'a str, segments: Vec<Segment<'a>>) -> Vec<Segment<'a>> {
    let mut joined: Vec<Segment<'a>> = Vec::with_capacity(segments.len());
    for segment in segments {
        if let Some(last) = joined.last_mut()
            && last.side == segment.side
            && last.text.len() > 45
            && !last.text.ends_with(['.', '!', '?', ':', ';'])
            && segment.text.starts_with(|first: char| first.is_lowercase())
        {
            let start = offset(text, last.text);
            let end = offset(text, segment.text) + segment.text.len();
            if !text[start..end].contains('>') {
                last.text = &text[start..end];
                continue;
            }
        }
        joined.push(segment);
    }
    joined
}

fn offset(text: &str, part: &str) -> usize {
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
    let small = || line.to_ascii_lowercase();
    (line.ends_with(':') && line.len() < 160 && (small().ends_with("wrote:") || small().ends_with("schrieb:")))
        || (line.starts_with("--") && small().contains("original message"))
        || (line.starts_with("__") && line.len() < 80)
        || (line.starts_with("From: ") && line.contains('@'))
}

fn is_signature_mark(line: &str) -> bool {
    let line = line.trim();
    line == "--" || line == "—" || line.starts_with("Sent from my ") || line.starts_with("Get Outlook for")
}

/// Disclaimers and header lines.
fn is_furniture(line: &str) -> bool {
    let small = line.trim_start().get(..24.min(line.trim_start().len())).map(str::to_ascii_lowercase);
    small.is_some_and(|small| {
        [
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
        ]
        .iter()
        .any(|mark| small.starts_with(mark))
    }) && !line.to_ascii_lowercase().contains("we promised")
}

/// Abbreviations after which a full stop ends nothing.
const ABBREVIATIONS: [&str; 22] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "approx", "incl", "excl", "e.g", "i.e", "vs", "no", "max", "min", "ca",
    "resp", "inc", "ltd", "co", "abt", "ref",
];

/// Sentences of one line.
fn split<'a>(line: &'a str, each: &mut dyn FnMut(&'a str)) {
    let bytes = line.as_bytes();
    let mut start = 0;
    let mut at = 0;
    while at < bytes.len() {
        let is_end = match bytes[at] {
            b'.' => is_full_stop(line, at),
            b'!' | b'?' => {
                bytes.get(at + 1).is_none_or(|next| next.is_ascii_whitespace() || matches!(next, b'"' | b')' | b'\''))
            }
            _ => false,
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

fn is_full_stop(line: &str, at: usize) -> bool {
    let before = &line[..at];
    let word = before.rsplit(|character: char| character.is_whitespace() || character == '(').next().unwrap_or("");
    let is_followed_by_space =
        line.as_bytes().get(at + 1).is_none_or(|next| next.is_ascii_whitespace() || *next == b'"');
    let is_number_of_a_list =
        word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit()) && before.trim() == word;
    let is_initial = word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_abbreviation = ABBREVIATIONS.iter().any(|known| known.eq_ignore_ascii_case(word));
    is_followed_by_space && !is_number_of_a_list && !is_initial && !is_abbreviation
}

fn emit<'a>(sentence: &'a str, each: &mut dyn FnMut(&'a str)) {
    let trimmed = sentence.trim_matches(|character: char| {
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

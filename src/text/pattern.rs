//! The small notation of the lexicon, turned into regular expressions and into the words that make trying them worth it.
//!
//! `<class>` stands for a word class, a space for any short gap between words, `..` for up to 40 characters and `...` for
//! up to 90, a star after a letter for any ending. `{a|b}` marks the words without which the pattern cannot match: they
//! are searched for first, all at once, and the expression is tried only where one of them stands.

use std::collections::BTreeMap;

/// Word classes by name.
pub(super) type Classes = BTreeMap<String, String>;

/// A pattern that breaks the notation.
#[derive(Debug, thiserror::Error)]
#[error("{pattern}: {why}")]
pub(super) struct Broken {
    pattern: String,
    why: &'static str,
}

/// A pattern as an expression, with its anchors.
#[derive(Debug)]
pub(super) struct Pattern {
    /// In the syntax of the `regex` crate, without boundaries.
    pub(super) expression: String,
    /// One of these words, or one that begins with it, stands in every match.
    pub(super) anchors: Vec<String>,
}

/// Reads a pattern. `needs_anchor` is false for guards, which are tried only beside a match.
pub(super) fn read(source: &str, classes: &Classes, needs_anchor: bool) -> Result<Pattern, Broken> {
    let broken = |why| Broken { pattern: source.to_owned(), why };
    let expanded = expand(source, classes, 0).ok_or_else(|| broken("names no known word class"))?;
    let anchors = anchors(&expanded);
    if needs_anchor && anchors.is_none() {
        return Err(broken("no {..} whose alternatives all hold a word"));
    }
    Ok(Pattern { expression: expression(&expanded), anchors: anchors.unwrap_or_default() })
}

/// Reads a pattern that may be nothing but a list of alternatives: then each is a pattern of its own, tried only where
/// its own words stand.
pub(super) fn read_apart(source: &str, classes: &Classes) -> Result<Vec<Pattern>, Broken> {
    let is_list = source.starts_with('{') && closing(source, 0) + 1 == source.len();
    if !is_list {
        return Ok(vec![read(source, classes, true)?]);
    }
    split(&source[1..source.len() - 1]).into_iter().map(|part| read_part(part, classes)).collect()
}

fn read_part(part: &str, classes: &Classes) -> Result<Pattern, Broken> {
    let broken = |why| Broken { pattern: part.to_owned(), why };
    let expanded = expand(part, classes, 0).ok_or_else(|| broken("names no known word class"))?;
    let anchors = words_of_all(&expanded).ok_or_else(|| broken("holds no word"))?;
    Ok(Pattern { expression: format!("(?:{})", expression(&expanded)), anchors })
}

/// Puts the alternatives of each class in its place.
fn expand(source: &str, classes: &Classes, depth: usize) -> Option<String> {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find('<') {
        let end = at + rest[at..].find('>')?;
        out.push_str(&rest[..at]);
        let class = classes.get(&rest[at + 1..end]).filter(|_| depth < 8)?;
        out.push_str("(?:");
        out.push_str(&expand(class, classes, depth + 1)?);
        out.push(')');
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    Some(out)
}

/// The notation's own signs as an expression.
fn expression(source: &str) -> String {
    let characters: Vec<char> = source.chars().collect();
    let mut out = String::with_capacity(source.len() * 2);
    let mut is_in_class = false;
    let mut at = 0;
    while at < characters.len() {
        let character = characters[at];
        let next = characters.get(at + 1).copied();
        match character {
            '\\' => {
                out.push(character);
                out.extend(next);
                at += 1;
            }
            '[' => {
                is_in_class = true;
                out.push(character);
            }
            ']' => {
                is_in_class = false;
                out.push(character);
            }
            _ if is_in_class => out.push(character),
            ' ' => out.push_str("(?:\\W{1,3})"),
            '{' if next.is_some_and(|next| next.is_ascii_digit()) => {
                let end = characters[at..].iter().position(|&sign| sign == '}').map_or(characters.len(), |n| at + n);
                out.extend(&characters[at..=end.min(characters.len() - 1)]);
                at = end;
            }
            '{' => out.push_str("(?:"),
            '}' => out.push(')'),
            '.' if next == Some('.') => {
                let is_long = characters.get(at + 2) == Some(&'.');
                out.push_str(if is_long { ".{0,90}?" } else { ".{0,40}?" });
                at += if is_long { 2 } else { 1 };
            }
            '*' if at > 0 && characters[at - 1].is_ascii_alphanumeric() && !is_escaped(&characters, at - 1) => {
                out.push_str("\\w*");
            }
            other => out.push(other),
        }
        at += 1;
    }
    out
}

fn is_escaped(characters: &[char], at: usize) -> bool {
    at > 0 && characters[at - 1] == '\\'
}

/// The anchors of the marked group whose shortest word is the longest.
fn anchors(source: &str) -> Option<Vec<String>> {
    let mut best: Option<Vec<String>> = None;
    let shortest = |words: &[String]| words.iter().map(String::len).min().unwrap_or(0);
    let mut at = 0;
    while let Some(open) = source[at..].find('{').map(|found| at + found) {
        at = open + 1;
        if source[at..].starts_with(|next: char| next.is_ascii_digit()) {
            continue;
        }
        let close = closing(source, open);
        let words = words_of_all(&source[open + 1..close]);
        if let Some(words) = words
            && best.as_ref().is_none_or(|best| shortest(&words) > shortest(best))
        {
            best = Some(words);
        }
        at = close;
    }
    best
}

/// The position of the bracket that closes the one at `open`.
fn closing(source: &str, open: usize) -> usize {
    let bytes = source.as_bytes();
    let (own, other) = if bytes[open] == b'{' { (b'{', b'}') } else { (b'(', b')') };
    let mut depth = 0;
    let mut at = open;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            byte if byte == own => depth += 1,
            byte if byte == other => {
                depth -= 1;
                if depth == 0 {
                    return at;
                }
            }
            _ => {}
        }
        at += 1;
    }
    source.len()
}

/// A word of each alternative; `None` when one of them holds none.
fn words_of_all(alternatives: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    for alternative in split(alternatives) {
        words.extend(words_of_one(alternative)?);
    }
    Some(words)
}

/// Alternatives at the top level.
fn split(source: &str) -> Vec<&str> {
    let bytes = source.as_bytes();
    let (mut parts, mut start, mut at) = (Vec::new(), 0, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'(' => at = closing(source, at),
            b'[' => at += source[at..].find(']').unwrap_or(0),
            b'|' => {
                parts.push(&source[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    parts.push(&source[start.min(source.len())..]);
    parts
}

/// The longest word that stands in every match of the alternative, else the words of a group that does.
fn words_of_one(alternative: &str) -> Option<Vec<String>> {
    let bytes = alternative.as_bytes();
    let (mut longest, mut word, mut group) = (String::new(), String::new(), None);
    let keep = |word: &mut String, longest: &mut String| {
        if word.len() > longest.len() {
            longest.clone_from(word);
        }
        word.clear();
    };
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            byte if byte.is_ascii_alphanumeric() => word.push(byte as char),
            b'?' => {
                word.pop();
                keep(&mut word, &mut longest);
            }
            b'\\' => {
                keep(&mut word, &mut longest);
                at += 1;
            }
            b'[' => {
                keep(&mut word, &mut longest);
                at += alternative[at..].find(']').unwrap_or(0);
            }
            b'{' => {
                // A count: it may be zero.
                word.pop();
                keep(&mut word, &mut longest);
                at = closing(alternative, at);
            }
            b'(' => {
                keep(&mut word, &mut longest);
                let close = closing(alternative, at);
                let is_optional = matches!(bytes.get(close + 1), Some(b'?' | b'*' | b'{'));
                if !is_optional && group.is_none() {
                    let inner = alternative[at + 1..close].trim_start_matches("?:");
                    group = words_of_all(inner);
                }
                at = close;
            }
            _ => keep(&mut word, &mut longest),
        }
        at += 1;
    }
    keep(&mut word, &mut longest);
    match (longest.is_empty(), group) {
        (false, _) => Some(vec![longest]),
        (true, group) => group,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(source: &str) -> Pattern {
        let classes = Classes::from([("boss".to_owned(), "sponsor|head of \\w+".to_owned())]);
        read(source, &classes, true).expect("well formed")
    }

    #[test]
    fn signs_become_expressions() {
        assert_eq!(pattern("{leav*} it").expression, "(?:leav\\w*)(?:\\W{1,3})it");
        assert_eq!(pattern("{left}..us").expression, "(?:left).{0,40}?us");
        assert_eq!(
            pattern("(?:<boss>) {left}").expression,
            "(?:(?:sponsor|head(?:\\W{1,3})of(?:\\W{1,3})\\w+))(?:\\W{1,3})(?:left)"
        );
        assert_eq!(pattern("{a{2,3}b|c}").expression, "(?:a{2,3}b|c)");
    }

    #[test]
    fn anchors_stand_in_every_match() {
        assert_eq!(pattern("{leav*|has left|{2}gone}").anchors, ["leav", "left", "gone"]);
        assert_eq!(pattern("{<boss>}").anchors, ["sponsor", "head"]);
        assert_eq!(pattern("{we|i} {will|shall}").anchors, ["will", "shall"]);
        assert_eq!(pattern("{on ?site|sav?e}").anchors, ["site", "sa"]);
    }

    #[test]
    fn what_breaks_the_notation_is_said() {
        assert!(read("<nobody>", &Classes::new(), false).is_err());
        assert!(read("{\\w+}", &Classes::new(), true).is_err());
    }
}

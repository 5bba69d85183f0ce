//! The small notation of the lexicon: sequences of words with gaps.
//!
//! `promise+` is a word with its regular endings, `promis*` a beginning, `(a|b c)` a choice, `<class>` a named choice,
//! `~3` up to three words of the same clause, `x?` an optional part, `!x` what must not come next, `_` any word, `#` a
//! number, `%` a percentage sign, `$` a currency, `@` a name, `^` the beginning of the sentence, `$$` its end, `:` a colon,
//! `,` a comma or bracket.

use std::collections::BTreeMap;

use super::vocabulary::{LiteralId, Literals};

/// Word classes by name.
pub(super) type Classes = BTreeMap<String, String>;

/// A pattern that breaks the notation.
#[derive(Debug, thiserror::Error)]
#[error("{pattern}: {why}")]
pub(super) struct Broken {
    pattern: String,
    why: String,
}

impl Broken {
    pub(super) fn new(source: &str, why: &str) -> Broken {
        Broken { pattern: source.chars().take(120).collect(), why: why.to_owned() }
    }
}

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    OneOf(Vec<LiteralId>),
    NoneOf(Vec<LiteralId>),
    Any,
    Gap(u8),
    Choice(Vec<Vec<Part>>),
    Optional(Vec<Part>),
    Start,
    End,
    Colon,
    Comma,
}

/// The alternatives of a pattern, as sequences of parts.
pub(super) fn read(source: &str, classes: &Classes, literals: &mut Literals) -> Result<Vec<Vec<Part>>, Broken> {
    let mut reader = Reader { classes, literals };
    let alternatives: Vec<Vec<Part>> = split(source, '|')
        .into_iter()
        .map(|part| reader.sequence(part, 0).map_err(|why| Broken::new(source, &why)))
        .collect::<Result<_, _>>()?;
    let flat = alternatives.into_iter().flat_map(|parts| match parts.as_slice() {
        [Part::Choice(inner)] => inner.clone(),
        _ => vec![parts],
    });
    Ok(flat.collect())
}

struct Reader<'a> {
    classes: &'a Classes,
    literals: &'a mut Literals,
}

impl Reader<'_> {
    fn sequence(&mut self, source: &str, depth: usize) -> Result<Vec<Part>, String> {
        if depth > 12 {
            return Err("classes name each other in a circle".to_owned());
        }
        split(source, ' ').into_iter().filter(|item| !item.is_empty()).map(|item| self.item(item, depth)).collect()
    }

    fn item(&mut self, item: &str, depth: usize) -> Result<Part, String> {
        if let Some(inner) = item.strip_suffix('?') {
            return Ok(Part::Optional(vec![self.item(inner, depth)?]));
        }
        if let Some(inner) = item.strip_prefix('!') {
            return match self.item(inner, depth)? {
                Part::OneOf(words) => Ok(Part::NoneOf(words)),
                _ => Err(format!("{item}: only single words can be excluded")),
            };
        }
        if let Some(inner) = item.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            return self.choice(inner, depth);
        }
        if let Some(name) = item.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
            let class = self.classes.get(name).ok_or_else(|| format!("no class is called {name}"))?;
            return self.choice(class, depth + 1);
        }
        Ok(match item {
            "^" => Part::Start,
            "$$" => Part::End,
            ":" => Part::Colon,
            "," => Part::Comma,
            "_" => Part::Any,
            gap if gap.starts_with('~') => Part::Gap(gap[1..].parse().map_err(|_| format!("{gap}: no such gap"))?),
            word => Part::OneOf(self.word(word)?),
        })
    }

    fn choice(&mut self, source: &str, depth: usize) -> Result<Part, String> {
        let (mut words, mut sequences) = (Vec::new(), Vec::new());
        for alternative in split(source, '|') {
            match self.sequence(alternative, depth)?.as_slice() {
                [] => return Err(format!("{source}: an empty alternative")),
                [Part::OneOf(more)] => words.extend(more),
                [Part::Choice(more)] => {
                    for sequence in more {
                        match sequence.as_slice() {
                            [Part::OneOf(more)] => words.extend(more),
                            _ => sequences.push(sequence.clone()),
                        }
                    }
                }
                sequence => sequences.push(sequence.to_vec()),
            }
        }
        words.sort_unstable();
        words.dedup();
        if sequences.is_empty() {
            return Ok(Part::OneOf(words));
        }
        if !words.is_empty() {
            sequences.insert(0, vec![Part::OneOf(words)]);
        }
        Ok(Part::Choice(sequences))
    }

    fn word(&mut self, word: &str) -> Result<Vec<LiteralId>, String> {
        let letters = word.trim_end_matches(['+', '*']);
        let is_sign = ["#", "#/", "%", "$", "@"].contains(&word);
        if !is_sign && !letters.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
            return Err(format!("{word}: neither a word nor a sign"));
        }
        if word.ends_with('+') {
            let mut ids: Vec<LiteralId> = endings(letters).iter().map(|form| self.literals.id(form)).collect();
            ids.sort_unstable();
            ids.dedup();
            return Ok(ids);
        }
        Ok(vec![self.literals.id(word)])
    }
}

/// Parts at the top level.
fn split(source: &str, sign: char) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0);
    for (at, character) in source.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            other if other == sign && depth == 0 => {
                parts.push(source[start..at].trim());
                start = at + other.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(source[start..].trim());
    parts
}

/// A word with its regular endings, as verb and as noun.
fn endings(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned(), format!("{word}s")];
    let last = word.as_bytes()[word.len() - 1];
    let is_vowel = |byte: u8| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u');
    match last {
        b'e' => forms.extend([format!("{word}d"), format!("{}ing", &word[..word.len() - 1])]),
        b'y' if word.len() > 2 && !is_vowel(word.as_bytes()[word.len() - 2]) => {
            let stem = &word[..word.len() - 1];
            forms.extend([format!("{stem}ies"), format!("{stem}ied"), format!("{word}ing")]);
        }
        _ => {
            forms.extend([format!("{word}ed"), format!("{word}ing")]);
            if matches!(last, b's' | b'x' | b'z' | b'h') {
                forms.push(format!("{word}es"));
            }
            let bytes = word.as_bytes();
            let is_doubled = word.len() > 2
                && !is_vowel(last)
                && !matches!(last, b'w' | b'x' | b'y')
                && is_vowel(bytes[word.len() - 2]);
            if is_doubled {
                forms.extend(["ed", "ing"].map(|end| format!("{word}{}{end}", last as char)));
            }
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_with_their_endings() {
        assert_eq!(endings("promise"), ["promise", "promises", "promised", "promising"]);
        assert_eq!(endings("deny"), ["deny", "denys", "denies", "denied", "denying"]);
        assert!(endings("cap").contains(&"capped".to_owned()));
        assert!(endings("fix").contains(&"fixes".to_owned()));
    }

    #[test]
    fn what_breaks_the_notation_is_said() {
        let classes = Classes::from([("circle".to_owned(), "<circle>".to_owned())]);
        for source in ["<nobody>", "Upper", "a ()", "~x", "!(a b)", "<circle>"] {
            assert!(read(source, &classes, &mut Literals::default()).is_err(), "{source}");
        }
    }
}

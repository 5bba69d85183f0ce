//! The two ways in which texts are compared without looking at how they were typed.

/// Letters and digits only, lower case: headings, enumerations, team names. `"Close Date"`, `"close_date"` and
/// `"CloseDate"` fold to `"closedate"`.
pub fn fold(text: &str) -> String {
    // Nearly every text of nearly every export; the tables of Unicode cost ten times as much.
    if text.is_ascii() {
        let letters = text.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| char::from(byte.to_ascii_lowercase()));
        let mut folded = String::with_capacity(text.len());
        folded.extend(letters);
        return folded;
    }
    folded(text).collect()
}

/// Whether two texts [`fold`] to the same, without folding either: most that differ do so in their first letters.
pub fn folds_alike(one: &str, other: &str) -> bool {
    folded(one).eq(folded(other))
}

fn folded(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// [`fold`] for stages, deal types and other lists of the definitions: `&` reads as "and", and a leading number
/// (`"#09 WON"`, `"7 - Closed Won"`) is not part of the name. A name that is all digits stays as it is.
pub fn stage_key(text: &str) -> String {
    let folded = fold(&text.replace('&', " and "));
    let name = folded.trim_start_matches(|character: char| character.is_numeric());
    if name.is_empty() { folded } else { name.to_owned() }
}

/// [`fold`] for words of which somebody says what they mean: a mark that is nothing else, as `✓` or `-`, stands for itself.
pub fn word_key(text: &str) -> String {
    let folded = fold(text);
    if folded.is_empty() { text.trim().to_lowercase() } else { folded }
}

/// The letters of an abbreviation that is written with dots, in lower case: `n. a.` is `na`. `None` for any other text.
pub fn dotted_letters(text: &str) -> Option<String> {
    let text = text.trim();
    let (parts, last) = text.rsplit_once('.').map(|(parts, last)| (parts.split('.'), last.trim()))?;
    let parts = parts.chain(std::iter::once(last).filter(|last| !last.is_empty()));
    let mut letters = String::new();
    for part in parts {
        let mut characters = part.trim().chars();
        match (characters.next().filter(|letter| letter.is_alphabetic()), characters.next()) {
            (Some(letter), None) => letters.extend(letter.to_lowercase()),
            _ => return None,
        }
    }
    (letters.chars().nth(1).is_some()).then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_ignores_case_spaces_and_punctuation() {
        assert_eq!(fold(" Closed-Won "), "closedwon");
        assert_eq!(fold("Négociation"), "négociation");
    }

    #[test]
    fn texts_that_fold_to_the_same_are_alike_and_no_others() {
        let texts =
            ["", "!", "Closed-Won ", "closed won", "closed won 2", "Négociation", "NÉGOCIATION.", "İ", "i\u{307}"];
        for (one, other) in texts.iter().flat_map(|one| texts.map(|other| (*one, other))) {
            assert_eq!(folds_alike(one, other), fold(one) == fold(other), "{one} {other}");
        }
    }

    #[test]
    fn letters_with_dots_are_an_abbreviation() {
        for (text, letters) in [("n.a.", "na"), (" n. a. ", "na"), ("N.A", "na"), ("t.b.d.", "tbd"), ("k. A.", "ka")] {
            assert_eq!(dotted_letters(text).as_deref(), Some(letters), "{text}");
        }
        for text in ["", ".", "..", "a.", "n/a", "tbd", "e.g. this", "1.2.", "n.a. yet", "n..a", "acme.io"] {
            assert_eq!(dotted_letters(text), None, "{text}");
        }
    }

    #[test]
    fn a_stage_drops_its_leading_number_but_not_its_whole_name() {
        assert_eq!(stage_key("#09 WON"), "won");
        assert_eq!(stage_key("Closed & Won"), "closedandwon");
        assert_eq!(stage_key("1934257396"), "1934257396");
    }
}

//! The currency that an amount is written with: a sign or a three-letter code, before or behind the number.

/// Signs, and the currency that each stands for where nothing tells more.
const SIGNS: [(char, &str); 11] = [
    ('$', "USD"),
    ('€', "EUR"),
    ('£', "GBP"),
    ('¥', "JPY"),
    ('₹', "INR"),
    ('₩', "KRW"),
    ('₺', "TRY"),
    ('₽', "RUB"),
    ('₪', "ILS"),
    ('₫', "VND"),
    ('฿', "THB"),
];
/// Words behind or before a number, in lower case, and the currency that each means; blank where several countries use it.
const WORDS: [(&str, &str); 14] = [
    ("euros", "EUR"),
    ("euro", "EUR"),
    ("dollars", ""),
    ("dollar", ""),
    ("pounds", "GBP"),
    ("francs", ""),
    ("franken", "CHF"),
    ("kronor", "SEK"),
    ("kroner", ""),
    ("kr.", ""),
    ("kr", ""),
    ("z\u{142}", "PLN"),
    ("k\u{10d}", "CZK"),
    ("ft", "HUF"),
];
/// Letters before a dollar sign.
const DOLLARS: [(&str, &str); 9] = [
    ("US", "USD"),
    ("A", "AUD"),
    ("AU", "AUD"),
    ("C", "CAD"),
    ("CA", "CAD"),
    ("NZ", "NZD"),
    ("HK", "HKD"),
    ("S", "SGD"),
    ("R", "BRL"),
];

/// What a cell shows of its currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    /// The code.
    pub(crate) code: String,
    /// It is a dollar sign alone, which many currencies share.
    pub(crate) is_bare_dollar: bool,
}

/// The currency of an amount; `None` where it is a number alone, or no amount.
pub(crate) fn currency_of(text: &str) -> Option<Shown> {
    let text = text.trim().trim_start_matches(['(', '-', '+', '−', '–']).trim_end_matches(')').trim();
    if !text.contains(|character: char| character.is_ascii_digit()) {
        return None;
    }
    let code = |code: &str| Some(Shown { code: code.to_owned(), is_bare_dollar: false });
    let n_letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, behind) = text.split_at(n_letters);
    if behind.starts_with('$') && n_letters > 0 {
        return DOLLARS.iter().find(|(known, _)| *known == letters).and_then(|(_, meant)| code(meant));
    }
    if is_code(letters) {
        return code(letters);
    }
    if let Some(at) = text.len().checked_sub(3)
        && text.is_char_boundary(at)
        && is_code(&text[at..])
        && !text[..at].ends_with(|before: char| before.is_alphabetic())
    {
        return code(&text[at..]);
    }
    if let Some((_, (_, meant))) = without_word(text) {
        return if meant.is_empty() { None } else { code(meant) };
    }
    let (sign, meant) = SIGNS.iter().find(|(sign, _)| text.starts_with(*sign) || text.ends_with(*sign))?;
    Some(Shown { code: (*meant).to_owned(), is_bare_dollar: *sign == '$' })
}

/// Without the word for a currency at either end, and that word; `None` where there is none.
fn without_word(text: &str) -> Option<(&str, (&'static str, &'static str))> {
    let is = |part: &str, word: &str| part.to_lowercase() == word;
    let is_apart = |rest: &str| rest.trim_matches(|c: char| c.is_whitespace()).contains(|c: char| c.is_ascii_digit());
    WORDS.iter().find_map(|&(word, meant)| {
        let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        if is(first, word) && is_apart(rest) {
            return Some((rest.trim_start(), (word, meant)));
        }
        let at = text.char_indices().rev().nth(word.chars().count().checked_sub(1)?)?.0;
        let (rest, last) = text.split_at(at);
        let ends_apart = !rest.ends_with(char::is_alphabetic) && is_apart(rest);
        (is(last, word) && ends_apart).then(|| (rest.trim_end(), (word, meant)))
    })
}

/// Without a currency sign, a word for a currency or a three-letter code at either end.
pub(super) fn without_currency(text: &str) -> &str {
    let is_sign = |character: char| character == '¢' || SIGNS.iter().any(|(sign, _)| *sign == character);
    let mut rest = text.trim();
    if rest.contains(char::is_alphabetic)
        && let Some((number, _)) = without_word(rest)
    {
        rest = number;
    }
    let n_letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    // `US$`, `A$`, `USD`, `Fr.`
    if matches!(n_letters, 1..=3) && (rest[n_letters..].starts_with(is_sign) || is_code(&rest[..n_letters])) {
        rest = rest[n_letters..].trim_start();
    }
    rest = rest.trim_matches(is_sign).trim();
    if let Some(at) = rest.len().checked_sub(3)
        && rest.is_char_boundary(at)
        && is_code(&rest[at..])
    {
        rest = rest[..at].trim_end();
    }
    rest
}

/// Three capitals, but for words that multiply: `12 MIO` is a number alone.
fn is_code(text: &str) -> bool {
    text.len() == 3 && !matches!(text, "MIO" | "MLN" | "TSD") && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_currency_is_told_by_sign_and_code() {
        for (cell, code) in [
            ("$40,000.00", "USD"),
            ("40.000,00 €", "EUR"),
            ("40.000,00 Euro", "EUR"),
            ("1 250 zł", "PLN"),
            ("(£1,200)", "GBP"),
            ("US$5", "USD"),
            ("A$5", "AUD"),
            ("CHF 1'200", "CHF"),
            ("1,200 SEK", "SEK"),
            ("-5€", "EUR"),
        ] {
            assert_eq!(currency_of(cell).map(|shown| shown.code).as_deref(), Some(code), "{cell}");
        }
        for cell in ["", "1,200", "45k", "1.2M", "TBD", "EUR", "X$5", "missing amount", "12 MIO"] {
            assert_eq!(currency_of(cell), None, "{cell}");
        }
        assert!(currency_of("$5").is_some_and(|shown| shown.is_bare_dollar));
    }
}

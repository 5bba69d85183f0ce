//! Figures that a sentence names: money, shares, seats, contract terms, durations and dates.

use std::ops::Range;

/// What a figure is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FigureKind {
    /// An amount of money, in whatever currency the sentence says.
    Money(f64),
    /// Percent.
    Percent(f64),
    /// Seats, licences or users.
    Seats(f64),
    /// A contract term, in months.
    Term(f64),
    /// A duration that is no contract term, in days; a month counts 30, a year 365.
    Duration(f64),
    /// A calendar date; most people leave the year out.
    Date {
        /// The year, where it is said.
        year: Option<i16>,
        /// The month, 1 to 12.
        month: u8,
        /// The day of the month, 1 to 31.
        day: u8,
    },
}

impl FigureKind {
    /// The name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            FigureKind::Money(_) => "money",
            FigureKind::Percent(_) => "percent",
            FigureKind::Seats(_) => "seats",
            FigureKind::Term(_) => "term",
            FigureKind::Duration(_) => "duration",
            FigureKind::Date { .. } => "date",
        }
    }
}

/// A figure and where it stands in the sentence, in bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What it is.
    pub kind: FigureKind,
    /// Its words.
    pub place: Range<usize>,
}

/// The figures of a sentence, in its order.
pub fn figures(sentence: &str) -> Vec<Figure> {
    let pieces = pieces(sentence);
    let mut found = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        match date_at(&pieces, at).or_else(|| figure_at(&pieces, at)) {
            Some((kind, from, to)) => {
                found.push(Figure { kind, place: pieces[from].start..pieces[to].end });
                at = to + 1;
            }
            None => at += 1,
        }
    }
    found
}

/// A word, number or sign.
struct Piece {
    /// In small letters.
    text: String,
    start: usize,
    end: usize,
}

const SIGNS: [char; 4] = ['%', '€', '$', '£'];

fn pieces(sentence: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut start = None;
    let mut push = |from: usize, to: usize| {
        let text = sentence[from..to].trim_end_matches(['.', ',', ':', '/']);
        if !text.is_empty() {
            pieces.push(Piece { text: text.to_lowercase(), start: from, end: from + text.len() });
        }
    };
    let mut before = ' ';
    for (at, sign) in sentence.char_indices() {
        let next = sentence[at + sign.len_utf8()..].chars().next().unwrap_or(' ');
        let is_inner = before.is_ascii_digit() && next.is_ascii_digit() && matches!(sign, '.' | ',' | '/' | '-');
        let ends_number = before.is_ascii_digit() && sign.is_alphabetic() && !is_suffix(&sentence[at..]);
        if (!sign.is_alphanumeric() && !is_inner) || ends_number {
            if let Some(from) = start.take() {
                push(from, at);
            }
            if SIGNS.contains(&sign) {
                push(at, at + sign.len_utf8());
            }
        }
        if sign.is_alphanumeric() && start.is_none() {
            start = Some(at);
        }
        before = sign;
    }
    if let Some(from) = start {
        push(from, sentence.len());
    }
    pieces
}

/// `k`, `m`, `th` and the like right after a number.
fn is_suffix(rest: &str) -> bool {
    let letters: String = rest.chars().take_while(|sign| sign.is_alphabetic()).collect();
    matches!(letters.to_lowercase().as_str(), "k" | "m" | "mio" | "th" | "st" | "nd" | "rd")
}

/// `1,200`, `12.5`, `1.200,50`, `10k`, `three`.
fn number(text: &str) -> Option<f64> {
    const WORDS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    if let Some(position) = WORDS.iter().position(|word| *word == text) {
        return Some(position as f64 + 1.0);
    }
    if !text.starts_with(|sign: char| sign.is_ascii_digit()) {
        return None;
    }
    let digits = text.trim_end_matches(|sign: char| sign.is_ascii_alphabetic());
    let factor = match &text[digits.len()..] {
        "k" => 1e3,
        "m" | "mio" => 1e6,
        "" | "st" | "nd" | "rd" | "th" => 1.0,
        _ => return None,
    };
    let last = digits.rfind(['.', ',']);
    let is_fraction = last.is_some_and(|at| digits.len() - at - 1 != 3 || digits.starts_with('0'));
    let plain: String = digits
        .char_indices()
        .filter_map(|(at, sign)| match sign {
            '.' | ',' if is_fraction && Some(at) == last => Some('.'),
            '.' | ',' => None,
            other => Some(other),
        })
        .collect();
    plain.parse::<f64>().ok().map(|value| value * factor)
}

fn is_currency(text: &str) -> bool {
    const NAMES: [&str; 12] = ["€", "$", "£", "eur", "usd", "gbp", "chf", "euro", "euros", "dollars", "pounds", "aud"];
    NAMES.contains(&text)
}

fn is_seat(text: &str) -> bool {
    matches!(text, "seat" | "seats" | "licence" | "licences" | "license" | "licenses" | "lics" | "users")
}

/// Words that make a number of months or years a contract term.
const TERM_WORDS: [&str; 12] = [
    "term",
    "contract",
    "agreement",
    "commitment",
    "commit",
    "committed",
    "subscription",
    "sign",
    "signed",
    "deal",
    "renewal",
    "signs",
];

fn figure_at(pieces: &[Piece], at: usize) -> Option<(FigureKind, usize, usize)> {
    let value = number(&pieces[at].text)?;
    let word = |offset: usize| pieces.get(at + offset).map_or("", |piece| piece.text.as_str());
    if at > 0 && is_currency(&pieces[at - 1].text) {
        return Some((FigureKind::Money(value), at - 1, at));
    }
    if is_currency(word(1)) {
        return Some((FigureKind::Money(value), at, at + 1));
    }
    if matches!(word(1), "%" | "percent" | "pct") {
        return Some((FigureKind::Percent(value), at, at + 1));
    }
    if let Some(offset) = (1..=2).find(|&offset| is_seat(word(offset))) {
        return Some((FigureKind::Seats(value), at, at + offset));
    }
    let is_term = || {
        let around = (at.saturating_sub(4)..at).chain(at + 2..at + 4);
        around.filter_map(|near| pieces.get(near)).any(|piece| TERM_WORDS.contains(&piece.text.as_str()))
    };
    let days = match word(1) {
        "month" | "months" | "mo" | "mos" if is_term() => return Some((FigureKind::Term(value), at, at + 1)),
        "year" | "years" | "yr" | "yrs" if is_term() => return Some((FigureKind::Term(value * 12.0), at, at + 1)),
        "day" | "days" => 1.0,
        "week" | "weeks" | "wk" | "wks" => 7.0,
        "month" | "months" => 30.0,
        "year" | "years" => 365.0,
        _ => return None,
    };
    Some((FigureKind::Duration(value * days), at, at + 1))
}

/// English names of the months, lower case, January first.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The month that a word, or its first three letters, name.
fn month(text: &str) -> Option<u8> {
    let is_named = |name: &str| name == text || text == &name[..3] || (text == "sept" && name.starts_with("sep"));
    MONTHS.iter().position(|name| is_named(name)).map(|position| position as u8 + 1)
}

fn date_at(pieces: &[Piece], at: usize) -> Option<(FigureKind, usize, usize)> {
    let text = |offset: usize| pieces.get(at + offset).map_or("", |piece| piece.text.as_str());
    let day = |text: &str| {
        let digits = text.trim_end_matches(|sign: char| sign.is_ascii_alphabetic());
        digits.parse::<u8>().ok().filter(|day| (1..=31).contains(day))
    };
    let year = |text: &str| text.parse::<i16>().ok().filter(|year| (1990..2100).contains(year));
    if let Some(kind) = numeric_date(text(0)) {
        return Some((kind, at, at));
    }
    let of = usize::from(text(1) == "of");
    if let (Some(day), Some(month)) = (day(text(0)), month(text(1 + of))) {
        let year = year(text(2 + of));
        let last = at + 1 + of + usize::from(year.is_some());
        return Some((FigureKind::Date { year, month, day }, at, last));
    }
    if let (Some(month), Some(day)) = (month(text(0)), day(text(1))) {
        let year = year(text(2));
        return Some((FigureKind::Date { year, month, day }, at, at + 1 + usize::from(year.is_some())));
    }
    None
}

/// `2026-05-01`, `15.09.2025`; what could be read as two dates is none.
fn numeric_date(text: &str) -> Option<FigureKind> {
    let parts = |sign: char| -> Option<[i16; 3]> {
        let numbers: Vec<i16> = text.split(sign).map(|part| part.parse().ok()).collect::<Option<_>>()?;
        numbers.try_into().ok()
    };
    let (year, month, day) = if let Some([year, month, day]) = parts('-') {
        (year, month, day)
    } else if let Some([day, month, year]) = parts('.') {
        (year, month, day)
    } else {
        let [first, second, year] = parts('/')?;
        match (first > 12, second > 12) {
            (true, false) => (year, second, first),
            (false, true) => (year, first, second),
            _ => return None,
        }
    };
    let year = if (0..100).contains(&year) { year + 2000 } else { year };
    let is_date = (1990..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    is_date.then_some(FigureKind::Date { year: Some(year), month: month as u8, day: day as u8 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(sentence: &str) -> Vec<(FigureKind, &str)> {
        figures(sentence).into_iter().map(|figure| (figure.kind, &sentence[figure.place])).collect()
    }

    #[test]
    fn figures_are_told_from_each_other() {
        let date = |year, month, day| FigureKind::Date { year, month, day };
        let seats = (FigureKind::Seats(120.0), "120 seats");
        for (sentence, expected) in [
            ("120 seats for 36-month term", vec![seats, (FigureKind::Term(36.0), "36-month")]),
            ("10% off, $1,200.50", vec![(FigureKind::Percent(10.0), "10%"), (FigureKind::Money(1200.5), "$1,200.50")]),
            (
                "48k EUR in 6 weeks",
                vec![(FigureKind::Money(48_000.0), "48k EUR"), (FigureKind::Duration(42.0), "6 weeks")],
            ),
            ("signed for three years", vec![(FigureKind::Term(36.0), "three years")]),
            ("live by 1 March 2026", vec![(date(Some(2026), 3, 1), "1 March 2026")]),
            (
                "live 15.09.2025 or May 2nd",
                vec![(date(Some(2025), 9, 15), "15.09.2025"), (date(None, 5, 2), "May 2nd")],
            ),
            ("on 28-Feb", vec![(date(None, 2, 28), "28-Feb")]),
            ("on 03/04/2025 they may", vec![]),
        ] {
            assert_eq!(kinds(sentence), expected, "{sentence}");
        }
    }
}

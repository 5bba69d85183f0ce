//! Numbers and amounts as people and spreadsheets write them. Whether the decimal mark is a point or a comma is decided
//! once a column.

#[cfg(test)]
mod tests;

use crate::settings::DecimalMark as Mark;

use super::super::note::FileNote;
use super::Unreadable;
use super::currency::without_currency;
use super::text::{is_blank, is_empty_reference};

/// What a cell that cannot be read should have been.
const EXPECTED_POINT: Unreadable = Unreadable { expected: "a number such as 1,234.56" };
/// The same where the column uses a decimal comma.
const EXPECTED_COMMA: Unreadable = Unreadable { expected: "a number such as 1.234,56" };

/// Powers of ten that a double holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

/// Endings that multiply, longest first.
const MULTIPLIERS: [(&str, f64); 8] =
    [("bn", 1e9), ("mn", 1e6), ("mio", 1e6), ("mln", 1e6), ("tsd", 1e3), ("k", 1e3), ("m", 1e6), ("b", 1e9)];

/// Reads the numbers of one column.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct NumberReader {
    mark: Mark,
}

/// How a column is read, and why.
#[derive(Clone, Debug)]
pub(crate) struct NumberDecision {
    /// The reader.
    pub(crate) reader: NumberReader,
    /// A sentence for the report where cells of the sample could be read in two ways, or contradict each other.
    pub(crate) note: Option<FileNote>,
}

/// The key that settles what the cells leave open.
const SETTLES: &str = "decimal";

/// What the cells of a sample show.
#[derive(Default)]
struct Evidence {
    n_cells: usize,
    n_point: usize,
    n_comma: usize,
    /// `1.200`: thousands, or three decimals.
    n_open_point: usize,
    /// `1,200`.
    n_open_comma: usize,
}

impl NumberReader {
    /// A reader for a column with these cells.
    pub(crate) fn decide<'a>(samples: impl Iterator<Item = &'a str>) -> NumberReader {
        NumberReader::decide_as(samples, false, None).reader
    }

    /// The same for an amount or another number, where `audit.toml` may have said which mark is the decimal one.
    ///
    /// A comma is the decimal mark where more cells show that it is than show the opposite. `1.200` and `1,200` show
    /// neither: where a column has nothing else, a comma is a thousands mark, and so is a point in amounts, because
    /// hardly any currency has three decimals.
    pub(crate) fn decide_as<'a>(
        samples: impl Iterator<Item = &'a str>,
        is_money: bool,
        said: Option<Mark>,
    ) -> NumberDecision {
        let mut evidence = Evidence::default();
        samples.for_each(|cell| evidence.add(cell));
        let reader = NumberReader { mark: said.unwrap_or_else(|| evidence.mark(is_money)) };
        NumberDecision { reader, note: if said.is_some() { None } else { evidence.note(reader.mark, is_money) } }
    }

    /// Whether a cell could be thousands as well as three decimals: `1.200`. A lone comma is a thousands mark wherever
    /// nothing in the column speaks against it.
    pub(crate) fn is_ambiguous(text: &str) -> bool {
        matches!(Written::of(text).map(|written| shown_mark(&written.digits)), Some(Shown::Open(Mark::Point)))
    }

    /// Whether a cell shows which mark is the decimal one.
    pub(crate) fn is_decisive(text: &str) -> bool {
        matches!(Written::of(text).map(|written| shown_mark(&written.digits)), Some(Shown::Decimal(_)))
    }

    /// The notation in words.
    pub(crate) fn notation(self) -> &'static str {
        match self.mark {
            Mark::Point => "decimal point",
            Mark::Comma => "decimal comma",
        }
    }

    /// The number, or nothing. A percent sign is read as part of the spelling: `75%` is 75.
    ///
    /// # Errors
    /// Text that is no finite number in the column's notation.
    pub(crate) fn read(&self, text: &str) -> Result<Option<f64>, Unreadable> {
        if self.mark == Mark::Point
            && let Some(number) = read_plain(text.as_bytes())
        {
            return Ok(Some(number));
        }
        if is_blank(text) || is_empty_reference(text) {
            return Ok(None);
        }
        let expected = if self.mark == Mark::Point { EXPECTED_POINT } else { EXPECTED_COMMA };
        let number = Written::of(text).and_then(|written| written.value(self.mark)).ok_or(expected)?;
        Ok(Some(number))
    }
}

impl Evidence {
    fn add(&mut self, cell: &str) {
        let Some(written) = Written::of(cell) else { return };
        self.n_cells += 1;
        match shown_mark(&written.digits) {
            Shown::Decimal(Mark::Point) => self.n_point += 1,
            Shown::Decimal(Mark::Comma) => self.n_comma += 1,
            Shown::Open(Mark::Point) => self.n_open_point += 1,
            Shown::Open(Mark::Comma) => self.n_open_comma += 1,
            Shown::Nothing => {}
        }
    }

    fn mark(&self, is_money: bool) -> Mark {
        let are_thousands = is_money && self.n_open_point > 0 && self.n_open_comma == 0;
        match self.n_comma.cmp(&self.n_point) {
            std::cmp::Ordering::Greater => Mark::Comma,
            std::cmp::Ordering::Equal if self.n_comma == 0 && are_thousands => Mark::Comma,
            _ => Mark::Point,
        }
    }

    fn note(&self, mark: Mark, is_money: bool) -> Option<FileNote> {
        let (own, other, n_own, n_other) = match mark {
            Mark::Point => ("a decimal point", "a decimal comma", self.n_point, self.n_comma),
            Mark::Comma => ("a decimal comma", "a decimal point", self.n_comma, self.n_point),
        };
        if n_other > 0 {
            return Some(FileNote::settled(format!(
                "{n_own} of {} cells show {own} and {n_other} {other}; read with {own}, so that the latter cannot be read",
                self.n_cells
            )));
        }
        // Hardly any currency has three decimals: a few cells that show a point do not settle what the others mean.
        let is_doubtful = n_own == 0 || (is_money && mark == Mark::Point);
        (self.n_open_point > 0 && is_doubtful).then(|| {
            let open = format_args!(
                "{} of {} cells, such as 1.200, could be thousands or three decimals; read with {own}",
                self.n_open_point, self.n_cells
            );
            FileNote::open(open, SETTLES)
        })
    }
}

/// `12345.67`, `-3`, `8`: digits with at most one point, few enough that the division is exact.
fn read_plain(text: &[u8]) -> Option<f64> {
    let (is_negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    if digits.is_empty() || digits.len() > 16 {
        return None;
    }
    let (mut mantissa, mut n_decimals, mut has_point) = (0_u64, 0_usize, false);
    for &byte in digits {
        match byte {
            b'0'..=b'9' => {
                mantissa = mantissa * 10 + u64::from(byte - b'0');
                n_decimals += usize::from(has_point);
            }
            b'.' if !has_point => has_point = true,
            _ => return None,
        }
    }
    // At most 2^53: beyond it the integer itself would be rounded.
    if digits.len() == usize::from(has_point) || digits == b"000" || mantissa > 1 << 53 {
        return None;
    }
    let number = mantissa as f64 / POWERS[n_decimals];
    Some(if is_negative { -number } else { number })
}

/// A number without what surrounds it.
struct Written {
    is_negative: bool,
    /// Digits, points and commas only, or scientific notation.
    digits: String,
    factor: f64,
}

impl Written {
    fn of(text: &str) -> Option<Written> {
        let (mut is_negative, mut rest) = (false, text.trim());
        if let Some(inner) = rest.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
            (is_negative, rest) = (true, inner.trim());
        }
        rest = without_currency(rest);
        // The sign may stand before the currency, behind it, or at the end.
        for _ in 0..2 {
            if let Some(after) = rest.strip_prefix(['-', '−', '–']).or_else(|| rest.strip_suffix('-')) {
                (is_negative, rest) = (!is_negative, without_currency(after.trim()));
            } else if let Some(after) = rest.strip_prefix('+') {
                rest = without_currency(after.trim());
            }
        }
        let (rest, factor) = without_multiplier(rest);
        let rest = without_currency(rest.strip_suffix('%').unwrap_or(rest).trim_end());
        let mut digits = String::with_capacity(rest.len());
        for character in rest.chars() {
            match character {
                '0'..='9' | '.' | ',' => digits.push(character),
                'e' | 'E' | '+' | '-' if digits.starts_with(|first: char| first.is_ascii_digit()) => {
                    digits.push(character)
                }
                // Between digits only: grouping by spaces of any width, or the Swiss way.
                '\'' | '’' => {}
                space if space.is_whitespace() => {}
                _ => return None,
            }
        }
        digits.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '.' | ',')).then_some(Written {
            is_negative,
            digits,
            factor,
        })
    }

    fn value(&self, mark: Mark) -> Option<f64> {
        let mark = scientific_mark(&self.digits).unwrap_or(mark);
        let (decimal, grouping) = if mark == Mark::Point { ('.', ',') } else { (',', '.') };
        let (units, decimals) = match self.digits.split_once(decimal) {
            Some((units, decimals)) => (units, Some(decimals)),
            None => (self.digits.as_str(), None),
        };
        if decimals.is_some_and(|decimals| decimals.contains([decimal, grouping])) || !has_even_groups(units, grouping)
        {
            return None;
        }
        let mut plain: String = units.chars().filter(|&character| character != grouping).collect();
        if let Some(decimals) = decimals {
            plain.push('.');
            plain.push_str(decimals);
        }
        let number = plain.parse::<f64>().ok()? * self.factor;
        number.is_finite().then_some(if self.is_negative { -number } else { number })
    }
}

/// The one mark before an exponent, as in `1.2e6`: programs write so, and never put thousands there.
fn scientific_mark(digits: &str) -> Option<Mark> {
    let (mantissa, _) = digits.split_once(['e', 'E'])?;
    let mut marks = mantissa.bytes().filter_map(mark_of);
    marks.next().filter(|_| marks.next().is_none())
}

/// The decimal mark that this sign would be.
fn mark_of(sign: u8) -> Option<Mark> {
    match sign {
        b'.' => Some(Mark::Point),
        b',' => Some(Mark::Comma),
        _ => None,
    }
}

/// Groups of three, or of two and a last one of three as in India.
fn has_even_groups(units: &str, grouping: char) -> bool {
    let mut groups = units.split(grouping);
    let first = groups.next().unwrap_or("");
    let rest: Vec<&str> = groups.collect();
    let Some((last, middle)) = rest.split_last() else { return true };
    let is_indian = middle.iter().any(|group| group.len() == 2);
    let longest = if is_indian { 2 } else { 3 };
    !first.is_empty() && first.len() <= longest && last.len() == 3 && middle.iter().all(|group| group.len() == longest)
}

/// What a cell shows of the column's marks.
enum Shown {
    /// That this is the decimal mark.
    Decimal(Mark),
    /// One mark of this kind, which may stand before thousands or before three decimals.
    Open(Mark),
    /// No mark at all.
    Nothing,
}

fn shown_mark(digits: &str) -> Shown {
    if let Some(mark) = scientific_mark(digits) {
        return Shown::Decimal(mark);
    }
    let other = |mark: Mark| if mark == Mark::Comma { Mark::Point } else { Mark::Comma };
    let marks: Vec<(usize, Mark)> =
        digits.bytes().enumerate().filter_map(|(at, sign)| Some((at, mark_of(sign)?))).collect();
    let (Some(&(first, first_mark)), Some(&(last, last_mark))) = (marks.first(), marks.last()) else {
        return Shown::Nothing;
    };
    if first_mark != last_mark {
        return Shown::Decimal(last_mark);
    }
    if marks.len() > 1 {
        return Shown::Decimal(other(first_mark));
    }
    let n_decimals = digits.len() - last - 1;
    // `1,200` may be a group or three decimals; `0,125`, `12345,678` and `12,5` can only be decimals.
    let is_open = n_decimals == 3 && (1..=3).contains(&first) && !digits.starts_with('0');
    if is_open { Shown::Open(last_mark) } else { Shown::Decimal(last_mark) }
}

fn without_multiplier(text: &str) -> (&str, f64) {
    for (ending, factor) in MULTIPLIERS {
        let Some(at) = text.len().checked_sub(ending.len()).filter(|&at| text.is_char_boundary(at)) else { continue };
        let number = text[..at].trim_end();
        if text[at..].eq_ignore_ascii_case(ending) && number.ends_with(|last: char| last.is_ascii_digit()) {
            return (number, factor);
        }
    }
    (text, 1.0)
}

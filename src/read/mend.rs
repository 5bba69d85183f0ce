//! Lines whose quotes are wrong: read where they can be meant in one way only, else left to be named.
//!
//! The headings say how many cells a line should have. A way to read it counts when it gives as many, and the line is
//! used only when one way does. Nothing is dropped: a quote that bounds no cell stays in the text.

use super::dialect::Dialect;

/// The longest line, and the most opening quotes, of which the ways to read them are tried.
const MAX_LINE: usize = 64 << 10;
const MAX_QUOTES: usize = 64;
/// The widest line, and the most cells, of which all ways to split it are tried.
const MAX_WIDTH: usize = 512;
const MAX_STEPS: usize = 10_000;

/// The cells of a line whose quotes are wrong, when they are as many as wanted: read so that a quote closes its cell only
/// before a delimiter, or else in the one way in which an opening quote is text.
pub(super) fn loosely(line: &str, width: usize, dialect: &Dialect) -> Option<Vec<String>> {
    let line = line.trim_end_matches(['\r', '\n']);
    let (delimiter, quote) = (char::from(dialect.delimiter), char::from(dialect.quote));
    let opens = || {
        let quotes = line.match_indices(quote).map(|(at, _)| at);
        quotes.filter(|&at| at == 0 || line[..at].ends_with(delimiter))
    };
    if line.len() > MAX_LINE || opens().count() > MAX_QUOTES || dialect.escape.is_some() || !dialect.tail().is_empty() {
        return None;
    }
    let fits = |cells: &Vec<String>| cells.len() == width;
    let loose = Some(split(line, delimiter, quote, None)).filter(fits);
    loose.or_else(|| {
        let mut ways: Vec<_> = opens().map(|at| split(line, delimiter, quote, Some(at))).filter(fits).collect();
        ways.dedup();
        ways.pop().filter(|_| ways.is_empty())
    })
}

/// The cells of a line that is too wide because a quote inside a cell stands before a delimiter, as in
/// `'Boots for kids', light','x'`: the one way to make it as many cells as wanted.
pub(super) fn wider(line: &str, width: usize, dialect: &Dialect) -> Option<Vec<String>> {
    let line = line.trim_end_matches(['\r', '\n']);
    let (delimiter, quote) = (char::from(dialect.delimiter), char::from(dialect.quote));
    let n_closes = line.match_indices(quote).filter(|&(at, _)| line[at + 1..].starts_with(delimiter)).count();
    if line.len() > MAX_LINE || n_closes > MAX_QUOTES || width > MAX_WIDTH || !dialect.tail().is_empty() {
        return None;
    }
    let mut ways = Ways { delimiter, quote, found: Vec::new(), cells: Vec::new(), n_steps: 0 };
    ways.explore(line, width);
    let is_known = ways.n_steps <= MAX_STEPS;
    let doubled = format!("{quote}{quote}");
    let unquoted = |cell: &str| match cell.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
        Some(text) => text.replace(&doubled, &quote.to_string()),
        None => cell.to_owned(),
    };
    let cells = ways.found.pop().filter(|_| ways.found.is_empty() && is_known)?;
    Some(cells.into_iter().map(unquoted).collect())
}

/// The ways to split a line, found one cell after the other; two are enough to know that there is not one.
struct Ways<'l> {
    delimiter: char,
    quote: char,
    found: Vec<Vec<&'l str>>,
    cells: Vec<&'l str>,
    n_steps: usize,
}

impl<'l> Ways<'l> {
    fn explore(&mut self, rest: &'l str, n_left: usize) {
        self.n_steps += 1;
        if self.n_steps > MAX_STEPS || self.found.len() > 1 {
            return;
        }
        let (delimiter, quote) = (self.delimiter, self.quote);
        let is_quoted = rest.len() > 1 && rest.starts_with(quote);
        for (at, _) in rest.match_indices(delimiter).chain([(rest.len(), "")]) {
            let (cell, is_end) = (&rest[..at], at == rest.len());
            let closes = cell.len() > 1 && cell.ends_with(quote);
            // A cell that does not open with a quote does not end with one either.
            if closes == is_quoted && is_end == (n_left == 1) {
                self.cells.push(cell);
                if is_end {
                    self.found.push(self.cells.clone());
                } else {
                    self.explore(&rest[at + delimiter.len_utf8()..], n_left - 1);
                }
                self.cells.pop();
            }
            // A delimiter between two quotes bounds two cells in any way to read the line.
            let is_between = closes && !is_end && rest[at + delimiter.len_utf8()..].starts_with(quote);
            if !is_quoted || is_between {
                return;
            }
        }
    }
}

/// Splits a line; a quote closes its cell only before a delimiter, and the quote at `text_at` opens none.
pub(super) fn split(line: &str, delimiter: char, quote: char, text_at: Option<usize>) -> Vec<String> {
    let (mut cells, mut start) = (Vec::new(), 0);
    loop {
        let rest = &line[start..];
        let is_quoted = rest.starts_with(quote) && text_at != Some(start);
        let close = is_quoted.then(|| {
            let closes = |at: &usize| rest[at + 1..].is_empty() || rest[at + 1..].starts_with(delimiter);
            rest.match_indices(quote).skip(1).map(|(at, _)| at).find(closes)
        });
        let (text, length) = match close.flatten() {
            Some(close) => (rest[1..close].replace(&format!("{quote}{quote}"), &quote.to_string()), close + 1),
            None => {
                let end = rest.find(delimiter).unwrap_or(rest.len());
                (rest[..end].to_owned(), end)
            }
        };
        cells.push(text);
        start += length;
        if start >= line.len() {
            return cells;
        }
        start += delimiter.len_utf8();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_a_line_with_a_stray_quote_in_the_one_way_that_fits() {
        let dialect = Dialect {
            encoding: "UTF-8",
            delimiter: b',',
            delimiter_tail: [0; 2],
            quote: b'"',
            escape: None,
            record_end: crate::read::RecordEnd::Lf,
        };
        let cells = |line: &str| loosely(line, 3, &dialect);
        let expected = |cells: [&str; 3]| Some(cells.map(str::to_owned).to_vec());
        assert_eq!(cells("\"a,b,\"c\"\n"), expected(["\"a", "b", "c"]));
        assert_eq!(cells("a,b,\"\"c\"\n"), expected(["a", "b", "\"c"]));
        assert_eq!(cells("a,\"b\",\"c\r\n"), expected(["a", "b", "\"c"]));
        assert_eq!(cells("a,b\n"), None);
    }

    #[test]
    fn joins_what_an_apostrophe_before_a_delimiter_has_split() {
        let dialect = Dialect {
            encoding: "UTF-8",
            delimiter: b',',
            delimiter_tail: [0; 2],
            quote: b'\'',
            escape: None,
            record_end: crate::read::RecordEnd::Lf,
        };
        let cells = |line: &str| wider(line, 3, &dialect);
        let expected = |cells: [&str; 3]| Some(cells.map(str::to_owned).to_vec());
        assert_eq!(cells("a,'for kids', light',c\n"), expected(["a", "for kids', light", "c"]));
        assert_eq!(cells("'p, kids'' q','for kids', light','c'\n"), expected(["p, kids' q", "for kids', light", "c"]));
        assert_eq!(cells("a,'b', 'c', 'd'\n"), None, "two ways");
        assert_eq!(cells("a,b,c,d\n"), None);
    }
}

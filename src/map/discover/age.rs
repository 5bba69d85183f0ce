//! Files in order of the days and numbers in their names: `deals_26-01-2026.csv` comes before `deals_02-02-2026.csv`,
//! `week 9.csv` before `week 10.csv`, and `deals.csv` before `deals (1).csv`, which a browser has saved later.

/// A day in a name: where it stands, its two numbers, and the year.
struct Dated {
    at: std::ops::Range<usize>,
    first: u8,
    second: u8,
    year: u16,
}

/// The names as they are sorted: each number as long as the longest, and each day as [`years_first`].
pub(super) fn sort_keys(names: &[&str]) -> Vec<String> {
    years_first(names).iter().map(|name| with_long_numbers(name)).collect()
}

/// What is the same in the names of copies of one export: the name without its numbers.
pub(in crate::map) fn pattern(name: &str) -> String {
    let mut pattern = String::with_capacity(name.len());
    let (name, _) = without_counter(name);
    for part in name.to_lowercase().split(|character: char| character.is_ascii_digit()) {
        // `2026-11-23` and `2026-11-23-1` alike.
        if part.is_empty() || (pattern.ends_with('#') && matches!(part, "-" | "_" | "." | " ")) {
            continue;
        }
        pattern.push_str(part);
        pattern.push('#');
    }
    pattern
}

/// A name without the ` (1)` at its end, and that number: 0 where there is none.
fn without_counter(name: &str) -> (String, u32) {
    let (book, sheet) = name.split_once('#').map_or((name, ""), |(book, _)| (book, &name[book.len()..]));
    let (stem, ending) = book.rsplit_once('.').map_or((book, ""), |(stem, _)| (stem, &book[stem.len()..]));
    let counted = stem.strip_suffix(')').and_then(|stem| stem.rsplit_once(" ("));
    match counted.and_then(|(stem, counter)| Some((stem, counter.parse::<u32>().ok()?))) {
        Some((stem, counter)) => (format!("{stem}{ending}{sheet}"), counter),
        None => (name.to_owned(), 0),
    }
}

fn with_long_numbers(name: &str) -> String {
    const LONGEST: usize = 20;
    let (name, counter) = without_counter(name);
    let mut long = String::with_capacity(2 * name.len());
    let mut rest = name.as_str();
    while let Some(start) = rest.find(|character: char| character.is_ascii_digit()) {
        let digits = rest[start..].find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len() - start);
        long.push_str(&rest[..start]);
        let number = rest[start..start + digits].trim_start_matches('0');
        (number.len()..LONGEST).for_each(|_| long.push('0'));
        long.push_str(number);
        rest = &rest[start + digits..];
    }
    format!("{long}{rest} {counter:010}")
}

/// The names with each day's year first, where the names show which number is the month, or where it does not matter to
/// their order. Names without such a day, and all where that is open, stay as they are.
fn years_first(names: &[&str]) -> Vec<String> {
    let days: Vec<Option<Dated>> = names.iter().map(|name| dated(name)).collect();
    let is_late = |number: fn(&Dated) -> u8| days.iter().flatten().any(|day| number(day) > 12);
    let read = |is_day_first: bool| -> Vec<String> {
        let key = |(name, day): (&&str, &Option<Dated>)| match day {
            Some(Dated { at, first, second, year }) => {
                let (month, day) = if is_day_first { (second, first) } else { (first, second) };
                format!("{}{year:04}-{month:02}-{day:02}{}", &name[..at.start], &name[at.end..])
            }
            None => (*name).to_owned(),
        };
        names.iter().zip(&days).map(key).collect()
    };
    let order = |keys: &[String]| {
        let mut places: Vec<usize> = (0..keys.len()).collect();
        places.sort_by(|&one, &other| keys[one].cmp(&keys[other]));
        places
    };
    match (is_late(|day| day.first), is_late(|day| day.second)) {
        (true, false) => read(true),
        (false, true) => read(false),
        (false, false) if order(&read(true)) == order(&read(false)) => read(true),
        _ => names.iter().map(|name| (*name).to_owned()).collect(),
    }
}

/// The first day of the name that has its year last: two numbers of one or two digits and one of four, with a point, a
/// hyphen or an underscore between.
fn dated(name: &str) -> Option<Dated> {
    let bytes = name.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    (0..bytes.len()).filter(|&at| is_digit(at) && (at == 0 || !is_digit(at - 1))).find_map(|start| {
        let mut numbers = name[start..].splitn(3, ['-', '.', '_']);
        let (first, second, rest) = (numbers.next()?, numbers.next()?, numbers.next()?);
        let is_year_over = !rest.as_bytes().get(4).is_some_and(u8::is_ascii_digit);
        let year = rest.get(..4).filter(|_| is_year_over)?;
        let is_short = |number: &str| (1..=2).contains(&number.len());
        let (first, second) = (is_short(first).then_some(first)?, is_short(second).then_some(second)?);
        let end = start + first.len() + second.len() + 2 + year.len();
        let (first, second, year) = (first.parse().ok()?, second.parse().ok()?, year.parse().ok()?);
        ((1..=31).contains(&first) && (1..=31).contains(&second) && (1900..=2200).contains(&year)).then_some(Dated {
            at: start..end,
            first,
            second,
            year,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted<'a>(names: &[&'a str]) -> Vec<&'a str> {
        let mut keyed: Vec<(String, &str)> = sort_keys(names).into_iter().zip(names.iter().copied()).collect();
        keyed.sort();
        keyed.into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn days_in_names_are_in_order_where_the_names_show_the_month() {
        let day_first = ["deals_02-02-2026.csv", "deals_26-01-2026.csv"];
        assert_eq!(sorted(&day_first), ["deals_26-01-2026.csv", "deals_02-02-2026.csv"]);
        let month_first = ["deals 01.26.2026.csv", "deals 02.02.2025.csv"];
        assert_eq!(sorted(&month_first), ["deals 02.02.2025.csv", "deals 01.26.2026.csv"]);
        let either_way = ["deals_10-02-2026.csv", "deals_9-02-2026.csv"];
        assert_eq!(sorted(&either_way), ["deals_9-02-2026.csv", "deals_10-02-2026.csv"]);
        for open in [["a_02-03-2026.csv", "a_03-02-2026.csv"], ["a_26-01-2026.csv", "b_01-26-2026.csv"]] {
            assert_eq!(sorted(&open), open, "nobody can tell");
        }
        let others = ["2026-01-26.csv", "26-01-2026x.csv", "deals (2).csv", "v1-2-30000.csv", "äö_31-12-2025.csv"];
        assert_eq!(sorted(&others), others);
    }

    #[test]
    fn numbers_in_names_are_in_order() {
        let weeks = ["week 10.csv", "week 9.csv", "week 010 b.csv"];
        assert_eq!(sorted(&weeks), ["week 9.csv", "week 010 b.csv", "week 10.csv"]);
        let saved = ["deals (1).csv", "deals (10).csv", "deals (2).csv", "deals.csv", "deals-old.csv"];
        assert_eq!(sorted(&saved), ["deals-old.csv", "deals.csv", "deals (1).csv", "deals (2).csv", "deals (10).csv"]);
        let books = ["log (1).xlsx#Log", "log.xlsx#Log", "1 (x).csv", "9 ()"];
        assert_eq!(sorted(&books), ["1 (x).csv", "9 ()", "log.xlsx#Log", "log (1).xlsx#Log"]);
        let long = ["a99999999999999999999999.csv", "a1.csv"];
        assert_eq!(sorted(&long), ["a1.csv", "a99999999999999999999999.csv"]);
    }

    #[test]
    fn copies_differ_in_their_numbers_only() {
        for (one, other) in [
            ("deals 2026-08-10.csv", "Deals 2026-08-17.csv"),
            ("deals-2026-08-10.csv", "deals-2026-08-10-1.csv"),
            ("deals.csv", "deals (3).csv"),
            ("kw32 tracker.xlsx#Plan", "kw33 tracker.xlsx#Plan"),
            ("report1690000000000.csv", "report1690600000000.csv"),
        ] {
            assert_eq!(pattern(one), pattern(other), "{one} and {other}");
        }
        for (one, other) in [("deals 1.csv", "deals 1 emea.csv"), ("a1.csv", "b1.csv"), ("t.xlsx#A1", "t.xlsx#B1")] {
            assert_ne!(pattern(one), pattern(other), "{one} and {other}");
        }
    }
}

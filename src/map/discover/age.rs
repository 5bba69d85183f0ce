//! Files in order of the days in their names: `deals_26-01-2026.csv` comes before `deals_02-02-2026.csv`.

/// A day in a name: where it stands, its two numbers, and the year.
struct Dated {
    at: std::ops::Range<usize>,
    first: u8,
    second: u8,
    year: u16,
}

/// The names as they are sorted: each day with its year first, where the names show which number is the month, or where it
/// does not matter to their order. Names without such a day, and all where that is open, stay as they are.
pub(super) fn sort_keys(names: &[&str]) -> Vec<String> {
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
}

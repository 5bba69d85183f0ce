//! Numbers, shares, dates and durations as English readers see them.
//!
//! The only place where a figure becomes text. A share is 0 to 1 until it arrives here. Nothing here is ever a bare
//! dash: who calls it has a word for what is absent.

use jiff::civil::Date;

use crate::domain::{amount, counted, grouped};
use crate::report::format::zoned;

/// A count with thousands separators: `12,345`.
pub(crate) fn count(n: u64) -> String {
    grouped(&n.to_string())
}

/// `1 deal`, `12 deals`.
pub(crate) fn plural(n: u64, one: &str, many: &str) -> String {
    counted(n, one, many)
}

/// `27 of 30`.
pub(crate) fn k_of_n(k: u64, n: u64) -> String {
    format!("{} of {}", count(k), count(n))
}

/// `27 of 30 deals are`, `1 of 1 deal is`: the noun goes with all of them, the verb with those that are meant.
pub(crate) fn of_all(k: u64, n: u64, (one, many): (&str, &str), (is, are): (&str, &str)) -> String {
    let (noun, verb) = (if n == 1 { one } else { many }, if k == 1 || n == 1 { is } else { are });
    format!("{} {noun} {verb}", k_of_n(k, n))
}

/// A figure without a unit, at most one decimal: `12.5`, `1,204`.
pub(crate) fn number(value: f64) -> String {
    if !value.is_finite() {
        return "not a number".into();
    }
    let text = if value.abs() >= 1000.0 { format!("{value:.0}") } else { format!("{value:.1}") };
    let text = text.strip_suffix(".0").map_or(text.clone(), str::to_owned);
    signed(&text, grouped)
}

/// A share as a percentage in whole points; what is not quite 0 or 100 is not rounded to it: `90%`, `less than 1%`.
pub(crate) fn share(value: f64) -> String {
    if !value.is_finite() {
        return "not a number".into();
    }
    let percent = value * 100.0;
    match percent.round() {
        0.0 if percent > 0.0 => "less than 1%".into(),
        100.0 if percent < 100.0 => "more than 99%".into(),
        whole => format!("{}%", signed(&format!("{whole:.0}"), grouped)),
    }
}

/// A share that is read against a limit: with as many decimals (up to two) as it takes to see on which side it lies.
pub(crate) fn share_against(value: f64, limit: f64) -> String {
    let differs = |decimals: usize| format!("{:.decimals$}", value * 100.0) != format!("{:.decimals$}", limit * 100.0);
    if !value.is_finite() || value == limit || differs(0) {
        return share(value);
    }
    let decimals = if differs(1) { 1 } else { 2 };
    format!("{:.decimals$}%", value * 100.0)
}

/// Both ends of an interval of shares: `74–97%`.
pub(crate) fn share_range(low: f64, high: f64) -> String {
    format!("{:.0}–{:.0}%", low * 100.0, high * 100.0)
}

/// Both ends of an interval that is read against a limit: an end that would round to the limit keeps a decimal.
pub(crate) fn share_range_against(low: f64, high: f64, limit: f64) -> String {
    let rounds_to_limit = |end: f64| end != limit && (end * 100.0).round() == (limit * 100.0).round();
    let shown =
        |end: f64| if rounds_to_limit(end) { share_against(end, limit) } else { format!("{:.0}%", end * 100.0) };
    let low = shown(low);
    format!("{}–{}", low.trim_end_matches('%'), shown(high))
}

/// A difference of shares in points, always with its sign: `+4 points`, `−12 points`.
pub(crate) fn point_difference(value: f64) -> String {
    let points = (value * 100.0).round();
    let sign = if points > 0.0 { "+" } else { "" };
    let unit = if points.abs() == 1.0 { "point" } else { "points" };
    format!("{sign}{} {unit}", signed(&format!("{points:.0}"), grouped))
}

/// A score from 0 to 100 in whole points.
pub(crate) fn score(value: f64) -> String {
    signed(&format!("{value:.0}"), grouped)
}

/// An elapsed time given in hours: `40 min`, `31 h`, `2 d 4 h`, `45 d`.
pub(crate) fn hours(value: f64) -> String {
    hours_beside(value, value)
}

/// The same beside others, of which the longest is `longest`: where that is said in days, so is what takes a day or more.
fn hours_beside(value: f64, longest: f64) -> String {
    if !value.is_finite() {
        return "not a number".into();
    }
    let (sign, size) = if value < 0.0 { ("−", -value) } else { ("", value) };
    let minutes = (size * 60.0).round();
    if minutes < 1.0 {
        return "0 h".into();
    }
    if minutes < 60.0 {
        return format!("{sign}{minutes:.0} min");
    }
    let whole = size.round();
    let most = if longest.abs().round() > MOST_HOURS { 24.0 } else { MOST_HOURS + 1.0 };
    if whole < most {
        return format!("{sign}{whole:.0} h");
    }
    let (days, rest) = ((whole / 24.0).floor(), whole % 24.0);
    if days >= 30.0 || rest == 0.0 {
        return format!("{sign}{} d", grouped(&format!("{:.0}", (whole / 24.0).round())));
    }
    format!("{sign}{days:.0} d {rest:.0} h")
}

/// So many hours are still said in hours.
const MOST_HOURS: f64 = 48.0;

/// An elapsed time in its own unit, `hours` or `days`.
pub(crate) fn elapsed(value: f64, unit: &str) -> String {
    elapsed_beside(value, value, unit)
}

/// The same beside others, of which the longest is `longest`, so that one cell does not mix hours with days.
pub(crate) fn elapsed_beside(value: f64, longest: f64, unit: &str) -> String {
    let hours = if unit == "days" { 24.0 } else { 1.0 };
    hours_beside(value * hours, longest * hours)
}

/// A limit in its own unit, as people say it: `48 h`, `7 days`.
pub(crate) fn limit(value: f64, unit: &str) -> String {
    match unit {
        "days" if value == 1.0 => "1 day".into(),
        "days" => format!("{} days", number(value)),
        _ => format!("{} h", number(value)),
    }
}

/// Money with its currency first: `EUR 1,234,567`.
pub(crate) fn money(currency: &str, value: f64) -> String {
    format!("{currency} {}", signed(&format!("{value:.0}"), grouped))
}

/// An amount of money as one row tells it, with its cents where there are any: `12.50`, `1,234`. Sums are [`money`].
pub(crate) fn exact(value: f64) -> String {
    if value < 0.0 { format!("−{}", amount(value)) } else { amount(value) }
}

/// A size on disk: `512 bytes`, `1.2 MB`.
pub(crate) fn bytes(size: u64) -> String {
    match size {
        0..1_000 => plural(size, "byte", "bytes"),
        1_000..1_000_000 => format!("{} kB", number(size as f64 / 1e3)),
        1_000_000..1_000_000_000 => format!("{} MB", number(size as f64 / 1e6)),
        _ => format!("{} GB", number(size as f64 / 1e9)),
    }
}

/// An ISO date as `12 Mar 2026`; other text comes back as it is.
pub(crate) fn date(text: &str) -> String {
    let day = text.get(..10).and_then(|day| day.parse::<Date>().ok());
    day.map_or_else(|| text.to_owned(), |day| day.strftime("%-d %b %Y").to_string())
}

/// The day before an ISO date as `11 Mar 2026`: the last day of a window whose end is not in it.
pub(crate) fn day_before(text: &str) -> String {
    let day = text.get(..10).and_then(|day| day.parse::<Date>().ok()).and_then(|day| day.yesterday().ok());
    day.map_or_else(|| format!("before {text}"), |day| day.strftime("%-d %b %Y").to_string())
}

/// The local day of an RFC 3339 instant as `12 Mar 2026`; a plain date stays its day.
pub(crate) fn local_date(text: &str, zone: &str) -> String {
    zoned(text, zone).map_or_else(|| date(text), |at| at.strftime("%-d %b %Y").to_string())
}

/// An RFC 3339 instant as local time to the minute: `12 Mar 2026, 17:00`.
pub(crate) fn local_time(text: &str, zone: &str) -> String {
    zoned(text, zone).map_or_else(|| date(text), |at| at.strftime("%-d %b %Y, %H:%M").to_string())
}

/// The instant up to which the exports observe: a local midnight is the end of the day before it.
pub(crate) fn as_of(text: &str, zone: &str) -> String {
    match zoned(text, zone) {
        Some(at) if at.hour() == 0 && at.minute() == 0 => format!("end of {}", day_before(&at.date().to_string())),
        _ => local_time(text, zone),
    }
}

/// A month as `Mar 2026`; other text comes back as it is.
pub(crate) fn month(text: &str) -> String {
    let first = format!("{text}-01").parse::<Date>();
    first.map_or_else(|_| text.to_owned(), |day| day.strftime("%b %Y").to_string())
}

fn signed(text: &str, rest: fn(&str) -> String) -> String {
    match text.strip_prefix('-') {
        Some("0") => "0".into(),
        Some(digits) => format!("−{}", rest(digits)),
        None => rest(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped() {
        let shown: Vec<String> = [0, 1, 999, 1_000, 1_234_567].map(count).to_vec();
        assert_eq!(shown, ["0", "1", "999", "1,000", "1,234,567"]);
        assert_eq!(plural(1, "deal", "deals"), "1 deal");
        assert_eq!(plural(0, "deal", "deals"), "0 deals");
        assert_eq!(k_of_n(27, 1_030), "27 of 1,030");
        let lack = |k, n| of_all(k, n, ("packet", "packets"), ("lacks", "lack"));
        assert_eq!(lack(0, 1), "0 of 1 packet lacks");
        assert_eq!(lack(1, 1), "1 of 1 packet lacks");
        assert_eq!(lack(1, 9), "1 of 9 packets lacks");
        assert_eq!(lack(2, 9), "2 of 9 packets lack");
    }

    #[test]
    fn numbers_keep_one_decimal_at_most() {
        let shown: Vec<String> = [0.0, -0.04, 1.0, 12.55, -1234.5, 1e12].map(number).to_vec();
        assert_eq!(shown, ["0", "0", "1", "12.6", "−1,234", "1,000,000,000,000"]);
        assert_eq!(number(f64::NAN), "not a number");
    }

    #[test]
    fn shares_never_round_to_all_or_nothing() {
        let shown: Vec<String> = [0.0, 0.0001, 0.9, 0.9999, 1.0, -0.12].map(share).to_vec();
        assert_eq!(shown, ["0%", "less than 1%", "90%", "more than 99%", "100%", "−12%"]);
    }

    #[test]
    fn a_share_shows_on_which_side_of_its_limit_it_lies() {
        assert_eq!(share_against(0.9, 0.9), "90%");
        assert_eq!(share_against(0.896, 0.9), "89.6%");
        assert_eq!(share_against(0.8996, 0.9), "89.96%");
        assert_eq!(share_against(0.7, 0.9), "70%");
    }

    #[test]
    fn ranges_and_differences() {
        assert_eq!(share_range(0.742, 0.966), "74–97%");
        assert_eq!(share_range_against(0.68, 0.8961, 0.9), "68–89.6%");
        assert_eq!(share_range_against(0.9, 0.97, 0.9), "90–97%");
        assert_eq!(point_difference(0.04), "+4 points");
        assert_eq!(point_difference(-0.01), "−1 point");
        assert_eq!(point_difference(0.0), "0 points");
    }

    #[test]
    fn elapsed_times_use_the_unit_that_people_say() {
        let shown: Vec<String> = [0.0, 0.5, 31.2, 48.0, 52.0, 72.0, 24.0 * 45.0, -3.0].map(hours).to_vec();
        assert_eq!(shown, ["0 h", "30 min", "31 h", "48 h", "2 d 4 h", "3 d", "45 d", "−3 h"]);
        assert_eq!(elapsed(6.5, "days"), "6 d 12 h");
        assert_eq!(elapsed_beside(41.0, 58.0, "hours"), "1 d 17 h");
        assert_eq!(elapsed_beside(20.0, 58.0, "hours"), "20 h");
        assert_eq!(elapsed_beside(41.0, 48.4, "hours"), "41 h");
        assert_eq!(limit(7.0, "days"), "7 days");
        assert_eq!(limit(48.0, "hours"), "48 h");
    }

    #[test]
    fn days_are_those_of_the_zone() {
        assert_eq!(date("2026-03-12"), "12 Mar 2026");
        assert_eq!(date("soon"), "soon");
        assert_eq!(day_before("2026-07-01"), "30 Jun 2026");
        assert_eq!(local_date("2026-03-12T23:30:00Z", "Europe/Berlin"), "13 Mar 2026");
        assert_eq!(local_time("2026-03-12T16:00:00Z", "UTC"), "12 Mar 2026, 16:00");
        assert_eq!(local_time("2026-03-12", "UTC"), "12 Mar 2026");
        assert_eq!(as_of("2026-09-30T22:00:00Z", "Europe/Berlin"), "end of 30 Sep 2026");
        assert_eq!(as_of("2026-09-30T22:10:00Z", "Europe/Berlin"), "1 Oct 2026, 00:10");
        assert_eq!(month("2026-03"), "Mar 2026");
        assert_eq!(month("(blank)"), "(blank)");
    }

    #[test]
    fn sizes_and_money() {
        assert_eq!(bytes(1), "1 byte");
        assert_eq!(bytes(1_234), "1.2 kB");
        assert_eq!(money("EUR", 1_234_567.4), "EUR 1,234,567");
        assert_eq!([1_234.5, 12_500.5, 12.0, -1_500.25].map(exact), ["1,234.50", "12,500.50", "12", "−1,500.25"]);
    }
}

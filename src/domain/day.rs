//! Proleptic Gregorian days as numbers since 1970-01-01, and back.
//!
//! Dates are read by the million, so the conversion is the branch-light one of Howard Hinnant ("chrono-compatible
//! low-level date algorithms", 2013) rather than a calendar library's checked types.

/// The number of a date, or `None` where the calendar has no such day.
pub fn day_number(year: i32, month: u32, day: u32) -> Option<i32> {
    if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || day == 0 || day > days_in_month(year, month) {
        return None;
    }
    let shifted_year = if month <= 2 { year - 1 } else { year };
    let era = shifted_year.div_euclid(400);
    let year_of_era = shifted_year.rem_euclid(400);
    let month_from_march = (month as i32 + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day as i32 - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}

/// Year, month (1 to 12) and day (1 to 31) of a day number.
pub fn calendar_date(day: i32) -> (i32, u32, u32) {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day_of_month = (day_of_year - (153 * month_from_march + 2) / 5 + 1) as u32;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 } as u32;
    let year = year_of_era + era * 400 + i32::from(month <= 2);
    (year, month, day_of_month)
}

/// The date as `2026-03-12`.
pub fn iso_date(day: i32) -> String {
    let (year, month, day) = calendar_date(day);
    format!("{year:04}-{month:02}-{day:02}")
}

/// ISO 8601 week: the year that the week belongs to and its number, 1 to 53.
pub fn iso_week(day: i32) -> (i32, u32) {
    // The week belongs to the year of its Thursday. Day 0 was a Thursday.
    let thursday = day - (day + 3).rem_euclid(7) + 3;
    let (year, _, _) = calendar_date(thursday);
    let january_first = day_number(year, 1, 1).unwrap_or(thursday);
    (year, ((thursday - january_first) / 7 + 1) as u32)
}

fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_four_centuries_comes_back() {
        for day in -150_000..150_000 {
            let (year, month, day_of_month) = calendar_date(day);
            assert_eq!(day_number(year, month, day_of_month), Some(day));
        }
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        assert_eq!(day_number(2023, 2, 29), None);
        assert_eq!(day_number(1900, 2, 29), None);
        assert_eq!(day_number(2026, 6, 31), None);
        assert!(day_number(2000, 2, 29).is_some());
    }

    #[test]
    fn weeks_follow_iso_8601() {
        let week = |year, month, day| iso_week(day_number(year, month, day).expect("a date"));
        assert_eq!(week(2026, 1, 1), (2026, 1));
        assert_eq!(week(2027, 1, 1), (2026, 53));
        assert_eq!(week(2024, 12, 30), (2025, 1));
    }
}

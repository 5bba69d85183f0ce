//! What the cells of a date column show together: which number is the day, whether they are a spreadsheet's serial
//! numbers, and whether their times are only the way in which an exporter writes days.

use super::super::super::note::FileNote;
use super::Told;
use super::shapes::{self, Cell, Date, Time};
use crate::settings::DateOrder;

use super::{Order, is_placeholder, read_iso, serial};

/// So many times at midnight UTC, and no other time, are days (our judgement).
const MIN_MIDNIGHTS: usize = 3;
/// Where one cell in so many that show an order shows the other, the column has none; less is a typing error (our
/// judgement).
const MIXED: usize = 20;

/// So many dates of each kind, and so many of both, show that a spreadsheet has taken day and month for one another (our
/// judgement: that their days lie so by chance is less likely than 1 in 100).
const MIN_SWAPPED: usize = 2;
const MIN_OF_BOTH: usize = 8;

/// The key that settles what the cells leave open.
const SETTLES: &str = "date_order";

/// What the cells of a sample show.
#[derive(Default)]
pub(super) struct Evidence {
    n_cells: usize,
    n_serial: usize,
    n_day_first: usize,
    n_month_first: usize,
    pub(super) n_ambiguous: usize,
    /// Cells that are a date, or a number that is no serial number.
    n_other: usize,
    /// Times of midnight, by their own clock or of UTC.
    n_midnight: usize,
    n_midnight_utc: usize,
    n_timed: usize,
    /// Dates of which the year comes first, and those of them whose day could be a month.
    n_year_first: usize,
    n_early_days: usize,
    /// Which of these days there are, a bit each.
    early_days: u16,
    /// Which months the dates have whose day is 13 at least, a bit each.
    late_months: u16,
    has_slash: bool,
    has_american_marks: bool,
    has_numeric: bool,
}

impl Evidence {
    pub(super) fn add(&mut self, text: &str) {
        self.n_cells += 1;
        if let Some((_, _, day, time)) = read_iso(text.as_bytes()) {
            self.n_other += 1;
            self.n_year_first += 1;
            self.n_early_days += usize::from(day <= 12);
            self.early_days |= if day <= 12 { 1 << day } else { 0 };
            self.add_time(time);
            return;
        }
        let text = text.trim();
        if serial(text).is_some() {
            self.n_serial += 1;
            return;
        }
        let Some(Cell { date, time }) = shapes::parse(text) else {
            self.n_other += usize::from(text.parse::<f64>().is_ok());
            return;
        };
        self.n_other += 1;
        self.add_time(time);
        let Date::Numeric { first, second, separator, year } = date else { return };
        if is_placeholder(year, first, second) || is_placeholder(year, second, first) {
            return;
        }
        match (first, second) {
            (13..=31, 1..=12) => {
                self.n_day_first += 1;
                self.late_months |= 1 << second;
            }
            (1..=12, 13..=31) => {
                self.n_month_first += 1;
                self.late_months |= 1 << first;
            }
            // 5/5/2026 is one day, whichever of the two is the month.
            (1..=12, 1..=12) if first != second => self.n_ambiguous += 1,
            _ => {}
        }
        self.has_numeric = true;
        self.has_slash |= separator == b'/';
        self.has_american_marks |=
            separator == b'/' && (time.is_some_and(|time| time.has_meridiem) || shapes::has_short_year(text));
    }

    fn add_time(&mut self, time: Option<Time>) {
        match time {
            None => {}
            Some(time) if time.is_midnight() && time.offset_seconds.is_none() => self.n_midnight += 1,
            Some(time) if time.is_midnight() => self.n_midnight_utc += 1,
            Some(_) => self.n_timed += 1,
        }
    }

    /// Whether the sample holds times and all of them are midnight. With an offset, chance takes more to be ruled out.
    pub(super) fn has_days_only(&self) -> bool {
        self.n_timed == 0 && (self.n_midnight > 0 || self.n_midnight_utc >= MIN_MIDNIGHTS)
    }

    pub(super) fn order(&self, told: Told) -> Order {
        // `TBD` among serial numbers is no other notation; a date or a small number is.
        if self.n_serial > 0 && self.n_other == 0 {
            return Order::Serial;
        }
        let (most, least) = (self.n_day_first.max(self.n_month_first), self.n_day_first.min(self.n_month_first));
        if least * MIXED >= most && least > 0 {
            return Order::Mixed;
        }
        match self.n_day_first.cmp(&self.n_month_first) {
            std::cmp::Ordering::Greater => Order::DayFirst,
            std::cmp::Ordering::Less => Order::MonthFirst,
            std::cmp::Ordering::Equal if !self.has_numeric => Order::BySeparator,
            std::cmp::Ordering::Equal if self.n_day_first == 0 && self.of_around(told).is_some() => {
                self.of_around(told).map_or(Order::BySeparator, Order::from)
            }
            std::cmp::Ordering::Equal if self.has_slash => Order::MonthFirst,
            std::cmp::Ordering::Equal => Order::DayFirst,
        }
    }

    /// What a spreadsheet that takes the month first makes of days first: `05/01/2026` becomes the first of May, and
    /// `15/01/2026`, which no month can be, stays text.
    fn swapped(&self) -> Option<String> {
        let n_text = self.n_day_first.max(self.n_month_first);
        let is_so = self.n_year_first >= MIN_SWAPPED
            && self.n_early_days == self.n_year_first
            // The days of the former are the months of the latter; contracts that begin on the first of any month are none.
            && 2 * (self.early_days & self.late_months).count_ones() >= self.early_days.count_ones()
            && n_text >= MIN_SWAPPED
            && self.n_year_first + n_text >= MIN_OF_BOTH
            && self.n_day_first.min(self.n_month_first) + self.n_ambiguous == 0;
        is_so.then(|| {
            format!(
                "{} cells are dates whose day is 12 at most, and {n_text} are texts whose day is 13 at least: a spreadsheet has \
                 likely taken day and month of the former for one another; export the column anew as text",
                self.n_year_first
            )
        })
    }

    /// What other dates show, where these show nothing.
    fn of_around(&self, told: Told) -> Option<DateOrder> {
        let is_open = self.has_slash && !self.has_american_marks;
        told.by_file.or(told.by_others.filter(|_| is_open))
    }

    pub(super) fn note(&self, order: Order, told: Told) -> Option<FileNote> {
        if order == Order::Mixed {
            let (n_day, n_month) = (self.n_day_first, self.n_month_first);
            let open = format_args!(
                "{n_day} of {} cells can only be day/month and {n_month} only month/day, so that {} that could be either \
                 cannot be read",
                self.n_cells, self.n_ambiguous
            );
            return Some(FileNote::open(open, SETTLES));
        }
        if let Some(swapped) = self.swapped() {
            return Some(FileNote::suspect(swapped));
        }
        let (chosen, other, n_chosen, n_other) = match order {
            Order::DayFirst => ("day/month", "month/day", self.n_day_first, self.n_month_first),
            Order::MonthFirst => ("month/day", "day/month", self.n_month_first, self.n_day_first),
            Order::BySeparator | Order::Mixed | Order::Serial => return None,
        };
        if n_other > 0 {
            return Some(FileNote::settled(format!(
                "{n_chosen} of {} cells can only be {chosen} and {n_other} only {other}; read as {chosen}, so that the \
                 latter cannot be read",
                self.n_cells
            )));
        }
        if self.n_ambiguous == 0 {
            return None;
        }
        let (because, is_open) = match (n_chosen, self.has_american_marks, self.has_slash) {
            (1, _, _) => ("1 cell can only be that".to_owned(), false),
            (2.., _, _) => (format!("{n_chosen} cells can only be that"), false),
            _ if told.by_file.is_some() => ("other dates of the file can only be that".to_owned(), false),
            _ if self.of_around(told).is_some() => ("dates of other files can only be that".to_owned(), false),
            (_, true, _) => ("that is the order where slashes go with AM/PM or two-digit years".to_owned(), false),
            (_, _, true) => ("that is the commoner order with slashes".to_owned(), true),
            _ => ("that is the order with points and hyphens".to_owned(), false),
        };
        let said = format!(
            "{} of {} cells could be day/month or month/day; read as {chosen} because {because}",
            self.n_ambiguous, self.n_cells
        );
        Some(if is_open { FileNote::open(said, SETTLES) } else { FileNote::settled(said) })
    }
}

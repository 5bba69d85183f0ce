//! The simulated truth: what happened to each deal, in canonical tables.
//!
//! Reps have habits, fields decay from facts to risks, one success manager is overloaded, touches wait over weekends,
//! handoffs are returned and come back, and customers leave more often where the sync was skipped or much was missing.
//! Every deal has its own stream of chance, so that the world can be made deal by deal and at any size. What each part of
//! a deal's story leaves behind stands in a file of its own.

mod contacts;
mod course;
mod deal;
mod handoff;
mod outcome;
mod row;

use super::chance::Chance;
use super::planted::Planted;
use super::text::{COMPANY_END, COMPANY_FIRST, COMPANY_SECOND, CSMS, FIRST_NAMES, LAST_NAMES, REPS};

pub(super) use row::{Cell, Kind, Row};

/// Minutes since 1970-01-01T00:00Z at which the exports were taken: 2026-09-30T17:00Z.
pub(super) const EXPORTED_AT: i64 = 29_846_460;
const DAY: i64 = 1_440;
const HOUR: i64 = 60;
/// Deals close over so many days before the export.
const SPAN_DAYS: i64 = 270;

/// A user of the CRM: sales first, then success, then others.
pub(super) struct User {
    pub(super) name: &'static str,
    pub(super) team: &'static str,
    pub(super) is_active: bool,
}

/// Everybody, in order of [`Cell::User`].
pub(super) fn users() -> Vec<User> {
    let sales = REPS.iter().map(|(name, _)| User { name, team: "Sales", is_active: true });
    let success =
        CSMS.iter().map(|(name, _)| User { name, team: "Customer Success", is_active: *name != "Leo Former" });
    let queue = User { name: "Onboarding Queue", team: "Customer Success", is_active: true };
    sales.chain(success).chain([queue]).collect()
}

/// The position of the queue among the users.
pub(super) const QUEUE: usize = REPS.len() + CSMS.len();

/// Everything that one deal left behind. `n_deals` spreads the deals over the months.
pub(super) fn deal_rows(seed: u64, deal: u64, n_deals: u64) -> Vec<Row> {
    let mut chance = Chance::of(seed, deal);
    let mut story = Story::new(deal, n_deals, &mut chance);
    let mut rows = story.tell(&mut chance);
    if !story.brings_account(seed, n_deals) {
        rows.retain(|row| row.table != "accounts");
    }
    Planted::of(deal).change(&mut rows, &story.moments());
    rows
}

/// The users table.
pub(super) fn user_rows() -> Vec<Row> {
    users()
        .into_iter()
        .enumerate()
        .map(|(position, user)| {
            Row::new("users")
                .with("user_id", Cell::Id(Kind::User, position as u64))
                .with("name", user.name)
                .with("email", format!("{}@vendor.example", user.name.to_lowercase().replace(' ', ".")))
                .with("team", user.team)
                .with("is_active", Cell::Bool(user.is_active))
                .with("is_person", Cell::Bool(position != QUEUE))
        })
        .collect()
}

/// The moments that planted cases hang on.
pub(super) struct Moments {
    pub(super) won: i64,
}

/// One deal's truth.
struct Story {
    deal: u64,
    rep: usize,
    csm: usize,
    segment: &'static str,
    region: &'static str,
    deal_type: &'static str,
    is_won: bool,
    created: i64,
    won: i64,
    amount: f64,
    term: i64,
    filled: f64,
    /// Whom the deal's own field names; blank when nobody.
    sponsor: String,
    has_sync: bool,
    churned: Option<i64>,
    kickoff: i64,
}

impl Story {
    fn new(deal: u64, n_deals: u64, chance: &mut Chance) -> Story {
        let spread = (deal as f64 + chance.share()) / n_deals.max(1) as f64;
        let won = weekday(EXPORTED_AT - SPAN_DAYS * DAY + (spread * (SPAN_DAYS * DAY) as f64) as i64 - 4 * HOUR);
        let segment = *chance.pick(&["SMB", "SMB", "Mid-Market", "Mid-Market", "Mid-Market", "Enterprise"]);
        let deal_type = *chance.pick(&[
            "New Business",
            "New Business",
            "New Business",
            "New Business",
            "New Business",
            "Renewal",
            "Expansion",
        ]);
        // What is planted shows on a handoff only.
        let is_planted = Planted::of(deal) != Planted::Nothing;
        let deal_type = if is_planted { "New Business" } else { deal_type };
        let base = match segment {
            "SMB" => 9_000.0,
            "Mid-Market" => 34_000.0,
            _ => 120_000.0,
        };
        let csm = chance.between(0, CSMS.len() as i64 - 1) as usize;
        let has_sync = chance.happens(0.84);
        Story {
            deal,
            rep: chance.between(0, REPS.len() as i64 - 1) as usize,
            csm,
            segment,
            region: chance.pick::<&str>(&["EMEA", "AMER", "APAC"]),
            deal_type,
            is_won: chance.happens(0.88) || is_planted,
            created: won - chance.between(25, 150) * DAY,
            won,
            amount: (base * (0.6 + chance.share()) / 100.0).round() * 100.0,
            term: *chance.pick(&[12, 12, 24, 36]),
            filled: 0.0,
            sponsor: String::new(),
            has_sync,
            churned: None,
            kickoff: weekday(won + (chance.waiting(6.0) * DAY as f64) as i64),
        }
    }

    fn moments(&self) -> Moments {
        Moments { won: self.won }
    }

    fn is_new_business(&self) -> bool {
        self.deal_type == "New Business"
    }

    fn tell(&mut self, chance: &mut Chance) -> Vec<Row> {
        let mut rows = vec![self.deal_row(chance)];
        let risk = 0.03 + 0.22 * (1.0 - self.filled) + if self.has_sync { 0.0 } else { 0.14 };
        self.churned = (self.is_won && chance.happens(risk)).then(|| self.won + chance.between(25, 150) * DAY);
        rows.push(self.account_row());
        self.contacts(chance, &mut rows);
        self.stages(chance, &mut rows);
        self.before_close(chance, &mut rows);
        if self.is_won {
            self.history(chance, &mut rows);
            self.after_close(chance, &mut rows);
            self.review(chance, &mut rows);
            self.onboarding(chance, &mut rows);
            self.outcome(chance, &mut rows);
        }
        rows
    }

    fn id(&self) -> Cell {
        Cell::Id(Kind::Deal, self.deal)
    }

    /// Renewals and expansions belong to customers that are there already.
    fn account_number(&self) -> u64 {
        if self.is_new_business() || self.deal < 20 { self.deal } else { self.deal - 13 }
    }

    fn account(&self) -> Cell {
        Cell::Id(Kind::Account, self.account_number())
    }

    /// Whether the account's row is told with this deal: a renewal tells of it where the deal of the same number belongs
    /// to another account.
    fn brings_account(&self, seed: u64, n_deals: u64) -> bool {
        let account = self.account_number();
        account == self.deal || Story::new(account, n_deals, &mut Chance::of(seed, account)).account_number() != account
    }

    fn company(&self) -> String {
        let at = self.account_number() as usize;
        let first = COMPANY_FIRST[at % COMPANY_FIRST.len()];
        let second = COMPANY_SECOND[(at / 3) % COMPANY_SECOND.len()];
        format!("{first} {second} {}", COMPANY_END[at % COMPANY_END.len()])
    }
}

fn person(chance: &mut Chance) -> String {
    format!("{} {}", chance.pick(FIRST_NAMES), chance.pick(LAST_NAMES))
}

/// Nobody signs on a Sunday.
fn weekday(at: i64) -> i64 {
    if (at.div_euclid(DAY) + 3).rem_euclid(7) == 6 { at - DAY } else { at }
}

/// Mail is written on working days between seven and seventeen o'clock; what falls outside waits.
fn working_hours(at: i64) -> i64 {
    let mut at = at;
    let minute = at.rem_euclid(DAY);
    if minute > 17 * HOUR {
        at += DAY - minute + 8 * HOUR;
    } else if minute < 7 * HOUR {
        at += 8 * HOUR - minute;
    }
    match (at.div_euclid(DAY) + 3).rem_euclid(7) {
        5 => at + 2 * DAY,
        6 => at + DAY,
        _ => at,
    }
}

//! The simulated truth: what happened to each deal, in canonical tables.
//!
//! Reps have habits, fields decay from facts to risks, one success manager is overloaded, touches wait over weekends,
//! handoffs are returned and come back, and customers leave more often where the sync was skipped or much was missing.
//! Every deal has its own stream of chance, so that the world can be made deal by deal and at any size.

use super::chance::Chance;
use super::planted::Planted;
use super::text::{
    self, COMPANY_END, COMPANY_FIRST, COMPANY_SECOND, CSMS, FIELDS, FIRST_NAMES, Field, Habit, LAST_NAMES, REPS,
};

/// Minutes since 1970-01-01T00:00Z at which the exports were taken: 2026-09-30T17:00Z.
pub(super) const EXPORTED_AT: i64 = 29_846_460;
const DAY: i64 = 1_440;
const HOUR: i64 = 60;
/// Deals close over so many days before the export.
const SPAN_DAYS: i64 = 270;

/// Which kind of record an id names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Deal,
    Account,
    Contact,
    User,
    Activity,
}

/// A cell before a flavour has formatted it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Blank,
    Text(String),
    Id(Kind, u64),
    /// Minutes since 1970-01-01T00:00Z.
    Time(i64),
    /// Days since 1970-01-01.
    Day(i64),
    Bool(bool),
    Number(f64),
    /// A user by position; flavours write a name or an id.
    User(usize),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        if text.is_empty() { Cell::Blank } else { Cell::Text(text.to_owned()) }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        if text.is_empty() { Cell::Blank } else { Cell::Text(text) }
    }
}

/// A row of a canonical table.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) table: &'static str,
    cells: Vec<(&'static str, Cell)>,
}

impl Row {
    fn new(table: &'static str) -> Row {
        Row { table, cells: Vec::new() }
    }

    fn with(mut self, field: &'static str, cell: impl Into<Cell>) -> Row {
        self.cells.push((field, cell.into()));
        self
    }

    /// A time that lies after the export has not happened.
    fn happened(self, field: &'static str, at: Option<i64>) -> Row {
        let cell = at.filter(|at| *at <= EXPORTED_AT).map_or(Cell::Blank, Cell::Time);
        self.with(field, cell)
    }

    /// The cell of a field; blank where the row has none.
    pub(super) fn get(&self, field: &str) -> &Cell {
        self.cells.iter().find(|(known, _)| *known == field).map_or(&Cell::Blank, |(_, cell)| cell)
    }

    /// Puts another cell into a field.
    pub(super) fn set(&mut self, field: &'static str, cell: impl Into<Cell>) {
        let cell = cell.into();
        match self.cells.iter_mut().find(|(known, _)| *known == field) {
            Some((_, known)) => *known = cell,
            None => self.cells.push((field, cell)),
        }
    }
}

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

    fn deal_row(&mut self, chance: &mut Chance) -> Row {
        let start = self.won / DAY + chance.between(1, 20);
        let products = *chance.pick(&["Dispatch", "Dispatch;Mobile", "Insights", "Dispatch;Insights"]);
        let knows = |chance: &mut Chance| chance.happens(0.94);
        let mut row = Row::new("deals")
            .with("deal_id", self.id())
            .with("deal_name", format!("{} - {}", self.company(), self.deal_type))
            .with("account_id", self.account())
            .with("account_name", self.company())
            .with("stage", if self.is_won { "Closed Won" } else { "Closed Lost" })
            .with("pipeline", "Sales Pipeline")
            .with("is_won", Cell::Bool(self.is_won))
            .with("deal_type", self.deal_type)
            .with("amount", Cell::Number(self.amount))
            .with("currency", "EUR")
            .with("created_at", Cell::Time(self.created))
            .with("closed_at", Cell::Time(self.won))
            .with("modified_at", Cell::Time((self.won + chance.between(1, 40) * DAY).min(EXPORTED_AT)))
            .with("owner", Cell::User(self.rep))
            .with("csm", Cell::User(REPS.len() + self.csm))
            .with("segment", self.segment)
            .with("region", self.region)
            .with("product", products)
            .with("seats", Cell::Number(chance.between(5, 400) as f64))
            .with("lead_source", *chance.pick(&["Inbound", "Outbound", "Partner", "Event"]))
            .with("contract_term_months", Cell::Number(self.term as f64))
            .with("contract_start", if knows(chance) { Cell::Day(start) } else { Cell::Blank })
            .with("contract_end", Cell::Day(start + self.term * 30))
            .with("billing_terms", if knows(chance) { "Yearly in advance, 30 days" } else { "" })
            .with(
                "signed_scope",
                if chance.happens(0.55) {
                    format!("As in order form {}: products and seats above", self.deal)
                } else {
                    String::new()
                },
            )
            .with(
                "signed_scope_url",
                if chance.happens(0.6) { format!("https://docs.example/scope/{}", self.deal) } else { String::new() },
            )
            .with("go_live_target", if chance.happens(0.7) { Cell::Day(start + 45) } else { Cell::Blank })
            .with("validation_override", Cell::Bool(chance.happens(0.06)))
            .with("executive_sponsor", {
                self.sponsor = if chance.happens(0.72) { person(chance) } else { String::new() };
                self.sponsor.clone()
            });
        self.fill_fields(&mut row, chance);
        let risk = chance.share();
        row.set(
            "champion_at_risk",
            if risk < 0.5 {
                Cell::Bool(risk < 0.08)
            } else if risk < 0.75 {
                Cell::Bool(false)
            } else {
                Cell::Blank
            },
        );
        row
    }

    fn fill_fields(&mut self, row: &mut Row, chance: &mut Chance) {
        let mut answered = 0;
        for field in FIELDS {
            let text = self.fill(field, chance);
            answered +=
                usize::from(!text.is_empty() && !text::PLACEHOLDERS.contains(&text.as_str()) && text != text::PASTED);
            row.set(field.name, text);
        }
        self.filled = answered as f64 / FIELDS.len() as f64;
    }

    fn fill(&self, field: &Field, chance: &mut Chance) -> String {
        let (_, habit) = REPS[self.rep];
        let is_last = field.filled < 0.56;
        let filled = match habit {
            Habit::Thorough => 0.97,
            Habit::NewHire => field.filled * (0.45 + 0.7 * (self.deal as f64 / 150.0).min(1.0)),
            Habit::QuarterEnd if is_last && self.is_quarter_end() => 0.05,
            _ => field.filled + 0.2,
        };
        if habit == Habit::Pastes
            && matches!(field.name, "why_now" | "business_goals" | "pain_points" | "success_metric")
            && chance.happens(0.6)
        {
            return text::PASTED.to_owned();
        }
        if chance.happens(filled) {
            return match field.name {
                "success_metric" | "why_now" if chance.happens(0.12) => (*chance.pick(text::VAGUE)).to_owned(),
                _ => text::answer(field, chance),
            };
        }
        let types = if habit == Habit::Types { 0.75 } else { 0.15 };
        if chance.happens(types) { (*chance.pick(text::PLACEHOLDERS)).to_owned() } else { String::new() }
    }

    /// The last ten days of March, June and September, near enough.
    fn is_quarter_end(&self) -> bool {
        (EXPORTED_AT / DAY - self.won / DAY) % 91 < 10
    }

    fn account_row(&self) -> Row {
        let churned = self.churned.filter(|_| self.deal.is_multiple_of(3));
        Row::new("accounts")
            .with("account_id", self.account())
            .with("account_name", self.company())
            .with("domain", format!("{}.example", self.company().to_lowercase().replace(' ', "-")))
            .with("segment", self.segment)
            .with("industry", COMPANY_SECOND[(self.account_number() as usize / 3) % COMPANY_SECOND.len()])
            .with("region", self.region)
            .happened("churned_at", churned)
    }

    fn contacts(&self, chance: &mut Chance, rows: &mut Vec<Row>) {
        let roles = [
            ("Champion", 0.86),
            ("Economic Buyer", 0.72),
            ("Technical Evaluator", 0.58),
            ("Executive Sponsor", 0.55),
            ("End User", 0.4),
            ("Blocker", 0.06),
        ];
        for (position, (role, likely)) in roles.into_iter().enumerate() {
            if !chance.happens(likely) {
                continue;
            }
            // Field and contact name the same sponsor, but for one deal in twenty.
            let is_sponsor = role == "Executive Sponsor" && !self.sponsor.is_empty() && !self.deal.is_multiple_of(20);
            let name = Some(person(chance)).filter(|_| !is_sponsor).unwrap_or_else(|| self.sponsor.clone());
            let contact = Cell::Id(Kind::Contact, self.deal * 8 + position as u64);
            rows.push(
                Row::new("contacts")
                    .with("contact_id", contact.clone())
                    .with("deal_id", self.id())
                    .with("account_id", self.account())
                    .with("name", name.clone())
                    .with("email", format!("contact{}@customer.example", self.deal * 8 + position as u64))
                    .with("title", *chance.pick(&["Head of Operations", "CFO", "IT Lead", "Site Manager", "COO"]))
                    .with("role", role)
                    .with("time_zone", *chance.pick(&["Europe/Berlin", "America/New_York", "Asia/Singapore"])),
            );
            rows.push(
                Row::new("deal_contacts")
                    .with("deal_id", self.id())
                    .with("contact_id", contact)
                    .with("contact_name", name)
                    .with("role", role)
                    .with("is_primary", Cell::Bool(position == 0))
                    .with("added_at", Cell::Time(self.created + chance.between(0, 20) * DAY)),
            );
        }
    }

    fn stages(&self, chance: &mut Chance, rows: &mut Vec<Row>) {
        let last = if self.is_won { "Closed Won" } else { "Closed Lost" };
        let steps = [("Qualified", 0.0), ("Proposal", 0.4), ("Contract Sent", 0.8), (last, 1.0)];
        for (stage, share) in steps {
            let at = self.created + ((self.won - self.created) as f64 * share) as i64;
            let by = if chance.happens(0.9) { self.rep } else { 0 };
            rows.push(self.stage_row(stage, at, by));
        }
    }

    fn stage_row(&self, stage: &str, at: i64, by: usize) -> Row {
        Row::new("stage_history")
            .with("deal_id", self.id())
            .with("stage", stage)
            .with("entered_at", Cell::Time(at))
            .with("by", Cell::User(by))
    }

    /// What was filled after the close, by the property history.
    fn history(&self, chance: &mut Chance, rows: &mut Vec<Row>) {
        for field in FIELDS.iter().filter(|field| field.filled < 0.7) {
            if !chance.happens(0.12) {
                continue;
            }
            let at = self.won + chance.between(-20 * DAY, 12 * DAY);
            rows.push(
                Row::new("field_history")
                    .with("deal_id", self.id())
                    .with("field", field.name)
                    .with("old_value", "")
                    .with("new_value", text::answer(field, chance))
                    .with("changed_at", Cell::Time(at.min(EXPORTED_AT)))
                    .with("by", Cell::User(self.rep)),
            );
        }
    }

    fn activity(&self, rows: &mut Vec<Row>, kind: &str, direction: &str, author: usize, at: i64, body: &str) {
        if at > EXPORTED_AT {
            return;
        }
        let number = self.deal * 64 + rows.iter().filter(|row| row.table == "activities").count() as u64;
        rows.push(
            Row::new("activities")
                .with("activity_id", Cell::Id(Kind::Activity, number))
                .with("deal_id", self.id())
                .with("account_id", self.account())
                .with("type", kind)
                .with("direction", direction)
                .with("author", Cell::User(author))
                .with("occurred_at", Cell::Time(at))
                .with("subject", text::SUBJECTS[(number % text::SUBJECTS.len() as u64) as usize])
                .with("body", body),
        );
    }

    fn before_close(&self, chance: &mut Chance, rows: &mut Vec<Row>) {
        for _ in 0..chance.between(2, 5) {
            let at = self.created + (chance.share() * (self.won - self.created) as f64) as i64;
            let (kind, direction) = *chance.pick(&[
                ("note", ""),
                ("call", "outbound"),
                ("email", "outbound"),
                ("email", "inbound"),
                ("meeting", "outbound"),
            ]);
            self.activity(rows, kind, direction, self.rep, at, &text::note(chance));
        }
        if chance.happens(0.12) {
            self.activity(
                rows,
                "meeting",
                "outbound",
                REPS.len() + self.csm,
                self.won - chance.between(2, 9) * DAY,
                "Introduced the success manager before signing.",
            );
        }
    }

    fn after_close(&self, chance: &mut Chance, rows: &mut Vec<Row>) {
        let csm = REPS.len() + self.csm;
        if chance.happens(0.82) {
            let at = working_hours(self.won + (chance.waiting(16.0) * HOUR as f64) as i64);
            self.activity(
                rows,
                "email",
                "outbound",
                self.rep,
                at,
                "Thank you for signing. Your success manager takes over from here.",
            );
        }
        if chance.happens(0.95) {
            let median = CSMS[self.csm].1;
            let first = working_hours(self.won + (chance.waiting(median) * HOUR as f64) as i64);
            self.activity(rows, "email", "outbound", csm, first, "Welcome. Here is how we start.");
            let mut at = first;
            for _ in 0..chance.between(1, 5) {
                at = working_hours(at + chance.between(3, 11) * DAY);
                let (kind, direction) = *chance.pick(&[
                    ("call", "outbound"),
                    ("email", "outbound"),
                    ("email", "inbound"),
                    ("meeting", "outbound"),
                ]);
                self.activity(rows, kind, direction, csm, at, &text::note(chance));
            }
        }
        if chance.happens(0.08) {
            self.activity(
                rows,
                "meeting",
                "outbound",
                csm,
                working_hours(self.won + 2 * DAY),
                "Customer did not show up.",
            );
            if let Some(row) = rows.last_mut().filter(|row| row.table == "activities") {
                row.set("outcome", "no-show");
            }
        }
    }

    fn review(&self, chance: &mut Chance, rows: &mut Vec<Row>) {
        if !chance.happens(0.96) {
            return;
        }
        let mut at = working_hours(self.won + (chance.waiting(14.0) * HOUR as f64) as i64);
        let csm = REPS.len() + self.csm;
        let mut log = |event: &str, at: i64, reviewer: usize, reason: &str, material: Cell| {
            if at <= EXPORTED_AT {
                rows.push(
                    Row::new("reviews")
                        .with("deal_id", self.id())
                        .with("event", event)
                        .with("occurred_at", Cell::Time(at))
                        .with("reviewer", Cell::User(reviewer))
                        .with("reason", reason)
                        .with("material", material),
                );
            }
        };
        log("submitted", at, self.rep, "", Cell::Blank);
        at += (chance.waiting(20.0) * HOUR as f64) as i64;
        if chance.happens(0.03 + 0.28 * (1.0 - self.filled)) {
            let reason = *chance.pick(text::RETURN_REASONS);
            log("returned", at, csm, reason, Cell::Bool(!reason.starts_with("typo")));
            if !chance.happens(0.85) {
                return;
            }
            at += (chance.waiting(30.0) * HOUR as f64) as i64;
            log("submitted", at, self.rep, "", Cell::Blank);
            at += (chance.waiting(18.0) * HOUR as f64) as i64;
        }
        if chance.happens(0.97) {
            log("accepted", at, csm, "", Cell::Blank);
        }
    }

    fn onboarding(&self, chance: &mut Chance, rows: &mut Vec<Row>) {
        let sync = self.has_sync.then(|| working_hours(self.won + (chance.waiting(44.0) * HOUR as f64) as i64));
        let planned = self.kickoff - chance.between(0, 2) * DAY;
        let is_held = chance.happens(0.93);
        let value = self.kickoff + chance.between(8, 40) * DAY;
        rows.push(
            Row::new("onboarding")
                .with("project_id", format!("P-{:05}", self.deal))
                .with("deal_id", self.id())
                .with("account_id", self.account())
                .with("record_kind", "onboarding")
                .with("csm", if chance.happens(0.96) { Cell::User(REPS.len() + self.csm) } else { Cell::Blank })
                .with("status", if value <= EXPORTED_AT { "live" } else { "active" })
                .with("created_at", Cell::Time(self.won + HOUR))
                .happened("sync_at", sync)
                .with("kickoff_planned_at", Cell::Time(planned))
                .happened("kickoff_at", Some(self.kickoff).filter(|_| is_held))
                .happened("first_value_at", Some(value).filter(|_| is_held && chance.happens(0.85)))
                .happened("go_live_at", Some(value + 20 * DAY).filter(|_| is_held)),
        );
        if chance.happens(0.35) {
            let (kind, texts) = chance.pick(&text::PROMISES);
            rows.push(
                Row::new("commitments")
                    .with("deal_id", self.id())
                    .with("text", text::listed(&FIELDS[5], texts, chance))
                    .with("type", *kind)
                    .with("owner", if chance.happens(0.8) { Cell::User(self.rep) } else { Cell::Blank })
                    .with("created_at", Cell::Time(self.won - chance.between(1, 12) * DAY))
                    .happened("reviewed_at", chance.happens(0.6).then(|| self.won + 2 * DAY))
                    .with("due_at", Cell::Time(self.won + chance.between(20, 90) * DAY)),
            );
        }
        if chance.happens(0.4) {
            rows.push(
                Row::new("risks")
                    .with("deal_id", self.id())
                    .with("text", text::listed(&FIELDS[6], FIELDS[6].answers, chance))
                    .with("severity", *chance.pick(&["low", "medium", "high"]))
                    .with("owner", if chance.happens(0.78) { Cell::User(REPS.len() + self.csm) } else { Cell::Blank })
                    .with("status", *chance.pick(&["open", "open", "closed"]))
                    .happened("opened_at", Some(self.won - chance.between(-3, 8) * DAY)),
            );
        }
    }

    fn outcome(&self, chance: &mut Chance, rows: &mut Vec<Row>) {
        let churned = self.churned.filter(|at| *at <= EXPORTED_AT);
        if self.is_new_business() && chance.happens(0.97) {
            rows.push(
                Row::new("subscriptions")
                    .with("subscription_id", format!("S-{:05}", self.deal))
                    .with("account_id", self.account())
                    .with("deal_id", self.id())
                    .with("status", if churned.is_some() { "cancelled" } else { "active" })
                    .with("started_at", Cell::Time(self.won - HOUR))
                    .happened("ended_at", churned)
                    .with("annual_value", Cell::Number((self.amount * 12.0 / self.term as f64).round()))
                    .with("currency", "EUR")
                    .with(
                        "reason",
                        if churned.is_some() {
                            *chance.pick(&["no value seen", "budget", "champion left"])
                        } else {
                            ""
                        },
                    ),
            );
        }
        if chance.happens(0.06 + 0.2 * (1.0 - self.filled)) {
            rows.push(
                Row::new("escalations")
                    .with("deal_id", self.id())
                    .with("account_id", self.account())
                    .with("kind", *chance.pick(&["handoff", "handoff", "onboarding", "other"]))
                    .with("severity", "high")
                    .happened("opened_at", Some(self.won + chance.between(4, 40) * DAY)),
            );
        }
        if chance.happens(0.45) {
            let has_repeated = chance.happens(0.1 + 0.6 * (1.0 - self.filled));
            let score = if has_repeated { chance.between(1, 4) } else { chance.between(3, 5) };
            rows.push(
                Row::new("surveys")
                    .with("account_id", self.account())
                    .with("deal_id", self.id())
                    .happened("answered_at", Some(self.kickoff + chance.between(2, 20) * DAY))
                    .with("kind", "csat")
                    .with("score", Cell::Number(score as f64))
                    .with("scale_min", Cell::Number(1.0))
                    .with("scale_max", Cell::Number(5.0))
                    .with("repeated_information", Cell::Bool(has_repeated)),
            );
        }
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

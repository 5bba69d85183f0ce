//! What rules look at beyond the figures: facts of the deal with their places, the people of the customer, and what the
//! activities and the field history show.

use super::yearly::a_year;
use crate::domain::{Moment, Origin, Sym};

/// A value with the place where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub origin: Origin,
}

/// Facts of one packet that no figure needs. `None`: blank, or no export holds the column.
#[derive(Clone, Debug, Default)]
pub struct Detail {
    /// The deal's amount.
    pub amount: Option<Known<f64>>,
    /// Whether it is one a year, whatever the term: the heading of its column says so.
    pub is_amount_yearly: bool,
    /// Its currency; blank where none is named.
    pub currency: Sym,
    /// `contract_term_months`.
    pub term_months: Option<Known<f64>>,
    /// The term that the signed scope states, in months.
    pub scope_months: Option<Known<f64>>,
    /// What the deal's fields and its signed scope say differently.
    pub scope_terms: Box<[ScopeTerm]>,
    /// `contract_start`.
    pub contract_start: Option<Known<Moment>>,
    /// `contract_end`.
    pub contract_end: Option<Known<Moment>>,
    /// `go_live_target`.
    pub go_live_target: Option<Known<Moment>>,
    /// `is_won` as exported.
    pub won_flag: Option<Known<bool>>,
    /// Whether the deal's stage is a won one.
    pub stage_is_won: Option<Known<bool>>,
    /// Where the deal itself names a CSM, when onboarding names another person; with the row of the onboarding table that
    /// does.
    pub other_csm: Option<Known<u32>>,
    /// Whether deal and onboarding both name a CSM.
    pub has_two_csms: bool,
    /// `executive_sponsor`, when it names somebody.
    pub sponsor: Option<Known<Sym>>,
    /// A contact in the sponsor's role whom the field does not name, when no contact in that role is the one named.
    pub other_sponsor: Option<Known<Sym>>,
    /// Whether business goals and user requirements are one text; `None` unless both are filled.
    pub goals_are_requirements: Option<Known<bool>>,
    /// `champion_at_risk` as exported.
    pub champion_at_risk: Option<Known<bool>>,
    /// A mitigation for the champion is written down somewhere in the packet.
    pub has_champion_mitigation: bool,
    /// The first date of the deal's open action items, when it lies before the day of `as_of`.
    pub overdue_action: Option<Known<i32>>,
    /// People of the customer on the deal.
    pub stakeholders: Vec<Stakeholder>,
    /// Recorded risks, open or not.
    pub risks: Box<[RiskRecord]>,
    /// Subscriptions that belong to the deal.
    pub subscriptions: Box<[SubscriptionFact]>,
    /// What the activities show.
    pub contact: ContactFacts,
    /// Fields of the deal that were blank before their first entry in the field history.
    pub fills: Box<[Fill]>,
    /// Amount, scope and dates that changed after CS had accepted.
    pub late_changes: Box<[Fill]>,
    /// Implementation records that name the deal.
    pub implementation: Option<Origin>,
    /// Another row or another deal that repeats this one.
    pub duplicate: Option<Origin>,
    /// How the event stands against its service level, in the order of [`Timed::ALL`].
    pub timings: [Timing; 5],
    /// How the customer of this origin deal ended, when it is one.
    pub end: CustomerEnd,
    /// Days of 24 hours from the win to the live date that was promised.
    pub promised_days: Option<Known<f64>>,
    /// A customer's answer that they had to repeat themselves.
    pub repeated: Option<Origin>,
    /// CSAT answers, 0 to 100, with where they stand.
    pub csat: Vec<Known<f64>>,
    /// Answers of a CSM about the handoff.
    pub n_csm_ratings: u32,
    /// Where the first counted escalation stands.
    pub first_escalation: Option<Known<Moment>>,
    /// Whether an escalation that counts was opened within the escalation window after the win.
    pub has_early_escalation: bool,
    /// Whether that window has passed by `as_of`: before, the absence of an escalation says nothing yet.
    pub is_escalation_window_over: bool,
    /// Remarks on items, by item.
    pub marks: Box<[Mark]>,
}

/// A term that a field of the deal and the signed scope name differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeTerm {
    /// What the field says, as a reader would write it: `30 days to pay`.
    pub of_deal: Box<str>,
    /// What the signed scope says, in the same form.
    pub of_scope: Box<str>,
    /// Where the field stands.
    pub origin: Origin,
}

/// Roles of people at the customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Speaks for us inside.
    Champion,
    /// Signs.
    EconomicBuyer,
    /// Judges the technology.
    TechnicalEvaluator,
    /// Stands behind the project.
    ExecutiveSponsor,
    /// Works with it.
    EndUser,
    /// Works against it.
    Blocker,
}

impl Role {
    /// All roles that rules ask for.
    pub const ALL: [Role; 6] = [
        Role::Champion,
        Role::EconomicBuyer,
        Role::TechnicalEvaluator,
        Role::ExecutiveSponsor,
        Role::EndUser,
        Role::Blocker,
    ];

    /// The folded name.
    pub fn folded(self) -> &'static str {
        match self {
            Role::Champion => "champion",
            Role::EconomicBuyer => "economicbuyer",
            Role::TechnicalEvaluator => "technicalevaluator",
            Role::ExecutiveSponsor => "executivesponsor",
            Role::EndUser => "enduser",
            Role::Blocker => "blocker",
        }
    }

    /// The name that people say.
    pub const fn name(self) -> &'static str {
        match self {
            Role::Champion => "champion",
            Role::EconomicBuyer => "economic buyer",
            Role::TechnicalEvaluator => "technical evaluator",
            Role::ExecutiveSponsor => "executive sponsor",
            Role::EndUser => "end user",
            Role::Blocker => "blocker",
        }
    }

    /// Somebody whom CS must be able to reach from the first day.
    pub fn is_key(self) -> bool {
        !matches!(self, Role::EndUser | Role::Blocker)
    }
}

/// Several roles: most contacts hold one, and there are more contacts than deals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Roles(u8);

impl Roles {
    /// Adds a role.
    pub fn push(&mut self, role: Role) {
        self.0 |= 1 << role as u8;
    }

    /// Whether the role is among them.
    pub fn contains(self, role: Role) -> bool {
        self.0 >> role as u8 & 1 == 1
    }

    /// The roles, in the order of [`Role::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |&role| self.contains(role))
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Roles {
        let mut all = Roles::default();
        roles.into_iter().for_each(|role| all.push(role));
        all
    }
}

/// A person of the customer on a deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stakeholder {
    /// Contact id, else the folded name: what makes two rows one person.
    pub key: Sym,
    /// The name as exported; blank when none is known.
    pub name: Sym,
    /// The e-mail of the contacts table; blank when none is known.
    pub email: Sym,
    /// Known roles.
    pub roles: Roles,
    /// When the role was recorded.
    pub added_at: Option<Moment>,
    /// Which of [`REACH`] are blank here though an export holds them.
    pub lacks: [bool; REACH.len()],
    /// Where the row stands.
    pub origin: Origin,
}

/// What a key contact is reached by.
pub const REACH: [&str; 3] = ["e-mail", "preferred channel", "time zone"];

impl Stakeholder {
    /// What the person cannot be reached by.
    pub fn lacking(&self) -> impl Iterator<Item = &'static str> {
        REACH.into_iter().zip(self.lacks).filter_map(|(what, is_lacking)| is_lacking.then_some(what))
    }
}

/// A recorded risk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RiskRecord {
    /// The folded type is a dependency, an access or a data need.
    pub is_dependency: bool,
    /// Open at `as_of`.
    pub is_open: bool,
    /// When it was opened.
    pub opened_at: Option<Moment>,
    /// Where it stands.
    pub origin: Origin,
}

/// A subscription of the deal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SubscriptionFact {
    /// Value a year.
    pub annual_value: Option<f64>,
    /// Its currency.
    pub currency: Sym,
    /// Start.
    pub started_at: Option<Moment>,
    /// End, also a future one.
    pub ended_at: Option<Moment>,
    /// Its status says that it was cancelled or is over: its end is when the customer leaves, not what was signed.
    pub is_cancelled: bool,
    /// Where it stands.
    pub origin: Origin,
}

impl SubscriptionFact {
    /// One of which nothing is known but where it stands.
    pub fn at(origin: Origin) -> SubscriptionFact {
        let currency = Sym::BLANK;
        SubscriptionFact { annual_value: None, currency, started_at: None, ended_at: None, is_cancelled: false, origin }
    }
}

/// What the activities of a deal show, at or before `as_of`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContactFacts {
    /// The AE did something in the 30 days from the win.
    pub has_ae_after_close: bool,
    /// The 30 days from the win have passed by `as_of`.
    pub have_first_days_passed: bool,
    /// Longest time without outbound CS contact in the first 30 days (or up to `as_of`), in days of 24 hours.
    pub longest_silence: f64,
    /// The same if every e-mail of CS that does not say which way it went had gone to the customer, and whoever may be of
    /// CS were.
    pub least_silence: f64,
    /// Local days from the win of each call or meeting that CS held with the customer, or somebody who may be of CS.
    pub meeting_days: Vec<i32>,
    /// A call or meeting with the named sponsor before the win; `None` when no sponsor is named.
    pub met_sponsor: Option<bool>,
    /// Notes, and calls and meetings that were held, from before the close to the day after it, with a telling text
    /// where an export holds texts.
    pub n_sales_notes: u32,
    /// Tasks past their date that are not done.
    pub overdue_tasks: Vec<Origin>,
}

/// An entry of the field history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fill {
    /// Position among the deals fields.
    pub field: u16,
    /// When.
    pub at: Moment,
    /// Where the entry stands.
    pub origin: Origin,
}

/// Events with a service level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timed {
    /// First touch.
    FirstTouch,
    /// Transition e-mail.
    TransitionEmail,
    /// Sync.
    Sync,
    /// Kickoff.
    Kickoff,
    /// First value.
    FirstValue,
}

impl Timed {
    /// In the order of a handoff.
    pub const ALL: [Timed; 5] =
        [Timed::FirstTouch, Timed::TransitionEmail, Timed::Sync, Timed::Kickoff, Timed::FirstValue];

    /// Whether it is read from e-mails, which may not say which way they went; a cell holds the day of any other.
    pub fn is_of_emails(self) -> bool {
        matches!(self, Timed::FirstTouch | Timed::TransitionEmail)
    }
}

/// How an event stands against its service level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Timing {
    /// Not happened, and there is time left.
    #[default]
    Open,
    /// Happened in time.
    Within,
    /// Happened late.
    Late,
    /// Not happened, and the time is over.
    Overdue,
    /// An e-mail that does not say which way it went may have been it, in time; and the time is over.
    Untold,
}

/// How a customer ended, for its origin deal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CustomerEnd {
    /// Nothing is observed, or this is not the customer's first deal.
    #[default]
    Unobserved,
    /// Still there, and the retention period has not passed.
    Young,
    /// Still there after the retention period.
    Active,
    /// Churned within the retention period.
    Early,
    /// Churned later.
    Later,
    /// Churned, nobody says when.
    Undated,
    /// The cell that would say whether and when cannot be read.
    Unread,
}

/// A remark on an item: how its answer came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Position in the checklist.
    pub item: u16,
    /// What is remarked.
    pub kind: MarkKind,
    /// Where.
    pub origin: Origin,
}

/// What can be remarked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// The same text as in many deals of the owner, or nearly.
    Boilerplate,
    /// The same text as another field of the deal.
    Copied,
    /// One or two words where a sentence is asked for.
    TooShort,
    /// Holds no number, date or named measure though it must.
    NotMeasurable,
    /// First filled after close.
    BackFilled,
    /// First recorded after kickoff.
    LateDiscovery,
    /// No answer here, but another export holds it.
    FoundElsewhere,
}

impl MarkKind {
    /// All of them, in the order of outputs.
    pub const ALL: [MarkKind; 7] = [
        MarkKind::Boilerplate,
        MarkKind::Copied,
        MarkKind::TooShort,
        MarkKind::NotMeasurable,
        MarkKind::BackFilled,
        MarkKind::LateDiscovery,
        MarkKind::FoundElsewhere,
    ];

    /// The name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            MarkKind::Boilerplate => "boilerplate",
            MarkKind::Copied => "copied",
            MarkKind::TooShort => "too_short",
            MarkKind::NotMeasurable => "not_measurable",
            MarkKind::BackFilled => "back_filled",
            MarkKind::LateDiscovery => "late_discovery",
            MarkKind::FoundElsewhere => "found_elsewhere",
        }
    }
}

impl Detail {
    /// The deal's amount a year: that of a whole term divided by the term. **Absent**: `None` where no amount is known.
    pub fn annual_amount(&self) -> Option<f64> {
        let term = self.term_months.map(|term| term.value);
        self.amount.map(|amount| a_year(amount.value, term, self.is_amount_yearly))
    }

    /// How an event stands against its service level.
    pub fn timing(&self, timed: Timed) -> Timing {
        self.timings[timed as usize]
    }

    /// Whether an item carries a remark.
    pub fn is_marked(&self, item: usize, kind: MarkKind) -> bool {
        self.marks.iter().any(|mark| mark.item as usize == item && mark.kind == kind)
    }
}

//! The checklist: what a packet must hold, per tier, and what counts as an answer.
//!
//! The default is `checklist.toml` beside this file; a user's file of the same shape replaces or extends it.

/// A tier of service; decides which items are required.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// The strictest.
    HighTouch,
    /// Fewer items.
    LowTouch,
    /// Renewals and expansions.
    Renewal,
}

impl Tier {
    /// The name in settings and outputs.
    pub fn name(self) -> &'static str {
        match self {
            Tier::HighTouch => "high_touch",
            Tier::LowTouch => "low_touch",
            Tier::Renewal => "renewal",
        }
    }
}

/// The four categories of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Contract facts and dates.
    Facts,
    /// Why they bought, who they are.
    Context,
    /// What was promised.
    Commitments,
    /// What threatens success.
    Risk,
}

impl Category {
    /// All four, in reading order.
    pub const ALL: [Category; 4] = [Category::Facts, Category::Context, Category::Commitments, Category::Risk];

    /// The name in settings and outputs.
    pub fn name(self) -> &'static str {
        match self {
            Category::Facts => "facts",
            Category::Context => "context",
            Category::Commitments => "commitments",
            Category::Risk => "risk",
        }
    }
}

/// What an answer must hold to be more than vague.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// A number, a percentage, a date, or a named measure with a direction.
    Number,
    /// An event, a date, a deadline or a change.
    Event,
    /// A person, not a team or a queue.
    Person,
}

/// Where an item's answer may stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// `deals.FIELD`: position in the deals fields.
    Deal(usize),
    /// `onboarding.FIELD`: position in the onboarding fields.
    Onboarding(usize),
    /// `csm`: the deal's CSM as resolved.
    Csm,
    /// `role:NAME`: a named contact of the deal in that role (folded).
    Role(String),
    /// `table:commitments`.
    CommitmentsTable,
    /// `table:risks`.
    RisksTable,
}

/// One item of the checklist.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its id, unique.
    pub id: String,
    /// Its category.
    pub category: Category,
    /// Where its answer may stand; the best state counts.
    pub sources: Vec<Source>,
    /// The sources as written, for messages.
    pub source_names: Vec<String>,
    /// Required for that tier.
    pub high: bool,
    /// Required for that tier.
    pub low: bool,
    /// Required for that tier.
    pub renewal: bool,
    /// Weight in its category's score.
    pub weight: f64,
    /// Whether "none" is an answer.
    pub none_ok: bool,
    /// One of the eight required-to-close fields.
    pub is_eight: bool,
    /// What an answer must hold to be more than vague.
    pub measure: Option<Measure>,
    /// What to ask when there is no answer, as one person asks another.
    pub question: String,
}

impl Item {
    /// Whether a tier requires it.
    pub fn is_required(&self, tier: Tier) -> bool {
        match tier {
            Tier::HighTouch => self.high,
            Tier::LowTouch => self.low,
            Tier::Renewal => self.renewal,
        }
    }
}

/// A part of an acceptance element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// An item (position in the checklist) with credit 1.
    Item(usize),
    /// Every open risk has an owner.
    EveryOpenRiskOwned,
    /// The deal's owner is a person.
    AeNamed,
}

/// One of the acceptance elements: all needs, and of each inner list one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// Its id.
    pub id: String,
    /// All of these lists, any of each.
    pub needs: Vec<Vec<Need>>,
}

/// Text that is no answer, and text that says "none".
#[derive(Clone, Debug, PartialEq)]
pub struct Placeholders {
    /// Compared without case and surrounding punctuation.
    pub exact: Vec<String>,
    /// One character repeated is a placeholder.
    pub repeated_character: bool,
    /// Neighbouring keys in a row are a placeholder.
    pub keyboard_run: bool,
    /// The field's own label is a placeholder.
    pub own_label: bool,
    /// Texts that say there are none.
    pub explicit_none: Vec<String>,
    /// Boilerplate: least length in characters.
    pub boilerplate_min_chars: usize,
    /// Boilerplate: in at least so many deals of the owner.
    pub boilerplate_min_deals: usize,
    /// Boilerplate: and at least this share of the owner's deals.
    pub boilerplate_min_share: f64,
}

/// The whole checklist.
#[derive(Clone, Debug, PartialEq)]
pub struct Checklist {
    /// The items, in order.
    pub items: Vec<Item>,
    /// The six acceptance elements, in order.
    pub elements: Vec<Element>,
    /// What is no answer.
    pub placeholders: Placeholders,
}

impl Checklist {
    /// The position of an item.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.items.iter().position(|item| item.id == id)
    }
}

impl Checklist {
    /// The checklist that the program ships.
    pub fn shipped() -> Checklist {
        super::Settings::defaults(std::path::Path::new("")).checklist
    }
}

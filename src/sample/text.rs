//! What people write: answers worth reading, answers that say nothing, and notes that hold what the fields do not.

use super::chance::Chance;

/// A handoff field with how it is filled.
pub(super) struct Field {
    /// Canonical name.
    pub(super) name: &'static str,
    /// How often an average rep answers it: facts well, commitments and risks badly.
    pub(super) filled: f64,
    /// Real answers; `#` becomes a number.
    pub(super) answers: &'static [&'static str],
    /// What an explicit "none" looks like; empty where it is no answer.
    pub(super) none: &'static [&'static str],
}

pub(super) const FIELDS: &[Field] = &[
    Field {
        name: "why_now",
        filled: 0.86,
        answers: &[
            "Their contract with the old vendor ends on # October",
            "Audit finding from March has to be closed by quarter end",
            "New head of operations joined and wants one system before the season",
            "Merger: two teams move onto one process by 1# November",
            "Support backlog doubled since June; board asked for a plan",
        ],
        none: &[],
    },
    Field {
        name: "success_metric",
        filled: 0.74,
        answers: &[
            "Cut first response time from #2 h to 4 h within 90 days",
            "Raise adoption to #0 % of field staff by December",
            "Reduce manual re-entry by #5 hours a week",
            "Close the month in # days instead of 12",
            "Bring repeat tickets below #0 %",
        ],
        none: &[],
    },
    Field {
        name: "first_value_criteria",
        filled: 0.66,
        answers: &[
            "First report sent to their board from live data",
            "# users log a job on site without paper",
            "First invoice run without export to a spreadsheet",
            "Two teams close a week of tickets in the new queue",
        ],
        none: &[],
    },
    Field {
        name: "decision_criteria",
        filled: 0.8,
        answers: &[
            "Security review, single sign-on, and a price below the old contract",
            "Works offline, connects to their ERP, live in # weeks",
            "References in their trade and a named contact",
            "Total cost over three years and data in the EU",
        ],
        none: &[],
    },
    Field {
        name: "existing_tools",
        filled: 0.83,
        answers: &[
            "An ageing ticket system and shared inboxes",
            "Spreadsheets, one per region, plus an old CRM",
            "ERP from 2012, mail, and a home-made database",
            "Two project tools that nobody likes",
        ],
        none: &["none"],
    },
    Field {
        name: "verbal_commitments",
        filled: 0.52,
        answers: &[
            "Promised to import # years of history at no charge",
            "We said the ERP connector would be ready by week #",
            "Agreed a monthly call with product for the first half year",
            "Told them the second sandbox is included",
        ],
        none: &["None made", "no verbal commitments"],
    },
    Field {
        name: "implementation_risks",
        filled: 0.47,
        answers: &[
            "Their IT has one person; access took # weeks last time",
            "Data owner is on leave until the 1#th",
            "Legal still reads the processing agreement",
            "Works council has to agree before roll-out",
        ],
        none: &["No known risks", "none identified"],
    },
    Field {
        name: "business_goals",
        filled: 0.72,
        answers: &[
            "Serve # % more customers with the same team",
            "One view of every job for regional managers",
            "Fewer handovers between shifts",
        ],
        none: &[],
    },
    Field {
        name: "user_requirements",
        filled: 0.6,
        answers: &[
            "Dispatchers want drag and drop; technicians want it on the phone",
            "Managers need a weekly mail with # figures",
            "Agents must see the contract beside the ticket",
        ],
        none: &[],
    },
    Field {
        name: "pain_points",
        filled: 0.7,
        answers: &[
            "Nobody knows who owns a ticket after #0 minutes",
            "Double entry in two systems",
            "Reports take three days to make",
        ],
        none: &[],
    },
    Field {
        name: "alternatives",
        filled: 0.58,
        answers: &[
            "A large suite, found too slow to roll out",
            "Building it themselves; dropped after # months",
            "Their incumbent's new module",
        ],
        none: &["none"],
    },
    Field {
        name: "integrations",
        filled: 0.62,
        answers: &[
            "ERP (orders, nightly), single sign-on",
            "Mail and calendar; telephony later",
            "Data warehouse, read only, # tables",
        ],
        none: &["none"],
    },
    Field {
        name: "timeline_promised",
        filled: 0.55,
        answers: &[
            "Live for the first region in # weeks",
            "Go-live before the season starts on 1 November",
            "Pilot of # weeks, then all sites",
        ],
        none: &["none"],
    },
    Field {
        name: "special_terms",
        filled: 0.5,
        answers: &[
            "First # months at half price",
            "Exit after 12 months without fee",
            "Quarterly instead of yearly billing",
        ],
        none: &["none", "nothing outside the contract"],
    },
    Field {
        name: "open_action_items",
        filled: 0.48,
        answers: &[
            "We owe them the security questionnaire by Friday the 1#th",
            "They send the list of # sites",
            "Send sandbox access to their admin",
        ],
        none: &["none"],
    },
    Field {
        name: "stakeholder_concerns",
        filled: 0.45,
        answers: &["Finance doubts the savings", "Site leads fear more typing", "Security wants logs for # months"],
        none: &["none"],
    },
    Field {
        name: "technical_constraints",
        filled: 0.5,
        answers: &[
            "No inbound connections from outside",
            "Old browsers on # terminals",
            "Data may not leave the country",
        ],
        none: &["none"],
    },
    Field {
        name: "dependencies",
        filled: 0.46,
        answers: &[
            "Needs the new network at site # first",
            "Waits for their ERP upgrade in November",
            "Single sign-on must be ready",
        ],
        none: &["none"],
    },
    Field {
        name: "open_questions",
        filled: 0.44,
        answers: &[
            "Who signs off the data import?",
            "Which # sites come first?",
            "Does the works council need a demo?",
        ],
        none: &["none"],
    },
    Field {
        name: "ae_notes",
        filled: 0.7,
        answers: &[
            "Good people, quick to answer. Start with the dispatch team.",
            "Price was hard; do not reopen it.",
            "They compare us with the old system at every step.",
        ],
        none: &[],
    },
];

/// Typed to get past a required field.
pub(super) const PLACEHOLDERS: &[&str] =
    &["tbd", "TBD", "n/a", "-", ".", "asdf", "see notes", "xxx", "as discussed", "ask AE"];
/// Pasted into every deal by one rep.
pub(super) const PASTED: &str = "Customer wants to improve efficiency and grow with a strong partner.";
/// Says something that cannot be measured.
pub(super) const VAGUE: &[&str] =
    &["Make the team happier", "Better collaboration across the company", "Get going quickly and smoothly"];

/// Notes that sales writes; some hold promises and risks that no field holds.
pub(super) const NOTES: &[&str] = &[
    "Good call. They liked the dispatch board and want their regional leads in the next session.",
    "Walked through pricing. Procurement asked for two references.",
    "We promised to have the ERP connector live by the end of October.",
    "Their champion mentioned she may move to another unit after the summer.",
    "They asked whether the mobile app works offline; I said I would check.",
    "I told them we would include the second sandbox for free.",
    "Legal has not signed the data processing agreement yet, so access may slip.",
    "Demo went well, the CFO joined for ten minutes and left without a question.",
    "Agreed that we import three years of tickets, not only the last one.",
    "No promises made on the roadmap; sent them the public list.",
    "IT has a change freeze from 15 December, everything must be in before that.",
    "Signed scope says 40 seats, they now talk about 60.",
];

/// A note of its own: what was said, with who was there and how it went on. A few are as bare as the list has them.
pub(super) fn note(chance: &mut Chance) -> String {
    let core = *chance.pick(NOTES);
    let mut aside = chance.aside();
    if aside.happens(0.06) {
        return core.to_owned();
    }
    let (who, how) = (*aside.pick(HEARD_FROM), *aside.pick(HOW_IT_WENT));
    let how = how.replace('#', &aside.between(3, 28).to_string());
    match aside.between(0, 2) {
        0 => format!("{core} {how} Also there: {who}."),
        1 => format!("With {who}. {core} {how}"),
        _ => format!("{how} {core} ({who})"),
    }
}

/// What surrounds the point of a note.
const HOW_IT_WENT: &[&str] = &[
    "Took # minutes.",
    "We got to question # of their list.",
    "Slide # was where they stopped us.",
    "Next talk in # days.",
    "Line was bad for the first # minutes.",
    "They had read up to page # of the brochure.",
    "Coffee on site, a good # minutes.",
    "Last met # days ago.",
];

/// Subjects of mails and meetings.
pub(super) const SUBJECTS: &[&str] =
    &["Next steps", "Your questions from Tuesday", "Kickoff", "Access and data", "Re: contract", "Weekly check-in"];

/// Why CS returned a handoff.
pub(super) const RETURN_REASONS: &[&str] = &[
    "success metric missing",
    "no executive sponsor",
    "promised scope unclear",
    "risks not filled in",
    "timeline contradicts the contract",
    "typo in the company name",
];

/// A real answer, numbers filled in.
pub(super) fn answer(field: &Field, chance: &mut Chance) -> String {
    if !field.none.is_empty() && chance.happens(0.18) {
        return (*chance.pick(field.none)).to_owned();
    }
    let number = chance.between(2, 9).to_string();
    let answer = chance.pick(field.answers).replace('#', &number);
    let mut aside = chance.aside();
    if aside.happens(0.1) { answer } else { format!("{answer} ({})", heard(&mut aside)) }
}

/// A row of a list, which never says that there is nothing. It draws what an answer draws, so that its words move nothing
/// else in the sample.
pub(super) fn listed(field: &Field, texts: &[&str], chance: &mut Chance) -> String {
    answer(field, chance);
    let mut aside = chance.aside();
    let number = aside.between(2, 9).to_string();
    let text = aside.pick(texts).replace('#', &number);
    format!("{text} ({})", heard(&mut aside))
}

/// What reps write down as promised, by the type that they choose.
pub(super) const PROMISES: [(&str, [&str; 2]); 6] = [
    ("timeline", ["First region live in week #", "Import done before their season opens"]),
    ("integration", ["ERP connector ready by week #", "Single sign-on with their directory before they go live"]),
    ("discount", ["Second sandbox free for # months", "Renewal at the price of the first year"]),
    ("roadmap", ["Offline mode with the next release", "The planning board that they saw in the preview"]),
    ("customisation", ["# fields of their own on the job form", "Service reports in their own layout"]),
    ("scope", ["Import of # years of history at no charge", "A monthly call with product for the first half year"]),
];

/// From whom and when: what makes an answer this customer's own.
fn heard(chance: &mut Chance) -> String {
    let (who, where_) = (chance.pick(HEARD_FROM), chance.pick(HEARD_IN));
    match chance.between(0, 2) {
        0 => format!("{who}, {where_}"),
        1 => format!("{where_}: {who}"),
        _ => format!("{who}, {where_} on the {}th", chance.between(4, 20)),
    }
}

const HEARD_FROM: &[&str] = &[
    "their COO",
    "head of dispatch",
    "the controller",
    "the plant lead",
    "two shift leads",
    "IT manager",
    "regional director",
    "purchasing",
    "the founder",
    "service desk lead",
    "their project office",
    "head of quality",
];
const HEARD_IN: &[&str] = &[
    "first call",
    "second workshop",
    "site visit",
    "demo",
    "pricing meeting",
    "mail",
    "reference call",
    "security review",
    "steering meeting",
    "lunch at the fair",
];

pub(super) const COMPANY_FIRST: &[&str] = &[
    "Alder", "Birch", "Cobalt", "Dune", "Ember", "Fjord", "Granite", "Harbor", "Indigo", "Juniper", "Kestrel", "Larch",
    "Meridian", "Nimbus", "Orchard", "Pebble", "Quarry", "Rowan", "Saffron", "Tundra", "Umber", "Verdant", "Willow",
    "Yarrow", "Zephyr",
];
pub(super) const COMPANY_SECOND: &[&str] = &[
    "Freight",
    "Foods",
    "Health",
    "Works",
    "Logistics",
    "Energy",
    "Textiles",
    "Facilities",
    "Clinics",
    "Tools",
    "Packaging",
    "Rail",
    "Dental",
    "Farms",
    "Glass",
    "Hotels",
];
pub(super) const COMPANY_END: &[&str] = &["Ltd", "GmbH", "Inc", "BV", "AB", "SA"];
pub(super) const FIRST_NAMES: &[&str] = &[
    "Amara", "Björn", "Chloé", "Dmitri", "Elif", "Farah", "Goran", "Hana", "Iñigo", "Jana", "Kofi", "Lucía", "Mateo",
    "Noor", "Oona", "Pavel", "Rhea", "Søren", "Tomas", "Uma", "Viktor", "Yara", "Zoë",
];
pub(super) const LAST_NAMES: &[&str] = &[
    "Abel",
    "Brandt",
    "Costa",
    "Dahl",
    "Eriksen",
    "Fontaine",
    "García",
    "Holt",
    "Ito",
    "Jansen",
    "Kaya",
    "Lindqvist",
    "Moreau",
    "Novák",
    "Okoye",
    "Petrov",
    "Quist",
    "Rossi",
    "Sato",
    "Tanaka",
    "Ueda",
    "Varga",
    "Weiss",
    "Ziegler",
];

/// Sales: name and habit.
pub(super) const REPS: &[(&str, Habit)] = &[
    ("Nora Thorough", Habit::Thorough),
    ("Paul Paste", Habit::Pastes),
    ("Tess Typewell", Habit::Types),
    ("Quinn Quarter", Habit::QuarterEnd),
    ("Newton Hale", Habit::NewHire),
    ("Ada Plain", Habit::Average),
    ("Ben Plain", Habit::Average),
    ("Cleo Plain", Habit::Average),
];
/// Customer success: name and the median hours to the first touch.
pub(super) const CSMS: &[(&str, f64)] = &[
    ("Sam Success", 20.0),
    ("Olive Onboard", 24.0),
    ("Marc Overload", 58.0),
    ("Ivy Care", 26.0),
    ("Leo Former", 30.0),
];

/// How a rep fills in forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Habit {
    /// Answers nearly everything.
    Thorough,
    /// Pastes one text into the long fields.
    Pastes,
    /// Types something to get past the form.
    Types,
    /// Leaves the last fields blank in the last days of a quarter.
    QuarterEnd,
    /// Weak at first, good later.
    NewHire,
    /// As most.
    Average,
}

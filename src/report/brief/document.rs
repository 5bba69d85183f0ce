//! A brief as sections of finished strings, in the order in which the sync goes through them.

use serde::Serialize;

use super::super::view::Mark;
use super::super::{format, guard, words};
use super::entries::{self, Entry};
use crate::audit::brief::{Brief, BriefDeal};

/// About so many characters fill a line of a printed column.
const LINE_CHARS: usize = 66;
/// A place on one sheet is a letter and a line number.
const PLACE_CHARS: usize = 5;
/// Up to so many lines fit in a larger print.
const MOST_ROOMY_LINES: usize = 88;
/// More lines than this do not fit on a sheet of Letter paper in the ordinary print.
const MOST_LINES: usize = 116;
/// Nor more than these in the small print: found by printing the briefs of the sample data.
const MOST_DENSE_LINES: usize = 121;
/// What is left of a quote, at the least.
const LEAST_QUOTED: usize = 40;
/// What is shortened where a sheet would overflow, the longest first, and how many entries stay.
const CAN_BE_CUT: [(&str, usize); 4] = [("questions", 4), ("commitments", 5), ("risks", 4), ("timeline", 5)];

/// How much is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// What fits on one sheet; long lists and texts are cut, and say so.
    OneSheet,
    /// Everything.
    Whole,
}

impl Extent {
    /// At most so many characters of a text.
    pub(super) fn cut(self, text: &str, most: usize) -> String {
        match self {
            Extent::OneSheet => format::cut(&text.split_whitespace().collect::<Vec<_>>().join(" "), most),
            Extent::Whole => text.to_owned(),
        }
    }

    /// The same, at the cost of what is quoted rather than of what is said about it.
    pub(super) fn cut_within(self, text: &str, most: usize) -> String {
        let excess = text.chars().count().saturating_sub(most);
        let quote = text.find('\u{201c}').zip(text.rfind('\u{201d}')).filter(|(start, end)| start < end);
        let Some((start, end)) = quote.filter(|_| excess > 0) else { return self.cut(text, most) };
        let (before, rest) = text.split_at(start + '\u{201c}'.len_utf8());
        let (quoted, after) = rest.split_at(end - before.len());
        let left = quoted.chars().count().saturating_sub(excess + 1).max(LEAST_QUOTED);
        self.cut(&format!("{before}{}{after}", self.cut(quoted, left)), most)
    }
}

/// The whole page.
#[derive(Serialize)]
pub(crate) struct Document {
    pub(super) name: String,
    pub(super) facts: Vec<(&'static str, String)>,
    pub(super) mark: Mark,
    pub(super) sentences: Vec<String>,
    pub(super) link: Option<String>,
    pub(super) sections: Vec<Section>,
    /// The print that the sheet has room for: `roomy`, `dense`, or neither.
    pub(super) print: &'static str,
    pub(super) approvals: Vec<(String, &'static str)>,
    /// Files by the letter that stands for them.
    pub(super) files: Vec<(String, String)>,
    pub(super) footer: String,
}

/// A part of the page.
#[derive(Serialize)]
pub(super) struct Section {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    pub(super) entries: Vec<Entry>,
    /// Said when there is nothing to list.
    pub(super) empty: &'static str,
    /// How many are left out.
    #[serde(skip)]
    left: usize,
    /// The same in words, and where they are.
    pub(super) more: Option<String>,
}

impl Section {
    fn keep(&mut self, most: usize) {
        self.left += self.entries.len().saturating_sub(most);
        self.entries.truncate(most);
        let of_this_brief = "more in the Markdown and JSON of this brief.";
        self.more = (self.left > 0).then(|| format!("{} {of_this_brief}", format::count(self.left as u64)));
    }
}

/// The page of a brief.
pub(super) fn document(brief: &Brief, extent: Extent) -> Document {
    let zone = brief.timezone.as_str();
    let item_lines = |lines| entries::items(lines, zone, extent);
    let section = |id, title, most: usize, entries: Vec<Entry>, empty| {
        let mut section = Section { id, title, entries, empty, left: 0, more: None };
        if extent == Extent::OneSheet {
            section.keep(most);
        }
        section
    };
    let nothing = "Nothing on record.";
    let mut sections = vec![
        section("sold", "What was sold", 12, item_lines(&brief.sold), nothing),
        section("why", "Why they bought", 8, item_lines(&brief.why), nothing),
        section("people", "Stakeholder map", 6, entries::stakeholders(brief), "No contact is on record for this deal."),
        section("goals", "Goals and success metric", 6, item_lines(&brief.goals), nothing),
        section("requirements", "User requirements", 4, item_lines(&brief.requirements), nothing),
        section("first-value", "First-value milestone", 4, item_lines(&brief.first_value), nothing),
        section(
            "commitments",
            "Commitments to review",
            9,
            entries::commitments(brief, extent),
            "None on record, and none found in the notes: the AE confirms or denies.",
        ),
        section(
            "risks",
            "Risks and their owners",
            9,
            entries::risks(brief, extent),
            "None on record, and none found in the notes: the AE confirms or denies.",
        ),
        section(
            "conflicts",
            "Conflicts between sources",
            4,
            entries::conflicts(brief, extent),
            "None found in what the exports hold.",
        ),
        section(
            "questions",
            "Questions for the AE",
            8,
            entries::questions(brief, extent),
            "None: everything asked for is answered.",
        ),
        section("tasks", "Kickoff preparation for the CSM", 6, entries::tasks(brief, extent), "Nothing is open."),
        section("agenda", "The sync: 25 minutes, the AE answers", 6, entries::agenda(brief), nothing),
        section("timeline", "So far", 9, entries::timeline(brief), nothing),
    ];
    if extent == Extent::OneSheet {
        fit(&mut sections);
    }
    let print = match n_lines(&sections) {
        n if n <= MOST_ROOMY_LINES => "roomy",
        n if n <= MOST_LINES => "",
        _ => "dense",
    };
    let files = entries::shorten_places(&mut sections, extent);
    Document {
        name: name(&brief.deal),
        facts: facts(brief),
        mark: mark(&brief.deal),
        sentences: summary(brief),
        link: guard::web_link(brief.deal.link.as_deref()),
        sections,
        print,
        approvals: brief.approvals.iter().map(|line| (named(&line.person), line.role)).collect(),
        files,
        footer: format!(
            "Internal: for the AE and the CSM, not for the customer. Made from the exports as of {} ({zone}). What was \
             found in notes is to be confirmed by the AE and is not a fact.",
            format::as_of(&brief.as_of, zone)
        ),
    }
}

/// Leaves out entries of the longest lists until the rest fits on one sheet.
fn fit(sections: &mut [Section]) {
    while n_lines(sections) > MOST_DENSE_LINES {
        let least = |section: &Section| CAN_BE_CUT.iter().find(|(id, _)| *id == section.id).map(|(_, least)| *least);
        let longest = sections
            .iter_mut()
            .filter(|section| least(section).is_some_and(|least| section.entries.len() > least))
            .max_by_key(|section| lines_of(section));
        let Some(section) = longest else { return };
        section.keep(section.entries.len() - 1);
    }
}

/// About how many lines the sections take in their columns.
fn n_lines(sections: &[Section]) -> usize {
    sections.iter().map(lines_of).sum()
}

fn lines_of(section: &Section) -> usize {
    let chars = |entry: &Entry| {
        let texts = [entry.label.as_ref(), Some(&entry.text), entry.sub.as_ref()];
        let place = entry.place.as_ref().map_or(0, |_| PLACE_CHARS);
        place + texts.into_iter().flatten().map(|text| text.chars().count() + 2).sum::<usize>()
    };
    let entries: usize = section.entries.iter().map(|entry| chars(entry).div_ceil(LINE_CHARS)).sum();
    2 + entries + usize::from(section.more.is_some())
}

fn name(deal: &BriefDeal) -> String {
    if deal.name.trim().is_empty() { deal.deal_id.clone() } else { deal.name.clone() }
}

fn named(person: &Option<String>) -> String {
    person.clone().unwrap_or_else(|| "not named".to_owned())
}

fn facts(brief: &Brief) -> Vec<(&'static str, String)> {
    let deal = &brief.deal;
    let zone = brief.timezone.as_str();
    let kickoff = match &deal.kickoff {
        Some(day) if deal.kickoff_is_ahead => format!("planned {}", format::date(day)),
        Some(day) if deal.kickoff_is_held => format::date(day),
        Some(day) => format!("planned {}, not recorded as held", format::date(day)),
        None => "no date".to_owned(),
    };
    let market = [&deal.segment, &deal.region].into_iter().flatten().cloned().collect::<Vec<_>>().join(", ");
    let mut facts = vec![("Deal", deal.deal_id.clone())];
    facts.extend(deal.account.clone().filter(|account| *account != deal.name).map(|account| ("Account", account)));
    facts.push(("Won", format::local_date(&deal.won_at, zone)));
    facts.push(("Kickoff", kickoff));
    facts.push(("AE", named(&deal.ae)));
    facts.push(("CSM", named(&deal.csm)));
    if !market.is_empty() {
        facts.push(("Segment", market));
    }
    facts.extend(deal.industry.clone().map(|industry| ("Industry", industry)));
    facts.extend(deal.employees.map(|n| ("Employees", format::number(n))));
    facts.push(("Tier", words::tier(deal.tier)));
    facts
}

fn mark(deal: &BriefDeal) -> Mark {
    match (deal.n_stop, deal.n_return) {
        (0, 0) => Mark::new("met", "No open gap"),
        (0, _) => Mark::new("watch", "Gaps to close"),
        _ => Mark::new("missed", "Stopped"),
    }
}

/// What a reader must know who reads nothing else.
fn summary(brief: &Brief) -> Vec<String> {
    let deal = &brief.deal;
    let findings = match (deal.n_stop, deal.n_return) {
        (0, 0) => "No open finding stops or returns this handoff.".to_owned(),
        (0, n) => format!("{} this handoff.", format::plural(n, "finding returns", "findings return")),
        (n, 0) => format!("{} this handoff.", format::plural(n, "finding stops", "findings stop")),
        (stop, back) => format!(
            "{} this handoff, {} it.",
            format::plural(stop, "finding stops", "findings stop"),
            format::plural(back, "more returns", "more return")
        ),
    };
    let decision = match deal.decision {
        "accepted" => "CS has accepted it.",
        "returned" => "CS has returned it.",
        "unknown" => "No export says whether CS has accepted it.",
        _ => "CS has not decided on it.",
    };
    let score = match deal.score {
        Some(score) => format!("Completeness is {} of 100 as the CSM sees it.", format::score(score)),
        None => "Completeness cannot be scored.".to_owned(),
    };
    let mined = brief.commitments.iter().filter(|one| one.basis == "notes").count()
        + brief.risks.iter().filter(|one| one.basis == "notes").count();
    let mut sentences = vec![findings, decision.to_owned(), score];
    if mined > 0 {
        let things = format::plural(mined as u64, "sentence in the notes reads", "sentences in the notes read");
        sentences.push(format!("{things} like a promise or a risk that nobody recorded: the AE confirms or denies."));
    }
    sentences
}

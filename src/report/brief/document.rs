//! A brief as sections of finished strings, in the order in which the sync goes through them.

use serde::Serialize;

use super::super::view::Mark;
use super::super::words::{self, brief as say};
use super::super::{format, guard};
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
        self.more = (self.left > 0).then(|| say::more(self.left as u64));
    }
}

/// The page of a brief.
pub(super) fn document(brief: &Brief, extent: Extent) -> Document {
    let zone = brief.timezone.as_str();
    let item_lines = |lines| entries::items(lines, zone, extent);
    let section = |id, most: usize, entries: Vec<Entry>| {
        let (title, empty) = say::section(id);
        let mut section = Section { id, title, entries, empty, left: 0, more: None };
        if extent == Extent::OneSheet {
            section.keep(most);
        }
        section
    };
    let mut sections = vec![
        section("sold", 12, item_lines(&brief.sold)),
        section("why", 8, item_lines(&brief.why)),
        section("people", 6, entries::stakeholders(brief)),
        section("goals", 6, item_lines(&brief.goals)),
        section("requirements", 4, item_lines(&brief.requirements)),
        section("first-value", 4, item_lines(&brief.first_value)),
        section("commitments", 9, entries::commitments(brief, extent)),
        section("risks", 9, entries::risks(brief, extent)),
        section("conflicts", 4, entries::conflicts(brief, extent)),
        section("questions", 8, entries::questions(brief, extent)),
        section("tasks", 6, entries::tasks(brief, extent)),
        section("agenda", 6, entries::agenda(brief)),
        section("timeline", 9, entries::timeline(brief)),
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
        footer: say::footer(&format::as_of(&brief.as_of, zone), zone),
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
    format::called(&deal.name, &deal.deal_id).to_owned()
}

fn named(person: &Option<String>) -> String {
    person.clone().unwrap_or_else(|| say::NOT_NAMED.to_owned())
}

fn facts(brief: &Brief) -> Vec<(&'static str, String)> {
    let deal = &brief.deal;
    let zone = brief.timezone.as_str();
    let kickoff = say::kickoff(deal.kickoff.as_deref(), deal.kickoff_is_ahead, deal.kickoff_is_held);
    let market = [&deal.segment, &deal.region].into_iter().flatten().cloned().collect::<Vec<_>>().join(", ");
    let id = format::id_beside(&deal.name, &deal.deal_id).map(|id| (say::DEAL, id.to_owned()));
    let mut facts: Vec<(&'static str, String)> = id.into_iter().collect();
    facts.extend(deal.account.clone().filter(|account| *account != deal.name).map(|account| (say::ACCOUNT, account)));
    facts.push((say::WON, format::local_date(&deal.won_at, zone)));
    facts.push((say::KICKOFF, kickoff));
    facts.push((say::AE, named(&deal.ae)));
    facts.push((say::CSM, named(&deal.csm)));
    if !market.is_empty() {
        facts.push((say::SEGMENT, market));
    }
    facts.extend(deal.industry.clone().map(|industry| (say::INDUSTRY, industry)));
    facts.extend(deal.employees.map(|n| (say::EMPLOYEES, format::number(n))));
    facts.push((say::TIER, words::tier(deal.tier)));
    facts
}

fn mark(deal: &BriefDeal) -> Mark {
    match (deal.n_stop, deal.n_return) {
        (0, 0) => Mark::new("met", say::NO_GAP),
        (0, _) => Mark::new("watch", say::GAPS),
        _ => Mark::new("missed", say::STOPPED),
    }
}

/// What a reader must know who reads nothing else.
fn summary(brief: &Brief) -> Vec<String> {
    let deal = &brief.deal;
    let mined = brief.commitments.iter().filter(|one| one.basis == "notes").count()
        + brief.risks.iter().filter(|one| one.basis == "notes").count();
    let mut sentences = vec![
        say::findings(deal.n_stop, deal.n_return),
        say::decision(deal.decision).to_owned(),
        say::score(deal.score),
    ];
    if mined > 0 {
        sentences.push(say::found(mined as u64));
    }
    sentences
}

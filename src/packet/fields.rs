//! Checklist items to states: for each item the best state of its sources.

use std::sync::Arc;

use crate::domain::{Origin, TableKind, fold};
use crate::map::{Book, Column, Table};
use crate::settings::{Checklist, Item, Measure, Source};

use super::boilerplate::Boilerplate;
use super::model::{FieldAnswer, FieldState};
use super::people::{People, PersonId};
use super::text_state::{Demand, TextRules};
use super::told::Told;

/// One item's sources with what the exports hold of them.
#[derive(Debug)]
pub(super) struct ItemPlan {
    pub(super) item: Item,
    /// The item's id and the names of its sources, shared by all packets that lack them.
    pub(super) name: Arc<str>,
    pub(super) source_names: Vec<Arc<str>>,
    sources: Vec<(Source, bool)>,
    labels: Vec<String>,
}

impl ItemPlan {
    /// Whether any export holds the item.
    pub(super) fn is_captured(&self) -> bool {
        self.sources.iter().any(|(_, is_captured)| *is_captured)
    }
}

/// What the exports hold of each item.
pub(super) fn plan(book: &Book, checklist: &Checklist) -> Vec<ItemPlan> {
    checklist.items.iter().map(|item| plan_item(book, item)).collect()
}

fn plan_item(book: &Book, item: &Item) -> ItemPlan {
    let mut labels = vec![fold(&item.id)];
    let mut sources = Vec::new();
    for source in &item.sources {
        if let Source::Deal(field) = source {
            labels.push(fold(&TableKind::Deals.fields()[*field].name));
            labels.extend(headings_of(book, *field).map(fold));
        }
        sources.push((source.clone(), is_captured(book, source)));
    }
    let source_names = item.source_names.iter().map(|name| name.as_str().into()).collect();
    ItemPlan { item: item.clone(), name: item.id.as_str().into(), source_names, sources, labels }
}

/// The headings under which exports hold a field of the deals.
fn headings_of(book: &Book, field: usize) -> impl Iterator<Item = &str> {
    let wanted = format!("deals.{}", TableKind::Deals.fields()[field].name);
    let columns = book.files.iter().flat_map(|file| &file.columns);
    columns.filter(move |column| column.fields().any(|field| field == wanted)).map(|column| column.heading.as_str())
}

fn is_captured(book: &Book, source: &Source) -> bool {
    let holds = |kind: TableKind, name: &str| {
        book.table(kind).is_some_and(|table| kind.field(name).is_some_and(|field| table.is_captured(field)))
    };
    let holds_either =
        |own: &str, other: &str| holds(TableKind::DealContacts, own) || holds(TableKind::Contacts, other);
    match source {
        Source::Deal(field) => book.table(TableKind::Deals).is_some_and(|table| table.is_captured(*field)),
        Source::Onboarding(field) => book.table(TableKind::Onboarding).is_some_and(|table| table.is_captured(*field)),
        Source::Csm => {
            holds(TableKind::Onboarding, "csm") || holds(TableKind::Deals, "csm") || holds(TableKind::Accounts, "csm")
        }
        // A role of somebody whose name no export holds is nobody's.
        Source::Role(_) => {
            let is_there = book.table(TableKind::DealContacts).is_some();
            is_there && holds_either("role", "role") && holds_either("contact_name", "name")
        }
        Source::CommitmentsTable => book.table(TableKind::Commitments).is_some(),
        Source::RisksTable => book.table(TableKind::Risks).is_some(),
    }
}

/// A cell as the judge sees it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cell<'a> {
    /// Empty.
    Blank,
    /// A text that must be judged.
    Text(&'a str),
    /// A value of the field's kind.
    Value,
    /// Words in the place of a value of the field's kind.
    Placeholder,
    /// Something that the program could not read as the field's kind.
    Unreadable,
    /// No export in which the deal stands has the column, though another has.
    Untold,
}

/// The cell of a deals row.
pub(super) fn deal_cell<'a>(book: &'a Book, deals: &'a Table, told: &Told<'_>, row: usize, field: usize) -> Cell<'a> {
    match known_cell(book, deals, row, field) {
        Cell::Blank if told.is_untold(row, field) => Cell::Untold,
        cell => cell,
    }
}

fn known_cell<'a>(book: &'a Book, deals: &'a Table, row: usize, field: usize) -> Cell<'a> {
    let parsed = |is_there: bool| match is_there {
        true => Cell::Value,
        false if deals.is_unreadable(row, field) => Cell::Unreadable,
        false if deals.is_placeholder(row, field) => Cell::Placeholder,
        false => Cell::Blank,
    };
    match deals.column(field) {
        None => Cell::Blank,
        Some(Column::Symbols(cells)) => text_cell(book.text(cells[row])),
        Some(Column::Texts(cells)) => text_cell(cells.get(row)),
        Some(Column::Times(cells)) => parsed(cells[row].is_some()),
        Some(Column::Numbers(cells)) => parsed(cells[row].is_some()),
        Some(Column::Bools(cells)) => parsed(cells[row].is_some()),
    }
}

/// A text, or blank.
pub(super) fn text_cell(text: &str) -> Cell<'_> {
    if text.trim().is_empty() { Cell::Blank } else { Cell::Text(text) }
}

/// Who is named as the CSM.
#[derive(Clone, Copy)]
pub(super) enum NamedCsm<'a> {
    /// Nobody.
    Nobody,
    /// Somebody, now.
    Known(PersonId),
    /// A text that may name nobody: a placeholder now, or what the deal said at an earlier time (where it said nothing
    /// then, what its account says).
    Written(&'a str),
}

/// What the states of a deal rest on beside its own row.
#[derive(Clone, Copy)]
pub(super) struct Surroundings<'a> {
    pub(super) owner: Option<PersonId>,
    pub(super) csm: NamedCsm<'a>,
    /// Whether only a column could name the CSM that no export of the deal has.
    pub(super) is_csm_untold: bool,
    /// Whether an onboarding record names the CSM: then it does not matter what the deal says, or said.
    pub(super) has_onboarding_csm: bool,
    /// Folded roles that a named contact of the deal holds, with where.
    pub(super) roles: &'a [(String, Origin)],
    pub(super) onboarding_rows: &'a [u32],
    pub(super) first_commitment: Option<Origin>,
    pub(super) first_risk: Option<Origin>,
}

/// Judges items.
pub(super) struct Judge<'a> {
    pub(super) book: &'a Book,
    pub(super) rules: &'a TextRules,
    pub(super) people: &'a People,
    pub(super) boilerplate: &'a Boilerplate,
    /// `user_requirements` and `business_goals`: one text for both is no answer to the first.
    pub(super) requirements: Option<usize>,
    pub(super) goals: Option<usize>,
}

impl<'a> Judge<'a> {
    /// The best state of the item's sources; `cell` gives the deal's own cells, `row` is where the deal stands.
    pub(super) fn item(
        &self,
        plan: &ItemPlan,
        cell: &dyn Fn(usize) -> Cell<'a>,
        place: &dyn Fn(usize) -> Origin,
        row: Origin,
        around: &Surroundings<'_>,
    ) -> FieldAnswer {
        let mut best = FieldAnswer { state: FieldState::NotCaptured, origin: None };
        let (mut unread, mut is_untold) = (None, false);
        for (source, _) in plan.sources.iter().filter(|(_, is_captured)| *is_captured) {
            let answer = match source {
                Source::Deal(field) => match cell(*field) {
                    Cell::Untold => None,
                    own => Some(FieldAnswer {
                        state: self.deal_field(plan, (*field, own), cell, around.owner),
                        origin: Some(place(*field)),
                    }),
                },
                Source::Csm if around.is_csm_untold => None,
                other => Some(self.elsewhere(plan, other, around)),
            };
            let Some(answer) = answer else {
                is_untold = true;
                continue;
            };
            if answer.state == FieldState::NotCaptured {
                unread = unread.or(answer.origin);
            } else if answer.state < best.state {
                best = answer;
            }
        }
        // Nobody is asked for what may stand in the cell that could not be read.
        match unread {
            Some(_) if best.state.credit() == 0.0 => FieldAnswer { state: FieldState::NotCaptured, origin: unread },
            None if best.state == FieldState::NotCaptured && is_untold => FieldAnswer { origin: Some(row), ..best },
            _ => best,
        }
    }

    fn deal_field(
        &self,
        plan: &ItemPlan,
        (field, own): (usize, Cell<'a>),
        cell: &dyn Fn(usize) -> Cell<'a>,
        owner: Option<PersonId>,
    ) -> FieldState {
        let text = match own {
            Cell::Blank => return FieldState::Blank,
            Cell::Value => return FieldState::Answered,
            Cell::Placeholder => return FieldState::Placeholder,
            // The cell is full; that it cannot be read here is a matter of the export, as if it did not hold the field.
            Cell::Unreadable | Cell::Untold => return FieldState::NotCaptured,
            Cell::Text(text) => text,
        };
        if plan.item.measure == Some(Measure::Person) {
            let is_label = plan.labels.contains(&fold(text));
            return if is_label { FieldState::Placeholder } else { self.person_text(text) };
        }
        let demand = Demand { labels: &plan.labels, none_ok: plan.item.none_ok, measure: plan.item.measure };
        let state = self.rules.judge(text, demand);
        if state.credit() > 0.0 && state != FieldState::ExplicitNone && self.is_copied(field, text, cell, owner) {
            return FieldState::Placeholder;
        }
        state
    }

    /// Boilerplate, or the goals pasted as requirements.
    fn is_copied(&self, field: usize, text: &str, cell: &dyn Fn(usize) -> Cell<'a>, owner: Option<PersonId>) -> bool {
        if self.boilerplate.holds(owner, field, text) {
            return true;
        }
        match (self.requirements == Some(field), self.goals) {
            (true, Some(goals)) => matches!(cell(goals), Cell::Text(other) if fold(other) == fold(text)),
            _ => false,
        }
    }

    fn person_text(&self, text: &str) -> FieldState {
        if !self.rules.names_somebody(text) {
            FieldState::Placeholder
        } else if self.people.is_team_name(text) {
            FieldState::Vague
        } else {
            FieldState::Answered
        }
    }

    fn elsewhere(&self, plan: &ItemPlan, source: &Source, around: &Surroundings<'_>) -> FieldAnswer {
        let found = |origin: Option<Origin>| FieldAnswer {
            state: if origin.is_some() { FieldState::Answered } else { FieldState::Blank },
            origin,
        };
        match source {
            Source::Csm => FieldAnswer { state: self.csm(plan, around.csm), origin: None },
            Source::Role(role) => found(around.roles.iter().find(|(held, _)| held == role).map(|(_, origin)| *origin)),
            Source::Onboarding(field) => self.onboarding(*field, around.onboarding_rows),
            Source::CommitmentsTable => found(around.first_commitment),
            Source::RisksTable => found(around.first_risk),
            Source::Deal(_) => found(None),
        }
    }

    fn csm(&self, plan: &ItemPlan, csm: NamedCsm<'_>) -> FieldState {
        match csm {
            NamedCsm::Nobody => FieldState::Blank,
            NamedCsm::Written(text) => self.person_text(text),
            NamedCsm::Known(person) => {
                let is_team = plan.item.measure == Some(Measure::Person) && !self.people.is_person(person);
                if is_team { FieldState::Vague } else { FieldState::Answered }
            }
        }
    }

    fn onboarding(&self, field: usize, rows: &[u32]) -> FieldAnswer {
        let answer = |state: FieldState, origin: Option<Origin>| FieldAnswer { state, origin };
        let Some(table) = self.book.table(TableKind::Onboarding) else { return answer(FieldState::Blank, None) };
        let is_there = |row: usize| match table.column(field) {
            Some(Column::Times(cells)) => cells[row].is_some(),
            Some(Column::Symbols(cells)) => !cells[row].is_blank(),
            Some(Column::Texts(cells)) => !cells.get(row).is_empty(),
            Some(Column::Numbers(cells)) => cells[row].is_some(),
            Some(Column::Bools(cells)) => cells[row].is_some(),
            None => false,
        };
        let first = |test: &dyn Fn(usize) -> bool| {
            let row = rows.iter().map(|&row| row as usize).find(|&row| test(row));
            row.map(|row| table.origin(row, field))
        };
        if let Some(origin) = first(&is_there) {
            return answer(FieldState::Answered, Some(origin));
        }
        let unread = first(&|row| table.is_unreadable(row, field));
        answer(if unread.is_some() { FieldState::NotCaptured } else { FieldState::Blank }, unread)
    }
}

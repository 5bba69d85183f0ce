//! The rows and cells of one deal as the lines of its brief, each with where it stands.

use crate::domain::{Moment, Origin, Sym, TableKind, fold, folds_alike, iso_date};
use crate::map::{Column, Table};
use crate::packet::{Dossiers, FieldAnswer, FieldState, Packet, Sentence};
use crate::settings::{Category, Item, Source};

use super::super::deals::{Places, spoken, timestamp};
use super::{BriefRisk, Commitment, Line, Stakeholder, TO_BE_CONFIRMED, Value};

/// One packet with everything around it.
pub(super) struct Page<'a> {
    pub(super) places: &'a Places<'a>,
    pub(super) dossiers: &'a Dossiers,
    pub(super) position: usize,
    pub(super) packet: &'a Packet,
}

/// Where an item is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Sold,
    Why,
    Goals,
    Requirements,
    FirstValue,
    Commitments,
    Risks,
    /// Shown by rows of other tables, or in the head of the page.
    Elsewhere,
}

/// The part that an item belongs to; items that a user adds go by their category.
fn part(item: &Item) -> Part {
    let is_role = |source: &Source| matches!(source, Source::Role(_));
    if item.sources.iter().any(is_role) || item.sources.iter().all(|source| *source == Source::Csm) {
        return Part::Elsewhere;
    }
    match item.id.as_str() {
        "business_goals" | "success_metric" => Part::Goals,
        "user_requirements" => Part::Requirements,
        "first_value_criteria" => Part::FirstValue,
        _ => match item.category {
            Category::Facts => Part::Sold,
            Category::Context => Part::Why,
            Category::Commitments => Part::Commitments,
            Category::Risk => Part::Risks,
        },
    }
}

impl Page<'_> {
    /// The items of a part, in the checklist's order: those that the tier requires, and others that hold an answer.
    pub(super) fn lines(&self, wanted: Part) -> Vec<Line> {
        let items = self.places.settings.checklist.items.iter().zip(&self.packet.answers);
        items
            .filter(|(item, answer)| {
                part(item) == wanted && (item.is_required(self.packet.tier) || answer.state.is_full())
            })
            .map(|(item, answer)| Line {
                id: item.id.clone(),
                label: spoken(&item.id),
                state: answer.state.name(),
                value: answer.origin.and_then(|origin| self.value(origin)),
                origin: answer.origin.map(|origin| self.place(origin)),
            })
            .collect()
    }

    pub(super) fn place(&self, origin: Origin) -> String {
        self.places.book.place(origin)
    }

    pub(super) fn table(&self, kind: TableKind) -> Option<&Table> {
        self.places.book.table(kind)
    }

    pub(super) fn rows(&self, kind: TableKind) -> impl Iterator<Item = usize> {
        self.dossiers.rows(kind, self.position).iter().map(|&row| row as usize)
    }

    /// The value of a cell of the deal, or of one of its onboarding records.
    fn value(&self, origin: Origin) -> Option<Value> {
        let deals = self.table(TableKind::Deals)?;
        if let Some(value) = self.cell_at(deals, self.packet.row as usize, origin) {
            return Some(value);
        }
        let onboarding = self.table(TableKind::Onboarding)?;
        self.rows(TableKind::Onboarding).find_map(|row| self.cell_at(onboarding, row, origin))
    }

    fn cell_at(&self, table: &Table, row: usize, origin: Origin) -> Option<Value> {
        let field = table.field_at(row, origin)?;
        let name = table.kind.fields()[field].name.as_str();
        match table.column(field)? {
            Column::Symbols(cells) => {
                // A quote is of the export, whatever `audit.toml` says that its word means.
                let cell = table.as_exported(row, field, cells[row]);
                Some(self.places.book.text(cell)).filter(|text| !text.is_empty()).map(|text| match name {
                    "product" => Value::Text(text.split(';').map(str::trim).collect::<Vec<_>>().join(", ")),
                    _ => words(text),
                })
            }
            Column::Texts(cells) => Some(cells.get(row)).filter(|text| !text.trim().is_empty()).map(words),
            Column::Times(cells) => cells[row].map(|at| Value::Time(day_or_time(at))),
            Column::Bools(cells) => cells[row].map(Value::Flag),
            Column::Numbers(cells) => cells[row].map(|number| match name {
                "amount" => Value::Money(number, self.currency()),
                "contract_term_months" => Value::Number(number, "month"),
                _ => Value::Number(number, ""),
            }),
        }
        .or_else(|| self.places.book.as_written(origin).map(words))
    }

    fn currency(&self) -> Option<String> {
        let own = self.places.word(self.packet, "currency");
        let set = self.places.settings.audit.currency.as_deref();
        Some(own).filter(|own| !own.is_empty()).or(set).map(str::to_owned)
    }

    /// A symbol as text; `None` when blank.
    pub(super) fn word_of(&self, sym: Sym) -> Option<String> {
        let text = self.places.book.text(sym).trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// A person by the label that the users table gives.
    pub(super) fn person(&self, sym: Sym) -> Option<String> {
        let text = self.word_of(sym)?;
        Some(self.places.assembly.people.known_label(&text).map_or(text, str::to_owned))
    }

    pub(super) fn stakeholders(&self) -> Vec<Stakeholder> {
        let mut people = self.contacts();
        let on_deal = self.named_on_deal(&people);
        people.extend(on_deal);
        // People with a role first: the map is about who decides.
        people.sort_by_key(|person| (person.roles.is_none(), person.name.is_none()));
        people
    }

    /// Those whom columns of the deal name for a role, beside the contacts who are listed with it.
    fn named_on_deal(&self, listed: &[Stakeholder]) -> Vec<Stakeholder> {
        let Some(deals) = self.table(TableKind::Deals) else { return Vec::new() };
        let row = self.packet.row as usize;
        let named = |(item, answer): (&Item, &FieldAnswer)| {
            let is_role = |source: &Source| matches!(source, Source::Role(_));
            let origin = answer.origin.filter(|_| answer.state.is_full() && item.sources.iter().any(is_role))?;
            let field = deals.field_at(row, origin)?;
            let named = deals.symbols(&TableKind::Deals.fields()[field].name).get(row);
            // A look-up of Salesforce holds the id of a contact.
            let of_contact = |(contacts, row): (&Table, usize)| self.word_of(contacts.symbols("name").get(row));
            let name = self.contact(named).and_then(of_contact).or_else(|| self.word_of(named))?;
            let is_listed = |one: &Stakeholder| {
                one.roles.is_some() && one.name.as_deref().is_some_and(|own| folds_alike(own, &name))
            };
            (!listed.iter().any(is_listed)).then(|| Stakeholder {
                name: Some(name),
                roles: Some(spoken(&item.id)),
                title: None,
                engagement: None,
                email: None,
                channel: None,
                time_zone: None,
                origin: self.place(origin),
            })
        };
        self.places.settings.checklist.items.iter().zip(&self.packet.answers).filter_map(named).collect()
    }

    fn contacts(&self) -> Vec<Stakeholder> {
        let Some(table) = self.table(TableKind::DealContacts) else { return Vec::new() };
        let (names, roles) = (table.symbols("contact_name"), table.symbols("role"));
        self.rows(TableKind::DealContacts)
            .map(|row| {
                let contact = self.contact(table.symbols("contact_id").get(row));
                let of = |field: &str| {
                    let (contacts, row) = contact?;
                    self.word_of(contacts.symbols(field).get(row))
                };
                Stakeholder {
                    name: self.word_of(names.get(row)).or_else(|| of("name")),
                    roles: self.word_of(roles.get(row)).or_else(|| of("role")),
                    title: of("title"),
                    engagement: self.word_of(table.symbols("engagement").get(row)),
                    email: of("email"),
                    channel: of("preferred_channel"),
                    time_zone: of("time_zone"),
                    origin: self.place(table.row_origin(row)),
                }
            })
            .collect()
    }

    fn contact(&self, id: Sym) -> Option<(&Table, usize)> {
        let contacts = self.table(TableKind::Contacts).filter(|_| !id.is_blank())?;
        let ids = contacts.symbols("contact_id");
        (0..contacts.n_rows()).find(|&row| ids.get(row) == id).map(|row| (contacts, row))
    }

    /// Roles that the tier asks for and that no contact is named for, as people say them.
    pub(super) fn missing_roles(&self) -> Vec<String> {
        let items = self.places.settings.checklist.items.iter().zip(&self.packet.answers);
        items
            .filter(|(item, answer)| {
                item.is_required(self.packet.tier)
                    && item.sources.iter().any(|source| matches!(source, Source::Role(_)))
                    && !answer.state.is_full()
                    && answer.state != FieldState::NotCaptured
            })
            .map(|(item, _)| item.id.replace('_', " "))
            .collect()
    }

    /// Recorded rows, then fields of the deal, then what notes seem to hold.
    pub(super) fn commitments(&self) -> Vec<Commitment> {
        let mut all = self.recorded_commitments();
        all.extend(self.lines(Part::Commitments).into_iter().filter(is_said).map(|line| Commitment {
            basis: "field",
            kind: line.label,
            text: text_of(line.value),
            person: None,
            due_at: None,
            reviewed_at: None,
            delivered_at: None,
            written_at: None,
            status: None,
            origin: line.origin.unwrap_or_default(),
        }));
        all.extend(self.packet.mined().unrecorded().map(|found| Commitment {
            basis: "notes",
            kind: found.type_names(),
            text: found.sentence.text.to_string(),
            person: self.author(&found.sentence),
            due_at: None,
            reviewed_at: None,
            delivered_at: None,
            written_at: found.sentence.at.map(day_or_time),
            status: Some(TO_BE_CONFIRMED),
            origin: self.place(found.sentence.origin),
        }));
        all
    }

    fn recorded_commitments(&self) -> Vec<Commitment> {
        let Some(table) = self.table(TableKind::Commitments) else { return Vec::new() };
        let as_of = self.places.assembly.as_of().utc();
        let past =
            |field: &str, row: usize| table.times(field).get(row).filter(|at| at.utc() <= as_of).map(day_or_time);
        self.rows(TableKind::Commitments)
            .map(|row| Commitment {
                basis: "recorded",
                kind: self.word_of(table.symbols("type").get(row)).unwrap_or_else(|| "other".to_owned()),
                text: table.texts("text").get(row).trim().to_owned(),
                person: self.person(table.symbols("owner").get(row)),
                due_at: table.times("due_at").get(row).map(day_or_time),
                reviewed_at: past("reviewed_at", row),
                delivered_at: past("delivered_at", row),
                written_at: None,
                status: None,
                origin: self.place(table.row_origin(row)),
            })
            .collect()
    }

    fn author(&self, sentence: &Sentence) -> Option<String> {
        sentence.author.map(|author| self.places.assembly.people.label(author).to_owned())
    }

    /// Open recorded risks, then the risk fields of the deal, then what notes seem to hold.
    pub(super) fn risks(&self) -> Vec<BriefRisk> {
        let mut all = self.recorded_risks();
        all.extend(self.lines(Part::Risks).into_iter().filter(is_said).filter(|line| !is_no(line)).map(|line| {
            BriefRisk {
                basis: "field",
                kind: Some(line.label),
                text: text_of(line.value),
                person: None,
                written_at: None,
                status: None,
                origin: line.origin.unwrap_or_default(),
            }
        }));
        all.extend(self.packet.mined().undeclared().map(|found| BriefRisk {
            basis: "notes",
            kind: Some(found.type_names()),
            text: found.sentence.text.to_string(),
            person: self.author(&found.sentence),
            written_at: found.sentence.at.map(day_or_time),
            status: Some(TO_BE_CONFIRMED),
            origin: self.place(found.sentence.origin),
        }));
        all
    }

    fn recorded_risks(&self) -> Vec<BriefRisk> {
        let Some(table) = self.table(TableKind::Risks) else { return Vec::new() };
        let as_of = self.places.assembly.as_of().utc();
        let is_open = |row: &usize| {
            let is_closed = fold(self.places.book.text(table.symbols("status").get(*row))) == "closed"
                || table.times("closed_at").get(*row).is_some_and(|at| at.utc() <= as_of);
            !is_closed && table.times("opened_at").get(*row).is_none_or(|at| at.utc() <= as_of)
        };
        self.rows(TableKind::Risks)
            .filter(is_open)
            .map(|row| BriefRisk {
                basis: "recorded",
                kind: self.word_of(table.symbols("severity").get(row)),
                text: table.texts("text").get(row).trim().to_owned(),
                person: self.person(table.symbols("owner").get(row)),
                written_at: None,
                status: None,
                origin: self.place(table.row_origin(row)),
            })
            .collect()
    }
}

/// A field that says something; "none" and blanks are left to the questions.
fn is_said(line: &Line) -> bool {
    matches!(line.state, "answered" | "vague") && line.value.is_some()
}

/// A yes-or-no field that says no: nothing that needs an owner.
fn is_no(line: &Line) -> bool {
    line.value == Some(Value::Flag(false))
}

fn text_of(value: Option<Value>) -> String {
    match value {
        Some(Value::Text(text) | Value::Time(text)) => text,
        Some(Value::Number(number, _) | Value::Money(number, _)) => number.to_string(),
        Some(Value::Flag(is_so)) => if is_so { "yes" } else { "no" }.to_owned(),
        None => String::new(),
    }
}

fn words(text: &str) -> Value {
    Value::Text(text.trim().to_owned())
}

/// RFC 3339, or the date alone where the export gave no time.
pub(super) fn day_or_time(at: Moment) -> String {
    if at.is_day() { iso_date(at.day()) } else { timestamp(at) }
}

//! Columns of one record that are rows of another table: the stages that a deal has entered, and the contacts that it
//! is associated with by their role.

use crate::domain::{FileId, Sym, TableKind, fold};
use crate::read::Record;

use super::book::MeantWord;
use super::columns::Table;
use super::note::FileNote;
use super::parse::dates::DateReader;
use super::parse::text::{canonical_id, is_blank};
use super::profile::common_values;
use super::recognise::{Association, StageEntry, TablePlan};
use super::writer::{FileContext, Meant, Shown};

/// Writes the rows that the columns of one file's records are.
#[derive(Default)]
pub(super) struct Spread {
    stages: Option<StageWriter>,
    contacts: Option<ContactWriter>,
}

impl Spread {
    pub(super) fn new(plan: &TablePlan, file: FileId, shown: &Shown<'_>, notes: &mut Vec<FileNote>) -> Spread {
        let (stages, linked) = (&plan.stage_entries, &plan.associations);
        Spread {
            stages: (!stages.is_empty()).then(|| StageWriter::new(stages, file, shown, notes)),
            contacts: (!linked.is_empty()).then(|| ContactWriter::new(linked, file)),
        }
    }

    /// Takes a record that is the last row of the file's own table.
    pub(super) fn write(&mut self, record: &Record<'_>, own: &Table, context: &mut FileContext<'_>) {
        if let Some(stages) = &mut self.stages {
            stages.write(record, own.symbols("deal_id").get(own.n_rows() - 1), context);
        }
        if let Some(contacts) = &mut self.contacts {
            contacts.write(record, own, context);
        }
    }

    /// The words whose meaning is told, with how often each named the stage of an entry.
    pub(super) fn take_words(&mut self) -> Vec<MeantWord> {
        self.stages.as_mut().and_then(|stages| stages.meant.take()).map_or_else(Vec::new, Meant::into_words)
    }

    /// What was written.
    pub(super) fn into_tables(self) -> impl Iterator<Item = Table> {
        self.stages.map(|stages| stages.table).into_iter().chain(self.contacts.map(|contacts| contacts.table))
    }
}

/// Turns `Date entered "…"` columns of a deals export into rows of the stage history.
struct StageWriter {
    table: Table,
    entries: Vec<(StageEntry, DateReader)>,
    /// What `audit.toml` says that the stages of the file's deals mean: a heading names the same ones.
    meant: Option<Meant>,
}

impl StageWriter {
    fn new(entries: &[StageEntry], file: FileId, shown: &Shown<'_>, notes: &mut Vec<FileNote>) -> StageWriter {
        let mut table = Table::new(TableKind::StageHistory);
        for name in ["deal_id", "stage", "entered_at"] {
            if let Some(field) = TableKind::StageHistory.field(name) {
                table.capture(field, file, None, true);
            }
        }
        let entries = entries
            .iter()
            .map(|entry| {
                let cells = shown.sample.iter().filter_map(|row| row.get(entry.column)).map(String::as_str);
                let decision = DateReader::decide_as(cells, shown.told());
                notes.extend(decision.note.map(|note| note.of(format_args!("date entered {}", entry.stage))));
                let heading = shown.headings.get(entry.column).into_iter();
                (entry.clone(), decision.reader.headed(heading.map(String::as_str)))
            })
            .collect();
        let stage = TableKind::Deals.field("stage");
        let meant = stage.and_then(|field| Meant::of(TableKind::Deals, field, &shown.said.values));
        StageWriter { table, entries, meant }
    }

    fn write(&mut self, record: &Record<'_>, deal: Sym, context: &mut FileContext<'_>) {
        for (entry, reader) in &self.entries {
            let text = record.cell(entry.column).trim();
            let moment = match reader.read(text, context.zone) {
                Ok(Some((moment, _))) => moment,
                Ok(None) => continue,
                Err(unreadable) => {
                    context.note_unreadable(record.line(), entry.column as u16, text, unreadable.expected);
                    continue;
                }
            };
            let stage = self.meant.as_mut().map_or(entry.stage.as_str(), |meant| meant.read(&entry.stage));
            let stage = context.symbols.intern(stage);
            self.table.push_stage_entry(context.file, record.line(), deal, stage, moment);
        }
    }
}

/// Turns the columns of associations into rows of the deal contacts: one for each id, with the label as the role.
struct ContactWriter {
    table: Table,
    linked: Vec<(Association, Option<String>)>,
}

impl ContactWriter {
    fn new(linked: &[Association], file: FileId) -> ContactWriter {
        let mut table = Table::new(TableKind::DealContacts);
        let has = |test: fn(&Association) -> bool| linked.iter().any(test);
        let held = [
            ("deal_id", true),
            ("contact_id", true),
            ("contact_name", has(|one| one.are_deals || one.names.is_some())),
            ("role", has(|one| one.role.is_some())),
        ];
        for (name, _) in held.into_iter().filter(|(_, is_held)| *is_held) {
            if let Some(field) = TableKind::DealContacts.field(name) {
                table.capture(field, file, None, true);
            }
        }
        let known = common_values(TableKind::DealContacts.name(), "role");
        let meant = |role: &String| {
            let folded = fold(role);
            known.iter().find(|(exported, _)| *exported == folded).map_or_else(|| role.clone(), |(_, own)| own.clone())
        };
        let linked = linked.iter().map(|one| (one.clone(), one.role.as_ref().map(meant))).collect();
        ContactWriter { table, linked }
    }

    fn write(&mut self, record: &Record<'_>, own: &Table, context: &mut FileContext<'_>) {
        let row = own.n_rows() - 1;
        let mut with_role: Vec<&str> = Vec::new();
        // Those with a label first: the columns of all associations repeat them.
        let (labelled, all): (Vec<_>, Vec<_>) = self.linked.iter().partition(|(_, role)| role.is_some());
        for (one, role) in labelled.into_iter().chain(all) {
            let cell = |column: Option<usize>| column.map_or("", |column| record.cell(column).trim());
            let ids: Vec<&str> = cell(one.ids).split(';').map(str::trim).filter(|id| !is_blank(id)).collect();
            let names: Vec<&str> = cell(one.names).split(';').map(str::trim).collect();
            for (position, &id) in ids.iter().enumerate() {
                if role.is_none() && with_role.contains(&id) {
                    continue;
                }
                with_role.push(id);
                let id = context.symbols.intern(&canonical_id(id));
                let role = role.as_ref().map_or(Sym::BLANK, |role| context.symbols.intern(role));
                let (deal, contact, name) = if one.are_deals {
                    (id, own.symbols("contact_id").get(row), own.symbols("name").get(row))
                } else {
                    // A name may hold the separator; then nobody can tell which is whose.
                    let name =
                        if names.len() == ids.len() { context.symbols.intern(names[position]) } else { Sym::BLANK };
                    (own.symbols("deal_id").get(row), id, name)
                };
                let cells = [("deal_id", deal), ("contact_id", contact), ("contact_name", name), ("role", role)];
                self.table.push_words(context.file, record.line(), &cells);
            }
        }
    }
}

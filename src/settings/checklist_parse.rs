//! The shipped `checklist.toml` and the user's changes to it, to a [`Checklist`].
//!
//! `[checklist] file` replaces the shipped items; sections that the file leaves out stay as shipped. Then `remove` takes
//! items out, `[[checklist.item]]` and `[checklist.elements]` add or replace by id, and the lists of
//! `[checklist.placeholders]` are added to those in force. Needs of elements are resolved last, when all items are known.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::checklist::{Category, Checklist, Element, Item, Measure, Need, Placeholders, Source};
use super::error::{self, Complaints, Spot};
use super::raw::{self, Section, Value};
use super::suggest::nearest;
use crate::domain::TableKind;
use crate::domain::fold;

const SHIPPED: &str = include_str!("checklist.toml");
const EVERY_OPEN_RISK_OWNED: &str = "every_open_risk_owned";
const AE_NAMED: &str = "ae_named";

/// The checklist in force under `[checklist]`, or the shipped one.
pub(super) fn read(section: Option<Section>, base: &Path, complaints: &mut Complaints) -> Checklist {
    let mut draft = Draft::default();
    draft.read_text(SHIPPED, Path::new("checklist.toml of the program"), complaints);
    let Some(mut section) = section else { return draft.resolve(complaints) };
    if let Some(file) = section.take("file") {
        draft.read_file(&file, base, complaints);
    }
    for (id, value) in section.take("remove").and_then(|value| value.strings(complaints)).unwrap_or_default() {
        draft.remove(id, &value, complaints);
    }
    draft.read_section(&mut section, Lists::Extend, complaints);
    section.finish(complaints, &[]);
    draft.resolve(complaints)
}

/// What a list of `[placeholders]` does to the one in force.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lists {
    Replace,
    Extend,
}

/// A checklist whose elements still name their needs.
struct Draft {
    items: Vec<Item>,
    elements: Vec<DraftElement>,
    placeholders: Placeholders,
    removed: Vec<(String, Spot)>,
    /// Every question that any of the texts gives an item, by id: an item that is replaced without one keeps it.
    questions: BTreeMap<String, String>,
}

struct DraftElement {
    id: String,
    needs: Vec<Vec<(String, Spot)>>,
}

impl Default for Draft {
    fn default() -> Self {
        let placeholders = Placeholders {
            exact: Vec::new(),
            repeated_character: false,
            keyboard_run: false,
            own_label: false,
            explicit_none: Vec::new(),
            boilerplate_min_chars: 0,
            boilerplate_min_deals: 0,
            boilerplate_min_share: 0.0,
        };
        Draft { items: Vec::new(), elements: Vec::new(), placeholders, removed: Vec::new(), questions: BTreeMap::new() }
    }
}

impl Draft {
    fn read_text(&mut self, content: &str, path: &Path, complaints: &mut Complaints) {
        let text = error::text(path, content);
        let Some(table) = raw::parse(content, &text, complaints) else { return };
        let mut section = Section::new("", table.get_ref(), Spot { text: Some(text), span: 0..0 });
        if section.holds("item") {
            self.items.clear();
        }
        if section.holds("elements") {
            self.elements.clear();
        }
        self.read_section(&mut section, Lists::Replace, complaints);
        section.finish(complaints, &[]);
    }

    fn read_file(&mut self, file: &Value, base: &Path, complaints: &mut Complaints) {
        let Some(name) = file.string(complaints) else { return };
        match fs::read_to_string(base.join(name)) {
            Ok(content) => self.read_text(&content, Path::new(name), complaints),
            Err(error) => {
                let help = format!("it is looked for in {}: {error}", base.display());
                file.complain(complaints, format_args!("is \"{name}\", which cannot be read"), help);
            }
        }
    }

    fn remove(&mut self, id: &str, value: &Value, complaints: &mut Complaints) {
        let Some(position) = self.items.iter().position(|item| item.id == id) else {
            let near = nearest(id, self.items.iter().map(|item| item.id.as_str()));
            let help = near.map_or(String::new(), |near| format!("the nearest item is `{}`", near.name));
            value.complain(complaints, format_args!("names `{id}`, which is no item of the checklist"), help);
            return;
        };
        self.items.remove(position);
        self.removed.push((id.to_owned(), value.spot()));
    }

    fn read_section(&mut self, section: &mut Section, lists: Lists, complaints: &mut Complaints) {
        let items = section.take("item").and_then(|value| value.list(complaints, "[[item]] with two brackets"));
        let mut seen: Vec<String> = Vec::new();
        for value in items.unwrap_or_default() {
            let Some(item) = value.section(complaints).and_then(|section| read_item(section, complaints)) else {
                continue;
            };
            if seen.contains(&item.id) {
                value.complain(
                    complaints,
                    format_args!("has the id `{}` of an earlier one", item.id),
                    "ids are unique",
                );
            }
            seen.push(item.id.clone());
            if !item.question.is_empty() {
                self.questions.insert(item.id.clone(), item.question.clone());
            }
            match self.items.iter_mut().find(|known| known.id == item.id) {
                Some(known) => *known = item,
                None => self.items.push(item),
            }
        }
        let elements = section.take("elements").and_then(|value| value.section(complaints));
        for value in elements.map(Section::rest).unwrap_or_default() {
            let element = DraftElement { id: value.key.to_owned(), needs: read_needs(&value, complaints) };
            match self.elements.iter_mut().find(|known| known.id == element.id) {
                Some(known) => *known = element,
                None => self.elements.push(element),
            }
        }
        if let Some(section) = section.take("placeholders").and_then(|value| value.section(complaints)) {
            read_placeholders(&mut self.placeholders, section, lists, complaints);
        }
    }

    fn resolve(self, complaints: &mut Complaints) -> Checklist {
        let Draft { mut items, elements, placeholders, removed, questions } = self;
        for item in items.iter_mut().filter(|item| item.question.is_empty()) {
            let known = questions.get(&item.id).cloned();
            item.question = known.unwrap_or_else(|| format!("What is known about {}?", item.id.replace('_', " ")));
        }
        if items.is_empty() {
            complaints.add(&Spot::nowhere(), "the checklist holds no item", "keep one at least, with [[item]]");
        }
        let mut resolve_need = |element: &str, name: &str, spot: &Spot| {
            if let Some(position) = items.iter().position(|item| item.id == name) {
                return Some(Need::Item(position));
            }
            let spot = removed.iter().find(|(id, _)| id == name).map_or(spot, |(_, spot)| spot);
            match name {
                EVERY_OPEN_RISK_OWNED => return Some(Need::EveryOpenRiskOwned),
                AE_NAMED => return Some(Need::AeNamed),
                _ => {}
            }
            let message = format!("the element `{element}` needs `{name}`, which is no item of the checklist");
            let words = items.iter().map(|item| item.id.as_str()).chain([EVERY_OPEN_RISK_OWNED, AE_NAMED]);
            let help = match nearest(name, words).filter(|near| near.is_close) {
                Some(near) => format!("did you mean `{}`?", near.name),
                None => "keep the item, or say in [checklist.elements] what the element needs instead".to_owned(),
            };
            complaints.add(spot, message, help);
            None
        };
        let mut resolve_element = |element: DraftElement| {
            let mut any_of = |names: Vec<(String, Spot)>| {
                names.iter().filter_map(|(name, spot)| resolve_need(&element.id, name, spot)).collect()
            };
            Element { needs: element.needs.into_iter().map(&mut any_of).collect(), id: element.id.clone() }
        };
        let elements = elements.into_iter().map(&mut resolve_element).collect();
        Checklist { items, elements, placeholders }
    }
}

fn read_item(mut section: Section, complaints: &mut Complaints) -> Option<Item> {
    let id = section.need("id", complaints, "add id = \"short_name\"").and_then(|value| item_id(&value, complaints));
    let categories = Category::ALL.map(|category| (category.name(), category));
    let category =
        section.need("category", complaints, "add category = \"facts\", \"context\", \"commitments\" or \"risk\"");
    let category = category.and_then(|value| value.one_of(complaints, &categories));
    let source_list = section.need("sources", complaints, "add sources = [\"deals.why_now\"]");
    let names = source_list.as_ref().and_then(|value| value.strings(complaints)).unwrap_or_default();
    if let Some(value) = source_list.filter(|value| value.raw.as_array().is_some_and(|list| list.is_empty())) {
        value.complain(complaints, "is empty", "name where the answer may stand, as \"deals.why_now\"");
    }
    let sources = names.iter().filter_map(|(name, value)| read_source(name, value, complaints)).collect();
    let mut flag = |key: &'static str| section.take(key).and_then(|value| value.flag(complaints)).unwrap_or(false);
    let (high, low, renewal) = (flag("high"), flag("low"), flag("renewal"));
    let (none_ok, is_eight) = (flag("none_ok"), flag("eight"));
    let weight = section.take("weight").and_then(|value| value.positive(complaints, 1_000.0)).unwrap_or(1.0);
    let measures = [("number", Measure::Number), ("event", Measure::Event), ("person", Measure::Person)];
    let measure = section.take("measure").and_then(|value| value.one_of(complaints, &measures));
    let question = section.take("question").and_then(|value| value.string(complaints)).unwrap_or_default().to_owned();
    section.finish(complaints, &[]);
    let source_names = names.iter().map(|(name, _)| (*name).to_owned()).collect();
    let (id, category) = (id?, category?);
    Some(Item { id, category, sources, source_names, high, low, renewal, weight, none_ok, is_eight, measure, question })
}

fn item_id(value: &Value, complaints: &mut Complaints) -> Option<String> {
    let id = value.string(complaints)?;
    let is_name = id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if !is_name || id == EVERY_OPEN_RISK_OWNED || id == AE_NAMED {
        let help =
            "small letters, digits and _; not every_open_risk_owned or ae_named, which are conditions of elements";
        value.complain(complaints, format_args!("is \"{id}\", which cannot be an id"), help);
        return None;
    }
    Some(id.to_owned())
}

fn read_source(name: &str, value: &Value, complaints: &mut Complaints) -> Option<Source> {
    if let Some(field) = name.strip_prefix("deals.") {
        return field_of(TableKind::Deals, field, value, complaints).map(Source::Deal);
    }
    if let Some(field) = name.strip_prefix("onboarding.") {
        return field_of(TableKind::Onboarding, field, value, complaints).map(Source::Onboarding);
    }
    if let Some(role) = name.strip_prefix("role:").map(fold).filter(|role| !role.is_empty()) {
        return Some(Source::Role(role));
    }
    match name {
        "csm" => Some(Source::Csm),
        "table:commitments" => Some(Source::CommitmentsTable),
        "table:risks" => Some(Source::RisksTable),
        _ => {
            let help = "write deals.FIELD, onboarding.FIELD, csm, role:NAME, table:commitments or table:risks";
            value.complain(complaints, format_args!("names \"{name}\", which is no source"), help);
            None
        }
    }
}

fn field_of(table: TableKind, field: &str, value: &Value, complaints: &mut Complaints) -> Option<usize> {
    let position = table.field(field);
    if position.is_none() {
        let near = nearest(field, table.fields().iter().map(|field| field.name.as_str()));
        let help = near.map_or(String::new(), |near| format!("the nearest field is {}.{}", table.name(), near.name));
        value.complain(complaints, format_args!("names {}.{field}, which is no field", table.name()), help);
    }
    position
}

/// All of a list, of each inner list one.
fn read_needs(value: &Value, complaints: &mut Complaints) -> Vec<Vec<(String, Spot)>> {
    let example = "[\"why_now\", [\"economic_buyer\", \"executive_sponsor\"]]: all of the outer, one of the inner";
    let entries = value.list(complaints, example);
    if entries.as_ref().is_some_and(Vec::is_empty) {
        value.complain(complaints, "needs nothing", format!("write {example}"));
    }
    let mut needs = Vec::new();
    for entry in entries.unwrap_or_default() {
        let names = match entry.raw.as_array() {
            Some(_) => entry.strings(complaints).unwrap_or_default(),
            None => entry.string(complaints).map(|name| (name, entry.clone())).into_iter().collect(),
        };
        if names.is_empty() && entry.raw.as_array().is_some_and(|list| list.is_empty()) {
            entry.complain(complaints, "holds an empty list", format!("write {example}"));
        }
        needs.push(names.into_iter().map(|(name, value)| (name.to_owned(), value.spot())).collect());
    }
    needs
}

fn read_placeholders(placeholders: &mut Placeholders, mut section: Section, lists: Lists, complaints: &mut Complaints) {
    for (key, known) in [("exact", &mut placeholders.exact), ("explicit_none", &mut placeholders.explicit_none)] {
        let Some(texts) = section.take(key).and_then(|value| value.strings(complaints)) else { continue };
        if lists == Lists::Replace {
            known.clear();
        }
        for (text, _) in texts {
            if !known.iter().any(|other| other == text) {
                known.push(text.to_owned());
            }
        }
    }
    let mut flag = |key: &'static str, place: &mut bool| {
        *place = section.take(key).and_then(|value| value.flag(complaints)).unwrap_or(*place);
    };
    flag("repeated_character", &mut placeholders.repeated_character);
    flag("keyboard_run", &mut placeholders.keyboard_run);
    flag("own_label", &mut placeholders.own_label);
    let mut count = |key: &'static str, place: &mut usize| {
        let count = section.take(key).and_then(|value| value.whole(complaints, 1, 1_000_000));
        *place = count.and_then(|count| usize::try_from(count).ok()).unwrap_or(*place);
    };
    count("boilerplate_min_chars", &mut placeholders.boilerplate_min_chars);
    count("boilerplate_min_deals", &mut placeholders.boilerplate_min_deals);
    let share = section.take("boilerplate_min_share").and_then(|value| value.positive(complaints, 1.0));
    placeholders.boilerplate_min_share = share.unwrap_or(placeholders.boilerplate_min_share);
    section.finish(complaints, &[]);
}

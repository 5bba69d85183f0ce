//! Remarks on items: how an answer came about, or where else it stands. They change no state and no score, except where
//! the state itself already says so (boilerplate, and goals pasted as requirements, are placeholders).

use rustc_hash::FxHashMap;

use crate::domain::{Moment, Origin, Sym, TableKind, ValueKind, fold, folds_alike};
use crate::map::{Book, roles_in};
use crate::packet::boilerplate::Boilerplate;
use crate::packet::detail::{Detail, Mark, MarkKind};
use crate::packet::model::{FieldAnswer, FieldState};
use crate::packet::people::PersonId;
use crate::settings::{Item, Measure, Source};

use super::Gatherer;

/// An answer of fewer words than this to a question that wants a sentence is short (our judgement).
const LEAST_WORDS: usize = 3;

/// What the remarks on one deal rest on.
pub(in crate::packet) struct MarkGround<'a> {
    pub(in crate::packet) row: usize,
    pub(in crate::packet) account: Option<Sym>,
    pub(in crate::packet) owner: Option<PersonId>,
    pub(in crate::packet) won_at: Moment,
    pub(in crate::packet) kickoff_at: Option<Moment>,
    pub(in crate::packet) answers: &'a [FieldAnswer],
    pub(in crate::packet) boilerplate: &'a Boilerplate,
}

impl Gatherer<'_> {
    /// All remarks on the items of one deal, by item and kind.
    pub(in crate::packet) fn marks(&self, ground: &MarkGround<'_>, detail: &Detail) -> Box<[Mark]> {
        let mut told = Vec::new();
        let mut marks = Vec::new();
        for (position, item) in self.settings.checklist.items.iter().enumerate() {
            let mut add = |kind: MarkKind, origin: Origin| marks.push(Mark { item: position as u16, kind, origin });
            let answer = ground.answers[position];
            if item.measure == Some(Measure::Number) && answer.state == FieldState::Vague {
                add(MarkKind::NotMeasurable, answer.origin.unwrap_or(self.deals.row_origin(ground.row)));
            }
            for field in item.sources.iter().filter_map(deal_field) {
                self.text_marks(ground, item, field, &mut told, &mut add);
                if let Some(fill) = detail.fills.iter().find(|fill| fill.field as usize == field) {
                    if ground.won_at.is_before(fill.at) {
                        add(MarkKind::BackFilled, fill.origin);
                    }
                    if ground.kickoff_at.is_some_and(|kickoff| kickoff.is_before(fill.at)) {
                        add(MarkKind::LateDiscovery, fill.origin);
                    }
                }
            }
            if answer.state.credit() == 0.0 {
                self.elsewhere(ground, item, detail)
                    .into_iter()
                    .for_each(|origin| add(MarkKind::FoundElsewhere, origin));
            }
        }
        marks.sort_by_key(|mark| (mark.item, mark.kind));
        marks.dedup_by_key(|mark| (mark.item, mark.kind));
        marks.into()
    }

    /// Those on a text of the deal; `told` holds what its other fields say, each text with the first that says it.
    fn text_marks<'a>(
        &'a self,
        ground: &MarkGround<'_>,
        item: &Item,
        field: usize,
        told: &mut Vec<(usize, &'a str)>,
        add: &mut impl FnMut(MarkKind, Origin),
    ) {
        if TableKind::Deals.fields()[field].kind != ValueKind::Longtext {
            return;
        }
        let name = &TableKind::Deals.fields()[field].name;
        let text = self.deals.texts(name).get(ground.row);
        if text.trim().is_empty() || self.rules.is_explicit_none(text) {
            return;
        }
        let origin = self.deals.origin(ground.row, field);
        if ground.boilerplate.holds(ground.owner, field, text) {
            add(MarkKind::Boilerplate, origin);
        }
        let n_words = text.split_whitespace().take(LEAST_WORDS).count();
        if n_words < LEAST_WORDS && !item.none_ok && !text.bytes().any(|byte| byte.is_ascii_digit()) {
            add(MarkKind::TooShort, origin);
        }
        let repeats_goals =
            name == "user_requirements" && folds_alike(text, self.deals.texts("business_goals").get(ground.row));
        if repeats_goals || self.repeats_another(field, text, told) {
            add(MarkKind::Copied, origin);
        }
    }

    /// Whether another field said the same before. Only whole sentences: that two fields both say "SSO" proves nothing.
    fn repeats_another<'a>(&self, field: usize, text: &'a str, told: &mut Vec<(usize, &'a str)>) -> bool {
        let Some(&(first, _)) = told.iter().find(|(_, known)| folds_alike(text, known)) else {
            told.push((field, text));
            return false;
        };
        first != field && fold(text).len() >= self.settings.checklist.placeholders.boilerplate_min_chars
    }

    fn of_account(&self, account: Option<Sym>, role: &str) -> Option<Origin> {
        let held = self.roles_of_accounts.get(&account?)?;
        held.iter().find(|(name, _)| name == role).map(|(_, origin)| *origin)
    }

    /// Where another export holds what the item lacks.
    fn elsewhere(&self, ground: &MarkGround<'_>, item: &Item, detail: &Detail) -> Option<Origin> {
        item.sources.iter().find_map(|source| match source {
            Source::Role(role) => self.of_account(ground.account, &fold(role)),
            Source::Deal(field) => {
                let subscription = |is_there: fn(&crate::packet::SubscriptionFact) -> bool| {
                    detail.subscriptions.iter().find(|one| is_there(one)).map(|one| one.origin)
                };
                match TableKind::Deals.fields()[*field].name.as_str() {
                    "amount" => subscription(|one| one.annual_value.is_some()),
                    "contract_start" => subscription(|one| one.started_at.is_some()),
                    "contract_end" => subscription(|one| one.ended_at.is_some()),
                    "executive_sponsor" => self.of_account(ground.account, "executivesponsor"),
                    _ => None,
                }
            }
            _ => None,
        })
    }
}

fn deal_field(source: &Source) -> Option<usize> {
    match source {
        Source::Deal(field) => Some(*field),
        _ => None,
    }
}

/// Folded roles of named contacts, by account: what a deal lacks may stand there.
pub(in crate::packet) fn roles_of_accounts(book: &Book) -> FxHashMap<Sym, Vec<(String, Origin)>> {
    let mut roles: FxHashMap<Sym, Vec<(String, Origin)>> = FxHashMap::default();
    let Some(contacts) = book.table(TableKind::Contacts) else { return roles };
    let (accounts, names, cells) = (contacts.symbols("account_id"), contacts.symbols("name"), contacts.symbols("role"));
    for row in 0..contacts.n_rows() {
        if accounts.get(row).is_blank() || names.get(row).is_blank() || cells.get(row).is_blank() {
            continue;
        }
        let held = roles.entry(accounts.get(row)).or_default();
        let of_row = roles_in(book.text(cells.get(row))).map(fold);
        held.extend(of_row.map(|role| (role, contacts.row_origin(row))));
    }
    roles
}

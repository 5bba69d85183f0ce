//! What a deal's texts say, held against what its packet records and what was signed.
//!
//! Texts count up to the kickoff: what is said later belongs to the project, not to the handoff. A field that is itself
//! the record (`verbal_commitments`, `implementation_risks` and their like) is what sentences are looked for in, and no
//! source of them.

mod conflicts;
mod likeness;
mod sense;

use std::cell::OnceCell;
use std::sync::Arc;

use crate::domain::{Moment, Origin, TableKind, fold};
use crate::map::{Book, Kinds, Table, What};

use super::detail::Detail;
use super::events::Activity;
use super::mined::{CommitmentType, Mined, MinedCommitment, MinedRisk, RiskType, Sentence};
use super::model::{Events, PromiseKind};
use super::people::PersonId;

use conflicts::Products;
pub(super) use conflicts::day_of;
use likeness::Words;
use sense::{Sense, Senses};

/// Fields of the deal that record promises.
const PROMISE_RECORDS: [&str; 5] =
    ["verbal_commitments", "special_terms", "timeline_promised", "integrations", "open_action_items"];
/// Fields of the deal that record risks.
const RISK_RECORDS: [&str; 5] =
    ["implementation_risks", "stakeholder_concerns", "technical_constraints", "dependencies", "open_questions"];
/// Fields of the deal that tell why the customer buys and what they hope for: troubles in them are reasons, not risks of
/// the project, and aims are the customer's, not promises of ours.
const REASONS: [&str; 9] = [
    "existing_tools",
    "why_now",
    "pain_points",
    "business_goals",
    "user_requirements",
    "decision_criteria",
    "alternatives",
    "success_metric",
    "first_value_criteria",
];

/// What every deal's texts are held against.
pub(super) struct Miner<'a> {
    book: &'a Book,
    deals: &'a Table,
    activities: Option<&'a Table>,
    facts: &'a [Activity],
    as_of: Moment,
    products: Products,
    /// Of the sentences of the deals and of the activities.
    deal_senses: Senses<'a>,
    activity_senses: Option<Senses<'a>>,
    has_texts: bool,
}

/// One deal's share.
pub(super) struct Vein<'a> {
    pub(super) row: usize,
    pub(super) won_at: Moment,
    pub(super) events: &'a Events,
    pub(super) detail: &'a Detail,
    pub(super) activities: &'a [u32],
    pub(super) commitments: &'a [u32],
    pub(super) risks: &'a [u32],
}

/// A sentence with where and when it was said.
#[derive(Clone, Copy)]
struct Heard<'a> {
    what: What,
    text: &'a Arc<str>,
    sense: &'a Sense,
    origin: Origin,
    at: Option<Moment>,
    author: Option<PersonId>,
    /// The field of the deal that it stands in; `None` for an activity.
    field: Option<&'static str>,
}

impl Heard<'_> {
    fn sentence(&self) -> Sentence {
        let text = Arc::clone(self.text);
        Sentence { text, origin: self.origin, at: self.at, author: self.author }
    }

    fn stands_in(&self, fields: &[&str]) -> bool {
        self.field.is_some_and(|field| fields.contains(&field))
    }
}

/// Something that the packet records.
struct Record {
    /// No type: it may be anything.
    kinds: Option<Kinds>,
    words: Words,
}

impl<'a> Miner<'a> {
    pub(super) fn new(book: &'a Book, deals: &'a Table, facts: &'a [Activity], as_of: Moment) -> Miner<'a> {
        let activities = book.table(TableKind::Activities);
        let captures = |table: &Table, name: &str| table.kind.field(name).is_some_and(|field| table.is_captured(field));
        let has_texts = activities.is_some_and(|table| captures(table, "body"));
        Miner {
            book,
            deals,
            activities,
            facts,
            as_of,
            products: Products::new(book, deals),
            deal_senses: Senses::new(deals),
            activity_senses: activities.map(Senses::new),
            has_texts,
        }
    }

    /// `None` when no export holds bodies: then nothing was read, and nothing can be said.
    pub(super) fn mine(&self, vein: &Vein<'_>) -> Option<Box<Mined>> {
        if !self.has_texts {
            return None;
        }
        let heard = self.heard(vein);
        let mut mined = Mined::default();
        if heard.is_empty() {
            return Some(Box::new(mined));
        }
        let promises = OnceCell::new();
        let promises = || {
            promises.get_or_init(|| self.recorded(TableKind::Commitments, vein.commitments, vein.row, &PROMISE_RECORDS))
        };
        let risks = OnceCell::new();
        let risks = || risks.get_or_init(|| self.recorded(TableKind::Risks, vein.risks, vein.row, &RISK_RECORDS));
        for heard in &heard {
            match heard.what {
                What::Commitment(kinds) if !heard.stands_in(&PROMISE_RECORDS) && !heard.stands_in(&REASONS) => {
                    add_commitment(&mut mined, heard, kinds, promises());
                }
                What::Risk(kinds) if !heard.stands_in(&RISK_RECORDS) && !heard.stands_in(&REASONS) => {
                    add_risk(&mut mined, heard, kinds, risks());
                }
                _ => {}
            }
        }
        mined.conflicts = self.conflicts(vein, &heard);
        // Most deals say one thing or two; what vectors hold in reserve would be most of what packets take.
        mined.commitments.shrink_to_fit();
        mined.risks.shrink_to_fit();
        mined.conflicts.shrink_to_fit();
        Some(Box::new(mined))
    }

    /// Everything that was said of the deal up to kickoff and `as_of`, in order of time, then of place.
    fn heard(&self, vein: &Vein<'_>) -> Vec<Heard<'_>> {
        let fields = TableKind::Deals.fields();
        let own = self.deals.said(vein.row).iter().map(|said| Heard {
            what: said.what,
            text: self.deals.sentence(said),
            sense: self.deal_senses.of(said, &self.products),
            origin: self.deals.origin(vein.row, said.field as usize),
            at: None,
            author: None,
            field: Some(fields[said.field as usize].name.as_str()),
        });
        let mut heard: Vec<Heard<'_>> = own.collect();
        let Some((table, senses)) = self.activities.zip(self.activity_senses.as_ref()) else { return heard };
        let last = vein.events.kickoff_at.map_or(self.as_of.utc(), |kickoff| kickoff.utc().min(self.as_of.utc()));
        let occurred = table.times("occurred_at");
        for &row in vein.activities {
            let fact = &self.facts[row as usize];
            let at = occurred.get(row as usize);
            if at.is_some_and(|at| at.utc() > last) {
                continue;
            }
            heard.extend(table.said(row as usize).iter().map(|said| Heard {
                what: said.what,
                text: table.sentence(said),
                sense: senses.of(said, &self.products),
                origin: table.origin(row as usize, said.field as usize),
                at,
                author: fact.author,
                field: None,
            }));
        }
        heard.sort_by_key(|heard| (heard.at.map(Moment::order), heard.origin));
        heard
    }

    /// The rows of a table and the fields of the deal that record such things.
    fn recorded(&self, kind: TableKind, rows: &[u32], deal: usize, fields: &[&str]) -> Vec<Record> {
        let table = self.book.table(kind).filter(|_| !rows.is_empty());
        let of_rows = table.into_iter().flat_map(|table| {
            let (types, texts) = (table.symbols("type"), table.texts("text"));
            rows.iter().map(move |&row| row as usize).map(move |row| Record {
                kinds: kinds(kind, &fold(self.book.text(types.get(row)))),
                words: Words::of(texts.get(row)),
            })
        });
        let of_fields = fields.iter().map(|field| self.deals.texts(field).get(deal));
        let of_fields =
            of_fields.filter(|text| !text.is_empty()).map(|text| Record { kinds: None, words: Words::of(text) });
        of_rows.chain(of_fields).collect()
    }
}

/// The types that a recorded type stands for; `None` for one that says nothing.
fn kinds(table: TableKind, folded: &str) -> Option<Kinds> {
    if table == TableKind::Commitments {
        let kind = match PromiseKind::named(folded) {
            PromiseKind::Timeline => CommitmentType::Timeline,
            PromiseKind::Discount => CommitmentType::Discount,
            PromiseKind::Integration => CommitmentType::Integration,
            PromiseKind::Customisation => CommitmentType::Customisation,
            PromiseKind::Scope => CommitmentType::Scope,
            PromiseKind::Roadmap => CommitmentType::Roadmap,
            PromiseKind::ServiceLevel => CommitmentType::ServiceLevel,
            PromiseKind::Refund => CommitmentType::Refund,
            PromiseKind::Legal | PromiseKind::Exclusivity => CommitmentType::Other,
            PromiseKind::Other => return None,
        };
        return Some(Kinds::commitments(&[kind]));
    }
    let meant = RiskType::ALL.into_iter().find(|kind| fold(kind.name()) == folded && *kind != RiskType::Other)?;
    Some(Kinds::risks(&[meant]))
}

/// One entry a sentence, however often it was quoted.
fn add_commitment(mined: &mut Mined, heard: &Heard<'_>, kinds: Kinds, records: &[Record]) {
    if mined.commitments.iter().any(|known| known.sentence.text == *heard.text) {
        return;
    }
    mined.commitments.push(MinedCommitment {
        kinds,
        is_recorded: is_held(heard.sense, kinds, records),
        sentence: heard.sentence(),
    });
}

/// One entry a set of types, with how many more sentences read so: a risk is talked about again and again.
fn add_risk(mined: &mut Mined, heard: &Heard<'_>, kinds: Kinds, records: &[Record]) {
    let is_declared = is_held(heard.sense, kinds, records);
    let known = mined.risks.iter_mut().find(|known| known.kinds == kinds && known.is_declared == is_declared);
    if let Some(known) = known {
        known.n_more += u32::from(known.sentence.text != *heard.text);
        return;
    }
    mined.risks.push(MinedRisk { kinds, sentence: heard.sentence(), is_declared, n_more: 0 });
}

/// Whether a record seems to hold the sentence: the same type and a telling word, or several telling words.
fn is_held(sense: &Sense, kinds: Kinds, records: &[Record]) -> bool {
    records.iter().any(|record| {
        let enough = match record.kinds {
            Some(known) if known.meets(kinds) => 1,
            Some(_) => 3,
            None => 2,
        };
        sense.words.shared(&record.words) >= enough
    })
}

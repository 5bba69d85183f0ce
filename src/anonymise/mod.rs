//! What an audit is drawn from, with names told as pseudonyms and texts withheld.
//!
//! Done once, between judging and counting: rules have read the words by then, and everything that is written is drawn
//! from what is left, so that no output can forget. The names that went are kept for the check of what was written.
//! Pseudonyms are keyed hashes of what they stand for; without the key nobody who knows the names can tell who is who.

mod fields;
mod groups;
mod people;
mod pseudonym;
mod tables;
mod words;

pub use words::{Found, Kind, Name, Names};

use schemars::JsonSchema;
use serde::Serialize;

use sha2::{Digest, Sha256};

use crate::assess::Assessed;
use crate::domain::{TableKind, ValueKind};
use crate::map::{Book, MeantWord};
use crate::packet::{Assembly, Packet};
use crate::rules::population::CrowdVerdict;
use crate::settings::{Links, Settings, Withheld};

use pseudonym::Pseudonyms;

/// What stands where a text was.
pub const WITHHELD: &str = "(withheld)";

/// How the outputs were anonymised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Anonymised {
    /// `accounts`, `people`, `text`, `promises`.
    pub withheld: Vec<&'static str>,
    /// Groups of fewer deals are merged; `None` where groups stay as they are.
    pub smallest_group: Option<u64>,
    /// The same in two audits whose pseudonyms were made with the same key; tells nothing about the key.
    pub key_mark: String,
    /// Whether the key is of the exports' own making, so that it changes with them.
    pub is_own_key: bool,
    /// Names, e-mail addresses, domains, phone numbers and ids that were looked for in everything that was written.
    pub names_looked_for: u64,
    /// Those that are too short to be told from other words.
    pub names_too_short: u64,
    /// Those that are words of the report, or that `ordinary_words` names.
    pub names_ordinary: u64,
}

/// What came of it.
#[derive(Debug)]
pub struct Sealed {
    /// How it was done.
    pub how: Anonymised,
    /// What must not be found in anything that is written.
    pub names: Names,
    /// Deal ids and their pseudonyms.
    pub deals: Vec<(String, String)>,
}

/// Takes what is to be withheld out of everything that outputs are drawn from. `own_words` are texts of the report
/// itself: a name that stands in one is an ordinary word.
pub fn seal(
    book: &mut Book,
    assembly: &mut Assembly,
    assessed: &mut Assessed,
    settings: &mut Settings,
    own_words: &[&str],
) -> Sealed {
    let withheld = settings.anonymise.withheld;
    let is_own_key = settings.anonymise.key.is_none();
    let mut teller = Teller {
        withheld,
        pseudonyms: Pseudonyms::new(&key(book, settings)),
        names: Names::default(),
        people: people::aliases(assembly),
    };
    let smallest =
        withheld.has_pseudonyms().then(|| settings.anonymise.smallest_group.unwrap_or(settings.definitions.min_cohort));
    teller.collect(book, settings);
    let ordinary = settings.anonymise.ordinary_words.iter().map(String::as_str);
    own_words.iter().copied().chain(ordinary).for_each(|own| teller.names.forget(own));
    let originals: Vec<String> = assembly.packets.iter().map(|packet| book.text(packet.id).to_owned()).collect();
    teller.tables(book, assembly);
    if let Some(smallest) = smallest {
        groups::merge(book, assembly, smallest);
    }
    people::relabel(assembly, &mut teller);
    teller.said(assembly, assessed);
    teller.files(book, assembly);
    teller.decided(settings);
    let told = assembly.packets.iter().map(|packet| book.text(packet.id).to_owned());
    let how = Anonymised {
        withheld: withheld.names(),
        smallest_group: smallest,
        key_mark: teller.pseudonyms.mark(),
        is_own_key,
        names_looked_for: teller.names.len() as u64,
        names_too_short: teller.names.n_short,
        names_ordinary: teller.names.n_ordinary,
    };
    Sealed { how, deals: originals.into_iter().zip(told).collect(), names: teller.names }
}

/// The key that was set, else one of the exports' own: nothing that is written tells it, as hashes of files are withheld.
fn key(book: &Book, settings: &Settings) -> Vec<u8> {
    if let Some(key) = &settings.anonymise.key {
        return key.clone().into_bytes();
    }
    let mut own = Sha256::new();
    own.update(b"handoff-audit pseudonyms");
    book.files.iter().for_each(|file| own.update(file.sha256.as_bytes()));
    own.finalize().to_vec()
}

/// Tells everything anew.
struct Teller {
    withheld: Withheld,
    pseudonyms: Pseudonyms,
    names: Names,
    people: people::Aliases,
}

impl Teller {
    /// A free text.
    fn text(&self, text: &str, is_promise: bool) -> Option<String> {
        if text.trim().is_empty() {
            return None;
        }
        if self.withheld.text || (is_promise && self.withheld.promises) {
            return Some(WITHHELD.to_owned());
        }
        self.words(text)
    }

    /// Words that stay, but for the names in them. `None`: as they are.
    fn words(&self, text: &str) -> Option<String> {
        self.names.replaced(text)
    }

    /// Sentences of notes, and what rules say about the whole population.
    fn said(&self, assembly: &mut Assembly, assessed: &mut Assessed) {
        assembly.packets.iter_mut().for_each(|packet| self.mined(packet));
        for judged in &mut assessed.population {
            if let CrowdVerdict::Missed(findings) = &mut judged.verdict {
                for finding in findings {
                    self.tell(&mut finding.evidence);
                    self.tell(&mut finding.question);
                }
            }
        }
        self.tell(&mut assembly.observation.how);
        assembly.observation.warnings.iter_mut().for_each(|warning| self.tell(warning));
    }

    fn mined(&self, packet: &mut Packet) {
        let Some(mined) = packet.mined.as_deref_mut() else { return };
        let sentences = mined.commitments.iter_mut().map(|found| &mut found.sentence);
        let sentences = sentences.chain(mined.risks.iter_mut().map(|found| &mut found.sentence));
        for sentence in sentences.chain(mined.conflicts.iter_mut().map(|found| &mut found.sentence)) {
            if let Some(told) = self.text(&sentence.text, true) {
                sentence.text = told.into();
            }
        }
        for conflict in &mut mined.conflicts {
            for value in [&mut conflict.said, &mut conflict.signed] {
                if let Some(told) = self.words(value) {
                    *value = told.into();
                }
            }
        }
    }

    fn tell(&self, text: &mut String) {
        if let Some(told) = self.words(text) {
            *text = told;
        }
    }

    /// Files by their tables, without hashes; the ledger without what it quotes.
    fn files(&self, book: &mut Book, assembly: &mut Assembly) {
        let mut numbers = vec![0_u32; TableKind::ALL.len() + 1];
        for file in book.files.iter_mut().filter(|_| self.withheld.has_pseudonyms()) {
            let number = &mut numbers[file.table.map_or(TableKind::ALL.len(), |table| table as usize)];
            *number += 1;
            let table = file.table.map_or("other", TableKind::name);
            let path = if *number == 1 { format!("{table} file") } else { format!("{table} file {number}") };
            for words in file.notes.iter_mut().map(|note| &mut note.text).chain([&mut file.why]) {
                *words = words.replace(&file.path, &path);
                self.tell(words);
            }
            file.path = path;
            file.sha256 = WITHHELD.to_owned();
            for column in &mut file.columns {
                self.tell(&mut column.heading);
                self.tell(&mut column.how);
                column.rivals.iter_mut().for_each(|rival| self.tell(rival));
            }
            file.words.iter_mut().for_each(|word| self.told_word(word));
        }
        for entry in book.ledger.iter_mut().chain(&mut assembly.ledger) {
            if !entry.text.is_empty() {
                entry.text = WITHHELD.into();
            }
            if let Some(told) = self.words(&entry.note) {
                entry.note = told.into();
            }
        }
    }

    /// A name that is read as another stands in no table any more, so that nothing would find it here.
    fn told_word(&self, word: &mut MeantWord) {
        if matches!(word.table.fields()[word.field].kind, ValueKind::Enum | ValueKind::Bool) {
            self.tell(&mut word.exported);
            self.tell(&mut word.meant);
        } else {
            word.exported = WITHHELD.to_owned();
            word.meant = WITHHELD.to_owned();
        }
    }

    /// What people wrote into `audit.toml` and `questionnaire.toml`.
    fn decided(&mut self, settings: &mut Settings) {
        if self.withheld.has_pseudonyms() {
            settings.links = Links::default();
        }
        if self.withheld.accounts {
            settings.audit.name = Some("Handoff audit".to_owned());
            settings.audit.client = None;
        }
        settings.audit.owner = settings.audit.owner.take().map(|owner| self.person(&owner));
        for definition in &mut settings.definition_log {
            definition.by = definition.by.take().map(|by| self.person(&by));
        }
        for answer in &mut settings.questionnaire.answers {
            answer.by = self.person(&answer.by);
            for words in [&mut answer.note, &mut answer.evidence].into_iter().flatten() {
                *words = self.text(words, false).unwrap_or_else(|| words.clone());
            }
            if let crate::settings::questionnaire::Reply::Words(words) = &mut answer.reply {
                *words = self.text(words, false).unwrap_or_else(|| words.clone());
            }
        }
        for event in &mut settings.events {
            self.tell(&mut event.label);
            self.tell(&mut event.kind);
        }
    }
}

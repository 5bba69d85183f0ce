//! Puts the audit together from what the stages before it worked out. Words and places, no figures.

use std::collections::BTreeMap;

use crate::anonymise::Sealed;
use crate::assess::{ActiveRule, Assessed, RuleTally};
use crate::contested;
use crate::map::Book;
use crate::metrics::{Figures, Metric, meaning};
use crate::packet::{Assembly, FieldState};
use crate::settings::{Settings, Status};

use super::{
    Audit, Definition, ItemSummary, Population, Quote, Readiness, RuleSummary, SCHEMA, Source, SourceColumn,
    SourceWord, SubScoreTerm, Tool, Window, aside, causes, deals, flow, health, paths, readiness, returns, rule_book,
    worklist,
};
use crate::domain::iso_date;

/// The longest quote of an answer, in characters.
const QUOTE_CHARS: usize = 120;
/// How many quotes an item shows.
const MAX_QUOTES: usize = 3;

/// What can be told from the words of the exports alone, and from no pseudonym: made before anything is withheld.
#[derive(Debug)]
pub struct Observed {
    readiness: Vec<Readiness>,
    contested: Vec<contested::Reading>,
}

/// Reads what the words of the exports tell.
pub fn observe(book: &Book, assembly: &Assembly, assessed: &Assessed, settings: &Settings) -> Observed {
    let places = deals::Places { book, assembly, assessed, settings };
    Observed {
        readiness: readiness::readiness(&places),
        contested: contested::readings(book, assembly, assessed, settings),
    }
}

impl Observed {
    /// The same with names as they were told by `sealed`, and answers as the settings now hold them.
    pub fn told(mut self, sealed: &Sealed, settings: &Settings) -> Observed {
        let deals: BTreeMap<&str, &str> = sealed.deals.iter().map(|(id, told)| (id.as_str(), told.as_str())).collect();
        for moved in self.contested.iter_mut().flat_map(|reading| &mut reading.headlines) {
            for id in &mut moved.flips {
                *id = deals
                    .get(id.as_str())
                    .map_or_else(|| crate::anonymise::WITHHELD.to_owned(), |told| (*told).to_owned());
            }
            moved.flips.sort();
        }
        for condition in &mut self.readiness {
            condition.told = readiness::answered(settings, condition.id);
            if let Some(told) = sealed.names.replaced(&condition.evidence) {
                condition.evidence = told;
            }
        }
        self
    }
}

/// The finished audit.
pub fn build(
    book: &Book,
    assembly: &Assembly,
    assessed: &Assessed,
    figures: Figures,
    settings: &Settings,
    observed: Observed,
) -> Audit {
    let places = deals::Places { book, assembly, assessed, settings };
    let Observed { readiness, contested } = observed;
    let (worklist, work) = worklist::worklist(&places);
    let items = items(book, assembly, &figures, settings);
    let fix_first = readiness::fix_first(&readiness, &items);
    Audit {
        schema: SCHEMA,
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        title: title(settings),
        client: settings.audit.client.clone(),
        anonymised: None,
        as_of: assembly.observation.is_known.then(|| deals::timestamp(assembly.as_of())),
        as_of_how: assembly.observation.how.clone(),
        as_of_is_assumed: assembly.observation.is_assumed,
        timezone: settings.definitions.timezone.clone(),
        window: Window { from: settings.audit.from.map(iso_date), to: settings.audit.to.map(iso_date) },
        definitions: definitions(settings),
        targets: settings.targets.clone(),
        paths: paths::paths(assembly),
        speed_and_order: paths::speed_and_order(assembly, &figures.touched_in_time),
        sources: sources(book),
        population: population(assembly),
        reversed: aside::reversed(book, assembly),
        other_types: aside::other_types(book, assembly),
        outcomes_withheld: !fix_first.is_empty(),
        fix_first,
        questionnaire: readiness::questionnaire(&settings.questionnaire),
        readiness,
        items,
        assumed: assumed(&figures.metrics, settings),
        metrics: figures.metrics,
        verdict: figures.verdict,
        proof: figures.proof,
        flags: figures.flags,
        watch: figures.watch,
        conventions: figures.conventions,
        contested,
        thresholds: Vec::new(),
        comparison: None,
        maturity: figures.maturity,
        survival: figures.survival,
        rules: rules(assessed).into_iter().chain(rule_book::population_rules(assessed)).collect(),
        causes: causes::causes(book, assembly, settings),
        ball: flow::ball(assembly),
        returns: returns::returns(book, assembly),
        reach: flow::reach(assembly, assessed, settings),
        sub_score_terms: sub_score_terms(),
        rule_changes: rule_book::changes(settings),
        population_findings: rule_book::population_findings(assessed),
        speed: figures.speed,
        data_health: health::notes(book, assembly, &figures.merged, settings),
        deals: deals::deals(&places),
        deals_in_scope: assembly.population.in_scope,
        worklist,
        deals_needing_work: work.all(),
        work,
    }
}

fn sub_score_terms() -> Vec<SubScoreTerm> {
    let term = |term: &crate::score::aspects::Term| SubScoreTerm {
        sub_score: term.aspect,
        term: term.name,
        weight: term.weight,
    };
    crate::score::aspects::TERMS.iter().map(term).collect()
}

fn title(settings: &Settings) -> String {
    let folder = || settings.base.file_name().map(|name| name.to_string_lossy().into_owned());
    settings.audit.name.clone().or_else(folder).unwrap_or_else(|| "Handoff audit".to_owned())
}

/// Figures of the whole, those of single fields left out: they rest on what their handoffs rest on.
fn assumed(metrics: &[Metric], settings: &Settings) -> BTreeMap<String, Vec<&'static str>> {
    let is_assumed = |id: &&'static str| {
        settings.definition_log.iter().any(|definition| definition.id == *id && definition.status == Status::Assumed)
    };
    let whole = metrics.iter().filter(|metric| metric.cohort.dimension == "all" && !metric.id.starts_with("field_"));
    let entry = |metric: &Metric| {
        let rests_on = meaning(&metric.id)?.settings;
        Some((metric.id.clone(), rests_on.into_iter().filter(is_assumed).collect()))
    };
    whole.filter_map(entry).collect()
}

fn definitions(settings: &Settings) -> Vec<Definition> {
    let definition = |definition: &crate::settings::Definition| Definition {
        id: definition.id.to_owned(),
        value: definition.value.clone(),
        status: match definition.status {
            Status::Assumed => "assumed",
            Status::Confirmed => "confirmed",
        },
        by: definition.by.clone(),
        on: definition.on.clone(),
    };
    settings.definition_log.iter().map(definition).collect()
}

fn sources(book: &Book) -> Vec<Source> {
    book.files
        .iter()
        .map(|file| Source {
            path: file.path.clone(),
            table: file.table.map(crate::domain::TableKind::name),
            profile: file.profile.clone(),
            why: file.why.clone(),
            sha256: file.sha256.clone(),
            bytes: file.bytes,
            encoding: file.encoding.clone(),
            delimiter: file.delimiter.clone(),
            header_line: file.header_line,
            rows_read: file.rows_read,
            rows_used: file.rows_used,
            rows_set_aside: file.rows_set_aside.clone(),
            columns: columns(file),
            notes: file.notes.iter().map(|note| note.text.clone()).collect(),
            values: file.words.iter().map(word).collect(),
        })
        .collect()
}

fn word(word: &crate::map::MeantWord) -> SourceWord {
    let field = format!("{}.{}", word.table.name(), word.table.fields()[word.field].name);
    SourceWord { field, exported: word.exported.clone(), meant: word.meant.clone(), cells: word.cells }
}

fn columns(file: &crate::map::SourceFile) -> Vec<SourceColumn> {
    file.columns
        .iter()
        .enumerate()
        .map(|(position, column)| SourceColumn {
            heading: column.heading.clone(),
            field: column.field.clone(),
            how: column.how.clone(),
            confidence: column.confidence,
            rivals: column.rivals.clone(),
            unreadable: file.unreadable.get(position).copied().unwrap_or(0),
        })
        .collect()
}

fn population(assembly: &Assembly) -> Population {
    let counts = &assembly.population;
    Population {
        rows: counts.rows,
        won: counts.won,
        in_scope: counts.in_scope,
        due: counts.due,
        fresh: counts.fresh,
        reversed: counts.reversed,
        reopened: counts.reopened,
        renewals: counts.renewals,
        other_types: counts.other_types,
        duplicates: counts.duplicates,
        implementation: counts.implementation,
        unlinked: counts.unlinked.iter().map(|(kind, count)| (kind.name(), *count)).collect(),
    }
}

fn rules(assessed: &Assessed) -> Vec<RuleSummary> {
    let summary = |(active, tally): (&ActiveRule, &RuleTally)| RuleSummary {
        code: active.rule.code,
        name: active.rule.slug,
        title: active.rule.failing_title,
        rationale: active.rule.rationale,
        remedy: active.rule.remedy,
        owner: active.rule.owner.name(),
        severity: active.severity.name(),
        findings: tally.findings,
        is_of_all: false,
        is_from_text: active.rule.reads_text(),
        deals: tally.missed,
        judged: tally.judged,
        unknowable: tally.unknowable.clone(),
    };
    assessed.rules.iter().zip(&assessed.tallies).map(summary).collect()
}

fn items(book: &Book, assembly: &Assembly, figures: &Figures, settings: &Settings) -> Vec<ItemSummary> {
    figures
        .items
        .iter()
        .map(|counts| {
            let item = &settings.checklist.items[counts.item];
            let states = FieldState::ALL.into_iter().map(|state| (state.name(), counts.states[state as usize]));
            ItemSummary {
                id: item.id.clone(),
                label: deals::spoken(&item.id),
                category: item.category.name(),
                is_eight: item.is_eight,
                captured: assembly.captured[counts.item],
                sources: item.source_names.clone(),
                required: counts.required,
                states: states.collect(),
                examples: examples(book, assembly, counts.item),
            }
        })
        .collect()
}

/// The first different texts that are no usable answer, in the packets' order.
fn examples(book: &Book, assembly: &Assembly, item: usize) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    for packet in assembly.packets.iter().filter(|packet| packet.is_due) {
        let answer = packet.answers[item];
        let (FieldState::Placeholder | FieldState::Vague, Some(origin)) = (answer.state, answer.origin) else {
            continue;
        };
        let Some(text) = deals::deal_text(book, packet, origin) else { continue };
        let text: String = text.chars().take(QUOTE_CHARS).collect();
        if !quotes.iter().any(|quote| quote.text == text) {
            quotes.push(Quote { text, origin: book.place(origin) });
        }
        if quotes.len() == MAX_QUOTES {
            break;
        }
    }
    quotes
}

//! `handoff-audit` reads the CSV exports of a CRM and of onboarding tools, rebuilds the packet that each won deal handed
//! over from sales to customer success, judges it, computes figures by cohort, and writes one self-contained HTML report.
//!
//! # The way of the data
//!
//! Each stage is a function from one value to the next, and each folder is one stage:
//!
//! ```text
//! files ── read ──► records ── map ──► Book ── packet ──► Assembly ── rules, score, assess ──► Assessed
//!                                                                                                  │
//!          index.html, audit.json, *.csv ◄── report, output ◄── Audit ◄── audit ◄── Figures ◄── metrics
//! ```
//!
//! * [`domain`]: the vocabulary: instants and days, origins, interned text.
//! * [`settings`]: `audit.toml` and the command line, validated once.
//! * [`read`]: bytes to text records. Knows CSV, knows no CRM. Every byte of a file belongs to a record or to the ledger.
//! * [`text`]: what a free text says: promises and risks, by rules of language. Knows no CRM.
//! * [`map`]: records to typed tables ([`map::Book`]): which table a file is, which field a heading is.
//! * [`packet`]: rows to one [`packet::Packet`] a won deal.
//! * [`rules`]: one packet to a verdict each; [`score`]: item states to scores; [`assess`] runs the rules over all packets.
//! * [`anonymise`]: names to pseudonyms and texts withheld, when asked, before anything is counted or drawn.
//! * [`stats`]: pure numbers; knows nothing of the project.
//! * [`metrics`]: assessed packets to figures per cohort. The only place that knows polars.
//! * [`compare`]: two `audit.json` against each other, and figures against thresholds.
//! * [`contested`]: the headlines under other readings of the definitions, by the same stages.
//! * [`audit`]: the whole result as one value, [`audit::Audit`]; every output is drawn from it.
//! * [`report`]: the audit to a page, a summary, JSON. [`output`]: files, published in one step.
//! * [`sample`]: synthetic exports; knows no other stage, only the vocabulary.
//!
//! # Invariants, mostly absences
//!
//! * The library prints nothing and reads no clock, environment or random source: `as_of` is a setting or comes from the
//!   data. The same input gives the same bytes, whatever the machine's zone, locale or number of cores.
//! * The order of a file's rows does not matter, but where the specification says that it breaks a tie.
//! * No stage fails because of one bad row, and no row vanishes: rows read = rows used + rows set aside, by file.
//! * What no export holds is *not captured* or *not computable*, by name; it is never a zero.
//! * Nothing is computed in `report`; it draws.
//! * The page loads nothing from the network and is complete without script.
//!
//! `tests/tidy.rs` holds the layers to this order.

pub mod domain;
pub mod settings;

pub mod read;

pub mod text;

pub mod map;

pub mod packet;

pub mod rules;

pub mod score;

pub mod assess;

pub mod stats;

pub mod anonymise;

pub mod metrics;

pub mod compare;

pub mod contested;

pub mod audit;

pub mod report;

pub mod output;

pub mod sample;

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use miette::Diagnostic;

use audit::Audit;
use audit::build_parts::Places;
use output::Publication;
use settings::Settings;

/// Anything that stops a run.
#[derive(Debug, thiserror::Error, Diagnostic)]
pub enum Error {
    /// The settings do not hold.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Settings(#[from] settings::Error),
    /// The exports cannot be read as asked.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Map(#[from] map::Error),
    /// The segment that is asked about is not there.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Segment(#[from] packet::NoSegment),
    /// The output cannot be written.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Output(#[from] output::Error),
    /// An earlier audit cannot be compared.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Past(#[from] compare::Error),
    /// A threshold names no figure, or no number.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Threshold(#[from] compare::ThresholdError),
    /// A brief of a deal that is not there.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Deal(#[from] audit::brief::NotFound),
}

impl Error {
    /// 2: usage or configuration; 3: input; 4: output.
    pub fn exit_code(&self) -> u8 {
        match self {
            Error::Settings(settings::Error::Invalid { .. }) | Error::Deal(_) | Error::Segment(_) => 2,
            Error::Settings(_) | Error::Map(_) => 3,
            Error::Output(_) => 4,
            Error::Past(_) => 3,
            Error::Threshold(_) => 2,
        }
    }
}

/// What a run leaves behind.
#[derive(Debug)]
pub struct Finished {
    /// The whole result.
    pub audit: Audit,
    /// The published folder.
    pub folder: PathBuf,
    /// Size of the page in bytes.
    pub page_bytes: u64,
    /// What the audit was drawn from: a hundred thousand packets take a while to give back, and a program that ends then
    /// need not.
    _ground: (map::Book, packet::Assembly, assess::Assessed),
}

/// What is asked of a run beside its settings.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// Name deals and reps in the monthly view too.
    pub names: bool,
    /// Each chart as a file of its own.
    pub charts: bool,
    /// The packets as a Parquet file too.
    pub parquet: bool,
    /// Briefs of these deals, with the packs made of them.
    pub briefs: Option<output::Briefs>,
}

/// A step of a run, in order: for who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Files to tables.
    Reading,
    /// Tables to packets.
    Assembling,
    /// Rules and scores.
    Judging,
    /// Figures by cohort.
    Counting,
    /// Page and tables.
    Writing,
}

impl Step {
    /// All steps, in order.
    pub const ALL: [Step; 5] = [Step::Reading, Step::Assembling, Step::Judging, Step::Counting, Step::Writing];
}

/// Reads the settings, and complains about rules and figures that do not exist.
///
/// # Errors
/// Those of [`settings::load`].
pub fn load_settings(source: &Path, overrides: &settings::Overrides) -> Result<Settings, settings::Error> {
    settings::load_knowing(source, overrides, &known_names())
}

/// The names of all rules and figures, and the words on which figures rest.
pub fn known_names() -> settings::Names {
    let packet_rules = rules::ALL.iter().map(|rule| (rule.code, rule.slug));
    let words = |field: &packet::KnownWords| {
        (field.table, field.field, field.known.iter().chain(field.as_else).copied().collect())
    };
    settings::Names {
        rules: packet_rules.chain(rules::population::ALL.iter().map(|rule| (rule.code, rule.slug))).collect(),
        figures: metrics::metric_ids(),
        words: packet::KNOWN_WORDS.iter().map(words).collect(),
    }
}

/// Reads, judges and publishes: the paragraph at the top of this page, in code.
pub fn run(settings: &Settings, out: &Path) -> Result<Finished, Error> {
    run_watched(settings, out, Wishes::default(), &mut |_| {})
}

/// What a run is held against.
#[derive(Debug, Default)]
pub struct Checks {
    /// An earlier audit.
    pub baseline: Option<compare::Past>,
    /// Figures that must not fall below a value.
    pub thresholds: Vec<compare::Threshold>,
}

/// The same with wishes, calling `watch` at the start of each step.
pub fn run_watched(
    settings: &Settings,
    out: &Path,
    wishes: Wishes,
    watch: &mut dyn FnMut(Step),
) -> Result<Finished, Error> {
    run_checked(settings, out, wishes, &Checks::default(), watch)
}

/// The same held against an earlier audit and thresholds. A threshold that fails is in the audit, and no error.
pub fn run_checked(
    settings: &Settings,
    out: &Path,
    wishes: Wishes,
    checks: &Checks,
    watch: &mut dyn FnMut(Step),
) -> Result<Finished, Error> {
    let draft = Publication::begin(out)?;
    watch(Step::Reading);
    let mut book = read_exports(settings)?;
    watch(Step::Assembling);
    let mut assembly = packet::assemble(&book, settings);
    watch(Step::Judging);
    let mut assessed = assess::assess(&book, &assembly, settings);
    let briefs = wishes
        .briefs
        .as_ref()
        .map(|briefs| briefs.positions(&Places { book: &book, assembly: &assembly, assessed: &assessed, settings }));
    let briefs = briefs.transpose()?;
    let observed = audit::observe(&book, &assembly, &assessed, settings);
    let mut told = Cow::Borrowed(settings);
    let sealed = (!settings.anonymise.withheld.is_nothing()).then(|| {
        let own = own_words();
        let own: Vec<&str> = own.iter().map(String::as_str).collect();
        anonymise::seal(&mut book, &mut assembly, &mut assessed, told.to_mut(), &own)
    });
    let settings: &Settings = &told;
    let observed = match &sealed {
        Some(sealed) => observed.told(sealed, settings),
        None => observed,
    };
    // Free texts are the bulk of most exports, and from here on few are quoted; but briefs tell them in full, and cohorts
    // may be cut by one.
    if briefs.is_none() && settings.cohort_columns.is_empty() {
        book.forget_texts(audit::quotable(&assembly, &assessed));
    }
    watch(Step::Counting);
    let figures = metrics::compute(&book, &assembly, &assessed, settings);
    watch(Step::Writing);
    let places = Places { book: &book, assembly: &assembly, assessed: &assessed, settings };
    let mut audit = audit::build(&book, &assembly, &assessed, figures, settings, observed);
    if let Some(sealed) = &sealed {
        audit.note_anonymised(sealed.how.clone());
    }
    audit.hold_against(checks.baseline.as_ref(), &checks.thresholds)?;
    let drawn = || {
        output::write_comparison(&draft, &audit)?;
        output::write_report(&draft, &audit, drawing(settings, &wishes), wishes.charts)
    };
    let listed = || -> Result<(), output::Error> {
        let tables = output::tables(&places);
        output::write_workbook(&draft, &audit, &tables, &settings.checklist)?;
        output::write_tables(&draft, &tables)?;
        if wishes.parquet {
            output::write_parquet(&draft, &places)?;
        }
        briefs.iter().try_for_each(|positions| output::write_briefs(&draft, &places, positions))
    };
    let (page_bytes, listed) = rayon::join(drawn, listed);
    let page_bytes = page_bytes?;
    listed?;
    if let Some(sealed) = &sealed {
        output::check_leaks(&draft, &sealed.names, &book)?;
    }
    let folder = draft.publish()?;
    Ok(Finished { audit, folder, page_bytes, _ground: (book, assembly, assessed) })
}

/// The exports as tables, which hold what the settings ask about.
fn read_exports(settings: &Settings) -> Result<map::Book, Error> {
    let book = map::load(settings)?;
    packet::check_segment(&book, settings)?;
    Ok(book)
}

/// Everything that an audit of nothing says: words that are ours, whatever the exports hold.
fn own_words() -> Vec<String> {
    let settings = Settings::defaults(Path::new("."));
    let book = map::Book { tables: vec![Some(map::Table::new(domain::TableKind::Deals))], ..map::Book::default() };
    let assembly = packet::assemble(&book, &settings);
    let assessed = assess::assess(&book, &assembly, &settings);
    let figures = metrics::compute(&book, &assembly, &assessed, &settings);
    let observed = audit::observe(&book, &assembly, &assessed, &settings);
    let audit = audit::build(&book, &assembly, &assessed, figures, &settings, observed);
    report::own_words(&audit)
}

/// Reads and judges, publishes nothing.
///
/// # Errors
/// Those of [`run`], but for the output's.
pub fn examine(settings: &Settings) -> Result<Audit, Error> {
    let book = read_exports(settings)?;
    let assembly = packet::assemble(&book, settings);
    let assessed = assess::assess(&book, &assembly, settings);
    let figures = metrics::compute(&book, &assembly, &assessed, settings);
    let observed = audit::observe(&book, &assembly, &assessed, settings);
    Ok(audit::build(&book, &assembly, &assessed, figures, settings, observed))
}

/// Every figure of a source in every cohort, without writing anything.
pub fn figures_of(settings: &Settings) -> Result<Vec<metrics::Metric>, Error> {
    let book = read_exports(settings)?;
    let assembly = packet::assemble(&book, settings);
    let assessed = assess::assess(&book, &assembly, settings);
    Ok(metrics::compute(&book, &assembly, &assessed, settings).metrics)
}

fn drawing(settings: &Settings, wishes: &Wishes) -> report::Drawing {
    report::Drawing { view: settings.audit.view, names: wishes.names }
}

/// The brief of one deal, by its id or by a name that only one deal has.
pub fn brief(settings: &Settings, deal: &str) -> Result<audit::brief::Brief, Error> {
    let book = read_exports(settings)?;
    let assembly = packet::assemble(&book, settings);
    let assessed = assess::assess(&book, &assembly, settings);
    let places = Places { book: &book, assembly: &assembly, assessed: &assessed, settings };
    let position = audit::brief::find(&places, deal)?;
    Ok(audit::brief::build(&places, &packet::Dossiers::new(&book, &assembly), position))
}

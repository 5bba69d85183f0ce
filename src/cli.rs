//! The command line: what can be typed. Does no work.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use handoff_audit::sample::Flavour;
use handoff_audit::settings::{Overrides, View, Withheld};

const EXAMPLES: &str = "Examples:
  handoff-audit demo --open
      a finished report, without any file of yours
  handoff-audit run exports/ --out report
      a folder of exports, everything inferred
  handoff-audit init exports/
      what was inferred, as an audit.toml to correct
  handoff-audit check exports/
      how the data are, column by column
  handoff-audit run audit.toml --out report --view monthly
      the page for leadership
  handoff-audit explain HA105
      what a finding means and what to do

Exit codes:
  0  done
  1  done, but a check that was asked for failed
  2  usage or configuration
  3  input that cannot be read as asked
  4  output could not be written";

const RUN_EXAMPLES: &str = "Examples:
  handoff-audit run exports/ --out report --open
  handoff-audit run audit.toml --out report --from 2026-01-01 --to 2026-07-01 --segment Enterprise
  handoff-audit run exports/ --out report --format json | jq 'select(.kind == \"result\").verdict'";

/// Audits sales-to-success handoffs from CRM and onboarding exports
///
/// Reads the CSV exports of a CRM (HubSpot, Salesforce) and of onboarding tools, rebuilds the packet that each won deal
/// handed over, scores it, and writes one self-contained HTML report. Nothing leaves the machine.
#[derive(Debug, Parser)]
#[command(version, about, long_about, propagate_version = true, arg_required_else_help = true, after_help = EXAMPLES)]
pub(crate) struct Cli {
    /// Say nothing but errors
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// Colours on the terminal; auto respects NO_COLOR
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub(crate) color: Color,
    /// Say more: what each step of the way is doing
    #[arg(long, short, global = true)]
    pub(crate) verbose: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

/// Who reads the messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Messages {
    #[default]
    Text,
    Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// A finished report from bundled sample exports
    Demo(Demo),
    /// Synthetic exports of any size
    Sample(Sample),
    /// Audit a folder of exports, or what an audit.toml names
    Run(Run),
    /// One deal on one page, for the sync between its AE and its CSM
    Brief(Brief),
    /// A table as it was read, as clean CSV
    ///
    /// Writes RFC 4180 text with the values as they stand, and says on standard error what was set aside and why.
    Read(Read),
    /// Propose an audit.toml for a folder of exports: what each file and each column is
    Init(Init),
    /// Read, map and link, and say how the data are; writes nothing
    Check(Check),
    /// Two audits against each other: what was fixed, what is new, what got worse
    Compare(Compare),
    /// What the free-text reader finds in a text, a file, or a column of a CSV file
    Scan(Scan),
    /// What a rule, a figure, a definition or a table of exports means, and what to do
    Explain(Explain),
    /// What every column of the tables and every key of audit.json and audit.toml means
    Schema(Schema),
    /// Completions for a shell, on standard output
    Completions(Completions),
    /// The manual page in roff, on standard output
    Man,
}

impl Command {
    /// Who reads the messages.
    pub(crate) fn messages(&self) -> Messages {
        match self {
            Command::Demo(demo) => demo.extras.format,
            Command::Run(run) => run.extras.format,
            Command::Check(check) => check.format,
            _ => Messages::Text,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The folder of exports
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// The file to write, or to extend; audit.toml in the folder without it. With - it is shown and nothing is written
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// A folder of exports, or an audit.toml
    #[arg(value_name = "SOURCE")]
    pub(crate) source: PathBuf,
    /// For people, or one JSON document
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Messages,
}

#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// Which shell
    #[arg(value_enum, value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// The folder to write
    #[arg(long, value_name = "DIR", default_value = "handoff-demo")]
    pub(crate) out: PathBuf,
    /// The order and depth of the page
    #[arg(long, value_enum)]
    pub(crate) view: Option<ViewName>,
    #[command(flatten)]
    pub(crate) extras: Extras,
}

/// What a run writes and does beside the report.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct Extras {
    /// Open the report in the browser when it is done
    #[arg(long)]
    pub(crate) open: bool,
    /// Write each chart as an SVG file into charts/ too
    #[arg(long)]
    pub(crate) charts: bool,
    /// Write the packets as packets.parquet too, typed
    #[arg(long)]
    pub(crate) parquet: bool,
    /// Print the page into report.pdf with a Chromium of this machine
    #[arg(long)]
    pub(crate) pdf: bool,
    /// Name deals and reps in the monthly view too
    #[arg(long)]
    pub(crate) names: bool,
    /// Messages for people, or one JSON object a line for machines
    #[arg(long, value_enum, value_name = "FORM", default_value_t = Messages::Text)]
    pub(crate) format: Messages,
}

#[derive(Debug, Args)]
pub(crate) struct Sample {
    /// How many deals; most of them are won
    #[arg(long, value_name = "N", default_value_t = 150)]
    pub(crate) deals: usize,
    /// The same seed makes the same files
    #[arg(long, value_name = "S", default_value_t = 7)]
    pub(crate) seed: u64,
    /// The folder to write; must be new or empty
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Whose exports to imitate
    #[arg(long, value_enum, default_value_t = Profile::Hubspot)]
    pub(crate) profile: Profile,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Profile {
    Hubspot,
    Salesforce,
    Generic,
}

impl From<Profile> for Flavour {
    fn from(profile: Profile) -> Flavour {
        match profile {
            Profile::Hubspot => Flavour::Hubspot,
            Profile::Salesforce => Flavour::Salesforce,
            Profile::Generic => Flavour::Generic,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// The audit.json of the earlier audit, or the folder that holds it
    #[arg(value_name = "BASE")]
    pub(crate) before: PathBuf,
    /// That of the later one
    #[arg(value_name = "NEW")]
    pub(crate) after: PathBuf,
    /// Write comparison.html, .csv and .json into this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = RUN_EXAMPLES)]
pub(crate) struct Run {
    /// A folder of exports, or an audit.toml
    #[arg(value_name = "SOURCE")]
    pub(crate) source: PathBuf,
    /// The folder to write; an earlier report there is replaced in one step
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// The order and depth of the page
    #[arg(long, value_enum)]
    pub(crate) view: Option<ViewName>,
    /// Up to when the exports observe: a date (its end), or an instant
    #[arg(long, value_name = "T")]
    pub(crate) as_of: Option<String>,
    /// Only deals won on or after this day
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<String>,
    /// Only deals won before this day
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<String>,
    /// Only deals of this segment
    #[arg(long, value_name = "NAME")]
    pub(crate) segment: Option<String>,
    /// One page a deal, with questions for each AE and tasks for each CSM: all, flagged, or ids with commas
    #[arg(long, value_name = "WHICH")]
    pub(crate) briefs: Option<handoff_audit::output::Briefs>,
    /// An earlier audit.json: the report says what changed since
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Exit with 1 when a figure lies below a value: METRIC=VALUE, or METRIC.low=VALUE for its lower bound; not for figures
    /// that are the better the lower they are, as times
    #[arg(long, value_name = "METRIC=VALUE")]
    pub(crate) fail_under: Vec<String>,
    /// Pseudonyms for accounts and people, no free text: any of accounts, people, text, promises, with commas. Fails when a
    /// name is left in anything that is written
    #[arg(long, value_name = "WHAT", help_heading = "To share it")]
    pub(crate) anonymise: Option<Withheld>,
    /// Leave out the words of commitments and risks; their types, owners and dates stay
    #[arg(long, help_heading = "To share it")]
    pub(crate) withhold_text: bool,
    #[command(flatten)]
    pub(crate) extras: Extras,
}

impl Run {
    pub(crate) fn overrides(&self) -> Overrides {
        Overrides {
            as_of: self.as_of.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
            segment: self.segment.clone(),
            view: self.view.map(View::from),
            withheld: self
                .anonymise
                .unwrap_or_default()
                .and(Withheld { promises: self.withhold_text, ..Withheld::default() }),
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ViewName {
    /// Customer-success operations, weekly during a pilot
    Pilot,
    /// Leadership, monthly: the first page is one printed page, without names of deals and reps
    Monthly,
    /// Consultants: the current state against what customer success needs
    Gap,
}

impl From<ViewName> for View {
    fn from(name: ViewName) -> View {
        match name {
            ViewName::Pilot => View::Pilot,
            ViewName::Monthly => View::Monthly,
            ViewName::Gap => View::Gap,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Read {
    /// The export
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Where to write the table; standard output without it
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Where to write what was set aside: line, byte offset, length, reason and text of each record
    #[arg(long, value_name = "FILE")]
    pub(crate) ledger: Option<PathBuf>,
    /// The character between cells, or `tab`; found from the file without it
    #[arg(long, value_name = "CHAR", value_parser = one_character)]
    pub(crate) delimiter: Option<u8>,
    /// The character around cells; found from the file without it
    #[arg(long, value_name = "CHAR", value_parser = one_character)]
    pub(crate) quote: Option<u8>,
    /// How the text is encoded, as utf-8, windows-1252 or shift_jis; found from the file without it
    #[arg(long, value_name = "LABEL")]
    pub(crate) encoding: Option<String>,
    /// The line of the headings, from 1; found from the file without it
    #[arg(long, value_name = "LINE", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) header_line: Option<u32>,
}

/// One ASCII character, as it stands or as `tab`.
fn one_character(text: &str) -> Result<u8, String> {
    match (text, text.as_bytes()) {
        ("tab" | "\\t", _) => Ok(b'\t'),
        (_, &[byte]) if byte.is_ascii() && !b"\r\n\0".contains(&byte) => Ok(byte),
        _ => Err("it must be one ASCII character, or tab".to_owned()),
    }
}

#[derive(Debug, Args)]
pub(crate) struct Scan {
    /// A text, a file of text, or a CSV file (with --text); standard input without it or with `-`
    #[arg(value_name = "TEXT | FILE")]
    pub(crate) input: Option<String>,
    /// The CSV column that names each text
    #[arg(long, value_name = "COL", default_value = "id")]
    pub(crate) id: String,
    /// The CSV column that holds the texts
    #[arg(long, value_name = "COL")]
    pub(crate) text: Option<String>,
    /// Who wrote the texts; guessed without it
    #[arg(long, value_enum, value_name = "WHO")]
    pub(crate) side: Option<SideName>,
    /// How the answer is written; csv for a CSV file, else text
    #[arg(long, value_enum)]
    pub(crate) format: Option<ScanFormat>,
}

/// The side that wrote a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SideName {
    Seller,
    Customer,
}

/// How `scan` writes its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScanFormat {
    Text,
    Csv,
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// A rule's code (HA105) or name (required-field-unanswered), a figure (first_touch_median), a key of [definitions]
    /// (won_stages), an item of the checklist (champion), a table (deals) for its headings, or a field (why_now); all
    /// without one
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// For a figure or a key: exports or an audit.toml to show its worked numbers, or its value, for
    #[arg(value_name = "SOURCE")]
    pub(crate) source: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Schema {
    /// A table (packets, findings, events, ledger, comparison), audit.json, or audit.toml; all tables without it
    #[arg(value_name = "WHAT")]
    pub(crate) what: Option<String>,
    /// For people, or as JSON (for audit.json and audit.toml the JSON Schema); text for tables, else json
    #[arg(long, value_enum, value_name = "FORM")]
    pub(crate) format: Option<Messages>,
}

#[derive(Debug, Args)]
pub(crate) struct Brief {
    /// A folder of exports, or an audit.toml
    #[arg(value_name = "SOURCE")]
    pub(crate) source: PathBuf,
    /// The deal's id, or a name that only one deal has
    #[arg(value_name = "DEAL_ID")]
    pub(crate) deal: String,
    /// A page to print, Markdown to paste, or JSON with everything in it
    #[arg(long, value_enum, value_name = "FORM", default_value_t = BriefFormat::Html)]
    pub(crate) format: BriefFormat,
    /// Up to when the exports observe: a date (its end), or an instant
    #[arg(long, value_name = "T")]
    pub(crate) as_of: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum BriefFormat {
    Html,
    Md,
    Json,
}

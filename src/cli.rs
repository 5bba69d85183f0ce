//! The command line: what can be typed. Does no work.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use handoff_audit::sample::Flavour;
use handoff_audit::settings::{Overrides, View};

/// Audits sales-to-success handoffs from CRM and onboarding exports
///
/// Reads the CSV exports of a CRM (HubSpot, Salesforce) and of onboarding tools, rebuilds the packet that each won deal
/// handed over, scores it, and writes one self-contained HTML report. Nothing leaves the machine.
#[derive(Debug, Parser)]
#[command(version, about, long_about, propagate_version = true, arg_required_else_help = true)]
pub(crate) struct Cli {
    /// Say nothing but errors
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// A finished report from bundled sample exports
    Demo(Demo),
    /// Synthetic exports of any size
    Sample(Sample),
    /// Audit a folder of exports, or what an audit.toml names
    Run(Run),
    /// What a rule means, why it matters, and what to do
    Explain(Explain),
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// The folder to write
    #[arg(long, value_name = "DIR", default_value = "handoff-demo")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Sample {
    /// How many won deals
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
}

impl Run {
    pub(crate) fn overrides(&self) -> Overrides {
        Overrides {
            as_of: self.as_of.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
            segment: self.segment.clone(),
            view: self.view.map(View::from),
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ViewName {
    Pilot,
}

impl From<ViewName> for View {
    fn from(name: ViewName) -> View {
        match name {
            ViewName::Pilot => View::Pilot,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// A code (HA105) or a name (required-field-unanswered); all rules without one
    #[arg(value_name = "RULE")]
    pub(crate) name: Option<String>,
}

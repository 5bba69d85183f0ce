//! Each command as a few calls of the library, and what it says on the terminal.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use handoff_audit::audit::{Audit, MetricStatus};
use handoff_audit::settings::{self, Overrides, Settings};
use handoff_audit::{Finished, rules, sample as samples};

use crate::cli;

/// An error with its exit code.
pub(crate) struct Failure {
    pub(crate) report: miette::Report,
    pub(crate) code: u8,
}

impl<E: Into<handoff_audit::Error>> From<E> for Failure {
    fn from(error: E) -> Failure {
        let error = error.into();
        Failure { code: error.exit_code(), report: miette::Report::new(error) }
    }
}

/// The terminal. A reader that has gone away (a closed pipe) is no error of ours.
pub(crate) struct Console {
    is_quiet: bool,
}

impl Console {
    pub(crate) fn new(is_quiet: bool) -> Console {
        Console { is_quiet }
    }

    fn say(&mut self, line: &str) {
        if !self.is_quiet {
            let _ = writeln!(io::stdout(), "{}", printable(line));
        }
    }

    pub(crate) fn complain(&mut self, report: &miette::Report) {
        let _ = writeln!(io::stderr(), "{}", printable(&format!("{report:?}")));
    }
}

/// Text from the data must not steer the terminal: controls but line feeds and our own colours become visible marks.
fn printable(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\n' | '\u{1b}' | '\t' => character,
            control if control.is_control() => '\u{fffd}',
            other => other,
        })
        .collect()
}

pub(crate) fn run(arguments: &cli::Run, console: &mut Console) -> Result<(), Failure> {
    let settings = settings::load(&arguments.source, &arguments.overrides())?;
    finish(&settings, &arguments.out, console)
}

pub(crate) fn demo(arguments: &cli::Demo, console: &mut Console) -> Result<(), Failure> {
    let exports = Unpacked::new().map_err(|source| unwritable(&std::env::temp_dir(), source))?;
    let settings = settings::load(&exports.folder, &Overrides::default())?;
    finish(&settings, &arguments.out, console)
}

fn finish(settings: &Settings, out: &Path, console: &mut Console) -> Result<(), Failure> {
    let finished = handoff_audit::run(settings, out)?;
    for line in closing(&finished) {
        console.say(&line);
    }
    Ok(())
}

/// The headline figures and where the report lies.
fn closing(finished: &Finished) -> Vec<String> {
    let audit = &finished.audit;
    let population = &audit.population;
    let mut lines = vec![
        format!(
            "{} deals, {} won, {} in scope, {} due for review; as of {} ({})",
            population.rows, population.won, population.in_scope, population.due, audit.as_of, audit.as_of_how
        ),
        verdict(audit),
        share(audit, "first_touch_within_sla", "first touch within the service level"),
        share(audit, "retention_90d", "customers still there after the retention period"),
        format!("{} deals need work; {} are shown", audit.deals_needing_work, audit.worklist.len()),
    ];
    lines.push(format!("report: {}", finished.folder.join("index.html").display()));
    lines
}

fn verdict(audit: &Audit) -> String {
    let verdict = &audit.verdict;
    match (verdict.numerator, verdict.denominator, verdict.low, verdict.high) {
        (Some(accepted), Some(due), Some(low), Some(high)) => format!(
            "first-pass acceptance: {accepted} of {due}, 95 % interval {:.0} to {:.0} %, threshold {:.0} %: {}",
            100.0 * low,
            100.0 * high,
            100.0 * verdict.threshold,
            verdict.state.replace('_', " ")
        ),
        _ => format!("first-pass acceptance: not computable ({})", verdict.reason.as_deref().unwrap_or("no case")),
    }
}

fn share(audit: &Audit, id: &str, name: &str) -> String {
    match audit.whole(id) {
        Some(metric) if metric.status != MetricStatus::NotComputable => {
            format!("{name}: {} of {}", metric.numerator.unwrap_or_default(), metric.denominator.unwrap_or_default())
        }
        Some(metric) => format!("{name}: not computable ({})", metric.reason.as_deref().unwrap_or("no case")),
        None => format!("{name}: not computable"),
    }
}

/// The bundled exports in a folder of their own that goes away again.
struct Unpacked {
    home: std::path::PathBuf,
    folder: std::path::PathBuf,
}

impl Unpacked {
    fn new() -> io::Result<Unpacked> {
        let home = std::env::temp_dir().join(format!("handoff-audit-demo-{}", std::process::id()));
        let folder = home.join("Demo pilot");
        fs::create_dir_all(&folder)?;
        for (name, bytes) in samples::bundled() {
            fs::write(folder.join(name), bytes)?;
        }
        Ok(Unpacked { home, folder })
    }
}

impl Drop for Unpacked {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.home);
    }
}

fn unwritable(path: &Path, source: io::Error) -> Failure {
    handoff_audit::output::Error::Unwritable { path: path.to_owned(), source }.into()
}

pub(crate) fn sample(arguments: &cli::Sample, console: &mut Console) -> Result<(), Failure> {
    let options = samples::Options { deals: arguments.deals, seed: arguments.seed, flavour: arguments.profile.into() };
    let written = write_sample(&options, &arguments.out).map_err(|source| unwritable(&arguments.out, source))?;
    console.say(&format!("{written} files in {}", arguments.out.display()));
    Ok(())
}

/// Never over something that is already there.
fn write_sample(options: &samples::Options, out: &Path) -> io::Result<usize> {
    fs::create_dir_all(out)?;
    if fs::read_dir(out)?.next().is_some() {
        return Err(io::Error::other("the folder is not empty"));
    }
    let mut open: Option<(String, io::BufWriter<fs::File>)> = None;
    let mut n_files = 0;
    samples::generate(options, &mut |name, bytes| {
        if open.as_ref().is_none_or(|(current, _)| current != name) {
            if let Some((_, mut finished)) = open.take() {
                finished.flush()?;
            }
            open = Some((
                name.to_owned(),
                io::BufWriter::new(fs::File::options().append(true).create(true).open(out.join(name))?),
            ));
            n_files += 1;
        }
        open.as_mut().map_or(Ok(()), |(_, file)| file.write_all(bytes))
    })?;
    if let Some((_, mut finished)) = open {
        finished.flush()?;
    }
    Ok(n_files)
}

pub(crate) fn explain(arguments: &cli::Explain, console: &mut Console) -> Result<(), Failure> {
    match arguments.name.as_deref() {
        None => {
            for rule in rules::ALL {
                console.say(&format!(
                    "{}  {:<32} {:<7} {}",
                    rule.code,
                    rule.slug,
                    rule.severity.name(),
                    rule.failing_title
                ));
            }
            Ok(())
        }
        Some(name) => match rules::find(name) {
            Some(rule) => {
                console.say(&format!(
                    "{} {}\n\nmet:     {}\nmissed:  {}\nwhy:     {}\nto do:   {}\nowner:   {}\nseverity: {}\nneeds:   {}\nsource:  {}",
                    rule.code, rule.slug, rule.title, rule.failing_title, rule.rationale, rule.remedy, rule.owner.name(),
                    rule.severity.name(), rule.needs.join(", "), rule.source
                ));
                Ok(())
            }
            None => Err(Failure {
                report: miette::miette!(
                    help = "`handoff-audit explain` lists all rules",
                    "no rule is called \"{name}\""
                ),
                code: 2,
            }),
        },
    }
}

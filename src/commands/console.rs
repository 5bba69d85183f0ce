//! The terminal.

use std::io::{self, IsTerminal, Write};

use miette::{GraphicalReportHandler, GraphicalTheme};
use serde_json::json;

use super::Failure;
use crate::cli::{Cli, Color, Messages};

/// The terminal. A reader that has gone away (a closed pipe) is no error of ours.
pub(crate) struct Console {
    is_quiet: bool,
    is_verbose: bool,
    is_json: bool,
    colors: bool,
    shows_progress: bool,
    /// A document held the error that the command ends with.
    has_told_error: bool,
}

impl Console {
    pub(crate) fn new(cli: &Cli) -> Console {
        let is_terminal = io::stderr().is_terminal();
        let is_quiet = cli.quiet;
        let is_json = cli.command.messages() == Messages::Json;
        let colors = match cli.color {
            Color::Always => true,
            Color::Never => false,
            // https://no-color.org: set and not empty means no colours.
            Color::Auto => is_terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        };
        Console {
            is_quiet,
            is_verbose: cli.verbose && !is_quiet,
            is_json,
            colors: colors && !is_json,
            shows_progress: is_terminal && !is_quiet && !is_json,
            has_told_error: false,
        }
    }

    /// A line on standard output, unless quiet.
    pub(crate) fn say(&mut self, line: &str) {
        if self.is_quiet {
            return;
        }
        if self.is_json {
            self.record(&json!({ "kind": "message", "text": line }));
        } else {
            let _ = writeln!(io::stdout(), "{}", printable(line));
        }
    }

    /// What the command was asked to print: said even when quiet, as it is in JSON too.
    pub(crate) fn print(&mut self, bytes: &[u8]) {
        let _ = io::stdout().write_all(bytes);
    }

    /// A machine-readable message, one JSON object a line; nothing where people read.
    pub(crate) fn record(&mut self, record: &serde_json::Value) {
        if self.is_json {
            let _ = writeln!(io::stdout(), "{record}");
        }
    }

    /// The one document of a command that prints one, with the error that it ends with inside: `null` where there is none.
    pub(crate) fn record_with(&mut self, mut document: serde_json::Value, failure: Option<&Failure>) {
        document["error"] = failure.map_or(serde_json::Value::Null, |failure| error(&failure.report, failure.code));
        self.record(&document);
        self.has_told_error |= failure.is_some();
    }

    /// A line on standard error for who wants to know more.
    pub(crate) fn detail(&self, line: &str) {
        if self.is_verbose && !self.is_json {
            let _ = writeln!(io::stderr(), "{}", printable(line));
        }
    }

    /// A bar on standard error where a person looks on; else one that draws nothing.
    pub(crate) fn progress(&self, steps: u64) -> indicatif::ProgressBar {
        if !self.shows_progress {
            return indicatif::ProgressBar::hidden();
        }
        let style = indicatif::ProgressStyle::with_template("{bar:24} {msg} {elapsed}")
            .unwrap_or_else(|_| indicatif::ProgressStyle::default_bar());
        indicatif::ProgressBar::new(steps).with_style(style.progress_chars("━╸─"))
    }

    /// A line on standard error, unless quiet: what there is to know about output that goes to standard output.
    pub(crate) fn note(&mut self, line: &str) {
        if !self.is_quiet {
            let _ = writeln!(io::stderr(), "{}", printable(line));
        }
    }

    pub(crate) fn complain(&mut self, report: &miette::Report, code: u8) {
        if self.is_json {
            if !self.has_told_error {
                self.record(&error(report, code));
            }
            return;
        }
        let plain = rendered(report, GraphicalTheme::unicode_nocolor());
        // Without colours of ours every escape in it is the data's: then none is printed.
        let is_clean = !plain.contains('\u{1b}');
        if self.colors && is_clean {
            let _ = write!(io::stderr(), "{}", steered_by_us(&rendered(report, GraphicalTheme::unicode())));
        } else {
            let _ = write!(io::stderr(), "{}", printable(&plain));
        }
    }
}

/// An error for machines.
fn error(report: &miette::Report, code: u8) -> serde_json::Value {
    let causes: Vec<String> = report.chain().skip(1).map(ToString::to_string).collect();
    let help = report.help().map(|help| help.to_string());
    json!({ "kind": "error", "exit_code": code, "message": report.to_string(), "causes": causes, "help": help })
}

fn rendered(report: &miette::Report, theme: GraphicalTheme) -> String {
    let mut text = String::new();
    let handler = GraphicalReportHandler::new_themed(theme).with_links(false);
    // A message that holds its cause already is not followed by it.
    let said = report.to_string();
    let is_told = report.chain().skip(1).all(|cause| said.contains(&cause.to_string()));
    let handler = if is_told { handler.without_cause_chain() } else { handler };
    let is_drawn = handler.render_report(&mut text, report.as_ref());
    // A report that cannot be drawn is said in one line.
    if is_drawn.is_ok() { text } else { format!("error: {report}\n") }
}

/// Text from the data must not steer the terminal: controls but line feeds and tabs become visible marks, and so do the
/// signs that turn the direction of a line.
pub(crate) fn printable(text: &str) -> String {
    text.chars().map(|sign| if is_steering(sign) { '\u{fffd}' } else { sign }).collect()
}

/// The same where the escapes are known to be our own colours.
fn steered_by_us(text: &str) -> String {
    text.chars().map(|sign| if sign != '\u{1b}' && is_steering(sign) { '\u{fffd}' } else { sign }).collect()
}

fn is_steering(sign: char) -> bool {
    match sign {
        '\n' | '\t' => false,
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        other => other.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_said_once() {
        let error = handoff_audit::read::Error::Unreadable {
            path: "deals.csv".into(),
            source: std::io::Error::other("the disk is gone"),
        };
        let said = rendered(&miette::Report::new(error), GraphicalTheme::unicode_nocolor());
        assert_eq!(said.matches("the disk is gone").count(), 1, "{said}");
        assert!(!said.contains("read::"), "{said}");
    }

    #[test]
    fn data_never_steers_the_terminal() {
        assert_eq!(
            printable("\u{1b}]0;owned\u{7}a\tb\nc\u{9b}31m\u{202e}d"),
            "\u{fffd}]0;owned\u{fffd}a\tb\nc\u{fffd}31m\u{fffd}d"
        );
        let hostile = miette::miette!(help = "try \u{1b}[2J", "no deal \u{1b}[31mred");
        assert!(!printable(&rendered(&hostile, GraphicalTheme::unicode_nocolor())).contains('\u{1b}'));
    }

    #[test]
    fn without_colours_a_report_of_ours_holds_no_escape() {
        let plain = miette::miette!(help = "do this", "it failed");
        assert!(!rendered(&plain, GraphicalTheme::unicode_nocolor()).contains('\u{1b}'));
    }
}

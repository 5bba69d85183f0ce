//! `completions`: a script that completes the command line in a shell.

use clap::CommandFactory;

use super::{Console, Failure};
use crate::cli;

pub(crate) fn run(arguments: &cli::Completions, console: &mut Console) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut cli::Cli::command(), "handoff-audit", &mut script);
    console.print(&script);
    Ok(())
}

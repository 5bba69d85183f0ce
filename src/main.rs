//! The program: parse, run, render the error, choose the exit code.

mod cli;
mod commands;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    let mut console = commands::Console::new(&cli);
    let outcome = match &cli.command {
        cli::Command::Demo(demo) => commands::demo::run(demo, &mut console),
        cli::Command::Sample(sample) => commands::sample::run(sample, &mut console),
        cli::Command::Run(run) => commands::run::run(run, &mut console),
        cli::Command::Brief(brief) => commands::brief::run(brief, &mut console),
        cli::Command::Read(read) => commands::read::run(read, &mut console),
        cli::Command::Init(init) => commands::init::run(init, &mut console),
        cli::Command::Check(check) => commands::check::run(check, &mut console),
        cli::Command::Compare(compare) => commands::compare::run(compare, &mut console),
        cli::Command::Scan(scan) => commands::scan::run(scan, &mut console),
        cli::Command::Explain(explain) => commands::explain::run(explain, &mut console),
        cli::Command::Schema(schema) => commands::schema::run(schema, &mut console),
        cli::Command::Completions(completions) => commands::completions::run(completions, &mut console),
        cli::Command::Man => commands::man::run(&mut console),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            console.complain(&failure.report, failure.code);
            ExitCode::from(failure.code)
        }
    }
}

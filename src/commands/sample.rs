//! `sample`: synthetic exports from a seed.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use handoff_audit::sample as samples;

use super::{Console, Failure, unwritable};
use crate::cli;

pub(crate) fn run(arguments: &cli::Sample, console: &mut Console) -> Result<(), Failure> {
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
    samples::generate(options, &mut |name, bytes| {
        if open.as_ref().is_none_or(|(current, _)| current != name) {
            if let Some((_, mut finished)) = open.take() {
                finished.flush()?;
            }
            open = Some((
                name.to_owned(),
                io::BufWriter::new(fs::File::options().append(true).create(true).open(out.join(name))?),
            ));
        }
        open.as_mut().map_or(Ok(()), |(_, file)| file.write_all(bytes))
    })?;
    if let Some((_, mut finished)) = open {
        finished.flush()?;
    }
    Ok(fs::read_dir(out)?.count())
}

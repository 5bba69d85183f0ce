//! `man`: the manual page, with a section for each command.

use clap::CommandFactory;
use clap_mangen::Man;

use super::{Console, Failure, unwritable};
use crate::cli;

pub(crate) fn run(console: &mut Console) -> Result<(), Failure> {
    let mut page = Vec::new();
    let mut command = cli::Cli::command();
    command.build();
    let mut render = || -> std::io::Result<()> {
        Man::new(command.clone()).render(&mut page)?;
        for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
            let man = Man::new(sub.clone());
            man.render_synopsis_section(&mut page)?;
            man.render_description_section(&mut page)?;
            man.render_options_section(&mut page)?;
        }
        Ok(())
    };
    render().map_err(|source| unwritable(std::path::Path::new("the manual page"), source))?;
    console.print(&page);
    Ok(())
}

//! `brief`: one deal on one page, for the sync between its AE and its CSM.

use handoff_audit::Error;
use handoff_audit::report::{BriefPrinter, brief_json, brief_md};
use handoff_audit::settings::Overrides;

use super::{Console, Failure};
use crate::cli;

pub(crate) fn run(arguments: &cli::Brief, console: &mut Console) -> Result<(), Failure> {
    let overrides = Overrides { as_of: arguments.as_of.clone(), ..Overrides::default() };
    let settings = handoff_audit::load_settings(&arguments.source, &overrides)?;
    let brief = handoff_audit::brief(&settings, &arguments.deal)?;
    let page = match arguments.format {
        cli::BriefFormat::Html => BriefPrinter::new().and_then(|printer| printer.html(&brief)),
        cli::BriefFormat::Md => Ok(brief_md(&brief)),
        cli::BriefFormat::Json => brief_json(&brief),
    };
    let page = page.map_err(|error| Error::from(handoff_audit::output::Error::Page(error.to_string())))?;
    console.print(page.as_bytes());
    Ok(())
}

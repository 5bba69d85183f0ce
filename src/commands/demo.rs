//! `demo`: a report of the bundled exports, from the binary alone.

use std::{fs, io};

use handoff_audit::sample as samples;
use handoff_audit::settings::Overrides;

use super::run::finish;
use super::{Console, Failure, unwritable};
use crate::cli;

pub(crate) fn run(arguments: &cli::Demo, console: &mut Console) -> Result<(), Failure> {
    let exports = Unpacked::new().map_err(|source| unwritable(&std::env::temp_dir(), source))?;
    let overrides = Overrides { view: arguments.view.map(Into::into), ..Overrides::default() };
    let settings = handoff_audit::load_settings(&exports.folder, &overrides)?;
    finish(&settings, &arguments.out, arguments.extras, None, &handoff_audit::Checks::default(), console)
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

//! The finished page handed on: printed into a PDF by a Chromium of this machine, or opened on the desktop.
//!
//! Neither is part of the report: where it cannot be done that is said, with what to do instead, and the run stands.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use super::Console;

/// Where a Chromium may be, after what `CHROMIUM` names.
const CHROMIUMS: [&str; 7] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
/// A page that takes longer to print than this will not be printed.
const PATIENCE: Duration = Duration::from_secs(180);

/// Prints the page into `report.pdf` beside it.
pub(super) fn print(folder: &Path, console: &mut Console) {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let browsers = named.into_iter().chain(CHROMIUMS.map(PathBuf::from));
    let printed = browsers.into_iter().find(|browser| is_printed_by(browser, folder, console));
    match printed {
        Some(browser) => {
            console.detail(&format!("printed by {}", browser.display()));
            console.say(&format!("printed: {}", folder.join("report.pdf").display()));
        }
        None => console.say("no Chromium here could print the page: open it in a browser and print it there"),
    }
}

fn is_printed_by(browser: &Path, folder: &Path, console: &Console) -> bool {
    let profile = std::env::temp_dir().join(format!("handoff-audit-print-{}", std::process::id()));
    let target = folder.join("report.pdf");
    let call = |is_boxed: bool| {
        let mut command = Command::new(browser);
        command.args(["--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer"]);
        command.arg(format!("--user-data-dir={}", profile.display()));
        command.arg(format!("--print-to-pdf={}", target.display()));
        if !is_boxed {
            command.arg("--no-sandbox");
        }
        command.arg(folder.join("index.html")).stdout(Stdio::null()).stderr(Stdio::null());
        let ended = command.spawn().ok().and_then(|child| end_of(child, PATIENCE));
        ended.is_some_and(|status| status.success()) && target.is_file()
    };
    let mut is_printed = call(true);
    // Chromium has no sandbox for root, and refuses. In a container there is nobody but root, and the page is ours: it
    // loads nothing and runs no script but its own.
    if !is_printed && rustix::process::geteuid().is_root() {
        console.detail("printing again without a sandbox, which root cannot have");
        is_printed = call(false);
    }
    // A browser's own folder of this one print; nothing depends on it.
    let _ = std::fs::remove_dir_all(profile);
    is_printed
}

/// How the program ended; one that does not end in time is stopped.
fn end_of(mut child: Child, patience: Duration) -> Option<ExitStatus> {
    let start = Instant::now();
    while start.elapsed() < patience {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) => std::thread::sleep(Duration::from_millis(50)),
            Err(_) => break,
        }
    }
    // Whether it could be stopped or was gone already: nothing was printed.
    let _ = child.kill().and_then(|()| child.wait());
    None
}

/// Hands the page to the desktop.
pub(super) fn open(page: &Path, console: &mut Console) {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let started = Command::new(opener).arg(page).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !started.is_ok_and(|status| status.success()) {
        console.say("nothing here opens pages: open the file above in a browser");
    }
}

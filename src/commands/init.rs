//! `init`: a folder of exports in, a proposed `audit.toml` out. An earlier file is extended, never replaced.

use std::fs;
use std::io::Write as _;
use std::path::{Component, Path, PathBuf};

use handoff_audit::domain::counted;
use handoff_audit::map::{self, Surveyed};
use handoff_audit::settings::{self, Overrides, Settings, questionnaire};

use super::{Console, Failure, unwritable};
use crate::cli;

pub(crate) fn run(arguments: &cli::Init, console: &mut Console) -> Result<(), Failure> {
    let is_shown = arguments.output.as_deref() == Some(Path::new("-"));
    let own = || arguments.folder.join("audit.toml");
    let target = arguments.output.clone().filter(|_| !is_shown).unwrap_or_else(own);
    // A pipe cannot be extended, and a device must never be replaced.
    if fs::metadata(&target).is_ok_and(|known| !known.is_file()) {
        return Err(unwritable(&target, std::io::Error::other("no regular file; -o - shows what would be written")));
    }
    let prefix = way(target.parent().unwrap_or(Path::new("")), &arguments.folder);
    let inferred = Settings::defaults(&arguments.folder);
    let files = map::survey(&inferred, &handoff_audit::known_names())?;
    let proposal = match fs::read_to_string(&target) {
        Ok(earlier) => extend(&target, &earlier, &files, &prefix)?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let text = map::new_file(&inferred, &files, &prefix);
            Proposal { text, n_files: files.len(), n_columns: 0, n_words: 0, files }
        }
        Err(error) => return Err(unwritable(&target, error)),
    };
    if is_shown {
        return show(&proposal.text);
    }
    summary(&proposal.files, console);
    let added = proposal.added();
    if added.is_empty() {
        console.say(&format!("{}: names every export and column already; nothing is changed", target.display()));
        return Ok(());
    }
    // What does not hold is not written.
    let base = target.parent().unwrap_or(Path::new("."));
    settings::parse(&proposal.text, &target, base, &Overrides::default())?;
    write(&target, &proposal.text).map_err(|error| unwritable(&target, error))?;
    ask(base, console)?;
    console.say(&format!("{}: {added} added; everything in it is assumed until you confirm it", target.display()));
    Ok(())
}

/// A reader that has gone away, as `head` does, is no error of ours.
fn show(text: &str) -> Result<(), Failure> {
    let _ = std::io::stdout().write_all(text.as_bytes());
    Ok(())
}

/// A text to be written.
struct Proposal {
    text: String,
    /// How many files have a new entry.
    n_files: usize,
    /// How many columns have a new line in an entry that was there.
    n_columns: usize,
    /// How many words that are not known have one.
    n_words: usize,
    /// Every file, as it is read.
    files: Vec<Surveyed>,
}

impl Proposal {
    /// What is new, in words; empty where nothing is.
    fn added(&self) -> String {
        let counts = [
            (self.n_files, "file", "files"),
            (self.n_columns, "column", "columns"),
            (self.n_words, "unknown word", "unknown words"),
        ];
        let counts = counts.into_iter().filter(|(n, ..)| *n > 0);
        let counts: Vec<String> = counts.map(|(n, one, many)| counted(n as u64, one, many)).collect();
        let listed = match counts.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, others)) => format!("{} and {last}", others.join(", ")),
            None => return String::new(),
        };
        let is_of_named = self.n_columns + self.n_words > 0;
        if is_of_named { listed + " of files that it names" } else { listed }
    }
}

/// The earlier file with the columns that its entries do not mention, and with the exports that it does not name; those
/// that it left out in a comment are proposed only once.
fn extend(target: &Path, earlier: &str, files: &[Surveyed], prefix: &str) -> Result<Proposal, Failure> {
    let settings = handoff_audit::load_settings(target, &Overrides::default())?;
    let named =
        if settings.sources.is_empty() { Vec::new() } else { map::survey(&settings, &handoff_audit::known_names())? };
    let map::Extended { mut text, n_columns, n_words } = map::extended(earlier, &named);
    let is_new = |file: &&Surveyed| {
        let path = format!("{prefix}{}", file.path);
        named.iter().all(|known| known.path != path) && !earlier.contains(&format!("# Not placed: \"{path}\""))
    };
    let new: Vec<Surveyed> = files.iter().filter(is_new).cloned().collect();
    if !new.is_empty() {
        text = format!("{}\n{}", text.trim_end(), map::sources(&new, prefix));
    }
    let n_files = new.len();
    Ok(Proposal { text, n_files, n_columns, n_words, files: named.into_iter().chain(new).collect() })
}

/// Leaves the questions that no export answers beside the settings, unless they are there already.
fn ask(base: &Path, console: &mut Console) -> Result<(), Failure> {
    let target = base.join(questionnaire::FILE_NAME);
    if target.exists() {
        return Ok(());
    }
    write(&target, &questionnaire::template()).map_err(|error| unwritable(&target, error))?;
    console.say(&format!(
        "{}: {} questions that no export answers; a blank one stays open",
        target.display(),
        questionnaire::QUESTIONS.len()
    ));
    Ok(())
}

/// Written beside it first and then moved into its place, so that no half file is left behind. A link leads to its place.
fn write(target: &Path, text: &str) -> std::io::Result<()> {
    let target = &fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
    let mut draft = target.as_os_str().to_owned();
    draft.push(".new");
    let draft = PathBuf::from(draft);
    fs::write(&draft, text)?;
    fs::rename(&draft, target)
}

/// The way from a folder to another, `""` or ending in `/`; the other's full path where there is no relative one.
fn way(from: &Path, to: &Path) -> String {
    let full = |path: &Path| fs::canonicalize(if path == Path::new("") { Path::new(".") } else { path });
    let (Ok(from), Ok(to)) = (full(from), full(to)) else { return format!("{}/", to.display()) };
    let is_shared = |(left, right): &(Component<'_>, Component<'_>)| left == right;
    let n_shared = from.components().zip(to.components()).take_while(is_shared).count();
    let up = from.components().skip(n_shared).map(|_| "..".to_owned());
    let down = to.components().skip(n_shared).map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).map(|part| part + "/").collect()
}

fn summary(files: &[Surveyed], console: &mut Console) {
    for file in files {
        let used = file.columns.iter().filter(|column| column.column.field.is_some()).count();
        console.say(&match (file.table, file.is_stage_catalogue) {
            (Some(table), _) => format!(
                "{}: {} ({}), {used} of {} columns, {:.0} % sure",
                file.path,
                table.name(),
                file.profile.as_deref().unwrap_or_default(),
                file.columns.len(),
                100.0 * file.confidence
            ),
            (None, true) => format!("{}: {}", file.path, file.why),
            (None, false) => format!("{}: not placed: {}", file.path, file.why),
        });
    }
}

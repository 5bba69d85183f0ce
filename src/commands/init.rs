//! `init`: a folder of exports in, a proposed `audit.toml` out. An earlier file is extended, never replaced.

use std::fs;
use std::path::{Component, Path, PathBuf};

use handoff_audit::map::{self, Surveyed};
use handoff_audit::settings::{self, Overrides, Settings, questionnaire};

use super::{Console, Failure, unwritable};
use crate::cli;

pub(crate) fn run(arguments: &cli::Init, console: &mut Console) -> Result<(), Failure> {
    let target = arguments.output.clone().unwrap_or_else(|| arguments.folder.join("audit.toml"));
    let prefix = way(target.parent().unwrap_or(Path::new("")), &arguments.folder);
    let inferred = Settings::defaults(&arguments.folder);
    let files = map::survey(&inferred)?;
    let (text, n_new) = match fs::read_to_string(&target) {
        Ok(earlier) => {
            let new = not_named(&target, &files, &prefix)?;
            if new.is_empty() {
                console.say(&format!("{}: names every export already; nothing is changed", target.display()));
                return Ok(());
            }
            let count = new.len();
            (format!("{}\n{}", earlier.trim_end(), map::sources(&new, &prefix)), count)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            (map::new_file(&inferred, &files, &prefix), files.len())
        }
        Err(error) => return Err(unwritable(&target, error)),
    };
    // What does not hold is not written.
    let base = target.parent().unwrap_or(Path::new("."));
    settings::parse(&text, &target, base, &Overrides::default())?;
    write(&target, &text).map_err(|error| unwritable(&target, error))?;
    ask(base, console)?;
    summary(&files, console);
    console
        .say(&format!("{}: {n_new} file(s) added; everything in it is assumed until you confirm it", target.display()));
    Ok(())
}

/// The exports that the earlier file does not name; those that it left out in a comment are proposed again only once.
fn not_named(target: &Path, files: &[Surveyed], prefix: &str) -> Result<Vec<Surveyed>, Failure> {
    let earlier = handoff_audit::load_settings(target, &Overrides::default())?;
    let text = fs::read_to_string(target).map_err(|error| unwritable(target, error))?;
    let named: Vec<String> = if earlier.sources.is_empty() {
        Vec::new()
    } else {
        map::survey(&earlier)?.into_iter().map(|file| file.path).collect()
    };
    let is_new = |file: &&Surveyed| {
        let path = format!("{prefix}{}", file.path);
        !named.contains(&path) && !text.contains(&format!("# Not placed: \"{path}\""))
    };
    Ok(files.iter().filter(is_new).cloned().collect())
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

/// Written beside it first and then moved into its place, so that no half file is left behind.
fn write(target: &Path, text: &str) -> std::io::Result<()> {
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

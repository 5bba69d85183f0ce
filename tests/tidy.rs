//! The layers of `lib.rs` and the house rules that the compiler does not know.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Each module with what it may use, in the way of the data. Nothing points back up.
const MAY_USE: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("settings", &["domain"]),
    ("read", &[]),
    ("text", &[]),
    ("map", &["domain", "settings", "read", "text"]),
    ("packet", &["domain", "settings", "text", "map"]),
    ("rules", &["domain", "settings", "packet", "stats"]),
    ("score", &["settings", "packet", "rules"]),
    ("assess", &["domain", "settings", "map", "packet", "rules", "score"]),
    ("anonymise", &["domain", "settings", "map", "packet", "rules", "assess"]),
    ("stats", &[]),
    ("metrics", &["domain", "settings", "map", "packet", "score", "assess", "stats"]),
    ("compare", &["stats"]),
    ("contested", &["domain", "settings", "map", "packet", "assess", "metrics"]),
    (
        "audit",
        &[
            "anonymise",
            "compare",
            "contested",
            "domain",
            "settings",
            "map",
            "packet",
            "rules",
            "score",
            "assess",
            "metrics",
        ],
    ),
    ("report", &["domain", "audit"]),
    ("output", &["anonymise", "domain", "settings", "map", "packet", "rules", "score", "audit", "report"]),
    ("sample", &["domain"]),
];

fn sources() -> Vec<(PathBuf, String)> {
    fn collect(folder: &Path, files: &mut Vec<(PathBuf, String)>) {
        let mut entries: Vec<_> = fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                collect(&path, files);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).expect("text");
                files.push((path, text));
            }
        }
    }
    let mut files = Vec::new();
    for folder in ["src", "tests"] {
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut files);
    }
    let build = Path::new(env!("CARGO_MANIFEST_DIR")).join("build.rs");
    files.push((build.clone(), fs::read_to_string(&build).expect("text")));
    files
}

/// `packet` for `src/packet/link.rs` and `src/packet.rs`; `None` for the crate's roots and for tests.
fn module(path: &Path) -> Option<String> {
    let below = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).ok()?;
    let first = below.components().next()?.as_os_str().to_string_lossy().into_owned();
    let name = first.strip_suffix(".rs").unwrap_or(&first).to_owned();
    MAY_USE.iter().any(|(module, _)| *module == name).then_some(name)
}

/// Code without its test modules, which may reach for anything.
fn without_tests(text: &str) -> &str {
    text.find("#[cfg(test)]\nmod tests").map_or(text, |at| &text[..at])
}

#[test]
fn every_file_says_what_it_is() {
    let silent: Vec<_> =
        sources().into_iter().filter(|(_, text)| !text.starts_with("//!")).map(|(path, _)| path).collect();
    assert!(silent.is_empty(), "files that do not open with //!: {silent:?}");
}

#[test]
fn no_layer_reaches_back_up() {
    let allowed: BTreeMap<&str, &[&str]> = MAY_USE.iter().copied().collect();
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let Some(own) = module(&path) else { continue };
        if path.file_name().is_some_and(|name| name == "tests.rs" || name == "testing.rs") {
            continue;
        }
        for (number, line) in without_tests(&text).lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for (at, _) in line.match_indices("crate::") {
                let used: String = line[at + 7..]
                    .chars()
                    .take_while(|character| character.is_alphanumeric() || *character == '_')
                    .collect();
                let is_module = allowed.contains_key(used.as_str());
                if is_module && used != own && !allowed[own.as_str()].contains(&used.as_str()) {
                    faults.push(format!("{}:{}: {own} uses {used}", path.display(), number + 1));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn only_the_facts_know_polars_and_only_the_report_knows_plotters_and_minijinja() {
    let homes = [("polars", "metrics"), ("plotters", "report"), ("minijinja", "report")];
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let own = module(&path).unwrap_or_default();
        for (library, home) in homes {
            let is_used = text.lines().any(|line| {
                let line = line.trim_start();
                !line.starts_with("//") && line.contains(&format!("{library}::"))
            });
            if is_used && own != home {
                faults.push(format!("{} uses {library}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_library_reads_no_clock_environment_or_chance() {
    let banned = [
        "SystemTime::now",
        "Instant::now",
        "Timestamp::now",
        "Zoned::now",
        "env::var",
        "println!",
        "eprintln!",
        "thread_rng",
    ];
    let mut faults = Vec::new();
    for (path, text) in sources().iter().filter(|(path, _)| module(path).is_some()) {
        for word in banned.iter().filter(|word| without_tests(text).contains(**word)) {
            faults.push(format!("{} holds {word}", path.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn nothing_waits_unfinished() {
    let banned = ["todo!(", "unimplemented!(", "#[ignore", "FIXME", "HACK", "XXX"];
    let mut faults = Vec::new();
    for (path, text) in sources().iter().filter(|(path, _)| !path.ends_with("tests/tidy.rs")) {
        for word in banned.iter().filter(|word| text.contains(**word)) {
            faults.push(format!("{} holds {word}", path.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What looks like a sentence: a capital, and a space that stands between letters.
fn sentences(code: &str) -> Vec<&str> {
    let lines = without_tests(code).lines().map(str::trim_start).filter(|line| !line.starts_with("//"));
    let literals = lines.flat_map(|line| line.split('"').skip(1).step_by(2));
    let is_sentence = |text: &&str| {
        let is_worded =
            text.split(' ').filter(|word| word.chars().all(char::is_alphabetic) && !word.is_empty()).count() > 1;
        is_worded && text.contains(|sign: char| sign.is_uppercase())
    };
    literals.filter(is_sentence).collect()
}

#[test]
fn the_report_says_nothing_but_its_words() {
    assert_eq!(sentences("say(\"fig-a b\"); say(\"No export holds it\")"), ["No export holds it"]);
    let report = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report");
    let says = ["words", "fixtures", "tests.rs"].map(|name| report.join(name));
    let all = sources();
    let silent =
        all.iter().filter(|(path, _)| path.starts_with(&report) && !says.iter().any(|own| path.starts_with(own)));
    assert!(silent.clone().count() > 70, "the files are found");
    for (path, text) in silent {
        assert_eq!(sentences(text), [""; 0], "{}: sentences stand in report/words", path.display());
    }
}

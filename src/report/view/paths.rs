//! Observed path variants against the designed order, as rows of steps with counts.

use serde::Serialize;

use super::super::{format, words};
use super::parts::Mark;
use crate::audit::{Audit, PathVariant};

/// Variants shown one by one; the others are counted together.
const SHOWN: usize = 7;

/// The section.
#[derive(Serialize)]
pub(crate) struct Paths {
    sentence: String,
    variants: Vec<Variant>,
    other: Option<String>,
}

#[derive(Serialize)]
struct Variant {
    steps: Vec<&'static str>,
    count: String,
    mark: Mark,
}

/// Builds the section.
pub(crate) fn view(audit: &Audit) -> Paths {
    // Whoever is known to have been won, and nothing else of, follows no order.
    if !audit.paths.is_empty() && audit.paths.iter().all(|path| path.steps.len() < 2) {
        return Paths { sentence: words::paths::unknown(), variants: Vec::new(), other: None };
    }
    let all: u64 = audit.paths.iter().map(|path| path.deals).sum();
    let designed: u64 = audit.paths.iter().filter(|path| path.is_designed).map(|path| path.deals).sum();
    let variant = |path: &PathVariant| Variant {
        steps: path.steps.iter().map(|step| words::step(step)).collect(),
        count: format::k_of_n(path.deals, all),
        mark: if path.is_designed {
            Mark::new("met", words::paths::mark(true))
        } else {
            Mark::new("watch", words::paths::mark(false))
        },
    };
    let rest = audit.paths.iter().skip(SHOWN);
    let (kinds, deals) = (rest.clone().count() as u64, rest.map(|path| path.deals).sum::<u64>());
    Paths {
        sentence: words::paths::sentence(designed, all),
        variants: audit.paths.iter().take(SHOWN).map(variant).collect(),
        other: (kinds > 0).then(|| words::paths::other(deals, kinds)),
    }
}

//! `briefs/`, `questions/` and `tasks/`: one page a deal, one pack of questions an AE, one list of tasks a CSM.
//!
//! File names are made from ids and names: lower case, letters, digits and hyphens, never twice the same on any file
//! system. Everything in a pack is ready to paste: Markdown, and the same without markup.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use rayon::prelude::*;

use crate::audit::brief::{Brief, NotFound, build, find};
use crate::audit::build_parts::Places;
use crate::domain::Severity;
use crate::packet::Dossiers;
use crate::report::{BriefPrinter, Pack, brief_md};

use super::folder::{Error, Publication};

/// Briefs drawn at once.
const CHUNK: usize = 256;
/// The longest part of a file name that comes from the data.
const MOST_SIGNS: usize = 60;

/// Which deals get a brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Briefs {
    /// Every packet.
    All,
    /// Those with an open finding that stops or returns the handoff.
    Flagged,
    /// These, by id or unique name.
    Some(Vec<String>),
}

impl FromStr for Briefs {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Briefs, &'static str> {
        let wanted: Vec<String> =
            text.split(',').map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect();
        match text.trim() {
            "all" => Ok(Briefs::All),
            "flagged" => Ok(Briefs::Flagged),
            _ if wanted.is_empty() => Err("give all, flagged, or ids of deals with commas between them"),
            _ => Ok(Briefs::Some(wanted)),
        }
    }
}

impl Briefs {
    /// Positions of the packets, in their order.
    pub(crate) fn positions(&self, places: &Places<'_>) -> Result<Vec<usize>, NotFound> {
        let all = 0..places.assembly.packets.len();
        let is_flagged = |&position: &usize| {
            let (_, assessment) = places.packet(position);
            let severity = |rule: u8| places.assessed.rules[rule as usize].severity;
            assessment.findings.iter().any(|finding| severity(finding.rule) <= Severity::Return)
        };
        match self {
            Briefs::All => Ok(all.collect()),
            Briefs::Flagged => Ok(all.filter(is_flagged).collect()),
            Briefs::Some(wanted) => {
                let positions: Result<BTreeSet<usize>, NotFound> =
                    wanted.iter().map(|deal| find(places, deal)).collect();
                Ok(positions?.into_iter().collect())
            }
        }
    }
}

/// Writes the briefs of these packets, and the packs made of them.
pub(crate) fn write_briefs(draft: &Publication, places: &Places<'_>, positions: &[usize]) -> Result<(), Error> {
    let dossiers = Dossiers::new(places.book, places.assembly);
    let printer = BriefPrinter::new().map_err(|error| Error::Page(error.to_string()))?;
    let mut names = FileNames::default();
    let mut asked: BTreeMap<String, Pack> = BTreeMap::new();
    let mut tasked: BTreeMap<String, Pack> = BTreeMap::new();
    for chunk in positions.chunks(CHUNK) {
        let drawn: Vec<(Brief, Result<String, _>, String)> = chunk
            .par_iter()
            .map(|&position| {
                let brief = build(places, &dossiers, position);
                let (page, text) = (printer.html(&brief), brief_md(&brief));
                (brief, page, text)
            })
            .collect();
        for (brief, page, text) in drawn {
            let page = page.map_err(|error| Error::Page(error.to_string()))?;
            let name = names.unique("deal", &brief.deal.deal_id);
            draft.write(&format!("briefs/{name}.html"), |out| out.write_all(page.as_bytes()))?;
            draft.write(&format!("briefs/{name}.md"), |out| out.write_all(text.as_bytes()))?;
            let person = |named: &Option<String>| named.clone().unwrap_or_default();
            asked.entry(person(&brief.deal.ae)).or_default().add_questions(&brief);
            tasked.entry(person(&brief.deal.csm)).or_default().add_tasks(&brief);
        }
    }
    let as_of = crate::audit::build_parts::timestamp(places.assembly.as_of());
    let zone = &places.settings.definitions.timezone;
    for (folder, prefix, packs) in [("questions", "ae", asked), ("tasks", "csm", tasked)] {
        for (person, pack) in packs.iter().filter(|(_, pack)| !pack.is_empty()) {
            let stem =
                format!("{folder}/{}", names.unique(prefix, if person.is_empty() { "not-named" } else { person }));
            let person = Some(person.as_str()).filter(|person| !person.is_empty());
            let markdown = pack.markdown(person, &as_of, zone);
            let plain = pack.plain(person, &as_of, zone);
            draft.write(&format!("{stem}.md"), |out| out.write_all(markdown.as_bytes()))?;
            draft.write(&format!("{stem}.txt"), |out| out.write_all(plain.as_bytes()))?;
        }
    }
    Ok(())
}

/// Names that were given already.
#[derive(Default)]
struct FileNames {
    taken: BTreeSet<String>,
}

impl FileNames {
    /// `prefix-text`, safe on every file system; a number is added where the name is taken.
    fn unique(&mut self, prefix: &str, text: &str) -> String {
        let mut stem = format!("{prefix}-");
        for sign in text.chars().flat_map(char::to_lowercase) {
            match sign {
                'a'..='z' | '0'..='9' => stem.push(sign),
                _ if !stem.ends_with('-') => stem.push('-'),
                _ => {}
            }
            if stem.len() >= prefix.len() + MOST_SIGNS {
                break;
            }
        }
        let stem = stem.trim_end_matches('-').to_owned();
        let numbered = (2..).map(|number| format!("{stem}-{number}"));
        let name = std::iter::once(stem.clone()).chain(numbered).find(|name| !self.taken.contains(name));
        let name = name.unwrap_or(stem);
        self.taken.insert(name.clone());
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_safe_and_differ() {
        let mut names = FileNames::default();
        assert_eq!(names.unique("ae", "Zoë O'Neil"), "ae-zo-o-neil");
        assert_eq!(names.unique("ae", "zo o neil"), "ae-zo-o-neil-2");
        assert_eq!(names.unique("ae", "../../etc/passwd"), "ae-etc-passwd");
        assert_eq!(names.unique("ae", "名前"), "ae");
        assert_eq!(names.unique("ae", "CON"), "ae-con");
        assert_eq!(names.unique("deal", "0065G00000abcde"), "deal-0065g00000abcde");
        assert_eq!(names.unique("deal", "0065g00000ABCDE"), "deal-0065g00000abcde-2");
        assert!(names.unique("ae", &"x".repeat(900)).len() < 80);
    }

    #[test]
    fn all_flagged_or_ids() {
        assert_eq!("all".parse(), Ok(Briefs::All));
        assert_eq!("flagged".parse(), Ok(Briefs::Flagged));
        assert_eq!("D-1, D-2".parse(), Ok(Briefs::Some(vec!["D-1".to_owned(), "D-2".to_owned()])));
        assert!(" ,".parse::<Briefs>().is_err());
    }
}

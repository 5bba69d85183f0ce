//! Synthetic exports of any size from a seed, in the shape of HubSpot's, Salesforce's, or with canonical headings.
//!
//! One simulated truth (`world`) is written in three ways (`flavours`); the same options make the same bytes on every
//! machine. All people and companies are invented.

mod chance;
mod flavours;
mod format;
mod planted;
mod text;
mod world;

use std::io;

use flavours::Sheet;
use world::Row;

/// Whose exports to imitate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavour {
    /// HubSpot's UI exports, with sheets kept by hand beside them.
    Hubspot,
    /// Salesforce's API dumps, with sheets kept by hand beside them.
    Salesforce,
    /// One file a canonical table, headings as in `fields.toml`.
    Generic,
}

/// What to make.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How many deals, renewals and lost ones included.
    pub deals: usize,
    /// The same seed makes the same files.
    pub seed: u64,
    /// Whose exports to imitate.
    pub flavour: Flavour,
}

/// Takes the name of a file and its next bytes.
pub type Write<'a> = dyn FnMut(&str, &[u8]) -> io::Result<()> + 'a;

/// How many deals are made before their rows are handed over; memory does not grow with the number of deals.
const BLOCK: usize = 500;

/// Makes the files, handing each piece to `write`: the pieces of a file come in order, but files take turns.
pub fn generate(options: &Options, write: &mut Write<'_>) -> io::Result<()> {
    let sheets = flavours::sheets(options.flavour);
    for sheet in &sheets {
        let headings = sheet.columns.iter().map(|(heading, _)| heading.as_str());
        let bom: &[u8] = if sheet.has_bom { "\u{FEFF}".as_bytes() } else { b"" };
        write(sheet.name, &[bom, &line(headings)?].concat())?;
    }
    write_rows(&sheets, &world::user_rows(), options, write)?;
    for start in (0..options.deals).step_by(BLOCK) {
        let deals = start..options.deals.min(start + BLOCK);
        let stories: Vec<Vec<Row>> =
            deals.map(|deal| world::deal_rows(options.seed, deal as u64, options.deals as u64)).collect();
        for sheet in &sheets {
            let mut bytes = Vec::new();
            for rows in &stories {
                bytes.extend(sheet_lines(sheet, rows, options.flavour)?);
            }
            write(sheet.name, &bytes)?;
        }
    }
    Ok(())
}

fn write_rows(sheets: &[Sheet], rows: &[Row], options: &Options, write: &mut Write<'_>) -> io::Result<()> {
    for sheet in sheets {
        let bytes = sheet_lines(sheet, rows, options.flavour)?;
        if !bytes.is_empty() {
            write(sheet.name, &bytes)?;
        }
    }
    Ok(())
}

fn sheet_lines(sheet: &Sheet, rows: &[Row], flavour: Flavour) -> io::Result<Vec<u8>> {
    let is_meant = |row: &&Row| {
        row.table == sheet.table && sheet.only.is_none_or(|kind| *row.get("type") == world::Cell::from(kind))
    };
    let mut bytes = Vec::new();
    for row in rows.iter().filter(is_meant) {
        let cells = sheet.columns.iter().map(|(_, field)| format::text(flavour, field, row, rows));
        bytes.extend(line(cells)?);
    }
    Ok(bytes)
}

fn line(cells: impl Iterator<Item = impl AsRef<str>>) -> io::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(cells.map(|cell| cell.as_ref().to_owned()))?;
    writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

/// Name and content of a file that the program carries.
pub type BundledFile = (&'static str, &'static [u8]);

macro_rules! bundled {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data/hubspot/", $name)))),+]
    };
}

/// The exports of `sample-data/hubspot`, for the demo.
pub fn bundled() -> &'static [BundledFile] {
    bundled!(
        "hubspot-crm-exports-all-deals-2026-09-30.csv",
        "hubspot-crm-exports-all-companies-2026-09-30.csv",
        "hubspot-crm-exports-all-contacts-2026-09-30.csv",
        "hubspot-crm-exports-notes-2026-09-30.csv",
        "hubspot-crm-exports-calls-2026-09-30.csv",
        "hubspot-crm-exports-emails-2026-09-30.csv",
        "hubspot-crm-exports-meetings-2026-09-30.csv",
        "property-history.csv",
        "users.csv",
        "handoff-reviews.csv",
        "onboarding.csv",
        "commitments.csv",
        "risks.csv",
        "subscriptions.csv",
        "escalations.csv",
        "surveys.csv",
        "audit.toml",
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn made(deals: usize, seed: u64, flavour: Flavour) -> BTreeMap<String, Vec<u8>> {
        let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        generate(&Options { deals, seed, flavour }, &mut |name, bytes| {
            files.entry(name.to_owned()).or_default().extend_from_slice(bytes);
            Ok(())
        })
        .expect("memory takes all");
        files
    }

    #[test]
    fn the_bundled_exports_are_what_the_generator_makes() {
        let made = made(180, 7, Flavour::Hubspot);
        for (name, bytes) in bundled().iter().filter(|(name, _)| name.ends_with(".csv")) {
            assert!(made[*name] == *bytes, "{name} differs: make sample-data anew");
        }
        assert_eq!(made.len(), bundled().len() - 1, "the generator makes files that are not bundled");
    }

    #[test]
    fn the_same_seed_makes_the_same_bytes_and_another_seed_others() {
        assert!(made(40, 1, Flavour::Salesforce) == made(40, 1, Flavour::Salesforce));
        assert!(made(40, 1, Flavour::Generic) != made(40, 2, Flavour::Generic));
    }

    #[test]
    fn every_child_names_a_deal_that_is_there_but_for_the_planted_one() {
        let files = made(60, 3, Flavour::Generic);
        let column = |file: &str, heading: &str| -> Vec<String> {
            let mut reader = csv::Reader::from_reader(files[file].as_slice());
            let position = reader.headers().unwrap().iter().position(|known| known == heading).unwrap();
            reader.records().map(|record| record.unwrap()[position].to_owned()).collect()
        };
        let deals = column("deals.csv", "deal_id");
        for file in ["activities.csv", "reviews.csv", "onboarding.csv", "deal_contacts.csv", "stage_history.csv"] {
            assert!(column(file, "deal_id").iter().all(|deal| deals.contains(deal)), "{file}");
        }
        assert_eq!(deals.iter().filter(|deal| *deal == "D-000013").count(), 2, "the duplicate row");
    }
}

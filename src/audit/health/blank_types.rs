//! Deals of which no type says whether they hand a new customer over, and the pipelines that may say it instead.

use rustc_hash::FxHashSet;

use crate::audit::DataNote;
use crate::domain::{TableKind, counted, fold};
use crate::map::Book;
use crate::packet::{Assembly, Scope};
use crate::settings::Settings;

use super::values::counts_of_words;
use super::{MAX_EXAMPLES, note};

/// Parts of names of pipelines in which customers stay or grow, folded, in the languages of the CRMs' own labels (our
/// judgement). A hint for a person, nothing more.
const OF_CUSTOMERS: [&str; 9] =
    ["renew", "expansion", "upsell", "crosssell", "addon", "verlanger", "verlänger", "renouvel", "renov"];

/// Won deals in scope without a type; where they stand in several pipelines, by these.
pub(super) fn blank_types(book: &Book, assembly: &Assembly, settings: &Settings) -> Option<DataNote> {
    let (deals, n) = (book.table(TableKind::Deals)?, assembly.population.blank_types);
    let types = deals.symbols("deal_type");
    let rows: FxHashSet<usize> = assembly
        .packets
        .iter()
        .filter(|packet| packet.scope == Scope::InScope)
        .map(|packet| packet.row as usize)
        .filter(|&row| types.get(row).is_blank())
        .collect();
    let pipelines = counts_of_words(book, deals, "pipeline", |row| rows.contains(&row));
    let sentence = counted(
        n,
        "won deal in scope has no deal type and counts as new business",
        "won deals in scope have no deal type and count as new business",
    );
    let is_of_customers = |pipeline: &str| {
        let name = fold(pipeline);
        OF_CUSTOMERS.iter().any(|part| name.contains(part))
            || settings.definitions.renewal_types.iter().any(|known| name.contains(known.as_str()))
    };
    let n_of_customers: u64 = pipelines.iter().filter(|(pipeline, _)| is_of_customers(pipeline)).map(|(_, n)| n).sum();
    let told = |(name, n): &(&str, u64)| format!("\u{201c}{name}\u{201d}: {}", counted(*n, "deal", "deals"));
    let examples = pipelines.iter().take(MAX_EXAMPLES).map(told).collect();
    let advice = format!(
        "where the pipeline says what a deal is, let it be the type: [source.columns] deal_type = \"{}\", and name the \
         pipelines that hand over in [definitions] deal_types; else export the deal type",
        pipeline_heading(book).unwrap_or("Pipeline")
    );
    match (n, pipelines.len()) {
        (0, _) => None,
        _ if n_of_customers > 0 => {
            let sentence =
                format!("{sentence}, {n_of_customers} of them in a pipeline of renewals or expansions by its name");
            Some(DataNote { examples, ..note("renewal-pipeline", n, sentence, Some(&advice)) })
        }
        (_, 0 | 1) => {
            let advice = "export the deal type, or confirm deal_types in audit.toml";
            Some(note("blank-deal-type", n, sentence, Some(advice)))
        }
        _ => Some(DataNote { examples, ..note("blank-deal-type", n, sentence, Some(&advice)) }),
    }
}

/// The heading of the column that is read as the pipeline.
fn pipeline_heading(book: &Book) -> Option<&str> {
    let mut columns = book.files.iter().flat_map(|file| &file.columns);
    columns.find(|column| column.fields().any(|field| field == "deals.pipeline")).map(|column| column.heading.trim())
}

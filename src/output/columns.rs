//! Every column of every table that is written: what it means, what its cells may hold, and what a blank one says.
//!
//! The tables take their headings from here, so that none is written that is not described, and none is described that
//! is not written. `schema` prints it, the sheet of definitions shows it, and the typed files take their types from it.

use serde::Serialize;

use crate::audit::build_parts::EVENT_NAMES;
use crate::score::aspects::ASPECTS;
use crate::settings::{Category, Checklist};

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CellKind {
    /// Words.
    Text,
    /// Several words with semicolons.
    List,
    /// A number.
    Number,
    /// A whole number, 0 or more.
    Count,
    /// `true` or `false`.
    Flag,
    /// An instant: RFC 3339 in UTC.
    Time,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its heading.
    pub name: String,
    /// What its cells are.
    pub kind: CellKind,
    /// What it means.
    pub meaning: String,
    /// Its unit, or the values that it may have.
    pub range: String,
    /// What a blank cell says; `None` where there is none.
    pub blank: Option<&'static str>,
}

/// A table that is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TableColumns {
    /// Its name: that of its file, without ending, and of its sheet.
    pub table: &'static str,
    /// What a row is.
    pub row: &'static str,
    /// In which files it is.
    pub files: &'static str,
    /// In order.
    pub columns: Vec<Column>,
}

/// A column without a blank cell.
fn full(name: impl Into<String>, kind: CellKind, meaning: impl Into<String>, range: impl Into<String>) -> Column {
    Column { name: name.into(), kind, meaning: meaning.into(), range: range.into(), blank: None }
}

impl Column {
    fn blank(self, says: &'static str) -> Column {
        Column { blank: Some(says), ..self }
    }
}

/// Every table under a checklist.
pub fn all(checklist: &Checklist) -> Vec<TableColumns> {
    vec![
        TableColumns {
            table: "packets",
            row: "a won deal that is in scope or a renewal, by the time of its win",
            files: "packets.csv, packets.parquet, audit.xlsx",
            columns: packets(checklist),
        },
        TableColumns {
            table: "findings",
            row: "an open finding of a deal, in the order of packets; those of renewals too, which audit.json counts in no rule",
            files: "findings.csv, audit.xlsx",
            columns: findings(),
        },
        TableColumns {
            table: "events",
            row: "something that happened to a handoff by as-of, or a planned kickoff; in the order of packets, then of time",
            files: "events.csv, audit.xlsx",
            columns: events(),
        },
        TableColumns {
            table: "ledger",
            row: "a row or cell of an export that was not used as it stood, by file and line",
            files: "ledger.csv, audit.xlsx",
            columns: ledger(),
        },
        TableColumns {
            table: "comparison",
            row: "a definition that differs from the baseline; a figure or a rule, then and now; a deal or finding that changed",
            files: "comparison.csv",
            columns: comparison(),
        },
    ]
}

const STATES: &str = "answered, explicit_none, vague, placeholder, blank; not_captured where no export holds the column, or its cell could not be \
     read; not_required where the tier does not ask for it";
const ORIGIN: &str = "file, line and column, as: deals.csv line 12, column \"Why Now\"";

pub(super) fn packets(checklist: &Checklist) -> Vec<Column> {
    use CellKind::{Count, Flag, List, Number, Text, Time};
    let mut columns = vec![
        full("deal_id", Text, "The deal's id, as exported", "any text"),
        full("deal_name", Text, "The deal's name", "any text").blank("the export has none"),
        full("account_id", Text, "The account's id", "any text").blank("the deal names no account"),
        full("account_name", Text, "The account's name, of the deal or of the accounts", "any text")
            .blank("no export has one"),
        full("scope", Text, "Whether the deal counts in the rates", "in_scope; renewal is scored, and in no rate"),
        full("segment", Text, "The deal's segment, else its account's", "any text").blank("neither has one"),
        full("region", Text, "The deal's region, else its account's", "any text").blank("neither has one"),
        full("ae", Text, "Who sold it", "a name; (blank) for nobody"),
        full("csm", Text, "Who takes it over", "a name; (blank) for nobody"),
        full("tier", Text, "The checklist that it is held to", "high_touch, low_touch, renewal"),
        full("won_at", Time, "First entry into a won stage", "at or before as-of"),
        full(
            "is_due",
            Flag,
            "Whether the service level of the review is over, so that the deal counts in acceptance",
            "",
        ),
        full("is_reopened", Flag, "Whether it was won, left the stage, and was won again", ""),
        full("stage", Text, "The first stage that is not cleared", "capture, review, engage, value, done"),
        full(
            "decision",
            Text,
            "The decision that stands at as-of",
            "accepted, returned, none; unreadable where the day of a decision could not be read",
        ),
        full(
            "is_first_pass",
            Flag,
            "Whether it is accepted, and was never returned with a material reason before",
            "blank where the decision is unreadable",
        ),
    ];
    let readers = [
        ("", "as CS sees it: a field that no export holds, or whose cell could not be read, counts 0"),
        ("_rep", "as the rep filled it: only fields that an export holds and whose cells could be read"),
    ];
    for (ending, reader) in readers {
        let overall = full(
            format!("score_overall{ending}"),
            Number,
            format!("Mean of the four categories, {reader}"),
            "0 to 100",
        );
        columns.push(overall.blank("no category can be scored"));
        columns.extend(Category::ALL.map(|category| {
            let name = format!("score_{}{ending}", category.name());
            let meaning = format!("Score of the category {}, {reader}", category.name());
            full(name, Number, meaning, "0 to 100").blank("the tier asks for no item of it that can be scored")
        }));
    }
    columns.extend(ASPECTS.map(|aspect| {
        let meaning = format!("Sub-score: {}", aspect.replace('_', " "));
        full(format!("sub_{aspect}"), Number, meaning, "0 to 100, 100 the good end")
            .blank("none of its terms can be judged")
    }));
    columns.extend([
        full("fields_complete", Flag, "Whether every item that the tier requires is answered", ""),
        full("gaps", List, "Required items without a usable answer that an export could hold", "item ids")
            .blank("there is none"),
        full("n_stop", Count, "Open findings of severity stop", "0 or more"),
        full("n_return", Count, "Open findings of severity return", "0 or more"),
        full("findings", List, "Codes of the open findings, each once", "as HA105").blank("there is none"),
    ]);
    columns.extend(EVENT_NAMES.map(|name| {
        let (meaning, range) = event(name);
        full(name, Time, meaning, range).blank("it has not happened by as-of, or no export shows it")
    }));
    columns.extend(checklist.elements.iter().map(|element| {
        let meaning = format!("Acceptance element: {}", element.id.replace('_', " "));
        full(format!("element_{}", element.id), Text, meaning, "complete, incomplete; unknown where no export can tell")
    }));
    columns.extend(checklist.items.iter().map(|item| {
        let meaning = format!("State of the item: {}", item.id.replace('_', " "));
        full(format!("item_{}", item.id), Text, meaning, STATES)
    }));
    columns.push(full("origin", Text, "Where the deal's row stands", ORIGIN));
    columns
}

/// What a time of a deal is, and where it lies.
pub(super) fn event(name: &str) -> (&'static str, &'static str) {
    const PAST: &str = "at or before as-of";
    match name {
        "submitted_at" => ("First submission of the handoff", PAST),
        "sync_at" => ("The sync between AE and CSM", PAST),
        "first_touch_at" => ("First contact of the customer by CS at or after the win", PAST),
        "transition_email_at" => ("First e-mail of the AE to the customer at or after the win", PAST),
        "kickoff_planned_at" => ("Planned kickoff", "also after as-of"),
        "kickoff_at" => ("Kickoff as held", PAST),
        "first_value_at" => ("First value reached", PAST),
        "go_live_at" => ("Live", PAST),
        _ => ("The customer churned", PAST),
    }
}

pub(super) fn findings() -> Vec<Column> {
    use CellKind::Text;
    vec![
        full("code", Text, "The rule", "as HA105; handoff-audit explain HA105 says what it means"),
        full("title", Text, "What is not in order", "a sentence"),
        full("deal_id", Text, "The deal's id", "any text"),
        full("deal_name", Text, "The deal's name", "any text").blank("the export has none"),
        full("severity", Text, "How grave it is", "stop, return, warn, info"),
        full("owner", Text, "The role that answers", "AE, CSM or another role"),
        full("person", Text, "Who has that role on the deal", "a name; (blank) for nobody")
            .blank("the role is neither AE nor CSM"),
        full("question", Text, "What to ask or do", "a sentence"),
        full("evidence", Text, "What was seen", "words; texts of the exports stand in quotation marks"),
        full("origin", Text, "Where it was seen; after a semicolon, where the event stands that it is about", ORIGIN),
    ]
}

pub(super) fn events() -> Vec<Column> {
    use CellKind::{Flag, Text, Time};
    vec![
        full("deal_id", Text, "The deal's id", "any text"),
        full("deal_name", Text, "The deal's name", "any text").blank("the export has none"),
        full("account_id", Text, "The account's id", "any text").blank("the deal names no account"),
        full("scope", Text, "Whether the deal counts in the rates", "in_scope, renewal"),
        full(
            "event",
            Text,
            "What happened",
            "won, submitted, accepted, returned, transition_email, synced, touched, task_made, csm_named, project_made, \
             kickoff_planned, kickoff, first_value, live, completed",
        ),
        full("occurred_at", Time, "When", "at or before as-of, but for kickoff_planned"),
        full(
            "is_date_only",
            Flag,
            "Whether the export gives a day without a time, so that the time is a convention",
            "",
        ),
        full("person", Text, "Who did it, where it is known", "a name").blank("nobody is known"),
        full("note", Text, "What else there is to say", "words").blank("nothing"),
        full("origin", Text, "Where it stands", ORIGIN).blank("it follows from several rows"),
    ]
}

const ONLY_LINE: &str = "the record is known by its line";

pub(super) fn ledger() -> Vec<Column> {
    use CellKind::{Count, Text};
    vec![
        full("file", Text, "The file", "its path within the folder of exports"),
        full("line", Count, "The physical line on which the record starts", "from 1"),
        full("offset", Count, "The first byte of the record, in the file as unpacked", "from 0").blank(ONLY_LINE),
        full("bytes", Count, "The length of the record, its line end included", "from 1").blank(ONLY_LINE),
        full("column", Text, "The heading of the cell's column", "as exported").blank("it is about the whole row"),
        full("kind", Text, "What became of it", "a stable id, as identical-row, unreadable-cell, unlinked-row"),
        full("text", Text, "The cell, or the beginning of the row", "at most 200 characters")
            .blank("there is nothing to quote"),
        full("note", Text, "What was expected, or what was done", "a sentence"),
    ]
}

fn comparison() -> Vec<Column> {
    use CellKind::{Number, Text};
    vec![
        full("kind", Text, "What is compared", "definition, figure, rule, deal, finding"),
        full(
            "state",
            Text,
            "How",
            "definition: differs; figure: better, worse, same, cannot_tell, not_computable, only_before, only_after; rule: judged, \
             not_judged_before, not_judged_after, not_judged; deal and finding: fixed, regressed, new, unseen (gone with its \
             rule, which is not judged now), newly_seen (of a rule that was not judged before); deal: gone",
        ),
        full("id", Text, "The definition, the figure, or the rule", "an id").blank("a deal"),
        full("title", Text, "What the rule finds", "words").blank("neither a rule nor a finding"),
        full("dimension", Text, "How the figure's cohort is cut", "as close_month").blank("not a figure"),
        full("cohort", Text, "The figure's cohort", "any text").blank("not a figure"),
        full("deal_id", Text, "The deal's id", "any text").blank("not about a deal"),
        full("deal_name", Text, "The deal's name", "any text").blank("not about a deal, or it has none"),
        full("severity", Text, "Severity of the finding", "stop, return, warn, info")
            .blank("neither a rule nor a finding"),
        full(
            "before",
            Text,
            "The value in the baseline; of a rule, the share of the deals that it could judge",
            "as in audit.json",
        )
        .blank("there was none"),
        full("before_numerator", Number, "Its numerator; of a rule, deals with the finding", "as in audit.json")
            .blank("the value has none"),
        full("before_denominator", Number, "Its denominator; of a rule, deals that it could judge", "as in audit.json")
            .blank("the value has none"),
        full("after", Text, "The value now", "as in audit.json").blank("there is none"),
        full("after_numerator", Number, "Its numerator", "as in audit.json").blank("the value has none"),
        full("after_denominator", Number, "Its denominator", "as in audit.json").blank("the value has none"),
        full("change", Number, "Now minus before", "in the figure's unit").blank("one of the two has no value"),
        full("low", Number, "Lower end of the change's 95 % interval", "in the figure's unit")
            .blank("no interval can be told"),
        full("high", Number, "Upper end of it", "in the figure's unit").blank("no interval can be told"),
    ]
}

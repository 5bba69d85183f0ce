//! Cases that are put into every sample on purpose, each on a deal of its own; `sample-data/README.md` lists them.

use super::world::{Cell, Kind, Moments, QUEUE, Row};

const DAY: i64 = 1_440;

/// What is planted on a deal, by its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Planted {
    Nothing,
    HostileName,
    FormulaName,
    Reopened,
    Reversed,
    DuplicateRow,
    Implementation,
    TeamAsOwner,
    InactiveSuccessManager,
    NoSuccessManager,
    QuotedNewline,
    UnknownDeal,
}

impl Planted {
    /// The case of the deal at a position.
    pub(super) fn of(deal: u64) -> Planted {
        match deal {
            3 => Planted::HostileName,
            5 => Planted::FormulaName,
            9 => Planted::Reopened,
            11 => Planted::Reversed,
            13 => Planted::DuplicateRow,
            15 => Planted::Implementation,
            17 => Planted::TeamAsOwner,
            19 => Planted::InactiveSuccessManager,
            21 => Planted::NoSuccessManager,
            25 => Planted::QuotedNewline,
            27 => Planted::UnknownDeal,
            _ => Planted::Nothing,
        }
    }

    /// Changes the deal's rows.
    pub(super) fn change(self, rows: &mut Vec<Row>, moments: &Moments) {
        match self {
            Planted::Nothing => {}
            Planted::HostileName => rows[0].set("deal_name", "<script>alert('handoff')</script> - New Business"),
            Planted::FormulaName => rows[0].set("deal_name", "=HYPERLINK(\"https://evil.example\",\"Open\")"),
            Planted::Reopened => reopen(rows, moments),
            Planted::Reversed => reverse(rows, moments),
            Planted::DuplicateRow => rows.push(rows[0].clone()),
            Planted::Implementation => implementation(rows),
            Planted::TeamAsOwner => {
                set_all(rows, "onboarding", "csm", &Cell::Blank);
                rows[0].set("csm", Cell::User(QUEUE));
            }
            Planted::InactiveSuccessManager => set_all(rows, "onboarding", "csm", &Cell::User(QUEUE - 1)),
            Planted::NoSuccessManager => {
                set_all(rows, "onboarding", "csm", &Cell::Blank);
                rows[0].set("csm", Cell::Blank);
            }
            Planted::QuotedNewline => {
                rows[0].set(
                    "ae_notes",
                    "Two things to know:\n1. \"Go slow\" with the works council\n2. The CFO reads everything",
                );
            }
            Planted::UnknownDeal => set_all(rows, "surveys", "deal_id", &Cell::Id(Kind::Deal, 900_000)),
        }
    }
}

fn set_all(rows: &mut [Row], table: &str, field: &'static str, cell: &Cell) {
    rows.iter_mut().filter(|row| row.table == table).for_each(|row| row.set(field, cell.clone()));
}

/// Won, reopened for a week of new terms, won again.
fn reopen(rows: &mut Vec<Row>, moments: &Moments) {
    make_won(rows);
    let Some(stage) = rows.iter().find(|row| row.table == "stage_history").cloned() else { return };
    for (name, days) in [("Contract Sent", 3), ("Closed Won", 10)] {
        let mut row = stage.clone();
        row.set("stage", name);
        row.set("entered_at", Cell::Time(moments.won + days * DAY));
        rows.push(row);
    }
}

/// Won, then lost again.
fn reverse(rows: &mut Vec<Row>, moments: &Moments) {
    make_won(rows);
    rows[0].set("stage", "Closed Lost");
    rows[0].set("is_won", Cell::Bool(false));
    let Some(mut row) = rows.iter().find(|row| row.table == "stage_history").cloned() else { return };
    row.set("stage", "Closed Lost");
    row.set("entered_at", Cell::Time(moments.won + 20 * DAY));
    rows.push(row);
}

fn make_won(rows: &mut [Row]) {
    rows[0].set("stage", "Closed Won");
    rows[0].set("is_won", Cell::Bool(true));
    for row in rows.iter_mut().filter(|row| row.table == "stage_history") {
        if *row.get("stage") == Cell::from("Closed Lost") {
            row.set("stage", "Closed Won");
        }
    }
}

/// A second project of the delivery team, which is not the handoff.
fn implementation(rows: &mut Vec<Row>) {
    let Some(mut row) = rows.iter().find(|row| row.table == "onboarding").cloned() else { return };
    row.set("record_kind", "implementation");
    row.set("project_id", "P-IMPL");
    rows.push(row);
}

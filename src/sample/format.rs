//! Cells as each flavour writes them.

use super::Flavour;
use super::world::{Cell, Kind, Row, users};

/// A cell as text. `rows` are all rows of the deal, for columns that gather from another table.
pub(super) fn text(flavour: Flavour, field: &str, row: &Row, rows: &[Row]) -> String {
    if let Some(constant) = field.strip_prefix("=") {
        return constant.to_owned();
    }
    if let Some(stage) = field.strip_prefix("entered:") {
        return entered(flavour, stage, rows);
    }
    match field {
        "first_name" => name_part(row, true),
        "last_name" => name_part(row, false),
        "html_body" => format!("<p>{}</p>", plain(flavour, row.get("body")).replace('&', "&amp;").replace('<', "&lt;")),
        "email_direction" => if is(row, "direction", "inbound") { "INCOMING_EMAIL" } else { "EMAIL" }.to_owned(),
        "incoming" => if is(row, "direction", "inbound") { "1" } else { "0" }.to_owned(),
        "call_direction" => plain(flavour, row.get("direction")).to_uppercase(),
        "meeting_outcome" => if is(row, "outcome", "no-show") { "NO_SHOW" } else { "COMPLETED" }.to_owned(),
        "call_type" => if is(row, "direction", "inbound") { "Inbound" } else { "Outbound" }.to_owned(),
        "buying_role" => buying_role(row),
        "short_deal_id" => plain(flavour, row.get("deal_id")).chars().take(15).collect(),
        _ => plain(flavour, row.get(field)),
    }
}

fn is(row: &Row, field: &str, text: &str) -> bool {
    *row.get(field) == Cell::from(text)
}

fn name_part(row: &Row, is_first: bool) -> String {
    let name = plain(Flavour::Generic, row.get("name"));
    let (first, last) = name.split_once(' ').unwrap_or(("", &name));
    if is_first { first } else { last }.to_owned()
}

/// HubSpot's own list of roles where it has the role, else a portal's own.
fn buying_role(row: &Row) -> String {
    let role = plain(Flavour::Generic, row.get("role"));
    if role == "Economic Buyer" { "BUDGET_HOLDER".to_owned() } else { role.to_uppercase().replace(' ', "_") }
}

/// The first entry into a stage, as a `Date entered` column shows it.
fn entered(flavour: Flavour, stage: &str, rows: &[Row]) -> String {
    let entries = rows.iter().filter(|row| row.table == "stage_history" && is(row, "stage", stage));
    entries.map(|row| plain(flavour, row.get("entered_at"))).next().unwrap_or_default()
}

fn plain(flavour: Flavour, cell: &Cell) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Day(day) => date(*day),
        Cell::Time(minutes) => time(flavour, *minutes),
        Cell::Id(kind, number) => id(flavour, *kind, *number),
        Cell::User(position) => match flavour {
            Flavour::Salesforce => id(flavour, Kind::User, *position as u64),
            Flavour::Hubspot | Flavour::Generic => users()[*position].name.to_owned(),
        },
        Cell::Bool(value) => match flavour {
            Flavour::Salesforce => if *value { "1" } else { "0" }.to_owned(),
            Flavour::Hubspot | Flavour::Generic => value.to_string(),
        },
    }
}

fn time(flavour: Flavour, minutes: i64) -> String {
    let day = date(minutes.div_euclid(1_440));
    let (hour, minute) = (minutes.rem_euclid(1_440) / 60, minutes.rem_euclid(60));
    match flavour {
        Flavour::Hubspot => format!("{day} {hour:02}:{minute:02}"),
        Flavour::Salesforce => format!("{day}T{hour:02}:{minute:02}:00.000+0000"),
        Flavour::Generic => format!("{day}T{hour:02}:{minute:02}:00Z"),
    }
}

/// Days since 1970-01-01 as a calendar date (Hinnant's algorithm; the sample knows no other stage of the program).
fn date(day: i64) -> String {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day_of_month = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day_of_month:02}")
}

fn id(flavour: Flavour, kind: Kind, number: u64) -> String {
    match flavour {
        Flavour::Generic => match kind {
            Kind::Deal => format!("D-{number:06}"),
            Kind::Account => format!("A-{number:06}"),
            Kind::Contact => format!("C-{number:07}"),
            Kind::User => format!("U-{number:03}"),
            Kind::Activity => format!("X-{number:08}"),
        },
        Flavour::Hubspot => match kind {
            Kind::Deal => (12_000_000_000 + number * 17).to_string(),
            Kind::Account => (9_000_000_000 + number * 13).to_string(),
            Kind::Contact => (500_000 + number).to_string(),
            Kind::User => (45_000 + number * 7).to_string(),
            Kind::Activity => (77_000_000_000 + number * 3).to_string(),
        },
        Flavour::Salesforce => {
            let prefix = match kind {
                Kind::Deal => "006",
                Kind::Account => "001",
                Kind::Contact => "003",
                Kind::User => "005",
                Kind::Activity => "00T",
            };
            with_checksum(&format!("{prefix}5e0000{}", base_62(number)))
        }
    }
}

fn base_62(number: u64) -> String {
    const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let mut rest = number;
    let mut text = [b'0'; 6];
    for digit in text.iter_mut().rev() {
        *digit = DIGITS[(rest % 62) as usize];
        rest /= 62;
    }
    text.iter().map(|byte| char::from(*byte)).collect()
}

/// The 18-character form: of each five characters, which ones are capitals.
fn with_checksum(id: &str) -> String {
    const SUFFIX: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    let capitals = |block: &[u8]| -> usize {
        block.iter().enumerate().filter(|(_, byte)| byte.is_ascii_uppercase()).map(|(bit, _)| 1 << bit).sum()
    };
    let suffix = id.as_bytes().chunks(5).map(|block| char::from(SUFFIX[capitals(block)]));
    id.chars().chain(suffix).collect()
}

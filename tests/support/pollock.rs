//! The pollutions of the Pollock benchmark (Vitagliano et al., VLDB 2023, doi 10.14778/3594512.3594518), made from a table
//! of our own, and its score. The benchmark's own files have no licence, so none of them is here.

use std::collections::BTreeMap;

/// Rows of the table, the headings included, and its columns: as many as the benchmark has.
const ROWS: usize = 84;
const COLUMNS: usize = 9;

/// A table as others wrote it, and how it should come out.
pub(crate) struct Polluted {
    /// Which pollution: files of one kind share its weight.
    pub(crate) kind: &'static str,
    pub(crate) text: String,
    /// Headings first; of no rows at all for an empty file.
    pub(crate) clean: Vec<Vec<String>>,
    /// The line that is damaged, from 1, when one is.
    pub(crate) damaged: Option<u32>,
}

/// How often each kind was met in the files that the benchmark's authors surveyed (`pollock_weights.json`).
const WEIGHTS: [(&str, f64); 26] = [
    ("source", 1.0),
    ("no_payload", 15.0),
    ("no_trailing_newline", 184.0),
    ("double_trailing_newline", 5.0),
    ("no_header", 470.0),
    ("header_multirow_2", 47.0),
    ("header_multirow_3", 47.0),
    ("preamble", 282.0),
    ("multitable_less", 62.667),
    ("multitable_same", 62.667),
    ("multitable_more", 62.667),
    ("header_only", 3.0),
    ("one_data_row", 4.0),
    ("record_delimiter_cr", 7.0),
    ("record_delimiter_lf", 1691.0),
    ("field_delimiter_tab", 4.0),
    ("field_delimiter_semicolon", 834.0),
    ("field_delimiter_space", 4.0),
    ("field_delimiter_comma_space", 101.0),
    ("quotation_char_apostrophe", 11.0),
    ("escape_char_backslash", 1.0),
    ("escape_char_none", 7.0),
    ("row_less_sep", 338.7),
    ("row_more_sep", 338.7),
    ("row_extra_quote", 8.76),
    ("row_field_delimiter", 1.0),
];

/// A cell: its text, whether it stands in quotes, and whether one quote too many stands before the text.
#[derive(Clone)]
struct Cell {
    text: String,
    is_quoted: bool,
    has_stray: bool,
}

/// How cells are written.
#[derive(Clone, Copy)]
struct Style {
    delimiter: &'static str,
    quote: char,
    /// Before a double quote inside quotes; the writer that only changes its quote goes on doubling those.
    escape: &'static str,
    end: &'static str,
}

const PLAIN: Style = Style { delimiter: ",", quote: '"', escape: "\"", end: "\r\n" };

impl Cell {
    fn new(text: impl Into<String>, is_quoted: bool) -> Cell {
        Cell { text: text.into(), is_quoted, has_stray: false }
    }

    fn written(&self, style: Style) -> String {
        let stray = if self.has_stray { style.quote.to_string() } else { String::new() };
        let text = self.text.replace('"', &format!("{}\"", style.escape));
        if self.is_quoted { format!("{0}{stray}{text}{0}", style.quote) } else { stray + &text }
    }
}

fn line(cells: &[Cell], style: Style) -> String {
    cells.iter().map(|cell| cell.written(style)).collect::<Vec<_>>().join(style.delimiter)
}

fn text(rows: &[Vec<Cell>], style: Style) -> String {
    rows.iter().map(|row| line(row, style) + style.end).collect()
}

/// Two columns always quoted, one where it has to be, the last one blank; commas, inches and apostrophes in the text.
fn table() -> Vec<Vec<Cell>> {
    let names = ["DAY", "AT", "Count", "ITEMID", "Cost", "ItemKind", "ItemText", "LINK", "Remarks"];
    let mut rows = vec![names.iter().map(|name| Cell::new(*name, matches!(*name, "ItemText" | "LINK"))).collect()];
    let things = ["Lamp", "Tent", "Jacket", "Kettle", "Rope", "Boot", "Paddle"];
    let kinds = ["Trail", "Kids'", "Sturdy", "Women's", "Winter"];
    rows.extend((1..ROWS).map(|row| {
        let (thing, kind) = (things[row % 7], kinds[row % 5]);
        let (kind, is_quoted) = match row % 12 {
            0 => (format!("{kind} {thing}, {}\"", 5 + row % 40), true),
            1 => (format!("{kind} {thing}, {}\" Wide", 5 + row % 40), true),
            2..=5 => (format!("{kind} {thing}, Light"), true),
            _ => (format!("{kind} {thing}"), false),
        };
        let words = ["warm", "light,", "waterproof", "made for her", "men's,", "quiet", "heavy-duty, classic"];
        let text = (0..4 + row % 5).map(|at| words[(row * 3 + at * 5) % 7]).collect::<Vec<_>>().join(" ");
        let text = if row == 11 { "Light feel in our 8\\'9\" length rod.".to_owned() } else { format!("So {text}.") };
        let id = format!("{}{}-{}", ["A", "C", "Z"][row % 3], ["H", "N"][row % 2], 1000 + row * 37);
        let link = format!("https://www.shop.example/item/{}.html", id.replace('-', "_"));
        vec![
            Cell::new(format!("{:02}/{:02}/2018", 13 + row % 18, 1 + row % 7), false),
            Cell::new(format!("{:02}:{}", row % 24, ["00", "15", "30", "45"][row % 4]), false),
            Cell::new((row % 34).to_string(), false),
            Cell::new(id, false),
            Cell::new(format!("${}.{:02}", row % 90, row * 7 % 100), false),
            Cell::new(kind, is_quoted),
            Cell::new(text, true),
            Cell::new(link, true),
            Cell::new("", false),
        ]
    }));
    rows
}

/// Every pollution: 2,290 files with the clean one.
pub(crate) fn all() -> Vec<Polluted> {
    let rows = table();
    let clean: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| cell.text.clone()).collect()).collect();
    let mut files = of_the_file(&rows, &clean);
    for row in 0..ROWS {
        of_a_row(&rows, &clean, row, &mut files);
    }
    files
}

fn of_the_file(rows: &[Vec<Cell>], clean: &[Vec<String>]) -> Vec<Polluted> {
    let source = text(rows, PLAIN);
    let (header, clean_header) = (&rows[..1], &clean[..1]);
    let repeated = |n: usize| {
        let joined = clean[0].iter().map(|heading| vec![heading.as_str(); n].join(" ")).collect();
        let text = text(header, PLAIN).repeat(n - 1) + &source;
        (text, [vec![joined], clean[1..].to_vec()].concat())
    };
    let as_is = |text: String| (text, clean.to_vec());
    let styled = |style: Style| as_is(text(rows, style));
    let narrower: Vec<Vec<Cell>> = rows[..ROWS - 1].iter().map(|row| row[..COLUMNS - 1].to_vec()).collect();
    let wider: Vec<Vec<Cell>> = rows[..ROWS - 1]
        .iter()
        .enumerate()
        .map(|(at, row)| [row.clone(), vec![Cell::new(if at == 0 { "col1" } else { "" }, false)]].concat())
        .collect();
    let preamble = format!("PREAMBLE{0}\r\n{0}\r\n{source}", ",".repeat(COLUMNS - 1));
    let files = [
        ("source", as_is(source.clone())),
        ("no_payload", (String::new(), Vec::new())),
        ("no_trailing_newline", as_is(source.trim_end().to_owned())),
        ("double_trailing_newline", as_is(format!("{source}\r\n"))),
        ("no_header", (text(&rows[1..], PLAIN), clean[1..].to_vec())),
        ("header_multirow_2", repeated(2)),
        ("header_multirow_3", repeated(3)),
        ("preamble", as_is(preamble)),
        ("multitable_less", as_is(source.clone() + &text(&narrower, PLAIN))),
        ("multitable_same", as_is(source.clone() + &text(&rows[..ROWS - 1], PLAIN))),
        ("multitable_more", as_is(source.clone() + &text(&wider, PLAIN))),
        ("header_only", (text(header, PLAIN), clean_header.to_vec())),
        ("one_data_row", (text(&rows[..2], PLAIN), clean[..2].to_vec())),
        ("record_delimiter_cr", styled(Style { end: "\r", ..PLAIN })),
        ("record_delimiter_lf", styled(Style { end: "\n", ..PLAIN })),
        ("field_delimiter_tab", styled(Style { delimiter: "\t", ..PLAIN })),
        ("field_delimiter_semicolon", styled(Style { delimiter: ";", ..PLAIN })),
        ("field_delimiter_space", styled(Style { delimiter: " ", ..PLAIN })),
        ("field_delimiter_comma_space", styled(Style { delimiter: ", ", ..PLAIN })),
        ("quotation_char_apostrophe", styled(Style { quote: '\'', ..PLAIN })),
        ("escape_char_backslash", styled(Style { escape: "\\", ..PLAIN })),
        ("escape_char_none", styled(Style { escape: "", ..PLAIN })),
    ];
    files.into_iter().map(|(kind, (text, clean))| Polluted { kind, text, clean, damaged: None }).collect()
}

fn of_a_row(rows: &[Vec<Cell>], clean: &[Vec<String>], row: usize, files: &mut Vec<Polluted>) {
    let cells: Vec<String> = rows[row].iter().map(|cell| cell.written(PLAIN)).collect();
    let mut put = |kind, damaged: String, clean: Vec<Vec<String>>| {
        let line_of = |(at, cells): (usize, &Vec<Cell>)| if at == row { damaged.clone() } else { line(cells, PLAIN) };
        let text = rows.iter().enumerate().map(|row| line_of(row) + "\r\n").collect();
        files.push(Polluted { kind, text, clean, damaged: Some(row as u32 + 1) });
    };
    for column in 0..COLUMNS {
        let mut more = cells.clone();
        more.insert(column, String::new());
        put("row_more_sep", more.join(","), clean.to_vec());
        if column > 0 {
            let mut less = cells.clone();
            let cell = less.remove(column);
            less[column - 1].push_str(&cell);
            put("row_less_sep", less.join(","), clean.to_vec());
        }
        let (mut stray, mut wanted) = (rows[row].clone(), clean.to_vec());
        stray[column].has_stray = true;
        wanted[row][column].insert(0, '"');
        put("row_extra_quote", line(&stray, PLAIN), wanted);
    }
    put("row_field_delimiter", line(&rows[row], Style { delimiter: " ", ..PLAIN }), clean.to_vec());
}

/// The score of one file, 0 to 10: it came out, and for headings, records and cells the share of those wanted that came
/// out, the share of those that came out that were wanted, and their harmonic mean. `None`: nothing came out.
pub(crate) fn score(clean: &[Vec<String>], out: Option<&[Vec<String>]>) -> f64 {
    let Some(out) = out else { return 0.0 };
    let normal = |cell: &String| cell.trim().parse::<f64>().map_or(cell.trim().to_lowercase(), |n| n.to_string());
    let normal = |rows: &[Vec<String>]| rows.iter().map(|row| row.iter().map(normal).collect()).collect();
    let (clean, out): (Vec<Vec<String>>, Vec<Vec<String>>) = (normal(clean), normal(out));
    let headings = |rows: &[Vec<String>]| rows.first().cloned().unwrap_or_default();
    let below = |rows: &[Vec<String>]| rows.get(1..).unwrap_or_default().to_vec();
    let records = |rows: &[Vec<String>]| below(rows).iter().map(|row| row.concat()).collect::<Vec<_>>();
    1.0 + measures(&headings(&clean), &headings(&out))
        + measures(&records(&clean), &records(&out))
        + measures(&below(&clean).concat(), &below(&out).concat())
}

fn measures(wanted: &[String], found: &[String]) -> f64 {
    if wanted.is_empty() {
        return 3.0;
    }
    let mut left: BTreeMap<&String, usize> = BTreeMap::new();
    wanted.iter().for_each(|text| *left.entry(text).or_default() += 1);
    let mut n_both = 0.0;
    for text in found {
        if let Some(n) = left.get_mut(text).filter(|n| **n > 0) {
            *n -= 1;
            n_both += 1.0;
        }
    }
    if n_both == 0.0 {
        return 0.0;
    }
    let (completeness, conciseness) = (n_both / wanted.len() as f64, n_both / found.len() as f64);
    completeness + conciseness + 2.0 * completeness * conciseness / (completeness + conciseness)
}

/// The plain mean of the scores, and the mean by the weights of their kinds.
pub(crate) fn means(scores: &[(&'static str, f64)]) -> (f64, f64) {
    let mean = |scores: &[f64]| scores.iter().sum::<f64>() / scores.len() as f64;
    let simple = mean(&scores.iter().map(|(_, score)| *score).collect::<Vec<_>>());
    let total: f64 = WEIGHTS.iter().map(|(_, weight)| weight).sum();
    let of_kind = |kind: &str| -> Vec<f64> {
        scores.iter().filter(|(other, _)| *other == kind).map(|(_, score)| *score).collect()
    };
    let weighted: f64 = WEIGHTS.iter().map(|(kind, weight)| weight * mean(&of_kind(kind))).sum();
    (simple, weighted / total)
}

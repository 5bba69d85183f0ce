//! An `audit.toml` that is there already, with what a new look at the exports adds to its `[[source]]` entries.
//!
//! Lines are only put in between: not a byte of what the user wrote changes, and a column that an entry mentions, be it
//! in a comment, is not proposed again.

mod layout;
mod words;

use std::collections::BTreeMap;

use super::propose::{MAX_UNUSED, column_line, unsettled};
use super::survey::{Surveyed, SurveyedColumn};
use layout::{Block, Layout};
use words::asked;

/// A text with lines added.
#[derive(Debug)]
pub struct Extended {
    /// The whole text.
    pub text: String,
    /// How many columns of entries that were there have a new line.
    pub n_columns: usize,
    /// How many words that are not known have a new line in them.
    pub n_words: usize,
}

/// The earlier text with the columns of `files` that its entries do not mention; `files` as surveyed by that text.
///
/// A file that cannot be read, or that is no table, adds nothing. Entries that are not written as `[[source]]`, and
/// columns written as an inline table, cannot be added to by a line: there the lines are comments.
pub fn extended(earlier: &str, files: &[Surveyed]) -> Extended {
    let layout = Layout::of(earlier);
    let mut by_entry: BTreeMap<usize, Vec<&Surveyed>> = BTreeMap::new();
    for file in files.iter().filter(|file| file.table.is_some()) {
        if let Some(entry) = file.entry {
            by_entry.entry(entry).or_default().push(file);
        }
    }
    let mut added: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let (mut n_columns, mut n_words) = (0, 0);
    for (entry, files) in by_entry {
        let Some(block) = layout.blocks.get(entry) else { continue };
        let (lines, words) = (new_lines(&layout, block, &files), asked(&layout, entry, &files));
        if lines.is_empty() && words.is_empty() {
            continue;
        }
        n_columns += lines.len();
        n_words += words.iter().map(|asked| asked.n_words).sum::<usize>();
        let place = layout.end_of(&block.columns.clone().unwrap_or_else(|| block.keys.clone()));
        let before = if block.columns.is_some() || block.is_inline || lines.is_empty() {
            None
        } else {
            Some("[source.columns]".to_owned())
        };
        // What has a place of its own stands before what shares it: columns come behind the comments of an entry's words.
        let (placed, words): (Vec<_>, Vec<_>) = words.into_iter().partition(|asked| asked.place.is_some());
        for asked in placed {
            added.entry(asked.place.unwrap_or(place)).or_default().extend(asked.lines);
        }
        let is_new = |hint: &String| {
            let key = hint.split_whitespace().nth(1).unwrap_or_default();
            !layout.lines[block.all.clone()].iter().any(|line| line.contains(&format!("{key} =")))
        };
        let hints = unsettled(files.iter().flat_map(|file| &file.columns)).into_iter().filter(is_new);
        added.entry(layout.end_of(&block.keys)).or_default().extend(hints);
        let words = words.into_iter().flat_map(|asked| asked.lines);
        added.entry(place).or_default().extend(before.into_iter().chain(lines).chain(words));
    }
    Extended { text: layout.with(added), n_columns, n_words }
}

/// Lines for the columns that a block does not mention, in the order of the file.
fn new_lines(layout: &Layout, block: &Block, files: &[&Surveyed]) -> Vec<String> {
    let Some((first, others)) = files.split_first() else { return Vec::new() };
    let is_new = |column: &&SurveyedColumn| !layout.mentions(block, &column.column.heading);
    // A line holds for every file of the entry, and a heading that one of them lacks would be an error.
    let is_common = |column: &SurveyedColumn| {
        others.iter().all(|file| {
            let same = file.columns.iter().find(|other| other.column.heading == column.column.heading);
            same.is_some_and(|other| other.settable == column.settable)
        })
    };
    let mut n_unused = 0;
    let is_listed = |column: &&SurveyedColumn| {
        n_unused += usize::from(column.column.field.is_none());
        column.column.field.is_some() || n_unused <= MAX_UNUSED
    };
    let line = |column: &SurveyedColumn| {
        let line = column_line(column);
        let is_plain = !block.is_inline && is_common(column);
        if is_plain || line.starts_with('#') { line } else { format!("# {line}") }
    };
    first.columns.iter().filter(is_new).filter(is_listed).map(line).collect()
}

#[cfg(test)]
mod tests {
    use toml::de::DeTable;

    use super::super::recognise::ColumnUse;
    use super::*;
    use crate::domain::TableKind;

    fn column(heading: &str, field: Option<&str>) -> SurveyedColumn {
        let column = ColumnUse {
            heading: heading.to_owned(),
            field: field.map(|field| format!("deals.{field}")),
            how: field.map_or("not used", |_| "alias").to_owned(),
            confidence: field.map(|_| 0.9),
            ..ColumnUse::default()
        };
        SurveyedColumn { column, settable: field.map(str::to_owned), ..SurveyedColumn::default() }
    }

    fn file(entry: usize, columns: &[(&str, Option<&str>)]) -> Surveyed {
        Surveyed {
            path: format!("deals-{entry}.csv"),
            entry: Some(entry),
            table: Some(TableKind::Deals),
            columns: columns.iter().map(|(heading, field)| column(heading, *field)).collect(),
            ..Surveyed::default()
        }
    }

    /// The lines that are new, and a check that the earlier ones stand as they were, in their order.
    fn added(earlier: &str, files: &[Surveyed]) -> Vec<String> {
        let text = extended(earlier, files).text;
        let mut before = earlier.lines().peekable();
        let new: Vec<_> = text.lines().filter(|line| before.next_if(|kept| kept == line).is_none()).collect();
        assert_eq!(before.next(), None, "a line of the earlier text is gone: {text}");
        assert!(DeTable::parse(&text).is_ok(), "{text}");
        let again = extended(&text, files);
        assert_eq!((again.text, again.n_columns, again.n_words), (text.clone(), 0, 0), "a second look adds nothing");
        new.into_iter().map(str::to_owned).collect()
    }

    const AMOUNT: &str = "amount = \"Amount\"   # assumed, 90 % sure: alias";

    #[test]
    fn columns_that_an_entry_does_not_mention_are_added_to_it() {
        let earlier = "[[source]]\npath = \"a.csv\"\n[source.columns]\ndeal_id = \"Id\"  # mine\n# \"Old\": looked at\n\n\
                       # about b\n[[source]]\npath = 'b.csv'\n[tiers]\ndefault = \"high_touch\"\n";
        let columns = [("Id", Some("deal_id")), ("Old", None), ("Amount", Some("amount")), ("New", None)];
        let files = [file(0, &columns), file(1, &[("Amount", Some("amount"))])];
        assert_eq!(added(earlier, &files), [AMOUNT, "# \"New\": not used", "[source.columns]", AMOUNT]);
        let text = extended(earlier, &files).text;
        assert!(text.contains("# \"Old\": looked at\namount = "), "{text}");
        assert!(text.contains("path = 'b.csv'\n[source.columns]\namount = ") && text.contains("\n[tiers]\n"), "{text}");
    }

    #[test]
    fn a_line_that_the_user_has_commented_out_stays_out() {
        let earlier = "[[source]]\npath = \"a.csv\"\n[source.columns]\n# amount = \"Amount\"\n";
        assert_eq!(added(earlier, &[file(0, &[("Amount", Some("amount"))])]), Vec::<String>::new());
    }

    #[test]
    fn brackets_in_values_are_no_headings() {
        let earlier = "[definitions]\nwon_stages = [\n\"won\",\n[\"x\"],\n]\nx = '''\n[[source]]\n'''\n[[source]]\npath = \"a.csv\"";
        assert_eq!(added(earlier, &[file(0, &[("Amount", Some("amount"))])]), ["[source.columns]", AMOUNT]);
    }

    #[test]
    fn an_inline_table_and_a_heading_of_one_file_only_get_comments() {
        let inline = "[[source]]\npath = \"a.csv\"\ncolumns = { deal_id = \"Id\" }\n";
        let columns = [("Id", Some("deal_id")), ("Amount", Some("amount"))];
        assert_eq!(added(inline, &[file(0, &columns)]), [format!("# {AMOUNT}")]);
        let glob = "[[source]]\npath = \"*.csv\"\n";
        let id = "deal_id = \"Id\"   # assumed, 90 % sure: alias".to_owned();
        assert_eq!(
            added(glob, &[file(0, &columns), file(0, &columns[..1])]),
            ["[source.columns]".to_owned(), id, format!("# {AMOUNT}")]
        );
    }

    /// A log whose column of decisions has words that are not known.
    fn log(words: &[(&str, u64)]) -> Surveyed {
        let event = SurveyedColumn {
            unknown_words: words.iter().map(|(word, n)| ((*word).to_owned(), *n)).collect(),
            known_words: "accepted, returned".to_owned(),
            ..column("Decision", Some("event"))
        };
        Surveyed { columns: vec![event], ..file(0, &[]) }
    }

    const LOG: &str = "[[source]]\npath = \"log*.csv\"\n[source.columns]\nevent = \"Decision\"\n";
    const WORDS: &str =
        "# Words of \"Decision\" that are not known; known are accepted, returned. To say what they mean:";
    const BOUNCED: &str = "# \"Bounced\" = \"\"   # 2 cells";

    #[test]
    fn words_are_asked_for_behind_those_that_are_told_or_asked_for() {
        let files = [log(&[("Bounced", 2), ("Sent", 1)])];
        let sections = [
            "[source.values.event]\nOK = \"accepted\"\n\nSent = \"\"\n",
            "[ source.values.'event' ]  # mine\n# \"sent\" = \"returned\"\n",
            "# [source.values.event]\n# \"Sent\" = \"\"   # 3 cells\n",
            "[source.values.role]\n\"Bounced\" = \"champion\"\n[source.values.event]\nSent = \"\"\n",
        ];
        for section in sections {
            let behind =
                "# Words of \"Role\" that are not known\n# [source.values.role]\n# Bounced = \"\"\n\n[tiers]\n";
            let earlier = format!("{LOG}{section}{behind}");
            assert_eq!(added(&earlier, &files), [BOUNCED], "{earlier}");
            let text = extended(&earlier, &files).text;
            assert!(text.contains(&format!("{LOG}{section}{BOUNCED}\n{behind}")), "{text}");
        }
    }

    #[test]
    fn words_told_in_one_line_are_asked_for_beside_it() {
        for told in [
            "values = { event = { OK = \"accepted\" } }\n",
            "values.event = { OK = \"accepted\" }\n",
            "values.event.OK = \"accepted\"\n",
            "[source.values]\nevent = { OK = \"accepted\" }\n",
        ] {
            let earlier = format!("[[source]]\npath = \"log.csv\"\n# \"Decision\" is theirs\n{told}");
            let new = added(&earlier, &[log(&[("Bounced", 2)])]);
            assert_eq!(new, [WORDS, "# within values.event:", BOUNCED], "{earlier}");
            let files = [log(&[("Bounced", 2), ("Sent", 1)])];
            let more = added(&extended(&earlier, &[log(&[("Bounced", 2)])]).text, &files);
            assert_eq!(more, ["# \"Sent\" = \"\"   # 1 cell"], "{earlier}");
        }
    }

    #[test]
    fn every_file_of_an_entry_is_asked_for_its_words() {
        let files = [log(&[("Sent", 1)]), log(&[]), log(&[("Bounced", 2), ("Sent", 2)])];
        let sent = "# \"Sent\" = \"\"   # 3 cells";
        assert_eq!(added(LOG, &files), [WORDS, "# [source.values.event]", sent, BOUNCED]);
        assert_eq!(extended(LOG, &files).n_words, 2);
    }

    #[test]
    fn a_new_column_stays_out_of_the_words_that_are_asked_for() {
        let asked = extended(LOG, &[log(&[("Bounced", 2)])]).text;
        let mut file = log(&[("Bounced", 2), ("Sent", 1)]);
        file.columns.push(column("Amount", Some("amount")));
        assert_eq!(added(&asked, &[file.clone()]), [AMOUNT, "# \"Sent\" = \"\"   # 1 cell"]);
        let text = extended(&asked, &[file]).text.replace("# [source", "[source").replace("# \"", "\"");
        let table: toml::Table = toml::from_str(&text).expect("every comment of words may be used");
        let source = &table["source"][0];
        assert_eq!(source["columns"]["amount"].as_str(), Some("Amount"));
        assert_eq!(source["values"]["event"].as_table().map(toml::Table::len), Some(2));
    }

    #[test]
    fn line_ends_stay_those_of_the_file() {
        let text = extended("[[source]]\r\npath = \"a.csv\"\r\n", &[file(0, &[("Amount", Some("amount"))])]).text;
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    }
}

//! Why a record is no row of the table, and why a row that was used is listed all the same: ids, sentences, remedies.

/// Why a physical record is not a row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SetAside {
    /// Stands above the header: a title, a filter, `sep=;`.
    Preamble,
    /// Nothing, blanks, or nothing but delimiters.
    Blank,
    /// The header again, further down.
    RepeatedHeader,
    /// Totals, a copyright or confidentiality line, a remark below the table.
    Footer,
    /// Belongs to another table below this one, with headings of its own and another width.
    OtherTable,
    /// Fewer cells than headings.
    TooNarrow,
    /// More cells than headings, and the surplus is not blank.
    TooWide,
    /// A quote that is not closed before the end of the file, of the cell limit, or of the rows that follow.
    UnterminatedQuote,
    /// Text between a closing quote and the next delimiter.
    TextAfterQuote,
    /// A quote inside a cell that is not quoted and its counterpart at the end of a later cell: what stands between
    /// would be split wrongly.
    StrayQuote,
    /// Bytes that are no text in the encoding of the file, nor in Windows-1252.
    InvalidEncoding,
    /// A cell above [`Limits::max_cell_bytes`](crate::read::Limits::max_cell_bytes).
    CellTooLong,
    /// A record of more than 16 times that.
    RowTooLong,
}

impl SetAside {
    /// All of them.
    pub const ALL: [SetAside; 13] = [
        SetAside::Preamble,
        SetAside::Blank,
        SetAside::RepeatedHeader,
        SetAside::Footer,
        SetAside::OtherTable,
        SetAside::TooNarrow,
        SetAside::TooWide,
        SetAside::UnterminatedQuote,
        SetAside::TextAfterQuote,
        SetAside::StrayQuote,
        SetAside::InvalidEncoding,
        SetAside::CellTooLong,
        SetAside::RowTooLong,
    ];

    /// The stable id, in kebab case.
    pub fn reason(self) -> &'static str {
        match self {
            SetAside::Preamble => "preamble",
            SetAside::Blank => "blank",
            SetAside::RepeatedHeader => "repeated-header",
            SetAside::Footer => "footer",
            SetAside::OtherTable => "other-table",
            SetAside::TooNarrow => "too-narrow",
            SetAside::TooWide => "too-wide",
            SetAside::UnterminatedQuote => "unterminated-quote",
            SetAside::TextAfterQuote => "text-after-quote",
            SetAside::StrayQuote => "stray-quote",
            SetAside::InvalidEncoding => "invalid-encoding",
            SetAside::CellTooLong => "cell-too-long",
            SetAside::RowTooLong => "row-too-long",
        }
    }

    /// What it means, for people.
    pub fn sentence(self) -> &'static str {
        match self {
            SetAside::Preamble => "stands above the headings",
            SetAside::Blank => "is blank",
            SetAside::RepeatedHeader => "repeats the headings",
            SetAside::Footer => "is a footer of the export, not a row",
            SetAside::OtherTable => "belongs to another table in the same file",
            SetAside::TooNarrow => "has fewer cells than there are headings",
            SetAside::TooWide => "has more cells than there are headings",
            SetAside::UnterminatedQuote => "opens a quote that is not closed",
            SetAside::TextAfterQuote => "has text after a closing quote",
            SetAside::StrayQuote => "has a quote inside a cell that closes in a later one; a delimiter may be missing",
            SetAside::InvalidEncoding => "holds bytes that are no text in the encoding of the file",
            SetAside::CellTooLong => "has a cell that is longer than the limit",
            SetAside::RowTooLong => "is longer than the limit for a row",
        }
    }

    /// What to do in order to have such a record read.
    pub fn remedy(self) -> &'static str {
        match self {
            SetAside::Preamble => "say in audit.toml on which line the headings stand: header_line = 1",
            SetAside::Blank | SetAside::RepeatedHeader | SetAside::Footer => "nothing is needed; it is no row",
            SetAside::OtherTable => "put the second table into a file of its own",
            SetAside::TooNarrow | SetAside::TooWide => {
                "give the line as many cells as there are headings; a cell with a delimiter or a line end in it stands \
                 in quotes"
            }
            SetAside::UnterminatedQuote => "close the quote, or write a quote that is text twice",
            SetAside::TextAfterQuote | SetAside::StrayQuote => {
                "write each quote that is text twice, and check that no delimiter is missing before the quote"
            }
            SetAside::InvalidEncoding => {
                "export as UTF-8, or say how the file is written in audit.toml: encoding = \"windows-1252\""
            }
            SetAside::CellTooLong | SetAside::RowTooLong => {
                "shorten it; nothing in an export for people is as long, so a quote may be missing"
            }
        }
    }

    /// Whether it is counted in [`Account::rows_read`](super::Account::rows_read): it stands below the header and is not blank.
    pub fn is_row(self) -> bool {
        !matches!(self, SetAside::Preamble | SetAside::Blank)
    }

    /// Whether it points at damage in the file rather than at the furniture of an export.
    pub fn is_damage(self) -> bool {
        !matches!(
            self,
            SetAside::Preamble | SetAside::Blank | SetAside::RepeatedHeader | SetAside::Footer | SetAside::OtherTable
        )
    }
}

/// Why a row that was used is listed all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Noted {
    /// Its bytes are Windows-1252 in a file that is UTF-8 elsewhere, and were read so.
    Recoded,
    /// A quote in it bounds no cell (`"Acme" Ltd`) and was kept as text.
    KeptQuotes,
    /// Its text was UTF-8 that somebody took for Windows-1252 (`MÃ¼ller`), and was put right.
    Mojibake,
    /// The same, in a table that is read as it stands: nothing was changed.
    LikelyMojibake,
}

impl Noted {
    /// The stable id, in kebab case.
    pub fn kind(self) -> &'static str {
        match self {
            Noted::Recoded => "read-as-windows-1252",
            Noted::KeptQuotes => "quotes-kept",
            Noted::Mojibake => "mojibake-mended",
            Noted::LikelyMojibake => "mojibake-left",
        }
    }

    /// What was found and done, for people.
    pub fn sentence(self) -> &'static str {
        match self {
            Noted::Recoded => "bytes are not UTF-8; the row was read as Windows-1252 and used",
            Noted::KeptQuotes => "a quote stands where its cell does not end; the row was used with the quotes as text",
            Noted::Mojibake => "UTF-8 had been taken for Windows-1252; the row was used with its text put right",
            Noted::LikelyMojibake => "looks like UTF-8 that was taken for Windows-1252; the row was used as it stands",
        }
    }
}

//! `audit.json`: the audit as one object, an entry of its lists a line.
//!
//! Compact enough for thousands of figures and still readable in a diff: the outer two levels are broken into lines,
//! what is deeper stays on one.

use std::io::{self, Write};

use serde::Serialize as _;
use serde_json::ser::{Formatter, Serializer};

use crate::audit::Audit;

/// Values at this depth and above stand on lines of their own.
const BROKEN_LEVELS: usize = 2;

/// Writes the audit as JSON in UTF-8, keys in the order of the structs, with a line feed at the end.
///
/// # Errors
///
/// What the writer reports.
pub fn audit_json(audit: &Audit, out: &mut dyn Write) -> io::Result<()> {
    audit.serialize(&mut Serializer::with_formatter(&mut *out, Lines::default()))?;
    out.write_all(b"\n")
}

/// Breaks the outer levels, keeps the rest together.
#[derive(Default)]
struct Lines {
    depth: usize,
    has_entries: bool,
}

impl Lines {
    fn open<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.has_entries = false;
        out.write_all(bracket)
    }

    fn entry<W: ?Sized + Write>(&mut self, out: &mut W, is_first: bool) -> io::Result<()> {
        if !is_first {
            out.write_all(b",")?;
        }
        if self.depth <= BROKEN_LEVELS {
            self.line(out, self.depth)
        } else if is_first {
            Ok(())
        } else {
            out.write_all(b" ")
        }
    }

    fn close<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.has_entries && self.depth < BROKEN_LEVELS {
            self.line(out, self.depth)?;
        }
        self.has_entries = true;
        out.write_all(bracket)
    }

    fn line<W: ?Sized + Write>(&self, out: &mut W, indent: usize) -> io::Result<()> {
        out.write_all(b"\n")?;
        (0..indent).try_for_each(|_| out.write_all(b"  "))
    }
}

impl Formatter for Lines {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.entry(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_entries = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.entry(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_entries = true;
        Ok(())
    }
}

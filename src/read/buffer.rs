//! A window on a text: one buffer that is used again, with the record that is not complete yet carried to its front.

use std::io;

use super::mojibake::is_suspect;

/// How much is read at once. Fits the second-level cache together with what the rows are turned into.
const CHUNK: usize = 256 << 10;
/// Less room than this is not worth a read; also what a decoder needs to write a character.
const LEAST_ROOM: usize = 4 << 10;

/// A text that is read piece by piece, as UTF-8 or as the bytes of a file that should be.
pub(super) trait TextSource {
    /// Fills the front of `into`, which is not empty; 0 at the end.
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize>;

    /// Whether a decoder has put U+FFFD in the place of something it could not read.
    fn has_replaced(&self) -> bool {
        false
    }
}

/// A text in memory.
pub(super) struct Text<'a> {
    pub(super) rest: &'a [u8],
    pub(super) has_replaced: bool,
}

impl TextSource for Text<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        io::Read::read(&mut self.rest, into)
    }

    fn has_replaced(&self) -> bool {
        self.has_replaced
    }
}

/// The window.
pub(super) struct Buffer<S> {
    pub(super) source: S,
    bytes: Vec<u8>,
    filled: usize,
    /// The first byte that is not accounted for.
    pub(super) start: usize,
    /// Whether the text ends with the window.
    pub(super) is_last: bool,
    /// Whether the window holds the beginning of what may be text in a wrong encoding.
    pub(super) is_suspect: bool,
}

impl<S: TextSource> Buffer<S> {
    /// An empty window at the beginning of the text.
    pub(super) fn new(source: S) -> Buffer<S> {
        Buffer { source, bytes: vec![0; CHUNK], filled: 0, start: 0, is_last: false, is_suspect: false }
    }

    /// What is in the window; positions are offsets into it.
    #[inline]
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes[..self.filled]
    }

    /// Moves what is left to the front, grows when there is no room, and reads on.
    pub(super) fn refill(&mut self) -> io::Result<()> {
        self.bytes.copy_within(self.start..self.filled, 0);
        self.filled -= self.start;
        self.start = 0;
        if self.bytes.len() - self.filled < LEAST_ROOM {
            self.bytes.resize(self.bytes.len() * 2, 0);
        }
        let n_read = self.source.read(&mut self.bytes[self.filled..])?;
        self.filled += n_read;
        self.is_last = n_read == 0;
        self.is_suspect = is_suspect(&self.bytes[..self.filled]);
        Ok(())
    }
}

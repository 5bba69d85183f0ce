//! A file as text: its raw bytes hashed as they pass, unpacked when they are gzip,
//! taken out of an archive or workbook, turned into UTF-8 when they are not.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use encoding_rs::{CoderResult, Decoder};
use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};

use super::Error;
use super::buffer::TextSource;
use super::container::{self, Fault};
use super::encoding::Coding;

const RAW_CHUNK: usize = 64 << 10;

/// What the file is, once it has been read to its end.
pub(super) struct Seal {
    /// Bytes on disk.
    pub(super) bytes: u64,
    /// Of these.
    pub(super) sha256: [u8; 32],
    /// Bytes after unpacking.
    pub(super) text_bytes: u64,
}

/// An open file.
pub(super) struct Source {
    bytes: Bytes,
    n_unpacked: u64,
    /// Bytes that were looked at to find the byte order mark.
    head: Vec<u8>,
    decoder: Option<Transcoder>,
}

impl Source {
    /// Opens the file and looks whether it is packed. It is not hashed when `is_sealed` is false.
    pub(super) fn open(path: &Path, is_sealed: bool) -> Result<Source, Error> {
        let bytes = Bytes::open(path, is_sealed).map_err(|error| error_of(path, error))?;
        Ok(Source { bytes, n_unpacked: 0, head: Vec::new(), decoder: None })
    }

    /// Reads on as text in this encoding, after the mark if there is one, and says how long the mark was.
    pub(super) fn decode(&mut self, coding: Coding) -> io::Result<usize> {
        let mut head = [0; 3];
        let n_read = self.read_unpacked(&mut head)?;
        let mark = coding.mark_len(&head[..n_read]);
        self.head = head[mark..n_read].iter().rev().copied().collect();
        self.decoder = coding.decoder().map(Transcoder::new);
        Ok(mark)
    }

    /// Fills the slice unless the file ends before.
    pub(super) fn read_unpacked(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0;
        while filled < into.len() {
            match self.read_some(&mut into[filled..])? {
                0 => break,
                n_read => filled += n_read,
            }
        }
        Ok(filled)
    }

    fn read_some(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.bytes.read(into, self.n_unpacked) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
                Ok(n_read) => {
                    self.n_unpacked += n_read as u64;
                    return Ok(n_read);
                }
            }
        }
    }

    /// Closes the file. Its text has been read to the end.
    pub(super) fn seal(self) -> Seal {
        let raw = match self.bytes {
            Bytes::Plain(raw) => raw,
            Bytes::Gzip(decoder) => decoder.into_inner().into_inner(),
            Bytes::Table { file, .. } => file,
        };
        let sha256 = raw.hasher.map(|hasher| hasher.finalize().into()).unwrap_or_default();
        Seal { bytes: raw.n_read, sha256, text_bytes: self.n_unpacked }
    }
}

impl TextSource for Source {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let Some(mut decoder) = self.decoder.take() else {
            let n_head = self.head.len().min(into.len());
            for slot in &mut into[..n_head] {
                *slot = self.head.pop().unwrap_or_default();
            }
            return if n_head > 0 { Ok(n_head) } else { self.read_some(into) };
        };
        let result = decoder.read(into, self);
        self.decoder = Some(decoder);
        result
    }

    fn has_replaced(&self) -> bool {
        self.decoder.as_ref().is_some_and(|decoder| decoder.has_replaced)
    }
}

/// The error for what the system or the decoder said.
pub(super) fn error_of(path: &Path, error: io::Error) -> Error {
    if let Some(fault) = error.get_ref().and_then(|inner| inner.downcast_ref::<Fault>()) {
        return Error::Container { path: path.to_owned(), why: fault.to_string(), help: fault.help(path) };
    }
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Unpack>()) {
        Some(Unpack(inner)) if inner.kind() == io::ErrorKind::UnexpectedEof => {
            Error::TruncatedGzip { path: path.to_owned() }
        }
        Some(_) => Error::BrokenGzip { path: path.to_owned(), source: error },
        None => Error::from_io(path, error),
    }
}

/// What the gzip decoder said, told apart from what the system said.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Unpack(io::Error);

fn unpack_error(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
            io::Error::other(Unpack(error))
        }
        _ => error,
    }
}

enum Bytes {
    Plain(Raw),
    Gzip(Box<MultiGzDecoder<BufReader<Raw>>>),
    /// A table out of a container, and the container.
    Table {
        text: io::Cursor<Vec<u8>>,
        file: Raw,
    },
}

impl Bytes {
    fn open(path: &Path, is_sealed: bool) -> io::Result<Bytes> {
        if let Some(text) = container::text(path)? {
            let mut file = Raw::new(Vec::new(), File::open(container::file_of(path))?, is_sealed);
            if is_sealed {
                io::copy(&mut file, &mut io::sink())?;
            }
            return Ok(Bytes::Table { text: io::Cursor::new(text), file });
        }
        let mut file = File::open(path)?;
        let mut head = Vec::with_capacity(2);
        (&mut file).take(2).read_to_end(&mut head)?;
        let is_gzip = head == [0x1F, 0x8B];
        let is_empty = head.is_empty();
        let raw = Raw::new(head, file, is_sealed);
        if is_gzip {
            let buffered = BufReader::with_capacity(RAW_CHUNK, raw);
            return Ok(Bytes::Gzip(Box::new(MultiGzDecoder::new(buffered))));
        }
        if !is_empty && path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gz")) {
            let error = io::Error::new(io::ErrorKind::InvalidData, "it is named .gz and has no gzip header");
            return Err(unpack_error(error));
        }
        Ok(Bytes::Plain(raw))
    }

    /// `n_unpacked` is what came out so far.
    fn read(&mut self, into: &mut [u8], n_unpacked: u64) -> io::Result<usize> {
        match self {
            Bytes::Plain(raw) => raw.read(into),
            Bytes::Gzip(decoder) => {
                let n_read = decoder.read(into).map_err(unpack_error)?;
                let n_packed = decoder.get_ref().get_ref().n_read.max(1);
                if n_unpacked > container::LEAST_BOMB && n_unpacked / n_packed > container::MAX_RATIO {
                    return Err(io::Error::other(Fault::Bomb(n_unpacked / n_packed)));
                }
                Ok(n_read)
            }
            Bytes::Table { text, .. } => text.read(into),
        }
    }
}

/// The file's own bytes, counted and hashed as they pass.
struct Raw {
    inner: io::Chain<io::Cursor<Vec<u8>>, File>,
    hasher: Option<Sha256>,
    n_read: u64,
}

impl Raw {
    /// The bytes that were read already, and the rest of the file.
    fn new(head: Vec<u8>, file: File, is_sealed: bool) -> Raw {
        Raw { inner: io::Cursor::new(head).chain(file), hasher: is_sealed.then(Sha256::new), n_read: 0 }
    }
}

impl Read for Raw {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n_read = self.inner.read(into)?;
        self.n_read += n_read as u64;
        if let Some(hasher) = &mut self.hasher {
            hasher.update(&into[..n_read]);
        }
        Ok(n_read)
    }
}

/// Bytes in another encoding to UTF-8.
struct Transcoder {
    decoder: Decoder,
    raw: Vec<u8>,
    start: usize,
    end: usize,
    is_finished: bool,
    has_replaced: bool,
}

impl Transcoder {
    fn new(decoder: Decoder) -> Transcoder {
        Transcoder { decoder, raw: vec![0; RAW_CHUNK], start: 0, end: 0, is_finished: false, has_replaced: false }
    }

    fn read(&mut self, into: &mut [u8], source: &mut Source) -> io::Result<usize> {
        while !self.is_finished {
            if self.start == self.end {
                self.start = 0;
                // The decoder is set aside meanwhile, so this reads the bytes as they stand.
                self.end = TextSource::read(source, &mut self.raw)?;
            }
            let is_last = self.start == self.end;
            let rest = &self.raw[self.start..self.end];
            let (result, n_read, n_written, had_errors) = self.decoder.decode_to_utf8(rest, into, is_last);
            self.start += n_read;
            self.has_replaced |= had_errors;
            self.is_finished = is_last && result == CoderResult::InputEmpty;
            if n_written > 0 {
                return Ok(n_written);
            }
        }
        Ok(0)
    }
}

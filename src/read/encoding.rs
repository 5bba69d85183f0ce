//! Which encoding the bytes are in, how long a text was in it, and what a stray line in another one says.
//!
//! Order of evidence: the settings, a byte order mark, the pattern of NUL bytes (UTF-16 without a mark), validity as
//! UTF-8. What is not UTF-8 is Windows-1252, unless it holds bytes that Windows-1252 leaves undefined, or far more
//! sound UTF-8 than not: then it stays UTF-8 and its bad rows are named.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The name of UTF-8 with a mark; encoding_rs has one name for both.
pub(super) const UTF_8_WITH_MARK: &str = "UTF-8 with BOM";

/// The encoding of a file, by the name that [`Dialect::encoding`](super::Dialect::encoding) shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Coding {
    encoding: &'static Encoding,
    pub(super) name: &'static str,
}

impl Coding {
    fn new(encoding: &'static Encoding) -> Coding {
        Coding { encoding, name: encoding.name() }
    }

    /// The one of that name; labels are those of the WHATWG.
    pub(super) fn of_label(label: &str) -> Option<Coding> {
        if label == UTF_8_WITH_MARK {
            return Some(Coding { encoding: UTF_8, name: UTF_8_WITH_MARK });
        }
        let encoding = Encoding::for_label(label.trim().as_bytes())?;
        // The one encoding of the WHATWG that replaces everything.
        (encoding != encoding_rs::REPLACEMENT).then(|| Coding::new(encoding))
    }

    /// The one that the first bytes of a file suggest.
    pub(super) fn detect(head: &[u8]) -> Coding {
        match Encoding::for_bom(head) {
            Some((encoding, _)) if encoding == UTF_8 => Coding { encoding, name: UTF_8_WITH_MARK },
            Some((encoding, _)) => Coding::new(encoding),
            None => Coding::new(wide(head).unwrap_or_else(|| narrow(head))),
        }
    }

    /// Length of the byte order mark at the head of a file in this encoding.
    pub(super) fn mark_len(self, head: &[u8]) -> usize {
        match Encoding::for_bom(head) {
            Some((encoding, length)) if encoding == self.encoding => length,
            _ => 0,
        }
    }

    /// The decoder; none for UTF-8, which is read as it stands.
    pub(super) fn decoder(self) -> Option<encoding_rs::Decoder> {
        (self.encoding != UTF_8).then(|| self.encoding.new_decoder_without_bom_handling())
    }

    /// How many bytes of the file a piece of its text took.
    ///
    /// Exact for UTF-8, UTF-16 and single-byte encodings; for the others as the encoder of today would write it.
    #[inline]
    pub(super) fn length_in_file(self, text: &[u8]) -> u64 {
        if self.encoding == UTF_8 {
            return text.len() as u64;
        }
        self.length_when_decoded(text)
    }

    fn length_when_decoded(self, text: &[u8]) -> u64 {
        let n_chars = text.iter().filter(|&&byte| !is_continuation(byte)).count() as u64;
        if self.encoding == UTF_16LE || self.encoding == UTF_16BE {
            return 2 * (n_chars + text.iter().filter(|&&byte| byte >= 0xF0).count() as u64);
        }
        if self.encoding.is_single_byte() {
            return n_chars;
        }
        match std::str::from_utf8(text) {
            Ok(text) => self.encoding.encode(text).0.len() as u64,
            Err(_) => n_chars,
        }
    }
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

/// UTF-16 without a mark: nearly every second byte of mostly Latin text is NUL, always on the same side.
fn wide(head: &[u8]) -> Option<&'static Encoding> {
    let head = &head[..head.len().min(4096)];
    let n_pairs = head.len() / 2;
    let nul_at = |side: usize| head.iter().skip(side).step_by(2).filter(|&&byte| byte == 0).count();
    let (first, second) = (nul_at(0), nul_at(1));
    // Shares are our judgement: names and dates are nearly all ASCII, other scripts still have delimiters and digits.
    let (many, few) = (n_pairs.div_ceil(2), n_pairs / 20);
    match n_pairs {
        0..=3 => None,
        _ if second >= many && first <= few => Some(UTF_16LE),
        _ if first >= many && second <= few => Some(UTF_16BE),
        _ => None,
    }
}

fn narrow(head: &[u8]) -> &'static Encoding {
    let mut n_good = 0_u64;
    let mut n_bad = 0_u64;
    let mut has_undefined = false;
    for chunk in head.utf8_chunks() {
        n_good += chunk.valid().bytes().filter(|&byte| byte >= 0xC0).count() as u64;
        n_bad += chunk.invalid().len() as u64;
        has_undefined |= chunk.invalid().iter().any(|&byte| is_undefined(byte));
    }
    if n_bad == 0 || has_undefined || (n_good > 0 && n_good >= n_bad) { UTF_8 } else { WINDOWS_1252 }
}

/// Bytes to which Windows-1252 gives no character.
fn is_undefined(byte: u8) -> bool {
    matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D)
}

/// More letters with marks than this in a row are rather the two-byte letters of another encoding. Our judgement.
const MAX_MARKED: usize = 3;

/// The bytes as Windows-1252, when that is what they are: something is not UTF-8, nothing is undefined, no sound UTF-8
/// sequence stands beside it, which would speak for a damaged row, and there is no long run of bytes above ASCII.
pub(super) fn as_windows_1252(bytes: &[u8]) -> Option<String> {
    let mixed = bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii());
    let is_long = bytes.split(u8::is_ascii).any(|run| run.len() > MAX_MARKED);
    if mixed || is_long || bytes.iter().any(|&byte| is_undefined(byte)) {
        return None;
    }
    Some(WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned())
}

/// The beginning of the bytes for people: UTF-8, or else Windows-1252, which has a character for any byte.
pub(super) fn excerpt(bytes: &[u8], max_chars: usize) -> String {
    let bytes = &bytes[..bytes.len().min(max_chars.saturating_mul(4))];
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(error) if error.error_len().is_none() => String::from_utf8_lossy(&bytes[..error.valid_up_to()]),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    };
    text.chars().take(max_chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn detects_what_the_bytes_say() {
        let utf_16: Vec<u8> = "Id,Name\n1,é\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "Id,Name\n1,é\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let cases: [(&[u8], &str); 9] = [
            (b"Id\n", "UTF-8"),
            (b"\xEF\xBB\xBFId\n", UTF_8_WITH_MARK),
            (b"\xFF\xFEI\0d\0", "UTF-16LE"),
            (&utf_16, "UTF-16LE"),
            (&big, "UTF-16BE"),
            (b"Id\nCaf\xE9\n", "windows-1252"),
            (b"Id\n\x81\x40\n", "UTF-8"),
            ("Id\n1,2\né".as_bytes(), "UTF-8"),
            (b"Id\n\xC3\xA9\nCaf\xE9\n", "UTF-8"),
        ];
        for (bytes, name) in cases {
            assert_eq!(Coding::detect(bytes).name, name, "{bytes:?}");
        }
    }

    #[test]
    fn lengths_are_those_in_the_file() {
        let length = |label, text: &str| Coding::of_label(label).map(|coding| coding.length_in_file(text.as_bytes()));
        assert_eq!(length("utf-8", "aé😀"), Some(7));
        assert_eq!(length("utf-16le", "aé😀"), Some(8));
        assert_eq!(length("windows-1252", "aé€"), Some(3));
        assert_eq!(length("shift_jis", "aあ"), Some(3));
    }

    #[test]
    fn a_row_with_both_encodings_is_neither() {
        assert_eq!(as_windows_1252(b"Caf\xE9").as_deref(), Some("Café"));
        assert_eq!(as_windows_1252(b"Caf\xE9 \xC3\xA9"), None);
        assert_eq!(as_windows_1252(b"\x81"), None);
        assert_eq!(as_windows_1252(b"\xCF\xF0\xE8\xE2\xE5\xF2"), None);
    }
}

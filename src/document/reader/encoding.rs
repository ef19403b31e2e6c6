//! Bytes to text: byte order marks, UTF-16, and repair of what is not UTF-8.

use std::borrow::Cow;
use std::io::{self, Read};

use crate::document::reader::peeked::Peeked;

const UTF8_MARK: &[u8] = &[0xef, 0xbb, 0xbf];
const UTF16_LITTLE_MARK: &[u8] = &[0xff, 0xfe];
const UTF16_BIG_MARK: &[u8] = &[0xfe, 0xff];

type ByteOrder = fn([u8; 2]) -> u16;

/// A stream that is meant to be UTF-8: without its byte order mark, or transcoded from UTF-16 where the mark says so. And whether it is.
pub(super) fn unmarked(mut stream: Peeked) -> (Peeked, bool) {
    let head = stream.head();
    let (mark, order): (_, Option<ByteOrder>) = if head.starts_with(UTF8_MARK) {
        (UTF8_MARK, None)
    } else if head.starts_with(UTF16_LITTLE_MARK) {
        (UTF16_LITTLE_MARK, Some(u16::from_le_bytes))
    } else if head.starts_with(UTF16_BIG_MARK) {
        (UTF16_BIG_MARK, Some(u16::from_be_bytes))
    } else {
        return (stream, false);
    };
    stream.skip(mark.len());
    match order {
        Some(order) => (Peeked::new(Box::new(Utf16::new(stream, order))), true),
        None => (stream, false),
    }
}

/// The text of some bytes, and how many of them were not UTF-8 and stand as U+FFFD now.
pub(super) fn decode(bytes: &[u8]) -> (Cow<'_, str>, u64) {
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return (Cow::Borrowed(text), 0);
    }
    let mut text = String::with_capacity(bytes.len() + 2);
    let mut repaired = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
            repaired += chunk.invalid().len() as u64;
        }
    }
    (Cow::Owned(text), repaired)
}

/// Turns UTF-16 into UTF-8 on the way.
struct Utf16<R> {
    reader: R,
    order: ByteOrder,
    /// Read and not yet decoded: at most half a character between two calls.
    raw: Vec<u8>,
    decoded: io::Cursor<Vec<u8>>,
}

impl<R: Read> Utf16<R> {
    const BLOCK: u64 = 64 << 10;
    /// Never part of UTF-8: what is broken in the UTF-16 is then repaired, and counted, with everything else that is not UTF-8.
    const BROKEN: u8 = 0xff;

    fn new(reader: R, order: ByteOrder) -> Self {
        Self {
            reader,
            order,
            raw: Vec::new(),
            decoded: io::Cursor::default(),
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        let ended = (&mut self.reader)
            .take(Self::BLOCK)
            .read_to_end(&mut self.raw)?
            == 0;
        let mut units: Vec<u16> = self
            .raw
            .chunks_exact(2)
            .map(|pair| (self.order)([pair[0], pair[1]]))
            .collect();
        let is_lead = |unit: &u16| (0xd800..0xdc00).contains(unit);
        if !ended && units.last().is_some_and(is_lead) {
            units.pop();
        }
        self.raw.drain(..units.len() * 2);
        let decoded = self.decoded.get_mut();
        decoded.clear();
        for unit in char::decode_utf16(units) {
            match unit {
                Ok(character) => {
                    decoded.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                }
                Err(_) => decoded.push(Self::BROKEN),
            }
        }
        if ended && !self.raw.is_empty() {
            self.raw.clear();
            decoded.push(Self::BROKEN);
        }
        self.decoded.set_position(0);
        Ok(())
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            let read = self.decoded.read(buffer)?;
            if read > 0 {
                return Ok(read);
            }
            let before = self.raw.len();
            self.fill()?;
            let nothing_left = self.decoded.get_ref().is_empty() && self.raw.len() == before;
            if nothing_left {
                return Ok(0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, u64) {
        let (mut stream, _) = unmarked(Peeked::new(Box::new(io::Cursor::new(bytes.to_vec()))));
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let (text, repaired) = decode(&bytes);
        (text.into_owned(), repaired)
    }

    fn utf16(text: &str, mark: bool, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        let mark = mark.then_some(0xfeff);
        mark.into_iter()
            .chain(text.encode_utf16())
            .flat_map(order)
            .collect()
    }

    #[test]
    fn marks_are_stripped_once() {
        assert_eq!(read(b"\xef\xbb\xbfABC"), ("ABC".into(), 0));
        assert_eq!(read(b"\xef\xbb\xbf"), (String::new(), 0));
        assert_eq!(
            read("\u{feff}\u{feff}A".as_bytes()),
            ("\u{feff}A".into(), 0)
        );
        assert_eq!(read(b""), (String::new(), 0));
        assert_eq!(read(b"A"), ("A".into(), 0));
    }

    #[test]
    fn utf16_in_both_orders() {
        let text = "Zürich 東京 🚀";
        assert_eq!(read(&utf16(text, true, u16::to_le_bytes)), (text.into(), 0));
        assert_eq!(read(&utf16(text, true, u16::to_be_bytes)), (text.into(), 0));
    }

    #[test]
    fn utf16_across_block_edges() {
        // Odd blocks of one unit and then pairs: some pair lies across every block's edge.
        let text = format!("x{}", "🚀".repeat(70_000));
        assert_eq!(read(&utf16(&text, true, u16::to_le_bytes)), (text, 0));
    }

    #[test]
    fn broken_utf16_is_repaired_and_counted() {
        assert_eq!(read(b"\xff\xfeA\0\x00\xd8B\0"), ("A\u{fffd}B".into(), 1));
        assert_eq!(read(b"\xff\xfeA\0\x00\xd8"), ("A\u{fffd}".into(), 1));
        assert_eq!(read(b"\xff\xfeA\0B"), ("A\u{fffd}".into(), 1));
        assert_eq!(read(b"\xff\xfe"), (String::new(), 0));
    }

    #[test]
    fn broken_utf8_is_repaired_and_counted() {
        assert_eq!(
            decode(b"caf\xe9 au lait"),
            ("caf\u{fffd} au lait".into(), 1)
        );
        assert_eq!(decode(b"\xe6\x9d"), ("\u{fffd}".into(), 2));
        assert_eq!(decode(b"a\0b"), ("a\0b".into(), 0));
        assert!(matches!(decode("東京".as_bytes()).0, Cow::Borrowed(_)));
    }
}

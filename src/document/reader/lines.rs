//! Lines out of a stream, by big shared blocks: a line is a range of its block, so that handing it to another thread copies nothing.

use std::io::{self, Read};
use std::ops::Range;
use std::sync::Arc;

/// Bytes read at once. Small enough for a second-level cache, large enough that system calls do not count.
const BLOCK: usize = 256 << 10;

/// A line without its line feed.
#[derive(Clone, Debug)]
pub(in crate::document) struct Line {
    block: Arc<Vec<u8>>,
    range: Range<usize>,
    /// From 1.
    pub(in crate::document) number: u64,
}

impl Line {
    pub(in crate::document) fn bytes(&self) -> &[u8] {
        &self.block[self.range.clone()]
    }

    /// Whether it holds nothing but white space.
    pub(in crate::document) fn is_blank(&self) -> bool {
        self.bytes().trim_ascii_start().is_empty()
    }
}

/// Why there is no line.
#[derive(Debug)]
pub(in crate::document) enum LineError {
    /// Nothing more can be read.
    Io(io::Error),
    /// This line is too long and was skipped.
    TooLong { number: u64, bytes: u64 },
}

/// Iterator over the lines of a stream. After a line that is too long it goes on with the next.
pub(in crate::document) struct Lines<R> {
    reader: R,
    limit: usize,
    block: Arc<Vec<u8>>,
    /// Where the next line starts in the block.
    start: usize,
    /// Up to where the block is known to hold no line feed.
    scanned: usize,
    number: u64,
    ended: bool,
    /// Why it ended, until that has been said: whole lines before the fault come first.
    fault: Option<io::Error>,
}

impl<R: Read> Lines<R> {
    /// Lines of at most `limit` bytes.
    pub(in crate::document) fn new(reader: R, limit: usize) -> Self {
        Self {
            reader,
            limit,
            block: Arc::default(),
            start: 0,
            scanned: 0,
            number: 0,
            ended: false,
            fault: None,
        }
    }

    /// Reads more behind what is not yet handed out, in place where no line of this block is in use any more.
    fn fill(&mut self) {
        let pending = self.block.len() - self.start;
        // At least doubling keeps the copying of one long line linear.
        let wanted = BLOCK.max(pending);
        if let Some(block) = Arc::get_mut(&mut self.block) {
            block.drain(..self.start);
        } else {
            let mut block = Vec::with_capacity(pending + wanted);
            block.extend_from_slice(&self.block[self.start..]);
            self.block = Arc::new(block);
        }
        self.start = 0;
        self.scanned = pending;
        let block =
            Arc::get_mut(&mut self.block).expect("made or checked to be the only one above");
        block.reserve(wanted);
        match (&mut self.reader).take(wanted as u64).read_to_end(block) {
            Ok(read) => self.ended = read == 0,
            Err(error) => {
                self.ended = true;
                self.fault = Some(error);
            }
        }
    }

    fn take_line(&mut self, end: usize, next: usize) -> Line {
        let range = self.start..end;
        self.start = next;
        self.scanned = next;
        self.number += 1;
        Line {
            block: Arc::clone(&self.block),
            range,
            number: self.number,
        }
    }

    /// Drops the line that is too long, up to its line feed, without keeping it.
    fn skip_line(&mut self) -> LineError {
        self.number += 1;
        let mut bytes = 0;
        loop {
            let rest = &self.block[self.start..];
            if let Some(length) = memchr::memchr(b'\n', rest) {
                bytes += length as u64;
                self.start += length + 1;
                self.scanned = self.start;
                break;
            }
            bytes += rest.len() as u64;
            self.start = self.block.len();
            if self.ended {
                break;
            }
            self.fill();
        }
        LineError::TooLong {
            number: self.number,
            bytes,
        }
    }
}

impl<R: Read> Iterator for Lines<R> {
    type Item = Result<Line, LineError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(at) = memchr::memchr(b'\n', &self.block[self.scanned..]) {
                let end = self.scanned + at;
                if end - self.start > self.limit {
                    return Some(Err(self.skip_line()));
                }
                return Some(Ok(self.take_line(end, end + 1)));
            }
            self.scanned = self.block.len();
            if self.scanned - self.start > self.limit {
                return Some(Err(self.skip_line()));
            }
            if let Some(error) = self.fault.take() {
                // Half a line is worth nothing.
                self.start = self.block.len();
                return Some(Err(LineError::Io(error)));
            }
            if self.ended {
                let rest = self.start < self.block.len();
                return rest.then(|| Ok(self.take_line(self.block.len(), self.block.len())));
            }
            self.fill();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time, then fails if told to.
    struct Slow<'a>(&'a [u8], bool);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            match self.0.split_first() {
                Some((byte, rest)) if !buffer.is_empty() => {
                    buffer[0] = *byte;
                    self.0 = rest;
                    Ok(1)
                }
                None if self.1 => Err(io::Error::other("broken")),
                Some(_) | None => Ok(0),
            }
        }
    }

    fn lines(reader: impl Read, limit: usize) -> Vec<String> {
        Lines::new(reader, limit)
            .map(|line| match line {
                Ok(line) => format!("{} {}", line.number, String::from_utf8_lossy(line.bytes())),
                Err(LineError::TooLong { number, bytes }) => format!("{number} too long: {bytes}"),
                Err(LineError::Io(error)) => error.to_string(),
            })
            .collect()
    }

    #[test]
    fn lines_with_and_without_a_last_line_feed() {
        assert_eq!(lines(&b"a\n\nbc"[..], 9), ["1 a", "2 ", "3 bc"]);
        assert_eq!(lines(&b"a\n"[..], 9), ["1 a"]);
        assert_eq!(lines(&b"\n"[..], 9), ["1 "]);
        assert!(lines(&b""[..], 9).is_empty());
    }

    #[test]
    fn what_is_too_long_is_skipped_with_its_number() {
        assert_eq!(
            lines(&b"abc\nabcd\nabcdefgh\nab"[..], 3),
            ["1 abc", "2 too long: 4", "3 too long: 8", "4 ab"]
        );
        assert_eq!(lines(Slow(b"abcdef", false), 3), ["1 too long: 6"]);
    }

    #[test]
    fn lines_longer_than_a_block() {
        let long = "x".repeat(3 * BLOCK + 1);
        let text = format!("{long}\n{long}\nend");
        let expected = [format!("1 {long}"), format!("2 {long}"), "3 end".into()];
        assert_eq!(lines(text.as_bytes(), text.len()), expected);
        let found = lines(text.as_bytes(), BLOCK);
        let skipped = |number| format!("{number} too long: {}", long.len());
        assert_eq!(found, [skipped(1), skipped(2), "3 end".into()]);
    }

    #[test]
    fn whole_lines_come_before_a_read_error_and_nothing_after() {
        assert_eq!(lines(Slow(b"a\nb", true), 9), ["1 a", "broken"]);
    }

    #[test]
    fn lines_outlive_the_block_they_came_in() {
        let text = "0123456789\n".repeat(BLOCK / 4);
        let kept: Vec<Line> = Lines::new(text.as_bytes(), 99)
            .map(Result::unwrap)
            .collect();
        assert_eq!(kept.len(), BLOCK / 4);
        assert!(kept.iter().all(|line| line.bytes() == b"0123456789"));
    }
}

//! Lines out of a stream, straight into the memory of a batch.

use std::io::{self, Read};
use std::ops::Range;

use crate::document::load::{Kind, Load};
use crate::document::reader::peeked::read_some;
use crate::document::reader::too_long;
use crate::error::Error;

/// Reads the lines of a stream that are not blank. After a line that is too long it goes on with the next.
pub(in crate::document) struct Lines<R> {
    reader: R,
    limit: usize,
    /// The beginning of a line whose end has not been read.
    rest: Vec<u8>,
    /// How much of a line has been dropped because it is too long.
    dropped: u64,
    /// Of the line read last, from 1.
    number: u64,
    /// The same among lines that are not blank.
    ordinal: u64,
}

/// How reading a block ended.
enum End {
    Full,
    Stream,
    Fault(io::Error),
}

impl<R: Read> Lines<R> {
    /// Read at least at once, so that it pays even where a batch is nearly full.
    const LEAST: usize = 32 << 10;

    /// Lines of at most `limit` bytes.
    pub(in crate::document) fn new(reader: R, limit: usize) -> Self {
        Self {
            reader,
            limit,
            rest: Vec::new(),
            dropped: 0,
            number: 0,
            ordinal: 0,
        }
    }

    /// Adds lines to a load: those that end in its first `goal` bytes, or if there is none, in as many more as it takes. Tells whether there
    /// may be more.
    pub(in crate::document) fn fill(&mut self, load: &mut Load, goal: usize) -> bool {
        let first = load.filled();
        // Where the line begins whose end is looked for, and up to where it has been.
        let mut start = first;
        let mut scanned = load.append(&self.rest).end;
        self.rest.clear();
        let mut goal = goal.max(scanned + Self::LEAST);
        loop {
            let end = self.read(load, goal);
            while let Some(length) = memchr::memchr(b'\n', load.bytes(scanned..load.filled())) {
                self.push(load, start..scanned + length);
                start = scanned + length + 1;
                scanned = start;
            }
            scanned = load.filled();
            let pending = scanned - start;
            if self.dropped > 0 || pending > self.limit {
                self.dropped += pending as u64;
                load.truncate(start);
                scanned = start;
            }
            match end {
                End::Full if start > first => {
                    self.rest.extend_from_slice(load.bytes(start..scanned));
                    load.truncate(start);
                    return true;
                }
                // At least doubling keeps the searching of one long line linear.
                End::Full => goal = scanned + pending.max(Self::LEAST),
                End::Stream => {
                    if self.dropped > 0 || scanned > start {
                        self.push(load, start..scanned);
                    }
                    return false;
                }
                End::Fault(source) => {
                    // Half a line is worth nothing.
                    load.truncate(start);
                    let path = load.path().to_owned();
                    load.push_failure(Error::Io { path, source });
                    return false;
                }
            }
        }
    }

    fn read(&mut self, load: &mut Load, goal: usize) -> End {
        while load.filled() < goal {
            let wanted = goal - load.filled();
            match read_some(&mut self.reader, &mut load.space(wanted)[..wanted]) {
                Ok(0) => return End::Stream,
                Ok(read) => load.advance(read),
                Err(error) => return End::Fault(error),
            }
        }
        End::Full
    }

    fn push(&mut self, load: &mut Load, range: Range<usize>) {
        self.number += 1;
        let length = self.dropped + range.len() as u64;
        self.dropped = 0;
        if length > self.limit as u64 {
            self.ordinal += 1;
            let error = too_long(load.path(), Some(self.number), length, self.limit);
            load.push_failure(error);
        } else if !load.bytes(range.clone()).trim_ascii_start().is_empty() {
            self.ordinal += 1;
            load.push(Kind::Line, range, Some(self.number), Some(self.ordinal));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLOCK: usize = 256 << 10;

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

    /// Number, ordinal and content of each line, in loads of `goal` bytes.
    fn lines_by(goal: usize, reader: impl Read, limit: usize) -> Vec<String> {
        let mut lines = Lines::new(reader, limit);
        let mut found = Vec::new();
        loop {
            let mut load = Load::default();
            load.append(b"of another file");
            let has_more = lines.fill(&mut load, goal);
            let mut failures = load.take_failures().into_iter();
            found.extend(load.entries().iter().map(|entry| {
                if let Kind::Failed = entry.kind {
                    return match failures.next().unwrap() {
                        Error::TooLong { line, bytes, .. } => {
                            format!("{} too long: {bytes}", line.unwrap())
                        }
                        Error::Io { source, .. } => source.to_string(),
                        other => other.to_string(),
                    };
                }
                let line = load.bytes(entry.range.clone());
                let (number, ordinal) = (entry.line.unwrap(), entry.ordinal.unwrap());
                format!("{number} {ordinal} {}", String::from_utf8_lossy(line))
            }));
            if !has_more {
                return found;
            }
        }
    }

    fn lines(reader: impl Read, limit: usize) -> Vec<String> {
        lines_by(BLOCK, reader, limit)
    }

    #[test]
    fn lines_with_and_without_a_last_line_feed() {
        assert_eq!(lines(&b"a\n\nbc"[..], 9), ["1 1 a", "3 2 bc"]);
        assert_eq!(lines(&b"a\n"[..], 9), ["1 1 a"]);
        assert!(lines(&b"\n \r\n"[..], 9).is_empty());
        assert!(lines(&b""[..], 9).is_empty());
    }

    #[test]
    fn what_is_too_long_is_skipped_with_its_number() {
        assert_eq!(
            lines(&b"abc\nabcd\nabcdefgh\nab"[..], 3),
            ["1 1 abc", "2 too long: 4", "3 too long: 8", "4 4 ab"]
        );
        assert_eq!(lines(Slow(b"abcdef", false), 3), ["1 too long: 6"]);
    }

    #[test]
    fn lines_longer_than_a_block() {
        let long = "x".repeat(3 * BLOCK + 1);
        let text = format!("{long}\n{long}\nend");
        let expected = [
            format!("1 1 {long}"),
            format!("2 2 {long}"),
            "3 3 end".into(),
        ];
        assert_eq!(lines(text.as_bytes(), text.len()), expected);
        assert_eq!(lines_by(1, text.as_bytes(), text.len()), expected);
        let found = lines(text.as_bytes(), BLOCK);
        let skipped = |number| format!("{number} too long: {}", long.len());
        assert_eq!(found, [skipped(1), skipped(2), "3 3 end".into()]);
    }

    #[test]
    fn whole_lines_come_before_a_read_error_and_nothing_after() {
        assert_eq!(lines(Slow(b"a\nb", true), 9), ["1 1 a", "broken"]);
    }

    #[test]
    fn lines_across_the_edges_of_loads() {
        let mut text = String::new();
        let mut expected = Vec::new();
        for number in 1..=BLOCK / 4 {
            let line = format!("{number}0123456789");
            text = text + &line + "\n";
            expected.push(format!("{number} {number} {line}"));
        }
        for goal in [1, 70_001, BLOCK] {
            assert_eq!(lines_by(goal, text.as_bytes(), 99), expected);
        }
    }
}

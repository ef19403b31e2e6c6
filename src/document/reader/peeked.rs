//! Streams whose first bytes can be looked at.

use std::io::{self, ErrorKind, Read};

use crate::document::reader::Stream;

/// A stream of which the first bytes have been read and are kept until they are read again.
pub(super) struct Peeked {
    /// Apart, so that the rest is moved about cheaply.
    head: Box<[u8]>,
    /// What of the head has been read again.
    start: usize,
    end: usize,
    ended: bool,
    /// Why the stream ended within its head, until that has been said.
    fault: Option<io::Error>,
    stream: Stream,
}

impl Peeked {
    /// Enough to tell every format.
    const HEAD: usize = 512;

    /// Reads the head. A fault of the stream is told by the read that comes to it.
    pub(super) fn new(stream: Stream) -> Self {
        let mut peeked = Self {
            head: vec![0; Self::HEAD].into_boxed_slice(),
            start: 0,
            end: 0,
            ended: false,
            fault: None,
            stream,
        };
        while peeked.end < Self::HEAD && !peeked.ended {
            match read_some(&mut peeked.stream, &mut peeked.head[peeked.end..]) {
                Ok(read) => {
                    peeked.end += read;
                    peeked.ended = read == 0;
                }
                Err(error) => {
                    peeked.fault = Some(error);
                    peeked.ended = true;
                }
            }
        }
        peeked
    }

    /// The first bytes that are still to be read: 512, fewer where the stream is shorter or has been read from.
    pub(super) fn head(&self) -> &[u8] {
        &self.head[self.start..self.end]
    }

    /// Passes over bytes of the head.
    pub(super) fn skip(&mut self, bytes: usize) {
        self.start = self.end.min(self.start + bytes);
    }
}

impl Read for Peeked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.start < self.end {
            let mut head = self.head();
            let read = head.read(buffer)?;
            self.start += read;
            return Ok(read);
        }
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        if self.ended {
            return Ok(0);
        }
        self.stream.read(buffer)
    }
}

/// Reads once, again where a signal came between.
pub(super) fn read_some(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match reader.read(buffer) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Failing(&'static [u8]);

    impl Read for Failing {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            match self.0.read(buffer)? {
                0 => Err(io::Error::other("broken")),
                read => Ok(read),
            }
        }
    }

    #[test]
    fn the_head_is_read_again() {
        let bytes: Vec<u8> = (0..=255).cycle().take(1_000).collect();
        let mut peeked = Peeked::new(Box::new(io::Cursor::new(bytes.clone())));
        assert_eq!(peeked.head(), &bytes[..512]);
        peeked.skip(3);
        let mut read = Vec::new();
        peeked.read_to_end(&mut read).unwrap();
        assert_eq!(read, bytes[3..]);
    }

    #[test]
    fn what_comes_before_a_fault_is_read() {
        let mut peeked = Peeked::new(Box::new(Failing(b"abc")));
        assert_eq!(peeked.head(), b"abc");
        let mut read = Vec::new();
        assert!(peeked.read_to_end(&mut read).is_err());
        assert_eq!(read, b"abc");
    }
}

//! Compressed streams, known by their first bytes rather than by their names.

#[cfg(any(feature = "gzip", feature = "zstd"))]
use std::io::Read;
use std::path::Path;

use crate::document::reader::peeked::Peeked;
use crate::error::{Error, Result};

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
const BZIP2: &[u8] = b"BZh";
const BZIP2_BLOCK: &[u8] = &[0x31, 0x41, 0x59, 0x26, 0x53, 0x59];
const XZ: &[u8] = &[0xfd, b'7', b'z', b'X', b'Z', 0];

/// A stream with its compression undone, and whether there was any. Several gzip members or zstd frames in a row are read as one.
///
/// # Errors
/// [`Error::UnsupportedCompression`], [`Error::FeatureNeeded`] or [`Error::Io`], all naming `path`.
pub(super) fn decompressed(stream: Peeked, path: &Path) -> Result<(Peeked, bool)> {
    let head = stream.head();
    if head.starts_with(GZIP) {
        Ok((gzip(stream, path)?, true))
    } else if head.starts_with(ZSTD) {
        Ok((zstd(stream, path)?, true))
    } else if head.starts_with(BZIP2) && head[4.min(head.len())..].starts_with(BZIP2_BLOCK) {
        Err(unsupported(path, "bzip2"))
    } else if head.starts_with(XZ) {
        Err(unsupported(path, "xz"))
    } else {
        Ok((stream, false))
    }
}

fn unsupported(path: &Path, compression: &'static str) -> Error {
    Error::UnsupportedCompression {
        path: path.to_owned(),
        compression,
    }
}

#[cfg(feature = "gzip")]
#[allow(clippy::unnecessary_wraps, reason = "fails where the feature is off")]
fn gzip(stream: Peeked, _: &Path) -> Result<Peeked> {
    Ok(Peeked::new(Box::new(Named {
        decoder: flate2::read::MultiGzDecoder::new(stream),
        name: "gzip",
    })))
}

#[cfg(feature = "zstd")]
fn zstd(stream: Peeked, path: &Path) -> Result<Peeked> {
    // Files written with `zstd --long` need it; memory is only used as far as the stream fills it.
    const LARGEST_WINDOW_LOG: u32 = 31;
    let decoder = zstd::stream::read::Decoder::new(stream)
        .and_then(|mut decoder| decoder.window_log_max(LARGEST_WINDOW_LOG).map(|()| decoder))
        .map_err(|source| Error::Io {
            path: path.to_owned(),
            source,
        })?;
    Ok(Peeked::new(Box::new(Named {
        decoder,
        name: "zstd",
    })))
}

#[cfg(not(feature = "gzip"))]
fn gzip(_: Peeked, path: &Path) -> Result<Peeked> {
    Err(Error::FeatureNeeded {
        path: path.to_owned(),
        feature: "gzip",
    })
}

#[cfg(not(feature = "zstd"))]
fn zstd(_: Peeked, path: &Path) -> Result<Peeked> {
    Err(Error::FeatureNeeded {
        path: path.to_owned(),
        feature: "zstd",
    })
}

/// Says in its errors which decoder found fault: "unexpected end of file" alone reads like a fault of the disk.
#[cfg(any(feature = "gzip", feature = "zstd"))]
struct Named<R> {
    decoder: R,
    name: &'static str,
}

#[cfg(any(feature = "gzip", feature = "zstd"))]
impl<R: Read> Read for Named<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.decoder.read(buffer).map_err(|error| {
            if error.kind() == std::io::ErrorKind::Interrupted {
                return error;
            }
            std::io::Error::new(error.kind(), format!("damaged {} data: {error}", self.name))
        })
    }
}

#[cfg(test)]
#[cfg(all(feature = "gzip", feature = "zstd"))]
pub(super) mod tests {
    use std::io::Write;

    use super::*;

    pub(in crate::document) fn gzipped(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    pub(in crate::document) fn zstd_compressed(bytes: &[u8]) -> Vec<u8> {
        zstd::encode_all(bytes, 1).unwrap()
    }

    fn read(bytes: Vec<u8>) -> std::result::Result<(String, bool), String> {
        let stream = Peeked::new(Box::new(std::io::Cursor::new(bytes)));
        let (mut stream, compressed) =
            decompressed(stream, Path::new("x")).map_err(|error| error.to_string())?;
        let mut text = String::new();
        stream
            .read_to_string(&mut text)
            .map_err(|error| error.to_string())?;
        Ok((text, compressed))
    }

    #[test]
    fn plain_bytes_pass() {
        assert_eq!(read(b"plain".to_vec()), Ok(("plain".into(), false)));
        assert_eq!(read(Vec::new()), Ok((String::new(), false)));
        assert_eq!(
            read(b"BZh is a name".to_vec()),
            Ok(("BZh is a name".into(), false))
        );
    }

    #[test]
    fn members_and_frames_follow_each_other() {
        let gzip = [gzipped(b"one "), gzipped(b"two")].concat();
        assert_eq!(read(gzip), Ok(("one two".into(), true)));
        let zstd = [zstd_compressed(b"one "), zstd_compressed(b"two")].concat();
        assert_eq!(read(zstd), Ok(("one two".into(), true)));
    }

    #[test]
    fn truncated_streams_are_errors_that_name_the_decoder() {
        let text = "words and more words ".repeat(50);
        for (bytes, name) in [
            (gzipped(text.as_bytes()), "gzip"),
            (zstd_compressed(text.as_bytes()), "zstd"),
        ] {
            let error = read(bytes[..bytes.len() - 5].to_vec()).unwrap_err();
            assert!(error.contains(name), "{error}");
        }
    }

    #[test]
    fn a_damaged_checksum_is_an_error() {
        let mut bytes = gzipped(b"words and words");
        let at = bytes.len() - 6;
        bytes[at] ^= 0xff;
        assert!(read(bytes).is_err());
    }

    #[test]
    fn other_compressions_are_named() {
        let error = read(b"\xfd7zXZ\0\0\x04rest".to_vec()).unwrap_err();
        assert_eq!(error, "x: compressed with xz, which is not read");
        let error = read(b"BZh91AY&SYrest".to_vec()).unwrap_err();
        assert!(error.contains("bzip2"), "{error}");
    }
}

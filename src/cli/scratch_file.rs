//! A file for what need not stay in memory, gone with the program.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

use crate::error::{Error, Result};

/// How many names are tried before something else must be wrong.
const NAMES: u32 = 1_000;

/// A new file in the folder for temporary ones. Where the system lets a file without a name live on, it has none; elsewhere it is removed
/// when it is dropped.
pub(super) struct ScratchFile {
    file: Option<File>,
    name: Option<PathBuf>,
}

impl ScratchFile {
    /// Creates it; the path is for errors.
    pub(super) fn create() -> Result<(Self, PathBuf)> {
        let folder = std::env::temp_dir();
        let mut number = 0;
        loop {
            let path = folder.join(format!("comention-{}-{number}", std::process::id()));
            // Never a file that is there already, nor one that a link points to.
            match OpenOptions::new()
                .read(true)
                .write(true)
                .create_new(true)
                .open(&path)
            {
                Ok(file) => {
                    let name = fs::remove_file(&path).is_err().then(|| path.clone());
                    let file = Some(file);
                    return Ok((Self { file, name }, path));
                }
                Err(source) if source.kind() == ErrorKind::AlreadyExists && number < NAMES => {
                    number += 1;
                }
                Err(source) => return Err(Error::Io { path, source }),
            }
        }
    }

    fn file(&mut self) -> io::Result<&mut File> {
        self.file.as_mut().ok_or(ErrorKind::NotFound.into())
    }
}

impl Read for ScratchFile {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.file()?.read(bytes)
    }
}

impl Write for ScratchFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file()?.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file()?.flush()
    }
}

impl Seek for ScratchFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file()?.seek(to)
    }
}

impl Drop for ScratchFile {
    fn drop(&mut self) {
        // Closed first: an open file cannot be removed everywhere.
        self.file = None;
        if let Some(name) = &self.name {
            fs::remove_file(name).ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_keeps_what_is_written_and_leaves_nothing() {
        let (mut file, path) = ScratchFile::create().unwrap();
        file.write_all(b"words").unwrap();
        file.seek(SeekFrom::Start(1)).unwrap();
        let mut read = String::new();
        file.read_to_string(&mut read).unwrap();
        assert_eq!(read, "ords");
        drop(file);
        assert!(!path.exists());
    }
}

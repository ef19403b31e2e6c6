//! A folder of files that appears under its name only when it is complete.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::export::mentions::MentionFile;

use super::files;

/// A folder that is being filled. Nothing in it is ever overwritten: a name that is taken gets a number. What is not completed is removed.
pub(super) struct MentionFolder {
    path: PathBuf,
    unfinished: PathBuf,
    is_complete: bool,
}

impl MentionFolder {
    /// Begins a folder, which must not exist, or be empty.
    pub(super) fn create(path: &Path) -> anyhow::Result<Self> {
        let shown = || path.display().to_string();
        match fs::read_dir(path) {
            Ok(mut entries) => {
                if entries.next().is_some() {
                    bail!("{} is not empty: name a new folder", shown());
                }
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error).with_context(shown),
        }
        // `out/brat/` is `out/brat`.
        let path: PathBuf = path.components().collect();
        files::make_folder(&path)?;
        let mut name = path.clone().into_os_string();
        name.push(".unfinished");
        let unfinished = PathBuf::from(name);
        match fs::create_dir(&unfinished) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => bail!(
                "{} is left of a run that did not end: remove it first",
                unfinished.display()
            ),
            made => made.with_context(|| unfinished.display().to_string())?,
        }
        Ok(Self {
            path,
            unfinished,
            is_complete: false,
        })
    }

    /// Writes files that belong together; says whether they had to be given a number.
    pub(super) fn write(&self, file: &MentionFile) -> io::Result<bool> {
        let mut number = 1;
        loop {
            let stem = match number {
                1 => file.stem.clone(),
                _ => format!("{}~{number}", file.stem),
            };
            if self.write_as(&stem, file)? {
                return Ok(number > 1);
            }
            number += 1;
        }
    }

    /// Writes files under a name, unless the first of them is there already.
    fn write_as(&self, stem: &str, file: &MentionFile) -> io::Result<bool> {
        for (place, (end, content)) in file.parts.iter().enumerate() {
            let path = self.unfinished.join(format!("{stem}{end}"));
            // The file system knows best which names are the same to it.
            match File::create_new(&path) {
                Ok(mut opened) => opened.write_all(content)?,
                Err(error) if error.kind() == ErrorKind::AlreadyExists && place == 0 => {
                    return Ok(false);
                }
                Err(error) => return Err(error),
            }
        }
        Ok(true)
    }

    /// Gives the folder its name.
    pub(super) fn complete(mut self) -> anyhow::Result<()> {
        let shown = || self.path.display().to_string();
        match fs::remove_dir(&self.path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(error).with_context(shown);
            }
            _ => {}
        }
        fs::rename(&self.unfinished, &self.path).with_context(shown)?;
        self.is_complete = true;
        Ok(())
    }
}

impl Drop for MentionFolder {
    fn drop(&mut self) {
        if !self.is_complete {
            // The error that stopped the writing is the one to tell.
            fs::remove_dir_all(&self.unfinished).ok();
        }
    }
}

//! Files that appear under their names only when they are complete.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;

/// Makes the folder that a file is to stand in.
pub(super) fn make_folder(file: &Path) -> anyhow::Result<()> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    Ok(())
}

/// Writes a file through `write`. Until that is done, and when it fails, whatever stood under the name stands.
pub(super) fn write_whole(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    make_folder(path)?;
    // A pipe or a device cannot be replaced, only written to; of a link the file it leads to is replaced.
    let existing = std::fs::metadata(path).ok();
    if existing
        .as_ref()
        .is_some_and(|existing| !existing.is_file() && !existing.is_dir())
    {
        let file = File::options()
            .write(true)
            .open(path)
            .with_context(|| path.display().to_string())?;
        let mut output = BufWriter::new(file);
        write(&mut output)?;
        return output.flush().with_context(|| path.display().to_string());
    }
    let target = match existing {
        Some(_) => path
            .canonicalize()
            .with_context(|| path.display().to_string())?,
        None => path.to_owned(),
    };
    let mut name = target.clone().into_os_string();
    name.push(".unfinished");
    let unfinished = PathBuf::from(name);
    let complete = || -> anyhow::Result<()> {
        let file = File::create(&unfinished).with_context(|| unfinished.display().to_string())?;
        let mut output = BufWriter::new(file);
        write(&mut output)?;
        output
            .flush()
            .with_context(|| unfinished.display().to_string())?;
        std::fs::rename(&unfinished, &target).with_context(|| path.display().to_string())
    };
    complete().inspect_err(|_| {
        // The error that stopped the writing is the one to tell.
        std::fs::remove_file(&unfinished).ok();
    })
}

/// Whether two paths lead to the same existing file.
pub(super) fn same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

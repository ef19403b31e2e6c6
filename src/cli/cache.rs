//! Compiled dictionaries kept from run to run, so that only the first run with a large dictionary compiles it.
//!
//! A file of the cache is named by the content of the sources, so it is never out of date. Nothing that goes wrong with the cache stops a run.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::Xxh3;

use crate::dictionary::{COMPILED_VERSION, Dictionary};
use crate::error::Result;
use crate::mention::Matcher;

use super::args::{CACHE_VARIABLE, EMBEDDED};
use super::intake::Fresh;

/// Smaller sources are compiled faster than a cache is worth.
const WORTHWHILE: u64 = 1 << 20;

/// How many compiled dictionaries are kept; the oldest go.
const KEPT: usize = 8;

/// The dictionary that `read` reads from files of these names: out of the cache, or else compiled and put there.
pub(super) fn dictionary(
    names: &[String],
    read: impl FnOnce() -> Result<Fresh>,
) -> Result<Dictionary> {
    let Some(path) = folder().and_then(|folder| Some(folder.join(file_name(names).ok()??))) else {
        return Ok(read()?.dictionary);
    };
    if let Ok(cached) = open(&path) {
        return Ok(cached.with_names(names));
    }
    let fresh = read()?;
    if !fresh.can_be_kept {
        return Ok(fresh.dictionary);
    }
    let compiled = Matcher::compile(&fresh.dictionary)?;
    // The run goes on without a cache where there can be none: a full disk, a folder that is not ours.
    keep(&compiled, &path).and_then(|()| forget(&path)).ok();
    Ok(compiled)
}

/// Where compiled dictionaries are kept; `None` where that is not wanted, or nobody's home.
fn folder() -> Option<PathBuf> {
    let set = |variable| std::env::var_os(variable).filter(|value| !value.is_empty());
    match set(CACHE_VARIABLE) {
        Some(value) if value == "off" => None,
        Some(folder) => Some(folder.into()),
        None => set("XDG_CACHE_HOME")
            .map(PathBuf::from)
            .or_else(|| Some(PathBuf::from(set("HOME")?).join(".cache")))
            .map(|cache| cache.join("comention")),
    }
}

/// The name in the cache that the content of all sources gives; `None` for those that are small, or are no files.
fn file_name(names: &[String]) -> io::Result<Option<String>> {
    let mut files = Vec::new();
    let mut bytes = 0;
    for name in names.iter().filter(|name| *name != EMBEDDED) {
        let metadata = std::fs::metadata(name)?;
        if !metadata.is_file() {
            return Ok(None);
        }
        bytes += metadata.len();
        // What is compiled needs no cache.
        if Dictionary::is_compiled_file(name) {
            return Ok(None);
        }
        files.push(Path::new(name));
    }
    if bytes < WORTHWHILE {
        return Ok(None);
    }
    let mut hasher = Xxh3::new();
    hasher.update(&COMPILED_VERSION.to_le_bytes());
    hasher.update(&Matcher::rules().to_le_bytes());
    if files.len() < names.len() {
        hasher.update(Dictionary::ai_industry().hash().as_bytes());
    }
    let mut buffer = vec![0; 1 << 18];
    for path in files {
        let suffix = path.extension().unwrap_or_default();
        hasher.update(suffix.to_ascii_lowercase().as_encoded_bytes());
        let mut file = File::open(path)?;
        let mut length = 0;
        loop {
            let read = file.read(&mut buffer)?;
            if read == 0 {
                break;
            }
            hasher.update(&buffer[..read]);
            length += read as u64;
        }
        hasher.update(&length.to_le_bytes());
    }
    // Files that name the same id are merged, and one file that does so is an error: which file is which matters.
    for name in names {
        hasher.update(name.as_bytes());
        hasher.update(b"\n");
    }
    Ok(Some(format!("{:032x}.cdict", hasher.digest128())))
}

/// Opens a file of the cache. Nobody looks after it, so all its checksums are compared: some milliseconds for a million names.
fn open(path: &Path) -> Result<Dictionary> {
    Dictionary::check_file(path)?;
    Dictionary::open_compiled(path)
}

/// Writes a file of the cache under a name of this process, then gives it its own.
fn keep(compiled: &Dictionary, path: &Path) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let unfinished = path.with_extension(format!("{}.unfinished", std::process::id()));
    let complete = || {
        let mut output = BufWriter::new(File::create(&unfinished)?);
        compiled.write_compiled(&mut output)?;
        output.flush()?;
        std::fs::rename(&unfinished, path)
    };
    complete().inspect_err(|_| {
        std::fs::remove_file(&unfinished).ok();
    })
}

/// Removes the oldest files of the cache beyond those that are kept. Only what has a name that this module gives is touched.
fn forget(newest: &Path) -> io::Result<()> {
    let Some(folder) = newest.parent() else {
        return Ok(());
    };
    let mut kept = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path != newest && is_ours(&path) {
            kept.push((std::fs::metadata(&path)?.modified()?, path));
        }
    }
    kept.sort_unstable();
    let surplus = (kept.len() + 1).saturating_sub(KEPT);
    kept.iter()
        .take(surplus)
        .try_for_each(|(_, path)| std::fs::remove_file(path))
}

/// Whether a file has a name of the cache: 32 hexadecimal digits.
fn is_ours(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.and_then(|name| name.strip_suffix(".cdict"))
        .is_some_and(|key| key.len() == 32 && key.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_of_many_go_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let name = |number: u32| folder.path().join(format!("{number:032x}.cdict"));
        for number in 0..12 {
            std::fs::write(name(number), "x").unwrap();
            let age = std::time::Duration::from_secs(u64::from(100 - number));
            let file = File::options().write(true).open(name(number)).unwrap();
            file.set_modified(std::time::SystemTime::now() - age)
                .unwrap();
        }
        std::fs::write(folder.path().join("mine.cdict"), "x").unwrap();
        forget(&name(0)).unwrap();
        let left: Vec<u32> = (0..12).filter(|&number| name(number).exists()).collect();
        assert_eq!(left, [0, 5, 6, 7, 8, 9, 10, 11]);
        assert!(folder.path().join("mine.cdict").exists());
    }
}

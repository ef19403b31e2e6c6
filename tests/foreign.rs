//! Programs of others that tests ask: where one is missing the test is skipped, and says so; with `CI` set that is a failure.

use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::path::Path;
use std::process::Command;

/// The interpreter of Python: `COMENTION_PYTHON`, else `python3`.
pub(crate) fn python() -> OsString {
    std::env::var_os("COMENTION_PYTHON").unwrap_or_else(|| OsString::from("python3"))
}

/// Says that a test is skipped, and for want of what.
///
/// # Panics
/// If `CI` is set.
pub(crate) fn skip(test: &str, lacks: &str) {
    assert!(std::env::var_os("CI").is_none(), "{lacks}");
    // Printing with `eprintln` would be captured, and a skipped test must be seen.
    writeln!(std::io::stderr(), "skipped: {test} ({lacks})").expect("standard error is open");
}

/// Runs a script on the program that is tested.
///
/// # Panics
/// With what the script says, if it fails.
pub(crate) fn check(python: &OsStr, script: impl AsRef<Path>) {
    let run = Command::new(python)
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join(script))
        .arg(env!("CARGO_BIN_EXE_comention"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output()
        .expect("the interpreter has just run");
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
}

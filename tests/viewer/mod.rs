//! The viewer in a real browser. What it must do is in `check.py`; here is when that runs: where `python3`, or the interpreter named by
//! `COMENTION_PYTHON`, and Chromium, or what `COMENTION_CHROMIUM` names, are installed. Elsewhere it is skipped, and says so; with `CI` set a
//! missing part is a failure.

use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::Command;

#[test]
fn the_page_works_in_a_browser() {
    let python = std::env::var_os("COMENTION_PYTHON").unwrap_or_else(|| OsString::from("python3"));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/viewer");
    let find = "import browser, os, sys; sys.exit(os.name != 'posix' or not browser.find())";
    let found = Command::new(&python)
        .args(["-c", find])
        .env("PYTHONPATH", &folder)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .status();
    if !found.is_ok_and(|status| status.success()) {
        let lacks = "python3 or chromium is not installed";
        assert!(std::env::var_os("CI").is_none(), "{lacks}");
        // Printing with `eprintln` would be captured, and a skipped test must be seen.
        writeln!(
            std::io::stderr(),
            "skipped: the viewer in a browser ({lacks})"
        )
        .expect("standard error is open");
        return;
    }
    let run = Command::new(&python)
        .arg(folder.join("check.py"))
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

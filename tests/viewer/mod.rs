//! The viewer in a real browser. What it must do is in `check.py`; here is when that runs: where `python3`, or the interpreter named by
//! `COMENTION_PYTHON`, and Chromium, or what `COMENTION_CHROMIUM` names, are installed. Elsewhere it is skipped, and says so; with `CI` set a
//! missing part is a failure.

use std::path::Path;
use std::process::Command;

use crate::foreign;

#[test]
fn the_page_works_in_a_browser() {
    let python = foreign::python();
    let find = "import browser, os, sys; sys.exit(os.name != 'posix' or not browser.find())";
    let found = Command::new(&python)
        .args(["-c", find])
        .env(
            "PYTHONPATH",
            Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/viewer"),
        )
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .status();
    if found.is_ok_and(|status| status.success()) {
        foreign::check(&python, "tests/viewer/check.py");
    } else {
        foreign::skip(
            "the viewer in a browser",
            "python3 or chromium is not installed",
        );
    }
}

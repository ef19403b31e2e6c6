//! A bar for long work, on terminals only.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// A bar over bytes of input; shows rate and time left. Hidden where standard error is not a terminal.
pub(super) fn bytes(total: Option<u64>) -> ProgressBar {
    let (bar, template) = match total {
        Some(total) => (
            ProgressBar::new(total),
            "{bar:30} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left {msg}",
        ),
        None => (
            ProgressBar::new_spinner(),
            "{spinner} {bytes}, {bytes_per_sec} {msg}",
        ),
    };
    bar.set_style(
        ProgressStyle::with_template(template).expect("the template is tested by every run"),
    );
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

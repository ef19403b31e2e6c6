//! Where in a dictionary file something stands.

use std::fmt;
use std::sync::Arc;

/// A line of a dictionary file, for messages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, as it was named.
    pub file: Arc<str>,
    /// The line, from 1; 0 where there is none.
    pub line: u64,
}

impl Place {
    /// Names a line of a file.
    pub fn new(file: &Arc<str>, line: u64) -> Self {
        Self {
            file: Arc::clone(file),
            line,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            formatter.write_str(&self.file)
        } else {
            write!(formatter, "{}:{}", self.file, self.line)
        }
    }
}

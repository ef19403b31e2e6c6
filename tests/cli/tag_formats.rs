//! `tag -f`: mentions for other people's tools.

use super::{Desk, snapshot};
use crate::cases::project_file;

const FORMATS: [&str; 8] = [
    "jsonl", "csv", "html", "brat", "w3c", "spacy", "pubtator", "conll",
];

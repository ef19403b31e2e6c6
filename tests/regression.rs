//! One test for each bug, named by what was wrong.

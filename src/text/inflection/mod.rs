//! Inflection: which words may be the base form of a word, in languages that decline names. A word comes in; the forms under which a dictionary
//! may list it go out. Tables of endings say what is possible, not what is: only a base that is listed counts.

mod bulgarian;
mod czech;
mod endings;
mod finnish;
mod german;
mod joined;
mod language;
mod polish;
mod russian;
mod slovene;
#[cfg(test)]
mod tests;
mod ukrainian;

pub(crate) use language::Language;

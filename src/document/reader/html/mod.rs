//! Web pages: the article without the page around it, and what the page says about itself. The text of a page comes in, fields go out.

mod metadata;
mod nesting;
mod page;
#[cfg(test)]
mod tests;
mod visible;

pub(super) use page::decode;

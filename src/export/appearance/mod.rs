//! How graphs look, the same in every picture: which part is drawn, the colours of types, widths, and what is said of what is pointed at.
//! Radii come with the [layout](crate::graph::Layout).

#![allow(
    dead_code,
    unused_imports,
    reason = "the pictures that use the rest come next"
)]

mod caption;
mod facts;
mod letters;
mod palette;
mod scale;
mod selection;

pub(crate) use facts::{edge_facts, node_facts};
#[cfg(feature = "viewer")]
pub(crate) use letters::on_one_line;
pub(crate) use letters::{cut, grouped, lines, width};
pub(crate) use palette::{Colour, Palette};
pub(crate) use scale::{Strengths, share};
pub(crate) use selection::{Limits, Selection};

//! Surfaces that are no names, whoever lists them. They belong to the whole dictionary, and are kept as the JSON Lines they are written as.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::image::Section;
use super::{Block, Case};

/// A block as JSON Lines write it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BlockRow {
    block: Arc<str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    case: Option<Case>,
}

impl From<BlockRow> for Block {
    fn from(row: BlockRow) -> Self {
        Self {
            text: row.block,
            case: row.case,
        }
    }
}

/// Writes blocks, each a line, in an order of their own.
pub(super) fn section(mut blocks: Vec<Block>) -> Vec<u8> {
    blocks.sort_unstable();
    blocks.dedup();
    let mut lines = Vec::new();
    for Block { text, case } in blocks {
        let row = BlockRow { block: text, case };
        serde_json::to_writer(&mut lines, &row).expect("strings are written to memory");
        lines.push(b'\n');
    }
    lines
}

/// Reads what [`section`] wrote; what is not that, as in a damaged file, is none.
pub(super) fn read(section: &Section) -> impl Iterator<Item = Block> {
    let lines = section
        .all()
        .unwrap_or_default()
        .split(|byte| *byte == b'\n');
    lines.filter_map(|line| {
        serde_json::from_slice::<BlockRow>(line)
            .ok()
            .map(Block::from)
    })
}

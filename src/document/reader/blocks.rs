//! The text of mark-up, block by block: each block on a line of its own, a blank line between two.

/// Collects the blocks of a page. White space inside a block, no-break spaces too, is folded to single spaces.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    text: String,
    /// Where the block being written starts.
    start: usize,
    /// White space was seen after the last word.
    space: bool,
    /// A cell has ended; the next one's text is set off from it.
    cell: bool,
}

impl Blocks {
    /// Stands between the cells of a row: unlike a space it keeps a name from reaching over two cells.
    const BETWEEN_CELLS: &'static str = " | ";

    /// Adds to the block.
    pub(super) fn push(&mut self, text: &str) {
        let mut rest = text;
        loop {
            let trimmed = rest.trim_start_matches(is_space);
            self.space |= trimmed.len() < rest.len();
            let end = trimmed.find(is_space).unwrap_or(trimmed.len());
            if end == 0 {
                return;
            }
            self.separate();
            self.text.push_str(&trimmed[..end]);
            rest = &trimmed[end..];
        }
    }

    /// Adds a space to the block.
    pub(super) fn space(&mut self) {
        self.space = true;
    }

    /// Ends a cell of a row: what comes next in the same block belongs to another.
    pub(super) fn end_cell(&mut self) {
        self.cell = true;
    }

    /// Ends the block. An empty block is none.
    pub(super) fn end_block(&mut self) {
        self.space = false;
        self.cell = false;
        if self.text.len() > self.start {
            self.text.push_str("\n\n");
            self.start = self.text.len();
        }
    }

    /// Adds a block that keeps its lines, as code does.
    pub(super) fn push_lines(&mut self, lines: &str) {
        self.end_block();
        for line in lines.trim_end().lines() {
            let is_first = self.text.len() == self.start;
            if is_first && line.trim().is_empty() {
                continue;
            }
            if !is_first {
                self.text.push('\n');
            }
            self.text.push_str(line.trim_end());
        }
        self.end_block();
    }

    /// The block being written.
    pub(super) fn current(&self) -> &str {
        &self.text[self.start..]
    }

    /// The text of all blocks.
    pub(super) fn finish(mut self) -> String {
        self.end_block();
        self.text.truncate(self.text.trim_end_matches('\n').len());
        self.text
    }

    fn separate(&mut self) {
        if self.text.len() > self.start {
            if self.cell {
                self.text.push_str(Self::BETWEEN_CELLS);
            } else if self.space {
                self.text.push(' ');
            }
        }
        self.cell = false;
        self.space = false;
    }
}

/// What a browser shows as a space that may be folded, and the no-break spaces that only guide its line breaks.
fn is_space(character: char) -> bool {
    matches!(
        character,
        ' ' | '\t'
            | '\n'
            | '\r'
            | '\u{c}'
            | '\u{a0}'
            | '\u{202f}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{85}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_lines_with_a_blank_line_between() {
        let mut blocks = Blocks::default();
        blocks.push(" \n One\n two");
        blocks.push("-fold ");
        blocks.push("\u{a0}three");
        blocks.end_block();
        blocks.end_block();
        blocks.push("  ");
        blocks.end_block();
        blocks.push("Next");
        assert_eq!(blocks.finish(), "One two-fold three\n\nNext");
    }

    #[test]
    fn cells_are_set_off() {
        let mut blocks = Blocks::default();
        blocks.end_cell();
        for cell in ["Nvidia", " H800 ", "", "2023"] {
            blocks.push(cell);
            blocks.end_cell();
        }
        assert_eq!(blocks.finish(), "Nvidia | H800 | 2023");
    }

    #[test]
    fn code_keeps_its_lines() {
        let mut blocks = Blocks::default();
        blocks.push("Before");
        blocks.push_lines("\n  let a = 1;  \n\n  let b;\n\n");
        blocks.push("After");
        assert_eq!(
            blocks.finish(),
            "Before\n\n  let a = 1;\n\n  let b;\n\nAfter"
        );
    }
}

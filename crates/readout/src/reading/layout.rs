//! Paragraphs and headings: the blocks of a text that are read, debris left out.

use super::Reading;
use crate::document::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// The headline, when the text begins with one.
    Title,
    /// A line that heads a section.
    Heading,
    Paragraph,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub at: Span,
    pub kind: BlockKind,
}

/// Lines that are not blank and not debris. A first line without a full stop is the title; a short one later is a heading.
pub fn find(reading: &mut Reading) {
    let text = &reading.document.text;
    let mut blocks = vec![];
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let at = Span::new(start, start + line.len()).trim(text);
        start += line.len();
        if at.is_empty() || reading.debris.iter().any(|d| d.at.contains(at)) {
            continue;
        }
        blocks.push(Block { at, kind: BlockKind::Paragraph });
    }
    reading.blocks = blocks;
}

//! Plain text and Markdown: stored exactly as it was decoded.

use crate::language;
use readout::Document;

/// The text is never altered: line ends, blanks and marks stay as they are.
pub fn plain(text: String) -> Document {
    Document { language: language::of(&text, None), text, ..Document::default() }
}

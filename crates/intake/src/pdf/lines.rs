//! The signs of a page as lines: where a blank or a new line stands is told by their places.

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};

/// A gap of this part of the size of the letters is a blank; letters set wide stand closer.
const BLANK: f64 = 0.15;
/// So far up or down, in sizes of the letters, a new line begins, and so far a paragraph.
const LINE: f64 = 0.5;
const PARAGRAPH: f64 = 1.5;

#[derive(Default)]
pub struct Lines {
    pub printed: String,
    /// Where the last sign ended, and on which height it stood.
    last: Option<(f64, f64)>,
    /// A new piece of text begins: within one, the signs follow each other as the font has them.
    opens: bool,
}

impl OutputDev for Lines {
    fn begin_page(&mut self, _: u32, _: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        at: &Transform,
        width: f64,
        _: f64,
        size: f64,
        sign: &str,
    ) -> Result<(), OutputError> {
        let size = size * (at.m11 * at.m22 - at.m12 * at.m21).abs().sqrt();
        let (x, y) = (at.m31, at.m32);
        if let Some((end, height)) = self.last.filter(|_| self.opens) {
            let step = (y - height).abs();
            match () {
                () if step > size * PARAGRAPH => self.printed.push_str("\n\n"),
                () if step > size * LINE => self.printed.push('\n'),
                () if x > end + size * BLANK => self.printed.push(' '),
                () => {}
            }
        }
        self.printed.push_str(sign);
        self.opens = false;
        self.last = Some((x + width * size, y));
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.opens = true;
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

//! Reads tokens from their columns.

use super::bytes::{Bytes, unzigzag};
use super::columns::{LOWER, PRINTED, SPELLED};
use readout::Span;
use readout::reading::syntax::{Labels, Token};

pub struct Reader<'b> {
    pub gaps: Bytes<'b>,
    pub lengths: Bytes<'b>,
    pub heads: Bytes<'b>,
    pub labels: Bytes<'b>,
    pub lemmas: Bytes<'b>,
    pub names: Vec<&'b str>,
    pub sets: Vec<[usize; 5]>,
}

impl<'b> Reader<'b> {
    /// The next block; where its text is not known its words are empty. `None` when the bytes are not what was written.
    pub fn block(&mut self, text: Option<&str>, count: usize) -> Option<Vec<Token>> {
        let mut out = vec![];
        let (mut end, mut sentence) = (0usize, 0);
        for i in 0..count {
            let start = end.checked_add(self.gaps.number()?)?;
            end = start.checked_add(self.lengths.number()?)?;
            let head = (i as i64).checked_add(unzigzag(self.heads.number()?))?;
            let head = usize::try_from(head).ok().filter(|head| *head < count)?;
            let (labels, is_new_sentence, entity_begin) = self.labels()?;
            sentence += usize::from(is_new_sentence);
            let printed = match text {
                Some(text) => text.get(start..end)?,
                None => "",
            };
            let lower = printed.to_lowercase();
            let lemma = match self.lemmas.number()? {
                LOWER => lower.as_str(),
                PRINTED => printed,
                spelled => self.names.get(spelled - SPELLED)?,
            };
            let at = Span::new(start, end);
            let [tag, pos, morph, dep, entity] = labels.map(Into::into);
            let labels = Labels { tag, pos, morph, dep, entity, entity_begin }.kept();
            let lemma = lemma.into();
            let lower = lower.into();
            out.push(Token { at, lemma, lower, head, sentence, labels });
        }
        Some(out)
    }

    /// The five labels of the next token, whether it opens a sentence, and whether it opens a name.
    fn labels(&mut self) -> Option<([&'b str; 5], bool, bool)> {
        let number = self.labels.number()?;
        let (set, marks) = (number / 4, number % 4);
        if set == 0 {
            let mut parts = [0; 5];
            for part in &mut parts {
                *part = self.labels.number()?;
            }
            self.sets.push(parts);
        }
        let parts = self.sets.get(set.checked_sub(1).or(self.sets.len().checked_sub(1))?)?;
        let mut labels = [""; 5];
        for (label, part) in labels.iter_mut().zip(parts) {
            *label = self.names.get(*part)?;
        }
        Some((labels, marks & 1 != 0, marks & 2 != 0))
    }
}

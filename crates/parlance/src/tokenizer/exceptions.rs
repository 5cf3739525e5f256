//! Token exceptions: chunks whose pieces are listed.

use super::chunk::Piece;
use crate::error::LoadError;
use crate::files::File;
use crate::msgpack::Value;
use foldhash::HashMap;

/// spaCy's symbols for the two things an exception says of a piece: its text and its norm.
const ORTH: u64 = 65;
const NORM: u64 = 67;

#[derive(Debug, Default)]
pub(crate) struct Exceptions {
    by_text: HashMap<Box<str>, Box<[Piece]>>,
    norms: Vec<Box<str>>,
    longest: usize,
}

impl Exceptions {
    pub fn read(file: &File, value: &Value) -> Result<Exceptions, LoadError> {
        let mut exceptions = Exceptions::default();
        let Some(map) = value.get("exceptions") else {
            return Ok(exceptions);
        };
        for (text, pieces) in map.map().ok_or_else(|| file.error("exceptions", "not a map"))? {
            let text = text.text().ok_or_else(|| file.error("exceptions", "a key is not a text"))?;
            let pieces = exceptions.pieces(text, pieces);
            let pieces =
                pieces.ok_or_else(|| file.error(format!("exception `{text}`"), "its pieces are not its text"))?;
            exceptions.longest = exceptions.longest.max(text.len());
            exceptions.by_text.insert(text.into(), pieces);
        }
        Ok(exceptions)
    }

    /// The pieces of a chunk, if it is an exception.
    #[inline]
    pub fn get(&self, text: &str) -> Option<&[Piece]> {
        // Long chunks are not even hashed: whatever a text is, its affixes are cut in linear time.
        if text.len() > self.longest {
            return None;
        }
        self.by_text.get(text).map(|pieces| &pieces[..])
    }

    pub fn norm(&self, index: u32) -> &str {
        self.norms.get(index as usize).map_or("", |norm| norm)
    }

    /// The texts of all exceptions, sorted.
    pub fn texts(&self) -> Vec<&str> {
        let mut texts: Vec<&str> = self.by_text.keys().map(|text| &**text).collect();
        texts.sort_unstable();
        texts
    }

    /// Marks the pieces with which a sequence of tokens of interest may begin.
    pub fn mark(&mut self, may_start: impl Fn(&str) -> bool) {
        for (text, pieces) in &mut self.by_text {
            let mut at = 0;
            for piece in pieces {
                let end = at + piece.len as usize;
                piece.may_start_special = may_start(&text[at..end]);
                at = end;
            }
        }
    }

    fn pieces(&mut self, text: &str, value: &Value) -> Option<Box<[Piece]>> {
        let mut pieces = Vec::new();
        let mut rest = text;
        for spec in value.list()? {
            let piece = attribute(spec, ORTH, "ORTH")?;
            rest = rest.strip_prefix(piece).filter(|_| !piece.is_empty())?;
            let norm = attribute(spec, NORM, "NORM").map(|norm| self.norm_index(norm));
            pieces.push(Piece { len: piece.len() as u32, norm, may_start_special: false });
        }
        rest.is_empty().then_some(pieces.into())
    }

    fn norm_index(&mut self, norm: &str) -> u32 {
        if self.norms.last().is_none_or(|last| **last != *norm) {
            self.norms.push(norm.into());
        }
        self.norms.len() as u32 - 1
    }
}

/// What a piece says under spaCy's number for an attribute, or under its name.
fn attribute<'a>(spec: &Value<'a>, number: u64, name: &str) -> Option<&'a str> {
    let matches = |key: &Value| key.unsigned() == Some(number) || key.text() == Some(name);
    spec.map()?.iter().find(|(key, _)| matches(key))?.1.text()
}

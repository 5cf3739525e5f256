//! The file of judgements: one JSON object a line, sorted, comments (`#`) kept above the line they stand over.

use super::Judgement;

/// A line that is no judgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// From 1.
    pub line: usize,
    pub why: String,
}

/// Comments and the judgement below them.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Block {
    above: Vec<String>,
    judgement: Judgement,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// Comments at the start, with an empty line under them.
    head: Vec<String>,
    blocks: Vec<Block>,
    /// Comments under the last judgement.
    tail: Vec<String>,
}

impl File {
    /// Reads the lines of a file; those that are no judgement are told, and the rest is read.
    pub fn parse(text: &str) -> (File, Vec<Mistake>) {
        let (mut file, mut mistakes) = (File::default(), vec![]);
        let mut above: Vec<String> = vec![];
        for (i, line) in text.lines().enumerate().map(|(i, l)| (i, l.trim())) {
            if line.is_empty() && file.blocks.is_empty() && file.head.is_empty() {
                file.head.append(&mut above);
                continue;
            }
            if line.is_empty() || line.starts_with('#') {
                above.extend((!line.is_empty()).then(|| line.to_string()));
                continue;
            }
            match serde_json::from_str(line) {
                Ok(judgement) => file.blocks.push(Block { above: std::mem::take(&mut above), judgement }),
                Err(error) => mistakes.push(Mistake { line: i + 1, why: error.to_string() }),
            }
        }
        file.tail = above;
        file.sort();
        (file, mistakes)
    }

    pub fn judgements(&self) -> Vec<Judgement> {
        self.blocks.iter().map(|b| b.judgement.clone()).collect()
    }

    /// False where it is there already.
    pub fn add(&mut self, judgement: Judgement) -> bool {
        if self.blocks.iter().any(|b| b.judgement == judgement) {
            return false;
        }
        self.blocks.push(Block { above: vec![], judgement });
        self.sort();
        true
    }

    /// Takes out a judgement by its number, from 1, with the comments above it.
    pub fn remove(&mut self, number: usize) -> Option<Judgement> {
        let place = number.checked_sub(1).filter(|p| *p < self.blocks.len())?;
        Some(self.blocks.remove(place).judgement)
    }

    /// The same text whoever wrote the lines in which order.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for line in &self.head {
            out += &format!("{line}\n");
        }
        if !self.head.is_empty() {
            out.push('\n');
        }
        for block in &self.blocks {
            block.above.iter().for_each(|line| out += &format!("{line}\n"));
            out += &serde_json::to_string(&block.judgement).unwrap_or_default();
            out.push('\n');
        }
        self.tail.iter().for_each(|line| out += &format!("{line}\n"));
        out
    }

    fn sort(&mut self) {
        self.blocks.sort_by(|a, b| a.judgement.cmp(&b.judgement));
    }
}

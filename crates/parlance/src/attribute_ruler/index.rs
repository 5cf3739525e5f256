//! The sequences of tests that may begin with a token, by the token's attributes.

use super::TokenView;
use super::test::{LabelOf, TextOf, TokenTest};
use crate::labels::Label;
use foldhash::HashMap;

/// Numbers of sequences, filed under what they ask of their first token.
#[derive(Debug, Default)]
pub(crate) struct Index {
    by_lower: HashMap<Box<str>, Vec<u32>>,
    longest_lower: usize,
    by_tag: Vec<Vec<u32>>,
    by_pos: Vec<Vec<u32>>,
    by_dep: Vec<Vec<u32>>,
    of_spaces: Vec<u32>,
    of_any: Vec<u32>,
}

impl Index {
    /// Files a sequence under the rarest thing that its first token must have.
    pub fn add(&mut self, number: u32, first: &[TokenTest]) {
        let lower = first.iter().find_map(|test| match test {
            TokenTest::Text { of: TextOf::Lower, texts, wanted: true } => Some(texts),
            _ => None,
        });
        if let Some(texts) = lower {
            for text in texts {
                self.longest_lower = self.longest_lower.max(text.len());
                self.by_lower.entry(text.clone()).or_default().push(number);
            }
            return;
        }
        if first.iter().any(|test| matches!(test, TokenTest::IsSpace(true))) {
            return self.of_spaces.push(number);
        }
        let label = first.iter().find_map(|test| match test {
            TokenTest::Label { of, labels, wanted: true } if *of != LabelOf::Morph => Some((*of, labels)),
            _ => None,
        });
        match label {
            Some((LabelOf::Tag, labels)) => file(&mut self.by_tag, labels, number),
            Some((LabelOf::Pos, labels)) => file(&mut self.by_pos, labels, number),
            Some((LabelOf::Dep, labels)) => file(&mut self.by_dep, labels, number),
            _ => self.of_any.push(number),
        }
    }

    /// Calls with the number of every sequence that may begin with a token.
    #[inline]
    pub fn for_each_likely(&self, token: &TokenView, mut call: impl FnMut(u32)) {
        let mut each = |numbers: &[u32]| numbers.iter().for_each(|number| call(*number));
        if token.lower.len() <= self.longest_lower
            && let Some(numbers) = self.by_lower.get(token.lower)
        {
            each(numbers);
        }
        for (lists, label) in [(&self.by_tag, token.tag), (&self.by_pos, token.pos), (&self.by_dep, token.dep)] {
            if let Some(numbers) = lists.get(label.0 as usize) {
                each(numbers);
            }
        }
        if token.is_space {
            each(&self.of_spaces);
        }
        each(&self.of_any);
    }
}

fn file(lists: &mut Vec<Vec<u32>>, labels: &[Label], number: u32) {
    for label in labels {
        let place = label.0 as usize;
        if lists.len() <= place {
            lists.resize(place + 1, Vec::new());
        }
        lists[place].push(number);
    }
}

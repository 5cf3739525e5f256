//! From the parser's arcs to the tree of a text: lifted arcs lowered again, and the sentences.

use super::state::State;
use crate::labels::{Label, Labels};
use std::collections::BTreeMap;

/// Heads, relations and sentence starts of all tokens.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub heads: Vec<u32>,
    pub labels: Vec<Label>,
    pub sentence_starts: Vec<bool>,
    left_edges: Vec<u32>,
    right_edges: Vec<u32>,
    child_starts: Vec<u32>,
    children: Vec<u32>,
}

/// Labels `X||Y` of arcs that were lifted in training to make the tree projective: label, `X` and `Y`.
#[derive(Debug, Default)]
pub(crate) struct Decorations {
    by_label: BTreeMap<Label, (Label, Label)>,
}

/// Rounds over the tokens until the edges of all subtrees stand, as spaCy does; a crossing tree may need several.
const MOST_ROUNDS: usize = 12;

/// Tokens looked at to find the true head of one lifted arc. Far more than any sentence has.
const MOST_VISITED: usize = 10_000;

impl Decorations {
    /// All decorated names among the labels.
    pub fn of(labels: &mut Labels) -> Decorations {
        let names: Vec<(Label, String)> = labels.all().map(|(label, name)| (label, name.to_string())).collect();
        let mut by_label = BTreeMap::new();
        for (label, name) in names {
            if let Some((relation, head)) = name.split_once("||") {
                by_label.insert(label, (labels.add(relation), labels.add(head)));
            }
        }
        Decorations { by_label }
    }
}

impl Tree {
    /// The tree of a finished state.
    pub fn build(&mut self, state: &State, root: Label, is_space: &[bool], decorations: &Decorations) {
        self.heads.clear();
        self.heads.extend(state.heads.iter().enumerate().map(|(i, head)| u32::try_from(*head).unwrap_or(i as u32)));
        self.labels.clear();
        self.labels
            .extend(state.labels.iter().zip(&state.heads).map(|(label, head)| if *head < 0 { root } else { *label }));
        self.find_edges();
        if self.labels.iter().any(|label| decorations.by_label.contains_key(label)) {
            self.lower(is_space, decorations);
            self.find_edges();
        }
        self.start_sentences();
    }

    /// Gives every arc with a decorated label its true head.
    fn lower(&mut self, is_space: &[bool], decorations: &Decorations) {
        self.index_children();
        let mut moved: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for i in 0..self.heads.len() {
            let Some((relation, head)) = decorations.by_label.get(&self.labels[i]) else { continue };
            if let Some(found) = self.below(i, *head, is_space, &moved) {
                self.heads[i] = found;
                moved.entry(found).or_default().push(i as u32);
            }
            self.labels[i] = *relation;
        }
    }

    /// The first token below the head of `i`, level by level, that has the relation wanted.
    fn below(&self, i: usize, wanted: Label, is_space: &[bool], moved: &BTreeMap<u32, Vec<u32>>) -> Option<u32> {
        let mut queue = vec![self.heads[i]];
        let mut next = 0;
        while next < queue.len() && queue.len() <= MOST_VISITED {
            let head = queue[next];
            next += 1;
            for child in self.children_now(head, moved) {
                if is_space[child as usize] || child as usize == i {
                    continue;
                }
                if self.labels[child as usize] == wanted {
                    return Some(child);
                }
                queue.push(child);
            }
        }
        None
    }

    /// The children a token has now. A moved one counts only inside the edges its new head had before.
    fn children_now(&self, head: u32, moved: &BTreeMap<u32, Vec<u32>>) -> Vec<u32> {
        let h = head as usize;
        let before = &self.children[self.child_starts[h] as usize..self.child_starts[h + 1] as usize];
        let mut children: Vec<u32> =
            before.iter().copied().filter(|child| self.heads[*child as usize] == head).collect();
        if let Some(moved) = moved.get(&head) {
            let inside = self.left_edges[h]..=self.right_edges[h];
            children.extend(moved.iter().filter(|child| inside.contains(*child)));
            children.sort_unstable();
            children.dedup();
        }
        children
    }

    fn index_children(&mut self) {
        let n = self.heads.len();
        self.child_starts.clear();
        self.child_starts.resize(n + 1, 0);
        let arcs = || self.heads.iter().enumerate().filter(|(i, head)| **head as usize != *i);
        for (_, head) in arcs() {
            self.child_starts[*head as usize + 1] += 1;
        }
        for i in 0..n {
            self.child_starts[i + 1] += self.child_starts[i];
        }
        self.children.clear();
        self.children.resize(self.child_starts[n] as usize, 0);
        let mut next = self.child_starts.clone();
        for (i, head) in arcs() {
            let place = &mut next[*head as usize];
            self.children[*place as usize] = i as u32;
            *place += 1;
        }
    }

    /// The first and the last token of every subtree.
    fn find_edges(&mut self) {
        let n = self.heads.len();
        for edges in [&mut self.left_edges, &mut self.right_edges] {
            edges.clear();
            edges.extend(0..n as u32);
        }
        for _ in 0..MOST_ROUNDS {
            (0..n).for_each(|i| self.widen_head(i));
            (0..n).rev().for_each(|i| self.widen_head(i));
            if self.heads_are_in_their_sentences() {
                return;
            }
        }
    }

    fn widen_head(&mut self, i: usize) {
        let head = self.heads[i] as usize;
        self.left_edges[head] = self.left_edges[head].min(self.left_edges[i]);
        self.right_edges[head] = self.right_edges[head].max(self.right_edges[i]);
    }

    fn heads_are_in_their_sentences(&mut self) -> bool {
        self.start_sentences();
        let n = self.heads.len();
        let mut start = 0;
        for i in 0..n {
            if (i > 0 && self.sentence_starts[i]) || i + 1 == n {
                // The last token may be the head, whether or not it starts a sentence: so does spaCy.
                if self.heads[start..i].iter().any(|head| !(start..=i).contains(&(*head as usize))) {
                    return false;
                }
                start = i;
            }
        }
        true
    }

    /// A sentence starts where the tree of a root does.
    fn start_sentences(&mut self) {
        let n = self.heads.len();
        self.sentence_starts.clear();
        self.sentence_starts.resize(n, false);
        for i in (0..n).filter(|i| self.heads[*i] as usize == *i) {
            self.sentence_starts[self.left_edges[i] as usize] = true;
        }
    }
}

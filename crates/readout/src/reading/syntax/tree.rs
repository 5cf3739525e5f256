//! The tree of a text's tokens: no circles, the children of each token, and how far what hangs on it reaches.

use super::{Sentence, Token};

/// Who climbs from head to head must arrive: the parser gives trees, a damaged store may not. A token whose head leads back to it,
/// or nowhere, becomes a root.
pub fn break_circles(tokens: &mut [Token]) {
    // The climb in which each token was seen first; 0: in none yet.
    let mut seen = vec![0; tokens.len()];
    for climb in 1..=tokens.len() {
        let mut here = climb - 1;
        while seen[here] == 0 {
            seen[here] = climb;
            let head = tokens[here].head;
            if seen.get(head).is_none_or(|first| *first == climb) {
                tokens[here].head = here;
            }
            here = tokens[here].head;
        }
    }
}

/// Where the children of each token begin in one list of all of them.
pub fn children_of(tokens: &[Token]) -> (Vec<u32>, Vec<usize>) {
    let mut start = vec![0u32; tokens.len() + 1];
    for (i, t) in tokens.iter().enumerate().filter(|(i, t)| t.head != *i) {
        debug_assert!(t.head < tokens.len(), "head of token {i}");
        start[t.head + 1] += 1;
    }
    for i in 0..tokens.len() {
        start[i + 1] += start[i];
    }
    let mut next = start.clone();
    let mut list = vec![0; start[tokens.len()] as usize];
    for (i, t) in tokens.iter().enumerate().filter(|(i, t)| t.head != *i) {
        list[next[t.head] as usize] = i;
        next[t.head] += 1;
    }
    (start, list)
}

/// Every token widens the edges of all its ancestors.
pub fn edges_of(tokens: &[Token], sentences: &[Sentence]) -> Vec<(u32, u32)> {
    let mut edges: Vec<(u32, u32)> = (0..tokens.len() as u32).map(|i| (i, i)).collect();
    for sentence in sentences {
        for token in sentence.tokens.clone() {
            let (i, mut here) = (token as u32, token);
            loop {
                let head = tokens[here].head;
                if head == here || (edges[head].0 <= i && i <= edges[head].1) {
                    break;
                }
                edges[head] = (edges[head].0.min(i), edges[head].1.max(i));
                here = head;
            }
        }
    }
    edges
}

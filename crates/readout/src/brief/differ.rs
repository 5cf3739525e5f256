//! Two wordings held beside each other: which words the second left out, and which it has of its own.

/// Beyond this many words a comparison would cost more than it shows.
const MOST_WORDS: usize = 400;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Same,
    /// The other wording has it, this one has not.
    Missing,
    Added,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub change: Change,
}

/// The second wording with its differences from the first; unmarked where the two have too little in common.
pub fn differences(first: &str, second: &str) -> Vec<Piece> {
    let a: Vec<&str> = first.split_whitespace().collect();
    let b: Vec<&str> = second.split_whitespace().collect();
    let unmarked = || vec![Piece { text: b.join(" "), change: Change::Same }];
    if a.len() > MOST_WORDS || b.len() > MOST_WORDS {
        return unmarked();
    }
    let pairs = common(&keys(&a), &keys(&b));
    // Fewer than half of the shorter one's words in common: marks everywhere would say nothing.
    if pairs.len() * 2 < a.len().min(b.len()) {
        return unmarked();
    }
    let mut out = vec![];
    let (mut i, mut j) = (0, 0);
    for (x, y) in pairs.into_iter().chain([(a.len(), b.len())]) {
        add(&mut out, &a[i..x], Change::Missing);
        add(&mut out, &b[j..y], Change::Added);
        add(&mut out, &b[y..(y + 1).min(b.len())], Change::Same);
        (i, j) = (x + 1, y + 1);
    }
    out
}

fn add(out: &mut Vec<Piece>, words: &[&str], change: Change) {
    if words.is_empty() {
        return;
    }
    match out.last_mut() {
        Some(last) if last.change == change => {
            last.text.push(' ');
            last.text.push_str(&words.join(" "));
        }
        _ => out.push(Piece { text: words.join(" "), change }),
    }
}

/// A word without its case and its marks: those are how a paper prints, not what was said.
fn keys(words: &[&str]) -> Vec<String> {
    words.iter().map(|w| key(w)).collect()
}

pub fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() || *c == '%').flat_map(char::to_lowercase).collect()
}

/// The longest common subsequence as pairs of places.
fn common(a: &[String], b: &[String]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut longest = vec![0u16; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i * width + j] = if a[i] == b[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut out) = (0, 0, vec![]);
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            out.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(first: &str, second: &str, expected: &str) {
        let shown = |p: &Piece| match p.change {
            Change::Same => p.text.clone(),
            Change::Missing => format!("[-{}-]", p.text),
            Change::Added => format!("{{+{}+}}", p.text),
        };
        assert_eq!(differences(first, second).iter().map(shown).collect::<Vec<_>>().join(" "), expected);
    }

    #[test]
    fn a_word_left_out_and_a_word_put_in_are_seen() {
        check("will not raise the fee", "will raise the fee", "will [-not-] raise the fee");
        check("before 2028, she said", "before 2029 she said", "before [-2028,-] {+2029+} she said");
    }

    #[test]
    fn marks_and_capitals_are_no_difference() {
        check("The river, of course.", "the river of course", "the river of course");
    }

    #[test]
    fn wordings_with_nothing_in_common_are_not_marked() {
        check("one two three four", "five six seven four", "five six seven four");
        check("", "", "");
        check("", "new words", "{+new words+}");
    }
}

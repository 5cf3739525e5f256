//! The lines of a text that are not blank, and what can be seen of each without grammar.

use crate::document::Span;

#[derive(Clone, Debug)]
pub struct Line<'t> {
    /// Without white space at the ends.
    pub at: Span,
    pub text: &'t str,
    /// Lower case, single blanks, no punctuation but a colon at a word's end.
    pub folded: String,
    pub words: usize,
}

/// Longer lines are paragraphs: folding them would cost time and never match.
const LONGEST: usize = 600;

pub fn of(text: &str) -> Vec<Line<'_>> {
    let mut out = vec![];
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let at = Span::new(start, start + line.len()).trim(text);
        start += line.len();
        if !at.is_empty() {
            out.push(Line::new(at, &text[at.range()]));
        }
    }
    out
}

impl<'t> Line<'t> {
    fn new(at: Span, text: &'t str) -> Self {
        let folded = if text.len() <= LONGEST { fold(text) } else { String::new() };
        let words = text.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).count();
        Line { at, text, folded, words }
    }

    /// A span of the line's own text as a span of the whole text.
    pub fn place(&self, inside: Span) -> Span {
        Span::new(self.at.start + inside.start, self.at.start + inside.end)
    }

    /// It ends as sentences do, closing marks and brackets left out.
    pub fn is_sentence(&self) -> bool {
        ends_sentence(self.text) && self.words > 1
    }

    /// Long and ended as a sentence: a paragraph of an article.
    pub fn is_paragraph(&self) -> bool {
        self.is_sentence() && self.words >= 8
    }

    /// It begins as an item of a list does.
    pub fn is_item(&self) -> bool {
        let mut chars = self.text.chars();
        let first = chars.next();
        matches!(first, Some('-' | '–' | '—' | '•' | '*' | '·' | '●' | '▪' | '‣'))
            || (first.is_some_and(|c| c.is_ascii_digit())
                && self.text.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with([')', '.']))
    }

    pub fn is_quoted(&self) -> bool {
        self.text.starts_with(is_quotation_mark)
    }
}

pub fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '\'' | '‚' | '‹' | '›')
}

pub fn ends_sentence(text: &str) -> bool {
    let closing = |c: char| is_quotation_mark(c) || matches!(c, ')' | ']' | ' ' | '\u{a0}' | '*' | '_');
    text.trim_end_matches(closing).ends_with(['.', '!', '?', '…', '。', '！', '？'])
}

/// "Read more:" is a label where "read more" may begin a sentence: the colon stays.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut gap = false;
    while let Some(c) = chars.next() {
        let c = if c == '’' { '\'' } else { c };
        let joins = matches!(c, '-' | '‑') && !gap && chars.peek().is_some_and(|n| n.is_alphanumeric());
        if joins && out.ends_with(char::is_alphanumeric) {
            out.push('-');
            continue;
        }
        if c == ':' && !gap && out.ends_with(char::is_alphanumeric) {
            out.push(':');
        }
        if !c.is_alphanumeric() && !matches!(c, '©' | '@' | '\'' | '&' | '#') {
            gap = true;
            continue;
        }
        if gap && !out.is_empty() {
            out.push(' ');
        }
        gap = false;
        out.extend(c.to_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_words_and_labels() {
        assert_eq!(fold("  READ MORE: Ships – “collide”!  "), "read more: ships collide");
        assert_eq!(fold("E-mail »"), "e-mail");
        assert_eq!(fold("Editor’s note: -"), "editor's note:");
        assert_eq!(fold("12:30"), "12: 30");
        assert_eq!(fold("***"), "");
    }

    #[test]
    fn a_sentence_may_end_inside_marks() {
        assert!(ends_sentence("He said: “We will go.”"));
        assert!(ends_sentence("(It was closed.)"));
        assert!(!ends_sentence("What the minister said"));
    }
}

//! Speech behind a dash, as many languages print it and translations keep it: "— We wait, — said the mayor. — It will rain."

use super::Quotation;
use crate::document::Span;
use crate::reading::Reading;
use crate::reading::syntax::Syntax;

/// The words of who speaks are no more than this.
const ATTRIBUTION: usize = 16;
/// The cue is one of the first words between the dashes.
const CUE: usize = 6;

/// The pieces of speech of a paragraph that begins with a dash and tells behind another one who speaks.
pub fn of(reading: &Reading, block: Span) -> Vec<Quotation> {
    let text = reading.printed(block);
    let Some(start) = opening(text) else { return vec![] };
    let seams: Vec<(usize, usize)> = seams(text).filter(|(at, _)| *at > start).collect();
    let piece = |from: usize, to: usize| Span::new(block.start + from, block.start + to).trim(&reading.document.text);
    let end_of = |i: usize| seams.get(i).map_or(text.len(), |(end, _)| *end);
    let Some(first) = (0..seams.len()).find(|i| is_attribution(reading, piece(seams[*i].1, end_of(i + 1)))) else {
        return vec![];
    };
    let mut out = vec![speech(piece(start, seams[first].0), block)];
    if let Some((_, behind)) = seams.get(first + 1) {
        out.push(speech(piece(*behind, text.len()), block));
    }
    out.retain(|q| !q.inside.is_empty());
    out
}

fn speech(inside: Span, block: Span) -> Quotation {
    // The dash at the head of the paragraph opens the speech.
    let head = inside.start - block.start <= '—'.len_utf8() + 1;
    let start = if head { block.start } else { inside.start };
    Quotation { inside, at: Span::new(start, inside.end), inside_of: None, continues: false }
}

/// Where the words begin behind the dash and the blank at the head.
fn opening(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(is_dash)?.strip_prefix(char::is_whitespace)?;
    Some(text.len() - rest.len())
}

/// Dashes behind a comma or the end of a sentence: where the words before them end, and where those behind begin.
fn seams(text: &str) -> impl Iterator<Item = (usize, usize)> {
    text.char_indices().filter(|(_, c)| is_dash(*c)).filter_map(move |(at, dash)| {
        let before = text[..at].trim_end();
        let behind = text[at + dash.len_utf8()..].trim_start();
        let is_free = before.len() < at && behind.len() < text.len() - at - dash.len_utf8();
        (is_free && before.ends_with([',', '.', '!', '?', '…'])).then_some((before.len(), text.len() - behind.len()))
    })
}

fn is_dash(sign: char) -> bool {
    matches!(sign, '—' | '–' | '―' | '-')
}

/// A few words with a cue near their beginning: "said the mayor", "the mayor of the town noted".
fn is_attribution(reading: &Reading, at: Span) -> bool {
    let syntax: &Syntax = &reading.syntax;
    let words = super::super::voices::lexicon::WORDS.of(reading.language());
    let tokens = syntax.tokens_in(at);
    let is_cue = |t: usize| {
        let token = &syntax.tokens[t];
        token.tag.starts_with("VB") && words.is_verb(&token.lower, &token.lemma)
    };
    let near = tokens.start..tokens.end.min(tokens.start + CUE);
    (1..=ATTRIBUTION).contains(&tokens.len()) && near.into_iter().any(is_cue)
}

//! Names put together from parts that "of" and the like join.

use super::{Piece, Text};
use crate::reading::names::Class;
use crate::reading::names::lexicon::Listed;
use crate::reading::names::scan::Shape;
use std::ops::Range;

/// "Council" "of the" "Collective Security Treaty Organization" is one name, and the parts stay names inside it.
pub fn join(text: &Text, pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = vec![];
    let mut i = 0;
    while i < pieces.len() {
        let mut whole = pieces[i].words.clone();
        let mut inner: Vec<Piece> = vec![];
        let mut next = i + 1;
        while next < pieces.len() && is_joined(text, &whole, &pieces[next].words) {
            inner.push(pieces[next].clone());
            whole.end = pieces[next].words.end;
            next += 1;
        }
        let kind = if next > i + 1 { head_class(text, &pieces[i].words) } else { None };
        out.push(Piece { words: whole, titled: pieces[i].titled, kind });
        let kept = |p: &Piece| text.listed(&p.words).is_some() && kind != Some(Class::Country);
        out.extend(inner.into_iter().filter(kept));
        i = next;
    }
    out
}

fn head_class(text: &Text, words: &Range<usize>) -> Option<Class> {
    let last = words.end - 1;
    [Class::Organisation, Class::Country, Class::Event, Class::Place, Class::Work]
        .into_iter()
        .find(|c| text.has_head(last, *c))
}

fn is_joined(text: &Text, left: &Range<usize>, right: &Range<usize>) -> bool {
    let between = &text.words[left.end..right.start];
    let surname = left.len() == 1 && text.surnames.contains(text.words[left.start].lower.as_str());
    let person = surname || left.len() == 2 && text.is_given(left.start) && head_class(text, left).is_none();
    if person
        || between.is_empty()
        || between.len() > 2
        || !between.iter().chain([&text.words[right.start]]).all(|w| w.follows)
    {
        return false;
    }
    let particles = &text.lexicon.particles;
    if between.iter().any(|w| w.shape != Shape::Lower)
        || (between.len() == 2 && !particles.articles.contains(&between[1].lower))
    {
        return false;
    }
    let word = &between[0].lower;
    let same_label = is_one_entity(text, left.end - 1, right.start);
    if particles.listing.contains(word) {
        let listing = text.words[left.clone()].iter().any(|w| particles.joining.contains(&w.lower));
        let known = text.listed(right).is_some() || text.is_given(right.start);
        return listing
            && between.len() == 1
            && !known
            && (same_label || text.entity(right.start) == text.entity(left.start));
    }
    if !particles.joining.contains(word) {
        return false;
    }
    let first_joining = particles.joining.first() == Some(word);
    let head = head_class(text, &(left.end - 1..left.end));
    match head {
        Some(Class::Country) if first_joining => {
            text.listed(right).is_some_and(|h| h.listed == Listed::Country) || same_label
        }
        Some(Class::Organisation | Class::Event | Class::Place | Class::Country) if first_joining => {
            same_label || text.entity(left.end - 1) != "PERSON" && text.entity(right.start) != "PERSON"
        }
        _ => {
            same_label && !matches!(text.entity(left.start), "PERSON" | "DATE")
                || is_listed_whole(text, left.start..right.end)
        }
    }
}

fn is_listed_whole(text: &Text, words: Range<usize>) -> bool {
    text.listed(&words).is_some()
}

/// The pipeline has one entity over both words and what stands between.
fn is_one_entity(text: &Text, left: usize, right: usize) -> bool {
    let tokens = &text.reading.syntax.tokens[text.words[left].token..=text.words[right].token];
    let label = &tokens[0].entity;
    !label.is_empty() && tokens[1..].iter().all(|t| t.entity == *label && !t.entity_begin)
}

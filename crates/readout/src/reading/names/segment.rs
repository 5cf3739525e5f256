//! Runs of capitalised words cut into names: titles and adjectives before a name taken off, parts joined by "of" put together.

use super::Class;
use super::lexicon::{Hit, Index, Listed, Words};
use super::scan::{Shape, Word};
use crate::document::Span;
use crate::reading::Reading;
use std::collections::HashSet;
use std::ops::Range;

/// Words that may be one name.
#[derive(Clone, Debug)]
pub struct Piece {
    pub words: Range<usize>,
    /// A title or an office stands right before it.
    pub titled: bool,
    /// "the newspaper X": what the noun before it says it is.
    pub kind: Option<Class>,
}

/// What segmenting looks at.
pub struct Text<'r> {
    pub reading: &'r Reading,
    pub words: &'r [Word],
    pub index: &'static Index,
    pub lexicon: &'static Words,
    /// Words with a capital where a small letter could have stood.
    pub capitals: HashSet<&'r str>,
    /// Acronyms the text introduces, in small letters.
    pub acronyms: HashSet<&'r str>,
}

impl<'r> Text<'r> {
    pub fn new(reading: &'r Reading, words: &'r [Word], index: &'static Index, lexicon: &'static Words) -> Self {
        let free = words.iter().filter(|w| !w.initial && !w.titled && !matches!(w.shape, Shape::Lower | Shape::Number));
        let capitals = free.map(|w| w.lower.as_str()).collect();
        Text { reading, words, index, lexicon, capitals, acronyms: HashSet::new() }
    }

    pub fn span(&self, words: &Range<usize>) -> Span {
        Span::new(self.words[words.start].at.start, self.words[words.end - 1].at.end)
    }

    pub fn printed(&self, words: &Range<usize>) -> &'r str {
        self.reading.document.printed(self.span(words))
    }

    pub fn lower(&self, words: &Range<usize>) -> String {
        self.words[words.clone()].iter().map(|w| w.lower.as_str()).collect::<Vec<_>>().join(" ")
    }

    pub fn listed(&self, words: &Range<usize>) -> Option<&'static Hit> {
        let printed = self.printed(words);
        self.index.listed(printed).or_else(|| {
            let joined = self.words[words.clone()].iter().map(|w| self.reading.document.printed(w.at));
            self.index.listed(&joined.collect::<Vec<_>>().join(" "))
        })
    }

    /// The longest listed name that begins with this word.
    pub fn longest_listed(&self, from: usize, end: usize) -> Option<(Range<usize>, &'static Hit)> {
        let last = end.min(from + self.index.longest);
        (from + 1..=last).rev().find_map(|to| Some((from..to, self.listed(&(from..to))?)))
    }

    pub fn entity(&self, word: usize) -> &str {
        &self.reading.syntax.tokens[self.words[word].token].entity
    }

    pub fn pos(&self, word: usize) -> &str {
        &self.reading.syntax.tokens[self.words[word].token].pos
    }

    pub fn is_given(&self, word: usize) -> bool {
        let lower = self.words[word].lower.as_str();
        self.index.given.contains_key(lower) || lower.split('-').all(|part| self.index.given.contains_key(part))
    }

    pub fn has_head(&self, word: usize, class: Class) -> bool {
        self.index.head(&self.words[word].lower).contains(&class)
    }

    /// The longest office or honorific that ends with this word.
    pub fn office_ending(&self, word: usize, from: usize) -> Option<Range<usize>> {
        let first = from.max((word + 1).saturating_sub(4));
        (first..=word)
            .find(|start| {
                let lower = self.lower(&(*start..word + 1));
                self.index.office(&lower).is_some() || self.index.honorifics.contains_key(lower.as_str())
            })
            .map(|start| start..word + 1)
    }
}

/// All pieces, in text order.
pub fn pieces(text: &Text) -> Vec<Piece> {
    let mut out = vec![];
    let mut at = 0;
    while at < text.words.len() {
        if !may_begin(text, at) {
            at += 1;
            continue;
        }
        let end = run_end(text, at);
        segment(text, at..end, &mut out);
        at = end;
    }
    join(text, out)
}

/// Whether a name may begin with this word.
fn may_begin(text: &Text, i: usize) -> bool {
    let word = &text.words[i];
    if matches!(word.shape, Shape::Lower | Shape::Number) || is_never(text, i) {
        return false;
    }
    if word.shape == Shape::Capitals
        && !word.titled
        && text.index.listed(text.reading.document.printed(word.at)).is_some()
    {
        return true;
    }
    if is_function_word(text, i) {
        return false;
    }
    if !word.initial && !word.titled {
        return true;
    }
    !text.entity(i).is_empty()
        || text.pos(i) == "PROPN"
        || text.capitals.contains(word.lower.as_str())
        || text.longest_listed(i, run_limit(text, i)).is_some()
}

fn is_function_word(text: &Text, i: usize) -> bool {
    let closed = matches!(text.pos(i), "DET" | "PRON" | "ADP" | "CCONJ" | "SCONJ" | "AUX" | "PART" | "INTJ" | "PUNCT");
    let open = text.words[i].initial || text.words[i].titled || text.words[i].lower.len() <= 3;
    (closed && open && (text.entity(i).is_empty() || text.words[i].initial) && text.words[i].shape != Shape::Capitals)
        || text.lexicon.particles.articles.contains(&text.words[i].lower)
        || (text.words[i].initial && matches!(text.pos(i), "VERB" | "ADV" | "NUM") && text.entity(i).is_empty())
}

fn is_never(text: &Text, i: usize) -> bool {
    let entity = text.entity(i);
    matches!(entity, "DATE" | "TIME" | "CARDINAL" | "ORDINAL" | "MONEY" | "PERCENT" | "QUANTITY")
        && text.index.never.contains(text.words[i].lower.as_str())
        || text.index.never.contains(text.words[i].lower.as_str())
            && !matches!(entity, "PERSON" | "ORG" | "EVENT" | "WORK_OF_ART")
}

fn run_limit(text: &Text, from: usize) -> usize {
    let mut end = from + 1;
    while end < text.words.len() && text.words[end].follows && text.words[end].block == text.words[from].block {
        end += 1;
        if end - from > 12 {
            break;
        }
    }
    end
}

/// The end of the run of capitalised words, with particles of personal names inside it.
fn run_end(text: &Text, from: usize) -> usize {
    let limit = run_limit(text, from).min(from + 16);
    let mut end = from + 1;
    while end < limit {
        if goes_on(text, end) {
            end += 1;
            continue;
        }
        let after =
            (end..limit).find(|i| !text.lexicon.particles.person.contains(&text.words[*i].lower)).unwrap_or(limit);
        if after == end || after - end > 2 || after >= limit || !goes_on(text, after) || is_article_between(text, end) {
            break;
        }
        end = after + 1;
    }
    end
}

/// A particle that is a word of the language too ("la", "e") counts only after a personal name.
fn is_article_between(text: &Text, i: usize) -> bool {
    text.words[i].lower.chars().count() < 2 && text.entity(i) != "PERSON"
}

fn goes_on(text: &Text, i: usize) -> bool {
    let word = &text.words[i];
    !matches!(word.shape, Shape::Lower | Shape::Number)
        && !is_never(text, i)
        && !(text.reading.syntax.sentence_of(word.token).tokens.start == word.token && is_function_word(text, i))
        && !text.lexicon.particles.articles.contains(&word.lower)
        && !(word.titled && is_function_word(text, i))
        && !(word.titled && matches!(text.pos(i), "VERB" | "ADV" | "AUX") && text.entity(i).is_empty())
}

/// Cuts one run.
fn segment(text: &Text, run: Range<usize>, out: &mut Vec<Piece>) {
    if run.is_empty() {
        return;
    }
    if is_one_name(text, &run) {
        out.push(Piece { words: run, titled: false, kind: None });
        return;
    }
    if let Some(cut) = cut_after_office_of(text, &run) {
        segment(text, run.start..cut, out);
        out.push(Piece { words: cut..run.end, titled: true, kind: None });
        return;
    }
    if let Some(office) = last_office(text, &run) {
        segment(text, run.start..office.start, out);
        let rest = office.end..run.end;
        if !rest.is_empty() {
            out.push(Piece { words: rest, titled: true, kind: None });
        }
        return;
    }
    let start = (run.start..run.end).find(|i| !text.index.office_modifiers.contains(text.words[*i].lower.as_str()));
    let run = start.unwrap_or(run.start)..run.end;
    if let Some(listed) = listed_behind_first(text, &run) {
        out.push(Piece { words: listed, titled: false, kind: None });
        return;
    }
    if let Some(cut) = cut_after_listed(text, &run).or_else(|| cut_at_label(text, &run)) {
        out.push(Piece { words: run.start..cut, titled: false, kind: None });
        segment(text, cut..run.end, out);
        return;
    }
    out.push(Piece { words: run, titled: false, kind: None });
}

/// Listed as a whole, or told by its last word to be an organisation, a place or an event.
fn is_one_name(text: &Text, run: &Range<usize>) -> bool {
    if run.len() == 1 || text.listed(run).is_some() {
        return text.office_ending(run.start, run.start).is_none() || text.listed(run).is_some();
    }
    let last = run.end - 1;
    let head = [Class::Organisation, Class::Place, Class::Event].iter().any(|c| text.has_head(last, *c));
    let office_inside = last_office(text, run).is_some_and(|o| o.end < last && is_person_like(text, o.end));
    let person_inside = (run.start..last).any(|i| text.entity(i) == "PERSON") && text.entity(last) == "PERSON";
    head && !office_inside && !person_inside && text.office_ending(last, run.start).is_none()
}

fn is_person_like(text: &Text, word: usize) -> bool {
    text.entity(word) == "PERSON" || text.is_given(word)
}

/// The last title or office that is not the end of a personal name ("Martin Luther King").
fn last_office(text: &Text, run: &Range<usize>) -> Option<Range<usize>> {
    let last = (run.clone()).rev().find_map(|i| text.office_ending(i, run.start))?;
    if last.end == run.end && last.start > run.start && text.is_given(run.start) && text.entity(run.start) == "PERSON" {
        return None;
    }
    // "Star Wars", "General Motors": a word that may be an office begins a name of something else.
    let anyone = text.index.is_anyone(&text.lower(&last));
    let headed = last.end < run.end
        && [Class::Organisation, Class::Place, Class::Event].iter().any(|c| text.has_head(run.end - 1, *c));
    if last.end < run.end && (anyone || headed) && !is_person_like(text, last.end) {
        return None;
    }
    Some(last)
}

/// "the president of Kazakhstan Kassym-Jomart Tokayev": what the office is held in, and then who holds it.
fn cut_after_office_of(text: &Text, run: &Range<usize>) -> Option<usize> {
    if !is_behind_office(text, run.start) {
        return None;
    }
    let listed = text
        .longest_listed(run.start, run.end)
        .filter(|(_, hit)| hit.listed == Listed::Country)
        .map(|(words, _)| words.end);
    let first = text.words[run.start].lower.as_str();
    let short = (text.acronyms.contains(first) || text.index.country_nouns.contains(first)).then_some(run.start + 1);
    let named = (run.start + 1..run.end).find(|i| text.is_given(*i) && *i + 1 < run.end);
    let cut = listed.or(short).or(named).filter(|cut| *cut < run.end)?;
    let last = run.end - 1;
    let headed = [Class::Organisation, Class::Place, Class::Event].iter().any(|c| text.has_head(last, *c));
    (!headed && text.office_ending(last, run.start).is_none()).then_some(cut)
}

/// "head of", "president of the": an office and the word that joins what it is held in.
pub fn is_behind_office(text: &Text, from: usize) -> bool {
    office_of(text, from).is_some()
}

pub fn office_of(text: &Text, from: usize) -> Option<Range<usize>> {
    let articles = &text.lexicon.particles.articles;
    let mut before = from.checked_sub(1).filter(|_| text.words[from].follows)?;
    if articles.contains(&text.words[before].lower) && before > 0 && text.words[before].follows {
        before -= 1;
    }
    let joins = text.lexicon.particles.joining.first() == Some(&text.words[before].lower) && text.words[before].follows;
    if !joins || before == 0 {
        return None;
    }
    text.office_ending(before - 1, 0)
}

/// "Kazakhstan Kassym-Jomart Tokayev": a listed name and then a person's.
fn cut_after_listed(text: &Text, run: &Range<usize>) -> Option<usize> {
    let (listed, hit) = text.longest_listed(run.start, run.end)?;
    if listed.end == run.end {
        return None;
    }
    let label = text.entity(run.start);
    let spanned = matches!(label, "ORG" | "WORK_OF_ART" | "FAC" | "EVENT" | "LAW" | "PRODUCT" | "PERSON")
        && text.entity(listed.end) == label
        && !text.reading.syntax.tokens[text.words[listed.end].token].entity_begin;
    let person = text.entity(listed.end) == "PERSON" || text.is_given(listed.end);
    let adjective = matches!(hit.listed, Listed::Adjective | Listed::RegionAdjective | Listed::People);
    match hit.listed {
        Listed::City | Listed::Region => (person && !spanned && label != "PERSON").then_some(listed.end),
        _ if spanned && (adjective || text.entity(listed.end) != "PERSON") => None,
        _ => (person || adjective).then_some(listed.end),
    }
}

/// "Naturally China": a sentence's first word and then a listed name.
fn listed_behind_first(text: &Text, run: &Range<usize>) -> Option<Range<usize>> {
    let rest = run.start + 1..run.end;
    let first = &text.words[run.start];
    let open = first.initial && !text.capitals.contains(first.lower.as_str()) && text.entity(run.start).is_empty();
    (open && !rest.is_empty() && text.listed(&rest).is_some()).then_some(rest)
}

/// Where the pipeline begins a person after something else.
fn cut_at_label(text: &Text, run: &Range<usize>) -> Option<usize> {
    let tokens = &text.reading.syntax.tokens;
    (run.start + 1..run.end).find(|i| {
        let token = &tokens[text.words[*i].token];
        token.entity_begin && token.entity == "PERSON" && !matches!(text.entity(i - 1), "" | "PERSON")
    })
}

/// "Council" "of the" "Collective Security Treaty Organization" is one name, and the parts stay names inside it.
fn join(text: &Text, pieces: Vec<Piece>) -> Vec<Piece> {
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
    if between.is_empty() || between.len() > 2 || !between.iter().chain([&text.words[right.start]]).all(|w| w.follows) {
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

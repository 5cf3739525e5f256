//! Debris known by its words: the lists of words/<language>/debris.toml.

use super::lines::{Line, fold};
use crate::document::Span;
use crate::words::Lexicon;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};

/// One table of the file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Phrases {
    pub whole: Vec<String>,
    pub begins: Vec<String>,
    pub opens: Vec<String>,
    pub ends: Vec<String>,
    pub holds: Vec<String>,
    pub tail: Vec<String>,
    pub last: Vec<String>,
    pub heads: Vec<String>,
    pub bracket: Vec<String>,
    /// The first word of a bracket with which the text begins: "(Adds quotes)".
    pub note: Vec<String>,
    /// Lines that must be found and lines that must not: a test runs them.
    pub fires: Vec<String>,
    pub silent: Vec<String>,
}

static WORDS: Lexicon<Index> = Lexicon::new("debris");

/// The table of counters is a shape of its own: a word with a number.
const COUNTERS: &str = "counters";
/// A line with more words is a paragraph.
const LONGEST: usize = 40;
/// So many bytes of a longer line are looked at.
const START: usize = 120;
/// A phrase that begins a line has at most so many words.
const PHRASE: usize = 8;
/// So many lines at the end are the last ones.
const LAST: usize = 8;

type Reasons = HashMap<String, &'static str>;

/// The lists, turned so that a line finds its phrases.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "BTreeMap<String, Phrases>")]
struct Index {
    whole: Reasons,
    begins: Reasons,
    opens: Reasons,
    tail: Reasons,
    last: Reasons,
    heads: Reasons,
    bracket: HashSet<String>,
    note: Reasons,
    ends: Vec<(String, &'static str)>,
    holds: Vec<(String, &'static str)>,
    counters: HashSet<String>,
}

impl From<BTreeMap<String, Phrases>> for Index {
    fn from(tables: BTreeMap<String, Phrases>) -> Self {
        let mut index = Index::default();
        for (why, table) in tables {
            if why == COUNTERS {
                index.counters.extend(table.whole);
                continue;
            }
            // The names of the reasons live as long as the lists, which is as long as the program.
            let why: &'static str = why.leak();
            let pairs = |list: Vec<String>| list.into_iter().map(move |p| (p, why));
            index.whole.extend(pairs(table.whole));
            index.begins.extend(pairs(table.begins));
            index.opens.extend(pairs(table.opens));
            index.tail.extend(pairs(table.tail));
            index.last.extend(pairs(table.last));
            index.heads.extend(pairs(table.heads));
            index.bracket.extend(table.bracket);
            index.note.extend(pairs(table.note));
            index.ends.extend(pairs(table.ends));
            index.holds.extend(pairs(table.holds).map(|(p, why)| (format!(" {p} "), why)));
        }
        index
    }
}

pub fn lines(lines: &[Line], language: &str, whole: &mut [Option<&'static str>]) {
    let index = WORDS.of(language);
    for i in 0..lines.len() {
        if whole[i].is_some() {
            continue;
        }
        if lines[i].words > LONGEST || lines[i].folded.is_empty() {
            whole[i] = by_its_start(&lines[i], index);
            continue;
        }
        whole[i] = by_words(&lines[i], lines.len() - i <= LAST, index);
        // "date 2031-03-03 Sign in": what stands behind the day of a page is the page's too.
        let rest = if i == 0 { super::issued::behind_the_day(&lines[i], language) } else { None };
        if whole[i].is_none() && rest.is_some_and(|rest| by_words(&rest, false, index).is_some()) {
            whole[i] = Some("date-line");
        }
    }
    counters(lines, index, whole);
}

fn by_words(line: &Line, is_last: bool, index: &Index) -> Option<&'static str> {
    let folded = line.folded.as_str();
    let bare = folded.trim_end_matches(':');
    if let Some(why) = reason_of(bare, &index.whole) {
        return Some(why);
    }
    if seam(line, index).is_some() {
        return None;
    }
    // What a person says is never debris by its words.
    if line.is_quoted() || line.words > LONGEST {
        return None;
    }
    let begins = beginning(folded, &index.begins);
    let opens = || (!line.is_sentence()).then(|| beginning(folded, &index.opens)).flatten();
    let last = || is_last.then(|| beginning(folded, &index.last)).flatten();
    begins
        .or_else(opens)
        .map(|(_, why)| why)
        .or_else(|| last().map(|(_, why)| why))
        .or_else(|| held(line, index))
        .or_else(|| ending(line, index))
}

/// "(Adds quotes, details) By ...": what the desk did with the text, in the brackets that open it.
pub fn note(line: &Line, language: &str) -> Option<(Span, &'static str)> {
    let end = (0..=START.min(line.text.len())).rev().find(|i| line.text.is_char_boundary(*i))?;
    let inside = line.text[..end].strip_prefix('(')?;
    let close = inside.find(')')?;
    let first: String = inside.chars().take_while(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let why = WORDS.of(language).note.get(&first)?;
    Some((line.place(Span::new(0, close + 2)), why))
}

/// "READ MORE: On the agendaThe ministers met ...": a label with its link, glued before the sentence.
pub fn label(line: &Line, language: &str) -> Option<(Span, &'static str)> {
    let (end, why) = seam(line, WORDS.of(language))?;
    Some((line.place(Span::new(0, end)), why))
}

/// Where a sentence is glued behind a label: a small letter, a capital and another small letter.
fn seam(line: &Line, index: &Index) -> Option<(usize, &'static str)> {
    let end = (0..=START.min(line.text.len())).rev().find(|i| line.text.is_char_boundary(*i))?;
    // A long line may have been cut off.
    let colon = line.text[..end].find(':').filter(|_| line.is_sentence() || line.words > LONGEST)?;
    let (_, why) = beginning(&fold(&line.text[..=colon]), &index.begins)?;
    let chars: Vec<(usize, char)> = line.text[colon..end].char_indices().collect();
    let glued = chars.windows(3).find(|w| w[0].1.is_lowercase() && w[1].1.is_uppercase() && w[2].1.is_lowercase())?;
    Some((colon + glued[1].0, why))
}

/// A long line that no article begins with, or that runs through headlines without a sentence.
fn by_its_start(line: &Line, index: &Index) -> Option<&'static str> {
    if line.is_quoted() {
        return None;
    }
    let end = (0..=START.min(line.text.len())).rev().find(|i| line.text.is_char_boundary(*i))?;
    let folded = fold(&line.text[..end]);
    let opens =
        || (!line.is_sentence() && !has_sentence(line.text)).then(|| beginning(&folded, &index.opens)).flatten();
    beginning(&folded, &index.heads).or_else(opens).map(|(_, why)| why)
}

/// A word in lower case, a stop, and a capital: a sentence ends there.
fn has_sentence(text: &str) -> bool {
    text.match_indices(". ").any(|(stop, _)| {
        let word = text[..stop].rsplit(' ').next().unwrap_or_default();
        word.chars().count() > 2
            && word.chars().all(char::is_lowercase)
            && text[stop + 2..].chars().next().is_some_and(char::is_uppercase)
    })
}

/// The longest phrase of the list with which the line begins.
fn beginning<'f>(folded: &'f str, list: &Reasons) -> Option<(&'f str, &'static str)> {
    let ends = folded.match_indices(' ').map(|(i, _)| i).chain([folded.len()]).take(PHRASE);
    let found = ends.filter_map(|end| Some((&folded[..end], reason_of(&folded[..end], list)?)));
    found.last()
}

/// As it is, or with `#` for its numbers.
fn reason_of(phrase: &str, list: &Reasons) -> Option<&'static str> {
    list.get(phrase).copied().or_else(|| {
        phrase.bytes().any(|b| b.is_ascii_digit()).then(|| list.get(&without_numbers(phrase)).copied()).flatten()
    })
}

fn without_numbers(phrase: &str) -> String {
    let word = |w: &str| if w.bytes().all(|b| b.is_ascii_digit()) { "#".to_string() } else { w.to_string() };
    phrase.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// A word that a bracket behind a caption has.
pub fn is_of_a_caption(word: &str, language: &str) -> bool {
    WORDS.of(language).bracket.contains(word)
}

fn held(line: &Line, index: &Index) -> Option<&'static str> {
    let padded = format!(" {} ", line.folded);
    index.holds.iter().find(|(phrase, _)| padded.contains(phrase.as_str())).map(|(_, why)| *why)
}

/// A credit behind a caption; a sentence that ends so is read.
fn ending(line: &Line, index: &Index) -> Option<&'static str> {
    if line.is_sentence() || line.words < 2 {
        return None;
    }
    let is_end =
        |phrase: &str| line.folded.strip_suffix(phrase).is_some_and(|rest| rest.ends_with(' ') || rest.is_empty());
    index.ends.iter().find(|(phrase, _)| is_end(phrase)).map(|(_, why)| *why)
}

/// The reason of a line behind the last paragraph.
pub fn tail(line: &Line, language: &str) -> Option<&'static str> {
    let (_, why) = beginning(&line.folded, &WORDS.of(language).tail)?;
    let bracketed = line.text.starts_with(['(', '[']) && line.text.ends_with([')', ']', '.']);
    (!line.is_sentence() || bracketed).then_some(why)
}

/// "Comments 0", "0 comments", or the word and the number on a line each.
fn counters(lines: &[Line], index: &Index, whole: &mut [Option<&'static str>]) {
    const WHY: &str = "comment-counter";
    let is_word = |s: &str| index.counters.contains(s.trim_end_matches(':'));
    for i in 0..lines.len() {
        let folded = lines[i].folded.as_str();
        if lines[i].words <= 5 && (is_counter(folded, index) || is_counted(&lines[i], index)) {
            whole[i] = Some(WHY);
        }
        let Some(next) = lines.get(i + 1).map(|n| n.folded.as_str()) else { continue };
        if is_word(folded) && is_number(next) || is_number(folded) && is_word(next) {
            (whole[i], whole[i + 1]) = (Some(WHY), Some(WHY));
        }
    }
}

/// Numbers before or behind a word that counts, and nothing else.
fn is_counter(folded: &str, index: &Index) -> bool {
    let words: Vec<&str> = folded.split(' ').collect();
    let before = words.iter().take_while(|w| is_number(w)).count();
    let behind = words[before..].iter().rev().take_while(|w| is_number(w)).count();
    let named = words[before..words.len() - behind].join(" ");
    before + behind > 0 && index.counters.contains(named.trim_end_matches(':'))
}

/// "371 views Ports 0": a number of views before the section and another number.
fn is_counted(line: &Line, index: &Index) -> bool {
    let words: Vec<&str> = line.folded.split(' ').collect();
    let last = words.last().is_some_and(|w| is_number(w));
    !line.is_sentence() && words.len() > 2 && is_number(words[0]) && index.counters.contains(words[1]) && last
}

/// "1 204", "12k".
fn is_number(folded: &str) -> bool {
    folded.starts_with(|c: char| c.is_ascii_digit())
        && folded.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | 'k' | 'm'))
}

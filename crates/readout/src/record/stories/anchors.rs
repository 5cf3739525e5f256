//! What ties a text to its own happening: the days and weekdays of its head, what it quotes, and its occasions.

use super::days::{Named, day_of};
use super::occasions::{Counted, Occasion};
use super::sketch::hash;
use crate::document::Span;
use crate::reading::layout::{Block, BlockKind};
use crate::reading::published::PLACES;
use crate::reading::quotations::Quotation;
use crate::reading::syntax::Token;
use crate::reading::{Reading, Time};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// So many sentences of its first paragraphs tell a text's news.
const HEAD: usize = 4;
/// "Monday, 28 November": so near to each other they are one day.
const NEXT: usize = 8;
/// A quotation of fewer words that tell something is a formula; of longer ones so many are kept.
const QUOTED: usize = 6;
const QUOTATIONS: usize = 12;
const CONTENT: &[&str] = &["NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"];
/// A dateline takes so many bytes.
const OPENING: usize = 40;
/// So many days of a text are kept.
const DAYS: usize = 16;

#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Anchors {
    /// Days of the news.
    pub head: Vec<Named>,
    /// All days that the text names first.
    pub named: Vec<Named>,
    /// Days of the week in the head, Monday 1.
    pub weekdays: Vec<i8>,
    /// For each long quotation the hashes of its words, sorted.
    pub quoted: Vec<Vec<u64>>,
    pub occasions: Vec<Occasion>,
    pub counted: Vec<Counted>,
}

impl Anchors {
    /// Without the occasions, which are no part of a reading.
    pub fn of(reading: &Reading) -> Self {
        let mut anchors = Anchors { quoted: quoted(reading), ..Anchors::default() };
        let head = head(reading);
        let in_head = |time: &&Time| time.at.start < head.end;
        let told = || reading.times.iter().filter(|t| !reading.in_caption(t.at));
        let weekdays: Vec<(i8, Span)> = told().take_while(in_head).filter_map(weekday).collect();
        anchors.weekdays = weekdays.iter().map(|(weekday, _)| *weekday).collect();
        let values = told().filter_map(|t| Some((t, t.value.as_deref()?)));
        for (time, day) in values.filter_map(|(t, value)| Some((t, day_of(value)?))) {
            let beside =
                |(_, at): &(i8, Span)| time.at.start.abs_diff(at.end).min(at.start.abs_diff(time.at.end)) <= NEXT;
            // Where the news is told by the day of the week, another day may be that of a picture.
            let is_news = weekdays.is_empty() || weekdays.iter().any(beside) || states_day(reading, time.at);
            if in_head(&time) && is_news && !names_which(reading, time.at) && !anchors.head.contains(&day) {
                anchors.head.push(day);
            }
            if anchors.named.len() < DAYS && !anchors.named.contains(&day) {
                anchors.named.push(day);
            }
        }
        anchors
    }
}

/// The headline and the first sentences under it, with the lines between them.
pub fn head(reading: &Reading) -> Span {
    let paragraph = |block: usize| reading.blocks.get(block).is_none_or(|b| b.kind == BlockKind::Paragraph);
    let told = reading.syntax.sentences.iter().filter(|s| paragraph(s.block)).take(HEAD);
    let end = told.last().map_or(reading.document.text.len(), |s| s.at.end);
    Span::new(0, end)
}

fn weekday(time: &Time) -> Option<(i8, Span)> {
    Some((weekday_of(time.value.as_deref()?)?, time.at))
}

/// A dateline, with a line of its own or before the first words of a paragraph, or a line that says when and by whom.
fn states_day(reading: &Reading, at: Span) -> bool {
    let tokens = &reading.syntax.tokens;
    let is_name = |t: &Token| matches!(t.pos.as_str(), "PROPN" | "PUNCT" | "NUM" | "SPACE");
    let named = |start: usize| tokens[reading.syntax.tokens_in(Span::new(start, at.start))].iter().all(is_name);
    let opens = |b: &Block| b.at.start < at.start && at.end <= b.at.start + OPENING && named(b.at.start);
    reading.debris.iter().any(|d| PLACES.contains(&d.why) && d.at.contains(at)) || reading.blocks.iter().any(opens)
}

/// "an August 14, 2016 video": the day tells which one it is.
fn names_which(reading: &Reading, at: Span) -> bool {
    let syntax = &reading.syntax;
    let tokens = syntax.tokens_in(at);
    // "a Long March 5 rocket" names no day.
    let before = tokens.start.checked_sub(1).map(|t| &syntax.tokens[t]);
    if before.is_some_and(|t| t.pos == "PROPN" && reading.printed(Span::new(t.at.end, at.start)) == " ") {
        return true;
    }
    let outer = tokens.clone().find(|t| !tokens.contains(&syntax.tokens[*t].head));
    let has_year = |at: Span| reading.printed(at).split_whitespace().count() > 2;
    outer.is_some_and(|t| {
        let head = syntax.tokens[t].head;
        head > t && syntax.tokens[head].pos == "NOUN" && syntax.tokens[t].dep != "npadvmod" && has_year(at)
    })
}

/// "XXXX-WXX-3TEV": a Wednesday of some week.
pub fn weekday_of(value: &str) -> Option<i8> {
    value.strip_prefix("XXXX-WXX-")?.get(..1)?.parse().ok()
}

fn quoted(reading: &Reading) -> Vec<Vec<u64>> {
    let words = |q: &Quotation| {
        let tokens = &reading.syntax.tokens[reading.syntax.tokens_in(q.inside)];
        let content = tokens.iter().filter(|t| CONTENT.contains(&t.pos.as_str()));
        let words: BTreeSet<u64> = content.map(|t| hash(t.lower.as_bytes())).collect();
        words.into_iter().collect::<Vec<u64>>()
    };
    reading.quotations.iter().map(words).filter(|words| words.len() >= QUOTED).take(QUOTATIONS).collect()
}

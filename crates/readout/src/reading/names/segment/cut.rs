//! One run of capitalised words cut into names: titles, offices and adjectives before a name taken off.

use super::{Piece, Text};
use crate::reading::names::Class;
use crate::reading::names::lexicon::Listed;
use crate::reading::names::scan::Shape;
use std::ops::Range;

/// Cuts one run.
pub fn segment(text: &Text, run: Range<usize>, out: &mut Vec<Piece>) {
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
        segment(text, run.start..field_start(text, run.start, &office), out);
        let rest = office.end..run.end;
        if !rest.is_empty() {
            out.push(Piece { words: rest, titled: true, kind: None });
        }
        return;
    }
    if let Some(credit) = agency_behind_person(text, &run) {
        segment(text, run.start..credit, out);
        out.push(Piece { words: credit..run.end, titled: false, kind: None });
        return;
    }
    let named = text.longest_listed(run.start, run.end).is_some_and(|(words, _)| words.len() > 1);
    // "State Corporation Lind": the word belongs to the name.
    let institution = run.clone().skip(1).any(|i| text.has_head(i, Class::Organisation));
    // "Democratic Republic": the word belongs to the country.
    let country = run.clone().skip(1).take(1).any(|i| text.index.country_nouns.contains(text.words[i].lower.as_str()));
    let start = (run.start..run.end)
        .take_while(|_| !named && !institution && !country)
        .find(|i| !text.index.office_modifiers.contains(text.words[*i].lower.as_str()));
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
    let titled = run.len() < 5 && is_behind_unnamed(text, run.start);
    out.push(Piece { words: run, titled, kind: None });
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

/// "Osmerian Education Minister": where the words begin that tell what the office is for, which name nothing.
fn field_start(text: &Text, from: usize, office: &Range<usize>) -> usize {
    if !text.index.is_of_field(&text.lower(office)) {
        return office.start;
    }
    let named = |i: usize| {
        let adjective = text.pos(i) == "ADJ"
            && text.lexicon.demonyms.endings.iter().any(|e| e.len() > 1 && text.words[i].lower.ends_with(e.as_str()));
        adjective || matches!(text.entity(i), "GPE" | "NORP") || text.longest_listed(i, i + 1).is_some()
    };
    let before = (from..office.start).rev().find(|i| named(*i));
    before.map_or(from, |i| i + 1)
}

/// "Maria Okello REUTERS": whose picture it is, glued to whom it shows.
fn agency_behind_person(text: &Text, run: &Range<usize>) -> Option<usize> {
    let last = run.end - 1;
    let agency = text.words[last].shape == Shape::Capitals
        && text.listed(&(last..run.end)).is_some_and(|h| h.listed == Listed::Organisation);
    let person = run.len() > 2 && text.words[run.start].shape == Shape::Capitalised && is_person_like(text, run.start);
    (agency && person).then_some(last)
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
    // "Choi Son Lee": a word for a relative with a capital inside a name is a part of it.
    let relative = text.lexicon.relatives.words.iter().any(|w| *w == text.lower(&last));
    let inside =
        last.start > run.start && text.words[last.start].shape == Shape::Capitalised && !text.words[last.start].titled;
    if relative && inside {
        return None;
    }
    // "Department of Osmerian Justice": an institution has the word in its name.
    if last.end == run.end && is_behind_institution(text, run.start) {
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

fn is_behind_institution(text: &Text, from: usize) -> bool {
    let Some(of) = from.checked_sub(1).filter(|_| text.words[from].follows) else { return false };
    let joins = text.lexicon.particles.joining.first() == Some(&text.words[of].lower) && text.words[of].follows;
    let head = |i: usize| text.words[i].shape != Shape::Lower && text.has_head(i, Class::Organisation);
    joins && of.checked_sub(1).is_some_and(head)
}

/// "the president of Kenya Peter Oduya": what the office is held in, and then who holds it.
fn cut_after_office_of(text: &Text, run: &Range<usize>) -> Option<usize> {
    if !is_behind_office(text, run.start) && !is_sent_to(text, run.start) {
        return None;
    }
    let listed = text
        .longest_listed(run.start, run.end)
        .filter(|(_, hit)| hit.listed == Listed::Country)
        .map(|(words, _)| words.end);
    let first = text.words[run.start].lower.as_str();
    // "president of the Republic of C. Ana Lind": a country by its first letter.
    let letter = first.chars().count() == 1 && run.len() > 2;
    let noun = text.acronyms.contains(first) || text.index.country_nouns.contains(first);
    let short = (noun || letter).then_some(run.start + 1);
    let named = (run.start + 1..run.end).find(|i| text.is_given(*i) && *i + 1 < run.end);
    let cut = listed.or(short).or(named).or_else(|| parsed_apart(text, run)).filter(|cut| *cut < run.end)?;
    let last = run.end - 1;
    let headed = [Class::Organisation, Class::Place, Class::Event].iter().any(|c| text.has_head(last, *c));
    (!headed && text.office_ending(last, run.start).is_none()).then_some(cut)
}

/// "by minister of Harbours Ana Lind": the parser ends what the office is for before two words or more that hang elsewhere.
fn parsed_apart(text: &Text, run: &Range<usize>) -> Option<usize> {
    let tokens = &text.reading.syntax.tokens;
    let token = |i: usize| &tokens[text.words[i].token];
    let before = text.words[run.start].token.checked_sub(1)?;
    let field = (run.start..run.end).find(|i| token(*i).dep == "pobj" && token(*i).head <= before)?;
    let inside = before..=text.words[field].token;
    let apart = (field + 1..run.end).all(|i| !inside.contains(&token(i).head));
    (apart && run.end - field > 2).then_some(field + 1)
}

/// "head of", "president of the": an office and the word that joins what it is held in.
pub fn is_behind_office(text: &Text, from: usize) -> bool {
    office_of(text, from).is_some() || is_behind_form_of_state(text, from)
}

/// "president of the Republic of": an office, and the word for a country that joins its name.
fn is_behind_form_of_state(text: &Text, from: usize) -> bool {
    let Some(of) = from.checked_sub(1).filter(|_| text.words[from].follows) else { return false };
    let joins = text.lexicon.particles.joining.first() == Some(&text.words[of].lower) && text.words[of].follows;
    let state = of.checked_sub(1).filter(|s| text.index.country_nouns.contains(text.words[*s].lower.as_str()));
    // "the Islamic Republic of": words with capitals before it.
    let capital = |w: &usize| text.words[*w].shape == Shape::Capitalised && text.words[*w + 1].follows;
    let first = state.map(|s| (s.saturating_sub(3)..s).rev().take_while(capital).last().unwrap_or(s));
    joins && first.is_some_and(|s| office_of(text, s).is_some())
}

/// "ambassador to Osmeria".
fn is_sent_to(text: &Text, from: usize) -> bool {
    let Some(before) = from.checked_sub(1).filter(|_| text.words[from].follows) else { return false };
    let joins = text.lexicon.particles.office.contains(&text.words[before].lower) && text.words[before].follows;
    joins && before > 0 && text.office_ending(before - 1, 0).is_some()
}

/// "the president of the country X": an office, and a word for what it is held in that names nothing.
pub fn is_behind_unnamed(text: &Text, from: usize) -> bool {
    let Some(noun) = from.checked_sub(1).filter(|_| text.words[from].follows) else { return false };
    let word = &text.words[noun];
    let kind = word.shape == Shape::Lower && text.index.kind(&word.lower).is_some();
    kind && office_of(text, noun).is_some()
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

/// "Kenya Peter Oduya": a listed name and then a person's.
fn cut_after_listed(text: &Text, run: &Range<usize>) -> Option<usize> {
    let (listed, hit) = text.longest_listed(run.start, run.end)?;
    if listed.end == run.end {
        return None;
    }
    if hit.listed == Listed::Country && is_second_of_two(text, run.start) {
        return Some(listed.end);
    }
    let label = text.entity(run.start);
    let spanned = matches!(label, "ORG" | "WORK_OF_ART" | "FAC" | "EVENT" | "LAW" | "PRODUCT" | "PERSON")
        && text.entity(listed.end) == label
        && !text.reading.syntax.tokens[text.words[listed.end].token].entity_begin;
    let person = text.entity(listed.end) == "PERSON" || text.is_given(listed.end);
    let adjective = matches!(hit.listed, Listed::Adjective | Listed::RegionAdjective | Listed::People);
    match hit.listed {
        Listed::City | Listed::Region if text.is_given(run.start) => None,
        Listed::City | Listed::Region => (person && !spanned && label != "PERSON").then_some(listed.end),
        _ if spanned && (adjective || text.entity(listed.end) != "PERSON") => None,
        _ => (person || adjective).then_some(listed.end),
    }
}

/// "Presidents of A and B X Y": behind the second of two countries, in which an office is held, stands who holds it.
fn is_second_of_two(text: &Text, from: usize) -> bool {
    let Some(and) = from.checked_sub(1).filter(|_| text.words[from].follows) else { return false };
    let joins = text.lexicon.particles.listing.contains(&text.words[and].lower) && text.words[and].follows;
    let first = (and.saturating_sub(4)..and).find(|i| {
        text.listed(&(*i..and)).is_some_and(|h| h.listed == Listed::Country) && office_of(text, *i).is_some()
    });
    joins && first.is_some()
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
        // "Ana" of "Ana-Lind": a label for a part of a word tells nothing.
        let last = text.reading.syntax.tokens_in(text.words[i - 1].at).end.saturating_sub(1);
        let whole = !tokens[last].entity.is_empty();
        token.entity_begin && token.entity == "PERSON" && whole && !matches!(text.entity(i - 1), "" | "PERSON")
    })
}

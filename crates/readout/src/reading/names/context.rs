//! What stands before and after a name and tells what it names.

use super::Class;
use super::lexicon::{Listed, Speaks};
use super::scan::Shape;
use super::segment::{Piece, Text, office_of};
use super::votes::Votes;
use std::ops::Range;

/// "www.example.org" stands for who publishes there.
pub fn is_address(text: &Text, piece: &Piece) -> bool {
    let token = &text.reading.syntax.tokens[text.words[piece.words.start].token];
    token.lower.contains('.') && token.lower.len() > 6 && token.lower.split('.').all(|p| p.chars().count() > 1)
}

/// What stands before and after: titles, the noun that says the kind, an office behind a comma, a verb of speaking.
pub fn context_vote(text: &Text, piece: &Piece, votes: &mut Votes) {
    if piece.titled {
        votes.add(Class::Person, 3.5);
    }
    if let Some(class) = kind_beside(text, &piece.words).filter(|_| !piece.titled) {
        votes.add(class, 3.0);
    }
    if let Some(office) =
        office_of(text, piece.words.start).filter(|_| !piece.titled && text.listed(&piece.words).is_none())
        // "relatives of X" may be a person's.
        && !text.index.is_anyone(&text.lower(&office))
    {
        let class = text.index.office_of(&text.lower(&office)).unwrap_or(Class::Organisation);
        // "president of the Federation of X" tells of no country.
        let last = piece.words.end - 1;
        let headed = text.has_head(last, Class::Organisation) && !text.has_head(last, class);
        votes.add(
            if headed { Class::Organisation } else { class },
            if class == Class::Organisation { 2.0 } else { 1.0 },
        );
    }
    if piece.words.len() > 1
        && is_behind_nationality(text, piece.words.start)
        && !text.has_head(piece.words.end - 1, Class::Organisation)
    {
        votes.add(Class::Person, 1.0);
    }
    if piece.words.len() > 1 && is_behind_owner(text, piece) {
        votes.add(Class::Person, 1.0);
    }
    if is_behind_office_word(text, piece) {
        votes.add(Class::Person, 2.0);
    }
    if is_followed_by_who(text, &piece.words) {
        votes.add(Class::Person, 1.5);
    }
    if is_behind_relative(text, &piece.words) {
        votes.add(Class::Person, 2.0);
    }
    if office_behind_comma(text, &piece.words) {
        // "X, his predecessor".
        let owned = text.index.pronouns.contains_key(text.words[piece.words.end].lower.as_str());
        votes.add(Class::Person, if owned { 2.5 } else { 1.5 });
    }
    if office_before_comma(text, &piece.words) {
        votes.add(Class::Person, 2.0);
    }
    if has_double_given_name(text, piece) {
        votes.add(Class::Person, 0.8);
    }
    if is_joined_to_person(text, piece) {
        votes.add(Class::Person, 0.9);
    }
    let tokens = &text.reading.syntax.tokens;
    let token = &tokens[text.words[piece.words.end - 1].token];
    if token.dep == "nsubj" && text.index.speaking.contains(tokens[token.head].lemma.as_str()) {
        let unlabelled = piece.words.clone().all(|w| text.entity(w).is_empty() && text.pos(w) == "PROPN");
        votes.add(Class::Person, if unlabelled && is_unlisted_name(text, piece) { 1.2 } else { 0.4 });
    }
}

/// Two or three words that no list knows and whose last is no kind of organisation.
fn is_unlisted_name(text: &Text, piece: &Piece) -> bool {
    (2..4).contains(&piece.words.len()) && text.listed(&piece.words).is_none() && !is_headed(text, piece)
}

/// Its last word tells of something that is nobody: "X Council", "X River".
fn is_headed(text: &Text, piece: &Piece) -> bool {
    let heads = [Class::Organisation, Class::Place, Class::Event, Class::Work];
    heads.iter().any(|class| text.has_head(piece.words.end - 1, *class))
}

/// "Anne-Marie Claes".
fn has_double_given_name(text: &Text, piece: &Piece) -> bool {
    let first = text.words[piece.words.start].at;
    let parts = text.reading.document.printed(first).split_once('-');
    let capital =
        |part: &str| part.len() > 2 && part.starts_with(char::is_uppercase) && part.ends_with(char::is_lowercase);
    parts.is_some_and(|(one, other)| capital(one) && capital(other)) && is_unlisted_name(text, piece)
}

/// "Marie Claes and Jan Peeters": what is joined to a person is one, too.
fn is_joined_to_person(text: &Text, piece: &Piece) -> bool {
    let syntax = &text.reading.syntax;
    let token = text.words[piece.words.end - 1].token;
    let is_person = |t: usize| syntax.tokens[t].entity == "PERSON";
    let above = syntax.tokens[token].dep == "conj" && is_person(syntax.tokens[token].head);
    (above || syntax.child(token, &["conj"]).is_some_and(is_person)) && is_unlisted_name(text, piece)
}

/// "Belgian Marie Claes".
fn is_behind_nationality(text: &Text, word: usize) -> bool {
    let before = word.checked_sub(1).filter(|_| text.words[word].follows);
    before.is_some_and(|b| text.listed(&(b..b + 1)).is_some_and(|h| h.listed == Listed::Adjective))
}

/// "Belgium's Marie Claes", and no institution of the country.
fn is_behind_owner(text: &Text, piece: &Piece) -> bool {
    let Some(before) = piece.words.start.checked_sub(1) else { return false };
    let between = &text.reading.document.text[text.words[before].at.end..text.words[piece.words.start].at.start];
    let country = text.listed(&(before..before + 1)).is_some_and(|h| h.listed == Listed::Country);
    let listed =
        text.listed(&piece.words).is_some() || text.longest_listed(piece.words.start, piece.words.end).is_some();
    country && matches!(between, "'s " | "’s ") && !is_headed(text, piece) && !listed && piece.words.len() < 5
}

/// "her Belgian counterpart Marie Claes", "spokesman Jan Claes": an office in small letters right before a name.
fn is_behind_office_word(text: &Text, piece: &Piece) -> bool {
    let start = piece.words.start;
    let Some(before) = start.checked_sub(1).filter(|_| text.words[start].follows && piece.words.len() > 1) else {
        return false;
    };
    let small = text.words[before].shape == Shape::Lower && text.pos(before) == "NOUN";
    let office = || text.index.office(&text.words[before].lower);
    let named = |o: &str| !text.index.is_anyone(o) || text.index.is_mirrored(o);
    let headed = text.has_head(piece.words.end - 1, Class::Organisation);
    small && !headed && text.listed(&piece.words).is_none() && office().is_some_and(named)
}

/// "X, who ...".
fn is_followed_by_who(text: &Text, words: &Range<usize>) -> bool {
    let Some(next) = text.words.get(words.end) else { return false };
    let between = &text.reading.document.text[text.words[words.end - 1].at.end..next.at.start];
    let relative = text.index.pronouns.get(next.lower.as_str()).is_some_and(|p| p.speaks == Speaks::Relative);
    relative && matches!(between, " " | ", ")
}

/// "the newspaper X", "X newspaper".
fn kind_beside(text: &Text, words: &Range<usize>) -> Option<Class> {
    let gap = |from: usize, to: usize| {
        let between = &text.reading.document.text[from..to];
        between.chars().count() <= 3
            && between.chars().all(|c| c == ' ' || matches!(c, '“' | '”' | '"' | '«' | '»' | '„' | '‘' | '’' | '\''))
    };
    let before = words.start.checked_sub(1).filter(|i| gap(text.words[*i].at.end, text.words[words.start].at.start));
    let after = Some(words.end)
        .filter(|i| *i < text.words.len() && gap(text.words[words.end - 1].at.end, text.words[*i].at.start));
    let class = |i: usize| text.index.kind(&text.words[i].lower);
    // "the town of X".
    let of =
        |i: &usize| text.lexicon.particles.joining.first() == Some(&text.words[*i].lower) && text.words[*i].follows;
    let town = || before.filter(of).and_then(|i| class(i.checked_sub(1)?)).filter(|c| *c == Class::Place);
    before
        .and_then(class)
        .or_else(town)
        .or_else(|| after.and_then(class).filter(|c| !matches!(c, Class::Place | Class::Country)))
}

/// "the president of Osmeria, X Y, said": an office at most a few words before a comma, and a mark right behind the name.
fn office_before_comma(text: &Text, words: &Range<usize>) -> bool {
    let printed = &text.reading.document.text;
    let Some(last) = words.start.checked_sub(1).filter(|_| words.len() > 1 && text.listed(words).is_none()) else {
        return false;
    };
    let closed = printed[text.words[words.end - 1].at.end..].starts_with([',', '.', ';', ')']);
    if !closed || &printed[text.words[last].at.end..text.words[words.start].at.start] != ", " {
        return false;
    }
    let first = (last.saturating_sub(5)..last)
        .rev()
        .find(|i| !text.words[i + 1].follows)
        .map_or(last.saturating_sub(5), |i| i + 1);
    let office = (first..=last).find(|i| text.office_ending(*i, first).is_some());
    // What the office is held in stands between.
    office.is_some_and(|o| (o + 1..=last).all(|i| text.words[i].shape != Shape::Lower || is_small(text, i)))
}

/// "of", "the": a word inside what an office is held in.
fn is_small(text: &Text, word: usize) -> bool {
    let lower = &text.words[word].lower;
    text.lexicon.particles.office.contains(lower) || text.lexicon.particles.articles.contains(lower)
}

/// "X, head of ..." or "X, 54,": an office within four words after a comma.
fn office_behind_comma(text: &Text, words: &Range<usize>) -> bool {
    let end = text.words[words.end - 1].at.end;
    let Some(next) = text.words.get(words.end).filter(|_| text.listed(words).is_none()) else { return false };
    if &text.reading.document.text[end..next.at.start] != ", " {
        return false;
    }
    let last = text.words.len().min(words.end + 5);
    let close = (words.end + 1..last).find(|i| !text.words[*i].follows).unwrap_or(last);
    // "X, Ambassador of Osmeria": with a capital only where it tells of what.
    let of =
        |i: usize| text.words.get(i + 1).is_some_and(|w| w.follows && text.lexicon.particles.office.contains(&w.lower));
    let called = |i: usize| text.words[i].shape == Shape::Lower || words.len() > 1 && of(i);
    (words.end..close).any(|i| called(i) && text.office_ending(i, words.end).is_some())
}

/// "his wife, X", "her son X".
fn is_behind_relative(text: &Text, words: &Range<usize>) -> bool {
    let Some(last) = words.start.checked_sub(1) else { return false };
    let relative = text.lexicon.relatives.words.iter().any(|w| *w == text.words[last].lower);
    let gap = &text.reading.document.text[text.words[last].at.end..text.words[words.start].at.start];
    relative && text.words[last].shape == Shape::Lower && matches!(gap, " " | ", ")
}

//! Quotations of the draft: verbatim, cut, joined, altered, in another mouth, in other words, or not there.

use super::cover::{Cover, cover, shows_dots};
use super::held::{Held, hold};
use super::judge::{Found, Judge};
use super::passages::{Passage, Stretch, Word, words_in};
use super::{Claim, Difference, Evidence, Finding, Kind, Level, Outcome, Relation, speakers};
use crate::difference::Side;
use crate::difference::runs::plain;
use crate::document::Span;
use crate::reading::Reading;
use std::collections::BTreeSet;

/// Fewer words in marks are a name or a turn of phrase.
const FEWEST: usize = 4;
/// So much of the words must stand in pieces somewhere for a quotation to be cut or joined from them.
const PIECED: f32 = 0.8;
/// Nearly all words are the source's: somebody altered the rest.
const TOUCHED: f32 = 0.85;
/// A statement in other words shares this much.
const ALIKE: f32 = 0.3;
/// What one said at one time stands this near in a report, in bytes.
const NEAR: usize = 3000;
/// So many places are shown.
const SHOWN: usize = 6;

pub fn check(judge: &Judge) -> Vec<Finding> {
    let outer = judge.draft.quotations.iter().filter(|q| q.inside_of.is_none());
    outer.flat_map(|q| of_quotation(judge, q.inside.trim(&judge.draft.document.text))).collect()
}

/// A quotation as a whole where its words stand somewhere; else each of its sentences by itself.
fn of_quotation(judge: &Judge, at: Span) -> Vec<Finding> {
    let words = words_in(judge.draft, at);
    if words.len() < FEWEST {
        return vec![];
    }
    let whole: Vec<Stretch> = judge.passages.longest(&words).into_iter().filter(|s| s.length == words.len()).collect();
    if !whole.is_empty() {
        return vec![verbatim(judge, at, &whole)];
    }
    let own = judge.passages.own.iter().enumerate().filter(|(_, s)| s.overlaps(at));
    let pieces =
        own.map(|(i, s)| (i, Span::new(s.start.max(at.start), s.end.min(at.end)).trim(&judge.draft.document.text)));
    let found: Vec<Finding> = pieces.filter_map(|(own, piece)| of_piece(judge, own, piece)).collect();
    match found.len() > 1 && found.iter().all(|f| f.outcome == Outcome::Verbatim) && !is_of_one_source(judge, &found) {
        true => vec![joined_sentences(judge, at, &found)],
        false => found,
    }
}

/// One source has all the sentences, and near each other.
fn is_of_one_source(judge: &Judge, found: &[Finding]) -> bool {
    let near = |first: &Evidence| {
        let around = |e: &Evidence| e.doc == first.doc && e.at.start.abs_diff(first.at.start) <= NEAR;
        found.iter().all(|f| f.sources.iter().any(around))
    };
    let speaker = |e: &Evidence| {
        let reading = judge.reading(e.doc);
        reading
            .voice_at(e.at.start)
            .and_then(|v| v.speaker())
            .and_then(|s| reading.entities.get(s))
            .map(|e| e.name.as_str())
    };
    found[0].sources.iter().any(|first| {
        let mine = speaker(first);
        let is_other =
            |e: &Evidence| e.doc == first.doc && mine.is_some() && speaker(e).is_some() && speaker(e) != mine;
        near(first) && !found.iter().any(|f| f.sources.iter().all(is_other))
    })
}

fn joined_sentences(judge: &Judge, at: Span, found: &[Finding]) -> Finding {
    let sources = found.iter().filter_map(|f| f.sources.first());
    let evidence = sources.map(|e| Evidence { relation: Relation::Partial, ..e.clone() });
    let of = Found { claim: Claim::Quotation, outcome: Outcome::Joined, level: Level::Error };
    judge.finding(at, judge.sentence_of(at), of, vec![], evidence.take(SHOWN).collect())
}

fn of_piece(judge: &Judge, own: usize, at: Span) -> Option<Finding> {
    let words = words_in(judge.draft, at);
    if words.len() < FEWEST {
        return None;
    }
    let cover = cover(&judge.passages, &words);
    if let [only] = cover.pieces[..]
        && only.1.length == words.len()
    {
        return Some(verbatim(judge, at, &[only.1]));
    }
    let statements = statements(judge, &cover);
    let is_joined = statements.iter().filter(|s| s.words >= FEWEST).count() > 1;
    if cover.part(words.len()) >= PIECED && is_joined {
        return Some(joined(judge, at, &statements));
    }
    if let Some(found) = statements.first().and_then(|s| touched(judge, at, s, &cover, &words)) {
        return Some(found);
    }
    otherwise(judge, own, at, words.len())
}

// --- verbatim ----------------------------------------------------------------------------------------------------------

fn verbatim(judge: &Judge, at: Span, places: &[Stretch]) -> Finding {
    let mut passages: Vec<Passage> = places.iter().map(|s| judge.passages.place(*s)).collect();
    // A voice is a stream of its own beside the whole text.
    let mut seen = BTreeSet::new();
    passages.retain(|p| seen.insert((p.doc, p.at)));
    passages.truncate(SHOWN);
    let sentence = judge.sentence_of(at);
    let evidence = |relation| passages.iter().map(|p| Evidence { doc: p.doc, at: p.at, relation }).collect::<Vec<_>>();
    if let Some(found) = speakers::other_mouth(judge, at, &passages) {
        return found;
    }
    let around = words_in(judge.draft, sentence);
    let is_inside = words_in(judge.draft, Span::new(at.end, sentence.end.max(at.end))).len() > 1;
    if is_inside && judge.passages.longest(&around).iter().any(|s| s.length == around.len()) {
        return judge.agreeing(at, sentence, Claim::Quotation, Outcome::Verbatim, evidence(Relation::Same));
    }
    // It is cut only where every source that has it goes on.
    let missing: Option<Vec<Span>> = passages.iter().map(|p| goes_on(judge, at, *p)).collect();
    let Some((rest, first)) = missing.and_then(|m| Some((*m.first()?, passages.first()?.doc))) else {
        return judge.agreeing(at, sentence, Claim::Quotation, Outcome::Verbatim, evidence(Relation::Same));
    };
    if is_aside(judge, judge.reading(first), rest) {
        return judge.agreeing(at, sentence, Claim::Quotation, Outcome::Verbatim, evidence(Relation::Partial));
    }
    cut(judge, at, judge.reading(first), vec![rest], evidence(Relation::Partial))
}

/// What the source says in the same breath, where the draft lets the statement end.
fn goes_on(judge: &Judge, at: Span, place: Passage) -> Option<Span> {
    let (draft, source) = (&judge.draft.document.text, judge.reading(place.doc));
    let printed = &draft[at.range()];
    let is_whole = printed.starts_with(char::is_uppercase) && ends(printed, &draft[at.end..]);
    let sentence_at = |at: Span| source.syntax.sentences.iter().map(|s| s.at).find(|s| s.overlaps(at));
    let sentence = sentence_at(Span::new(place.at.end - 1, place.at.end))?;
    let begun = sentence_at(place.at)?;
    let inside = source.quotations.iter().map(|q| q.inside).filter(|q| q.contains(place.at)).min_by_key(Span::len)?;
    let rest = Span::new(place.at.end, inside.end.min(sentence.end).max(place.at.end));
    if is_whole && words_in(source, rest).len() > 1 {
        return Some(rest.trim(&source.document.text));
    }
    // What the draft begins with a capital the source says in the middle of a sentence.
    let before = Span::new(inside.start.max(begun.start).min(place.at.start), place.at.start);
    let is_late = source.printed(place.at).starts_with(char::is_lowercase) && words_in(source, before).len() > 2;
    (is_whole && is_late).then(|| before.trim(&source.document.text))
}

/// Behind a comma, and nothing that bounds or turns what stands before it.
fn is_aside(judge: &Judge, source: &Reading, rest: Span) -> bool {
    source.printed(rest).starts_with(',') && judge.kind_of_missing(source, rest) == Kind::Missing
}

/// A full stop ends it, or a comma and the closing mark, as before an attribution.
fn ends(printed: &str, behind: &str) -> bool {
    let stops = ['.', '!', '?', ','];
    let next = behind.trim_start_matches(|c: char| !c.is_alphanumeric() && !stops.contains(&c) && c != '\n');
    printed.ends_with(stops) || next.starts_with(stops) || next.starts_with('\n')
}

fn cut(judge: &Judge, at: Span, source: &Reading, missing: Vec<Span>, evidence: Vec<Evidence>) -> Finding {
    let differences: Vec<Difference> = missing
        .iter()
        .map(|m| Difference { draft: None, source: Some(*m), kind: judge.kind_of_missing(source, *m) })
        .collect();
    let weighs = differences.iter().any(|d| d.kind != Kind::Missing);
    let level = if weighs { Level::Warning } else { Level::Note };
    let of = Found { claim: Claim::Quotation, outcome: Outcome::Cut, level };
    judge.finding(at, judge.sentence_of(at), of, differences, evidence)
}

// --- pieces ------------------------------------------------------------------------------------------------------------

/// One statement of a source that has words of the quotation, and how many.
struct Statement {
    doc: usize,
    at: Vec<Span>,
    place: Span,
    words: usize,
}

/// The statements that the pieces stand in, the one with most words first.
fn statements(judge: &Judge, cover: &Cover) -> Vec<Statement> {
    let mut out: Vec<Statement> = vec![];
    for (_, stretch) in &cover.pieces {
        let place = judge.passages.place(*stretch);
        let at = statement_at(judge.reading(place.doc), place.at);
        let around = |at: &[Span]| at.iter().copied().reduce(|a, b| a.join(b)).unwrap_or(place.at);
        let sentence = judge.sentences_around(place.doc, around(&at));
        let holds = |s: &&mut Statement| s.doc == place.doc && sentence.overlaps(around(&s.at));
        match out.iter_mut().find(holds) {
            Some(known) => {
                known.words += stretch.length;
                known.place = known.place.join(place.at);
                known.at.extend(at);
                known.at.sort();
                known.at.dedup();
            }
            None => out.push(Statement { doc: place.doc, at, place: place.at, words: stretch.length }),
        }
    }
    out.sort_by_key(|s| std::cmp::Reverse(s.words));
    out
}

/// The sentences that the words stand in: of what is said there only, where somebody speaks.
fn statement_at(reading: &Reading, at: Span) -> Vec<Span> {
    let sentences: Vec<Span> = reading.syntax.sentences.iter().map(|s| s.at).filter(|s| s.overlaps(at)).collect();
    let Some(voice) = reading.voice_at(at.start) else { return sentences };
    let both = |c: &Span, s: &Span| Span::new(c.start.max(s.start), c.end.min(s.end));
    let said = voice.content.iter().flat_map(|c| sentences.iter().map(move |s| both(c, s)));
    let said: Vec<Span> = said.filter(|s| s.start < s.end).collect();
    if said.iter().any(|s| s.contains(at)) { said } else { sentences }
}

fn joined(judge: &Judge, at: Span, statements: &[Statement]) -> Finding {
    let evidence = statements.iter().map(|s| Evidence { doc: s.doc, at: s.place, relation: Relation::Partial });
    let of = Found { claim: Claim::Quotation, outcome: Outcome::Joined, level: Level::Error };
    judge.finding(at, judge.sentence_of(at), of, vec![], evidence.take(SHOWN).collect())
}

/// Words of one statement with something left out, put in or replaced.
fn touched(judge: &Judge, at: Span, statement: &Statement, cover: &Cover, words: &[Word]) -> Option<Finding> {
    let source = judge.reading(statement.doc);
    let draft_side = Side { reading: judge.draft, at: vec![at] };
    let held = hold(&draft_side, &Side { reading: source, at: statement.at.clone() });
    if !held.is_close() {
        return None;
    }
    let evidence = |relation| vec![Evidence { doc: statement.doc, at: statement.place, relation }];
    if let Some(found) = altered(judge, at, &held, evidence(Relation::Altered)) {
        return Some(found);
    }
    // Words that stand in other statements only are no words of this one.
    let is_pieced = statement.words == words.len() && cover.pieces.len() > 1;
    if is_pieced || held.is_all_there() {
        let is_between = |m: &Span| !is_pieced || statement.place.contains(*m);
        let between: Vec<Span> = held.missing.iter().copied().filter(is_between).collect();
        let is_marked = match cover.pieces.len() > 1 {
            true => cover.is_marked(&judge.draft.document.text, words),
            false => shows_dots(judge.draft.printed(at)),
        };
        let weighs = between.iter().any(|m| judge.kind_of_missing(source, *m) != Kind::Missing);
        if between.is_empty() || (is_marked && !weighs) {
            let sentence = judge.sentence_of(at);
            return Some(judge.agreeing(
                at,
                sentence,
                Claim::Quotation,
                Outcome::Verbatim,
                evidence(Relation::Partial),
            ));
        }
        return Some(cut(judge, at, source, between, evidence(Relation::Partial)));
    }
    let means = |side: &Reading, at: Span| !judge.content(side, at).is_empty() || has_adverb(side, at);
    let denies = |side: &Reading, at: Span| judge.words.negations.contains(&plain(&side.printed(at).to_lowercase()));
    let is_short = |a: Span, b: Span| denies(judge.draft, a) && denies(source, b);
    let is_other = |(a, b): &(Span, Span)| means(judge.draft, *a) && means(source, *b) && !is_short(*a, *b);
    let is_replaced = held.replaced.iter().any(is_other);
    let there: BTreeSet<String> = statement.at.iter().flat_map(|at| judge.content(source, *at)).collect();
    let is_moved = |a: Span| judge.content(judge.draft, a).is_subset(&there);
    let is_added = held.inserted.iter().any(|a| means(judge.draft, *a) && !is_moved(*a));
    if held.closeness() < TOUCHED || !(is_replaced || is_added) {
        return None;
    }
    let other = |(a, b): &(Span, Span)| Difference { draft: Some(*a), source: Some(*b), kind: Kind::Wording };
    let added = |a: &Span| Difference { draft: Some(*a), source: None, kind: Kind::Added };
    let differences = held.replaced.iter().map(other).chain(held.inserted.iter().map(added)).collect();
    let of = Found { claim: Claim::Quotation, outcome: Outcome::Altered, level: Level::Warning };
    Some(judge.finding(at, judge.sentence_of(at), of, differences, evidence(Relation::Altered)))
}

/// In a quotation how a thing is done is as much the speaker's as what is done.
fn has_adverb(reading: &Reading, at: Span) -> bool {
    reading.syntax.tokens[reading.syntax.tokens_in(at)].iter().any(|t| t.pos == "ADV")
}

/// The difference that weighs most, with all the others.
fn altered(judge: &Judge, at: Span, held: &Held, mut evidence: Vec<Evidence>) -> Option<Finding> {
    let weighing: Vec<Difference> =
        held.differences.iter().filter(|d| super::held::alters(d.kind) || d.kind == Kind::Rounding).cloned().collect();
    let first = weighing.first()?;
    // What stands there in place of the draft's words is shown with the words around it.
    let shown = evidence.first_mut()?;
    shown.at = weighing.iter().filter_map(|d| d.source).fold(shown.at, |at, source| at.join(source));
    let of = Found { claim: Claim::Quotation, ..judge.found(first, true) };
    Some(judge.finding(value_at(first, at), judge.sentence_of(at), of, weighing, evidence))
}

/// The number or the day that is another, where it is one: the rest of the quotation stands.
fn value_at(difference: &Difference, quotation: Span) -> Span {
    let is_value = matches!(difference.kind, Kind::Number | Kind::Scale | Kind::Unit | Kind::Date | Kind::Rounding);
    difference.draft.filter(|_| is_value).unwrap_or(quotation)
}

// --- other words -------------------------------------------------------------------------------------------------------

/// The same statement in another translation, a paraphrase with marks around it, or nothing of the kind.
fn otherwise(judge: &Judge, own: usize, at: Span, words: usize) -> Option<Finding> {
    let sentence = judge.sentence_of(at);
    let against = judge.against(own);
    let best = against.iter().find(|a| a.held.is_close() || (a.alike.mutual && a.alike.score >= ALIKE));
    let Some(best) = best else {
        let is_said = judge.draft.voices.iter().any(|v| v.content.iter().chain(&v.quoted).any(|c| c.overlaps(at)));
        let of = Found { claim: Claim::Quotation, outcome: Outcome::NotFound, level: Level::Warning };
        return (is_said && words > FEWEST).then(|| judge.finding(at, sentence, of, vec![], vec![]));
    };
    let (doc, place) = (best.alike.passage.doc, best.alike.passage.at);
    let evidence = |relation| vec![Evidence { doc, at: place, relation }];
    let values =
        |d: &&Difference| matches!(d.kind, Kind::Number | Kind::Scale | Kind::Unit | Kind::Date | Kind::Rounding);
    let differing: Vec<Difference> = best.held.differences.iter().filter(values).cloned().collect();
    if let Some(first) = differing.first() {
        let of = Found { claim: Claim::Quotation, ..judge.found(first, best.held.is_close()) };
        return Some(judge.finding(value_at(first, at), sentence, of, differing, evidence(Relation::Altered)));
    }
    if is_quoted(judge.reading(doc), place) || !is_reported(judge.reading(doc), place) {
        return Some(judge.agreeing(at, sentence, Claim::Quotation, Outcome::Translation, evidence(Relation::Same)));
    }
    let of = Found { claim: Claim::Quotation, outcome: Outcome::Paraphrase, level: Level::Warning };
    Some(judge.finding(at, sentence, of, vec![], evidence(Relation::Partial)))
}

fn is_quoted(reading: &Reading, at: Span) -> bool {
    reading.quotations.iter().any(|q| q.inside.overlaps(at))
}

/// Somebody is reported there, without marks.
fn is_reported(reading: &Reading, at: Span) -> bool {
    reading.voices.iter().any(|v| v.content.iter().any(|c| c.overlaps(at)))
}

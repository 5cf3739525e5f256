//! The same statement in several texts: candidates by shared rare words, joined when speaker, occasion and wording fit.

mod conflicts;
mod entry;
mod nearest;

use super::Statement;
use crate::difference::{Side, differences};
use crate::document::Span;
use crate::entry::judged::{Bound, Mark};
use crate::entry::{Cite, Conflict, Context, Entry};
use crate::facts::Reported;
use crate::reading::names::Form;
use crate::reading::voices::{VoiceKind, lexicon};
use crate::value::who::fold;
use crate::value::wording::Wordings;
use std::collections::BTreeMap;

/// Wordings of one speaker on one occasion that share this much say the same.
const SAME: f32 = 0.5;
/// On another occasion, or from an unnamed mouth, only nearly the same words do.
const VERBATIM: f32 = 0.8;
/// A part of a statement: nearly all its words stand in the whole one.
const CONTAINED: f32 = 0.85;
/// Fewer words than this are too few to tell a part from a turn of phrase.
const FEWEST_WORDS: usize = 5;

/// So many words in a row are nobody else's, whoever the text says spoke them.
const LONG_CUT: usize = 7;

/// So many members speak for a group: those that were alike first.
const MOST_ASKED: usize = 12;
/// More than any likeness.
const JUDGED: f32 = 2.0;

/// A statement with what joining asks of it.
struct Told<'r> {
    report: &'r Reported<'r, Statement>,
    doc: usize,
    /// Who speaks: entities of the record, sorted; several who speak together, none where it is not decided.
    speakers: Vec<usize>,
    /// The speaker is named here, not meant by a pronoun or a description.
    is_named: bool,
    /// The words around it deny what it says.
    is_denied: bool,
    story: usize,
    words: usize,
    text: String,
    /// Its words folded, a blank on either side.
    folded: String,
    at: Vec<Span>,
    /// What people have judged about it.
    marks: &'r [Mark],
}

impl<'r> Told<'r> {
    fn cite(&self) -> Cite {
        Cite { doc: self.doc, id: self.report.id.clone(), at: self.at.clone() }
    }

    fn side(&self) -> Side<'r> {
        Side { reading: self.report.reading, at: self.at.clone() }
    }
}

/// One entry for each statement; conflicts where its wordings contradict each other, or one statement another.
pub fn reconcile(reports: &[Reported<Statement>], context: &Context) -> (Vec<Entry>, Vec<Conflict>) {
    let told: Vec<Told> = reports.iter().map(|r| told(r, context)).collect();
    let wordings = Wordings::of(told.iter().map(|t| t.text.as_str()));
    let groups = groups(&told, &wordings, context.judged);
    let (mut entries, mut found) = (vec![], vec![]);
    for (i, group) in groups.iter().enumerate() {
        let differing = entry::differing(group, &told);
        let entry = entry::entry(i, group, &told, &differing, context);
        found.extend(conflicts::within(&entry.id, &told, &differing));
        entries.push(entry);
    }
    found.extend(conflicts::between(&told, &wordings, &groups, context));
    (entries, found)
}

fn told<'r>(report: &'r Reported<Statement>, context: &'r Context) -> Told<'r> {
    let (reading, voice) = (report.reading, &report.fact.voice);
    let at = voice.content.clone();
    let text = at.iter().map(|s| reading.printed(*s)).collect::<Vec<_>>().join(" ");
    let known = |local: &usize| context.entity_of.get(report.doc)?.get(*local).copied();
    let mut speakers: Vec<usize> = voice.speakers.iter().filter_map(known).collect();
    speakers.sort_unstable();
    speakers.dedup();
    let is_speaker = |m: &crate::reading::Mention| m.form == Form::Name && m.entity == voice.speaker();
    let is_name = |source: Span| reading.mentions_in(source).any(is_speaker);
    Told {
        report,
        doc: report.doc,
        speakers,
        is_named: voice.source.is_some_and(is_name),
        is_denied: is_denied(report),
        story: context.places.get(report.doc).map_or(report.doc, |p| p.story),
        words: text.split_whitespace().count(),
        folded: format!(" {} ", fold(&text)),
        text,
        at,
        marks: context.judged.statement(report.doc, &report.id),
    }
}

/// "denied that ...": the cue turns round what it reports.
fn is_denied(report: &Reported<Statement>) -> bool {
    let voice = &report.fact.voice;
    let Some(cue) = voice.cue.filter(|_| voice.kind != VoiceKind::Direct) else { return false };
    let syntax = &report.reading.syntax;
    let words = lexicon::WORDS.of(report.reading.language());
    let denies = |t: &crate::reading::syntax::Token| {
        words.verbs(&t.lower, &t.lemma).any(|e| e.stance == lexicon::Stance::Denies && e.takes(lexicon::Takes::Clause))
    };
    syntax.tokens[syntax.tokens_in(cue)].iter().any(denies)
}

/// Statements that say the same, each group sorted, groups in the order of their first member.
fn groups(told: &[Told], wordings: &Wordings, judged: &Bound) -> Vec<Vec<usize>> {
    let judged_same = |a, b| judged_sameness(a, b, told, wordings, judged);
    let mut pairs = judged_pairs(told, judged);
    let mut seen = nearest::Seen::default();
    for a in 0..told.len() {
        for b in wordings.candidates(a).into_iter().filter(|b| *b > a) {
            seen.look((a, b), told, wordings);
            pairs.extend(judged_same(a, b).map(|score| (score, a, b)));
        }
    }
    let is_judged = |a: usize, b: usize| judged.are_one(told[a].marks, told[b].marks).is_some();
    let mut nearest = seen.pairs(told);
    nearest.retain(|(a, b), _| !is_judged(*a, *b) && judged_same(*a, *b).is_none());
    pairs.extend(nearest.iter().map(|((a, b), score)| (*score, *a, *b)));
    let same = |a: usize, b: usize| judged_same(a, b).or_else(|| nearest.get(&(a.min(b), a.max(b))).copied());
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut group_of: Vec<usize> = (0..told.len()).collect();
    let mut members: BTreeMap<usize, Vec<usize>> = (0..told.len()).map(|i| (i, vec![i])).collect();
    for (_, a, b) in pairs {
        join(group_of[a], group_of[b], &mut group_of, &mut members, |x, y| same(x, y).is_some());
    }
    let mut out: Vec<Vec<usize>> = members.into_values().collect();
    out.iter_mut().for_each(|g| g.sort_unstable());
    out.sort();
    out
}

/// Two groups become one only where most of their members say the same: no chain of small steps joins strangers.
fn join(
    a: usize,
    b: usize,
    group_of: &mut [usize],
    members: &mut BTreeMap<usize, Vec<usize>>,
    same: impl Fn(usize, usize) -> bool,
) {
    if a == b {
        return;
    }
    let few = |list: &[usize]| list.iter().take(MOST_ASKED).copied().collect::<Vec<usize>>();
    let (left, right) = (few(&members[&a]), few(&members[&b]));
    let fitting = left.iter().flat_map(|x| right.iter().map(move |y| (*x, *y))).filter(|(x, y)| same(*x, *y)).count();
    if fitting * 2 <= left.len() * right.len() {
        return;
    }
    let moved = members.remove(&b).unwrap_or_default();
    for m in &moved {
        group_of[*m] = a;
    }
    members.entry(a).or_default().extend(moved);
}

/// Statements that people have judged to be one, first of all pairs.
fn judged_pairs(told: &[Told], judged: &Bound) -> Vec<(f32, usize, usize)> {
    let marked: Vec<usize> = (0..told.len()).filter(|i| !told[*i].marks.is_empty()).collect();
    let pairs = marked.iter().enumerate().flat_map(|(n, a)| marked[n + 1..].iter().map(move |b| (*a, *b)));
    pairs
        .filter(|(a, b)| judged.are_one(told[*a].marks, told[*b].marks) == Some(true))
        .map(|(a, b)| (JUDGED, a, b))
        .collect()
}

/// What people have judged goes before what the words say.
fn judged_sameness(a: usize, b: usize, told: &[Told], wordings: &Wordings, judged: &Bound) -> Option<f32> {
    match judged.are_one(told[a].marks, told[b].marks) {
        Some(is_one) => is_one.then_some(JUDGED),
        None => sameness(a, b, told, wordings),
    }
}

/// How sure it is that both report one statement; `None` where it is not sure. Nobody alters his own words in one text:
/// "in February 23 percent" and "this year 17 percent" are two statements.
fn sameness(a: usize, b: usize, told: &[Told], wordings: &Wordings) -> Option<f32> {
    let (x, y) = (&told[a], &told[b]);
    let alters = || differences(&x.side(), &y.side()).iter().any(|d| d.kind.alters());
    likeness(a, b, told, wordings).filter(|_| x.doc != y.doc || !alters())
}

fn likeness(a: usize, b: usize, told: &[Told], wordings: &Wordings) -> Option<f32> {
    let (x, y) = (&told[a], &told[b]);
    if !x.speakers.is_empty() && !y.speakers.is_empty() && x.speakers != y.speakers {
        return None;
    }
    if x.is_denied != y.is_denied || (x.doc == y.doc && overlap(&x.at, &y.at)) {
        return None;
    }
    let is_one_mouth = !x.speakers.is_empty() && x.speakers == y.speakers;
    if x.story == y.story && is_cut_from(x, y) {
        return Some(wordings.similarity(a, b).max(SAME));
    }
    if !is_one_mouth || x.story != y.story {
        let enough = x.words.min(y.words) >= FEWEST_WORDS;
        return enough.then(|| wordings.similar(a, b, VERBATIM)).flatten();
    }
    let score = wordings.similarity(a, b);
    if score >= SAME {
        return Some(score);
    }
    let (part, whole) = if x.words <= y.words { (a, b) } else { (b, a) };
    let is_part = x.words.min(y.words) >= FEWEST_WORDS && wordings.containment(part, whole) >= CONTAINED;
    is_part.then_some(score)
}

/// The words of the shorter one stand in the longer one as they are, one after the other.
fn is_cut_from(x: &Told, y: &Told) -> bool {
    let (short, long) = if x.folded.len() <= y.folded.len() { (x, y) } else { (y, x) };
    short.words >= LONG_CUT && long.folded.contains(&short.folded)
}

fn overlap(a: &[Span], b: &[Span]) -> bool {
    a.iter().any(|x| b.iter().any(|y| x.overlaps(*y)))
}

//! Deeds that happen once and are told with two dates, in an impossible order, or as rise here and fall there.
//!
//! They are seen in the clauses of the readings, whoever speaks in them: "the first unit will start in December" against
//! "the first unit will start next spring".

mod deed;
mod words;

use super::{Cite, Conflict, ConflictKind, Context, Entry, Severity};
use crate::facts::Fact;
use crate::facts::statement::Statement;
use crate::value::when::{self, Agreement};
use deed::{Deed, Kind};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};
use words::{WORDS, Words};

/// Deeds of one block that are held against each other.
const HELD_AGAINST: usize = 60;
/// Days so near may be one day, told from two days of the week.
const NEAR: i32 = 10;
/// A shorter time says nothing about where something went in the end.
const SHORTEST_TREND: i32 = 20;

pub fn find(entries: &[Entry], context: &Context) -> Vec<Conflict> {
    let mut blocks: BTreeMap<SmolStr, Vec<Deed>> = BTreeMap::new();
    for (doc, reading) in context.readings.iter().enumerate() {
        for deed in deed::find(doc, reading, context) {
            blocks.entry(deed.head.clone()).or_default().push(deed);
        }
    }
    let statements = Statements::of(entries);
    let mut told = BTreeSet::new();
    let mut out = vec![];
    for block in blocks.values_mut() {
        // What tells one story stands side by side: only neighbours are held against each other.
        block.sort_by_key(|d| (story(d, context), d.doc, d.at));
        for (i, a) in block.iter().enumerate() {
            for b in block[i + 1..].iter().take(HELD_AGAINST) {
                let Some(kind) = clash(a, b, context) else { continue };
                // Copies of a text repeat its deeds: each pair of dates is told once.
                let pair = if a.value <= b.value { (&a.value, &b.value) } else { (&b.value, &a.value) };
                let seen = (kind, a.head.clone(), pair.0.clone(), pair.1.clone());
                if told.insert(seen) {
                    out.push(conflict(kind, a, b, &statements, context));
                }
            }
        }
    }
    out.sort_by(|x, y| x.at.cmp(&y.at));
    out
}

fn clash(a: &Deed, b: &Deed, context: &Context) -> Option<ConflictKind> {
    let words = WORDS.of(a.reading.language());
    let one_voice = a.doc == b.doc && a.voice == b.voice;
    if a.ordinals != b.ordinals || !is_one_thing(a, b, words, context) {
        return None;
    }
    let apart = when::agree_days(a.days, b.days) == Agreement::Disjoint;
    match (&a.kind, &b.kind) {
        (Kind::Once(x), Kind::Once(y)) if x == y => {
            let told = apart && !one_voice && a.is_planned == b.is_planned && is_told_once(a, x, words);
            (told && is_sure(a, b)).then_some(ConflictKind::Date)
        }
        (Kind::Until(x), Kind::Until(y)) if x == y => (apart && !one_voice).then_some(ConflictKind::Date),
        (Kind::Once(x), Kind::Once(y)) if a.is_planned == b.is_planned => {
            (apart && is_reversed(x, a, y, b, words)).then_some(ConflictKind::Sequence)
        }
        (Kind::Rise, Kind::Fall) | (Kind::Fall, Kind::Rise) => {
            (!one_voice && is_one_trend(a, b)).then_some(ConflictKind::Direction)
        }
        _ => None,
    }
}

/// "on Tuesday" and "earlier this week" depend on the day of the report: only days that are printed are that sure.
fn is_sure(a: &Deed, b: &Deed) -> bool {
    let printed = |d: &Deed| d.reading.printed(d.at).contains(|c: char| c.is_ascii_digit());
    let gap = match a.days.first > b.days.last {
        true => a.days.first.zip(b.days.last),
        false => b.days.first.zip(a.days.last),
    };
    printed(a) && printed(b) || gap.is_some_and(|(later, earlier)| (later - earlier).get_days() > NEAR)
}

/// What is done again and again has a date of its own each time, but for what lies ahead.
fn is_told_once(a: &Deed, name: &SmolStr, words: &Words) -> bool {
    a.is_planned || !a.ordinals.is_empty() || !words.words.again.contains(name)
}

/// The later deed of a pair is dated before the earlier one.
fn is_reversed(x: &SmolStr, a: &Deed, y: &SmolStr, b: &Deed, words: &Words) -> bool {
    let after = |first: &Deed, second: &Deed| first.days.first > second.days.last;
    words
        .order
        .pairs
        .iter()
        .any(|[first, second]| first == x && second == y && after(a, b) || first == y && second == x && after(b, a))
}

/// Both tell of one long stretch of time, and not both of them with a number.
fn is_one_trend(a: &Deed, b: &Deed) -> bool {
    let long = |d: &Deed| d.days.first.zip(d.days.last).is_some_and(|(f, l)| (l - f).get_days() >= SHORTEST_TREND);
    let one_time = when::agree_days(a.days, b.days) == Agreement::Same;
    one_time && long(a) && a.is_planned == b.is_planned && !(a.has_amount && b.has_amount)
}

/// The words of the one thing are among those of the other; one word is enough only beside a name both share, or for the
/// one thing of that kind that lies ahead. Documents of other stories must share a name as well.
fn is_one_thing(a: &Deed, b: &Deed, words: &Words, context: &Context) -> bool {
    let small = if a.key.len() <= b.key.len() { &a.key } else { &b.key };
    let large = if a.key.len() <= b.key.len() { &b.key } else { &a.key };
    let shared = a.parties.intersection(&b.parties).next().is_some();
    let strangers = !shared && !a.parties.is_empty() && !b.parties.is_empty();
    if !small.is_subset(large) || strangers {
        return false;
    }
    let near = a.doc == b.doc || story(a, context) == story(b, context);
    let told = small.len() + a.ordinals.len();
    let is_common = words.words.common.contains(&a.head) && told < 2;
    let ahead = a.definite && b.definite && a.is_planned && b.is_planned;
    if near {
        return (told > 1 || shared || ahead) && !is_common;
    }
    let one_speaker = speakers(a, context).is_some_and(|s| Some(s) == speakers(b, context));
    told > 2 && one_speaker || shared && matches!(a.kind, Kind::Until(_))
}

/// Who speaks, by the record's people.
fn speakers(deed: &Deed, context: &Context) -> Option<usize> {
    let voice = deed.reading.voices.get(deed.voice?)?;
    context.entity_of.get(deed.doc)?.get(voice.speaker()?).copied()
}

fn story(deed: &Deed, context: &Context) -> usize {
    context.places.get(deed.doc).map_or(deed.doc, |p| p.story)
}

fn conflict(kind: ConflictKind, a: &Deed, b: &Deed, statements: &Statements, context: &Context) -> Conflict {
    let notes = &WORDS.of(a.reading.language()).notes;
    let printed = |d: &Deed, at| d.reading.printed(at).split_whitespace().collect::<Vec<_>>().join(" ");
    let template = match kind {
        ConflictKind::Sequence => &notes.sequence,
        ConflictKind::Direction => &notes.direction,
        _ => &notes.date,
    };
    let sides = (printed(a, a.clause), printed(b, b.clause));
    let why = template.replace("{thing}", &printed(a, a.thing)).replace("{a}", &sides.0).replace("{b}", &sides.1);
    // A plan that moved from one year's reports to the next is no contradiction, but a reader wants to know.
    let moved = story(a, context) != story(b, context);
    let (mut at, mut ids) = (vec![], vec![]);
    for deed in [a, b] {
        let (cite, entry) = statements.cite(deed);
        at.push(cite);
        ids.extend(entry.filter(|e| !ids.contains(e)));
    }
    at.sort();
    Conflict { kind, severity: if moved { Severity::Note } else { Severity::Contradiction }, entries: ids, why, at }
}

/// The reports of statements by document.
struct Statements<'e>(BTreeMap<usize, Vec<(&'e Cite, &'e str)>>);

impl<'e> Statements<'e> {
    fn of(entries: &'e [Entry]) -> Self {
        let mut out: BTreeMap<usize, Vec<(&Cite, &str)>> = BTreeMap::new();
        for entry in entries.iter().filter(|e| e.kind == Statement::KEY) {
            entry.reports.iter().for_each(|r| out.entry(r.doc).or_default().push((r, &entry.id)));
        }
        Statements(out)
    }

    /// The characters of the deed, as those of the statement that tells it where there is one.
    fn cite(&self, deed: &Deed) -> (Cite, Option<String>) {
        let of_text = self.0.get(&deed.doc).into_iter().flatten();
        let told = of_text.into_iter().find(|(r, _)| r.at.iter().any(|s| s.overlaps(deed.at)));
        match told {
            Some((report, entry)) => (Cite { at: vec![deed.clause], ..(*report).clone() }, Some(entry.to_string())),
            None => (Cite { doc: deed.doc, id: String::new(), at: vec![deed.clause] }, None),
        }
    }
}

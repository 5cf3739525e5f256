//! Parts against wholes: what the parts of a measure add up to, a share against its part and its whole, a change against the
//! two levels between which it lies.

use super::arithmetic::{Checked, Levels, fits, room_of};
use super::groups::Member;
use super::verdict::{Contradiction, printed};
use crate::entry::ConflictKind;
use crate::facts::figure::words::Words;
use crate::reading::amounts::size_of;
use crate::value::amount::{Bound, Change, Dimension, Quantity, plain};
use crate::value::when::{self, Agreement};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The members of each sentence, by document and sentence, in text order.
pub type Sentences<'m, 'r> = BTreeMap<(usize, usize), Vec<&'m Member<'r>>>;

pub fn sentences<'m, 'r>(members: &'m [Member<'r>]) -> Sentences<'m, 'r> {
    let mut out = Sentences::new();
    for member in members {
        if let Some(sentence) = sentence_of(member) {
            out.entry((member.doc, sentence)).or_default().push(member);
        }
    }
    out
}

pub fn sentence_of(member: &Member) -> Option<usize> {
    let syntax = &member.reading.syntax;
    Some(syntax.tokens[syntax.token_at(member.figure.at.start)?].sentence)
}

/// How many members of a sentence are looked at: a table without a full stop is no sentence.
const AT_MOST: usize = 40;

pub fn beside<'s, 'm, 'r>(member: &Member, sentences: &'s Sentences<'m, 'r>) -> &'s [&'m Member<'r>] {
    let all = sentence_of(member).and_then(|s| sentences.get(&(member.doc, s))).map_or(&[][..], Vec::as_slice);
    &all[..all.len().min(AT_MOST)]
}

/// "Turnover was 8 billion: exports came to 5 and imports to 3": a whole whose parts are known, for one time and one pair.
pub fn sum(whole: &Member, levels: &Levels, words: &Words) -> Option<Checked> {
    let parts = words.measures.sums.iter().find(|(name, _)| is_measure(whole, name))?.1;
    let found: Option<Vec<&Member>> = parts.iter().map(|part| part_named(whole, part, levels)).collect();
    let found = found.filter(|f| f.len() > 1)?;
    let mut sum = Decimal::ZERO;
    let mut room = whole.figure.quantity.grain;
    for part in &found {
        sum = sum.checked_add(part.figure.quantity.value)?;
        room = room.checked_add(part.figure.quantity.grain)?;
    }
    let all: Vec<&Quantity> = found.iter().map(|m| &m.figure.quantity).chain([&whole.figure.quantity]).collect();
    let written: Vec<String> = found.iter().map(|m| printed(m)).collect();
    let (written, whole_written, sum_written) = (written.join(" + "), printed(whole), plain(sum));
    let slots = [("parts", written.as_str()), ("added", &sum_written), ("whole", &whole_written)];
    outcome(sum, whole.figure.quantity.value, room, &all, ("sum_fits", "sum_fails"), &slots, words)
}

/// The measure is this one and nothing narrower.
fn is_measure(member: &Member, name: &str) -> bool {
    member.key.len() == name.split(' ').count() && name.split(' ').all(|w| member.key.contains(w))
}

fn part_named<'m, 'r>(whole: &Member, name: &str, levels: &Levels<'m, 'r>) -> Option<&'m Member<'r>> {
    let one_time = |part: &Member| {
        let (a, b) = (part.figure.period_value.as_deref(), whole.figure.period_value.as_deref());
        a.zip(b).is_some_and(|(a, b)| when::agree(a, b) == Agreement::Same)
    };
    let candidates = levels.get(name).into_iter().flatten().take(AT_MOST);
    let mut candidates = candidates.filter(|p| is_measure(p, name) && one_time(p) && is_of_one_kind(p, whole));
    candidates.find(|p| p.doc == whole.doc || fits(p, whole)).copied()
}

fn is_of_one_kind(a: &Member, b: &Member) -> bool {
    a.dimension == b.dimension && a.figure.quantity.unit == b.figure.quantity.unit
}

/// "exports of 5 billion, or 62% of the turnover", the turnover being known: the share against its part and its whole.
pub fn share(share: &Member, levels: &Levels, sentences: &Sentences, words: &Words) -> Option<Checked> {
    if share.dimension != Dimension::Share || share.figure.quantity.high.is_some() {
        return None;
    }
    let index = share.figure.amount?.checked_sub(1)?;
    let part = beside(share, sentences).iter().find(|m| m.figure.amount == Some(index))?;
    let gap = crate::document::Span::new(part.figure.at.end, share.figure.at.start.max(part.figure.at.end));
    let link = share.reading.printed(gap).trim().trim_start_matches(',').trim().to_lowercase();
    let syntax = &share.reading.syntax;
    let next = syntax.tokens.get(syntax.tokens_in(share.figure.at).end);
    // "or 5.2 percent" alone may be a share of something that the text does not count.
    let names_whole = next.is_some_and(|t| words.measures.of.contains(&t.lower));
    let said_again = names_whole && (link == "(" || words.measures.or.iter().any(|w| *w == link));
    let is_whole = |w: &&&Member| {
        let other = w.figure.amount != part.figure.amount && sentence_of(w) != sentence_of(part);
        w.doc == share.doc
            && w.head == share.head
            && is_of_one_kind(w, part)
            && other
            && w.figure.quantity.value >= part.figure.quantity.value
    };
    let whole = levels.get(&share.head).into_iter().flatten().take(AT_MOST).filter(|_| said_again).find(is_whole)?;
    let (p, w, s) = (&part.figure.quantity, &whole.figure.quantity, &share.figure.quantity);
    let percent = Decimal::ONE_HUNDRED;
    let result = p.value.checked_div(w.value)?.checked_mul(percent)?;
    let of_part = p.grain.checked_div(w.value)?.checked_mul(percent)?;
    let of_whole = result.checked_mul(w.grain)?.checked_div(w.value)?;
    let room = s.grain.checked_add(of_part)?.checked_add(of_whole)?;
    let (part, whole, share) = (printed(part), printed(whole), printed(share));
    let shown = plain(result.round_sf(3)?);
    let slots = [("part", part.as_str()), ("whole", &whole), ("result", &shown), ("share", &share)];
    outcome(result, s.value, room, &[p, w, s], ("share_fits", "share_fails"), &slots, words)
}

/// "1.2 cubic kilometres between June and August: that is 400 million cubic metres a month": a rate against what it comes
/// to over the time of a level. Only what fits is told: a rate need not hold all the time.
pub fn rate(rate: &Member, levels: &Levels, words: &Words) -> Option<Checked> {
    let q = &rate.figure.quantity;
    let (what, each) = q.unit.as_deref()?.split_once('/')?;
    let (what, each) = (size_of(what)?, size_of(each).filter(|e| e.dimension == DURATION)?);
    let total = |level: &&&Member| {
        let l = &level.figure.quantity;
        let unit = size_of(l.unit.as_deref()?).filter(|unit| unit.dimension == what.dimension)?;
        let days = when::days(level.figure.period_value.as_deref()?)?;
        let seconds = Decimal::from((days.last? - days.first?).get_days() + 1).checked_mul(Decimal::from(86_400))?;
        let of_one = seconds.checked_div(each.size)?.checked_mul(what.size)?.checked_div(unit.size)?;
        let room = of_one.checked_mul(q.grain)?.checked_add(l.grain)?;
        Some((of_one.checked_mul(q.value)?, room)).filter(|(total, room)| (*total - l.value).abs() <= room_of(*room))
    };
    let known = levels.get(&rate.head).into_iter().flatten().take(AT_MOST);
    let (level, (total, _)) =
        known.filter(|l| l.doc == rate.doc && fits(rate, l)).find_map(|l| Some((l, total(&l)?)))?;
    let (written, whole, shown) = (printed(rate), printed(level), plain(total.round_sf(3)?));
    let period = level.figure.period_value.clone().unwrap_or_default();
    let slots = [("rate", written.as_str()), ("period", &period), ("result", &shown), ("whole", &whole)];
    Some(Checked { note: words.note("rate_fits", &slots), contradiction: None })
}

/// As world/units.toml calls it.
const DURATION: &str = "duration";
const PERCENT: &str = "%";
const POINTS: &str = "pp";

/// "rose by 300 million to 1.7 billion from 1.4": a change against the levels that its own sentence gives.
pub fn change(change: &Member, sentences: &Sentences, words: &Words) -> Option<Checked> {
    let q = &change.figure.quantity;
    let up = q.change?;
    if q.high.is_some() || change.dimension == Dimension::Multiple {
        return None;
    }
    // "fell 13 percent to 41 from 47, and were off 1 percent from 42": each change has the levels up to the next one.
    let all = beside(change, sentences);
    let moves = |m: &&&Member| m.figure.quantity.change.is_some() && m.figure.amount != change.figure.amount;
    let before = all.iter().filter(moves).filter(|m| m.figure.at < change.figure.at).map(|m| m.figure.at.end).max();
    let behind = all.iter().filter(moves).filter(|m| m.figure.at > change.figure.at).map(|m| m.figure.at.start).min();
    let own =
        |m: &Member| m.figure.at.start >= before.unwrap_or(0) && behind.is_none_or(|next| m.figure.at.end <= next);
    let level = |link: &[smol_str::SmolStr]| {
        let mut all = all.iter().filter(|m| own(m)).filter(|m| {
            m.figure.quantity.change.is_none() && m.head == change.head && m.key == change.key && stands_behind(m, link)
        });
        all.next().filter(|_| all.next().is_none())
    };
    let (from, to) = (level(&words.measures.from)?, level(&words.measures.to)?);
    let (f, t) = (&from.figure.quantity, &to.figure.quantity);
    if f.unit != t.unit || f.high.is_some() || t.high.is_some() {
        return None;
    }
    let sign = if up == Change::Down { -Decimal::ONE } else { Decimal::ONE };
    let moved = t.value.checked_sub(f.value)?.checked_mul(sign)?;
    let both = f.grain.checked_add(t.grain)?;
    let relative = |value: Decimal| value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(f.value);
    let (result, room) = match (f.unit.as_deref(), q.unit.as_deref()) {
        (Some(PERCENT), Some(POINTS)) => (moved, both.checked_add(q.grain)?),
        // Of shares, "rose by 2 percent" is said of points as well as of parts of the share.
        (Some(PERCENT), Some(PERCENT)) => {
            let points = (moved - q.value).abs() <= room_of(both.checked_add(q.grain)?);
            let result = if points { moved } else { relative(moved)? };
            (result, both.checked_add(q.grain)?)
        }
        (level, Some(PERCENT)) if level != q.unit.as_deref() => {
            (relative(moved)?, relative(both)?.checked_add(q.grain)?)
        }
        (level, change) if level == change && change.is_some() => (moved, both.checked_add(q.grain)?),
        _ => return None,
    };
    let (from, to, by) = (printed(from), printed(to), printed(change));
    let shown = plain(result.round_sf(3)?);
    let slots = [("from", from.as_str()), ("to", &to), ("result", &shown), ("by", &by)];
    outcome(result, q.value, room, &[f, t, q], ("change_fits", "change_fails"), &slots, words)
}

/// The last word before an amount is one of these; bounds and "a revised" are left out.
fn stands_behind(member: &Member, links: &[smol_str::SmolStr]) -> bool {
    let syntax = &member.reading.syntax;
    let first = syntax.tokens_in(member.figure.at).start;
    let sentence = syntax.tokens.get(first).map_or(0, |t| syntax.sentences[t.sentence].tokens.start);
    let told = |t: &usize| !matches!(syntax.tokens[*t].pos.as_str(), "DET" | "ADJ") && syntax.tokens[*t].tag != "VBN";
    let before = (sentence..first).rev().take(3).find(told);
    before.is_some_and(|t| links.contains(&syntax.tokens[t].lower))
}

/// Fits, or fails where all numbers are exact; a bound contradicts nothing.
pub fn outcome(
    result: Decimal,
    printed: Decimal,
    twice_room: Decimal,
    all: &[&Quantity],
    (fits, fails): (&str, &str),
    slots: &[(&str, &str)],
    words: &Words,
) -> Option<Checked> {
    if all.iter().any(|q| q.high.is_some()) {
        return None;
    }
    let agrees = (result - printed).abs() <= room_of(twice_room);
    let exact = all.iter().all(|q| matches!(q.bound, Bound::Exactly | Bound::About));
    if !agrees && !exact {
        return None;
    }
    let note = words.note(if agrees { fits } else { fails }, slots);
    let contradiction = (!agrees).then(|| Contradiction {
        kind: ConflictKind::Arithmetic,
        pair: (0, 0),
        is_open: false,
        why: note.clone(),
    });
    Some(Checked { note, contradiction })
}

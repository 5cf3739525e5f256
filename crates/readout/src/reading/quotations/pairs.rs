//! Which opening mark and which closing mark belong together, and which stand alone.

use super::Quotation;
use super::marks::{Family, Mark, Side};
use crate::document::Span;

#[derive(Debug, Default)]
pub struct Paired {
    /// Sorted by span, outer before inner.
    pub quotations: Vec<Quotation>,
    /// Marks without a partner.
    pub odd: Vec<Span>,
}

/// Pairs the marks of one block. `goes_on`: the family of the opening mark that the next block begins with.
pub fn of(text: &str, marks: &[Mark], block: Span, goes_on: Option<Family>) -> Paired {
    let marks = with_names_in_reversed_marks(marks);
    let marks = without_doubles(&marks, text);
    let Stacked { mut pairs, open, dropped, mut odd } = stacked(text, &marks);
    for lone in dropped {
        match repeated(text, &marks, lone) {
            Some(end) => pairs.push(Pair { open: marks[lone].at, close: Span::new(end, end), continues: true }),
            None if is_double(&marks[lone]) => odd.push(marks[lone].at),
            None => {}
        }
    }
    // The innermost first: one that closes both frees no mark that an outer one could use.
    for lone in open.into_iter().rev() {
        let mark = marks[lone];
        if mark.family == Family::Single {
            continue; // an apostrophe that begins a word
        }
        if let Some(end) = repeated(text, &marks, lone) {
            pairs.push(Pair { open: mark.at, close: Span::new(end, end), continues: true });
            continue;
        }
        if goes_on == Some(mark.family) {
            pairs.push(Pair { open: mark.at, close: Span::new(block.end, block.end), continues: true });
            continue;
        }
        match closes_both(text, &pairs, mark) {
            Some(inner) => share_closing_mark(&mut pairs, inner, mark),
            None => odd.push(mark.at),
        }
    }
    odd.sort();
    Paired { quotations: nested(pairs), odd }
}

/// Where a quotation pauses that the next mark, behind a full stop, opens again: "… it holds. "We wait.""
fn repeated(text: &str, marks: &[Mark], lone: usize) -> Option<usize> {
    let again = marks[lone + 1..].iter().find(|m| is_double(m)).filter(|m| m.side != Side::Close)?;
    let between = &text[marks[lone].at.end..again.at.start];
    let pauses = between.ends_with(char::is_whitespace) && between.trim_end().ends_with(['.', '!', '?', '…']);
    pauses.then(|| marks[lone].at.end + between.trim_end().len())
}

#[derive(Clone, Copy, Debug)]
struct Pair {
    open: Span,
    close: Span,
    continues: bool,
}

/// What one walk over the marks leaves.
struct Stacked {
    pairs: Vec<Pair>,
    /// Still open at the end.
    open: Vec<usize>,
    /// Given up when a second straight mark opened.
    dropped: Vec<usize>,
    /// Closing marks left over, and opening ones that an outer pair closed over.
    odd: Vec<Span>,
}

/// Every closing mark takes the nearest open one of its family.
fn stacked(text: &str, marks: &[Mark]) -> Stacked {
    let (mut pairs, mut open, mut odd): (Vec<Pair>, Vec<usize>, Vec<Span>) = (vec![], vec![], vec![]);
    let mut dropped: Vec<usize> = vec![];
    for (i, mark) in marks.iter().enumerate() {
        let partner = partner(marks, &open, mark);
        let straight_again = mark.side == Side::Open && is_straight(text, mark) && partner.is_some();
        if straight_again && !closing_follows(text, marks, i) {
            // A second opening straight mark: the first one was never closed.
            dropped.extend(open.drain(partner.unwrap_or(0)..));
        }
        let opens = mark.side == Side::Open || (mark.side == Side::Either && partner.is_none());
        if opens {
            open.push(i);
            continue;
        }
        let Some(at) = partner else {
            if mark.family != Family::Single {
                odd.push(mark.at);
            }
            continue;
        };
        if mark.family == Family::Single && is_possessive(text, marks, i) {
            continue;
        }
        pairs.push(Pair { open: marks[open[at]].at, close: mark.at, continues: false });
        odd.extend(open.drain(at..).skip(1).map(|o| marks[o]).filter(is_double).map(|m| m.at));
    }
    Stacked { pairs, open, dropped, odd }
}

/// The place in `open` of the mark that this one would close: the nearest of its family, else the nearest double or angle one.
fn partner(marks: &[Mark], open: &[usize], mark: &Mark) -> Option<usize> {
    let same = open.iter().rposition(|o| marks[*o].family == mark.family);
    if same.is_some() || mark.family == Family::Single || mark.side != Side::Close {
        return same;
    }
    open.iter().rposition(|o| marks[*o].family != Family::Single)
}

fn is_double(mark: &Mark) -> bool {
    mark.family != Family::Single
}

fn is_straight(text: &str, mark: &Mark) -> bool {
    matches!(&text[mark.at.range()], "\"" | "''")
}

/// Whether two more closing marks stand behind this one: then it is nested.
fn closing_follows(text: &str, marks: &[Mark], i: usize) -> bool {
    let mut depth = 1;
    for mark in marks[i + 1..].iter().filter(|m| is_straight(text, m)) {
        match mark.side {
            Side::Open => depth += 1,
            _ if depth == 0 => return true,
            _ => depth -= 1,
        }
    }
    false
}

/// Behind an "s" and before a small letter, with another closing mark to come: the owner's apostrophe.
fn is_possessive(text: &str, marks: &[Mark], i: usize) -> bool {
    let mark = &marks[i];
    let mut after = text[mark.at.end..].chars();
    let owns = text[..mark.at.start].ends_with('s')
        && after.next() == Some(' ')
        && after.next().is_some_and(char::is_alphanumeric);
    owns && marks[i + 1..].iter().take(4).any(|m| m.family == Family::Single && m.side == Side::Close)
}

/// A name set in reversed marks inside a quotation ("Company”Name“Ltd") is a quotation of its own.
fn with_names_in_reversed_marks(marks: &[Mark]) -> Vec<Mark> {
    let mut out = marks.to_vec();
    let mut depth = 0usize;
    let mut i = 0;
    while i < out.len() {
        let reversed = depth > 0
            && out[i].glued
            && out[i].side == Side::Close
            && out.get(i + 1).is_some_and(|m| m.glued && m.side == Side::Open && m.family == out[i].family)
            && out[i + 2..].iter().any(|m| m.side == Side::Close && m.family == out[i].family);
        if reversed {
            out[i].side = Side::Open;
            out[i + 1].side = Side::Close;
            i += 2;
            continue;
        }
        match out[i].side {
            Side::Open if out[i].family != Family::Single => depth += 1,
            Side::Close if out[i].family != Family::Single => depth = depth.saturating_sub(1),
            _ => {}
        }
        i += 1;
    }
    out
}

/// The same mark printed twice is one mark, unless both find a partner.
fn without_doubles(marks: &[Mark], text: &str) -> Vec<Mark> {
    let balance = |side: Side| marks.iter().filter(|m| m.side == side && is_double(m)).count();
    let (opened, closed) = (balance(Side::Open), balance(Side::Close));
    let mut out: Vec<Mark> = vec![];
    for mark in marks {
        let twice = out.last().is_some_and(|last| {
            last.at.end == mark.at.start && last.side == mark.side && text[last.at.range()] == text[mark.at.range()]
        });
        let spare = match mark.side {
            Side::Open => opened > closed,
            Side::Close => closed > opened,
            Side::Either => true,
        };
        match out.last_mut() {
            Some(last) if twice && spare => last.at.end = mark.at.end,
            _ => out.push(*mark),
        }
    }
    out
}

/// One mark behind a comma or a stop can close an inner quotation and the outer one that is never closed.
fn closes_both(text: &str, pairs: &[Pair], outer: Mark) -> Option<usize> {
    let ends = |p: &Pair| text[..p.close.start].ends_with([',', '.', '!', '?', '…']);
    let inside = pairs.iter().enumerate().filter(|(_, p)| p.open.start >= outer.at.end && !p.continues);
    inside.filter(|(_, p)| ends(p)).min_by_key(|(_, p)| p.close.start).map(|(i, _)| i)
}

/// The inner quotation ends before the closing mark that the outer one takes.
fn share_closing_mark(pairs: &mut Vec<Pair>, inner: usize, outer: Mark) {
    let close = pairs[inner].close;
    pairs[inner].close = Span::new(close.start, close.start);
    pairs.push(Pair { open: outer.at, close, continues: false });
}

fn nested(mut pairs: Vec<Pair>) -> Vec<Quotation> {
    pairs.sort_by_key(|p| (p.open.start, std::cmp::Reverse(p.close.end)));
    let (mut out, mut around): (Vec<Quotation>, Vec<usize>) = (vec![], vec![]);
    for pair in pairs {
        let at = pair.open.join(pair.close);
        while around.last().is_some_and(|o| out[*o].at.end < at.end || out[*o].at.end <= at.start) {
            around.pop();
        }
        let inside = Span::new(pair.open.end, pair.close.start.max(pair.open.end));
        out.push(Quotation { inside, at, inside_of: around.last().copied(), continues: pair.continues });
        around.push(out.len() - 1);
    }
    out
}

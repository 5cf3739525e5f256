//! Growth against levels: where two levels a year apart and the growth between them are all reported, they must fit.

use super::groups::Member;
use super::near::near;
use super::verdict::{Contradiction, printed};
use crate::entry::ConflictKind;
use crate::facts::figure::words::Words;
use crate::value::amount::{Bound, Change, Dimension, Quantity, plain};
use crate::value::when::{self, Days};
use jiff::ToSpan;
use rust_decimal::Decimal;
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// What the arithmetic of a growth rate came to.
#[derive(Clone, Debug)]
pub struct Checked {
    pub note: String,
    /// The growth rate and the later level do not fit; places in their lists.
    pub contradiction: Option<Contradiction>,
}

/// Levels by the head of their measure.
pub type Levels<'m, 'r> = BTreeMap<SmolStr, Vec<&'m Member<'r>>>;

pub fn levels<'m, 'r>(members: &'m [Member<'r>]) -> Levels<'m, 'r> {
    let mut out = Levels::new();
    for member in members.iter().filter(|m| is_level(m)) {
        out.entry(member.head.clone()).or_default().push(member);
    }
    out
}

fn is_level(member: &Member) -> bool {
    let growth = matches!(member.dimension, Dimension::Growth | Dimension::Share | Dimension::Multiple);
    !growth && member.figure.quantity.change.is_none()
}

/// How many levels of one head a growth rate is held against.
const HELD_AGAINST: usize = 200;

/// Holds a growth rate against the levels of its period and of the same period a year before.
pub fn check(growth: &Member, levels: &Levels, words: &Words) -> Option<Checked> {
    if growth.dimension != Dimension::Growth {
        return None;
    }
    let days = when::days(growth.figure.period_value.as_deref()?)?;
    let base_days = year_before(days)?;
    let candidates = || levels.get(&growth.head).into_iter().flatten().take(HELD_AGAINST).filter(|l| fits(growth, l));
    let of =
        |wanted: Days| candidates().find(|l| l.figure.period_value.as_deref().and_then(when::days) == Some(wanted));
    let (level, base) = (of(days)?, of(base_days)?);
    if level.dimension != base.dimension || level.figure.quantity.unit != base.figure.quantity.unit {
        return None;
    }
    outcome(growth, level, base, words)
}

/// The same measure of the same parties; of parties that are not named, only where the texts tell one story.
pub fn fits(growth: &Member, level: &Member) -> bool {
    let both = growth.is_of_named && level.is_of_named;
    let shared = growth.parties.intersection(&level.parties).next().is_some();
    let near = near(growth, level);
    same_words(&growth.key, &level.key) && (shared || near && !both)
}

fn same_words(a: &BTreeSet<SmolStr>, b: &BTreeSet<SmolStr>) -> bool {
    a.is_subset(b) || b.is_subset(a)
}

fn year_before(days: Days) -> Option<Days> {
    let back = |day: jiff::civil::Date| day.checked_sub(1.year()).ok();
    Some(Days { first: Some(back(days.first?)?), last: Some(back(days.last?)?) })
}

fn outcome(growth: &Member, level: &Member, base: &Member, words: &Words) -> Option<Checked> {
    let (g, l, b) = (&growth.figure.quantity, &level.figure.quantity, &base.figure.quantity);
    let result = grown(b.value, signed(g))?;
    let room = room(g, l, b)?;
    let shown = plain(result.round_sf(4)?);
    let (base_written, rate, level_written) = (printed(base), printed(growth), printed(level));
    let slots = [("a", base_written.as_str()), ("rate", &rate), ("result", &shown), ("b", &level_written)];
    let fits = (result - l.value).abs() <= room;
    let note = words.note(if fits { "growth_fits" } else { "growth_fails" }, &slots);
    // "More than 6.9 billion" grown by a tenth is more than 7.59 billion: it contradicts nothing.
    let exact = [g, l, b].iter().all(|q| matches!(q.bound, Bound::Exactly | Bound::About));
    if !fits && !exact {
        return None;
    }
    let contradiction = (!fits).then(|| Contradiction {
        kind: ConflictKind::Arithmetic,
        pair: (0, 0),
        is_open: false,
        why: note.clone(),
    });
    Some(Checked { note, contradiction })
}

/// Every number may be off by half of what its last digit stands for.
pub fn room_of(grains: Decimal) -> Decimal {
    grains.checked_div(Decimal::TWO).unwrap_or(grains)
}

/// The growth in per cent with its sign.
fn signed(growth: &Quantity) -> Decimal {
    if growth.change == Some(Change::Down) { -growth.value.abs() } else { growth.value }
}

fn grown(base: Decimal, percent: Decimal) -> Option<Decimal> {
    base.checked_mul(Decimal::ONE_HUNDRED.checked_add(percent)?)?.checked_div(Decimal::ONE_HUNDRED)
}

/// How far the result may be off, given how coarsely the three numbers were printed.
fn room(growth: &Quantity, level: &Quantity, base: &Quantity) -> Option<Decimal> {
    let of_rate = base.value.abs().checked_mul(growth.grain)?.checked_div(Decimal::ONE_HUNDRED)?;
    let of_base = grown(base.grain, signed(growth))?;
    Some(room_of(of_rate.checked_add(of_base)?.checked_add(level.grain)?))
}

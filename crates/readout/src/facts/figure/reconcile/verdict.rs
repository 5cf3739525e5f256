//! Whether the figures of one measure agree: dimension and measure are the same here, periods come before values.

use super::groups::{Member, are_papers};
use crate::document::one_line;
use crate::entry::{ConflictKind, Verdict};
use crate::facts::figure::Role;
use crate::facts::figure::words::Words;
use crate::reading::amounts::{CURRENCIES, size_of};
use crate::value::amount::{self, Agreement, Bound, Change, Dimension, Quantity, plain};
use crate::value::when::{self, Agreement as Periods};
use jiff::civil::Date;
use rust_decimal::Decimal;

/// Two members that cannot both be right.
#[derive(Clone, Debug)]
pub struct Contradiction {
    pub kind: ConflictKind,
    /// Places of the two in their group.
    pub pair: (usize, usize),
    pub why: String,
    /// A bound leaves room for the other: "at least five" against seven.
    pub is_open: bool,
}

#[derive(Clone, Debug)]
pub struct Judged {
    pub verdict: Verdict,
    pub note: Option<String>,
    pub conflicts: Vec<Contradiction>,
}

/// How many members of a group are held against each other: the arithmetic of the others adds no new kind of verdict.
const COMPARED: usize = 60;

/// How many notes explain one entry.
const NOTES: usize = 3;

pub fn judge(group: &[&Member], words: &Words) -> Judged {
    let group = &group[..group.len().min(COMPARED)];
    let mut verdicts: Vec<(Verdict, Option<String>)> = vec![];
    let mut conflicts = vec![];
    for (i, a) in group.iter().enumerate() {
        for (j, b) in group.iter().enumerate().skip(i + 1) {
            let (verdict, note) = pair(a, b, words);
            if verdict == Verdict::Conflict {
                conflicts.push(contradiction(a, b, (i, j), words));
            }
            verdicts.push((verdict, note));
        }
    }
    let verdict = verdicts.iter().map(|(v, _)| *v).max_by_key(|v| weight(*v)).unwrap_or(Verdict::Single);
    let mut notes: Vec<String> = vec![];
    for note in verdicts.into_iter().filter(|(v, _)| *v == verdict).filter_map(|(_, n)| n) {
        if notes.len() < NOTES && !notes.contains(&note) {
            notes.push(note);
        }
    }
    Judged { verdict, note: (!notes.is_empty()).then(|| notes.join("; ")), conflicts }
}

/// The strongest thing to be said about any two members is said about the entry.
fn weight(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Conflict => 9,
        Verdict::Converted => 8,
        Verdict::Subset => 7,
        Verdict::Derived => 6,
        Verdict::Rounding => 5,
        Verdict::OtherPeriod => 4,
        Verdict::Same => 3,
        _ => 0,
    }
}

fn pair(a: &Member, b: &Member, words: &Words) -> (Verdict, Option<String>) {
    if let Some((from, to)) = conversion(a, b) {
        return (Verdict::Converted, implied_rate(from, to, words));
    }
    if let Some(note) = part_of(a, b, words).or_else(|| part_of(b, a, words)) {
        return (Verdict::Subset, Some(note));
    }
    let values = agree(&a.figure.quantity, &b.figure.quantity);
    let periods = periods(a, b);
    if is_trend(a) || is_trend(b) {
        return by_direction(a, b, periods, words);
    }
    if periods == Periods::Same && other_currency(a, b) {
        return (Verdict::Converted, implied_rate(a, b, words));
    }
    if values == Agreement::Different && is_earlier(a, words) != is_earlier(b, words) {
        return (Verdict::OtherPeriod, None);
    }
    match periods {
        Periods::Disjoint | Periods::Inside | Periods::Around | Periods::Overlaps => {
            (Verdict::OtherPeriod, Some(other_period(a, b, words)))
        }
        Periods::Same if values == Agreement::Different && is_update(a, b) => {
            (Verdict::OtherPeriod, Some(update(a, b, words)))
        }
        Periods::Same => by_value(a, b, values, words),
        Periods::Unknown if values == Agreement::Different => (Verdict::OtherPeriod, Some(other_period(a, b, words))),
        Periods::Unknown => by_value(a, b, values, words),
    }
}

/// "A previous offer of 70 crowns": the measure as it was before.
fn is_earlier(member: &Member, words: &Words) -> bool {
    let syntax = &member.reading.syntax;
    let Some((_, at)) = &member.figure.measure else { return false };
    let head = syntax.tokens_in(*at).next_back();
    let parts = head.into_iter().flat_map(|h| syntax.children(h).iter().copied());
    parts.into_iter().any(|t| words.periods.earlier.contains(&syntax.tokens[t].lower))
}

/// A length of time over which a measure moved.
fn is_trend(member: &Member) -> bool {
    member.figure.role == Role::DatePart
}

/// A trend says no rate: it contradicts a growth rate of the other direction inside its time.
fn by_direction(a: &Member, b: &Member, periods: Periods, words: &Words) -> (Verdict, Option<String>) {
    let meet = matches!(periods, Periods::Same | Periods::Inside | Periods::Around);
    if meet && opposed(&a.figure.quantity, &b.figure.quantity) {
        return (Verdict::Conflict, Some(difference(a, b, words)));
    }
    (Verdict::Single, None)
}

/// Two growth rates with different directions never agree, whatever their size.
fn agree(a: &Quantity, b: &Quantity) -> Agreement {
    if opposed(a, b) {
        return Agreement::Different;
    }
    if a.unit == b.unit {
        return amount::agree(a, b);
    }
    match (in_base(a), in_base(b)) {
        // "over 250 mph" and "400 km/h": what was turned into another unit was rounded on the way.
        (Some(a), Some(b)) if measured_otherwise(&a, &b) => {
            amount::agree(&Quantity { bound: Bound::About, ..a }, &Quantity { bound: Bound::About, ..b })
        }
        (Some(a), Some(b)) => amount::agree(&a, &b),
        _ => Agreement::Different,
    }
}

fn measured_otherwise(a: &Quantity, b: &Quantity) -> bool {
    let known = |q: &Quantity| q.unit.as_deref().is_some_and(|unit| size_of(unit).is_some());
    known(a) && known(b) && a.unit != b.unit
}

/// An amount in the base unit of its dimension, where the unit has a size.
fn in_base(q: &Quantity) -> Option<Quantity> {
    let Some(unit) = q.unit.as_deref() else { return Some(q.clone()) };
    let Some(size) = size_of(unit).map(|size| size.size) else {
        // "12 people" and "12 dead": what is counted has been compared with the measure.
        return (!CURRENCIES.get().contains_key(unit)).then(|| q.clone());
    };
    let scaled = |value: Decimal| value.checked_mul(size);
    let high = match q.high {
        Some(high) => Some(scaled(high)?),
        None => None,
    };
    Some(Quantity { value: scaled(q.value)?, high, grain: scaled(q.grain)?, ..q.clone() })
}

fn opposed(a: &Quantity, b: &Quantity) -> bool {
    matches!((a.change, b.change), (Some(Change::Up), Some(Change::Down)) | (Some(Change::Down), Some(Change::Up)))
}

fn by_value(a: &Member, b: &Member, values: Agreement, words: &Words) -> (Verdict, Option<String>) {
    let (fine, coarse) = finer(a, b);
    let slots = [("fine", fine.as_str()), ("coarse", coarse.as_str())];
    match values {
        Agreement::Same => (Verdict::Same, None),
        Agreement::Rounding => (Verdict::Rounding, Some(words.note("rounding", &slots))),
        Agreement::Within => (Verdict::Rounding, Some(words.note("bound", &slots))),
        // "At least five dead" holds when seven are.
        Agreement::Different if a.is_toll && leaves_room_either(a, b) => {
            (Verdict::Rounding, Some(words.note("bound", &slots)))
        }
        Agreement::Different => (Verdict::Conflict, Some(difference(a, b, words))),
    }
}

/// A toll that a later report gives higher has risen.
fn is_update(a: &Member, b: &Member) -> bool {
    let day = |m: &Member| m.reading.document.published.value.as_deref().and_then(when::first_day);
    let (Some(x), Some(y)) = (day(a), day(b)) else { return false };
    let (p, q) = (a.figure.quantity.value, b.figure.quantity.value);
    a.is_toll && b.is_toll && x != y && (x < y) == (p < q)
}

/// Both numbers with the days of their reports.
fn update(a: &Member, b: &Member, words: &Words) -> String {
    both_periods(a, b, words, |m| m.reading.document.published.value.clone().unwrap_or_default())
}

fn finer(a: &Member, b: &Member) -> (String, String) {
    let (qa, qb) = (&a.figure.quantity, &b.figure.quantity);
    if amount::coarseness(qa) <= amount::coarseness(qb) { (printed(a), printed(b)) } else { (printed(b), printed(a)) }
}

// --- periods ---------------------------------------------------------------------------------------------

/// The periods of two figures; the day of the report stands for "now" where no period is said.
fn periods(a: &Member, b: &Member) -> Periods {
    match (a.figure.period_value.as_deref(), b.figure.period_value.as_deref()) {
        (Some(x), Some(y)) => when::agree(x, y),
        (None, None) => as_of(a, b),
        _ => Periods::Unknown,
    }
}

/// Two reports of about the same day speak of the same "now"; a month apart, the figure may have moved.
fn as_of(a: &Member, b: &Member) -> Periods {
    let day = |m: &Member| m.figure.as_of.as_deref().and_then(when::first_day);
    let (Some(x), Some(y)) = (day(a), day(b)) else {
        let at_once = match a.doc == b.doc {
            true => a.figure.now == b.figure.now || by_two(a, b),
            false => both_give(a, b) || a.story == b.story && are_papers(a, b),
        };
        return if at_once { Periods::Same } else { Periods::Unknown };
    };
    if same_now(x, y) { Periods::Same } else { Periods::Disjoint }
}

/// Two speakers of one text, one of whom gives the number for what the other has given one.
fn by_two(a: &Member, b: &Member) -> bool {
    let told = |m: &Member| m.figure.teller.is_some() || m.figure.claimant.is_some();
    told(a) && told(b) && (a.figure.teller.is_some() || b.figure.teller.is_some())
}

/// Two reports of one story in which somebody puts the thing at so much.
fn both_give(a: &Member, b: &Member) -> bool {
    a.story == b.story && a.figure.teller.is_some() && b.figure.teller.is_some()
}

/// What two reports of about one month say of "now" is said of one time.
pub fn same_now(a: Date, b: Date) -> bool {
    (a - b).get_days().abs() <= 31
}

fn other_period(a: &Member, b: &Member, words: &Words) -> String {
    let named = |m: &Member| m.figure.period_value.clone().or_else(|| m.figure.as_of.clone());
    if named(a).is_none() && named(b).is_none() {
        return words.note("no_periods", &[("a", &printed(a)), ("b", &printed(b))]);
    }
    let nameless = words.note("no_period", &[]);
    both_periods(a, b, words, |m| named(m).unwrap_or_else(|| nameless.clone()))
}

fn both_periods(a: &Member, b: &Member, words: &Words, period: impl Fn(&Member) -> String) -> String {
    let (a_written, b_written) = (printed(a), printed(b));
    words.note(
        "other_period",
        &[("a", &a_written), ("b", &b_written), ("period_a", &period(a)), ("period_b", &period(b))],
    )
}

// --- arithmetic ------------------------------------------------------------------------------------------

/// An amount and its conversion in brackets.
fn conversion<'a, 'r>(a: &'a Member<'r>, b: &'a Member<'r>) -> Option<(&'a Member<'r>, &'a Member<'r>)> {
    let tied = |from: &Member, to: &Member| {
        to.doc == from.doc && to.figure.converts.is_some() && to.figure.converts == from.figure.amount
    };
    if tied(a, b) {
        return Some((a, b));
    }
    tied(b, a).then_some((b, a))
}

fn other_currency(a: &Member, b: &Member) -> bool {
    a.dimension == Dimension::Money
        && b.dimension == Dimension::Money
        && a.figure.quantity.unit != b.figure.quantity.unit
}

/// How many of the second unit the two amounts make of one of the first.
fn implied_rate(from: &Member, to: &Member, words: &Words) -> Option<String> {
    let (q, r) = (&from.figure.quantity, &to.figure.quantity);
    let rate = plain(r.value.checked_div(q.value)?.round_sf(4)?);
    let unit = |q: &Quantity| q.unit.clone().unwrap_or_default().to_string();
    let (written_a, written_b) = (printed(from), printed(to));
    let slots = [
        ("a", written_a.as_str()),
        ("b", written_b.as_str()),
        ("rate", rate.as_str()),
        ("unit_a", &unit(q)),
        ("unit_b", &unit(r)),
    ];
    Some(words.note("converted", &slots))
}

/// "35 visits, three of them as ...": a part of what was counted right before.
fn part_of(part: &Member, whole: &Member, words: &Words) -> Option<String> {
    let tied = part.figure.part_of.is_some() && part.figure.part_of == whole.figure.amount && part.doc == whole.doc;
    let (p, w) = (&part.figure.quantity, &whole.figure.quantity);
    let share = p.value.checked_div(w.value).filter(|_| tied)?.checked_mul(Decimal::ONE_HUNDRED)?;
    let share = plain(share.round_dp(1));
    let (part, whole) = (printed(part), printed(whole));
    Some(words.note("subset", &[("part", part.as_str()), ("whole", &whole), ("share", &share)]))
}

fn difference(a: &Member, b: &Member, words: &Words) -> String {
    let (qa, qb) = (&a.figure.quantity, &b.figure.quantity);
    let (x, y) = (printed(a), printed(b));
    if opposed(qa, qb) {
        return words.note("direction", &up_then_down(qa, x.as_str(), y.as_str()));
    }
    let difference = qa.value.checked_sub(qb.value).map(|d| plain(d.abs())).unwrap_or_default();
    words.note("conflict", &[("a", x.as_str()), ("b", &y), ("difference", &difference)])
}

fn up_then_down<'s>(first: &Quantity, x: &'s str, y: &'s str) -> [(&'static str, &'s str); 2] {
    if first.change == Some(Change::Up) { [("a", x), ("b", y)] } else { [("a", y), ("b", x)] }
}

fn contradiction(a: &Member, b: &Member, pair: (usize, usize), words: &Words) -> Contradiction {
    let measure = a.figure.measure.as_ref().map_or("", |(m, _)| m.as_str());
    let (x, y) = (printed(a), printed(b));
    let direction = opposed(&a.figure.quantity, &b.figure.quantity);
    let (kind, note) =
        if direction { (ConflictKind::Direction, "direction_why") } else { (ConflictKind::Figure, "conflict_why") };
    let is_open = leaves_room_either(a, b);
    Contradiction { kind, pair, is_open, why: words.note(note, &[("measure", measure), ("a", &x), ("b", &y)]) }
}

fn leaves_room_either(a: &Member, b: &Member) -> bool {
    let (p, q) = (&a.figure.quantity, &b.figure.quantity);
    leaves_room(p, q) || leaves_room(q, p)
}

fn leaves_room(bound: &Quantity, other: &Quantity) -> bool {
    match bound.bound {
        Bound::Above | Bound::AtLeast => other.value >= bound.value,
        Bound::Below | Bound::AtMost => other.value <= bound.value,
        Bound::Exactly | Bound::About => false,
    }
}

/// The words of the report, for notes that people read.
pub fn printed(member: &Member) -> String {
    one_line(member.reading.printed(member.figure.at))
}

/// "24.7 billion USD" in digits: "24,700,000,000 USD".
pub fn written(q: &Quantity) -> String {
    let value = match q.high {
        Some(high) => format!("{}-{}", grouped(q.value), grouped(high)),
        None => grouped(q.value),
    };
    match q.unit.as_deref() {
        Some("%") => format!("{value}%"),
        Some(unit) => format!("{value} {unit}"),
        None => value,
    }
}

/// Digits in groups of three, so that a reader sees the size.
fn grouped(value: Decimal) -> String {
    let printed = plain(value);
    let (whole, rest) = printed.split_once('.').map_or((printed.as_str(), ""), |(w, r)| (w, r));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |d| ("-", d));
    let mut out = String::from(sign);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if !rest.is_empty() {
        out.push('.');
        out.push_str(rest);
    }
    out
}

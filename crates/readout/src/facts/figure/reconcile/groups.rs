//! Which figures measure the same thing of the same parties.

use super::is_compared;
use crate::facts::Reported;
use crate::facts::figure::{Figure, Role};
use crate::reading::Reading;
use crate::reading::amounts::{CURRENCIES, Kind, UNITS};
use crate::record::Context;
use crate::value::amount::{Agreement, Dimension, agree};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// A figure with what it is compared by.
#[derive(Clone, Debug)]
pub struct Member<'r> {
    /// Index among the reported figures.
    pub index: usize,
    pub doc: usize,
    pub id: &'r str,
    pub reading: &'r Reading,
    pub figure: &'r Figure,
    pub dimension: Dimension,
    /// The last word of the measure's noun phrase decides the block.
    pub head: SmolStr,
    pub key: BTreeSet<SmolStr>,
    /// Ids of the record's entities; the names of those that the record has not.
    pub parties: BTreeSet<String>,
    pub claimant: String,
}

pub fn member<'r>(index: usize, reported: &'r Reported<'r, Figure>, context: &Context) -> Option<Member<'r>> {
    let figure = reported.fact;
    let measured = figure.measured.as_ref().filter(|_| is_compared(figure))?;
    let party = |e: &usize| {
        let known = context.entity(reported.doc, *e).map(|entity| entity.id.clone());
        known.or_else(|| reported.reading.entities.get(*e).map(|entity| entity.name.clone()))
    };
    let parties = figure.of.iter().filter_map(party).collect();
    Some(Member {
        index,
        doc: reported.doc,
        id: &reported.id,
        reading: reported.reading,
        figure,
        dimension: dimension(figure),
        head: measured.head.clone(),
        key: measured.key.clone(),
        parties,
        claimant: figure.claimant_name(reported.reading),
    })
}

/// Growth, share, money and counts are never compared with one another.
fn dimension(figure: &Figure) -> Dimension {
    let q = &figure.quantity;
    if figure.role == Role::DatePart {
        return Dimension::Growth;
    }
    let Some(unit) = q.unit.as_deref() else { return Dimension::Bare };
    if figure.kind == Kind::Multiple {
        return Dimension::Multiple;
    }
    if CURRENCIES.get().contains_key(unit) {
        return if q.change.is_some() { Dimension::Of("money-change".into()) } else { Dimension::Money };
    }
    let known = UNITS.get().unit.iter().find(|u| u.symbol == unit);
    match known.map(|u| u.dimension.as_str()) {
        Some("share") if q.change.is_some() => Dimension::Growth,
        Some("share") => Dimension::Share,
        Some(dimension) => Dimension::Of(dimension.into()),
        None => Dimension::Of(unit.into()),
    }
}

/// How many groups of one block a figure is held against. Blocks are far smaller, but nothing bounds a text.
const HELD_AGAINST: usize = 400;

/// Groups in the order of their first member.
pub fn group<'m, 'r>(members: &'m [Member<'r>]) -> Vec<Vec<&'m Member<'r>>> {
    let mut blocks: BTreeMap<(Dimension, SmolStr), Vec<Vec<&Member>>> = BTreeMap::new();

    for member in ordered(members) {
        let block = blocks.entry((member.dimension.clone(), member.head.clone())).or_default();
        let from = block.len().saturating_sub(HELD_AGAINST);
        match block[from..].iter_mut().find(|group| group.iter().take(8).all(|other| same_measure(member, other))) {
            Some(group) => group.push(member),
            None => block.push(vec![member]),
        }
    }
    let mut groups: Vec<Vec<&Member>> = blocks.into_values().flatten().collect();
    groups.iter_mut().for_each(|g| g.sort_by_key(|m| m.index));
    groups.sort_by_key(|g| g[0].index);
    groups
}

/// The fullest measures first: a shorter one joins what it is contained in.
fn ordered<'m, 'r>(members: &'m [Member<'r>]) -> Vec<&'m Member<'r>> {
    let mut all: Vec<&Member> = members.iter().collect();
    all.sort_by_key(|m| (std::cmp::Reverse(m.parties.len().min(1)), std::cmp::Reverse(m.key.len()), m.index));
    all
}

/// One speaker in one text who gives two numbers for one period speaks of two things.
fn told_apart(a: &Member, b: &Member) -> bool {
    let (f, g) = (a.figure, b.figure);
    let tied = f.converts.is_some() && f.converts == g.amount
        || g.converts.is_some() && g.converts == f.amount
        || f.part_of.is_some() && f.part_of == g.amount
        || g.part_of.is_some() && g.part_of == f.amount;
    let one_voice = a.doc == b.doc && a.claimant == b.claimant;
    let value = agree(&f.quantity, &g.quantity) == Agreement::Different;
    one_voice && !tied && value && f.period_value == g.period_value && f.quantity.change == g.quantity.change
}

/// The words of the one measure are among those of the other, the state of things is the same, and a party is shared.
fn same_measure(a: &Member, b: &Member) -> bool {
    let (small, large) = if a.key.len() <= b.key.len() { (&a.key, &b.key) } else { (&b.key, &a.key) };
    let contained = small.iter().all(|w| large.contains(w));
    let state = a.figure.status == b.figure.status;
    let both = !a.parties.is_empty() && !b.parties.is_empty();
    let shared = a.parties.intersection(&b.parties).next().is_some();
    !told_apart(a, b) && contained && state && (shared || (!both && (a.doc == b.doc || small.len() > 1)))
}

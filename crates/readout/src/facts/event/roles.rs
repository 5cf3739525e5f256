//! Who is what in an event, where two reports must agree on it to be one: the same actor, the same recipient.

use super::Event;
use super::words::WORDS;
use crate::facts::Reported;
use crate::reading::Class;
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// Those whom a report names in each part.
pub struct Roles<'m> {
    /// `None` where all are there alike: a meeting.
    slots: Option<BTreeMap<&'m str, Slot>>,
}

#[derive(Default)]
struct Slot {
    /// Entities of the record.
    named: BTreeSet<usize>,
    /// The countries and organisations for which they stand.
    sides: BTreeSet<usize>,
    /// Words of those without a name: "two policemen".
    words: BTreeSet<SmolStr>,
    /// A town, which may stand for a country or only say where.
    town: bool,
}

/// An entity of the record with those for which it stands.
type Known<'k> = (usize, Option<&'k BTreeSet<usize>>);

/// Shorter words tell nobody from others.
const SHORTEST: usize = 4;

impl<'m> Roles<'m> {
    pub fn of<'k>(report: &'m Reported<Event>, known: &dyn Fn(usize) -> Option<Known<'k>>) -> Self {
        let words = WORDS.of(report.reading.language());
        let joint = words.types.iter().any(|(key, t)| t.joint && t.name(key) == report.fact.kind);
        if joint {
            return Roles { slots: None };
        }
        let mut slots: BTreeMap<&str, Slot> = BTreeMap::new();
        let own = |role: &SmolStr| *role != words.near.role && *role != words.near.requester;
        for participant in report.fact.participants.iter().filter(|p| own(&p.role)) {
            let slot = slots.entry(participant.role.as_str()).or_default();
            let class = participant.who.entity.and_then(|e| report.reading.entities.get(e)).map(|e| e.class);
            slot.town |= class == Some(Class::Place);
            match participant.who.entity.and_then(known) {
                Some((entity, sides)) => {
                    slot.named.insert(entity);
                    slot.sides.extend(sides.into_iter().flatten());
                }
                None => {
                    let name = report.fact.name(&participant.who, report.reading).to_lowercase();
                    let telling = name.split_whitespace().filter(|w| w.chars().count() >= SHORTEST);
                    slot.words.extend(telling.map(SmolStr::new));
                }
            }
        }
        Roles { slots: Some(slots) }
    }

    /// A meeting: nobody in it acts on another.
    pub fn is_open(&self) -> bool {
        self.slots.is_none()
    }

    /// Nobody acts in the one who is acted on in the other, and where both name a part they name one of the same.
    pub fn agree(&self, other: &Self) -> bool {
        let (Some(a), Some(b)) = (&self.slots, &other.slots) else { return true };
        let same = a.iter().all(|(role, x)| b.get(role).is_none_or(|y| x.meets(y)));
        let crossed = a.iter().any(|(role, x)| b.iter().any(|(r, y)| r != role && !x.named.is_disjoint(&y.named)));
        same && !crossed
    }

    /// Somebody with a name is in the same part of both.
    pub fn share(&self, other: &Self) -> bool {
        let (Some(a), Some(b)) = (&self.slots, &other.slots) else { return true };
        a.iter().any(|(role, x)| b.get(role).is_some_and(|y| x.is_named_in(y)))
    }

    /// Both name the same parts, with one of the same in each.
    pub fn match_all(&self, other: &Self) -> bool {
        self.hold(other) && other.hold(self)
    }

    /// Every part that the other names is named here, with one of the same.
    fn hold(&self, other: &Self) -> bool {
        let (Some(a), Some(b)) = (&self.slots, &other.slots) else { return true };
        b.iter().all(|(role, y)| a.get(role).is_some_and(|x| x.meets(y)))
    }
}

impl Slot {
    fn meets(&self, other: &Self) -> bool {
        // "the island nation" may be any that is named elsewhere.
        let described = |a: &Self, b: &Self| a.named.is_empty() && b.words.is_empty() && !b.named.is_empty();
        let open = described(self, other) || described(other, self);
        self.town || other.town || open || self.is_named_in(other) || !self.words.is_disjoint(&other.words)
    }

    fn is_named_in(&self, other: &Self) -> bool {
        let both = |a: &BTreeSet<usize>, b: &BTreeSet<usize>| !a.is_disjoint(b);
        both(&self.named, &other.named) || both(&self.sides, &other.named) || both(&self.named, &other.sides)
    }
}

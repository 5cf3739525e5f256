//! Which figures measure the same thing of the same parties.

use super::is_compared;
use super::near::{Lead, are_of_other_countries, near};
use crate::entry::Context;
use crate::facts::Reported;
use crate::facts::figure::find::SIGNED;
use crate::facts::figure::pair::is_paired;
use crate::facts::figure::words::{WORDS, Words};
use crate::facts::figure::{Figure, Measure, Role};
use crate::reading::amounts::{CURRENCIES, Kind, size_of};
use crate::reading::{Reading, Voice, names};
use crate::value::amount::{Agreement, Dimension, agree};
use crate::value::when;
use rust_decimal::Decimal;
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A figure with what it is compared by.
#[derive(Clone, Debug)]
pub struct Member<'r> {
    /// Index among the reported figures.
    pub index: usize,
    pub doc: usize,
    /// Number of the story that the document tells.
    pub story: usize,
    pub id: &'r str,
    pub reading: &'r Reading,
    pub figure: &'r Figure,
    pub dimension: Dimension,
    /// The last word of the measure's noun phrase decides the block.
    pub head: SmolStr,
    pub key: BTreeSet<SmolStr>,
    /// Ids of the record's entities; the names of those that the record has not.
    pub parties: BTreeSet<String>,
    /// Its own clause names them, not only the text around it.
    pub is_of_named: bool,
    pub claimant: String,
    /// It counts those to whom one thing happened.
    pub is_toll: bool,
    /// Whom the document is about.
    pub lead: Rc<Lead>,
}

pub fn member<'r>(
    index: usize,
    reported: &'r Reported<'r, Figure>,
    leads: &BTreeMap<usize, Rc<Lead>>,
    context: &Context,
) -> Option<Member<'r>> {
    let figure = reported.fact;
    let measured = figure.measured.as_ref().filter(|_| is_compared(figure))?;
    let party = |e: &usize| {
        let known = context.entity(reported.doc, *e).map(|entity| entity.id.clone());
        known.or_else(|| reported.reading.entities.get(*e).map(|entity| entity.name.clone()))
    };
    let named = if figure.of.is_empty() { &figure.around } else { &figure.of };
    let mut parties: BTreeSet<String> = named.iter().filter_map(party).collect();
    parties.extend(named.iter().filter_map(|e| state(reported.reading, *e)));
    let words = WORDS.of(reported.reading.language());
    let (head, key) = canonical(measured, words);
    let lead = leads.get(&reported.doc).cloned().unwrap_or_default();
    if parties.is_empty() && words.measures.mutual.contains(&head) {
        parties.extend(lead.two_countries());
    }
    let is_toll = words.measures.fates.contains_key(&head);
    // "five documents" and "five accords" are counted alike.
    let renamed = measured.head != head && figure.kind == Kind::Count;
    // "12 dead", "12 workers killed", "the death toll": whatever is counted, it is how many died.
    let fate = (is_toll || renamed).then(|| Dimension::Of(head.clone()));
    Some(Member {
        index,
        doc: reported.doc,
        story: context.places.get(reported.doc).map_or(reported.doc, |p| p.story),
        id: &reported.id,
        reading: reported.reading,
        figure,
        dimension: fate.unwrap_or_else(|| dimension(figure)),
        head,
        key,
        parties,
        is_of_named: !figure.of.is_empty(),
        claimant: claimant(reported, context),
        is_toll,
        lead,
    })
}

/// Who says it, by the name that he has in the record.
fn claimant(reported: &Reported<Figure>, context: &Context) -> String {
    let figure = reported.fact;
    let voice = figure.claimant.filter(|_| figure.teller.is_none()).and_then(|v| reported.reading.voices.get(v));
    let one = voice.filter(|v| v.speakers.len() == 1).and_then(|v| context.entity(reported.doc, v.speakers[0]));
    one.map_or_else(|| figure.claimant_name(reported.reading), |entity| entity.name.clone())
}

/// The country that an entity is or whose capital it is, by its key in the lists: "by Warsaw's count".
fn state(reading: &Reading, entity: usize) -> Option<String> {
    let entity = reading.entities.get(entity)?;
    names::state_of(reading.language(), &entity.name).map(|key| format!("state {key}"))
}

/// The head and the words of a measure, another name for a known one written as that one.
fn canonical(measured: &Measure, words: &Words) -> (SmolStr, BTreeSet<SmolStr>) {
    let (head, key) = (&measured.head, &measured.key);
    let names = words.measures.same.iter().flat_map(|(name, others)| others.iter().map(move |other| (name, other)));
    let fits = |other: &str| other.split(' ').all(|w| key.contains(w)) && other.split(' ').next_back() == Some(head);
    let Some((name, other)) = names.filter(|(_, o)| fits(o)).max_by_key(|(_, o)| o.len()) else {
        return (head.clone(), key.clone());
    };
    let rest = key.iter().filter(|w| !other.split(' ').any(|o| o == w.as_str())).cloned();
    let head = name.split(' ').next_back().map_or_else(|| head.clone(), SmolStr::new);
    (head, rest.chain(name.split(' ').map(SmolStr::new)).collect())
}

/// Growth, share, money and counts are never compared with one another.
fn dimension(figure: &Figure) -> Dimension {
    let q = &figure.quantity;
    if figure.role == Role::DatePart {
        return Dimension::Growth;
    }
    if figure.kind == Kind::Part {
        return if q.change.is_some() { Dimension::Growth } else { Dimension::Share };
    }
    // "2.5 million more than before" is no level.
    let moved = |of: Dimension| if q.change.is_some() { Dimension::Of(change_of(&of)) } else { of };
    let Some(unit) = q.unit.as_deref() else { return moved(Dimension::Bare) };
    if figure.kind == Kind::Multiple {
        return Dimension::Multiple;
    }
    if CURRENCIES.get().contains_key(unit) {
        return if q.change.is_some() { Dimension::Of("money-change".into()) } else { Dimension::Money };
    }
    let known = size_of(unit).map(|size| size.dimension);
    match known.as_deref() {
        Some("share") if q.change.is_some() => Dimension::Growth,
        Some("share") => Dimension::Share,
        Some(dimension) => moved(Dimension::Of(dimension.into())),
        // A currency that no list has.
        None if figure.kind == Kind::Measured && !unit.contains('/') && q.grain >= Decimal::ONE_THOUSAND => {
            moved(Dimension::Money)
        }
        None => moved(Dimension::Of(unit.into())),
    }
}

/// The dimension of a change by so much.
fn change_of(dimension: &Dimension) -> SmolStr {
    match dimension {
        Dimension::Of(name) => format!("{name}-change").into(),
        Dimension::Money => "money-change".into(),
        _ => "number-change".into(),
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
    let one_voice = a.doc == b.doc && (is_one_name(&a.claimant, &b.claimant) || may_be_one(a, b) || may_be_one(b, a));
    let value = agree(&f.quantity, &g.quantity) == Agreement::Different;
    one_voice && value && f.period_value == g.period_value && f.quantity.change == g.quantity.change
}

/// "Velm Mills Corp" and "Velm" are one speaker in one text.
fn is_one_name(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// "it said", "the company said": may be whoever else speaks in the text.
fn may_be_one(open: &Member, other: &Member) -> bool {
    let (Some(open_voice), Some(_)) = (voice_of(open), voice_of(other)) else { return false };
    let Some(source) = open_voice.source.filter(|_| open_voice.speakers.is_empty()) else { return false };
    let tokens = &open.reading.syntax.tokens[open.reading.syntax.tokens_in(source)];
    let pronoun = tokens.last().is_some_and(|t| t.pos == "PRON");
    let definite = tokens.len() == 2 && tokens[0].morph.contains("Definite=Def") && tokens[1].tag == "NN";
    let named = voice_of(other).is_some_and(|v| !v.speakers.is_empty());
    pronoun || definite && named
}

fn voice_of<'r>(member: &Member<'r>) -> Option<&'r Voice> {
    let claimant = member.figure.claimant.filter(|_| member.figure.teller.is_none())?;
    member.reading.voices.get(claimant)
}

/// Two figures measure the same when the words of the one measure are among those of the other, things stand alike with
/// them, and a party is shared or the texts tell one story. One word alone is little: see `one_word`.
fn same_measure(a: &Member, b: &Member) -> bool {
    if are_tied(a, b) || given_by_two(a, b) {
        return true;
    }
    let (small, large) = if a.key.len() <= b.key.len() { (&a.key, &b.key) } else { (&b.key, &a.key) };
    let alike = small.iter().all(|w| large.contains(w)) && stand_alike(a, b) && !told_apart(a, b);
    let shared = a.parties.intersection(&b.parties).next().is_some();
    let strangers = !shared && a.is_of_named && b.is_of_named;
    let near = near(a, b);
    if !alike || strangers || !(shared || near) {
        return false;
    }
    let differ = agree(&a.figure.quantity, &b.figure.quantity) == Agreement::Different;
    // Shares of one whole differ by what is said of each share; only a stated period shows that they are one.
    let shares = a.dimension == Dimension::Share && differ;
    if shares && (a.doc == b.doc || a.figure.period_value.is_none() || b.figure.period_value.is_none()) {
        return false;
    }
    if differ && (a.doc == b.doc && told_of_two(a, b) || are_of_other_countries(a, b)) {
        return false;
    }
    if a.is_toll && b.is_toll {
        return near && is_one_toll(a, b, differ);
    }
    if !differ && near && a.figure.quantity.value == b.figure.quantity.value {
        return true;
    }
    if small.len() > 1 {
        // "a fee for each transaction", "a minimum monthly fee for each": one text tells its measures apart by their words.
        let told_by_words = a.doc == b.doc && differ && a.key != b.key && !are_given(a, b);
        return !told_by_words && (near || !differ || (is_dated(a) && is_dated(b)));
    }
    one_word(a, b, shared, near, differ)
}

/// One text that gives two numbers for one time, neither with a verb that says who gives it, tells of two things where the words of the
/// measure or those who are named differ, or where one number is many times the other.
fn told_of_two(a: &Member, b: &Member) -> bool {
    let told = a.figure.teller.is_some() || b.figure.teller.is_some();
    if !told && (are_held_against(a, b) || are_held_against(b, a)) {
        return true;
    }
    if told || a.is_toll || a.figure.period_value != b.figure.period_value {
        return false;
    }
    let (x, y) = (a.figure.quantity.value.abs(), b.figure.quantity.value.abs());
    let far = x.max(y).checked_div(x.min(y)).is_none_or(|ratio| ratio > FARTHEST);
    let level = a.figure.quantity.change.is_none() && b.figure.quantity.change.is_none();
    a.key != b.key || a.is_of_named != b.is_of_named || far && level
}

/// "17.8 billion, compared with 8.7 billion": two levels that the text itself holds against each other.
fn are_held_against(first: &Member, second: &Member) -> bool {
    let (Some(x), Some(y)) = (first.figure.amount, second.figure.amount) else { return false };
    let words = WORDS.of(first.reading.language());
    let amounts = &first.reading.amounts;
    x + 1 == y && amounts.get(x).zip(amounts.get(y)).is_some_and(|(a, b)| is_paired(first.reading, words, a, b))
}

/// What is planned is not held against what is, but for measures of things to come: "the bridge will cost 5 million".
fn stand_alike(a: &Member, b: &Member) -> bool {
    let ahead = |m: &Member| WORDS.of(m.reading.language()).measures.ahead.contains(&m.head);
    a.figure.status == b.figure.status || ahead(a) && ahead(b) || are_papers(a, b) && is_made(a) && is_made(b)
}

/// Counts of what is signed at one occasion: "five documents" here, "four accords" there.
pub fn are_papers(a: &Member, b: &Member) -> bool {
    let paper = |m: &Member| WORDS.of(m.reading.language()).measures.papers.contains(&m.head);
    paper(a) && paper(b)
}

/// Signed, or told as there.
fn is_made(m: &Member) -> bool {
    m.figure.status.as_deref().is_none_or(|status| status == SIGNED)
}

/// Two texts that count the same people may differ, as tolls do; of other people, five times as many, or of another day
/// they tell of something else.
fn is_one_toll(a: &Member, b: &Member, differ: bool) -> bool {
    if !differ {
        return a.key == b.key || a.figure.quantity.value == b.figure.quantity.value;
    }
    let (x, y) = (a.figure.quantity.value, b.figure.quantity.value);
    let of_one_size = x.max(y).checked_div(x.min(y)).is_some_and(|ratio| ratio <= FARTHEST);
    let (p, q) = (a.figure.period_value.as_deref(), b.figure.period_value.as_deref());
    let apart = p.zip(q).is_some_and(|(p, q)| when::agree(p, q) == when::Agreement::Disjoint);
    a.doc != b.doc && a.key == b.key && of_one_size && !apart
}

/// Reports of one accident do not differ by more.
const FARTHEST: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

/// "countries", "sale", "inflation": counts with one word agree or stay apart; other measures may differ where both say
/// of whom and for when.
fn one_word(a: &Member, b: &Member, shared: bool, near: bool, differ: bool) -> bool {
    let papers = || are_papers(a, b) && a.doc != b.doc && (a.figure.status.is_some() || b.figure.status.is_some());
    if near && papers() {
        return true;
    }
    let counts = |m: &Member| m.figure.kind == Kind::Count || m.figure.measured.as_ref().is_some_and(|m| m.deed);
    if counts(a) || counts(b) {
        return near && !differ;
    }
    // "insurers put the damage at 3 million", "the mayor puts the damage at 4": numbers given for one thing of one story.
    let given = near && a.doc != b.doc && a.figure.teller.is_some() && b.figure.teller.is_some();
    if given {
        return a.key == b.key;
    }
    let named = !a.figure.of.is_empty() && !b.figure.of.is_empty();
    shared && named && (!differ || (is_dated(a) && is_dated(b)))
}

/// Somebody gives either number.
fn are_given(a: &Member, b: &Member) -> bool {
    let two = a.claimant != b.claimant && !may_be_one(a, b) && !may_be_one(b, a);
    two || a.figure.teller.is_some() || b.figure.teller.is_some()
}

fn is_dated(member: &Member) -> bool {
    member.figure.period_value.is_some() || member.figure.as_of.is_some()
}

/// "put at 6 million by the mayor and at 7 by the builder": two numbers of one text for one measure, one of which somebody gives.
fn given_by_two(a: &Member, b: &Member) -> bool {
    let given = a.figure.teller.is_some() || b.figure.teller.is_some();
    given
        && a.doc == b.doc
        && a.key == b.key
        && a.claimant != b.claimant
        && a.figure.quantity.unit == b.figure.quantity.unit
}

/// A conversion and what it converts, a part and its whole.
fn are_tied(a: &Member, b: &Member) -> bool {
    let (f, g) = (a.figure, b.figure);
    let tie = |x: Option<usize>, y: Option<usize>| x.is_some() && x == y;
    let one_way = |f: &Figure, g: &Figure| tie(f.converts, g.amount) || tie(f.part_of, g.amount);
    a.doc == b.doc && (one_way(f, g) || one_way(g, f))
}

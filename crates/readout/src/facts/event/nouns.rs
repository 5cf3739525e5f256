//! Nouns that tell of an event: "the visit", "held talks", with the verb that carries them and those in their phrase.

use super::beside;
use super::clause;
use super::control;
use super::force::{self, Force};
use super::frames::{Found, push};
use super::outside;
use super::sure;
use super::when;
use super::who::{self, Who};
use super::words::{self, Frame, Light, Place, Words};
use crate::document::Span;
use crate::reading::clauses::{self, Certainty};
use crate::reading::{Class, Reading, Syntax, roles};
use smol_str::SmolStr;

pub fn noun<'w>(reading: &Reading, words: &'w Words, token: usize) -> Option<Found<'w>> {
    let syntax = &reading.syntax;
    let t = &syntax.tokens[token];
    if matches!(t.dep.as_str(), "compound" | "nmod" | "amod" | "npadvmod" | "oprd")
        || is_name(reading, token)
        || is_in_time(reading, token)
    {
        return None;
    }
    let light = carrying(reading, words, token);
    let frame = frame_of(reading, words, token, light.as_ref())?;
    let kind = words.types.get(&frame.kind)?;
    let (certainty, light) = certainty(reading, words, token, light)?;
    let asserted = light.is_some();
    if frame.carried && !asserted {
        return None;
    }
    let definite = is_definite(reading, words, token);
    let mut participants = of_noun(reading, words, frame, token, light.as_ref());
    let gives = kind.telling && participants.is_empty();
    if kind.spoken && light.is_none() || gives {
        let named = participants.iter().any(|(role, _)| Some(role) == frame.subject.as_ref());
        let speaker = outside::speaker(reading, words, frame, token).filter(|_| !named);
        speaker.into_iter().for_each(|own| participants.insert(0, own));
    }
    if kind.joint && participants.is_empty() {
        participants = outside::beside(reading, words, frame, token);
    }
    if kind.stay && !participants.iter().any(|(role, _)| Some(role) == frame.subject.as_ref()) {
        participants.extend(outside::traveller(reading, words, frame, token));
    }
    if frame.crowd && participants.iter().any(|(r, w)| Some(r) == frame.subject.as_ref() && who::is_person(reading, w))
    {
        return None;
    }
    let carried = || light.as_ref().and_then(|l| when::of_verb(reading, words, l.verb));
    let time = when::of_noun(reading, words, token).or_else(carried).or_else(|| when::amid(reading, words, token));
    let found = Found {
        token,
        at: noun_span(reading, token),
        frame,
        kind,
        participants,
        certainty,
        force: noun_force(reading, light.as_ref().map(|l| l.verb), certainty),
        promised: None,
        nominal: true,
        asserted,
        definite,
        time,
        like: None,
        verb: light.map(|l| l.verb).or_else(|| syntax.ancestors(token).find(|a| syntax.is_verb(*a))),
    };
    // What somebody is counts as an event only where it is said from when.
    if (frame.copula || frame.dated) && found.time.is_none() {
        return None;
    }
    let grounded = !found.participants.is_empty() || found.time.is_some();
    (asserted || grounded || (definite && kind.occasion)).then_some(found)
}

/// The verb that says that it took place, or when.
fn carrying<'w>(reading: &Reading, words: &'w Words, noun: usize) -> Option<Carrier<'w>> {
    let light = carrier(reading, words, noun).or_else(|| copula(reading, words, noun));
    light.or_else(|| was_on(reading, words, noun))
}

/// The frame of a noun, as its number and its article allow.
fn frame_of<'w>(reading: &Reading, words: &'w Words, token: usize, light: Option<&Carrier>) -> Option<&'w Frame> {
    let syntax = &reading.syntax;
    let plural = syntax.tokens[token].is_plural();
    let counted = syntax.child(token, &["nummod"]).is_some();
    // "opened inquiries" is told of one time, "holds inquiries" of many.
    let once = light.is_some_and(|l| !matches!(syntax.tokens[l.verb].tag.as_str(), "VBZ" | "VBP"));
    // "for talk on trade": without an article it is the same as "talks".
    let bare = plural || syntax.child(token, &["det", "poss"]).is_none();
    let frames = words.nouns(&syntax.lemma(token)).filter(|f| !plural || (!counted && (f.plural || once)));
    let behind = clause::noun_prepositions(syntax, token);
    let has_behind = |f: &&Frame| f.behind.is_empty() || behind.iter().any(|(p, _)| f.behind.contains(p));
    // "a press release"
    let never = |f: &&Frame| syntax.children(token).iter().any(|c| words.lists(&f.never, &syntax.tokens[*c].lower));
    best_noun(reading, token, frames.filter(|f| bare || !f.plural_only).filter(has_behind).filter(|f| !never(f)))
}

/// How sure it is, and the verb that carries it, where that tells of the event itself.
fn certainty<'w>(
    reading: &Reading,
    words: &Words,
    token: usize,
    light: Option<Carrier<'w>>,
) -> Option<(Certainty, Option<Carrier<'w>>)> {
    let own = clauses::of_noun(reading, token).unwrap_or_else(|| sure::around(reading, words, token));
    let Some(carrier) = light else { return Some((own.max(sure::told_by(reading, token)), None)) };
    let said = force::certainty(reading, carrier.verb);
    let is = |flag: fn(&Light) -> bool| carrier.light.is_some_and(flag);
    match said {
        // Who stays away from an occasion, or is to end it, says nothing of whether it took place.
        Some(Certainty::Denied) if is(|l| l.attends) => Some((own, None)),
        Some(Certainty::Happened | Certainty::Reported) if is(|l| l.undone) => Some((Certainty::Denied, Some(carrier))),
        _ if is(|l| l.undone) => Some((own, None)),
        // Where somebody is invited to it, it is to come.
        Some(Certainty::Conditional) if is(|l| l.attends) => Some((own.max(Certainty::Planned), Some(carrier))),
        Some(said) if said >= Certainty::Planned && is(|l| l.ends) => Some((own, None)),
        _ if is(|l| l.plans) => Some((said?.max(own).max(Certainty::Planned), Some(carrier))),
        _ => Some((said?.max(own), Some(carrier))),
    }
}

/// "The first took place in May": another one of the kind that was told last.
pub fn elliptical<'w>(reading: &Reading, words: &'w Words, token: usize, before: &[Found<'w>]) -> Option<Found<'w>> {
    let syntax = &reading.syntax;
    let t = &syntax.tokens[token];
    let counts = |t: usize| {
        let lower = &syntax.tokens[t].lower;
        words.near.again.contains(lower) || words.near.count.contains(lower)
    };
    let one = words.near.one.contains(&t.lower) && syntax.children(token).iter().any(|c| counts(*c));
    if !(counts(token) || one) || !matches!(t.dep.as_str(), "nsubj" | "nsubjpass") {
        return None;
    }
    let near = |f: &&Found| f.nominal && f.kind.occasion && syntax.tokens[f.token].sentence + 1 >= t.sentence;
    let like = before.iter().rev().take(ELLIPSIS).find(near)?;
    let carried = carrier(reading, words, token).or_else(|| dated(reading, token))?;
    let certainty = force::certainty(reading, carried.verb)?;
    Some(Found {
        token,
        at: syntax.span(token..token + 1),
        participants: vec![],
        certainty,
        force: Force::Silent,
        promised: None,
        asserted: true,
        definite: false,
        time: when::of_verb(reading, words, carried.verb),
        like: Some(like.token),
        verb: Some(carried.verb),
        ..like.clone()
    })
}

/// Events before it among which the one is looked for whose noun is left out.
const ELLIPSIS: usize = 6;

/// A frame that asks for a word before the noun comes first: "press conference".
fn best_noun<'w>(reading: &Reading, token: usize, frames: impl Iterator<Item = &'w Frame>) -> Option<&'w Frame> {
    let lemma = reading.syntax.lemma(token);
    let fitting = frames.filter(|f| beside::has(reading, token, f)).filter_map(|f| {
        let mut words = f.words.iter().filter(|w| words::first(w) == lemma && noun_phrase_fits(reading, token, w));
        words.next().map(|w| ((words::rest(w).is_some(), !f.beside.is_empty()), f))
    });
    let better = |best: &Option<((bool, bool), &Frame)>, next| best.is_none_or(|b| b.0 < next);
    fitting.fold(None, |best, next| if better(&best, next.0) { Some(next) } else { best }).map(|(_, f)| f)
}

/// What carries the noun decides; a noun alone names a deed.
fn noun_force(reading: &Reading, carrier: Option<usize>, certainty: Certainty) -> Force {
    match carrier {
        Some(verb) => force::force(reading, verb, certainty),
        None if certainty == Certainty::Planned => Force::Announced,
        None if certainty == Certainty::Happened => Force::Done,
        None => Force::Silent,
    }
}

/// "state visit" matches the noun with this word before it.
fn noun_phrase_fits(reading: &Reading, token: usize, word: &str) -> bool {
    let Some(before) = words::rest(word) else { return true };
    reading.syntax.children(token).iter().any(|c| {
        let t = &reading.syntax.tokens[*c];
        t.lower == before || t.lower_lemma() == before
    })
}

/// "3 March" is no march.
fn is_in_time(reading: &Reading, token: usize) -> bool {
    let at = reading.syntax.tokens[token].at;
    let from = reading.times.partition_point(|t| t.at.end <= at.start);
    reading.syntax.tokens[token].pos == "PROPN" && reading.times.get(from).is_some_and(|t| t.at.contains(at))
}

/// A noun inside a proper name tells of nothing: "the Talks Group".
fn is_name(reading: &Reading, token: usize) -> bool {
    let mention = who::mention_at(reading, token);
    mention.is_some_and(|m| m.form == crate::reading::names::Form::Name && m.class != Class::Event && who::acts(m))
}

/// The verb that says of a noun's event that it took place.
struct Carrier<'w> {
    verb: usize,
    /// `None` for a copula: "is the chair".
    light: Option<&'w Light>,
}

fn carrier<'w>(reading: &Reading, words: &'w Words, noun: usize) -> Option<Carrier<'w>> {
    let syntax = &reading.syntax;
    let t = &syntax.tokens[noun];
    let (slot, verb, preposition) = match t.dep.as_str() {
        "dobj" | "attr" => (Place::Object, t.head, None),
        "nsubjpass" => (Place::Object, t.head, None),
        "nsubj" => (Place::Subject, t.head, None),
        "pobj" if attended(syntax, words, noun).is_some() => {
            let attended = attended(syntax, words, noun)?;
            return carrier(reading, words, attended).filter(|c| c.light.is_some_and(|l| l.attends));
        }
        "pobj" => (Place::Object, syntax.tokens[t.head].head, Some(syntax.tokens[t.head].lower.clone())),
        "conj" if syntax.is_noun(t.head) => return carrier_of_head(reading, words, t.head),
        _ => return reduced(reading, words, noun),
    };
    if !syntax.is_verb(verb) {
        return reduced(reading, words, noun);
    }
    // "called the trip a success"
    if syntax.child(verb, &["oprd"]).is_some_and(|o| syntax.is_noun(o)) {
        return None;
    }
    let lemma = syntax.lemma(verb);
    let fits = |w: &SmolStr| {
        words::first(w) == lemma
            && match (words::rest(w), preposition.as_deref()) {
                (None, None) => true,
                (Some(rest), Some(p)) => {
                    rest == p || (rest.ends_with(p) && has_child(reading, verb, words::first(rest)))
                }
                (Some(rest), None) => has_child(reading, verb, rest),
                (None, Some(_)) => false,
            }
    };
    // "we have a dialogue" tells of no time; "will have talks" does.
    let state = |l: &&Light| {
        let now = matches!(syntax.tokens[verb].tag.as_str(), "VBP" | "VBZ") && syntax.child(verb, &["aux"]).is_none();
        l.state && now
    };
    let light = words.light.iter().filter(|l| l.event == slot).find(|l| l.words.iter().any(fits)).filter(|l| !state(l));
    light.map(|l| Carrier { verb, light: Some(l) }).or_else(|| reduced(reading, words, noun))
}

/// "addressed the participants of the forum": those who take part in it, for the forum.
fn attended(syntax: &Syntax, words: &Words, noun: usize) -> Option<usize> {
    let those = syntax.tokens[syntax.tokens[noun].head].head;
    (syntax.is_noun(those) && words.near.attending.contains(&syntax.lemma(those))).then_some(those)
}

/// "will be the chair of the union"
fn copula<'w>(reading: &Reading, words: &'w Words, noun: usize) -> Option<Carrier<'w>> {
    let syntax = &reading.syntax;
    let verb = syntax.tokens[noun].head;
    let predicate = syntax.tokens[noun].dep == "attr" && syntax.tokens[verb].pos == "AUX";
    let lemma = syntax.lemma(noun);
    let office = words.nouns(&lemma).any(|f| f.copula);
    // "It will be the first visit."
    let ahead = || words.is_occasion(&lemma) && force::certainty(reading, verb) == Some(Certainty::Planned);
    (predicate && (office || ahead())).then_some(Carrier { verb, light: None })
}

/// "the first was in May": nothing is said of it but when.
fn dated<'w>(reading: &Reading, subject: usize) -> Option<Carrier<'w>> {
    let syntax = &reading.syntax;
    let verb = syntax.tokens[subject].head;
    let says_more = syntax.child(verb, &["attr", "acomp"]).is_some();
    let is_dated = syntax.tokens[verb].pos == "AUX" && !says_more && !roles::times_of(reading, verb).is_empty();
    is_dated.then_some(Carrier { verb, light: None })
}

/// "his last trip to Oslo was in 2019"
fn was_on<'w>(reading: &Reading, words: &Words, noun: usize) -> Option<Carrier<'w>> {
    let subject = reading.syntax.tokens[noun].dep == "nsubj" && words.is_occasion(&reading.syntax.lemma(noun));
    dated(reading, noun).filter(|_| subject)
}

fn carrier_of_head<'w>(reading: &Reading, words: &'w Words, head: usize) -> Option<Carrier<'w>> {
    if reading.syntax.tokens[head].dep == "conj" { None } else { carrier(reading, words, head) }
}

/// "the talks held in Karsenne"
fn reduced<'w>(reading: &Reading, words: &'w Words, noun: usize) -> Option<Carrier<'w>> {
    let syntax = &reading.syntax;
    let clause = syntax.child(noun, &["acl", "relcl"])?;
    let lemma = syntax.lemma(clause);
    let passive = syntax.is_passive(clause);
    let fits = |l: &&Light| {
        (l.event == Place::Object) == passive
            && l.words.iter().any(|w| {
                *w == lemma
                    || (words::first(w) == lemma && words::rest(w).is_some_and(|r| has_child(reading, clause, r)))
            })
    };
    words.light.iter().find(fits).map(|l| Carrier { verb: clause, light: Some(l) })
}

fn has_child(reading: &Reading, verb: usize, word: &str) -> bool {
    let syntax = &reading.syntax;
    syntax.children(verb).iter().any(|c| syntax.tokens[*c].lower == word || syntax.tokens[*c].lemma == word)
}

pub fn is_definite(reading: &Reading, words: &Words, noun: usize) -> bool {
    let syntax = &reading.syntax;
    syntax.children(noun).iter().any(|c| {
        let t = &syntax.tokens[*c];
        t.dep == "poss" || (t.dep == "det" && words.near.definite.contains(&t.lower))
    }) || is_phase(syntax, words, noun)
}

/// "at the start of official talks": what has a start is known.
fn is_phase(syntax: &Syntax, words: &Words, noun: usize) -> bool {
    let phase = syntax.tokens[syntax.tokens[noun].head].head;
    syntax.tokens[noun].dep == "pobj" && syntax.is_noun(phase) && words.near.phases.contains(&syntax.lemma(phase))
}

fn noun_span(reading: &Reading, noun: usize) -> Span {
    let syntax = &reading.syntax;
    let near = |c: &&usize| {
        **c < noun
            && noun - **c <= 6
            && matches!(syntax.tokens[**c].dep.as_str(), "det" | "poss" | "amod" | "compound" | "nummod" | "nmod")
    };
    let first = syntax.children(noun).iter().filter(near).map(|c| syntax.subtree(*c).start).min().unwrap_or(noun);
    syntax.span(first.max(noun.saturating_sub(8)).min(noun)..noun + 1)
}

/// Those in the phrase of a noun and in the clause of the verb that carries it.
fn of_noun(
    reading: &Reading,
    words: &Words,
    frame: &Frame,
    noun: usize,
    light: Option<&Carrier>,
) -> Vec<(SmolStr, Who)> {
    let syntax = &reading.syntax;
    let mut out = vec![];
    let mut add = |role: Option<&SmolStr>, token: usize| {
        let Some(role) = role else { return };
        who::named(reading, words, token).into_iter().for_each(|w| push(&mut out, role, w));
    };
    for child in syntax.children(noun).iter().copied() {
        let dep = syntax.tokens[child].dep.as_str();
        // A town before the noun says where: "the Talvik talks".
        let names = || who::mention_at(reading, child).is_some_and(|m| who::acts(m) && m.class != Class::Place);
        if dep == "poss" || (matches!(dep, "amod" | "compound" | "nmod") && names()) {
            add(frame.subject.as_ref(), child);
            // "the Corvan-Elmetian talks"
            let before = syntax.children(child).iter().copied().filter(|c| *c < child && dep != "poss");
            let country = |c: &usize| who::mention_at(reading, *c).is_some_and(|m| m.class == Class::Country);
            before.filter(country).for_each(|c| add(frame.subject.as_ref(), c));
        }
    }
    let carried = light.map(|l| (control::of(reading, words, l.verb), l.light.and_then(|l| l.subject.clone())));
    let mut behind = clause::noun_prepositions(syntax, noun);
    if let Some((clause, role)) = &carried {
        let own: Vec<usize> = clause.subjects.iter().copied().filter(|s| *s != noun).collect();
        own.into_iter().for_each(|s| add(role.as_ref().or(frame.subject.as_ref()), s));
        behind.extend(clause.prepositions.iter().filter(|(_, t)| *t != noun).cloned());
        clause.datives.iter().for_each(|d| add(frame.dative.as_ref(), *d));
        // "was given a warm welcome": the one for whom it was.
        let given = clause.passive && syntax.tokens[noun].dep == "dobj";
        let whom = frame.dative.as_ref().or(frame.prepositions.get(&words.near.recipient));
        clause.objects.iter().filter(|o| given && **o != noun).for_each(|o| add(whom, *o));
    }
    for (preposition, token) in behind {
        add(frame.prepositions.get(&preposition), token);
        if frame.subject.as_ref() == Some(&words.near.invited) {
            who::inviters(syntax, words, token).into_iter().for_each(|t| add(Some(&words.near.inviter), t));
        }
    }
    out
}

//! Which words of a text tell of an event, and who stands in the slots of their frame.

use super::beside;
use super::clause::{self, Clause};
use super::control;
use super::force::{self, Force};
use super::nouns;
use super::when;
use super::who::{self, Who, is_person};
use super::words::{self, Frame, Inner, Need, Type, Words};
use crate::document::Span;
use crate::reading::clauses::{self, Certainty};
use crate::reading::{Reading, Syntax, roles};
use smol_str::SmolStr;

/// One place of a text that tells of an event.
#[derive(Clone, Debug)]
pub struct Found<'w> {
    pub token: usize,
    pub at: Span,
    pub frame: &'w Frame,
    pub kind: &'w Type,
    pub participants: Vec<(SmolStr, Who)>,
    pub certainty: Certainty,
    pub force: Force,
    /// The type of the promise that it stands in.
    pub promised: Option<&'w Type>,
    /// Told by a noun.
    pub nominal: bool,
    /// Told as having come about, not only referred to.
    pub asserted: bool,
    pub definite: bool,
    /// Index into `Reading::times`.
    pub time: Option<usize>,
    /// Token of the noun of the kind of which it is another one: "the first took place in May".
    pub like: Option<usize>,
    /// The verb that says it, of a noun the verb that it hangs on.
    pub verb: Option<usize>,
}

/// Every event told in the text, in its order.
pub fn find<'w>(reading: &Reading, words: &'w Words) -> Vec<Found<'w>> {
    let mut out: Vec<Found> = vec![];
    for token in 0..reading.syntax.tokens.len() {
        let found = match reading.syntax.tokens[token].pos.as_str() {
            "VERB" | "AUX" => verb(reading, words, token),
            "ADJ" => adjective(reading, words, token),
            "NOUN" | "PROPN" => nouns::noun(reading, words, token),
            _ => None,
        };
        let found = found.or_else(|| nouns::elliptical(reading, words, token, &out));
        out.extend(found);
    }
    governed(reading, out)
}

fn verb<'w>(reading: &Reading, words: &'w Words, token: usize) -> Option<Found<'w>> {
    let syntax = &reading.syntax;
    if matches!(syntax.tokens[token].dep.as_str(), "aux" | "auxpass" | "amod" | "compound") {
        return None;
    }
    let clause = control::of(reading, words, token);
    let frames = words.verbs(&syntax.lemma(token));
    let (_, frame, clause, last) = best(frames.filter_map(|f| fit(reading, words, f, token, &clause)))?;
    let kind = words.types.get(&frame.kind)?;
    let certainty = invited(reading, words, token, kind).or_else(|| force::certainty(reading, token))?;
    let participants = participants(reading, words, frame, &clause);
    if is_of_any(reading, token)
        || is_only_thought_of(reading, token)
        || (is_purpose(reading, words, token) && !kind.occasion)
    {
        return None;
    }
    let at = syntax.tokens[token].at;
    Some(Found {
        token,
        at: if last.is_some_and(|l| l > token && l <= token + 2) { at.join(syntax.tokens[last?].at) } else { at },
        frame,
        kind,
        participants,
        certainty,
        force: force::force(reading, token, certainty),
        promised: None,
        nominal: false,
        asserted: true,
        definite: false,
        time: when::of_verb(reading, words, token),
        like: None,
        verb: Some(token),
    })
}

/// "invited Lind to visit Oslo": planned, where the invitation was made.
fn invited(reading: &Reading, words: &Words, verb: usize, kind: &Type) -> Option<Certainty> {
    let syntax = &reading.syntax;
    let (token, head) = (&syntax.tokens[verb], syntax.tokens[verb].head);
    let asked = kind.stay && syntax.is_infinitive(verb) && matches!(token.dep.as_str(), "xcomp" | "advcl" | "ccomp");
    let made = || force::certainty(reading, head).is_some_and(|c| c <= Certainty::Reported);
    (asked && words.near.asked.contains(&syntax.lemma(head)) && made()).then_some(Certainty::Planned)
}

/// "a way to leave": no more than the noun says; "the plan to leave" is a plan.
fn is_only_thought_of(reading: &Reading, verb: usize) -> bool {
    let syntax = &reading.syntax;
    let token = &syntax.tokens[verb];
    let behind_noun = matches!(token.dep.as_str(), "acl" | "relcl") && syntax.is_infinitive(verb);
    let accepted = || clauses::is_accepted(reading, token.head);
    behind_noun && !clauses::is_plan(reading, &syntax.lemma(token.head)) && !accepted()
}

/// "Firms that break the rules are fined": said of any such firm.
fn is_of_any(reading: &Reading, verb: usize) -> bool {
    let syntax = &reading.syntax;
    let token = &syntax.tokens[verb];
    let present = matches!(token.tag.as_str(), "VBP" | "VBZ") && syntax.child(verb, &["aux", "auxpass"]).is_none();
    let bare = syntax.tokens[token.head].tag == "NNS"
        && syntax.child(token.head, &["det", "poss", "nummod", "amod", "compound"]).is_none();
    token.dep == "relcl" && present && bare
}

/// "changed the law to allow it", "hired to investigate": what something was done for is told of occasions only.
fn is_purpose(reading: &Reading, words: &Words, verb: usize) -> bool {
    let syntax = &reading.syntax;
    let token = &syntax.tokens[verb];
    let taken = || words.near.purposes.contains(&syntax.lemma(token.head));
    // "will travel to Karsenne to open a school": what somebody comes for is told with the visit.
    let comes = words.verbs(&syntax.lemma(token.head)).any(|f| words.types.get(&f.kind).is_some_and(|k| k.stay));
    if comes && token.dep == "advcl" {
        return false;
    }
    syntax.is_infinitive(verb) && (token.dep == "advcl" || token.dep == "xcomp" && taken())
}

/// "is ready to help": the subject is the one of the verb before it.
fn adjective<'w>(reading: &Reading, words: &'w Words, token: usize) -> Option<Found<'w>> {
    let syntax = &reading.syntax;
    let copula = syntax.tokens[token].head;
    if syntax.tokens[token].dep != "acomp" || !syntax.is_verb(copula) {
        return None;
    }
    let mut clause = clause::of(syntax, copula);
    clause.complements = clause::of(syntax, token).complements;
    clause.prepositions.extend(clause::noun_prepositions(syntax, token));
    let frames = words.adjectives(&syntax.lemma(token));
    let (_, frame, clause, _) = best(frames.filter_map(|f| fit(reading, words, f, token, &clause)))?;
    let certainty = force::certainty(reading, copula)?;
    Some(Found {
        token,
        at: syntax.tokens[token].at,
        frame,
        kind: words.types.get(&frame.kind)?,
        participants: participants(reading, words, frame, &clause),
        certainty,
        force: force::force(reading, copula, certainty),
        promised: None,
        nominal: false,
        asserted: true,
        definite: false,
        time: when::of_verb(reading, words, copula),
        like: None,
        verb: Some(copula),
    })
}

type Fit<'w> = (usize, &'w Frame, Clause, Option<usize>);

/// The frame that asks for most and gets it; of equals the first.
fn best<'w>(fits: impl Iterator<Item = Fit<'w>>) -> Option<Fit<'w>> {
    fits.fold(None, |best: Option<Fit>, next| match best {
        Some(b) if b.0 >= next.0 => Some(b),
        _ => Some(next),
    })
}

/// How much of what the frame asks for is there; `None` where something is missing.
fn fit<'w>(reading: &Reading, words: &Words, frame: &'w Frame, token: usize, clause: &Clause) -> Option<Fit<'w>> {
    let lemma = reading.syntax.lemma(token);
    frame.words.iter().filter(|w| words::first(w) == lemma).find_map(|word| {
        let mut clause = clause.clone();
        let last = match words::rest(word) {
            None => None,
            Some(rest) => Some(particle(reading, token, rest, &mut clause)?),
        };
        let syntax = &reading.syntax;
        // "pleaded guilty"
        let never = || syntax.children(token).iter().any(|c| words.lists(&frame.never, &syntax.tokens[*c].lower));
        // "..., said Lind during the talks": the words beside a quotation.
        let quoted = || frame.needs.contains(&Need::Occasion) && clause.subjects.iter().all(|s| *s > token);
        if never()
            || quoted()
            || !slots_fit(reading, words, frame, token, &clause)
            || !beside::has(reading, token, frame)
        {
            return None;
        }
        let asked = frame.needs.len()
            + 2 * usize::from(last.is_some())
            + usize::from(!frame.beside.is_empty())
            + [&frame.subjects, &frame.objects, &frame.behind].iter().filter(|l| !l.is_empty()).count() * 2;
        Some((asked, frame, clause, last))
    })
}

/// The second word of a phrasal verb; what stands behind a preposition is then the object.
fn particle(reading: &Reading, token: usize, rest: &str, clause: &mut Clause) -> Option<usize> {
    let syntax = &reading.syntax;
    let found = syntax.children(token).iter().copied().find(|c| {
        let t = &syntax.tokens[*c];
        (t.lower == rest || t.lower_lemma() == rest) && !matches!(t.dep.as_str(), "nsubj" | "nsubjpass" | "aux")
    })?;
    // "calls a meeting for Friday" calls for nothing.
    if syntax.tokens[found].dep == "prep" && !clause.objects.is_empty() && !clause.passive {
        return None;
    }
    if syntax.tokens[found].dep == "prep" && clause.objects.is_empty() {
        clause.objects = syntax.children(found).iter().copied().filter(|c| syntax.tokens[*c].dep == "pobj").collect();
    }
    Some(found)
}

fn slots_fit(reading: &Reading, words: &Words, frame: &Frame, token: usize, clause: &Clause) -> bool {
    let any = |list: &[SmolStr], slot: &[usize]| {
        slot.iter().any(|t| clause::joined(&reading.syntax, *t).iter().any(|t| fills(reading, words, list, *t)))
    };
    let subjects = frame.subjects.is_empty() || any(&frame.subjects, &clause.subjects);
    let objects = frame.objects.is_empty() || any(&frame.objects, &clause.objects);
    let behind = frame.behind.is_empty() || clause.prepositions.iter().any(|(p, _)| frame.behind.contains(p));
    let inner = || clause.complements.iter().any(|c| words.lists(&frame.never, &reading.syntax.lemma(*c)));
    let never = !frame.never.is_empty() && (any(&frame.never, &clause.objects) || inner());
    subjects && objects && behind && !never && frame.needs.iter().all(|n| needed(reading, words, *n, token, clause))
}

fn needed(reading: &Reading, words: &Words, need: Need, token: usize, clause: &Clause) -> bool {
    let syntax = &reading.syntax;
    match need {
        Need::Subject => !clause.subjects.is_empty(),
        Need::Object => !clause.objects.is_empty(),
        Need::NoObject => clause.objects.is_empty(),
        Need::Complement => !clause.complements.is_empty(),
        Need::NoComplement => clause.complements.is_empty(),
        Need::Infinitive => clause.complements.iter().any(|c| syntax.is_infinitive(*c)),
        Need::Occasion => {
            clause.prepositions.iter().any(|(p, t)| words.is_timed(p) && words.is_occasion(&syntax.lemma(*t)))
        }
        Need::Several => {
            let plural = |t: usize| clause::joined(syntax, t).len() > 1 || syntax.tokens[t].is_plural();
            clause.subjects.iter().any(|t| plural(*t))
        }
        Need::Place => {
            let lands = [SmolStr::new_static("@lands"), SmolStr::new_static("@institutions")];
            let is_place = |t: usize| who::mention_at(reading, t).is_some_and(who::acts);
            let known = |t: usize| is_place(t) || words.lists(&lands, &syntax.lemma(t));
            clause.prepositions.iter().any(|(p, t)| words.near.places.contains(p) && known(*t))
        }
        Need::Stay => {
            let town = |t: usize| who::mention_at(reading, t).is_some_and(who::is_town);
            let there = clause.prepositions.iter().any(|(p, t)| words.near.places.contains(p) && town(*t));
            there && clause.objects.is_empty() && !roles::times_of(reading, token).is_empty()
        }
        Need::Office => {
            let given = syntax.children(token).iter().copied();
            let given = given.filter(|c| matches!(syntax.tokens[*c].dep.as_str(), "oprd" | "attr" | "dobj" | "ccomp"));
            let behind = clause.prepositions.iter().filter(|(p, _)| words.near.posted.contains(p)).map(|(_, t)| *t);
            let offices = [SmolStr::new_static("@offices")];
            given.chain(behind).any(|t| words.lists(&offices, &syntax.lemma(t)))
        }
        Need::Pair => {
            let named = clause.subjects.iter().flat_map(|t| who::named(reading, words, *t));
            // "discussed trade with Reyl"
            let partners = partners(syntax, words, clause);
            let with =
                partners.into_iter().flat_map(|t| who::named(reading, words, t)).filter(|w| is_person(reading, w));
            named.filter(|w| w.entity.is_some()).chain(with).take(2).count() > 1
        }
    }
}

/// Behind "with", on the verb or on its object.
fn partners(syntax: &Syntax, words: &Words, clause: &Clause) -> Vec<usize> {
    let inner = clause.objects.iter().flat_map(|o| clause::noun_prepositions(syntax, *o));
    let all = clause.prepositions.iter().cloned().chain(inner);
    all.filter(|(p, _)| words.near.partner.first() == Some(p)).map(|(_, t)| t).collect()
}

/// Whether a token is what a slot asks for.
fn fills(reading: &Reading, words: &Words, list: &[SmolStr], token: usize) -> bool {
    let class = |name: &str| list.iter().any(|l| l == name);
    let syntax = &reading.syntax;
    let token = who::counted(syntax, words, token);
    if words.lists(list, &syntax.lemma(token)) {
        return true;
    }
    let mention = who::mention_at(reading, token);
    if class("@actor") {
        let pronoun = syntax.tokens[token].pos == "PRON" && syntax.tokens[token].tag.starts_with("PRP");
        // Whom a text speaks to is nobody that it tells of.
        let meant = |mark| !syntax.tokens[token].morph.contains(mark);
        let pronoun = pronoun && meant("Reflex=Yes") && meant("Person=2");
        let labelled = matches!(syntax.tokens[token].entity.as_str(), "PERSON" | "NORP" | "ORG" | "GPE");
        return pronoun || labelled || mention.is_some_and(who::acts) || who::is_actor_noun(reading, words, token);
    }
    use crate::reading::Class;
    if class("@person") && mention.is_some_and(|m| m.class == Class::Person) {
        return true;
    }
    if class("@name") && syntax.tokens[token].tag.starts_with("NNP") {
        return true;
    }
    if class("@number") && syntax.tokens[token].tag == "CD" {
        return true;
    }
    if class("@body") && mention.is_some_and(|m| m.class == Class::Organisation) {
        return true;
    }
    class("@place") && mention.is_some_and(|m| matches!(m.class, Class::Place | Class::Country))
}

fn participants(reading: &Reading, words: &Words, frame: &Frame, clause: &Clause) -> Vec<(SmolStr, Who)> {
    let mut out = vec![];
    let mut add = |role: &Option<SmolStr>, tokens: &[usize]| {
        let Some(role) = role else { return };
        for who in tokens.iter().flat_map(|t| who::named(reading, words, *t)) {
            push(&mut out, role, who);
        }
    };
    add(&frame.subject, &clause.subjects);
    add(&frame.object, &clause.objects);
    add(&frame.dative, &clause.datives);
    let syntax = &reading.syntax;
    // "signed a memorandum with Sweden": the parser may hang the partner on the object.
    let inner = clause.objects.iter().flat_map(|o| clause::noun_prepositions(syntax, *o));
    let inner = inner.filter(|(p, _)| words.near.partner.contains(p));
    for (preposition, token) in clause.prepositions.iter().cloned().chain(inner) {
        add(&frame.prepositions.get(&preposition).cloned(), &[token]);
        if frame.subject.as_ref() == Some(&words.near.invited) {
            add(&Some(words.near.inviter.clone()), &who::inviters(syntax, words, token));
            continue;
        }
        add(&Some(words.near.requester.clone()), &who::requesters(syntax, words, token));
    }
    out
}

/// Nobody takes part twice.
pub fn push(out: &mut Vec<(SmolStr, Who)>, role: &SmolStr, who: Who) {
    if !out.iter().any(|(_, w)| w.is(&who)) {
        out.push((role.clone(), who));
    }
}

/// What a frame does to the events inside the clause that it governs.
fn governed<'w>(reading: &Reading, mut found: Vec<Found<'w>>) -> Vec<Found<'w>> {
    let syntax = &reading.syntax;
    let mut dropped = vec![false; found.len()];
    for i in 0..found.len() {
        let governor = &found[i];
        if governor.nominal || governor.frame.inner == Inner::Keep {
            continue;
        }
        let clauses = clause::of(syntax, governor.token).complements;
        let inside = |token: usize| clauses.iter().any(|c| syntax.subtree(*c).contains(&token));
        let direct = |token: usize| {
            clauses.contains(&token)
                || syntax
                    .ancestors(token)
                    .take_while(|a| syntax.tokens[*a].dep == "conj")
                    .any(|a| clauses.contains(&syntax.tokens[a].head))
        };
        if governor.frame.inner == Inner::TakesOver {
            let taken: Vec<usize> = (0..found.len())
                .filter(|j| *j != i && found[*j].asserted && found[*j].verb.is_some_and(&direct))
                .collect();
            dropped[i] = !taken.is_empty();
            let promise = governor.kind;
            if governor.frame.friendly && governor.force != Force::Refused {
                taken.into_iter().for_each(|j| found[j].promised = Some(promise));
            }
            continue;
        }
        for (j, other) in found.iter().enumerate().filter(|(j, _)| *j != i) {
            let known = other.definite || other.kind.occasion && other.time.is_some();
            dropped[j] |= inside(other.token) && !(other.nominal && known);
        }
    }
    let mut keep = dropped.iter().map(|d| !d);
    found.retain(|_| keep.next().unwrap_or(true));
    found
}

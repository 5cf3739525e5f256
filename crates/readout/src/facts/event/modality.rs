//! How sure an event is: happened, planned, conditional, denied, habitual; from tense, modals, negation and what governs it.

use super::clause::{self, is_verb, lemma};
use super::words::{Modality, Words};
use crate::reading::roles;
use crate::reading::times::TimeKind;
use crate::reading::voices::lexicon::{Stance, WORDS as VOICES};
use crate::reading::{Reading, Syntax};
use serde::Serialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    Happened,
    Reported,
    Habitual,
    Planned,
    Conditional,
    Denied,
}

/// How the political codes count what is told: as done, announced, refused, demanded, or not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Force {
    Done,
    Announced,
    Refused,
    Demanded,
    Silent,
}

/// The force of a verb's event that is as sure as this.
pub fn force(reading: &Reading, words: &Words, verb: usize, certainty: Certainty) -> Force {
    let syntax = &reading.syntax;
    let m = &words.modality;
    let modal = |list: &[smol_str::SmolStr]| {
        syntax
            .children(verb)
            .iter()
            .any(|c| syntax.tokens[*c].dep.starts_with("aux") && list.contains(&syntax.tokens[*c].lower))
    };
    match certainty {
        Certainty::Planned => Force::Announced,
        Certainty::Denied => Force::Refused,
        Certainty::Conditional if modal(&m.obliging) => Force::Demanded,
        Certainty::Conditional if modal(&m.conditional) && !under_condition(syntax, m, verb) => Force::Announced,
        Certainty::Conditional if is_attempted(syntax, m, verb) => Force::Done,
        Certainty::Conditional => Force::Silent,
        _ => Force::Done,
    }
}

/// "tried to storm the palace": no storm, but a deed.
fn is_attempted(syntax: &Syntax, m: &Modality, verb: usize) -> bool {
    let head = syntax.tokens[verb].head;
    syntax.tokens[verb].dep == "xcomp" && m.attempted.contains(&lemma(syntax, head))
}

/// How many governing verbs are asked.
const STEPS: usize = 6;

/// `None` where it is asked whether it happened at all.
pub fn of_verb(reading: &Reading, words: &Words, verb: usize) -> Option<Certainty> {
    let found = governed(reading, words, verb, STEPS)?;
    Some(if found == Certainty::Happened { voiced(reading, words, verb) } else { found })
}

/// What somebody else says is reported, or denied.
fn voiced(reading: &Reading, words: &Words, verb: usize) -> Certainty {
    // What a relative or adverbial clause tells is taken as known by whoever says the rest.
    let token = &reading.syntax.tokens[verb];
    if matches!(token.dep.as_str(), "acl" | "relcl" | "advcl") {
        return Certainty::Happened;
    }
    let Some(voice) = reading.voice_at(token.at.start) else { return Certainty::Happened };
    let Some(cue) = voice.cue.and_then(|at| reading.syntax.tokens_in(at).next()) else { return Certainty::Reported };
    let token = &reading.syntax.tokens[cue];
    let lemma = lemma(&reading.syntax, cue);
    let denies = words.modality.denying.contains(&lemma)
        || VOICES.of(reading.language()).verbs(&token.lower, &lemma).next().is_some_and(|e| e.stance == Stance::Denies);
    if denies { Certainty::Denied } else { Certainty::Reported }
}

fn governed(reading: &Reading, words: &Words, verb: usize, steps: usize) -> Option<Certainty> {
    let syntax = &reading.syntax;
    let own = own(reading, words, verb)?;
    let token = &syntax.tokens[verb];
    if own != Certainty::Happened || token.head == verb || steps == 0 {
        return Some(own);
    }
    let head = token.head;
    let finite = is_finite(syntax, verb);
    if is_perfect(syntax, verb) && matches!(token.dep.as_str(), "xcomp" | "pcomp") && !finite {
        // "is believed to have killed", "confirmed as having died": said to be done already.
        let above = if token.dep == "pcomp" { syntax.tokens[head].head } else { head };
        let denied = is_verb(syntax, above) && self::own(reading, words, above)? == Certainty::Denied;
        return Some(if denied { Certainty::Denied } else { Certainty::Reported });
    }
    match token.dep.as_str() {
        "conj" if is_verb(syntax, head) && !finite => governed(reading, words, head, steps - 1),
        "conj" if is_verb(syntax, head) && self::own(reading, words, head) == Some(Certainty::Habitual) => {
            Some(Certainty::Habitual)
        }
        "xcomp" | "ccomp" | "pcomp" if !finite => {
            let governor = if token.dep == "pcomp" { syntax.tokens[head].head } else { head };
            // "before visiting Elmet, she met the king": what comes after what happened is told as having happened.
            if token.dep == "pcomp" && without(syntax, words, head) {
                return Some(Certainty::Denied);
            }
            if token.dep == "pcomp" && words.modality.unreal.contains(&syntax.tokens[head].lower) {
                return Some(Certainty::Conditional);
            }
            if token.dep == "pcomp" && is_verb(syntax, governor) && is_at_time_of(syntax, words, head, governor) {
                return governed(reading, words, governor, steps - 1);
            }
            Some(below(reading, words, governor, steps)?.max(own))
        }
        "advcl" | "acl" | "relcl" if is_infinitive(syntax, verb) => Some(purpose(words, syntax, head)),
        "advcl" | "acl" if !finite && is_verb(syntax, head) => governed(reading, words, head, steps - 1),
        _ => Some(own),
    }
}

/// "left without signing", "instead of signing"
fn without(syntax: &Syntax, words: &Words, preposition: usize) -> bool {
    let around = syntax.children(preposition).iter().copied().chain([preposition, syntax.tokens[preposition].head]);
    around.into_iter().any(|t| words.modality.without.contains(&syntax.tokens[t].lower))
}

/// "after visiting Elmet", and "before visiting Elmet, she met the king": as sure as what it is told with.
fn is_at_time_of(syntax: &Syntax, words: &Words, preposition: usize, verb: usize) -> bool {
    let word = &syntax.tokens[preposition].lower;
    let told = preposition < verb || syntax.tokens[verb].tag == "VBD";
    words.near.after.contains(word) || told && words.near.ahead.contains(word)
}

/// What a governing verb, adjective or noun makes of an infinitive.
fn below(reading: &Reading, words: &Words, governor: usize, steps: usize) -> Option<Certainty> {
    let syntax = &reading.syntax;
    let m = &words.modality;
    let word = lemma(syntax, governor);
    let verb = if is_verb(syntax, governor) {
        Some(governor)
    } else {
        Some(syntax.tokens[governor].head).filter(|h| is_verb(syntax, *h))
    };
    let above = match verb {
        Some(v) if steps > 0 => governed(reading, words, v, steps - 1)?,
        _ => Certainty::Happened,
    };
    if m.obliged.contains(&word) {
        let done = syntax.tokens[governor].tag == "VBD";
        return Some(if done { above } else { above.max(Certainty::Conditional) });
    }
    let here = match () {
        () if m.achieved.contains(&word) => Certainty::Happened,
        () if m.taken_for.contains(&word) => Certainty::Reported,
        () if m.failed.contains(&word) => Certainty::Denied,
        () if m.wanted.contains(&word) || m.attempted.contains(&word) => Certainty::Conditional,
        () => Certainty::Planned,
    };
    Some(here.max(above))
}

/// "flew to Karsenne to sign": what it was done for is planned; "the decision to sign" too.
fn purpose(words: &Words, syntax: &Syntax, head: usize) -> Certainty {
    let word = lemma(syntax, head);
    if is_accepted(syntax, words, head) {
        return Certainty::Planned;
    }
    if words.modality.failed.contains(&word) {
        return Certainty::Denied;
    }
    if words.modality.wanted.contains(&word) || words.modality.hypothetical.contains(&word) {
        return Certainty::Conditional;
    }
    Certainty::Planned
}

/// "accepted an invitation to visit": the noun of what is accepted.
pub fn is_accepted(syntax: &Syntax, words: &Words, noun: usize) -> bool {
    let token = &syntax.tokens[noun];
    let invitation = words.near.invitation.contains(&lemma(syntax, noun));
    invitation && token.dep == "dobj" && words.modality.accepting.contains(&lemma(syntax, token.head))
}

/// What the verb's own auxiliaries, adverbs and conjunctions say.
fn own(reading: &Reading, words: &Words, verb: usize) -> Option<Certainty> {
    let syntax = &reading.syntax;
    let m = &words.modality;
    let children = || syntax.children(verb).iter().map(|c| &syntax.tokens[*c]);
    let has = |list: &[smol_str::SmolStr]| children().any(|t| list.contains(&t.lower));
    let marked = |list: &[smol_str::SmolStr]| {
        children().any(|t| matches!(t.dep.as_str(), "mark" | "advmod") && list.contains(&t.lower))
    };
    let clausal = syntax.tokens[verb].dep == "ccomp";
    if marked(&m.questions) && (clausal || !marked(&m.conditions)) || is_asked(syntax, m, verb) {
        return None;
    }
    if children().any(|t| t.dep == "neg") || has(&m.negations) || negated_subject(syntax, m, verb) {
        return Some(Certainty::Denied);
    }
    if marked(&m.conditions) || under_condition(syntax, m, verb) {
        return Some(Certainty::Conditional);
    }
    let modal = |list: &[smol_str::SmolStr]| children().any(|t| t.dep.starts_with("aux") && list.contains(&t.lower));
    if modal(&m.conditional) && has(&m.habitual) {
        return Some(Certainty::Habitual);
    }
    if modal(&m.conditional) {
        let shifted = reading.voice_at(syntax.tokens[verb].at.start).is_some() && modal(&m.plans);
        return Some(if shifted { Certainty::Planned } else { Certainty::Conditional });
    }
    if modal(&m.future) {
        return Some(Certainty::Planned);
    }
    // "when I visit"
    let present =
        matches!(syntax.tokens[verb].tag.as_str(), "VBP" | "VBZ") && !children().any(|t| t.dep.starts_with("aux"));
    if present && marked(&m.whenever) && syntax.tokens[verb].dep == "advcl" {
        return Some(Certainty::Habitual);
    }
    // "every four years"
    let repeated = || roles::times_of(reading, verb).iter().any(|t| t.kind == TimeKind::Set);
    if has(&m.habitual) || repeated() {
        return Some(Certainty::Habitual);
    }
    Some(Certainty::Happened)
}

/// "No minister came."
fn negated_subject(syntax: &Syntax, m: &Modality, verb: usize) -> bool {
    let subjects = clause::of(syntax, verb);
    let slots = subjects.subjects.iter().chain(&subjects.objects).copied();
    let slots = slots.filter(|s| syntax.tokens[*s].head == verb);
    let mut words = slots.flat_map(|s| syntax.children(s).iter().copied().chain([s]));
    words.any(|t| m.negations.contains(&syntax.tokens[t].lower))
}

/// An adverbial clause of a condition above this verb.
fn under_condition(syntax: &Syntax, m: &Modality, verb: usize) -> bool {
    let is_condition = |t: usize| {
        let mark = syntax.child(t, &["mark"]);
        syntax.tokens[t].dep == "advcl" && mark.is_some_and(|c| m.conditions.contains(&syntax.tokens[c].lower))
    };
    syntax.ancestors(verb).take(STEPS).any(is_condition)
}

/// A question, or a clause of one, above this verb: "it is not known whether".
fn is_asked(syntax: &Syntax, m: &Modality, verb: usize) -> bool {
    let is_question = |t: usize| {
        let mark = syntax.child(t, &["mark"]);
        syntax.tokens[t].dep == "ccomp" && mark.is_some_and(|c| m.questions.contains(&syntax.tokens[c].lower))
    };
    syntax.ancestors(verb).take(STEPS).any(is_question)
}

fn is_finite(syntax: &Syntax, verb: usize) -> bool {
    let finite = |tag: &str| matches!(tag, "VBD" | "VBZ" | "VBP" | "MD");
    let helper = syntax.children(verb).iter().any(|c| {
        let t = &syntax.tokens[*c];
        t.dep.starts_with("aux") && finite(&t.tag)
    });
    helper || finite(&syntax.tokens[verb].tag)
}

/// "to have killed", "having died"
fn is_perfect(syntax: &Syntax, verb: usize) -> bool {
    let helper = |c: &usize| syntax.tokens[*c].dep == "aux" && matches!(syntax.tokens[*c].tag.as_str(), "VB" | "VBG");
    syntax.tokens[verb].tag == "VBN" && syntax.children(verb).iter().any(helper)
}

pub fn is_infinitive(syntax: &Syntax, verb: usize) -> bool {
    syntax.children(verb).iter().any(|c| syntax.tokens[*c].tag == "TO")
}

/// "the 129th annual parade", "held its annual meeting": one of those that are done again and again.
fn is_once(syntax: &Syntax, noun: usize) -> bool {
    let counted = |c: &usize| {
        *c < noun && syntax.tokens[*c].tag == "JJ" && syntax.tokens[*c].lower.starts_with(|d: char| d.is_ascii_digit())
    };
    let carried = matches!(syntax.tokens[noun].dep.as_str(), "dobj" | "nsubj" | "nsubjpass");
    let past = || syntax.tokens[syntax.tokens[noun].head].tag == "VBD" || syntax.tokens[noun].dep == "nsubjpass";
    let single = !syntax.tokens[noun].morph.contains("Number=Plur");
    single && (syntax.children(noun).iter().any(counted) || carried && past())
}

/// An event that a noun names and nobody asserts: it is told of as known, unless a noun above says that it is only thought of.
pub fn of_noun(syntax: &Syntax, words: &Words, noun: usize) -> Option<Certainty> {
    let m = &words.modality;
    let above: Vec<usize> = syntax.ancestors(noun).skip(1).take(3).take_while(|t| !is_verb(syntax, *t)).collect();
    let before = || syntax.children(noun).iter().map(|c| &syntax.tokens[*c]);
    // "your upcoming annual meeting" is one of them, "the annual meetings" are all.
    let ahead = before().any(|t| m.plans.contains(&t.lower));
    if !ahead && !is_once(syntax, noun) && before().any(|t| t.dep == "amod" && m.habitual.contains(&t.lower)) {
        return Some(Certainty::Habitual);
    }
    let preposition = syntax.tokens[noun].head;
    if syntax.tokens[noun].dep == "pobj" && m.ahead.contains(&syntax.tokens[syntax.tokens[preposition].head].lower) {
        return Some(Certainty::Planned);
    }
    let modifiers = syntax.children(noun).iter().map(|c| &syntax.tokens[*c].lower);
    let mut modifiers =
        modifiers.filter(|w| m.hypothetical.contains(w) || m.plans.contains(w) || m.negations.contains(w));
    if let Some(word) = modifiers.next() {
        return Some(if m.plans.contains(word) { Certainty::Planned } else { Certainty::Conditional });
    }
    for t in above {
        let word = lemma(syntax, t);
        if m.plans.contains(&word) {
            return Some(Certainty::Planned);
        }
        if m.hypothetical.contains(&word) {
            return Some(Certainty::Conditional);
        }
    }
    let verb = syntax.ancestors(noun).find(|t| is_verb(syntax, *t))?;
    let word = lemma(syntax, verb);
    // "told the conference that": those to whom it is said.
    let addressed = syntax.child(verb, &["ccomp"]).is_some();
    if syntax.tokens[noun].dep == "dobj" && !addressed && (m.wanted.contains(&word) || m.failed.contains(&word)) {
        return Some(Certainty::Conditional);
    }
    None
}

//! What is done with an agreement: the verbs and nouns around its phrase, and whether that happened.

use super::Status;
use super::phrase::Phrase;
use super::words::{Deed, Role, Words};
use crate::reading::Reading;
use crate::reading::clauses::{Certainty, of_noun_in_clause, of_verb};
use crate::reading::roles::{agents, conjuncts};
use crate::reading::syntax::Syntax;
use crate::words::has;

/// Prepositions and nouns between an agreement and the noun of what is done with it.
const STEPS: usize = 8;

/// A deed around one agreement.
#[derive(Clone, Copy, Debug)]
pub struct Done {
    pub deed: &'static Deed,
    /// Token of the verb or noun.
    pub token: usize,
    pub certainty: Certainty,
    /// Somebody wants it, asks for it or tries it: "hopes to sign".
    pub wanted: bool,
}

impl Done {
    /// The status it tells; `None` where it was denied, or only would be under a condition.
    pub fn status(&self, words: &Words) -> Option<Status> {
        let forming = matches!(self.deed.status, Status::Proposed | Status::Planned);
        match self.certainty {
            Certainty::Happened | Certainty::Reported | Certainty::Habitual => Some(self.deed.status),
            Certainty::Planned if matches!(self.deed.status, Status::Signed | Status::Agreed) => Some(Status::Planned),
            Certainty::Planned if forming => Some(self.deed.status),
            Certainty::Planned => words.presupposed.get(&self.deed.status).copied(),
            Certainty::Conditional if self.wanted && !forming => Some(Status::Proposed),
            Certainty::Conditional | Certainty::Denied => None,
        }
    }
}

/// All deeds in which the phrase takes part.
pub fn deeds(reading: &Reading, words: &'static Words, phrase: &Phrase) -> Vec<Done> {
    let syntax = &reading.syntax;
    let first = listed_under(syntax, words, first_of_list(syntax, words, phrase.noun));
    let mut out = vec![];
    out.extend(governing_verb(reading, words, first));
    out.extend(raised_verb(reading, words, first));
    out.extend(governing_noun(reading, words, first));
    if out.is_empty() {
        out.extend(
            listed_behind_colon(reading, words, phrase.noun)
                .into_iter()
                .flat_map(|t| governing_verb(reading, words, t)),
        );
    }
    let clauses = syntax.children(phrase.noun).iter().chain(if first == phrase.noun {
        [].iter()
    } else {
        syntax.children(first).iter()
    });
    for verb in clauses.copied().filter(|c| matches!(syntax.tokens[*c].dep.as_str(), "acl" | "relcl")) {
        for joined in conjuncts(syntax, verb) {
            out.extend(describing_verb(reading, words, joined));
        }
    }
    out.extend(called(syntax, words, phrase.noun));
    // What is planned or proposed is not yet "the" agreement.
    let forming = |d: &Done| matches!(d.deed.status, Status::Proposed | Status::Planned) && !d.deed.definite;
    let of_kind = |d: &Done| d.deed.kinds.is_empty() || has(&d.deed.kinds, &phrase.kind.kind);
    out.retain(|d| is_done_by(reading, d) && has_needed(syntax, d) && of_kind(d) && !(phrase.definite && forming(d)));
    out
}

/// "a planned agreement", "the draft treaty".
fn called(syntax: &Syntax, words: &'static Words, noun: usize) -> Option<Done> {
    let before = syntax
        .children(noun)
        .iter()
        .copied()
        .filter(|c| *c < noun && matches!(syntax.tokens[*c].dep.as_str(), "amod" | "compound" | "nmod"));
    let deed = |t: usize| words.adjectives.iter().find(|d| has(&d.words, &syntax.tokens[t].lower)).map(|d| (t, d));
    let (token, deed) = before.into_iter().find_map(deed)?;
    Some(Done { deed, token, certainty: Certainty::Happened, wanted: false })
}

/// "it is to be signed", "it is expected to enter into force": the infinitive that has its subject from the verb above.
fn raised_verb(reading: &Reading, words: &'static Words, noun: usize) -> Vec<Done> {
    let syntax = &reading.syntax;
    let token = &syntax.tokens[noun];
    let subject = matches!(token.dep.as_str(), "nsubj" | "nsubjpass");
    let infinitive = syntax.child(token.head, &["xcomp"]).filter(|v| subject && syntax.is_infinitive(*v));
    // "The memorandum initialled in May was signed": the parser may take the participle for the verb of the sentence.
    let bare = |v: &usize| syntax.child(*v, &["auxpass"]).is_some() && syntax.child(*v, &["nsubjpass"]).is_none();
    let torn = || syntax.child(token.head, &["ccomp"]).filter(|v| subject && *v > token.head && bare(v));
    let Some(verb) = infinitive.or_else(torn) else { return vec![] };
    let role = if syntax.is_passive(verb) { Role::Object } else { Role::Subject };
    let deeds = verb_deeds(words, &syntax.tokens[verb].lemma).filter(|d| d.role == role);
    deeds.map(|deed| done(reading, words, deed, verb)).collect()
}

/// The first of the nouns it is joined to.
pub fn first_conjunct(syntax: &Syntax, noun: usize) -> usize {
    let mut here = noun;
    for _ in 0..12 {
        let token = &syntax.tokens[here];
        if token.dep != "conj" || token.head == here || !syntax.is_noun(token.head) {
            break;
        }
        here = token.head;
    }
    here
}

/// "an agreement on the protection of trade and a protocol": the parser may join the second to a noun in the first.
fn first_of_list(syntax: &Syntax, words: &Words, noun: usize) -> usize {
    let first = first_conjunct(syntax, noun);
    if first == noun || syntax.child(noun, &["det"]).is_none() || is_called(syntax, words, first) {
        return first;
    }
    let inside = |t: &usize| matches!(syntax.tokens[*t].dep.as_str(), "pobj" | "prep" | "conj");
    let above = syntax.ancestors(first).take(STEPS).take_while(inside).map(|t| syntax.tokens[t].head);
    above.into_iter().find(|t| is_called(syntax, words, *t)).map_or(first, |t| first_conjunct(syntax, t))
}

fn is_called(syntax: &Syntax, words: &Words, noun: usize) -> bool {
    words.kinds.iter().any(|k| !k.counted && has(&k.words, &syntax.lemma(noun)))
}

/// "seven documents, among them an agreement", "documents including a road map": what is done with all is done with each.
fn listed_under(syntax: &Syntax, words: &Words, noun: usize) -> usize {
    let token = &syntax.tokens[noun];
    let several = |t: usize| has(&words.phrases.documents, &syntax.lemma(t)) && syntax.tokens[t].tag.ends_with('S');
    // "a number of documents"
    let of = |t: usize| syntax.child(t, &["prep"]).and_then(|p| syntax.child(p, &["pobj"]));
    let is_list = |t: usize| several(t) || of(t).is_some_and(several);
    let taken = |t: &usize| matches!(syntax.tokens[*t].dep.as_str(), "dobj" | "nsubjpass") && is_list(*t);
    let object = |verb: usize| syntax.children(verb).iter().copied().find(taken);
    let found = match token.dep.as_str() {
        "appos" | "conj" if is_list(token.head) => Some(token.head),
        "dep" | "appos" | "npadvmod" | "advcl" => object(token.head),
        "pobj" | "dobj" if has(&words.phrases.including, &syntax.tokens[token.head].lower) => {
            let above = syntax.tokens[token.head].head;
            if is_list(above) { Some(above) } else { object(above) }
        }
        _ => None,
    };
    found.unwrap_or(noun)
}

/// Items of a list that are looked back over for the line that opens it.
const ITEMS: usize = 12;

/// "The following documents were signed:" and then the list, in the sentence or in the lines that follow.
fn listed_behind_colon(reading: &Reading, words: &Words, noun: usize) -> Option<usize> {
    let syntax = &reading.syntax;
    let here = syntax.tokens[noun].sentence;
    let own = syntax.sentences[here].tokens.start..noun;
    if let Some(colon) = own.clone().rev().find(|t| syntax.tokens[*t].lower == COLON) {
        return documents(syntax, words, own.start..colon);
    }
    for before in (here.saturating_sub(ITEMS)..here).rev() {
        let sentence = &syntax.sentences[before];
        if syntax.tokens[sentence.tokens.end - 1].lower == COLON {
            return documents(syntax, words, sentence.tokens.clone());
        }
        // A sentence with a verb of its own is no item of a list.
        if sentence.tokens.clone().any(|t| matches!(syntax.tokens[t].tag.as_str(), "VBZ" | "VBP" | "VBD")) {
            return None;
        }
    }
    None
}

const COLON: &str = ":";

fn documents(syntax: &Syntax, words: &Words, tokens: std::ops::Range<usize>) -> Option<usize> {
    let is_list = |t: &usize| {
        let token = &syntax.tokens[*t];
        has(&words.phrases.documents, &token.lower_lemma()) && token.tag.ends_with('S')
    };
    tokens.rev().find(is_list)
}

fn verb_deeds<'w>(words: &'w Words, lemma: &str) -> impl Iterator<Item = &'w Deed> {
    let lemma = lemma.to_lowercase();
    words.verbs.iter().filter(move |d| has(&d.words, &lemma))
}

/// The verb of which it is the object, the subject of a passive or the subject; or what one does "from" it.
fn governing_verb(reading: &Reading, words: &'static Words, noun: usize) -> Vec<Done> {
    let syntax = &reading.syntax;
    let token = &syntax.tokens[noun];
    let (verb, role) = match token.dep.as_str() {
        "dobj" => (token.head, Role::Object),
        "nsubjpass" => (token.head, Role::Object),
        "nsubj" => (token.head, Role::Subject),
        "pobj" => match verb_above(syntax, token.head) {
            Some(verb) => (verb, Role::From),
            None => return vec![],
        },
        _ => return vec![],
    };
    let mut out = vec![];
    for joined in with_joined(syntax, verb, role) {
        let passive = syntax.is_passive(joined);
        let fits = |d: &&Deed| {
            d.role == role
                || role == Role::Subject && d.role == Role::Object && passive
                || role == Role::Object && d.role == Role::Subject
        };
        out.extend(
            verb_deeds(words, &syntax.tokens[joined].lemma).filter(fits).map(|deed| done(reading, words, deed, joined)),
        );
    }
    out
}

/// "agreed and signed it", "was signed and ratified": every verb joined to the first that has no object of its own.
fn with_joined(syntax: &Syntax, verb: usize, role: Role) -> Vec<usize> {
    if role == Role::From {
        return vec![verb];
    }
    let own = |v: &usize| *v == verb || syntax.child(*v, &["dobj", "nsubj", "nsubjpass"]).is_none();
    let mut out: Vec<usize> = conjuncts(syntax, verb).into_iter().filter(own).collect();
    let token = &syntax.tokens[verb];
    // "negotiated and signed the agreement": the object stands with the last verb.
    if role == Role::Object
        && token.dep == "conj"
        && token.head != verb
        && syntax.child(token.head, &["dobj"]).is_none()
    {
        out.push(token.head);
    }
    out
}

/// "withdrew from it", "pulled out of it": through one or two prepositions.
fn verb_above(syntax: &Syntax, preposition: usize) -> Option<usize> {
    let mut here = preposition;
    for _ in 0..2 {
        let head = syntax.tokens[here].head;
        match syntax.tokens[head].pos.as_str() {
            "VERB" => return Some(head),
            "ADP" | "ADV" if head != here => here = head,
            _ => return None,
        }
    }
    None
}

/// "the signing of", "ratification by the lower house of", "negotiations on".
fn governing_noun(reading: &Reading, words: &'static Words, noun: usize) -> Vec<Done> {
    let syntax = &reading.syntax;
    let mut here = noun;
    for _ in 0..STEPS {
        let token = &syntax.tokens[here];
        if !matches!(token.dep.as_str(), "pobj" | "prep" | "agent" | "poss") || token.head == here {
            return vec![];
        }
        here = token.head;
        let lemma = syntax.lemma(here);
        let found = words.nouns.iter().filter(|d| has(&d.words, &lemma) || has(&d.words, &syntax.tokens[here].lower));
        let found: Vec<Done> = found
            .filter(|_| matches!(syntax.tokens[here].pos.as_str(), "NOUN" | "PROPN" | "VERB"))
            .map(|deed| Done {
                deed,
                token: here,
                certainty: of_noun_in_clause(reading, here).unwrap_or(Certainty::Conditional),
                wanted: false,
            })
            .collect();
        if !found.is_empty() {
            return found;
        }
    }
    vec![]
}

/// "signed in May", "which was signed in May", "that Kenya signed".
fn describing_verb(reading: &Reading, words: &'static Words, verb: usize) -> Vec<Done> {
    let syntax = &reading.syntax;
    let role =
        if syntax.is_passive(verb) || syntax.child(verb, &["nsubj"]).is_some_and(|s| !syntax.tokens[s].is_relative()) {
            Role::Object
        } else {
            Role::Subject
        };
    verb_deeds(words, &syntax.tokens[verb].lemma)
        .filter(|d| d.role == role)
        .map(|deed| done(reading, words, deed, verb))
        .collect()
}

fn done(reading: &Reading, words: &Words, deed: &'static Deed, token: usize) -> Done {
    let certainty = of_verb(reading, token).unwrap_or(Certainty::Conditional);
    let wanted = certainty == Certainty::Conditional && is_wanted(reading, words, token);
    Done { deed, token, certainty, wanted }
}

/// "wants to sign it", "called on them to sign it": the infinitive of somebody who so wishes or asks.
fn is_wanted(reading: &Reading, words: &Words, verb: usize) -> bool {
    let syntax = &reading.syntax;
    let token = &syntax.tokens[verb];
    let wish = token.head;
    let hangs = matches!(token.dep.as_str(), "xcomp" | "ccomp" | "advcl" | "acl") && syntax.is_infinitive(verb);
    let asked = has(&words.phrases.wanted, &syntax.lemma(wish));
    // Not where the wish itself is denied or only thought of.
    let stands = || !syntax.is_verb(wish) || of_verb(reading, wish).is_none_or(|c| c < Certainty::Conditional);
    hangs && asked && stands()
}

/// Approving and passing make an agreement only where a parliament does it.
fn is_done_by(reading: &Reading, done: &Done) -> bool {
    let syntax = &reading.syntax;
    let fits = |t: usize| syntax.subtree(t).any(|i| has(&done.deed.agent, &syntax.lemma(i)));
    done.deed.agent.is_empty() || agents(syntax, done.token).into_iter().any(fits)
}

/// "enter into force": a word that must hang on the verb or noun.
fn has_needed(syntax: &Syntax, done: &Done) -> bool {
    let needed = |i: usize| has(&done.deed.needed, &syntax.tokens[i].lower);
    done.deed.needed.is_empty()
        || syntax.children(done.token).iter().any(|c| needed(*c) || syntax.children(*c).iter().any(|g| needed(*g)))
}

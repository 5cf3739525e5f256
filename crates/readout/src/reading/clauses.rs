//! Whether what a clause says happened, is planned, is denied, or stands under a condition.

use super::Reading;
use super::syntax::{Syntax, Token};
use crate::words::Lexicon;
use serde::Deserialize;
use smol_str::SmolStr;

static WORDS: Lexicon<Words> = Lexicon::new("clause");

type List = Vec<SmolStr>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    future: List,
    possible: List,
    reported_future: List,
    negations: List,
    conditions: List,
    ahead: List,
    pending: List,
    without: List,
    implicative: List,
    refusals: List,
    denials: List,
    tentative: List,
    tentative_nouns: List,
    ordinals: List,
    of: List,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reality {
    Actual,
    Planned,
    Conditional,
    Denied,
}

/// How far up the tree one clause may ask the next.
const STEPS: usize = 8;

/// What the clause of this verb says of itself.
pub fn of_verb(reading: &Reading, verb: usize) -> Reality {
    let clause = Clause { syntax: &reading.syntax, words: WORDS.of(reading.language()) };
    if clause.is_question(verb) {
        return Reality::Conditional;
    }
    clause.verb(verb, STEPS)
}

/// What the clause around a noun of action ("the signing", "ratification") says of that action.
pub fn of_noun(reading: &Reading, noun: usize) -> Reality {
    let clause = Clause { syntax: &reading.syntax, words: WORDS.of(reading.language()) };
    if clause.is_question(noun) {
        return Reality::Conditional;
    }
    clause.noun(noun, STEPS)
}

/// The preposition by which one noun belongs to another.
pub fn is_of(reading: &Reading, word: &str) -> bool {
    has(&WORDS.of(reading.language()).of, word)
}

struct Clause<'r> {
    syntax: &'r Syntax,
    words: &'static Words,
}

fn has(list: &[SmolStr], word: &str) -> bool {
    list.iter().any(|w| w == word)
}

impl Clause<'_> {
    fn token(&self, i: usize) -> &Token {
        &self.syntax.tokens[i]
    }

    fn lemma(&self, i: usize) -> String {
        self.token(i).lemma.to_lowercase()
    }

    fn children(&self, i: usize) -> impl Iterator<Item = (usize, &Token)> {
        self.syntax.children(i).iter().map(|c| (*c, self.token(*c)))
    }

    fn is_question(&self, i: usize) -> bool {
        let sentence = self.syntax.sentence_of(i).tokens.clone();
        sentence.rev().map(|t| self.token(t)).find(|t| t.pos == "PUNCT" && t.tag == ".").is_some_and(|t| t.lower == "?")
    }

    fn verb(&self, verb: usize, steps: usize) -> Reality {
        if steps == 0 {
            return Reality::Conditional;
        }
        self.own(verb, steps).unwrap_or_else(|| self.around(verb, steps))
    }

    /// What negations, auxiliaries and conjunctions of the clause itself say.
    fn own(&self, verb: usize, steps: usize) -> Option<Reality> {
        if self.is_denied(verb) {
            return Some(Reality::Denied);
        }
        let auxiliaries = || self.children(verb).map(|(_, t)| t).filter(|t| t.dep.starts_with("aux"));
        if auxiliaries().any(|t| has(&self.words.future, &t.lower)) {
            return Some(Reality::Planned);
        }
        if let Some(modal) = auxiliaries().find(|t| has(&self.words.possible, &t.lower)) {
            let reported = has(&self.words.reported_future, &modal.lower) && self.token(verb).dep == "ccomp";
            return Some(if reported { Reality::Planned } else { Reality::Conditional });
        }
        let mark = |list: &[SmolStr]| self.children(verb).any(|(_, t)| t.dep == "mark" && has(list, &t.lower));
        if mark(&self.words.conditions) {
            return Some(Reality::Conditional);
        }
        let present = matches!(self.token(verb).tag.as_str(), "VBZ" | "VBP");
        let pending = |t: &Token| matches!(t.dep.as_str(), "advmod" | "mark") && has(&self.words.pending, &t.lower);
        if present && self.children(verb).any(|(_, t)| pending(t)) {
            return Some(Reality::Planned);
        }
        if mark(&self.words.ahead) && self.token(verb).tag != "VBD" {
            return Some(Reality::Planned);
        }
        let infinitive = self.children(verb).any(|(_, t)| t.tag == "TO" && t.dep == "aux");
        infinitive.then(|| self.infinitive(verb, steps))
    }

    fn is_denied(&self, verb: usize) -> bool {
        let negated = |i: usize| {
            self.children(i).any(|(_, t)| {
                matches!(t.dep.as_str(), "neg" | "det" | "advmod" | "preconj") && has(&self.words.negations, &t.lower)
            })
        };
        let roles = ["nsubj", "nsubjpass", "dobj"];
        negated(verb)
            || self
                .children(verb)
                .any(|(c, t)| roles.contains(&t.dep.as_str()) && (negated(c) || has(&self.words.negations, &t.lower)))
    }

    /// "to sign": planned, unless the verb or noun before it tells that it was done or was not.
    fn infinitive(&self, verb: usize, steps: usize) -> Reality {
        let token = self.token(verb);
        if token.head == verb || token.dep == "conj" {
            return Reality::Planned;
        }
        let head = self.lemma(token.head);
        if has(&self.words.refusals, &head) {
            return Reality::Denied;
        }
        if token.dep == "xcomp" && has(&self.words.implicative, &head) && self.token(token.head).tag != "VBG" {
            return self.verb(token.head, steps - 1);
        }
        let ordinal = |i: usize| {
            self.children(i).any(|(_, t)| has(&self.words.ordinals, &t.lower))
                || has(&self.words.ordinals, &self.token(i).lower)
        };
        if matches!(token.dep.as_str(), "relcl" | "acl") && ordinal(token.head) {
            return Reality::Actual;
        }
        match self.own_of_head(token.head, steps) {
            Some(Reality::Denied) => Reality::Denied,
            Some(Reality::Conditional) => Reality::Conditional,
            _ => Reality::Planned,
        }
    }

    fn own_of_head(&self, head: usize, steps: usize) -> Option<Reality> {
        matches!(self.token(head).pos.as_str(), "VERB" | "AUX").then(|| self.own(head, steps - 1)).flatten()
    }

    /// What the clauses say on which this one depends.
    fn around(&self, verb: usize, steps: usize) -> Reality {
        let token = self.token(verb);
        if token.head == verb {
            return Reality::Actual;
        }
        let head = self.token(token.head);
        match token.dep.as_str() {
            "conj" if head.pos == "VERB" && self.children(verb).all(|(_, t)| !t.dep.starts_with("nsubj")) => {
                self.verb(token.head, steps - 1)
            }
            "ccomp" | "xcomp" => self.complement(token.head, steps),
            "pcomp" => self.gerund(token.head, steps),
            "advcl" if token.tag == "VBG" => self.verb(token.head, steps - 1),
            _ => Reality::Actual,
        }
    }

    /// "considers signing", "denied that they had signed", "said they signed".
    fn complement(&self, head: usize, steps: usize) -> Reality {
        let lemma = self.lemma(head);
        if has(&self.words.refusals, &lemma) || has(&self.words.denials, &lemma) {
            return Reality::Denied;
        }
        if has(&self.words.tentative, &lemma) {
            return Reality::Planned;
        }
        match self.own_of_head(head, steps) {
            Some(Reality::Conditional) => Reality::Conditional,
            _ => Reality::Actual,
        }
    }

    /// "before signing", "without signing", "by signing", "the possibility of signing".
    fn gerund(&self, preposition: usize, steps: usize) -> Reality {
        let token = self.token(preposition);
        if has(&self.words.without, &token.lower) {
            return Reality::Denied;
        }
        if has(&self.words.ahead, &token.lower) {
            return Reality::Planned;
        }
        self.governed(token.head, steps)
    }

    fn noun(&self, noun: usize, steps: usize) -> Reality {
        let negated = self.children(noun).any(|(_, t)| has(&self.words.negations, &t.lower));
        if negated {
            return Reality::Denied;
        }
        let token = self.token(noun);
        if token.head == noun || steps == 0 {
            return Reality::Actual;
        }
        match token.dep.as_str() {
            "conj" => self.noun(token.head, steps - 1),
            "pobj" if has(&self.words.without, &self.token(token.head).lower) => Reality::Denied,
            "pobj" if has(&self.words.ahead, &self.token(token.head).lower) => Reality::Planned,
            "pobj" => self.governed(self.token(token.head).head, steps),
            _ => self.governed(token.head, steps),
        }
    }

    /// What a verb or a noun makes of the action that depends on it.
    fn governed(&self, head: usize, steps: usize) -> Reality {
        let lemma = self.lemma(head);
        if steps == 0 {
            return Reality::Actual;
        }
        match self.token(head).pos.as_str() {
            "VERB" | "AUX" if has(&self.words.tentative, &lemma) => Reality::Planned,
            "VERB" | "AUX" => self.verb(head, steps - 1),
            "NOUN" | "ADJ" | "ADV" if has(&self.words.tentative_nouns, &lemma) => Reality::Planned,
            "ADP" | "ADV" if self.token(head).head != head => self.governed(self.token(head).head, steps - 1),
            _ => Reality::Actual,
        }
    }
}

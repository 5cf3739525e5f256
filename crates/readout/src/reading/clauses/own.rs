//! What the auxiliaries, negations, adverbs and conjunctions of a clause say of it.

use super::{Certainty, Clause};
use crate::reading::roles;
use crate::reading::syntax::Token;
use crate::reading::times::TimeKind;
use crate::words::has;
use smol_str::SmolStr;

impl Clause<'_> {
    /// `None` where it is asked whether.
    pub fn own(&self, verb: usize) -> Option<Certainty> {
        if self.is_asked(verb) {
            return None;
        }
        // "if they do not vote": neither.
        let condition = self.marked(verb, &self.words.conditions);
        if self.is_denied(verb) && !condition {
            return Some(Certainty::Denied);
        }
        if condition || self.is_under_condition(verb) {
            return Some(Certainty::Conditional);
        }
        let told = || if self.is_habit(verb) { Certainty::Habitual } else { Certainty::Happened };
        Some(self.by_modal(verb).or_else(|| self.by_conjunction(verb)).unwrap_or_else(told))
    }

    pub fn modal(&self, verb: usize, list: &[SmolStr]) -> bool {
        self.tokens_below(verb).any(|t| t.dep.starts_with("aux") && has(list, &t.lower))
    }

    /// An adverbial clause of a condition above this verb.
    pub fn is_under_condition(&self, verb: usize) -> bool {
        let is_condition = |t: usize| self.syntax.tokens[t].dep == "advcl" && self.mark_is(t, &self.words.conditions);
        self.syntax.ancestors(verb).take(super::STEPS).any(is_condition)
    }

    pub fn tokens_below(&self, token: usize) -> impl Iterator<Item = &Token> {
        self.syntax.children(token).iter().map(|c| &self.syntax.tokens[*c])
    }

    pub fn is_finite(&self, verb: usize) -> bool {
        let finite = |tag: &str| matches!(tag, "VBD" | "VBZ" | "VBP" | "MD");
        let helper = self.tokens_below(verb).any(|t| t.dep.starts_with("aux") && finite(&t.tag));
        helper || finite(&self.syntax.tokens[verb].tag)
    }

    /// In the past tense, or with an auxiliary in it.
    pub fn is_past(&self, verb: usize) -> bool {
        let helper = self.tokens_below(verb).any(|t| t.dep.starts_with("aux") && t.tag == "VBD");
        helper || self.syntax.tokens[verb].tag == "VBD"
    }

    /// "to have killed", "having died"
    pub fn is_perfect(&self, verb: usize) -> bool {
        let helper = |t: &Token| t.dep == "aux" && matches!(t.tag.as_str(), "VB" | "VBG");
        self.syntax.tokens[verb].tag == "VBN" && self.tokens_below(verb).any(helper)
    }

    fn marked(&self, verb: usize, list: &[SmolStr]) -> bool {
        self.tokens_below(verb).any(|t| matches!(t.dep.as_str(), "mark" | "advmod") && has(list, &t.lower))
    }

    fn mark_is(&self, verb: usize, list: &[SmolStr]) -> bool {
        self.syntax.child(verb, &["mark"]).is_some_and(|c| has(list, &self.syntax.tokens[c].lower))
    }

    /// A question, or a clause of one: "it is not known whether".
    fn is_asked(&self, verb: usize) -> bool {
        let questions = &self.words.questions;
        let clausal = self.syntax.tokens[verb].dep == "ccomp";
        let own = self.marked(verb, questions) && (clausal || !self.marked(verb, &self.words.conditions));
        let above = |t: usize| self.syntax.tokens[t].dep == "ccomp" && self.mark_is(t, questions);
        own || self.syntax.ancestors(verb).take(super::STEPS).any(above) || self.is_yes_or_no(verb)
    }

    /// "Will they sign the treaty?": the auxiliary before the subject, and no word that asks for a part of what is known.
    fn is_yes_or_no(&self, verb: usize) -> bool {
        let syntax = self.syntax;
        let sentence = syntax.sentence_of(verb).tokens.clone();
        let mut end = sentence.clone().rev().map(|t| &syntax.tokens[t]).filter(|t| t.pos == "PUNCT" && t.tag == ".");
        if end.next().is_none_or(|t| t.lower != "?") {
            return false;
        }
        let goes_on = |t: &usize| matches!(syntax.tokens[*t].dep.as_str(), "conj" | "xcomp");
        let root = syntax.ancestors(verb).find(|t| !goes_on(t)).unwrap_or(verb);
        let helper = syntax.child(root, &["aux", "auxpass"]).unwrap_or(root);
        let subject = syntax.child(root, &["nsubj", "nsubjpass"]);
        let asks_for = || (sentence.start..helper).any(|t| syntax.tokens[t].tag.starts_with('W'));
        syntax.tokens[root].head == root && subject.is_some_and(|s| helper < s) && !asks_for()
    }

    /// "did not sign", "no minister signed", "signed nothing".
    fn is_denied(&self, verb: usize) -> bool {
        let slots = ["nsubj", "nsubjpass", "dobj", "attr", "oprd"];
        let slot = |c: &&usize| slots.contains(&self.syntax.tokens[**c].dep.as_str());
        let is_none = |c: usize| has(&self.words.negations, &self.syntax.tokens[c].lower);
        let mut below = self.syntax.children(verb).iter().filter(slot);
        self.is_negated(verb) || below.any(|c| self.is_negated(*c) || is_none(*c))
    }

    pub fn is_negated(&self, token: usize) -> bool {
        let denies = |c: &usize| {
            let t = &self.syntax.tokens[*c];
            let next = self.syntax.tokens.get(c + 1);
            let place = matches!(t.dep.as_str(), "neg" | "det" | "advmod" | "preconj");
            place
                && (t.dep == "neg" || has(&self.words.negations, &t.lower))
                && next.is_none_or(|n| !has(&self.words.only, &n.lower))
        };
        self.syntax.children(token).iter().any(denies)
    }

    fn by_modal(&self, verb: usize) -> Option<Certainty> {
        if self.modal(verb, &self.words.future) {
            return Some(Certainty::Planned);
        }
        if !self.modal(verb, &self.words.possible) {
            return None;
        }
        if self.tokens_below(verb).any(|t| !t.is_noun() && has(&self.words.habitual, &t.lower)) {
            return Some(Certainty::Habitual);
        }
        let shifted = self.modal(verb, &self.words.shifted) && self.is_shifted(verb);
        Some(if shifted { Certainty::Planned } else { Certainty::Conditional })
    }

    /// "said they would sign": what a report puts for the future, unless it is only thought, or said in so many words.
    fn is_shifted(&self, verb: usize) -> bool {
        let token = &self.syntax.tokens[verb];
        let quoted = || self.reading.is_quoted(token.at);
        let clause = token.dep == "ccomp" || self.reading.voice_at(token.at.start).is_some() && !quoted();
        if token.dep != "ccomp" || !self.syntax.is_verb(token.head) {
            return clause;
        }
        // "It knows that a war would start" is told in the present, and stands under a condition.
        let past = self.is_past(token.head) || matches!(self.syntax.tokens[token.head].tag.as_str(), "VBN" | "VBG");
        past && !has(&self.words.doubted, &self.syntax.lemma(token.head)) && !self.is_negated(token.head)
    }

    /// "before it is signed", "once they sign", "when they meet".
    fn by_conjunction(&self, verb: usize) -> Option<Certainty> {
        let token = &self.syntax.tokens[verb];
        if self.mark_is(verb, &self.words.ahead) && !self.is_past(verb) {
            return Some(Certainty::Planned);
        }
        let helped = self.tokens_below(verb).any(|t| t.dep.starts_with("aux") && t.dep != "auxpass");
        let present = !helped && self.is_finite(verb) && !self.is_past(verb);
        if !present || token.dep != "advcl" || !self.marked(verb, &self.words.pending) {
            return None;
        }
        let ahead = self.by_modal(token.head).is_some();
        match () {
            () if ahead || self.marked(verb, &self.words.once) => Some(Certainty::Planned),
            () if self.marked(verb, &self.words.whenever) => Some(Certainty::Habitual),
            // A headline tells what happened in the present.
            () => None,
        }
    }

    /// "always signs", "meets every year".
    fn is_habit(&self, verb: usize) -> bool {
        let repeated = || roles::times_of(self.reading, verb).iter().any(|t| t.kind == TimeKind::Set);
        self.tokens_below(verb).any(|t| !t.is_noun() && has(&self.words.habitual, &t.lower)) || repeated()
    }
}

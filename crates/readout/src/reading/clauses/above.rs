//! What a clause is made of by the verb, noun, adjective or preposition that governs it.

use super::{Certainty, Clause};
use crate::words::has;

impl Clause<'_> {
    /// What the clause says, and those on which it depends; `None` where it is asked whether.
    pub fn verb(&self, verb: usize, steps: usize) -> Option<Certainty> {
        let own = self.own(verb)?;
        let token = &self.syntax.tokens[verb];
        if own != Certainty::Happened || token.head == verb || steps == 0 {
            return Some(own);
        }
        let (head, finite) = (token.head, self.is_finite(verb));
        let below_verb = self.syntax.is_verb(head);
        match token.dep.as_str() {
            "xcomp" | "pcomp" if !finite && self.is_perfect(verb) => self.perfect(verb),
            "conj" if below_verb && !finite => self.verb(head, steps - 1),
            "conj" if below_verb && self.own(head) == Some(Certainty::Habitual) => Some(Certainty::Habitual),
            "pcomp" if !finite => self.gerund(head, steps - 1),
            "xcomp" | "ccomp" if !finite => self.complement(verb, head, steps - 1),
            "ccomp" => Some(self.content(verb, head)),
            "advcl" | "acl" | "relcl" if self.syntax.is_infinitive(verb) => self.purpose(verb, head, steps - 1),
            "advcl" | "acl" if !finite && below_verb => self.verb(head, steps - 1),
            _ => Some(own),
        }
    }

    /// "is believed to have killed", "confirmed as having died": said to be done already.
    fn perfect(&self, verb: usize) -> Option<Certainty> {
        let token = &self.syntax.tokens[verb];
        let above = if token.dep == "pcomp" { self.syntax.tokens[token.head].head } else { token.head };
        let denied = self.syntax.is_verb(above) && self.own(above)? == Certainty::Denied;
        Some(if denied { Certainty::Denied } else { Certainty::Reported })
    }

    /// "plans to sign", "is ready to sign", "considers signing", "demands that they sign".
    fn complement(&self, verb: usize, governor: usize, steps: usize) -> Option<Certainty> {
        // "It is important to sign": the parser may hang it on the copula.
        let judged = self.syntax.child(governor, &["acomp"]).filter(|c| *c < verb);
        let governor = judged.unwrap_or(governor);
        let word = self.syntax.lemma(governor);
        let above = self.above(governor, steps)?;
        if has(&self.words.obliged, &word) {
            let done = self.syntax.tokens[governor].tag == "VBD";
            return Some(if done { above } else { above.max(Certainty::Conditional) });
        }
        let gerund = self.syntax.tokens[verb].tag == "VBG" && !self.syntax.is_infinitive(verb);
        // "It is important to sign": an opinion, and no plan.
        let judged = self.syntax.tokens[governor].pos == "ADJ";
        let other = match () {
            () if gerund => Certainty::Happened,
            () if judged => Certainty::Conditional,
            () => Certainty::Planned,
        };
        let here = if self.is_first(governor) { Certainty::Happened } else { self.made_by(governor).unwrap_or(other) };
        Some(here.max(above))
    }

    /// What a governing word makes of what it governs; `None` where it is in no list.
    fn made_by(&self, governor: usize) -> Option<Certainty> {
        let word = self.syntax.lemma(governor);
        let words = self.words;
        let listed = |list: &[smol_str::SmolStr]| has(list, &word);
        match () {
            // "is going to sign"
            () if listed(&words.motion) && self.syntax.tokens[governor].tag == "VBG" => Some(Certainty::Planned),
            () if listed(&words.achieved) || listed(&words.motion) => Some(Certainty::Happened),
            () if listed(&words.taken_for) || listed(&words.alleged) => Some(Certainty::Reported),
            () if listed(&words.failed) || listed(&words.denials) => Some(Certainty::Denied),
            () if listed(&words.wanted) || listed(&words.attempted) => Some(Certainty::Conditional),
            () if listed(&words.planned) || listed(&words.plans) => Some(Certainty::Planned),
            () if listed(&words.hypothetical) => Some(Certainty::Conditional),
            () => None,
        }
    }

    /// What the clause of a governing word says: its own, or that of the verb it hangs on.
    fn above(&self, governor: usize, steps: usize) -> Option<Certainty> {
        let verb = self.syntax.ancestors(governor).take(2).find(|t| self.syntax.is_verb(*t));
        match verb {
            Some(v) if steps > 0 => self.verb(v, steps - 1),
            _ => Some(Certainty::Happened),
        }
    }

    /// "denied that they had signed", "hopes that they sign".
    fn content(&self, verb: usize, head: usize) -> Certainty {
        let word = self.syntax.lemma(head);
        if has(&self.words.denials, &word) {
            return Certainty::Denied;
        }
        if self.is_past(verb) || self.is_perfect_tense(verb) {
            return Certainty::Happened;
        }
        if has(&self.words.wished, &word) && self.syntax.is_verb(head) {
            return Certainty::Planned;
        }
        let thought = self.syntax.is_verb(head) && self.own(head) == Some(Certainty::Conditional);
        if thought { Certainty::Conditional } else { Certainty::Happened }
    }

    /// "has signed"
    fn is_perfect_tense(&self, verb: usize) -> bool {
        let token = &self.syntax.tokens[verb];
        token.tag == "VBN" && self.tokens_below(verb).any(|t| t.dep == "aux" && matches!(t.tag.as_str(), "VBZ" | "VBP"))
    }

    /// "by signing", "without signing", "before signing", "thought of signing", "the possibility of signing".
    fn gerund(&self, preposition: usize, steps: usize) -> Option<Certainty> {
        if self.is_without(preposition) {
            return Some(Certainty::Denied);
        }
        let word = &self.syntax.tokens[preposition].lower;
        if has(&self.words.unreal, word) {
            return Some(Certainty::Conditional);
        }
        let governor = self.syntax.tokens[preposition].head;
        let above = self.above(governor, steps)?;
        if has(&self.words.ahead, word) && !self.is_told_with(preposition, governor) {
            return Some(Certainty::Planned);
        }
        if has(&self.words.ahead, word) || has(&self.words.after, word) {
            return Some(above);
        }
        Some(self.made_by(governor).unwrap_or(Certainty::Happened).max(above))
    }

    /// "left without signing", "instead of signing"
    fn is_without(&self, preposition: usize) -> bool {
        let around = self.syntax.children(preposition).iter().copied();
        let mut around = around.chain([preposition, self.syntax.tokens[preposition].head]);
        around.any(|t| has(&self.words.without, &self.syntax.tokens[t].lower))
    }

    /// "Before visiting Elmet, she met the king": what comes after what happened is told as having happened.
    pub fn is_told_with(&self, preposition: usize, verb: usize) -> bool {
        preposition < verb || self.syntax.tokens[verb].tag == "VBD"
    }

    /// "flew to Karsenne to sign", "the decision to sign": what it was done for is planned.
    fn purpose(&self, verb: usize, head: usize, steps: usize) -> Option<Certainty> {
        let before = self.syntax.subtree(verb).start.checked_sub(1);
        // "only to be killed"
        let only = self.tokens_below(verb).any(|t| t.tag == "RB" && has(&self.words.only, &t.lower))
            || before.is_some_and(|b| has(&self.words.only, &self.syntax.tokens[b].lower));
        if self.is_first(head) || only && self.syntax.is_verb(head) {
            return self.above(head, steps);
        }
        if self.is_accepted(head) {
            return Some(Certainty::Planned);
        }
        let made = self.made_by(head).filter(|c| *c >= Certainty::Planned && !self.syntax.is_verb(head));
        Some(made.unwrap_or(Certainty::Planned))
    }

    /// "the first country to sign": it did; but "the first unit is to start".
    fn is_first(&self, noun: usize) -> bool {
        let counts = |t: &crate::reading::syntax::Token| has(&self.words.ordinals, &t.lower);
        let told = |t: &crate::reading::syntax::Token| counts(t) && !t.dep.starts_with("nsubj");
        counts(&self.syntax.tokens[noun]) || self.tokens_below(noun).any(told)
    }

    /// "accepted an invitation to visit": the noun of what is accepted.
    pub fn is_accepted(&self, noun: usize) -> bool {
        let token = &self.syntax.tokens[noun];
        let invitation = has(&self.words.invitation, &self.syntax.lemma(noun));
        invitation && token.dep == "dobj" && has(&self.words.accepting, &self.syntax.lemma(token.head))
    }
}

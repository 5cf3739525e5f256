//! What the words around a noun of action say of that action.

use super::{Certainty, Clause};
use crate::reading::syntax::Token;
use crate::words::has;
use smol_str::SmolStr;

/// How many nouns and prepositions above it are asked.
const ABOVE: usize = 3;

impl Clause<'_> {
    /// An event that a noun names is told of as known, unless a word beside it or above says that it is only thought of.
    pub fn noun(&self, noun: usize) -> Option<Certainty> {
        if self.is_negated(noun) {
            return Some(Certainty::Denied);
        }
        if self.is_done_again(noun) {
            return Some(Certainty::Habitual);
        }
        self.by_preposition(noun)
            .or_else(|| self.by_modifier(noun))
            .or_else(|| self.by_noun_above(noun))
            .or_else(|| self.by_verb_above(noun))
    }

    /// "your upcoming annual meeting" is one of them, "the annual meetings" are all.
    fn is_done_again(&self, noun: usize) -> bool {
        let ahead = self.tokens_below(noun).any(|t| has(&self.words.plans, &t.lower));
        let regular = |t: &Token| t.dep == "amod" && has(&self.words.habitual, &t.lower);
        !ahead && !self.is_once(noun) && self.tokens_below(noun).any(regular)
    }

    /// "the 129th annual parade", "held its annual meeting": one of those that are done again and again.
    fn is_once(&self, noun: usize) -> bool {
        let tokens = &self.syntax.tokens;
        let counted = |c: &usize| {
            *c < noun && tokens[*c].tag == "JJ" && tokens[*c].lower.starts_with(|d: char| d.is_ascii_digit())
        };
        let token = &tokens[noun];
        let carried = matches!(token.dep.as_str(), "dobj" | "nsubj" | "nsubjpass");
        let past = || tokens[token.head].tag == "VBD" || token.dep == "nsubjpass";
        let single = !token.is_plural();
        single && (self.syntax.children(noun).iter().any(counted) || carried && past())
    }

    /// "ahead of the talks", "without the signing", "before the signing".
    fn by_preposition(&self, noun: usize) -> Option<Certainty> {
        let tokens = &self.syntax.tokens;
        let preposition = tokens[noun].head;
        if tokens[noun].dep != "pobj" {
            return None;
        }
        let above = tokens[preposition].head;
        if has(&self.words.without, &tokens[preposition].lower) {
            return Some(Certainty::Denied);
        }
        let upcoming = has(&self.words.upcoming, &tokens[above].lower);
        let ahead = has(&self.words.ahead, &tokens[preposition].lower) && self.syntax.is_verb(above);
        (upcoming || ahead && self.modal(above, &self.words.future)).then_some(Certainty::Planned)
    }

    fn by_modifier(&self, noun: usize) -> Option<Certainty> {
        self.tokens_below(noun).find_map(|t| self.thought_of(&t.lower))
    }

    fn by_noun_above(&self, noun: usize) -> Option<Certainty> {
        let above = self.syntax.ancestors(noun).skip(1).take(ABOVE).take_while(|t| !self.syntax.is_verb(*t));
        above.map(|t| self.syntax.lemma(t)).find_map(|word| self.thought_of(&word))
    }

    fn thought_of(&self, word: &SmolStr) -> Option<Certainty> {
        if has(&self.words.plans, word) {
            return Some(Certainty::Planned);
        }
        // "charges of assault": said to have been done.
        if has(&self.words.alleged, word) {
            return Some(Certainty::Reported);
        }
        has(&self.words.hypothetical, word).then_some(Certainty::Conditional)
    }

    fn by_verb_above(&self, noun: usize) -> Option<Certainty> {
        let verb = self.syntax.ancestors(noun).find(|t| self.syntax.is_verb(*t))?;
        let word = self.syntax.lemma(verb);
        // "told the conference that": those to whom it is said.
        let addressed = self.syntax.child(verb, &["ccomp"]).is_some();
        // "consider the visit as a success"
        let judged = self.tokens_below(verb).any(|t| t.dep == "prep" && has(&self.words.judged_as, &t.lower));
        if self.syntax.tokens[noun].dep != "dobj" || addressed || judged {
            return None;
        }
        let doubtful = has(&self.words.wanted, &word) || has(&self.words.failed, &word);
        if doubtful {
            return Some(Certainty::Conditional);
        }
        let known = self.is_past(verb) && self.syntax.child(noun, &["det", "poss"]).is_some();
        (has(&self.words.planned, &word) && !known).then_some(Certainty::Planned)
    }
}

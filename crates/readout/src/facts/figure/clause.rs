//! The clause of a figure: its verb, the subject of that verb, and the clauses it hangs on.

use crate::reading::Syntax;

pub const SUBJECTS: &[&str] = &["nsubj", "nsubjpass", "csubj"];

/// The verb whose clause a token stands in.
pub fn verb_of(syntax: &Syntax, token: usize) -> Option<usize> {
    syntax.ancestors(token).find(|t| syntax.is_verb(*t))
}

/// The subject of a verb; of the clause it continues, when it has none of its own.
pub fn subject(syntax: &Syntax, verb: usize) -> Option<usize> {
    let mut here = verb;
    for _ in 0..6 {
        if let Some(subject) = syntax.child(here, SUBJECTS) {
            return Some(syntax.antecedent(here, subject));
        }
        let token = &syntax.tokens[here];
        match token.dep.as_str() {
            "conj" | "xcomp" | "advcl" | "aux" | "auxpass" | "ccomp" if token.head != here => here = token.head,
            "acl" | "relcl" => return Some(token.head),
            _ => return None,
        }
        if syntax.is_noun(here) {
            return Some(here);
        }
    }
    None
}

/// The verbs from which a clause without a time of its own may take one: those it continues or depends on.
pub fn continued(syntax: &Syntax, verb: usize) -> Vec<usize> {
    let mut out = vec![verb];
    let mut here = verb;
    for _ in 0..6 {
        let token = &syntax.tokens[here];
        let continues = matches!(token.dep.as_str(), "conj" | "xcomp" | "aux" | "auxpass" | "dep" | "parataxis");
        // "reaching five billion" shares the time of the clause around it, "while he has nine" does not.
        let participle = token.dep == "advcl" && !matches!(token.tag.as_str(), "VBZ" | "VBP" | "VBD");
        if token.head == here || !(continues || participle) {
            break;
        }
        here = token.head;
        out.push(here);
    }
    out
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    Present,
    /// "have been implemented".
    Perfect,
    Past,
    Future,
    /// No verb that would tell.
    None,
}

/// The tense of the clause of a verb, its auxiliaries counted.
pub fn tense(syntax: &Syntax, verb: usize) -> Tense {
    let tags = || syntax.children(verb).iter().map(|c| &syntax.tokens[*c]).filter(|t| t.dep.starts_with("aux"));
    if tags().any(|t| t.tag == "MD") {
        return Tense::Future;
    }
    let finite = |tag: &str| matches!(tag, "VBZ" | "VBP" | "VBD");
    let helper = tags().find(|t| finite(&t.tag));
    let own = &syntax.tokens[verb];
    let Some(deciding) = helper.or(Some(own).filter(|t| finite(&t.tag))) else { return nonfinite(syntax, verb) };
    let perfect = deciding.tag != "VBD" && own.tag == "VBN" && deciding.dep == "aux";
    match deciding.tag.as_str() {
        _ if perfect => Tense::Perfect,
        "VBD" => Tense::Past,
        _ => Tense::Present,
    }
}

/// "to send", "being built": the tense of the clause around it.
fn nonfinite(syntax: &Syntax, verb: usize) -> Tense {
    let token = &syntax.tokens[verb];
    if token.head == verb || !matches!(token.dep.as_str(), "xcomp" | "conj" | "advcl" | "acl") {
        return Tense::None;
    }
    if syntax.is_infinitive(verb) && token.dep == "xcomp" {
        return Tense::Future;
    }
    match verb_of(syntax, token.head) {
        Some(above) if above < verb => tense(syntax, above),
        _ => Tense::None,
    }
}

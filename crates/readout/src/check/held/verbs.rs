//! The same verb in both texts: what happened in the one and is planned, possible or denied in the other.

use crate::check::{Difference, Kind};
use crate::difference::Side;
use crate::reading::Reading;
use crate::reading::clauses::{Certainty, of_verb};

/// Verbs that stand once in either text; of what is only possible nothing is said unless the texts follow each other closely.
pub fn differences(draft: &Side, source: &Side, is_close: bool) -> Vec<Difference> {
    let (left, right) = (verbs(draft), verbs(source));
    let mut out = vec![];
    for i in left.iter().copied().filter(|i| is_only(draft.reading, &left, *i)) {
        let lemma = &draft.reading.syntax.tokens[i].lemma;
        let mut same = right.iter().copied().filter(|j| source.reading.syntax.tokens[*j].lemma == *lemma);
        let Some(j) = same.next().filter(|_| same.next().is_none()) else { continue };
        let kind = kind(&told(draft.reading, i), &told(source.reading, j), is_close);
        out.extend(kind.map(|kind| Difference { draft: Some(shown(draft, i)), source: Some(shown(source, j)), kind }));
    }
    out
}

/// The full verbs of a side.
fn verbs(side: &Side) -> Vec<usize> {
    let syntax = &side.reading.syntax;
    side.at.iter().flat_map(|at| syntax.tokens_in(*at)).filter(|i| syntax.tokens[*i].pos == "VERB").collect()
}

fn is_only(reading: &Reading, all: &[usize], verb: usize) -> bool {
    let tokens = &reading.syntax.tokens;
    all.iter().filter(|i| tokens[**i].lemma == tokens[verb].lemma).count() == 1
}

/// Told as done in the one, as to come in the other; what is only possible counts where the texts follow each other closely.
fn kind(draft: &Told, source: &Told, is_close: bool) -> Option<Kind> {
    let turns = |done: &Told, other: &Told| match other.certainty {
        Some(Certainty::Planned) => {
            done.is_done && (other.is_modal || other.is_to_be || is_close && other.is_infinitive)
        }
        _ => false,
    };
    let is_possible = |done: &Told, other: &Told| {
        matches!(other.certainty, Some(Certainty::Conditional) | None) && done.is_done && other.is_modal && is_close
    };
    if turns(draft, source) || turns(source, draft) {
        return Some(Kind::Status);
    }
    (is_possible(draft, source) || is_possible(source, draft)).then_some(Kind::Certainty)
}

/// How a verb is told.
struct Told {
    certainty: Option<Certainty>,
    /// In the past tense, or with the auxiliary of what is done.
    is_done: bool,
    is_modal: bool,
    is_infinitive: bool,
    /// "is to sign".
    is_to_be: bool,
}

fn told(reading: &Reading, verb: usize) -> Told {
    let syntax = &reading.syntax;
    let helps = |tag: &str| syntax.children(verb).iter().any(|c| syntax.tokens[*c].tag == tag);
    let certainty = of_verb(reading, verb);
    let tag = syntax.tokens[verb].tag.as_str();
    let (is_modal, is_infinitive) = (helps("MD"), helps("TO"));
    // "has signed" and "was signed" are done; "is signed" may be to come.
    let perfect = |c: &usize| syntax.tokens[*c].dep == "aux" && syntax.tokens[*c].tag.starts_with("VB");
    let is_finite = tag == "VBD" || (tag == "VBN" && (helps("VBD") || syntax.children(verb).iter().any(perfect)));
    let head = &syntax.tokens[syntax.tokens[verb].head];
    let is_to_be = is_infinitive && syntax.tokens[verb].dep == "xcomp" && head.pos == "AUX";
    Told {
        certainty,
        is_done: is_finite && certainty.is_some_and(Certainty::is_so) && !is_modal && !is_infinitive,
        is_modal,
        is_infinitive,
        is_to_be,
    }
}

/// The verb with its auxiliaries and negations.
fn shown(side: &Side, verb: usize) -> crate::document::Span {
    let syntax = &side.reading.syntax;
    let helps = |c: &&usize| ["aux", "auxpass", "neg"].contains(&syntax.tokens[**c].dep.as_str()) && **c < verb;
    let first = syntax.children(verb).iter().find(helps).copied().unwrap_or(verb);
    syntax.tokens[first].at.join(syntax.tokens[verb].at)
}

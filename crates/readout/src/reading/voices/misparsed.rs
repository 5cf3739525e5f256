//! Clauses of what is said that the parser hangs elsewhere than on their cue.

use super::cues::is_finite;
use super::lexicon::{Entry, Takes, Words};
use super::source;
use crate::reading::syntax::Syntax;
use std::ops::Range;

/// "told the radio in an interview that the dam holds": the parser hangs the clause on the noun in between.
pub fn behind_noun(syntax: &Syntax, words: &Words, verb: usize) -> Option<usize> {
    let is_venue = |n: &usize| words.venue.nouns.iter().any(|w| *w == syntax.tokens[*n].lemma.as_str());
    let complements = syntax.children(verb).iter().copied().filter(|c| *c > verb);
    let nouns = complements.filter_map(|c| match syntax.tokens[c].dep.as_str() {
        "prep" => syntax.child(c, &["pobj"]).filter(is_venue),
        "dobj" | "dative" => Some(c).filter(|c| {
            let noun = syntax.child(*c, &["compound", "poss", "det", "amod"]).is_some();
            noun || is_venue(c) || syntax.tokens[*c].pos != "VERB"
        }),
        _ => None,
    });
    let clause = |n: usize| {
        syntax.children(n).iter().copied().find(|c| *c > n && matches!(syntax.tokens[*c].dep.as_str(), "acl" | "ccomp"))
    };
    let marked =
        nouns.clone().filter_map(clause).find(|c| syntax.child(*c, &["mark"]).is_some() && is_finite(syntax, *c));
    // "said in a letter it had sold the boat": a clause in which nothing is left out is no relative one.
    let whole = |c: &usize| {
        let subject = source::subject(syntax, *c).filter(|s| !syntax.tokens[*s].is_relative());
        let object = syntax.child(*c, &["dobj", "attr", "acomp", "ccomp"]);
        subject.is_some_and(|s| s == syntax.subtree(*c).start) && object.is_some_and(|o| o > *c)
    };
    let relative = |n: usize| syntax.child(n, &["relcl"]).filter(|c| is_venue(&n) && whole(c));
    marked.or_else(|| nouns.clone().find_map(relative)).or_else(|| behind_time(syntax, verb))
}

/// "said the following: the dam holds": what stands behind the colon to the end of the sentence.
pub fn ahead(syntax: &Syntax, words: &Words, verb: usize) -> Option<Range<usize>> {
    let object = syntax.child(verb, &["dobj"]).filter(|o| *o > verb)?;
    let colon = syntax.tokens.get(object + 1).filter(|t| t.lower == ":")?;
    let end = syntax.sentences[colon.sentence].tokens.end;
    let points = words.subject.ahead.iter().any(|w| *w == syntax.tokens[object].lower.as_str());
    (points && end > object + 2).then_some(object + 2..end)
}

/// "said at the time that it regretted the vote": a clause in which its first word has no part is what is said.
fn behind_time(syntax: &Syntax, verb: usize) -> Option<usize> {
    let prepositions = syntax.children(verb).iter().copied().filter(|c| *c > verb && syntax.tokens[*c].dep == "prep");
    let nouns = prepositions.filter_map(|p| syntax.child(p, &["pobj"]));
    let clause = nouns.into_iter().find_map(|n| syntax.child(n, &["relcl"]))?;
    let (first, subject) = (syntax.subtree(clause).start, source::subject(syntax, clause)?);
    let idle = matches!(syntax.tokens[first].tag.as_str(), "WDT" | "IN")
        && matches!(syntax.tokens[first].dep.as_str(), "advmod" | "mark");
    let object = syntax.child(clause, &["dobj", "attr", "acomp", "ccomp"]).is_some_and(|o| o > clause);
    // "said at the time it regretted the vote".
    let bare = syntax.tokens[subject].pos == "PRON" && !syntax.tokens[subject].is_relative();
    let starts = |at: usize| syntax.subtree(subject).start == at;
    (object && (idle && starts(first + 1) || bare && starts(first))).then_some(clause)
}

/// "said after the meeting he would stay": the parser takes the clause for a circumstance. Its subject, where it has a
/// finite verb of its own and no conjunction.
pub fn unmarked(syntax: &Syntax, verb: usize, after: usize) -> Option<usize> {
    let clause = syntax.child(verb, &["advcl"]).filter(|c| *c > after)?;
    let subject = source::subject(syntax, clause)?;
    let tag = |t: usize| syntax.tokens[t].tag.as_str();
    let finite =
        matches!(tag(clause), "VBD" | "VBZ" | "VBP") || syntax.children(clause).iter().any(|c| tag(*c) == "MD");
    let start = syntax.subtree(clause).start;
    let joined = syntax.child(clause, &["mark", "advmod"]).is_some_and(|m| m < subject) || tag(start).starts_with('W');
    let preposed = syntax.tokens[start].dep == "prep" && start == after;
    (finite && !joined && preposed && is_finite(syntax, clause)).then_some(subject)
}

/// "She said her wish to see the dam gave her courage": the parser takes the subject of the clause for the object of a verb
/// that has none, and hangs the clause on it.
pub fn swallowed(syntax: &Syntax, verb: usize, entry: &Entry, after: usize) -> Option<Range<usize>> {
    let objects = [Takes::Object, Takes::Request, Takes::Predicate].iter().any(|t| entry.takes(*t));
    let right =
        |c: &usize| matches!(syntax.tokens[*c].dep.as_str(), "dobj" | "xcomp") && syntax.subtree(*c).start == after;
    let object = syntax.children(verb).iter().copied().find(right).filter(|_| !objects)?;
    let finite = |t: usize| matches!(syntax.tokens[t].tag.as_str(), "VBD" | "VBZ" | "VBP" | "MD");
    let describes = |a: usize| matches!(syntax.tokens[a].dep.as_str(), "relcl" | "advcl");
    let head_of =
        |t: usize| if matches!(syntax.tokens[t].dep.as_str(), "aux" | "auxpass") { syntax.tokens[t].head } else { t };
    let mut inside = syntax.subtree(object).filter(|t| *t > object && finite(*t)).map(head_of);
    let said = |t: &usize| {
        let path = || syntax.ancestors(*t).take_while(|a| *a != object);
        syntax.tokens[*t].dep == "ccomp" && !path().any(describes)
    };
    let head = inside.find(said)?;
    let named =
        syntax.tokens[object].tag == "VBG" || syntax.child(head, &["nsubj", "nsubjpass"]).is_some_and(|s| s > object);
    (named && !syntax.is_infinitive(object)).then(|| syntax.subtree(object))
}

/// "She said the turn after the flood was her doing": the parser may take the second noun and the verb for a clause of time.
pub fn torn(syntax: &Syntax, verb: usize, entry: &Entry, after: usize) -> Option<Range<usize>> {
    let object =
        syntax.child(verb, &["dobj"]).filter(|o| syntax.subtree(*o).start == after && !entry.takes(Takes::Object))?;
    let known = syntax.child(object, &["det"]).is_some_and(|d| syntax.tokens[d].morph.contains("Definite=Def"));
    let clause =
        syntax.child(verb, &["advcl"]).filter(|c| known && syntax.subtree(*c).start == syntax.subtree(object).end)?;
    let mark = syntax.child(clause, &["mark"]).filter(|m| *m == syntax.subtree(clause).start)?;
    let noun = syntax.child(clause, &["nsubj", "nsubjpass"]).filter(|s| syntax.tokens[*s].pos == "NOUN")?;
    let near = syntax.subtree(noun).start == mark + 1 && syntax.subtree(noun).end <= clause;
    (near && syntax.tokens[mark].tag == "IN").then(|| after..syntax.subtree(clause).end)
}

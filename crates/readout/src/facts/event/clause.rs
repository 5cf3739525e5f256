//! The slots of a verb: who does it, to whom, with which prepositions, also through passives, control and coordination.

use crate::reading::Syntax;
use smol_str::SmolStr;

/// Heads of the noun phrases and clauses that hang on one verb, by what they are to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clause {
    pub subjects: Vec<usize>,
    pub objects: Vec<usize>,
    pub datives: Vec<usize>,
    /// Preposition and the head of what stands behind it.
    pub prepositions: Vec<(SmolStr, usize)>,
    /// Verbs of clauses and infinitives that it governs.
    pub complements: Vec<usize>,
    pub passive: bool,
}

/// How many verbs up a subject is looked for.
const STEPS: usize = 5;

pub fn of(syntax: &Syntax, verb: usize) -> Clause {
    let passive = syntax.is_passive(verb) && !is_main(syntax, verb);
    let mut clause = Clause {
        passive,
        prepositions: prepositions(syntax, verb),
        complements: complements(syntax, verb),
        ..Clause::default()
    };
    clause.datives = heads(syntax, verb, &["dative"]);
    if passive {
        clause.objects = subject(syntax, verb, STEPS);
        clause.subjects = agents(syntax, verb);
        return clause;
    }
    clause.subjects = listed(syntax, verb).into_iter().chain(subject(syntax, verb, STEPS)).collect();
    clause.objects = objects(syntax, verb);
    clause
}

/// "King Olav on Sunday named Lind minister": the parser may take the name for the root, and its verb for what is said of it.
fn is_main(syntax: &Syntax, verb: usize) -> bool {
    let token = &syntax.tokens[verb];
    let root = syntax.tokens[token.head].head == token.head && syntax.is_noun(token.head);
    let object = syntax.child(verb, &["dobj", "oprd"]).is_some() && syntax.child(verb, &["agent", "auxpass"]).is_none();
    root && token.dep == "acl" && object
}

/// Children with these labels, pronouns of relative clauses replaced by the noun they mean.
fn heads(syntax: &Syntax, token: usize, labels: &[&str]) -> Vec<usize> {
    let with_label = |c: &&usize| labels.contains(&syntax.tokens[**c].dep.as_str());
    syntax.children(token).iter().filter(with_label).map(|c| syntax.antecedent(token, *c)).collect()
}

/// The subject of the verb, of a passive the one it is done to.
fn subject(syntax: &Syntax, verb: usize, steps: usize) -> Vec<usize> {
    let own = heads(syntax, verb, &["nsubj", "nsubjpass", "csubj"]);
    // "Reyl was re-elected": the parser may hang the subject on the auxiliary.
    let helped = || syntax.child(verb, &["auxpass", "aux"]).map(|a| heads(syntax, a, &["nsubj", "nsubjpass"]));
    let own = if own.is_empty() { helped().unwrap_or_default() } else { own };
    let token = &syntax.tokens[verb];
    if own.is_empty() && token.head == verb {
        return swallowed(syntax, verb).or_else(|| fronted(syntax, verb)).into_iter().collect();
    }
    if !own.is_empty() || steps == 0 {
        return own;
    }
    let head = token.head;
    match token.dep.as_str() {
        "conj" | "advcl" | "dep" | "parataxis" | "ccomp" if syntax.is_verb(head) => subject(syntax, head, steps - 1),
        "xcomp" => controller(syntax, head, steps - 1),
        "acl" if matches!(token.tag.as_str(), "VBG" | "VBN" | "VBD") => vec![head],
        "acl" => owner(syntax, head, steps - 1),
        "relcl" => vec![head],
        "pcomp" => {
            // "on his first visit since being re-elected": of whoever came on it.
            let far = if syntax.child(verb, &["auxpass"]).is_some() { STEPS } else { 1 };
            let above = syntax.ancestors(head).skip(1).take(far).find(|t| syntax.is_verb(*t));
            above.map(|v| subject(syntax, v, steps - 1)).unwrap_or_default()
        }
        _ => vec![],
    }
}

/// A headline puts a comma for "and": "Lind, Reyl sign treaty".
fn listed(syntax: &Syntax, verb: usize) -> Option<usize> {
    let name = |t: usize| syntax.tokens[t].tag == "NNP";
    let subject = syntax.child(verb, &["nsubj"]).filter(|s| name(*s))?;
    let first = syntax.subtree(subject).start.checked_sub(2)?;
    let comma = syntax.tokens[first + 1].lower == ",";
    let opens = syntax.sentence_of(verb).tokens.start == syntax.subtree(first).start;
    let loose = syntax.tokens[first].head == verb && syntax.tokens[first].dep != "nsubj";
    (comma && opens && loose && name(first)).then_some(first)
}

/// "On the eve of the visit to Norway, Lind and Reyl exchanged letters": the parser may join the subject to the place
/// before the comma.
fn swallowed(syntax: &Syntax, verb: usize) -> Option<usize> {
    if !matches!(syntax.tokens[verb].tag.as_str(), "VBD" | "VBZ" | "VBP") {
        return None;
    }
    let before = verb.checked_sub(1)?;
    let joined = syntax.ancestors(before).take_while(|t| syntax.tokens[*t].dep == "conj" && syntax.is_noun(*t));
    let behind_comma = |t: &usize| {
        let comma = t.checked_sub(1).is_some_and(|c| syntax.tokens[c].lower == ",");
        comma && syntax.tokens[syntax.tokens[*t].head].dep == "pobj" && syntax.subtree(*t).end == verb
    };
    joined.last().filter(behind_comma)
}

/// "On 4 May Minister Lind visited Oslo": the parser may take the subject for what stands behind the first preposition.
fn fronted(syntax: &Syntax, verb: usize) -> Option<usize> {
    if !matches!(syntax.tokens[verb].tag.as_str(), "VBD" | "VBZ" | "VBP") {
        return None;
    }
    let first = syntax.sentence_of(verb).tokens.start;
    let opens = syntax.tokens[first].dep == "prep" && syntax.tokens[first].head == verb;
    let name = syntax.child(first, &["pobj"]).filter(|_| opens)?;
    let before = syntax.subtree(name).end == verb && syntax.tokens[name].tag.starts_with("NNP");
    // A day of the month stands before the name.
    let day = |t: usize| syntax.tokens[t].tag == "CD" && syntax.tokens[t].entity == "DATE";
    let end = syntax.tokens[name].entity.as_str();
    (before && day(first + 1) && end != "DATE").then_some(name)
}

/// Who is to do it: the object of "urged", else the subject of "agreed", "is ready".
fn controller(syntax: &Syntax, governor: usize, steps: usize) -> Vec<usize> {
    if !syntax.is_verb(governor) {
        let copula = syntax.tokens[governor].head;
        return if copula != governor { subject(syntax, copula, steps) } else { vec![] };
    }
    // "spent four hours talking": a length of time does nothing.
    let measured = |t: &usize| matches!(syntax.tokens[*t].entity.as_str(), "TIME" | "DATE" | "MONEY" | "QUANTITY");
    let object: Vec<usize> = heads(syntax, governor, &["dobj"]).into_iter().filter(|t| !measured(t)).collect();
    if object.is_empty() { subject(syntax, governor, steps) } else { object }
}

/// Whose decision it is: the owner of the noun, else who made it.
fn owner(syntax: &Syntax, noun: usize, steps: usize) -> Vec<usize> {
    let own = heads(syntax, noun, &["poss"]);
    let token = &syntax.tokens[noun];
    if own.is_empty() && token.dep == "dobj" && syntax.is_verb(token.head) {
        return subject(syntax, token.head, steps);
    }
    own
}

/// "by the council".
fn agents(syntax: &Syntax, verb: usize) -> Vec<usize> {
    let own: Vec<usize> =
        heads(syntax, verb, &["agent"]).into_iter().flat_map(|by| heads(syntax, by, &["pobj"])).collect();
    let token = &syntax.tokens[verb];
    if own.is_empty()
        && token.dep == "conj"
        && token.head != verb
        && syntax.is_verb(token.head)
        && syntax.is_passive(token.head)
    {
        return agents_of(syntax, token.head);
    }
    own
}

fn agents_of(syntax: &Syntax, verb: usize) -> Vec<usize> {
    heads(syntax, verb, &["agent"]).into_iter().flat_map(|by| heads(syntax, by, &["pobj"])).collect()
}

fn objects(syntax: &Syntax, verb: usize) -> Vec<usize> {
    let own = heads(syntax, verb, &["dobj", "attr", "oprd"]);
    let token = &syntax.tokens[verb];
    if !own.is_empty() || token.head == verb {
        return own;
    }
    // "the treaty they signed"
    if token.dep == "relcl" && syntax.child(verb, &["nsubj"]).is_some_and(|s| syntax.antecedent(verb, s) == s) {
        return vec![token.head];
    }
    // "signed and sealed the treaty": the object stands behind the last verb.
    if let Some(next) = syntax.child(verb, &["conj"]).filter(|c| syntax.is_verb(*c) && *c == verb + 2) {
        return heads(syntax, next, &["dobj"]);
    }
    vec![]
}

fn prepositions(syntax: &Syntax, verb: usize) -> Vec<(SmolStr, usize)> {
    let mut out = vec![];
    for prep in syntax
        .children(verb)
        .iter()
        .copied()
        .filter(|c| matches!(syntax.tokens[*c].dep.as_str(), "prep" | "prt" | "dative"))
    {
        behind(syntax, prep, 0, &mut out);
    }
    out
}

/// What stands behind a preposition; "ahead of", "out of" by their last word too.
fn behind(syntax: &Syntax, prep: usize, depth: usize, out: &mut Vec<(SmolStr, usize)>) {
    let word: SmolStr = syntax.tokens[prep].lower.clone();
    for child in syntax.children(prep).iter().copied() {
        match syntax.tokens[child].dep.as_str() {
            "pobj" => out.push((word.clone(), child)),
            "prep" if depth < 2 => behind(syntax, child, depth + 1, out),
            "conj" if depth < 2 && syntax.tokens[child].pos == "ADP" => behind(syntax, child, depth + 1, out),
            _ => {}
        }
    }
}

/// The same for a noun.
pub fn noun_prepositions(syntax: &Syntax, noun: usize) -> Vec<(SmolStr, usize)> {
    let mut out = vec![];
    for prep in
        syntax.children(noun).iter().copied().filter(|c| matches!(syntax.tokens[*c].dep.as_str(), "prep" | "agent"))
    {
        behind(syntax, prep, 0, &mut out);
    }
    out
}

fn complements(syntax: &Syntax, verb: usize) -> Vec<usize> {
    let is_clause = |c: &&usize| matches!(syntax.tokens[**c].dep.as_str(), "ccomp" | "xcomp" | "pcomp");
    let mut out: Vec<usize> = syntax.children(verb).iter().filter(is_clause).copied().collect();
    for prep in syntax.children(verb).iter().copied().filter(|c| syntax.tokens[*c].dep == "prep") {
        out.extend(syntax.children(prep).iter().filter(|c| syntax.tokens[**c].dep == "pcomp"));
    }
    out
}

/// A noun and those joined to it by "and".
pub fn joined(syntax: &Syntax, token: usize) -> Vec<usize> {
    let mut out = vec![token];
    let mut here = token;
    for _ in 0..12 {
        let Some(next) =
            syntax.child(here, &["conj"]).filter(|c| syntax.is_noun(*c) || syntax.tokens[*c].pos == "PRON")
        else {
            break;
        };
        out.push(next);
        here = next;
    }
    out
}

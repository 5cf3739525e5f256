//! Every entry of the lexicons of agreements and offices is found in the sentences it must fire in, and in no other.

mod common;

use readout::facts::{Facts, agreement, relation};
use smol_str::SmolStr;

type Examples<'w> = (&'w Vec<SmolStr>, &'w Vec<SmolStr>);

fn wrong<'w>(examples: impl Iterator<Item = Examples<'w>>, count: impl Fn(&Facts) -> usize) -> Vec<String> {
    let Some(pipeline) = common::pipeline() else { return vec![] };
    let mut out = vec![];
    for (fires, silent) in examples {
        assert!(!fires.is_empty(), "an entry without an example");
        for (sentence, expected) in fires.iter().map(|s| (s, true)).chain(silent.iter().map(|s| (s, false))) {
            let reading = readout::read(common::document("example", None, sentence), pipeline);
            if (count(&readout::find(&reading)) == 0) == expected {
                out.push(format!("{}: {sentence}", if expected { "not found" } else { "found" }));
            }
        }
    }
    out
}

#[test]
fn agreements_are_found_where_they_must_be_and_nowhere_else() {
    let words = agreement::words::WORDS.of("en");
    let kinds = words.kinds.iter().map(|k| (&k.fires, &k.silent));
    let deeds = words.verbs.iter().chain(&words.nouns).chain(&words.adjectives).map(|d| (&d.fires, &d.silent));
    let wrong = wrong(kinds.chain(deeds), |facts| facts.agreements.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn relations_are_found_where_they_must_be_and_nowhere_else() {
    let words = relation::words::WORDS.of("en");
    let nouns = words.nouns.iter().map(|n| (&n.fires, &n.silent));
    let verbs = words.verbs.iter().map(|v| (&v.fires, &v.silent));
    let changes = words.changes.iter().map(|c| (&c.fires, &c.silent));
    let members = std::iter::once((&words.members.fires, &words.members.silent));
    let wrong = wrong(nouns.chain(verbs).chain(changes).chain(members), |facts| facts.relations.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

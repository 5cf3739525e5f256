//! Every entry of the statement lexicon is found in the sentences it must fire in, and in no other.

mod common;

use readout::reading::voices::lexicon::WORDS;

#[test]
fn every_entry_fires_where_it_must_and_is_silent_where_it_must() {
    let Some(pipeline) = common::pipeline() else { return };
    let words = WORDS.of("en");
    let entries = words.verb.iter().chain(&words.noun).chain(&words.adjective).map(|e| (&e.fires, &e.silent));
    let phrases = words.phrase.iter().map(|p| (&p.fires, &p.silent));
    let markers = words.source_marker.iter().map(|m| (&m.fires, &m.silent));
    let accounts = words.account.iter().map(|a| (&a.fires, &a.silent));
    let mut wrong = vec![];
    for (fires, silent) in entries.chain(phrases).chain(markers).chain(accounts) {
        assert!(!fires.is_empty(), "an entry without an example");
        for (sentence, expected) in fires.iter().map(|s| (s, true)).chain(silent.iter().map(|s| (s, false))) {
            let reading = readout::read(common::document("example", None, sentence), pipeline);
            if reading.voices.is_empty() == expected {
                wrong.push(format!("{}: {sentence}", if expected { "not found" } else { "found" }));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

//! Every entry of the event lexicon is found in the sentences it must fire in, and in no other.

mod common;

use readout::facts::{Fact, event::Event, event::words::WORDS};

#[test]
fn every_frame_fires_where_it_must_and_is_silent_where_it_must() {
    let Some(pipeline) = common::pipeline() else { return };
    let words = WORDS.of("en");
    let mut wrong = vec![];
    for frame in words.verb.iter().chain(&words.adjective).chain(&words.noun) {
        let kind = words.types.get(&frame.kind).unwrap_or_else(|| panic!("no type {}", frame.kind));
        let name = kind.name(&frame.kind);
        assert!(!frame.fires.is_empty(), "an entry without an example: {:?}", frame.words);
        for (sentence, expected) in frame.fires.iter().map(|s| (s, true)).chain(frame.silent.iter().map(|s| (s, false)))
        {
            let reading = readout::read(common::document("example", None, sentence), pipeline);
            let found: Vec<String> = Event::find(&reading).iter().map(|e| e.kind.to_string()).collect();
            // A frame that another takes over shows as the other; a silent sentence holds no event of the type.
            if found.iter().any(|k| k == name) != expected {
                let verdict = if expected { "not found" } else { "found" };
                wrong.push(format!("{name} {verdict} {found:?}: {sentence}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_noun_verb_carries_an_event() {
    let Some(pipeline) = common::pipeline() else { return };
    for sentence in WORDS.of("en").light.iter().flat_map(|l| &l.fires) {
        let reading = readout::read(common::document("example", None, sentence), pipeline);
        assert!(!Event::find(&reading).is_empty(), "{sentence}");
    }
}

//! The record of a pile that is taken story by story.

mod common;

use readout::record::json;
use readout::record::pile::{Outline, Pile};
use readout::{Record, Report};
use std::collections::BTreeMap;

const TEXTS: &[(&str, &str, &str)] = &[
    (
        "ferry-1",
        "2031-05-04",
        "The ferry to Ostholm will sail again on 12 May, Harbour Minister Mara Lind said on Sunday.\n\n\
        “The hull was repaired in nine weeks,” Lind said. The repair of the Ostholm ferry cost 14 million euros.",
    ),
    (
        "ferry-2",
        "2031-05-04",
        "Harbour Minister Mara Lind said the Ostholm ferry will sail again on 12 May.\n\n\
        The repair of the Ostholm ferry cost 16 million euros. “The hull was repaired in nine weeks,” she said.",
    ),
    (
        "mine-1",
        "2031-08-20",
        "Miners at the Kerrin copper pit went on strike on Wednesday, union leader Tomas Reyl told reporters.\n\n\
        Output of the Kerrin pit fell 8 percent in July, Reyl said.",
    ),
    (
        "mine-2",
        "2031-08-20",
        "Union leader Tomas Reyl said that output of the Kerrin pit fell 8 percent in July.\n\n\
        Miners at the Kerrin copper pit went on strike on Wednesday.",
    ),
];

#[test]
fn a_story_of_a_pile_says_what_its_documents_alone_say() {
    if common::pipeline().is_none() {
        return;
    }
    let pile = pile(&mut (0..TEXTS.len()));
    assert_eq!(pile.stories(), [[0, 1], [2, 3]]);
    for (story, keys) in pile.stories().iter().enumerate() {
        let (part, _) = pile.part(story, keys.iter().map(|key| report(*key)).collect());
        let alone = readout::reconcile(keys.iter().map(|key| report(*key)).collect());
        assert!(part.entries.len() > 2);
        assert_eq!(said(&part), said(&alone));
    }
    let (mine, _) = pile.part(1, vec![report(2), report(3)]);
    // A story's entries are called after its first document, whatever other stories there are.
    let alone = Pile::of([2, 3].map(|key| Outline::of(report(key), key, &[])).into(), &[]);
    let (other, _) = alone.part(0, vec![report(2), report(3)]);
    let ids = |record: &Record| record.entries.iter().map(|entry| entry.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&mine), ids(&other));
    assert!(ids(&mine).iter().all(|id| id.matches('-').count() == 2));
}

#[test]
fn the_record_of_a_pile_is_the_same_whatever_the_order_of_its_documents() {
    if common::pipeline().is_none() {
        return;
    }
    let there = printed(&pile(&mut (0..TEXTS.len())));
    assert_eq!(there, printed(&pile(&mut (0..TEXTS.len()).rev())));
    let record: serde_json::Value = serde_json::from_str(&there).expect("the record is JSON");
    assert_eq!(record["documents"].as_array().map(Vec::len), Some(TEXTS.len()));
    assert_eq!(record["documents"][3]["story"], 1);
    assert!(record["entities"].as_array().is_some_and(|all| all.iter().any(|e| e["name"] == "Mara Lind")));
}

#[test]
fn an_outline_that_was_kept_is_the_one_that_was_made() {
    if common::pipeline().is_none() {
        return;
    }
    let made = printed(&pile(&mut (0..TEXTS.len())));
    let kept = (0..TEXTS.len()).map(|key| {
        let outline = Outline::of(report(key), key, &[]);
        Outline::unpacked(&outline.packed(), TEXTS[key].2.to_string(), key).expect("it was packed a moment ago")
    });
    assert_eq!(printed(&Pile::of(kept.collect(), &[])), made);
    assert!(Outline::unpacked(&[1, 2, 3], String::new(), 0).is_none());
}

#[test]
fn a_story_whose_documents_and_names_stay_needs_no_second_reconciling() {
    if common::pipeline().is_none() {
        return;
    }
    let stamp = |order: &[usize], first: usize| {
        let pile = pile(&mut order.iter().copied());
        let story = pile.stories().iter().position(|keys| keys.contains(&first)).expect("it is in a story");
        pile.stamp(story, &|key| [key as u8; 32])
    };
    assert_eq!(stamp(&[0, 1], 0), stamp(&[2, 1, 0], 0));
    assert_ne!(stamp(&[0, 1], 0), stamp(&[0], 0));
    assert_ne!(stamp(&[0, 1], 0), stamp(&[2, 3], 2));
}

fn report(key: usize) -> Report {
    let (name, day, text) = TEXTS[key];
    common::report(common::document(name, Some(day), text), common::pipeline().expect("it was asked for before"))
}

fn pile(order: &mut dyn Iterator<Item = usize>) -> Pile {
    Pile::of(order.map(|key| Outline::of(report(key), key, &[])).collect(), &[])
}

/// What the record says, without the numbers of its entries.
fn said(record: &Record) -> Vec<(String, String, String)> {
    let entries = record.entries.iter().map(|e| (e.title.clone(), format!("{:?}", e.reports), e.fields.map()));
    let entries = entries.map(|(title, reports, fields)| (title, reports, serde_json::Value::from(fields).to_string()));
    let conflicts = record.conflicts.iter().map(|c| (json::key(c.kind), c.why.clone(), format!("{:?}", c.at)));
    entries.chain(conflicts).collect()
}

fn printed(pile: &Pile) -> String {
    let mut lists: BTreeMap<&str, Vec<Vec<u8>>> = BTreeMap::new();
    for (story, keys) in pile.stories().iter().enumerate() {
        let (part, provenance) = pile.part(story, keys.iter().map(|key| report(*key)).collect());
        for (name, text) in json::part(&part, &provenance) {
            lists.entry(name).or_default().push(text);
        }
    }
    let mut out = vec![];
    let list = |name: &str, out: &mut dyn std::io::Write| {
        out.write_all(&lists.get(name).map(|parts| parts.join(&b","[..])).unwrap_or_default())
    };
    json::write_pile(pile, &list, &mut out).expect("memory takes any number of bytes");
    String::from_utf8(out).expect("JSON is text")
}

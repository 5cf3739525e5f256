//! Judgements in a file, and what they find.

use super::*;

fn line(words: &str) -> Judgement {
    let evidence = |doc: &str| vec![Evidence { doc: doc.into(), words: words.into(), sentence: None }];
    let (a, b) = (evidence("d1"), evidence("d2"));
    Judgement { kind: Kind::Entities, ruling: Ruling::Same, a, b, name: None, reason: None }
}

#[test]
fn a_file_is_sorted_and_keeps_its_comments() {
    let mut file = File::default();
    assert!(file.add(line("Petrow")) && file.add(line("Lind")) && !file.add(line("Lind")));
    let text = format!("# Ours.\n\n{}", file.text().replacen("{\"kind\"", "# asked the desk\n{\"kind\"", 1));
    let (read, mistakes) = File::parse(&text);
    assert!(mistakes.is_empty());
    assert_eq!(read.text(), text);
    assert!(text.find("Lind") < text.find("Petrow"));
}

#[test]
fn a_line_that_is_no_judgement_is_told_and_the_rest_is_read() {
    let mut file = File::default();
    file.add(line("Lind"));
    let (read, mistakes) = File::parse(&format!("not a judgement\n{}", file.text()));
    assert_eq!(read.judgements().len(), 1);
    assert_eq!(mistakes.iter().map(|m| m.line).collect::<Vec<_>>(), [1]);
}

#[test]
fn a_judgement_is_taken_back_by_its_number() {
    let mut file = File::default();
    file.add(line("Petrow"));
    file.add(line("Lind"));
    assert_eq!(file.remove(1), Some(line("Lind")));
    assert_eq!(file.remove(2), None);
    assert_eq!(file.judgements(), [line("Petrow")]);
}

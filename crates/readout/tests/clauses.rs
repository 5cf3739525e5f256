//! Whether a clause says that something happened, is planned, is denied or stands under a condition, told with sentences.

mod common;

use readout::reading::clauses::{Certainty, of_verb};

/// What the sentence says of the verb with this lemma.
fn check(pipeline: &parlance::Pipeline, sentence: &str, lemma: &str, expected: Certainty) {
    let reading = readout::read(common::document("example", None, sentence), pipeline);
    let verb = reading.syntax.tokens.iter().position(|t| t.lemma == lemma && t.pos == "VERB");
    assert_eq!(verb.and_then(|v| of_verb(&reading, v)), Some(expected), "{sentence}");
}

#[test]
fn a_clause_says_whether_it_happened() {
    let Some(p) = common::pipeline() else { return };
    check(p, "Kenya signed the treaty.", "sign", Certainty::Happened);
    check(p, "The treaty was signed in May.", "sign", Certainty::Happened);
    check(p, "She said that Kenya had signed the treaty.", "sign", Certainty::Happened);
    check(p, "They thanked Kenya after it signed the treaty.", "sign", Certainty::Happened);
    check(p, "Kenya will sign the treaty.", "sign", Certainty::Planned);
    check(p, "Kenya plans to sign the treaty.", "sign", Certainty::Planned);
    check(p, "She said that Kenya would sign the treaty.", "sign", Certainty::Planned);
    check(p, "Prices will fall when Kenya signs the treaty.", "sign", Certainty::Planned);
    check(p, "Kenya did not sign the treaty.", "sign", Certainty::Denied);
    check(p, "Kenya refused to sign the treaty.", "sign", Certainty::Denied);
    check(p, "Kenya may sign the treaty.", "sign", Certainty::Conditional);
    check(p, "Prices fall if Kenya signs the treaty.", "sign", Certainty::Conditional);
}

#[test]
fn what_governs_a_clause_decides_it() {
    let Some(p) = common::pipeline() else { return };
    check(p, "Kenya was the first country to sign the treaty.", "sign", Certainty::Happened);
    check(p, "The first of the two treaties is to run out in May.", "run", Certainty::Planned);
    check(p, "Kenya surprised its neighbours by signing the treaty.", "sign", Certainty::Happened);
    check(p, "Kenya was quick to sign the treaty.", "sign", Certainty::Happened);
    check(p, "The law allows Kenya to sign the treaty.", "sign", Certainty::Conditional);
    check(p, "It is important to sign the treaty.", "sign", Certainty::Conditional);
    check(p, "She told reporters that Kenya signs the treaty.", "sign", Certainty::Happened);
    check(p, "Kenya left without signing the treaty.", "sign", Certainty::Denied);
    check(p, "Kenya is said to have signed the treaty.", "sign", Certainty::Reported);
    check(p, "The minister hopes to sign the treaty.", "sign", Certainty::Conditional);
    check(p, "She never thought that Kenya would sign the treaty.", "sign", Certainty::Conditional);
    check(p, "Kenya is going to sign the treaty.", "sign", Certainty::Planned);
    check(p, "Kenya not only signed the treaty but published it.", "sign", Certainty::Happened);
    check(p, "The price must be agreed before the treaty is signed.", "sign", Certainty::Planned);
    check(p, "The price was agreed before the treaty was signed.", "sign", Certainty::Happened);
}

#[test]
fn a_yes_or_no_question_leaves_it_open() {
    let Some(p) = common::pipeline() else { return };
    let reading = readout::read(common::document("example", None, "Did Kenya sign the treaty?"), p);
    let verb = reading.syntax.tokens.iter().position(|t| t.lemma == "sign").expect("the sentence has the verb");
    assert_eq!(of_verb(&reading, verb), None);
}

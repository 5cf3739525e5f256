//! Whether a clause says that something happened, is planned, is denied or stands under a condition, told with sentences.

mod common;

use readout::reading::clauses::{Reality, of_verb};

/// What the sentence says of the verb with this lemma.
fn check(pipeline: &parlance::Pipeline, sentence: &str, lemma: &str, expected: Reality) {
    let reading = readout::read(common::document("example", None, sentence), pipeline);
    let verb = reading.syntax.tokens.iter().position(|t| t.lemma == lemma && t.pos == "VERB");
    assert_eq!(verb.map(|v| of_verb(&reading, v)), Some(expected), "{sentence}");
}

#[test]
fn a_clause_says_whether_it_happened() {
    let Some(p) = common::pipeline() else { return };
    check(p, "Kenya signed the treaty.", "sign", Reality::Actual);
    check(p, "The treaty was signed in May.", "sign", Reality::Actual);
    check(p, "She said that Kenya had signed the treaty.", "sign", Reality::Actual);
    check(p, "They thanked Kenya after it signed the treaty.", "sign", Reality::Actual);
    check(p, "Kenya will sign the treaty.", "sign", Reality::Planned);
    check(p, "Kenya plans to sign the treaty.", "sign", Reality::Planned);
    check(p, "She said that Kenya would sign the treaty.", "sign", Reality::Planned);
    check(p, "Prices will fall when Kenya signs the treaty.", "sign", Reality::Planned);
    check(p, "Kenya did not sign the treaty.", "sign", Reality::Denied);
    check(p, "Kenya refused to sign the treaty.", "sign", Reality::Denied);
    check(p, "Kenya may sign the treaty.", "sign", Reality::Conditional);
    check(p, "Prices fall if Kenya signs the treaty.", "sign", Reality::Conditional);
}

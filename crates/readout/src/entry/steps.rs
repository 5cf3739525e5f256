//! One thing told as further on in one document than in another: a plan here, a deed there.

use super::{Cite, Conflict, ConflictKind, Context, Severity};

/// How far it came, as one report has it.
pub struct Step {
    pub word: String,
    /// Still to come.
    pub is_open: bool,
    pub cite: Cite,
}

/// Who tells how far it came, in the order of the reports; `None` where all say the same.
pub fn steps(entry: &str, told: &[Step], context: &Context) -> Option<Conflict> {
    let mut words: Vec<(&str, Vec<&str>)> = vec![];
    let mut days: [Vec<&str>; 2] = [vec![], vec![]];
    for Step { word, is_open, cite } in told {
        let day = context.readings.get(cite.doc).and_then(|r| r.document.published.value.as_deref());
        let place = words.iter().position(|(w, _)| w == word).unwrap_or_else(|| {
            words.push((word, vec![]));
            words.len() - 1
        });
        words[place].1.extend(day);
        days[usize::from(*is_open)].extend(day);
    }
    if words.len() < 2 {
        return None;
    }
    // Still a plan in a document of a later day than one that tells it as done.
    let is_taken_back = days[0].iter().min().zip(days[1].iter().max()).is_some_and(|(done, planned)| planned > done);
    let severity = if is_taken_back { Severity::Contradiction } else { Severity::Note };
    let mut words: Vec<String> = words.into_iter().map(|(word, days)| with_days(word, days)).collect();
    words.sort();
    Some(Conflict {
        kind: ConflictKind::Status,
        severity,
        entries: vec![entry.to_string()],
        why: words.join(" / "),
        at: told.iter().map(|step| step.cite.clone()).collect(),
    })
}

/// "planned (2031-03-01)": with the days on which it was told so.
fn with_days(word: &str, mut days: Vec<&str>) -> String {
    days.sort_unstable();
    days.dedup();
    if days.is_empty() { word.to_string() } else { format!("{word} ({})", days.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Published};
    use crate::entry::cites::Cites;
    use crate::entry::judged::Bound;
    use crate::reading::Reading;

    fn check(told: &[(&str, Option<&str>)], expected: Option<&str>) {
        assert_eq!(found(told).map(|c| c.why).as_deref(), expected);
    }

    /// What is told of an entry whose reports say these words on these days.
    fn found(told: &[(&str, Option<&str>)]) -> Option<Conflict> {
        let document = |day: Option<&str>| Document {
            published: Published { value: day.map(str::to_string), ..Published::default() },
            ..Document::default()
        };
        let readings: Vec<Reading> = told.iter().map(|(_, day)| Reading::of(document(*day))).collect();
        let readings: Vec<&Reading> = readings.iter().collect();
        let (judged, cites) = (Bound::default(), Cites::of(&readings));
        let context =
            Context { readings: &readings, places: &[], entities: &[], entity_of: &[], judged: &judged, cites: &cites };
        let cite = |doc| Cite { doc, id: String::new(), at: vec![] };
        let step = |(doc, (word, _)): (usize, &(&str, Option<&str>))| Step {
            word: word.to_string(),
            is_open: *word == "planned",
            cite: cite(doc),
        };
        let told: Vec<Step> = told.iter().enumerate().map(step).collect();
        steps("events-1", &told, &context)
    }

    #[test]
    fn a_plan_told_after_the_deed_contradicts_it() {
        let severity = |plan| found(&[("signed", Some("2031-03-05")), ("planned", Some(plan))]).map(|c| c.severity);
        assert_eq!(severity("2031-03-06"), Some(Severity::Contradiction));
        assert_eq!(severity("2031-03-04"), Some(Severity::Note));
        assert_eq!(severity("2031-03-05"), Some(Severity::Note));
    }

    #[test]
    fn a_plan_and_a_deed_are_told_with_their_days() {
        check(
            &[("planned", Some("2031-03-01")), ("happened", Some("2031-03-09")), ("planned", Some("2031-02-27"))],
            Some("happened (2031-03-09) / planned (2031-02-27, 2031-03-01)"),
        );
        check(&[("planned", None), ("happened", None)], Some("happened / planned"));
    }

    #[test]
    fn what_all_tell_alike_is_no_step() {
        check(&[("planned", Some("2031-03-01")), ("planned", None)], None);
        check(&[], None);
    }
}

//! One thing told as further on in one document than in another: a plan here, a deed there.

use super::{Cite, Conflict, Context, Severity};

/// Who tells how far it came, in the order of the reports; `None` where all say the same.
pub fn steps(entry: &str, told: &[(String, Cite)], context: &Context) -> Option<Conflict> {
    let mut words: Vec<(&str, Vec<&str>)> = vec![];
    for (word, cite) in told {
        let day = context.readings.get(cite.doc).and_then(|r| r.document.published.value.as_deref());
        let place = words.iter().position(|(w, _)| w == word).unwrap_or_else(|| {
            words.push((word, vec![]));
            words.len() - 1
        });
        words[place].1.extend(day);
    }
    if words.len() < 2 {
        return None;
    }
    let mut words: Vec<String> = words.into_iter().map(|(word, days)| with_days(word, days)).collect();
    words.sort();
    Some(Conflict {
        kind: "status",
        severity: Severity::Note,
        entries: vec![entry.to_string()],
        why: words.join(" / "),
        at: told.iter().map(|(_, cite)| cite.clone()).collect(),
    })
}

/// "planned (2031-03-01)": with the days on which it was told so.
fn with_days(word: &str, mut days: Vec<&str>) -> String {
    days.sort_unstable();
    days.dedup();
    if days.is_empty() { word.to_string() } else { format!("{word} ({})", days.join(", ")) }
}

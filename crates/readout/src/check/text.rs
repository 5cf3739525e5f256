//! A checked draft for the terminal: a line for each finding, then what it was held against.

use super::message::{WORDS, one_line};
use super::{Checked, Finding};

pub fn render(checked: &Checked) -> String {
    let mut out: String = checked.to_look_at().map(|f| shown(checked, f)).collect();
    out += &summary(checked);
    out
}

fn shown(checked: &Checked, finding: &Finding) -> String {
    let printed = one_line(checked.draft().reading.printed(finding.at));
    format!("{}: {printed}\n  {}\n", finding.outcome.key(), finding.message)
}

fn summary(checked: &Checked) -> String {
    let counts: Vec<String> = checked.counts().iter().map(|(outcome, n)| format!("{n} {}", outcome.key())).collect();
    let words = WORDS.of(checked.draft().reading.language());
    format!("{}: {}\n", words.scope(&checked.scope), counts.join(", "))
}

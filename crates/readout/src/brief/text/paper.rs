//! Eighty columns of a terminal: words are set line by line, each in its style; nothing in a source can move the cursor.

use unicode_width::UnicodeWidthStr;

pub const WIDTH: usize = 80;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    Strong,
    Faint,
    Bad,
    Good,
    Link,
}

/// A run of text in one style. A space stands between two runs.
pub type Run = (String, Style);

/// A page that is being set.
#[derive(Debug, Default)]
pub struct Paper {
    pub colours: bool,
    out: String,
}

impl Paper {
    pub fn new(colours: bool) -> Self {
        Paper { colours, out: String::new() }
    }

    pub fn finish(self) -> String {
        self.out
    }

    pub fn blank(&mut self) {
        self.out.push('\n');
    }

    /// Sets runs as one paragraph; `hang` stands before its first line, and the following ones are indented as far.
    pub fn set(&mut self, hang: &str, runs: &[Run]) {
        let indent = hang.width();
        let room = WIDTH.saturating_sub(indent).max(20);
        let words: Vec<(String, Style)> = runs.iter().flat_map(|(text, style)| words(text, *style, room)).collect();
        let mut line: Vec<(String, Style)> = vec![];
        let mut used = 0;
        let mut lead = self.style(hang, Style::Faint);
        for (word, style) in words {
            let width = word.width();
            if !line.is_empty() && used + 1 + width > room {
                self.line(&lead, &line);
                lead = " ".repeat(indent);
                (line, used) = (vec![], 0);
            }
            used += width + usize::from(!line.is_empty());
            line.push((word, style));
        }
        self.line(&lead, &line);
    }

    fn line(&mut self, lead: &str, words: &[(String, Style)]) {
        let mut line = lead.to_string();
        for (i, run) in words.chunk_by(|a, b| a.1 == b.1).enumerate() {
            let text: Vec<&str> = run.iter().map(|(word, _)| word.as_str()).collect();
            if i > 0 {
                line.push(' ');
            }
            line.push_str(&self.style(&text.join(" "), run[0].1));
        }
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }

    fn style(&self, text: &str, style: Style) -> String {
        let code = match style {
            Style::Plain => return text.to_string(),
            Style::Strong => "1",
            Style::Faint => "2",
            Style::Bad => "31",
            Style::Good => "32",
            Style::Link => "36",
        };
        if !self.colours || text.trim().is_empty() {
            return text.to_string();
        }
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}

/// Words of a text, one longer than a line cut to its width.
fn words(text: &str, style: Style, room: usize) -> Vec<(String, Style)> {
    let mut out = vec![];
    for word in harmless(text).split_whitespace() {
        let mut piece = String::new();
        for c in word.chars() {
            if format!("{piece}{c}").width() > room {
                out.push((std::mem::take(&mut piece), style));
            }
            piece.push(c);
        }
        out.push((piece, style));
    }
    out
}

/// Control characters and changes of direction, which would act on the terminal, become the sign for an unreadable one.
pub fn harmless(text: &str) -> String {
    let acts = |c: char| (c.is_control() && !c.is_whitespace()) || is_direction(c);
    text.chars().map(|c| if acts(c) { '\u{fffd}' } else { c }).collect()
}

fn is_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_filled_and_hang() {
        let mut paper = Paper::new(false);
        paper.set("S1  ", &[("word ".repeat(30), Style::Plain)]);
        let text = paper.finish();
        assert!(text.lines().all(|l| l.width() <= WIDTH), "{text}");
        assert!(text.starts_with("S1  word") && text.contains("\n    word"), "{text}");
    }

    #[test]
    fn an_endless_word_is_cut_and_an_escape_sequence_does_nothing() {
        let mut paper = Paper::new(false);
        paper.set("  ", &[(format!("{}\u{1b}[31m\u{202e}", "x".repeat(300)), Style::Plain)]);
        let text = paper.finish();
        assert!(text.lines().all(|l| l.width() <= WIDTH), "{text}");
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'));
    }
}

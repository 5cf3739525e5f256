//! Paragraphs and headings: the blocks of a text that are read, debris left out.

use super::Reading;
use super::debris::lines::{self, Line, ends_sentence, fold};
use crate::document::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// The headline, when the text begins with one.
    Title,
    /// A line that heads a section.
    Heading,
    Paragraph,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub at: Span,
    pub kind: BlockKind,
}

/// A headline has no more words, a heading of a section still fewer.
const TITLE: usize = 35;
const HEADING: usize = 14;
/// Lines of old newswires and of mail are broken at this width or before it.
const NARROW: usize = 100;

pub fn find(reading: &mut Reading) {
    let text = reading.document.text.as_str();
    let lines = lines::of(text);
    let wrapped = is_wrapped(text, &lines);
    let paragraphs = if wrapped { joined(text, &lines) } else { lines.iter().map(|l| l.at).collect() };
    let mut blocks = vec![];
    for at in paragraphs {
        // A shortcode or a dateline inside a paragraph leaves what stands before and behind it.
        for rest in without_debris(reading, at) {
            if text[rest.range()].chars().any(char::is_alphanumeric) {
                blocks.push(Block { at: rest, kind: BlockKind::Paragraph });
            }
        }
    }
    name_title(reading, &mut blocks);
    name_headings(text, &mut blocks);
    if reading.document.title.is_none() {
        let title = blocks.first().filter(|b| b.kind == BlockKind::Title).map(|b| text[b.at.range()].to_string());
        reading.document.title = title;
    }
    reading.blocks = blocks;
}

/// The paragraph, cut at debris.
fn without_debris(reading: &Reading, paragraph: Span) -> Vec<Span> {
    let text = reading.document.text.as_str();
    let from = reading.debris.partition_point(|d| d.at.end <= paragraph.start);
    let mut out = vec![];
    let mut start = paragraph.start;
    for debris in reading.debris[from..].iter().take_while(|d| d.at.start < paragraph.end) {
        if debris.at.start > start {
            out.push(Span::new(start, debris.at.start).trim(text));
        }
        start = start.max(debris.at.end);
    }
    if start < paragraph.end {
        out.push(Span::new(start, paragraph.end).trim(text));
    }
    out.retain(|s| !s.is_empty());
    out
}

/// The first block is the headline where it is what the document is called, or where it does not end as a sentence does
/// and sentences follow.
fn name_title(reading: &Reading, blocks: &mut [Block]) {
    let text = reading.document.text.as_str();
    let sentences = blocks.iter().skip(1).take(6).any(|b| is_paragraph(&text[b.at.range()]));
    let Some(first) = blocks.first_mut() else { return };
    let printed = &text[first.at.range()];
    let words = printed.split_whitespace().count();
    let called = reading.document.title.as_deref().is_some_and(|t| fold(t) == fold(printed));
    let is_line = !printed.contains('\n') && words <= TITLE;
    let capital = printed.chars().find(|c| c.is_alphabetic()).is_some_and(|c| !c.is_lowercase());
    let open = !ends_sentence(printed) || is_question(printed) && words <= HEADING;
    if called
        || is_line && sentences && words > 1 && capital && open && !printed.ends_with([',', ';', ':', '-', '–', '—'])
    {
        first.kind = BlockKind::Title;
    }
}

/// A short line that does not end as a sentence does, or asks, and has paragraphs above and below it.
fn name_headings(text: &str, blocks: &mut [Block]) {
    let printed: Vec<&str> = blocks.iter().map(|b| &text[b.at.range()]).collect();
    let is_line: Vec<bool> = printed.iter().map(|p| is_heading_line(p)).collect();
    let is_full: Vec<bool> = printed.iter().map(|p| is_paragraph(p)).collect();
    for i in 1..blocks.len() {
        let marked = is_marked(printed[i]);
        let above = is_full[i - 1]
            || blocks[i - 1].kind == BlockKind::Title
            || printed[i - 1].ends_with(['.', '”', '"', '!', ':']);
        let below = is_full.get(i + 1).copied().unwrap_or(false);
        if marked || is_line[i] && above && below {
            blocks[i].kind = BlockKind::Heading;
        }
    }
    for block in blocks {
        let printed = &text[block.at.range()];
        if is_marked(printed) {
            block.at.start += printed.len() - printed.trim_start_matches('#').trim_start().len();
        }
    }
}

fn is_heading_line(printed: &str) -> bool {
    let words = printed.split_whitespace().count();
    let first = printed.chars().next().unwrap_or('-');
    let open = !ends_sentence(printed) || is_question(printed);
    let opens = first.is_uppercase() || first.is_numeric() || first == '‘' || first == '“' || first == '"';
    words <= HEADING && open && opens && !printed.contains('\n') && !printed.ends_with([',', ';', ':', '-', '–', '—'])
}

/// A question of the writer's; one in marks is a speaker's.
fn is_question(printed: &str) -> bool {
    printed.ends_with('?') && !printed.contains(['“', '"', '«', '„'])
}

/// Markdown: "## What the minister said".
fn is_marked(printed: &str) -> bool {
    let hashes = printed.bytes().take_while(|b| *b == b'#').count();
    (1..=6).contains(&hashes)
        && printed[hashes..].starts_with(' ')
        && printed[hashes..].trim().chars().any(char::is_alphanumeric)
}

fn is_paragraph(printed: &str) -> bool {
    ends_sentence(printed) && printed.split_whitespace().nth(7).is_some()
}

/// Most lines go on in the next one, and none is wide.
fn is_wrapped(text: &str, lines: &[Line]) -> bool {
    let (mut pairs, mut go_on) = (0, 0);
    for pair in lines.windows(2) {
        let between = &text[pair[0].at.end..pair[1].at.start];
        if between.matches('\n').count() > 1 || between.ends_with("  ") || between.ends_with('\t') {
            continue;
        }
        pairs += 1;
        let lower = pair[1].text.chars().next().is_some_and(char::is_lowercase);
        go_on += usize::from(lower && !ends_sentence(pair[0].text));
    }
    let wide = lines.iter().filter(|l| l.text.chars().take(NARROW + 1).count() > NARROW).count();
    pairs >= 2 && go_on * 10 >= pairs * 3 && wide * 20 <= lines.len()
}

/// Lines that go on in the next one as one paragraph; a blank line, an indented one or debris between ends it.
fn joined(text: &str, lines: &[Line]) -> Vec<Span> {
    let width = lines.iter().map(|l| l.at.len()).max().unwrap_or(0);
    let mut out: Vec<Span> = vec![];
    let mut previous: Option<&Line> = None;
    for line in lines {
        let goes_on = previous.is_some_and(|p| goes_on(text, p, line, width));
        match out.last_mut().filter(|_| goes_on) {
            Some(last) => *last = last.join(line.at),
            None => out.push(line.at),
        }
        previous = Some(line);
    }
    out
}

fn goes_on(text: &str, above: &Line, below: &Line, width: usize) -> bool {
    let between = &text[above.at.end..below.at.start];
    if between.matches('\n').count() > 1 {
        return false;
    }
    let indent = |line: &Line| text[..line.at.start].bytes().rev().take_while(|b| matches!(b, b' ' | b'\t')).count();
    if indent(below) > indent(above) + 1 || below.is_item() {
        return false;
    }
    // A short line that ends a sentence ends its paragraph.
    !(ends_sentence(above.text) && above.at.len() * 10 < width * 7)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn blocks(text: &str) -> Vec<(String, BlockKind)> {
        let mut reading = Reading::of(Document { text: text.into(), ..Document::default() });
        super::super::debris::find(&mut reading);
        find(&mut reading);
        reading.blocks.iter().map(|b| (reading.printed(b.at).to_string(), b.kind)).collect()
    }

    fn kinds(text: &str) -> Vec<BlockKind> {
        blocks(text).into_iter().map(|(_, kind)| kind).collect()
    }

    use BlockKind::{Heading, Paragraph, Title};
    const LONG: &str = "The harbour of Tarn was closed on Monday, the port authority said.";

    #[test]
    fn a_first_line_without_a_stop_is_the_headline() {
        assert_eq!(kinds(&format!("Tarn closes its harbour\n{LONG}")), [Title, Paragraph]);
        assert_eq!(kinds(LONG), [Paragraph]);
        assert_eq!(kinds("A single line without end"), [Paragraph]);
    }

    #[test]
    fn a_short_line_between_paragraphs_heads_a_section() {
        let text = format!(
            "Tarn closes its harbour\n{LONG}\nWhat Lindqvist said\n{LONG} Twice.\nWhy did Marr go?\nThen {LONG}"
        );
        assert_eq!(kinds(&text), [Title, Paragraph, Heading, Paragraph, Heading, Paragraph]);
    }

    #[test]
    fn items_of_a_list_are_no_headings() {
        assert_eq!(kinds(&format!("{LONG}\nTwelve ships\nFour boats\nThen {LONG}"))[1], Paragraph);
    }

    #[test]
    fn lines_that_were_broken_at_a_width_are_one_paragraph() {
        let text = "The harbour of Tarn was closed on Monday, and the ships that were\nwaiting in the bay turned back to the north, the port authority of\nVelmora said.\n    \"Nobody was hurt,\" it added in a statement that was read out in the\ncapital.\n";
        let found = blocks(text);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].0.ends_with("Velmora said.") && found[0].0.contains('\n'));
    }

    #[test]
    fn a_dateline_is_not_part_of_the_paragraph() {
        assert_eq!(blocks("TARN, March 3 (Reuters) - The harbour was closed.")[0].0, "The harbour was closed.");
    }

    #[test]
    fn a_markdown_heading_is_read_without_its_hashes() {
        let found = blocks(&format!("# Tarn closes\n\n{LONG}\n\n## What Lindqvist said\n\nShort.\n"));
        assert_eq!(found[2], ("What Lindqvist said".to_string(), Heading));
    }
}

//! Paragraphs and headings: the blocks of a text that are read, debris left out.

use super::Reading;
use super::debris;
use super::debris::lines::{self, ends_sentence, fold};
use crate::document::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// The headline, when the text begins with one.
    Title,
    /// A line that heads a section.
    Heading,
    Paragraph,
    /// Whole sentences under a picture: read, though no part of the article.
    Caption,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub at: Span,
    pub kind: BlockKind,
}

/// A headline has no more words, a heading of a section still fewer.
const TITLE: usize = 35;
const HEADING: usize = 14;
const SECTION: usize = 2;
/// A text that asks more often is an interview, and its questions are no headings.
const QUESTIONS: usize = 6;

pub fn find(reading: &mut Reading) {
    let text = reading.document.text.as_str();
    let lines = lines::of(text);
    let mut blocks = vec![];
    for at in lines.iter().map(|line| line.at) {
        if let Some(caption) = caption(reading, at) {
            blocks.push(Block { at: caption, kind: BlockKind::Caption });
            continue;
        }
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
        let title = blocks.iter().find(|b| b.kind == BlockKind::Title).map(|b| text[b.at.range()].to_string());
        reading.document.title = title;
    }
    reading.blocks = blocks;
}

/// A caption has so many words before it says anything.
const CAPTION: usize = 8;

/// The sentences of a line that is a caption, without whose picture it is; one from the archive tells of another day.
fn caption(reading: &Reading, line: Span) -> Option<Span> {
    let text = reading.document.text.as_str();
    let from = reading.debris.partition_point(|d| d.at.end <= line.start);
    let whole = reading.debris.get(from).filter(|d| d.why == "caption" && d.at == line)?;
    let printed = &text[whole.at.range()];
    let open = printed.ends_with([')', ']']).then(|| printed.rfind(['(', '[']))??;
    let sentences = printed[..open].trim_end();
    let words = || sentences.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()));
    let archive = words().take(4).any(|w| debris::is_of_a_caption(&w.to_lowercase(), reading.language()));
    (ends_sentence(sentences) && !archive && words().count() >= CAPTION)
        .then(|| Span::new(line.start, line.start + sentences.len()))
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
    let Some(start) = blocks.iter().position(|b| b.kind != BlockKind::Caption) else { return };
    let blocks = &mut blocks[start..];
    // A word or two above a headline is the name of a section.
    let is_section = |i: usize, words: usize| {
        let printed = blocks.get(i).map_or("", |b| &text[b.at.range()]);
        !ends_sentence(printed) && (1..=words).contains(&printed.split_whitespace().count())
    };
    let above = reading.document.title.is_none() && is_section(0, SECTION) && is_section(1, TITLE);
    let is_headline = blocks.get(1).is_some_and(|b| text[b.at.range()].split_whitespace().count() > SECTION + 1);
    let blocks = if above && is_headline { &mut blocks[1..] } else { blocks };
    let sentences = blocks.iter().skip(1).take(6).any(|b| is_paragraph(&text[b.at.range()]));
    let Some(first) = blocks.first_mut() else { return };
    let printed = &text[first.at.range()];
    let words = printed.split_whitespace().count();
    let titled = reading.document.title.is_some();
    let called = reading.document.title.as_deref().is_some_and(|t| fold(t) == fold(printed));
    let is_line = !printed.contains('\n') && words <= TITLE;
    let capital = printed.chars().find(|c| c.is_alphabetic()).is_some_and(|c| !c.is_lowercase());
    let open = !ends_sentence(printed) || is_question(printed) && words <= HEADING;
    // A page that is called otherwise begins with another line: a place, a caption, a heading.
    let plain = !titled || words > 6;
    if called
        || plain
            && is_line
            && sentences
            && words > 1
            && capital
            && open
            && !printed.ends_with([',', ';', ':', '-', '–', '—'])
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
        let is_named = blocks[i].kind != BlockKind::Paragraph;
        if !is_named && (marked || is_line[i] && above && below) {
            blocks[i].kind = BlockKind::Heading;
        }
    }
    let asks = |b: &Block| b.kind == BlockKind::Heading && text[b.at.range()].ends_with('?');
    if blocks.iter().filter(|b| asks(b)).count() > QUESTIONS {
        blocks.iter_mut().filter(|b| asks(b)).for_each(|b| b.kind = BlockKind::Paragraph);
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
    let named = printed.chars().any(char::is_lowercase) || words > 1 && printed.chars().all(|c| !c.is_ascii_digit());
    let opens = named && first.is_uppercase()
        || first.is_numeric() && words > 3
        || first == '‘'
        || first == '“'
        || first == '"';
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

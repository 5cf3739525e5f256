//! Quotations in paragraphs of their own that nobody is named with, in a text in which only one person speaks.

use super::loose::is_long;
use super::quotes::Loose;
use super::{Voice, VoiceKind};
use crate::reading::names::Class;
use crate::reading::{Reading, layout::BlockKind};

/// So many statements must be his before anything else is.
const FEWEST: usize = 2;
/// How many paragraphs lie between his words and such a quotation.
const NEAR: usize = 3;

pub fn add(reading: &Reading, loose: &[Loose], voices: &mut Vec<Voice>) {
    let Some(speaker) = only_speaker(reading, voices) else { return };
    let blocks: Vec<usize> =
        voices.iter().filter(|v| v.speaker() == Some(speaker)).flat_map(|v| block(reading, v)).collect();
    let free = |l: &&Loose| {
        let at = reading.blocks[l.block].at;
        let whole = is_long(reading, l)
            && at.start + 4 >= l.inside.start
            && reading.blocks[l.block].kind == BlockKind::Paragraph;
        let near = blocks.iter().any(|b| *b < l.block && l.block - b <= NEAR);
        whole && near && !voices.iter().any(|v| v.content.iter().any(|s| s.overlaps(l.inside)))
    };
    let new: Vec<Voice> = loose.iter().filter(free).map(|l| voice(l, speaker)).collect();
    voices.extend(new);
    voices.sort_by(|a, b| (&a.content, a.cue).cmp(&(&b.content, b.cue)));
}

fn block(reading: &Reading, voice: &Voice) -> Option<usize> {
    let start = voice.content.first()?.start;
    Some(reading.blocks.partition_point(|b| b.at.end <= start))
}

/// The person who says everything in the text that anybody says, by name.
fn only_speaker(reading: &Reading, voices: &[Voice]) -> Option<usize> {
    let mut speakers = voices.iter().filter_map(Voice::speaker);
    let first = speakers.next()?;
    let person = reading.entities.get(first).is_some_and(|e| e.class == Class::Person);
    let mut all = voices.iter().filter(|v| v.source.is_some() || !v.speakers.is_empty());
    let alone = all.all(|v| v.speakers == [first]);
    (person && alone && speakers.count() + 1 >= FEWEST).then_some(first)
}

fn voice(loose: &Loose, speaker: usize) -> Voice {
    Voice {
        kind: VoiceKind::Direct,
        content: vec![loose.inside],
        quoted: vec![],
        cue: None,
        source: None,
        speakers: vec![speaker],
        called: None,
        reported_by: None,
        venue: None,
        addressee: None,
        when: None,
        stance: None,
        rule: "only-speaker",
    }
}

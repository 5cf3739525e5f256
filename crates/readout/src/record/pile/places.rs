//! The places of words in few bytes: how far from the word before, and how long.

use crate::document::Span;

pub fn packed(spans: &[Span]) -> Box<[u8]> {
    let (mut out, mut end) = (vec![], 0);
    for span in spans {
        number(&mut out, span.start.saturating_sub(end));
        number(&mut out, span.len());
        end = span.end;
    }
    out.into_boxed_slice()
}

pub fn unpacked(bytes: &[u8]) -> Vec<Span> {
    let (mut out, mut end, mut rest) = (vec![], 0, bytes);
    while let Some((gap, after)) = taken(rest) {
        let Some((length, after)) = taken(after) else { break };
        out.push(Span::new(end + gap, end + gap + length));
        (end, rest) = (end + gap + length, after);
    }
    out
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
fn number(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn taken(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let last = bytes.iter().position(|byte| byte & 0x80 == 0)?;
    let value = bytes[..=last].iter().rev().fold(0, |value, byte| value << 7 | usize::from(byte & 0x7F));
    Some((value, &bytes[last + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_come_back_as_they_were() {
        let spans: Vec<Span> = [(0, 3), (4, 4), (300, 511), (511, 70_000)].map(|(a, b)| Span::new(a, b)).into();
        assert_eq!(unpacked(&packed(&spans)), spans);
        assert_eq!(unpacked(&[]), []);
    }
}

//! Numbers in words where times need them: ordinals, counts, years.

use super::lexicon::Class;
use super::scan::Scan;

/// "third", "twenty-first", "21st": the index behind it and the value.
pub fn ordinal(scan: &Scan, i: usize) -> Option<(usize, u32)> {
    if let Some((value, length)) = scan.digits(i) {
        let ending = scan.is_glued(i + 1) && scan.has(i + 1, Class::OrdinalEnding);
        return (ending && length <= 3).then_some((i + 2, value));
    }
    if let Some(found) = scan.ordinal_word(i) {
        return Some(found);
    }
    let (end, tens) = scan.number_word(i).filter(|(_, n)| (20..100).contains(n))?;
    let next = if scan.is_hyphen(end) { end + 1 } else { end };
    let (end, ones) = scan.ordinal_word(next).filter(|(_, n)| *n < 10)?;
    Some((end, tens + ones))
}

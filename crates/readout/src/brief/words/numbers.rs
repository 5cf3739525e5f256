//! Numbers and days as a reader writes them: "7.84 billion" for "7,840,000,000", "January – September 2024" for an interval.

use super::Words;

/// A text of the record with its long numbers shortened and its ISO days written out.
pub fn readable(text: &str, words: &Words) -> String {
    text.split(' ').map(|word| readable_word(word, words)).collect::<Vec<_>>().join(" ")
}

fn readable_word(text: &str, words: &Words) -> String {
    if let Some(inside) = text.strip_prefix('(') {
        return format!("({}", readable_word(inside, words));
    }
    let bare = text.trim_end_matches([',', ';', '.', ':', ')']);
    if let Some(days) = days(bare, words) {
        return days + &text[bare.len()..];
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let end = start + number_length(&rest[start..]);
        out.push_str(&rest[..start]);
        out.push_str(&shortened(&rest[start..end], words).unwrap_or_else(|| rest[start..end].to_string()));
        rest = &rest[end..];
    }
    out + rest
}

/// "2024-01/2024-09", "2024-10-22": what is an ISO day or interval through and through.
fn days(text: &str, words: &Words) -> Option<String> {
    let is_iso = |part: &str| (7..=10).contains(&part.len()) && words.date(part) != part;
    match text.split_once('/') {
        Some((from, to)) => (is_iso(from) && is_iso(to)).then(|| words.dates(from, to)),
        None => is_iso(text).then(|| words.date(text)),
    }
}

/// Digits, with commas between three and a decimal point among them.
fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    while is_digit(end) || (matches!(bytes.get(end), Some(b',' | b'.')) && is_digit(end + 1)) {
        end += 1;
    }
    end
}

/// A number of at least seven digits, in groups of three or plain, when its scale leaves few digits over.
fn shortened(number: &str, words: &Words) -> Option<String> {
    let groups: Vec<&str> = number.split(',').collect();
    let is_grouped = groups.len() > 2 && groups[1..].iter().all(|g| g.len() == 3 && !g.contains('.'));
    let is_plain = groups.len() == 1 && number.len() >= 7 && !number.contains('.') && !number.starts_with('0');
    if !is_grouped && !is_plain {
        return None;
    }
    let digits = groups.concat();
    let (zeros, name) = words.scale(digits.len())?;
    let (whole, rest) = digits.split_at(digits.len() - zeros);
    let rest = rest.trim_end_matches('0');
    match rest.len() {
        0 => Some(format!("{whole} {name}")),
        1..=4 => Some(format!("{whole}{}{rest} {name}", words.decimal)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::words::words;

    fn check(text: &str, expected: &str) {
        assert_eq!(readable(text, words()), expected);
    }

    #[test]
    fn a_long_number_is_written_with_its_scale() {
        check("7,840,000,000 USD", "7.84 billion USD");
        check("3,200,000,000,000", "3.2 trillion");
        check("differ by 860000000", "differ by 860 million");
        check("12,000,000 of 15,500,000", "12 million of 15.5 million");
    }

    #[test]
    fn a_number_that_is_short_or_has_many_digits_stays() {
        check("2,350 students", "2,350 students");
        check("1,234,567", "1,234,567");
        check("20241022 and 0700000000", "20241022 and 0700000000");
        check("1.5 to 2.5, in 2024", "1.5 to 2.5, in 2024");
        check("12,34,567", "12,34,567");
        check("", "");
    }

    #[test]
    fn days_are_written_out() {
        check("2024-10-22", "22 October 2024");
        check("2024-01/2024-09", "January – September 2024");
        check("2023", "2023");
        check("planned (2024-10-22)", "planned (22 October 2024)");
        check("7 is for 2024-10-22, 8 for 2023", "7 is for 22 October 2024, 8 for 2023");
    }
}

//! Printed digits as exact decimals: separators of thousands, decimal commas, signs for fractions.

use rust_decimal::Decimal;
use std::str::FromStr;

/// The value of a run of digits and the value of one unit of its last digit. `None` for what is no single number
/// ("3.8.0", "22,24,26") and for numbers beyond the type.
pub fn read(printed: &str) -> Option<(Decimal, Decimal)> {
    let plain = without_separators(printed)?;
    let value = Decimal::from_str(&plain).ok()?;
    let decimals = plain.split_once('.').map_or(0, |(_, d)| d.len());
    Some((value, power_of_ten(-i32::try_from(decimals).ok()?)?))
}

fn without_separators(printed: &str) -> Option<String> {
    let plain: String = printed.replace('\'', ",");
    let (commas, points) = (plain.matches(',').count(), plain.matches('.').count());
    match (commas, points) {
        (0, 0 | 1) => Some(leading_zero(plain)),
        (1.., 0 | 1) if groups_of_three(&plain, ',', '.') => Some(plain.replace(',', "")),
        (0 | 1, 1..) if groups_of_three(&plain, '.', ',') => Some(plain.replace('.', "").replace(',', ".")),
        (1, 0) => Some(plain.replace(',', ".")),
        _ => None,
    }
}

fn leading_zero(plain: String) -> String {
    if plain.starts_with('.') {
        return format!("0{plain}");
    }
    plain
}

/// "1,234,567.8": the first group has one to three digits, the others three each.
fn groups_of_three(plain: &str, thousands: char, decimal: char) -> bool {
    let whole = match plain.split_once(decimal) {
        Some((whole, rest)) if !rest.contains(thousands) => whole,
        Some(_) => return false,
        None => plain,
    };
    let mut groups = whole.split(thousands);
    let first = groups.next().unwrap_or("");
    let others: Vec<&str> = groups.collect();
    let Some((last, middle)) = others.split_last() else { return false };
    // "12,34,567": in India the middle groups have two digits.
    let width = middle.first().map_or(3, |g| g.len());
    let even = matches!(width, 2 | 3) && middle.iter().all(|g| g.len() == width);
    (1..=3).contains(&first.len()) && first != "0" && last.len() == 3 && even
}

/// Ten to this power, as far as the type reaches.
pub fn power_of_ten(exponent: i32) -> Option<Decimal> {
    if exponent < 0 {
        return (exponent >= -28).then(|| Decimal::new(1, exponent.unsigned_abs()));
    }
    (0..exponent).try_fold(Decimal::ONE, |power, _| power.checked_mul(Decimal::TEN))
}

/// A base to a whole power.
pub fn power(base: Decimal, exponent: i32) -> Option<Decimal> {
    if exponent.unsigned_abs() > 64 {
        return None;
    }
    let power = (0..exponent.unsigned_abs()).try_fold(Decimal::ONE, |power, _| power.checked_mul(base))?;
    if exponent < 0 { Decimal::ONE.checked_div(power) } else { Some(power) }
}

/// "½" as numerator and denominator.
pub fn vulgar(sign: &str) -> Option<(i64, i64)> {
    const FRACTIONS: &[(&str, i64, i64)] = &[
        ("½", 1, 2),
        ("⅓", 1, 3),
        ("⅔", 2, 3),
        ("¼", 1, 4),
        ("¾", 3, 4),
        ("⅕", 1, 5),
        ("⅖", 2, 5),
        ("⅗", 3, 5),
        ("⅘", 4, 5),
        ("⅙", 1, 6),
        ("⅚", 5, 6),
        ("⅛", 1, 8),
        ("⅜", 3, 8),
        ("⅝", 5, 8),
        ("⅞", 7, 8),
        ("⅐", 1, 7),
        ("⅑", 1, 9),
        ("⅒", 1, 10),
    ];
    FRACTIONS.iter().find(|(s, ..)| *s == sign).map(|(_, n, d)| (*n, *d))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(printed: &str, value: &str, grain: &str) {
        let (v, g) = read(printed).expect(printed);
        assert_eq!(
            (v.normalize().to_string().as_str(), g.normalize().to_string().as_str()),
            (value, grain),
            "{printed}"
        );
    }

    #[test]
    fn separators_are_told_from_decimal_points() {
        check("17.2", "17.2", "0.1");
        check("1,234,567", "1234567", "1");
        check("1,234.50", "1234.5", "0.01");
        check("1.234.567", "1234567", "1");
        check("1.234,5", "1234.5", "0.1");
        check("1,3", "1.3", "0.1");
        check(".25", "0.25", "0.01");
        check("4'500", "4500", "1");
    }

    #[test]
    fn what_is_no_single_number_is_none() {
        assert_eq!(read("3.8.0"), None);
        assert_eq!(read("22,24,26"), None);
        assert_eq!(read(&"9".repeat(60)), None);
    }
}

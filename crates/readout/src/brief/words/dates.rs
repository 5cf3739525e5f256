//! Days as a reader writes them, after the patterns of the page's language and region.

use super::{Words, fill};

impl Words {
    /// An ISO date as a reader writes it; what is not one stays as it is.
    pub fn date(&self, iso: &str) -> String {
        self.date_with(iso, &self.months.long)
    }

    pub fn short_date(&self, iso: &str) -> String {
        self.date_with(iso, &self.months.short)
    }

    fn date_with(&self, iso: &str, months: &[String]) -> String {
        let Some((year, month, day)) = parts(iso) else {
            return self.part_of_year(iso).unwrap_or_else(|| iso.to_string());
        };
        let Some(month) = months.get(month - 1) else { return iso.to_string() };
        let pattern = if day.is_some() { &self.date } else { &self.month_only };
        let day = day.map(|d| d.to_string()).unwrap_or_default();
        // A year that the text leaves open is not printed.
        let year = if year.contains('X') { "" } else { year };
        fill(pattern, &[("d", &day), ("m", month), ("y", year)]).trim_matches([' ', ',']).to_string()
    }

    /// "2024-H1" is the first half of 2024, "2023-Q3" the third quarter of 2023.
    fn part_of_year(&self, iso: &str) -> Option<String> {
        match iso.len() {
            2 | 3 if !iso.bytes().all(|b| b.is_ascii_digit()) => return None,
            2 => return Some(fill(&self.century, &[("y", iso)])),
            3 => return Some(fill(&self.decade, &[("y", iso)])),
            _ => {}
        }
        let (year, part) = iso.split_once('-').filter(|(year, _)| year.len() == 4)?;
        let (names, number) = match part.split_at_checked(1)? {
            ("H", number) => (&self.halves, number),
            ("Q", number) => (&self.quarters, number),
            _ => return None,
        };
        let place = number.parse::<usize>().ok()?.checked_sub(1)?;
        Some(fill(names.get(place)?, &[("y", year)]))
    }

    /// "22 – 26 October 2024": what both days share is said once.
    pub fn dates(&self, first: &str, last: &str) -> String {
        self.dates_with(first, last, &self.months.long)
    }

    pub fn short_dates(&self, first: &str, last: &str) -> String {
        self.dates_with(first, last, &self.months.short)
    }

    fn dates_with(&self, first: &str, last: &str, months: &[String]) -> String {
        if first == last {
            return self.date_with(first, months);
        }
        let name = |month: usize| months.get(month - 1).map_or("", String::as_str);
        let (from, to) = (parts(first), parts(last));
        let (Some((year, m, d)), Some((to_year, m2, d2))) = (from, to) else {
            return self.apart(first, last, months);
        };
        let (day, day2) = (d.unwrap_or(0).to_string(), d2.unwrap_or(0).to_string());
        let slots = [("d", day.as_str()), ("d2", &day2), ("m", name(m)), ("m2", name(m2)), ("y", year)];
        match (d, d2) {
            _ if year != to_year => self.apart(first, last, months),
            (Some(_), Some(_)) => fill(if m == m2 { &self.same_month } else { &self.same_year }, &slots),
            (None, None) => fill(&self.months_of_year, &slots),
            _ => self.apart(first, last, months),
        }
    }

    /// A day or an interval between two, as a reader writes it; `None` where nothing in it is known ("XXXX-WXX-4").
    pub fn period(&self, value: &str) -> Option<String> {
        let written = match value.split_once('/') {
            Some((from, to)) => self.dates(from, to),
            None => self.date(value),
        };
        (!written.contains("XX")).then_some(written)
    }

    /// Two dates that share nothing.
    fn apart(&self, first: &str, last: &str, months: &[String]) -> String {
        fill(&self.range, &[("a", &self.date_with(first, months)), ("b", &self.date_with(last, months))])
    }
}

/// Year, month and day of an ISO date.
fn parts(iso: &str) -> Option<(&str, usize, Option<usize>)> {
    let mut pieces = iso.get(..10).unwrap_or(iso).split('-');
    let year = pieces.next().filter(|y| y.len() == 4)?;
    let month = pieces.next()?.parse().ok().filter(|m| (1..=12).contains(m))?;
    let day = match pieces.next() {
        Some(day) => Some(day.parse().ok()?),
        None => None,
    };
    Some((year, month, day))
}

#[cfg(test)]
mod tests {
    use crate::brief::words::words;

    #[test]
    fn a_date_is_written_out_and_anything_else_is_left_alone() {
        assert_eq!(words().date("2024-10-02"), "2 October 2024");
        assert_eq!(words().date("2024-10"), "October 2024");
        assert_eq!(words().dates("2024-10-02", "2024-10-05"), "2 – 5 October 2024");
        assert_eq!(words().dates("2024-09-30", "2024-10-05"), "30 September – 5 October 2024");
        assert_eq!(words().dates("2023-09-30", "2024-10-05"), "30 September 2023 – 5 October 2024");
        assert_eq!(words().date("2024-H1"), "first half of 2024");
        assert_eq!(words().date("2023-Q5"), "2023-Q5");
        assert_eq!(words().date("193"), "1930s");
        assert_eq!(words().date("XXXX-03"), "March");
        assert_eq!(words().date("XXXX-03-14"), "14 March");
        assert_eq!(words().date("2024-W43"), "2024-W43");
        assert_eq!(words().date("соседи"), "соседи");
        assert_eq!(words().date(""), "");
    }

    #[test]
    fn a_region_writes_days_in_its_own_way() {
        let american = words().in_region("US");
        assert_eq!(american.date("2024-10-02"), "October 2, 2024");
        assert_eq!(american.dates("2024-10-02", "2024-10-05"), "October 2 – 5, 2024");
        assert_eq!(american.dates("2024-09-30", "2024-10-05"), "September 30 – October 5, 2024");
        assert_eq!(american.dates("2024-09", "2024-10"), "September – October 2024");
        assert_eq!(words().in_region("ZZ").date("2024-10-02"), "2 October 2024");
    }
}

//! The language of a text.

use whatlang::Lang;

/// So many characters decide.
const SAMPLE: usize = 6000;

/// A text with a digit for so few letters is a table.
const DIGITS: usize = 8;

/// ISO 639-1 code where it can be told; `declared` is what the page says of itself.
pub fn of(text: &str, declared: Option<&str>) -> Option<String> {
    let sample: String = text.chars().take(SAMPLE).collect();
    if is_kazakh(&sample) {
        return Some("kk".into());
    }
    let declared = declared.map(short).filter(|d| d.len() == 2);
    let info = whatlang::detect(&sample);
    match info {
        Some(info) if info.is_reliable() && !is_table(&sample) => {
            iso_639_1(info.lang()).map(str::to_string).or(declared)
        }
        _ => declared,
    }
}

fn short(tag: &str) -> String {
    tag.trim().split(['-', '_']).next().unwrap_or("").to_ascii_lowercase()
}

/// Numbers with abbreviations between them are in no language that the detector could tell.
fn is_table(text: &str) -> bool {
    let count = |is: fn(char) -> bool| text.chars().filter(|c| is(*c)).count();
    count(|c| c.is_ascii_digit()) * DIGITS > count(char::is_alphabetic)
}

/// The detector does not know Kazakh and takes it for Ukrainian or Russian. Its letters tell: both of `қ` and `ұ` or `ң`
/// are used by no other language with `і`.
fn is_kazakh(text: &str) -> bool {
    let mut cyrillic = 0;
    let (mut own, mut shared) = (0, 0);
    for c in text.chars().flat_map(char::to_lowercase) {
        cyrillic += usize::from(('\u{0400}'..='\u{04FF}').contains(&c));
        own += usize::from(matches!(c, 'қ' | 'ұ'));
        shared += usize::from(matches!(c, 'і' | 'ә' | 'ғ' | 'ң'));
    }
    own > 0 && shared > 0 && (own + shared) * 40 > cyrillic && cyrillic * 2 > text.chars().count() / 2
}

fn iso_639_1(lang: Lang) -> Option<&'static str> {
    CODES.iter().find(|(code, _)| *code == lang.code()).map(|(_, short)| *short)
}

/// ISO 639-3 to ISO 639-1, for the languages that the detector knows.
const CODES: &[(&str, &str)] = &[
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("zul", "zu"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(of(text, None).as_deref(), expected, "{text}");
    }

    #[test]
    fn languages_are_told_apart() {
        check(
            "The ministers met in the capital on Tuesday and agreed to build a new bridge over the river.",
            Some("en"),
        );
        check("Министры встретились в столице во вторник и договорились построить новый мост через реку.", Some("ru"));
        check("Міністри зустрілися у столиці у вівторок і домовилися збудувати новий міст через річку.", Some("uk"));
    }

    #[test]
    fn kazakh_is_not_taken_for_ukrainian() {
        check(
            "Министрлер сейсенбіде астанада кездесіп, өзен арқылы жаңа көпір салуға келісті, деп хабарлады қызмет.",
            Some("kk"),
        );
    }

    #[test]
    fn a_table_of_results_is_in_no_language() {
        check("Net profit 311,400 against 226,117 Sales 7,204,000 against 6,881,300 Dividend 12 cts", None);
    }

    #[test]
    fn what_cannot_be_told_stays_open() {
        check("", None);
        check("12 345", None);
        assert_eq!(of("OK", Some("en-GB")).as_deref(), Some("en"));
    }
}

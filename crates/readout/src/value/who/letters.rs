//! Letters of names: one spelling for all scripts, how a name sounds, and how alike two words are.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Latin small letters and digits without accents, whatever the script; everything else becomes a space.
pub fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.nfkc().filter(|c| !is_combining_mark(*c)) {
        match c {
            '\'' | '’' | 'ʼ' | '‘' | '`' | 'ʻ' | '′' | 'ь' | 'ъ' | 'Ь' | 'Ъ' | '\u{ad}' => {}
            c if c.is_ascii_alphanumeric() => out.push(c.to_ascii_lowercase()),
            c if c.is_alphanumeric() => {
                let latin = any_ascii::any_ascii_char(c).to_ascii_lowercase();
                out.extend(latin.chars().filter(char::is_ascii_alphanumeric));
            }
            _ => out.push(' '),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The consonants of a folded word, those that Arabic and Hebrew script do not tell apart as one: their names come without vowels.
pub fn skeleton(word: &str) -> String {
    let mut out = String::new();
    for c in sound(word).chars().filter(|c| !is_vowel(*c)) {
        let c = match c {
            'p' => 'b',
            'v' => 'f',
            'g' => 'j',
            'x' => 'k',
            c => c,
        };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out.trim_matches('f').to_string()
}

/// Whether a name is written in a script that leaves out vowels.
pub fn is_without_vowels(name: &str) -> bool {
    name.chars().any(|c| matches!(c, '\u{590}'..='\u{6ff}' | '\u{750}'..='\u{77f}'))
}

/// How a folded word sounds whatever system romanised it: the same for "tokayev" and "tokaev", "dzhomart" and "jomart".
pub fn sound(word: &str) -> String {
    let mut heard = word.to_string();
    for (from, to) in SPELLINGS {
        if heard.contains(from) {
            heard = heard.replace(from, to);
        }
    }
    let mut out = String::with_capacity(heard.len());
    let mut letters: Vec<char> = heard.chars().collect();
    // Pinyin: "Xi" is what others write "Shi" or "Hsi".
    if let Some(first) = letters.first_mut().filter(|c| **c == 'x') {
        *first = '5';
    }
    for (i, c) in letters.iter().enumerate() {
        let c = match c {
            'q' => 'k',
            'c' => 'k',
            'w' => 'v',
            'y' => 'i',
            'h' if i > 0 => continue,
            c => *c,
        };
        // Between or after vowels an i is a glide, which one system writes and another does not.
        let glide = c == 'i' && i > 0 && (out.ends_with(is_vowel) || letters.get(i + 1).is_some_and(|n| is_vowel(*n)));
        if !glide && !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// Groups of letters that stand for one sound in some romanisation, longer ones first.
const SPELLINGS: [(&str, &str); 26] = [
    ("shch", "s4"),
    ("stsch", "s4"),
    ("tsch", "4"),
    ("sch", "s5"),
    ("tch", "4"),
    ("dzh", "j"),
    ("dsch", "j"),
    ("zh", "j"),
    ("dj", "j"),
    ("hs", "s5"),
    ("kh", "h"),
    ("gh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("ch", "4"),
    ("sh", "s5"),
    ("s5", "5"),
    ("ck", "k"),
    ("ks", "x"),
    ("ts", "c"),
    ("tz", "c"),
    ("ou", "u"),
    ("oo", "u"),
    ("eev", "ev"),
    ("ee", "i"),
    ("ov", "of"),
];

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// From 0 to 1: letters that romanisations confuse cost little, neighbours swapped cost one letter.
pub fn likeness(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(64).collect(), b.chars().take(64).collect());
    let longest = a.len().max(b.len());
    if longest == 0 {
        return 1.0;
    }
    (1.0 - distance(&a, &b) / longest as f64).max(0.0)
}

fn distance(a: &[char], b: &[char]) -> f64 {
    let width = b.len() + 1;
    let mut cost = vec![0.0; (a.len() + 1) * width];
    for (j, cell) in cost.iter_mut().take(width).enumerate() {
        *cell = j as f64;
    }
    for i in 1..=a.len() {
        cost[i * width] = i as f64;
        for j in 1..=b.len() {
            let (x, y) = (a[i - 1], b[j - 1]);
            let doubled = |w: &[char], k: usize| k > 1 && w[k - 1] == w[k - 2];
            let leave = cost[(i - 1) * width + j] + if doubled(a, i) || x == 'h' { 0.4 } else { 1.0 };
            let put = cost[i * width + j - 1] + if doubled(b, j) || y == 'h' { 0.4 } else { 1.0 };
            let mut best = f64::min(leave, put).min(cost[(i - 1) * width + j - 1] + exchange(x, y));
            if i > 1 && j > 1 && x == b[j - 2] && y == a[i - 2] {
                best = best.min(cost[(i - 2) * width + j - 2] + 0.8);
            }
            cost[i * width + j] = best;
        }
    }
    cost[cost.len() - 1]
}

fn exchange(x: char, y: char) -> f64 {
    if x == y {
        return 0.0;
    }
    let pair = (x.min(y), x.max(y));
    let near = matches!(
        pair,
        ('i', 'y')
            | ('i', 'j')
            | ('j', 'y')
            | ('c', 'k')
            | ('k', 'q')
            | ('v', 'w')
            | ('s', 'z')
            | ('f', 'v')
            | ('d', 't')
            | ('b', 'p')
            | ('c', 's')
            | ('g', 'h')
            | ('h', 'k')
            | ('k', 'x')
    );
    if near {
        return 0.5;
    }
    if is_vowel(x) && is_vowel(y) { 0.6 } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn romanisations_of_one_name_sound_alike() {
        for (a, b) in [
            ("tokayev", "tokaev"),
            ("dzhomart", "jomart"),
            ("sergey", "sergei"),
            ("alexey", "alexei"),
            ("mikhail", "mihail"),
        ] {
            assert_eq!(sound(a), sound(b), "{a} {b}");
        }
        assert_ne!(sound("ivanov"), sound("ivanenko"));
    }

    #[test]
    fn every_script_is_folded() {
        assert_eq!(fold("Лукьяненко"), fold("Lukyanenko"));
        assert_eq!(fold("Müller-Łęcki"), "muller lecki");
    }
}

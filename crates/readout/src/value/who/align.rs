//! The words of one name set against those of another.

use super::letters::{likeness, skeleton, sound};
use super::parts::{Parts, lists};
use super::romanised;

/// Which words found their like.
#[derive(Clone, Debug, Default)]
pub struct Alignment {
    pub matched: usize,
    /// Words of the one and of the other that found none.
    pub left: Vec<String>,
    pub right: Vec<String>,
    /// Likeness of the least and the most alike pair.
    pub weakest: f64,
    pub strongest: f64,
    /// Given names agree by initials and nothing more.
    pub only_initials: bool,
    /// Of all letters, the share that found its like.
    pub score: f64,
}

/// Longer names are cut: nobody tells names apart by their fortieth word.
const MOST_WORDS: usize = 40;

pub fn align(a: &Parts, b: &Parts, company: bool) -> Alignment {
    let vowelless = a.vowelless != b.vowelless;
    let (a, b) = (merged(&a.words, &b.words), merged(&b.words, &a.words));
    let (a, b) = (&a[..a.len().min(MOST_WORDS)], &b[..b.len().min(MOST_WORDS)]);
    let mut pairs = vec![];
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            let alike = if company {
                company_word(x, y)
            } else {
                person_word(x, y).max(if vowelless { consonants(x, y) } else { 0.0 })
            };
            if alike > 0.0 {
                pairs.push((alike, i, j));
            }
        }
    }
    pairs.sort_by(|p, q| q.0.total_cmp(&p.0).then((p.1.abs_diff(p.2)).cmp(&q.1.abs_diff(q.2))).then(p.cmp_places(q)));
    choose(a, b, &pairs, company)
}

trait Places {
    fn cmp_places(&self, other: &Self) -> std::cmp::Ordering;
}

impl Places for (f64, usize, usize) {
    fn cmp_places(&self, other: &Self) -> std::cmp::Ordering {
        (self.1, self.2).cmp(&(other.1, other.2))
    }
}

fn choose(a: &[String], b: &[String], pairs: &[(f64, usize, usize)], company: bool) -> Alignment {
    let (mut in_a, mut in_b) = (vec![false; a.len()], vec![false; b.len()]);
    let mut out = Alignment { weakest: 1.0, only_initials: true, ..Alignment::default() };
    let mut letters = 0.0;
    let mut full = 0;
    for (alike, i, j) in pairs {
        if in_a[*i] || in_b[*j] {
            continue;
        }
        (in_a[*i], in_b[*j]) = (true, true);
        out.matched += 1;
        out.weakest = out.weakest.min(*alike);
        out.strongest = out.strongest.max(*alike);
        full += usize::from(a[*i].len() > 1 && b[*j].len() > 1);
        letters += alike * (weight(&a[*i], company) + weight(&b[*j], company));
    }
    out.only_initials = full < 2;
    if out.matched == 0 {
        out.weakest = 0.0;
    }
    // A word said twice has found its like the first time.
    let rest = |words: &[String], used: &[bool], others: &[String]| -> Vec<String> {
        let open = words.iter().zip(used).filter(|(_, used)| !**used).map(|(w, _)| w);
        open.filter(|w| !(others.contains(w) && words.iter().filter(|o| o == w).count() > 1)).cloned().collect()
    };
    out.left = rest(a, &in_a, b);
    out.right = rest(b, &in_b, a);
    let all: f64 = a.iter().chain(b).map(|w| weight(w, company)).sum();
    out.score = if all > 0.0 { letters / all } else { 0.0 };
    out
}

fn weight(word: &str, company: bool) -> f64 {
    let letters = word.chars().count().clamp(2, 10) as f64;
    if company && lists().is_common(word) {
        return letters * 0.6;
    }
    if !company && (lists().is_patronymic(word) || word.len() == 1) { letters * 0.4 } else { letters }
}

/// Words of the one that together are a word of the other put together: "Patr ushev", "Good Will".
fn merged(words: &[String], others: &[String]) -> Vec<String> {
    let mut out: Vec<String> = vec![];
    let mut i = 0;
    while i < words.len() {
        let run = (2..=3.min(words.len() - i)).rev().find(|n| {
            let joined = words[i..i + n].concat();
            others.iter().any(|o| {
                o.len() > 4
                    && (*o == joined
                        || likeness(o, &joined) > 0.86 && words[i..i + n].iter().all(|w| !others.contains(w)))
            })
        });
        let initials = run.or_else(|| initials_run(&words[i..], others));
        let n = initials.unwrap_or(1);
        // "Jean Claude" beside "JC" is written as its initials too.
        let word = if run.is_none() && n > 1 {
            words[i..i + n].iter().filter_map(|w| w.chars().next()).collect()
        } else {
            words[i..i + n].concat()
        };
        out.push(word);
        i += n;
    }
    out
}

fn initials_run(words: &[String], others: &[String]) -> Option<usize> {
    (2..=3.min(words.len())).rev().find(|n| {
        let initials: String = words[..*n].iter().filter_map(|w| w.chars().next()).collect();
        others.len() > 1 && words.len() > *n && words[..*n].iter().all(|w| w.len() > 1) && others.contains(&initials)
    })
}

/// 0 when the words are not alike enough to be one.
fn person_word(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    if initial(a, b) || initial(b, a) {
        return 0.8;
    }
    if lists().are_one_name(a, b) {
        return 0.92;
    }
    let romanised = romanised::alike(a, b);
    // Two fathers' names are alike by their endings already.
    if let (Some(x), Some(y)) = (lists().father(a), lists().father(b)) {
        return alike(x, y, 0.74).max(romanised);
    }
    alike(a, b, 0.68).max(romanised)
}

/// The same consonants in a script without vowels and in one with.
fn consonants(a: &str, b: &str) -> f64 {
    let (a, b) = (skeleton(a), skeleton(b));
    let alike = likeness(&a, &b);
    if a.len() > 1 && b.len() > 1 && alike >= 0.75 { 0.7 + 0.2 * alike } else { 0.0 }
}

fn company_word(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    let common = lists().is_common(a) && lists().is_common(b);
    let numbers = a.chars().chain(b.chars()).any(|c| c.is_ascii_digit());
    if common || numbers {
        return 0.0;
    }
    alike(a, b, 0.72)
}

fn alike(a: &str, b: &str, least: f64) -> f64 {
    let shorter = a.chars().count().min(b.chars().count());
    if shorter < 2 {
        return 0.0;
    }
    let written = likeness(a, b);
    let heard = if shorter > 1 && sound(a) == sound(b) { 0.94 } else { 0.0 };
    let found = written.max(heard);
    let least = if shorter <= 3 { least.max(0.74) } else { least };
    if found >= least { found } else { 0.0 }
}

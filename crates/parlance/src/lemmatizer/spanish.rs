//! The Spanish lemmatizer: endings chosen by the morphology, vowels that alternate, pronouns at the end of verbs.

use super::morphology::{Kind, features};
use super::tables::{Rule, Tables, WordSet};
use crate::attribute_ruler::TokenView;
use crate::strings::string_id;
use std::sync::LazyLock;

/// Pronouns that verbs end in, longest first.
static CLITICS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/es_clitics.txt").lines();
    let mut clitics: Vec<&str> = lines.filter(|line| !line.starts_with('#')).collect();
    clitics.sort_by_key(|clitic| std::cmp::Reverse(clitic.len()));
    clitics
});

/// As many pronouns are taken off one verb.
const MOST_CLITICS: usize = 4;
const PERSONAL: &str = "PronType=Prs";
const PLURAL: &str = "Number=Plur";

/// Parts of speech that do not change their form.
const FIXED: [&str; 9] = ["adp", "cconj", "intj", "part", "propn", "punct", "sconj", "sym", "x"];

/// A word at work: its features, each as `Name=Value`, and the words of its part of speech.
struct Work<'w> {
    tables: &'w Tables,
    features: Vec<String>,
    index: Option<&'w WordSet>,
}

/// The lemma where no table need be asked.
pub(crate) fn without_tables<'t>(token: &TokenView<'t>, pos: &Kind) -> Option<&'t str> {
    if pos.is_none() || !matches!(&*pos.pos, "adj" | "adv" | "aux" | "det" | "noun" | "num" | "pron" | "verb") {
        let as_written = FIXED.contains(&&*pos.pos) && (!token.sentence_start || &*pos.pos == "propn");
        return Some(if as_written { token.text } else { token.lower });
    }
    None
}

pub(crate) fn lemma(token: &TokenView, pos: &Kind, morph: &str, tables: &Tables) -> String {
    let word = token.lower;
    if let Some(exception) = exception(tables, pos.id, word) {
        return exception.to_owned();
    }
    let pos = if &*pos.pos == "aux" { "verb" } else { &pos.pos };
    let each = |(name, values): (&str, &str)| values.split(',').map(|value| format!("{name}={value}")).collect();
    let features = features(morph).flat_map(|feature| -> Vec<String> { each(feature) }).collect();
    let work = Work { tables, features, index: tables.index(string_id(pos)) };
    match pos {
        "adj" | "noun" => work.inflected(word, pos),
        "adv" => listed(tables.named("adverbs"), word).unwrap_or(word).to_owned(),
        "det" => work.determiner(word, "det"),
        "pron" => work.determiner(word, "pron"),
        "num" => listed(tables.named("num"), word).map_or_else(|| number(word), str::to_owned),
        _ if work.has(PERSONAL) => work.verb_with_pronouns(word),
        _ => work.verb(word, work.rules("verb")),
    }
}

fn exception<'w>(tables: &'w Tables, pos: u64, word: &str) -> Option<&'w str> {
    tables.exceptions(pos)?.first(word)
}

/// What a list of whole words has for a word.
fn listed<'w>(rules: &'w [Rule], word: &str) -> Option<&'w str> {
    rules.iter().find(|rule| *rule.old == *word).map(|rule| &*rule.new)
}

/// The word with another ending, if it has the old one.
fn replaced(word: &str, rule: &Rule) -> Option<String> {
    Some(format!("{}{}", word.strip_suffix(&*rule.old)?, rule.new))
}

/// Stops between thousands fall away, and the decimal comma becomes a point.
fn number(word: &str) -> String {
    let whole = word.split(',').next().unwrap_or_default();
    let ends_in_thousands = whole
        .rsplit_once('.')
        .is_some_and(|(_, last)| last.len() == 3 && last.bytes().all(|digit| digit.is_ascii_digit()));
    let word = if ends_in_thousands { word.replace('.', "") } else { word.to_owned() };
    word.replace(',', ".")
}

impl Work<'_> {
    fn has(&self, feature: &str) -> bool {
        self.features.iter().any(|own| own == feature)
    }

    fn is_known(&self, word: &str) -> bool {
        self.index.is_some_and(|index| index.holds(word))
    }

    /// The rules of the first group whose features the word has.
    fn rules(&self, pos: &str) -> &[Rule] {
        let mut groups = self.tables.groups(string_id(pos)).iter();
        let group = groups.find(|group| group.features.iter().all(|feature| self.has(feature)));
        group.map_or(&[], |group| self.tables.named(&group.name))
    }

    /// What the rules make of a word where they change it.
    fn changed(&self, word: &str, rules: &[Rule]) -> Vec<String> {
        rules.iter().filter_map(|rule| replaced(word, rule)).filter(|form| form != word).collect()
    }

    /// The first form that is a known word, else the first form, else the word.
    fn best(&self, forms: Vec<String>, word: &str) -> String {
        let known = forms.iter().position(|form| self.is_known(form)).unwrap_or(0);
        forms.into_iter().nth(known).unwrap_or_else(|| word.to_owned())
    }

    /// A noun or an adjective.
    fn inflected(&self, word: &str, pos: &str) -> String {
        let mut forms = self.changed(word, self.rules(pos));
        if self.has(PLURAL) {
            // The accent may go with the plural.
            let plain: Vec<String> = forms
                .iter()
                .filter(|form| form.ends_with(['n', 's']))
                .flat_map(|form| self.tables.named("accents").iter().map(|rule| form.replace(&*rule.old, &rule.new)))
                .collect();
            forms.extend(plain);
        }
        self.best(forms, word)
    }

    /// A determiner or a pronoun.
    fn determiner(&self, word: &str, pos: &str) -> String {
        for list in [pos, "det_and_pron_fixed"] {
            if let Some(lemma) = listed(self.tables.named(list), word) {
                return lemma.to_owned();
            }
        }
        let general = self.tables.named("det_and_pron_general");
        // A determiner stays as it is where the first rule does not apply; a pronoun tries the other rules.
        let mut forms: Vec<String> = match pos {
            "det" => general.iter().map(|rule| replaced(word, rule).unwrap_or_else(|| word.to_owned())).collect(),
            _ => self.changed(word, general),
        };
        forms.push(word.to_owned());
        self.best(forms, word)
    }

    fn verb(&self, word: &str, rules: &[Rule]) -> String {
        let forms = self.changed(word, rules);
        if let Some(form) = forms.iter().find(|form| self.is_known(form)) {
            return form.clone();
        }
        if let Some(form) = forms.iter().find_map(|form| self.alternated(form)) {
            return form;
        }
        forms.into_iter().next().unwrap_or_else(|| word.to_owned())
    }

    /// The first known verb with another vowel in the stem.
    fn alternated(&self, form: &str) -> Option<String> {
        let single = self.tables.named("voc_alt_1").iter().flat_map(|rule| {
            let places = form.match_indices(&*rule.old);
            let one_letter = rule.old.chars().count() == 1;
            places
                .filter(move |_| one_letter)
                .map(|(at, old)| [&form[..at], &rule.new, &form[at + old.len()..]].concat())
        });
        let double = self.tables.named("voc_alt_2").iter();
        let double =
            double.filter(|rule| form.contains(&*rule.old)).map(|rule| form.replacen(&*rule.old, &rule.new, 1));
        single.chain(double).find(|form| self.is_known(form))
    }

    /// The verb's lemma, and those of the pronouns at its end.
    fn verb_with_pronouns(&self, word: &str) -> String {
        let mut verb = word;
        let mut clitics = Vec::new();
        while clitics.len() < MOST_CLITICS
            && let Some(clitic) = CLITICS.iter().find(|clitic| verb.ends_with(**clitic))
        {
            verb = &verb[..verb.len() - clitic.len()];
            clitics.insert(0, *clitic);
        }
        let accents = self.tables.named("accents").iter();
        let verb = accents.fold(verb.to_owned(), |verb, rule| verb.replace(&*rule.old, &rule.new));
        let verb = match exception(self.tables, string_id("verb"), &verb) {
            Some(exception) => exception.to_owned(),
            None => self.verb(&verb, self.rules("verb")),
        };
        let pronouns: Vec<String> = clitics.into_iter().map(|clitic| self.clitic(clitic)).collect();
        format!("{verb} {}", pronouns.join(" "))
    }

    fn clitic(&self, clitic: &str) -> String {
        match exception(self.tables, string_id("pron"), clitic) {
            Some(exception) => exception.to_owned(),
            None => self.determiner(clitic, "pron"),
        }
    }
}

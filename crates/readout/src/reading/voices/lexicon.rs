//! The words of attribution: cue verbs, cue nouns, phrases and what they take.

use crate::words::Lexicon;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::OnceLock;

pub static WORDS: Lexicon<Words> = Lexicon::new("statement");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Verbs that report what somebody said.
    pub verb: Vec<Entry>,
    /// Nouns for something said: "the claim that ...".
    pub noun: Vec<Entry>,
    /// What somebody is who holds something: "the owners are convinced that ...".
    pub adjective: Vec<Entry>,
    /// A verb and the noun that makes it one of saying: "draw attention to".
    pub phrase: Vec<Phrase>,
    /// Words before a source: "according to".
    pub source_marker: Vec<Marker>,
    /// A preposition and a noun for somebody's account: "in the mayor's words".
    pub account: Vec<Account>,
    /// How a heading says that what follows are one person's words.
    pub frame: Frame,
    pub subject: Subject,
    pub venue: Venue,
    pub impersonal: Impersonal,
    #[serde(skip)]
    index: OnceLock<Index>,
}

/// Words that are used alike, with sentences they must and must not be found in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub stance: Stance,
    pub takes: Vec<Takes>,
    /// Dictionary forms.
    pub words: Vec<String>,
    /// Forms that have no usable dictionary form of their own.
    #[serde(default)]
    pub forms: Vec<String>,
    /// Prepositions behind which the content stands: "spoke about".
    #[serde(default)]
    pub prepositions: Vec<String>,
    /// Prepositions before those who are asked to do something: "called on the owners to repair it".
    #[serde(default)]
    pub addressed: Vec<String>,
    /// Prepositions behind the object that still belong to what is said: "praised her for ...".
    #[serde(default)]
    pub tails: Vec<String>,
    /// Without one of these the verb says nothing: "ruled out".
    #[serde(default)]
    pub particles: Vec<String>,
    #[serde(default)]
    pub fires: Vec<String>,
    #[serde(default)]
    pub silent: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    pub stance: Stance,
    /// The noun is a part of what is said ("readiness to help"), but for a full clause behind it.
    #[serde(default)]
    pub whole: bool,
    pub verbs: Vec<String>,
    #[serde(default)]
    pub nouns: Vec<String>,
    /// What the verb makes of what is said: "made clear that".
    #[serde(default)]
    pub adjectives: Vec<String>,
    #[serde(default)]
    pub prepositions: Vec<String>,
    #[serde(default)]
    pub fires: Vec<String>,
    #[serde(default)]
    pub silent: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Marker {
    /// Its words in lower case, the last one the preposition that has the source below it.
    pub words: Vec<String>,
    /// Nouns behind it that are no source: "according to plan".
    #[serde(default)]
    pub not_sources: Vec<String>,
    pub fires: Vec<String>,
    #[serde(default)]
    pub silent: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    pub prepositions: Vec<String>,
    /// In lower case, as they stand behind the owner.
    pub nouns: Vec<String>,
    pub fires: Vec<String>,
    #[serde(default)]
    pub silent: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// Question words that open a heading such as "What the minister said".
    pub openers: Vec<String>,
    /// Verbs of such a heading.
    pub verbs: Vec<String>,
    /// Prepositions between a speaker and what he speaks about: "The minister on trade".
    pub topics: Vec<String>,
    /// Nouns for a whole text of one speaker: "interview", "speech".
    pub works: Vec<String>,
    /// Nouns for a list of what one speaker said: "theses", "key points".
    pub digests: Vec<String>,
    /// Words that join a sentence to the one before and say nothing themselves.
    pub connectives: Vec<String>,
    pub fires: Vec<String>,
    #[serde(default)]
    pub silent: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// Subjects that nobody is: "it was said".
    pub nobody: Vec<String>,
    /// Conjunctions of an attribution beside its clause: "as the mayor noted, ...".
    pub as_clause: Vec<String>,
    /// Those who speak in the text itself: the writer and the reader.
    pub here: Vec<String>,
    /// Whose account is the writer's or reader's own: "in my view".
    pub writers: Vec<String>,
    /// Nouns for a share of people: a figure about them is no statement of theirs.
    pub shares: Vec<String>,
    /// Prepositions behind an object that is the subject of the verb after them: "quoted the mayor as saying".
    pub object_control: Vec<String>,
    /// Conjunctions of a clause that only supposes: "if he says ...".
    pub suppositions: Vec<String>,
    /// What those who stay unnamed ask for: "who asked not to be named".
    pub anonymity: Vec<String>,
    /// What says nothing, whatever is read in it: "the visit highlighted", "a video showed".
    pub things: Vec<String>,
    /// Nouns for a text that speaks for whom it belongs to: "the company's statement".
    pub texts: Vec<String>,
    /// Verbs that greet those who are named behind them.
    pub greetings: Vec<String>,
    /// Who speaks as a body of the place that is named with it: "the Osmerian government".
    pub bodies: Vec<String>,
    /// The pronoun for a body: "It urged the owners to wait".
    pub neuter: Vec<String>,
    /// Nouns for somebody who tells something and stays without a name: "a source in the ministry".
    pub unnamed: Vec<String>,
    /// How a person is called by age: "the 69-year-old".
    pub aged: Vec<String>,
    /// Words that point back to what was said right before.
    pub pointing: Vec<String>,
    /// Nouns that point to what is said next: "said the following: ...".
    pub ahead: Vec<String>,
    /// What joins two speakers: "Lind and Reyl".
    pub together: String,
    /// Prepositions of an author: "a claim by the mayor".
    pub authors: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Venue {
    /// Where or in what something is said.
    pub nouns: Vec<String>,
    pub prepositions: Vec<String>,
    /// Prepositions before the one who is spoken to.
    pub addressee: Vec<String>,
    /// Nouns for those who pass on what somebody said.
    pub reporters: Vec<String>,
    /// Nouns for those who are only cited.
    pub outlets: Vec<String>,
    /// Verbs of which the subject only passes on what it tells: "the ministry reported".
    pub reports: Vec<String>,
    /// Verbs of passing on: "quoted her as saying".
    pub passes_on: Vec<String>,
}

/// Passives that leave out who says it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Impersonal {
    /// What is done with a point in talks: "it was noted that", "the need for a dam was stressed".
    pub noted: Vec<String>,
    /// What anybody may do, also an outlet's source: "it was reported that".
    pub told: Vec<String>,
    /// "It was agreed to build a dam."
    pub agreed: Vec<String>,
    /// "An agreement was reached to build a dam."
    pub agreements: Vec<String>,
    pub reached: Vec<String>,
    /// Prepositions before what an agreement is about.
    pub about: Vec<String>,
    /// Nouns for an occasion on which two sides talk.
    pub talks: Vec<String>,
    pub fires: Vec<String>,
    pub silent: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    Says,
    Claims,
    Denies,
    Promises,
    Asks,
    Orders,
    Warns,
    Agrees,
    Praises,
    Blames,
    Thinks,
}

/// What a cue takes as the thing said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Takes {
    /// A clause or a quotation: "said that ...".
    Clause,
    /// A quotation only: "laughed".
    Quotation,
    /// "vowed to fight".
    Infinitive,
    /// "urged them to leave".
    Request,
    /// "praised the deal".
    Object,
    /// "described the deal as weak".
    As,
    /// "called the deal weak".
    Predicate,
}

/// From a word to its place in the lists, so that a look-up costs the same however long they are.
#[derive(Debug, Default)]
struct Index {
    verbs: HashMap<String, Vec<usize>>,
    nouns: HashMap<String, usize>,
    adjectives: HashMap<String, usize>,
    phrases: HashMap<String, Vec<usize>>,
}

impl Words {
    /// The entries of a verb, in the order of the file.
    pub fn verbs(&self, lower: &str, lemma: &str) -> impl Iterator<Item = &Entry> {
        let index = self.index();
        let found = index.verbs.get(lower).or_else(|| index.verbs.get(lemma));
        found.into_iter().flatten().map(|i| &self.verb[*i])
    }

    pub fn is_verb(&self, lower: &str, lemma: &str) -> bool {
        self.verbs(lower, lemma).next().is_some()
    }

    pub fn adjective(&self, lower: &str) -> Option<&Entry> {
        self.index().adjectives.get(lower).map(|i| &self.adjective[*i])
    }

    pub fn noun(&self, lemma: &str) -> Option<&Entry> {
        self.index().nouns.get(lemma).map(|i| &self.noun[*i])
    }

    /// Phrases that begin with this verb.
    pub fn phrases(&self, lemma: &str) -> impl Iterator<Item = &Phrase> {
        self.index().phrases.get(lemma).into_iter().flatten().map(|i| &self.phrase[*i])
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let mut index = Index::default();
            for (i, entry) in self.verb.iter().enumerate() {
                for word in entry.words.iter().chain(&entry.forms) {
                    index.verbs.entry(word.clone()).or_default().push(i);
                }
            }
            for (i, entry) in self.noun.iter().enumerate() {
                index.nouns.extend(entry.words.iter().map(|w| (w.clone(), i)));
            }
            for (i, entry) in self.adjective.iter().enumerate() {
                index.adjectives.extend(entry.words.iter().map(|w| (w.clone(), i)));
            }
            for (i, phrase) in self.phrase.iter().enumerate() {
                for verb in &phrase.verbs {
                    index.phrases.entry(verb.clone()).or_default().push(i);
                }
            }
            index
        })
    }
}

impl Entry {
    pub fn takes(&self, what: Takes) -> bool {
        self.takes.contains(&what)
    }
}

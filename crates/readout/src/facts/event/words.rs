//! The words of events, from words/<language>/event.toml: frames of verbs, adjectives and nouns, and how sure they are.

use super::near::Near;
use crate::words::Lexicon;
use serde::Deserialize;
use smol_str::SmolStr;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

pub static WORDS: Lexicon<Words> = Lexicon::new("event");

type List = Vec<SmolStr>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// What can happen, by key.
    pub types: BTreeMap<SmolStr, Type>,
    /// What a type of event is called in the political codes when it is only announced.
    pub announced: BTreeMap<SmolStr, SmolStr>,
    /// The same where it is refused, and where somebody says that it must be done.
    pub refused: BTreeMap<SmolStr, SmolStr>,
    pub demanded: SmolStr,
    /// Nouns that may stand for each other in a slot, by name.
    pub classes: BTreeMap<SmolStr, List>,
    pub verb: Vec<Frame>,
    pub adjective: Vec<Frame>,
    pub noun: Vec<Frame>,
    /// Verbs that say only that what their noun names takes place.
    pub light: Vec<Light>,
    pub rank: Rank,
    pub format: Format,
    pub near: Near,
    #[serde(skip)]
    index: OnceLock<Index>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Type {
    /// How the output contract calls it, where that is not its key.
    pub name: Option<SmolStr>,
    /// The type of the PLOVER scheme, its mode, and the root of the CAMEO code.
    pub plover: Option<SmolStr>,
    pub mode: Option<SmolStr>,
    pub cameo: Option<SmolStr>,
    /// An occasion: "the visit" alone means one that the text has told of, or will.
    #[serde(default)]
    pub occasion: bool,
    /// Those who do something together at it are those who meet.
    #[serde(default)]
    pub joint: bool,
    /// Done by speaking: a statement tells it too.
    #[serde(default)]
    pub said: bool,
    /// Telling itself: who tells something in an interview gives it.
    #[serde(default)]
    pub telling: bool,
    /// Whoever says something in it is the one who gives it: "said in an interview".
    #[serde(default)]
    pub spoken: bool,
    /// Done by those who met right before.
    #[serde(default)]
    pub sealed: bool,
    /// Happens to one and the same only once, as far as one text tells.
    #[serde(default)]
    pub once: bool,
    /// A visit: what is done at it has its days.
    #[serde(default)]
    pub stay: bool,
    /// Done with the forces of a state, which is who does it.
    #[serde(default)]
    pub forces: bool,
    /// Where it strikes is whom it strikes: "fired at targets in Karsenne".
    #[serde(default)]
    pub ground: bool,
    /// Goes on where it began: what is told right behind it of nobody by name is of the same day.
    #[serde(default)]
    pub incident: bool,
    /// Belongs to a visit, where the text tells of one: talks, a signing, a reception.
    #[serde(default)]
    pub part: bool,
    /// What it is done with tells it from others: a signing is that of its document.
    #[serde(default)]
    pub thing: bool,
}

/// Words that tell of one type of event alike, with the roles of what stands in their slots.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    #[serde(rename = "type")]
    pub kind: SmolStr,
    /// Dictionary forms; "blow up" with its particle or preposition.
    pub words: List,
    /// Role of the subject of a verb, of the owner of a noun ("Lind's visit").
    pub subject: Option<SmolStr>,
    pub object: Option<SmolStr>,
    pub dative: Option<SmolStr>,
    /// Role of what stands behind a preposition.
    #[serde(default)]
    pub prepositions: BTreeMap<SmolStr, SmolStr>,
    #[serde(default)]
    pub needs: Vec<Need>,
    /// What the slot must hold: dictionary forms, or classes of them ("@documents"). "@actor" is whoever can act.
    #[serde(default)]
    pub subjects: List,
    #[serde(default)]
    pub objects: List,
    /// What the object must not be.
    #[serde(default)]
    pub never: List,
    /// Prepositions of which one must be there.
    #[serde(default)]
    pub behind: List,
    /// Words of which one must stand in its sentence, verbs with their particle: "to shoot".
    #[serde(default)]
    pub beside: List,
    #[serde(default)]
    pub inner: Inner,
    /// What it takes over is coded as this one: "agreed to hold exercises" is an agreement.
    #[serde(default)]
    pub friendly: bool,
    /// A noun whose plural is one event: "talks".
    #[serde(default)]
    pub plural: bool,
    /// Done by many: what one person holds is another thing ("the candidate's rally").
    #[serde(default)]
    pub crowd: bool,
    /// A noun that is another word in the singular: "a talk".
    #[serde(default)]
    pub plural_only: bool,
    /// A noun that tells of an event only where a verb carries it: "issued a threat".
    #[serde(default)]
    pub carried: bool,
    /// A noun that tells of an event only with its time: "since independence in 1991".
    #[serde(default)]
    pub dated: bool,
    /// A noun that tells of it as what somebody is: "will be the chair".
    #[serde(default)]
    pub copula: bool,
    #[serde(default)]
    pub fires: Vec<String>,
    #[serde(default)]
    pub silent: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    Subject,
    Object,
    /// A clause or an infinitive that it governs.
    Complement,
    /// An infinitive: "agreed to".
    Infinitive,
    NoObject,
    /// No clause: "demonstrate that" is no protest.
    NoComplement,
    /// An occasion on which it is done: "said after the talks".
    Occasion,
    /// Two who do it together, or one and another: "they met".
    Several,
    /// A town, a country or a house that stands behind a preposition of place: "arrived in Oslo".
    Place,
    /// A town or a country behind a preposition of place, and the time when: "was in Oslo on Monday".
    Stay,
    /// An office that it gives: "was named chief of staff", "approved Lind as governor".
    Office,
    /// Two or more who are named: "Lind and Reyl discussed".
    Pair,
}

/// What becomes of events told inside the clause that a frame governs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Inner {
    /// Told like any other.
    #[default]
    Keep,
    /// The inner event is what is told: "agreed to visit".
    TakesOver,
    /// No event: "demanded that they leave".
    Drops,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Light {
    pub words: List,
    /// Where the noun of the event stands.
    pub event: Place,
    /// Its subject only takes part: "attended the talks".
    #[serde(default)]
    pub attends: bool,
    /// It says that what its noun names is to come: "is scheduled".
    #[serde(default)]
    pub plans: bool,
    /// In the present tense it tells how things are: "they have a dialogue".
    #[serde(default)]
    pub state: bool,
    /// What it ends or goes on with must have been: "to end the talks" does not plan them.
    #[serde(default)]
    pub ends: bool,
    /// What it tells of will not take place: "cancelled the meeting".
    #[serde(default)]
    pub undone: bool,
    /// The role of its subject, where that is not the one of the noun's owner.
    pub subject: Option<SmolStr>,
    #[serde(default)]
    pub fires: Vec<String>,
    #[serde(default)]
    pub silent: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    Subject,
    Object,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rank {
    /// Adjectives that give the rank of an occasion.
    pub words: List,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Format {
    /// Words right before the noun of an occasion that say in which form it was held: "one-on-one talks".
    pub before: List,
    /// Runs of words in its clause that say so: "via video link", "behind closed doors".
    pub phrases: List,
    /// Parts of those with few, and of those with many.
    pub small: List,
    pub large: List,
}

/// From a word to the frames that begin with it.
#[derive(Debug, Default)]
struct Index {
    verbs: HashMap<SmolStr, Vec<usize>>,
    adjectives: HashMap<SmolStr, Vec<usize>>,
    nouns: HashMap<SmolStr, Vec<usize>>,
}

impl Words {
    pub fn verbs<'w>(&'w self, lemma: &str) -> impl Iterator<Item = &'w Frame> + use<'w> {
        self.index().verbs.get(lemma).into_iter().flatten().map(|i| &self.verb[*i])
    }

    pub fn adjectives<'w>(&'w self, lemma: &str) -> impl Iterator<Item = &'w Frame> + use<'w> {
        self.index().adjectives.get(lemma).into_iter().flatten().map(|i| &self.adjective[*i])
    }

    pub fn nouns<'w>(&'w self, lemma: &str) -> impl Iterator<Item = &'w Frame> + use<'w> {
        self.index().nouns.get(lemma).into_iter().flatten().map(|i| &self.noun[*i])
    }

    /// Whether a preposition says when: "before", "after", "during".
    pub fn is_timed(&self, preposition: &SmolStr) -> bool {
        let near = &self.near;
        near.during.contains(preposition) || near.after.contains(preposition) || near.ahead.contains(preposition)
    }

    /// Whether a time right behind the noun is its own: "the talks on Friday", "independence in 1905".
    pub fn has_time(&self, lemma: &str) -> bool {
        self.is_occasion(lemma) || self.nouns(lemma).any(|f| f.dated)
    }

    /// A noun for a place or a house.
    pub fn is_somewhere(&self, lemma: &str) -> bool {
        const PLACES: [SmolStr; 2] = [SmolStr::new_static("@lands"), SmolStr::new_static("@institutions")];
        self.near.vague.iter().any(|w| w == lemma) || self.lists(&PLACES, lemma)
    }

    pub fn is_occasion(&self, lemma: &str) -> bool {
        self.nouns(lemma).any(|f| self.types.get(&f.kind).is_some_and(|t| t.occasion))
    }

    /// Whether a word is in a list: itself, or through a class that the list names.
    pub fn lists(&self, list: &[SmolStr], word: &str) -> bool {
        list.iter().any(|entry| match entry.strip_prefix('@') {
            Some(class) => self.classes.get(class).is_some_and(|c| c.iter().any(|w| w == word)),
            None => entry == word,
        })
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index {
            verbs: by_first_word(&self.verb),
            adjectives: by_first_word(&self.adjective),
            nouns: by_first_word(&self.noun),
        })
    }
}

fn by_first_word(frames: &[Frame]) -> HashMap<SmolStr, Vec<usize>> {
    let mut out: HashMap<SmolStr, Vec<usize>> = HashMap::new();
    for (i, frame) in frames.iter().enumerate() {
        for word in &frame.words {
            let known = out.entry(first(word).into()).or_default();
            if known.last() != Some(&i) {
                known.push(i);
            }
        }
    }
    out
}

/// The verb of "blow up".
pub fn first(word: &str) -> &str {
    word.split(' ').next().unwrap_or(word)
}

/// The words of a phrase behind its first.
pub fn rest(word: &str) -> Option<&str> {
    word.split_once(' ').map(|(_, rest)| rest)
}

impl Type {
    pub fn name<'t>(&'t self, key: &'t str) -> &'t str {
        self.name.as_deref().unwrap_or(key)
    }
}

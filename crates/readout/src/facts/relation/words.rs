//! The words of offices and relations, from words/<language>/office.toml.

use super::Office;
use crate::reading::names::Class;
use crate::words::{Lexicon, has};
use serde::Deserialize;
use smol_str::SmolStr;

pub static WORDS: Lexicon<Words> = Lexicon::new("office");

type List = Vec<SmolStr>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub templates: Templates,
    pub offices: Offices,
    pub titles: Vec<Titles>,
    pub nouns: Vec<Noun>,
    pub members: Members,
    pub verbs: Vec<Verb>,
    pub changes: Vec<ChangeVerb>,
    pub prepositions: Prepositions,
    pub tenure: Tenure,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Templates {
    pub of: SmolStr,
    pub leading: SmolStr,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offices {
    pub nouns: List,
    pub ranks: List,
    /// Of these, the ones that are an office where another noun tells of what: "the customs chief".
    pub posts: List,
    /// Offices of a country.
    pub state: List,
    /// Offices that one holds at a time.
    pub sole: List,
}

/// Titles that stand for a relation to what they are held in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Titles {
    pub relation: SmolStr,
    pub names: List,
}

/// A noun that tells what a country or an organisation is of another.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Noun {
    pub relation: SmolStr,
    pub words: List,
    pub of: List,
    /// Verbs of which it is the object: "took over the chairmanship of".
    #[serde(default)]
    pub verbs: List,
    pub fires: List,
    pub silent: List,
}

/// How a text tells who belongs to a body.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Members {
    /// "a grouping of A and B".
    pub bodies: List,
    pub of: List,
    /// "which includes A and B".
    pub verbs: List,
    /// "members of".
    pub words: List,
    /// "member states".
    pub states: List,
    /// "other members".
    pub others: List,
    /// "as members of".
    #[serde(rename = "as")]
    pub role: List,
    pub fires: List,
    pub silent: List,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// Only what is or was so.
    #[default]
    Actual,
    /// What is to be so as well, with the time from which.
    Planned,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verb {
    pub relation: SmolStr,
    pub words: List,
    pub subject: Vec<Class>,
    pub object: Vec<Class>,
    #[serde(default)]
    pub reach: Reach,
    /// The verb tells how it began, so that its time is the beginning.
    #[serde(default)]
    pub begins: bool,
    pub fires: List,
    pub silent: List,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    Begin,
    End,
    Hold,
}

/// A verb by which somebody comes into an office, leaves it or holds it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeVerb {
    pub change: Change,
    pub words: List,
    #[serde(default)]
    pub passive: bool,
    pub fires: List,
    pub silent: List,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prepositions {
    #[serde(rename = "as")]
    pub role: List,
    pub of: List,
    pub since: List,
    pub until: List,
}

/// "took office in 2021".
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tenure {
    pub verbs: List,
    pub begin: List,
    pub objects: List,
}

impl Words {
    /// Whether a description tells an office: its last word is one, and a rank needs to be of something.
    pub fn is_office(&self, noun: &str, has_holder: bool) -> bool {
        has(&self.offices.nouns, noun) && (has_holder || !has(&self.offices.ranks, noun))
    }

    /// Whether it is one where another noun stands with it.
    pub fn is_post(&self, noun: &str) -> bool {
        has(&self.offices.posts, noun)
    }

    pub fn is_of_state(&self, noun: &str) -> bool {
        has(&self.offices.state, noun)
    }

    /// Whether only one at a time holds it.
    pub fn is_sole(&self, title: &str) -> bool {
        has(&self.offices.sole, title)
    }

    /// The relation a title stands for by itself.
    pub fn relation_of(&self, title: &str) -> Option<&SmolStr> {
        let title = title.to_lowercase();
        self.titles.iter().find(|t| has(&t.names, &title)).map(|t| &t.relation)
    }

    /// "President of Osmeria", "Boreal CEO".
    pub fn office(&self, office: &Office, of: Option<&str>) -> String {
        let Some(of) = of else { return office.title.clone() };
        if let Some(joined) = &office.joined {
            return format!("{} {joined} {of}", office.title);
        }
        let template = if office.leading { &self.templates.leading } else { &self.templates.of };
        template.replace("{title}", &office.title).replace("{of}", of)
    }
}

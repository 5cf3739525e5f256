//! Two people of one surname: what stands before and beside a lone surname shows that it is not the one named in full
//! ("Lind and First Lady Ada Lind", "Mr Lind", "President Lind").

use super::classify::Name;
use super::lexicon::Gender;
use super::segment::Text;
use crate::document::Span;
use std::ops::Range;

/// What the words right before a name tell of who bears it.
#[derive(Clone, Debug, Default)]
pub struct Told {
    gender: Option<Gender>,
    office: Option<&'static str>,
    /// Told by who somebody else is: "his wife", "the first lady".
    pub relative: bool,
}

/// What all full names of one person tell.
#[derive(Clone, Debug, Default)]
pub struct Bearer {
    gender: Option<Gender>,
    offices: Vec<&'static str>,
    pub relative: bool,
}

impl Bearer {
    pub fn learn(&mut self, text: &Text, name: &Name) {
        let told = before(text, name);
        let given = text.index.given.get(text.words[name.words.start].lower.as_str()).copied().flatten();
        self.gender = self.gender.or(told.gender).or(given);
        self.offices.extend(told.office);
        self.relative |= told.relative;
    }

    /// A lone surname with these words before it means somebody else.
    pub fn clashes(&self, text: &Text, told: &Told) -> bool {
        let gender = told.gender.is_some() && self.gender.is_some() && told.gender != self.gender;
        let office = told.office.is_some() && !told.relative && self.relative && !self.holds(text, told);
        gender || office
    }

    /// The words before the lone surname are those of this person.
    pub fn holds(&self, text: &Text, told: &Told) -> bool {
        told.office.is_some_and(|o| self.offices.iter().any(|own| text.index.alike(own, o)))
    }
}

pub fn before(text: &Text, name: &Name) -> Told {
    let mut told = Told::default();
    let Some(last) =
        name.words.start.checked_sub(1).filter(|i| text.words[*i].block == text.words[name.words.start].block)
    else {
        return told;
    };
    let gap = between(text, last, name.words.start);
    let office = text.office_ending(last, 0).map(|words| text.lower(&words));
    told.relative = office.as_ref().is_some_and(|o| is_relative(text, o)) && matches!(gap, " " | ", ");
    if !matches!(gap, " " | ". ") && !told.relative {
        return told;
    }
    let honorific = text.index.honorifics.get(text.words[last].lower.as_str()).copied().flatten();
    told.office = office.as_ref().and_then(|o| text.index.office(o));
    told.gender = honorific.or_else(|| told.office.and_then(|o| text.index.office_gender(o)));
    told
}

fn is_relative(text: &Text, office: &str) -> bool {
    text.lexicon.relatives.words.iter().any(|w| w == office)
}

fn between<'r>(text: &Text<'r>, left: usize, right: usize) -> &'r str {
    text.reading.document.printed(Span::new(text.words[left].at.end, text.words[right].at.start))
}

/// So many words may stand between two who are named together.
const NEAR: usize = 6;

/// "Lind and First Lady Ada Lind", "Lind's wife Ada Lind": nothing but what joins two people stands between.
pub fn are_two(text: &Text, a: &Range<usize>, b: &Range<usize>) -> bool {
    let (left, right) = if a.start < b.start { (a, b) } else { (b, a) };
    let words = left.end..right.start;
    if words.is_empty() || words.len() > NEAR || text.words[left.start].block != text.words[right.start].block {
        return false;
    }
    let printed = between(text, left.end - 1, right.start);
    let joins = |i: usize| {
        let word = &text.words[i].lower;
        text.lexicon.particles.listing.contains(word) || is_relative(text, word)
    };
    let known = |i: usize| {
        let word = text.words[i].lower.as_str();
        let office =
            (i..words.end.min(i + 3)).any(|last| text.office_ending(last, words.start).is_some_and(|o| o.contains(&i)));
        joins(i)
            || office
            || text.index.pronouns.contains_key(word)
            || text.index.honorifics.contains_key(word)
            || text.lexicon.particles.articles.iter().any(|a| a == word)
    };
    let related = (0..words.len())
        .any(|n| (words.start + n..words.end).any(|last| is_relative(text, &text.lower(&(words.start + n..last + 1)))));
    !printed.contains(['.', ';', '?', '!', ':']) && words.clone().all(known) && (related || words.clone().any(joins))
}

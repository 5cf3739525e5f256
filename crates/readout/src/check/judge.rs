//! What every part of the check asks: the texts, what is said of a finding, and what of the draft is no claim.

use super::against::Against;
use super::held::hold;
use super::message::{WORDS, Words};
use super::passages::{Alike, Passages};
use super::{Checked, Claim, Difference, Evidence, Finding, Kind, Level, Outcome};
use crate::difference::Side;
use crate::document::{Span, one_line};
use crate::facts::figure::{Figure, Role};
use crate::reading::layout::BlockKind;
use crate::reading::{Amount, Class, Reading, Time};
use crate::record::provenance::{self, Provenance};
use crate::record::{Cite, Record};
use crate::value::amount::{Agreement, agree};
use crate::value::when;
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// The draft, the sources, and where their words stand.
pub struct Judge<'c> {
    checked: &'c Checked,
    pub record: &'c Record,
    pub draft: &'c Reading,
    pub number: usize,
    pub passages: Passages,
    pub words: &'static Words,
    /// Of each sentence of the draft what came of holding it against the sources, made when it is asked for.
    against: Vec<OnceCell<Vec<Against>>>,
    /// "these 3 sources of ... to ...".
    scope: String,
    provenance: Provenance,
}

/// What a finding is.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    pub claim: Claim,
    pub outcome: Outcome,
    pub level: Level,
}

/// Parts of speech that mean something.
const CONTENT: &[&str] = &["NOUN", "PROPN", "VERB", "NUM", "ADJ"];
/// A heading with fewer words says nothing by itself.
const TITLE: usize = 6;
/// A word is known by its beginning.
const STEM: usize = 5;

impl<'c> Judge<'c> {
    pub fn of(checked: &'c Checked) -> Judge<'c> {
        let draft = &checked.draft().reading;
        let words = WORDS.of(draft.language());
        let passages = Passages::of(&checked.record, checked.draft);
        Judge {
            against: passages.own.iter().map(|_| OnceCell::new()).collect(),
            checked,
            record: &checked.record,
            draft,
            number: checked.draft,
            passages,
            words,
            scope: words.scope(&checked.scope),
            provenance: provenance::of(&checked.record.reports, &checked.record.places),
        }
    }

    pub fn reading(&self, doc: usize) -> &'c Reading {
        &self.record.reports[doc].reading
    }

    pub fn are_of_one_story(&self, a: usize, b: usize) -> bool {
        let story = |doc: usize| self.record.places.get(doc).map(|p| p.story);
        a != b && story(a).is_some() && story(a) == story(b)
    }

    /// A sentence of the draft held against those that are most like it.
    pub fn against(&self, own: usize) -> &[Against] {
        let Some((at, kept)) = self.passages.own.get(own).zip(self.against.get(own)) else { return &[] };
        let one = |alike: Alike| {
            let draft = Side { reading: self.draft, at: vec![*at] };
            let source = Side { reading: self.reading(alike.passage.doc), at: vec![alike.passage.at] };
            Against { alike, held: hold(&draft, &source) }
        };
        kept.get_or_init(|| self.passages.alike(own).into_iter().map(one).collect())
    }

    pub fn sentence_of(&self, at: Span) -> Span {
        self.passages.own.iter().copied().find(|s| s.holds(at.start)).unwrap_or(at)
    }

    /// The sentences of a source that these characters touch.
    pub fn sentences_around(&self, doc: usize, at: Span) -> Span {
        let sentences = self.reading(doc).syntax.sentences.iter().map(|s| s.at).filter(|s| s.overlaps(at));
        sentences.reduce(|a, b| a.join(b)).unwrap_or(at)
    }

    /// The stems of the words of a stretch that mean something.
    pub fn content(&self, reading: &Reading, at: Span) -> BTreeSet<String> {
        let tokens = reading.syntax.tokens[reading.syntax.tokens_in(at)].iter();
        let full = tokens.filter(|t| CONTENT.contains(&t.pos.as_str()) && t.lower.chars().any(char::is_alphanumeric));
        full.map(|t| t.lower.chars().take(STEM).collect()).collect()
    }

    // --- what is no claim ----------------------------------------------------------------------------------------------

    /// A heading, or a line without a verb. A tagger may miss the verb of a sentence: what ends with a full stop is one.
    pub fn is_heading(&self, at: Span) -> bool {
        let block = self.draft.blocks.iter().find(|b| b.at.contains(at));
        let tokens = &self.draft.syntax.tokens[self.draft.syntax.tokens_in(at)];
        let has_verb = tokens.iter().any(|t| t.is_verb());
        let is_stopped = tokens.len() >= TITLE / 2 && self.draft.printed(at).trim_end().ends_with('.');
        !(has_verb || is_stopped) || block.is_some_and(|b| b.kind == BlockKind::Heading) && tokens.len() < TITLE
    }

    /// A line that heads a text says less than the text: it is not looked for.
    pub fn is_line(&self, at: Span) -> bool {
        self.draft.blocks.iter().any(|b| b.at.contains(at) && b.kind != BlockKind::Paragraph)
    }

    /// How much of the words of a sentence stands in quotation marks.
    pub fn quoted_part(&self, at: Span) -> f32 {
        let tokens = &self.draft.syntax.tokens[self.draft.syntax.tokens_in(at)];
        let words = || tokens.iter().filter(|t| t.pos != "PUNCT" && t.pos != "SPACE");
        let is_quoted = |at: Span| self.draft.quotations.iter().any(|q| q.inside.contains(at));
        words().filter(|t| is_quoted(t.at)).count() as f32 / words().count().max(1) as f32
    }

    /// A judgement, a question or the draft's own reasoning: nothing in it that a report could carry.
    pub fn is_opinion(&self, at: Span) -> bool {
        let tokens = &self.draft.syntax.tokens[self.draft.syntax.tokens_in(at)];
        let printed = format!(" {} ", one_line(self.draft.printed(at)).to_lowercase());
        let is_marked = self.words.is_opinion(&printed) || printed.trim_end().ends_with('?');
        let figures = &self.record.reports[self.number].facts.figures;
        let has_value = figures.iter().any(|f| f.role == Role::Statistic && at.contains(f.at))
            || self
                .draft
                .times_in(at)
                .any(|t| t.value.as_deref().is_some_and(|v| v.starts_with(|c: char| c.is_ascii_digit())));
        let is_told = tokens.iter().any(|t| t.tag == "VBD" || t.tag == "VBN");
        let is_named = self.draft.mentions_in(at).any(|m| m.entity.is_some());
        self.words.is_of_itself(&printed) || (is_marked && !has_value) || !(has_value || is_named || is_told)
    }

    /// Something in it that can be looked up: a number, a day or a name.
    pub fn has_anchor(&self, at: Span) -> bool {
        let is_named = self.draft.mentions_in(at).any(|m| m.form == crate::reading::names::Form::Name);
        is_named || self.draft.amounts.iter().any(|a| at.contains(a.at)) || self.draft.times_in(at).next().is_some()
    }

    /// A difference that a reader would see too: a name must be one in both texts.
    pub fn counts(&self, difference: &Difference, best: &Against) -> bool {
        let is_close = best.held.is_close();
        match difference.kind {
            Kind::Status if self.share_subject(difference, best) => true,
            Kind::Name | Kind::Status | Kind::Certainty | Kind::Negation => is_close || best.alike.score >= 0.45,
            _ => true,
        }
    }

    /// The verbs of both sides have the same thing or person as their subject.
    fn share_subject(&self, difference: &Difference, best: &Against) -> bool {
        let there = self.reading(best.alike.passage.doc);
        let subjects = difference.draft.zip(difference.source);
        let subjects = subjects.and_then(|(a, b)| Some((subject_of(self.draft, a)?, subject_of(there, b)?)));
        subjects.is_some_and(|(a, b)| a == b)
    }

    /// What leaving out these words of a source does to a statement.
    pub fn kind_of_missing(&self, source: &Reading, at: Span) -> Kind {
        let tokens = &source.syntax.tokens[source.syntax.tokens_in(at)];
        let has = |list: &BTreeSet<String>| tokens.iter().any(|t| list.contains(t.lower.as_str()));
        if has(&self.words.conditions) || has(&self.words.limits) {
            return Kind::Condition;
        }
        if has(&self.words.negations) {
            return Kind::Negation;
        }
        if source.amounts.iter().any(|a| at.contains(a.at)) {
            return Kind::Number;
        }
        let is_name = source.mentions_in(at).any(|m| m.form == crate::reading::names::Form::Name);
        if is_name { Kind::Name } else { Kind::Missing }
    }

    /// The sentence of a source has the draft's side of a difference, and does not only say nothing of it.
    pub fn has_value(&self, difference: &Difference, there: &Against) -> bool {
        let Some(at) = difference.draft else { return true };
        let (reading, passage) = (self.reading(there.alike.passage.doc), there.alike.passage.at);
        let printed = one_line(self.draft.printed(at)).to_lowercase();
        if one_line(reading.printed(passage)).to_lowercase().contains(&printed) {
            return true;
        }
        match difference.kind {
            Kind::Number | Kind::Scale | Kind::Unit => {
                let mine = self.draft.amounts.iter().find(|a| a.at.overlaps(at));
                let agrees = |a: &Amount| mine.is_some_and(|m| agree(&m.quantity, &a.quantity) != Agreement::Different);
                reading.amounts.iter().any(|a| passage.contains(a.at) && agrees(a))
            }
            Kind::Date => {
                let mine = self.draft.times.iter().find(|t| t.at.overlaps(at)).and_then(|t| t.value.as_deref());
                let same = |t: &Time| mine.zip(t.value.as_deref()).is_some_and(|(a, b)| is_one_day(a, b));
                reading.times_in(passage).any(same)
            }
            Kind::Name => false,
            _ => true,
        }
    }

    // --- findings --------------------------------------------------------------------------------------------------------

    /// What a difference of a sentence is called.
    pub fn differing(&self, sentence: Span, difference: &Difference, best: &Against) -> Finding {
        let at = difference.draft.unwrap_or(sentence);
        let relation = super::Relation::Altered;
        let evidence = Evidence { doc: best.alike.passage.doc, at: best.alike.passage.at, relation };
        let found = self.found(difference, best.held.is_close());
        self.finding(at, sentence, found, vec![difference.clone()], vec![evidence])
    }

    pub fn found(&self, difference: &Difference, is_close: bool) -> Found {
        let sure = if is_close { Level::Error } else { Level::Warning };
        let of = |claim, outcome| Found { claim, outcome, level: sure };
        match difference.kind {
            Kind::Number => of(Claim::Figure, Outcome::Number),
            Kind::Scale => of(Claim::Figure, Outcome::Scale),
            Kind::Unit => of(Claim::Figure, Outcome::Unit),
            Kind::Rounding => Found { level: Level::Warning, ..of(Claim::Figure, Outcome::UnfairRounding) },
            Kind::Date => Found { level: sure, ..self.dated(difference) },
            Kind::Speaker => of(Claim::Speaker, Outcome::Misattributed),
            Kind::Name => self.named(difference, sure),
            Kind::Negation => of(Claim::Statement, Outcome::Negation),
            Kind::Condition => Found { level: Level::Warning, ..of(Claim::Statement, Outcome::Cut) },
            Kind::Status => of(Claim::Status, Outcome::Status),
            Kind::Certainty => self.certain(difference, sure),
            _ => Found { level: Level::Note, ..of(Claim::Statement, Outcome::Altered) },
        }
    }

    /// Where it says for which time a figure holds, and a source gives another number for that time, the figure is told of
    /// another time; else it is the date.
    fn dated(&self, difference: &Difference) -> Found {
        let figures = &self.record.reports[self.number].facts.figures;
        let at = |f: &Figure| self.draft.times.get(f.period?).map(|t| t.at);
        let is_period = |f: &&Figure| at(f).zip(difference.draft).is_some_and(|(a, b)| a.overlaps(b));
        let mut told = figures.iter().filter(|f| f.role == Role::Statistic).filter(is_period);
        let (claim, outcome) = match told.any(|f| self.is_taken(f)) {
            true => (Claim::Figure, Outcome::OtherPeriod),
            false => (Claim::Date, Outcome::Date),
        };
        Found { claim, outcome, level: Level::Error }
    }

    /// A source has another number of the same measure for the same time.
    fn is_taken(&self, figure: &Figure) -> bool {
        let is_one_time = |f: &Figure| {
            let both = f.period_value.as_deref().zip(figure.period_value.as_deref());
            both.is_some_and(|(a, b)| when::agree(a, b) == when::Agreement::Same)
        };
        let is_one_measure =
            |f: &Figure| f.measured.as_ref().zip(figure.measured.as_ref()).is_some_and(|(a, b)| a.head == b.head);
        let is_other = |f: &Figure| {
            f.quantity.unit == figure.quantity.unit && agree(&f.quantity, &figure.quantity) == Agreement::Different
        };
        let sources = self.record.reports.iter().enumerate().filter(|(doc, _)| *doc != self.number);
        let mut all = sources.flat_map(|(_, report)| &report.facts.figures);
        all.any(|f| is_one_time(f) && is_one_measure(f) && is_other(f))
    }

    fn named(&self, difference: &Difference, level: Level) -> Found {
        let at = difference.draft.unwrap_or_default();
        let speaks = self.draft.voices.iter().any(|v| v.source.is_some_and(|s| s.overlaps(at)));
        if speaks {
            return Found { claim: Claim::Speaker, outcome: Outcome::Misattributed, level };
        }
        let is_place = self.draft.mentions_in(at).any(|m| matches!(m.class, Class::Place | Class::Country));
        if self.is_behind_place(at) || is_place && self.depends_as(at, "pobj") {
            return Found { claim: Claim::Place, outcome: Outcome::Place, level };
        }
        Found { claim: Claim::Participant, outcome: Outcome::Participant, level }
    }

    /// "in Varn", "near the village": whatever the name may be, it is where something happens.
    fn is_behind_place(&self, at: Span) -> bool {
        let syntax = &self.draft.syntax;
        let Some(name) = syntax.tokens_in(at).last().filter(|_| self.depends_as(at, "pobj")) else { return false };
        let head = syntax.tokens[name].head;
        // "in talks with", "at the request of": only what hangs on a verb says where.
        let is_of_verb = syntax.is_verb(syntax.tokens[head].head);
        is_of_verb && self.words.places.contains(syntax.tokens[head].lower.as_str())
    }

    fn depends_as(&self, at: Span, label: &str) -> bool {
        self.draft.syntax.tokens_in(at).last().is_some_and(|t| self.draft.syntax.tokens[t].dep == label)
    }

    /// Of an agreement it is its status.
    fn certain(&self, difference: &Difference, level: Level) -> Found {
        let at = difference.draft.unwrap_or_default();
        let facts = &self.record.reports[self.number].facts;
        let sentence = self.sentence_of(at);
        if facts.agreements.iter().any(|a| a.at.iter().any(|s| s.overlaps(sentence))) {
            return Found { claim: Claim::Status, outcome: Outcome::Status, level };
        }
        Found { claim: Claim::Certainty, outcome: Outcome::Certainty, level }
    }

    pub fn agreeing(
        &self,
        at: Span,
        sentence: Span,
        claim: Claim,
        outcome: Outcome,
        sources: Vec<Evidence>,
    ) -> Finding {
        self.finding(at, sentence, Found { claim, outcome, level: Level::None }, vec![], sources)
    }

    pub fn finding(
        &self,
        at: Span,
        sentence: Span,
        found: Found,
        differences: Vec<Difference>,
        sources: Vec<Evidence>,
    ) -> Finding {
        let cite = |s: &Evidence| Cite { doc: s.doc, id: String::new(), at: vec![s.at] };
        let cites: Vec<Cite> = sources.iter().map(cite).collect();
        let (claim, outcome, level) = (found.claim, found.outcome, found.level);
        let message = self.message(at, outcome, &differences, &sources);
        let independent = self.provenance.independent(&cites);
        Finding { at, sentence, claim, outcome, level, message, differences, sources, independent }
    }

    fn message(&self, at: Span, outcome: Outcome, differences: &[Difference], sources: &[Evidence]) -> String {
        let printed =
            |reading: &Reading, at: Option<Span>| at.map(|s| one_line(reading.printed(s))).unwrap_or_default();
        let first = sources.first();
        let from = first.map(|s| self.checked.called(s.doc)).unwrap_or_default();
        let difference = differences.first();
        let draft = printed(self.draft, difference.and_then(|d| d.draft).or(Some(at)));
        let there = difference.and_then(|d| d.source).or(first.map(|s| s.at));
        let source = first.map(|s| printed(self.reading(s.doc), there)).unwrap_or_default();
        let also = sources.iter().find(|s| s.relation == super::Relation::Same).map(|s| self.checked.called(s.doc));
        let also = also.unwrap_or_default();
        let slots = [
            ("draft", draft.as_str()),
            ("source", &source),
            ("from", &from),
            ("also", &also),
            ("sources", &self.scope),
        ];
        self.words.of_outcome(outcome, &slots)
    }
}

/// The dictionary form of the subject of the verb that stands there.
fn subject_of(reading: &Reading, at: Span) -> Option<&str> {
    let syntax = &reading.syntax;
    let verb = syntax.tokens_in(at).rev().find(|t| syntax.tokens[*t].pos == "VERB")?;
    let subject = syntax.child(verb, &["nsubj", "nsubjpass"])?;
    let is_pronoun = syntax.tokens[subject].pos == "PRON";
    (!is_pronoun).then(|| syntax.tokens[subject].lemma.as_str())
}

fn is_one_day(a: &str, b: &str) -> bool {
    matches!(when::agree(a, b), when::Agreement::Same | when::Agreement::Inside | when::Agreement::Around)
}

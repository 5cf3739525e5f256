//! A record made by hand: documents, and entries that cite words of them.

use readout::document::{Document, Published, PublishedFrom, Span};
use readout::facts::Facts;
use readout::reading::debris::Debris;
use readout::reading::layout::{Block, BlockKind};
use readout::reading::names::Class;
use readout::reading::voices::{Voice, VoiceKind};
use readout::reading::{Gap, Reading};
use readout::record::{
    Cell, CellValue, Cite, Conflict, ConflictKind, Entity, Entry, Office, Place, Record, Report, Verdict,
};

#[derive(Default)]
pub struct Builder {
    pub reports: Vec<Report>,
    pub places: Vec<Place>,
    pub entities: Vec<Entity>,
    pub entries: Vec<Entry>,
    pub conflicts: Vec<Conflict>,
}

impl Builder {
    /// A document whose lines are paragraphs, the first one its title.
    pub fn document(&mut self, outlet: &str, date: &str, text: &str) -> usize {
        let number = self.reports.len();
        let document = Document {
            id: format!("{number:032x}"),
            path: Some(format!("summit/{number}.txt")),
            outlet: (!outlet.is_empty()).then(|| outlet.to_string()),
            language: Some("en".into()),
            published: Published {
                value: (!date.is_empty()).then(|| date.to_string()),
                from: (!date.is_empty()).then_some(PublishedFrom::Stated),
                at: None,
            },
            text: text.to_string(),
            ..Document::default()
        };
        self.reports.push(Report { reading: reading(document), facts: Facts::default() });
        self.places.push(Place { story: 0, ..Place::default() });
        number
    }

    /// Where these words stand in a document; a fact's name may be given.
    pub fn cite(&self, doc: usize, id: &str, words: &str) -> Cite {
        let text = &self.reports[doc].reading.document.text;
        let pieces = words.split(" [...] ");
        let span = |w: &str| {
            let start = text.find(w).unwrap_or_else(|| panic!("{w:?} is not in document {doc}"));
            Span::new(start, start + w.len())
        };
        Cite { doc, id: id.into(), at: pieces.map(span).collect() }
    }

    pub fn voice(&mut self, doc: usize, source: &str, cue: &str, content: &str) {
        let at = |words: &str| self.cite(doc, "", words).at;
        let voice = Voice {
            kind: VoiceKind::Direct,
            content: at(content),
            quoted: vec![],
            cue: at(cue).first().copied(),
            source: at(source).first().copied(),
            speakers: vec![],
            stance: None,
            called: None,
            reported_by: None,
            venue: None,
            addressee: None,
            when: None,
            rule: "",
        };
        self.reports[doc].reading.voices.push(voice);
    }

    pub fn debris(&mut self, doc: usize, words: &str) {
        let at = self.cite(doc, "", words).at[0];
        self.reports[doc].reading.debris.push(Debris { at, why: "related" });
    }

    pub fn gap(&mut self, doc: usize, words: &str) {
        let at = self.cite(doc, "", words).at[0];
        self.reports[doc].reading.gaps.push(Gap { at, why: "unbalanced-quotation-mark" });
    }

    pub fn entry(
        &mut self,
        kind: &'static str,
        group: &str,
        title: &str,
        verdict: Verdict,
        reports: Vec<Cite>,
    ) -> &mut Entry {
        let id = format!("{kind}-{}", self.entries.iter().filter(|e| e.kind == kind).count() + 1);
        self.entries.push(Entry {
            kind,
            id,
            title: title.into(),
            group: group.into(),
            cells: vec![],
            reports,
            verdict,
            note: None,
            fields: Default::default(),
        });
        self.entries.last_mut().expect("an entry was pushed in the line above")
    }

    pub fn conflict(&mut self, kind: ConflictKind, entries: &[&str], why: &str, at: Vec<Cite>) {
        let entries = entries.iter().map(|e| e.to_string()).collect();
        self.conflicts.push(Conflict { kind, severity: Default::default(), entries, why: why.into(), at });
    }

    pub fn entity(&mut self, class: Class, name: &str, variants: &[&str], office: &str, docs: &[usize]) {
        let mentions = |b: &Builder| -> Vec<Cite> {
            let found = docs.iter().flat_map(|d| variants.iter().map(move |v| (*d, *v)));
            found
                .filter(|(d, v)| b.reports[*d].reading.document.text.contains(v))
                .map(|(d, v)| b.cite(d, "", v))
                .collect()
        };
        let offices = if office.is_empty() { vec![] } else { vec![held(office, vec![self.cite(docs[0], "", office)])] };
        self.entities.push(Entity {
            id: format!("e{}", self.entities.len() + 1),
            class,
            name: name.into(),
            variants: variants.iter().map(|v| v.to_string()).collect(),
            offices,
            reports: mentions(self),
        });
    }

    pub fn build(self) -> Record {
        Record {
            names: vec![],
            judged: Default::default(),
            reports: self.reports,
            places: self.places,
            entities: self.entities,
            entries: self.entries,
            conflicts: self.conflicts,
        }
    }
}

pub fn cell(name: &'static str, verdict: Verdict, values: &[(&str, &[&Cite])]) -> Cell {
    let value = |(text, cites): &(&str, &[&Cite])| CellValue {
        text: text.to_string(),
        cites: cites.iter().map(|c| (*c).clone()).collect(),
    };
    Cell { name, values: values.iter().map(value).collect(), verdict }
}

fn reading(document: Document) -> Reading {
    let mut blocks: Vec<Block> = vec![];
    let mut start = 0;
    for line in document.text.split_inclusive('\n') {
        let at = Span::new(start, start + line.len()).trim(&document.text);
        start += line.len();
        if !at.is_empty() {
            blocks.push(Block { at, kind: if blocks.is_empty() { BlockKind::Title } else { BlockKind::Paragraph } });
        }
    }
    Reading { blocks, ..Reading::of(document) }
}

fn held(name: &str, reports: Vec<Cite>) -> Office {
    Office { title: name.into(), name: name.into(), of: None, from: None, to: None, past: false, reports }
}

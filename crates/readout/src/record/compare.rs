//! Two texts side by side: sentences that say the same in other words, what differs in them, what only one has.

use super::Verdict;
use crate::difference::{Difference, Side, differences};
use crate::document::{CodePoints, Span, one_line};
use crate::json::{key, object};
use crate::reading::Reading;
use crate::value::wording::{Wordings, mutual_best};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Two sentences that share less than this of the weight of their words are not taken for the same.
const LEAST: f32 = 0.25;
/// A sentence of the same length as the other, less this part, is not called a part of it.
const PART: f32 = 0.6;

#[derive(Clone, Debug)]
pub struct Pair {
    pub a: Span,
    pub b: Span,
    pub differences: Vec<Difference>,
}

/// Sentences of both texts: pairs, and those without a partner.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    pub pairs: Vec<Pair>,
    pub only_a: Vec<Span>,
    pub only_b: Vec<Span>,
}

pub fn compare(a: &Reading, b: &Reading) -> Comparison {
    let (left, right) = (sentences(a), sentences(b));
    let texts = left.iter().map(|s| a.printed(*s)).chain(right.iter().map(|s| b.printed(*s)));
    let found = mutual_best(&Wordings::of(texts), left.len(), LEAST);
    let pairs = found.iter().map(|(i, j, _)| pair(a, left[*i], b, right[*j - left.len()])).collect();
    let taken: BTreeSet<usize> = found.iter().flat_map(|(i, j, _)| [*i, *j]).collect();
    let alone = |spans: &[Span], first: usize| {
        spans.iter().enumerate().filter(|(i, _)| !taken.contains(&(i + first))).map(|(_, s)| *s).collect()
    };
    Comparison { pairs, only_a: alone(&left, 0), only_b: alone(&right, left.len()) }
}

fn pair(a: &Reading, at_a: Span, b: &Reading, at_b: Span) -> Pair {
    let differences = differences(&Side { reading: a, at: vec![at_a] }, &Side { reading: b, at: vec![at_b] });
    Pair { a: at_a, b: at_b, differences }
}

/// The sentences of a text. A piece without a verb of its own ("Mr.", a stray mark) stays with the sentence before it.
pub fn sentences(reading: &Reading) -> Vec<Span> {
    let mut out: Vec<(usize, Span)> = vec![];
    for sentence in &reading.syntax.sentences {
        let at = sentence.at.trim(&reading.document.text);
        let words = reading.syntax.tokens[sentence.tokens.clone()]
            .iter()
            .filter(|t| t.pos != "PUNCT" && t.pos != "SPACE")
            .count();
        match out.last_mut() {
            Some((block, last)) if *block == sentence.block && words < 4 => *last = last.join(at),
            _ if at.is_empty() => {}
            _ => out.push((sentence.block, at)),
        }
    }
    out.into_iter().map(|(_, at)| at).collect()
}

impl Pair {
    /// Altered where a number, name, date or negation differs, partial where much is missing, the same otherwise.
    pub fn relation(&self) -> Verdict {
        if self.differences.iter().any(|d| d.kind.alters()) {
            return Verdict::Altered;
        }
        let (short, long) = (self.a.len().min(self.b.len()) as f32, self.a.len().max(self.b.len()) as f32);
        if short < PART * long { Verdict::Partial } else { Verdict::Same }
    }
}

impl Comparison {
    pub fn json(&self, a: &Reading, b: &Reading) -> Value {
        let (in_a, in_b) = (CodePoints::of(&a.document.text), CodePoints::of(&b.document.text));
        let difference =
            |d: &Difference| json!({"a": d.a.map(|s| in_a.span(s)), "b": d.b.map(|s| in_b.span(s)), "kind": d.kind});
        let pair = |p: &Pair| {
            let differences: Vec<Value> = p.differences.iter().map(difference).collect();
            json!({"a": in_a.span(p.a), "b": in_b.span(p.b), "relation": p.relation(), "differences": differences})
        };
        let pairs: Vec<Value> = self.pairs.iter().map(pair).collect();
        Value::Object(object(
            json!({"pairs": pairs, "only_a": in_a.spans(&self.only_a), "only_b": in_b.spans(&self.only_b)}),
        ))
    }

    /// For people: pairs under each other with what differs, then what only A (`<`) or only B (`>`) has.
    pub fn text(&self, a: &Reading, b: &Reading) -> String {
        let mut out = String::new();
        for p in &self.pairs {
            let (in_a, in_b) = (one_line(a.printed(p.a)), one_line(b.printed(p.b)));
            out += &format!("{}\n  A  {in_a}\n  B  {in_b}\n", key(p.relation()));
            for d in &p.differences {
                let printed =
                    |reading: &Reading, at: Option<Span>| at.map_or("-".to_string(), |s| one_line(reading.printed(s)));
                out += &format!("     {}: {} | {}\n", key(d.kind), printed(a, d.a), printed(b, d.b));
            }
            out.push('\n');
        }
        for (side, reading, spans) in [("<", a, &self.only_a), (">", b, &self.only_b)] {
            for s in spans {
                out += &format!("{side}    {}\n", one_line(reading.printed(*s)));
            }
        }
        out
    }
}

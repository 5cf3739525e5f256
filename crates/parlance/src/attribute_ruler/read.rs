//! Reads the patterns of an attribute ruler from its file.

use super::test::{LabelOf, TextOf, TokenTest};
use super::{AttributeRuler, Attributes, Rule, Sequence};
use crate::error::LoadError;
use crate::files::File;
use crate::labels::{Label, Labels};
use crate::msgpack::Value;
use crate::pattern::Pattern;

/// What is wrong with a pattern.
type Result<T> = std::result::Result<T, String>;

/// How the file writes that there are no morphological features.
const NO_FEATURES: &str = "_";

/// What is asked of an attribute: to be one of these, or none of these.
struct Asked<'v> {
    values: Vec<&'v str>,
    wanted: bool,
}

impl AttributeRuler {
    /// Reads the file `attribute_ruler/patterns`.
    pub fn read(file: &File, labels: &mut Labels) -> std::result::Result<AttributeRuler, LoadError> {
        let value = file.msgpack()?;
        let rules = value.list().ok_or_else(|| file.error("", "not a list of patterns"))?;
        let mut ruler = AttributeRuler::default();
        for (number, rule) in rules.iter().enumerate() {
            ruler.add(rule, labels).map_err(|what| file.error(format!("pattern {number}"), what))?;
        }
        Ok(ruler)
    }

    fn add(&mut self, value: &Value, labels: &mut Labels) -> Result<()> {
        let number = self.rules.len() as u32;
        let attributes = attributes(value.get("attrs").ok_or("it sets nothing")?, labels)?;
        let index = value.get("index").and_then(Value::integer).unwrap_or(0);
        let mut index_from_start = None;
        for sequence in value.get("patterns").and_then(Value::list).ok_or("it has no tokens")? {
            let tokens = sequence.list().ok_or("its tokens are not a list")?;
            let tokens: Result<Vec<_>> = tokens.iter().map(|token| tests(token, labels)).collect();
            let tokens = tokens?;
            let first = tokens.first().ok_or("it has no tokens")?;
            // The index may count from the end.
            let place = if index < 0 { index + tokens.len() as i64 } else { index };
            if place < 0 || place >= tokens.len() as i64 || index_from_start.is_some_and(|other| other != place) {
                return Err(format!("its index {index} is none of its tokens"));
            }
            index_from_start = Some(place);
            self.index.add(self.sequences.len() as u32, first);
            self.sequences.push(Sequence { rule: number, tokens });
        }
        self.rules.push(Rule { attributes, index: index_from_start.unwrap_or(0) as usize });
        Ok(())
    }
}

fn attributes(value: &Value, labels: &mut Labels) -> Result<Attributes> {
    let mut attributes = Attributes::default();
    for (name, value) in value.map().ok_or("what it sets is not a map")? {
        let name = name.text().unwrap_or_default();
        let value = value.text().ok_or_else(|| format!("`{name}` is not set to a text"))?;
        match name {
            "TAG" => attributes.tag = Some(labels.add(value)),
            "POS" => attributes.pos = Some(labels.add(value)),
            "DEP" => attributes.dep = Some(labels.add(value)),
            "MORPH" => attributes.morph = Some(labels.add(if value == NO_FEATURES { "" } else { value })),
            "LEMMA" => attributes.lemma = Some(value.into()),
            _ => return Err(format!("setting `{name}` is not supported")),
        }
    }
    Ok(attributes)
}

fn tests(token: &Value, labels: &mut Labels) -> Result<Vec<TokenTest>> {
    let mut tests = Vec::new();
    for (name, value) in token.map().ok_or("a token is not a map")? {
        match name.text().unwrap_or_default() {
            "TAG" => label_tests(LabelOf::Tag, value, labels, &mut tests)?,
            "POS" => label_tests(LabelOf::Pos, value, labels, &mut tests)?,
            "MORPH" => label_tests(LabelOf::Morph, value, labels, &mut tests)?,
            "DEP" => label_tests(LabelOf::Dep, value, labels, &mut tests)?,
            "TEXT" | "ORTH" => text_tests(TextOf::Text, value, &mut tests)?,
            "LOWER" => text_tests(TextOf::Lower, value, &mut tests)?,
            "LEMMA" => text_tests(TextOf::Lemma, value, &mut tests)?,
            "IS_SPACE" => tests.push(TokenTest::IsSpace(value.bool().ok_or("`IS_SPACE` is neither true nor false")?)),
            "OP" if value.text() == Some("1") => {}
            name => return Err(format!("the test `{name}` is not supported")),
        }
    }
    Ok(tests)
}

fn label_tests(of: LabelOf, value: &Value, labels: &mut Labels, tests: &mut Vec<TokenTest>) -> Result<()> {
    for (operator, value) in operators(value) {
        let Asked { values, wanted } = asked(operator, value)?;
        let labels: Vec<Label> = values.into_iter().map(|name| labels.add(name)).collect();
        tests.push(TokenTest::Label { of, labels, wanted });
    }
    Ok(())
}

fn text_tests(of: TextOf, value: &Value, tests: &mut Vec<TokenTest>) -> Result<()> {
    for (operator, value) in operators(value) {
        if operator == "REGEX" {
            let source = value.text().ok_or("`REGEX` is not a text")?;
            let pattern = Pattern::new(source).map_err(|error| error.to_string())?;
            tests.push(TokenTest::Search { of, pattern: Box::new(pattern) });
            continue;
        }
        let Asked { values, wanted } = asked(operator, value)?;
        tests.push(TokenTest::Text { of, texts: values.into_iter().map(Into::into).collect(), wanted });
    }
    Ok(())
}

/// A value by itself stands for the operator `==`.
fn operators<'v>(value: &'v Value<'v>) -> Vec<(&'v str, &'v Value<'v>)> {
    match value.map() {
        Some(map) => map.iter().map(|(operator, value)| (operator.text().unwrap_or_default(), value)).collect(),
        None => vec![("==", value)],
    }
}

fn asked<'v>(operator: &str, value: &Value<'v>) -> Result<Asked<'v>> {
    let one = || value.text().map(|text| vec![text]);
    let many = || value.list().and_then(|list| list.iter().map(Value::text).collect::<Option<Vec<_>>>());
    let (values, wanted) = match operator {
        "==" => (one(), true),
        "!=" => (one(), false),
        "IN" => (many(), true),
        "NOT_IN" => (many(), false),
        _ => return Err(format!("the operator `{operator}` is not supported")),
    };
    Ok(Asked { values: values.ok_or_else(|| format!("`{operator}` has no texts"))?, wanted })
}

//! Annotated texts as JSON and as CoNLL-U.

use crate::doc::{Doc, Token};

/// Appends the tokens as a JSON list of objects: `at` (`[start, end]`, counted in code points), `space`, `tag`, `pos`,
/// `lemma`, `morph`, `head` (the number of the head token), `dep`, `sent_start`, `ent_iob` and `ent_type`.
///
/// ```no_run
/// let pipeline = parlance::Pipeline::load("en_core_web_sm-3.8.0".as_ref())?;
/// let mut line = String::new();
/// parlance::format::json_tokens(&pipeline.annotate("The ferry is late."), &mut line);
/// # Ok::<(), parlance::LoadError>(())
/// ```
pub fn json_tokens(doc: &Doc, out: &mut String) {
    let mut position = CodePoints::default();
    out.reserve(190 * doc.len() + 2);
    out.push('[');
    for token in doc.tokens() {
        let (start, end) = (position.of(doc.text(), token.start()), position.of(doc.text(), token.end()));
        out.push_str(if token.i() == 0 { "{\"at\":[" } else { ",{\"at\":[" });
        push_number(start, out);
        out.push(',');
        push_number(end, out);
        out.push_str(if token.space_after() { "],\"space\":true,\"tag\":" } else { "],\"space\":false,\"tag\":" });
        push_json(token.tag(), out);
        out.push_str(",\"pos\":");
        push_json(token.pos(), out);
        out.push_str(",\"lemma\":");
        push_json(token.lemma(), out);
        out.push_str(",\"morph\":");
        push_json(token.morph(), out);
        out.push_str(",\"head\":");
        push_number(token.head(), out);
        out.push_str(",\"dep\":");
        push_json(token.dep(), out);
        let is_start = token.is_sentence_start();
        out.push_str(if is_start { ",\"sent_start\":true,\"ent_iob\":" } else { ",\"sent_start\":false,\"ent_iob\":" });
        push_json(token.entity_iob(), out);
        out.push_str(",\"ent_type\":");
        push_json(token.entity_type(), out);
        out.push('}');
    }
    out.push(']');
}

/// Appends a text as JSON, quotation marks included.
pub fn push_json(text: &str, out: &mut String) {
    out.push('"');
    let mut written = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.push_str(&text[written..at]);
        written = at + 1;
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\t' => out.push_str("\\t"),
            b'\r' => out.push_str("\\r"),
            _ => {
                out.push_str("\\u00");
                out.extend([byte >> 4, byte & 15].map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])));
            }
        }
    }
    out.push_str(&text[written..]);
    out.push('"');
}

/// Appends the sentences in the CoNLL-U format, each followed by an empty line.
///
/// Tokens of white space only, which the format does not know, are left out and their children attached above them; what
/// does not fit a column stands under `MISC`: no space after (`SpaceAfter=No`) and the entity (`NER=B-ORG`).
pub fn conllu(doc: &Doc, out: &mut String) {
    for sentence in doc.sentences() {
        let tokens: Vec<Token> = sentence.clone().map(|i| doc.token(i)).filter(|token| !token.is_space()).collect();
        if tokens.is_empty() {
            continue;
        }
        out.push_str("# text = ");
        out.push_str(&doc.span_text(sentence).split_whitespace().collect::<Vec<_>>().join(" "));
        out.push('\n');
        for (number, token) in tokens.iter().enumerate() {
            conllu_line(number + 1, *token, &tokens, out);
        }
        out.push('\n');
    }
}

fn conllu_line(number: usize, token: Token, sentence: &[Token], out: &mut String) {
    let head = std::iter::once(token).chain(token.ancestors()).skip(1).find(|head| !head.is_space());
    let head = head.and_then(|head| sentence.binary_search_by_key(&head.i(), Token::i).ok());
    push_number(number, out);
    for column in [token.text(), token.lemma(), token.pos(), token.tag(), token.morph()] {
        push_column(column, out);
    }
    out.push('\t');
    push_number(head.map_or(0, |head| head + 1), out);
    push_column(if head.is_none() { "root" } else { token.dep() }, out);
    push_column("", out);
    let space = if token.space_after() { "" } else { "SpaceAfter=No" };
    let entity = match token.entity_iob() {
        "B" | "I" => format!("NER={}-{}", token.entity_iob(), token.entity_type()),
        _ => String::new(),
    };
    let both = if space.is_empty() || entity.is_empty() { "" } else { "|" };
    push_column(&[space, both, &entity].concat(), out);
    out.push('\n');
}

/// A column after the first; an empty one is `_`.
fn push_column(text: &str, out: &mut String) {
    out.push('\t');
    if text.is_empty() {
        out.push('_');
    }
    // A token may hold white space inside, and a column may not hold tabs or line ends.
    out.extend(text.chars().map(|c| if c.is_control() { ' ' } else { c }));
}

fn push_number(mut number: usize, out: &mut String) {
    let mut digits = [0; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    out.push_str(std::str::from_utf8(&digits[at..]).unwrap_or_default());
}

/// Turns byte offsets that only grow into code points.
#[derive(Default)]
struct CodePoints {
    bytes: usize,
    points: usize,
}

impl CodePoints {
    fn of(&mut self, text: &str, byte: usize) -> usize {
        // Bytes 10xxxxxx continue a code point.
        let begun = text.as_bytes()[self.bytes..byte].iter().filter(|byte| **byte & 0xc0 != 0x80).count();
        (self.bytes, self.points) = (byte, self.points + begun);
        self.points
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_escapes_what_it_must() {
        let mut out = String::new();
        push_json("a \"b\" \\ é\n\u{1}", &mut out);
        assert_eq!(out, r#""a \"b\" \\ é\n\u0001""#);
        assert_eq!(serde_json::from_str::<String>(&out).ok().as_deref(), Some("a \"b\" \\ é\n\u{1}"));
    }

    #[test]
    fn numbers_are_written_in_full() {
        let mut out = String::new();
        [0, 7, 10, 1_204_050].iter().for_each(|number| push_number(*number, &mut out));
        assert_eq!(out, "07101204050");
    }
}

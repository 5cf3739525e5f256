//! A mail in its own notation (RFC 5322): the text of its body, and what its head says.

use crate::html;
use crate::{Opened, Options, Problem, named, one, published, text};
use mail_parser::MessageParser;
use readout::document::{Place, PublishedFrom};

pub fn message(bytes: &[u8], path: &str, options: &Options) -> Box<dyn Iterator<Item = Opened>> {
    let wrong = |why: &str| one(Err(Problem::Malformed { path: path.into(), what: "a mail", why: why.into() }));
    let Some(message) = MessageParser::default().parse(bytes) else { return wrong("its head is broken") };
    let plain = message.body_text(0).map(|t| t.into_owned()).filter(|_| message.text_body_count() > 0);
    let document = plain.filter(|t| !t.trim().is_empty()).map(text::plain);
    let Some(mut document) = document.or_else(|| html::fragment(&message.body_html(0)?)) else {
        return wrong("it has no text");
    };
    let sender = message.from().and_then(|a| a.first());
    document.title = message.subject().map(str::to_string);
    document.author = sender.and_then(|a| a.name().or(a.address())).map(str::to_string);
    let day = message.date().map(|d| format!("{:04}-{:02}-{:02}", d.year, d.month, d.day));
    document.published_in = day.as_ref().map(|_| Place::Head);
    document.published = published(day, PublishedFrom::Metadata);
    one(Ok(named(document, bytes, path, options)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_is_its_body_with_subject_and_day() {
        let mail = "From: Ada Lindqvist <ada@courier.example>\r\nTo: x@y.example\r\nSubject: Harbour\r\nDate: Mon, 3 Mar 2031 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThe harbour was closed.\r\n";
        let found: Vec<Opened> = message(mail.as_bytes(), "a.eml", &Options::default()).collect();
        let d = found[0].as_ref().expect("a document");
        assert_eq!(d.text.trim(), "The harbour was closed.");
        assert_eq!(d.author.as_deref(), Some("Ada Lindqvist"));
        assert_eq!(d.published.value.as_deref(), Some("2031-03-03"));
    }
}

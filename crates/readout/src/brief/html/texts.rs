//! The source texts with who speaks, how it is said and what is said in colours, debris greyed, and every cited stretch a target.

use super::marks::{Marks, target};
use super::markup::{Html, foreign, tag, web_address};
use crate::brief::page::{Page, one_line};
use crate::brief::words::label;
use crate::document::Span;
use crate::reading::layout::BlockKind;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Something drawn over a stretch of text.
#[derive(Debug, Default)]
struct Layer {
    at: Span,
    class: String,
    title: String,
    /// Name on the page; it goes to the first piece that is written.
    id: Option<String>,
    /// Targets and labels of the entries that cite it.
    back: Vec<(String, String)>,
}

/// Names of stretches that were written.
type Written = BTreeSet<String>;

/// All texts, in the order of their numbers.
pub fn texts(page: &Page, marks: &Marks) -> Html {
    page.order.iter().map(|doc| text(page, marks, *doc)).collect()
}

fn text(page: &Page, marks: &Marks, doc: usize) -> Html {
    let number = page.number(doc);
    let id = format!("d{number}");
    let title = page.title(doc);
    let back = tag(
        "a",
        &[("class", "up"), ("href", &format!("#source-{number}")), ("title", label(&page.words.page, "back"))],
        "↑",
    );
    let head = tag(
        "p",
        &[("class", "origin")],
        tag("b", &[], number.to_string().as_str()).and(" ").and(origin(page, doc)).and(" ").and(back),
    );
    let head = if opens_with(page, doc, &title) { head } else { head.and(tag("h3", &[], foreign(&title))) };
    let layers = layers(page, marks, doc);
    let mut written = Written::default();
    let mut body = Html::new();
    let mut rest: BTreeSet<(usize, Reverse<usize>, usize)> =
        layers.iter().enumerate().map(|(i, l)| (l.at.start, Reverse(l.at.end), i)).collect();
    for line in lines(&page.document(doc).text) {
        let pieces = take_line(&mut rest, line);
        let inside = write_line(&page.document(doc).text, line, pieces, &layers, &mut written);
        let class = class_of(page, doc, line);
        let name = if class == "headline" { "h3" } else { "p" };
        body.push(tag(name, &[("class", class), ("dir", "auto")], inside));
        body.push("\n");
    }
    let lang = page.document(doc).language.clone().unwrap_or_default();
    let body = tag("div", &[("class", "text"), ("lang", &lang)], body);
    tag("article", &[("class", "source"), ("id", &id), ("tabindex", "-1")], head.and(body))
}

/// Whether the first line that is read is the title, so that it need not be said twice.
fn opens_with(page: &Page, doc: usize, title: &str) -> bool {
    let first = page.reading(doc).blocks.first().filter(|b| b.kind == BlockKind::Title);
    first.is_some_and(|b| one_line(page.reading(doc).printed(b.at)) == title)
}

fn origin(page: &Page, doc: usize) -> Html {
    let printed = foreign(&page.printed_by(doc));
    let mut out = match page.document(doc).url.as_deref().and_then(web_address) {
        Some(url) => tag("a", &[("href", url), ("rel", "noreferrer noopener external")], printed),
        None => printed,
    };
    out.push(", ");
    out.push(page.day(doc));
    if let Some(note) = page.copy_note(doc) {
        out.push(" · ");
        out.push(foreign(&note));
    }
    out
}

fn layers(page: &Page, marks: &Marks, doc: usize) -> Vec<Layer> {
    let reading = page.reading(doc);
    let role =
        |at: Span, key: &str, title: &str| Layer { at, class: key.into(), title: title.into(), ..Layer::default() };
    let mut out: Vec<Layer> = vec![];
    out.extend(reading.debris.iter().map(|d| role(d.at, "debris", label(&page.words.roles, "debris"))));
    for voice in &reading.voices {
        out.extend(voice.content.iter().map(|at| role(*at, "said", "")));
        out.extend(voice.source.map(|at| role(at, "who", "")));
        out.extend(voice.cue.map(|at| role(at, "says", "")));
    }
    for (at, entries) in marks.in_doc(doc) {
        let id = target(page, doc, at);
        let back: Vec<(String, String)> =
            entries.iter().map(|e| (format!("#{e}"), page.label(e).to_string())).collect();
        for (i, span) in at.iter().enumerate() {
            let back = if i + 1 == at.len() { back.clone() } else { vec![] };
            out.push(Layer {
                at: *span,
                class: if entries.is_empty() { "at".into() } else { "at cited".into() },
                id: Some(id.clone()),
                back,
                ..Layer::default()
            });
        }
    }
    out.retain(|l| !page.document(doc).printed(l.at).is_empty());
    out
}

/// Stretches between line ends that hold more than white space.
fn lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut start = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let at = Span::new(start, start + line.len()).trim(text);
        start += line.len();
        (!at.is_empty()).then_some(at)
    })
}

type Pieces = BTreeSet<(usize, Reverse<usize>, usize)>;

/// The layers of a line, cut to it; what goes on behind its end stays for the next one.
fn take_line(rest: &mut Pieces, line: Span) -> Pieces {
    let mut out = Pieces::new();
    let later = rest.split_off(&(line.end, Reverse(usize::MAX), 0));
    for (start, Reverse(end), layer) in std::mem::replace(rest, later) {
        if end > line.start {
            out.insert((start.max(line.start), Reverse(end.min(line.end)), layer));
        }
        if end > line.end {
            rest.insert((line.end, Reverse(end), layer));
        }
    }
    out
}

/// Nests the pieces; one that would stick out of the element it begins in is cut there and goes on behind it.
fn write_line(text: &str, line: Span, mut pieces: Pieces, layers: &[Layer], written: &mut Written) -> Html {
    let mut out = Html::new();
    let mut open: Vec<(usize, usize)> = vec![];
    let mut here = line.start;
    while let Some((start, Reverse(end), layer)) = pieces.pop_first() {
        close_until(text, start, &mut here, &mut open, layers, &mut out);
        let inner = open.last().map_or(end, |(outer, _)| end.min(*outer));
        if inner < end {
            pieces.insert((inner, Reverse(end), layer));
        }
        out.push(&text[here..start]);
        here = start;
        open_layer(&layers[layer], written, &mut out);
        open.push((inner, layer));
    }
    close_until(text, line.end, &mut here, &mut open, layers, &mut out);
    out.and(&text[here..line.end])
}

/// The first piece of a cited stretch carries its name; a piece after it a class by which the script finds it.
/// (A rule for each with `:has()` would need no script, and cost a large page seconds.)
fn open_layer(layer: &Layer, written: &mut Written, out: &mut Html) {
    let Some(id) = &layer.id else {
        return out.open("span", &[("class", &layer.class), ("title", &layer.title)]);
    };
    if written.insert(id.clone()) {
        return out.open("span", &[("class", &layer.class), ("id", id)]);
    }
    out.open("span", &[("class", &format!("{} p-{id}", layer.class))]);
}

fn close_until(
    text: &str,
    end: usize,
    here: &mut usize,
    open: &mut Vec<(usize, usize)>,
    layers: &[Layer],
    out: &mut Html,
) {
    while let Some((close, layer)) = open.pop_if(|(close, _)| *close <= end) {
        out.push(&text[*here..close]);
        *here = close;
        out.close("span");
        if layers[layer].at.end == close {
            layers[layer].back.iter().for_each(|(href, label)| out.push(back_link(href, label)));
        }
    }
}

/// The label is drawn by the style, so that copied text and searches hold the source's words only.
fn back_link(href: &str, label: &str) -> Html {
    tag("a", &[("class", "back"), ("href", href), ("data-label", label), ("aria-label", label)], "")
}

fn class_of(page: &Page, doc: usize, line: Span) -> &'static str {
    let blocks = &page.reading(doc).blocks;
    let block = blocks.get(blocks.partition_point(|b| b.at.end <= line.start)).filter(|b| b.at.overlaps(line));
    match block.map(|b| b.kind) {
        Some(BlockKind::Title) => "headline",
        Some(BlockKind::Heading) => "heading",
        Some(BlockKind::Paragraph | BlockKind::Caption) => "",
        None => "unread",
    }
}

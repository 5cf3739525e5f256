//! `readout check`: a draft held against its sources.

use super::{is_coloured, pipeline, put, record, report};
use crate::arguments::{Filters, Input};
use crate::judgements;
use crate::source::{self, Source};
use anyhow::{Context, Result};
use parlance::Pipeline;
use readout::brief::checked::{self, FORMATS};
use readout::check::{Checked, Level, Scope, check, terms};
use readout::reading::syntax;
use readout::{Document, Report};
use readout_store::{Extent, Store};
use std::path::Path;

pub struct Wishes<'a> {
    pub format: &'a str,
    pub fail_on: &'a [String],
    pub output: Option<&'a Path>,
    /// The draft again, with footnotes to its sources.
    pub cite: bool,
}

const NO_SOURCES: &str = "nothing is named to hold the draft against: give files or folders, or `--store`";

const NONE_READ: &str =
    "there is no source to hold the draft against: nothing could be read, or nothing in the store fits";

/// True when there is nothing to look at.
pub fn run(draft: &Path, input: &Input, filters: &Filters, wishes: &Wishes) -> Result<bool> {
    anyhow::ensure!(!input.is_empty(), NO_SOURCES);
    let pipeline = pipeline(&input.reading)?;
    let read = report(draft_of(draft, input)?, &pipeline);
    let checked = held_against(read, input, filters, &pipeline)?;
    anyhow::ensure!(checked.scope.documents > 0, NONE_READ);
    let page = page(draft, &checked, wishes)?;
    put(&page, wishes.output)?;
    Ok(!fails(&checked, wishes.fail_on))
}

fn page(draft: &Path, checked: &Checked, wishes: &Wishes) -> Result<String> {
    if wishes.cite {
        return Ok(before_text(draft, checked)? + &checked::cited(checked));
    }
    let (_, render) = FORMATS.iter().find(|(name, _)| *name == wishes.format).context("no such format")?;
    Ok(if wishes.format == "text" && is_coloured(wishes.output) { checked::coloured(checked) } else { render(checked) })
}

/// What stands in the file before the text that was read: nothing, or the mark of its byte order. Only a draft whose bytes are
/// its text can be written again without touching anything else.
fn before_text(draft: &Path, checked: &Checked) -> Result<String> {
    if draft == Path::new("-") {
        return Ok(String::new());
    }
    let bytes = std::fs::read(draft).with_context(|| format!("could not read `{}`", draft.display()))?;
    let text = String::from_utf8(bytes).unwrap_or_default();
    let before =
        text.strip_suffix(&*checked.draft().reading.document.text).filter(|b| b.is_empty() || *b == "\u{feff}");
    before
        .map(str::to_string)
        .with_context(|| format!("`--cite` writes text and Markdown in UTF-8, and `{}` is none", draft.display()))
}

/// The one text of a file or of the standard input.
fn draft_of(path: &Path, input: &Input) -> Result<Document> {
    let one = Input { paths: vec![path.to_path_buf()], ..Input::default() };
    let options = readout_intake::Options { published: None, ..source::options(input) };
    let mut opened = Source::of(&one, &options);
    let draft = opened.next().with_context(|| format!("there is no draft to read in `{}`", path.display()))?;
    anyhow::ensure!(opened.next().is_none(), "`{}` holds more than one text: a draft is one", path.display());
    Ok(draft)
}

fn held_against(draft: Report, input: &Input, filters: &Filters, pipeline: &Pipeline) -> Result<Checked> {
    if let Some(path) = &input.store {
        return of_store(draft, path, input, filters, pipeline);
    }
    let (sources, read) = record::read(input, pipeline);
    let scope = Scope::of(&sources, read.unread);
    Ok(check(draft, sources, scope, &judgements::about(&input.paths)?))
}

/// Documents of a store that share something with the draft; none of them is asked of the language model again.
const MOST: usize = 80;

fn of_store(draft: Report, path: &Path, input: &Input, filters: &Filters, pipeline: &Pipeline) -> Result<Checked> {
    anyhow::ensure!(
        input.paths.is_empty() && !input.stdin,
        "`--store` takes the sources from the store: leave out the paths, or add them to it with `readout add`"
    );
    let (store, filter) = (Store::open(path)?, filters.filter());
    let documents = readout_store::alike(&store, &filter, &terms(&draft), MOST)?;
    let model = |texts: &[&str]| syntax::annotate(texts, pipeline);
    let sources = readout_store::chosen(&store, &documents, &model)?;
    let Extent { documents, from, to } = readout_store::extent(&store, &filter)?;
    Ok(check(draft, sources, Scope { documents, from, to, unread: vec![] }, &store.judgements()?))
}

fn fails(checked: &Checked, fail_on: &[String]) -> bool {
    checked.to_look_at().any(|f| match fail_on.is_empty() {
        true => f.level >= Level::Warning,
        false => fail_on.iter().any(|name| name == f.outcome.key()),
    })
}

//! What can go wrong with one input: each message names the input and the way out.

/// One input that could not be read, or only in part.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    #[error("could not read `{path}`: {}", in_words(error))]
    Io { path: String, error: std::io::Error },
    #[error("`{path}` is empty: nothing to read in it")]
    Empty { path: String },
    #[error("`{path}` is not text but {what}: give its text or its HTML page instead")]
    Binary { path: String, what: &'static str },
    #[error("`{path}` is larger than {limit} MB: split it, or raise the limit of one item with `--max-size`", limit = limit / 1_000_000)]
    TooLarge { path: String, limit: u64 },
    #[error("`{path}` took longer than {seconds} s: raise the limit of one item with `--max-seconds`")]
    TooSlow { path: String, seconds: u64 },
    #[error(
        "`{path}` is a visit to the unchanged page `{url}`, which is not in the archive before it: give the archive of the first visit"
    )]
    Unchanged { path: String, url: String },
    #[error("skipped `{path}`: {why}")]
    Skipped { path: String, why: &'static str },
    #[error("`{path}` has {count} bytes that are not {charset}: they are read as the replacement character U+FFFD")]
    Broken { path: String, count: usize, charset: &'static str },
    #[error(
        "{broken} of {count} pages of `{path}` cannot be read, the others are: save the text of all pages as a file"
    )]
    Pages { path: String, broken: usize, count: usize },
    #[error("there is no article in the folder `{path}`: give a folder with text or HTML files")]
    NoArticles { path: String },
    #[error("there is no article in the page `{path}`: if there is one, save its text as a plain text file")]
    NoArticle { path: String },
    #[error("there is no article in `{path}`: no object in it has a `text`")]
    NoText { path: String },
    #[error("line {line} of `{path}` is not a JSON object with a `text`: {error}")]
    Json { path: String, line: usize, error: String },
    #[error("`{path}` cannot be read as {what}: {why}")]
    Malformed { path: String, what: &'static str, why: String },
}

impl Problem {
    /// A file of a folder that holds no article is told, and is no failure: nobody asked for it by name.
    pub fn is_failure(&self) -> bool {
        !matches!(self, Problem::Skipped { .. })
    }
}

/// The system's own words without its number.
pub fn in_words(error: &std::io::Error) -> String {
    let text = error.to_string();
    let words = text.split(" (os error").next().unwrap_or(&text);
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

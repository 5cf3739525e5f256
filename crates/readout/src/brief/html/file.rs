//! The file around a page: its head, its policy, and its style and script between their tags.

use super::markup::Html;
use super::policy::policy;

/// What a page says of itself, and the parts of the program that stand in it as they are.
pub struct Parts<'a> {
    pub language: &'a str,
    pub title: &'a str,
    pub style: &'a str,
    pub script: &'a str,
}

/// One file that asks nobody for anything.
pub fn file(parts: &Parts, body: &Html) -> String {
    let Parts { language, title, style, script } = parts;
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n{body}\n<script>{script}</script>\n</body>\n</html>\n",
        policy = policy(style, script),
        title = Html::text(title).as_str(),
        body = body.as_str(),
    )
}

//! `readout watch`: asks feeds for news, politely, and adds the pages they point at.

mod opml;
mod servers;
mod web;

use super::add::{Adding, now};
use super::{pipeline, print};
use crate::arguments::{Reading, StoreFile};
use anyhow::{Context, Result};
use jiff::{SignedDuration, Timestamp};
use readout::Document;
use readout_intake::{Options, read_bytes};
use readout_store::{Store, Watched};
use servers::{Page, Servers};
use std::path::Path;
use std::time::Duration;

/// Shortest time between two questions to one feed, in minutes, whatever is asked for.
const SHORTEST: u64 = 5;

pub struct Wishes<'w> {
    pub feeds: &'w Path,
    pub file: &'w StoreFile,
    /// Minutes between two questions to one feed.
    pub every: u64,
    /// Milliseconds between two questions to one server, at least.
    pub pause: u64,
    pub once: bool,
}

/// True when every feed answered. Without `once` it goes on until it is stopped.
pub fn run(wishes: &Wishes, reading: &Reading) -> Result<bool> {
    let text = std::fs::read_to_string(wishes.feeds);
    let text = text.with_context(|| format!("could not read `{}`", wishes.feeds.display()))?;
    let feeds = opml::feeds(&text)?;
    anyhow::ensure!(
        !feeds.is_empty(),
        "there is no feed in `{}`: an outline with an `xmlUrl` is one",
        wishes.feeds.display()
    );
    let pipeline = pipeline(reading)?;
    let mut adding = Adding::to(Store::create(&wishes.file.store)?, &pipeline)?;
    for (url, title) in &feeds {
        adding.store.watch(url, title.as_deref())?;
    }
    let mut servers = Servers::new(Duration::from_millis(wishes.pause));
    let mut all_answered = true;
    loop {
        for (url, _) in &feeds {
            // A server that is down today is asked again tomorrow; the others shall not wait for it.
            if let Err(error) = feed(&mut adding, &mut servers, url, wishes) {
                eprintln!("readout: {error:#}");
                all_answered = false;
            }
        }
        if wishes.once {
            print(&adding.told()?)?;
            return Ok(all_answered);
        }
        std::thread::sleep(Duration::from_secs(30));
    }
}

/// Asks a feed, if it is time, and adds what it has that was not fetched yet.
fn feed(adding: &mut Adding, servers: &mut Servers, url: &str, wishes: &Wishes) -> Result<()> {
    let mut known = adding.store.watched(url)?;
    let moment = now();
    if known.next.as_ref().is_some_and(|next| *next > moment) {
        return Ok(());
    }
    let asked = servers.feed(url, known.etag.as_deref(), known.modified.as_deref());
    let minutes = wishes.every.max(SHORTEST);
    let answer = match asked {
        Ok(answer) => answer,
        Err(error) => {
            known.next = Some(later(&moment, minutes as i64 * 60));
            adding.store.answered(&known, &moment, "no answer")?;
            return Err(error);
        }
    };
    // A server that says when to come again is believed.
    let wait = answer.retry_after.unwrap_or_default().max(minutes as i64 * 60);
    let next = Some(later(&moment, wait));
    let status = answer.status.to_string();
    if answer.status != 200 {
        adding.store.answered(&Watched { next, ..known }, &moment, &status)?;
        anyhow::ensure!(answer.status == 304, "`{url}` answered with {status}");
        return Ok(());
    }
    let left = items(adding, servers, url, &answer.body)?;
    // Only now: whoever is stopped in between asks for the whole feed again and finds the pages fetched. So does
    // whoever left pages for later.
    let answered = match left {
        Some(until) => Watched { url: url.into(), next: next.max(Some(until)), ..Watched::default() },
        None => Watched { url: url.into(), etag: answer.etag, modified: answer.modified, next },
    };
    Ok(adding.store.answered(&answered, &moment, &status)?)
}

/// Adds what was not fetched yet; the moment until which a server asks to be left alone, if pages were left for later.
fn items(adding: &mut Adding, servers: &mut Servers, feed: &str, bytes: &[u8]) -> Result<Option<String>> {
    let options = Options::default();
    let mut left = None;
    for opened in read_bytes(bytes, feed, &options) {
        let item = match opened {
            Ok(item) => item,
            Err(problem) => {
                eprintln!("readout: {problem}");
                continue;
            }
        };
        let page = item.url.clone().unwrap_or_else(|| item.id.clone());
        if adding.store.is_fetched(&page)? {
            continue;
        }
        let (document, answer) = match page_of(item, &options, servers) {
            Fetched::Now(document, answer) => (*document, answer),
            Fetched::Later(until) => {
                left = left.max(Some(until));
                continue;
            }
        };
        adding.take(document)?;
        adding.flush()?;
        adding.store.fetched(feed, &[(page, answer)], &now())?;
    }
    Ok(left)
}

enum Fetched {
    /// With what the server answered.
    Now(Box<Document>, String),
    /// Its server asks to be left alone until this moment.
    Later(String),
}

/// The article on the page that an item points at; the item's own text where the page gives none or less.
fn page_of(item: Document, options: &Options, servers: &mut Servers) -> Fetched {
    let as_it_is = |item: Document, why: &str| Fetched::Now(Box::new(item), why.to_string());
    let Some(url) = item.url.clone() else { return as_it_is(item, "no address") };
    let answer = match servers.page(&url) {
        Ok(Page::Answered(answer)) => answer,
        Ok(Page::Forbidden) => return as_it_is(item, "robots.txt asks programs not to read it"),
        Ok(Page::LeftAlone(until)) => return Fetched::Later(until),
        Err(error) => return as_it_is(item, &error.to_string()),
    };
    let status = answer.status.to_string();
    let found = (answer.status == 200).then(|| read_bytes(&answer.body, &url, options).flatten().next()).flatten();
    let Some(page) = found.filter(|page| page.text.len() >= item.text.len()) else {
        return as_it_is(item, &status);
    };
    let page = Document {
        url: page.url.or(Some(url)),
        title: page.title.or(item.title),
        outlet: page.outlet.or(item.outlet),
        author: page.author.or(item.author),
        published: if page.published.value.is_some() { page.published } else { item.published },
        ..page
    };
    Fetched::Now(Box::new(page), status)
}

fn later(moment: &str, seconds: i64) -> String {
    let at: Timestamp = moment.parse().unwrap_or(Timestamp::UNIX_EPOCH);
    let next = at.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(at);
    next.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

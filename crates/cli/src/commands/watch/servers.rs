//! Manners with servers: a pause between two questions to one, what its robots.txt asks for, and leaving alone whoever
//! says so.

use super::super::add::now;
use super::{later, web};
use anyhow::Result;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use texting_robots::Robot;

/// What came of asking for a page.
#[derive(Debug)]
pub enum Page {
    Answered(web::Answer),
    /// Its server asks programs not to read it.
    Forbidden,
    /// Its server asks to be left alone until this moment.
    LeftAlone(String),
}

/// Every server that was asked, and how.
pub struct Servers {
    pause: Duration,
    known: BTreeMap<String, Server>,
}

#[derive(Default)]
struct Server {
    asked: Option<Instant>,
    robots: Option<(Instant, Robots)>,
    left_alone_until: Option<String>,
}

enum Robots {
    Rules(Robot),
    /// There are none: every page may be read.
    None,
    /// They cannot be had today: no page is read.
    Unknown,
}

/// After so long robots.txt is asked for again.
const STALE: Duration = Duration::from_secs(24 * 60 * 60);
/// No server makes us wait longer than this between two questions; the others shall not wait for it.
const LONGEST: Duration = Duration::from_secs(60);
/// How much of a robots.txt is read, as RFC 9309 has it.
const MOST_BYTES: usize = 500 * 1024;
/// A server that is busy and does not say how long is left alone for so many seconds.
const BUSY: i64 = 15 * 60;
/// The name that robots.txt calls us by.
const NAME: &str = "readout";

impl Servers {
    pub fn new(pause: Duration) -> Self {
        Servers { pause, known: BTreeMap::new() }
    }

    /// Asks for a feed: somebody has named it, so robots.txt, which is for programs that follow links, is not asked.
    pub fn feed(&mut self, url: &str, etag: Option<&str>, modified: Option<&str>) -> Result<web::Answer> {
        self.ask(url, etag, modified)
    }

    /// Asks for a page that a feed points at.
    pub fn page(&mut self, url: &str) -> Result<Page> {
        let origin = origin(url).to_string();
        let until = self.known.entry(origin.clone()).or_default().left_alone_until.clone();
        if let Some(until) = until.filter(|until| *until > now()) {
            return Ok(Page::LeftAlone(until));
        }
        if !self.may_read(&origin, url) {
            return Ok(Page::Forbidden);
        }
        let answer = self.ask(url, None, None)?;
        if !is_busy(answer.status) {
            return Ok(Page::Answered(answer));
        }
        if answer.status != 429 && answer.retry_after.is_none() {
            return Ok(Page::Answered(answer));
        }
        let until = later(&now(), answer.retry_after.unwrap_or(BUSY));
        self.known.entry(origin).or_default().left_alone_until = Some(until.clone());
        Ok(Page::LeftAlone(until))
    }

    fn may_read(&mut self, origin: &str, url: &str) -> bool {
        let is_fresh = |server: &Server| server.robots.as_ref().is_some_and(|(at, _)| at.elapsed() < STALE);
        if !self.known.get(origin).is_some_and(is_fresh) {
            let robots = match self.ask(&format!("{origin}/robots.txt"), None, None) {
                Ok(answer) => robots(&answer),
                Err(_) => Robots::Unknown,
            };
            self.known.entry(origin.to_string()).or_default().robots = Some((Instant::now(), robots));
        }
        match self.known.get(origin).and_then(|server| server.robots.as_ref()) {
            Some((_, Robots::Rules(robot))) => robot.allowed(url),
            Some((_, Robots::None)) => true,
            Some((_, Robots::Unknown)) | None => false,
        }
    }

    /// Asks when the pause since the last question to this server is over.
    fn ask(&mut self, url: &str, etag: Option<&str>, modified: Option<&str>) -> Result<web::Answer> {
        let pause = self.pause;
        let server = self.known.entry(origin(url).to_string()).or_default();
        let asked_for = match &server.robots {
            Some((_, Robots::Rules(robot))) => robot.delay.and_then(|delay| Duration::try_from_secs_f32(delay).ok()),
            _ => None,
        };
        let pause = asked_for.unwrap_or_default().min(LONGEST).max(pause);
        if let Some(asked) = server.asked {
            std::thread::sleep(pause.saturating_sub(asked.elapsed()));
        }
        let answer = web::ask(url, etag, modified);
        server.asked = Some(Instant::now());
        answer
    }
}

fn is_busy(status: u16) -> bool {
    status == 429 || status == 503
}

/// RFC 9309: a file that is not there forbids nothing; a server that cannot answer forbids everything.
fn robots(answer: &web::Answer) -> Robots {
    match answer.status {
        200..=299 => {
            let bytes = &answer.body[..answer.body.len().min(MOST_BYTES)];
            Robot::new(NAME, bytes).map_or(Robots::None, Robots::Rules)
        }
        429 => Robots::Unknown,
        300..=499 => Robots::None,
        _ => Robots::Unknown,
    }
}

/// "https://courier.example:8080" of an address there.
fn origin(url: &str) -> &str {
    let host = url.find("://").map_or(0, |i| i + 3);
    let end = url[host..].find(['/', '?', '#']).map_or(url.len(), |i| host + i);
    &url[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(status: u16, body: &str) -> Robots {
        robots(&web::Answer { status, body: body.as_bytes().to_vec(), ..web::Answer::default() })
    }

    #[test]
    fn the_lines_for_us_are_heeded_and_those_for_others_are_not() {
        let text = "User-agent: *\nDisallow: /\n\nUser-agent: Readout\nCrawl-delay: 3\nDisallow: /archive/\nAllow: /archive/open";
        let Robots::Rules(robot) = answered(200, text) else { panic!("rules") };
        let address = |path: &str| format!("https://courier.example{path}");
        assert!(robot.allowed(&address("/news/1.html")) && robot.allowed(&address("/archive/open/2.html")));
        assert!(!robot.allowed(&address("/archive/3.html")));
        assert_eq!(robot.delay, Some(3.0));
    }

    #[test]
    fn no_robots_file_forbids_nothing_and_a_server_that_is_down_everything() {
        assert!(matches!(answered(404, ""), Robots::None));
        assert!(matches!(answered(503, ""), Robots::Unknown));
        assert!(matches!(answered(429, ""), Robots::Unknown));
    }

    #[test]
    fn a_server_is_known_by_its_name_and_port() {
        assert_eq!(origin("https://courier.example:8080/a?b=http://x/"), "https://courier.example:8080");
        assert_eq!(origin("http://courier.example"), "http://courier.example");
        assert_eq!(origin("courier"), "courier");
    }
}

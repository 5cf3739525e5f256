//! The words of times in a language, each with what it may stand for.

use super::scan;
use crate::words::Lexicon;
use serde::Deserialize;
use smol_str::SmolStr;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, OnceLock};

/// A stretch of the calendar or the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Night,
    Week,
    Weekend,
    Fortnight,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
    Millennium,
}

/// What a word does in an expression of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    The,
    QuarterLetter,
    HalfLetter,
    Article,
    Of,
    In,
    At,
    As,
    On,
    For,
    From,
    To,
    Until,
    Between,
    And,
    Or,
    Per,
    Year,
    LeadsYear,
    This,
    Last,
    Next,
    Past,
    Coming,
    That,
    Previous,
    Following,
    Latest,
    Every,
    EveryOther,
    Initial,
    Final,
    Another,
    More,
    Full,
    Ago,
    Earlier,
    Later,
    FromNow,
    Old,
    Lasting,
    Half,
    Early,
    Middle,
    Late,
    Sooner,
    LaterIn,
    Sometime,
    EndOf,
    About,
    MoreThan,
    LessThan,
    Several,
    Couple,
    Recent,
    FutureUnits,
    Fiscal,
    ComparedPeriod,
    YearBefore,
    Today,
    Yesterday,
    Tomorrow,
    DayBeforeYesterday,
    DayAfterTomorrow,
    Tonight,
    Present,
    /// The same, only at the head of a sentence.
    PresentFirst,
    ThisTime,
    Moment,
    Current,
    Formerly,
    Ended,
    AheadParticiple,
    EndingBy,
    FollowingOn,
    StartingFrom,
    PastReference,
    RecentAdjective,
    FutureReference,
    MorningHours,
    EveningHours,
    OClock,
    Noon,
    Midnight,
    MinutesPast,
    MinutesTo,
    UniversalZone,
    Zone,
    Century,
    BeforeChrist,
    Times,
    WeekOf,
    Yearly,
    Ahead,
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Part {
    MO,
    MI,
    AF,
    EV,
    NI,
    DT,
}

/// On which day of a year a feast falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holiday {
    /// Month and day.
    Fixed(i8, i8),
    /// Month, weekday (1 is Monday) and which of them.
    Nth(i8, i8, i8),
    /// Days after Easter Sunday.
    Easter(i8),
}

/// One thing a word, or a run of words, may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// 1 to 12.
    Month(i8),
    /// 1 (Monday) to 7.
    Weekday(i8),
    Weekdays(i8),
    /// 0 (spring) to 3.
    Season(usize),
    Number(u32),
    Ordinal(u32),
    /// The tens of a decade: 60 for the sixties.
    Decade(i16),
    Unit(Unit),
    Units(Unit),
    /// Every hour, day ...: "daily".
    Repeated(Unit),
    /// TIMEX3 code of a part of the day.
    Part(Part),
    Holiday(Holiday),
    OrdinalEnding,
    DecadeEnding,
    /// Mostly means something else.
    Doubtful,
    Role(Role),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    months: Vec<Vec<String>>,
    weekdays: Vec<Vec<String>>,
    many_weekdays: Vec<Vec<String>>,
    seasons: Vec<Vec<String>>,
    doubtful: Vec<String>,
    numbers: BTreeMap<String, u32>,
    ordinals: BTreeMap<String, u32>,
    endings: Endings,
    decades: BTreeMap<String, i16>,
    units: BTreeMap<Unit, UnitWords>,
    repeated: BTreeMap<Unit, Vec<String>>,
    parts: BTreeMap<Part, Vec<String>>,
    holidays: Vec<HolidayWords>,
    roles: BTreeMap<Role, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Endings {
    ordinal: Vec<String>,
    decade: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitWords {
    one: Vec<String>,
    many: Vec<String>,
}

/// One feast: a day of the year, or the nth weekday of a month, or days from Easter Sunday.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidayWords {
    names: Vec<String>,
    day: Option<String>,
    month: Option<i8>,
    weekday: Option<i8>,
    nth: Option<i8>,
    easter: Option<i8>,
}

/// What begins with one word: the word alone, and longer runs of words.
#[derive(Debug, Default)]
pub struct Entry {
    pub alone: Vec<Class>,
    /// The words that follow, longest first.
    pub runs: Vec<(Vec<SmolStr>, Class)>,
    /// All roles of the word and of the runs, a bit for each: most questions are answered by them.
    roles: u128,
    /// Whether an expression of time can begin with the word.
    pub begins: bool,
}

impl Entry {
    pub fn may_have(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.roles & bit(*role) != 0)
    }

    fn note(&mut self, class: Class) {
        match class {
            Class::Role(role) => {
                self.roles |= bit(role);
                self.begins |= !JOINING.contains(&role);
            }
            _ => self.begins = true,
        }
    }
}

fn bit(role: Role) -> u128 {
    1 << (role as u32 & 127)
}

/// Roles that only join or follow: no expression begins with them.
const JOINING: &[Role] = &[
    Role::Of,
    Role::In,
    Role::At,
    Role::As,
    Role::On,
    Role::For,
    Role::From,
    Role::To,
    Role::Until,
    Role::And,
    Role::Or,
    Role::LeadsYear,
    Role::Later,
    Role::Earlier,
    Role::Ago,
    Role::FromNow,
    Role::MinutesPast,
    Role::MinutesTo,
    Role::Ended,
    Role::Ahead,
    Role::AheadParticiple,
    Role::EndingBy,
    Role::FollowingOn,
    Role::StartingFrom,
    Role::Old,
    Role::Lasting,
    Role::Moment,
    Role::Times,
    Role::Yearly,
];

/// All words of a language by their first word.
#[derive(Debug, Default)]
pub struct Table {
    entries: HashMap<SmolStr, Entry>,
}

impl Table {
    pub fn get(&self, lower: &str) -> Option<&Entry> {
        self.entries.get(lower)
    }

    fn add(&mut self, word: &str, class: Class) {
        let mut words = scan::words_of(word);
        if words.is_empty() {
            return;
        }
        let rest = words.split_off(1);
        let entry = self.entries.entry(words.remove(0)).or_default();
        entry.note(class);
        if rest.is_empty() {
            entry.alone.push(class);
            return;
        }
        let place = entry.runs.partition_point(|(r, _)| r.len() >= rest.len());
        entry.runs.insert(place, (rest, class));
    }

    fn add_all<'w>(&mut self, words: impl IntoIterator<Item = &'w String>, class: Class) {
        words.into_iter().for_each(|w| self.add(w, class));
    }
}

static WORDS: Lexicon<Words> = Lexicon::new("time");

/// The words of this language, made once.
pub fn table(language: &str) -> &'static Table {
    static TABLES: OnceLock<Mutex<BTreeMap<String, &'static Table>>> = OnceLock::new();
    let mut tables = match TABLES.get_or_init(Mutex::default).lock() {
        Ok(tables) => tables,
        Err(poisoned) => poisoned.into_inner(),
    };
    if let Some(table) = tables.get(language) {
        return table;
    }
    // One table for each language that has words: they live as long as the program.
    let table: &'static Table = Box::leak(Box::new(table_of(WORDS.of(language))));
    tables.insert(language.to_string(), table);
    table
}

fn table_of(words: &Words) -> Table {
    let mut table = Table::default();
    for (names, month) in words.months.iter().zip(1..) {
        table.add_all(names, Class::Month(month));
    }
    for (names, day) in words.weekdays.iter().zip(1..) {
        table.add_all(names, Class::Weekday(day));
    }
    for (names, day) in words.many_weekdays.iter().zip(1..) {
        table.add_all(names, Class::Weekdays(day));
    }
    for (season, names) in words.seasons.iter().enumerate() {
        table.add_all(names, Class::Season(season));
    }
    words.numbers.iter().for_each(|(w, n)| table.add(w, Class::Number(*n)));
    words.ordinals.iter().for_each(|(w, n)| table.add(w, Class::Ordinal(*n)));
    words.decades.iter().for_each(|(w, n)| table.add(w, Class::Decade(*n)));
    for (unit, names) in &words.units {
        table.add_all(&names.one, Class::Unit(*unit));
        table.add_all(&names.many, Class::Units(*unit));
    }
    words.repeated.iter().for_each(|(unit, names)| table.add_all(names, Class::Repeated(*unit)));
    words.parts.iter().for_each(|(part, names)| table.add_all(names, Class::Part(*part)));
    for words in &words.holidays {
        if let Some(holiday) = holiday_of(words) {
            table.add_all(&words.names, Class::Holiday(holiday));
        }
    }
    table.add_all(&words.endings.ordinal, Class::OrdinalEnding);
    table.add_all(&words.endings.decade, Class::DecadeEnding);
    table.add_all(&words.doubtful, Class::Doubtful);
    for (role, names) in &words.roles {
        table.add_all(names, Class::Role(*role));
    }
    table
}

fn holiday_of(words: &HolidayWords) -> Option<Holiday> {
    if let Some(day) = &words.day {
        let (month, day) = day.split_once('-')?;
        return Some(Holiday::Fixed(month.parse().ok()?, day.parse().ok()?));
    }
    if let Some(days) = words.easter {
        return Some(Holiday::Easter(days));
    }
    Some(Holiday::Nth(words.month?, words.weekday?, words.nth?))
}

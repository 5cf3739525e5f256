//! The words of amounts: the lexicon file, and the index of unit and currency names made of it.

use crate::words::{Lexicon, World};
use serde::Deserialize;
use smol_str::SmolStr;
use std::collections::BTreeMap;

pub static WORDS: Lexicon<Words> = Lexicon::new("amount");
pub static CURRENCIES: World<BTreeMap<SmolStr, Vec<SmolStr>>> = World::new("currencies");
pub static UNITS: World<Units> = World::new("units");

type List = Vec<SmolStr>;
type Table<T> = BTreeMap<SmolStr, T>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbers {
    pub and: List,
    pub articles: List,
    pub half: List,
    /// What may stand behind "half" beside articles, and before it when it stands alone.
    pub half_of: List,
    pub half_bounds: List,
    pub never_half: List,
    /// The words of a margin, in their order.
    pub plus_or_minus: List,
    pub point: List,
    pub minus: List,
    pub of: List,
    pub the: List,
    pub one: List,
    pub times_ten: List,
    pub exponent: List,
    pub to: List,
    pub between: List,
    pub or: List,
    pub from: List,
    pub cardinals: Table<u32>,
    pub scales: Table<u32>,
    pub short_scales: Table<u32>,
    pub letter_scales: Table<u32>,
    pub multiples_of: Table<u32>,
    pub denominators: Table<u64>,
    pub ordinals: Table<u32>,
    #[serde(rename = "in")]
    pub one_in: List,
    pub over: List,
    pub out_of: List,
    pub not_codes: List,
    pub ordinal_endings: List,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Multiples {
    pub up: Table<SmolStr>,
    pub down: Table<SmolStr>,
    pub folds: List,
    pub times: List,
    pub compared: List,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    pub abbreviated: List,
    pub before: Table<List>,
    pub behind: Table<List>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Changes {
    pub up: List,
    pub down: List,
    pub by: List,
    pub irregular: List,
    pub only_by: List,
    pub by_itself: List,
    /// Verbs whose particle is no direction.
    pub standing: List,
    pub by_rate: List,
    pub against: List,
    pub level: List,
    pub behind_up: List,
    pub behind_down: List,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    pub before: List,
    /// What is numbered in a series of pictures or pages, and the word before how many there are.
    pub series: List,
    pub of: List,
    pub streets: List,
    pub windows: List,
    /// Before a time of day.
    pub clock: List,
    pub scores: List,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ages {
    pub behind: List,
    pub before: List,
    pub unit: SmolStr,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rates {
    pub per: List,
    pub each: List,
    pub never_before: List,
    pub things: List,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partitives {
    pub words: List,
    pub openers: List,
    out_of: List,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Minor {
    pub names: List,
    pub of: List,
    /// How many of them are one of the whole.
    #[serde(default = "hundred")]
    pub in_whole: u32,
}

fn hundred() -> u32 {
    100
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeightOrMoney {
    pub names: List,
    pub money: SmolStr,
    pub weight: SmolStr,
    pub signs: List,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitNames {
    pub prefixes: Table<SmolStr>,
    pub prefixed: Table<SmolStr>,
    pub powers: Table<SmolStr>,
    pub powers_behind: Table<SmolStr>,
    pub names: Table<List>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    numbers: Numbers,
    multiples: Multiples,
    bounds: Bounds,
    changes: Changes,
    labels: Labels,
    ages: Ages,
    rates: Rates,
    dimensions: List,
    partitives: Partitives,
    minor: Table<Minor>,
    currencies: Table<List>,
    currency_short: Table<SmolStr>,
    weight_or_money: WeightOrMoney,
    units: UnitNames,
}

/// One symbol of a unit in world/units.toml.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorldUnit {
    pub symbol: SmolStr,
    pub dimension: SmolStr,
    /// In the base unit of the dimension.
    pub size: SmolStr,
    /// What stands behind digits for it; "mcg=ug" where the symbol is another one.
    #[serde(default)]
    pub printed: List,
    /// SI prefixes in use with it.
    #[serde(default)]
    pub prefixes: List,
    /// Symbols so short that they count only right behind digits or where no word follows.
    #[serde(default)]
    pub lone: List,
    /// Marks that are also quotation marks: they count only where a word of length follows.
    #[serde(default)]
    pub marks: List,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Units {
    pub prefixes: Table<SmolStr>,
    pub unit: Vec<WorldUnit>,
}

/// What a name means: a symbol, and whether it is money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    Unit(SmolStr),
    Money(SmolStr),
    /// A hundredth part of a currency: "cent", "kopeck".
    Minor(SmolStr),
    /// Money or weight, as the text decides.
    Pounds,
}

/// The lexicon of one language with its index of names.
#[derive(Debug, Deserialize)]
#[serde(from = "File")]
pub struct Words {
    pub numbers: Numbers,
    pub multiples: Multiples,
    pub bounds: Vec<(SmolStr, List)>,
    pub bounds_behind: Vec<(SmolStr, List)>,
    /// Bounds that are written with a full stop.
    pub abbreviated: List,
    pub changes: Changes,
    pub labels: Labels,
    pub ages: Ages,
    pub rates: Rates,
    /// Adjectives behind a length: "two in thick".
    pub dimensions: List,
    pub partitives: List,
    pub part_openers: List,
    pub out_of: List,
    pub minor: Table<Minor>,
    pub weight_or_money: WeightOrMoney,
    pub powers: Table<SmolStr>,
    pub powers_behind: Table<SmolStr>,
    /// Lower-case names, words joined by one blank, with their plurals.
    pub names: BTreeMap<String, Meaning>,
    /// Symbols printed behind digits, the letter case as it is; `true` for those that are also words or single letters.
    pub symbols: BTreeMap<String, (SmolStr, bool)>,
    /// Signs and codes before or behind digits.
    pub signs: BTreeMap<String, SmolStr>,
    /// Marks that are a unit only where a word of its dimension follows.
    pub marks: BTreeMap<String, SmolStr>,
}

impl From<File> for Words {
    fn from(file: File) -> Self {
        Words {
            names: names_of(&file),
            symbols: symbols_of(UNITS.get()),
            signs: signs_of(),
            marks: marks_of(UNITS.get()),
            numbers: file.numbers,
            multiples: file.multiples,
            bounds: phrases_of(file.bounds.before),
            bounds_behind: phrases_of(file.bounds.behind),
            abbreviated: file.bounds.abbreviated,
            changes: file.changes,
            labels: file.labels,
            ages: file.ages,
            rates: file.rates,
            dimensions: file.dimensions,
            part_openers: file.partitives.openers,
            out_of: file.partitives.out_of,
            partitives: file.partitives.words,
            minor: file.minor,
            weight_or_money: file.weight_or_money,
            powers: file.units.powers,
            powers_behind: file.units.powers_behind,
        }
    }
}

/// Every phrase with its bound, cut into words, the longest first: the longer phrase decides.
fn phrases_of(table: Table<List>) -> Vec<(SmolStr, List)> {
    let mut all: Vec<(SmolStr, List)> = table
        .into_iter()
        .flat_map(|(bound, list)| {
            list.into_iter().map(move |p| (bound.clone(), p.split(' ').map(SmolStr::new).collect()))
        })
        .collect();
    all.sort_by(|a: &(SmolStr, List), b| (b.1.len(), &a.1).cmp(&(a.1.len(), &b.1)));
    all
}

fn names_of(file: &File) -> BTreeMap<String, Meaning> {
    let mut names = BTreeMap::new();
    let mut add = |name: &str, meaning: Meaning| {
        names.insert(format!("{name}s"), meaning.clone());
        if let Some((first, rest)) = name.split_once(' ') {
            names.insert(format!("{first}s {rest}"), meaning.clone());
        }
        names.insert(name.to_string(), meaning);
    };
    for (base, symbol) in &file.units.prefixed {
        add(base, Meaning::Unit(symbol.clone()));
        for (prefix, letter) in &file.units.prefixes {
            add(&format!("{prefix}{base}"), Meaning::Unit(format!("{letter}{symbol}").into()));
        }
    }
    for (symbol, list) in &file.units.names {
        list.iter().for_each(|name| add(name, Meaning::Unit(symbol.clone())));
    }
    for (name, minor) in &file.minor {
        minor.names.iter().for_each(|n| add(n, Meaning::Minor(name.clone())));
    }
    for (code, list) in &file.currencies {
        for name in list {
            add(name, Meaning::Money(code.clone()));
            for (short, long) in file.currency_short.iter().filter(|(_, long)| name.contains(long.as_str())) {
                add(&name.replace(long.as_str(), short), Meaning::Money(code.clone()));
            }
        }
    }
    for name in &file.weight_or_money.names {
        add(name, Meaning::Pounds);
    }
    names
}

fn symbols_of(units: &Units) -> BTreeMap<String, (SmolStr, bool)> {
    let mut symbols = BTreeMap::new();
    for unit in &units.unit {
        for printed in &unit.printed {
            let (form, symbol) = printed.split_once('=').unwrap_or((printed, &unit.symbol));
            symbols.insert(form.to_string(), (symbol.into(), false));
        }
        for form in &unit.lone {
            symbols.insert(form.to_string(), (unit.symbol.clone(), true));
        }
        for prefix in unit.prefixes.iter().filter(|p| !p.is_empty()) {
            let symbol = format!("{prefix}{}", unit.symbol);
            if prefix == "u" {
                symbols.insert(format!("µ{}", unit.symbol), (symbol.as_str().into(), false));
                symbols.insert(format!("μ{}", unit.symbol), (symbol.as_str().into(), false));
            }
            // "pm", "am": also words; they count as units only where nothing else is possible.
            let lone = ALSO_WORDS.contains(&symbol.as_str());
            symbols.insert(symbol.clone(), (symbol.into(), lone));
        }
    }
    symbols
}

fn marks_of(units: &Units) -> BTreeMap<String, SmolStr> {
    let marks = |u: &WorldUnit| u.marks.iter().map(|m| (m.to_string(), u.symbol.clone())).collect::<Vec<_>>();
    units.unit.iter().flat_map(marks).collect()
}

/// Symbols that are printed for other things as well, the time of day among them.
const ALSO_WORDS: &[&str] = &["pm", "am", "as", "us", "ps", "PA", "EB", "fm"];

/// Codes and letters count as they are printed; "cad$" may be written small.
fn signs_of() -> BTreeMap<String, SmolStr> {
    let mut signs = BTreeMap::new();
    for (code, list) in CURRENCIES.get() {
        for sign in list {
            signs.insert(sign.to_string(), code.clone());
            if sign.chars().any(char::is_uppercase) {
                signs.insert(sign.to_lowercase(), code.clone());
            }
            let alone = sign.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
            signs.insert(format!("{}{alone}", code.to_lowercase()), code.clone());
        }
        signs.insert(code.to_string(), code.clone());
    }
    signs
}

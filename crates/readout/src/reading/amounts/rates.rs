//! What an amount is per: "per hour", "a day", "/kg".

use super::pieces::is_dash;
use super::unit::{Place, Unit};
use super::words::Meaning;
use smol_str::SmolStr;

impl Place<'_> {
    /// "per hour", "a day", "/kg" behind a unit.
    pub fn rate(&self, unit: Unit) -> Unit {
        let mut unit = unit;
        for _ in 0..2 {
            let Some((below, end)) = self.below(unit.end) else { break };
            unit = Unit { symbol: format!("{}/{below}", unit.symbol).into(), end, ..unit };
        }
        unit
    }

    /// What a rate is per: a unit, or for "per" any noun.
    pub fn below(&self, at: usize) -> Option<(SmolStr, usize)> {
        let dash = self.piece(at).filter(|p| is_dash(p));
        // "$ 70 - a - share": old newswire has blanks around its hyphens, around all of them.
        let spaced = dash.is_some_and(|p| p.spaced);
        if spaced && !self.piece(at + 2).is_some_and(|p| is_dash(p) && p.spaced) {
            return None;
        }
        let at = at + usize::from(dash.is_some());
        let piece = self.piece(at)?;
        let stroke = piece.is("/");
        let per = piece.is_one_of(&self.words.rates.per);
        let each = piece.is_one_of(&self.words.rates.each);
        if !stroke && !per && !each {
            return None;
        }
        let hyphen = usize::from(self.piece(at + 1).is_some_and(|p| is_dash(p) && p.spaced == spaced));
        let next = at + 1 + hyphen;
        if let Some((Meaning::Unit(symbol), end)) = self.powered(next).or_else(|| self.name_at(next)) {
            let compared = each && self.piece(end).is_some_and(|p| p.is_one_of(&self.words.rates.never_before));
            return self.piece(next).filter(|p| !compared && (!each || !p.lower.ends_with('s'))).map(|_| (symbol, end));
        }
        // "per Midland share": a name before the thing.
        let named = self.piece(next).is_some_and(|p| p.is_word() && p.text != p.lower)
            && self.piece(next + 1).is_some_and(|p| p.is_one_of(&self.words.rates.things));
        let next = next + usize::from(named);
        let noun = self.piece(next).filter(|p| p.is_word() && !self.words.numbers.scales.contains_key(&p.lower))?;
        if stroke {
            let (symbol, _) = self.words.symbols.get(noun.text.as_str())?;
            return Some(self.powered_behind(symbol.clone(), next + 1));
        }
        let symbol = self.words.symbols.get(noun.text.as_str()).filter(|(_, lone)| per && !lone);
        if let Some((symbol, _)) = symbol {
            return Some((symbol.clone(), next + 1));
        }
        let listed = noun.is_one_of(&self.words.rates.things);
        (listed || (per && (self.nominal)(noun))).then(|| (noun.lower.clone(), next + 1))
    }
}

//! How large units are: any that can be printed, with SI prefixes, powers and rates, in the base unit of its dimension.

use super::words::UNITS;
use rust_decimal::Decimal;
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What a unit is a unit of, and how many base units it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Size {
    pub dimension: SmolStr,
    pub size: Decimal,
}

/// Of "km", "ft3", "m3/mo"; nothing for currencies, counted nouns and what has no common size.
pub fn size_of(symbol: &str) -> Option<Size> {
    if let Some(known) = simple().get(symbol) {
        return Some(known.clone());
    }
    if let Some((over, under)) = symbol.split_once('/') {
        let (over, under) = (size_of(over)?, size_of(under)?);
        let dimension = format!("{}/{}", over.dimension, under.dimension).into();
        return Some(Size { dimension, size: over.size.checked_div(under.size)? });
    }
    let (base, dimension, power) = match symbol.strip_suffix('2') {
        Some(base) => (base, AREA, 2),
        None => (symbol.strip_suffix('3')?, VOLUME, 3),
    };
    let length = simple().get(base).filter(|s| s.dimension == LENGTH)?;
    let size = (1..power).try_fold(length.size, |size, _| size.checked_mul(length.size))?;
    Some(Size { dimension: dimension.into(), size })
}

/// Dimensions of which powers are known, as world/units.toml calls them.
const LENGTH: &str = "length";
const AREA: &str = "area";
const VOLUME: &str = "volume";

/// Units without powers and rates, with and without prefixes.
fn simple() -> &'static BTreeMap<SmolStr, Size> {
    static SIZES: OnceLock<BTreeMap<SmolStr, Size>> = OnceLock::new();
    SIZES.get_or_init(|| {
        let units = UNITS.get();
        let mut out = BTreeMap::new();
        for unit in &units.unit {
            let Ok(size) = unit.size.parse::<Decimal>() else { continue };
            let known = |size| Size { dimension: unit.dimension.clone(), size };
            for prefix in unit.prefixes.iter().filter(|p| !p.is_empty()) {
                let factor = units.prefixes.get(prefix.as_str()).and_then(|f| f.parse::<Decimal>().ok());
                let Some(size) = factor.and_then(|f| f.checked_mul(size)) else { continue };
                out.entry(format!("{prefix}{}", unit.symbol).into()).or_insert_with(|| known(size));
            }
            out.insert(unit.symbol.clone(), known(size));
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(symbol: &str, expected: Option<(&str, &str)>) {
        let found = size_of(symbol).map(|s| (s.dimension.to_string(), s.size.normalize().to_string()));
        assert_eq!(found, expected.map(|(d, s)| (d.to_string(), s.to_string())), "{symbol}");
    }

    #[test]
    fn a_prefix_and_a_power_make_a_unit_larger() {
        check("km", Some(("length", "1000")));
        check("km2", Some(("area", "1000000")));
        check("km3", Some(("volume", "1000000000")));
        check("ft3", Some(("volume", "0.028316846592")));
    }

    #[test]
    fn a_rate_has_the_dimensions_of_both_its_units() {
        check("m/s", Some(("length/duration", "1")));
    }

    #[test]
    fn what_is_counted_has_no_size() {
        check("bridge", None);
        check("USD", None);
        check("3", None);
    }
}

//! Where things are drawn: positions as classes with rules of their own, since the page's policy allows no style in a tag.

use std::collections::BTreeSet;

/// The positions that a page uses, in thousandths of a width, and lanes.
#[derive(Debug, Default)]
pub struct Spots {
    from: BTreeSet<u16>,
    wide: BTreeSet<u16>,
    lanes: BTreeSet<u16>,
    heights: BTreeSet<u16>,
}

impl Spots {
    /// Classes for something from one part of the width to another, both between 0 and 1.
    pub fn at(&mut self, from: f64, to: f64) -> String {
        let (from, to) = (thousandths(from), thousandths(to));
        let wide = to.saturating_sub(from);
        self.from.insert(from);
        self.wide.insert(wide);
        format!("x{from} w{wide}")
    }

    pub fn lane(&mut self, lane: usize) -> String {
        let lane = lane.min(99) as u16;
        self.lanes.insert(lane);
        format!("y{lane}")
    }

    /// The class of a picture with so many lanes.
    pub fn lanes(&mut self, count: usize) -> String {
        let count = count.min(100) as u16;
        self.heights.insert(count);
        format!("h{count}")
    }

    pub fn rules(&self) -> String {
        let percent = |n: &u16| f64::from(*n) / 10.0;
        let mut out = String::new();
        self.from.iter().for_each(|n| out.push_str(&format!("\n.x{n}{{left:{}%}}", percent(n))));
        self.wide.iter().for_each(|n| out.push_str(&format!("\n.w{n}{{width:{}%}}", percent(n))));
        self.lanes.iter().for_each(|n| out.push_str(&format!("\n.y{n}{{top:{}px}}", 6 + 15 * n)));
        self.heights.iter().for_each(|n| out.push_str(&format!("\n.h{n}{{height:{}px}}", 8 + 15 * n)));
        out
    }
}

fn thousandths(part: f64) -> u16 {
    (part.clamp(0.0, 1.0) * 1000.0).round() as u16
}

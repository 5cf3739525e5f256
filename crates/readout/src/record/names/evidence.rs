//! What documents speak of, and whether two of them share enough of it for one surname to mean one person.

use super::Named;
use super::groups::Groups;
use crate::reading::names::Class;
use std::collections::BTreeSet;

/// So many other names in common make it likely that one surname means one person.
const ENOUGH: usize = 3;
/// Documents of a person that are looked at.
const MOST_DOCUMENTS: usize = 50;
const FEW_DOCUMENTS: usize = 8;

#[derive(Debug)]
pub struct Evidence {
    /// For each document, the groups it speaks of.
    of: Vec<BTreeSet<usize>>,
}

impl Evidence {
    pub fn new(named: &[Named], documents: usize, groups: &mut Groups) -> Evidence {
        let mut of = vec![BTreeSet::new(); documents];
        for (i, n) in named.iter().enumerate().filter(|(_, n)| n.class != Class::Group) {
            let root = groups.find(i);
            for (doc, _) in &n.members {
                of[*doc].insert(root);
            }
        }
        Evidence { of }
    }

    /// A lone surname that can only be one person's speaks for the document's being about him, but never for itself.
    pub fn presume(&mut self, document: usize, root: usize) {
        self.of[document].insert(root);
    }

    /// Whether the document of a lone surname and one of the others' documents share names enough.
    pub fn is_shared(&self, named: &[Named], lone: usize, root: usize, others: &[usize]) -> bool {
        let Some((doc, _)) = named[lone].members.first() else { return false };
        let documents = others.iter().flat_map(|o| &named[*o].members).map(|(d, _)| *d).take(MOST_DOCUMENTS);
        let shared = |d: usize| self.of[*doc].intersection(&self.of[d]).filter(|group| **group != root);
        documents.filter(|d| d != doc).any(|d| shared(d).take(ENOUGH).count() == ENOUGH)
    }

    /// Whether two names stand in two documents that share names enough; two that stand in one are rather two people's.
    pub fn is_near(&self, named: &[Named], a: usize, b: usize) -> bool {
        let documents = |n: usize| named[n].members.iter().map(|(d, _)| *d).take(FEW_DOCUMENTS);
        let shared = |x: usize, y: usize| self.of[x].intersection(&self.of[y]).take(ENOUGH).count() == ENOUGH;
        documents(a).any(|x| documents(b).any(|y| x != y && shared(x, y)))
    }
}

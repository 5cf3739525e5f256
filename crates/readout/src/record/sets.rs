//! Sets that are joined step by step.

#[derive(Debug)]
pub struct Sets {
    parent: Vec<usize>,
}

impl Sets {
    /// So many, each alone.
    pub fn new(n: usize) -> Sets {
        Sets { parent: (0..n).collect() }
    }

    pub fn len(&self) -> usize {
        self.parent.len()
    }

    /// The first of the set that this one is in.
    pub fn find(&mut self, i: usize) -> usize {
        let mut root = i;
        while self.parent[root] != root {
            root = self.parent[root];
        }
        let mut here = i;
        while self.parent[here] != root {
            here = std::mem::replace(&mut self.parent[here], root);
        }
        root
    }

    /// Makes one of two sets, known by the first of both.
    pub fn join(&mut self, one: usize, other: usize) {
        let (a, b) = (self.find(one), self.find(other));
        self.parent[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_known_by_its_first_member_in_whatever_order_it_was_joined() {
        for pairs in [[(0, 3), (3, 1)], [(1, 3), (3, 0)], [(3, 1), (1, 0)]] {
            let mut sets = Sets::new(4);
            pairs.iter().for_each(|(a, b)| sets.join(*a, *b));
            assert_eq!((0..4).map(|i| sets.find(i)).collect::<Vec<_>>(), [0, 0, 2, 0]);
        }
    }
}

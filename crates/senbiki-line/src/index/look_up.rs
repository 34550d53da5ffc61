//! Look-ups: exact, at a place of a text, and with masked characters.

use fst::raw::Node;

use super::filter::Filter;
use super::store::Section;
use super::{LONGEST_KEY, NameIndex, Posting};

impl NameIndex {
    /// Calls `found(end, posting)` for every name whose key stands in `key[at..end]`, shorter ones
    /// first. `at` should be the first byte of a character; elsewhere nothing is found. Takes time
    /// bounded by [`LONGEST_KEY`] and the number of postings found.
    #[inline]
    pub fn prefixes_at(&self, key: &[u8], at: usize, found: &mut dyn FnMut(usize, &Posting<'_>)) {
        let Some(rest) = key.get(at..) else { return };
        let Some(filter) = Filter::new(self.store.raw(Section::Filter)) else { return };
        if filter.may_start(rest) {
            self.walk(rest, at, found);
        }
    }

    fn walk(&self, rest: &[u8], at: usize, found: &mut dyn FnMut(usize, &Posting<'_>)) {
        let Some(mut node) = self.node(self.fst.root().addr()) else { return };
        let mut value = 0u64;
        for (index, &byte) in rest.iter().take(LONGEST_KEY).enumerate() {
            let Some(way) = node.find_input(byte) else { return };
            let way = node.transition(way);
            value = value.wrapping_add(way.out.value());
            let Some(next) = self.node(way.addr) else { return };
            node = next;
            if node.is_final() {
                let first = value.wrapping_add(node.final_output().value());
                self.postings(first, &mut |posting| {
                    found(at + index + 1, posting);
                    true
                });
            }
        }
    }

    /// The postings of exactly this key.
    #[must_use]
    pub fn exact(&self, key: &str) -> Vec<Posting<'_>> {
        let mut all = Vec::new();
        let Some(mut node) = self.node(self.fst.root().addr()) else { return all };
        let mut value = 0u64;
        for &byte in key.as_bytes() {
            let Some(way) = node.find_input(byte) else { return all };
            let way = node.transition(way);
            value = value.wrapping_add(way.out.value());
            let Some(next) = self.node(way.addr) else { return all };
            node = next;
        }
        if node.is_final() && !key.is_empty() {
            let first = value.wrapping_add(node.final_output().value());
            self.postings(first, &mut |posting| {
                all.push(*posting);
                true
            });
        }
        all
    }

    /// Finds names that fit a masked pattern of key characters exactly: `Some(c)` stands for that
    /// character, `None` for exactly one character of any kind. At most `limit` postings are
    /// reported and `budget` nodes visited. Returns true when everything was searched.
    pub fn masked(
        &self,
        pattern: &[Option<char>],
        limit: usize,
        budget: usize,
        found: &mut dyn FnMut(&Posting<'_>),
    ) -> bool {
        let mut search = Search { names: self, pattern, whole: true, limit, budget };
        search.run(&mut |_, posting| found(posting))
    }

    /// As [`NameIndex::masked`], for names that fit the first `n` characters of the pattern; calls
    /// `found(n, posting)`, `1 <= n <= pattern.len()`.
    pub fn masked_prefixes(
        &self,
        pattern: &[Option<char>],
        limit: usize,
        budget: usize,
        found: &mut dyn FnMut(usize, &Posting<'_>),
    ) -> bool {
        let mut search = Search { names: self, pattern, whole: false, limit, budget };
        search.run(found)
    }
}

/// A depth-first search with a bounded number of steps.
struct Search<'n> {
    names: &'n NameIndex,
    pattern: &'n [Option<char>],
    whole: bool,
    limit: usize,
    budget: usize,
}

/// A node to visit: where it is, what was gathered on the way, how many characters are behind.
#[derive(Clone, Copy)]
struct Step {
    node: usize,
    value: u64,
    characters: usize,
    /// Bytes that the character begun here still needs; only for masked characters.
    open: u8,
}

impl<'n> Search<'n> {
    fn run(&mut self, found: &mut dyn FnMut(usize, &Posting<'_>)) -> bool {
        let names = self.names;
        if self.pattern.is_empty() || self.whole && self.pattern.len() > LONGEST_KEY {
            return true;
        }
        let root = Step { node: names.fst.root().addr(), value: 0, characters: 0, open: 0 };
        let mut stack = vec![root];
        while let Some(step) = stack.pop() {
            let Some(node) = self.visit(step.node) else { return false };
            let complete = !self.whole || step.characters == self.pattern.len();
            if step.open == 0 && step.characters > 0 && complete && node.is_final() {
                let first = step.value.wrapping_add(node.final_output().value());
                let went_on = names.postings(first, &mut |posting| {
                    if self.limit == 0 {
                        return false;
                    }
                    self.limit -= 1;
                    found(step.characters, posting);
                    true
                });
                if !went_on {
                    return false;
                }
            }
            let wanted = match self.pattern.get(step.characters) {
                _ if step.open > 0 => None,
                Some(wanted) => *wanted,
                None => continue,
            };
            if let Some(c) = wanted {
                match self.follow(node, c, step) {
                    Some(Some(next)) => stack.push(next),
                    Some(None) => {}
                    None => return false,
                }
                continue;
            }
            // Pushed backwards, so that names come in the order of their keys.
            for way in (0..node.len()).rev().map(|n| node.transition(n)) {
                let open = match (step.open, way.inp) {
                    (open, 0x80..0xc0) if open > 0 => open - 1,
                    (0, 0..0x80) => 0,
                    (0, 0xc0..0xe0) => 1,
                    (0, 0xe0..0xf0) => 2,
                    (0, 0xf0..) => 3,
                    _ => continue,
                };
                stack.push(Step {
                    node: way.addr,
                    value: step.value.wrapping_add(way.out.value()),
                    characters: step.characters + usize::from(open == 0),
                    open,
                });
            }
        }
        true
    }

    /// Takes one step of the budget; `None` when it is used up or the bytes are damaged.
    fn visit(&mut self, at: usize) -> Option<Node<'n>> {
        self.budget = self.budget.checked_sub(1)?;
        self.names.node(at)
    }

    /// Follows the bytes of one character. `None` when the budget is used up, `Some(None)` when no
    /// name goes on like that.
    fn follow(&mut self, mut node: Node<'n>, c: char, step: Step) -> Option<Option<Step>> {
        let (mut at, mut value) = (step.node, step.value);
        for (index, &byte) in c.encode_utf8(&mut [0; 4]).as_bytes().iter().enumerate() {
            if index > 0 {
                node = self.visit(at)?;
            }
            let Some(way) = node.find_input(byte) else { return Some(None) };
            let way = node.transition(way);
            at = way.addr;
            value = value.wrapping_add(way.out.value());
        }
        Some(Some(Step { node: at, value, characters: step.characters + 1, open: 0 }))
    }
}

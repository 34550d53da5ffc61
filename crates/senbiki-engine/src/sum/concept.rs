//! Concepts: regions, trades, goods and sizes with what holds what, so that 名古屋 is in 愛知 and a
//! shovel is a construction machine. The built-in ones are in `data`; a line adds the words of its
//! own cells.

use std::collections::HashMap;

use senbiki_text::fold;

use super::masked::{is_mark, mark};

/// What a concept is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    Region,
    Industry,
    Goods,
    Size,
}

/// The number of a concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConceptId(pub u32);

/// One concept.
#[derive(Debug, Clone)]
pub struct Concept {
    /// Its name, folded; this is what a fact stores.
    pub name: String,
    /// Its first English word, or its name.
    pub english: String,
    /// What it is about.
    pub group: Group,
    /// Itself and everything that it holds, in order.
    pub holds: Vec<ConceptId>,
    parents: Vec<ConceptId>,
}

/// All concepts, and the words that stand for them.
#[derive(Debug, Default)]
pub struct Concepts {
    list: Vec<Concept>,
    by_name: HashMap<(Group, String), ConceptId>,
    by_mark: HashMap<(Group, String), ConceptId>,
    /// Folded word and what it stands for.
    pub words: Vec<(String, ConceptId)>,
}

const SHIPPED: [(Group, &str); 4] = [
    (Group::Region, include_str!("data/regions.txt")),
    (Group::Industry, include_str!("data/industries.txt")),
    (Group::Goods, include_str!("data/goods.txt")),
    (Group::Size, include_str!("data/sizes.txt")),
];

impl Concepts {
    /// The concepts that ship.
    pub fn shipped() -> Self {
        let mut all = Self::default();
        let mut under: Vec<(ConceptId, Group, Vec<String>)> = Vec::new();
        for (group, text) in SHIPPED {
            for line in text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
                let (before, english) = line.split_once('|').unwrap_or((line, ""));
                let (head, words) = before.split_once(':').unwrap_or((before, ""));
                let (name, parents) = head.split_once('<').unwrap_or((head, ""));
                let english: Vec<String> = english.split_whitespace().map(|w| w.replace('_', " ")).collect();
                let name = fold(name.trim());
                let first = english.first().cloned().unwrap_or_else(|| name.clone());
                let id = all.add(group, &name, first);
                all.words.extend(words.split_whitespace().map(|w| (fold(w), id)));
                all.words.extend(english.into_iter().map(|w| (w, id)));
                under.push((id, group, parents.split_whitespace().map(fold).collect()));
            }
        }
        for (id, group, parents) in under {
            for parent in parents {
                let found = all.by_name.get(&(group, parent)).copied();
                if let (Some(parent), Some(c)) = (found, all.list.get_mut(id.0 as usize)) {
                    c.parents.push(parent);
                }
            }
        }
        all
    }

    /// Adds a concept; one with this name that is there already is taken.
    pub fn add(&mut self, group: Group, name: &str, english: String) -> ConceptId {
        if let Some(id) = self.by_name.get(&(group, name.to_owned())) {
            return *id;
        }
        let id = ConceptId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        self.list.push(Concept {
            name: name.to_owned(),
            english,
            group,
            holds: Vec::new(),
            parents: Vec::new(),
        });
        self.by_name.insert((group, name.to_owned()), id);
        self.words.push((name.to_owned(), id));
        id
    }

    /// Adds a concept of the line under those that its words hold.
    pub fn add_under(&mut self, group: Group, name: &str, parents: &[ConceptId]) -> ConceptId {
        let known = self.by_name.contains_key(&(group, name.to_owned()));
        let id = self.add(group, name, name.to_owned());
        if !known && let Some(c) = self.list.get_mut(id.0 as usize) {
            c.parents.extend(parents.iter().filter(|p| **p != id));
        }
        id
    }

    /// Works out what each concept holds. Call it when all are there.
    pub fn settle(&mut self) {
        for c in &mut self.list {
            c.holds.clear();
        }
        for at in 0..self.list.len() {
            let id = ConceptId(u32::try_from(at).unwrap_or(u32::MAX));
            let mut open = vec![id];
            let mut seen = vec![id];
            while let Some(next) = open.pop() {
                if let Some(c) = self.list.get_mut(next.0 as usize) {
                    c.holds.push(id);
                    for parent in &c.parents {
                        if !seen.contains(parent) {
                            seen.push(*parent);
                            open.push(*parent);
                        }
                    }
                }
            }
        }
        for c in &mut self.list {
            c.holds.sort_unstable();
            c.holds.dedup();
        }
        self.by_mark = self.by_name.iter().map(|((g, name), id)| ((*g, mark(name)), *id)).collect();
    }

    /// A concept.
    pub fn get(&self, id: ConceptId) -> Option<&Concept> {
        self.list.get(id.0 as usize)
    }

    /// The concept with this name, or whose name has this mark.
    pub fn named(&self, group: Group, name: &str) -> Option<ConceptId> {
        let names = if is_mark(name) { &self.by_mark } else { &self.by_name };
        names.get(&(group, name.to_owned())).copied()
    }

    /// Whether the first is the second or holds it.
    pub fn holds(&self, outer: ConceptId, inner: ConceptId) -> bool {
        self.get(outer).is_some_and(|c| c.holds.binary_search(&inner).is_ok())
    }

    /// Every concept of a group that can be one of these, in order.
    pub fn meeting(&self, group: Group, some: &[ConceptId]) -> Vec<ConceptId> {
        // What the given ones hold, and what holds any of that.
        let inside: std::collections::HashSet<ConceptId> =
            some.iter().filter_map(|id| self.get(*id)).flat_map(|c| c.holds.iter().copied()).collect();
        let all = self.list.iter().enumerate().filter(|(_, c)| c.group == group);
        all.filter(|(_, c)| c.holds.iter().any(|id| inside.contains(id)))
            .map(|(at, _)| ConceptId(u32::try_from(at).unwrap_or(u32::MAX)))
            .collect()
    }

    /// Whether something can be both at once: one holds the other, or both hold a third.
    pub fn meet(&self, a: ConceptId, b: ConceptId) -> bool {
        let (Some(a), Some(b)) = (self.get(a), self.get(b)) else { return false };
        let (small, large) = if a.holds.len() < b.holds.len() { (a, b) } else { (b, a) };
        small.holds.iter().any(|id| large.holds.binary_search(id).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(all: &Concepts, group: Group, name: &str) -> ConceptId {
        all.named(group, name).unwrap_or_else(|| panic!("{name}"))
    }

    #[test]
    fn places_lie_in_places() {
        let mut all = Concepts::shipped();
        all.settle();
        let at = |name| id(&all, Group::Region, name);
        assert!(all.holds(at("中部"), at("愛知")) && all.holds(at("日本"), at("愛知")));
        assert!(!all.holds(at("愛知"), at("中部")) && !all.holds(at("関東"), at("愛知")));
        assert!(all.meet(at("愛知"), at("東海")) && !all.meet(at("愛知"), at("静岡")));
        // Neither holds the other, but somebody can be in both.
        assert!(all.meet(at("瀬戸内"), at("中国地方")) && !all.meet(at("瀬戸内"), at("九州")));
        assert!(!all.meet(at("日本"), at("北欧")));
    }

    #[test]
    fn every_parent_is_there() {
        for (group, text) in SHIPPED {
            let all = Concepts::shipped();
            for line in text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
                let head = line.split([':', '|']).next().unwrap_or_default();
                let Some((_, parents)) = head.split_once('<') else { continue };
                for parent in parents.split_whitespace() {
                    assert!(all.named(group, &fold(parent)).is_some(), "{parent}");
                }
            }
        }
    }
}

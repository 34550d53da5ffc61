//! The words that rules and senses know, indexed by their first two characters, and the ids of
//! everything a rule can ask for.

use std::collections::{BTreeMap, HashMap};

use senbiki_line::rule::{RuleProblem, Term, TermKind, WordClass};

/// Something a term of a rule can stand for: a word class, a number's dimension, a mention's kind
/// or a literal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassId(pub u16);

/// One word: what it counts as, and what it blocks. Its classes lie in the vocabulary's pool.
#[derive(Debug, Clone, Copy, Default)]
pub struct Lexeme {
    /// Where its classes begin: those that count even when letters go on to the right, then those
    /// of the whole word, then those whose shorter words inside do not count.
    from: u32,
    open: u16,
    closed: u16,
    blocks: u16,
    /// Written in Latin letters (or katakana): its ends must not touch more of the same.
    pub bounded: Bound,
}

/// Which neighbours would make a word part of a longer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Bound {
    /// None: kanji and hiragana words may stand inside anything.
    #[default]
    Free,
    /// Latin letters and digits.
    Latin,
    /// Katakana.
    Katakana,
}

/// All words and ids.
pub struct Vocabulary {
    ids: HashMap<String, ClassId>,
    names: Vec<String>,
    /// In the order of their words.
    lexemes: Vec<Lexeme>,
    pool: Vec<ClassId>,
    index: Index,
}

impl Vocabulary {
    /// Compiles word classes and the literals that rules use. Classes and kinds that nobody
    /// defined are named in `problems`.
    pub fn new(classes: &BTreeMap<String, WordClass>, fixed: &[&str]) -> Self {
        let mut vocabulary = Self {
            ids: HashMap::new(),
            names: Vec::new(),
            lexemes: Vec::new(),
            pool: Vec::new(),
            index: Index::default(),
        };
        for name in classes.keys() {
            vocabulary.intern(name);
        }
        for name in fixed {
            vocabulary.intern(name);
        }
        vocabulary
    }

    fn intern(&mut self, name: &str) -> ClassId {
        if let Some(id) = self.ids.get(name) {
            return *id;
        }
        let id = ClassId(u16::try_from(self.names.len()).unwrap_or(u16::MAX));
        self.ids.insert(name.to_owned(), id);
        self.names.push(name.to_owned());
        id
    }

    /// The id of a class, dimension (`#percent`) or kind (`@party`).
    pub fn id(&self, name: &str) -> Option<ClassId> {
        self.ids.get(name).copied()
    }

    /// The name of an id.
    pub fn name(&self, id: ClassId) -> &str {
        self.names.get(usize::from(id.0)).map_or("", String::as_str)
    }

    /// How many ids there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Resolves a term to ids, adding its literals.
    pub fn resolve(
        &mut self,
        term: &Term,
        file: &str,
        rule: &str,
        problems: &mut Vec<RuleProblem>,
    ) -> Vec<ClassId> {
        let mut out = Vec::new();
        for kind in &term.0 {
            let name = match kind {
                TermKind::Class(c) => c.clone(),
                TermKind::Number(n) => format!("#{n}"),
                TermKind::Mention(m) => format!("@{m}"),
                TermKind::Literal(l) => {
                    out.push(self.intern(&format!("={l}")));
                    continue;
                }
            };
            match self.id(&name) {
                Some(id) => out.push(id),
                None => problems.push(RuleProblem::new(
                    file,
                    Some(rule),
                    format!(
                        "「{{{name}}}」という分類はありません。docs/classes.md の一覧から選んでください。"
                    ),
                    format!("there is no class `{{{name}}}`; choose one from docs/classes.md."),
                )),
            }
        }
        out
    }

    /// Builds the index. Call once, after all rules are resolved.
    pub fn finish(&mut self, classes: &BTreeMap<String, WordClass>) {
        // Word, kind (open, closed, blocks), class; sorted, so that one word stands together.
        let mut all: Vec<(&str, u8, ClassId)> = Vec::new();
        let add = |word: &str, id: ClassId| -> (usize, u8, ClassId) {
            match word.strip_suffix('*') {
                Some(stem) => (stem.len(), OPEN, id),
                None => (word.len(), CLOSED, id),
            }
        };
        for name in classes.keys() {
            let Some(id) = self.id(name) else { continue };
            let mut words: Vec<&String> = Vec::new();
            let mut blockers: Vec<&String> = Vec::new();
            let mut seen = vec![name.as_str()];
            collect(classes, name, &mut words, &mut blockers, &mut seen);
            for word in words {
                let (len, kind, id) = add(word, id);
                all.push((word.get(..len).unwrap_or(word), kind, id));
            }
            all.extend(blockers.into_iter().map(|w| (w.as_str(), BLOCKS, id)));
        }
        let literals: Vec<(String, ClassId)> = self
            .names
            .iter()
            .enumerate()
            .filter_map(|(at, n)| {
                Some((n.strip_prefix('=')?.to_owned(), ClassId(u16::try_from(at).unwrap_or(u16::MAX))))
            })
            .collect();
        for (word, id) in &literals {
            let (len, kind, id) = add(word, *id);
            all.push((word.get(..len).unwrap_or(word), kind, id));
        }
        all.retain(|w| !w.0.is_empty());
        // Most words differ in their first bytes, which compare as one number.
        let mut keyed: Vec<(u64, (&str, u8, ClassId))> = all.into_iter().map(|w| (head(w.0), w)).collect();
        keyed.sort_unstable();
        keyed.dedup();
        let all: Vec<(&str, u8, ClassId)> = keyed.into_iter().map(|(_, w)| w).collect();
        let mut words: Vec<&str> = Vec::with_capacity(all.len());
        for group in all.chunk_by(|a, b| a.0 == b.0) {
            let Some((word, ..)) = group.first() else { continue };
            let count =
                |kind: u8| u16::try_from(group.iter().filter(|w| w.1 == kind).count()).unwrap_or(u16::MAX);
            self.lexemes.push(Lexeme {
                from: u32::try_from(self.pool.len()).unwrap_or(u32::MAX),
                open: count(OPEN),
                closed: count(CLOSED),
                blocks: count(BLOCKS),
                bounded: bound_of(word),
            });
            self.pool.extend(group.iter().map(|w| w.2));
            words.push(word);
        }
        self.index = Index::new(&words);
    }

    fn pooled(&self, from: u32, len: u16) -> &[ClassId] {
        self.pool.get(from as usize..from as usize + usize::from(len)).unwrap_or_default()
    }

    /// The classes that count even when letters go on to the right.
    pub fn open(&self, lexeme: &Lexeme) -> &[ClassId] {
        self.pooled(lexeme.from, lexeme.open)
    }

    /// All classes of the whole word.
    pub fn all(&self, lexeme: &Lexeme) -> &[ClassId] {
        self.pooled(lexeme.from, lexeme.open + lexeme.closed)
    }

    /// The classes whose shorter words inside this one do not count.
    pub fn blocks(&self, lexeme: &Lexeme) -> &[ClassId] {
        self.pooled(lexeme.from + u32::from(lexeme.open) + u32::from(lexeme.closed), lexeme.blocks)
    }

    /// Every word in the text, also inside others: start, end, lexeme. In the order of the text.
    pub fn words(&self, folded: &str, found: &mut dyn FnMut(usize, usize, &Lexeme)) {
        self.index.find(folded, &mut |start, end, n| {
            if let Some(lexeme) = self.lexemes.get(n as usize) {
                found(start, end, lexeme);
            }
        });
    }
}

/// The first eight bytes of a word, as a number that sorts like them.
fn head(word: &str) -> u64 {
    word.bytes().take(8).enumerate().fold(0, |n, (at, b)| n | u64::from(b) << (56 - at * 8))
}

const OPEN: u8 = 0;
const CLOSED: u8 = 1;
const BLOCKS: u8 = 2;

/// Words by their first two characters.
///
/// A double array finds as fast but takes tens of milliseconds to build, which a command that
/// reads one draft cannot spend; this table takes one. How many words share two characters is a
/// property of the vocabulary, so the work stays linear in the text.
#[derive(Default)]
struct Index {
    /// A bit for every pair of characters that may begin a word; small enough to stay near the
    /// processor, since most places of a draft begin none.
    filter: Vec<u64>,
    /// Open addressing; a power of two.
    slots: Vec<Slot>,
    /// The words of one slot after another: where the word lies in `letters`, and its number.
    entries: Vec<(u32, u32, u32)>,
    letters: Vec<u8>,
}

#[derive(Clone, Copy, Default)]
struct Slot {
    /// The two characters; a word of one character has 0 as its second. 0 means empty.
    key: u64,
    from: u32,
    to: u32,
}

const fn pair(first: char, second: Option<char>) -> u64 {
    let second = match second {
        Some(c) => c as u64,
        None => 0,
    };
    (first as u64) << 32 | second | 1 << 63
}

const FILTER_BITS: usize = 1 << 18;

const fn filter_bit(key: u64) -> usize {
    (key.wrapping_mul(0xD6E8_FEB8_6659_FD93) >> 40) as usize & (FILTER_BITS - 1)
}

impl Index {
    fn new(words: &[&str]) -> Self {
        let mut all: Vec<(u64, u32)> = words
            .iter()
            .enumerate()
            .filter_map(|(n, w)| {
                let mut chars = w.chars();
                Some((pair(chars.next()?, chars.next()), u32::try_from(n).ok()?))
            })
            .collect();
        all.sort_unstable();
        let pairs = all.chunk_by(|a, b| a.0 == b.0).count();
        let mut index = Self {
            filter: vec![0; FILTER_BITS / 64],
            slots: vec![Slot::default(); (pairs * 2).next_power_of_two().max(16)],
            ..Self::default()
        };
        for group in all.chunk_by(|a, b| a.0 == b.0) {
            let Some((key, _)) = group.first() else { continue };
            let bit = filter_bit(*key);
            if let Some(word) = index.filter.get_mut(bit / 64) {
                *word |= 1 << (bit % 64);
            }
            let from = index.entries.len();
            for (_, n) in group {
                let Some(word) = words.get(*n as usize) else { continue };
                let at = index.letters.len();
                index.letters.extend_from_slice(word.as_bytes());
                let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
                index.entries.push((small(at), small(word.len()), *n));
            }
            let mut slot = index.home(*key);
            while index.slots.get(slot).is_some_and(|s| s.key != 0) {
                slot = (slot + 1) & (index.slots.len() - 1);
            }
            if let Some(s) = index.slots.get_mut(slot) {
                *s = Slot {
                    key: *key,
                    from: u32::try_from(from).unwrap_or(0),
                    to: u32::try_from(index.entries.len()).unwrap_or(0),
                };
            }
        }
        index
    }

    fn home(&self, key: u64) -> usize {
        let mixed = key.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed >> 32) as usize & (self.slots.len() - 1)
    }

    fn words_with(&self, key: u64) -> &[(u32, u32, u32)] {
        let bit = filter_bit(key);
        if self.filter.get(bit / 64).is_none_or(|w| w & (1 << (bit % 64)) == 0) {
            return &[];
        }
        let mut slot = self.home(key);
        while let Some(s) = self.slots.get(slot) {
            if s.key == key {
                return self.entries.get(s.from as usize..s.to as usize).unwrap_or_default();
            }
            if s.key == 0 {
                break;
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        &[]
    }

    fn find(&self, text: &str, found: &mut dyn FnMut(usize, usize, u32)) {
        if self.entries.is_empty() {
            return;
        }
        let bytes = text.as_bytes();
        let mut chars = text.char_indices().peekable();
        let mut previous = ' ';
        while let Some((at, first)) = chars.next() {
            let before = std::mem::replace(&mut previous, first);
            // Words in Latin letters count only from their beginning.
            if first.is_ascii_alphanumeric() && before.is_ascii_alphanumeric() {
                continue;
            }
            let second = chars.peek().map(|c| c.1);
            let two = at + first.len_utf8() + second.map_or(0, char::len_utf8);
            for key in [pair(first, second), pair(first, None)] {
                for (from, len, n) in self.words_with(key) {
                    let end = at + *len as usize;
                    // The key has compared the first two characters.
                    if end > two {
                        let rest = self.letters.get(*from as usize + (two - at)..(*from + *len) as usize);
                        let rest = rest.unwrap_or_default();
                        if bytes.get(two) != rest.first() || bytes.get(two..end) != Some(rest) {
                            continue;
                        }
                    }
                    found(at, end, *n);
                }
                if second.is_none() {
                    break;
                }
            }
        }
    }
}

fn collect<'c>(
    classes: &'c BTreeMap<String, WordClass>,
    name: &str,
    words: &mut Vec<&'c String>,
    blockers: &mut Vec<&'c String>,
    seen: &mut Vec<&'c str>,
) {
    let Some(class) = classes.get(name) else { return };
    words.extend(&class.words);
    blockers.extend(&class.blockers);
    for other in &class.includes {
        if !seen.contains(&other.as_str()) {
            seen.push(other);
            collect(classes, other, words, blockers, seen);
        }
    }
}

fn bound_of(word: &str) -> Bound {
    let all = |f: fn(char) -> bool| word.chars().all(f);
    if word.chars().next().is_some_and(|c| c.is_ascii_alphanumeric())
        && word.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric())
    {
        Bound::Latin
    } else if all(is_katakana) {
        Bound::Katakana
    } else {
        Bound::Free
    }
}

/// Katakana, with the long-vowel mark.
pub fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヺ' | 'ー')
}

/// Kanji, with the iteration mark.
pub fn is_kanji(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{2FA1F}' | '々' | '〆' | 'ヶ')
}

/// Hiragana.
pub fn is_hiragana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ')
}

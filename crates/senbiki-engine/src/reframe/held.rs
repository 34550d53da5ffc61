//! What a sentence holds, so that most rewording rules need not be compiled or searched for.

use std::sync::OnceLock;

use senbiki_line::rule::reword::{ANY_MARK, MOST_NAMES, PLACES, names, pair, single, triple};

use crate::reframe::slot;

const WORDS: usize = (PLACES as usize + MOST_NAMES).div_ceil(64);

/// The characters, pairs and threes of characters, and the kinds of marks of a marked sentence.
pub struct Held {
    bits: Box<[u64; WORDS]>,
}

impl Held {
    /// Looks at a sentence.
    pub fn new(text: &str) -> Self {
        let mut held = Self { bits: Box::new([0; WORDS]) };
        let (mut before, mut last) = (None, None);
        for c in text.chars() {
            let mark = slot::is_mark(c);
            if mark {
                held.name(slot::head(c));
            }
            let c = if mark { ANY_MARK } else { c };
            held.set(single(c));
            if let Some(b) = last {
                held.set(pair(b, c));
                if let Some(a) = before {
                    held.set(triple(a, b, c));
                }
            }
            before = last.replace(c);
        }
        held
    }

    fn set(&mut self, place: u16) {
        if let Some(word) = self.bits.get_mut(usize::from(place) / 64) {
            *word |= 1 << (place % 64);
        }
    }

    /// Takes the places of the names that speak of a category.
    fn name(&mut self, head: char) {
        static HEADS: OnceLock<Vec<Vec<char>>> = OnceLock::new();
        let heads = HEADS.get_or_init(|| names().iter().map(|n| slot::heads(n)).collect());
        for (place, heads) in (PLACES..).zip(heads) {
            if heads.contains(&head) {
                self.set(place);
            }
        }
    }

    /// Whether a rule with these gates may match: of each, one place is taken. What matches always
    /// passes; some that does not match passes too.
    pub fn may(&self, gates: &[&[u16]]) -> bool {
        let taken =
            |p: &u16| self.bits.get(usize::from(*p) / 64).is_some_and(|word| word & (1 << (p % 64)) != 0);
        gates.iter().all(|gate| gate.iter().any(taken))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::path::{Path, PathBuf};
    use std::sync::Arc;

    use senbiki_line::{Category, Line, parse_date};
    use senbiki_text::Text;

    use super::Held;
    use crate::reframe::Work;
    use crate::reframe::rule::{Phase, Rules, Tongue};
    use crate::reframe::slot::{Direction, Form, Kind};
    use crate::{Engine, Material};

    fn mark(category: Category, direction: Direction) -> char {
        Kind { category, form: Form::Noun, direction }.mark(7).unwrap()
    }

    #[test]
    fn a_rule_is_not_asked_without_what_it_needs() {
        let rules = Rules::shipped();
        let price = mark(Category::Price, Direction::None);
        let asked = |text: &str| -> Vec<&str> {
            let held = Held::new(text);
            let mine = rules.list.iter().filter(|r| r.tongue == Tongue::Ja && held.may(r.gates));
            mine.map(|r| r.id.as_str()).collect()
        };
        // Nothing to reword; only a mark that nothing speaks of; a turn of phrase.
        let (none, bare, phrase) = (
            asked("朝の点検が一番です。"),
            asked(&format!("{price}です。")),
            asked(&format!("原価を{price}下げました。")),
        );
        assert!(none.len() < 12, "{none:?}");
        assert!(bare.len() < 60 && bare.len() < phrase.len(), "{} {}", bare.len(), phrase.len());
        let all = rules.list.iter().filter(|r| r.tongue == Tongue::Ja).count();
        assert!(phrase.len() * 5 < all, "{} of {all}: {phrase:?}", phrase.len());
        assert!(Held::new("").may(&[]) && !Held::new("朝").may(&[&[]]));
    }

    /// The folder of a company and its drafts for development.
    fn drafts(company: &Path) -> Vec<String> {
        let text = std::fs::read_to_string(company.join("dev.jsonl")).unwrap_or_default();
        let rows = text.lines().map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap());
        rows.filter_map(|r| Some(r.get("text")?.as_str()?.to_owned())).collect()
    }

    #[test]
    fn gates_change_nothing() {
        let bench = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../bench");
        let as_of = parse_date("2026-11-22").unwrap();
        let mut told = 0;
        for company in std::fs::read_dir(bench).unwrap().map(|e| e.unwrap().path()) {
            let Ok(loaded) = Line::load(&company.join("line")) else { continue };
            let line = Arc::new(loaded.line);
            let gated = Engine::new(Arc::clone(&line)).unwrap();
            let plain = Engine::new(line).unwrap().with_rewords(senbiki_line::rule::REWORDS).unwrap();
            for draft in drafts(&company) {
                let text = Text::new(&draft);
                let material = Material { text: &text, channel: None, as_of, gaps: Vec::new() };
                let inspection = gated.inspect(&material);
                let tellings = |engine| Work::new(engine, &material, &inspection).map(|w| w.tellings);
                let with_gates = tellings(&gated);
                told += with_gates.iter().flatten().flatten().count();
                assert_eq!(with_gates, tellings(&plain), "{draft}");
            }
        }
        assert!(told > 600, "{told}");
    }

    /// An example of a rule as a marked sentence.
    fn marked(example: &str, direction: Direction) -> String {
        let (mut out, mut rest) = (String::new(), example);
        while let Some((before, after)) = rest.split_once('⟦') {
            let (inner, after) = after.split_once('⟧').unwrap();
            let category = inner.split_once(':').and_then(|(id, _)| Category::from_id(id)).unwrap();
            out.push_str(before);
            out.push(mark(category, direction));
            rest = after;
        }
        out + rest
    }

    #[test]
    fn no_gate_is_shut_on_what_a_rule_changes() {
        let plain = Rules::read(senbiki_line::rule::REWORDS).unwrap();
        let phases = [Phase::Frame, Phase::Name, Phase::Fallback, Phase::Smooth, Phase::StandIn];
        let mut changed = 0;
        for rule in &plain.list {
            let direction = if rule.id.len() % 2 == 0 { Direction::Up } else { Direction::None };
            for show in &rule.shows {
                for sentence in [marked(&show.before, direction), show.after.clone()] {
                    for phase in phases {
                        let each = |rules: &Rules| -> Vec<String> {
                            rules.each(phase, rule.tongue, &sentence, &|_, _| Some("品".into())).collect()
                        };
                        let with_gates = each(Rules::shipped());
                        changed += with_gates.len();
                        assert_eq!(with_gates, each(&plain), "{sentence}");
                    }
                }
            }
        }
        assert!(changed > 900, "{changed}");
    }
}

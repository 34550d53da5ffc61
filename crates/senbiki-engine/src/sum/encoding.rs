//! Facts as text: `kind:key=value,key=value`, keys in a fixed order, nothing optional, so that a fact
//! has exactly one spelling. In values `%`, `,`, `=`, `:`, `|`, spaces and control characters are written
//! as `%` and two hexadecimal digits for each byte.

use std::fmt;
use std::str::FromStr;

use senbiki_line::{Category, EntryKind};

use super::fact::{Amount, Attribute, Detail, Fact, Ingredient, Measure, Piece, Reference};
use super::masked::StoryWord;

/// Why a text is no fact. It carries no part of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FactProblem(
    /// What was expected.
    pub &'static str,
);

impl fmt::Display for FactProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a recorded fact: {}", self.0)
    }
}

impl std::error::Error for FactProblem {}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name { kind, reference } => write!(f, "name:kind={},ref={reference}", kind.id()),
            Self::Clue { subject, attribute, value } => {
                write!(f, "clue:of={subject},attr={},is={}", attribute.id(), Escaped(value))
            }
            Self::Level { category, of, measure, from, to, detail } => write!(
                f,
                "level:in={},of={},unit={},from={from},to={to},detail={}",
                category.id(),
                Escaped(of),
                measure.id(),
                detail.id()
            ),
            Self::Plan { about, piece, value } => {
                write!(f, "plan:about={},piece={},is={}", Escaped(about), piece.id(), Escaped(value))
            }
            Self::Story { words } => {
                f.write_str("story:words=")?;
                for (n, word) in words.iter().enumerate() {
                    write!(f, "{}{word}", if n > 0 { "|" } else { "" })?;
                }
                Ok(())
            }
            Self::Capacity { of, what, value } => {
                write!(f, "capacity:of={},what={},is={value}", Escaped(of), what.id())
            }
        }
    }
}

impl FromStr for Fact {
    type Err = FactProblem;

    fn from_str(text: &str) -> Result<Self, FactProblem> {
        let fact = read(text)?;
        // One fact, one spelling: whatever else the pieces would accept is refused here.
        if fact.to_string() == text { Ok(fact) } else { Err(FactProblem("the one spelling of this fact")) }
    }
}

fn read(text: &str) -> Result<Fact, FactProblem> {
    let (kind, rest) = text.split_once(':').ok_or(FactProblem("a kind and a colon"))?;
    let mut fields = Fields(rest.split(','));
    let fact = match kind {
        "name" => Fact::Name {
            kind: fields.id("kind", |id| EntryKind::ALL.into_iter().find(|k| k.id() == id))?,
            reference: fields.id("ref", |hex| hex.parse().ok())?,
        },
        "clue" => Fact::Clue {
            subject: fields.id("of", |n| n.parse().ok())?,
            attribute: fields.id("attr", Attribute::from_id)?,
            value: fields.text("is")?,
        },
        "level" => Fact::Level {
            category: fields.id("in", Category::from_id)?,
            of: fields.text("of")?,
            measure: fields.id("unit", Measure::from_id)?,
            from: fields.id("from", |n| n.parse().ok())?,
            to: fields.id("to", |n| n.parse().ok())?,
            detail: fields.id("detail", Detail::from_id)?,
        },
        "plan" => Fact::Plan {
            about: fields.text("about")?,
            piece: fields.id("piece", Piece::from_id)?,
            value: fields.text("is")?,
        },
        "story" => {
            let raw = fields.raw("words")?;
            let words = raw.split('|').map(str::parse).collect::<Result<_, _>>();
            Fact::Story { words: words? }
        }
        "capacity" => Fact::Capacity {
            of: fields.text("of")?,
            what: fields.id("what", Ingredient::from_id)?,
            value: fields.id("is", |n| n.parse().ok())?,
        },
        _ => return Err(FactProblem("one of name, clue, level, plan, story, capacity")),
    };
    if fields.0.next().is_some() { Err(FactProblem("nothing after the last field")) } else { Ok(fact) }
}

struct Fields<'t>(std::str::Split<'t, char>);

impl<'t> Fields<'t> {
    fn raw(&mut self, key: &'static str) -> Result<&'t str, FactProblem> {
        let field = self.0.next().ok_or(FactProblem(key))?;
        let (found, value) = field.split_once('=').ok_or(FactProblem(key))?;
        if found == key { Ok(value) } else { Err(FactProblem(key)) }
    }
    fn id<T>(&mut self, key: &'static str, read: impl Fn(&'t str) -> Option<T>) -> Result<T, FactProblem> {
        read(self.raw(key)?).ok_or(FactProblem(key))
    }
    fn text(&mut self, key: &'static str) -> Result<String, FactProblem> {
        unescape(self.raw(key)?).ok_or(FactProblem(key))
    }
}

struct Escaped<'t>(&'t str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            if matches!(c, '%' | ',' | '=' | ':' | '|') || c.is_control() || c.is_whitespace() {
                let mut bytes = [0; 4];
                for b in c.encode_utf8(&mut bytes).bytes() {
                    write!(f, "%{b:02x}")?;
                }
            } else {
                write!(f, "{c}")?;
            }
        }
        Ok(())
    }
}

fn unescape(text: &str) -> Option<String> {
    let mut out: Vec<u8> = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(b) = bytes.next() {
        if b == b'%' {
            let (high, low) = (hex(bytes.next()?)?, hex(bytes.next()?)?);
            out.push(high << 4 | low);
        } else {
            out.push(b);
        }
    }
    String::from_utf8(out).ok()
}

const fn hex(b: u8) -> Option<u8> {
    match b {
        b'0'..=b'9' => Some(b - b'0'),
        b'a'..=b'f' => Some(b - b'a' + 10),
        _ => None,
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
    }
}

impl FromStr for Reference {
    type Err = FactProblem;

    fn from_str(text: &str) -> Result<Self, FactProblem> {
        let problem = FactProblem("sixteen hexadecimal digits");
        let mut out = [0; 8];
        let pairs = text.as_bytes().chunks_exact(2);
        if text.len() != 16 {
            return Err(problem);
        }
        for (slot, pair) in out.iter_mut().zip(pairs) {
            let &[high, low] = pair else { return Err(problem) };
            *slot = hex(high).ok_or(problem)? << 4 | hex(low).ok_or(problem)?;
        }
        Ok(Self(out))
    }
}

impl FromStr for StoryWord {
    type Err = FactProblem;

    fn from_str(text: &str) -> Result<Self, FactProblem> {
        let problem = FactProblem("eight hexadecimal digits");
        let digits = text.len() == 8 && text.bytes().all(|b| hex(b).is_some());
        let value = digits.then(|| u32::from_str_radix(text, 16).ok()).flatten();
        value.map(Self).ok_or(problem)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let all = self.0.unsigned_abs();
        let (whole, rest) = (all / 1_000_000, all % 1_000_000);
        if rest == 0 {
            return write!(f, "{sign}{whole}");
        }
        let rest = format!("{rest:06}");
        write!(f, "{sign}{whole}.{}", rest.trim_end_matches('0'))
    }
}

impl FromStr for Amount {
    type Err = FactProblem;

    fn from_str(text: &str) -> Result<Self, FactProblem> {
        let problem = FactProblem("a decimal number");
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
        let plain = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || rest.len() > 6 || !plain(whole) || !plain(rest) {
            return Err(problem);
        }
        let millionths: i128 = format!("{rest:0<6}").parse().map_err(|_| problem)?;
        let whole: i128 = whole.parse().map_err(|_| problem)?;
        let all = whole.checked_mul(1_000_000).and_then(|w| w.checked_add(millionths)).ok_or(problem)?;
        i64::try_from(if negative { -all } else { all }).map(Self).map_err(|_| problem)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pick<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
        (0..all.len()).prop_map(move |n| all[n])
    }

    fn fact() -> impl Strategy<Value = Fact> {
        static KINDS: [EntryKind; 16] = EntryKind::ALL;
        static CATEGORIES: [Category; 16] = Category::ALL;
        let amount = || any::<i64>().prop_map(Amount);
        prop_oneof![
            (pick(&KINDS), any::<[u8; 8]>())
                .prop_map(|(kind, r)| Fact::Name { kind, reference: Reference(r) }),
            (any::<u8>(), pick(Attribute::ALL), any::<String>())
                .prop_map(|(subject, attribute, value)| Fact::Clue { subject, attribute, value }),
            (pick(&CATEGORIES), any::<String>(), pick(Measure::ALL), amount(), amount(), pick(Detail::ALL))
                .prop_map(|(category, of, measure, from, to, detail)| Fact::Level {
                    category,
                    of,
                    measure,
                    from,
                    to,
                    detail
                }),
            (any::<String>(), pick(Piece::ALL), any::<String>())
                .prop_map(|(about, piece, value)| Fact::Plan { about, piece, value }),
            proptest::collection::vec(any::<u32>(), 1..5)
                .prop_map(|words| Fact::Story { words: words.into_iter().map(StoryWord).collect() }),
            (any::<String>(), pick(Ingredient::ALL), amount()).prop_map(|(of, what, value)| Fact::Capacity {
                of,
                what,
                value
            }),
        ]
    }

    proptest! {
        #[test]
        fn a_fact_is_read_back_as_it_was_written(fact in fact()) {
            let text = fact.to_string();
            prop_assert!(!text.contains(['\n', ' ']));
            prop_assert_eq!(text.parse::<Fact>(), Ok(fact));
        }

        #[test]
        fn what_is_read_has_one_spelling(text in "(name|clue|level|plan|story|capacity):[a-z=,%0-9.|-]{0,40}") {
            if let Ok(fact) = text.parse::<Fact>() {
                prop_assert_eq!(fact.to_string(), text);
            }
        }
    }

    #[test]
    fn facts_look_like_this() {
        let clue = Fact::Clue { subject: 1, attribute: Attribute::Region, value: "愛知".to_owned() };
        assert_eq!(clue.to_string(), "clue:of=1,attr=region,is=愛知");
        let level = Fact::Level {
            category: Category::ProcessFigure,
            of: "歩留まり".to_owned(),
            measure: Measure::Percent,
            from: Amount::of(92.3),
            to: Amount::of(92.3),
            detail: Detail::Exact,
        };
        assert_eq!(
            level.to_string(),
            "level:in=process_figure,of=歩留まり,unit=percent,from=92.3,to=92.3,detail=exact"
        );
        let story = Fact::Story { words: vec![StoryWord(1), StoryWord(0xfeed_beef)] };
        assert_eq!(story.to_string(), "story:words=00000001|feedbeef");
        let cycle =
            Fact::Capacity { of: "a, b".to_owned(), what: Ingredient::Cycle, value: Amount::of(-0.05) };
        assert_eq!(cycle.to_string(), "capacity:of=a%2c%20b,what=cycle,is=-0.05");
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "clue",
            "clue:",
            "clue:of=1,attr=region",
            "clue:attr=region,of=1,is=愛知",
            "clue:of=1,attr=region,is=愛知,more=1",
            "clue:of=01,attr=region,is=愛知",
            "clue:of=1,attr=Region,is=愛知",
            "clue:of=1,attr=region,is=a b",
            "clue:of=1,attr=region,is=%2C",
            "clue:of=1,attr=region,is=%41",
            "clue:of=1,attr=region,is=%f",
            "name:kind=customer,ref=0123456789ABCDEF",
            "name:kind=customer,ref=0123456789abcde",
            "story:words=消印",
            "story:words=0a1b2c3d|",
            "story:words=0A1B2C3D",
            "story:words=0a1b2c3",
            "capacity:of=x,what=cycle,is=1.0",
            "capacity:of=x,what=cycle,is=-0",
            "capacity:of=x,what=cycle,is=1e3",
            " name:kind=customer,ref=0123456789abcdef",
        ] {
            assert!(text.parse::<Fact>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_reference_does_not_depend_on_how_the_name_is_dressed() {
        let plain = Reference::new(EntryKind::Customer, "東鷹自動車");
        assert_eq!(plain, Reference::new(EntryKind::Customer, "東鷹 自動車"));
        assert_ne!(plain, Reference::new(EntryKind::Supplier, "東鷹自動車"));
        assert_ne!(plain, Reference::new(EntryKind::Customer, "西鷹自動車"));
    }
}

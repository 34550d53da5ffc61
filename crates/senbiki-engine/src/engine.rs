//! The engine: one line, ready to inspect any number of drafts.

use std::sync::{Arc, OnceLock};

use senbiki_line::rule::{Builtin, Effect, RuleProblem};
use senbiki_line::{Action, Category, Date, Line};
use senbiki_text::{Folded, Span, Text};

use crate::channel::Channel;
use crate::compile::Machine;
use crate::finding::{Confidence, Finding, Gap, Grounds, Message, Step};
use crate::frame::{self, Match};
use crate::mention::{self, Kind, Mention, firm, masked, names, part, person};
use crate::number::{self, Units};
use crate::sum::Lexicon;
use crate::token::Tokens;
use crate::verdict::Inspection;
use crate::{Audience, message};

/// The longest draft that is inspected, in bytes. A longer one gets a gap.
pub const LONGEST_DRAFT: usize = 1 << 20;

/// Findings that are less sure than this are not shown.
pub const LEAST_CONFIDENCE: Confidence = Confidence(50);

/// What is to be inspected.
pub struct Material<'a> {
    /// The draft.
    pub text: &'a Text,
    /// Where it is meant to go.
    pub channel: Option<Channel>,
    /// The day on which the question is asked; embargoes end by it.
    pub as_of: Date,
    /// What could not be inspected outside the text (a photo, say).
    pub gaps: Vec<Gap>,
}

/// One line, compiled. Cheap to share between threads.
pub struct Engine {
    line: Arc<Line>,
    machine: Machine,
    units: Units,
    industries: crate::reframe::Industries,
    rewords: Option<crate::reframe::Rules>,
    /// Read from the line when the sum of posts is first asked for.
    sum: OnceLock<Arc<Lexicon>>,
}

impl Engine {
    /// Compiles the line's rules together with the built-in ones.
    ///
    /// # Errors
    /// All problems of the company's own rules at once.
    pub fn new(line: Arc<Line>) -> Result<Self, Vec<RuleProblem>> {
        Self::with_builtin(line, &Builtin::shipped())
    }

    /// The same with other built-in words and rules: for trying a change before it is built in.
    ///
    /// # Errors
    /// All problems of all rules at once.
    pub fn with_builtin(line: Arc<Line>, builtin: &Builtin) -> Result<Self, Vec<RuleProblem>> {
        let (machine, problems) = Machine::new(&line, builtin);
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Self {
            line,
            machine,
            units: Units::new(),
            industries: crate::reframe::Industries::default(),
            rewords: None,
            sum: OnceLock::new(),
        })
    }

    /// The line.
    #[must_use]
    pub fn line(&self) -> &Line {
        &self.line
    }

    /// The same with other rewording rules (file name and text): for trying a change before it is
    /// built in.
    ///
    /// # Errors
    /// All problems of all files.
    pub fn with_rewords(self, files: &[(&str, &str)]) -> Result<Self, Vec<String>> {
        Ok(Self { rewords: Some(crate::reframe::Rules::read(files)?), ..self })
    }

    pub(crate) fn rewords(&self) -> &crate::reframe::Rules {
        self.rewords.as_ref().unwrap_or_else(|| crate::reframe::Rules::shipped())
    }

    pub(crate) const fn units(&self) -> &Units {
        &self.units
    }

    pub(crate) const fn industries(&self) -> &crate::reframe::Industries {
        &self.industries
    }

    pub(crate) fn machine(&self) -> &Machine {
        &self.machine
    }

    /// What the sum of posts knows of words and parties.
    pub(crate) fn lexicon(&self) -> &Arc<Lexicon> {
        self.sum.get_or_init(|| Arc::new(Lexicon::new(&self.line)))
    }

    /// Reads a draft as a careful reader would.
    #[must_use]
    pub fn inspect(&self, material: &Material<'_>) -> Inspection {
        let mut gaps = material.gaps.clone();
        if material.text.original().len() > LONGEST_DRAFT {
            gaps.push(Gap {
                id: "too_long",
                what: Message::new(
                    "文章が長すぎるため、まだ読めていません。",
                    "The text is too long to be read.",
                ),
                close: Message::new(
                    "いくつかに分けて、もう一度お試しください。",
                    "Split it into parts and try again.",
                ),
            });
            return Inspection { findings: Vec::new(), gaps };
        }
        let (tokens, mentions) = self.read(material, &mut Vec::new());
        let matches = self.machine.plan.matches(&tokens, &self.machine.rules);
        let findings = self.findings(&tokens, &mentions, &matches);
        if self.line.names().damaged() {
            gaps.push(Gap {
                id: "index_damaged",
                what: Message::new(
                    "線引きの索引が途中までしか読めませんでした。",
                    "The compiled line could only be read in part.",
                ),
                close: Message::new("もう一度実行すると作り直します。", "Run it again and it is rebuilt."),
            });
        }
        Inspection { findings, gaps }
    }

    /// The listed names of a draft that were read as ordinary words, and why: for `line explain`
    /// and for tuning.
    #[must_use]
    pub fn ordinary_readings(&self, material: &Material<'_>) -> Vec<(String, i16, Vec<Step>)> {
        let mut near = Vec::new();
        let _ = self.read(material, &mut near);
        near.into_iter().map(|n| (material.text.folded_str(n.span).to_owned(), n.score, n.path)).collect()
    }

    /// The listed names of a draft that were read as ordinary words, for those who must be more
    /// careful than a check.
    pub(crate) fn near_misses(&self, material: &Material<'_>) -> Vec<names::NearMiss> {
        let mut near = Vec::new();
        let _ = self.read(material, &mut near);
        near
    }

    /// Words, numbers and mentions of a draft.
    pub(crate) fn read<'t>(
        &'t self,
        material: &Material<'t>,
        near_misses: &mut Vec<names::NearMiss>,
    ) -> (Tokens<'t>, Vec<Mention>) {
        let vocabulary = &self.machine.vocabulary;
        let cues = &self.machine.cues;
        let mut tokens = Tokens::new(material.text, vocabulary);
        let public: Vec<Span<Folded>> = vocabulary
            .id("@public_term")
            .filter(|id| tokens.has(*id))
            .map(|id| {
                let spans = tokens.list.iter().filter(|t| t.classes.contains(id)).map(|t| t.span);
                // 500円 is public, 21,500円 is not.
                spans.filter(|s| !inside_number(material.text.folded(), *s)).collect()
            })
            .unwrap_or_default();
        let mut quantities = number::quantities(material.text, &self.units);
        let mut covered = Cover::new(material.text.folded().len());
        public.iter().for_each(|p| covered.add(*p, PUBLIC));
        quantities.retain(|q| !covered.touches(q.span, PUBLIC));
        let more = number::tokens(&quantities, vocabulary);
        tokens.add(more);
        let mut mentions = names::find(&self.line, &tokens, cues, material.as_of, near_misses);
        let masked = masked::find(&self.line, &tokens, cues, &self.machine.famous, material.as_of);
        // 東鷹○動車 is one name, not 東鷹 and a rest.
        masked.iter().filter(|m| m.entry.is_some()).for_each(|m| covered.add(m.span, MASKED));
        mentions.retain(|m| !covered.covers(m.span, MASKED));
        mentions.iter().for_each(|m| covered.add(m.span, MENTIONED));
        for found in [
            masked,
            part::find(self.line.shapes(), &tokens, cues),
            firm::find(&tokens, cues),
            person::find(&tokens, cues),
        ] {
            for m in found {
                let public = m.kind != Kind::Famous && covered.covers(m.span, PUBLIC);
                if !covered.touches(m.span, MENTIONED) && !public {
                    covered.add(m.span, MENTIONED);
                    mentions.push(m);
                }
            }
        }
        mentions.sort_by_key(|m| m.span.start);
        let more = mention::tokens(&mentions, vocabulary);
        tokens.add(more);
        tokens.index();
        (tokens, mentions)
    }

    fn findings(&self, tokens: &Tokens<'_>, mentions: &[Mention], matches: &[Match]) -> Vec<Finding> {
        let mut out: Vec<Finding> = Vec::new();
        let rule = |m: &Match| self.machine.rules.get(m.rule).map(|c| &c.rule);
        // For every byte the categories that a harmless reading frees: those it names, and those
        // it frees only for what stands in no list.
        let mut named = Cover::new(0);
        let mut general = Cover::new(0);
        for m in matches {
            let Some(r) = rule(m).filter(|r| r.effect == Effect::Frees) else { continue };
            let bits = |all: bool| {
                Category::ALL.iter().enumerate().fold(0_u16, |bits, (n, c)| {
                    let yes = if all { frame::concerns(r, *c) } else { r.categories.contains(c) };
                    bits | u16::from(yes) << n
                })
            };
            named.grow(tokens.text.folded().len());
            general.grow(tokens.text.folded().len());
            named.add(m.span, bits(false));
            general.add(m.span, bits(true));
        }
        let frees = |span: Span<Folded>, category: Category, listed: bool| {
            let bit = Category::ALL.iter().position(|c| *c == category).map_or(0, |n| 1 << n);
            if listed { named.touches(span, bit) } else { general.touches(span, bit) }
        };
        for m in mentions {
            if let Some(f) = self.listed(tokens, m)
                && !frees(m.span, f.category, true)
            {
                out.push(f);
            }
        }
        for m in matches {
            let Some(r) = rule(m) else { continue };
            if r.effect != Effect::Finds || frees(m.span, r.category, false) {
                continue;
            }
            out.push(self.framed(tokens, m, r));
        }
        // Less than an even chance is not worth an author's time.
        out.retain(|f| f.confidence >= LEAST_CONFIDENCE);
        let mut out = crate::merge::merge(out);
        for f in &mut out {
            // A finding that was widened by merging shows what it covers now.
            if f.surface.is_empty() {
                f.surface = tokens.text.original_str(f.span).to_owned();
            }
        }
        let mut raised: Vec<usize> = matches
            .iter()
            .filter(|m| rule(m).is_some_and(|r| matches!(r.effect, Effect::Raises(_))))
            .map(|m| m.rule)
            .collect();
        raised.sort_unstable();
        raised.dedup();
        for r in raised.iter().filter_map(|at| self.machine.rules.get(*at)).map(|c| &c.rule) {
            let Effect::Raises(action) = r.effect else { continue };
            for f in &mut out {
                if frame::concerns(r, f.category) && f.action != Action::Ok && f.action < action {
                    f.action = action;
                    f.path.push(Step::Raised(r.id.clone(), 10));
                }
            }
        }
        out
    }

    fn action(&self, category: Category, own: Option<Action>) -> Action {
        self.line.action(category).or(own).unwrap_or_else(|| category.default_action())
    }

    /// The finding that names a protected entry or an unlisted part number.
    fn listed(&self, tokens: &Tokens<'_>, m: &Mention) -> Option<Finding> {
        let (category, entry, rule) = match m.kind {
            Kind::Listed(kind) => (kind.category()?, m.entry, format!("list.{}", kind.id())),
            Kind::PartShape => (Category::PartNumber, None, "part_number.shape".to_owned()),
            _ => return None,
        };
        let texts = message::texts(category)?;
        let original = tokens.text.to_original(m.span);
        let surface = tokens.text.original_str(original).to_owned();
        let row = entry.and_then(|id| self.line.entry(id));
        let instead = message::instead(row.as_ref(), category);
        let why = if entry.is_some() { &texts.listed } else { &texts.why };
        Some(Finding {
            category,
            span: original,
            why: message::fill(why, &surface, &instead),
            advice: message::fill(&texts.advice, &surface, &instead),
            surface,
            grounds: entry.map_or(Grounds::Rule, Grounds::Entry),
            rule,
            confidence: Confidence(m.confidence),
            who: texts.who.clone(),
            action: self.action(category, None),
            path: m.path.clone(),
        })
    }

    /// The finding that a rule makes.
    fn framed(&self, tokens: &Tokens<'_>, m: &Match, r: &senbiki_line::rule::Rule) -> Finding {
        let original = tokens.text.to_original(m.span);
        let surface = tokens.text.original_str(original).to_owned();
        let texts = message::texts(r.category);
        let instead = message::instead(None, r.category);
        let pick = |own: &senbiki_line::rule::Bilingual, general: Option<&Message>| {
            let own = Message::new(own.ja.clone(), own.en.clone());
            let chosen = if own.ja.is_empty() { general.cloned().unwrap_or_default() } else { own };
            message::fill(&chosen, &surface, &instead)
        };
        let who: Vec<Audience> = if r.who.is_empty() {
            texts.map(|t| t.who.clone()).unwrap_or_default()
        } else {
            r.who.iter().filter_map(|w| Audience::from_id(w)).collect()
        };
        Finding {
            category: r.category,
            span: original,
            why: pick(&r.why, texts.map(|t| &t.why)),
            advice: pick(&r.advice, texts.map(|t| &t.advice)),
            surface,
            grounds: Grounds::Rule,
            rule: r.id.clone(),
            confidence: Confidence(r.confidence),
            who,
            action: self.action(r.category, r.action),
            path: vec![Step::Raised(r.id.clone(), i16::from(r.confidence) / 2)],
        }
    }
}

const PUBLIC: u16 = 1;
const MENTIONED: u16 = 2;
const MASKED: u16 = 4;

/// Marks on the bytes of a text, so that looking whether two things overlap costs their length
/// and not the number of things.
struct Cover(Vec<u16>);

impl Cover {
    fn new(bytes: usize) -> Self {
        Self(vec![0; bytes])
    }
    fn grow(&mut self, bytes: usize) {
        if self.0.len() < bytes {
            self.0.resize(bytes, 0);
        }
    }
    fn add(&mut self, span: Span<Folded>, bits: u16) {
        if let Some(bytes) = self.0.get_mut(span.range()) {
            bytes.iter_mut().for_each(|b| *b |= bits);
        }
    }
    fn covers(&self, span: Span<Folded>, bits: u16) -> bool {
        self.0.get(span.range()).is_some_and(|bytes| bytes.iter().all(|b| b & bits != 0))
    }
    fn touches(&self, span: Span<Folded>, bits: u16) -> bool {
        self.0.get(span.range()).is_some_and(|bytes| bytes.iter().any(|b| b & bits != 0))
    }
}

/// Whether a term that begins or ends with a digit is only a part of a longer number.
fn inside_number(folded: &str, span: Span<Folded>) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let term = folded.get(span.range()).unwrap_or_default();
    let before = folded.get(..span.start as usize).and_then(|s| s.chars().next_back());
    let after = folded.get(span.end as usize..).and_then(|s| s.chars().next());
    digit(term.chars().next()) && (digit(before) || matches!(before, Some(',' | '.')))
        || digit(term.chars().next_back()) && digit(after)
}

//! The rules as people see them: the catalogue, their examples, and what the line knows of a term.

use senbiki_line::rule::{Effect, Rule};
use senbiki_line::{Action, Category, Date, EntryId, PublicFact};
use senbiki_text::{Span, Text};

use crate::engine::{Engine, Material};
use crate::finding::{Audience, Finding, Message, Step};
use crate::message;

/// One rule for the catalogue.
#[derive(Debug, Clone)]
pub struct RuleInfo {
    /// Its id.
    pub id: String,
    /// What it finds; for freeing and raising rules the first category they touch.
    pub category: Category,
    /// False when the company has switched it off.
    pub enabled: bool,
    /// True when it ships with the product.
    pub builtin: bool,
    /// What it does.
    pub effect: Effect,
    /// What its finding asks for, unless the line says otherwise.
    pub action: Action,
    /// What it sees.
    pub sees: Message,
    /// Why that matters.
    pub why: Message,
    /// For remarks on a negotiating position: what speaks for saying it all the same.
    pub benefit: Option<Message>,
    /// Who could use it.
    pub who: Vec<Audience>,
    /// What to do instead.
    pub advice: Message,
    /// Examples that it finds, marked with `⟦…⟧`.
    pub flags: Vec<String>,
    /// Examples that it leaves alone.
    pub passes: Vec<String>,
    /// The file it came from.
    pub file: String,
}

/// An example that did not come out as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleFailure {
    /// The rule.
    pub rule: String,
    /// The example, with its marks.
    pub example: String,
    /// Whether it should have been found.
    pub expected: bool,
}

/// What the line says about a term, and why.
#[derive(Debug, Clone, Default)]
pub struct Explanation {
    /// Entries that have this name, in any disguise.
    pub entries: Vec<EntryId>,
    /// True when the term is also an ordinary word, which counts only in company of business.
    pub ordinary: bool,
    /// Public facts that name it.
    pub public: Vec<PublicFact>,
    /// Word classes that know it.
    pub classes: Vec<String>,
    /// What a draft that consists of this term alone would get.
    pub findings: Vec<Finding>,
    /// Listed names in it that were read as ordinary words: surface, score in tenths, why.
    pub readings: Vec<(String, i16, Vec<Step>)>,
}

impl Engine {
    /// All rules, those that are switched off at the end.
    #[must_use]
    pub fn rules(&self) -> Vec<RuleInfo> {
        let machine = self.machine();
        let on = machine.rules.iter().map(|c| info(&c.rule, true));
        on.chain(machine.off.iter().map(|r| info(r, false))).collect()
    }

    /// Runs the examples of all company rules against this line and those of the built-in rules
    /// as well when `builtin` is set; returns the ones that failed.
    #[must_use]
    pub fn self_test(&self, builtin: bool, as_of: Date) -> Vec<ExampleFailure> {
        let mut out = Vec::new();
        for compiled in &self.machine().rules {
            let rule = &compiled.rule;
            if rule.builtin && !builtin {
                continue;
            }
            for example in &rule.flags {
                if !self.finds(rule, example, as_of) {
                    out.push(ExampleFailure {
                        rule: rule.id.clone(),
                        example: example.clone(),
                        expected: true,
                    });
                }
            }
            for example in &rule.passes {
                let (text, _) = unmark(example);
                let fires = match rule.effect {
                    Effect::Finds => self.fires(rule, &text, as_of).next().is_some(),
                    Effect::Remarks(_) => self.remarks_on(rule, &text, as_of),
                    Effect::Frees | Effect::Raises(_) => false,
                };
                if fires {
                    out.push(ExampleFailure {
                        rule: rule.id.clone(),
                        example: example.clone(),
                        expected: false,
                    });
                }
            }
        }
        out
    }

    /// Whether the marked part of an example is found with the rule's category, or, for a freeing
    /// rule, whether nothing of its categories is found in it.
    fn finds(&self, rule: &Rule, example: &str, as_of: Date) -> bool {
        let (text, marks) = unmark(example);
        match rule.effect {
            Effect::Finds => {
                let text_ = Text::new(&text);
                let inspection = self.inspect(&material(&text_, as_of));
                let hit = |mark: &std::ops::Range<usize>| {
                    let mark = Span::from_usize(mark.start, mark.end);
                    inspection
                        .findings
                        .iter()
                        .any(|f| f.span.overlaps(mark) && (f.category == rule.category || f.rule == rule.id))
                };
                if marks.is_empty() { !inspection.findings.is_empty() } else { marks.iter().all(hit) }
            }
            Effect::Frees => {
                let text_ = Text::new(&text);
                let inspection = self.inspect(&material(&text_, as_of));
                !inspection.findings.iter().any(|f| crate::frame::concerns(rule, f.category))
            }
            Effect::Raises(_) => true,
            Effect::Remarks(_) => {
                let text_ = Text::new(&text);
                let remarks = self.inspect(&material(&text_, as_of)).remarks;
                let hit = |mark: &std::ops::Range<usize>| {
                    let mark = Span::from_usize(mark.start, mark.end);
                    remarks.iter().any(|r| r.span.overlaps(mark) && r.rule == rule.id)
                };
                !marks.is_empty() && marks.iter().all(hit)
            }
        }
    }

    fn fires<'a>(&self, rule: &'a Rule, text: &str, as_of: Date) -> impl Iterator<Item = Finding> + 'a {
        let text = Text::new(text);
        let inspection = self.inspect(&material(&text, as_of));
        inspection.findings.into_iter().filter(move |f| f.rule == rule.id)
    }

    /// Whether this rule makes a remark on the text.
    fn remarks_on(&self, rule: &Rule, text: &str, as_of: Date) -> bool {
        let text = Text::new(text);
        self.inspect(&material(&text, as_of)).remarks.iter().any(|r| r.rule == rule.id)
    }

    /// What the line says about a term.
    #[must_use]
    pub fn explain(&self, term: &str, as_of: Date) -> Explanation {
        let text = Text::new(term);
        let line = self.line();
        let mut entries: Vec<EntryId> = line.names().exact(text.key()).iter().map(|p| p.entry).collect();
        entries.sort_unstable();
        entries.dedup();
        let folded = text.folded();
        let public = line
            .public_facts()
            .iter()
            .filter(|f| f.terms.iter().any(|t| senbiki_text::fold(t) == folded))
            .cloned()
            .collect();
        let mut classes: Vec<String> = Vec::new();
        let vocabulary = &self.machine().vocabulary;
        vocabulary.words(folded, &mut |start, end, lexeme| {
            if start == 0 && end == folded.len() {
                classes.extend(vocabulary.all(lexeme).iter().map(|id| vocabulary.name(*id).to_owned()));
            }
        });
        classes.retain(|c| !c.starts_with('='));
        classes.sort();
        classes.dedup();
        let m = material(&text, as_of);
        Explanation {
            entries,
            ordinary: senbiki_text::lexicon::is_ordinary(folded),
            public,
            classes,
            findings: self.inspect(&m).findings,
            readings: self.ordinary_readings(&m),
        }
    }
}

fn material(text: &Text, as_of: Date) -> Material<'_> {
    Material { text, channel: None, as_of, gaps: Vec::new() }
}

fn info(rule: &Rule, enabled: bool) -> RuleInfo {
    let texts = message::texts(rule.category);
    let pick = |own: &senbiki_line::rule::Bilingual, general: Option<&Message>| {
        if own.ja.is_empty() {
            general.cloned().unwrap_or_default()
        } else {
            Message::new(own.ja.clone(), own.en.clone())
        }
    };
    let who: Vec<Audience> = rule.who.iter().filter_map(|w| Audience::from_id(w)).collect();
    RuleInfo {
        id: rule.id.clone(),
        category: rule.category,
        enabled,
        builtin: rule.builtin,
        effect: rule.effect,
        action: rule.action.unwrap_or_else(|| rule.category.default_action()),
        sees: Message::new(rule.sees.ja.clone(), rule.sees.en.clone()),
        why: pick(&rule.why, texts.map(|t| &t.why)),
        benefit: (!rule.benefit.ja.is_empty())
            .then(|| Message::new(rule.benefit.ja.clone(), rule.benefit.en.clone())),
        who: if who.is_empty() { texts.map(|t| t.who.clone()).unwrap_or_default() } else { who },
        advice: pick(&rule.advice, texts.map(|t| &t.advice)),
        flags: rule.flags.clone(),
        passes: rule.passes.clone(),
        file: rule.file.clone(),
    }
}

/// Takes the marks `⟦…⟧` out of an example: the text and the marked byte ranges.
#[must_use]
pub fn unmark(example: &str) -> (String, Vec<std::ops::Range<usize>>) {
    let mut text = String::with_capacity(example.len());
    let mut marks = Vec::new();
    let mut open = None;
    for c in example.chars() {
        match c {
            '⟦' => open = Some(text.len()),
            '⟧' => {
                if let Some(start) = open.take() {
                    marks.push(start..text.len());
                }
            }
            c => text.push(c),
        }
    }
    (text, marks)
}

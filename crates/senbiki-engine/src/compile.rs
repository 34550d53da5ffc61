//! Puts the built-in words and rules and those of a company together into one machine.

use std::collections::BTreeMap;

use senbiki_line::rule::{self, Condition, Rule, RuleProblem, WordClass};
use senbiki_line::{Line, rule::Builtin};

use crate::cues::Cues;
use crate::frame::{Compiled, Gated, Look, Plan, Row};
use crate::token::Ids;
use crate::vocabulary::Vocabulary;
use crate::{mention, number};

/// Words, rules and what was switched off.
pub struct Machine {
    /// All words.
    pub vocabulary: Vocabulary,
    /// Ids that detectors use.
    pub cues: Cues,
    /// Rules that are on, built-in ones first.
    pub rules: Vec<Compiled>,
    /// Built-in rules that the company has switched off.
    pub off: Vec<Rule>,
    /// How they are searched.
    pub plan: Plan,
    /// Firms that everybody knows, for reading them behind a mask.
    pub famous: Vec<Vec<char>>,
}

impl Machine {
    /// Compiles everything; problems are those of the company's own rules.
    pub fn new(line: &Line, builtin: &Builtin) -> (Self, Vec<RuleProblem>) {
        let mut problems = Vec::new();
        let mut classes: BTreeMap<String, WordClass> = BTreeMap::new();
        let mut all: Vec<Rule> = Vec::new();
        // A command that reads one draft spends most of its time here, so words and rules are
        // parsed side by side.
        std::thread::scope(|scope| {
            let rules = scope.spawn(|| {
                let mut problems = Vec::new();
                let parse = |(file, text): &(String, String), problems: &mut Vec<RuleProblem>| {
                    rule::parse_rules(file, text, true, problems).rules
                };
                let files = builtin.rules.iter().chain(&builtin.tone);
                let rules: Vec<Rule> = files.flat_map(|f| parse(f, &mut problems)).collect();
                (rules, problems)
            });
            for (file, text) in &builtin.words {
                rule::parse_words(file, text, true, &mut classes, &mut problems);
            }
            add_own_words(line, &mut classes);
            if let Ok((rules, found)) = rules.join() {
                all = rules;
                problems.extend(found);
            } else {
                problems.push(RuleProblem::new(
                    "builtin",
                    None,
                    "組み込みの規則を読み取れませんでした。入れ直してください。",
                    "the built-in rules could not be read; install the program again.",
                ));
            }
        });
        let mut off: Vec<String> = Vec::new();
        for (file, text) in line.rule_files() {
            let name = file.to_string_lossy();
            let parsed = rule::parse_rules(&name, text, false, &mut problems);
            for own in &parsed.rules {
                if all.iter().any(|r| r.id == own.id) {
                    problems.push(RuleProblem::new(
                        &name,
                        Some(&own.id),
                        "同じ id の規則がもうあります。別の id を付けてください。",
                        "there is already a rule with this id; choose another.",
                    ));
                }
            }
            for id in &parsed.off {
                if !all.iter().any(|r| r.builtin && r.id == *id) {
                    problems.push(RuleProblem::new(
                        &name,
                        Some(id),
                        "off にあるこの id の規則は、組み込みの規則にありません。`senbiki line rules` の一覧から選んでください。",
                        "off names no built-in rule; choose one from `senbiki line rules`.",
                    ));
                }
            }
            all.extend(parsed.rules);
            off.extend(parsed.off);
        }
        let fixed: Vec<&str> =
            number::NAMES.iter().chain(mention::NAMES).chain(Cues::NAMES).copied().collect();
        let mut vocabulary = Vocabulary::new(&classes, &fixed);
        let (off, on): (Vec<Rule>, Vec<Rule>) =
            all.into_iter().partition(|r| r.builtin && off.contains(&r.id));
        let rules: Vec<Compiled> =
            on.into_iter().filter_map(|r| compile(r, &mut vocabulary, &mut problems)).collect();
        vocabulary.finish(&classes);
        let cues = Cues::new(&vocabulary);
        let plan = Plan::new(&rules, vocabulary.len());
        let famous = classes.get("famous").map_or_else(Vec::new, |class| {
            class
                .words
                .iter()
                .map(|w| w.chars().collect::<Vec<char>>())
                .filter(|w| (3..=16).contains(&w.len()))
                .collect()
        });
        (Self { vocabulary, cues, rules, off, plan, famous }, problems)
    }
}

/// The company's own names and what it has made public, as words.
fn add_own_words(line: &Line, classes: &mut BTreeMap<String, WordClass>) {
    let company = line.company();
    let own = classes.entry("@ours".to_owned()).or_default();
    for name in std::iter::once(&company.name).chain(&company.aliases) {
        let folded = senbiki_text::fold(name);
        if !folded.is_empty() {
            own.words.push(folded);
        }
    }
    let public = classes.entry("@public_term".to_owned()).or_default();
    for fact in line.public_facts() {
        for term in &fact.terms {
            let folded = senbiki_text::fold(term);
            if !folded.is_empty() {
                public.words.push(folded);
            }
        }
    }
}

fn compile(rule: Rule, vocabulary: &mut Vocabulary, problems: &mut Vec<RuleProblem>) -> Option<Compiled> {
    let before = problems.len();
    let mut patterns = Vec::new();
    for pattern in &rule.patterns {
        patterns.push(Row {
            terms: pattern
                .terms
                .iter()
                .map(|t| Ids::new(vocabulary.resolve(t, &rule.file, &rule.id, problems)))
                .collect(),
            gaps: pattern.gaps.clone(),
            mark: pattern.mark,
        });
    }
    let mut looks = |list: &[Condition]| {
        list.iter()
            .map(|c| Look {
                scope: c.scope,
                ids: Ids::new(vocabulary.resolve(&c.term, &rule.file, &rule.id, problems)),
            })
            .collect()
    };
    let needs = looks(&rule.needs);
    let unless = looks(&rule.unless);
    let mut regexes = Vec::new();
    for (n, source) in rule.regexes.iter().enumerate() {
        let gated = Gated::new(source, rule.gates.get(n).map_or(&[], Vec::as_slice));
        // Built-in ones are proved by their examples; a company hears at once of one that is too large.
        if !rule.builtin && gated.regex().is_none() {
            problems.push(RuleProblem::new(
                &rule.file,
                Some(&rule.id),
                format!("pattern「{source}」は大きすぎて用意できません。短くしてください。"),
                format!("pattern `{source}` is too large to prepare; make it shorter."),
            ));
        }
        regexes.push(gated);
    }
    (problems.len() == before).then_some(Compiled { rule, patterns, needs, unless, regexes })
}

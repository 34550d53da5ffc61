//! Counting on one set of drafts. The figures are those of `bench/score.py`, and a test there
//! would be a second opinion: `python3 bench/score.py GOLD PREDICTIONS` must print the same counts.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

/// One draft with what people decided.
#[derive(Debug, Deserialize)]
pub struct Gold {
    pub id: String,
    #[serde(default)]
    pub lang: String,
    pub text: String,
    pub verdict: String,
    #[serde(default)]
    pub spans: Vec<GoldSpan>,
    #[serde(default)]
    pub harmless_traps: Vec<String>,
    #[serde(default)]
    pub borderline: Vec<String>,
}

/// A stretch that is protected; code points.
#[derive(Debug, Deserialize)]
pub struct GoldSpan {
    pub start: usize,
    pub end: usize,
    pub category: String,
    #[serde(default)]
    pub surface: String,
}

/// One answer of the command.
#[derive(Debug, Deserialize)]
pub struct Answer {
    pub id: String,
    pub verdict: String,
    #[serde(default)]
    pub findings: Vec<Found>,
}

/// One finding of it; code points.
#[derive(Debug, Deserialize)]
pub struct Found {
    pub start: usize,
    pub end: usize,
    pub category: String,
    #[serde(default)]
    pub rule: String,
}

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    pub part: usize,
    pub whole: usize,
}

impl Share {
    /// Counts one.
    pub fn add(&mut self, yes: bool) {
        self.part += usize::from(yes);
        self.whole += 1;
    }

    /// In per cent; an empty whole counts as perfect for floors and as nothing for ceilings.
    pub fn percent(self) -> Option<f64> {
        (self.whole > 0).then(|| 100.0 * self.part as f64 / self.whole as f64)
    }
}

impl std::fmt::Display for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.percent() {
            Some(percent) => write!(f, "{}/{} = {percent:.1} %", self.part, self.whole),
            None => f.write_str("none"),
        }
    }
}

/// All figures of one set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    pub drafts: usize,
    pub unanswered: usize,
    /// Drafts that hold something protected and were called ready.
    pub leak: Share,
    /// Harmless drafts that were not called ready.
    pub over_caution: Share,
    pub same_verdict: Share,
    /// Protected spans that some finding touches.
    pub recall: Share,
    /// Protected spans that a finding of the right category touches.
    pub category: Share,
    /// Findings that touch a protected span; those on borderline surfaces count nowhere.
    pub precision: Share,
    /// Harmless surfaces that a finding touches.
    pub traps: Share,
    /// Found and all spans by category.
    pub by_category: BTreeMap<String, Share>,
    /// Leaks by language.
    pub leak_by_lang: BTreeMap<String, Share>,
    /// Over-caution by language.
    pub over_caution_by_lang: BTreeMap<String, Share>,
}

/// Counts. `tell` is given one line for everything that went wrong.
pub fn score(gold: &[Gold], answers: &[Answer], tell: &mut dyn FnMut(String)) -> Figures {
    let by_id: HashMap<&str, &Answer> = answers.iter().map(|a| (a.id.as_str(), a)).collect();
    let mut figures = Figures { drafts: gold.len(), ..Figures::default() };
    for draft in gold {
        let protected = draft.verdict != "ok";
        let answer = by_id.get(draft.id.as_str());
        figures.unanswered += usize::from(answer.is_none());
        // A draft without an answer is the worse of the two for it: a leak or an alarm.
        let ready = answer.map_or(protected, |a| a.verdict == "ok");
        let (overall, by_lang) = if protected {
            (&mut figures.leak, &mut figures.leak_by_lang)
        } else {
            (&mut figures.over_caution, &mut figures.over_caution_by_lang)
        };
        let wrong = ready == protected;
        overall.add(wrong);
        by_lang.entry(draft.lang.clone()).or_default().add(wrong);
        figures.same_verdict.add(answer.is_some_and(|a| a.verdict == draft.verdict));
        let nothing = Vec::new();
        let found = answer.map_or(&nothing, |a| &a.findings);
        if wrong {
            let what = if protected { "LEAK" } else { "ALARM" };
            let marks: Vec<String> = if protected {
                draft.spans.iter().map(|s| format!("{} {}", s.category, s.surface)).collect()
            } else {
                found.iter().map(|f| format!("{} [{}] {}", f.category, f.rule, cut(&draft.text, f))).collect()
            };
            tell(format!("{what} {} {} {marks:?} | {}", draft.id, draft.verdict, draft.text));
        }
        spans(draft, found, !ready, &mut figures, tell);
        if answer.is_some() {
            findings(draft, found, protected, &mut figures, tell);
        }
    }
    figures
}

fn spans(draft: &Gold, found: &[Found], stopped: bool, figures: &mut Figures, tell: &mut dyn FnMut(String)) {
    for span in &draft.spans {
        let touching: Vec<&Found> =
            found.iter().filter(|f| overlap((f.start, f.end), (span.start, span.end))).collect();
        let seen = !touching.is_empty();
        let right = touching.iter().any(|f| f.category == span.category);
        figures.recall.add(seen);
        figures.category.add(right);
        figures.by_category.entry(span.category.clone()).or_default().add(seen);
        if !seen && stopped {
            tell(format!("MISSED SPAN {} {} {} | {}", draft.id, span.category, span.surface, draft.text));
        } else if seen && !right {
            let got: Vec<&str> = touching.iter().map(|f| f.category.as_str()).collect();
            tell(format!("OTHER CATEGORY {} {} {} got {got:?}", draft.id, span.category, span.surface));
        }
    }
}

fn findings(
    draft: &Gold,
    found: &[Found],
    protected: bool,
    figures: &mut Figures,
    tell: &mut dyn FnMut(String),
) {
    let neutral: Vec<(usize, usize)> =
        draft.borderline.iter().flat_map(|b| occurrences(&draft.text, b)).collect();
    for finding in found {
        let here = (finding.start, finding.end);
        if draft.spans.iter().any(|s| overlap(here, (s.start, s.end))) {
            figures.precision.add(true);
        } else if !neutral.iter().any(|n| overlap(here, *n)) {
            figures.precision.add(false);
            if protected {
                let (category, rule) = (&finding.category, &finding.rule);
                tell(format!(
                    "FALSE FINDING {} {category} [{rule}] {} | {}",
                    draft.id,
                    cut(&draft.text, finding),
                    draft.text
                ));
            }
        }
    }
    for trap in &draft.harmless_traps {
        let places = occurrences(&draft.text, trap);
        let touched = found.iter().any(|f| places.iter().any(|p| overlap((f.start, f.end), *p)));
        figures.traps.add(touched);
        if touched {
            tell(format!("TRAP {} {trap}", draft.id));
        }
    }
}

fn overlap(a: (usize, usize), b: (usize, usize)) -> bool {
    a.0 < b.1 && b.0 < a.1
}

/// Where a surface stands, in code points, overlapping ones too.
fn occurrences(text: &str, surface: &str) -> Vec<(usize, usize)> {
    let length = surface.chars().count();
    if length == 0 {
        return Vec::new();
    }
    text.char_indices()
        .enumerate()
        .filter(|(_, (byte, _))| text.get(*byte..).is_some_and(|rest| rest.starts_with(surface)))
        .map(|(point, _)| (point, point + length))
        .collect()
}

fn cut(text: &str, found: &Found) -> String {
    text.chars().skip(found.start).take(found.end.saturating_sub(found.start)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(id: &str, text: &str, verdict: &str, spans: &[(usize, usize, &str)], traps: &[&str]) -> Gold {
        let spans = spans.iter().map(|(start, end, c)| GoldSpan {
            start: *start,
            end: *end,
            category: (*c).into(),
            surface: String::new(),
        });
        Gold {
            id: id.into(),
            lang: "ja".into(),
            text: text.into(),
            verdict: verdict.into(),
            spans: spans.collect(),
            harmless_traps: traps.iter().map(|t| (*t).to_owned()).collect(),
            borderline: vec![],
        }
    }

    fn answer(id: &str, verdict: &str, findings: &[(usize, usize, &str)]) -> Answer {
        let findings = findings.iter().map(|(start, end, c)| Found {
            start: *start,
            end: *end,
            category: (*c).into(),
            rule: String::new(),
        });
        Answer { id: id.into(), verdict: verdict.into(), findings: findings.collect() }
    }

    #[test]
    fn a_missing_answer_is_the_worse_of_the_two() {
        let gold = [gold("a", "東鷹", "reword", &[(0, 2, "customer")], &[]), gold("b", "雪", "ok", &[], &[])];
        let figures = score(&gold, &[], &mut |_| {});
        assert_eq!((figures.leak.part, figures.over_caution.part, figures.unanswered), (1, 1, 2));
        assert_eq!(figures.recall, Share { part: 0, whole: 1 });
    }

    #[test]
    fn spans_findings_and_traps() {
        let gold = [gold("a", "東鷹さんに大雪", "reword", &[(0, 2, "customer")], &["大雪"])];
        let figures =
            score(&gold, &[answer("a", "reword", &[(1, 2, "supplier"), (5, 7, "customer")])], &mut |_| {});
        assert_eq!(figures.recall, Share { part: 1, whole: 1 });
        assert_eq!(figures.category, Share { part: 0, whole: 1 });
        assert_eq!(figures.precision, Share { part: 1, whole: 2 });
        assert_eq!(figures.traps, Share { part: 1, whole: 1 });
        assert_eq!(figures.same_verdict.part, 1);
    }

    #[test]
    fn occurrences_count_code_points_and_overlap() {
        assert_eq!(occurrences("あああ", "ああ"), [(0, 2), (1, 3)]);
        assert_eq!(occurrences("あ", ""), []);
    }
}

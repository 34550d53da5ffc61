//! Reads rule files and says all that is wrong with them.

use serde::Deserialize;

use super::gate;
use super::pattern::{Mark, parse_condition, parse_pattern};
use super::{Bilingual, Effect, RemarkKind, Rule};
use crate::category::{Action, Category};

/// The longest text a regular expression of a rule may cover, in bytes of folded text. It keeps
/// the work for one position bounded, and so a check linear.
pub const MAX_REGEX_BYTES: usize = 400;

/// Something about a rule that has to be changed before it can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleProblem {
    /// The file, as in the folder.
    pub file: String,
    /// The rule's id, when it is known.
    pub rule: Option<String>,
    /// What was found and what to write instead, in Japanese.
    pub ja: String,
    /// The same in English.
    pub en: String,
}

impl RuleProblem {
    /// A problem with this file and rule.
    pub fn new(file: &str, rule: Option<&str>, ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self { file: file.to_owned(), rule: rule.map(str::to_owned), ja: ja.into(), en: en.into() }
    }
}

/// The rules of one file, and the built-in rules it switches off.
#[derive(Debug, Clone, Default)]
pub struct RuleFile {
    /// The rules, in the order of the file.
    pub rules: Vec<Rule>,
    /// Ids of built-in rules that this company has switched off.
    pub off: Vec<String>,
}

#[derive(Deserialize, Default, Clone)]
#[serde(deny_unknown_fields)]
struct RawText {
    #[serde(default)]
    ja: String,
    #[serde(default)]
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    off: Vec<String>,
    #[serde(default)]
    defaults: RawDefaults,
    #[serde(default)]
    rule: Vec<RawRule>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct RawDefaults {
    category: Option<String>,
    kind: Option<String>,
    why: Option<RawText>,
    advice: Option<RawText>,
    who: Option<Vec<String>>,
    #[serde(default)]
    unless: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    id: String,
    category: Option<String>,
    /// What a remark is about; such a rule has no category.
    kind: Option<String>,
    benefit: Option<RawText>,
    #[serde(default)]
    frees: Vec<String>,
    #[serde(default)]
    raises: Vec<String>,
    action: Option<String>,
    confidence: Option<u8>,
    #[serde(default)]
    sees: RawText,
    why: Option<RawText>,
    who: Option<Vec<String>>,
    advice: Option<RawText>,
    #[serde(default, rename = "match")]
    matches: Vec<String>,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    pattern: Vec<String>,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    /// Take no conditions from the file's defaults.
    #[serde(default)]
    alone: bool,
    mark: Option<String>,
    detector: Option<String>,
    #[serde(default)]
    flags: Vec<String>,
    #[serde(default)]
    passes: Vec<String>,
}

fn bilingual(text: &RawText) -> Bilingual {
    // A company may write one language only; the other then says the same.
    let ja = if text.ja.is_empty() { &text.en } else { &text.ja };
    let en = if text.en.is_empty() { &text.ja } else { &text.en };
    Bilingual { ja: ja.clone(), en: en.clone() }
}

/// Parses one rule file. Rules that cannot be used are left out and named in `problems`.
pub fn parse_rules(file: &str, text: &str, builtin: bool, problems: &mut Vec<RuleProblem>) -> RuleFile {
    let raw: RawFile = match toml::from_str(text) {
        Ok(raw) => raw,
        Err(error) => {
            let line = error.span().map_or(1, |s| 1 + text[..s.start.min(text.len())].matches('\n').count());
            let said = error.message();
            problems.push(RuleProblem::new(
                file,
                None,
                format!(
                    "{line}行目を読み取れません（{said}）。docs/line-schema.md の書き方に合わせてください。"
                ),
                format!(
                    "line {line} could not be read ({said}). See docs/line-schema.md for how to write it."
                ),
            ));
            return RuleFile::default();
        }
    };
    let mut out = RuleFile { off: raw.off, rules: Vec::new() };
    for rule in raw.rule {
        let id = rule.id.clone();
        let mut here = Vec::new();
        let made = build(file, rule, &raw.defaults, builtin, &mut here);
        if here.is_empty() {
            if let Some(made) = made {
                out.rules.push(made);
            }
        } else {
            problems.extend(here.into_iter().map(|(ja, en)| RuleProblem::new(file, Some(&id), ja, en)));
        }
    }
    out
}

fn build(
    file: &str,
    raw: RawRule,
    defaults: &RawDefaults,
    builtin: bool,
    bad: &mut Vec<(String, String)>,
) -> Option<Rule> {
    let category_of = |id: &str, bad: &mut Vec<(String, String)>| {
        let found = Category::from_id(id);
        if found.is_none() {
            let all = Category::ALL.map(Category::id).join(", ");
            bad.push((
                format!("category に「{id}」とあります。次のどれかを書いてください: {all}"),
                format!("category is `{id}`; write one of: {all}"),
            ));
        }
        found
    };
    let affected: Vec<Category> = raw
        .frees
        .iter()
        .chain(&raw.raises)
        .filter(|id| *id != "all")
        .filter_map(|id| category_of(id, bad))
        .collect();
    let action = raw.action.as_deref().and_then(|id| {
        let found = Action::from_id(id);
        if found.is_none() {
            bad.push((
                format!(
                    "action に「{id}」とあります。ok / reword / escalate / ng のどれかを書いてください。"
                ),
                format!("action is `{id}`; write ok, reword, escalate or ng."),
            ));
        }
        found
    });
    let kind = match raw.kind.as_deref().or(defaults.kind.as_deref()) {
        // A file of remarks may still free or find something.
        _ if raw.category.is_some() || !affected.is_empty() => None,
        None => None,
        Some(id) => {
            let found = RemarkKind::from_id(id);
            if found.is_none() {
                let all = RemarkKind::ALL.map(RemarkKind::id).join(" / ");
                bad.push((
                    format!("kind に「{id}」とあります。{all} のどれかを書いてください。"),
                    format!("kind is `{id}`; write one of {all}."),
                ));
            }
            found
        }
    };
    let effect = if let Some(kind) = kind {
        Effect::Remarks(kind)
    } else if !raw.frees.is_empty() {
        Effect::Frees
    } else if !raw.raises.is_empty() {
        Effect::Raises(action.unwrap_or(Action::Ng))
    } else {
        Effect::Finds
    };
    let category = match raw.category.as_deref().or(defaults.category.as_deref()) {
        Some(id) => category_of(id, bad),
        None if raw.kind.is_some() || defaults.kind.is_some() => Some(match kind {
            Some(RemarkKind::Bargaining) => Category::ContractTerms,
            _ => Category::Defamation,
        }),
        None if effect != Effect::Finds => Some(affected.first().copied().unwrap_or(Category::Customer)),
        None => {
            bad.push(("category を書いてください。".into(), "write a category.".into()));
            None
        }
    };
    let mut patterns = Vec::new();
    for text in &raw.matches {
        match parse_pattern(text) {
            Ok(p) => patterns.push(p),
            Err((ja, en)) => bad.push((format!("match「{text}」: {ja}"), format!("match `{text}`: {en}"))),
        }
    }
    for word in &raw.words {
        match parse_pattern(&word.replace(' ', "_")) {
            Ok(p) => patterns.push(p),
            Err((ja, en)) => bad.push((format!("words「{word}」: {ja}"), format!("words `{word}`: {en}"))),
        }
    }
    match raw.mark.as_deref() {
        None => {}
        Some("clause") => patterns.iter_mut().for_each(|p| p.mark = Mark::Clause),
        Some(other) => bad.push((
            format!("mark に「{other}」とあります。clause と書くか、match の中で ⟦ ⟧ を使ってください。"),
            format!("mark is `{other}`; write clause, or use ⟦ ⟧ inside match."),
        )),
    }
    let mut all_gates = Vec::new();
    for regex in &raw.pattern {
        // The expressions that ship were checked when the program was built.
        if let Some(gates) = builtin.then(|| gate::shipped(regex)).flatten() {
            all_gates.push(gates);
            continue;
        }
        match check_regex(regex) {
            Ok(gates) => all_gates.push(gates),
            Err((ja, en)) => {
                bad.push((format!("pattern「{regex}」: {ja}"), format!("pattern `{regex}`: {en}")))
            }
        }
    }
    let mut conditions = |list: Vec<&String>| {
        let mut out = Vec::new();
        for text in list {
            match parse_condition(text) {
                Ok(c) => out.push(c),
                Err(e) => bad.push(e),
            }
        }
        out
    };
    let needs = conditions(raw.needs.iter().collect());
    let inherited: &[String] = if raw.alone { &[] } else { &defaults.unless };
    let unless = conditions(raw.unless.iter().chain(inherited).collect());
    if patterns.is_empty() && raw.pattern.is_empty() && raw.detector.is_none() && bad.is_empty() {
        bad.push((
            "match、words、pattern のどれも無いので、決して当てはまりません。".into(),
            "it can never match: write match, words or pattern.".into(),
        ));
    }
    if matches!(effect, Effect::Finds | Effect::Remarks(_)) && raw.flags.is_empty() {
        bad.push((
            "flags（当てはまる例。⟦ ⟧ で印を付けます）を一つ以上書いてください。".into(),
            "write at least one example under flags, with the part to be found inside ⟦ ⟧.".into(),
        ));
    }
    let pick = |own: &Option<RawText>, other: &Option<RawText>| {
        own.as_ref().or(other.as_ref()).map(bilingual).unwrap_or_default()
    };
    Some(Rule {
        why: pick(&raw.why, &defaults.why),
        advice: pick(&raw.advice, &defaults.advice),
        benefit: raw.benefit.as_ref().map(bilingual).unwrap_or_default(),
        who: raw.who.or_else(|| defaults.who.clone()).unwrap_or_default(),
        sees: bilingual(&raw.sees),
        id: raw.id,
        category: category?,
        categories: affected,
        effect,
        action: if matches!(effect, Effect::Raises(_)) { None } else { action },
        confidence: raw.confidence.unwrap_or(80).min(100),
        patterns,
        regexes: raw.pattern,
        gates: all_gates,
        needs,
        unless,
        detector: raw.detector,
        flags: raw.flags,
        passes: raw.passes,
        file: file.to_owned(),
        builtin,
    })
}

/// Refuses regular expressions that are unbounded, match nothing at all, or can never match a
/// folded draft.
fn check_regex(regex: &str) -> Result<Vec<Vec<String>>, (String, String)> {
    let hir = regex_syntax::Parser::new().parse(regex).map_err(|e| {
        let said = e.to_string().lines().last().unwrap_or_default().to_owned();
        (
            format!("正規表現として読み取れません（{said}）。"),
            format!("it is not a regular expression ({said})."),
        )
    })?;
    let props = hir.properties();
    if props.minimum_len().is_none() {
        return Err(("決して当てはまらない書き方です。".into(), "it can never match.".into()));
    }
    if props.minimum_len() == Some(0) {
        return Err((
            "空の文字にも当てはまります。必ず現れる語を一つ入れてください。".into(),
            "it matches the empty text; put in a word that must be there.".into(),
        ));
    }
    if props.maximum_len().is_none_or(|n| n > MAX_REGEX_BYTES) {
        return Err((
            "いくらでも長く当てはまるので、長い下書きで動かなくなります。「.*」や「+」のかわりに「.{0,20}」のように上限を書いてください。".into(),
            "it may match without limit, which would freeze on a long draft; write a bound such as `.{0,20}` instead of `.*` or `+`.".into(),
        ));
    }
    let folded = senbiki_text::fold(regex);
    if let Some(c) =
        regex.chars().find(|c| c.is_alphabetic() && !folded.contains(*c) && !c.is_ascii_uppercase())
    {
        return Err((
            format!(
                "「{c}」は読むときに別の字（「{}」）にそろえるので、決して当てはまりません。そろえた字で書いてください。",
                senbiki_text::fold(&c.to_string())
            ),
            format!(
                "`{c}` can never match: drafts are folded to `{}` before they are read; write that instead.",
                senbiki_text::fold(&c.to_string())
            ),
        ));
    }
    Ok(gate::gates(&hir))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<RuleProblem> {
        let mut out = Vec::new();
        let _ = parse_rules("rules/x.toml", text, false, &mut out);
        out
    }

    #[test]
    fn unbounded_empty_and_impossible_regexes_are_refused() {
        for (regex, says) in [
            ("社外秘.*", "without limit"),
            ("(a|b)+", "without limit"),
            ("a?", "empty text"),
            ("[a&&b]", "never match"),
            ("ＡＢＣ[0-9]", "never match"),
            ("abc(", "not a regular expression"),
        ] {
            let text = format!("[[rule]]\nid='x'\ncategory='price'\npattern=['{regex}']\nflags=['⟦a⟧']\n");
            let found = problems(&text);
            assert!(found.iter().any(|p| p.en.contains(says)), "{regex}: {found:?}");
        }
        let fine = "[[rule]]\nid='x'\ncategory='price'\npattern=['社外秘.{0,10}']\nflags=['⟦社外秘⟧です']\n";
        assert_eq!(problems(fine), []);
    }

    #[test]
    fn a_rule_needs_an_example_a_known_category_and_something_to_see() {
        let found = problems("[[rule]]\nid='x'\ncategory='prices'\n");
        assert!(found.iter().any(|p| p.en.contains("category is `prices`")), "{found:?}");
        let found = problems("[[rule]]\nid='x'\ncategory='price'\nflags=['⟦a⟧']\n");
        assert!(found.iter().any(|p| p.en.contains("can never match")), "{found:?}");
        let found = problems("[[rule]]\nid='x'\ncategory='price'\nwords=['値引き']\n");
        assert!(found.iter().any(|p| p.en.contains("flags")), "{found:?}");
    }
}

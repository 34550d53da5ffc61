//! The pattern language of rules.
//!
//! A pattern is a row of terms, separated by white space:
//!
//! | written | means |
//! | --- | --- |
//! | `{class}` or `{a\|b}` | a word of one of these classes |
//! | `{#percent}` | a number with this dimension |
//! | `{@party}` | a mention of this kind |
//! | anything else | these very letters (folded); `_` stands for a space |
//! | `<8` | up to eight characters may lie between the two terms (two Latin letters count as one) |
//! | `..` | the next term stands later in the same clause |
//! | `...` | the next term stands later in the same sentence |
//!
//! Two terms with nothing between them may be up to two characters apart, which leaves room for
//! a particle.

/// One kind of token that a term accepts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TermKind {
    /// A word class.
    Class(String),
    /// A number's dimension.
    Number(String),
    /// A mention's kind.
    Mention(String),
    /// Literal text, folded.
    Literal(String),
}

/// A term: any of its kinds will do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term(pub Vec<TermKind>);

/// How far the next term may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// At most this many characters between the two.
    Chars(u16),
    /// Later in the same clause.
    Clause,
    /// Later in the same sentence.
    Sentence,
}

/// A row of terms with the gaps between them (`gaps.len() + 1 == terms.len()`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// The terms, at least one.
    pub terms: Vec<Term>,
    /// The gaps between them.
    pub gaps: Vec<Gap>,
    /// Which terms the finding covers.
    pub mark: Mark,
}

/// Which part of a match is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// From the first to the last of these terms (counted from 0, inclusive).
    Terms(usize, usize),
    /// The whole clause that the match stands in.
    Clause,
}

/// Where a condition looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Anywhere in the draft.
    Text,
    /// In the sentence of the match.
    Sentence,
    /// In the clause of the match.
    Clause,
    /// Overlapping the marked text.
    Inside,
    /// Ending at most this many characters before the match.
    Before(u16),
    /// Starting at most this many characters after the match.
    After(u16),
    /// In the sentence of the match or the one before or after it.
    Near,
}

/// A condition on the surroundings of a match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Where to look.
    pub scope: Scope,
    /// What for.
    pub term: Term,
}

/// Reads a pattern; the error says what was found and what to write (Japanese, English).
pub fn parse_pattern(text: &str) -> Result<Pattern, (String, String)> {
    let mut terms = Vec::new();
    let mut gaps: Vec<Gap> = Vec::new();
    let mut pending: Option<Gap> = None;
    let mut open: Option<usize> = None;
    let mut marked: Option<(usize, usize)> = None;
    for word in text.split_whitespace() {
        let gap = match word {
            ".." => Some(Gap::Clause),
            "..." => Some(Gap::Sentence),
            _ => word.strip_prefix('<').and_then(|n| n.parse::<u16>().ok()).map(Gap::Chars),
        };
        if let Some(gap) = gap {
            if terms.is_empty() || pending.is_some() {
                return Err((
                    format!("「{word}」の前に語が必要です。"),
                    format!("a term is needed before `{word}`."),
                ));
            }
            if let Gap::Chars(n) = gap
                && n > 80
            {
                return Err((
                    format!(
                        "「{word}」: 離れてよい文字数は80までです。離れた所を見るときは .. か ... を書いてください。"
                    ),
                    format!("`{word}`: at most 80 characters; write `..` or `...` for further away."),
                ));
            }
            pending = Some(gap);
            continue;
        }
        let mut word = word;
        if let Some(rest) = word.strip_prefix('⟦') {
            open = Some(terms.len());
            word = rest;
        }
        let mut closes = false;
        if let Some(rest) = word.strip_suffix('⟧') {
            closes = true;
            word = rest;
        }
        if !terms.is_empty() {
            gaps.push(pending.take().unwrap_or(Gap::Chars(2)));
        }
        terms.push(parse_term(word)?);
        if closes {
            marked = Some((open.unwrap_or(0), terms.len() - 1));
        }
    }
    if pending.is_some() {
        return Err(("最後に語が必要です。".into(), "a term is needed at the end.".into()));
    }
    if terms.is_empty() {
        return Err(("空です。語を書いてください。".into(), "it is empty; write a term.".into()));
    }
    if terms.len() > 6 {
        return Err(("語は6つまでです。".into(), "at most six terms.".into()));
    }
    let last = terms.len() - 1;
    let (from, to) = marked.unwrap_or((0, last));
    Ok(Pattern { terms, gaps, mark: Mark::Terms(from, to) })
}

/// Reads one term.
pub fn parse_term(word: &str) -> Result<Term, (String, String)> {
    let Some(inner) = word.strip_prefix('{').and_then(|w| w.strip_suffix('}')) else {
        if word.contains(['{', '}']) {
            return Err((
                format!("「{word}」の波かっこが閉じていません。"),
                format!("the braces of `{word}` do not match."),
            ));
        }
        let folded = senbiki_text::fold(&word.replace('_', " "));
        if folded.is_empty() {
            return Err((
                format!("「{word}」は読むときに消える文字だけなので、決して当てはまりません。"),
                format!("`{word}` can never match: its characters fall away when a draft is read."),
            ));
        }
        return Ok(Term(vec![TermKind::Literal(folded)]));
    };
    let mut kinds = Vec::new();
    for part in inner.split('|') {
        kinds.push(if let Some(n) = part.strip_prefix('#') {
            TermKind::Number(n.to_owned())
        } else if let Some(m) = part.strip_prefix('@') {
            TermKind::Mention(m.to_owned())
        } else if let Some(l) = part.strip_prefix('=') {
            TermKind::Literal(senbiki_text::fold(&l.replace('_', " ")))
        } else {
            TermKind::Class(part.to_owned())
        });
    }
    Ok(Term(kinds))
}

/// Reads a condition: a scope, then a term.
pub fn parse_condition(text: &str) -> Result<Condition, (String, String)> {
    let bad = || {
        (
            format!(
                "条件「{text}」は「sentence {{分類}}」のように、場所(text / near / sentence / clause / inside / before6 / after6)と語を書いてください。"
            ),
            format!(
                "the condition `{text}` should be a scope (text, near, sentence, clause, inside, before6, after6) and a term, such as `sentence {{class}}`."
            ),
        )
    };
    let (scope, term) = text.trim().split_once(' ').ok_or_else(bad)?;
    let scope = match scope {
        "text" => Scope::Text,
        "near" => Scope::Near,
        "sentence" => Scope::Sentence,
        "clause" => Scope::Clause,
        "inside" => Scope::Inside,
        _ => {
            if let Some(n) = scope.strip_prefix("before") {
                Scope::Before(n.parse().ok().filter(|n| *n <= 80).ok_or_else(bad)?)
            } else if let Some(n) = scope.strip_prefix("after") {
                Scope::After(n.parse().ok().filter(|n| *n <= 80).ok_or_else(bad)?)
            } else {
                return Err(bad());
            }
        }
    };
    Ok(Condition { scope, term: parse_term(term.trim())? })
}

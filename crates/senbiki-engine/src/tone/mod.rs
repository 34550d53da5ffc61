//! How a post will be received, apart from what it gives away.
//!
//! A leak and an outcry are two risks, and a draft may run one without the other. So remarks come
//! from rules of their own (`builtin/tone`), never change the verdict, and are told in a line of
//! their own. A remark on the firm's position in negotiations names the benefit of frankness too.

mod risk;

use senbiki_line::Category;
use senbiki_line::rule::{Bilingual, Effect, RemarkKind};
use senbiki_text::{Original, Span};

pub use risk::{Level, Risk, Risks, risks};

use crate::engine::Engine;
use crate::finding::{Finding, Message};
use crate::frame::Match;
use crate::message;
use crate::token::Tokens;

/// Something about the tone of a draft that its author may want to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// What it is about.
    pub kind: RemarkKind,
    /// Where, in the draft as it was written.
    pub span: Span<Original>,
    /// The characters there.
    pub surface: String,
    /// The rule that made it.
    pub rule: String,
    /// How readers may take it.
    pub why: Message,
    /// What can be said instead.
    pub say: Message,
    /// What speaks for the sentence as it is; only for a negotiating position.
    pub benefit: Option<Message>,
}

impl Engine {
    /// The remarks of a draft, in the order of the text. What a finding already calls an attack is
    /// not said twice.
    pub(crate) fn remarks(
        &self,
        tokens: &Tokens<'_>,
        matches: &[Match],
        findings: &[Finding],
    ) -> Vec<Remark> {
        let mut out: Vec<Remark> = Vec::new();
        // Overlapping findings of one category have been joined, so the nearest few are enough.
        let attacks: Vec<Span<Original>> =
            findings.iter().filter(|f| f.category == Category::Defamation).map(|f| f.span).collect();
        let attacked = |span: Span<Original>| {
            let before = attacks.partition_point(|a| a.start < span.end);
            attacks
                .get(before.saturating_sub(4)..before)
                .is_some_and(|near| near.iter().any(|a| a.overlaps(span)))
        };
        for m in matches {
            let Some(rule) = self.machine().rules.get(m.rule).map(|c| &c.rule) else { continue };
            let Effect::Remarks(kind) = rule.effect else { continue };
            let span = tokens.text.to_original(m.span);
            if kind != RemarkKind::Bargaining && attacked(span) {
                continue;
            }
            // The longer of two that say the same.
            if let Some(other) = out.iter_mut().find(|o| o.kind == kind && o.span.overlaps(span)) {
                if other.span.len() >= span.len() {
                    continue;
                }
                out.retain(|o| !(o.kind == kind && o.span.overlaps(span)));
            }
            let surface = tokens.text.original_str(span).to_owned();
            let told = |text: &Bilingual| {
                message::fill(&Message::new(text.ja.clone(), text.en.clone()), &surface, &Message::default())
            };
            out.push(Remark {
                kind,
                span,
                rule: rule.id.clone(),
                why: told(&rule.why),
                say: told(&rule.advice),
                benefit: (!rule.benefit.ja.is_empty()).then(|| told(&rule.benefit)),
                surface,
            });
            if out.len() >= MOST_REMARKS {
                break;
            }
        }
        out.sort_by_key(|r| (r.span.start, r.span.end));
        out
    }
}

/// More remarks than this help nobody, and keep the work bounded.
const MOST_REMARKS: usize = 64;

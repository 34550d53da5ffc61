//! What of an outside writer's answer is believed.

use senbiki_line::Action;
use senbiki_text::{Original, Span, Text, segment::Segments};

use super::redact::{Redacted, StandsFor};
use super::{CLOSE, LONGEST_ANSWER, OPEN, Refused, facts, strip};
use crate::engine::{Engine, Material};
use crate::finding::Finding;
use crate::number;
use crate::reframe::edit::{self, Edit};
use crate::reframe::generic::Generic;
use crate::reframe::passage::{self, How, Marked};
use crate::reframe::rule::{Saying, Tongue};
use crate::reframe::slot::{Form, Kind, is_mark};
use crate::reframe::{Reframe, Spirit, trim};
use crate::verdict::{Inspection, Verdict, judge};

/// Of the draft's content, at least this share (in percent) must be in the answer.
const LEAST_KEPT: usize = 30;
/// Of the answer's content, at least this share (in percent) must be the draft's.
const LEAST_SHARED: usize = 45;

/// More placeholders in one answer than this are no post.
const MOST_MARKS: usize = 80;

impl Engine {
    /// Looks at an outside writer's answer to [`Engine::redact`] as at something a stranger wrote.
    ///
    /// # Errors
    /// Why it is not used.
    pub fn accept(
        &self,
        material: &Material<'_>,
        inspection: &Inspection,
        redacted: &Redacted,
        answer: &str,
    ) -> Result<Reframe, Refused> {
        let (draft, findings) = (material.text.original(), inspection.findings.as_slice());
        if answer.len() > LONGEST_ANSWER {
            return Err(Refused::TooLong);
        }
        let post = strip::post(answer);
        if strip::holds_controls(draft, &post) || post.chars().any(is_mark) {
            return Err(Refused::ControlCharacters);
        }
        if !trim::says_something(&post) {
            return Err(Refused::Empty);
        }
        // Before any rule is run over it; marks are longer than some of the words they stand for.
        let marks = post.matches(OPEN).count();
        if marks > MOST_MARKS || post.chars().count() > longest(draft) + marks * 4 {
            return Err(Refused::TooLong);
        }
        if strip::holds_leftovers(draft, &post) {
            return Err(Refused::PromptLeftover);
        }
        let text = self.filled(material, redacted, &post)?;
        self.is_rewording(material, findings, redacted, &text)?;
        let inspected = Text::new(&text);
        let again =
            Material { text: &inspected, channel: material.channel, as_of: material.as_of, gaps: Vec::new() };
        if !matches!(judge(self.line(), &self.inspect(&again)), Verdict::Ok(_)) {
            return Err(Refused::CrossesTheLine);
        }
        let edits = edits(material.text, findings, &inspected);
        Ok(Reframe { text, edits, spirit: Spirit::Written })
    }

    /// The answer with words in place of all placeholders: those of the draft that may stand there,
    /// and general words where the rules for names can make a sentence of it.
    fn filled(&self, material: &Material<'_>, redacted: &Redacted, post: &str) -> Result<String, Refused> {
        let known = |mark: &str| redacted.placeholders.iter().any(|p| p.mark == mark);
        let mut rest = post;
        while let Some(at) = rest.find([OPEN, CLOSE]) {
            let tail = rest.get(at..).unwrap_or_default();
            let end = tail.find(CLOSE).ok_or(Refused::UnknownPlaceholder)? + CLOSE.len_utf8();
            if !tail.get(..end).is_some_and(known) {
                return Err(Refused::UnknownPlaceholder);
            }
            rest = tail.get(end..).unwrap_or_default();
        }
        let with_words = redacted.with_words(post);
        if !with_words.contains(OPEN) {
            return Ok(with_words);
        }
        let text = Text::new(&with_words);
        let quantities = number::quantities(material.text, self.units());
        let mut out = String::with_capacity(with_words.len());
        for passage in passage::passages(&text, &[]) {
            let words = with_words.get(passage.span.range()).unwrap_or_default();
            if !words.contains(OPEN) {
                out.push_str(words);
                continue;
            }
            let marked = self.marked(material, redacted, words, &quantities);
            let told = marked.map(|m| passage::tellings(&m, self.rewords())).unwrap_or_default();
            let told = told.into_iter().find(|t| t.how == How::Reworded).ok_or(Refused::PlaceholderLeft)?;
            out.push_str(&told.text);
        }
        // 担当のお客様様: the placeholder stood where the general word does not.
        if out.contains([OPEN, CLOSE])
            || ["様様", "様さん", "さんさん", "社さん様"].iter().any(|d| out.contains(d))
        {
            return Err(Refused::PlaceholderLeft);
        }
        Ok(out)
    }

    /// A sentence of the answer as the rules read it: each placeholder is a mark.
    fn marked(
        &self,
        material: &Material<'_>,
        redacted: &Redacted,
        words: &str,
        quantities: &[number::Quantity],
    ) -> Option<Marked> {
        let tongue = passage::tongue(words);
        let body = words.trim_end();
        let tail = words.get(body.len()..)?.to_owned();
        let (mut out, mut generics, mut rest) = (String::new(), Vec::new(), body);
        while let Some((before, after)) = rest.split_once(OPEN) {
            out.push_str(before);
            let (number, after) = after.split_once(CLOSE)?;
            let mark = format!("{OPEN}{number}{CLOSE}");
            let placeholder = redacted.placeholders.iter().find(|p| p.mark == mark)?;
            let StandsFor::Finding(finding) = &placeholder.stands_for else { return None };
            let generic = Generic::of(finding, self.line(), self.industries(), tongue);
            let kind = Kind {
                category: finding.category,
                form: Form::Noun,
                direction: crate::reframe::direction(material.text, finding, quantities),
            };
            out.push(kind.mark(generics.len())?);
            generics.push(generic);
            rest = after;
        }
        out.push_str(rest);
        let names = generics.len();
        let polite = crate::reframe::trim::polite(material.text.original());
        Some(Marked { body: out, tail, tongue, polite, generics, names })
    }

    /// Whether this is the draft in other words: its language, its length, its content, and nothing
    /// that the writer was not told.
    fn is_rewording(
        &self,
        material: &Material<'_>,
        findings: &[Finding],
        redacted: &Redacted,
        text: &str,
    ) -> Result<(), Refused> {
        let draft = material.text.original();
        let letters = |t: &str| t.chars().filter(|c| senbiki_text::script::is_word_char(*c)).count();
        let enough = if redacted.japanese { 8 } else { 16 };
        if letters(text) < enough || !trim::says_something(text) {
            return Err(Refused::Empty);
        }
        if text.chars().count() > longest(draft) || !material.channel.is_none_or(|c| c.fits(text)) {
            return Err(Refused::TooLong);
        }
        if (passage::tongue(text) == Tongue::Ja) != redacted.japanese || is_other_script(text) {
            return Err(Refused::OtherLanguage);
        }
        // What the writer was told: the draft without its findings, and what may be said for them.
        let mut known = redacted.with_words(&redacted.text);
        let tongue = if redacted.japanese { Tongue::Ja } else { Tongue::En };
        let mut said = String::new();
        for p in &redacted.placeholders {
            if p.stands_for == StandsFor::Nothing {
                known = known.replace(&p.mark, " ");
            }
            let StandsFor::Finding(finding) = &p.stands_for else { continue };
            known = known.replace(&p.mark, " ");
            let generic = Generic::of(finding, self.line(), self.industries(), tongue);
            for part in [&generic.say(Saying::Full), &generic.say(Saying::Short), &p.hint.ja, &p.hint.en] {
                said.push_str(part);
                said.push(' ');
            }
        }
        self.nothing_back(findings, redacted, &known, text)?;
        let (kept, told) =
            (facts::content(&senbiki_text::fold(&known)), facts::content(&senbiki_text::fold(text)));
        let both = kept.intersection(&told).count();
        let allowed = facts::content(&senbiki_text::fold(&said));
        let familiar = told.iter().filter(|c| kept.contains(*c) || allowed.contains(*c)).count();
        if both * 100 < kept.len() * LEAST_KEPT || familiar * 100 < told.len() * LEAST_SHARED {
            return Err(Refused::OtherStory);
        }
        if facts::adds(&format!("{known} {said}"), text, redacted.japanese)
            || self.names_somebody_else(material, &format!("{known} {said}"), text)
        {
            return Err(Refused::NewFact);
        }
        Ok(())
    }

    /// No words of a finding are in the answer that were not in what the writer saw. The inspection
    /// that follows would miss a name that reads as an ordinary word in its new place.
    fn nothing_back(
        &self,
        findings: &[Finding],
        redacted: &Redacted,
        known: &str,
        text: &str,
    ) -> Result<(), Refused> {
        let (known, told) = (senbiki_text::key(known), senbiki_text::key(text));
        let taken_out = redacted.placeholders.iter().filter_map(|p| match &p.stands_for {
            StandsFor::Finding(finding) => Some(finding.as_ref()),
            _ => None,
        });
        let back = findings.iter().filter(|f| f.action != Action::Ok).chain(taken_out).any(|f| {
            let entry = match f.grounds {
                crate::finding::Grounds::Entry(id) => self.line().entry(id),
                crate::finding::Grounds::Rule => None,
            };
            let names = entry.iter().flat_map(|e| std::iter::once(e.name).chain(e.aliases.iter()));
            names.chain([f.surface.as_str()]).any(|name| {
                let key = senbiki_text::key(name);
                key.chars().count() >= 2 && told.contains(&key) && !known.contains(&key)
            })
        });
        if back { Err(Refused::ProtectedBack) } else { Ok(()) }
    }

    /// A firm, a person or an entry of the line that the writer was not told of.
    fn names_somebody_else(&self, material: &Material<'_>, known: &str, text: &str) -> bool {
        let told = Text::new(text);
        let again = Material { text: &told, channel: None, as_of: material.as_of, gaps: Vec::new() };
        let mut near = Vec::new();
        let (_, mentions) = self.read(&again, &mut near);
        let known = senbiki_text::key(known);
        mentions.iter().any(|m| !known.contains(&senbiki_text::key(told.folded_str(m.span))))
    }
}

/// The longest rewording of a draft, in characters.
fn longest(draft: &str) -> usize {
    draft.chars().count() * 3 / 2
}

/// Hangul, Cyrillic, Arabic and other scripts that neither language is written in, or Chinese
/// without kana.
fn is_other_script(text: &str) -> bool {
    use senbiki_text::script::{Script, script};
    let (mut other, mut kanji, mut kana, mut letters) = (0, 0, 0, 0);
    for c in text.chars() {
        match script(c) {
            Script::Other if c.is_alphabetic() => other += 1,
            Script::Kanji => kanji += 1,
            Script::Hiragana | Script::Katakana => kana += 1,
            Script::Latin => letters += 1,
            _ => {}
        }
    }
    other * 10 > kanji + kana + letters || kanji >= 8 && kana == 0
}

/// The changes, so that each can be taken or left by itself: small ones where a sentence was kept
/// and touched, whole sentences where one was written anew.
fn edits(draft: &Text, findings: &[Finding], told: &Text) -> Vec<Edit> {
    let (old, new) = (sentences(draft), sentences(told));
    let before: Vec<&str> = old.iter().map(|s| draft.original_str(*s)).collect();
    let after: Vec<&str> = new.iter().map(|s| told.original_str(*s)).collect();
    let mut changes: Vec<(Span<Original>, String, String)> = Vec::new();
    let (mut o, mut n) = (0, 0);
    let same = similar::capture_diff_slices(similar::Algorithm::Myers, &before, &after)
        .into_iter()
        .map(|op| op.as_tag_tuple())
        .filter(|(tag, ..)| *tag == similar::DiffTag::Equal)
        .map(|(_, o, n)| (o, n))
        .chain([(old.len()..old.len(), new.len()..new.len())]);
    for (same_old, same_new) in same {
        let (was, is) = (o..same_old.start, n..same_new.start);
        (o, n) = (same_old.end, same_new.end);
        let words = |list: &[&str], r: &std::ops::Range<usize>| {
            list.get(r.clone()).map(<[&str]>::concat).unwrap_or_default()
        };
        let at = was.start;
        let start = old.get(at).map_or(draft.original().len(), |s| s.start as usize);
        if was.len() == is.len() {
            for (was, is) in was.zip(is) {
                let (Some(span), Some(before), Some(after)) = (old.get(was), before.get(was), after.get(is))
                else {
                    continue;
                };
                if edit::shared(before, after) * 2 >= before.chars().count() {
                    changes.extend(edit::between(span.start, before, after));
                } else {
                    changes.push((*span, (*before).to_owned(), (*after).to_owned()));
                }
            }
        } else {
            let (before, after) = (words(&before, &was), words(&after, &is));
            changes.push((Span::from_usize(start, start + before.len()), before, after));
        }
    }
    changes
        .into_iter()
        .map(|(span, before, after)| {
            let touched: Vec<usize> =
                findings.iter().enumerate().filter(|(_, f)| f.span.overlaps(span)).map(|(n, _)| n).collect();
            let list: Vec<&Finding> = touched.iter().filter_map(|n| findings.get(*n)).collect();
            Edit { span, reason: edit::reason(&after, &list), before, after, findings: touched }
        })
        .collect()
}

/// The sentences of a text, without gaps between them.
fn sentences(text: &Text) -> Vec<Span<Original>> {
    let (mut out, mut reached): (Vec<Span<Original>>, u32) = (Vec::new(), 0);
    for sentence in Segments::new(text.folded()).sentences() {
        let end = text.to_original(sentence).end.max(reached);
        if end > reached {
            out.push(Span::new(reached, end));
        }
        reached = end;
    }
    let len = u32::try_from(text.original().len()).unwrap_or(u32::MAX);
    match out.last_mut() {
        Some(last) => last.end = len.max(last.end),
        None if len > 0 => out.push(Span::new(0, len)),
        None => {}
    }
    out
}

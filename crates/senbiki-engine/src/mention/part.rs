//! Part numbers that stand in no list but have the shape of the listed ones.

use senbiki_line::Shapes;
use senbiki_text::{Folded, Span};

use super::{Kind, Mention};
use crate::cues::Cues;
use crate::finding::Step;
use crate::token::Tokens;

/// Finds unlisted numbers of a listed shape.
pub fn find(shapes: &Shapes, tokens: &Tokens<'_>, cues: &Cues) -> Vec<Mention> {
    let mut out = Vec::new();
    if shapes.is_empty() {
        return out;
    }
    let folded = tokens.text.folded();
    let bytes = folded.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let word = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
        if !bytes.get(at).copied().is_some_and(word) {
            at += 1;
            continue;
        }
        let start = at;
        while bytes.get(at).copied().is_some_and(word) {
            at += 1;
        }
        if at - start > 32 || at - start < 5 {
            continue;
        }
        let Some(number) = folded.get(start..at) else { continue };
        let number = number.trim_matches('-');
        let Some(same_letters) = shapes.fits(number) else { continue };
        let span: Span<Folded> = Span::from_usize(start, start + number.len());
        let standard = tokens.within(span.start.saturating_sub(12), span.end).iter().any(|t| {
            t.classes.any(&cues.standard) && (t.span.overlaps(span) || t.span.end + 1 >= span.start)
        });
        if standard
            || number.bytes().all(|b| b.is_ascii_digit() || b == b'-') && looks_like_date_or_phone(number)
        {
            continue;
        }
        let sentence = tokens.segments.sentence(span.start);
        let cue = tokens.any_in(sentence, &cues.part_cue);
        let long = number.len() >= 8 && number.contains('-');
        if same_letters || cue || long {
            let mut path = vec![Step::Raised("part_shape".to_owned(), 20)];
            if cue {
                path.push(Step::Raised("part_cue".to_owned(), 10));
            }
            out.push(Mention { span, kind: Kind::PartShape, entry: None, confidence: 65, path });
        }
    }
    out
}

fn looks_like_date_or_phone(number: &str) -> bool {
    let parts: Vec<usize> = number.split('-').map(str::len).collect();
    matches!(parts.as_slice(), [4, 2, 2] | [4, 1 | 2, 1 | 2] | [2..=4, 2..=4, 4] | [3, 4])
}

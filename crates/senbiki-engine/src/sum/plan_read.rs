//! Pieces of something planned.

use senbiki_line::Date;
use senbiki_text::{Folded, Span};

use super::cues::Cue;
use super::disclose::{Page, Placed};
use super::fact::{Fact, Piece};
use super::lexicon::Lexicon;
use super::plan_lists::find_word;
use super::when;

/// Reads the pieces of a post. What speaks of something that was announced is marked, so that it
/// frees the story that it belongs to.
pub fn read(lexicon: &Lexicon, page: &Page<'_>, today: Date) -> Vec<Placed> {
    let mut out: Vec<Placed> = Vec::new();
    let mut push = |span: Span<Folded>, about: &str, piece: Piece, value: String| {
        out.push((span, Fact::Plan { about: about.to_owned(), piece, value }));
    };
    if let Some(term) = lexicon.announced.terms.iter().find(|t| page.folded.contains(t.as_str())) {
        let at = page.folded.find(term.as_str()).unwrap_or_default();
        push(Span::from_usize(at, at + term.len()), "announced", Piece::Theme, term.clone());
    }
    for (span, when) in when::all(page.folded, Some(today)) {
        push(span, "", Piece::Date, when.text());
    }
    for (span, cue) in &page.cues {
        let piece = match cue {
            Cue::Recruiting if page.has(page.segments.sentence(span.start), Cue::Event) => continue,
            Cue::Recruiting => Piece::Recruiting,
            Cue::Investment => Piece::Investment,
            Cue::Start => Piece::Theme,
            Cue::Closing => Piece::Closing,
            Cue::Place => Piece::Place,
            Cue::Product => Piece::Product,
            _ => continue,
        };
        push(*span, "", piece, page.text(*span).to_owned());
    }
    for plan in &lexicon.plans {
        let about = plan.id.clone();
        for name in &plan.names {
            if let Some(at) = find_word(page.folded, name) {
                push(Span::from_usize(at, at + name.len()), &about, Piece::Place, about.clone());
            }
        }
        for (word, rare, range) in plan.words_in(page.folded) {
            let piece = if rare { Piece::Investment } else { Piece::Theme };
            push(Span::from_usize(range.start, range.end), &about, piece, {
                let named = plan.common_names.iter().any(|n| n == word);
                if named { about.clone() } else { word.to_owned() }
            });
        }
        for place in &plan.common_place {
            if let Some(at) = page.folded.find(place.as_str()) {
                push(Span::from_usize(at, at + place.len()), &about, Piece::Place, place.clone());
            }
        }
        for people in &plan.people {
            for q in page.quantities.iter().filter(|q| q.dimension == crate::number::Dimension::People) {
                if people.parse::<f64>().is_ok_and(|n| (n - q.value).abs() < 0.5) {
                    push(q.span, &about, Piece::Recruiting, people.clone());
                }
            }
        }
    }
    out
}

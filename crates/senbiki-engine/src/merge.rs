//! Overlapping findings become one, without losing the stronger category.

use crate::finding::{Finding, Step};

/// Joins findings on (nearly) the same place; the result is in the order of the text.
pub fn merge(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|f| (f.span.start, std::cmp::Reverse(f.span.end), std::cmp::Reverse(f.confidence)));
    let mut out: Vec<Finding> = Vec::with_capacity(findings.len());
    for f in findings {
        // Findings are in order of their start, so only the last few can still overlap.
        let twin = out.iter_mut().rev().take(8).find(|o| joins(o, &f));
        match twin {
            Some(o) => join(o, f),
            None => out.push(f),
        }
    }
    // A stronger finding that took the place of a weaker one may begin later than its neighbour.
    out.sort_by_key(|f| (f.span.start, std::cmp::Reverse(f.span.end)));
    out
}

fn joins(a: &Finding, b: &Finding) -> bool {
    if !a.span.overlaps(b.span) {
        return false;
    }
    if a.category == b.category {
        return true;
    }
    // Two kinds on one place: one finding when they cover nearly the same text.
    let common = a.span.end.min(b.span.end) - a.span.start.max(b.span.start);
    let whole = a.span.join(b.span).len();
    u64::from(common) * 10 >= u64::from(whole) * 9
}

fn join(a: &mut Finding, b: Finding) {
    let stronger = (b.action, b.confidence) > (a.action, a.confidence);
    let same = a.category == b.category;
    let lost = if stronger { std::mem::replace(a, b) } else { b };
    if same
        && !matches!(a.grounds, crate::Grounds::Entry(_))
        && lost.span.overlaps(a.span)
        && a.span.len() + lost.span.len() < 240
    {
        // The wider text closes the leak for both.
        let joined = a.span.join(lost.span);
        if joined != a.span {
            a.span = joined;
            a.surface.clear();
        }
    }
    if lost.rule != a.rule {
        a.path.push(Step::Joined(lost.rule));
    }
    if a.action < lost.action {
        a.action = lost.action;
    }
    for who in lost.who {
        if !a.who.contains(&who) {
            a.who.push(who);
        }
    }
}

#[cfg(test)]
mod tests {
    use senbiki_line::{Action, Category};
    use senbiki_text::Span;

    use super::*;
    use crate::finding::{Confidence, Grounds, Message};

    fn finding(from: u32, to: u32, category: Category, confidence: u8) -> Finding {
        Finding {
            category,
            span: Span::new(from, to),
            surface: "x".to_owned(),
            grounds: Grounds::Rule,
            rule: format!("{}.{from}", category.id()),
            confidence: Confidence(confidence),
            why: Message::default(),
            who: Vec::new(),
            advice: Message::default(),
            action: Action::Reword,
            path: Vec::new(),
        }
    }

    #[test]
    fn what_takes_the_place_of_a_weaker_one_keeps_the_order() {
        let out = merge(vec![
            finding(0, 50, Category::Price, 60),
            finding(5, 9, Category::Customer, 80),
            finding(20, 50, Category::Price, 90),
            // It joins the first, although the customer stands between them.
            finding(22, 300, Category::Price, 95),
        ]);
        assert!(out.is_sorted_by_key(|f| f.span.start), "{out:?}");
        assert_eq!(out.len(), 2);
    }
}

//! Level 2, the key: made from the folded text. [`crate::key`] says what it is.

use crate::map::Map;
use crate::table;

/// The key of a folded text, and where each part came from.
pub(crate) fn key_mapped(folded: &str) -> (String, Map) {
    let mut out = String::with_capacity(folded.len());
    let mut map = Map::with_capacity(32);
    let mut copied = 0;
    let mut chars = folded.chars();
    while let Some(c) = chars.next() {
        let kept = table::key_of(c);
        if kept == Some(c) {
            continue;
        }
        let mut next = folded.len() - chars.as_str().len();
        let at = next - c.len_utf8();
        if copied < at
            && let Some(text) = folded.get(copied..at)
        {
            map.linear(out.len(), copied, text.len());
            out.push_str(text);
        }
        copied = next;
        let Some(mut kept) = kept else { continue };
        if matches!(c, 'ヴ' | 'ゔ')
            && let Some(small) = chars.as_str().chars().next()
            && let Some(joined) = joined_v(small)
        {
            chars.next();
            next += small.len_utf8();
            copied = next;
            kept = joined;
        }
        if kept.len_utf8() == next - at {
            map.linear(out.len(), at, next - at);
        } else {
            map.unit(out.len(), at, next);
        }
        out.push(kept);
    }
    if let Some(text) = folded.get(copied..) {
        map.linear(out.len(), copied, text.len());
        out.push_str(text);
    }
    (out, map)
}

/// `ヴ` with a small vowel is written with バ行 as often as not.
pub(crate) fn joined_v(small: char) -> Option<char> {
    Some(match small {
        'ァ' | 'ぁ' => 'バ',
        'ィ' | 'ぃ' => 'ビ',
        'ェ' | 'ぇ' => 'ベ',
        'ォ' | 'ぉ' => 'ボ',
        _ => return None,
    })
}

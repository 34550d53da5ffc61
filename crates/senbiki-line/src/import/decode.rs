//! From bytes to text: UTF-8 with or without its mark, otherwise CP932 as Excel writes it.

use std::borrow::Cow;

use crate::problem::Found;

/// The text of a file. Where bytes do not decode, U+FFFD stands in their place, so that the reader
/// of rows can say in which cell; a table never holds that character by intent.
pub(crate) fn text(bytes: &[u8]) -> Result<Cow<'_, str>, Found> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Found::Utf16);
    }
    let (bytes, marked) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => (rest, true),
        None => (bytes, false),
    };
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    if marked || is_rather_utf8(bytes) {
        return Ok(String::from_utf8_lossy(bytes));
    }
    let (text, _) = encoding_rs::SHIFT_JIS.decode_without_bom_handling(bytes);
    Ok(text)
}

/// A UTF-8 file with a few damaged bytes must not be read as CP932: it would become other words
/// without a trace. CP932 text hardly ever holds well-formed multi-byte UTF-8.
fn is_rather_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken
}

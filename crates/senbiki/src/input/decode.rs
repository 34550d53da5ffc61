//! Bytes to text: UTF-8, UTF-16 with a mark, CP932 as Windows in Japan writes it, or ISO-2022-JP
//! as mail does.
//!
//! A wrong guess would turn a protected name into other letters and the draft into a false "ok".
//! So everything doubtful is refused, and the caller makes a gap of it.

use std::borrow::Cow;

use encoding_rs::{EUC_JP, ISO_2022_JP, SHIFT_JIS, UTF_16BE, UTF_16LE};

/// The text of `bytes`, or `None` when they are no text or it is doubtful in which encoding.
/// `cut` says that the bytes were cut off at the end, maybe inside a character.
pub fn text(bytes: &[u8], cut: bool) -> Option<Cow<'_, str>> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return utf8(rest, cut).map(Cow::Borrowed);
    }
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        let encoding = if bytes.starts_with(b"\xFF\xFE") { UTF_16LE } else { UTF_16BE };
        let whole = if cut { bytes.get(..bytes.len() & !1).unwrap_or(bytes) } else { bytes };
        let (text, errors) = encoding.decode_with_bom_removal(whole);
        return (!errors && is_plain(&text)).then(|| Cow::Owned(text.into_owned()));
    }
    if bytes.contains(&0x1B) {
        // Japanese mail: its letters look like ASCII to every other decoder.
        let text = ISO_2022_JP.decode_without_bom_handling_and_without_replacement(bytes)?;
        return (is_plain(&text) && !text.is_ascii()).then(|| Cow::Owned(text.into_owned()));
    }
    if let Some(text) = utf8(bytes, cut) {
        return Some(Cow::Borrowed(text));
    }
    if has_utf8_kana_or_kanji(bytes) {
        // Broken UTF-8, not CP932: reading it as CP932 would give letters that nobody wrote.
        return None;
    }
    cp932(bytes, cut).map(Cow::Owned)
}

fn utf8(bytes: &[u8], cut: bool) -> Option<&str> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(e) if cut && e.error_len().is_none() => {
            std::str::from_utf8(bytes.get(..e.valid_up_to())?).ok()?
        }
        Err(_) => return None,
    };
    is_plain(text).then_some(text)
}

/// True unless there are control characters that no text holds: then it is some binary format.
fn is_plain(text: &str) -> bool {
    !text.bytes().any(|b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0C) || b == 0x7F)
}

fn has_utf8_kana_or_kanji(bytes: &[u8]) -> bool {
    let valid = match std::str::from_utf8(bytes) {
        Ok(_) => return true,
        Err(e) => bytes.get(..e.valid_up_to()).unwrap_or_default(),
    };
    valid.iter().any(|b| *b >= 0xE0)
}

fn cp932(bytes: &[u8], cut: bool) -> Option<String> {
    let text = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes).or_else(|| {
        let shorter = bytes.get(..bytes.len().checked_sub(1)?)?;
        if cut { SHIFT_JIS.decode_without_bom_handling_and_without_replacement(shorter) } else { None }
    })?;
    if !is_plain(&text) {
        return None;
    }
    // EUC-JP is valid CP932 too, but reads there as a heap of half-width kana.
    let wide = text.chars().filter(|c| !c.is_ascii()).count();
    let half = text.chars().filter(|c| matches!(c, '\u{FF61}'..='\u{FF9F}')).count();
    let doubtful =
        half * 2 > wide && EUC_JP.decode_without_bom_handling_and_without_replacement(bytes).is_some();
    // A private-use character shows that the bytes were meant otherwise.
    let private = text.chars().any(|c| matches!(c, '\u{E000}'..='\u{F8FF}'));
    (!doubtful && !private).then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAFT: &str = "東鷹さん向けの試作、ｺﾝﾍﾞﾔ脇で㈱の話。①";

    fn cp932_of(text: &str) -> Vec<u8> {
        SHIFT_JIS.encode(text).0.into_owned()
    }

    #[test]
    fn the_encodings_of_japanese_offices() {
        assert_eq!(text(DRAFT.as_bytes(), false).as_deref(), Some(DRAFT));
        assert_eq!(text(format!("\u{FEFF}{DRAFT}").as_bytes(), false).as_deref(), Some(DRAFT));
        assert_eq!(text(&cp932_of(DRAFT), false).as_deref(), Some(DRAFT));
        let mut utf16 = vec![0xFF, 0xFE];
        utf16.extend(DRAFT.encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(text(&utf16, false).as_deref(), Some(DRAFT));
        let mail = b"\x1b$B%H%h%?\x1b(B";
        assert_eq!(text(mail, false).as_deref(), Some("トヨタ"));
    }

    #[test]
    fn what_is_doubtful_is_refused() {
        let (euc, _, _) = EUC_JP.encode("東鷹さん向けの試作が無事に終わりました");
        assert_eq!(text(&euc, false), None, "EUC-JP read as CP932 would hide the name");
        let mut broken = DRAFT.as_bytes().to_vec();
        broken.insert(9, 0xFF);
        assert_eq!(text(&broken, false), None, "broken UTF-8 is not CP932");
        assert_eq!(text(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", false), None);
        assert_eq!(text(b"abc\0def", false), None);
        assert_eq!(text(b"colour \x1b[31mred", false), None);
        assert_eq!(text(&[0xE9, 0x20, 0xE8], false), None, "Latin-1");
    }

    #[test]
    fn a_cut_end_is_no_fault_of_the_text() {
        let bytes = DRAFT.as_bytes();
        assert_eq!(text(&bytes[..4], true).as_deref(), Some("東"));
        assert_eq!(text(&bytes[..4], false), None);
        assert_eq!(text(&cp932_of("東鷹")[..3], true).as_deref(), Some("東"));
    }
}

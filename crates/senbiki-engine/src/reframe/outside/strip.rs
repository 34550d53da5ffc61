//! The post inside an answer: fences, quotation marks and thoughts around it fall away; what is left
//! must be a post and nothing else.

/// The words of a post inside an answer.
pub fn post(answer: &str) -> String {
    let mut text = answer.replace("\r\n", "\n").replace('\r', "\n");
    // Some models think aloud first.
    if let Some(rest) = text.trim_start().strip_prefix("<think>")
        && let Some((_, after)) = rest.split_once("</think>")
    {
        text = after.to_owned();
    }
    let mut text = text.trim();
    if let Some(inner) = text.strip_prefix("```").and_then(|t| t.strip_suffix("```"))
        && let Some((language, body)) = inner.split_once('\n')
        && language.trim().chars().all(|c| c.is_ascii_alphanumeric())
    {
        text = body.trim();
    }
    for (open, close) in [("「", "」"), ("『", "』"), ("\"", "\""), ("“", "”"), ("'", "'")] {
        if let Some(inner) = text.strip_prefix(open).and_then(|t| t.strip_suffix(close))
            && !inner.contains(open)
            && !inner.contains(close)
        {
            text = inner.trim();
        }
    }
    text.to_owned()
}

/// Words to the person who asked, and pieces of the request.
const LEFTOVERS: &[&str] = &[
    "書き直し",
    "書き換え",
    "言い換え",
    "リライト",
    "投稿文",
    "以下の",
    "下記の",
    "承知しました",
    "承知いたしました",
    "かしこまりました",
    "プレースホルダ",
    "伏せ字",
    "伏字",
    "印のまま",
    "システムプロンプト",
    "ご要望",
    "ご依頼の",
    "修正版",
    "投稿案",
    "文字数",
    "指示に",
    "aiとして",
    "言語モデル",
    "rewritten",
    "rewrite",
    "rephrase",
    "reworded",
    "here is",
    "here's",
    "here are",
    "certainly",
    "as an ai",
    "language model",
    "placeholder",
    "system prompt",
    "as requested",
    "i cannot",
    "i can't help",
    "let me know if",
    "instructions",
    "assistant:",
    "user:",
    "system:",
    "<think",
    "</",
    "```",
    "**",
    "###",
    "<|",
    "|>",
    "[/",
    "{\"",
    "\"content\"",
    "<html",
    "<!doctype",
    "<b",
    "<p>",
];

/// Whether an answer holds words that are not the post's and not the draft's.
pub fn holds_leftovers(draft: &str, answer: &str) -> bool {
    let (draft, answer) = (senbiki_text::fold(draft), senbiki_text::fold(answer));
    LEFTOVERS.iter().any(|l| answer.contains(l) && !draft.contains(l))
}

/// Whether an answer holds characters that a post does not have: controls, marks of direction,
/// private and unassigned ones, and invisible ones that the draft does not use.
pub fn holds_controls(draft: &str, answer: &str) -> bool {
    answer.chars().any(|c| {
        let control = c.is_control() && c != '\n';
        let private = matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' | '\u{FFF0}'..='\u{FFFF}');
        let turned = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{61C}');
        let unseen = matches!(
            c,
            '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}'
        );
        control || private || turned || unseen && !draft.contains(c)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_a_post_falls_away() {
        for answer in [
            "朝の点検の話です。",
            "  朝の点検の話です。\r\n",
            "```\n朝の点検の話です。\n```",
            "```text\n朝の点検の話です。```",
            "「朝の点検の話です。」",
            "\"朝の点検の話です。\"",
            "<think>短くしよう。</think>\n朝の点検の話です。",
        ] {
            assert_eq!(post(answer), "朝の点検の話です。", "{answer}");
        }
        assert_eq!(post("「点検」と「清掃」"), "「点検」と「清掃」");
        assert_eq!(post("「点検」の話。"), "「点検」の話。");
    }

    #[test]
    fn words_to_the_person_who_asked_are_no_post() {
        let draft = "朝の点検の話です。";
        for answer in [
            "承知しました。朝の点検の話です。",
            "Here is the post:",
            "**朝の点検**の話です。",
            "<html>朝</html>",
        ] {
            assert!(holds_leftovers(draft, answer), "{answer}");
        }
        assert!(!holds_leftovers(draft, "朝の点検について話します。"));
        assert!(!holds_leftovers("以下の三つを守ります。", "以下の三つを守っています。"));
    }

    #[test]
    fn characters_that_nobody_sees_are_told_from_emoji() {
        assert!(
            holds_controls("a", "a\u{7}")
                && holds_controls("a", "a\u{202E}b")
                && holds_controls("a", "a\u{200B}")
        );
        assert!(holds_controls("a", "\u{F0001}"));
        assert!(!holds_controls("👨\u{200D}🏭の朝", "👨\u{200D}🏭です\nはい❤\u{FE0F}"));
    }
}

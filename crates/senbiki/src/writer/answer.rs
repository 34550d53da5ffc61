//! The text in a server's answer.

use serde::Deserialize;

use super::Trouble;

#[derive(Deserialize)]
struct Completion {
    choices: Vec<Choice>,
}

#[derive(Deserialize)]
struct Choice {
    message: Said,
    #[serde(default)]
    finish_reason: Option<String>,
}

#[derive(Deserialize)]
struct Said {
    #[serde(default)]
    role: Option<String>,
    content: Option<String>,
}

/// Reasons to stop that leave no whole post. Servers have many names for the good ones.
const BROKEN_OFF: &[&str] = &["length", "max", "filter", "tool", "function", "error", "abort"];

/// What the first choice says, when it is whole. The bytes are bounded by whoever read them; nesting
/// is bounded by the JSON reader.
pub fn content(bytes: &[u8]) -> Result<String, Trouble> {
    let completion: Completion = serde_json::from_slice(bytes).map_err(|_| Trouble::NotAnAnswer)?;
    let choice = completion.choices.into_iter().next().ok_or(Trouble::NotAnAnswer)?;
    // Cut off, filtered, or a call for something that we do not have.
    let whole = choice.finish_reason.is_none_or(|r| !BROKEN_OFF.iter().any(|b| r.contains(b)));
    let ours = choice.message.role.is_none_or(|r| r == "assistant");
    choice.message.content.filter(|c| whole && ours && !c.trim().is_empty()).ok_or(Trouble::NotAnAnswer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_answer_counts() {
        let good = r#"{"id":"x","choices":[{"index":0,"message":{"role":"assistant","content":"朝の話"},"finish_reason":"stop"}],"usage":{}}"#;
        assert_eq!(content(good.as_bytes()).as_deref(), Ok("朝の話"));
        assert_eq!(content(br#"{"choices":[{"message":{"content":"a"}}]}"#).as_deref(), Ok("a"));
        assert_eq!(
            content(br#"{"choices":[{"message":{"content":"a"},"finish_reason":"eos_token"}]}"#).as_deref(),
            Ok("a")
        );
        let deep = "[".repeat(100_000);
        for bad in [
            "",
            "{}",
            "null",
            "[]",
            r#"{"choices":[]}"#,
            r#"{"choices":[{"message":{"content":null}}]}"#,
            r#"{"choices":[{"message":{"content":"  "}}]}"#,
            r#"{"choices":[{"message":{"content":3}}]}"#,
            r#"{"choices":[{"message":{"content":"a"},"finish_reason":"length"}]}"#,
            r#"{"choices":[{"message":{"content":"a"},"finish_reason":"content_filter"}]}"#,
            r#"{"choices":[{"message":{"role":"user","content":"a"}}]}"#,
            r#"{"choices":[{"message":{"content":"a"}}]} and more"#,
            "<html></html>",
            &deep,
        ] {
            assert_eq!(content(bad.as_bytes()), Err(Trouble::NotAnAnswer), "{:.60}", bad);
        }
        assert_eq!(
            content(b"{\"choices\":[{\"message\":{\"content\":\"\xFF\xFE\"}}]}"),
            Err(Trouble::NotAnAnswer)
        );
    }
}

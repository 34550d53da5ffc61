//! SARIF 2.1.0, so that findings appear where a firm already looks at findings.
//!
//! A finding is a result of kind `fail`; a gap is a result of kind `open`: the tool could not
//! decide. For JSON lines the region is the line of the file, since offsets into the draft would
//! mean nothing there; they stand in `properties`.

use std::io::Write as _;

use senbiki_engine::{Engine, Finding};
use senbiki_line::{Action, Line};
use senbiki_text::Positions;
use serde::Serialize;
use serde_json::json;

use crate::input::draft::Draft;
use crate::judge::Judged;
use crate::lang::{Lang, of};
use crate::wire::entry_of;

/// Everything before the first result.
pub fn begin(out: &mut Vec<u8>, engine: &Engine, digest: &str, lang: Lang) {
    let rules: Vec<_> = engine
        .rules()
        .into_iter()
        .filter(|rule| rule.enabled)
        .map(|rule| {
            json!({
                "id": rule.id,
                "shortDescription": { "text": of(lang, &rule.sees) },
                "fullDescription": { "text": of(lang, &rule.why) },
                "help": { "text": of(lang, &rule.advice) },
                "properties": { "category": rule.category.id() },
            })
        })
        .collect();
    let driver = json!({
        "name": "senbiki",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "language": match lang { Lang::Ja => "ja", Lang::En => "en" },
        "rules": rules,
    });
    let schema = "https://json.schemastore.org/sarif-2.1.0.json";
    let _ = writeln!(
        out,
        "{{\"version\":\"2.1.0\",\"$schema\":\"{schema}\",\"runs\":[{{\"tool\":{{\"driver\":{driver}}},\
         \"columnKind\":\"unicodeCodePoints\",\"properties\":{{\"line_digest\":\"{digest}\"}},\"results\":["
    );
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: &'a str,
    kind: &'static str,
    level: &'static str,
    message: Message<'a>,
    locations: [Location<'a>; 1],
    properties: serde_json::Value,
}

#[derive(Serialize)]
struct Message<'a> {
    text: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<Logical<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_column: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_line: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    char_offset: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    char_length: Option<u64>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Logical<'a> {
    name: &'a str,
    kind: &'static str,
}

/// The results of one draft, separated by commas from what is in `out` already.
pub fn results(out: &mut Vec<u8>, draft: &Draft<'_>, judged: &Judged, line: &Line, lang: Lang) {
    let positions = (!judged.inspection.findings.is_empty()).then(|| Positions::new(&draft.text));
    if let Some(positions) = &positions {
        for (at, finding) in judged.inspection.findings.iter().enumerate() {
            let mut properties = properties(draft, finding, positions, line);
            if let Some((_, earlier)) = judged.sum.as_ref().and_then(|sum| sum.adds_up.get(&at)) {
                properties["ledger"] = json!(earlier.iter().map(|post| post.row).collect::<Vec<_>>());
            }
            let text = format!("{} {}", of(lang, &finding.why), of(lang, &finding.advice));
            push(
                out,
                &SarifResult {
                    rule_id: &finding.rule,
                    kind: "fail",
                    level: level(finding.action),
                    message: Message { text: text.trim_end() },
                    locations: [place(draft, Some(region(finding, positions)))],
                    properties,
                },
            );
        }
    }
    for gap in &judged.inspection.gaps {
        let text = format!("{} {}", of(lang, &gap.what), of(lang, &gap.close));
        push(
            out,
            &SarifResult {
                rule_id: gap.id,
                kind: "open",
                level: "none",
                message: Message { text: &text },
                locations: [place(draft, None)],
                properties: json!({ "draft": draft.id, "gap": true }),
            },
        );
    }
}

fn push(out: &mut Vec<u8>, result: &SarifResult<'_>) {
    if !out.is_empty() {
        out.extend_from_slice(b",\n");
    }
    // Writing into memory and from types without odd keys cannot fail.
    let _ = serde_json::to_writer(&mut *out, result);
}

const fn level(action: Action) -> &'static str {
    match action {
        Action::Ng => "error",
        Action::Escalate | Action::Reword => "warning",
        Action::Ok => "note",
    }
}

fn place<'a>(draft: &'a Draft<'_>, region: Option<Region>) -> Location<'a> {
    let region = match draft.source_line {
        Some(start_line) => Some(Region { start_line, ..Region::default() }),
        None => region,
    };
    let logical_locations = if draft.source_line.is_some() {
        vec![Logical { name: &draft.id, kind: "object" }]
    } else {
        Vec::new()
    };
    Location {
        physical_location: Physical { artifact_location: Artifact { uri: uri(draft.source) }, region },
        logical_locations,
    }
}

fn region(finding: &Finding, positions: &Positions) -> Region {
    let bytes = finding.span.range();
    let (start, end) = (positions.place(bytes.start), positions.place(bytes.end));
    Region {
        start_line: start.line as u64,
        start_column: Some(start.column as u64),
        end_line: Some(end.line as u64),
        end_column: Some(end.column as u64),
        char_offset: Some(start.code_point as u64),
        char_length: Some((end.code_point - start.code_point) as u64),
    }
}

fn properties(draft: &Draft<'_>, finding: &Finding, positions: &Positions, line: &Line) -> serde_json::Value {
    let bytes = finding.span.range();
    let (start, end) = (positions.place(bytes.start), positions.place(bytes.end));
    let entry = entry_of(finding, line).map(|e| json!({ "kind": e.kind.id(), "file": e.file, "row": e.row }));
    json!({
        "draft": draft.id,
        "category": finding.category.id(),
        "action": finding.action.id(),
        "confidence": f64::from(finding.confidence.0) / 100.0,
        "start": start.code_point,
        "end": end.code_point,
        "entry": entry,
        "who": finding.who.iter().map(|a| a.id()).collect::<Vec<_>>(),
    })
}

/// A file name as a relative URI: whatever is not plain is escaped.
fn uri(name: &str) -> String {
    let mut out = String::new();
    for byte in name.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'-' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn file_names_become_uris() {
        assert_eq!(super::uri("a b/下.md"), "a%20b/%E4%B8%8B.md");
        assert_eq!(super::uri("C:\\x"), "C%3A/x");
    }
}

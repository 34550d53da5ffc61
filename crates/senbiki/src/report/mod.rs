//! Answers as they are written: for people, as JSON, as SARIF.

mod layout;
mod ledger;
mod pretty;
mod sarif;

use std::io::Write as _;

use senbiki_engine::Engine;

use crate::args::FormatArg;
use crate::check::Counts;
use crate::input::draft::Draft;
use crate::judge::Judged;
use crate::lang::Lang;
use crate::term::Style;
use crate::wire::Row;

pub use layout::{Mark, marked, paragraph};
pub use pretty::{circled, tone};

/// Writes the answers of one run. It is shared by all threads and holds nothing that grows.
pub struct Report<'a> {
    format: FormatArg,
    engine: &'a Engine,
    digest: String,
    lang: Lang,
    style: Style,
}

impl<'a> Report<'a> {
    /// A report in this format.
    pub fn new(format: FormatArg, engine: &'a Engine, lang: Lang, style: Style) -> Self {
        Self { format, engine, digest: engine.line().digest().to_string(), lang, style }
    }

    /// What stands before the first answer.
    pub fn begin(&self, out: &mut Vec<u8>) {
        match self.format {
            FormatArg::Pretty | FormatArg::Jsonl => {}
            FormatArg::Json => out.extend_from_slice(b"{\"drafts\":[\n"),
            FormatArg::Sarif => sarif::begin(out, self.engine, &self.digest, self.lang),
        }
    }

    /// What stands between the answers of two pieces of work.
    pub const fn between(&self) -> &'static [u8] {
        match self.format {
            FormatArg::Pretty | FormatArg::Jsonl => b"",
            FormatArg::Json | FormatArg::Sarif => b",\n",
        }
    }

    /// One answer, at the end of `out`.
    pub fn row(&self, out: &mut Vec<u8>, draft: &Draft<'_>, judged: &Judged) {
        let line = self.engine.line();
        match self.format {
            FormatArg::Pretty => pretty::draft(out, draft, judged, line, self.lang, self.style),
            FormatArg::Jsonl => {
                self.json(out, draft, judged);
                out.push(b'\n');
            }
            FormatArg::Json => {
                if !out.is_empty() {
                    out.extend_from_slice(self.between());
                }
                self.json(out, draft, judged);
            }
            FormatArg::Sarif => sarif::results(out, draft, judged, line, self.lang),
        }
    }

    fn json(&self, out: &mut Vec<u8>, draft: &Draft<'_>, judged: &Judged) {
        let row = Row::new(draft, judged, self.engine.line(), &self.digest, self.lang);
        // Writing into memory and from types without maps cannot fail.
        let _ = serde_json::to_writer(&mut *out, &row);
    }

    /// What stands after the last answer.
    pub fn end(&self, out: &mut Vec<u8>, counts: &Counts, sources: usize) {
        match self.format {
            FormatArg::Jsonl => {}
            FormatArg::Pretty => pretty::summary(out, counts, sources, self.lang, self.style),
            FormatArg::Json => {
                let Counts { ok, reword, escalate, ng, with_gaps } = counts;
                let _ = writeln!(
                    out,
                    "\n],\"summary\":{{\"drafts\":{},\"ok\":{ok},\"reword\":{reword},\"escalate\":{escalate},\"ng\":{ng},\"with_gaps\":{with_gaps}}},\"line_digest\":\"{}\"}}",
                    counts.all(),
                    self.digest
                );
            }
            FormatArg::Sarif => out.extend_from_slice(b"\n]}]}\n"),
        }
    }
}

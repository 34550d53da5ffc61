//! The outside writer: asks the server that the line names for one more rewording.
//!
//! It is off unless the line has a `[writer]` table *and* `--writer` is given. What it sends is what
//! [`Engine::redact`] lets through; what comes back is believed only as far as [`Engine::accept`]
//! does. When anything is not as it should be, the built-in rewordings answer, and one note on
//! standard error says so. No note and no error holds words of a draft, of an answer or of the key.

mod answer;
mod client;
mod prompt;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use senbiki_engine::{Engine, Inspection, MOST_REFRAMES, Material, Reframe, Refused};
use senbiki_line::{Line, Writer};

use crate::exit::{Failure, note};
use crate::lang::{Lang, of, say};

use client::Client;

/// After this many failures in a row nobody is asked any more in this run.
const PATIENCE: u32 = 2;

/// Why there was no answer. No variant holds anything that was sent or received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The environment variable with the key is not set.
    NoKey,
    /// Nobody there, or the connection was cut.
    Unreachable,
    /// Not within the time.
    TooSlow,
    /// More than the line allows.
    TooLarge,
    /// An answer with a status other than 200.
    Status(u16),
    /// Not the answer of a writer.
    NotAnAnswer,
    /// The program failed.
    Defect,
}

impl Trouble {
    fn sentence(self, lang: Lang) -> String {
        match self {
            Self::NoKey => say(
                lang,
                "line.toml の key_env が指す環境変数に、鍵が入っていません",
                "the environment variable named by key_env in line.toml holds no key",
            ),
            Self::Unreachable => say(lang, "つながりませんでした", "it could not be reached"),
            Self::TooSlow => say(lang, "時間内に返事がありませんでした", "it did not answer in time"),
            Self::TooLarge => say(lang, "返事が大きすぎました", "its answer was too large"),
            Self::Status(code) => {
                say(lang, &format!("状態 {code} が返りました"), &format!("it answered with status {code}"))
            }
            Self::NotAnAnswer => say(lang, "返事を読み取れませんでした", "its answer could not be read"),
            Self::Defect => say(lang, "プログラムの不具合がありました", "the program has a defect"),
        }
    }
}

/// The outside writer of one run.
pub struct Outside {
    writer: Writer,
    client: Client,
    lang: Lang,
    /// One draft at a time: a model server serves one, and many at once would only run out of time.
    turn: Mutex<()>,
    failures: AtomicU32,
    told_trouble: AtomicBool,
    told_refusal: AtomicBool,
}

impl std::fmt::Debug for Outside {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Outside").finish_non_exhaustive()
    }
}

impl Outside {
    /// The writer of the line, when one is asked for.
    pub fn of(line: &Line, asked: bool, lang: Lang) -> Result<Option<Self>, Failure> {
        if !asked {
            return Ok(None);
        }
        let Some(writer) = line.writer() else {
            return Err(Failure::Usage(
                "--writer を使うには、線引きの line.toml に [writer] が必要です。endpoint と model を書いてください（書き方は docs/line-schema.md）。--writer を外せば、内蔵の言い換えでお答えします。"
                    .to_owned(),
                "--writer needs a [writer] table in the line's line.toml, with endpoint and model (see docs/line-schema.md). Without --writer the built-in rewordings answer."
                    .to_owned(),
            ));
        };
        Ok(Some(Self {
            writer: writer.clone(),
            client: Client::new(writer),
            lang,
            turn: Mutex::new(()),
            failures: AtomicU32::new(0),
            told_trouble: AtomicBool::new(false),
            told_refusal: AtomicBool::new(false),
        }))
    }

    /// The rewordings with the writer's own in front, when it holds. `holds` asks what the engine
    /// alone cannot: whether a text adds up with what was published.
    pub fn first(
        &self,
        engine: &Engine,
        material: &Material<'_>,
        inspection: &Inspection,
        built_in: Vec<Reframe>,
        holds: &dyn Fn(&Reframe) -> bool,
    ) -> Vec<Reframe> {
        // A failure here must not cost the author the rewordings that are there already.
        let written = catch_unwind(AssertUnwindSafe(|| self.ask(engine, material, inspection, holds)))
            .unwrap_or_else(|_| {
                self.trouble(Trouble::Defect);
                None
            });
        let Some(written) = written else { return built_in };
        let mut all = vec![written];
        for reframe in built_in {
            if all.len() < MOST_REFRAMES && all.iter().all(|r| r.text != reframe.text) {
                all.push(reframe);
            }
        }
        all
    }

    fn ask(
        &self,
        engine: &Engine,
        material: &Material<'_>,
        inspection: &Inspection,
        holds: &dyn Fn(&Reframe) -> bool,
    ) -> Option<Reframe> {
        let redacted = engine.redact(material, inspection)?;
        let request = prompt::request(&self.writer.model, &redacted, material.channel)?;
        let answer = {
            // The turn guards nothing that a failed thread could have left half done.
            let _turn = self.turn.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            if self.failures.load(Ordering::Relaxed) >= PATIENCE {
                return None;
            }
            let answer = self.client.ask(&request).and_then(|bytes| answer::content(&bytes));
            match answer {
                Ok(answer) => {
                    self.failures.store(0, Ordering::Relaxed);
                    answer
                }
                Err(trouble) => {
                    self.trouble(trouble);
                    return None;
                }
            }
        };
        let accepted = engine
            .accept(material, inspection, &redacted, &answer)
            .and_then(|r| if holds(&r) { Ok(r) } else { Err(Refused::CrossesTheLine) });
        match accepted {
            Ok(reframe) => Some(reframe),
            Err(refused) => {
                if !self.told_refusal.swap(true, Ordering::Relaxed) {
                    let why = refused.message();
                    note(&say(
                        self.lang,
                        &format!(
                            "外部の書き手の案は、確かめた結果、使いませんでした（{}）。内蔵の言い換えでお答えします。",
                            of(self.lang, &why).trim_end_matches('。')
                        ),
                        &format!(
                            "The outside writer's text was looked at and not used ({}). The built-in rewordings answer.",
                            of(self.lang, &why).trim_end_matches('.')
                        ),
                    ));
                }
                None
            }
        }
    }

    fn trouble(&self, trouble: Trouble) {
        let step = if trouble == Trouble::NoKey { PATIENCE } else { 1 };
        self.failures.fetch_add(step, Ordering::Relaxed);
        if !self.told_trouble.swap(true, Ordering::Relaxed) {
            let why = trouble.sentence(self.lang);
            note(&say(
                self.lang,
                &format!("外部の書き手は使えませんでした（{why}）。内蔵の言い換えでお答えします。"),
                &format!("The outside writer was not available ({why}). The built-in rewordings answer."),
            ));
        }
    }
}

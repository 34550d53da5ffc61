//! One line on a terminal that says how far a long run is.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

use crate::lang::{Lang, say};

/// Shown only when standard error is a terminal and the run takes a while: in a log it would be
/// noise, and for one draft nobody needs it.
pub struct Progress {
    shown: bool,
    enabled: bool,
    start: Instant,
    last: Instant,
    lang: Lang,
}

const PATIENCE: Duration = Duration::from_secs(2);
const PACE: Duration = Duration::from_millis(200);

impl Progress {
    /// A run that begins now.
    pub fn new(lang: Lang) -> Self {
        let now = Instant::now();
        Self { shown: false, enabled: io::stderr().is_terminal(), start: now, last: now, lang }
    }

    /// So many drafts are done.
    pub fn tick(&mut self, done: u64) {
        if !self.enabled || self.start.elapsed() < PATIENCE || self.last.elapsed() < PACE {
            return;
        }
        self.last = Instant::now();
        self.shown = true;
        let seconds = self.start.elapsed().as_secs_f64();
        let rate = done as f64 / seconds;
        let line = say(
            self.lang,
            &format!("{done} 件を確認しました（{seconds:.0} 秒、毎秒 {rate:.0} 件）"),
            &format!("{done} drafts checked ({seconds:.0} s, {rate:.0} a second)"),
        );
        let mut err = io::stderr().lock();
        let _ = write!(err, "\r\x1b[K{line}");
        let _ = err.flush();
    }

    /// Takes the line away again.
    pub fn clear(&mut self) {
        if std::mem::take(&mut self.shown) {
            let _ = write!(io::stderr().lock(), "\r\x1b[K");
        }
    }
}

//! Many drafts on all cores, in their order and in constant memory.
//!
//! One thread reads, several judge, and the caller's thread writes. A fixed number of tokens is
//! in circulation: a piece of work needs one to be read and gives it back when it is written. So
//! a slow draft, or a slow reader of our output, holds up reading instead of filling memory.

use std::collections::BTreeMap;
use std::io;
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::input::lines::{Block, Blocks};
use crate::input::{self, Kind, LINE_LIMIT, Source};

/// A piece of work for one thread.
pub enum Work<'a> {
    /// Some lines of a JSON-lines source.
    Lines(&'a Source, Block),
    /// A source that holds one draft.
    Whole(&'a Source, input::Opened),
    /// A source that could not be opened or read on.
    Unreadable(&'a Source),
}

/// Reads all sources and hands their work to `take`, until that says stop (false).
pub fn read<'a>(sources: &'a [Source], mut take: impl FnMut(Work<'a>) -> bool) {
    for source in sources {
        let go_on = match input::open(source) {
            Err(_) => take(Work::Unreadable(source)),
            Ok(opened) if opened.kind == Kind::JsonLines => {
                let mut blocks = Blocks::new(opened.bytes, LINE_LIMIT);
                loop {
                    match blocks.next() {
                        Ok(Some(block)) => {
                            if !take(Work::Lines(source, block)) {
                                break false;
                            }
                        }
                        Ok(None) => break true,
                        Err(_) => break take(Work::Unreadable(source)),
                    }
                }
            }
            Ok(opened) => take(Work::Whole(source, opened)),
        };
        if !go_on {
            return;
        }
    }
}

/// Runs `judge` over the work of all sources on `threads` threads and gives the results to
/// `write`, in the order of the sources. Ends at the first problem of `write`.
pub fn run<R: Send>(
    sources: &[Source],
    threads: usize,
    judge: impl Fn(Work<'_>) -> R + Sync,
    mut write: impl FnMut(R) -> io::Result<()>,
) -> io::Result<()> {
    if threads <= 1 {
        let mut problem = None;
        read(sources, |work| match write(judge(work)) {
            Ok(()) => true,
            Err(e) => {
                problem = Some(e);
                false
            }
        });
        return problem.map_or(Ok(()), Err);
    }
    let tokens = threads * 4;
    thread::scope(|scope| {
        let (token_back, token) = sync_channel::<()>(tokens);
        let (work_in, work_out) = sync_channel::<(u64, Work<'_>)>(tokens);
        let (done_in, done) = sync_channel::<(u64, R)>(tokens);
        for _ in 0..tokens {
            // The channel is exactly this large, so none of these waits or fails.
            let _ = token_back.send(());
        }
        scope.spawn(move || {
            let mut number = 0;
            read(sources, |work| {
                let sent = token.recv().is_ok() && work_in.send((number, work)).is_ok();
                number += 1;
                sent
            });
        });
        let work_out = std::sync::Arc::new(Mutex::new(work_out));
        for _ in 0..threads {
            let (work_out, done_in, judge) = (std::sync::Arc::clone(&work_out), done_in.clone(), &judge);
            scope.spawn(move || {
                while let Some((number, work)) = next(&work_out) {
                    if done_in.send((number, judge(work))).is_err() {
                        break;
                    }
                }
            });
        }
        drop((work_out, done_in));
        let mut waiting = BTreeMap::new();
        let mut due = 0;
        for (number, result) in &done {
            waiting.insert(number, result);
            while let Some(result) = waiting.remove(&due) {
                due += 1;
                // Returning drops the receivers, which ends all other threads.
                write(result)?;
                let _ = token_back.try_send(());
            }
        }
        Ok(())
    })
}

fn next<T>(from: &Mutex<Receiver<T>>) -> Option<T> {
    from.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::input::Place;

    fn many_lines(lines: usize) -> (tempfile::TempDir, Vec<Source>) {
        let dir = tempfile::tempdir().expect("a folder for the test");
        let path: PathBuf = dir.path().join("a.jsonl");
        let text: String = (0..lines).map(|i| format!("{{\"text\":\"{i:0200}\"}}\n")).collect();
        std::fs::write(&path, text).expect("a file for the test");
        (dir, vec![Source { place: Place::File(path), kind: Kind::JsonLines }])
    }

    fn first_line(work: &Work<'_>) -> u64 {
        match work {
            Work::Lines(_, Block::Lines(first, _)) => *first,
            _ => 0,
        }
    }

    #[test]
    fn the_order_holds_when_the_first_piece_is_the_slowest() {
        let (_dir, sources) = many_lines(10_000);
        let mut seen = Vec::new();
        let judge = |work: Work<'_>| {
            let first = first_line(&work);
            if first == 1 {
                thread::sleep(std::time::Duration::from_millis(50));
            }
            first
        };
        run(&sources, 3, judge, |first| {
            seen.push(first);
            Ok(())
        })
        .expect("nothing fails here");
        let mut sorted = seen.clone();
        sorted.sort_unstable();
        assert!(seen.len() > 10, "several pieces: {}", seen.len());
        assert_eq!(seen, sorted);
    }

    #[test]
    fn a_reader_that_goes_away_ends_the_run() {
        let (_dir, sources) = many_lines(10_000);
        let mut written = 0;
        let result = run(
            &sources,
            2,
            |work| first_line(&work),
            |_| {
                written += 1;
                if written == 3 { Err(io::Error::from(io::ErrorKind::BrokenPipe)) } else { Ok(()) }
            },
        );
        assert_eq!(result.map_err(|e| e.kind()), Err(io::ErrorKind::BrokenPipe));
        assert_eq!(written, 3);
    }
}

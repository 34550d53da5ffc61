//! Which bytes of a derived text came from which bytes of its source.
//!
//! Ordinary text is copied almost unchanged, so the map is a short list of runs rather than one
//! number per character. A *linear* run holds characters whose UTF-8 length is the same on both
//! sides; positions inside it follow by subtraction. A *unit* is a group that only maps as a
//! whole: `㈱` to `(株)`, `ｶﾞ` to `ガ`, a base with its combining marks.

/// Set in [`Run::len`] when the run is a unit.
const UNIT: u32 = 1 << 31;

#[derive(Debug, Clone, Copy)]
struct Run {
    /// First byte in the derived text. The run ends where the next one begins.
    out: u32,
    /// First byte in the source.
    src: u32,
    /// Bytes in the source, with [`UNIT`] as a flag.
    len: u32,
}

impl Run {
    fn is_unit(self) -> bool {
        self.len & UNIT != 0
    }
    fn src_end(self) -> u32 {
        self.src + (self.len & !UNIT)
    }
}

/// A map between a derived text and its source, in both directions.
#[derive(Debug, Clone, Default)]
pub(crate) struct Map {
    runs: Vec<Run>,
}

/// One stretch of the map, as the caller walks it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stretch {
    pub out: (u32, u32),
    pub src: (u32, u32),
    pub unit: bool,
}

impl Map {
    pub(crate) fn with_capacity(runs: usize) -> Self {
        Self { runs: Vec::with_capacity(runs) }
    }

    /// Characters with the same lengths on both sides.
    pub(crate) fn linear(&mut self, out: usize, src: usize, len: usize) {
        let (out, src, len) = (out as u32, src as u32, len as u32);
        if len == 0 {
            return;
        }
        if let Some(last) = self.runs.last_mut()
            && !last.is_unit()
            && last.src + last.len == src
        {
            last.len += len;
            return;
        }
        self.runs.push(Run { out, src, len });
    }

    /// A group that maps only as a whole. Returns its index, for [`Map::rewrite`].
    pub(crate) fn unit(&mut self, out: usize, src: usize, src_end: usize) -> usize {
        let (out, src) = (out as u32, src as u32);
        self.runs.push(Run { out, src, len: (src_end as u32 - src) | UNIT });
        self.runs.len() - 1
    }

    /// Number of runs. Linear in the number of changes, never more than the source's characters.
    pub(crate) fn runs(&self) -> usize {
        self.runs.len()
    }

    /// Forgets everything from derived byte `at` on, whole units included. Returns the derived and
    /// the source byte from which the caller must write again (the first may lie before `at`, when
    /// a unit stands across it).
    pub(crate) fn truncate(&mut self, at: usize) -> (usize, usize) {
        let at = at as u32;
        let mut src = 0;
        while let Some(&last) = self.runs.last() {
            if last.out >= at {
                src = last.src;
                self.runs.pop();
                if last.out == at {
                    return (at as usize, src as usize);
                }
            } else if last.is_unit() {
                self.runs.pop();
                return (last.out as usize, last.src as usize);
            } else {
                let keep = at - last.out;
                if let Some(run) = self.runs.last_mut() {
                    run.len = keep;
                }
                return (at as usize, (last.src + keep) as usize);
            }
        }
        (at as usize, src as usize)
    }

    /// Rebuilds the derived text with other text for some units; `with` is sorted by run index.
    pub(crate) fn rewrite(&mut self, text: &str, with: &[(usize, char)]) -> String {
        let mut new = String::with_capacity(text.len());
        let mut with = with.iter().peekable();
        for i in 0..self.runs.len() {
            let end = self.out_end(i, text.len() as u32);
            let start = self.runs[i].out;
            self.runs[i].out = new.len() as u32;
            match with.next_if(|(index, _)| *index == i) {
                Some(&(_, c)) => new.push(c),
                None => new.push_str(text.get(start as usize..end as usize).unwrap_or("")),
            }
        }
        new
    }

    /// Derived byte at which run `index` begins.
    pub(crate) fn out_start(&self, index: usize) -> usize {
        self.runs.get(index).map_or(0, |run| run.out as usize)
    }

    fn out_end(&self, index: usize, out_len: u32) -> u32 {
        self.runs.get(index + 1).map_or(out_len, |next| next.out)
    }

    /// The source of a derived range: start of the first character's source to the end of the last
    /// one's. Both ends are moved outwards to whole characters and into the text.
    pub(crate) fn to_source(&self, out_text: &str, start: u32, end: u32) -> (u32, u32) {
        let start = out_text.floor_char_boundary(start as usize) as u32;
        let end = out_text.ceil_char_boundary((end as usize).min(out_text.len())) as u32;
        let Some(first) = self.run_of_out(start) else {
            return (0, 0);
        };
        let run = self.runs[first];
        let inside = start - run.out;
        let from = if run.is_unit() { run.src } else { run.src + inside.min(run.len) };
        if start >= end {
            let at = if start as usize >= out_text.len() { self.src_end() } else { from };
            return (at, at);
        }
        let Some(last) = self.run_of_out(end - 1) else {
            return (from, from);
        };
        let run = self.runs[last];
        let to = if run.is_unit() { run.src_end() } else { run.src + (end - run.out).min(run.len) };
        (from, to)
    }

    /// The smallest derived range that holds all that came from a source range.
    pub(crate) fn to_output(&self, src_text: &str, out_len: u32, start: u32, end: u32) -> (u32, u32) {
        let start = src_text.floor_char_boundary(start as usize) as u32;
        let end = src_text.ceil_char_boundary((end as usize).min(src_text.len())) as u32;
        let first = self.runs.partition_point(|run| run.src_end() <= start);
        let Some(&run) = self.runs.get(first) else {
            return (out_len, out_len);
        };
        let from = if run.is_unit() || start <= run.src { run.out } else { run.out + (start - run.src) };
        let last = self.runs.partition_point(|run| run.src < end);
        if start >= end || last <= first {
            return (from, from);
        }
        let run = self.runs[last - 1];
        let to = if run.is_unit() || end >= run.src_end() {
            self.out_end(last - 1, out_len)
        } else {
            run.out + (end - run.src)
        };
        (from, to)
    }

    /// The stretches that overlap a derived range, in order; the outer ones are not cut.
    pub(crate) fn stretches(&self, out_len: u32, start: u32, end: u32) -> impl Iterator<Item = Stretch> {
        let first = self.run_of_out(start).unwrap_or(0);
        (first..self.runs.len()).map_while(move |i| {
            let run = self.runs[i];
            (run.out < end).then(|| Stretch {
                out: (run.out, self.out_end(i, out_len)),
                src: (run.src, run.src_end()),
                unit: run.is_unit(),
            })
        })
    }

    fn src_end(&self) -> u32 {
        self.runs.last().map_or(0, |run| run.src_end())
    }

    fn run_of_out(&self, at: u32) -> Option<usize> {
        if self.runs.is_empty() {
            return None;
        }
        Some(self.runs.partition_point(|run| run.out <= at).saturating_sub(1))
    }

    /// Lets the last character of the derived text (which begins at `out`) reach to `src_end`.
    pub(crate) fn extend_last(&mut self, out: usize, src_end: usize) {
        let Some(last) = self.runs.last_mut() else {
            return;
        };
        if last.is_unit() {
            last.len = (src_end as u32 - last.src) | UNIT;
            return;
        }
        let keep = (out as u32).saturating_sub(last.out);
        let src = last.src + keep;
        last.len = keep;
        if keep == 0 {
            self.runs.pop();
        }
        self.unit(out, src as usize, src_end);
    }
}

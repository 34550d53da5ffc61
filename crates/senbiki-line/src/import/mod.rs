//! File formats of tables: each turns bytes into rows of text cells, and nothing more.

use std::ops::ControlFlow;
use std::path::Path;

use crate::problem::Problems;

pub(crate) mod csv;
pub(crate) mod decode;
pub(crate) mod xlsx;

/// The form of a table file. To add one: a module here, a line in [`Form::of`] and in [`read`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Form {
    Csv,
    Xlsx,
}

impl Form {
    pub(crate) const ALL: [Self; 2] = [Self::Csv, Self::Xlsx];

    pub(crate) const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    pub(crate) fn of(extension: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.extension().eq_ignore_ascii_case(extension))
    }

    /// The largest file of this form, in MiB. A workbook is compressed, hence the smaller bound.
    pub(crate) const fn limit_mib(self) -> u64 {
        match self {
            Self::Csv => 1024,
            Self::Xlsx => 64,
        }
    }
}

/// One row: its number as a spreadsheet shows it, and its cells. The buffers are reused.
#[derive(Debug, Default)]
pub(crate) struct Row {
    pub(crate) number: u32,
    text: String,
    ends: Vec<usize>,
}

impl Row {
    pub(crate) fn cell(&self, index: usize) -> &str {
        let Some(&end) = self.ends.get(index) else { return "" };
        let start = match index.checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or(end),
            None => 0,
        };
        self.text.get(start..end).unwrap_or("").trim()
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    fn end_cell(&mut self) {
        self.ends.push(self.text.len());
    }
}

/// Reads a table; `each` gets every row, blank ones too, and may stop the reading.
pub(crate) fn read(
    form: Form,
    file: &Path,
    bytes: &[u8],
    problems: &mut Problems,
    each: &mut dyn FnMut(&Row, &mut Problems) -> ControlFlow<()>,
) {
    match form {
        Form::Csv => csv::read(file, bytes, problems, each),
        Form::Xlsx => xlsx::read(file, bytes, problems, each),
    }
}

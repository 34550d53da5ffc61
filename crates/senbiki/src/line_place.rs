//! Where the line folder is, and loading it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use senbiki_engine::Engine;
use senbiki_line::rule::RuleProblem;
use senbiki_line::{Line, Problem, Severity};

use crate::exit::Failure;
use crate::lang::Lang;

/// Something in the line folder that needs attention: in its tables, or in its rules.
#[derive(Debug, Clone)]
pub enum Trouble {
    /// In a table or a TOML file.
    Table(Problem),
    /// In a rule.
    Rule(RuleProblem),
}

impl Trouble {
    /// The file, relative to the folder; empty when the folder itself is meant.
    pub fn file(&self) -> String {
        match self {
            Self::Table(problem) => problem.file.display().to_string(),
            Self::Rule(problem) => problem.file.clone(),
        }
    }

    /// The row, from 1.
    pub const fn row(&self) -> Option<u32> {
        match self {
            Self::Table(problem) => problem.row,
            Self::Rule(_) => None,
        }
    }

    /// Whether the line cannot be used because of it.
    pub fn stops(&self) -> bool {
        match self {
            Self::Table(problem) => problem.severity == Severity::Problem,
            Self::Rule(_) => true,
        }
    }

    /// The whole sentence. It may hold names of the line, so it is for those who keep the line.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Table(problem) => problem.message(lang),
            Self::Rule(problem) => {
                let sentence = match lang {
                    Lang::Ja => &problem.ja,
                    Lang::En => &problem.en,
                };
                let rule = problem.rule.as_deref().map_or_else(String::new, |id| format!(" [{id}]"));
                format!("{}{rule}: {sentence}", problem.file)
            }
        }
    }
}

/// The folder that was named, else `$SENBIKI_LINE`, else `./line` if it is there.
pub fn find(named: Option<PathBuf>) -> Result<PathBuf, Failure> {
    if let Some(dir) = named {
        return Ok(dir);
    }
    if let Some(dir) = std::env::var_os("SENBIKI_LINE").filter(|v| !v.is_empty()) {
        return Ok(PathBuf::from(dir));
    }
    let here = Path::new("line");
    if here.is_dir() { Ok(here.to_owned()) } else { Err(Failure::NoLine) }
}

/// Loads the folder and compiles its rules. The warnings are for `line check` only: an author who
/// checks a draft cannot put the line right.
pub fn load(dir: &Path) -> Result<(Engine, Vec<Trouble>), Failure> {
    let broken = |troubles| Failure::Line(dir.to_owned(), troubles);
    let tables = |problems: Vec<Problem>| problems.into_iter().map(Trouble::Table).collect::<Vec<_>>();
    let loaded = Line::load(dir).map_err(|problems| broken(tables(problems)))?;
    let engine = Engine::new(Arc::new(loaded.line))
        .map_err(|problems| broken(problems.into_iter().map(Trouble::Rule).collect()))?;
    Ok((engine, tables(loaded.warnings)))
}

/// Today, where this machine is.
pub fn today() -> jiff::civil::Date {
    jiff::Zoned::now().date()
}

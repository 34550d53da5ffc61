//! Writes a folder to start from: every table with its header and a few invented rows.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::problem::Lang;

/// The files, in the order in which they are written. `line.toml` comes last: until it is there,
/// the folder is no line.
const FILES: &[(&str, &str)] = &[
    ("README.md", include_str!("starter/README.md")),
    ("protected/parties.csv", include_str!("starter/protected/parties.csv")),
    ("protected/parts.csv", include_str!("starter/protected/parts.csv")),
    ("protected/equipment.csv", include_str!("starter/protected/equipment.csv")),
    ("protected/projects.csv", include_str!("starter/protected/projects.csv")),
    ("protected/people.csv", include_str!("starter/protected/people.csv")),
    ("public.csv", include_str!("starter/public.csv")),
    ("precedents/first.toml", include_str!("starter/precedents/first.toml")),
    ("topics/own.toml", include_str!("starter/topics/own.toml")),
    ("line.toml", include_str!("starter/line.toml")),
];

/// Why a starter folder was not written.
#[derive(Debug)]
#[non_exhaustive]
pub enum InitError {
    /// There is already something in the folder.
    NotEmpty(PathBuf),
    /// A file could not be written.
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl InitError {
    /// The whole sentence for the person who asked.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::NotEmpty(path), Lang::Ja) => {
                format!("{} にはすでにファイルがあります。空のフォルダを指定してください。", path.display())
            }
            (Self::NotEmpty(path), Lang::En) => {
                format!("{} already holds files. Choose an empty folder.", path.display())
            }
            (Self::Io { path, source }, Lang::Ja) => {
                format!(
                    "{} に書き込めませんでした（{source}）。場所と権限を確かめてください。",
                    path.display()
                )
            }
            (Self::Io { path, source }, Lang::En) => {
                format!(
                    "{} could not be written ({source}). Check the place and your rights.",
                    path.display()
                )
            }
        }
    }
}

impl fmt::Display for InitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for InitError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotEmpty(_) => None,
            Self::Io { source, .. } => Some(source),
        }
    }
}

/// Writes a starter line for a manufacturer into `dir`, which must be empty or not there yet.
/// Returns the files written, relative to `dir`. Tables bear the mark by which Excel knows UTF-8.
///
/// # Errors
/// When the folder holds anything, and when something cannot be written; in that case what was
/// written so far is removed again.
pub fn init(dir: &Path) -> Result<Vec<PathBuf>, InitError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| InitError::Io { path, source }
    };
    fs::create_dir_all(dir).map_err(failed(dir))?;
    if fs::read_dir(dir).map_err(failed(dir))?.next().is_some() {
        return Err(InitError::NotEmpty(dir.to_owned()));
    }
    let mut written = Vec::new();
    for (path, text) in FILES {
        let target = dir.join(path);
        if let Err(source) = write(&target, text) {
            // The folder was empty before, so all that is in it is from here.
            for done in written {
                let _ = fs::remove_file(dir.join(done));
            }
            for folder in ["protected", "precedents", "topics"] {
                let _ = fs::remove_dir(dir.join(folder));
            }
            return Err(InitError::Io { path: target, source });
        }
        written.push(PathBuf::from(path));
    }
    Ok(written)
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    // `create_new`: if somebody else is writing here at the same time, theirs stays.
    let mut file = fs::File::create_new(path)?;
    let is_table = path.extension().is_some_and(|e| e == "csv");
    let content = if is_table { format!("\u{feff}{}", text.replace('\n', "\r\n")) } else { text.to_owned() };
    io::Write::write_all(&mut file, content.as_bytes())
}

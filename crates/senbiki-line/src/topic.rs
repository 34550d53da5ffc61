//! Welcome topics: files that are kept as text and read by whoever offers prompts.

use std::path::PathBuf;

/// One file of `topics/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicFile {
    /// The file, relative to the line folder.
    pub file: PathBuf,
    /// Its text (valid TOML).
    pub text: String,
}

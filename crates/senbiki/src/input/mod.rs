//! Drafts from files and standard input.
//!
//! Whatever cannot be read becomes a draft with a gap, never a draft that is left out: a result
//! row that is missing would read as "nothing found".

pub mod decode;
pub mod draft;
pub mod gaps;
pub mod lines;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::args::InputArg;
use crate::exit::{Failure, PathProblem};

/// The longest draft that is inspected, in bytes of UTF-8. The longest post of any channel is far
/// below; what is longer is no post, and a person should say what it is.
pub const DRAFT_LIMIT: usize = 1 << 20;

/// The longest JSON line that is read at all, in bytes. Escapes can make a draft six times longer.
pub const LINE_LIMIT: usize = 8 << 20;

/// One thing to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Where it is.
    pub place: Place,
    /// What it holds.
    pub kind: Kind,
}

/// Where a source is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

/// What a source holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One draft of plain text or Markdown.
    Text,
    /// One draft as a JSON object.
    Json,
    /// One draft a line.
    JsonLines,
    /// A picture, a film or an office document: it is named in the result as not inspected.
    Media(Medium),
    /// Standard input before its first byte was seen.
    Unknown,
}

/// A kind of file whose content is not read yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// A photo or drawing.
    Picture,
    /// A video.
    Video,
    /// Sound.
    Sound,
    /// An office document or an archive.
    Document,
}

const PICTURES: &[&str] = &[
    "jpg", "jpeg", "png", "gif", "webp", "heic", "heif", "tif", "tiff", "bmp", "avif", "svg", "psd", "raw",
    "dng",
];
const VIDEOS: &[&str] =
    &["mp4", "mov", "avi", "mkv", "webm", "m4v", "mpg", "mpeg", "wmv", "3gp", "mts", "m2ts"];
const SOUNDS: &[&str] = &["mp3", "wav", "m4a", "aac", "flac", "ogg", "wma"];
const DOCUMENTS: &[&str] = &[
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp", "rtf", "zip", "7z", "gz", "eml",
    "msg",
];

impl Place {
    /// What people call it.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Stdin => "stdin".to_owned(),
        }
    }
}

/// Sorts what was named on the command line, and refuses what is not there before anything is
/// printed: a typing slip in the third of five names should not be found after four answers.
pub fn sources(names: &[PathBuf], input: Option<InputArg>) -> Result<Vec<Source>, Failure> {
    let mut sources = Vec::with_capacity(names.len().max(1));
    let mut stdin_seen = false;
    let named: Vec<&Path> =
        if names.is_empty() { vec![Path::new("-")] } else { names.iter().map(PathBuf::as_path).collect() };
    for name in named {
        if name == Path::new("-") {
            if std::mem::replace(&mut stdin_seen, true) {
                return Err(Failure::Usage(
                    "標準入力(-)は一度だけ指定できます。".to_owned(),
                    "Standard input (-) can be named only once.".to_owned(),
                ));
            }
            let kind = match input {
                None => Kind::Unknown,
                Some(InputArg::Text) => Kind::Text,
                Some(InputArg::Jsonl) => Kind::JsonLines,
            };
            sources.push(Source { place: Place::Stdin, kind });
            continue;
        }
        let there =
            std::fs::metadata(name).map_err(|e| Failure::Path(name.to_owned(), PathProblem::from_io(e)))?;
        if there.is_dir() {
            return Err(Failure::Path(name.to_owned(), PathProblem::Folder));
        }
        let kind = match input {
            Some(InputArg::Jsonl) => Kind::JsonLines,
            Some(InputArg::Text) => Kind::Text,
            None => kind_of(name),
        };
        sources.push(Source { place: Place::File(name.to_owned()), kind });
    }
    Ok(sources)
}

fn kind_of(path: &Path) -> Kind {
    let extension = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    let is = |list: &[&str]| list.contains(&extension.as_str());
    match extension.as_str() {
        "jsonl" | "ndjson" => Kind::JsonLines,
        "json" => Kind::Json,
        _ if is(PICTURES) => Kind::Media(Medium::Picture),
        _ if is(VIDEOS) => Kind::Media(Medium::Video),
        _ if is(SOUNDS) => Kind::Media(Medium::Sound),
        _ if is(DOCUMENTS) => Kind::Media(Medium::Document),
        _ => Kind::Text,
    }
}

/// An open source; standard input of unknown kind is settled by its first byte that is no space.
pub struct Opened {
    /// What it holds, now known.
    pub kind: Kind,
    /// Its bytes, from the beginning.
    pub bytes: Box<dyn Read + Send>,
}

/// Opens a source.
pub fn open(source: &Source) -> io::Result<Opened> {
    let mut bytes: Box<dyn Read + Send> = match &source.place {
        Place::File(path) => Box::new(File::open(path)?),
        Place::Stdin => Box::new(io::stdin()),
    };
    if source.kind != Kind::Unknown {
        return Ok(Opened { kind: source.kind, bytes });
    }
    let mut head = Vec::new();
    let mut buffer = [0_u8; 4096];
    let kind = loop {
        let n = match bytes.read(&mut buffer) {
            Ok(n) => n,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(e),
        };
        head.extend_from_slice(buffer.get(..n).unwrap_or_default());
        let start = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head);
        match start.iter().find(|b| !b.is_ascii_whitespace()) {
            Some(b'{') => break Kind::JsonLines,
            Some(_) => break Kind::Text,
            // Nothing but spaces so far: read on, but not for ever.
            None if n == 0 || head.len() > LINE_LIMIT => break Kind::Text,
            None => {}
        }
    };
    Ok(Opened { kind, bytes: Box::new(io::Cursor::new(head).chain(bytes)) })
}

/// All bytes of a source, but no more than would make too long a draft; the flag says that there
/// was more.
pub fn read_capped(bytes: &mut dyn Read, cap: usize) -> io::Result<(Vec<u8>, bool)> {
    let mut all = Vec::new();
    bytes.take(cap as u64 + 1).read_to_end(&mut all)?;
    let more = all.len() > cap;
    all.truncate(cap);
    Ok((all, more))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_by_name() {
        assert_eq!(kind_of(Path::new("a.JSONL")), Kind::JsonLines);
        assert_eq!(kind_of(Path::new("下書き.md")), Kind::Text);
        assert_eq!(kind_of(Path::new("noextension")), Kind::Text);
        assert_eq!(kind_of(Path::new("line.HEIC")), Kind::Media(Medium::Picture));
        assert_eq!(kind_of(Path::new("a.json")), Kind::Json);
    }

    #[test]
    fn a_capped_read_says_that_there_was_more() {
        let (all, more) = read_capped(&mut &b"abcdef"[..], 6).unwrap_or_default();
        assert_eq!((all.as_slice(), more), (&b"abcdef"[..], false));
        let (all, more) = read_capped(&mut &b"abcdefg"[..], 6).unwrap_or_default();
        assert_eq!((all.as_slice(), more), (&b"abcdef"[..], true));
    }
}

//! `[writer]` of `line.toml`: the outside writer that a company may name.
//!
//! The table holds where it is and how long it may take, never a key: line folders are copied,
//! mailed and kept in archives.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;
use std::path::Path;

use toml::{Spanned, Value};

use crate::problem::{Found, Problem, Problems};

/// The keys of the table, in the way in which the TOML reader lists them.
const KNOWN: &str = "`endpoint`, `model`, `key_env`, `timeout_seconds`, `max_bytes`";
/// Keys under which people keep a secret.
const SECRETS: &[&str] =
    &["key", "api_key", "apikey", "api-key", "token", "secret", "password", "authorization", "bearer"];
/// The longest endpoint, model or variable name, in bytes.
const LONGEST: usize = 255;

/// A server that writes rewordings: OpenAI-compatible, named by the company, off unless it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writer {
    /// Where it is, without a slash at the end: `https` anywhere, `http` on this machine only.
    pub endpoint: String,
    /// The model that is asked for.
    pub model: String,
    /// The environment variable that holds the key, if the server wants one.
    pub key_env: Option<String>,
    /// How long one answer may take in all, in seconds: 1 to 120.
    pub timeout_seconds: u32,
    /// The longest answer that is read, in bytes: 1,024 to 1,048,576.
    pub max_bytes: u32,
}

impl Writer {
    /// Seconds when the table does not say.
    pub const SECONDS: u32 = 20;
    /// Bytes when the table does not say.
    pub const BYTES: u32 = 65_536;

    /// True when the endpoint may be spoken to without encryption, because it is on this machine.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.endpoint.starts_with("http://")
    }

    /// The host and the port of the endpoint.
    #[must_use]
    pub fn host(&self) -> Option<(String, u16)> {
        let address = Address::parse(&self.endpoint)?;
        Some((address.host, address.port))
    }
}

/// An endpoint taken apart.
struct Address {
    plain: bool,
    host: String,
    port: u16,
    /// Somebody put a name and a password into it.
    login: bool,
}

impl Address {
    /// Only what is certain: no escapes, no query, no fragment, a host of letters, digits, dots and
    /// hyphens or an IPv6 address in brackets.
    fn parse(text: &str) -> Option<Self> {
        let (plain, rest) = match text.split_once("://")? {
            ("https", rest) => (false, rest),
            ("http", rest) => (true, rest),
            _ => return None,
        };
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let login = authority.contains('@');
        let in_path = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.' | '~');
        if !path.chars().all(in_path) || path.contains("//") || path.split('/').any(|p| p == ".." || p == ".")
        {
            return None;
        }
        let authority = authority.rsplit('@').next()?;
        let (host, port) = match authority.strip_prefix('[') {
            Some(six) => {
                let (host, port) = six.split_once(']')?;
                host.parse::<Ipv6Addr>().ok()?;
                let port = if port.is_empty() { None } else { Some(port.strip_prefix(':')?) };
                (host, port)
            }
            None => authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port))),
        };
        let plausible = host.parse::<Ipv6Addr>().is_ok()
            || !host.is_empty()
                && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'))
                && host.split('.').all(|part| !part.is_empty());
        let port = match port {
            Some(port) if port.chars().all(|c| c.is_ascii_digit()) => port.parse().ok().filter(|p| *p > 0)?,
            Some(_) => return None,
            None if plain => 80,
            None => 443,
        };
        plausible.then(|| Self { plain, host: host.to_ascii_lowercase(), port, login })
    }

    fn is_here(&self) -> bool {
        self.host == "localhost"
            || self.host.parse::<Ipv4Addr>().is_ok_and(|ip| ip.is_loopback())
            || self.host.parse::<Ipv6Addr>().is_ok_and(|ip| ip.is_loopback())
    }
}

/// The table as TOML gives it.
pub(crate) type Raw = BTreeMap<Spanned<String>, Spanned<Value>>;

/// Reads the table; every problem is noted, and `None` comes back when there was one.
pub(crate) fn read(
    file: &Path,
    raw: Raw,
    at: &dyn Fn(Range<usize>) -> u32,
    problems: &mut Problems,
) -> Option<Writer> {
    let mut reading = Reading { file, at, problems, sound: true };
    let mut cells: BTreeMap<String, Spanned<Value>> = BTreeMap::new();
    let mut first_row = None;
    for (key, value) in raw {
        let row = at(key.span());
        first_row = Some(first_row.map_or(row, |f: u32| f.min(row)));
        let key = key.into_inner();
        if SECRETS.contains(&key.to_ascii_lowercase().as_str()) {
            reading.note(Found::KeyInFile, Some(row), &key);
        } else if KNOWN.contains(&format!("`{key}`")) {
            cells.insert(key, value);
        } else {
            let found = Found::UnknownKey { name: key, known: KNOWN.to_owned() };
            reading.note(found, Some(row), "");
        }
    }
    let endpoint = reading.words(&mut cells, "endpoint", true, first_row);
    let model = reading.words(&mut cells, "model", true, first_row);
    let key_env = reading.words(&mut cells, "key_env", false, None);
    let timeout_seconds = reading.number(&mut cells, "timeout_seconds", Writer::SECONDS, 1, 120);
    let max_bytes = reading.number(&mut cells, "max_bytes", Writer::BYTES, 1_024, 1_048_576);
    if let Some((endpoint, row)) = &endpoint {
        reading.endpoint(endpoint, *row);
    }
    if let Some((name, row)) = &key_env
        && !is_variable(name)
    {
        // Not quoted: it may be the key itself.
        reading.note(Found::BadVariable, Some(*row), "key_env");
    }
    if !reading.sound {
        return None;
    }
    Some(Writer {
        endpoint: endpoint?.0.trim_end_matches('/').to_owned(),
        model: model?.0,
        key_env: key_env.map(|(name, _)| name),
        timeout_seconds,
        max_bytes,
    })
}

/// Names of variables as everybody writes them. A key that was pasted in their place has small
/// letters or other signs.
fn is_variable(name: &str) -> bool {
    name.len() <= 64
        && name.starts_with(|c: char| c.is_ascii_uppercase() || c == '_')
        && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

struct Reading<'a> {
    file: &'a Path,
    at: &'a dyn Fn(Range<usize>) -> u32,
    problems: &'a mut Problems,
    sound: bool,
}

impl Reading<'_> {
    fn note(&mut self, found: Found, row: Option<u32>, key: &str) {
        self.sound = false;
        let mut problem = Problem::new(self.file, found);
        if let Some(row) = row {
            problem = problem.at_row(row);
        }
        if !key.is_empty() {
            problem = problem.in_column(&format!("writer.{key}"));
        }
        self.problems.push(problem);
    }

    fn words(
        &mut self,
        cells: &mut BTreeMap<String, Spanned<Value>>,
        key: &'static str,
        needed: bool,
        first_row: Option<u32>,
    ) -> Option<(String, u32)> {
        let Some(cell) = cells.remove(key) else {
            if needed {
                self.note(Found::NoKey { name: format!("writer.{key}") }, first_row, "");
            }
            return None;
        };
        let row = (self.at)(cell.span());
        let Value::String(text) = cell.into_inner() else {
            self.note(Found::NotWords, Some(row), key);
            return None;
        };
        let text = text.trim();
        if text.is_empty() {
            self.note(Found::EmptyCell, Some(row), key);
            return None;
        }
        if text.len() > LONGEST {
            self.note(Found::CellTooLong { bytes: text.len(), limit: LONGEST }, Some(row), key);
            return None;
        }
        Some((text.to_owned(), row))
    }

    fn number(
        &mut self,
        cells: &mut BTreeMap<String, Spanned<Value>>,
        key: &'static str,
        usual: u32,
        least: u32,
        most: u32,
    ) -> u32 {
        let Some(cell) = cells.remove(key) else { return usual };
        let row = (self.at)(cell.span());
        let number = cell.get_ref().as_integer().and_then(|n| u32::try_from(n).ok());
        match number.filter(|n| (least..=most).contains(n)) {
            Some(n) => n,
            None => {
                self.note(Found::NotInRange { least, most }, Some(row), key);
                usual
            }
        }
    }

    fn endpoint(&mut self, endpoint: &str, row: u32) {
        let found = match Address::parse(endpoint) {
            Some(a) if a.login => Found::KeyInFile,
            Some(a) if a.plain && !a.is_here() => Found::PlainHttp,
            Some(_) => return,
            None => Found::BadEndpoint,
        };
        self.note(found, Some(row), "endpoint");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_certain_addresses_are_taken_apart() {
        for (text, host, port, here) in [
            ("http://127.0.0.1:8080/v1", "127.0.0.1", 8080, true),
            ("http://localhost/v1", "localhost", 80, true),
            ("http://LOCALHOST:1/v1", "localhost", 1, true),
            ("http://[::1]:9000/v1", "::1", 9000, true),
            ("https://writer.example.co.jp/v1", "writer.example.co.jp", 443, false),
            ("http://127.0.0.1.example.com/v1", "127.0.0.1.example.com", 80, false),
            ("http://localhost.example.com", "localhost.example.com", 80, false),
        ] {
            let address = Address::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (address.host.as_str(), address.port, address.is_here()),
                (host, port, here),
                "{text}"
            );
        }
        for text in [
            "",
            "127.0.0.1:8080",
            "ftp://127.0.0.1",
            "http://",
            "http://127.0.0.1:0",
            "http://127.0.0.1:99999",
            "http://a b/v1",
            "http://127.0.0.1:80:80",
            "https://x.example/v1?key=abc",
            "https://x.example/v1#a",
            "https://x.example/a/../b",
            "https://x.example/%2e",
            "http://[::1",
            "http://[::1]x/",
            "https://x..example",
        ] {
            assert!(Address::parse(text).is_none(), "{text}");
        }
        for text in
            ["https://me:word@x.example/v1", "http://127.0.0.1@x.example", "http://127.0.0.1\\@x.example/"]
        {
            assert!(Address::parse(text).is_some_and(|a| a.login && a.host == "x.example"), "{text}");
        }
    }

    #[test]
    fn a_variable_is_told_from_a_key() {
        assert!(is_variable("SENBIKI_WRITER_KEY") && is_variable("_K1"));
        for key in ["sk-Abc123", "abc", "1A", "A B", "", "A-B", &"A".repeat(65)] {
            assert!(!is_variable(key), "{key}");
        }
    }
}

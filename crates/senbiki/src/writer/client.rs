//! One request, one answer, within a time and a size.

use std::io::ErrorKind;
use std::net::ToSocketAddrs as _;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use senbiki_line::Writer;
use ureq::http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Error};

use super::Trouble;

/// Before a connection that failed is tried once more.
const PAUSE: Duration = Duration::from_millis(150);
/// Longest head of an answer, in bytes.
const LONGEST_HEAD: usize = 16 << 10;

/// Asks one server.
pub struct Client {
    writer: Writer,
    agent: OnceLock<Agent>,
}

/// Which bearer goes with the request.
enum Bearer {
    /// The server wants none.
    None,
    /// This one.
    Key(HeaderValue),
}

impl Client {
    /// For this writer; nothing is opened yet.
    pub fn new(writer: &Writer) -> Self {
        Self { writer: writer.clone(), agent: OnceLock::new() }
    }

    /// Sends a request in JSON and gives the bytes of the answer. Tries a failed connection once
    /// more, all within the time that the line allows.
    pub fn ask(&self, request: &[u8]) -> Result<Vec<u8>, Trouble> {
        let bearer = self.bearer()?;
        let deadline = Instant::now() + Duration::from_secs(u64::from(self.writer.timeout_seconds));
        if self.writer.is_plain() && !self.stays_here() {
            return Err(Trouble::Unreachable);
        }
        match self.once(request, &bearer, deadline) {
            Err(Trouble::Unreachable) => {
                std::thread::sleep(PAUSE.min(deadline.saturating_duration_since(Instant::now())));
                self.once(request, &bearer, deadline)
            }
            other => other,
        }
    }

    fn once(&self, request: &[u8], bearer: &Bearer, deadline: Instant) -> Result<Vec<u8>, Trouble> {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(Trouble::TooSlow);
        }
        let agent = self.agent.get_or_init(|| agent(self.writer.is_plain()));
        let mut post = agent
            .post(format!("{}/chat/completions", self.writer.endpoint))
            .header(CONTENT_TYPE, "application/json");
        if let Bearer::Key(key) = bearer {
            post = post.header(AUTHORIZATION, key.clone());
        }
        let post = post.config().timeout_global(Some(left)).build();
        let mut response = post.send(request).map_err(|e| trouble(&e))?;
        if response.status() != 200 {
            return Err(Trouble::Status(response.status().as_u16()));
        }
        let most = u64::from(self.writer.max_bytes);
        if response.body().content_length().is_some_and(|n| n > most) {
            return Err(Trouble::TooLarge);
        }
        response.body_mut().with_config().limit(most).read_to_vec().map_err(|e| trouble(&e))
    }

    fn bearer(&self) -> Result<Bearer, Trouble> {
        let Some(name) = &self.writer.key_env else { return Ok(Bearer::None) };
        let key = std::env::var(name).map_err(|_| Trouble::NoKey)?;
        let key = key.trim();
        let mut value = HeaderValue::from_str(&format!("Bearer {key}")).map_err(|_| Trouble::NoKey)?;
        value.set_sensitive(true);
        if key.is_empty() { Err(Trouble::NoKey) } else { Ok(Bearer::Key(value)) }
    }

    /// Whether an unencrypted endpoint leads to this machine and nowhere else, whatever its name is
    /// made to mean.
    fn stays_here(&self) -> bool {
        let Some((host, port)) = self.writer.host() else { return false };
        (host.as_str(), port).to_socket_addrs().is_ok_and(|all| {
            let all: Vec<_> = all.collect();
            !all.is_empty() && all.iter().all(|a| a.ip().is_loopback())
        })
    }
}

/// No redirects, no proxy from the environment, no cookies, no compression, short heads.
fn agent(plain: bool) -> Agent {
    let config = Agent::config_builder()
        .max_redirects(0)
        .http_status_as_error(false)
        .https_only(!plain)
        .proxy(None)
        .max_idle_connections(0)
        .max_response_header_size(LONGEST_HEAD)
        .user_agent("senbiki");
    let config = if plain { config } else { config.tls_config(tls()) };
    config.build().new_agent()
}

/// Trusts whom this machine trusts: a firm's own server is known to no public list.
fn tls() -> TlsConfig {
    let roots: Vec<Certificate<'static>> = rustls_native_certs::load_native_certs()
        .certs
        .iter()
        .map(|c| Certificate::from_der(c.as_ref()).to_owned())
        .collect();
    TlsConfig::builder()
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .root_certs(RootCerts::Specific(Arc::new(roots)))
        .build()
}

/// What went wrong, without its words: they may quote what was sent.
fn trouble(error: &Error) -> Trouble {
    match error {
        Error::Timeout(_) => Trouble::TooSlow,
        Error::BodyExceedsLimit(_) | Error::LargeResponseHeader(..) => Trouble::TooLarge,
        Error::StatusCode(code) => Trouble::Status(*code),
        Error::Io(why) if matches!(why.kind(), ErrorKind::TimedOut | ErrorKind::WouldBlock) => {
            Trouble::TooSlow
        }
        Error::Io(_) | Error::HostNotFound | Error::ConnectionFailed | Error::Tls(_) | Error::Rustls(_) => {
            Trouble::Unreachable
        }
        _ => Trouble::NotAnAnswer,
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;

    use super::*;

    fn writer(endpoint: String) -> Writer {
        Writer { endpoint, model: "m".into(), key_env: None, timeout_seconds: 5, max_bytes: 4_096 }
    }

    #[test]
    fn an_encrypted_endpoint_is_never_asked_in_the_clear() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let port = listener.local_addr().expect("it is bound").port();
        let seen = std::thread::spawn(move || {
            let mut all = Vec::new();
            for stream in listener.incoming().take(2) {
                let Ok(mut stream) = stream else { break };
                let mut bytes = [0_u8; 2_048];
                let n = stream.read(&mut bytes).unwrap_or(0);
                all.extend_from_slice(bytes.get(..n).unwrap_or_default());
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}");
            }
            all
        });
        let answer = Client::new(&writer(format!("https://127.0.0.1:{port}/v1"))).ask(b"{\"secret\":1}");
        assert_eq!(answer, Err(Trouble::Unreachable));
        let seen = seen.join().expect("the server ended");
        assert_eq!(seen.first(), Some(&0x16), "a TLS handshake");
        assert!(!String::from_utf8_lossy(&seen).contains("secret"));
    }

    #[test]
    fn a_name_that_leads_elsewhere_is_not_asked_in_the_clear() {
        assert!(Client::new(&writer("http://127.0.0.1:9".into())).stays_here());
        assert!(!Client::new(&writer("http://192.0.2.1:9".into())).stays_here());
        assert!(!Client::new(&writer("http://[2001:db8::1]:9".into())).stays_here());
    }
}

//! A small HTTP client: a host, the credentials of one person, and connections that are kept.
//! It sends what it is told and judges nothing; a reply is asked for what the test expects of it.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex},
};

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{
    HeaderMap, Method,
    client::conn::http1::{SendRequest, handshake},
    header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, HOST, SET_COOKIE},
};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::{TcpSocket, TcpStream};

type Connection = SendRequest<Full<Bytes>>;

#[derive(Clone)]
enum Credentials {
    None,
    Session { cookie: String, csrf: String },
    Token(String),
}

/// Somebody who asks a host.
#[derive(Clone)]
pub struct Client {
    address: SocketAddr,
    source: Option<Ipv4Addr>,
    host: String,
    credentials: Credentials,
    idle: Arc<Mutex<Vec<Connection>>>,
}

impl Client {
    /// Somebody who is not signed in.
    #[must_use]
    pub fn new(address: SocketAddr, host: &str) -> Self {
        let (host, credentials) = (host.to_owned(), Credentials::None);
        Self { address, source: None, host, credentials, idle: Arc::default() }
    }

    /// The host that is asked.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Where the server listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The same person at another host.
    #[must_use]
    pub fn at_host(&self, host: &str) -> Self {
        Self { host: host.to_owned(), ..self.clone() }
    }

    /// The same person at a machine of their own, one of 127.0.0.0/8: what is limited by network is theirs alone.
    #[must_use]
    pub fn at_machine(&self, source: Ipv4Addr) -> Self {
        Self { source: Some(source), idle: Arc::default(), ..self.clone() }
    }

    /// The same person at another node of the deployment.
    #[must_use]
    pub fn at_address(&self, address: SocketAddr) -> Self {
        Self { address, idle: Arc::default(), ..self.clone() }
    }

    /// The same host with an API token instead.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self { credentials: Credentials::Token(token.to_owned()), ..self.clone() }
    }

    /// The same host with a session as a reply has opened it.
    #[must_use]
    pub fn with_session(&self, reply: &Reply) -> Self {
        let cookie = reply.session_cookie().expect("the reply sets a session cookie");
        let csrf = reply.json()["csrf_token"].as_str().expect("the reply names the CSRF token").to_owned();
        Self { credentials: Credentials::Session { cookie, csrf }, ..self.clone() }
    }

    /// The same host with a session as a page has opened it, and its CSRF token.
    #[must_use]
    pub fn with_cookie(&self, reply: &Reply, csrf: &str) -> Self {
        let cookie = reply.session_cookie().expect("the reply sets a session cookie");
        Self { credentials: Credentials::Session { cookie, csrf: csrf.to_owned() }, ..self.clone() }
    }

    /// Signs in.
    pub async fn sign_in(&self, email: &str, password: &str) -> Self {
        let body = serde_json::json!({ "email": email, "password": password });
        let reply = self.post("/api/v1/session").json(body).send().await;
        reply.expect(200);
        self.with_session(&reply)
    }

    /// The session's CSRF token.
    #[must_use]
    pub fn csrf(&self) -> &str {
        match &self.credentials {
            Credentials::Session { csrf, .. } => csrf,
            Credentials::None | Credentials::Token(_) => "",
        }
    }

    /// The session cookie as `name=value`.
    #[must_use]
    pub fn cookie(&self) -> &str {
        match &self.credentials {
            Credentials::Session { cookie, .. } => cookie,
            Credentials::None | Credentials::Token(_) => "",
        }
    }

    /// A GET request.
    pub fn get(&self, path: impl Into<String>) -> Request {
        self.request(Method::GET, path)
    }

    /// A POST request.
    pub fn post(&self, path: impl Into<String>) -> Request {
        self.request(Method::POST, path)
    }

    /// A PUT request.
    pub fn put(&self, path: impl Into<String>) -> Request {
        self.request(Method::PUT, path)
    }

    /// A PATCH request.
    pub fn patch(&self, path: impl Into<String>) -> Request {
        self.request(Method::PATCH, path)
    }

    /// A DELETE request.
    pub fn delete(&self, path: impl Into<String>) -> Request {
        self.request(Method::DELETE, path)
    }

    /// A request of any method.
    pub fn request(&self, method: Method, path: impl Into<String>) -> Request {
        let headers = match &self.credentials {
            Credentials::None => Vec::new(),
            Credentials::Token(token) => vec![(AUTHORIZATION.to_string(), format!("Bearer {token}"))],
            Credentials::Session { cookie, csrf } => {
                vec![(COOKIE.to_string(), cookie.clone()), ("x-csrf-token".to_owned(), csrf.clone())]
            }
        };
        Request { client: self.clone(), method, path: path.into(), headers, body: Bytes::new() }
    }

    /// A kept connection that is still good, or a new one.
    async fn connection(&self) -> io::Result<Connection> {
        loop {
            let kept = self.idle.lock().unwrap().pop();
            let Some(mut kept) = kept else { break };
            if kept.ready().await.is_ok() {
                return Ok(kept);
            }
        }
        let stream = match self.source {
            None => TcpStream::connect(self.address).await?,
            Some(source) => {
                let socket = TcpSocket::new_v4()?;
                socket.bind((source, 0).into())?;
                socket.connect(self.address).await?
            }
        };
        stream.set_nodelay(true)?;
        let (connection, driver) = handshake(TokioIo::new(stream)).await.map_err(io::Error::other)?;
        tokio::spawn(driver);
        Ok(connection)
    }
}

/// A request before it is sent.
#[must_use = "a request does nothing until it is sent"]
pub struct Request {
    client: Client,
    method: Method,
    path: String,
    headers: Vec<(String, String)>,
    body: Bytes,
}

impl Request {
    /// With a JSON body.
    #[allow(clippy::needless_pass_by_value, reason = "tests write json!(…) in place")]
    pub fn json(self, body: Value) -> Self {
        self.body("application/json", body.to_string())
    }

    /// With a form.
    pub fn form(self, fields: &[(&str, &str)]) -> Self {
        let encode = |text: &str| text.bytes().map(|byte| format!("%{byte:02x}")).collect::<String>();
        let pairs: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        self.body("application/x-www-form-urlencoded", pairs.join("&"))
    }

    /// With any body.
    pub fn body(mut self, content_type: &str, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self.header(CONTENT_TYPE.as_str(), content_type)
    }

    /// With an idempotency key.
    pub fn key(self, key: impl Into<String>) -> Self {
        self.header("idempotency-key", key)
    }

    /// With a header, in the place of one of that name.
    pub fn header(self, name: &str, value: impl Into<String>) -> Self {
        let mut without = self.without(name);
        without.headers.push((name.to_owned(), value.into()));
        without
    }

    /// Without a header that would be sent otherwise, such as `x-csrf-token`.
    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(given, _)| !given.eq_ignore_ascii_case(name));
        self
    }

    /// Sends it and waits for the whole reply.
    pub async fn send(self) -> Reply {
        let what = format!("{} {}", self.method, self.path);
        self.try_send().await.unwrap_or_else(|cause| panic!("{what}: no reply: {cause}"))
    }

    /// Sends it to a server that may go away.
    pub async fn try_send(self) -> io::Result<Reply> {
        let asked = format!("{} {}", self.method, self.path);
        let mut message = hyper::Request::builder().method(self.method).uri(&self.path).header(HOST, &self.client.host);
        for (name, value) in &self.headers {
            message = message.header(name, value);
        }
        let message = message.body(Full::new(self.body)).map_err(io::Error::other)?;
        let mut connection = self.client.connection().await?;
        let answer = connection.send_request(message).await.map_err(io::Error::other)?;
        let (head, body) = answer.into_parts();
        let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
        self.client.idle.lock().unwrap().push(connection);
        Ok(Reply { asked, status: head.status.as_u16(), headers: head.headers, body })
    }
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Reply {
    asked: String,
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Reply {
    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON; null where it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// The first value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Whether it is the stored reply to an earlier request.
    #[must_use]
    pub fn is_replay(&self) -> bool {
        self.header("idempotency-replayed") == Some("true")
    }

    /// The stable code of a problem.
    #[must_use]
    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// The JSON body of a reply that must have this status.
    #[track_caller]
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}: {}", self.asked, self.text());
        self.json()
    }

    /// The problem of a reply that must have this status and code.
    #[track_caller]
    pub fn problem(&self, status: u16, code: &str) -> Value {
        let body = self.expect(status);
        assert_eq!(body["code"], code, "{}: {body}", self.asked);
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{}", self.asked);
        body
    }

    /// `kontor_session=…` where the reply sets one that is not empty.
    #[must_use]
    pub fn session_cookie(&self) -> Option<String> {
        let lines = self.headers.get_all(SET_COOKIE).iter().filter_map(|line| line.to_str().ok());
        let pairs = lines.filter_map(|line| line.split(';').next());
        let prefix = format!("{}=", kontor_web::SESSION_COOKIE);
        pairs.map(str::trim).find(|pair| pair.len() > prefix.len() && pair.starts_with(&prefix)).map(str::to_owned)
    }
}

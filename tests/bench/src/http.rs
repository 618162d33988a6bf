//! One kept-alive HTTP/1.1 connection and what is sent over it.
//! Requests ask for no compression, so that the bytes counted are the bytes written.

use std::net::SocketAddr;

use http_body_util::{BodyExt, Full};
use hyper::{
    HeaderMap, Method, Request, Uri,
    body::Bytes,
    client::conn::http1::{SendRequest, handshake},
    header::{CONTENT_TYPE, HeaderName, HeaderValue, SET_COOKIE},
};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

use crate::outcome::{Because, Outcome};

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// A request in parts that are cheap to copy.
#[derive(Debug, Clone)]
pub struct Ask {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The whole body.
    pub body: Bytes,
    /// The first cookie that was set.
    pub cookie: Option<String>,
}

/// A connection.
pub struct Connection {
    address: SocketAddr,
    sender: Option<SendRequest<Full<Bytes>>>,
}

impl Ask {
    /// A request of somebody without a body.
    pub fn new(method: Method, uri: &str, headers: &HeaderMap) -> Outcome<Self> {
        let uri = uri.parse().because(uri)?;
        Ok(Self { method, uri, headers: headers.clone(), body: Bytes::new() })
    }

    /// A question.
    pub fn get(uri: &str, headers: &HeaderMap) -> Outcome<Self> {
        Self::new(Method::GET, uri, headers)
    }

    /// A change that JSON describes.
    pub fn json(method: Method, uri: &str, headers: &HeaderMap, body: &Value) -> Outcome<Self> {
        Ok(Self::new(method, uri, headers)?.with_body("application/json", body.to_string().into()))
    }

    /// The same with a body.
    pub fn with_body(mut self, content_type: &'static str, body: Bytes) -> Self {
        self.headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        self.body = body;
        self
    }

    /// The same with the name of its effect, so that it happens once.
    pub fn once_as(mut self, key: &str) -> Outcome<Self> {
        self.headers.insert(IDEMPOTENCY_KEY, HeaderValue::from_str(key).because("idempotency key")?);
        Ok(self)
    }

    /// Where it goes.
    pub fn path(&self) -> &str {
        self.uri.path()
    }
}

impl Answer {
    /// The body as JSON, where the status is a success.
    pub fn success(&self, asked: &str) -> Outcome<Value> {
        if (200..300).contains(&self.status) {
            return serde_json::from_slice(&self.body).because(asked);
        }
        Err(format!("{asked}: {} {}", self.status, self.beginning()))
    }

    /// An error unless the status is this one and the body holds this text.
    pub fn check(&self, status: u16, text: &str) -> Outcome {
        let holds = || std::str::from_utf8(&self.body).is_ok_and(|body| body.contains(text));
        if self.status == status && holds() {
            return Ok(());
        }
        Err(format!("{} instead of {status} with {text}: {}", self.status, self.beginning()))
    }

    /// The first part of the body, for messages.
    pub fn beginning(&self) -> String {
        String::from_utf8_lossy(&self.body[..self.body.len().min(300)]).into_owned()
    }
}

impl Connection {
    /// A connection that is opened with its first request.
    pub const fn new(address: SocketAddr) -> Self {
        Self { address, sender: None }
    }

    /// Sends a request and reads the whole answer. After an error the next request opens a new connection.
    pub async fn send(&mut self, ask: &Ask) -> Outcome<Answer> {
        let mut sender = match self.sender.take() {
            Some(sender) if !sender.is_closed() => sender,
            _ => self.open().await?,
        };
        sender.ready().await.because("the connection was closed")?;
        let mut request = Request::new(Full::new(ask.body.clone()));
        *request.method_mut() = ask.method.clone();
        *request.uri_mut() = ask.uri.clone();
        *request.headers_mut() = ask.headers.clone();
        let (head, body) = sender.send_request(request).await.because("no answer")?.into_parts();
        let body = body.collect().await.because("the answer was cut off")?.to_bytes();
        self.sender = Some(sender);
        let cookie = head.headers.get(SET_COOKIE).and_then(|value| value.to_str().ok());
        let cookie = cookie.map(|line| line.split(';').next().unwrap_or_default().to_owned());
        Ok(Answer { status: head.status.as_u16(), body, cookie })
    }

    async fn open(&self) -> Outcome<SendRequest<Full<Bytes>>> {
        let stream = TcpStream::connect(self.address).await.because("cannot connect")?;
        stream.set_nodelay(true).because("cannot connect")?;
        let (sender, driver) = handshake(TokioIo::new(stream)).await.because("cannot connect")?;
        tokio::spawn(driver);
        Ok(sender)
    }
}

/// The headers everything for a host begins with.
pub fn host_headers(host: &str) -> Outcome<HeaderMap> {
    let mut headers = HeaderMap::new();
    headers.insert(hyper::header::HOST, HeaderValue::from_str(host).because("host")?);
    Ok(headers)
}

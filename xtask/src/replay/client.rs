//! A small HTTP/1.1 client over one kept-alive connection, patient with a server that is restarting.
//! Every request may be sent more than once; the idempotency key makes the second time harmless.

use super::address::Address;
use crate::failure::{Because, Failure, Outcome};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, HOST, SET_COOKIE};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, timeout};

/// How long one answer may take.
const ANSWER_WITHIN: Duration = Duration::from_secs(60);
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// Who asks.
#[derive(Debug, Clone)]
pub enum Identity {
    Anonymous,
    Token(String),
    Session { cookie: String, csrf_token: String },
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct Request {
    method: &'static str,
    path: String,
    content_type: &'static str,
    body: Vec<u8>,
    idempotency_key: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    /// The server had carried this request out before and repeated its answer.
    pub replayed: bool,
    pub body: Value,
    cookie: Option<String>,
}

/// One connection of one identity.
pub struct Client {
    address: Address,
    identity: Identity,
    /// How long a server may be away before the client gives up.
    patience: Duration,
    connection: Option<SendRequest<Full<Bytes>>>,
}

impl Request {
    /// A request without a body.
    pub fn get(path: impl Into<String>) -> Self {
        Self::new("GET", path, "application/json", Vec::new())
    }

    /// A request with a JSON body.
    pub fn post(path: impl Into<String>, body: &Value) -> Self {
        Self::new("POST", path, "application/json", body.to_string().into_bytes())
    }

    /// A request with a file as its body.
    pub fn upload(path: impl Into<String>, content_type: &'static str, body: Vec<u8>) -> Self {
        Self::new("POST", path, content_type, body)
    }

    /// Names the effect, so that sending twice has it once.
    pub fn once_as(mut self, key: impl Into<String>) -> Self {
        self.idempotency_key = Some(key.into());
        self
    }

    fn new(method: &'static str, path: impl Into<String>, content_type: &'static str, body: Vec<u8>) -> Self {
        Self { method, path: path.into(), content_type, body, idempotency_key: None }
    }
}

impl Reply {
    /// The body of a success; a refusal becomes a failure that says what was asked and why it was refused.
    pub fn success(self, asked: &str) -> Outcome<Value> {
        if (200..300).contains(&self.status) {
            return Ok(self.body);
        }
        Err(Failure::new(format!("{asked}: {}", self.refusal())))
    }

    /// Status, code and detail of a refusal in one line.
    pub fn refusal(&self) -> String {
        let part = |name: &str| self.body[name].as_str().unwrap_or_default().to_owned();
        let places: Vec<String> = self.body["errors"].as_array().into_iter().flatten().map(place).collect();
        let text = [part("code"), part("detail"), places.join("; ")].join(" ");
        format!("{} {}", self.status, text.trim())
    }

    /// Whether the same request may succeed a moment later.
    fn asks_for_patience(&self) -> bool {
        let in_progress = self.status == 409 && self.body["code"] == "idempotency.in_progress";
        in_progress || matches!(self.status, 429 | 502 | 503 | 504)
    }
}

fn place(error: &Value) -> String {
    let part = |name: &str| error[name].as_str().unwrap_or_default();
    format!("{} {}", part("pointer"), part("detail"))
}

impl Client {
    /// A client that connects with its first request.
    pub fn new(address: Address, identity: Identity, patience: Duration) -> Self {
        Self { address, identity, patience, connection: None }
    }

    /// Signs in and answers as that user from then on.
    pub async fn sign_in(&mut self, email: &str, password: &str) -> Outcome {
        let request = Request::post("/api/v1/session", &json!({ "email": email, "password": password }));
        let reply = self.send(&request).await?;
        let cookie = reply.cookie.clone();
        let session = reply.success(&format!("sign in as {email}"))?;
        let (Some(cookie), Some(csrf_token)) = (cookie, session["csrf_token"].as_str()) else {
            return Err(Failure::new(format!("sign in as {email}: the answer has no session cookie or csrf_token")));
        };
        self.identity = Identity::Session { cookie, csrf_token: csrf_token.to_owned() };
        Ok(())
    }

    /// A further connection of the same identity.
    pub fn another(&self) -> Self {
        Self::new(self.address.clone(), self.identity.clone(), self.patience)
    }

    /// Sends until there is an answer, through restarts and refusals that ask for patience.
    pub async fn send(&mut self, request: &Request) -> Outcome<Reply> {
        let give_up_at = Instant::now() + self.patience;
        let mut pause = FIRST_PAUSE;
        loop {
            let attempt = timeout(ANSWER_WITHIN, self.send_once(request)).await;
            let trouble = match attempt {
                Ok(Ok(reply)) if !reply.asks_for_patience() => return Ok(reply),
                Ok(Ok(reply)) => reply.refusal(),
                Ok(Err(failure)) => failure.message,
                Err(_) => format!("no answer within {} s", ANSWER_WITHIN.as_secs()),
            };
            if Instant::now() >= give_up_at {
                return Err(Failure::new(format!("{} {}: {trouble}", request.method, request.path)));
            }
            self.connection = None;
            sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    async fn send_once(&mut self, request: &Request) -> Outcome<Reply> {
        let message = self.message(request)?;
        let mut connection = self.connected().await?;
        let answer = connection.send_request(message).await.because(|| "connection lost".into())?;
        let (head, body) = answer.into_parts();
        let bytes = body.collect().await.because(|| "answer cut off".into())?.to_bytes();
        self.connection = Some(connection);
        let cookies = head.headers.get_all(SET_COOKIE).iter();
        Ok(Reply {
            status: head.status.as_u16(),
            replayed: head.headers.get("idempotency-replayed").is_some_and(|value| value == "true"),
            body: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
            cookie: cookies.filter_map(|cookie| cookie.to_str().ok()).find_map(session_cookie),
        })
    }

    /// The open connection, or a new one; taken out of its place so that a failed one is never used again.
    async fn connected(&mut self) -> Outcome<SendRequest<Full<Bytes>>> {
        if let Some(mut open) = self.connection.take()
            && open.ready().await.is_ok()
        {
            return Ok(open);
        }
        let unreachable = || format!("cannot reach {}", self.address);
        let stream = TcpStream::connect(self.address.endpoint()).await.because(unreachable)?;
        stream.set_nodelay(true).because(unreachable)?;
        let (sender, driver) = handshake(TokioIo::new(stream)).await.because(unreachable)?;
        tokio::spawn(driver);
        Ok(sender)
    }

    fn message(&self, request: &Request) -> Outcome<hyper::Request<Full<Bytes>>> {
        let mut message = hyper::Request::builder()
            .method(request.method)
            .uri(&request.path)
            .header(HOST, self.address.host_header())
            .header(CONTENT_TYPE, request.content_type);
        match &self.identity {
            Identity::Anonymous => {}
            Identity::Token(token) => message = message.header(AUTHORIZATION, format!("Bearer {token}")),
            Identity::Session { cookie, csrf_token } => {
                message = message.header(COOKIE, cookie).header("x-csrf-token", csrf_token);
            }
        }
        if let Some(key) = &request.idempotency_key {
            message = message.header("idempotency-key", key);
        }
        let body = Full::new(Bytes::from(request.body.clone()));
        message.body(body).because(|| format!("cannot ask for {}", request.path))
    }
}

/// `kontor_session=…` out of a Set-Cookie line.
fn session_cookie(line: &str) -> Option<String> {
    let pair = line.split(';').next()?.trim();
    pair.starts_with("kontor_session=").then(|| pair.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_reads_as_one_line() {
        let body = json!({ "code": "orders.unknown_sku", "detail": "no such product",
            "errors": [{ "pointer": "/lines/0/sku", "detail": "unknown" }] });
        let reply = Reply { status: 422, replayed: false, body, cookie: None };
        assert_eq!(reply.refusal(), "422 orders.unknown_sku no such product /lines/0/sku unknown");
        assert!(!reply.asks_for_patience());
    }

    #[test]
    fn the_session_cookie_is_found_without_its_attributes() {
        let line = "kontor_session=abc; Path=/; HttpOnly";
        assert_eq!(session_cookie(line).as_deref(), Some("kontor_session=abc"));
        assert_eq!(session_cookie("other=1"), None);
    }
}

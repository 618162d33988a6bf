//! Where commands about tenants are asked: in this process, or of the server that runs and has the database.
//! Both are the operator's routes with the operator's token, so that a command knows of no difference.

use axum::{
    Router,
    body::Body,
    http::{Method, Request as HttpRequest, StatusCode, header},
};
use futures_util::StreamExt;
use kontor_fetch::{Allow, Fetch, FetchPolicy};
use kontor_operator::TOKEN_FILE;
use kontor_store::Store;
use serde_json::Value;
use tokio::{
    io::{AsyncWrite, AsyncWriteExt},
    sync::mpsc,
};
use tower::ServiceExt;

use crate::{App, Config, commands::Failure};

/// Answers are small; an export is streamed instead.
const LARGEST_ANSWER: usize = 16 * 1024 * 1024;
/// Pieces of an export between whoever sends and whoever writes them down.
const PIECES_WAITING: usize = 4;

/// Takes the operator's requests.
pub(super) struct Desk {
    way: Way,
    token: String,
}

enum Way {
    /// The database is free or takes many processes.
    Here(Box<App>, Router),
    /// Another process has it.
    There(Fetch, String),
}

/// What was answered.
pub(super) struct Answer {
    status: StatusCode,
    body: Value,
}

impl Answer {
    /// The body of a success, or the sentence of a refusal.
    pub(super) fn good(self) -> Result<Value, Failure> {
        if self.status.is_success() {
            return Ok(self.body);
        }
        let text = |name: &str| self.body[name].as_str().map(str::to_owned);
        let sentence = text("detail").or_else(|| text("title")).unwrap_or_else(|| self.status.to_string());
        Err(Failure::Failed(sentence))
    }

    /// The code of a refusal.
    pub(super) fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }
}

impl Desk {
    /// Asks the named server; else this process where it may, and the server that has the database where it may not.
    pub(super) async fn open(config: &Config, server: Option<&str>) -> Result<Self, Failure> {
        let remote = match server {
            Some(server) => Some(server.trim_end_matches('/').to_owned()),
            None => Store::is_taken(&config.store()).then(|| format!("http://{}", config.listen)),
        };
        let way = match remote {
            Some(server) => there(server)?,
            None => {
                let app = super::open(config).await?;
                let router = app.router();
                Way::Here(Box::new(app), router)
            }
        };
        Ok(Self { way, token: token(config)? })
    }

    /// The deployment, where it is open in this process.
    pub(super) fn app(&self) -> Option<&App> {
        match &self.way {
            Way::Here(app, _) => Some(app),
            Way::There(..) => None,
        }
    }

    /// Asks with a JSON body.
    pub(super) async fn ask(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Answer, Failure> {
        let body = body.map(ToString::to_string).unwrap_or_default();
        let (status, bytes) = match &self.way {
            Way::Here(_, router) => {
                let Ok(answer) = router.clone().oneshot(self.request(method, path, Body::from(body))?).await;
                let (parts, body) = answer.into_parts();
                let bytes = axum::body::to_bytes(body, LARGEST_ANSWER).await.map_err(failed)?;
                (parts.status, bytes.to_vec())
            }
            Way::There(fetch, server) => {
                let request = self.request(method, &format!("{server}{path}"), body.into_bytes())?;
                let answer = fetch.send(request.into()).await.map_err(failed)?;
                (answer.status(), answer.into_body())
            }
        };
        Ok(Answer { status, body: serde_json::from_slice(&bytes).unwrap_or_default() })
    }

    /// Asks for a file and writes it down as it comes.
    pub(super) async fn save(&self, path: &str, to: &mut (impl AsyncWrite + Unpin)) -> Result<(), Failure> {
        let (pieces, mut arriving) = mpsc::channel::<Vec<u8>>(PIECES_WAITING);
        let asking = async {
            let answer = self.stream(path, &pieces).await;
            drop(pieces);
            answer
        };
        let writing = async {
            while let Some(piece) = arriving.recv().await {
                to.write_all(&piece).await?;
            }
            Ok::<(), Failure>(to.flush().await?)
        };
        let (answer, written) = tokio::join!(asking, writing);
        answer?.good()?;
        written
    }

    /// Hands on the body of a success; that of a refusal is in the answer.
    async fn stream(&self, path: &str, to: &mpsc::Sender<Vec<u8>>) -> Result<Answer, Failure> {
        let (status, body) = match &self.way {
            Way::Here(_, router) => {
                let Ok(answer) = router.clone().oneshot(self.request(Method::GET, path, Body::empty())?).await;
                let (parts, body) = answer.into_parts();
                let mut pieces = body.into_data_stream();
                let mut refusal = Vec::new();
                while let Some(piece) = pieces.next().await {
                    let piece = piece.map_err(failed)?;
                    if !parts.status.is_success() {
                        refusal.extend_from_slice(&piece);
                    } else if to.send(piece.to_vec()).await.is_err() {
                        break;
                    }
                }
                (parts.status, refusal)
            }
            Way::There(fetch, server) => {
                let request = self.request(Method::GET, &format!("{server}{path}"), Vec::new())?;
                let answer = fetch.stream(request.into(), to).await.map_err(failed)?;
                (answer.status(), answer.into_body())
            }
        };
        Ok(Answer { status, body: serde_json::from_slice(&body).unwrap_or_default() })
    }

    fn request<B>(&self, method: Method, target: &str, body: B) -> Result<HttpRequest<B>, Failure> {
        let request = HttpRequest::builder()
            .method(method)
            .uri(target)
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/json, application/x-ndjson");
        request.body(body).map_err(failed)
    }

    /// Lets the database go.
    pub(super) async fn close(self) {
        if let Way::Here(app, _) = self.way {
            app.store.close().await;
        }
    }
}

fn failed(cause: impl std::fmt::Display) -> Failure {
    Failure::Failed(cause.to_string())
}

/// The operator's own server may stand inside; nothing else is asked through this client.
fn there(server: String) -> Result<Way, Failure> {
    let unusable = || Failure::Usage(format!("--server: '{server}' is no address such as http://127.0.0.1:8080"));
    let (scheme, rest) = server.split_once("://").ok_or_else(unusable)?;
    let authority = rest.split('/').next().filter(|authority| !authority.is_empty()).ok_or_else(unusable)?;
    let has_port = authority.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok());
    let service = match (has_port, scheme) {
        (true, _) => authority.to_owned(),
        (false, "https") => format!("{authority}:443"),
        (false, _) => format!("{authority}:80"),
    };
    let allow: Allow = service.parse().map_err(|_| unusable())?;
    let policy = FetchPolicy {
        allow,
        total_timeout: std::time::Duration::from_secs(60),
        body_bytes: LARGEST_ANSWER,
        ..FetchPolicy::default()
    };
    let fetch = Fetch::new(policy).map_err(failed)?;
    Ok(Way::There(fetch, server))
}

/// The configured token, or the one that the server has made in the data directory.
fn token(config: &Config) -> Result<String, Failure> {
    if let Some(token) = &config.operator.token {
        return Ok(token.trim().to_owned());
    }
    let path = config.data_dir.join(TOKEN_FILE);
    let text = std::fs::read_to_string(&path);
    let text = text.map_err(|cause| Failure::Usage(format!("{} cannot be read: {cause}", path.display())))?;
    Ok(text.trim().to_owned())
}

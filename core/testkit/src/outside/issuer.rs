//! An OpenID provider in the hands of a test: it says the truth unless it is told what else to say.
//! One server per test process, with as many issuers as tests want, each at a path of its own.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, Mutex, OnceLock},
    time::SystemTime,
};

use axum::{
    Json, Router,
    extract::{Form, Path},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{Engine, engine::general_purpose::STANDARD, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::{
    hmac,
    rand::SystemRandom,
    signature::{Ed25519KeyPair, KeyPair},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The client that every issuer knows.
const CLIENT: &str = "kontor";
const SECRET: &str = "a secret of the client: with % and & and +";

type Issuers = Mutex<HashMap<String, Arc<Mutex<State>>>>;

static ISSUERS: OnceLock<Issuers> = OnceLock::new();
static ADDRESS: OnceLock<SocketAddr> = OnceLock::new();

/// What an issuer says, and what it was asked.
struct State {
    document: Value,
    keys: Value,
    user_info: Value,
    /// Where its document is said to be instead.
    elsewhere: Option<String>,
    grants: HashMap<String, Grant>,
    asked: Vec<String>,
}

struct Grant {
    challenge: String,
    redirect_uri: String,
    tokens: Value,
}

/// An issuer.
#[derive(Clone)]
pub struct Issuer {
    name: String,
    signer: Arc<Signer>,
    state: Arc<Mutex<State>>,
}

/// A key that signs tokens.
pub struct Signer {
    pair: Ed25519KeyPair,
    /// Its id.
    pub id: String,
}

/// What a person was sent to an issuer with.
#[derive(Debug, Clone)]
pub struct Asked {
    fields: HashMap<String, String>,
}

/// Where the server of all issuers listens; started by whoever asks first.
pub(crate) fn address() -> SocketAddr {
    *ADDRESS.get_or_init(|| {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                axum::serve(listener, router()).await.unwrap();
            });
        });
        address
    })
}

fn issuers() -> &'static Issuers {
    ISSUERS.get_or_init(Issuers::default)
}

fn router() -> Router {
    Router::new()
        .route("/{issuer}/.well-known/openid-configuration", get(discovery))
        .route("/{issuer}/keys", get(keys))
        .route("/{issuer}/token", post(token))
        .route("/{issuer}/me", get(user_info))
}

fn state_of(issuer: &str, asked: &str) -> Option<Arc<Mutex<State>>> {
    let state = issuers().lock().unwrap().get(issuer).cloned()?;
    state.lock().unwrap().asked.push(asked.to_owned());
    Some(state)
}

async fn discovery(Path(issuer): Path<String>) -> Response {
    let state = state_of(&issuer, "discovery");
    if let Some(elsewhere) = state.as_ref().and_then(|state| state.lock().unwrap().elsewhere.clone()) {
        return (StatusCode::FOUND, [(header::LOCATION, elsewhere)]).into_response();
    }
    answer(state.map(|state| state.lock().unwrap().document.clone()))
}

async fn keys(Path(issuer): Path<String>) -> Response {
    answer(state_of(&issuer, "keys").map(|state| state.lock().unwrap().keys.clone()))
}

async fn user_info(Path(issuer): Path<String>) -> Response {
    answer(state_of(&issuer, "me").map(|state| state.lock().unwrap().user_info.clone()))
}

fn answer(body: Option<Value>) -> Response {
    body.map_or_else(|| StatusCode::NOT_FOUND.into_response(), |body| Json(body).into_response())
}

/// Takes a code once, from the client it was made for, with the verifier that belongs to its challenge.
async fn token(Path(issuer): Path<String>, headers: HeaderMap, Form(form): Form<HashMap<String, String>>) -> Response {
    let Some(state) = state_of(&issuer, "token") else { return StatusCode::NOT_FOUND.into_response() };
    let field = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
    let grant = state.lock().unwrap().grants.remove(field("code"));
    let made = URL_SAFE_NO_PAD.encode(Sha256::digest(field("code_verifier")));
    let is_good = |grant: &Grant| {
        let is_same = made == grant.challenge && field("redirect_uri") == grant.redirect_uri;
        is_same && field("code_verifier").len() >= 43 && is_client(&headers)
    };
    match grant.filter(is_good) {
        Some(grant) => Json(grant.tokens).into_response(),
        None => (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response(),
    }
}

fn is_client(headers: &HeaderMap) -> bool {
    let encoded: String = url::form_urlencoded::byte_serialize(SECRET.as_bytes()).collect();
    let expected = format!("Basic {}", STANDARD.encode(format!("{CLIENT}:{encoded}")));
    headers.get(header::AUTHORIZATION).is_some_and(|given| given == expected.as_str())
}

fn now() -> u64 {
    SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs()
}

impl Default for Issuer {
    fn default() -> Self {
        Self::new()
    }
}

impl Issuer {
    /// A new issuer that nobody else knows.
    #[must_use]
    pub fn new() -> Self {
        let (name, signer) = (Uuid::now_v7().simple().to_string(), Arc::new(Signer::new("first")));
        let url = format!("http://{}/{name}", address());
        let document = json!({
            "issuer": url,
            "authorization_endpoint": format!("{url}/authorize"),
            "token_endpoint": format!("{url}/token"),
            "userinfo_endpoint": format!("{url}/me"),
            "jwks_uri": format!("{url}/keys"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["EdDSA", "RS256", "HS256", "none"],
            "code_challenge_methods_supported": ["S256"],
        });
        let keys = json!({ "keys": [signer.public()] });
        let state =
            State { document, keys, user_info: json!({}), elsewhere: None, grants: HashMap::new(), asked: Vec::new() };
        let state = Arc::new(Mutex::new(state));
        issuers().lock().unwrap().insert(name.clone(), Arc::clone(&state));
        Self { name, signer, state }
    }

    /// Its name, an address.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/{}", address(), self.name)
    }

    /// Its key.
    #[must_use]
    pub fn signer(&self) -> &Signer {
        &self.signer
    }

    /// Says something else about itself.
    pub fn says(&self, field: &str, value: Value) {
        self.state.lock().unwrap().document[field] = value;
    }

    /// Sends whoever wants its document to another address.
    pub fn leads(&self, elsewhere: &str) {
        self.state.lock().unwrap().elsewhere = Some(elsewhere.to_owned());
    }

    /// Publishes other keys.
    pub fn publishes(&self, keys: &[Value]) {
        self.state.lock().unwrap().keys = json!({ "keys": keys });
    }

    /// Tells this about whoever it is asked about.
    pub fn tells(&self, user_info: Value) {
        self.state.lock().unwrap().user_info = user_info;
    }

    /// How often it was asked for `discovery`, `keys`, `token` or `me`.
    #[must_use]
    pub fn times_asked(&self, what: &str) -> usize {
        self.state.lock().unwrap().asked.iter().filter(|asked| *asked == what).count()
    }

    /// What a tenant's administrator enters to set it up under a code.
    #[must_use]
    pub fn setup(&self, code: &str) -> Value {
        json!({ "code": code, "name": "Single sign-on", "issuer": self.url(), "client_id": CLIENT, "client_secret": SECRET })
    }

    /// The truth about a person who was just asked for.
    #[must_use]
    pub fn claims(&self, asked: &Asked, subject: &str) -> Value {
        json!({
            "iss": self.url(), "sub": subject, "aud": CLIENT, "iat": now(), "exp": now() + 300,
            "nonce": asked.field("nonce"), "email": format!("{subject}@nowhere.example"), "email_verified": true,
            "name": format!("Person {subject}"),
        })
    }

    /// A code for an ID token of these claims, signed as it should be.
    #[must_use]
    pub fn code(&self, asked: &Asked, claims: &Value) -> String {
        self.code_for(asked, &self.signer.sign(&json!({ "alg": "EdDSA", "kid": self.signer.id }), claims))
    }

    /// A code for any text as ID token.
    #[must_use]
    pub fn code_for(&self, asked: &Asked, id_token: &str) -> String {
        self.code_with(
            asked,
            json!({ "access_token": "an-access-token", "token_type": "Bearer", "id_token": id_token }),
        )
    }

    /// A code for any answer of the token endpoint.
    #[must_use]
    pub fn code_with(&self, asked: &Asked, tokens: Value) -> String {
        let code = Uuid::now_v7().simple().to_string();
        let grant = Grant {
            challenge: asked.field("code_challenge").to_owned(),
            redirect_uri: asked.field("redirect_uri").to_owned(),
            tokens,
        };
        self.state.lock().unwrap().grants.insert(code.clone(), grant);
        code
    }
}

impl Signer {
    /// A new key.
    #[must_use]
    pub fn new(id: &str) -> Self {
        let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
        Self { pair: Ed25519KeyPair::from_pkcs8(document.as_ref()).unwrap(), id: id.to_owned() }
    }

    /// Its public half.
    #[must_use]
    pub fn public(&self) -> Value {
        let x = URL_SAFE_NO_PAD.encode(self.pair.public_key());
        json!({ "kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": self.id, "x": x })
    }

    /// A token with this header and these claims.
    #[must_use]
    pub fn sign(&self, header: &Value, claims: &Value) -> String {
        let text = unsigned(header, claims);
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(self.pair.sign(text.as_bytes())))
    }

    /// A token that claims to be signed with a secret, which is this key's public half, as everybody knows it.
    #[must_use]
    pub fn sign_with_public_half(&self, header: &Value, claims: &Value) -> String {
        let text = unsigned(header, claims);
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.pair.public_key().as_ref());
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(hmac::sign(&key, text.as_bytes())))
    }

    /// A token signed with the client's own secret.
    #[must_use]
    pub fn sign_with_client_secret(header: &Value, claims: &Value) -> String {
        let text = unsigned(header, claims);
        let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(hmac::sign(&key, text.as_bytes())))
    }

    /// A token that nobody signed.
    #[must_use]
    pub fn unsigned(header: &Value, claims: &Value) -> String {
        format!("{}.", unsigned(header, claims))
    }
}

fn unsigned(header: &Value, claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}", part(header), part(claims))
}

impl Asked {
    /// Reads the address a person was sent to.
    #[must_use]
    pub fn read(location: &str) -> Self {
        let url = url::Url::parse(location).unwrap();
        Self { fields: url.query_pairs().into_owned().collect() }
    }

    /// A parameter; empty where it is missing.
    #[must_use]
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map(String::as_str).unwrap_or_default()
    }
}

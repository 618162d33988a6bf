//! A small application behind the real gate, with people who exist only in memory.
//! Requests go through the router as `serve` would send them.

mod gate;
mod problems;
mod repeats;
mod requests;
mod sound;
mod wire;

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use axum::{
    Router,
    body::Body,
    extract::State,
    http::{HeaderMap, Request},
};
use futures_util::future::BoxFuture;
use kontor_kernel::{
    ChannelId, Clock, CompanyId, Currency, LegalEntityId, Locale, MembershipId, OrderId, TenantId, UserId,
};
use kontor_store::{
    Authority, ChannelFacts, Credential, CtxParts, LegalEntityFacts, Persona, PersonaCompany, Principal, Scope, Store,
    StoreConfig, StoreError, TaxRounding, TenantFacts,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower::ServiceExt;

use crate::*;

pub(crate) struct People {
    authority: Authority,
    site: Arc<Site>,
}

impl People {
    fn new(authority: Authority) -> Self {
        let tenant = TenantFacts { id: TenantId::new(), code: "shop".into(), name: "Shop".into() };
        let currency: Currency = "EUR".parse().unwrap();
        let channel = ChannelFacts {
            id: ChannelId::new(),
            code: "web".into(),
            legal_entity: LegalEntityFacts {
                id: LegalEntityId::new(),
                name: "Shop Ltd".into(),
                country: "IT".into(),
                vat_id: None,
                time_zone: "Europe/Rome".into(),
                currency,
                tax_rounding: TaxRounding::ByLine,
            },
            currency,
            languages: vec![Locale::En],
            theme: "default".into(),
            accent: "#336699".into(),
            guests_see_prices: false,
            price_display: kontor_store::PriceDisplay::ByCustomer,
        };
        Self { authority, site: Arc::new(Site { tenant: Arc::new(tenant), channel: Arc::new(channel) }) }
    }

    fn someone(&self, name: &str, facts: RequestFacts<'_>) -> Authenticated {
        let is_guest = name == "guest";
        let company =
            PersonaCompany { id: CompanyId::new(), code: "c1".into(), name: "Bar Uno".into(), is_consumer: false };
        let persona = Persona {
            membership: MembershipId::from_uuid(uuid::Uuid::nil()),
            role_code: name.into(),
            role_name: name.into(),
            company: (name == "buyer").then_some(company),
        };
        let id = UserId::from_uuid(uuid::Uuid::nil());
        let user = Principal::User { id, name: name.into(), email: "a@b.example".into() };
        let permissions = ["shop.orders.place", "shop.orders.read"].map(str::to_owned);
        let ctx = self.authority.context(CtxParts {
            tenant: Arc::clone(&self.site.tenant),
            channel: Some(Arc::clone(&self.site.channel)),
            principal: if is_guest { Principal::Anonymous } else { user },
            persona: (!is_guest).then_some(persona),
            permissions: Arc::new(permissions.into()),
            scope: Scope::tenant(),
            on_behalf_of: None,
            credential: Credential::None,
            origin: None,
            locale: Locale::En,
            clock: Clock::System,
            request_id: facts.request_id.to_owned(),
        });
        Authenticated { ctx, csrf: (!is_guest).then(|| "token-of-the-session".to_owned()) }
    }
}

impl Authenticator for People {
    fn site<'a>(&'a self, host: &'a str) -> BoxFuture<'a, Result<Option<Arc<Site>>, StoreError>> {
        let site = (host == "shop.test" || host == "127.0.0.1").then(|| Arc::clone(&self.site));
        Box::pin(std::future::ready(Ok(site)))
    }

    fn authenticate<'a>(
        &'a self,
        _: &'a Arc<Site>,
        credentials: Credentials<'a>,
        facts: RequestFacts<'a>,
    ) -> BoxFuture<'a, Result<Authenticated, AuthError>> {
        let who = match credentials {
            Credentials::None => Ok("guest"),
            Credentials::Session(name @ ("staff" | "buyer")) => Ok(name),
            Credentials::Bearer("kt_staff") => Ok("staff"),
            Credentials::Session("old") => Err(AuthError::Expired),
            _ => Err(AuthError::Invalid),
        };
        Box::pin(std::future::ready(who.map(|who| self.someone(who, facts))))
    }
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewOrder {
    lines: Vec<NewLine>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewLine {
    #[expect(dead_code, reason = "read from requests only")]
    sku: String,
    #[expect(dead_code, reason = "read from requests only")]
    quantity: u32,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct OrderView {
    lines: usize,
    attempt: usize,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrderFilter {
    state: Option<String>,
    above: Option<u32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoteForm {
    note: String,
}

#[derive(Clone)]
pub(crate) struct AppState {
    store: Store,
    effects: Arc<AtomicUsize>,
}

async fn place_order(
    State(state): State<AppState>,
    Caller(ctx): Caller,
    Json(new): Json<NewOrder>,
) -> Result<Created<OrderView>, Problem> {
    tokio::time::sleep(std::time::Duration::from_millis(150)).await;
    let attempt = state.effects.load(Ordering::SeqCst) + 1;
    let view = OrderView { lines: new.lines.len(), attempt };
    if ctx.idempotency().is_some() {
        let tx = state.store.write(&ctx).await?;
        remember_created(&tx, &view).await?;
        tx.commit().await?;
    }
    // What counts is what was committed.
    state.effects.fetch_add(1, Ordering::SeqCst);
    Ok(Created(view))
}

async fn list_orders(Query(filter): Query<OrderFilter>, Paging(page): Paging, Sort(sort): Sort) -> Json<Value> {
    let sort = sort.map(|sort| format!("{} {}", sort.field, sort.descending));
    let (state, above) = (filter.state, filter.above);
    Json(serde_json::json!({ "state": state, "above": above, "limit": page.limit(), "sort": sort }))
}

async fn get_order(Path(id): Path<OrderId>) -> Result<Json<Value>, Problem> {
    Err(Problem::not_found().detail(format!("{id} does not exist")))
}

async fn write_note(Form(form): Form<NoteForm>) -> String {
    form.note
}

async fn import_rows(upload: Upload) -> Result<Json<usize>, Problem> {
    let bytes = axum::body::to_bytes(upload.body, usize::MAX).await.map_err(|_| Problem::bad_request())?;
    Ok(Json(bytes.len()))
}

async fn panic_now() -> &'static str {
    panic!("on purpose")
}

async fn large() -> String {
    "long ".repeat(10_000)
}

fn routes(state: &AppState) -> Routes {
    let mut routes = Routes::new("shop");
    let place = routes.post("/api/v1/orders", Access::Either("shop.orders.place"));
    place.body::<NewOrder>().returns::<OrderView>(201).creates().handle(state.clone(), place_order);
    let list = routes.get("/api/v1/orders", Access::Either("shop.orders.read"));
    list.query::<OrderFilter>().paged().sortable(&["placed_at"]).handle((), list_orders);
    routes.get("/api/v1/orders/{id}", Access::Buyer("shop.orders.read")).handle((), get_order);
    routes.get("/api/v1/staff", Access::Staff("shop.staff.read")).handle((), large);
    routes.get("/api/v1/large", Access::Public).handle((), large);
    routes.get("/api/v1/panic", Access::Public).handle((), panic_now);
    let import = routes.post("/api/v1/imports", Access::SignedIn).text_body(&["text/csv"]).body_limit(20);
    import.repeatable("it stores nothing").handle((), import_rows);
    routes.post("/note", Access::Public).page().handle((), write_note);
    routes.get("/page", Access::SignedIn).page().handle((), large);
    routes
}

pub(crate) struct App {
    pub(crate) router: Router,
    pub(crate) effects: Arc<AtomicUsize>,
    _directory: tempfile::TempDir,
}

pub(crate) async fn app() -> App {
    app_within(Limits::default()).await
}

pub(crate) async fn app_within(limits: Limits) -> App {
    let directory = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", directory.path().join("kontor.db").display());
    let (store, authority) = Store::open(StoreConfig::new(url)).await.unwrap();
    store.migrate::<kontor_migrations::Migrator>().await.unwrap();
    let effects = Arc::default();
    let state = AppState { store: store.clone(), effects: Arc::clone(&effects) };
    let registry = Registry::new([routes(&state), ops::routes(|| async { Ok(()) })]).unwrap();
    let gate = Gate::new(store, Arc::new(People::new(authority)), limits);
    App { router: registry.router(gate), effects, _directory: directory }
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }

    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }
}

impl App {
    /// Sends `METHOD /path`, header lines and a body.
    pub(crate) async fn send(&self, line: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let (method, path) = line.split_once(' ').unwrap();
        let mut request = Request::builder().method(method).uri(path);
        if !headers.iter().any(|(name, _)| *name == "host") {
            request = request.header("host", "shop.test");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status.as_u16(), headers: parts.headers, text }
    }

    /// Sends JSON with a staff token.
    pub(crate) async fn post_json(&self, body: &str, more: &[(&str, &str)]) -> Answer {
        let usual = [("authorization", "Bearer kt_staff"), ("content-type", "application/json")];
        self.send("POST /api/v1/orders", &[&usual, more].concat(), body).await
    }
}

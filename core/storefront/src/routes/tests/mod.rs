//! The pages behind the real gate, with engines that exist only in memory.
//! Requests are what browsers send: addresses, cookies and forms.

mod engines;
mod journeys;
mod looking;

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request},
};
use futures_util::future::BoxFuture;
use kontor_kernel::{ChannelId, Clock, CompanyId, Currency, LegalEntityId, Locale, MembershipId, TenantId, UserId};
use kontor_module::{Boot, Hooks, Module, Modules, Parts, Ports};
use kontor_store::{
    Authority, ChannelFacts, Credential, CtxParts, LegalEntityFacts, Persona, PersonaCompany, Principal, Scope, Store,
    StoreConfig, StoreError, TaxRounding, TenantFacts,
};
use kontor_web::{AuthError, Authenticated, Authenticator, Credentials, Gate, Limits, Registry, RequestFacts, Site};
use tower::ServiceExt;

use self::engines::Engines;
use crate::Storefront;

/// A guest, a buyer who may order, a buyer who may only look, and one of the staff.
struct People {
    authority: Authority,
    site: Arc<Site>,
}

impl People {
    fn new(authority: Authority) -> Self {
        let currency: Currency = "PLN".parse().unwrap();
        let channel = ChannelFacts {
            id: ChannelId::new(),
            code: "web".into(),
            legal_entity: LegalEntityFacts {
                id: LegalEntityId::new(),
                name: "Baltic Fasteners sp. z o.o.".into(),
                country: "PL".into(),
                vat_id: None,
                time_zone: "Europe/Warsaw".into(),
                currency,
                tax_rounding: TaxRounding::ByLine,
            },
            currency,
            languages: vec![Locale::En, Locale::Pl],
            theme: "default".into(),
            accent: "#0b6b5d".into(),
            guests_see_prices: false,
            price_display: kontor_store::PriceDisplay::ByCustomer,
        };
        let tenant = TenantFacts { id: TenantId::new(), code: "baltic".into(), name: "Baltic Fasteners".into() };
        Self { authority, site: Arc::new(Site { tenant: Arc::new(tenant), channel: Arc::new(channel) }) }
    }

    fn context(&self, who: &str, facts: RequestFacts<'_>) -> Authenticated {
        let is_guest = who == "guest";
        let company = PersonaCompany {
            id: CompanyId::from_uuid(uuid::Uuid::nil()),
            code: "K-1".into(),
            name: "Stocznia Północ".into(),
            is_consumer: false,
        };
        let persona = Persona {
            membership: MembershipId::new(),
            role_code: who.into(),
            role_name: who.into(),
            company: (who != "staff").then_some(company),
        };
        let held: &[&str] = match who {
            "buyer" => &["orders.own.place", "orders.own.read"],
            "viewer" => &["orders.own.read"],
            _ => &[],
        };
        let user = Principal::User { id: UserId::new(), name: "Ola".into(), email: "ola@x.example".into() };
        let ctx = self.authority.context(CtxParts {
            tenant: Arc::clone(&self.site.tenant),
            channel: Some(Arc::clone(&self.site.channel)),
            principal: if is_guest { Principal::Anonymous } else { user },
            persona: (!is_guest).then_some(persona),
            permissions: Arc::new(held.iter().map(ToString::to_string).collect()),
            scope: Scope::tenant(),
            on_behalf_of: None,
            credential: Credential::None,
            origin: None,
            locale: facts.locale_cookie.and_then(|tag| tag.parse().ok()).unwrap_or(Locale::En),
            clock: Clock::System,
            request_id: facts.request_id.to_owned(),
        });
        Authenticated { ctx, csrf: (!is_guest).then(|| "token".to_owned()) }
    }
}

impl Authenticator for People {
    fn site<'a>(&'a self, host: &'a str) -> BoxFuture<'a, Result<Option<Arc<Site>>, StoreError>> {
        let site = matches!(host, "shop.test" | "127.0.0.1").then(|| Arc::clone(&self.site));
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
            Credentials::Session(name @ ("buyer" | "viewer" | "staff")) => Ok(name),
            _ => Err(AuthError::Expired),
        };
        Box::pin(std::future::ready(who.map(|who| self.context(who, facts))))
    }
}

struct App {
    router: Router,
    _directory: tempfile::TempDir,
}

async fn app() -> App {
    let directory = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", directory.path().join("kontor.db").display());
    let (store, authority) = Store::open(StoreConfig::new(url)).await.unwrap();
    let storefront = Storefront::load(None).unwrap();
    let boot = Boot {
        store: store.clone(),
        ports: Ports::default(),
        hooks: Hooks::default(),
        modules: Modules::new(Vec::new(), store.clone()),
        clock: Clock::System,
    };
    let pages = storefront.page_errors();
    let modules: Vec<Box<dyn Module>> = vec![Box::new(storefront), Box::new(Engines::default())];
    let parts = Parts::collect(&boot, &modules);
    let registry = Registry::new(parts.routes).unwrap();
    let gate = Gate::new(store, Arc::new(People::new(authority)), Limits::default()).with_pages(pages);
    App { router: registry.router(gate), _directory: directory }
}

struct Answer {
    status: u16,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// The cookies that the answer sets, as a browser would send them.
    fn cookies(&self) -> String {
        let lines = self.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap());
        lines.map(|line| line.split(';').next().unwrap()).collect::<Vec<_>>().join("; ")
    }

    fn shows(&self, text: &str) -> bool {
        self.text.replace('\u{a0}', " ").contains(text)
    }

    /// The value of a hidden field.
    fn hidden(&self, name: &str) -> String {
        let start = format!("name=\"{name}\" value=\"");
        self.text.split(&start).nth(1).unwrap().split('"').next().unwrap().to_owned()
    }
}

impl App {
    async fn get(&self, path: &str, cookie: &str) -> Answer {
        self.send("GET", path, cookie, None).await
    }

    /// Posts a form as the buyer, with the session's token.
    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let fields = [&[("_csrf", "token")], fields].concat();
        let body = serde_urlencoded::to_string(fields).unwrap();
        self.send("POST", path, "kontor_session=buyer", Some(body)).await
    }

    async fn send(&self, method: &str, path: &str, cookie: &str, form: Option<String>) -> Answer {
        self.send_to("shop.test", method, path, cookie, form).await
    }

    async fn send_to(&self, host: &str, method: &str, path: &str, cookie: &str, form: Option<String>) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header("host", host);
        request = request.header("accept", "text/html");
        if !cookie.is_empty() {
            request = request.header("cookie", cookie);
        }
        if form.is_some() {
            request = request.header("content-type", "application/x-www-form-urlencoded");
        }
        let request = request.body(Body::from(form.unwrap_or_default())).unwrap();
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
}

//! The routes behind the real gate: a streamed upload, its run, its report, and who may not.
//! Requests go through the router as the server would send them.

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use bytes::Bytes;
use futures_util::{future::BoxFuture, stream};
use kontor_kernel::{ChannelId, Currency, LegalEntityId, Locale, MembershipId, UserId};
use kontor_store::{
    ChannelFacts, Credential, CtxParts, LegalEntityFacts, Persona, Principal, Scope, StoreError, TaxRounding,
};
use kontor_web::{AuthError, Authenticated, Authenticator, Credentials, Gate, Limits, Registry, RequestFacts, Site};
use serde_json::{Value, json};
use tower::ServiceExt;

use super::*;

/// Knows two people by their tokens: one at the order desk, and one who may do nothing.
struct Desk {
    authority: Authority,
    clock: Clock,
    site: Arc<Site>,
}

impl Desk {
    fn someone(&self, name: &str, facts: RequestFacts<'_>) -> Authenticated {
        let permissions = match name {
            "desk" => MANIFEST.permissions.iter().map(|permission| permission.name.to_owned()).collect(),
            _ => std::collections::BTreeSet::new(),
        };
        let persona = Persona {
            membership: MembershipId::new(),
            role_code: name.to_owned(),
            role_name: name.to_owned(),
            company: None,
        };
        let ctx = self.authority.context(CtxParts {
            tenant: Arc::clone(&self.site.tenant),
            channel: Some(Arc::clone(&self.site.channel)),
            principal: Principal::User { id: UserId::new(), name: name.to_owned(), email: "a@b.example".to_owned() },
            persona: Some(persona),
            permissions: Arc::new(permissions),
            scope: Scope::tenant(),
            on_behalf_of: None,
            credential: Credential::None,
            origin: None,
            locale: Locale::En,
            clock: self.clock.clone(),
            request_id: facts.request_id.to_owned(),
        });
        Authenticated { ctx, csrf: None }
    }
}

impl Authenticator for Desk {
    fn site<'a>(&'a self, _: &'a str) -> BoxFuture<'a, Result<Option<Arc<Site>>, StoreError>> {
        Box::pin(std::future::ready(Ok(Some(Arc::clone(&self.site)))))
    }

    fn authenticate<'a>(
        &'a self,
        _: &'a Arc<Site>,
        credentials: Credentials<'a>,
        facts: RequestFacts<'a>,
    ) -> BoxFuture<'a, Result<Authenticated, AuthError>> {
        let outcome = match credentials {
            Credentials::Bearer("kt_desk") => Ok(self.someone("desk", facts)),
            Credentials::Bearer("kt_door") => Ok(self.someone("door", facts)),
            _ => Err(AuthError::Invalid),
        };
        Box::pin(std::future::ready(outcome))
    }
}

fn router(world: &mut World) -> Router {
    let currency = Currency::PLN;
    let channel = ChannelFacts {
        id: ChannelId::new(),
        code: "web".to_owned(),
        legal_entity: LegalEntityFacts {
            id: LegalEntityId::new(),
            name: "Baltic".to_owned(),
            country: "PL".to_owned(),
            vat_id: None,
            time_zone: "Europe/Warsaw".to_owned(),
            currency,
            tax_rounding: TaxRounding::ByLine,
        },
        currency,
        languages: vec![Locale::En],
        theme: "default".to_owned(),
        accent: "#336699".to_owned(),
        guests_see_prices: false,
        price_display: kontor_store::PriceDisplay::ByCustomer,
    };
    let site = Arc::new(Site { tenant: Arc::clone(&world.tenant), channel: Arc::new(channel) });
    let desk = Desk { authority: world.authority.clone(), clock: world.clock.clone(), site };
    let registry = Registry::new(std::mem::take(&mut world.routes)).unwrap();
    registry.router(Gate::new(world.store.clone(), Arc::new(desk), Limits::default()))
}

async fn send(router: &Router, method: &str, path: &str, who: &str, body: Body) -> (StatusCode, Bytes) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, "baltic.test")
        .header(header::AUTHORIZATION, format!("Bearer kt_{who}"))
        .header(header::CONTENT_TYPE, "text/csv; charset=windows-1252")
        .body(body)
        .unwrap();
    let answer = router.clone().oneshot(request).await.unwrap();
    let status = answer.status();
    (status, axum::body::to_bytes(answer.into_body(), 1 << 20).await.unwrap())
}

fn json_of(bytes: &Bytes) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

const UPLOAD: &str = "/api/v1/admin/imports?kind=stock&on_error=skip&file_name=stany.csv&delimiter=%3B&decimal_mark=,";

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_streamed_in_watched_and_reported() {
    let mut world = world().await;
    let router = router(&mut world);
    let pieces = ["sku;on_hand\r\nCAF", "\u{c9};1,5\r\nB;x\r\n"].map(|text| {
        let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        Ok::<_, std::io::Error>(Bytes::from(bytes))
    });
    let (status, body) = send(&router, "POST", UPLOAD, "desk", Body::from_stream(stream::iter(pieces))).await;
    let view = json_of(&body);
    assert_eq!(
        (status, &view["state"], &view["encoding"]),
        (StatusCode::ACCEPTED, &json!("validating"), &json!("windows-1252")),
        "{view}"
    );
    let _worker = world.worker();
    let id: ImportId = view["id"].as_str().unwrap().parse().unwrap();
    world.import.wait(&world.ctx, id).await.unwrap();
    let (_, body) = send(&router, "GET", &format!("/api/v1/admin/imports/{id}"), "desk", Body::empty()).await;
    let view = json_of(&body);
    let told = ["state", "file_name", "rows_total", "rows_applied", "rows_bad", "created", "started_by"]
        .map(|name| view[name].clone());
    assert_eq!(json!(told), json!(["done", "stany.csv", 2, 1, 1, 1, "desk"]));
    let error = json!([{ "line": 3, "column": "on_hand", "value": "x", "code": "import.bad_number", "detail": "x is not a number" }]);
    assert_eq!(view["first_errors"], error);
    let (status, report) =
        send(&router, "GET", &format!("/api/v1/admin/imports/{id}/report.csv"), "desk", Body::empty()).await;
    assert_eq!(
        (status, report.as_ref()),
        (
            StatusCode::OK,
            b"line,column,value,code,detail\n3,on_hand,x,import.bad_number,x is not a number\n".as_slice()
        )
    );
    let (_, list) =
        send(&router, "GET", "/api/v1/admin/imports?page=1&kind=stock&state=done", "desk", Body::empty()).await;
    let list = json_of(&list);
    assert_eq!((&list["total"], &list["items"][0]["id"]), (&json!(1), &view["id"]));
    let (status, problem) =
        send(&router, "POST", &format!("/api/v1/admin/imports/{id}/cancel"), "desk", Body::empty()).await;
    assert_eq!((status, &json_of(&problem)["code"]), (StatusCode::CONFLICT, &json!("import.has_ended")));
    assert_eq!(world.shelf.stock()["CAFÉ"].0, "1.5");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_taken_is_refused_with_a_code() {
    let mut world = world().await;
    let router = router(&mut world);
    let broken = || {
        let pieces = [Ok(Bytes::from("sku;on_hand\n")), Err(std::io::Error::other("gone"))];
        Body::from_stream(stream::iter(pieces))
    };
    let missing = format!("/api/v1/admin/imports/{}", ImportId::new());
    for (method, path, who, body, status, code) in [
        ("POST", UPLOAD, "door", Body::empty(), StatusCode::FORBIDDEN, "auth.forbidden"),
        ("POST", UPLOAD, "nobody", Body::empty(), StatusCode::UNAUTHORIZED, "auth.invalid"),
        ("POST", UPLOAD, "desk", broken(), StatusCode::BAD_REQUEST, "request.body_broken"),
        (
            "POST",
            "/api/v1/admin/imports?kind=people",
            "desk",
            Body::empty(),
            StatusCode::BAD_REQUEST,
            "request.invalid_parameter",
        ),
        (
            "POST",
            "/api/v1/admin/imports?kind=stock&on_eror=skip",
            "desk",
            Body::empty(),
            StatusCode::BAD_REQUEST,
            "request.invalid_parameter",
        ),
        (
            "POST",
            "/api/v1/admin/imports?kind=customers",
            "desk",
            Body::empty(),
            StatusCode::CONFLICT,
            "import.kind_not_taken",
        ),
        ("GET", &missing, "desk", Body::empty(), StatusCode::NOT_FOUND, "not_found"),
        ("POST", &format!("{missing}/cancel"), "desk", Body::empty(), StatusCode::NOT_FOUND, "not_found"),
        ("GET", &format!("{missing}/report.csv"), "door", Body::empty(), StatusCode::FORBIDDEN, "auth.forbidden"),
    ] {
        let (told, answer) = send(&router, method, path, who, body).await;
        let answer = json_of(&answer);
        assert_eq!((told, answer["code"].as_str()), (status, Some(code)), "{method} {path}: {answer}");
    }
    assert_eq!(world.pieces().await, 0);
}

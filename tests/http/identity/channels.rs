//! Legal entities and channels: several of them in one tenant, changed at once, and never deleted.
//! What orders were kept in, such as the currency of the books, stays.

use kontor_testkit::{TestApp, both, redacted};
use serde_json::{Value, json};

both!(
    a_tenant_has_several_legal_entities,
    code_and_currency_of_a_legal_entity_stay,
    a_channel_shows_its_change_with_the_next_request,
    a_channel_that_cannot_be_is_refused,
    legal_entities_and_channels_are_their_administrators_business,
);

const ENTITIES: &str = "/api/v1/admin/legal-entities";
const CHANNELS: &str = "/api/v1/admin/channels";

fn entity(code: &str) -> Value {
    json!({ "code": code, "name": "Anvil Italia S.r.l.", "vat_id": "00743110157", "country": "IT", "currency": "EUR",
        "time_zone": "Europe/Rome", "tax_rounding": "by_total" })
}

async fn a_tenant_has_several_legal_entities(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let made = shop.admin().post(ENTITIES).json(entity("it")).key("one").send().await;
    insta::assert_json_snapshot!("a_new_legal_entity", redacted(made.expect(201)));
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let list = shop.admin().get(ENTITIES).send().await.expect(200);
    let codes: Vec<_> = list["items"].as_array().unwrap().iter().map(|row| row["code"].clone()).collect();
    assert_eq!(codes, ["main", "it"]);
    let change = json!({ "name": "Anvil S.p.A.", "time_zone": "Europe/Warsaw", "vat_id": null });
    let changed = shop.admin().patch(format!("{ENTITIES}/{id}")).json(change).send().await.expect(200);
    assert_eq!((&changed["name"], &changed["vat_id"]), (&json!("Anvil S.p.A."), &Value::Null));
    assert_eq!(shop.admin().get(format!("{ENTITIES}/{id}")).send().await.expect(200), changed);
    for (field, value) in [
        ("time_zone", json!("Mars/Olympus")),
        ("country", json!("Italy")),
        ("vat_id", json!("00743110158")),
        ("tax_rounding", json!("never")),
        ("name", json!(" ")),
    ] {
        let reply = shop.admin().patch(format!("{ENTITIES}/{id}")).json(json!({ field: value })).send().await;
        assert_eq!(reply.expect(422)["errors"][0]["pointer"], format!("/{field}"));
    }
    shop.admin().post(ENTITIES).json(entity("IT")).send().await.problem(422, "identity.code_taken");
    let elsewhere = app.tenant().build().await;
    elsewhere.admin().get(format!("{ENTITIES}/{id}")).send().await.problem(404, "not_found");
}

async fn code_and_currency_of_a_legal_entity_stay(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let made = shop.admin().post(ENTITIES).json(entity("it")).send().await.expect(201);
    let path = format!("{ENTITIES}/{}", made["id"].as_str().unwrap());
    shop.admin().patch(&path).json(json!({ "currency": "EUR" })).send().await.expect(200);
    let refused = shop.admin().patch(&path).json(json!({ "currency": "PLN" })).send().await;
    let problem = refused.problem(422, "identity.cannot_change");
    assert!(problem["detail"].as_str().unwrap().contains("Make another legal entity"), "{problem}");
    shop.admin().patch(&path).json(json!({ "code": "x" })).send().await.problem(422, "request.invalid_field");
    assert_eq!(shop.admin().delete(&path).send().await.status, 405);
}

async fn a_channel_shows_its_change_with_the_next_request(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("10.00").build().await;
    let list = shop.admin().get(CHANNELS).send().await.expect(200);
    let web = &list["items"][0];
    assert_eq!((&web["code"], &web["hosts"]), (&json!("web"), &json!([shop.guest().host()])));
    let price = async || {
        let seen = shop.guest().get("/api/v1/products/BOLT").send().await.expect(200);
        seen["price"]["unit_price"].clone()
    };
    assert_eq!(price().await, Value::Null, "guests see no prices yet");
    let path = format!("{CHANNELS}/{}", web["id"].as_str().unwrap());
    let change = json!({ "guests_see_prices": true, "languages": ["pl", "en"], "accent": "#AA0000" });
    let changed = shop.admin().patch(&path).json(change).send().await.expect(200);
    assert_eq!((&changed["accent"], &changed["languages"]), (&json!("#aa0000"), &json!(["pl", "en"])));
    assert_eq!(price().await, "10.00");
    let session = shop.admin().get("/api/v1/session").send().await.expect(200);
    assert_eq!(session["channel"]["languages"], json!(["pl", "en"]));
    shop.admin().patch(&path).json(json!({ "guests_see_prices": false })).send().await.expect(200);
    assert_eq!(price().await, Value::Null);
}

async fn a_channel_that_cannot_be_is_refused(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let entity = shop.admin().post(ENTITIES).json(entity("it")).send().await.expect(201)["id"].clone();
    let body = |field: &str, value: Value| {
        let mut body = json!({ "code": "it", "legal_entity_id": entity, "currency": "EUR", "languages": ["it"] });
        body[field] = value;
        body
    };
    for (field, value) in [
        ("legal_entity_id", json!(uuid::Uuid::now_v7())),
        ("languages", json!([])),
        ("languages", json!(["it", "it"])),
        ("languages", json!(["de"])),
        ("theme", json!("none")),
        ("accent", json!("red")),
        ("accent", json!("#12345")),
        ("currency", json!("XXQ")),
        ("code", json!("")),
    ] {
        let reply = shop.admin().post(CHANNELS).json(body(field, value.clone())).send().await;
        let pointer = reply.expect(422)["errors"][0]["pointer"].as_str().unwrap().to_owned();
        assert!(pointer.starts_with(&format!("/{field}")), "{field}={value}: {pointer}");
    }
    let made = shop.admin().post(CHANNELS).json(body("theme", json!("default"))).send().await.expect(201);
    assert_eq!(made["hosts"], json!([]), "hosts are the operator's to give");
    shop.admin().post(CHANNELS).json(body("code", json!("WEB"))).send().await.problem(422, "identity.code_taken");
    let path = format!("{CHANNELS}/{}", made["id"].as_str().unwrap());
    shop.admin().patch(&path).json(json!({ "hosts": ["x"] })).send().await.problem(422, "request.invalid_field");
    assert_eq!(shop.admin().get(&path).send().await.expect(200), made);
}

async fn legal_entities_and_channels_are_their_administrators_business(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let desk = shop.user("order_desk").await;
    for path in [ENTITIES, CHANNELS] {
        desk.get(path).send().await.problem(403, "auth.forbidden");
    }
    // Whoever is kept to one legal entity sees that one, and makes no others.
    let main = shop.admin().get(ENTITIES).send().await.expect(200)["items"][0]["id"].clone();
    let other = shop.admin().post(ENTITIES).json(entity("it")).send().await.expect(201)["id"].clone();
    let scoped = shop.scoped_user("administrator", json!({ "legal_entities": [main] })).await;
    let seen = scoped.get(ENTITIES).send().await.expect(200);
    assert_eq!(seen["items"].as_array().unwrap().len(), 1);
    scoped.get(format!("{ENTITIES}/{}", other.as_str().unwrap())).send().await.problem(404, "not_found");
    scoped.post(ENTITIES).json(entity("third")).send().await.problem(403, "identity.out_of_reach");
    let channel = json!({ "code": "x", "legal_entity_id": other, "currency": "EUR" });
    scoped.post(CHANNELS).json(channel).send().await.problem(422, "identity.bad_field");
}

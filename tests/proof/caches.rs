//! Promise 37: what is kept for one reader is never shown to another. Answers to people are kept by nobody, and what the
//! server keeps in memory is told apart by tenant, price list, language, persona and whether anybody is signed in.

use futures_util::future::join_all;
use kontor_testkit::{Client, Shop, TestApp, both};
use kontor_web::Access;
use serde_json::{Value, json};

use crate::coverage::{
    recipes::{asker, filled, is_write},
    scene::Scene,
};

both!(
    what_a_person_is_shown_is_kept_by_nobody_on_any_route,
    readers_that_alternate_never_see_each_others_shop,
    channels_of_one_tenant_that_alternate_never_show_each_others_shop,
    a_persona_switch_takes_effect_between_two_looks,
    whoever_reaches_one_warehouse_leaves_nothing_behind_for_others,
);

async fn what_a_person_is_shown_is_kept_by_nobody_on_any_route(app: &'static TestApp) {
    let scene = Scene::new(app, "own").await;
    let mut told = Vec::new();
    for row in app.parts().registry.matrix().iter().filter(|row| !is_write(row)) {
        if matches!(row.access, Access::AnyHost | Access::Operator)
            || row.path.starts_with("/assets")
            || row.path.starts_with("/admin")
        {
            continue;
        }
        let path = filled(&scene, row.path);
        let reply = asker(&scene, row).get(&path).send().await;
        if row.path.starts_with("/media/") && reply.status == 200 {
            // A picture that every guest may see is the same for everybody, and its address names its content.
            let of_a_guest = scene.shop.guest().get(&path).send().await;
            assert_eq!((of_a_guest.status, &of_a_guest.body), (200, &reply.body), "{path}");
            told.push(format!("{} {}", row.path, reply.header("cache-control").unwrap_or_default()));
            continue;
        }
        let kept = reply.header("cache-control").unwrap_or_default().to_owned();
        assert!(kept.contains("no-store") || kept.contains("private"), "{} for a person: {kept:?}", row.path);
        let guest = scene.shop.guest().get(&path).send().await;
        let kept = guest.header("cache-control").unwrap_or_default().to_owned();
        let vary = guest.header("vary").unwrap_or_default().to_lowercase();
        let may_be_shared = !kept.contains("no-store") && !kept.contains("private");
        let is_told_apart = vary.contains("cookie") && vary.contains("accept-language");
        assert!(!may_be_shared || is_told_apart, "{} for a guest: {kept:?}, told apart by {vary:?}", row.path);
        told.push(format!("{} {kept}", row.path));
    }
    println!("{}", told.join("\n"));
    assert!(told.len() > 50, "{}", told.len());
}

/// Somebody, and what the shop looks like to them.
struct Reader {
    client: Client,
    language: &'static str,
    name: &'static str,
    price: Value,
}

async fn readers(app: &'static TestApp) -> (Vec<Shop>, Vec<Reader>) {
    let (mut shops, mut readers) = (Vec::new(), Vec::new());
    for [english, polish, standard, contract] in
        [["Bolt", "Śruba", "10.00", "8.00"], ["Rivet", "Nit", "20.00", "16.00"]]
    {
        let shop = app.tenant().languages(["en", "pl"]).guests_see_prices().build().await;
        shop.product("X").name(english).with("names", json!({ "pl": polish })).price(standard).build().await;
        let list = shop.price_list("contract").await;
        shop.set_price(&list, "X", "1", contract).await;
        let plain = shop.company("PLAIN").await;
        let special = shop.company_with(json!({ "code": "SPECIAL", "price_list_code": "contract" })).await;
        let below = shop.company_with(json!({ "code": "BELOW", "parent_id": special.id })).await;
        let mut everybody = vec![(shop.guest().clone(), standard), (shop.admin().clone(), standard)];
        for (company, price) in [(&plain, standard), (&special, contract), (&below, contract)] {
            everybody.push((shop.buyer(company).await, price));
        }
        for (client, price) in everybody {
            for (language, name) in [("en", english), ("pl", polish)] {
                readers.push(Reader { client: client.clone(), language, name, price: json!(price) });
            }
        }
        shops.push(shop);
    }
    (shops, readers)
}

async fn readers_that_alternate_never_see_each_others_shop(app: &'static TestApp) {
    let (_shops, readers) = readers(app).await;
    let look = async |reader: &Reader| {
        let path = ["/api/v1/products/X", "/api/v1/products?q=X"];
        for (path, pointer) in path.into_iter().zip(["", "/items/0"]) {
            let seen = reader.client.get(path).header("accept-language", reader.language).send().await.expect(200);
            let product = seen.pointer(pointer).unwrap_or_else(|| panic!("{seen}"));
            assert_eq!(product["name"], reader.name, "{} on {path}", reader.language);
            assert_eq!(product["price"]["unit_price"], reader.price, "{} on {path}", reader.name);
        }
        let page = reader.client.get("/products/X").header("accept-language", reader.language).send().await.text();
        assert!(page.contains(reader.name), "the page of {}", reader.name);
        let price = reader.price.as_str().unwrap();
        let shown = if reader.language == "pl" { price.replace('.', ",") } else { price.to_owned() };
        assert!(page.contains(&shown), "the page of {} shows {shown}", reader.name);
        let others = readers.iter().map(|other| other.price.as_str().unwrap()).filter(|other| *other != price);
        for other in others {
            let is_there = page.contains(&format!(">£{other}")) || page.contains(&format!("£{other}<"));
            assert!(!is_there, "the page of {} shows {other}", reader.name);
        }
    };
    for _ in 0..3 {
        join_all(readers.iter().map(look)).await;
        for reader in readers.iter().rev() {
            look(reader).await;
        }
    }
}

/// One shows guests its prices and speaks English, the other one does neither; the products are the same.
async fn channels_of_one_tenant_that_alternate_never_show_each_others_shop(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("X").name("Bolt").with("names", json!({ "pl": "Śruba" })).price("10.00").build().await;
    let entities = shop.admin().get("/api/v1/admin/legal-entities").send().await.expect(200);
    let channel = json!({ "code": "open", "legal_entity_id": entities["items"][0]["id"], "currency": "GBP",
        "languages": ["pl"], "guests_see_prices": true });
    shop.admin().post("/api/v1/admin/channels").json(channel).send().await.expect(201);
    let host = format!("open-{}.localhost", shop.code());
    let hosts = json!({ "hosts": { "add": [{ "host": host, "channel": "open" }] } });
    let tenant = format!("/api/v1/operator/tenants/{}", shop.code());
    app.operator().patch(tenant).json(hosts).send().await.expect(200);
    let (closed, open) = (shop.guest().clone(), shop.guest().at_host(&host));
    let look = async |guest: &Client, name: &str, price: Value| {
        for (path, pointer) in [("/api/v1/products/X", ""), ("/api/v1/products?limit=5", "/items/0")] {
            let seen = guest.get(path).header("accept-language", "pl, en").send().await.expect(200);
            let product = seen.pointer(pointer).unwrap();
            assert_eq!((&product["name"], &product["price"]["unit_price"]), (&json!(name), &price), "{path}");
        }
        let page = guest.get("/products/X").header("accept-language", "pl, en").send().await.text();
        assert!(page.contains(name), "{page}");
        assert_eq!(page.contains("10,00") || page.contains("10.00"), price != Value::Null, "{name}");
    };
    for _ in 0..4 {
        let of_one = look(&closed, "Bolt", Value::Null);
        let of_other = look(&open, "Śruba", json!("10.00"));
        futures_util::future::join(of_one, of_other).await;
        look(&open, "Śruba", json!("10.00")).await;
        look(&closed, "Bolt", Value::Null).await;
    }
}

/// The same person in two companies with different contracts: each look shows the contract of the persona it is made in,
/// while another browser of theirs goes on in the other one.
async fn a_persona_switch_takes_effect_between_two_looks(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("X").price("10.00").build().await;
    let list = shop.price_list("contract").await;
    shop.set_price(&list, "X", "1", "8.00").await;
    let plain = shop.company("PLAIN").await;
    let special = shop.company_with(json!({ "code": "SPECIAL", "price_list_code": "contract" })).await;
    let email = shop.person("buyer", Some(&plain)).await;
    shop.membership(&email, "buyer", Some(&special)).await;
    let stays = shop.guest().sign_in(&email, kontor_testkit::PASSWORD).await;
    let mut goes = shop.guest().sign_in(&email, kontor_testkit::PASSWORD).await;
    let personas = goes.get("/api/v1/session").send().await.expect(200)["personas"].clone();
    let of = |code: &str| {
        let find = |persona: &&Value| persona["company"]["code"] == code;
        personas.as_array().unwrap().iter().find(find).unwrap()["membership_id"].clone()
    };
    let price = async |client: &Client| {
        let seen = client.get("/api/v1/products/X").send().await.expect(200)["price"]["unit_price"].clone();
        let page = client.get("/products/X").send().await.text();
        assert!(page.contains(&format!("£{}", seen.as_str().unwrap())), "the page says something else than {seen}");
        seen
    };
    let first = price(&stays).await;
    for (code, expected) in [("SPECIAL", "8.00"), ("PLAIN", "10.00"), ("SPECIAL", "8.00")] {
        let choice = json!({ "membership_id": of(code) });
        let switched = goes.put("/api/v1/session/persona").json(choice).send().await;
        switched.expect(200);
        goes = shop.guest().with_session(&switched);
        assert_eq!(price(&goes).await, expected, "{code}");
        assert_eq!(price(&stays).await, first, "the other browser stays where it is");
    }
}

/// The first one to look fills the server's memory for everybody.
async fn whoever_reaches_one_warehouse_leaves_nothing_behind_for_others(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("X").price("1.00").build().await;
    let mut warehouses = Vec::new();
    for code in ["ONE", "TWO"] {
        let body = json!({ "code": code, "name": code });
        let made = shop.admin().post("/api/v1/admin/warehouses").json(body).send().await.expect(201);
        warehouses.push(made["id"].clone());
    }
    let keeper = shop.scoped_user("administrator", json!({ "warehouses": [warehouses[0]] })).await;
    keeper.get("/api/v1/products/X").send().await.expect(200);
    let level = json!({ "levels": [{ "sku": "X", "warehouse_code": "TWO", "on_hand": "5" }] });
    shop.admin().put("/api/v1/admin/stock").json(level).send().await.expect(200);
    let available =
        async |client: &Client| client.get("/api/v1/products/X").send().await.expect(200)["availability"].clone();
    let by_keeper = available(&keeper).await;
    assert_eq!(available(shop.admin()).await, by_keeper);
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    let order = json!({ "lines": [{ "sku": "X", "quantity": "5" }] });
    buyer.post("/api/v1/orders").json(order).send().await.expect(201);
}

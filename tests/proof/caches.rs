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
    };
    for _ in 0..3 {
        join_all(readers.iter().map(look)).await;
        for reader in readers.iter().rev() {
            look(reader).await;
        }
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

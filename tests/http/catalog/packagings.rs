//! Packaging units and codes through public routes: set by staff, shown in the shop, and private where they must be.
//! What one customer calls a product finds nothing for another one.

use kontor_testkit::{Client, TestApp, both, eventually};
use serde_json::{Value, json};

both!(
    a_box_is_shown_in_the_shop_with_what_it_holds,
    a_scanner_finds_the_product_and_the_box,
    a_customers_own_code_answers_to_that_customer_only,
    units_are_named_by_the_tenant,
    only_who_may_write_products_sets_packaging,
);

async fn found(client: &Client, code: &str) -> Option<Value> {
    let reply = client.get(format!("/api/v1/products/by-code/{code}")).send().await;
    (reply.status == 200).then(|| reply.expect(200))
}

async fn a_box_is_shown_in_the_shop_with_what_it_holds(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let bolt = shop.product("BOLT").price("1.00").with("weight_g", json!(15)).build().await;
    let path = format!("/api/v1/admin/products/{}/packagings", bolt.id);
    let set = json!({ "packagings": [
        { "unit": "box", "factor": "12", "usual": true },
        { "unit": "pallet", "factor": "480", "weight_g": 8000, "length_mm": 1200, "width_mm": 800, "height_mm": 900,
          "barcode": "15901234123454", "orderable": false },
    ] });
    let list = shop.admin().put(&path).json(set).send().await.expect(200);
    assert_eq!((&list["items"][0]["title"], &list["items"][1]["barcode"]), (&json!("box"), &json!("15901234123454")));
    assert_eq!(shop.admin().get(&path).send().await.expect(200), list);
    let shown = shop.guest().get("/api/v1/products/BOLT").send().await.expect(200)["packagings"].clone();
    let units: Vec<_> = shown.as_array().unwrap().iter().map(|one| (&one["unit"], &one["weight_g"])).collect();
    assert_eq!(units, [(&json!("pcs"), &json!(15)), (&json!("box"), &json!(180))], "a pallet cannot be ordered");
    let html = shop.guest().get("/products/BOLT").send().await;
    html.expect(200);
    assert!(html.text().contains("Packaging"), "{}", html.text());
    for wrong in [
        json!({ "packagings": [{ "unit": "nowhere", "factor": "2" }] }),
        json!({ "packagings": [{ "unit": "box", "factor": "-2" }] }),
        json!({ "packagings": [{ "unit": "box", "factor": "2", "colour": "red" }] }),
        json!({}),
    ] {
        shop.admin().put(&path).json(wrong).send().await.expect(422);
    }
    assert_eq!(shop.admin().get(&path).send().await.expect(200), list);
}

async fn a_scanner_finds_the_product_and_the_box(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let bolt = shop.product("BOLT").build().await;
    let path = format!("/api/v1/admin/products/{}", bolt.id);
    let codes = json!({ "codes": [{ "kind": "barcode", "code": "5901234123457" },
        { "kind": "supplier", "owner": "Metal", "code": "M-17" }] });
    shop.admin().put(format!("{path}/codes")).json(codes).send().await.expect(200);
    let set = json!({ "packagings": [{ "unit": "box", "factor": "12", "barcode": "15901234123454" }] });
    shop.admin().put(format!("{path}/packagings")).json(set).send().await.expect(200);
    for (code, unit) in [("5901234123457", "pcs"), ("15901234123454", "box")] {
        let product = found(shop.guest(), code).await.unwrap();
        assert_eq!((&product["product"]["sku"], &product["unit"]), (&json!("BOLT"), &json!(unit)), "{code}");
    }
    assert_eq!(found(shop.guest(), "M-17").await, None);
    assert_eq!(found(shop.admin(), "M-17").await.unwrap()["kind"], "supplier");
    let nut = shop.product("NUT").build().await;
    let taken = json!({ "codes": [{ "kind": "barcode", "code": "05901234123457" }] });
    let taken = shop.admin().put(format!("/api/v1/admin/products/{}/codes", nut.id)).json(taken).send().await;
    taken.problem(409, "catalog.code_taken");
    shop.admin().patch(&path).json(json!({ "archived": true })).send().await.expect(200);
    eventually("what is archived is found no more", || async {
        found(shop.guest(), "5901234123457").await.is_none().then_some(())
    })
    .await;
}

async fn a_customers_own_code_answers_to_that_customer_only(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let (bolt, nut) = (shop.product("BOLT").build().await, shop.product("NUT").build().await);
    let (acme, zenith) = (shop.company("ACME").await, shop.company("ZENITH").await);
    let set = async |id: &str, codes: Value| {
        let path = format!("/api/v1/admin/products/{id}/customer-codes");
        shop.admin().put(path).json(json!({ "codes": codes })).send().await
    };
    set(&bolt.id, json!([{ "company_code": "acme", "code": "OUR-1" }])).await.expect(200);
    set(&nut.id, json!([{ "company_code": "ZENITH", "code": "OUR-1" }])).await.expect(200);
    let twice = set(&nut.id, json!([{ "company_code": "ACME", "code": "our-1" }])).await;
    twice.problem(409, "catalog.code_taken");
    let unknown = set(&nut.id, json!([{ "company_code": "NOBODY", "code": "x" }])).await.expect(422);
    assert_eq!(unknown["errors"][0]["pointer"], "/codes/0/company_code");
    let (of_acme, of_zenith) = (shop.buyer(&acme).await, shop.buyer(&zenith).await);
    for (buyer, sku) in [(&of_acme, "BOLT"), (&of_zenith, "NUT")] {
        let product = found(buyer, "our-1").await.unwrap();
        assert_eq!((&product["product"]["sku"], &product["kind"]), (&json!(sku), &json!("customer")));
    }
    assert_eq!(found(shop.guest(), "OUR-1").await, None);
    assert_eq!(found(shop.admin(), "OUR-1").await, None, "staff act for one of them to use its words");
    let reply = of_zenith.get("/api/v1/products/BOLT").send().await;
    assert!(!reply.text().contains("OUR-1"), "{}", reply.text());
    let own = of_acme.get("/api/v1/products/BOLT").send().await.expect(200);
    assert_eq!(own["codes"], json!([{ "kind": "customer", "owner": null, "code": "OUR-1", "unit": null }]));
}

async fn units_are_named_by_the_tenant(app: &'static TestApp) {
    let shop = app.tenant().languages(["en", "pl"]).build().await;
    let list = shop.admin().get("/api/v1/admin/units").send().await.expect(200);
    assert!(list["items"].as_array().unwrap().iter().any(|unit| unit["standard_code"] == "KGM"), "{list}");
    let body = json!({ "names": { "en": "crate", "pl": "skrzynka" }, "standard_code": "XCR", "decimals": 0 });
    let made = shop.admin().put("/api/v1/admin/units/crate").json(body).send().await.expect(200);
    assert_eq!((&made["title"], &made["own"]), (&json!("crate"), &json!(true)));
    let wrong = json!({ "names": { "en": "x" }, "decimals": 7 });
    let problem = shop.admin().put("/api/v1/admin/units/x").json(wrong).send().await.expect(422);
    assert_eq!(problem["errors"][0]["pointer"], "/decimals");
    let bolt = shop.product("BOLT").build().await;
    let set = json!({ "packagings": [{ "unit": "crate", "factor": "24" }] });
    let path = format!("/api/v1/admin/products/{}/packagings", bolt.id);
    shop.admin().put(path).json(set).send().await.expect(200);
    let polish = shop.guest().get("/api/v1/products/BOLT").header("accept-language", "pl").send().await.expect(200);
    assert_eq!(polish["packagings"][1]["name"], "skrzynka");
}

async fn only_who_may_write_products_sets_packaging(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let bolt = shop.product("BOLT").build().await;
    let clerk = shop.user("order_desk").await;
    let path = format!("/api/v1/admin/products/{}", bolt.id);
    for (what, body) in [
        ("packagings", json!({ "packagings": [] })),
        ("codes", json!({ "codes": [] })),
        ("customer-codes", json!({ "codes": [] })),
    ] {
        clerk.get(format!("{path}/{what}")).send().await.expect(200);
        clerk.put(format!("{path}/{what}")).json(body).send().await.problem(403, "auth.forbidden");
    }
    let unit = json!({ "names": { "en": "x" } });
    clerk.put("/api/v1/admin/units/x").json(unit).send().await.problem(403, "auth.forbidden");
}

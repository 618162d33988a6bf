//! Buyers ask why they pay what they pay, by the API and on the product's page, if their company lets them.
//! What the answer keeps to itself is tested as much as what it says.

use kontor_testkit::{Client, Company, PASSWORD, Shop, TestApp, both, eventually};
use serde_json::{Value, json};

both!(
    a_company_administrator_is_told_why_and_nothing_that_is_not_theirs,
    a_price_is_asked_for_a_quantity_a_unit_and_a_day,
    only_whoever_the_company_lets_may_ask,
    the_page_of_a_product_says_why_without_scripts,
);

async fn administrator(shop: &Shop, company: &Company) -> Client {
    let email = shop.person("company_admin", Some(company)).await;
    shop.guest().sign_in(&email, PASSWORD).await
}

async fn list(shop: &Shop, body: Value) -> String {
    let made = shop.admin().post("/api/v1/admin/price-lists").json(body).send().await.expect(201);
    made["id"].as_str().unwrap().to_owned()
}

async fn give(shop: &Shop, company: &Company, lists: &[&str]) {
    let lists: Vec<Value> = lists.iter().map(|code| json!({ "code": code })).collect();
    let path = format!("/api/v1/admin/price-list-assignments/company/{}", company.id);
    shop.admin().put(path).json(json!({ "price_lists": lists })).send().await.expect(204);
}

/// BOLT costs everybody 10.00, RIVALS 3.33, and one company from a hundred on what it has agreed; costs and a floor are
/// known.
async fn priced(app: &'static TestApp) -> (Shop, Company, Client) {
    let shop = app.tenant().languages(["en", "pl", "it"]).build().await;
    shop.product("BOLT").price("10.00").build().await;
    let agreed = list(
        &shop,
        json!({ "code": "secret-deal", "name": "Secret deal", "purpose": "contract", "is_default": false }),
    );
    shop.set_price(&agreed.await, "BOLT", "100", "6.00").await;
    let rules = json!([{ "price": "price * 0.777" }]);
    list(
        &shop,
        json!({ "code": "ruled", "name": "Ruled", "is_default": false, "base_list": "standard", "rules": rules }),
    )
    .await;
    let rivals = list(&shop, json!({ "code": "rivals", "name": "Rivals", "is_default": false })).await;
    shop.set_price(&rivals, "BOLT", "1", "3.33").await;
    let costs = list(&shop, json!({ "code": "costs", "name": "Costs", "purpose": "cost", "is_default": true })).await;
    shop.set_price(&costs, "BOLT", "1", "4.44").await;
    let policy = json!({ "strategy": "first_match", "margin_floor": "12.5" });
    shop.admin().put("/api/v1/admin/pricing-policy").json(policy).send().await.expect(200);
    let (company, rival) = (shop.company("C").await, shop.company("R").await);
    give(&shop, &company, &["secret-deal", "ruled"]).await;
    give(&shop, &rival, &["rivals"]).await;
    let client = administrator(&shop, &company).await;
    (shop, company, client)
}

const WHY: &str = "/api/v1/products/BOLT/price-explanation";

async fn explained(client: &Client, query: &str, price: &str) -> Value {
    eventually("the price is known", || async {
        let answer = client.get(format!("{WHY}?{query}")).send().await.expect(200);
        (answer["price"]["unit_price"] == price).then_some(answer)
    })
    .await
}

/// Names, numbers and words that belong to the shop or to others.
const KEPT: [&str; 15] = [
    "secret-deal",
    "Secret deal",
    "ruled",
    "Ruled",
    "0.777",
    "rivals",
    "Rivals",
    "3.33",
    "costs",
    "4.44",
    "12.5",
    "margin",
    "floor",
    "formula",
    "steps",
];

async fn a_company_administrator_is_told_why_and_nothing_that_is_not_theirs(app: &'static TestApp) {
    let (shop, company, client) = priced(app).await;
    let hundred = explained(&client, "quantity=100", "6.00").await;
    assert_eq!(
        json!([hundred["price"]["origin"], hundred["price"]["min_quantity"], hundred["reasons"]]),
        json!(["agreement", "100", ["Your company has agreed this price with us.", "It holds from 100 pcs on."]])
    );
    let few = explained(&client, "quantity=5", "7.77").await;
    assert_eq!(
        json!([few["price"]["origin"], few["reasons"]]),
        json!(["company", ["This is your company’s own price."]])
    );
    assert_eq!(few["tiers"][0], json!({ "min_quantity": "100", "unit_price": "6.00" }));
    for (query, price) in [("quantity=100", "6.00"), ("quantity=5", "7.77")] {
        let text = explained(&client, query, price).await.to_string();
        let told: Vec<&str> = KEPT.into_iter().filter(|kept| text.contains(kept)).collect();
        assert_eq!(told, Vec::<&str>::new(), "{text}");
    }
    let body = json!({ "lines": [{ "sku": "BOLT", "quantity": "100" }] });
    let ordered = client.post("/api/v1/orders").json(body).send().await.expect(201);
    assert_eq!(ordered["net_total"], "600.00", "the answer is what an order costs");
    let polish = client.get(format!("{WHY}?quantity=100")).header("accept-language", "pl").send().await.expect(200);
    assert_eq!(polish["reasons"][0], "Państwa firma uzgodniła z nami tę cenę.");
    give(&shop, &company, &[]).await;
    let usual = explained(&client, "", "10.00").await;
    assert_eq!(json!([usual["price"]["origin"], usual["reasons"]]), json!(["usual", ["This is our usual price."]]));
}

async fn a_price_is_asked_for_a_quantity_a_unit_and_a_day(app: &'static TestApp) {
    let (shop, company, client) = priced(app).await;
    let product = shop.admin().get("/api/v1/admin/products?q=BOLT").send().await.expect(200);
    let path = format!("/api/v1/admin/products/{}/packagings", product["items"][0]["id"].as_str().unwrap());
    let packagings = json!({ "packagings": [{ "unit": "box", "factor": "12" }] });
    shop.admin().put(path).json(packagings).send().await.expect(200);
    let boxes = explained(&client, "quantity=10&unit=box", "72.00").await;
    assert_eq!(
        json!([boxes["unit"], boxes["base_quantity"], boxes["base_unit"], boxes["price"]["min_unit"]]),
        json!(["box", "120", "pcs", "pcs"])
    );
    let later = json!({ "code": "next-year", "purpose": "contract", "is_default": false, "valid_from": "2099-01-01" });
    let later = list(&shop, later).await;
    shop.set_price(&later, "BOLT", "1", "8.00").await;
    give(&shop, &company, &["next-year", "ruled"]).await;
    let then = explained(&client, "date=2099-01-01", "8.00").await;
    assert_eq!(json!([then["date"], then["price"]["origin"]]), json!(["2099-01-01", "agreement"]));
    explained(&client, "date=2098-12-31", "7.77").await;
    for (query, field) in [
        ("date=2001-01-01", "date"),
        ("quantity=0", "quantity"),
        ("quantity=-1", "quantity"),
        ("quantity=1.5", "quantity"),
        ("unit=crate", "unit"),
    ] {
        let refused = client.get(format!("{WHY}?{query}")).send().await.expect(422);
        assert_eq!(refused["errors"][0]["pointer"], field, "{query}: {refused}");
    }
    client.get("/api/v1/products/NOTHING/price-explanation").send().await.problem(404, "not_found");
}

async fn only_whoever_the_company_lets_may_ask(app: &'static TestApp) {
    let (shop, company, client) = priced(app).await;
    let buyer = shop.buyer(&company).await;
    buyer.get(WHY).send().await.problem(403, "auth.forbidden");
    shop.admin().get(WHY).send().await.problem(403, "auth.forbidden");
    shop.guest().get(WHY).send().await.problem(401, "auth.required");
    // What the company does not see has no price to explain.
    let assortment = json!({ "code": "A", "name": "A", "skus": [], "viewers": { "company_ids": [company.id] } });
    explained(&client, "", "7.77").await;
    shop.admin().post("/api/v1/admin/assortments").json(assortment).send().await.expect(201);
    eventually("what is hidden is not there", || async { (client.get(WHY).send().await.status == 404).then_some(()) })
        .await;
}

async fn the_page_of_a_product_says_why_without_scripts(app: &'static TestApp) {
    let (shop, company, client) = priced(app).await;
    explained(&client, "quantity=100", "6.00").await;
    let plain = client.get("/products/BOLT").send().await.text();
    assert!(plain.contains("Why this price") && !plain.contains("Your company has agreed"), "{plain}");
    let page = client.get("/products/BOLT?why=1&quantity=100").send().await;
    assert_eq!(page.status, 200);
    let page = page.text();
    assert!(page.contains("Your company has agreed this price with us.") && page.contains("6.00"), "{page}");
    let section = &page[page.find("id=\"why\"").unwrap()..];
    let section = &section[..section.find("</details>").unwrap()];
    let told: Vec<&str> = KEPT.into_iter().filter(|kept| section.contains(kept)).collect();
    assert_eq!(told, Vec::<&str>::new(), "{section}");
    let wrong = client.get("/products/BOLT?why=1&quantity=many&date=2001-01-01").send().await.text();
    assert!(wrong.contains("e-why-quantity") && wrong.contains("value=\"many\""), "{wrong}");
    let past = client.get("/products/BOLT?why=1&date=2001-01-01").send().await.text();
    assert!(past.contains("Ask for today or for a later day."), "{past}");
    for other in [shop.buyer(&company).await, shop.guest().clone()] {
        let page = other.get("/products/BOLT?why=1").send().await.text();
        assert!(!page.contains("why-form") && !page.contains("agreed"), "{page}");
    }
}

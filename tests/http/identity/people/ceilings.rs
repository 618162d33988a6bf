//! How much a role orders for: said in the cart, and refused when the order is placed.
//! A limit in another currency refuses, because nothing says what it would be in this one.

use kontor_testkit::{Client, Company, PASSWORD, Shop, TestApp, both};
use serde_json::{Value, json};

use super::{membership, role_id, text};

both!(
    an_order_above_the_ceiling_of_the_role_is_refused_in_words,
    a_ceiling_in_another_currency_refuses,
    a_ceiling_that_changes_counts_with_the_next_order,
    nobody_with_a_ceiling_lets_others_order_for_more,
    nobody_with_a_ceiling_lets_customers_order_for_more,
);

async fn role(shop: &Shop, amount: &str, currency: &str) -> String {
    let body = json!({ "code": "limited", "name": "Limited", "audience": "buyer",
        "copy_of": role_id(shop.admin(), "buyer").await, "order_ceiling": { "amount": amount, "currency": currency } });
    text(&shop.admin().post("/api/v1/admin/roles").json(body).send().await.expect(201)["id"])
}

async fn limited_buyer(shop: &Shop, company: &Company, role: &str) -> Client {
    let email = shop.person("buyer", Some(company)).await;
    let path = format!("/api/v1/admin/memberships/{}", membership(shop, &email).await);
    shop.admin().patch(path).json(json!({ "role_id": role })).send().await.expect(200);
    shop.guest().sign_in(&email, PASSWORD).await
}

fn order(quantity: &str) -> Value {
    json!({ "lines": [{ "sku": "A", "quantity": quantity }] })
}

async fn an_order_above_the_ceiling_of_the_role_is_refused_in_words(app: &'static TestApp) {
    let shop = app.tenant().languages(["en", "pl", "it"]).build().await;
    shop.product("A").price("10.00").build().await;
    let company = shop.company("ACME").await;
    let role = role(&shop, "50", "GBP").await;
    let buyer = limited_buyer(&shop, &company, &role).await;
    // The tax of 20 per cent does not count.
    buyer.post("/api/v1/orders").json(order("5")).send().await.expect(201);
    let refused = buyer.post("/api/v1/orders").json(order("6")).send().await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    assert!(refused.text().contains("£50.00") && refused.text().contains("£60.00"), "{}", refused.text());
    let cart = text(&buyer.post("/api/v1/carts").json(json!({})).send().await.expect(201)["id"]);
    let line = json!({ "sku": "A", "quantity": "6" });
    let full = buyer.post(format!("/api/v1/carts/{cart}/lines")).json(line).send().await.expect(201);
    assert_eq!(full["can_place"], false);
    assert_eq!(full["messages"][0]["code"], "identity.above_ceiling");
    let polish = buyer.get(format!("/api/v1/carts/{cart}")).header("accept-language", "pl").send().await.expect(200);
    assert!(text(&polish["messages"][0]["text"]).contains("netto"), "{polish}");
}

async fn a_ceiling_in_another_currency_refuses(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("A").price("10.00").build().await;
    let company = shop.company("ACME").await;
    let role = role(&shop, "1000000", "EUR").await;
    let buyer = limited_buyer(&shop, &company, &role).await;
    let refused = buyer.post("/api/v1/orders").json(order("1")).send().await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    assert!(refused.text().contains("€1,000,000.00") && refused.text().contains("GBP"), "{}", refused.text());
    assert_eq!(buyer.get("/api/v1/orders").send().await.expect(200)["items"], json!([]));
}

async fn a_ceiling_that_changes_counts_with_the_next_order(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("A").price("10.00").build().await;
    let company = shop.company("ACME").await;
    let role = role(&shop, "50", "GBP").await;
    let buyer = limited_buyer(&shop, &company, &role).await;
    buyer.post("/api/v1/orders").json(order("6")).send().await.expect(422);
    let path = format!("/api/v1/admin/roles/{role}");
    let higher = json!({ "order_ceiling": { "amount": "60", "currency": "GBP" } });
    shop.admin().patch(&path).json(higher).send().await.expect(200);
    buyer.post("/api/v1/orders").json(order("6")).send().await.expect(201);
    shop.admin().patch(&path).json(json!({ "order_ceiling": null })).send().await.expect(200);
    buyer.post("/api/v1/orders").json(order("600")).send().await.expect(201);
    for amount in ["0", "-1", "1,0", "x", "1.005"] {
        let wrong = json!({ "order_ceiling": { "amount": amount, "currency": "GBP" } });
        shop.admin().patch(&path).json(wrong).send().await.problem(422, "identity.bad_ceiling");
    }
}

async fn nobody_with_a_ceiling_lets_others_order_for_more(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let company = shop.company("ACME").await;
    let body = json!({ "code": "small_boss", "name": "Small boss", "audience": "buyer",
        "copy_of": role_id(shop.admin(), "company_admin").await, "order_ceiling": { "amount": "50", "currency": "GBP" } });
    let role = text(&shop.admin().post("/api/v1/admin/roles").json(body).send().await.expect(201)["id"]);
    let boss = limited_buyer(&shop, &company, &role).await;
    let buyer = super::own_role_id(&boss, "buyer").await;
    let invitation = json!({ "email": "more@friend.example", "role_id": buyer });
    boss.post("/api/v1/company/invitations").json(invitation).send().await.problem(403, "identity.more_than_own");
    let free = json!({ "name": "Free", "permissions": [] });
    boss.post("/api/v1/company/roles").json(free).send().await.problem(403, "identity.more_than_own");
    let small = json!({ "name": "Small", "permissions": [], "order_ceiling": { "amount": "50", "currency": "GBP" } });
    boss.post("/api/v1/company/roles").json(small).send().await.expect(201);
}

async fn nobody_with_a_ceiling_lets_customers_order_for_more(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let company = shop.company("ACME").await;
    let limited = role(&shop, "50", "GBP").await;
    let body = json!({ "code": "small_desk", "name": "Small desk", "audience": "staff",
        "copy_of": role_id(shop.admin(), "administrator").await, "order_ceiling": { "amount": "50", "currency": "GBP" } });
    let desk = text(&shop.admin().post("/api/v1/admin/roles").json(body).send().await.expect(201)["id"]);
    let (_, desk) = super::member_of_staff(&shop, &desk, json!({})).await;
    let invite = async |role: &str| {
        let body = json!({ "email": super::address(&shop, "friend"), "role_id": role, "company_id": company.id });
        desk.post("/api/v1/admin/invitations").json(body).send().await
    };
    invite(&role_id(shop.admin(), "buyer").await).await.problem(403, "identity.more_than_own");
    invite(&limited).await.expect(201);
}

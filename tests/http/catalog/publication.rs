//! Products on their way into the shop through public routes: approved, published on one channel and not on another, and
//! complete in one language and not in another.

use kontor_testkit::{Shop, TestApp, both, eventually};
use serde_json::{Value, json};

use super::skus;

both!(
    a_draft_comes_into_the_shop_step_by_step,
    a_product_is_withdrawn_from_one_channel_only,
    what_is_missing_is_told_by_channel_and_language,
    only_who_may_approve_lets_products_into_the_shop,
);

const RULES: &str = "/api/v1/admin/product-rules";

async fn take(shop: &Shop, id: &str, body: Value) -> Value {
    shop.admin().post(format!("/api/v1/admin/products/{id}/publication")).json(body).send().await.expect(200)
}

async fn listed(shop: &Shop) -> Vec<String> {
    skus(&shop.guest().get("/api/v1/products?sort=sku").send().await.expect(200))
}

async fn a_draft_comes_into_the_shop_step_by_step(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.admin().put(RULES).json(json!({ "need_approval": true, "asks": ["name"] })).send().await.expect(200);
    let bolt = shop.product("BOLT").price("1.00").build().await;
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    let order = json!({ "lines": [{ "sku": "BOLT", "quantity": "1" }] });
    for step in ["approve", "publish"] {
        assert_eq!(listed(&shop).await, [""; 0], "before {step}");
        shop.guest().get("/api/v1/products/BOLT").send().await.problem(404, "not_found");
        shop.guest().get("/products/BOLT").send().await.expect(404);
        buyer.post("/api/v1/orders").json(order.clone()).send().await.problem(422, "orders.bad_lines");
        take(&shop, &bolt.id, json!({ "step": step })).await;
    }
    eventually("it is listed", || async { (listed(&shop).await == ["BOLT"]).then_some(()) }).await;
    buyer.post("/api/v1/orders").json(order).send().await.expect(201);
    let again = json!({ "step": "publish" });
    let path = format!("/api/v1/admin/products/{}/publication", bolt.id);
    shop.admin().post(path).json(again).send().await.problem(409, "catalog.no_step");
    let drafts = shop.admin().get("/api/v1/admin/products?state=draft").send().await.expect(200);
    assert_eq!(drafts["items"], json!([]));
}

async fn a_product_is_withdrawn_from_one_channel_only(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let bolt = shop.product("BOLT").build().await;
    shop.product("NUT").build().await;
    let view = shop.admin().get(format!("/api/v1/admin/products/{}/publication", bolt.id)).send().await.expect(200);
    let channel = view["channels"][0]["channel_code"].clone();
    let view = take(&shop, &bolt.id, json!({ "step": "withdraw", "channel_code": channel })).await;
    assert_eq!((&view["state"], &view["channels"][0]["state"]), (&json!("published"), &json!("approved")));
    eventually("it is gone from that channel", || async { (listed(&shop).await == ["NUT"]).then_some(()) }).await;
    shop.guest().get("/api/v1/products/BOLT").send().await.problem(404, "not_found");
    take(&shop, &bolt.id, json!({ "step": "publish", "channel_code": channel })).await;
    eventually("it is back", || async { (listed(&shop).await.len() == 2).then_some(()) }).await;
    let unknown = json!({ "step": "withdraw", "channel_code": "nowhere" });
    let path = format!("/api/v1/admin/products/{}/publication", bolt.id);
    let problem = shop.admin().post(path).json(unknown).send().await.expect(422);
    assert_eq!(problem["errors"][0]["pointer"], "/channel_code");
}

async fn what_is_missing_is_told_by_channel_and_language(app: &'static TestApp) {
    let shop = app.tenant().languages(["en", "pl"]).build().await;
    let rules = json!({ "need_approval": false, "asks": ["name", "price", "description", "weight"] });
    shop.admin().put(RULES).json(rules).send().await.expect(200);
    let bolt = shop.product("BOLT").price("1.00").with("description", json!("Steel")).build().await;
    let path = format!("/api/v1/admin/products/{}", bolt.id);
    let view = shop.admin().get(format!("{path}/publication")).send().await.expect(200);
    let told: Vec<_> = view["completeness"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (&one["language"], &one["percent"], &one["missing"]))
        .collect();
    let (en, pl) = (json!("en"), json!("pl"));
    assert_eq!(
        told,
        [(&en, &json!(75), &json!(["weight"])), (&pl, &json!(25), &json!(["name", "description", "weight"]))]
    );
    let listed = shop.admin().get("/api/v1/admin/products?complete=false").send().await.expect(200);
    assert_eq!((skus(&listed), &listed["items"][0]["completeness"]), (vec!["BOLT".to_owned()], &json!(25)));
    shop.admin().put(RULES).json(json!({ "need_approval": false, "asks": ["price"] })).send().await.expect(200);
    let listed = shop.admin().get("/api/v1/admin/products?complete=true").send().await.expect(200);
    assert_eq!((skus(&listed), &listed["items"][0]["completeness"]), (vec!["BOLT".to_owned()], &json!(100)));
}

async fn only_who_may_approve_lets_products_into_the_shop(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let bolt = shop.product("BOLT").build().await;
    let clerk = shop.user("order_desk").await;
    let path = format!("/api/v1/admin/products/{}/publication", bolt.id);
    clerk.get(&path).send().await.expect(200);
    clerk.post(&path).json(json!({ "step": "withdraw" })).send().await.problem(403, "auth.forbidden");
    let rules = json!({ "need_approval": true, "asks": [] });
    clerk.put(RULES).json(rules).send().await.problem(403, "auth.forbidden");
    shop.admin().put(RULES).json(json!({ "need_approval": true, "asks": ["smell"] })).send().await.expect(422);
}

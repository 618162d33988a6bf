//! Special minimums: for groups and categories, beside others, and waived.
//! The usual ones stand in the file above.

use kontor_testkit::{TestApp, both};
use serde_json::json;

use super::{MINIMUMS, hardware, minimum, order};

both!(
    a_group_has_a_minimum_of_its_own_and_a_customer_is_let_off,
    a_categorys_minimum_binds_what_lies_in_it,
    two_minimums_that_combine_both_bind,
    a_minimum_is_for_a_customer_or_a_group_and_never_both,
);

async fn a_group_has_a_minimum_of_its_own_and_a_customer_is_let_off(app: &'static TestApp) {
    let (shop, company, buyer) = hardware(app).await;
    let group = json!({ "code": "GOLD", "name": "Gold" });
    let group = shop.admin().post("/api/v1/admin/customer-groups").json(group).send().await.expect(201)["id"].clone();
    let path = format!("/api/v1/admin/companies/{}/groups", company.id);
    shop.admin().put(path).json(json!({ "group_ids": [group] })).send().await.expect(200);
    minimum(&shop, json!({ "measure": "net_value", "threshold": "100", "severity": "block" })).await;
    minimum(&shop, json!({ "group_id": group, "measure": "net_value", "threshold": "20", "severity": "block" })).await;
    buyer.post("/api/v1/orders").json(order("7")).send().await.problem(422, "orders.refused");
    buyer.post("/api/v1/orders").json(order("8")).send().await.expect(201);
    let waived = json!({ "company_code": "ACME", "measure": "net_value", "severity": "waive" });
    assert_eq!(minimum(&shop, waived).await["threshold"], "0.00");
    buyer.post("/api/v1/orders").json(order("1")).send().await.expect(201);
}

async fn a_categorys_minimum_binds_what_lies_in_it(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    shop.admin()
        .post("/api/v1/admin/categories")
        .json(json!({ "code": "sand", "name": "Sand" }))
        .send()
        .await
        .expect(201);
    let sand = shop.product("SAND").price("1.00").with("weight_g", json!(1_000));
    sand.with("category_code", json!("sand")).build().await;
    minimum(&shop, json!({ "category_code": "sand", "measure": "weight_kg", "threshold": "10", "severity": "block" }))
        .await;
    let of = |quantity: &str| json!({ "lines": [{ "sku": "SAND", "quantity": quantity }, { "sku": "BOLT", "quantity": "1" }] });
    let refused = buyer.post("/api/v1/orders").json(of("9")).send().await.problem(422, "orders.refused");
    insta::assert_json_snapshot!("a_categorys_minimum", refused["detail"]);
    buyer.post("/api/v1/orders").json(of("10")).send().await.expect(201);
    buyer.post("/api/v1/orders").json(order("1")).send().await.expect(201);
}

async fn two_minimums_that_combine_both_bind(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    minimum(&shop, json!({ "measure": "net_value", "threshold": "100", "severity": "block" })).await;
    let own = json!({ "company_code": "ACME", "measure": "net_value", "threshold": "20", "severity": "block",
        "combines": true });
    minimum(&shop, own).await;
    // Its own alone would let this pass.
    buyer.post("/api/v1/orders").json(order("8")).send().await.problem(422, "orders.refused");
    buyer.post("/api/v1/orders").json(order("40")).send().await.expect(201);
}

async fn a_minimum_is_for_a_customer_or_a_group_and_never_both(app: &'static TestApp) {
    let (shop, _, _) = hardware(app).await;
    let wrong = json!({ "company_code": "ACME", "group_id": uuid::Uuid::now_v7(), "measure": "quantity",
        "threshold": "1", "severity": "warn" });
    let problem = shop.admin().post(MINIMUMS).json(wrong).send().await.problem(422, "freight.bad_fields");
    assert_eq!(problem["errors"][0]["pointer"], "/group_id");
    let nothing = json!({ "measure": "quantity", "severity": "warn" });
    shop.admin().post(MINIMUMS).json(nothing).send().await.problem(422, "freight.bad_threshold");
}

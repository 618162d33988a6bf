//! The ledger: every change of stock on hand is an entry with a kind, who, when and why.
//! Nothing leaves that is not there or is promised; what is refused changes nothing.

use kontor_testkit::{Shop, TestApp, both};
use serde_json::{Value, json};

both!(
    goods_in_and_out_corrections_and_counts_stand_in_the_history,
    what_is_promised_does_not_leave_and_a_correction_needs_a_reason,
    goods_go_from_one_warehouse_to_another_and_stay_as_many,
    a_booking_is_made_once_however_often_it_is_sent,
    on_hand_is_the_sum_of_the_ledger_whatever_was_done,
);

const MOVEMENTS: &str = "/api/v1/admin/stock/movements";

async fn book(shop: &Shop, movements: Value) -> kontor_testkit::Reply {
    shop.admin().post(MOVEMENTS).json(json!({ "movements": movements })).send().await
}

async fn goods_in_and_out_corrections_and_counts_stand_in_the_history(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").stock(10).build().await;
    book(&shop, json!([{ "sku": "bolt", "kind": "receipt", "quantity": "5", "reference": "PZ 7" }])).await.expect(201);
    book(&shop, json!([{ "sku": "BOLT", "kind": "shipment", "quantity": "3.5" }])).await.expect(201);
    book(&shop, json!([{ "sku": "BOLT", "kind": "return", "quantity": "1" }])).await.expect(201);
    let correction = json!([{ "sku": "BOLT", "kind": "correction", "quantity": "-2", "reason": "Broken" }]);
    book(&shop, correction).await.expect(201);
    shop.set_stock("BOLT", "20").await;
    let history = shop.admin().get(format!("{MOVEMENTS}?sku=BOLT")).send().await.expect(200);
    let entries: Vec<_> = history["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| ["kind", "quantity", "on_hand"].map(|name| entry[name].as_str().unwrap()))
        .collect();
    assert_eq!(
        entries,
        [
            ["count", "9.5", "20"],
            ["correction", "-2", "10.5"],
            ["return", "1", "12.5"],
            ["shipment", "-3.5", "11.5"],
            ["receipt", "5", "15"],
            ["count", "10", "10"],
        ]
    );
    let correction = &history["items"][1];
    assert_eq!((&correction["reason"], &correction["warehouse_code"]), (&json!("Broken"), &json!("main")));
    assert!(!correction["by"].as_str().unwrap().is_empty());
    let first = shop.admin().get(format!("{MOVEMENTS}?limit=4")).send().await.expect(200);
    let cursor = first["next_cursor"].as_str().unwrap();
    let rest = shop.admin().get(format!("{MOVEMENTS}?limit=4&cursor={cursor}")).send().await.expect(200);
    assert_eq!((rest["items"].as_array().unwrap().len(), &rest["next_cursor"]), (2, &Value::Null));
    let receipts = shop.admin().get(format!("{MOVEMENTS}?kind=receipt")).send().await.expect(200);
    assert_eq!(receipts["items"][0]["reference"], "PZ 7");
}

async fn what_is_promised_does_not_leave_and_a_correction_needs_a_reason(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("1.00").stock(10).build().await;
    shop.product("NUT").stock(10).build().await;
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    let order = json!({ "lines": [{ "sku": "BOLT", "quantity": "8" }] });
    buyer.post("/api/v1/orders").json(order).send().await.expect(201);
    let both = json!([
        { "sku": "NUT", "kind": "shipment", "quantity": "1" },
        { "sku": "BOLT", "kind": "shipment", "quantity": "3" },
    ]);
    let refused = book(&shop, both).await.problem(422, "inventory.bad_fields");
    let error = &refused["errors"][0];
    assert_eq!((&error["pointer"], &error["code"]), (&json!("/movements/1/quantity"), &json!("inventory.promised")));
    assert_eq!(shop.available("NUT").await, "10", "all are booked or none");
    let much = json!([{ "sku": "NUT", "kind": "correction", "quantity": "-11", "reason": "x" }]);
    assert_eq!(book(&shop, much).await.expect(422)["errors"][0]["code"], "inventory.below_zero");
    for (movement, code) in [
        (json!({ "sku": "NUT", "kind": "correction", "quantity": "1" }), "inventory.reason_missing"),
        (json!({ "sku": "NUT", "kind": "correction", "quantity": "0", "reason": "x" }), "inventory.bad_quantity"),
        (json!({ "sku": "NUT", "kind": "receipt", "quantity": "-1" }), "inventory.bad_quantity"),
        (json!({ "sku": "SCREW", "kind": "receipt", "quantity": "1" }), "inventory.unknown_product"),
        (
            json!({ "sku": "NUT", "warehouse_code": "x", "kind": "receipt", "quantity": "1" }),
            "inventory.unknown_warehouse",
        ),
    ] {
        let refused = book(&shop, json!([movement])).await.expect(422);
        assert_eq!(refused["errors"][0]["code"], code, "{refused}");
    }
    let opening = json!([{ "sku": "NUT", "kind": "opening", "quantity": "1" }]);
    assert_eq!(book(&shop, opening).await.status, 422, "the ledger opens by itself");
}

async fn goods_go_from_one_warehouse_to_another_and_stay_as_many(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").stock(10).build().await;
    shop.admin()
        .post("/api/v1/admin/warehouses")
        .json(json!({ "code": "north", "name": "N" }))
        .send()
        .await
        .expect(201);
    let transfer = |from: &str, to: &str, quantity: &str| {
        let body = json!({ "sku": "BOLT", "from_warehouse_code": from, "to_warehouse_code": to, "quantity": quantity });
        shop.admin().post("/api/v1/admin/stock/transfers").json(body).send()
    };
    let moved = transfer("main", "north", "4").await.expect(201);
    let told: Vec<_> = moved["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| (entry["quantity"].clone(), entry["on_hand"].clone()))
        .collect();
    assert_eq!(told, [(json!("-4"), json!("6")), (json!("4"), json!("4"))]);
    assert_eq!(transfer("main", "north", "7").await.expect(422)["errors"][0]["code"], "inventory.below_zero");
    assert_eq!(transfer("main", "MAIN", "1").await.expect(422)["errors"][0]["code"], "inventory.same_warehouse");
    assert_eq!(transfer("north", "main", "0").await.expect(422)["errors"][0]["code"], "inventory.bad_quantity");
    let list = shop.admin().get("/api/v1/admin/stock?q=BOLT").send().await.expect(200);
    let on_hand: Vec<_> = list["items"].as_array().unwrap().iter().map(|row| row["on_hand"].clone()).collect();
    assert_eq!(on_hand, [json!("6"), json!("4")]);
}

async fn a_booking_is_made_once_however_often_it_is_sent(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").stock(10).build().await;
    let body = json!({ "movements": [{ "sku": "BOLT", "kind": "receipt", "quantity": "5" }] });
    let first = shop.admin().post(MOVEMENTS).json(body.clone()).key("once").send().await;
    let second = shop.admin().post(MOVEMENTS).json(body).key("once").send().await;
    assert_eq!(first.expect(201), second.expect(201));
    assert_eq!(shop.available("BOLT").await, "15");
}

async fn on_hand_is_the_sum_of_the_ledger_whatever_was_done(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("1.00").stock(10).build().await;
    let file = "sku,on_hand\nBOLT,25\n";
    let run = shop.admin().post("/api/v1/admin/imports?kind=stock").body("text/csv", file).send().await.expect(202);
    let run = format!("/api/v1/admin/imports/{}", run["id"].as_str().unwrap());
    kontor_testkit::eventually("the import ends", || async {
        let state = shop.admin().get(&run).send().await.expect(200)["state"].clone();
        (state == "done").then_some(())
    })
    .await;
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    let order = json!({ "lines": [{ "sku": "BOLT", "quantity": "8" }] });
    let order = buyer.post("/api/v1/orders").json(order).send().await.expect(201);
    book(&shop, json!([{ "sku": "BOLT", "kind": "shipment", "quantity": "2" }])).await.expect(201);
    let cancel = format!("/api/v1/admin/orders/{}/cancel", order["id"].as_str().unwrap());
    shop.admin().post(cancel).json(json!({ "reason": "x" })).send().await.expect(200);
    let mut raw = app.raw().await;
    let tenant = raw.literal(&shop.id().to_string());
    let off = format!(
        "SELECT COUNT(*) FROM inventory_stock_levels l WHERE l.tenant_id = {tenant} AND l.on_hand <> \
         (SELECT COALESCE(SUM(m.quantity), 0) FROM inventory_movements m WHERE m.tenant_id = l.tenant_id \
         AND m.product_id = l.product_id AND m.warehouse_id = l.warehouse_id)"
    );
    assert_eq!(raw.number(&off).await, 0);
    assert_eq!(shop.available("BOLT").await, "23");
    let entries = format!("SELECT COUNT(*) FROM inventory_movements WHERE tenant_id = {tenant}");
    assert_eq!(raw.number(&entries).await, 3, "orders reserve and move nothing");
}

//! Warehouses: made, changed, archived, and asked in the order that a channel wants.
//! One in use stays, and the main one stays in any case.

use kontor_testkit::{Shop, TestApp, both};
use serde_json::{Value, json};

both!(
    a_warehouse_is_made_changed_and_found_again,
    a_warehouse_in_use_is_not_archived_and_an_archived_one_takes_nothing,
    another_warehouse_becomes_the_main_one,
    a_channel_is_served_by_its_warehouses_in_their_order_and_by_no_others,
    an_order_of_warehouses_that_makes_no_sense_is_refused_by_field,
);

const WAREHOUSES: &str = "/api/v1/admin/warehouses";

async fn open(shop: &Shop, code: &str) -> Value {
    let body = json!({ "code": code, "name": format!("{code} hall") });
    shop.admin().post(WAREHOUSES).json(body).send().await.expect(201)
}

async fn count(shop: &Shop, sku: &str, warehouse: &str, on_hand: &str) -> kontor_testkit::Reply {
    let level = json!({ "sku": sku, "warehouse_code": warehouse, "on_hand": on_hand });
    shop.admin().put("/api/v1/admin/stock").json(json!({ "levels": [level] })).send().await
}

fn path(warehouse: &Value) -> String {
    format!("{WAREHOUSES}/{}", warehouse["id"].as_str().unwrap())
}

async fn a_warehouse_is_made_changed_and_found_again(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let made = open(&shop, "North").await;
    assert_eq!((&made["is_main"], &made["archived"], &made["version"]), (&json!(true), &json!(false), &json!(1)));
    let address = json!({ "name": "Gate 3", "street": "Quay 1", "postal_code": "80-001", "city": "Gdańsk",
        "country": "PL" });
    let change = json!({ "code": "Gda", "name": "Gdańsk", "address": address, "version": 1 });
    let changed = shop.admin().patch(path(&made)).json(change.clone()).send().await.expect(200);
    assert_eq!((&changed["code"], &changed["address"], &changed["version"]), (&json!("Gda"), &address, &json!(2)));
    assert_eq!(shop.admin().get(path(&made)).send().await.expect(200), changed);
    shop.admin().patch(path(&made)).json(change).send().await.problem(409, "inventory.changed_meanwhile");
    open(&shop, "North").await;
    let twin = json!({ "code": "gDA" });
    let other = shop.admin().get(WAREHOUSES).send().await.expect(200)["items"][1].clone();
    shop.admin().patch(path(&other)).json(twin).send().await.problem(409, "inventory.duplicate_warehouse");
    let bad = json!({ "name": " ", "address": { "country": "Poland" } });
    let refused = shop.admin().patch(path(&other)).json(bad).send().await.problem(422, "inventory.bad_fields");
    let fields: Vec<&str> =
        refused["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect();
    assert_eq!(fields, ["/name", "/address/country"]);
}

async fn a_warehouse_in_use_is_not_archived_and_an_archived_one_takes_nothing(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").stock(1).build().await;
    let north = open(&shop, "north").await;
    count(&shop, "BOLT", "north", "3").await.expect(200);
    let archive = || shop.admin().patch(path(&north)).json(json!({ "archived": true })).send();
    archive().await.problem(409, "inventory.warehouse_in_use");
    count(&shop, "BOLT", "north", "0").await.expect(200);
    let expected = json!({ "sku": "BOLT", "warehouse_code": "north", "due_on": "2099-01-01", "quantity": "5" });
    let expected = shop.admin().post("/api/v1/admin/stock/expected").json(expected).send().await.expect(201);
    archive().await.problem(409, "inventory.warehouse_in_use");
    let expected = format!("/api/v1/admin/stock/expected/{}", expected["id"].as_str().unwrap());
    shop.admin().delete(expected).send().await.expect(204);
    assert_eq!(archive().await.expect(200)["archived"], true);
    count(&shop, "BOLT", "north", "3").await.problem(409, "inventory.archived_warehouse");
    let back = shop.admin().patch(path(&north)).json(json!({ "archived": false })).send().await.expect(200);
    assert_eq!(back["archived"], false);
    count(&shop, "BOLT", "north", "3").await.expect(200);
}

async fn another_warehouse_becomes_the_main_one(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let first = open(&shop, "first").await;
    let second = open(&shop, "second").await;
    shop.admin()
        .patch(path(&first))
        .json(json!({ "archived": true }))
        .send()
        .await
        .problem(409, "inventory.main_warehouse");
    shop.admin().patch(path(&second)).json(json!({ "is_main": true })).send().await.expect(200);
    let all = shop.admin().get(WAREHOUSES).send().await.expect(200);
    let told: Vec<_> =
        all["items"].as_array().unwrap().iter().map(|row| (row["code"].clone(), row["is_main"].clone())).collect();
    assert_eq!(told, [(json!("second"), json!(true)), (json!("first"), json!(false))]);
    assert_eq!(
        shop.admin().patch(path(&first)).json(json!({ "archived": true })).send().await.expect(200)["archived"],
        true
    );
}

async fn a_channel_is_served_by_its_warehouses_in_their_order_and_by_no_others(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("1.00").stock(10).build().await;
    for code in ["north", "south"] {
        open(&shop, code).await;
        count(&shop, "BOLT", code, "5").await.expect(200);
    }
    let allocation = shop.admin().get("/api/v1/admin/allocation").send().await.expect(200);
    let channel = allocation["channels"][0]["channel_code"].clone();
    assert_eq!(allocation["channels"][0]["warehouse_codes"], json!([]));
    let serving = json!({ "channel_code": channel, "warehouse_codes": ["SOUTH", "north"] });
    let set = shop.admin().put("/api/v1/admin/allocation").json(json!({ "channels": [serving] })).send().await;
    assert_eq!(set.expect(200)["channels"][0]["warehouse_codes"], json!(["south", "north"]));
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    let shown = buyer.get("/api/v1/products/BOLT").send().await.expect(200);
    assert_eq!(shown["availability"]["quantity"], "10", "what stands in the main warehouse is not for this channel");
    let order = |quantity: &str| {
        buyer.post("/api/v1/orders").json(json!({ "lines": [{ "sku": "BOLT", "quantity": quantity }] })).send()
    };
    order("6").await.expect(201);
    let list = shop.admin().get("/api/v1/admin/stock?q=BOLT").send().await.expect(200);
    let reserved = |code: &str| {
        let rows = list["items"].as_array().unwrap().iter();
        rows.clone().find(|row| row["warehouse_code"] == code).unwrap()["reserved"].clone()
    };
    assert_eq!((reserved("south"), reserved("north")), (json!("5"), json!("1")));
    order("5").await.problem(409, "orders.out_of_stock");
    order("4").await.expect(201);
    let all = json!({ "channel_code": channel, "warehouse_codes": [] });
    shop.admin().put("/api/v1/admin/allocation").json(json!({ "channels": [all] })).send().await.expect(200);
    order("10").await.expect(201);
}

async fn an_order_of_warehouses_that_makes_no_sense_is_refused_by_field(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    open(&shop, "north").await;
    let channel =
        shop.admin().get("/api/v1/admin/allocation").send().await.expect(200)["channels"][0]["channel_code"].clone();
    let wanted = json!({ "channels": [
        { "channel_code": channel, "warehouse_codes": ["north", "nowhere", "NORTH"] },
        { "channel_code": "nobody", "warehouse_codes": [] },
        { "channel_code": channel, "warehouse_codes": [] },
    ] });
    let refused = shop.admin().put("/api/v1/admin/allocation").json(wanted).send().await;
    let refused = refused.problem(422, "inventory.bad_fields");
    let fields: Vec<&str> =
        refused["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect();
    assert_eq!(
        fields,
        [
            "/channels/0/warehouse_codes/1",
            "/channels/0/warehouse_codes/2",
            "/channels/1/channel_code",
            "/channels/2/channel_code"
        ]
    );
}

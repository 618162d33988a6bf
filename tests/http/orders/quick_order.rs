//! Quick order: many articles by their codes, looked at first and then put into the cart together.
//! Nothing is written by looking, and a row that cannot be ordered keeps all of them out.

use kontor_testkit::{Client, Shop, TestApp, both, eventually};
use serde_json::{Value, json};

use super::{cart_with, hardware};
use crate::http::storefront::{send, shown, way};

both!(
    rows_are_looked_at_with_prices_and_stock,
    a_quantity_is_brought_to_what_can_be_ordered,
    a_barcode_on_a_box_orders_the_box,
    an_unknown_code_says_what_may_have_been_meant,
    what_another_shop_sells_is_as_unknown_as_what_nobody_sells,
    rows_go_into_the_cart_together_or_not_at_all,
    an_article_twice_becomes_one_line,
    more_rows_than_a_cart_takes_are_refused,
    rows_that_are_sent_twice_are_added_once,
    a_file_of_rows_is_read_and_kept_nowhere,
    rows_are_pasted_mended_and_added_on_pages,
    a_page_says_which_row_keeps_the_others_out,
);

async fn look(buyer: &Client, rows: Value) -> Value {
    buyer.post("/api/v1/quick-order").json(json!({ "lines": rows })).send().await.expect(200)
}

async fn rule(shop: &Shop, sku: &str, minimum: &str, increment: &str) {
    let path = format!("/api/v1/admin/price-lists/{}/quantities", shop.standard_list());
    let rules = json!({ "quantities": [{ "sku": sku, "minimum": minimum, "increment": increment }] });
    shop.admin().put(path).json(rules).send().await.expect(204);
}

async fn rows_are_looked_at_with_prices_and_stock(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let rows = json!([
        { "code": "bolt", "quantity": "12" },
        { "code": "POST" },
        { "code": "BOLT", "quantity": "500" },
        { "code": "BOLT", "quantity": "0.5" },
        { "code": " " },
    ]);
    let view = look(&buyer, rows).await;
    let states: Vec<&Value> = view["lines"].as_array().unwrap().iter().map(|line| &line["state"]).collect();
    assert_eq!(states, ["short", "good", "short", "refused", "refused"], "{view:#}");
    assert_eq!(view["refused"], 2);
    let first = &view["lines"][0];
    assert_eq!(
        (&first["sku"], &first["unit_price"], &first["amount"]),
        (&json!("BOLT"), &json!("2.30"), &json!("27.60"))
    );
    assert!(view["lines"][2]["message"].as_str().unwrap().contains("100"), "{view:#}");
    // Nothing was written by looking.
    assert_eq!(buyer.get("/api/v1/carts").send().await.expect(200)["items"], json!([]));
    assert_eq!(shop.available("BOLT").await, "100");
}

async fn a_quantity_is_brought_to_what_can_be_ordered(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    rule(&shop, "BOLT", "10", "5").await;
    let view = look(&buyer, json!([{ "code": "BOLT", "quantity": "12" }, { "code": "BOLT", "quantity": "20" }])).await;
    let line = &view["lines"][0];
    assert_eq!((&line["state"], &line["asked"], &line["quantity"]), (&json!("adjusted"), &json!("12"), &json!("15")));
    assert_eq!(line["amount"], "34.50");
    assert!(line["message"].as_str().unwrap().contains("15"), "{line}");
    assert_eq!(view["lines"][1]["state"], "good");
}

async fn a_barcode_on_a_box_orders_the_box(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let product = shop.admin().get("/api/v1/products/BOLT").send().await.expect(200);
    let id = product["id"].as_str().unwrap();
    let boxes = json!({ "packagings": [{ "unit": "box", "factor": "12", "barcode": "15901234123454" }] });
    shop.admin().put(format!("/api/v1/admin/products/{id}/packagings")).json(boxes).send().await.expect(200);
    let view = look(&buyer, json!([{ "code": "15901234123454", "quantity": 2 }])).await;
    let line = &view["lines"][0];
    assert_eq!(
        (&line["sku"], &line["unit"], &line["amount"]),
        (&json!("BOLT"), &json!("box"), &json!("55.20")),
        "{line}"
    );
}

async fn an_unknown_code_says_what_may_have_been_meant(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    shop.product("HEXBOLT-M8").price("1.00").build().await;
    // The search follows the catalogue within a second.
    let line = eventually("the search knows the new product", || async {
        let line = look(&buyer, json!([{ "code": "HEXBOLT-M9" }])).await["lines"][0].clone();
        line["suggestions"].as_array().is_some_and(|found| !found.is_empty()).then_some(line)
    })
    .await;
    assert_eq!((&line["state"], &line["sku"]), (&json!("refused"), &Value::Null));
    assert_eq!(line["suggestions"][0]["sku"], "HEXBOLT-M8", "{line}");
    assert!(line["message"].as_str().unwrap().contains("HEXBOLT-M9"));
}

async fn what_another_shop_sells_is_as_unknown_as_what_nobody_sells(app: &'static TestApp) {
    let (_, _, buyer) = hardware(app).await;
    app.tenant().build().await.product("SECRET-7").price("1.00").build().await;
    let view = look(&buyer, json!([{ "code": "SECRET-7" }, { "code": "NOBODY-7" }])).await;
    let told = |at: usize, code: &str| view["lines"][at].to_string().replace(code, "code");
    assert_eq!(told(0, "SECRET-7").replace("\"position\":1", ""), told(1, "NOBODY-7").replace("\"position\":2", ""));
}

async fn rows_go_into_the_cart_together_or_not_at_all(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    rule(&shop, "BOLT", "10", "5").await;
    let (path, _) = cart_with(&buyer, "POST", "1").await;
    let rows =
        json!({ "lines": [{ "code": "POST", "quantity": 2 }, { "code": "BOLT", "quantity": 12 }, { "code": "NUT" }] });
    let reply = buyer.post(format!("{path}/lines/batch")).json(rows).send().await;
    let problem = reply.problem(422, "orders.bad_lines");
    let pointers: Vec<&Value> = problem["errors"].as_array().unwrap().iter().map(|error| &error["pointer"]).collect();
    assert_eq!(pointers, ["/lines/1/quantity", "/lines/2/code"], "{problem:#}");
    let cart = buyer.get(&path).send().await.expect(200);
    assert_eq!((&cart["lines"].as_array().unwrap().len(), &cart["lines"][0]["quantity"]), (&1, &json!("1")));

    let rows = json!({ "lines": [{ "code": "POST", "quantity": 2 }, { "code": "BOLT", "quantity": 15 }] });
    let cart = buyer.post(format!("{path}/lines/batch")).json(rows).send().await.expect(201);
    let lines: Vec<(&Value, &Value)> =
        cart["lines"].as_array().unwrap().iter().map(|line| (&line["sku"], &line["quantity"])).collect();
    assert_eq!(lines, [(&json!("POST"), &json!("3")), (&json!("BOLT"), &json!("15"))]);
    assert_eq!(cart["totals"]["net"], "46.50");
    assert_eq!(buyer.get(&path).send().await.expect(200)["lines"], cart["lines"]);
}

async fn an_article_twice_becomes_one_line(app: &'static TestApp) {
    let (_, _, buyer) = hardware(app).await;
    let cart = buyer.post("/api/v1/carts").json(json!({})).send().await.expect(201);
    let path = format!("/api/v1/carts/{}/lines/batch", cart["id"].as_str().unwrap());
    let rows = json!({ "lines": [{ "code": "BOLT", "quantity": 4 }, { "code": "bolt", "quantity": 6 }] });
    let cart = buyer.post(path).json(rows).send().await.expect(201);
    assert_eq!(cart["lines"].as_array().unwrap().len(), 1);
    assert_eq!((&cart["lines"][0]["quantity"], &cart["totals"]["net"]), (&json!("10"), &json!("23.00")));
}

async fn more_rows_than_a_cart_takes_are_refused(app: &'static TestApp) {
    let (_, _, buyer) = hardware(app).await;
    let rows: Vec<Value> = (0..2_001).map(|_| json!({ "code": "BOLT" })).collect();
    let reply = buyer.post("/api/v1/quick-order").json(json!({ "lines": rows })).send().await;
    reply.problem(422, "orders.too_many_lines");
}

async fn rows_that_are_sent_twice_are_added_once(app: &'static TestApp) {
    let (_, _, buyer) = hardware(app).await;
    let (path, _) = cart_with(&buyer, "POST", "1").await;
    let rows = json!({ "lines": [{ "code": "BOLT", "quantity": 4 }] });
    let batch = format!("{path}/lines/batch");
    let once = buyer.post(&batch).json(rows.clone()).key("batch-1").send().await.expect(201);
    let again = buyer.post(&batch).json(rows).key("batch-1").send().await.expect(201);
    assert_eq!(once, again);
    assert_eq!(buyer.get(&path).send().await.expect(200)["lines"][1]["quantity"], "4");
}

async fn a_file_of_rows_is_read_and_kept_nowhere(app: &'static TestApp) {
    const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let (shop, _, buyer) = hardware(app).await;
    let path = "/api/v1/quick-order/file";
    let cells = buyer.post(path).body("text/csv", "SKU;Qty\nBOLT;12\n").send().await.expect(200);
    assert_eq!(cells["rows"], json!([["SKU", "Qty"], ["BOLT", "12"]]));
    let book = shop.admin().get("/api/v1/admin/exports/stock?format=xlsx").send().await.body;
    let cells = buyer.post(path).body(XLSX, book).send().await.expect(200);
    assert_eq!(cells["rows"][1][0], "BOLT", "{cells}");
    let broken = buyer.post(path).body(XLSX, "PK\u{3}\u{4} and no more").send().await;
    assert_eq!(broken.problem(422, "import.wrong_format")["errors"][0]["pointer"], "/file");
    let many = "BOLT;1\n".repeat(2_002);
    buyer.post(path).body("text/csv", many).send().await.problem(422, "import.too_many_rows");
    buyer.post(path).body("text/csv", "A".repeat(2 * 1024 * 1024 + 1)).send().await.expect(413);
}

async fn rows_are_pasted_mended_and_added_on_pages(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    rule(&shop, "BOLT", "10", "5").await;
    assert!(shown(&buyer, "/quick-order").await.contains("<textarea"));
    let page = send(&buyer, "/quick-order", &[("more", "Code;Quantity\nbolt;12\nNUT;3\nPOST two")]).await;
    let text = page.text();
    assert_eq!(page.status, 200, "{text}");
    assert!(text.contains("name=\"code[2]\" value=\"POST two\""), "{text}");
    assert!(
        text.contains("name=\"quantity[0]\" inputmode=\"decimal\" autocomplete=\"off\" maxlength=\"20\" value=\"15\""),
        "{text}"
    );

    // The second row goes, the third is mended, and one more is pasted below.
    let fields = [
        ("rows", "3"),
        ("code[0]", "bolt"),
        ("quantity[0]", "15"),
        ("unit[0]", ""),
        ("code[1]", ""),
        ("quantity[1]", "3"),
        ("code[2]", "POST"),
        ("quantity[2]", "2"),
        ("more", "BOLT 10"),
    ];
    let reply = send(&buyer, "/quick-order/add", &fields).await;
    assert_eq!(way(&reply), "/cart");
    let carts = buyer.get("/api/v1/carts").send().await.expect(200);
    let cart =
        buyer.get(format!("/api/v1/carts/{}", carts["items"][0]["id"].as_str().unwrap())).send().await.expect(200);
    assert_eq!((&cart["lines"][0]["quantity"], &cart["lines"][1]["quantity"]), (&json!("25"), &json!("2")));
    assert_eq!(cart["totals"]["net"], "65.50");
}

async fn a_page_says_which_row_keeps_the_others_out(app: &'static TestApp) {
    let (_, _, buyer) = hardware(app).await;
    let fields =
        [("rows", "2"), ("code[0]", "BOLT"), ("quantity[0]", "many"), ("code[1]", "POST"), ("quantity[1]", "1")];
    let reply = send(&buyer, "/quick-order/add", &fields).await;
    assert_eq!(reply.status, 422);
    let text = reply.text();
    assert!(text.contains("value=\"many\"") && text.contains("Enter a quantity as a number"), "{text}");
    let empty = send(&buyer, "/quick-order/add", &[("more", " \n ")]).await;
    assert_eq!(empty.status, 422);
    assert!(empty.text().contains("Enter at least one row"));
    assert_eq!(buyer.get("/api/v1/carts").send().await.expect(200)["items"], json!([]));
}

//! What products take: anything while the tenant has defined nothing, and what is defined afterwards.
//! Values that are older than the schema stay, and buyers see what is public.

use kontor_testkit::{Shop, TestApp, both, eventually};
use serde_json::{Value, json};

use super::{ATTRIBUTES, attribute, colours, path_of};

both!(
    without_a_schema_products_take_any_attributes,
    with_a_schema_values_are_checked_and_written_in_one_spelling,
    a_required_attribute_is_asked_for_at_the_next_change,
    an_archived_entry_stays_where_it_was_chosen,
    values_older_than_the_schema_stay,
    buyers_see_public_attributes_only,
    imports_leave_attributes_alone,
);

const PRODUCTS: &str = "/api/v1/admin/products";

async fn make(shop: &Shop, sku: &str, attributes: Value) -> kontor_testkit::Reply {
    let body = json!({ "sku": sku, "name": sku, "attributes": attributes });
    shop.admin().post(PRODUCTS).json(body).send().await
}

async fn change(shop: &Shop, product: &Value, attributes: Value) -> kontor_testkit::Reply {
    shop.admin().patch(path_of(PRODUCTS, product)).json(json!({ "attributes": attributes })).send().await
}

#[track_caller]
fn pointers(problem: &Value) -> Vec<&str> {
    problem["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect()
}

async fn without_a_schema_products_take_any_attributes(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    attribute(&shop, "company", "size", "number", json!({ "is_required": true })).await;
    let made = make(&shop, "BOLT", json!({ "thread": "M8", "nested": { "a": [1] } })).await.expect(201);
    let changed = change(&shop, &made, json!({ "nested": null, "length": 40 })).await.expect(200);
    assert_eq!(changed["attributes"], json!({ "thread": "M8", "length": 40 }));
    change(&shop, &made, json!([1])).await.problem(422, "catalog.bad_fields");
}

async fn with_a_schema_values_are_checked_and_written_in_one_spelling(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    colours(&shop).await;
    attribute(&shop, "product", "length", "number", json!({ "limits": { "min": "0", "max": "100" } })).await;
    attribute(&shop, "product", "colours", "choices", json!({ "dictionary": "colours" })).await;
    attribute(&shop, "product", "since", "date", json!({})).await;
    let given = json!({ "length": "012.50", "colours": ["blue", "red"], "since": "2026-11-21" });
    let made = make(&shop, "BOLT", given).await.expect(201);
    let kept = json!({ "length": "12.5", "colours": ["red", "blue"], "since": "2026-11-21" });
    assert_eq!(made["attributes"], kept);
    let wrong = json!({ "length": "101", "colours": ["pink"], "since": "today", "other": 1 });
    let problem = make(&shop, "NUT", wrong.clone()).await.problem(422, "attributes.bad_values");
    let mut found = pointers(&problem);
    found.sort_unstable();
    assert_eq!(found, ["/attributes/colours", "/attributes/length", "/attributes/other", "/attributes/since"]);
    assert_eq!(pointers(&change(&shop, &made, wrong).await.problem(422, "attributes.bad_values")).len(), 4);
    assert_eq!(shop.admin().get(path_of(PRODUCTS, &made)).send().await.expect(200)["attributes"], kept);
    // What is sent back as it was read changes nothing, not even the version.
    let again = change(&shop, &made, kept.clone()).await.expect(200);
    assert_eq!((&again["attributes"], &again["version"]), (&kept, &made["version"]));
    let emptied = change(&shop, &made, json!({ "colours": [], "since": null })).await.expect(200);
    assert_eq!(emptied["attributes"], json!({ "length": "12.5" }));
}

async fn a_required_attribute_is_asked_for_at_the_next_change(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let made = make(&shop, "BOLT", json!({})).await.expect(201);
    attribute(&shop, "product", "norm", "text", json!({ "is_required": true })).await;
    // The product is read and renamed as before.
    shop.admin().get(path_of(PRODUCTS, &made)).send().await.expect(200);
    shop.admin().patch(path_of(PRODUCTS, &made)).json(json!({ "name": "Long bolt" })).send().await.expect(200);
    let problem = change(&shop, &made, json!({})).await.problem(422, "attributes.bad_values");
    assert_eq!(problem["errors"][0]["code"], "attributes.required");
    assert_eq!(change(&shop, &made, json!({ "norm": "DIN 933" })).await.expect(200)["attributes"]["norm"], "DIN 933");
    // A new product is asked at once, whether it names attributes or not.
    let bare = shop.admin().post(PRODUCTS).json(json!({ "sku": "NUT", "name": "Nut" })).send().await;
    assert_eq!(pointers(&bare.problem(422, "attributes.bad_values")), ["/attributes/norm"]);
    assert_eq!(shop.admin().get(format!("{PRODUCTS}?q=NUT")).send().await.expect(200)["items"], json!([]));
}

async fn an_archived_entry_stays_where_it_was_chosen(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let dictionary = colours(&shop).await;
    attribute(&shop, "product", "colour", "choice", json!({ "dictionary": "colours" })).await;
    attribute(&shop, "product", "norm", "text", json!({})).await;
    let made = make(&shop, "BOLT", json!({ "colour": "red" })).await.expect(201);
    let without_red = json!({ "entries": [super::entry("green")] });
    shop.admin().patch(path_of(super::DICTIONARIES, &dictionary)).json(without_red).send().await.expect(200);
    change(&shop, &made, json!({ "norm": "x" })).await.expect(200);
    change(&shop, &made, json!({ "colour": "red", "norm": "y" })).await.expect(200);
    let problem = make(&shop, "NUT", json!({ "colour": "red" })).await.problem(422, "attributes.bad_values");
    assert_eq!(problem["errors"][0]["code"], "attributes.archived_entry");
    change(&shop, &made, json!({ "colour": "green" })).await.expect(200);
    change(&shop, &made, json!({ "colour": "red" })).await.problem(422, "attributes.bad_values");
    // The form of staff still knows what the archived code is called.
    let listed = shop.admin().get(ATTRIBUTES).send().await.expect(200);
    let options = listed["items"][0]["options"].as_array().unwrap();
    let red = options.iter().find(|option| option["code"] == "red").unwrap();
    assert_eq!((&red["label"], &red["archived"]), (&json!("Red"), &json!(true)));
}

async fn values_older_than_the_schema_stay(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let made = make(&shop, "BOLT", json!({ "Thread": "M8", "length": { "mm": 40 } })).await.expect(201);
    attribute(&shop, "product", "length", "number", json!({})).await;
    attribute(&shop, "product", "norm", "text", json!({})).await;
    let changed = change(&shop, &made, json!({ "norm": "x" })).await.expect(200);
    assert_eq!(changed["attributes"], json!({ "Thread": "M8", "length": { "mm": 40 }, "norm": "x" }));
    change(&shop, &made, changed["attributes"].clone()).await.expect(200);
    change(&shop, &made, json!({ "Thread": "M10" })).await.problem(422, "attributes.bad_values");
    let cleaned = change(&shop, &made, json!({ "Thread": null, "length": "40" })).await.expect(200);
    assert_eq!(cleaned["attributes"], json!({ "length": "40", "norm": "x" }));
    make(&shop, "NUT", json!({ "Thread": "M8" })).await.problem(422, "attributes.bad_values");
}

async fn buyers_see_public_attributes_only(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let secret = attribute(&shop, "product", "supplier", "text", json!({})).await;
    attribute(&shop, "product", "norm", "text", json!({ "is_public": true })).await;
    make(&shop, "BOLT", json!({ "supplier": "Secret Ltd", "norm": "DIN 933" })).await.expect(201);
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    let path = "/api/v1/products/BOLT";
    for reader in [&buyer, shop.guest()] {
        let shown = reader.get(path).send().await.expect(200);
        assert_eq!(shown["attributes"], json!({ "norm": "DIN 933" }));
        assert!(!reader.get("/products/BOLT").send().await.text().contains("Secret Ltd"));
    }
    assert_eq!(shop.admin().get(path).send().await.expect(200)["attributes"]["supplier"], "Secret Ltd");
    // What was private stays so after it was archived, even with nothing else defined.
    shop.admin().delete(path_of(ATTRIBUTES, &secret)).send().await.expect(204);
    assert_eq!(buyer.get(path).send().await.expect(200)["attributes"], json!({ "norm": "DIN 933" }));
}

async fn imports_leave_attributes_alone(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let made = make(&shop, "BOLT", json!({ "Thread": "M8" })).await.expect(201);
    attribute(&shop, "product", "norm", "text", json!({ "is_required": true })).await;
    let file = "sku,name\nBOLT,Long bolt\nNUT,Nut\n";
    shop.admin().post("/api/v1/admin/imports?kind=products").body("text/csv", file).send().await.expect(202);
    let renamed = eventually("the import is done", || async {
        let product = shop.admin().get(path_of(PRODUCTS, &made)).send().await.expect(200);
        (product["name"] == "Long bolt").then_some(product)
    })
    .await;
    assert_eq!(renamed["attributes"], json!({ "Thread": "M8" }));
}

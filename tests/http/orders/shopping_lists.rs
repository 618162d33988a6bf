//! Shopping lists: kept, shared within the company, and put into carts as often as wanted.
//! A list is no cart: it is never placed, never chosen, and stays when its articles are ordered.

use kontor_testkit::{Client, TestApp, both, eventually};
use serde_json::{Value, json};

use super::hardware;
use crate::http::storefront::{send, shown, way};

both!(
    a_list_is_kept_and_its_articles_are_ordered_again_and_again,
    a_list_is_replaced_whole_or_not_at_all,
    a_list_is_shared_within_the_company_and_stays_its_makers,
    a_list_is_no_cart_and_a_cart_is_no_list,
    a_list_that_is_made_twice_with_one_key_is_one_list,
    a_list_longer_than_a_page_is_never_cut_by_saving_it,
    lists_are_kept_on_pages,
);

const PATH: &str = "/api/v1/shopping-lists";

async fn make(buyer: &Client, name: &str, lines: Value) -> (String, Value) {
    let list = buyer.post(PATH).json(json!({ "name": name, "lines": lines })).send().await.expect(201);
    (format!("{PATH}/{}", list["id"].as_str().unwrap()), list)
}

async fn listed(client: &Client, path: &str) -> Vec<Value> {
    client.get(path).send().await.expect(200)["items"].as_array().unwrap().clone()
}

async fn a_list_is_kept_and_its_articles_are_ordered_again_and_again(app: &'static TestApp) {
    let (_, _, buyer) = hardware(app).await;
    let lines = json!([{ "code": "bolt", "quantity": 12 }, { "code": "POST" }]);
    let (path, list) = make(&buyer, "Every Monday", lines.clone()).await;
    assert_eq!((&list["name"], &list["totals"]["net"]), (&json!("Every Monday"), &json!("31.60")));
    for _ in 0..2 {
        let cart = buyer.post("/api/v1/carts").json(json!({})).send().await.expect(201);
        let cart_path = format!("/api/v1/carts/{}", cart["id"].as_str().unwrap());
        let rows = json!({ "lines": lines });
        let cart = buyer.post(format!("{cart_path}/lines/batch")).json(rows).send().await.expect(201);
        let agreed = json!({ "totals_hash": cart["totals"]["hash"] });
        buyer.post(format!("{cart_path}/place")).json(agreed).send().await.expect(201);
    }
    let seen = buyer.get(&path).send().await.expect(200);
    let lines = |list: &Value| -> Vec<Value> {
        list["lines"].as_array().unwrap().iter().map(|line| json!([line["id"], line["quantity"]])).collect()
    };
    assert_eq!((lines(&seen), &seen["totals"]["net"]), (lines(&list), &json!("31.60")));
}

async fn a_list_is_replaced_whole_or_not_at_all(app: &'static TestApp) {
    let (_, _, buyer) = hardware(app).await;
    let (path, list) = make(&buyer, "Hall 3", json!([{ "code": "BOLT", "quantity": 4 }])).await;
    let wrong = json!({ "lines": [{ "code": "POST" }, { "code": "NUT" }] });
    let problem = buyer.put(format!("{path}/lines")).json(wrong).send().await.problem(422, "orders.bad_lines");
    assert_eq!(problem["errors"][0]["pointer"], "/lines/1/code");
    assert_eq!(buyer.get(&path).send().await.expect(200)["lines"], list["lines"]);
    let right = json!({ "lines": [{ "code": "POST", "quantity": 2 }, { "code": "BOLT", "quantity": 10 }] });
    let list = buyer.put(format!("{path}/lines")).json(right).send().await.expect(200);
    let skus: Vec<&Value> = list["lines"].as_array().unwrap().iter().map(|line| &line["sku"]).collect();
    assert_eq!(skus, ["POST", "BOLT"]);
    assert_eq!(buyer.get(&path).send().await.expect(200)["lines"], list["lines"]);
    let nothing = buyer.post(PATH).json(json!({ "name": "Nothing", "lines": [] })).send().await;
    nothing.problem(422, "orders.no_lines");
    assert_eq!(listed(&buyer, PATH).await.len(), 1);
}

async fn a_list_is_shared_within_the_company_and_stays_its_makers(app: &'static TestApp) {
    let (shop, company, buyer) = hardware(app).await;
    let colleague = shop.buyer(&company).await;
    let other = shop.buyer(&shop.company("OTHER").await).await;
    let (path, _) = make(&buyer, "Hall 3", json!([{ "code": "BOLT", "quantity": 4 }])).await;
    colleague.get(&path).send().await.problem(404, "not_found");
    buyer.patch(&path).json(json!({ "shared": true })).send().await.expect(200);
    assert_eq!(listed(&colleague, PATH).await[0]["is_own"], false);
    let more = json!({ "lines": [{ "code": "POST" }] });
    colleague.put(format!("{path}/lines")).json(more.clone()).send().await.expect(200);
    colleague.delete(&path).send().await.problem(403, "orders.not_your_cart");
    other.get(&path).send().await.problem(404, "not_found");
    other.put(format!("{path}/lines")).json(more).send().await.problem(404, "not_found");
    assert_eq!(listed(&other, PATH).await, Vec::<Value>::new());
    buyer.delete(&path).send().await.expect(204);
    colleague.get(&path).send().await.problem(404, "not_found");
}

async fn a_list_is_no_cart_and_a_cart_is_no_list(app: &'static TestApp) {
    let (_, _, buyer) = hardware(app).await;
    let (path, list) = make(&buyer, "Hall 3", json!([{ "code": "BOLT", "quantity": 4 }])).await;
    let id = list["id"].as_str().unwrap();
    let as_cart = format!("/api/v1/carts/{id}");
    buyer.get(&as_cart).send().await.problem(404, "not_found");
    let agreed = json!({ "totals_hash": list["totals"]["hash"] });
    buyer.post(format!("{as_cart}/place")).json(agreed).send().await.problem(404, "not_found");
    buyer.put("/api/v1/carts/current").json(json!({ "cart_id": id })).send().await.problem(404, "not_found");
    assert_eq!(listed(&buyer, "/api/v1/carts").await, Vec::<Value>::new());
    let cart = buyer.post("/api/v1/carts").json(json!({})).send().await.expect(201);
    let as_list = format!("{PATH}/{}", cart["id"].as_str().unwrap());
    buyer.get(as_list).send().await.problem(404, "not_found");
    assert_eq!(buyer.get(path).send().await.expect(200)["id"], id);
}

async fn a_list_that_is_made_twice_with_one_key_is_one_list(app: &'static TestApp) {
    let (_, _, buyer) = hardware(app).await;
    let body = json!({ "name": "Hall 3", "lines": [{ "code": "BOLT", "quantity": 4 }] });
    let once = buyer.post(PATH).json(body.clone()).key("list-1").send().await.expect(201);
    let again = buyer.post(PATH).json(body).key("list-1").send().await.expect(201);
    assert_eq!(once, again);
    assert_eq!(listed(&buyer, PATH).await.len(), 1);
}

async fn a_list_longer_than_a_page_is_never_cut_by_saving_it(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let lines = json!([{ "code": "BOLT" }, { "code": "POST" }]);
    let (path, list) = make(&buyer, "Hall 3", lines).await;
    let id = list["id"].as_str().unwrap();
    let saves = format!("name=\"list\" value=\"{id}\"");
    assert!(shown(&buyer, &format!("/quick-order?list={id}")).await.contains(&saves));
    // A line that the page cannot show is as good as one beyond its end.
    let bolt = shop.admin().get("/api/v1/products/BOLT").send().await.expect(200);
    let product = format!("/api/v1/admin/products/{}", bolt["id"].as_str().unwrap());
    shop.admin().patch(product).json(json!({ "archived": true })).send().await.expect(200);
    eventually("the page knows that the product is gone", || async {
        (!shown(&buyer, &format!("/quick-order?list={id}")).await.contains(&saves)).then_some(())
    })
    .await;
    assert_eq!(buyer.get(&path).send().await.expect(200)["lines"].as_array().unwrap().len(), 2);
}

async fn lists_are_kept_on_pages(app: &'static TestApp) {
    let (_, _, buyer) = hardware(app).await;
    let rows = [("rows", "1"), ("code[0]", "BOLT"), ("quantity[0]", "12"), ("more", "POST")];
    let nameless = send(&buyer, "/quick-order/keep", &rows).await;
    assert_eq!(nameless.status, 422);
    assert!(nameless.text().contains("Give the list a name"), "{}", nameless.text());
    let named: Vec<_> = rows.into_iter().chain([("list_name", "Hall 3")]).collect();
    assert_eq!(way(&send(&buyer, "/quick-order/keep", &named).await), "/lists");
    let list = listed(&buyer, PATH).await.remove(0);
    let id = list["id"].as_str().unwrap();
    let open = shown(&buyer, &format!("/quick-order?list={id}")).await;
    assert!(open.contains("value=\"BOLT\"") && open.contains("value=\"POST\"") && open.contains("Hall 3"), "{open}");
    // The open list is saved without the article that was emptied.
    let fewer = [("list", id), ("rows", "2"), ("code[0]", ""), ("code[1]", "POST"), ("quantity[1]", "3")];
    assert_eq!(way(&send(&buyer, "/quick-order/keep", &fewer).await), "/lists");
    let kept = buyer.get(format!("{PATH}/{id}")).send().await.expect(200);
    assert_eq!((&kept["lines"].as_array().unwrap().len(), &kept["lines"][0]["quantity"]), (&1, &json!("3")));
    assert!(shown(&buyer, "/lists").await.contains("Hall 3"));
    assert_eq!(way(&send(&buyer, &format!("/lists/{id}"), &[("name", "Hall 4")]).await), "/lists");
    assert_eq!(way(&send(&buyer, &format!("/lists/{id}/discard"), &[]).await), "/lists");
    assert!(shown(&buyer, "/lists").await.contains("You have no shopping lists yet."));
    // What is in a cart is kept as a list, too.
    assert_eq!(way(&send(&buyer, "/cart/lines", &[("sku", "BOLT"), ("quantity", "4")]).await), "/cart");
    let page = shown(&buyer, "/quick-order?from=cart").await;
    assert!(page.contains("value=\"BOLT\"") && page.contains("value=\"4\""), "{page}");
}

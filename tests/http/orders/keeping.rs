//! Several carts: named, shared within the company, chosen to be filled, and thrown away.
//! What is in a shared cart is everybody's; the cart as such stays that of whoever made it.

use kontor_testkit::{Client, TestApp, both};
use serde_json::{Value, json};

use super::{cart_with, hardware};
use crate::http::storefront::{send, shown, way};

both!(
    a_cart_is_named_and_shared_by_whoever_made_it,
    a_shared_cart_is_filled_and_placed_by_a_colleague,
    a_shared_cart_is_nothing_to_other_companies,
    what_is_shared_no_more_is_gone_for_colleagues,
    pages_fill_the_cart_that_was_chosen,
    two_colleagues_change_one_cart_and_nothing_is_lost,
    carts_are_kept_on_pages,
    an_order_is_placed_once_more_from_its_page,
);

async fn share(buyer: &Client, path: &str) -> Value {
    buyer.patch(path).json(json!({ "shared": true })).send().await.expect(200)
}

async fn listed(buyer: &Client) -> Vec<Value> {
    buyer.get("/api/v1/carts").send().await.expect(200)["items"].as_array().unwrap().clone()
}

fn id_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

async fn a_cart_is_named_and_shared_by_whoever_made_it(app: &'static TestApp) {
    let (shop, company, buyer) = hardware(app).await;
    let colleague = shop.buyer(&company).await;
    let (path, _) = cart_with(&buyer, "BOLT", "4").await;
    let named = buyer.patch(&path).json(json!({ "name": " Hall 3 " })).send().await.expect(200);
    assert_eq!((&named["name"], &named["is_shared"]), (&json!("Hall 3"), &json!(false)));
    let long = json!({ "name": "x".repeat(101) });
    buyer.patch(&path).json(long).send().await.problem(422, "orders.bad_field");
    colleague.patch(&path).json(json!({ "name": "Mine" })).send().await.problem(404, "not_found");

    assert_eq!(share(&buyer, &path).await["is_shared"], true);
    colleague.patch(&path).json(json!({ "name": "Mine" })).send().await.problem(403, "orders.not_your_cart");
    colleague.patch(&path).json(json!({ "shared": false })).send().await.problem(403, "orders.not_your_cart");
    colleague.delete(&path).send().await.problem(403, "orders.not_your_cart");
    assert_eq!(buyer.get(&path).send().await.expect(200)["name"], "Hall 3");
}

async fn a_shared_cart_is_filled_and_placed_by_a_colleague(app: &'static TestApp) {
    let (shop, company, buyer) = hardware(app).await;
    let colleague = shop.buyer(&company).await;
    let (path, _) = cart_with(&buyer, "BOLT", "4").await;
    share(&buyer, &path).await;
    let theirs = listed(&colleague).await;
    assert_eq!(theirs.len(), 1);
    let facts = json!([theirs[0]["is_own"], theirs[0]["is_shared"], theirs[0]["is_current"], theirs[0]["line_count"]]);
    assert_eq!(facts, json!([false, true, false, 1]));
    let line = json!({ "sku": "POST", "quantity": 1 });
    let cart = colleague.post(format!("{path}/lines")).json(line).send().await.expect(201);
    assert_eq!(buyer.get(&path).send().await.expect(200)["totals"], cart["totals"]);
    let agreed = json!({ "totals_hash": cart["totals"]["hash"] });
    let order = colleague.post(format!("{path}/place")).json(agreed.clone()).send().await.expect(201);
    assert_eq!(order["lines"].as_array().unwrap().len(), 2);
    buyer.post(format!("{path}/place")).json(agreed).send().await.problem(404, "not_found");
    assert_eq!((listed(&buyer).await.len(), listed(&colleague).await.len()), (0, 0));
}

async fn a_shared_cart_is_nothing_to_other_companies(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let (path, _) = cart_with(&buyer, "BOLT", "4").await;
    share(&buyer, &path).await;
    let other = shop.buyer(&shop.company("OTHER").await).await;
    other.get(&path).send().await.problem(404, "not_found");
    let line = json!({ "sku": "POST", "quantity": 1 });
    other.post(format!("{path}/lines")).json(line).send().await.problem(404, "not_found");
    let chosen = json!({ "cart_id": id_of(&path) });
    other.put("/api/v1/carts/current").json(chosen).send().await.problem(404, "not_found");
    assert_eq!(listed(&other).await, Vec::<Value>::new());
}

async fn what_is_shared_no_more_is_gone_for_colleagues(app: &'static TestApp) {
    let (shop, company, buyer) = hardware(app).await;
    let colleague = shop.buyer(&company).await;
    let (path, _) = cart_with(&buyer, "BOLT", "4").await;
    share(&buyer, &path).await;
    colleague.put("/api/v1/carts/current").json(json!({ "cart_id": id_of(&path) })).send().await.expect(204);
    assert!(shown(&colleague, "/cart").await.contains("BOLT"));
    buyer.patch(&path).json(json!({ "shared": false })).send().await.expect(200);
    colleague.get(&path).send().await.problem(404, "not_found");
    assert!(!shown(&colleague, "/cart").await.contains("href=\"/products/BOLT\""));
    assert!(listed(&colleague).await.iter().all(|cart| cart["id"] != id_of(&path)));
}

async fn pages_fill_the_cart_that_was_chosen(app: &'static TestApp) {
    let (_, _, buyer) = hardware(app).await;
    let (first, _) = cart_with(&buyer, "BOLT", "4").await;
    let (second, _) = cart_with(&buyer, "POST", "1").await;
    let current = |carts: Vec<Value>| -> Vec<Value> {
        carts.into_iter().filter(|cart| cart["is_current"] == true).map(|cart| cart["id"].clone()).collect()
    };
    assert_eq!(current(listed(&buyer).await), [id_of(&second)], "the one that was changed last");
    buyer.put("/api/v1/carts/current").json(json!({ "cart_id": id_of(&first) })).send().await.expect(204);
    assert_eq!(current(listed(&buyer).await), [id_of(&first)]);
    assert_eq!(way(&send(&buyer, "/cart/lines", &[("sku", "POST"), ("quantity", "2")]).await), "/cart");
    assert_eq!(buyer.get(&first).send().await.expect(200)["lines"].as_array().unwrap().len(), 2);
    assert_eq!(buyer.get(&second).send().await.expect(200)["lines"][0]["quantity"], "1");
    // A cart that is gone is chosen no more.
    buyer.delete(&first).send().await.expect(204);
    assert_eq!(current(listed(&buyer).await), [id_of(&second)]);
}

async fn two_colleagues_change_one_cart_and_nothing_is_lost(app: &'static TestApp) {
    let (shop, company, buyer) = hardware(app).await;
    let colleague = shop.buyer(&company).await;
    let (path, _) = cart_with(&buyer, "BOLT", "1").await;
    share(&buyer, &path).await;
    let add = |client: &Client, times: usize| {
        let (client, path) = (client.clone(), format!("{path}/lines"));
        async move {
            for _ in 0..times {
                let line = json!({ "sku": "BOLT", "quantity": 1 });
                // Of two changes at the same moment one may be told to look again.
                let mut reply = client.post(&path).json(line.clone()).send().await;
                while reply.status == 409 {
                    reply = client.post(&path).json(line.clone()).send().await;
                }
                reply.expect(201);
            }
        }
    };
    futures_util::join!(add(&buyer, 8), add(&colleague, 8));
    assert_eq!(buyer.get(&path).send().await.expect(200)["lines"][0]["quantity"], "17");
}

async fn carts_are_kept_on_pages(app: &'static TestApp) {
    let (_, _, buyer) = hardware(app).await;
    assert_eq!(way(&send(&buyer, "/carts", &[("name", "Hall 3")]).await), "/cart");
    assert!(shown(&buyer, "/cart").await.contains("Hall 3"));
    let cart = listed(&buyer).await.remove(0);
    let at = format!("/carts/{}", cart["id"].as_str().unwrap());
    assert!(shown(&buyer, &at).await.contains("value=\"Hall 3\""));
    assert_eq!(way(&send(&buyer, &at, &[("name", "Hall 4"), ("shared", "yes")]).await), "/carts");
    let page = shown(&buyer, "/carts").await;
    assert!(page.contains("Hall 4") && page.contains("Shared"), "{page}");
    let long = send(&buyer, &at, &[("name", &"x".repeat(101))]).await;
    assert_eq!(long.status, 422);
    assert!(long.text().contains("at most 100 characters"), "{}", long.text());
    for _ in 0..2 {
        assert_eq!(way(&send(&buyer, &format!("{at}/discard"), &[]).await), "/carts");
    }
    assert!(shown(&buyer, "/carts").await.contains("You have no carts yet."));
}

async fn an_order_is_placed_once_more_from_its_page(app: &'static TestApp) {
    let (_, _, buyer) = hardware(app).await;
    let order = json!({ "lines": [{ "sku": "BOLT", "quantity": 12 }, { "sku": "POST", "quantity": 1 }] });
    let order = buyer.post("/api/v1/orders").json(order).send().await.expect(201);
    let again = format!("/quick-order?order={}", order["id"].as_str().unwrap());
    let page = shown(&buyer, &format!("/orders/{}", order["id"].as_str().unwrap())).await;
    assert!(page.contains(&format!("href=\"{again}\"")), "{page}");
    let page = shown(&buyer, &again).await;
    assert!(
        page.contains("value=\"BOLT\"") && page.contains("value=\"12\"") && page.contains("value=\"POST\""),
        "{page}"
    );
}

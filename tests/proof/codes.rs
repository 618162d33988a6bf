//! Promise 3: how often a code may be used is exact. Sixty-four checkouts at once want one of its last five uses; exactly
//! five have it, the others are told so with nothing written, and what a cancelled order has used comes back once.
//! The naive twin stands beside the counter itself, in the unit tests of the module `promotions`.

use futures_util::future::join_all;
use kontor_testkit::{Client, Reply, Shop, TestApp, both};
use serde_json::{Value, json};

both!(sixty_four_checkouts_share_the_last_five_uses);

const BUYERS: usize = 64;
const USES: usize = 5;

async fn with_code(shop: &Shop) {
    shop.switch("promotions", true).await;
    let half = json!({ "code": "HALF", "names": { "en": "Half" }, "needs_code": true, "limits": {},
        "terms": { "effect": { "kind": "percent_of_order", "rate": "50" } } });
    let half = shop.admin().post("/api/v1/admin/promotions").json(half).send().await.expect(201);
    let path = format!("/api/v1/admin/promotions/{}/codes", half["id"].as_str().unwrap());
    shop.admin().post(path).json(json!({ "code": "HALF-OFF", "limits": { "total": USES } })).send().await.expect(201);
}

/// A cart in which the code is entered, as its buyer agrees to it.
async fn ready(buyer: &Client) -> (String, Value) {
    let cart = buyer.post("/api/v1/carts").json(json!({})).send().await.expect(201);
    let path = format!("/api/v1/carts/{}", cart["id"].as_str().unwrap());
    buyer.post(format!("{path}/lines")).json(json!({ "sku": "LAMP", "quantity": "1" })).send().await.expect(201);
    let cart = buyer.put(format!("{path}/checkout")).json(json!({ "codes": ["half-off"] })).send().await.expect(200);
    assert_eq!(cart["totals"]["net"], "10.00");
    (format!("{path}/place"), json!({ "totals_hash": cart["totals"]["hash"] }))
}

fn placed(replies: &[Reply]) -> Vec<String> {
    let placed = replies.iter().filter(|reply| reply.status == 201);
    placed.map(|reply| reply.json()["id"].as_str().unwrap().to_owned()).collect()
}

async fn sixty_four_checkouts_share_the_last_five_uses(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("LAMP").price("20.00").stock(1_000).build().await;
    with_code(&shop).await;
    let company = shop.company("ACME").await;
    let buyers = join_all((0..BUYERS).map(|_| shop.buyer(&company))).await;
    let ready = join_all(buyers.iter().map(ready)).await;
    let sent = buyers.iter().zip(&ready).map(|(buyer, (path, agreed))| buyer.post(path).json(agreed.clone()).send());
    let replies = join_all(sent).await;
    let orders = placed(&replies);
    assert_eq!(orders.len(), USES, "{USES} have it");
    for reply in replies.iter().filter(|reply| reply.status != 201) {
        assert_eq!(reply.status, 409, "{reply:?}");
    }
    assert_eq!(shop.available("LAMP").await, (1_000 - USES).to_string(), "whoever is refused has taken nothing");
    // Two end, however often they are told to; two uses come back, and no more.
    let cancels = orders[..2].iter().flat_map(|order| [order, order, order]).map(|order| {
        let path = format!("/api/v1/admin/orders/{order}/cancel");
        shop.admin().post(path).json(json!({ "reason": "again" })).send()
    });
    join_all(cancels).await;
    let refused = buyers.iter().zip(&ready).zip(&replies).filter(|(_, reply)| reply.status != 201).take(20);
    let again = refused.map(|((buyer, (path, agreed)), _)| buyer.post(path).json(agreed.clone()).send());
    let replies = join_all(again).await;
    assert_eq!(placed(&replies).len(), 2, "{replies:?}");
}

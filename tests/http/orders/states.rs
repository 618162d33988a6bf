//! The states of an order: what staff may do in each, and what happens when two do it at once.
//! Stock that an order has taken comes back once when it is cancelled.

use futures_util::future::join_all;
use kontor_testkit::{Client, Shop, TestApp, both};
use serde_json::{Value, json};

use super::{hardware, one};

both!(
    the_machine_of_states_is_exactly_this,
    an_order_is_cancelled_once_and_its_stock_comes_back_once,
    confirming_and_cancelling_at_once_leaves_one_history,
    a_cancellation_needs_a_reason,
    the_actions_shown_are_those_the_reader_may_take,
);

async fn placed(buyer: &Client) -> String {
    let order = buyer.post("/api/v1/orders").json(one("BOLT", "10")).send().await.expect(201);
    order["id"].as_str().unwrap().to_owned()
}

fn body_of(action: &str) -> Value {
    if matches!(action, "cancel" | "hold") {
        json!({ "reason": "Ordered twice" })
    } else {
        json!({ "note": "Goes out today" })
    }
}

async fn act(shop: &Shop, order: &str, action: &str) -> kontor_testkit::Reply {
    shop.admin().post(format!("/api/v1/admin/orders/{order}/{action}")).json(body_of(action)).send().await
}

async fn the_machine_of_states_is_exactly_this(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let ways: [(&str, &[&str]); 5] = [
        ("placed", &[]),
        ("confirmed", &["confirm"]),
        ("on_hold", &["hold"]),
        ("on_hold", &["confirm", "hold"]),
        ("cancelled", &["cancel"]),
    ];
    let levels = json!({ "levels": [{ "sku": "BOLT", "on_hand": "1000" }] });
    shop.admin().put("/api/v1/admin/stock").json(levels).send().await.expect(200);
    let mut table = String::new();
    for (state, way) in ways {
        for action in ["confirm", "hold", "resume", "cancel"] {
            let order = placed(&buyer).await;
            for step in way {
                act(&shop, &order, step).await.expect(200);
            }
            let reply = act(&shop, &order, action).await;
            let answer = if reply.status == 200 { reply.json()["state"].to_string() } else { reply.code() };
            table.push_str(&format!("{state:<10} {action:<8} {} {answer}\n", reply.status));
        }
    }
    insta::assert_snapshot!("states", table);
}

async fn an_order_is_cancelled_once_and_its_stock_comes_back_once(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let (order, other) = (placed(&buyer).await, placed(&buyer).await);
    assert_eq!(shop.available("BOLT").await, "80");
    let sent = join_all((0..8).map(|_| act(&shop, &order, "cancel"))).await;
    assert_eq!(sent.iter().filter(|reply| reply.status == 200).count(), 1);
    for reply in sent.iter().filter(|reply| reply.status != 200) {
        reply.problem(409, "orders.not_possible");
    }
    assert_eq!(shop.available("BOLT").await, "90");
    act(&shop, &other, "confirm").await.expect(200);
    act(&shop, &other, "cancel").await.expect(200);
    assert_eq!(shop.available("BOLT").await, "100");
    let seen = buyer.get(format!("/api/v1/orders/{order}")).send().await.expect(200);
    assert_eq!((&seen["state"], &seen["history"][1]["note"]), (&json!("cancelled"), &json!("Ordered twice")));
}

async fn confirming_and_cancelling_at_once_leaves_one_history(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    for _ in 0..4 {
        let order = placed(&buyer).await;
        let actions = ["confirm", "cancel", "confirm", "cancel"];
        let sent = join_all(actions.map(|action| act(&shop, &order, action))).await;
        assert!(sent.iter().all(|reply| matches!(reply.status, 200 | 409)), "{sent:?}");
        let seen = shop.admin().get(format!("/api/v1/admin/orders/{order}")).send().await.expect(200);
        let past: Vec<&str> =
            seen["history"].as_array().unwrap().iter().map(|entry| entry["event"].as_str().unwrap()).collect();
        let wins = sent.iter().filter(|reply| reply.status == 200).count();
        assert_eq!(past.len(), wins + 1, "{past:?}");
        assert!(
            matches!(
                past[..],
                ["placed", "cancelled"] | ["placed", "confirmed", "cancelled"] | ["placed", "confirmed"]
            ),
            "{past:?}"
        );
        if seen["state"] == "confirmed" {
            act(&shop, &order, "cancel").await.expect(200);
        }
        assert_eq!(shop.available("BOLT").await, "100");
    }
}

async fn a_cancellation_needs_a_reason(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let path = format!("/api/v1/admin/orders/{}/cancel", placed(&buyer).await);
    for body in [json!({}), json!({ "reason": "" }), json!({ "reason": "  " }), json!({ "reason": "x".repeat(501) })] {
        shop.admin().post(&path).json(body).send().await.expect(422);
    }
    assert_eq!(shop.available("BOLT").await, "90");
}

async fn the_actions_shown_are_those_the_reader_may_take(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let order = placed(&buyer).await;
    let keeper = shop.user("warehouse").await;
    let path = format!("/api/v1/admin/orders/{order}");
    assert_eq!(shop.admin().get(&path).send().await.expect(200)["actions"], json!(["confirm", "hold", "cancel"]));
    assert_eq!(keeper.get(&path).send().await.expect(200)["actions"], json!([]));
    for action in ["confirm", "hold", "resume", "cancel"] {
        keeper.post(format!("{path}/{action}")).json(body_of(action)).send().await.problem(403, "auth.forbidden");
        buyer.post(format!("{path}/{action}")).json(body_of(action)).send().await.problem(403, "auth.forbidden");
    }
    act(&shop, &order, "confirm").await.expect(200);
    assert_eq!(shop.admin().get(&path).send().await.expect(200)["actions"], json!(["hold", "cancel"]));
}

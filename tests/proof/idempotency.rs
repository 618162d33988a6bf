//! Promise 15: a key has one effect. Fifty at once, again later, with another body, by somebody else, and on every
//! route that takes a key.

use futures_util::future::join_all;
use kontor_testkit::{Client, PASSWORD, Reply, Shop, TestApp, both, changes};
use serde_json::{Value, json};

use crate::coverage::{
    recipes::{Body, asker, recipe, with_body},
    scene::Scene,
};

both!(
    fifty_requests_with_one_key_have_one_effect,
    without_a_key_the_naive_twin_orders_fifty_times,
    a_key_with_another_body_or_path_is_refused,
    another_body_while_the_first_one_runs_has_no_effect,
    whoever_has_no_access_any_more_is_not_told_again,
    somebody_elses_key_is_another_key,
    what_was_refused_may_be_asked_again_with_the_same_key,
    a_key_that_is_none_is_refused,
    every_route_that_takes_a_key_repeats_its_reply_and_nothing_else,
);

const AT_ONCE: usize = 50;
const ORDERS: &str = "/api/v1/orders";

fn one() -> Value {
    json!({ "lines": [{ "sku": "BOLT", "quantity": "1" }] })
}

async fn hardware(app: &'static TestApp) -> (Shop, Client) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("2.55").stock(1000).build().await;
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    (shop, buyer)
}

async fn orders_of(buyer: &Client) -> Value {
    buyer.get("/api/v1/orders?page=1").send().await.expect(200)["total"].clone()
}

/// What both the proof and its twin are judged by.
fn judged(orders: &Value) -> Result<(), String> {
    if *orders == json!(1) { Ok(()) } else { Err(format!("{orders} orders were placed")) }
}

async fn fifty_requests_with_one_key_have_one_effect(app: &'static TestApp) {
    let (shop, buyer) = hardware(app).await;
    let sent = join_all((0..AT_ONCE).map(|_| buyer.post(ORDERS).json(one()).key("k").send())).await;
    let fresh: Vec<&Reply> = sent.iter().filter(|reply| reply.status == 201 && !reply.is_replay()).collect();
    assert_eq!(fresh.len(), 1);
    for reply in &sent {
        match reply.status {
            201 => assert_eq!(reply.body, fresh[0].body),
            _ => drop(reply.problem(409, "idempotency.in_progress")),
        }
    }
    judged(&orders_of(&buyer).await).unwrap();
    assert_eq!(shop.available("BOLT").await, "999");
    let later = buyer.post(ORDERS).json(one()).key("k").send().await;
    assert!(later.is_replay());
    assert_eq!(later.body, fresh[0].body);
}

async fn without_a_key_the_naive_twin_orders_fifty_times(app: &'static TestApp) {
    let (_, buyer) = hardware(app).await;
    join_all((0..AT_ONCE).map(|_| buyer.post(ORDERS).json(one()).send())).await;
    let verdict = judged(&orders_of(&buyer).await);
    assert!(verdict.is_err(), "the careless way passes the check: {verdict:?}");
}

async fn a_key_with_another_body_or_path_is_refused(app: &'static TestApp) {
    let (shop, buyer) = hardware(app).await;
    buyer.post(ORDERS).json(one()).key("k").send().await.expect(201);
    let other = json!({ "lines": [{ "sku": "BOLT", "quantity": "2" }] });
    buyer.post(ORDERS).json(other.clone()).key("k").send().await.problem(422, "idempotency.key_reused");
    buyer.post("/api/v1/carts").json(one()).key("k").send().await.problem(422, "idempotency.key_reused");
    assert_eq!(shop.available("BOLT").await, "999");
    buyer.post(ORDERS).json(other).key("K").send().await.expect(201);
}

/// Two wishes under one key at the same moment: one is fulfilled, the other never.
async fn another_body_while_the_first_one_runs_has_no_effect(app: &'static TestApp) {
    let (shop, buyer) = hardware(app).await;
    let mut told = std::collections::BTreeMap::<u16, usize>::new();
    for round in 0..6 {
        let body = |number: usize| json!({ "lines": [{ "sku": "BOLT", "quantity": (number % 2 + 1).to_string() }] });
        let key = format!("k{round}");
        let send = |number: usize| {
            let client = Client::new(buyer.address(), buyer.host());
            let request = client.post(ORDERS).json(body(number)).key(&key).header("cookie", buyer.cookie());
            request.header("x-csrf-token", buyer.csrf()).send()
        };
        let sent = join_all((0..12).map(send)).await;
        let mut taken = std::collections::BTreeSet::new();
        for (number, reply) in sent.iter().enumerate() {
            *told.entry(reply.status).or_default() += 1;
            match (reply.status, reply.code().as_str()) {
                (201, _) => drop(taken.insert(number % 2)),
                (409, "idempotency.in_progress") | (422, "idempotency.key_reused") => {}
                _ => panic!("{} {}", reply.status, reply.text()),
            }
        }
        assert_eq!(taken.len(), 1, "both wishes were fulfilled under one key");
        assert_eq!(orders_of(&buyer).await, json!(round + 1));
    }
    println!("statuses {told:?}");
    drop(shop);
}

/// What was answered once is not told to whoever may no longer ask, by whichever way their access ended.
async fn whoever_has_no_access_any_more_is_not_told_again(app: &'static TestApp) {
    let (shop, _) = hardware(app).await;
    let company = shop.company("LEAVING").await;
    for way in ["sign-out", "membership", "token"] {
        let email = shop.person("buyer", Some(&company)).await;
        let person = shop.guest().sign_in(&email, PASSWORD).await;
        let made = person.post("/api/v1/api-tokens").json(json!({ "name": "erp" })).send().await.expect(201);
        let asks = if way == "token" { person.with_token(made["token"].as_str().unwrap()) } else { person.clone() };
        let first = asks.post(ORDERS).json(one()).key("k").send().await;
        first.expect(201);
        assert!(asks.post(ORDERS).json(one()).key("k").send().await.is_replay());
        match way {
            "sign-out" => drop(person.delete("/api/v1/session").send().await.expect(204)),
            "token" => {
                let path = format!("/api/v1/api-tokens/{}", made["id"].as_str().unwrap());
                person.delete(path).send().await.expect(204);
            }
            _ => {
                let path = format!("/api/v1/admin/memberships/{}", shop.membership_of(&person).await);
                shop.admin().delete(path).send().await.expect(204);
            }
        }
        let after = asks.post(ORDERS).json(one()).key("k").send().await;
        after.expect(401);
        assert!(!after.is_replay() && !after.text().contains(first.json()["id"].as_str().unwrap()), "{way}");
    }
}

async fn somebody_elses_key_is_another_key(app: &'static TestApp) {
    let (shop, buyer) = hardware(app).await;
    let (first, second) = (shop.company("ONE").await, shop.company("TWO").await);
    let email = shop.person("buyer", Some(&first)).await;
    shop.membership(&email, "buyer", Some(&second)).await;
    let person = shop.guest().sign_in(&email, PASSWORD).await;
    let mut replies = vec![buyer.post(ORDERS).json(one()).key("k").send().await];
    replies.push(person.post(ORDERS).json(one()).key("k").send().await);
    // The same person in another company is somebody else.
    let personas = person.get("/api/v1/session").send().await.expect(200)["personas"].clone();
    let other = personas.as_array().unwrap().iter().find(|persona| persona["company"]["code"] == "TWO").unwrap();
    let choice = json!({ "membership_id": other["membership_id"] });
    let switched = person.put("/api/v1/session/persona").json(choice).send().await;
    replies.push(shop.guest().with_session(&switched).post(ORDERS).json(one()).key("k").send().await);
    let elsewhere = hardware(app).await.1;
    replies.push(elsewhere.post(ORDERS).json(one()).key("k").send().await);
    let ids: std::collections::BTreeSet<String> =
        replies.iter().map(|reply| reply.expect(201)["id"].to_string()).collect();
    assert_eq!(ids.len(), 4);
    assert!(replies.iter().all(|reply| !reply.is_replay()));
}

async fn what_was_refused_may_be_asked_again_with_the_same_key(app: &'static TestApp) {
    let (shop, buyer) = hardware(app).await;
    shop.set_stock("BOLT", "0").await;
    buyer.post(ORDERS).json(one()).key("k").send().await.problem(409, "orders.out_of_stock");
    shop.set_stock("BOLT", "1").await;
    buyer.post(ORDERS).json(one()).key("k").send().await.expect(201);
    assert!(buyer.post(ORDERS).json(one()).key("k").send().await.is_replay());
}

async fn a_key_that_is_none_is_refused(app: &'static TestApp) {
    let (_, buyer) = hardware(app).await;
    for key in ["", "two words", "ключ", &"x".repeat(201)] {
        buyer.post(ORDERS).json(one()).key(key).send().await.problem(400, "idempotency.key_invalid");
    }
    buyer.post(ORDERS).json(one()).key("x".repeat(200)).send().await.expect(201);
}

async fn every_route_that_takes_a_key_repeats_its_reply_and_nothing_else(app: &'static TestApp) {
    let scene = Scene::new(app, "own").await;
    let document = app.parts().registry.openapi();
    let mut raw = app.raw().await;
    let mut proved = Vec::new();
    for row in app.parts().registry.matrix() {
        let operation = &document["paths"][row.path][row.method.as_str().to_lowercase()];
        let takes_a_key = |parameter: &Value| parameter["name"] == "Idempotency-Key";
        if !operation["parameters"].as_array().is_some_and(|parameters| parameters.iter().any(takes_a_key)) {
            continue;
        }
        let recipe = recipe(&scene, &row).await;
        assert!(matches!(recipe.body, Body::Json(_)), "{}", row.path);
        let client = asker(&scene, &row);
        let send = || {
            with_body(client.request(row.method.clone(), recipe.path.clone()), &recipe.body)
                .key("again")
                .key(row.path)
                .send()
        };
        let first = send().await;
        let label = format!("{} {}", row.method, row.path);
        assert_eq!((first.status, first.is_replay()), (201, false), "{label}: {}", first.text());
        let before = raw.rows_of(scene.shop.id()).await;
        for again in join_all((0..4).map(|_| send())).await {
            if again.status == 409 {
                again.problem(409, "idempotency.in_progress");
                continue;
            }
            assert!(again.status == 201 && again.is_replay(), "{label}: {} {}", again.status, again.text());
            // A secret is shown once and not kept; everything else is repeated to the byte.
            if row.path != "/api/v1/api-tokens" {
                assert_eq!(again.body, first.body, "{label}");
            }
        }
        assert_eq!(changes(&before, &raw.rows_of(scene.shop.id()).await), [""; 0], "{label}");
        proved.push(label);
    }
    println!("{}", proved.join("\n"));
    assert!(proved.len() >= 10, "{proved:?}");
}

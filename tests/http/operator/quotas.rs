//! Limits as those meet them who make things: the refusal names the limit and whom to ask, and the count is exact.
//! Products one by one and from files, orders in a day, companies and people, and requests in a second.

use futures_util::future::join_all;
use kontor_testkit::{TestApp, both, eventually};
use serde_json::{Value, json};

use super::{path, trading};

both!(
    twenty_products_at_a_time_stop_exactly_at_the_limit,
    a_file_with_more_products_than_there_is_room_for_stops_at_the_limit_and_says_so,
    a_file_with_too_many_rows_is_refused_as_a_whole,
    orders_of_a_day_stop_at_the_limit,
    companies_and_people_stop_at_the_limit,
    a_tenant_that_asks_too_often_gets_429_and_its_neighbour_does_not,
);

async fn limit(app: &TestApp, code: &str, quotas: Value) {
    app.operator().patch(path(code)).json(json!({ "quotas": quotas })).send().await.expect(200);
}

async fn twenty_products_at_a_time_stop_exactly_at_the_limit(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("FIRST").build().await;
    limit(app, shop.code(), json!({ "products": 6 })).await;
    let asked = (0..20).map(|number| {
        shop.admin().post("/api/v1/admin/products").json(json!({ "sku": format!("P{number}"), "name": "x" })).send()
    });
    let replies = join_all(asked).await;
    let made = replies.iter().filter(|reply| reply.status == 201).count();
    for refused in replies.iter().filter(|reply| reply.status != 201) {
        let body = refused.problem(409, "tenant.quota_reached");
        let detail = body["detail"].as_str().unwrap();
        assert!(detail.contains('6') && detail.contains("products") && detail.contains("operator"), "{detail}");
    }
    assert_eq!(made, 5, "one was there before");
    let list = shop.admin().get("/api/v1/admin/products?page=1").send().await.expect(200);
    assert_eq!(list["total"], 6);
    // Archiving one makes room for another, and bringing it back takes it again.
    let first = list["items"][0]["id"].as_str().unwrap().to_owned();
    let change = async |archived: bool| {
        let body = json!({ "archived": archived });
        shop.admin().patch(format!("/api/v1/admin/products/{first}")).json(body).send().await
    };
    change(true).await.expect(200);
    shop.product("IN-ITS-PLACE").build().await;
    change(false).await.problem(409, "tenant.quota_reached");
}

async fn ended(shop: &kontor_testkit::Shop, file: String) -> Value {
    let upload =
        shop.admin().post("/api/v1/admin/imports?kind=products").body("text/csv", file).send().await.expect(202);
    let path = format!("/api/v1/admin/imports/{}", upload["id"].as_str().unwrap());
    eventually("the import has ended", || async {
        let run = shop.admin().get(&path).send().await.expect(200);
        (!matches!(run["state"].as_str(), Some("validating" | "applying"))).then_some(run)
    })
    .await
}

fn file(rows: usize) -> String {
    format!("sku,name\n{}", (0..rows).map(|number| format!("F{number:05},File {number}\n")).collect::<String>())
}

async fn a_file_with_more_products_than_there_is_room_for_stops_at_the_limit_and_says_so(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    limit(app, shop.code(), json!({ "products": 100 })).await;
    let run = ended(&shop, file(300)).await;
    assert_eq!(run["state"], "failed", "{run}");
    assert!(run["message"].as_str().unwrap().contains("at most 100 products"), "{run}");
    let list = shop.admin().get("/api/v1/admin/products?page=1").send().await.expect(200);
    assert!(list["total"].as_u64().unwrap() <= 100, "{}", list["total"]);
    limit(app, shop.code(), json!({ "products": null })).await;
    assert_eq!(ended(&shop, file(300)).await["state"], "done");
}

async fn a_file_with_too_many_rows_is_refused_as_a_whole(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    limit(app, shop.code(), json!({ "import_rows": 50 })).await;
    let run = ended(&shop, file(51)).await;
    assert_eq!(run["state"], "refused", "{run}");
    assert!(run["message"].as_str().unwrap().contains("may import 50 at a time"), "{run}");
    assert_eq!(shop.admin().get("/api/v1/admin/products?page=1").send().await.expect(200)["total"], 0);
    assert_eq!(ended(&shop, file(50)).await["state"], "done");
}

async fn orders_of_a_day_stop_at_the_limit(app: &'static TestApp) {
    let shop = trading(app, "daily").await;
    limit(app, shop.code(), json!({ "orders_per_day": 3 })).await;
    let body = json!({ "company_code": "daily-CO", "lines": [{ "sku": "daily-SKU", "quantity": "1" }] });
    let asked = (0..12).map(|_| shop.admin().post("/api/v1/admin/orders").json(body.clone()).send());
    let replies = join_all(asked).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 201).count(), 3);
    for refused in replies.iter().filter(|reply| reply.status != 201) {
        refused.problem(409, "tenant.quota_reached");
    }
    let stock = shop.admin().get("/api/v1/admin/orders?page=1").send().await.expect(200);
    assert_eq!(stock["total"], 4, "the one before the limit and three of today's");
}

async fn companies_and_people_stop_at_the_limit(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    limit(app, shop.code(), json!({ "companies": 2, "people": 2 })).await;
    let make = async |code: &str| {
        shop.admin()
            .post("/api/v1/admin/companies")
            .json(json!({ "code": code, "name": code, "country": "GB" }))
            .send()
            .await
    };
    make("C1").await.expect(201);
    make("C2").await.expect(201);
    make("C3").await.problem(409, "tenant.quota_reached");
    let trail = shop.admin().get("/api/v1/admin/companies?page=1").send().await.expect(200);
    assert_eq!(trail["total"], 2);
}

async fn a_tenant_that_asks_too_often_gets_429_and_its_neighbour_does_not(app: &'static TestApp) {
    let (noisy, quiet) = (app.tenant().build().await, app.tenant().build().await);
    limit(app, noisy.code(), json!({ "requests_per_second": 4, "request_burst": 8 })).await;
    let mut refused = 0;
    for _ in 0..24 {
        let reply = noisy.guest().get("/api/v1/categories").send().await;
        if reply.status == 429 {
            reply.problem(429, "tenant.rate_limited");
            assert_eq!(reply.header("retry-after"), Some("1"));
            refused += 1;
        }
        assert_ne!(quiet.guest().get("/api/v1/categories").send().await.status, 429);
    }
    assert!(refused >= 4, "only {refused} were refused");
}

//! Lists of orders: filters, search, order and pages, for staff and for buyers.
//! A buyer's filter narrows what they see and never widens it.

use kontor_testkit::{Client, TestApp, both, redacted};
use serde_json::{Value, json};

use super::hardware;

both!(
    staff_filter_search_and_sort_orders,
    pages_of_orders_hold_each_once,
    a_buyers_list_holds_their_companys_orders_only,
);

fn ids(list: &Value) -> Vec<String> {
    let id = |item: &Value| item["external_id"]["id"].as_str().unwrap_or("own").to_owned();
    list["items"].as_array().unwrap().iter().map(id).collect()
}

async fn entered(desk: &Client, company: &str, id: &str, date: &str) -> Value {
    let body = json!({ "company_code": company, "external_id": { "system": "erp", "id": id }, "order_date": date,
        "lines": [{ "sku": "BOLT", "quantity": "1" }] });
    desk.post("/api/v1/admin/orders").json(body).send().await.expect(201)
}

async fn staff_filter_search_and_sort_orders(app: &'static TestApp) {
    let (shop, acme, buyer) = hardware(app).await;
    shop.company_with(json!({ "code": "LODZ", "name": "Łódź Tools" })).await;
    let first = entered(shop.admin(), "ACME", "A1", "2026-01-10").await;
    entered(shop.admin(), "LODZ", "A2", "2026-02-10").await;
    entered(shop.admin(), "ACME", "A3", "2026-03-10").await;
    let own = json!({ "lines": [{ "sku": "BOLT", "quantity": "1" }], "po_number": "PO-77" });
    buyer.post("/api/v1/orders").json(own).send().await.expect(201);
    let confirm = format!("/api/v1/admin/orders/{}/confirm", first["id"].as_str().unwrap());
    shop.admin().post(confirm).json(json!({})).send().await.expect(200);

    let list = async |query: &str| shop.admin().get(format!("/api/v1/admin/orders?{query}")).send().await.expect(200);
    assert_eq!(ids(&list("").await), ["own", "A3", "A2", "A1"]);
    assert_eq!(ids(&list("sort=placed_at").await), ["A1", "A2", "A3", "own"]);
    assert_eq!(ids(&list("sort=-number").await), ["own", "A3", "A2", "A1"]);
    assert_eq!(ids(&list("state=confirmed").await), ["A1"]);
    assert_eq!(ids(&list("q=lodz").await), ["A2"]);
    assert_eq!(ids(&list("q=po-77").await), ["own"]);
    assert_eq!(ids(&list("q=A3").await), ["A3"]);
    assert_eq!(ids(&list("external_system=erp&sort=number").await), ["A1", "A2", "A3"]);
    assert_eq!(ids(&list("placed_from=2026-02-01&placed_to=2026-02-28").await), ["A2"]);
    assert_eq!(
        ids(&list(&format!("company_id={}&placed_to=2026-12-31&external_system=erp", acme.id)).await),
        ["A3", "A1"]
    );
    insta::assert_json_snapshot!("an_order_in_a_list", redacted(list("q=A2").await["items"][0].clone()));
    for wrong in ["state=lost", "colour=red", "company_id=ACME", "placed_from=yesterday", "sort=total", "cursor=x"] {
        shop.admin().get(format!("/api/v1/admin/orders?{wrong}")).send().await.expect(400);
    }
}

async fn pages_of_orders_hold_each_once(app: &'static TestApp) {
    let (shop, _, _) = hardware(app).await;
    for number in 0..7 {
        entered(shop.admin(), "ACME", &format!("A{number}"), "2026-01-10").await;
    }
    for sort in ["placed_at", "-placed_at", "number", "-number"] {
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let path = format!("/api/v1/admin/orders?sort={sort}&limit=3{cursor}");
            let page = shop.admin().get(path).send().await.expect(200);
            seen.extend(ids(&page));
            let Some(next) = page["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        let mut expected: Vec<String> = (0..7).map(|number| format!("A{number}")).collect();
        if sort.starts_with('-') {
            expected.reverse();
        }
        assert_eq!(seen, expected, "{sort}");
    }
    let last = shop.admin().get("/api/v1/admin/orders?limit=3&page=3").send().await.expect(200);
    assert_eq!((&last["total"], ids(&last)), (&json!(7), vec!["A0".to_owned()]));
}

async fn a_buyers_list_holds_their_companys_orders_only(app: &'static TestApp) {
    let (shop, _, buyer) = hardware(app).await;
    let other = shop.company("OTHER").await;
    entered(shop.admin(), "ACME", "MINE", "2026-01-10").await;
    let theirs = entered(shop.admin(), "OTHER", "THEIRS", "2026-01-10").await;
    for query in ["", "q=THEIRS", "q=OTHER", "state=placed", "sort=number"] {
        let list = buyer.get(format!("/api/v1/orders?{query}")).send().await.expect(200);
        assert!(!ids(&list).contains(&"THEIRS".to_owned()), "{query}: {list}");
    }
    assert_eq!(ids(&buyer.get("/api/v1/orders").send().await.expect(200)), ["MINE"]);
    // What only staff may filter by is not known here.
    buyer.get(format!("/api/v1/orders?company_id={}", other.id)).send().await.expect(400);
    buyer.get(format!("/api/v1/orders/{}", theirs["id"].as_str().unwrap())).send().await.problem(404, "not_found");
    buyer.get("/api/v1/admin/orders").send().await.problem(403, "auth.forbidden");
}

//! Who sees which products, through the doors: what is hidden from somebody is not there for them.
//! Companies, groups, territories, channels and guests, each by an assortment of their own.

use kontor_testkit::{Client, Company, Shop, TestApp, both, eventually};
use serde_json::{Value, json};

use super::skus;

both!(
    what_is_hidden_from_a_company_is_in_no_list_search_cart_or_order,
    a_group_and_a_territory_show_what_they_are_given,
    guests_see_what_is_meant_for_guests,
    staff_are_told_why_a_company_sees_a_product_or_does_not,
    the_list_of_assortments_tells_who_sees_each,
);

const ASSORTMENTS: &str = "/api/v1/admin/assortments";

async fn stocked(app: &'static TestApp) -> Shop {
    let shop = app.tenant().guests_see_prices().build().await;
    for sku in ["BOLT", "NUT", "SECRET"] {
        shop.product(sku).price("10.00").build().await;
    }
    shop
}

async fn assortment(shop: &Shop, skus: &[&str], viewers: Value) -> Value {
    let body = json!({ "code": skus.join("-"), "name": "Some", "skus": skus, "viewers": viewers });
    shop.admin().post(ASSORTMENTS).json(body).send().await.expect(201)
}

async fn sees(client: &Client, expected: &[&str]) {
    eventually("the list holds what may be seen", || async {
        let list = client.get("/api/v1/products?sort=sku").send().await.expect(200);
        (skus(&list) == expected).then_some(())
    })
    .await;
}

async fn what_is_hidden_from_a_company_is_in_no_list_search_cart_or_order(app: &'static TestApp) {
    let shop = stocked(app).await;
    let company = shop.company("C").await;
    let buyer = shop.buyer(&company).await;
    let stranger = shop.buyer(&shop.company("D").await).await;
    assortment(&shop, &["BOLT", "NUT"], json!({ "company_ids": [company.id] })).await;
    sees(&buyer, &["BOLT", "NUT"]).await;
    sees(&stranger, &["BOLT", "NUT", "SECRET"]).await;
    for path in
        ["/api/v1/products?q=secret", "/api/v1/products/search?q=secrte", "/api/v1/products/suggestions?q=secre"]
    {
        let reply = buyer.get(path).send().await;
        reply.expect(200);
        assert!(!reply.text().to_uppercase().contains("SECRET"), "{path}: {}", reply.text());
    }
    buyer.get("/api/v1/products/SECRET").send().await.problem(404, "not_found");
    buyer.get("/api/v1/products/by-code/SECRET").send().await.problem(404, "not_found");
    let line = json!({ "lines": [{ "sku": "SECRET", "quantity": "1" }] });
    let refused = buyer.post("/api/v1/orders").json(line.clone()).send().await.expect(422);
    assert_eq!(refused["errors"][0]["code"], "orders.unknown_product");
    stranger.post("/api/v1/orders").json(line).send().await.expect(201);
    let cart = buyer.post("/api/v1/carts").json(json!({})).send().await.expect(201);
    let path = format!("/api/v1/carts/{}/lines", cart["id"].as_str().unwrap());
    buyer.post(path).json(json!({ "sku": "SECRET", "quantity": "1" })).send().await.expect(422);
}

async fn in_group(shop: &Shop, company: &Company) -> String {
    let group = json!({ "code": "G", "name": "Group" });
    let group = shop.admin().post("/api/v1/admin/customer-groups").json(group).send().await.expect(201);
    let group = group["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/admin/companies/{}/groups", company.id);
    shop.admin().put(path).json(json!({ "group_ids": [group] })).send().await.expect(200);
    group
}

async fn a_group_and_a_territory_show_what_they_are_given(app: &'static TestApp) {
    let shop = stocked(app).await;
    let (grouped, placed) = (shop.company("C").await, shop.company("D").await);
    let group = in_group(&shop, &grouped).await;
    assortment(&shop, &["BOLT"], json!({ "group_ids": [group] })).await;
    sees(&shop.buyer(&grouped).await, &["BOLT"]).await;
    let territories = "/api/v1/admin/territories";
    let north = shop.admin().post(territories).json(json!({ "code": "N", "name": "North" })).send().await.expect(201);
    let north = north["id"].as_str().unwrap().to_owned();
    assortment(&shop, &["NUT"], json!({ "territory_ids": [north] })).await;
    let buyer = shop.buyer(&placed).await;
    sees(&buyer, &["BOLT", "NUT", "SECRET"]).await;
    let path = format!("{territories}/{north}/placements");
    shop.admin().post(path).json(json!({ "company_id": placed.id })).send().await.expect(201);
    sees(&buyer, &["NUT"]).await;
}

async fn guests_see_what_is_meant_for_guests(app: &'static TestApp) {
    let shop = stocked(app).await;
    let made = assortment(&shop, &["NUT"], json!({ "guests": true })).await;
    sees(shop.guest(), &["NUT"]).await;
    sees(&shop.buyer(&shop.company("C").await).await, &["BOLT", "NUT", "SECRET"]).await;
    let path = format!("{ASSORTMENTS}/{}", made["assortment"]["id"].as_str().unwrap());
    shop.admin().patch(&path).json(json!({ "archived": true })).send().await.expect(200);
    sees(shop.guest(), &["BOLT", "NUT", "SECRET"]).await;
    shop.user("order_desk").await.patch(&path).json(json!({ "name": "x" })).send().await.problem(403, "auth.forbidden");
}

async fn why(shop: &Shop, query: &str) -> Value {
    shop.admin().get(format!("/api/v1/admin/visibility-explanations?{query}")).send().await.expect(200)
}

/// Whether it is seen, and what each assortment of the channel and of the company or guests says.
fn told(answer: &Value) -> (bool, Vec<String>) {
    let parts = [("frame", &answer["frame"]), ("own", &answer["own"])];
    let lines = parts.into_iter().flat_map(|(name, part)| {
        let of = part["assortments"].as_array().unwrap().iter();
        let said = of.map(|one| format!("{} {} {}", one["code"], one["by"], one["says"]).replace('"', ""));
        std::iter::once(format!("{name} {}", part["shows"])).chain(said.collect::<Vec<_>>())
    });
    (answer["is_visible"].as_bool().unwrap(), lines.collect())
}

async fn staff_are_told_why_a_company_sees_a_product_or_does_not(app: &'static TestApp) {
    let shop = stocked(app).await;
    let company = shop.company("C").await;
    let group = in_group(&shop, &company).await;
    let (buyer, asked) = (shop.buyer(&company).await, |sku: &str| format!("sku={sku}&company_id={}", company.id));
    assert_eq!(told(&why(&shop, &asked("SECRET")).await), (true, vec!["frame true".into(), "own true".into()]));
    let body = json!({ "code": "OWN", "name": "Own", "skus": ["BOLT", "NUT"], "without_skus": ["SECRET"],
        "viewers": { "company_ids": [company.id] } });
    shop.admin().post(ASSORTMENTS).json(body).send().await.expect(201);
    assortment(&shop, &["BOLT"], json!({ "group_ids": [group] })).await;
    for (sku, says, is_seen) in [("BOLT", "product_held", true), ("SECRET", "product_left_out", false)] {
        let in_group = if is_seen { "product_held" } else { "nothing" };
        let lines = ["frame true".to_owned(), format!("own {is_seen}")];
        let lines = [lines.to_vec(), vec![format!("BOLT group {in_group}"), format!("OWN company {says}")]].concat();
        assert_eq!(told(&why(&shop, &asked(sku)).await), (is_seen, lines), "{sku}");
        let status = buyer.get(format!("/api/v1/products/{sku}")).send().await.status;
        assert_eq!(status == 200, is_seen, "{sku}: the answer is what the shop does");
    }
    let guests = why(&shop, "sku=SECRET").await;
    assert_eq!((told(&guests).0, &guests["company_id"]), (true, &Value::Null), "guests are given nothing");
    let path = "/api/v1/admin/visibility-explanations";
    shop.admin().get(format!("{path}?sku=NONE")).send().await.problem(404, "not_found");
    let nobody = format!("{path}?sku=BOLT&company_id=0199b7f2-0000-7000-8000-000000000000");
    shop.admin().get(nobody).send().await.problem(404, "not_found");
    buyer.get(format!("{path}?sku=BOLT")).send().await.problem(403, "auth.forbidden");
}

async fn the_list_of_assortments_tells_who_sees_each(app: &'static TestApp) {
    let shop = stocked(app).await;
    let company = shop.company("C").await;
    assortment(&shop, &["BOLT"], json!({ "company_ids": [company.id], "guests": true })).await;
    assortment(&shop, &["NUT"], json!({})).await;
    let list = shop.admin().get(ASSORTMENTS).send().await.expect(200);
    let rows = list["items"].as_array().unwrap();
    assert_eq!((&rows[0]["code"], &rows[1]["code"]), (&json!("BOLT"), &json!("NUT")));
    assert_eq!(rows[0]["viewers"]["company_ids"], json!([company.id]));
    assert_eq!((&rows[0]["viewers"]["guests"], &rows[1]["viewers"]["guests"]), (&json!(true), &json!(false)));
    assert_eq!(rows[1]["viewers"]["company_ids"], json!([]));
}

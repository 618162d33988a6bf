//! Lists and pages of products: order, search, categories and paging.
//! What cannot be read is refused by name, so that a mistyped filter does not show everything.

use kontor_testkit::{Shop, TestApp, both, redacted};
use serde_json::{Value, json};

use super::{list_of, skus};

both!(
    a_list_shows_products_with_the_customers_prices_and_stock,
    lists_are_sorted_by_name_code_and_age,
    every_word_of_a_search_must_occur,
    pages_by_cursor_and_by_number_hold_every_product_once,
    a_query_that_cannot_be_read_is_refused,
    a_product_is_found_by_its_code_whatever_its_case,
    an_archived_product_is_no_longer_shown,
    names_are_shown_in_the_readers_language,
);

async fn hardware(app: &'static TestApp) -> Shop {
    let shop = app.tenant().build().await;
    for (sku, name) in
        [("B-8", "Śruba M8 steel"), ("B-10", "Bolt M10 brass"), ("a-1", "anvil"), ("N-8", "Nut M8 steel")]
    {
        shop.product(sku).name(name).price("1.00").build().await;
    }
    shop
}

async fn a_list_shows_products_with_the_customers_prices_and_stock(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("2.55").tier("10", "2.30").tier("100", "1.999").stock(12).build().await;
    shop.product("LOW").price("1.00").stock(3).build().await;
    shop.product("POST").price("4.00").service().build().await;
    shop.product("WISH").stock(0).build().await;
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    insta::assert_json_snapshot!("a_list_of_products", redacted(list_of(&buyer, "sort=sku", 4).await));
    let detail = buyer.get("/api/v1/products/BOLT").send().await.expect(200);
    insta::assert_json_snapshot!("a_product", redacted(detail));
}

async fn lists_are_sorted_by_name_code_and_age(app: &'static TestApp) {
    let shop = hardware(app).await;
    let sorted = async |sort: &str| skus(&list_of(shop.guest(), &format!("sort={sort}"), 4).await);
    assert_eq!(skus(&list_of(shop.guest(), "", 4).await), ["a-1", "B-10", "N-8", "B-8"]);
    assert_eq!(sorted("name").await, ["a-1", "B-10", "N-8", "B-8"]);
    assert_eq!(sorted("-name").await, ["B-8", "N-8", "B-10", "a-1"]);
    assert_eq!(sorted("sku").await, ["a-1", "B-10", "B-8", "N-8"]);
    assert_eq!(sorted("-sku").await, ["N-8", "B-8", "B-10", "a-1"]);
    assert_eq!(sorted("newest").await, ["N-8", "a-1", "B-10", "B-8"]);
}

async fn every_word_of_a_search_must_occur(app: &'static TestApp) {
    let shop = hardware(app).await;
    list_of(shop.guest(), "", 4).await;
    let found = async |q: &str| {
        let mut found = skus(&shop.guest().get(format!("/api/v1/products?q={q}")).send().await.expect(200));
        found.sort();
        found
    };
    assert_eq!(found("m8").await, ["B-8", "N-8"]);
    assert_eq!(found("STEEL%20sruba").await, ["B-8"]);
    assert_eq!(found("b-10").await, ["B-10"]);
    assert_eq!(found("nothing").await, [""; 0]);
    assert_eq!(found("%25").await, [""; 0]);
    assert_eq!(found("'%20OR%20zz=zz--").await, [""; 0]);
}

async fn pages_by_cursor_and_by_number_hold_every_product_once(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    for number in 0..11 {
        shop.product(&format!("P{number:02}")).name(&format!("Same name {}", number % 3)).build().await;
    }
    list_of(shop.guest(), "limit=200", 11).await;
    for sort in ["name", "-name", "sku", "newest"] {
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let path = format!("/api/v1/products?sort={sort}&limit=4{cursor}");
            let page = shop.guest().get(path).send().await.expect(200);
            assert_eq!(page.get("total"), None, "only counted pages count");
            seen.extend(skus(&page));
            let Some(next) = page["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        let whole = skus(&shop.guest().get(format!("/api/v1/products?sort={sort}&limit=200")).send().await.expect(200));
        assert_eq!(seen, whole, "{sort}");
        let third = shop.guest().get(format!("/api/v1/products?sort={sort}&limit=4&page=3")).send().await.expect(200);
        assert_eq!((third["total"].clone(), skus(&third)), (json!(11), whole[8..].to_vec()));
    }
    let beyond = shop.guest().get("/api/v1/products?limit=4&page=9").send().await.expect(200);
    assert_eq!((beyond["total"].clone(), skus(&beyond).len()), (json!(11), 0));
}

async fn a_query_that_cannot_be_read_is_refused(app: &'static TestApp) {
    let shop = hardware(app).await;
    let queries = [
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=x", "limit"),
        ("page=0", "page"),
        ("page=1&cursor=x", "cursor"),
        ("sort=colour", "sort"),
        ("sort=-relevance", "sort"),
        ("filter=thread", "filter"),
        ("sort=name&sort=sku", "sort"),
        ("colour=red", "colour"),
        ("price_list=vip", "price_list"),
    ];
    for (query, named) in queries {
        let problem = shop.guest().get(format!("/api/v1/products?{query}")).send().await.expect(400);
        assert_eq!(problem["errors"][0]["pointer"], named, "{query}: {problem}");
    }
    let reply = shop.guest().get("/api/v1/products?cursor=nonsense").send().await;
    assert!(matches!(reply.status, 400 | 422), "{}", reply.text());
}

async fn a_product_is_found_by_its_code_whatever_its_case(app: &'static TestApp) {
    let shop = hardware(app).await;
    for written in ["B-8", "b-8"] {
        assert_eq!(shop.guest().get(format!("/api/v1/products/{written}")).send().await.expect(200)["sku"], "B-8");
    }
    shop.guest().get("/api/v1/products/B-9").send().await.problem(404, "not_found");
}

async fn an_archived_product_is_no_longer_shown(app: &'static TestApp) {
    let shop = hardware(app).await;
    list_of(shop.guest(), "", 4).await;
    let anvil = shop.admin().get("/api/v1/admin/products?q=anvil").send().await.expect(200)["items"][0].clone();
    let path = format!("/api/v1/admin/products/{}", anvil["id"].as_str().unwrap());
    shop.admin().patch(&path).json(json!({ "archived": true })).send().await.expect(200);
    assert_eq!(skus(&list_of(shop.guest(), "sort=sku", 3).await), ["B-10", "B-8", "N-8"]);
    shop.guest().get("/api/v1/products/a-1").send().await.problem(404, "not_found");
    let archived = shop.admin().get("/api/v1/admin/products?archived=true").send().await.expect(200);
    assert_eq!(skus(&archived), ["a-1"]);
}

async fn names_are_shown_in_the_readers_language(app: &'static TestApp) {
    let shop = app.tenant().languages(["pl", "en"]).build().await;
    let names = json!({ "en": "Hammer" });
    shop.product("H").name("Młotek").with("names", names).build().await;
    let name = async |language: Option<&str>| -> Value {
        let request = shop.guest().get("/api/v1/products/H");
        let request = match language {
            Some(language) => request.header("accept-language", language),
            None => request,
        };
        request.send().await.expect(200)["name"].clone()
    };
    assert_eq!(name(None).await, "Młotek");
    assert_eq!(name(Some("en-GB,en;q=0.8")).await, "Hammer");
    assert_eq!(name(Some("it")).await, "Młotek");
}

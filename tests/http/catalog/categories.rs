//! Categories in the hands of staff, and their names in the language of whoever looks.
//! A category is archived once nothing on sale lies in it, and an import that names it brings it back.

use kontor_testkit::{Shop, TestApp, both, eventually, redacted};
use serde_json::{Value, json};

both!(
    staff_make_and_name_a_category,
    a_category_that_makes_no_sense_is_refused_by_field,
    visitors_read_names_in_their_language,
    a_category_is_archived_when_it_is_empty,
    an_import_brings_an_archived_category_back,
    a_tree_is_moved_and_filtered_with_what_lies_below,
    a_category_says_what_its_products_must_have,
);

const CATEGORIES: &str = "/api/v1/admin/categories";

async fn make(shop: &Shop, body: Value) -> Value {
    shop.admin().post(CATEGORIES).json(body).send().await.expect(201)
}

fn path_of(category: &Value) -> String {
    format!("{CATEGORIES}/{}", category["id"].as_str().unwrap())
}

async fn staff_make_and_name_a_category(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let body = json!({ "code": "bolts", "name": "Bolts", "names": { "pl": "Śruby", "it": " " } });
    let made = make(&shop, body).await;
    insta::assert_json_snapshot!("a_new_category", redacted(made.clone()));
    assert_eq!(make(&shop, json!({ "name": "Śruby zamkowe" })).await["code"], "sruby-zamkowe");
    let changed = shop.admin().patch(path_of(&made)).json(json!({ "names": { "it": "Bulloni" } })).send().await;
    let changed = changed.expect(200);
    assert_eq!((&changed["name"], &changed["names"]), (&json!("Bolts"), &json!({ "it": "Bulloni" })));
    shop.product("B-8").with("category_code", json!("bolts")).build().await;
    let listed = shop.admin().get(CATEGORIES).send().await.expect(200);
    assert_eq!((&listed["items"][0]["code"], &listed["items"][0]["products"]), (&json!("bolts"), &json!(1)));
    let clerk = shop.user("order_desk").await;
    clerk.get(CATEGORIES).send().await.expect(200);
    clerk.patch(path_of(&made)).json(json!({ "name": "x" })).send().await.problem(403, "auth.forbidden");
}

async fn a_category_that_makes_no_sense_is_refused_by_field(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    make(&shop, json!({ "code": "bolts", "name": "Bolts" })).await;
    let wrong = [
        ("/code", json!({ "code": "Two Words", "name": "x" })),
        ("/code", json!({ "code": "", "name": "x" })),
        ("/name", json!({ "name": " " })),
        ("/names/pl", json!({ "name": "x", "names": { "pl": "x".repeat(301) } })),
    ];
    for (pointer, body) in wrong {
        let problem = shop.admin().post(CATEGORIES).json(body).send().await.expect(422);
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
    }
    let twin = json!({ "code": "bolts", "name": "Twin" });
    shop.admin().post(CATEGORIES).json(twin).send().await.problem(409, "catalog.duplicate_category");
}

async fn visitors_read_names_in_their_language(app: &'static TestApp) {
    let shop = app.tenant().languages(["en", "pl"]).build().await;
    make(&shop, json!({ "code": "bolts", "name": "Bolts", "names": { "pl": "Śruby" } })).await;
    make(&shop, json!({ "code": "tools", "name": "Tools", "names": { "pl": "Narzędzia" } })).await;
    shop.product("B-8").with("category_code", json!("bolts")).build().await;
    shop.product("T-1").with("category_code", json!("tools")).build().await;
    for (language, names, page) in [("en", ["Bolts", "Tools"], "Bolts"), ("pl", ["Narzędzia", "Śruby"], "Śruby")] {
        let listed = eventually("both categories hold a product", || async {
            let request = shop.guest().get("/api/v1/categories").header("accept-language", language);
            let items = request.send().await.expect(200)["items"].clone();
            (items.as_array().unwrap().len() == 2).then_some(items)
        })
        .await;
        let found: Vec<&str> = listed.as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect();
        assert_eq!(found, names, "{language}");
        let product = shop.guest().get("/api/v1/products/B-8").header("accept-language", language);
        assert_eq!(product.send().await.expect(200)["category"]["name"], page);
        let html = shop.guest().get("/products").header("accept-language", language).send().await.text();
        assert!(html.contains(page), "{language}: {html}");
    }
}

async fn a_category_is_archived_when_it_is_empty(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let made = make(&shop, json!({ "code": "bolts", "name": "Bolts" })).await;
    let product = shop.product("B-8").with("category_code", json!("bolts")).build().await;
    let path = path_of(&made);
    shop.admin().delete(&path).send().await.problem(409, "catalog.category_not_empty");
    shop.admin().patch(&path).json(json!({ "archived": true })).send().await.problem(409, "catalog.category_not_empty");
    let products = format!("/api/v1/admin/products/{}", product.id);
    shop.admin().patch(&products).json(json!({ "category_code": null })).send().await.expect(200);
    shop.admin().delete(&path).send().await.expect(204);
    shop.admin().delete(&path).send().await.expect(204);
    let open = shop.admin().get(format!("{CATEGORIES}?archived=false")).send().await.expect(200);
    assert_eq!(open["items"], json!([]));
    let put_in = json!({ "category_code": "bolts" });
    let problem = shop.admin().patch(&products).json(put_in.clone()).send().await.expect(422);
    assert_eq!(problem["errors"][0]["code"], "catalog.unknown_category");
    shop.admin().patch(&path).json(json!({ "archived": false })).send().await.expect(200);
    shop.admin().patch(&products).json(put_in).send().await.expect(200);
}

async fn an_import_brings_an_archived_category_back(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let made = make(&shop, json!({ "code": "bolts", "name": "Bolts" })).await;
    shop.admin().delete(path_of(&made)).send().await.expect(204);
    let file = "sku,name,category\nB-8,Bolt,Bolts\n";
    shop.admin().post("/api/v1/admin/imports?kind=products").body("text/csv", file).send().await.expect(202);
    let listed = eventually("the import is done", || async {
        let items = shop.admin().get(CATEGORIES).send().await.expect(200)["items"].clone();
        (items[0]["products"] == 1).then_some(items)
    })
    .await;
    assert_eq!((codes(&listed), &listed[0]["archived"]), (vec!["bolts"], &json!(false)));
}

async fn a_tree_is_moved_and_filtered_with_what_lies_below(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    make(&shop, json!({ "code": "tools", "name": "Tools" })).await;
    let drills =
        make(&shop, json!({ "code": "drills", "name": "Drills", "parent_code": "tools", "position": 2 })).await;
    make(&shop, json!({ "code": "saws", "name": "Saws", "parent_code": "tools", "position": 1 })).await;
    make(&shop, json!({ "code": "buying", "name": "Buying", "tree": "purchasing" })).await;
    assert_eq!((&drills["path"], &drills["level"]), (&json!("tools/drills"), &json!(1)));
    let more = json!(["saws", "buying"]);
    shop.product("D").with("category_code", json!("drills")).with("more_category_codes", more).build().await;
    let listed = eventually("the product is counted", || async {
        let items = shop.guest().get("/api/v1/categories").send().await.expect(200)["items"].clone();
        (items.as_array().unwrap().len() == 3).then_some(items)
    })
    .await;
    assert_eq!(
        codes(&listed),
        ["tools", "saws", "drills"],
        "siblings stand in their places, and no other tree is shown"
    );
    let within = async |code: &str| {
        let list = shop.guest().get(format!("/api/v1/products?category={code}&page=1")).send().await.expect(200);
        list["total"].as_u64().unwrap()
    };
    assert_eq!((within("tools").await, within("saws").await, within("buying").await), (1, 1, 0));
    let root = json!({ "parent_code": null });
    shop.admin().patch(path_of(&drills)).json(root).send().await.expect(200);
    let circle = json!({ "parent_code": "drills" });
    let problem = shop.admin().patch(path_of(&drills)).json(circle).send().await.expect(422);
    assert_eq!(problem["errors"][0]["code"], "catalog.category_circle");
    let staff = shop.admin().get("/api/v1/admin/products?category=drills").send().await.expect(200);
    assert_eq!(staff["items"][0]["more_category_codes"], json!(["buying", "saws"]));
}

async fn a_category_says_what_its_products_must_have(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let tools = make(&shop, json!({ "code": "tools", "name": "Tools" })).await;
    let drills = make(&shop, json!({ "code": "drills", "name": "Drills", "parent_code": "tools" })).await;
    let asked = json!({ "attributes": [{ "attribute": "length", "required": true, "unit": "mm" }] });
    shop.admin().put(format!("{}/attributes", path_of(&tools))).json(asked).send().await.expect(200);
    let inherited = shop.admin().get(format!("{}/attributes", path_of(&drills))).send().await.expect(200);
    assert_eq!(inherited["items"][0]["inherited_from"], "tools");
    let mut body = json!({ "sku": "D", "name": "Drill", "category_code": "drills" });
    let problem = shop.admin().post("/api/v1/admin/products").json(body.clone()).send().await.expect(422);
    assert_eq!(problem["errors"][0]["pointer"], "/attributes/length", "{problem}");
    body["attributes"] = json!({ "length": "40" });
    shop.admin().post("/api/v1/admin/products").json(body).send().await.expect(201);
    let html = eventually("the page is there", || async {
        let reply = shop.guest().get("/products/D").send().await;
        (reply.status == 200).then(|| reply.text().to_owned())
    })
    .await;
    assert!(html.contains("40 mm"), "{html}");
}

fn codes(items: &Value) -> Vec<&str> {
    items.as_array().unwrap().iter().map(|item| item["code"].as_str().unwrap()).collect()
}

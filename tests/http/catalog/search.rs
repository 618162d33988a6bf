//! Searching: by codes, words in any form and in spite of mistakes; narrowing, sorting, suggestions and synonyms.
//! What was changed is found as soon as the list shows it; what is archived leaves no trace in anything.

use kontor_testkit::{Client, Shop, TestApp, both, eventually};
use serde_json::{Value, json};

use super::{list_of, skus};

both!(
    codes_stand_first_and_words_are_found_in_any_form,
    a_mistake_is_forgiven_and_the_right_word_is_offered,
    where_nothing_has_all_words_those_with_most_are_offered,
    facets_count_what_could_be_chosen_besides,
    attributes_that_are_not_public_are_neither_found_nor_counted,
    what_is_archived_leaves_no_trace,
    a_price_sorts_only_for_those_who_see_it,
    suggestions_name_words_categories_and_products,
    staff_keep_synonyms_and_searches_follow,
    synonyms_that_make_no_sense_are_refused_by_field,
    searches_find_their_own_tenants_products_only,
    a_search_that_cannot_be_read_is_refused,
    pages_of_a_search_hold_every_product_once,
);

/// Asks with a query that is encoded here.
async fn search(client: &Client, query: &[(&str, &str)]) -> Value {
    client.get(address("/api/v1/products/search", query)).send().await.expect(200)
}

fn address(path: &str, query: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = query.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    format!("{path}?{}", pairs.join("&"))
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

async fn found(client: &Client, q: &str) -> Vec<String> {
    skus(&search(client, &[("q", q)]).await)
}

/// The values of a facet with their numbers; `None` names the category.
fn facet(page: &Value, attribute: Option<&str>) -> Vec<(String, u64)> {
    let facets = page["facets"].as_array().unwrap();
    let facet = facets.iter().find(|facet| facet["attribute"].as_str() == attribute);
    let values = facet.map(|facet| facet["values"].as_array().unwrap().clone()).unwrap_or_default();
    let value = |value: &Value| (value["value"].as_str().unwrap().to_owned(), value["products"].as_u64().unwrap());
    values.iter().map(value).collect()
}

fn pairs(expected: &[(&str, u64)]) -> Vec<(String, u64)> {
    expected.iter().map(|(value, count)| ((*value).to_owned(), *count)).collect()
}

async fn hardware(app: &'static TestApp) -> Shop {
    let shop = app.tenant().guests_see_prices().build().await;
    for (code, name) in [("bolts", "Bolts"), ("nuts", "Nuts"), ("tools", "Hand tools")] {
        let body = json!({ "code": code, "name": name });
        shop.admin().post("/api/v1/admin/categories").json(body).send().await.expect(201);
    }
    let things = [
        ("BF-M8-040", "Hexagon bolt M8 × 40", "bolts", "M8", "zinc", "0.40"),
        ("BF-M8-060", "Hexagon bolt M8 × 60", "bolts", "M8", "steel", "0.60"),
        ("BF-M10-040", "Hexagon bolt M10 × 40", "bolts", "M10", "zinc", "0.90"),
        ("NUT-M8", "Hexagon nut M8", "nuts", "M8", "zinc", "0.10"),
        ("HAM-500", "Claw hammer 500 g", "tools", "", "steel", "19.00"),
    ];
    for (sku, name, category, thread, material, price) in things {
        let mut attributes = json!({ "material": material });
        if !thread.is_empty() {
            attributes["thread"] = json!(thread);
        }
        let product = shop.product(sku).name(name).with("category_code", json!(category));
        product.with("attributes", attributes).price(price).build().await;
    }
    list_of(shop.guest(), "", 5).await;
    shop
}

async fn codes_stand_first_and_words_are_found_in_any_form(app: &'static TestApp) {
    let shop = hardware(app).await;
    let guest = shop.guest();
    for code in ["BF-M8-040", "bfm8040", "bf m8 040"] {
        assert_eq!(found(guest, code).await[0], "BF-M8-040", "{code}");
    }
    assert_eq!(found(guest, "m8x40").await, ["BF-M8-040"]);
    assert_eq!(found(guest, "hexagonal bolts").await, ["BF-M10-040", "BF-M8-040", "BF-M8-060"]);
    assert_eq!(found(guest, "tools").await, ["HAM-500"], "by the name of its category");
    assert_eq!(found(guest, "zinc nut").await, ["NUT-M8"], "by an attribute");
    let list = guest.get("/api/v1/products?q=hammers").send().await.expect(200);
    assert_eq!(skus(&list), ["HAM-500"]);
}

async fn a_mistake_is_forgiven_and_the_right_word_is_offered(app: &'static TestApp) {
    let shop = hardware(app).await;
    let page = search(shop.guest(), &[("q", "claw hamemr")]).await;
    assert_eq!((skus(&page), &page["did_you_mean"]), (vec!["HAM-500".to_owned()], &json!("claw hammer")));
    assert_eq!(page["found_by"], "all_words");
    let right = search(shop.guest(), &[("q", "claw hammer")]).await;
    assert_eq!(right["did_you_mean"], Value::Null);
}

async fn where_nothing_has_all_words_those_with_most_are_offered(app: &'static TestApp) {
    let shop = hardware(app).await;
    let page = search(shop.guest(), &[("q", "hexagon bolt titanium")]).await;
    assert_eq!((page["found_by"].as_str(), skus(&page).len()), (Some("most_words"), 3));
    assert_eq!(search(shop.guest(), &[("q", "qwxyz")]).await["found_by"], "nothing");
    let list = shop.guest().get("/api/v1/products?q=hexagon%20bolt%20titanium").send().await.expect(200);
    assert_eq!(skus(&list), [""; 0], "the plain list holds only what has all words");
}

async fn facets_count_what_could_be_chosen_besides(app: &'static TestApp) {
    let shop = hardware(app).await;
    let guest = shop.guest();
    let all = search(guest, &[("q", "hexagon")]).await;
    assert_eq!((all["total"].as_u64(), facet(&all, None)), (Some(4), pairs(&[("bolts", 3), ("nuts", 1)])));
    assert_eq!(facet(&all, Some("thread")), pairs(&[("M8", 3), ("M10", 1)]));
    let one = search(guest, &[("q", "hexagon"), ("filter", "thread=M10")]).await;
    assert_eq!(skus(&one), ["BF-M10-040"]);
    assert_eq!(facet(&one, Some("thread")), pairs(&[("M10", 1), ("M8", 3)]), "its own choice is left aside");
    assert_eq!(facet(&one, Some("material")), pairs(&[]), "one value is no choice");
    let both = search(guest, &[("q", "hexagon"), ("filter", "thread=M8&thread=M10&material=zinc")]).await;
    assert_eq!(both["total"], 3, "M8 or M10, and zinc: {both}");
    assert_eq!(facet(&both, Some("material")), pairs(&[("zinc", 3), ("steel", 1)]));
    let chosen = search(guest, &[("category", "bolts,tools"), ("filter", "material=steel")]).await;
    assert_eq!(skus(&chosen), ["HAM-500", "BF-M8-060"]);
    assert_eq!(facet(&chosen, None), pairs(&[("bolts", 1), ("tools", 1)]));
    for nothing in ["colour=red", "thread=M99", "=M8"] {
        let path = address("/api/v1/products/search", &[("filter", nothing)]);
        let reply = guest.get(path).send().await;
        let is_refused = reply.status == 400;
        assert!(is_refused || reply.expect(200)["total"] == 0, "{nothing}");
    }
}

async fn attributes_that_are_not_public_are_neither_found_nor_counted(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    for (code, is_public) in [("surface", true), ("margin", false)] {
        let body = json!({ "thing": "product", "code": code, "kind": "text", "labels": { "en": code },
            "is_public": is_public });
        shop.admin().post("/api/v1/admin/attributes").json(body).send().await.expect(201);
    }
    for (sku, surface, margin) in [("A", "matt", "secretly"), ("B", "matt", "secretly"), ("C", "shiny", "low")] {
        let attributes = json!({ "surface": surface, "margin": margin });
        shop.product(sku).name("Plate").with("attributes", attributes).build().await;
    }
    list_of(shop.guest(), "", 3).await;
    let page = search(shop.guest(), &[("q", "plate")]).await;
    assert_eq!(facet(&page, Some("surface")), pairs(&[("matt", 2), ("shiny", 1)]));
    assert!(!page.to_string().contains("margin"), "{page}");
    assert_eq!(found(shop.guest(), "shiny").await, ["C"]);
    for q in ["secretly", "secretyl", "plate secretly"] {
        let page = search(shop.guest(), &[("q", q)]).await;
        assert_ne!(page["found_by"], "all_words", "{q}: {page}");
        assert_eq!(page["did_you_mean"], Value::Null, "{q}");
    }
    let narrowed = search(shop.guest(), &[("filter", "margin=low")]).await;
    assert_eq!(narrowed["total"], 0, "a filter by what is hidden finds nothing");
}

async fn what_is_archived_leaves_no_trace(app: &'static TestApp) {
    let shop = hardware(app).await;
    let hammer = shop.admin().get("/api/v1/admin/products?q=hammer").send().await.expect(200)["items"][0].clone();
    let path = format!("/api/v1/admin/products/{}", hammer["id"].as_str().unwrap());
    shop.admin().patch(&path).json(json!({ "archived": true })).send().await.expect(200);
    list_of(shop.guest(), "", 4).await;
    for q in ["hammer", "hamemr", "HAM-500", "ham", "hand tools"] {
        let page = search(shop.guest(), &[("q", q)]).await;
        assert_eq!((page["total"].as_u64(), &page["did_you_mean"]), (Some(0), &Value::Null), "{q}: {page}");
        let path = address("/api/v1/products/suggestions", &[("q", q)]);
        assert_eq!(shop.guest().get(path).send().await.expect(200)["items"], json!([]), "{q}");
    }
    assert!(!search(shop.guest(), &[]).await.to_string().contains("tools"));
}

async fn a_price_sorts_only_for_those_who_see_it(app: &'static TestApp) {
    let shop = hardware(app).await;
    let dear = search(shop.guest(), &[("q", "hexagon"), ("sort", "-price")]).await;
    assert_eq!(skus(&dear), ["BF-M10-040", "BF-M8-060", "BF-M8-040", "NUT-M8"]);
    assert_eq!(dear["sorted"], "as_asked");
    let contract = shop.price_list("contract").await;
    shop.set_price(&contract, "NUT-M8", "1", "5.00").await;
    let buyer = shop.buyer(&shop.company_with(json!({ "code": "C", "price_list_code": "contract" })).await).await;
    let own = eventually("the contract holds", || async {
        let list = buyer.get("/api/v1/products?q=hexagon&sort=-price").send().await.expect(200);
        (skus(&list)[0] == "NUT-M8").then_some(list)
    });
    assert_eq!(own.await.get("not_sorted"), None);
    let blind = app.tenant().build().await;
    blind.product("A").name("Bolt").price("1.00").build().await;
    list_of(blind.guest(), "", 1).await;
    let page = search(blind.guest(), &[("q", "bolt"), ("sort", "price")]).await;
    assert_eq!(page["sorted"], "not_by_price_unseen");
    let list = blind.guest().get("/api/v1/products?sort=price").send().await.expect(200);
    assert_eq!((list["not_sorted"].as_str(), skus(&list)), (Some("not_by_price_unseen"), vec!["A".to_owned()]));
}

async fn suggestions_name_words_categories_and_products(app: &'static TestApp) {
    let shop = hardware(app).await;
    let suggested = async |q: &str| {
        let path = address("/api/v1/products/suggestions", &[("q", q)]);
        let items = shop.guest().get(path).send().await.expect(200)["items"].clone();
        let item = |item: &Value| {
            let text = |name: &str| item[name].as_str().unwrap_or_default().to_owned();
            (text("kind"), text("text"), text("code"))
        };
        items.as_array().unwrap().iter().map(item).collect::<Vec<_>>()
    };
    let of = |kind: &str, text: &str, code: &str| (kind.to_owned(), text.to_owned(), code.to_owned());
    let nuts = suggested("nu").await;
    assert_eq!(nuts, [of("category", "Nuts", "nuts"), of("product", "Hexagon nut M8", "NUT-M8")]);
    let mistyped = suggested("hamemr").await;
    assert_eq!(mistyped[0], of("words", "hammer", ""));
    assert_eq!(mistyped[1], of("product", "Claw hammer 500 g", "HAM-500"));
    assert!(suggested("h").await.len() <= 10);
    assert_eq!(suggested("").await, []);
}

async fn staff_keep_synonyms_and_searches_follow(app: &'static TestApp) {
    let shop = hardware(app).await;
    assert_eq!(found(shop.guest(), "striker").await, [""; 0]);
    let body = json!({ "language": "en", "phrase": "striker", "means": ["hammer", " Hammer "], "both_ways": false });
    let made = shop.admin().post("/api/v1/admin/synonyms").json(body.clone()).send().await.expect(201);
    assert_eq!(made["means"], json!(["hammer"]));
    let finds = async |q: &str, sku: &str| {
        eventually(&format!("the search for {q} follows"), || async {
            (found(shop.guest(), q).await == if sku.is_empty() { vec![] } else { vec![sku.to_owned()] }).then_some(())
        })
        .await;
    };
    finds("strikers", "HAM-500").await;
    shop.admin()
        .post("/api/v1/admin/synonyms")
        .json(body.clone())
        .send()
        .await
        .problem(409, "catalog.duplicate_synonym");
    let path = format!("/api/v1/admin/synonyms/{}", made["id"].as_str().unwrap());
    let changed = json!({ "language": "en", "phrase": "threaded ring", "means": ["hexagon nut"] });
    shop.admin().put(&path).json(changed).send().await.expect(200);
    finds("striker", "").await;
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    assert_eq!(found(shop.guest(), "threaded ring").await, ["NUT-M8"]);
    let listed = shop.admin().get("/api/v1/admin/synonyms").send().await.expect(200);
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    shop.admin().delete(&path).send().await.expect(204);
    finds("threaded ring", "").await;
    shop.admin().delete(&path).send().await.problem(404, "not_found");
    shop.user("order_desk").await.get("/api/v1/admin/synonyms").send().await.problem(403, "auth.forbidden");
}

async fn synonyms_that_make_no_sense_are_refused_by_field(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let wrong = [
        ("/phrase", json!({ "language": "en", "phrase": " ", "means": ["x"] })),
        ("/phrase", json!({ "language": "en", "phrase": "--", "means": ["x"] })),
        ("/means", json!({ "language": "en", "phrase": "x", "means": [] })),
        ("/means", json!({ "language": "en", "phrase": "x", "means": [" X "] })),
        ("/means/1", json!({ "language": "en", "phrase": "x", "means": ["y", ""] })),
        ("/means", json!({ "language": "en", "phrase": "x", "means": vec!["y"; 21] })),
    ];
    for (pointer, body) in wrong {
        let problem = shop.admin().post("/api/v1/admin/synonyms").json(body).send().await.expect(422);
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
    }
}

async fn searches_find_their_own_tenants_products_only(app: &'static TestApp) {
    let (one, other) = (hardware(app).await, app.tenant().build().await);
    other.product("OWN").name("Own canary thing").build().await;
    list_of(other.guest(), "", 1).await;
    assert_eq!(found(other.guest(), "canary").await, ["OWN"]);
    for q in ["hammer", "HAM-500", "hamemr", "hexagon"] {
        let page = search(other.guest(), &[("q", q)]).await;
        assert_eq!((page["total"].as_u64(), &page["did_you_mean"]), (Some(0), &Value::Null), "{q}");
    }
    assert_eq!(found(one.guest(), "canary").await, [""; 0]);
}

async fn a_search_that_cannot_be_read_is_refused(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    for (query, named) in [("filter=%3DM8", "filter"), ("filter=thread", "filter"), ("sort=size", "sort"), ("x=1", "x")]
    {
        let problem = shop.guest().get(format!("/api/v1/products/search?{query}")).send().await.expect(400);
        assert_eq!(problem["errors"][0]["pointer"], named, "{query}: {problem}");
    }
    for q in ["%", "'; DROP TABLE catalog_products", "((((", "\u{202e}x", &"word ".repeat(500)] {
        assert_eq!(search(shop.guest(), &[("q", q)]).await["total"], 0, "{q}");
    }
}

async fn pages_of_a_search_hold_every_product_once(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    for number in 0..7 {
        shop.product(&format!("P{number}")).name("Hexagon bolt").build().await;
    }
    list_of(shop.guest(), "", 7).await;
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let query = [("q", "bolts"), ("limit", "3"), ("cursor", &cursor)];
        let page = search(shop.guest(), &query[..if cursor.is_empty() { 2 } else { 3 }]).await;
        assert_eq!(page["total"], 7);
        seen.extend(skus(&page));
        let Some(next) = page["next_cursor"].as_str() else { break };
        next.clone_into(&mut cursor);
    }
    assert_eq!(seen, ["P0", "P1", "P2", "P3", "P4", "P5", "P6"]);
    let third = search(shop.guest(), &[("q", "bolts"), ("limit", "3"), ("page", "3")]).await;
    assert_eq!((skus(&third), &third["next_cursor"]), (vec!["P6".to_owned()], &Value::Null));
}

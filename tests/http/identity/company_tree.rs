//! The tree of companies: moving, kinds, archiving, and what is inherited down the tree.
//! What a person reaches changes with the very next request.

use kontor_testkit::{Client, Company, Shop, TestApp, both, eventually};
use serde_json::{Value, json};

both!(
    a_company_moves_with_all_that_stands_below_it,
    a_company_never_stands_below_itself,
    companies_stand_where_their_kind_may,
    a_tree_has_twelve_levels_at_the_most,
    a_company_above_others_is_archived_with_them_or_not_at_all,
    an_account_manager_looks_after_what_stands_below,
    a_territory_of_customers_changes_hands_in_one_commit,
    prices_come_from_the_nearest_company_above_that_has_a_list,
    an_import_places_customers_in_the_tree,
    a_tree_is_shown_from_the_top_down,
);

const COMPANIES: &str = "/api/v1/admin/companies";

async fn below(shop: &Shop, code: &str, parent: &Company) -> Company {
    shop.company_with(json!({ "code": code, "parent_id": parent.id })).await
}

async fn change(shop: &Shop, company: &Company, body: Value) -> kontor_testkit::Reply {
    shop.admin().patch(format!("{COMPANIES}/{}", company.id)).json(body).send().await
}

async fn path_of(shop: &Shop, company: &Company) -> Vec<String> {
    let seen = shop.admin().get(format!("{COMPANIES}/{}", company.id)).send().await.expect(200);
    seen["path"].as_array().unwrap().iter().map(|above| above["code"].as_str().unwrap().to_owned()).collect()
}

async fn orders_seen(client: &Client) -> Value {
    client.get("/api/v1/orders?page=1").send().await.expect(200)["total"].clone()
}

async fn a_company_moves_with_all_that_stands_below_it(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("A").price("1.00").build().await;
    let (west, east) = (shop.company("WEST").await, shop.company("EAST").await);
    let branch = below(&shop, "BRANCH", &west).await;
    let office = below(&shop, "OFFICE", &branch).await;
    let desk = shop.buyer(&office).await;
    let order = json!({ "lines": [{ "sku": "A", "quantity": "1" }] });
    desk.post("/api/v1/orders").json(order).send().await.expect(201);
    let (in_west, in_east) = (shop.member("viewer", &west).await, shop.member("viewer", &east).await);
    assert_eq!((orders_seen(&in_west).await, orders_seen(&in_east).await), (json!(1), json!(0)));

    change(&shop, &branch, json!({ "parent_id": east.id })).await.expect(200);
    // With the very next request of people who were signed in before.
    assert_eq!((orders_seen(&in_west).await, orders_seen(&in_east).await), (json!(0), json!(1)));
    assert_eq!(path_of(&shop, &office).await, ["EAST", "BRANCH"]);
    change(&shop, &branch, json!({ "parent_id": null })).await.expect(200);
    assert_eq!((orders_seen(&in_west).await, orders_seen(&in_east).await), (json!(0), json!(0)));
    assert_eq!(path_of(&shop, &office).await, ["BRANCH"]);
    assert_eq!(orders_seen(&desk).await, json!(1));
}

async fn a_company_never_stands_below_itself(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let top = shop.company("TOP").await;
    let middle = below(&shop, "MIDDLE", &top).await;
    let bottom = below(&shop, "BOTTOM", &middle).await;
    for below in [&top, &middle, &bottom] {
        let reply = change(&shop, &top, json!({ "parent_id": below.id })).await;
        assert_eq!(reply.problem(422, "identity.circle")["errors"][0]["pointer"], "/parent_id");
    }
    change(&shop, &bottom, json!({ "parent_id": top.id })).await.expect(200);
    change(&shop, &middle, json!({ "parent_id": bottom.id })).await.expect(200);
    assert_eq!(path_of(&shop, &middle).await, ["TOP", "BOTTOM"]);
    change(&shop, &bottom, json!({ "parent_id": uuid::Uuid::now_v7() })).await.problem(422, "identity.no_such_parent");
}

async fn companies_stand_where_their_kind_may(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let mut tops = Vec::new();
    for kind in ["company", "division", "site", "consumer"] {
        let top = shop.company_with(json!({ "code": format!("TOP-{kind}"), "kind": kind })).await;
        tops.push((kind, top));
    }
    let mut allowed = Vec::new();
    for (above, top) in &tops {
        for kind in ["company", "division", "site", "consumer"] {
            let body = json!({ "code": format!("{above}-{kind}"), "name": "x", "country": "GB", "kind": kind,
                "parent_id": top.id });
            let reply = shop.admin().post(COMPANIES).json(body).send().await;
            match reply.status {
                201 => allowed.push(format!("{kind} below {above}")),
                _ => drop(reply.problem(422, "identity.wrong_place")),
            }
        }
    }
    assert_eq!(
        allowed,
        [
            "company below company",
            "division below company",
            "site below company",
            "division below division",
            "site below division",
            "site below site",
        ]
    );
    // Nor does a company become what its place or its companies do not allow.
    let company = &tops[0].1;
    change(&shop, company, json!({ "kind": "site" })).await.problem(422, "identity.wrong_place");
    change(&shop, company, json!({ "kind": "consumer" })).await.problem(422, "identity.wrong_place");
    let listed = shop.admin().get(format!("{COMPANIES}?kind=consumer")).send().await.expect(200);
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    let children = shop.admin().get(format!("{COMPANIES}?parent_id={}", company.id)).send().await.expect(200);
    assert_eq!(children["items"].as_array().unwrap().len(), 3);
}

async fn a_tree_has_twelve_levels_at_the_most(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let mut levels = vec![shop.company("L1").await];
    for level in 2..=12 {
        let next = below(&shop, &format!("L{level}"), levels.last().unwrap()).await;
        levels.push(next);
    }
    let deeper = json!({ "code": "L13", "name": "x", "country": "GB", "parent_id": levels[11].id });
    shop.admin().post(COMPANIES).json(deeper).send().await.problem(422, "identity.too_deep");
    // Nor by putting a tree below another one.
    let top = shop.company("OVER").await;
    change(&shop, &levels[0], json!({ "parent_id": top.id })).await.problem(422, "identity.too_deep");
    assert_eq!(path_of(&shop, &levels[11]).await.len(), 11);
    change(&shop, &levels[1], json!({ "parent_id": top.id })).await.expect(200);
    assert_eq!(path_of(&shop, &levels[11]).await[0], "OVER");
}

async fn a_company_above_others_is_archived_with_them_or_not_at_all(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let group = shop.company("GROUP").await;
    let branch = below(&shop, "BRANCH", &group).await;
    let clerk = shop.member("viewer", &branch).await;
    clerk.get("/api/v1/orders").send().await.expect(200);
    change(&shop, &group, json!({ "archived": true })).await.problem(409, "identity.has_companies_below");
    clerk.get("/api/v1/orders").send().await.expect(200);
    change(&shop, &group, json!({ "archived": true, "with_below": true })).await.expect(200);
    clerk.get("/api/v1/orders").send().await.problem(401, "auth.invalid");
    let archived = shop.admin().get(format!("{COMPANIES}?archived=true&sort=code")).send().await.expect(200);
    assert_eq!(archived["items"].as_array().unwrap().len(), 2);
    assert_eq!(shop.admin().get(format!("{COMPANIES}?archived=false")).send().await.expect(200)["items"], json!([]));

    change(&shop, &branch, json!({ "archived": false })).await.problem(422, "identity.parent_archived");
    let new = json!({ "code": "NEW", "name": "x", "country": "GB", "parent_id": group.id });
    shop.admin().post(COMPANIES).json(new).send().await.problem(422, "identity.parent_archived");
    change(&shop, &group, json!({ "archived": false })).await.expect(200);
    change(&shop, &branch, json!({ "archived": false })).await.expect(200);
    eventually("the clerk is let in again", || async {
        (clerk.get("/api/v1/orders").send().await.status == 200).then_some(())
    })
    .await;
}

async fn an_account_manager_looks_after_what_stands_below(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let (anna, piotr) = (shop.user("order_desk").await, shop.user("order_desk").await);
    let (anna_id, piotr_id) = (shop.membership_of(&anna).await, shop.membership_of(&piotr).await);
    let group = shop.company_with(json!({ "code": "GROUP", "account_manager_id": anna_id })).await;
    let branch = below(&shop, "BRANCH", &group).await;
    let office = below(&shop, "OFFICE", &branch).await;
    let manager = async |company: &Company| {
        let seen = shop.admin().get(format!("{COMPANIES}/{}", company.id)).send().await.expect(200);
        seen["account_manager"].clone()
    };
    let inherited = manager(&office).await;
    assert_eq!(inherited["membership_id"], json!(anna_id));
    assert_eq!((&inherited["is_inherited"], &inherited["inherited_from"]["code"]), (&json!(true), &json!("GROUP")));
    assert_eq!(manager(&group).await["is_inherited"], json!(false));
    change(&shop, &branch, json!({ "account_manager_id": piotr_id })).await.expect(200);
    assert_eq!(manager(&office).await["membership_id"], json!(piotr_id));
    let of = async |manager: &str| {
        let list = shop.admin().get(format!("{COMPANIES}?account_manager_id={manager}&sort=code")).send().await;
        let codes = list.expect(200)["items"].as_array().unwrap().iter().map(|row| row["code"].clone()).collect();
        Value::Array(codes)
    };
    assert_eq!((of(&anna_id).await, of(&piotr_id).await), (json!(["GROUP"]), json!(["BRANCH", "OFFICE"])));
    // Buyers look after nobody, and neither do people of another tenant.
    let buyer = shop.membership_of(&shop.buyer(&group).await).await;
    let reply = change(&shop, &group, json!({ "account_manager_id": buyer })).await;
    reply.problem(422, "identity.no_such_account_manager");
}

async fn a_territory_of_customers_changes_hands_in_one_commit(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let (anna, piotr) = (shop.user("order_desk").await, shop.user("order_desk").await);
    let (anna_id, piotr_id) = (shop.membership_of(&anna).await, shop.membership_of(&piotr).await);
    let mut ids = Vec::new();
    for code in ["A", "B", "C"] {
        ids.push(shop.company_with(json!({ "code": code, "account_manager_id": anna_id })).await.id);
    }
    let hand_over = |ids: Value, to: Value| {
        let body = json!({ "company_ids": ids, "membership_id": to });
        shop.admin().post(format!("{COMPANIES}/account-manager")).json(body).send()
    };
    let with_a_stranger = json!([ids[0], uuid::Uuid::now_v7()]);
    hand_over(with_a_stranger, json!(piotr_id)).await.problem(404, "not_found");
    let managed = async |manager: &str| {
        let list =
            shop.admin().get(format!("{COMPANIES}?account_manager_id={manager}&page=1")).send().await.expect(200);
        list["total"].clone()
    };
    assert_eq!(managed(&anna_id).await, json!(3), "all of them or none");
    assert_eq!(hand_over(json!(ids), json!(piotr_id)).await.expect(200), json!({ "changed": 3 }));
    assert_eq!(hand_over(json!(ids), json!(piotr_id)).await.expect(200), json!({ "changed": 0 }));
    assert_eq!((managed(&anna_id).await, managed(&piotr_id).await), (json!(0), json!(3)));
    hand_over(json!([]), json!(piotr_id)).await.problem(422, "identity.bad_field");
    hand_over(json!(ids), json!(uuid::Uuid::now_v7())).await.problem(422, "identity.no_such_account_manager");
    assert_eq!(hand_over(json!(ids[..1]), json!(null)).await.expect(200), json!({ "changed": 1 }));
}

async fn prices_come_from_the_nearest_company_above_that_has_a_list(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("BOLT").price("10.00").build().await;
    for (list, price) in [("group", "8.00"), ("branch", "6.00")] {
        let id = shop.price_list(list).await;
        shop.set_price(&id, "BOLT", "1", price).await;
    }
    let group = shop.company_with(json!({ "code": "GROUP", "price_list_code": "group" })).await;
    let branch = below(&shop, "BRANCH", &group).await;
    let office = below(&shop, "OFFICE", &branch).await;
    let other = shop.company("OTHER").await;
    let clerk = shop.buyer(&office).await;
    let price = async || {
        let seen = clerk.get("/api/v1/products/BOLT").send().await.expect(200);
        let order = json!({ "lines": [{ "sku": "BOLT", "quantity": "1" }] });
        let placed = clerk.post("/api/v1/orders").json(order).send().await.expect(201);
        assert_eq!(seen["price"]["unit_price"], placed["net_total"], "what is shown is what is paid");
        placed["net_total"].as_str().unwrap().to_owned()
    };
    assert_eq!(price().await, "8.00");
    let seen = shop.admin().get(format!("{COMPANIES}/{}", office.id)).send().await.expect(200);
    assert_eq!((&seen["price_list_code"], &seen["price_list"]["code"]), (&json!(null), &json!("group")));
    assert_eq!(seen["price_list"]["inherited_from"]["code"], "GROUP");
    change(&shop, &branch, json!({ "price_list_code": "branch" })).await.expect(200);
    assert_eq!(price().await, "6.00");
    change(&shop, &branch, json!({ "price_list_code": null })).await.expect(200);
    assert_eq!(price().await, "8.00");
    // Whoever moves buys at the new place's prices with the next request.
    change(&shop, &office, json!({ "parent_id": other.id })).await.expect(200);
    assert_eq!(price().await, "10.00");
    change(&shop, &other, json!({ "price_list_code": "branch" })).await.expect(200);
    assert_eq!(price().await, "6.00");
}

async fn an_import_places_customers_in_the_tree(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let manager = shop.person("order_desk", None).await;
    let bring_in = async |file: String| {
        let upload = shop.admin().post("/api/v1/admin/imports?kind=customers").body("text/csv", file);
        let run = upload.send().await.expect(202)["id"].as_str().unwrap().to_owned();
        eventually("the import has ended", || async {
            let run = shop.admin().get(format!("/api/v1/admin/imports/{run}")).send().await.expect(200);
            (!matches!(run["state"].as_str(), Some("validating" | "applying"))).then_some(run)
        })
        .await
    };
    bring_in("code,name,country\nGROUP,Group,GB\nOTHER,Other,GB\n".to_owned()).await;
    let file = format!(
        "code,name,country,parent,kind,account_manager\nD1,Division,GB,group,division,{manager}\nP1,Pat,GB,,consumer,\n"
    );
    let run = bring_in(file).await;
    assert_eq!(run["state"], "done", "{run}");
    let found = async |code: &str| {
        shop.admin().get(format!("{COMPANIES}?q={code}")).send().await.expect(200)["items"][0].clone()
    };
    let division = found("D1").await;
    assert_eq!((&division["kind"], &division["path"][0]["code"]), (&json!("division"), &json!("GROUP")));
    assert_eq!(division["account_manager"]["email"], json!(manager));
    assert_eq!(found("P1").await["kind"], "consumer");
    // The same row again changes nothing; another parent moves it.
    let row = "code,name,country,parent\nD1,Division,GB,";
    assert_eq!(bring_in(format!("{row}GROUP\n")).await["state"], "done");
    bring_in(format!("{row}OTHER\n")).await;
    assert_eq!(found("D1").await["path"][0]["code"], "OTHER");
    for (row, column) in [
        ("X,X,GB,NOBODY,,", "parent"),
        ("X,X,GB,P1,,", "parent"),
        ("GROUP,Group,GB,GROUP,,", "parent"),
        ("X,X,GB,,,nobody@nowhere.example", "account_manager"),
        ("X,X,GB,,planet,", "kind"),
    ] {
        let file = format!("code,name,country,parent,kind,account_manager\n{row}\n");
        let run = bring_in(file).await;
        assert_ne!(run["state"], "done", "{row}: {run}");
        assert!(run.to_string().contains(column), "{row}: {run}");
    }
}

async fn a_tree_is_shown_from_the_top_down(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let group = shop.company("GROUP").await;
    let (b, a) = (below(&shop, "B", &group).await, below(&shop, "A", &group).await);
    let below_b = below(&shop, "BB", &b).await;
    below(&shop, "AA", &a).await;
    let tree = shop.admin().get(format!("{COMPANIES}/{}/tree", below_b.id)).send().await.expect(200);
    let shown: Vec<String> = tree["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| {
            format!("{}{}", "-".repeat(node["depth"].as_u64().unwrap() as usize), node["code"].as_str().unwrap())
        })
        .collect();
    assert_eq!(shown, ["GROUP", "-A", "--AA", "-B", "--BB"]);
    // A buyer sees what is below their company, and not where it stands.
    let clerk = shop.member("buyer", &b).await;
    let own = clerk.get("/api/v1/company/tree").send().await.expect(200);
    let codes: Vec<_> = own["items"].as_array().unwrap().iter().map(|node| node["code"].clone()).collect();
    assert_eq!((codes, &own["items"][0]["parent_id"]), (vec![json!("B"), json!("BB")], &json!(null)));
}

//! Territories: a tree with companies and staff placed in it by date, and how far that lets people see.
//! The past stays as it was.

use kontor_testkit::{Client, Company, Shop, TestApp, both};
use serde_json::{Value, json};

both!(
    territories_make_a_tree_and_move_in_it,
    a_company_is_in_one_territory_on_a_day,
    the_past_is_ended_and_never_rewritten,
    a_company_and_a_member_of_the_staff_have_their_placements_in_a_row,
    a_territory_in_use_is_not_archived,
    a_territory_tells_who_looks_after_a_company,
    whoever_is_kept_to_a_territory_sees_its_companies_only,
    whoever_looks_after_own_customers_sees_these_only,
    whoever_reaches_some_companies_makes_and_moves_none_out_of_reach,
    whoever_is_kept_to_a_territory_does_not_change_how_far_territories_reach,
    whoever_is_kept_to_some_customers_brings_no_others_into_reach,
);

const TERRITORIES: &str = "/api/v1/admin/territories";
const COMPANIES: &str = "/api/v1/admin/companies";

async fn territory(shop: &Shop, code: &str, parent: Option<&str>) -> String {
    let body = json!({ "code": code, "name": format!("Area {code}"), "parent_id": parent });
    let made = shop.admin().post(TERRITORIES).json(body).send().await.expect(201);
    made["id"].as_str().unwrap().to_owned()
}

async fn place(shop: &Shop, territory: &str, who: Value) -> kontor_testkit::Reply {
    shop.admin().post(format!("{TERRITORIES}/{territory}/placements")).json(who).send().await
}

async fn put_in(shop: &Shop, territory: &str, company: &Company) {
    place(shop, territory, json!({ "company_id": company.id })).await.expect(201);
}

async fn companies_seen(client: &Client) -> Vec<String> {
    let list = client.get(format!("{COMPANIES}?sort=code&limit=200")).send().await.expect(200);
    list["items"].as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap().to_owned()).collect()
}

fn day(offset: i64) -> String {
    kontor_kernel::Clock::System.now().plus_seconds(offset * 86_400).date_in("Europe/London").unwrap().to_string()
}

async fn territories_make_a_tree_and_move_in_it(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let north = territory(&shop, "N", None).await;
    let coast = territory(&shop, "COAST", Some(&north)).await;
    territory(&shop, "PORT", Some(&coast)).await;
    let south = territory(&shop, "S", None).await;
    let shown = async || {
        let list = shop.admin().get(TERRITORIES).send().await.expect(200);
        let line = |row: &Value| {
            let depth = usize::try_from(row["depth"].as_u64().unwrap()).unwrap();
            format!("{}{}", "-".repeat(depth), row["code"].as_str().unwrap())
        };
        list["items"].as_array().unwrap().iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(shown().await, ["N", "-COAST", "--PORT", "S"]);
    let path = format!("{TERRITORIES}/{coast}");
    let moved = shop.admin().patch(&path).json(json!({ "parent_id": south, "name": "Coast" })).send().await.expect(200);
    assert_eq!((&moved["name"], &moved["path"][0]["code"]), (&json!("Coast"), &json!("S")));
    assert_eq!(shown().await, ["N", "S", "-COAST", "--PORT"]);
    let circle = json!({ "parent_id": coast });
    shop.admin().patch(format!("{TERRITORIES}/{south}")).json(circle).send().await.problem(422, "identity.circle");
    let twin = json!({ "code": "n", "name": "North again" });
    shop.admin().post(TERRITORIES).json(twin).send().await.problem(422, "identity.code_taken");
    let mut above = territory(&shop, "L1", None).await;
    for level in 2..=8 {
        above = territory(&shop, &format!("L{level}"), Some(&above)).await;
    }
    let deeper = json!({ "code": "L9", "name": "x", "parent_id": above });
    shop.admin().post(TERRITORIES).json(deeper).send().await.problem(422, "identity.too_deep");
    let elsewhere = app.tenant().build().await;
    elsewhere.admin().get(&path).send().await.problem(404, "not_found");
    elsewhere.admin().patch(&path).json(json!({ "name": "x" })).send().await.problem(404, "not_found");
}

async fn a_company_is_in_one_territory_on_a_day(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let (north, south) = (territory(&shop, "N", None).await, territory(&shop, "S", None).await);
    let company = shop.company("ACME").await;
    let first = place(&shop, &north, json!({ "company_id": company.id, "until": day(10) })).await.expect(201);
    // Until a day: until then nowhere else. From the day after on it may be elsewhere.
    for from in [0, 5, 10] {
        let again = json!({ "company_id": company.id, "from": day(from) });
        place(&shop, &south, again.clone()).await.problem(409, "identity.placed_elsewhere");
        place(&shop, &north, again).await.problem(409, "identity.placed_elsewhere");
    }
    place(&shop, &south, json!({ "company_id": company.id, "from": day(11) })).await.expect(201);
    let longer = json!({ "until": null });
    let path = format!("/api/v1/admin/placements/{}", first["id"].as_str().unwrap());
    shop.admin().patch(&path).json(longer).send().await.problem(409, "identity.placed_elsewhere");
    // An open end gives way to what comes later.
    place(&shop, &north, json!({ "company_id": company.id, "from": day(20) })).await.expect(201);
    let where_is = async |offset: i64| {
        let path = format!("{COMPANIES}/{}/territory?on={}", company.id, day(offset));
        shop.admin().get(path).send().await.expect(200)["territory"]["code"].clone()
    };
    let mut on = Vec::new();
    for offset in [-1, 0, 10, 11, 19, 20, 400] {
        on.push(where_is(offset).await);
    }
    assert_eq!(on, [Value::Null, json!("N"), json!("N"), json!("S"), json!("S"), json!("N"), json!("N")]);
    // People may be in several territories, but not twice in one.
    let anna = shop.membership_of(&shop.user("order_desk").await).await;
    place(&shop, &north, json!({ "membership_id": anna })).await.expect(201);
    place(&shop, &south, json!({ "membership_id": anna })).await.expect(201);
    place(&shop, &south, json!({ "membership_id": anna })).await.problem(409, "identity.placed_elsewhere");
    let buyer = shop.membership_of(&shop.buyer(&company).await).await;
    for wrong in [
        json!({ "membership_id": buyer }),
        json!({ "membership_id": uuid::Uuid::now_v7() }),
        json!({ "company_id": uuid::Uuid::now_v7() }),
        json!({}),
        json!({ "company_id": company.id, "membership_id": anna }),
    ] {
        place(&shop, &north, wrong).await.problem(422, "identity.bad_field");
    }
}

async fn the_past_is_ended_and_never_rewritten(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let north = territory(&shop, "N", None).await;
    let company = shop.company("ACME").await;
    let past = json!({ "company_id": company.id, "from": day(-1) });
    let refused = place(&shop, &north, past).await.problem(422, "identity.bad_field");
    assert_eq!(refused["errors"][0]["pointer"], "/from");
    let backwards = json!({ "company_id": company.id, "from": day(5), "until": day(4) });
    place(&shop, &north, backwards).await.problem(422, "identity.bad_field");

    let placed = place(&shop, &north, json!({ "company_id": company.id })).await.expect(201);
    let path = format!("/api/v1/admin/placements/{}", placed["id"].as_str().unwrap());
    let end = |until: Value| shop.admin().patch(&path).json(json!({ "until": until })).send();
    end(json!(day(-2))).await.problem(422, "identity.bad_field");
    assert_eq!(end(json!(day(3))).await.expect(200)["placement"]["until"], json!(day(3)));
    assert_eq!(end(json!(null)).await.expect(200)["placement"]["until"], Value::Null);
    shop.admin().patch(&path).json(json!({})).send().await.problem(422, "identity.bad_field");
    // Before its first day it never was.
    assert_eq!(end(json!(day(-1))).await.expect(200)["placement"], Value::Null);
    end(json!(null)).await.problem(404, "not_found");
    let list = shop.admin().get(format!("{TERRITORIES}/{north}/placements")).send().await.expect(200);
    assert_eq!(list["items"], json!([]));

    // One that has begun long ago: its end is written, its beginning stays.
    let placed = place(&shop, &north, json!({ "company_id": company.id })).await.expect(201);
    let mut raw = app.raw().await;
    let id = raw.literal(placed["id"].as_str().unwrap());
    let longer = format!("UPDATE identity_placements SET valid_from = '{}' WHERE id = {id}", day(-100));
    assert_eq!(raw.execute(&longer).await.unwrap(), 1);
    let path = format!("/api/v1/admin/placements/{}", placed["id"].as_str().unwrap());
    let ended = shop.admin().patch(&path).json(json!({ "until": day(-1) })).send().await.expect(200);
    assert_eq!((&ended["placement"]["from"], &ended["placement"]["until"]), (&json!(day(-100)), &json!(day(-1))));
    let more = shop.admin().patch(&path).json(json!({ "until": day(3) })).send().await;
    more.problem(422, "identity.bad_field");
    let on = async |offset: i64| {
        let path = format!("{TERRITORIES}/{north}/placements?on={}", day(offset));
        shop.admin().get(path).send().await.expect(200)["items"].as_array().unwrap().len()
    };
    assert_eq!((on(-101).await, on(-100).await, on(-1).await, on(0).await), (0, 1, 1, 0));
}

async fn a_territory_in_use_is_not_archived(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let north = territory(&shop, "N", None).await;
    let coast = territory(&shop, "COAST", Some(&north)).await;
    let company = shop.company("ACME").await;
    let placed = place(&shop, &coast, json!({ "company_id": company.id, "from": day(30) })).await.expect(201);
    for id in [&north, &coast] {
        shop.admin().delete(format!("{TERRITORIES}/{id}")).send().await.problem(409, "identity.territory_in_use");
    }
    let path = format!("/api/v1/admin/placements/{}", placed["id"].as_str().unwrap());
    shop.admin().patch(path).json(json!({ "until": day(0) })).send().await.expect(200);
    for id in [&coast, &north] {
        shop.admin().delete(format!("{TERRITORIES}/{id}")).send().await.expect(204);
    }
    place(&shop, &coast, json!({ "company_id": company.id })).await.problem(409, "identity.territory_in_use");
    let restore = json!({ "archived": false });
    let below = shop.admin().patch(format!("{TERRITORIES}/{coast}")).json(restore.clone()).send().await;
    below.problem(409, "identity.territory_in_use");
    shop.admin().patch(format!("{TERRITORIES}/{north}")).json(restore).send().await.expect(200);
}

async fn a_territory_tells_who_looks_after_a_company(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let north = territory(&shop, "N", None).await;
    let coast = territory(&shop, "COAST", Some(&north)).await;
    let (head, rep) = (shop.person("order_desk", None).await, shop.person("order_desk", None).await);
    for (email, area) in [(&head, &north), (&rep, &coast)] {
        let client = shop.guest().sign_in(email, kontor_testkit::PASSWORD).await;
        let membership = shop.membership_of(&client).await;
        place(&shop, area, json!({ "membership_id": membership })).await.expect(201);
    }
    let group = shop.company("GROUP").await;
    let office = shop.company_with(json!({ "code": "OFFICE", "parent_id": group.id })).await;
    put_in(&shop, &coast, &group).await;
    let seen = shop.admin().get(format!("{COMPANIES}/{}/territory", office.id)).send().await.expect(200);
    assert_eq!((&seen["territory"]["code"], &seen["is_inherited"]), (&json!("COAST"), &json!(true)));
    let emails: Vec<_> = seen["people"].as_array().unwrap().iter().map(|person| person["email"].clone()).collect();
    assert_eq!(emails, [json!(rep), json!(head)], "the nearest first");
    let view = shop.admin().get(format!("{COMPANIES}/{}", office.id)).send().await.expect(200);
    assert_eq!(view["territory"]["territory"]["code"], "COAST");
    let counted = shop.admin().get(format!("{TERRITORIES}/{coast}")).send().await.expect(200);
    assert_eq!((&counted["companies"], &counted["people"]), (&json!(1), &json!(1)));
    let of = shop.admin().get(format!("{COMPANIES}?territory_id={north}&page=1")).send().await.expect(200);
    assert_eq!(of["total"], 2, "what is below counts, and what is inherited");
}

async fn whoever_is_kept_to_a_territory_sees_its_companies_only(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let north = territory(&shop, "N", None).await;
    let coast = territory(&shop, "COAST", Some(&north)).await;
    let south = territory(&shop, "S", None).await;
    let [a, b, c] = [shop.company("A").await, shop.company("B").await, shop.company("C").await];
    let a1 = shop.company_with(json!({ "code": "A1", "parent_id": a.id })).await;
    let a2 = shop.company_with(json!({ "code": "A2", "parent_id": a.id })).await;
    put_in(&shop, &north, &a).await;
    put_in(&shop, &coast, &b).await;
    put_in(&shop, &south, &c).await;
    put_in(&shop, &south, &a2).await;
    let in_north = shop.scoped_user("order_desk", json!({ "territories": [north] })).await;
    let in_south = shop.scoped_user("order_desk", json!({ "territories": [south] })).await;
    assert_eq!(companies_seen(&in_north).await, ["A", "A1", "B"]);
    assert_eq!(companies_seen(&in_south).await, ["A2", "C"]);
    for company in [&a2, &c] {
        in_north.get(format!("{COMPANIES}/{}", company.id)).send().await.problem(404, "not_found");
    }
    // The names of companies above are told as far as they are seen.
    let a2_seen = in_south.get(format!("{COMPANIES}/{}", a2.id)).send().await.expect(200);
    assert_eq!(a2_seen["path"], json!([]));

    // With the very next request: another place, another parent, another tree of territories.
    let placed = in_north.get(format!("{TERRITORIES}/{coast}/placements")).send().await.expect(200);
    let path = format!("/api/v1/admin/placements/{}", placed["items"][0]["id"].as_str().unwrap());
    shop.admin().patch(path).json(json!({ "until": day(-1) })).send().await.expect(200);
    assert_eq!(companies_seen(&in_north).await, ["A", "A1"]);
    let change = json!({ "parent_id": c.id });
    shop.admin().patch(format!("{COMPANIES}/{}", a1.id)).json(change).send().await.expect(200);
    assert_eq!(companies_seen(&in_north).await, ["A"]);
    assert_eq!(companies_seen(&in_south).await, ["A1", "A2", "C"]);
    let change = json!({ "parent_id": south });
    shop.admin().patch(format!("{TERRITORIES}/{north}")).json(change).send().await.expect(200);
    assert_eq!(companies_seen(&in_south).await, ["A", "A1", "A2", "C"]);
    let hidden = in_north.get(format!("{TERRITORIES}/{south}/placements")).send().await.expect(200);
    assert_eq!(hidden["items"], json!([]), "placements of companies that are not seen are not told");
}

async fn whoever_looks_after_own_customers_sees_these_only(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let rep = shop.scoped_user("order_desk", json!({ "own_customers": true })).await;
    assert_eq!(companies_seen(&rep).await, [""; 0]);
    let own = shop.membership_of(&rep).await;
    let other = shop.membership_of(&shop.user("order_desk").await).await;
    let mine = shop.company_with(json!({ "code": "MINE", "account_manager_id": own })).await;
    shop.company_with(json!({ "code": "BELOW", "parent_id": mine.id })).await;
    shop.company_with(json!({ "code": "GIVEN", "parent_id": mine.id, "account_manager_id": other })).await;
    shop.company("OTHER").await;
    assert_eq!(companies_seen(&rep).await, ["BELOW", "MINE"]);
    let change = json!({ "account_manager_id": other });
    shop.admin().patch(format!("{COMPANIES}/{}", mine.id)).json(change).send().await.expect(200);
    assert_eq!(companies_seen(&rep).await, [""; 0]);
}

async fn whoever_reaches_some_companies_makes_and_moves_none_out_of_reach(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let (own, other) = (shop.company("OWN").await, shop.company("OTHER").await);
    let rep = shop.scoped_user("order_desk", json!({ "companies": [own.id], "own_customers": true })).await;
    let me = shop.membership_of(&rep).await;
    let new = |code: &str| json!({ "code": code, "name": code, "country": "GB" });
    rep.post(COMPANIES).json(new("TOP")).send().await.problem(403, "identity.out_of_reach");
    let mut below_other = new("X");
    below_other["parent_id"] = json!(other.id);
    rep.post(COMPANIES).json(below_other).send().await.problem(422, "identity.no_such_parent");
    let mut below = new("BELOW");
    below["parent_id"] = json!(own.id);
    let below = rep.post(COMPANIES).json(below).send().await.expect(201)["id"].as_str().unwrap().to_owned();
    let mut customer = new("CUSTOMER");
    customer["account_manager_id"] = json!(me);
    rep.post(COMPANIES).json(customer).send().await.expect(201);
    assert_eq!(companies_seen(&rep).await, ["BELOW", "CUSTOMER", "OWN"]);
    let path = format!("{COMPANIES}/{below}");
    rep.patch(&path).json(json!({ "parent_id": other.id })).send().await.problem(422, "identity.no_such_parent");
    rep.patch(&path).json(json!({ "parent_id": null })).send().await.problem(403, "identity.out_of_reach");
    let given = json!({ "company_ids": [other.id], "membership_id": me });
    rep.post(format!("{COMPANIES}/account-manager")).json(given).send().await.problem(404, "not_found");
    rep.patch(format!("{COMPANIES}/{}", other.id)).json(json!({ "name": "x" })).send().await.problem(404, "not_found");
}

async fn whoever_is_kept_to_a_territory_does_not_change_how_far_territories_reach(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let (north, south) = (territory(&shop, "N", None).await, territory(&shop, "S", None).await);
    let empty = territory(&shop, "EMPTY", Some(&north)).await;
    let (own, foreign) = (shop.company("OWN").await, shop.company("FOREIGN").await);
    put_in(&shop, &north, &own).await;
    put_in(&shop, &south, &foreign).await;
    let placed = shop.admin().get(format!("{TERRITORIES}/{south}/placements")).send().await.expect(200);
    let placement = format!("/api/v1/admin/placements/{}", placed["items"][0]["id"].as_str().unwrap());
    let rep = shop.scoped_user("administrator", json!({ "territories": [north] })).await;
    let me = shop.membership_of(&rep).await;
    let placements = |territory: &str| format!("{TERRITORIES}/{territory}/placements");
    for request in [
        rep.patch(format!("{TERRITORIES}/{south}")).json(json!({ "parent_id": north })),
        rep.patch(format!("{TERRITORIES}/{north}")).json(json!({ "parent_id": south })),
        rep.post(TERRITORIES).json(json!({ "code": "MORE", "name": "More", "parent_id": north })),
        rep.delete(format!("{TERRITORIES}/{empty}")),
        rep.post(placements(&north)).json(json!({ "company_id": foreign.id })),
        rep.post(placements(&south)).json(json!({ "company_id": own.id })),
        rep.post(placements(&south)).json(json!({ "membership_id": me })),
        rep.patch(&placement).json(json!({ "until": null })),
    ] {
        request.send().await.problem(403, "auth.narrow_reach");
    }
    assert_eq!(companies_seen(&rep).await, ["OWN"]);
    rep.get(TERRITORIES).send().await.expect(200);
}

/// What stands below a company comes with it, unless somebody else has it.
async fn whoever_is_kept_to_some_customers_brings_no_others_into_reach(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let (north, south) = (territory(&shop, "N", None).await, territory(&shop, "S", None).await);
    let group = shop.company("GROUP").await;
    let far = shop.company_with(json!({ "code": "FAR", "parent_id": group.id })).await;
    let near = shop.company("NEAR").await;
    put_in(&shop, &north, &group).await;
    put_in(&shop, &north, &near).await;
    put_in(&shop, &south, &far).await;
    let rep = shop.scoped_user("administrator", json!({ "territories": [north], "own_customers": true })).await;
    let me = shop.membership_of(&rep).await;
    let mine = json!({ "account_manager_id": me });
    rep.patch(format!("{COMPANIES}/{}", group.id))
        .json(mine.clone())
        .send()
        .await
        .problem(403, "identity.out_of_reach");
    let given = |company: &Company| json!({ "company_ids": [company.id], "membership_id": me });
    let route = format!("{COMPANIES}/account-manager");
    rep.post(&route).json(given(&group)).send().await.problem(403, "identity.out_of_reach");
    rep.post(&route).json(given(&near)).send().await.expect(200);
    rep.patch(format!("{COMPANIES}/{}", near.id)).json(mine).send().await.expect(200);
    assert_eq!(companies_seen(&rep).await, ["GROUP", "NEAR"]);

    let other = shop.membership_of(&shop.user("order_desk").await).await;
    let own = shop.company("OWN").await;
    let rep = shop.scoped_user("order_desk", json!({ "companies": [own.id], "own_customers": true })).await;
    let customer = json!({ "code": "CUSTOMER", "account_manager_id": shop.membership_of(&rep).await });
    let customer = shop.company_with(customer).await;
    let part = json!({ "code": "PART", "parent_id": customer.id, "account_manager_id": other });
    shop.company_with(part).await;
    let path = format!("{COMPANIES}/{}", customer.id);
    rep.patch(path).json(json!({ "parent_id": own.id })).send().await.problem(403, "identity.out_of_reach");
    assert_eq!(companies_seen(&rep).await, ["CUSTOMER", "OWN"]);
}

async fn a_company_and_a_member_of_the_staff_have_their_placements_in_a_row(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let (north, south) = (territory(&shop, "N", None).await, territory(&shop, "S", None).await);
    let (company, other) = (shop.company("ACME").await, shop.company("OTHER").await);
    let member = shop.membership_of(&shop.user("order_desk").await).await;
    put_in(&shop, &north, &company).await;
    place(&shop, &south, json!({ "company_id": company.id, "from": day(2) })).await.expect(201);
    put_in(&shop, &north, &other).await;
    place(&shop, &south, json!({ "membership_id": member })).await.expect(201);
    let of = async |client: &Client, filter: String| {
        let list = client.get(format!("/api/v1/admin/placements?{filter}")).send().await.expect(200);
        let items = list["items"].as_array().unwrap().clone();
        items.iter().map(|row| (row["territory_id"].clone(), row["until"].clone())).collect::<Vec<_>>()
    };
    let whole = of(shop.admin(), format!("company_id={}", company.id)).await;
    assert_eq!(whole, [(json!(south), Value::Null), (json!(north), json!(day(1)))]);
    assert_eq!(of(shop.admin(), format!("membership_id={member}")).await, [(json!(south), Value::Null)]);
    let narrow = shop.scoped_user("administrator", json!({ "companies": [other.id] })).await;
    assert_eq!(of(&narrow, format!("company_id={}", company.id)).await, []);
}

//! Groups of customers: formed by the tenant, held by companies, inherited down their tree.
//! An archived group counts nowhere, and is back with everybody in it when it is restored.

use kontor_testkit::{Company, Shop, TestApp, both};
use serde_json::{Value, json};

use crate::http::import::{import, places};

both!(
    groups_are_formed_renamed_and_archived,
    a_company_is_in_groups_of_its_own_or_in_those_of_the_nearest_company_above,
    an_archived_group_counts_nowhere_until_it_is_restored,
    a_company_is_put_in_open_groups_of_the_own_tenant_only,
    customers_come_in_with_their_groups,
    what_staff_change_of_groups_is_on_record,
    whoever_reaches_some_customers_groups_these_only,
);

const GROUPS: &str = "/api/v1/admin/customer-groups";

async fn group(shop: &Shop, code: &str) -> String {
    let body = json!({ "code": code, "name": format!("Group {code}") });
    shop.admin().post(GROUPS).json(body).send().await.expect(201)["id"].as_str().unwrap().to_owned()
}

fn of(company: &Company) -> String {
    format!("/api/v1/admin/companies/{}/groups", company.id)
}

async fn put_in(shop: &Shop, company: &Company, groups: &[&String]) -> kontor_testkit::Reply {
    shop.admin().put(of(company)).json(json!({ "group_ids": groups })).send().await
}

fn codes(groups: &Value) -> Vec<&str> {
    groups["items"].as_array().unwrap().iter().map(|group| group["code"].as_str().unwrap()).collect()
}

async fn groups_are_formed_renamed_and_archived(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let (gold, _) = (group(&shop, "GOLD").await, group(&shop, "Łódź").await);
    let path = format!("{GROUPS}/{gold}");
    let renamed = shop.admin().patch(&path).json(json!({ "name": " Gold buyers " })).send().await.expect(200);
    assert_eq!(
        (&renamed["code"], &renamed["name"], &renamed["archived"]),
        (&json!("GOLD"), &json!("Gold buyers"), &json!(false))
    );
    let twin = json!({ "code": "gold", "name": "x" });
    shop.admin().post(GROUPS).json(twin).send().await.problem(422, "identity.code_taken");
    for wrong in
        [json!({ "code": " ", "name": "x" }), json!({ "code": "x", "name": "" }), json!({ "code": "a|b", "name": "x" })]
    {
        shop.admin().post(GROUPS).json(wrong).send().await.problem(422, "identity.bad_field");
    }
    let found = shop.admin().get(format!("{GROUPS}?q=lodz")).send().await.expect(200);
    assert_eq!(codes(&found), ["Łódź"]);
    shop.admin().patch(&path).json(json!({ "archived": true })).send().await.expect(200);
    let listed = async |query: &str| {
        let list = shop.admin().get(format!("{GROUPS}?sort=-code{query}")).send().await.expect(200);
        codes(&list).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(listed("").await, ["Łódź", "GOLD"]);
    assert_eq!(listed("&archived=true").await, ["GOLD"]);
    assert_eq!(listed("&archived=false").await, ["Łódź"]);
    let elsewhere = app.tenant().build().await;
    elsewhere.admin().get(&path).send().await.problem(404, "not_found");
    elsewhere.admin().patch(&path).json(json!({ "name": "x" })).send().await.problem(404, "not_found");
    let warehouse = shop.user("warehouse").await;
    warehouse.get(GROUPS).send().await.expect(200);
    warehouse.post(GROUPS).json(json!({ "code": "x", "name": "x" })).send().await.problem(403, "auth.forbidden");
}

async fn a_company_is_in_groups_of_its_own_or_in_those_of_the_nearest_company_above(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let (gold, north) = (group(&shop, "GOLD").await, group(&shop, "NORTH").await);
    let top = shop.company("TOP").await;
    let middle = shop.company_with(json!({ "code": "MID", "name": "Mid", "parent_id": top.id })).await;
    let leaf = json!({ "code": "LEAF", "name": "Leaf", "kind": "site", "parent_id": middle.id });
    let leaf = shop.company_with(leaf).await;
    let seen = async |company: &Company| shop.admin().get(of(company)).send().await.expect(200);
    assert_eq!(seen(&leaf).await, json!({ "items": [], "is_inherited": false, "inherited_from": null }));
    let set = put_in(&shop, &top, &[&north, &gold, &gold]).await.expect(200);
    assert_eq!((codes(&set), &set["is_inherited"]), (vec!["GOLD", "NORTH"], &json!(false)));
    let inherited = seen(&leaf).await;
    assert_eq!(codes(&inherited), ["GOLD", "NORTH"]);
    assert_eq!((&inherited["is_inherited"], &inherited["inherited_from"]["code"]), (&json!(true), &json!("TOP")));
    put_in(&shop, &middle, &[&north]).await.expect(200);
    assert_eq!((codes(&seen(&leaf).await), codes(&seen(&middle).await)), (vec!["NORTH"], vec!["NORTH"]));
    put_in(&shop, &middle, &[]).await.expect(200);
    assert_eq!(seen(&middle).await["inherited_from"]["code"], "TOP");
    // Moved away, it inherits from above its new place.
    let path = format!("/api/v1/admin/companies/{}", middle.id);
    shop.admin().patch(path).json(json!({ "parent_id": null })).send().await.expect(200);
    assert_eq!(codes(&seen(&leaf).await), [""; 0]);
}

async fn an_archived_group_counts_nowhere_until_it_is_restored(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let (gold, north) = (group(&shop, "GOLD").await, group(&shop, "NORTH").await);
    let top = shop.company("TOP").await;
    let below = shop.company_with(json!({ "code": "BELOW", "name": "Below", "parent_id": top.id })).await;
    put_in(&shop, &top, &[&north]).await.expect(200);
    put_in(&shop, &below, &[&gold]).await.expect(200);
    let archived = async |archived: bool| {
        let change = json!({ "archived": archived });
        shop.admin().patch(format!("{GROUPS}/{gold}")).json(change).send().await.expect(200);
    };
    archived(true).await;
    // What it had of its own is gone for now, so what is above counts.
    let seen = shop.admin().get(of(&below)).send().await.expect(200);
    assert_eq!((codes(&seen), &seen["is_inherited"]), (vec!["NORTH"], &json!(true)));
    put_in(&shop, &below, &[&gold]).await.problem(422, "identity.bad_field");
    put_in(&shop, &below, &[&north]).await.expect(200);
    archived(false).await;
    assert_eq!(codes(&shop.admin().get(of(&below)).send().await.expect(200)), ["GOLD", "NORTH"]);
}

async fn a_company_is_put_in_open_groups_of_the_own_tenant_only(app: &'static TestApp) {
    let (shop, elsewhere) = (app.tenant().build().await, app.tenant().build().await);
    let company = shop.company("ACME").await;
    let (own, theirs) = (group(&shop, "OWN").await, group(&elsewhere, "THEIRS").await);
    let nobodys = uuid::Uuid::now_v7().to_string();
    for foreign in [&theirs, &nobodys] {
        let refused = put_in(&shop, &company, &[&own, foreign]).await;
        let problem = refused.problem(422, "identity.bad_field");
        assert_eq!(problem["errors"][0]["pointer"], "/group_ids");
    }
    assert_eq!(codes(&shop.admin().get(of(&company)).send().await.expect(200)), [""; 0]);
    put_in(&elsewhere, &company, &[&theirs]).await.problem(404, "not_found");
    let mut many = Vec::new();
    for number in 0..51 {
        many.push(group(&shop, &format!("G{number}")).await);
    }
    put_in(&shop, &company, &many.iter().collect::<Vec<_>>()).await.problem(422, "identity.bad_field");
    put_in(&shop, &company, &many[..50].iter().collect::<Vec<_>>()).await.expect(200);
}

async fn customers_come_in_with_their_groups(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    group(&shop, "GOLD").await;
    group(&shop, "North").await;
    let bring_in = async |file: &str| import(shop.admin(), "kind=customers", file).await;
    let groups_of = async |code: &str| {
        let found = shop.admin().get(format!("/api/v1/admin/companies?q={code}")).send().await.expect(200);
        let path = format!("/api/v1/admin/companies/{}/groups", found["items"][0]["id"].as_str().unwrap());
        let groups = shop.admin().get(path).send().await.expect(200);
        codes(&groups).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let run = bring_in("code,name,country,groups\nK-1,One,PL,gold | NORTH\nK-2,Two,PL,\n").await;
    assert_eq!(run["state"], "done", "{run}");
    assert_eq!((groups_of("K-1").await, groups_of("K-2").await), (vec!["GOLD".to_owned(), "North".to_owned()], vec![]));
    let run = bring_in("code,name,country,groups\nK-1,One,PL,\nK-2,Two,PL,North\n").await;
    assert_eq!(run["state"], "done", "{run}");
    // An empty cell leaves what there is.
    assert_eq!(
        (groups_of("K-1").await, groups_of("K-2").await.len()),
        (vec!["GOLD".to_owned(), "North".to_owned()], 1)
    );
    let run = bring_in("code,name,country,groups\nK-3,Three,PL,gold|silver\n").await;
    assert_eq!(
        (&run["state"], places(&run)),
        (&json!("refused"), vec!["2:groups identity.no_such_customer_group".to_owned()])
    );
}

async fn what_staff_change_of_groups_is_on_record(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let company = shop.company("ACME").await;
    let gold = group(&shop, "GOLD").await;
    put_in(&shop, &company, &[&gold]).await.expect(200);
    put_in(&shop, &company, &[&gold]).await.expect(200);
    let path = format!("/api/v1/admin/audit?subject=company&subject_id={}", company.id);
    let entries = shop.admin().get(path).send().await.expect(200);
    let is_of_groups = |entry: &&Value| entry["action"] == "identity.company_groups_changed";
    let changes: Vec<&Value> = entries["items"].as_array().unwrap().iter().filter(is_of_groups).collect();
    // Saying the same again changes nothing and is not on record again.
    assert_eq!(changes.len(), 1, "{entries}");
    let entry = format!("/api/v1/admin/audit/{}", changes[0]["id"].as_str().unwrap());
    let entry = shop.admin().get(entry).send().await.expect(200);
    assert!(entry.to_string().contains("GOLD"), "{entry}");
    let path = format!("/api/v1/admin/audit?subject=customer_group&subject_id={gold}");
    let of_group = shop.admin().get(path).send().await.expect(200);
    assert_eq!(of_group["items"][0]["action"], "identity.customer_group_made");
}

async fn whoever_reaches_some_customers_groups_these_only(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let (own, other) = (shop.company("OWN").await, shop.company("OTHER").await);
    let gold = group(&shop, "GOLD").await;
    let clerk = shop.scoped_user("order_desk", json!({ "companies": [own.id] })).await;
    let body = json!({ "group_ids": [gold] });
    clerk.put(of(&own)).json(body.clone()).send().await.expect(200);
    clerk.put(of(&other)).json(body).send().await.problem(404, "not_found");
    clerk.get(of(&other)).send().await.problem(404, "not_found");
    // A group concerns everybody in it, seen or not.
    clerk
        .patch(format!("{GROUPS}/{gold}"))
        .json(json!({ "archived": true }))
        .send()
        .await
        .problem(403, "auth.narrow_reach");
}

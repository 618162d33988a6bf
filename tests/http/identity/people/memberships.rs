//! Memberships: found, given, changed and ended, and never further than whoever gives them reaches.
//! What is taken away opens nothing with the very next request.

use futures_util::future::join_all;
use kontor_testkit::{PASSWORD, TestApp, both, redacted};
use serde_json::json;

use super::{member_of_staff, membership, person, role_id, staff_role, text};

both!(
    people_are_found_by_name_address_role_and_company,
    people_are_paged_in_the_order_of_their_names,
    a_person_may_be_staff_and_a_buyer_of_several_companies,
    an_ended_membership_opens_nothing_with_the_next_request,
    a_moved_person_reaches_what_their_new_role_reaches_at_once,
    the_last_administrator_stays,
    an_administrator_of_a_part_is_no_administrator_of_the_whole,
    nobody_gives_a_role_that_holds_more_than_theirs,
    nobody_reaches_further_by_giving_a_reach_away,
    nobody_makes_themselves_a_member,
    scopes_name_things_of_the_tenant_within_reach,
    staff_of_a_part_see_the_people_of_that_part,
    a_role_of_staff_takes_no_company_and_one_of_buyers_needs_one,
    sessions_of_a_person_are_listed_and_ended_by_staff,
    custom_attributes_of_a_person_are_kept_by_the_tenant,
);

const PEOPLE: &str = "/api/v1/admin/people";

async fn people_are_found_by_name_address_role_and_company(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let (one, two) = (shop.company("ONE").await, shop.company("TWO").await);
    let buyer = shop.person("buyer", Some(&one)).await;
    shop.person("viewer", Some(&two)).await;
    let clerk = shop.person("order_desk", None).await;
    let get = async |query: String| shop.admin().get(format!("{PEOPLE}?{query}")).send().await.expect(200);
    let emails = async |query: String| -> Vec<String> {
        get(query).await["items"].as_array().unwrap().iter().map(|person| text(&person["email"])).collect()
    };
    assert_eq!(emails(String::new()).await.len(), 4);
    assert_eq!(emails(format!("q={}", buyer.to_uppercase())).await, std::slice::from_ref(&buyer));
    assert_eq!(emails("q=PAT%20ORDER".to_owned()).await, std::slice::from_ref(&clerk));
    assert_eq!(emails("q=%25".to_owned()).await, [""; 0]);
    assert_eq!(emails("audience=staff".to_owned()).await.len(), 2);
    assert_eq!(emails(format!("company_id={}", one.id)).await, std::slice::from_ref(&buyer));
    let role = role_id(shop.admin(), "viewer").await;
    assert_eq!(emails(format!("role_id={role}&audience=buyer")).await.len(), 1);
    assert_eq!(emails("state=ended".to_owned()).await, [""; 0]);
    let ended = membership(&shop, &buyer).await;
    shop.admin().delete(format!("/api/v1/admin/memberships/{ended}")).send().await.expect(204);
    assert_eq!(emails("state=ended".to_owned()).await, std::slice::from_ref(&buyer));
    assert_eq!(emails(format!("q={buyer}")).await, [""; 0]);
    let seen = person(&shop, &buyer).await;
    insta::assert_json_snapshot!("a_person_who_left", redacted(seen));
}

async fn people_are_paged_in_the_order_of_their_names(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    for role in ["order_desk", "warehouse", "order_desk", "warehouse"] {
        shop.person(role, None).await;
    }
    let names = |list: &serde_json::Value| -> Vec<String> {
        list["items"].as_array().unwrap().iter().map(|person| text(&person["name"])).collect()
    };
    let first = shop.admin().get(format!("{PEOPLE}?limit=3")).send().await.expect(200);
    assert_eq!(names(&first), ["Ada Admin", "Pat order_desk", "Pat order_desk"]);
    let cursor = text(&first["next_cursor"]).replace(' ', "%20");
    let rest = shop.admin().get(format!("{PEOPLE}?limit=3&cursor={cursor}")).send().await.expect(200);
    assert_eq!(names(&rest), ["Pat warehouse", "Pat warehouse"]);
    assert_eq!(rest["next_cursor"], serde_json::Value::Null);
    let counted = shop.admin().get(format!("{PEOPLE}?limit=3&page=2")).send().await.expect(200);
    assert_eq!((counted["total"].as_u64(), names(&counted).len()), (Some(5), 2));
    shop.admin().get(format!("{PEOPLE}?cursor=nonsense")).send().await.problem(400, "request.invalid_parameter");
}

async fn a_person_may_be_staff_and_a_buyer_of_several_companies(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let (one, two) = (shop.company("ONE").await, shop.company("TWO").await);
    let email = shop.person("buyer", Some(&one)).await;
    let user = text(&person(&shop, &email).await["user_id"]);
    let path = format!("{PEOPLE}/{user}/memberships");
    let buyer = json!({ "role_id": role_id(shop.admin(), "viewer").await, "company_id": two.id });
    let desk = json!({ "role_id": role_id(shop.admin(), "order_desk").await });
    shop.admin().post(&path).json(buyer.clone()).send().await.expect(201);
    shop.admin().post(&path).json(desk).send().await.expect(201);
    shop.admin().post(&path).json(buyer).send().await.problem(409, "identity.membership_exists");
    let session = shop.guest().sign_in(&email, PASSWORD).await.get("/api/v1/session").send().await.expect(200);
    let personas = session["personas"].as_array().unwrap();
    let roles: Vec<_> = personas.iter().map(|persona| text(&persona["role"]["code"])).collect();
    assert_eq!(roles, ["buyer", "viewer", "order_desk"]);
}

async fn an_ended_membership_opens_nothing_with_the_next_request(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let company = shop.company("ACME").await;
    let email = shop.person("company_admin", Some(&company)).await;
    let client = shop.guest().sign_in(&email, PASSWORD).await;
    let token = client.post("/api/v1/api-tokens").json(json!({ "name": "x" })).send().await.expect(201);
    let program = shop.guest().with_token(&text(&token["token"]));
    client.get("/api/v1/orders").send().await.expect(200);
    program.get("/api/v1/orders").send().await.expect(200);
    let id = membership(&shop, &email).await;
    shop.admin().delete(format!("/api/v1/admin/memberships/{id}")).send().await.expect(204);
    client.get("/api/v1/orders").send().await.problem(401, "auth.invalid");
    program.get("/api/v1/orders").send().await.problem(401, "auth.invalid");
    let again = json!({ "email": email, "password": PASSWORD });
    shop.guest().post("/api/v1/session").json(again).send().await.problem(401, "identity.wrong_credentials");
    shop.admin()
        .delete(format!("/api/v1/admin/memberships/{id}"))
        .send()
        .await
        .problem(409, "identity.membership_ended");
}

async fn a_moved_person_reaches_what_their_new_role_reaches_at_once(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let (north, south) = (shop.company("NORTH").await, shop.company("SOUTH").await);
    let role = staff_role(&shop, "rep", &["identity.companies.read", "module.admin.open"]).await;
    let (email, rep) = member_of_staff(&shop, &role, json!({ "companies": [north.id] })).await;
    let seen = async || {
        let list = rep.get("/api/v1/admin/companies").send().await.expect(200);
        list["items"].as_array().unwrap().iter().map(|item| text(&item["code"])).collect::<Vec<_>>()
    };
    assert_eq!(seen().await, ["NORTH"]);
    let id = text(&person(&shop, &email).await["memberships"].as_array().unwrap().last().unwrap()["id"]);
    let path = format!("/api/v1/admin/memberships/{id}");
    shop.admin().patch(&path).json(json!({ "scopes": { "companies": [south.id] } })).send().await.expect(200);
    assert_eq!(seen().await, ["SOUTH"]);
    let warehouse = role_id(shop.admin(), "warehouse").await;
    shop.admin().patch(&path).json(json!({ "role_id": warehouse, "scopes": {} })).send().await.expect(200);
    assert_eq!(seen().await, ["NORTH", "SOUTH"]);
    let narrow = staff_role(&shop, "narrow", &["module.admin.open"]).await;
    shop.admin().patch(&path).json(json!({ "role_id": narrow })).send().await.expect(200);
    rep.get("/api/v1/admin/companies").send().await.problem(403, "auth.forbidden");
}

async fn the_last_administrator_stays(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let own = format!("/api/v1/admin/memberships/{}", membership(&shop, shop.admin_email()).await);
    shop.admin().delete(&own).send().await.problem(409, "identity.last_administrator");
    let desk = json!({ "role_id": role_id(shop.admin(), "order_desk").await });
    shop.admin().patch(&own).json(desk.clone()).send().await.problem(409, "identity.last_administrator");
    let company = shop.company("ACME").await;
    let part = json!({ "scopes": { "companies": [company.id] } });
    shop.admin().patch(&own).json(part).send().await.problem(409, "identity.last_administrator");
    shop.admin().get(PEOPLE).send().await.expect(200);
    shop.person("administrator", None).await;
    shop.admin().patch(&own).json(desk).send().await.expect(200);
    shop.admin().get("/api/v1/admin/modules").send().await.problem(403, "auth.forbidden");
}

async fn an_administrator_of_a_part_is_no_administrator_of_the_whole(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let company = shop.company("ACME").await;
    let role = role_id(shop.admin(), "administrator").await;
    let (_, part) = member_of_staff(&shop, &role, json!({ "companies": [company.id] })).await;
    let own = membership(&shop, shop.admin_email()).await;
    // Whoever reaches a part sees nobody who reaches the whole, and is none to be left alone with it.
    part.delete(format!("/api/v1/admin/memberships/{own}")).send().await.problem(404, "not_found");
    shop.admin()
        .delete(format!("/api/v1/admin/memberships/{own}"))
        .send()
        .await
        .problem(409, "identity.last_administrator");
}

async fn nobody_gives_a_role_that_holds_more_than_theirs(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let company = shop.company("ACME").await;
    let held = ["identity.people.read", "identity.people.manage", "identity.roles.manage", "module.admin.open"];
    let role = staff_role(&shop, "hr", &held).await;
    let (_, hr) = member_of_staff(&shop, &role, json!({})).await;
    let colleague = shop.person("warehouse", None).await;
    let colleague = person(&shop, &colleague).await;
    let path = format!("{PEOPLE}/{}/memberships", text(&colleague["user_id"]));
    for role in ["administrator", "order_desk"] {
        let body = json!({ "role_id": role_id(shop.admin(), role).await });
        hr.post(&path).json(body.clone()).send().await.problem(403, "identity.more_than_own");
        let mut invitation = body;
        invitation["email"] = json!(format!("{role}@friend.example"));
        hr.post("/api/v1/admin/invitations").json(invitation).send().await.problem(403, "identity.more_than_own");
    }
    // A role of buyers counts in its company only, so whoever manages people gives it without holding it.
    let buyer = json!({ "role_id": role_id(shop.admin(), "company_admin").await, "company_id": company.id });
    hr.post(&path).json(buyer).send().await.expect(201);
    let body = json!({ "code": "big", "name": "Big", "audience": "staff", "permissions": ["module.modules.manage"] });
    let problem = hr.post("/api/v1/admin/roles").json(body).send().await.problem(403, "identity.more_than_own");
    assert_eq!(problem["permission"], "module.modules.manage");
    // Neither do they take a role from somebody who holds more.
    let own = membership(&shop, shop.admin_email()).await;
    hr.delete(format!("/api/v1/admin/memberships/{own}")).send().await.problem(403, "identity.more_than_own");
    let id = text(&colleague["memberships"][0]["id"]);
    hr.delete(format!("/api/v1/admin/memberships/{id}")).send().await.problem(403, "identity.more_than_own");
}

async fn nobody_reaches_further_by_giving_a_reach_away(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let group = shop.company("GROUP").await;
    let branch = shop.company_with(json!({ "code": "BRANCH", "parent_id": group.id })).await;
    let beside = shop.company("BESIDE").await;
    let held = ["identity.people.read", "identity.people.manage", "identity.companies.read", "module.admin.open"];
    let role = staff_role(&shop, "lead", &held).await;
    let (own_email, lead) = member_of_staff(&shop, &role, json!({ "companies": [group.id] })).await;
    let (email, _) = member_of_staff(&shop, &role, json!({ "companies": [branch.id] })).await;
    let id = text(&person(&shop, &email).await["memberships"].as_array().unwrap().last().unwrap()["id"]);
    let path = format!("/api/v1/admin/memberships/{id}");
    lead.patch(&path).json(json!({ "scopes": { "companies": [branch.id] } })).send().await.expect(200);
    lead.patch(&path).json(json!({ "scopes": { "companies": [group.id] } })).send().await.expect(200);
    for wider in
        [json!({}), json!({ "own_customers": true }), json!({ "companies": [group.id], "own_customers": true })]
    {
        lead.patch(&path).json(json!({ "scopes": wider })).send().await.problem(403, "identity.more_than_own");
    }
    let foreign = json!({ "scopes": { "companies": [beside.id] } });
    lead.patch(&path).json(foreign).send().await.problem(422, "identity.no_such_target");
    let own = text(&person(&shop, &own_email).await["memberships"].as_array().unwrap().last().unwrap()["id"]);
    let own = format!("/api/v1/admin/memberships/{own}");
    lead.patch(&own).json(json!({ "scopes": {} })).send().await.problem(403, "identity.more_than_own");
    assert_eq!(lead.get("/api/v1/admin/companies?page=1").send().await.expect(200)["total"], 2);
}

async fn nobody_makes_themselves_a_member(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let company = shop.company("ACME").await;
    let user = text(&person(&shop, shop.admin_email()).await["user_id"]);
    let body = json!({ "role_id": role_id(shop.admin(), "company_admin").await, "company_id": company.id });
    let path = format!("{PEOPLE}/{user}/memberships");
    shop.admin().post(path).json(body.clone()).send().await.problem(403, "identity.not_for_oneself");
    let mut invitation = body;
    invitation["email"] = json!(shop.admin_email().to_uppercase());
    shop.admin()
        .post("/api/v1/admin/invitations")
        .json(invitation)
        .send()
        .await
        .problem(403, "identity.not_for_oneself");
}

async fn scopes_name_things_of_the_tenant_within_reach(app: &'static TestApp) {
    let (shop, elsewhere) = (app.tenant().build().await, app.tenant().build().await);
    let foreign = elsewhere.company("THEIRS").await;
    let email = shop.person("order_desk", None).await;
    let path = format!("/api/v1/admin/memberships/{}", membership(&shop, &email).await);
    for kind in ["companies", "territories", "warehouses", "legal_entities"] {
        for id in [foreign.id.clone(), uuid::Uuid::now_v7().to_string()] {
            let body = json!({ "scopes": { kind: [id] } });
            let problem = shop.admin().patch(&path).json(body).send().await.problem(422, "identity.no_such_target");
            assert_eq!(problem["errors"][0]["pointer"], format!("/scopes/{kind}/0"));
        }
    }
    let many: Vec<_> = (0..201).map(|_| uuid::Uuid::now_v7()).collect();
    let body = json!({ "scopes": { "companies": many } });
    shop.admin().patch(&path).json(body).send().await.problem(422, "identity.scopes_too_long");
    let warehouses = shop.admin().get("/api/v1/admin/warehouses").send().await.expect(200);
    if let Some(warehouse) = warehouses["items"].as_array().and_then(|items| items.first()) {
        let body = json!({ "scopes": { "warehouses": [warehouse["id"]] } });
        shop.admin().patch(&path).json(body).send().await.expect(200);
    }
}

async fn staff_of_a_part_see_the_people_of_that_part(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let (north, south) = (shop.company("NORTH").await, shop.company("SOUTH").await);
    let ours = shop.person("buyer", Some(&north)).await;
    let theirs = shop.person("buyer", Some(&south)).await;
    shop.membership(&ours, "viewer", Some(&south)).await;
    let role = staff_role(&shop, "rep", &["identity.people.read", "module.admin.open"]).await;
    let (own, rep) = member_of_staff(&shop, &role, json!({ "companies": [north.id] })).await;
    let list = rep.get(format!("{PEOPLE}?page=1&state=all")).send().await.expect(200);
    let mut emails: Vec<_> = list["items"].as_array().unwrap().iter().map(|person| text(&person["email"])).collect();
    emails.sort();
    let mut expected = vec![ours.clone(), own];
    expected.sort();
    assert_eq!(emails, expected);
    assert_eq!(list["total"], 2);
    let seen = text(&person(&shop, &ours).await["user_id"]);
    let seen = rep.get(format!("{PEOPLE}/{seen}")).send().await.expect(200);
    assert_eq!(seen["memberships"].as_array().unwrap().len(), 1, "{seen}");
    let hidden = text(&person(&shop, &theirs).await["user_id"]);
    rep.get(format!("{PEOPLE}/{hidden}")).send().await.problem(404, "not_found");
    let admin = text(&person(&shop, shop.admin_email()).await["user_id"]);
    rep.get(format!("{PEOPLE}/{admin}")).send().await.problem(404, "not_found");
}

async fn a_role_of_staff_takes_no_company_and_one_of_buyers_needs_one(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let company = shop.company("ACME").await;
    let email = shop.person("buyer", Some(&company)).await;
    let user = text(&person(&shop, &email).await["user_id"]);
    let path = format!("{PEOPLE}/{user}/memberships");
    let (desk, viewer) = (role_id(shop.admin(), "order_desk").await, role_id(shop.admin(), "viewer").await);
    let refused = [
        (json!({ "role_id": desk, "company_id": company.id }), "identity.staff_without_company"),
        (json!({ "role_id": viewer }), "identity.company_needed"),
        (json!({ "role_id": uuid::Uuid::now_v7() }), "identity.no_such_role"),
        (json!({ "role_id": viewer, "company_id": uuid::Uuid::now_v7() }), "identity.no_such_company"),
        (
            json!({ "role_id": viewer, "company_id": company.id, "scopes": { "companies": [company.id] } }),
            "identity.scopes_of_staff_only",
        ),
    ];
    for (body, code) in refused {
        shop.admin().post(&path).json(body).send().await.problem(422, code);
    }
    let id = membership(&shop, &email).await;
    let change = json!({ "role_id": desk });
    shop.admin().patch(format!("/api/v1/admin/memberships/{id}")).json(change).send().await.expect(422);
}

async fn sessions_of_a_person_are_listed_and_ended_by_staff(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let email = shop.person("order_desk", None).await;
    let clients = join_all((0..3).map(|_| shop.guest().sign_in(&email, PASSWORD))).await;
    let user = text(&person(&shop, &email).await["user_id"]);
    let path = format!("{PEOPLE}/{user}/sessions");
    let open = shop.admin().get(&path).send().await.expect(200);
    assert_eq!(open["items"].as_array().unwrap().len(), 3, "{open}");
    shop.admin().delete(&path).send().await.expect(204);
    for client in clients {
        client.get("/api/v1/session").send().await.problem(401, "auth.invalid");
    }
    assert_eq!(shop.admin().get(&path).send().await.expect(200)["items"], json!([]));
    shop.guest().sign_in(&email, PASSWORD).await;
}

async fn custom_attributes_of_a_person_are_kept_by_the_tenant(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let (seen, hidden) = (
        json!({ "thing": "person", "code": "desk", "kind": "text", "labels": { "en": "Desk" }, "is_public": true }),
        json!({ "thing": "person", "code": "grade", "kind": "text", "labels": { "en": "Grade" }, "is_public": false }),
    );
    for attribute in [seen, hidden] {
        shop.admin().post("/api/v1/admin/attributes").json(attribute).send().await.expect(201);
    }
    let company = shop.company("ACME").await;
    let email = shop.person("buyer", Some(&company)).await;
    let user = text(&person(&shop, &email).await["user_id"]);
    let body = json!({ "attributes": { "desk": "3b", "grade": "A" } });
    let changed = shop.admin().patch(format!("{PEOPLE}/{user}")).json(body).send().await.expect(200);
    assert_eq!(changed["attributes"], json!({ "desk": "3b", "grade": "A" }));
    let unknown = json!({ "attributes": { "nothing": "x" } });
    shop.admin().patch(format!("{PEOPLE}/{user}")).json(unknown).send().await.expect(422);
    let boss = shop.member("company_admin", &company).await;
    let people = boss.get("/api/v1/company/people").send().await.expect(200);
    let own = people["items"].as_array().unwrap().iter().find(|person| person["email"] == email).unwrap();
    assert_eq!(own["attributes"], json!({ "desk": "3b" }));
}

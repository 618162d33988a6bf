//! Roles: the catalogue they are composed of, making, copying, changing and deleting them.
//! A change counts with the next request; a company's own role is seen where the company is.

use kontor_testkit::{PASSWORD, TestApp, both, redacted};
use serde_json::{Value, json};

use super::{member_of_staff, membership, own_role_id, person, role_id, staff_role, text};

both!(
    the_catalogue_holds_the_permissions_of_the_modules_that_are_on,
    roles_show_what_they_grant_and_how_many_hold_them,
    a_role_change_takes_effect_on_the_next_request,
    a_built_in_role_is_copied_and_not_changed,
    a_role_that_people_hold_is_not_deleted,
    a_role_code_is_taken_once_and_free_again_after_deletion,
    a_role_of_buyers_holds_no_permission_of_staff,
    nobody_changes_the_role_they_act_in,
    a_company_composes_roles_of_what_its_administrator_holds,
    a_companys_own_role_is_seen_by_that_company_only,
    a_user_of_two_companies_and_of_two_tenants_switches_persona,
    every_built_in_role_of_buyers_may_be_given_by_a_company_administrator,
    what_concerns_the_whole_tenant_is_changed_by_nobody_who_is_kept_to_a_part,
);

const ROLES: &str = "/api/v1/admin/roles";

fn names(list: &Value) -> Vec<String> {
    list["items"].as_array().unwrap().iter().map(|item| text(&item["name"])).collect()
}

async fn the_catalogue_holds_the_permissions_of_the_modules_that_are_on(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let has_freight = async || {
        let list = shop.admin().get("/api/v1/admin/permissions").send().await.expect(200);
        names(&list).contains(&"freight.minimums.read".to_owned())
    };
    assert!(!has_freight().await);
    let body = json!({ "code": "f", "name": "F", "audience": "staff", "permissions": ["freight.minimums.read"] });
    shop.admin().post(ROLES).json(body).send().await.problem(422, "identity.no_such_permission");
    shop.switch("freight", true).await;
    assert!(has_freight().await);
    let list = shop.admin().get("/api/v1/admin/permissions").send().await.expect(200);
    let place = list["items"].as_array().unwrap().iter().find(|item| item["name"] == "orders.own.place").unwrap();
    insta::assert_json_snapshot!("a_permission_of_the_catalogue", place);
}

async fn roles_show_what_they_grant_and_how_many_hold_them(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.person("warehouse", None).await;
    let list = shop.admin().get(ROLES).send().await.expect(200);
    let codes: Vec<_> = list["items"].as_array().unwrap().iter().map(|role| text(&role["code"])).collect();
    assert_eq!(codes, ["administrator", "order_desk", "warehouse", "company_admin", "buyer", "viewer"]);
    let body = json!({ "code": "small_buyer", "name": "Small buyer", "audience": "buyer",
        "copy_of": role_id(shop.admin(), "buyer").await, "order_ceiling": { "amount": "500", "currency": "GBP" } });
    let made = shop.admin().post(ROLES).json(body).send().await.expect(201);
    assert_eq!(made["order_ceiling"], json!({ "amount": "500.00", "currency": "GBP" }));
    let buyer = role_id(shop.admin(), "buyer").await;
    let buyer = shop.admin().get(format!("{ROLES}/{buyer}")).send().await.expect(200);
    assert_eq!(made["permissions"], buyer["permissions"]);
    let warehouse = role_id(shop.admin(), "warehouse").await;
    let warehouse = shop.admin().get(format!("{ROLES}/{warehouse}")).send().await.expect(200);
    assert_eq!((&warehouse["members"], &warehouse["is_built_in"]), (&json!(1), &json!(true)));
    insta::assert_json_snapshot!("a_role_of_buyers", redacted(made));
}

async fn a_role_change_takes_effect_on_the_next_request(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let role = staff_role(&shop, "reader", &["identity.companies.read", "module.admin.open"]).await;
    let (_, reader) = member_of_staff(&shop, &role, json!({})).await;
    let token = shop.admin();
    reader.get("/api/v1/admin/companies").send().await.expect(200);
    let path = format!("{ROLES}/{role}");
    for _ in 0..5 {
        token.patch(&path).json(json!({ "permissions": ["module.admin.open"] })).send().await.expect(200);
        reader.get("/api/v1/admin/companies").send().await.problem(403, "auth.forbidden");
        let both = json!({ "permissions": ["module.admin.open", "identity.companies.read"] });
        token.patch(&path).json(both).send().await.expect(200);
        reader.get("/api/v1/admin/companies").send().await.expect(200);
    }
}

async fn a_built_in_role_is_copied_and_not_changed(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let desk = role_id(shop.admin(), "order_desk").await;
    let path = format!("{ROLES}/{desk}");
    shop.admin().patch(&path).json(json!({ "name": "Mine" })).send().await.problem(409, "identity.role_built_in");
    shop.admin().delete(&path).send().await.problem(409, "identity.role_built_in");
    let body = json!({ "code": "my_desk", "name": "My desk", "audience": "staff", "copy_of": desk });
    let copy = shop.admin().post(ROLES).json(body).send().await.expect(201);
    let path = format!("{ROLES}/{}", text(&copy["id"]));
    let changed = shop.admin().patch(&path).json(json!({ "name": "Our desk" })).send().await.expect(200);
    assert_eq!((&changed["name"], &changed["permissions"]), (&json!("Our desk"), &copy["permissions"]));
    let wrong = json!({ "code": "x", "name": "X", "audience": "buyer", "copy_of": desk });
    shop.admin().post(ROLES).json(wrong).send().await.problem(422, "identity.no_such_role");
}

async fn a_role_that_people_hold_is_not_deleted(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let role = staff_role(&shop, "temp", &["module.admin.open"]).await;
    let (email, _) = member_of_staff(&shop, &role, json!({})).await;
    let path = format!("{ROLES}/{role}");
    let problem = shop.admin().delete(&path).send().await.problem(409, "identity.role_held");
    assert_eq!(problem["members"], 1);
    let memberships = person(&shop, &email).await["memberships"].clone();
    let id = text(&memberships.as_array().unwrap().last().unwrap()["id"]);
    shop.admin().delete(format!("/api/v1/admin/memberships/{id}")).send().await.expect(204);
    let invited = json!({ "email": "late@friend.example", "role_id": role });
    let invited = shop.admin().post("/api/v1/admin/invitations").json(invited).send().await.expect(201);
    shop.admin().delete(&path).send().await.problem(409, "identity.role_named");
    let invited = format!("/api/v1/admin/invitations/{}", text(&invited["id"]));
    shop.admin().delete(invited).send().await.expect(204);
    shop.admin().delete(&path).send().await.expect(204);
    shop.admin().get(&path).send().await.problem(404, "not_found");
    // Who held it is still told.
    assert_eq!(person(&shop, &email).await["memberships"].as_array().unwrap().len(), 2);
}

async fn a_role_code_is_taken_once_and_free_again_after_deletion(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let body = json!({ "code": "clerk", "name": "Clerk", "audience": "staff" });
    let made = shop.admin().post(ROLES).json(body.clone()).send().await.expect(201);
    shop.admin().post(ROLES).json(body.clone()).send().await.problem(422, "identity.role_code_taken");
    for code in ["Clerk", "", "1st", "own role", "x~y", "administrator"] {
        let mut other = body.clone();
        other["code"] = json!(code);
        assert_eq!(shop.admin().post(ROLES).json(other).send().await.status, 422, "{code}");
    }
    shop.admin().delete(format!("{ROLES}/{}", text(&made["id"]))).send().await.expect(204);
    shop.admin().post(ROLES).json(body).send().await.expect(201);
}

async fn a_role_of_buyers_holds_no_permission_of_staff(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let body = json!({ "code": "b", "name": "B", "audience": "buyer",
        "permissions": ["orders.own.place", "identity.people.manage"] });
    let problem = shop.admin().post(ROLES).json(body).send().await.problem(422, "identity.no_such_permission");
    assert_eq!(problem["errors"][0]["pointer"], "/permissions/1");
    let body = json!({ "code": "s", "name": "S", "audience": "staff", "permissions": ["identity.own_people.manage"] });
    shop.admin().post(ROLES).json(body).send().await.problem(422, "identity.no_such_permission");
    let boss = shop.member("company_admin", &shop.company("ACME").await).await;
    let body = json!({ "name": "Boss", "permissions": ["identity.people.manage"] });
    boss.post("/api/v1/company/roles").json(body).send().await.problem(422, "identity.no_such_permission");
}

async fn nobody_changes_the_role_they_act_in(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let held = ["identity.roles.manage", "identity.people.read", "module.admin.open"];
    let role = staff_role(&shop, "keeper", &held).await;
    let (_, keeper) = member_of_staff(&shop, &role, json!({})).await;
    let path = format!("{ROLES}/{role}");
    let more = json!({ "permissions": ["identity.roles.manage", "module.admin.open", "identity.people.manage"] });
    keeper.patch(&path).json(more).send().await.problem(403, "identity.own_role");
    keeper.patch(&path).json(json!({ "name": "Mine" })).send().await.problem(403, "identity.own_role");
    keeper.delete(&path).send().await.problem(403, "identity.own_role");
}

async fn a_company_composes_roles_of_what_its_administrator_holds(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product("A").price("1.00").build().await;
    let company = shop.company("ACME").await;
    let boss = shop.member("company_admin", &company).await;
    let catalogue = boss.get("/api/v1/company/permissions").send().await.expect(200);
    let all = catalogue["items"].as_array().unwrap();
    assert!(all.iter().all(|item| item["audiences"].as_array().unwrap().contains(&json!("buyer"))), "{catalogue}");
    let body = json!({ "name": "Looker", "permissions": ["orders.own.read"] });
    let made = boss.post("/api/v1/company/roles").json(body).send().await.expect(201);
    assert_eq!(made["company"]["code"], "ACME");
    let email = shop.person("buyer", Some(&company)).await;
    let member = membership(&shop, &email).await;
    let change = json!({ "role_id": made["id"] });
    let moved = boss.patch(format!("/api/v1/company/memberships/{member}")).json(change).send().await.expect(200);
    assert_eq!(moved["memberships"][0]["role"]["name"], "Looker");
    let looker = shop.guest().sign_in(&email, PASSWORD).await;
    looker.post("/api/v1/carts").json(json!({})).send().await.problem(403, "auth.forbidden");
    let path = format!("/api/v1/company/roles/{}", text(&made["id"]));
    boss.delete(&path).send().await.problem(409, "identity.role_held");
    // A role of the tenant is not a company's to change.
    let buyer = own_role_id(&boss, "buyer").await;
    boss.patch(format!("/api/v1/company/roles/{buyer}"))
        .json(json!({ "name": "x" }))
        .send()
        .await
        .problem(404, "not_found");
}

async fn a_companys_own_role_is_seen_by_that_company_only(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let group = shop.company("GROUP").await;
    let branch = shop.company_with(json!({ "code": "BRANCH", "parent_id": group.id })).await;
    let beside = shop.company("BESIDE").await;
    let boss = shop.member("company_admin", &group).await;
    let body = json!({ "name": "Group role", "permissions": [] });
    let made = boss.post("/api/v1/company/roles").json(body).send().await.expect(201);
    let below = shop.member("company_admin", &branch).await;
    assert!(names(&below.get("/api/v1/company/roles").send().await.expect(200)).contains(&"Group role".to_owned()));
    let path = format!("/api/v1/company/roles/{}", text(&made["id"]));
    below.patch(&path).json(json!({ "name": "x" })).send().await.problem(404, "not_found");
    let stranger = shop.member("company_admin", &beside).await;
    assert!(!names(&stranger.get("/api/v1/company/roles").send().await.expect(200)).contains(&"Group role".to_owned()));
    stranger.patch(&path).json(json!({ "name": "x" })).send().await.problem(404, "not_found");
    stranger.delete(&path).send().await.problem(404, "not_found");
    let email = shop.person("buyer", Some(&beside)).await;
    let member = membership(&shop, &email).await;
    let change = json!({ "role_id": made["id"] });
    let refused = stranger.patch(format!("/api/v1/company/memberships/{member}")).json(change.clone()).send().await;
    refused.problem(422, "identity.no_such_role");
    // Staff, who see it, cannot give it to another company either.
    let refused = shop.admin().patch(format!("/api/v1/admin/memberships/{member}")).json(change).send().await;
    refused.problem(422, "identity.no_such_role");
}

async fn a_user_of_two_companies_and_of_two_tenants_switches_persona(app: &'static TestApp) {
    let (shop, elsewhere) = (app.tenant().build().await, app.tenant().build().await);
    let (one, two) = (shop.company("ONE").await, shop.company("TWO").await);
    let email = shop.person("buyer", Some(&one)).await;
    shop.membership(&email, "viewer", Some(&two)).await;
    elsewhere.membership(&email, "warehouse", None).await;
    let client = shop.guest().sign_in(&email, PASSWORD).await;
    let session = client.get("/api/v1/session").send().await.expect(200);
    assert_eq!(session["persona"]["company"]["code"], "ONE");
    let second = &session["personas"].as_array().unwrap().iter().find(|one| one["company"]["code"] == "TWO").unwrap()["membership_id"];
    let switched = client.put("/api/v1/session/persona").json(json!({ "membership_id": second })).send().await;
    assert_eq!(switched.expect(200)["persona"]["company"]["code"], "TWO");
    let viewer = shop.guest().with_session(&switched);
    viewer.post("/api/v1/carts").json(json!({})).send().await.problem(403, "auth.forbidden");
    let there = elsewhere.guest().sign_in(&email, PASSWORD).await;
    let persona = there.get("/api/v1/session").send().await.expect(200);
    assert_eq!(persona["persona"]["audience"], "staff");
    assert_eq!(persona["personas"].as_array().unwrap().len(), 1);
    // What one tenant takes away, the other's persona does not feel.
    let id = membership(&shop, &email).await;
    shop.admin().delete(format!("/api/v1/admin/memberships/{id}")).send().await.expect(204);
    there.get("/api/v1/session").send().await.expect(200);
    viewer.get("/api/v1/session").send().await.expect(200);
}

async fn every_built_in_role_of_buyers_may_be_given_by_a_company_administrator(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let boss = shop.member("company_admin", &shop.company("ACME").await).await;
    let roles = boss.get("/api/v1/company/roles").send().await.expect(200);
    let refused: Vec<_> = roles["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|role| role["may_grant"] != true)
        .map(|role| &role["code"])
        .collect();
    assert!(refused.is_empty(), "{refused:?}");
    assert_eq!(names(&roles).len(), 3);
}

async fn what_concerns_the_whole_tenant_is_changed_by_nobody_who_is_kept_to_a_part(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let company = shop.company("ACME").await;
    let role = staff_role(&shop, "helper", &["identity.people.read"]).await;
    let form = shop.admin().get("/api/v1/admin/registration-form").send().await.expect(200);
    let requests = |client: &kontor_testkit::Client| {
        [
            client.patch(format!("{ROLES}/{role}")).json(json!({ "name": "Helpers" })),
            client.post(ROLES).json(json!({ "code": "more", "name": "More", "audience": "staff" })),
            client.put("/api/v1/admin/registration-form").json(form.clone()),
            client.put("/api/v1/admin/modules/freight").json(json!({ "enabled": true })),
            client.delete(format!("{ROLES}/{role}")),
        ]
    };
    let narrow = shop.scoped_user("administrator", json!({ "companies": [company.id] })).await;
    for request in requests(&narrow) {
        request.send().await.problem(403, "auth.narrow_reach");
    }
    for request in requests(shop.admin()) {
        let reply = request.send().await;
        assert!((200..300).contains(&reply.status), "control: {}", reply.text());
    }
}

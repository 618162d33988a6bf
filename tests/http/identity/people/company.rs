//! A company's own administrator: its people and invitations, and those of companies below it.
//! Whatever lies beside or above is not there.

use kontor_testkit::{PASSWORD, TestApp, both};
use serde_json::json;

use super::{address, membership, own_role_id, person, secret_of, text};

both!(
    a_company_administrator_sees_the_people_of_the_own_subtree,
    a_company_administrator_invites_into_the_own_subtree_only,
    a_company_administrator_ends_a_membership_at_once,
    a_buyer_without_the_permission_manages_nobody,
    a_person_of_staff_is_no_company_administrators_business,
);

const INVITATIONS: &str = "/api/v1/company/invitations";

async fn a_company_administrator_sees_the_people_of_the_own_subtree(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let group = shop.company("GROUP").await;
    let branch = shop.company_with(json!({ "code": "BRANCH", "parent_id": group.id })).await;
    let beside = shop.company("BESIDE").await;
    let (below, stranger) = (shop.person("buyer", Some(&branch)).await, shop.person("buyer", Some(&beside)).await);
    let email = shop.person("company_admin", Some(&group)).await;
    let boss = shop.guest().sign_in(&email, PASSWORD).await;
    let people = boss.get("/api/v1/company/people?page=1").send().await.expect(200);
    assert_eq!(people["total"], 2, "{people}");
    let seen: Vec<_> = people["items"].as_array().unwrap().iter().map(|person| text(&person["email"])).collect();
    assert!(seen.contains(&below) && seen.contains(&email) && !seen.contains(&stranger), "{seen:?}");
    let own = people["items"].as_array().unwrap().iter().find(|person| person["email"] == email).unwrap();
    assert_eq!(own["is_self"], true);
    let branch_boss = shop.member("company_admin", &branch).await;
    let people = branch_boss.get("/api/v1/company/people?page=1").send().await.expect(200);
    assert_eq!(people["total"], 2);
    let above = membership(&shop, &email).await;
    branch_boss.delete(format!("/api/v1/company/memberships/{above}")).send().await.problem(404, "not_found");
    let beside = membership(&shop, &stranger).await;
    boss.delete(format!("/api/v1/company/memberships/{beside}")).send().await.problem(404, "not_found");
}

async fn a_company_administrator_invites_into_the_own_subtree_only(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let group = shop.company("GROUP").await;
    let branch = shop.company_with(json!({ "code": "BRANCH", "parent_id": group.id })).await;
    let beside = shop.company("BESIDE").await;
    let boss = shop.member("company_admin", &group).await;
    let buyer = own_role_id(&boss, "buyer").await;
    let email = address(&shop, "new");
    let body = json!({ "email": email, "name": "Nora New", "role_id": buyer, "company_id": branch.id });
    let made = boss.post(INVITATIONS).json(body).send().await.expect(201);
    assert_eq!((&made["company"]["code"], &made["state"]), (&json!("BRANCH"), &json!("open")));
    for company in [beside.id, uuid::Uuid::now_v7().to_string()] {
        let body = json!({ "email": address(&shop, "other"), "role_id": buyer, "company_id": company });
        boss.post(INVITATIONS).json(body).send().await.problem(422, "identity.no_such_company");
    }
    let secret = secret_of(app, &email, 1, "/invitation/").await;
    let accepted = json!({ "name": "Nora New", "password": "a long new password" });
    let path = format!("/api/v1/invitations/{secret}/acceptance");
    shop.guest().post(path).json(accepted).send().await.expect(200);
    let nora = shop.guest().sign_in(&email, "a long new password").await;
    let session = nora.get("/api/v1/session").send().await.expect(200);
    assert_eq!(session["persona"]["company"]["code"], "BRANCH");
    let own = boss.get(INVITATIONS).send().await.expect(200);
    assert_eq!(own["items"], json!([]));
}

async fn a_company_administrator_ends_a_membership_at_once(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let company = shop.company("ACME").await;
    let boss = shop.member("company_admin", &company).await;
    let email = shop.person("buyer", Some(&company)).await;
    let buyer = shop.guest().sign_in(&email, PASSWORD).await;
    buyer.get("/api/v1/orders").send().await.expect(200);
    let id = membership(&shop, &email).await;
    boss.delete(format!("/api/v1/company/memberships/{id}")).send().await.expect(204);
    buyer.get("/api/v1/orders").send().await.problem(401, "auth.invalid");
}

async fn a_buyer_without_the_permission_manages_nobody(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let buyer = shop.buyer(&shop.company("ACME").await).await;
    buyer.get("/api/v1/company/people").send().await.problem(403, "auth.forbidden");
    buyer.post(INVITATIONS).json(json!({})).send().await.problem(403, "auth.forbidden");
    shop.admin().get("/api/v1/company/people").send().await.problem(403, "auth.forbidden");
}

async fn a_person_of_staff_is_no_company_administrators_business(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let company = shop.company("ACME").await;
    let boss = shop.member("company_admin", &company).await;
    let clerk = shop.person("order_desk", None).await;
    shop.membership(&clerk, "viewer", Some(&company)).await;
    let people = boss.get(format!("/api/v1/company/people?q={clerk}")).send().await.expect(200);
    let seen = people["items"][0]["memberships"].as_array().unwrap();
    assert_eq!(seen.len(), 1, "{people}");
    assert_eq!(seen[0]["role"]["code"], "viewer");
    let desk = person(&shop, &clerk).await["memberships"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["audience"] == "staff")
        .map(|one| text(&one["id"]))
        .unwrap();
    boss.delete(format!("/api/v1/company/memberships/{desk}")).send().await.problem(404, "not_found");
    assert_eq!(boss.get("/api/v1/company/people?audience=staff").send().await.expect(200)["items"], json!([]));
}

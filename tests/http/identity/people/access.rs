//! Why somebody may do something: the answer in words is what the gate does.
//! Compared route by route for several personas.

use kontor_testkit::{Client, PASSWORD, Shop, TestApp, both};
use kontor_web::MatrixRow;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{member_of_staff, membership, person, staff_role, text};

both!(
    the_explanation_is_what_the_gate_does_for_every_route_and_persona,
    the_explanation_tells_which_reach_lets_a_company_in,
    the_explanation_tells_what_has_ended_or_is_switched_off,
    the_explanation_speaks_the_readers_language,
    nobody_is_explained_to_who_does_not_see_the_member,
);

async fn explanation(client: &Client, membership: &str, permission: &str, company: Option<&str>) -> Value {
    let company = company.map(|id| format!("&company_id={id}")).unwrap_or_default();
    let path = format!("/api/v1/admin/access/explanation?membership_id={membership}&permission={permission}{company}");
    client.get(path).send().await.expect(200)
}

fn words(explanation: &Value) -> String {
    explanation["sentences"].as_array().unwrap().iter().map(text).collect::<Vec<_>>().join(" ")
}

/// Whether the gate lets a persona through to a route; nothing it may do has an effect.
async fn passes(client: &Client, row: &MatrixRow) -> bool {
    let unknown = Uuid::now_v7().to_string();
    let path: Vec<_> =
        row.path.split('/').map(|part| if part.starts_with('{') { unknown.as_str() } else { part }).collect();
    let request = client.request(row.method.clone(), path.join("/"));
    let reply = if row.method == "GET" { request.send().await } else { request.json(json!({})).send().await };
    let is_refused = matches!(reply.code().as_str(), "auth.forbidden" | "auth.invalid" | "auth.required");
    assert!(reply.status < 500, "{} {}: {}", row.method, row.path, reply.text());
    // A form without fields is refused by the page, not by the gate.
    !is_refused
}

async fn personas(shop: &Shop) -> Vec<(String, Client)> {
    let company = shop.company("ACME").await;
    let mut found = vec![(membership(shop, shop.admin_email()).await, shop.admin().clone())];
    for (role, company) in
        [("order_desk", None), ("warehouse", None), ("company_admin", Some(&company)), ("viewer", Some(&company))]
    {
        let email = shop.person(role, company).await;
        found.push((membership(shop, &email).await, shop.guest().sign_in(&email, PASSWORD).await));
    }
    let odd =
        staff_role(shop, "odd", &["freight.minimums.read", "identity.people.read", "orders.orders.confirm"]).await;
    let (email, client) = member_of_staff(shop, &odd, json!({ "companies": [company.id] })).await;
    found.push((text(&person(shop, &email).await["memberships"].as_array().unwrap().last().unwrap()["id"]), client));
    found
}

async fn the_explanation_is_what_the_gate_does_for_every_route_and_persona(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    for module in ["freight", "approvals", "promotions"] {
        shop.switch(module, true).await;
    }
    let mut compared = 0;
    for (membership, client) in personas(&shop).await {
        for row in app.parts().registry.matrix() {
            let Some(permission) = row.access.permission() else { continue };
            if !row.path.starts_with("/api/") || matches!(row.path, "/api/v1/session") {
                continue;
            }
            let told = explanation(shop.admin(), &membership, permission, None).await;
            let is_of_their_side = match row.access {
                kontor_web::Access::Staff(_) => words(&told).contains("belongs to the staff"),
                kontor_web::Access::Buyer(_) => !words(&told).contains("belongs to the staff"),
                _ => true,
            };
            let expected = told["allowed"] == true && is_of_their_side;
            assert_eq!(passes(&client, &row).await, expected, "{} {}: {told}", row.method, row.path);
            compared += 1;
        }
    }
    println!("{compared} explanations compared with the gate");
    assert!(compared > 300, "only {compared} were compared");
}

async fn the_explanation_tells_which_reach_lets_a_company_in(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let group = shop.company("GROUP").await;
    let branch = shop.company_with(json!({ "code": "BRANCH", "parent_id": group.id })).await;
    let (placed, managed, beside) =
        (shop.company("PLACED").await, shop.company("MANAGED").await, shop.company("BESIDE").await);
    let north = shop
        .admin()
        .post("/api/v1/admin/territories")
        .json(json!({ "code": "N", "name": "North" }))
        .send()
        .await
        .expect(201);
    let south = shop
        .admin()
        .post("/api/v1/admin/territories")
        .json(json!({ "code": "S", "name": "South" }))
        .send()
        .await
        .expect(201);
    for (territory, company) in [(&north, &placed), (&south, &beside)] {
        let path = format!("/api/v1/admin/territories/{}/placements", text(&territory["id"]));
        shop.admin().post(path).json(json!({ "company_id": company.id })).send().await.expect(201);
    }
    let role = staff_role(&shop, "rep", &["identity.companies.read", "module.admin.open"]).await;
    let scopes = json!({ "companies": [group.id], "territories": [north["id"]], "own_customers": true });
    let (email, rep) = member_of_staff(&shop, &role, scopes).await;
    let member = text(&person(&shop, &email).await["memberships"].as_array().unwrap().last().unwrap()["id"]);
    let managed_by = json!({ "account_manager_id": member });
    shop.admin().patch(format!("/api/v1/admin/companies/{}", managed.id)).json(managed_by).send().await.expect(200);
    let told = [
        (&branch, true, "stands below it"),
        (&placed, true, "territory North"),
        (&managed, true, "look after"),
        (&beside, false, "territory South"),
    ];
    for (company, expected, words_told) in told {
        let told = explanation(shop.admin(), &member, "identity.companies.read", Some(&company.id)).await;
        assert_eq!(told["allowed"], expected, "{told}");
        assert!(words(&told).contains(words_told), "{told}");
        let seen = rep.get(format!("/api/v1/admin/companies/{}", company.id)).send().await.status == 200;
        assert_eq!(seen, expected, "{}", company.code);
    }
    let admin = membership(&shop, shop.admin_email()).await;
    let told = explanation(shop.admin(), &admin, "identity.companies.read", Some(&beside.id)).await;
    assert!(words(&told).contains("Nothing narrows"), "{told}");
}

async fn the_explanation_tells_what_has_ended_or_is_switched_off(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let company = shop.company("ACME").await;
    let admin = membership(&shop, shop.admin_email()).await;
    let told = explanation(shop.admin(), &admin, "freight.minimums.read", None).await;
    assert!(told["allowed"] == false && words(&told).contains("switched off"), "{told}");
    let told = explanation(shop.admin(), &admin, "no.such.thing", None).await;
    assert!(told["allowed"] == false && words(&told).contains("no permission called no.such.thing"), "{told}");
    let email = shop.person("buyer", Some(&company)).await;
    let member = membership(&shop, &email).await;
    let told = explanation(shop.admin(), &member, "orders.own.place", None).await;
    assert!(told["allowed"] == true && words(&told).contains("built-in role Buyer"), "{told}");
    let archived = json!({ "archived": true });
    let path = format!("/api/v1/admin/companies/{}", company.id);
    shop.admin().patch(&path).json(archived).send().await.expect(200);
    let told = explanation(shop.admin(), &member, "orders.own.place", None).await;
    assert!(told["allowed"] == false && words(&told).contains("archived"), "{told}");
    shop.admin().patch(&path).json(json!({ "archived": false })).send().await.expect(200);
    shop.admin().delete(format!("/api/v1/admin/memberships/{member}")).send().await.expect(204);
    let told = explanation(shop.admin(), &member, "orders.own.place", None).await;
    assert!(told["allowed"] == false && words(&told).contains("has ended"), "{told}");
}

async fn the_explanation_speaks_the_readers_language(app: &'static TestApp) {
    let shop = app.tenant().languages(["pl", "it", "en"]).build().await;
    let admin = membership(&shop, shop.admin_email()).await;
    for (language, end) in [("pl", "Zatem wolno."), ("it", "Quindi può."), ("en", "So they may.")] {
        let path = format!("/api/v1/admin/access/explanation?membership_id={admin}&permission=identity.people.read");
        let told = shop.admin().get(path).header("accept-language", language).send().await.expect(200);
        assert!(words(&told).ends_with(end), "{told}");
    }
}

async fn nobody_is_explained_to_who_does_not_see_the_member(app: &'static TestApp) {
    let (shop, elsewhere) = (app.tenant().build().await, app.tenant().build().await);
    let company = shop.company("ACME").await;
    let role = staff_role(&shop, "rep", &["identity.people.read", "module.admin.open"]).await;
    let (_, rep) = member_of_staff(&shop, &role, json!({ "companies": [company.id] })).await;
    let theirs = membership(&elsewhere, elsewhere.admin_email()).await;
    let admin = membership(&shop, shop.admin_email()).await;
    for (client, member) in [(shop.admin(), &theirs), (&rep, &admin)] {
        let path = format!("/api/v1/admin/access/explanation?membership_id={member}&permission=orders.own.place");
        client.get(path).send().await.problem(404, "not_found");
    }
}

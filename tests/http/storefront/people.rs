//! The people of a company on pages: searched, paged, and made members of a further company.
//! Whoever belongs to several companies begins where they acted last.

use kontor_testkit::{PASSWORD, TestApp, both};
use serde_json::json;

use super::{send, shown, way};
use crate::http::identity::people::{membership, own_role_id};

both!(
    people_of_a_company_are_searched_and_paged,
    a_member_is_given_a_second_company_and_begins_where_they_acted_last,
    nobody_gives_themselves_a_second_company,
);

async fn people_of_a_company_are_searched_and_paged(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let company = shop.company("ACME").await;
    let chief = shop.member("company_admin", &company).await;
    let (first, second) = (shop.person("buyer", Some(&company)).await, shop.person("viewer", Some(&company)).await);
    let all = shown(&chief, "/company/people").await;
    assert!(all.contains(&first) && all.contains(&second));
    let found = shown(&chief, &format!("/company/people?q={first}")).await;
    assert!(found.contains(&format!("value=\"{first}\"")) && !found.contains(&second), "{found}");
    assert!(shown(&chief, "/company/people?q=nobody-at-all").await.contains("Nobody matches."));
    // Beyond the end stands the last page.
    assert!(shown(&chief, "/company/people?page=9").await.contains(&second));
}

async fn a_member_is_given_a_second_company_and_begins_where_they_acted_last(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let group = shop.company("GROUP").await;
    let branch = shop.company_with(json!({ "code": "BRANCH", "parent_id": group.id })).await;
    let beside = shop.company("BESIDE").await;
    let chief = shop.member("company_admin", &group).await;
    let email = shop.person("buyer", Some(&group)).await;
    let path = format!("/company/people/{}", membership(&shop, &email).await);
    assert!(shown(&chief, &path).await.contains("Another company"));
    let role = own_role_id(&chief, "viewer").await;
    let add = async |company: &str| {
        send(&chief, &format!("{path}/memberships"), &[("role_id", &role), ("company_id", company)]).await
    };
    let outside = add(&beside.id).await;
    assert_eq!(outside.status, 422, "{}", outside.text());
    assert_eq!(way(&add(&branch.id).await), path);
    assert!(shown(&chief, &path).await.contains("Company BRANCH, "));
    assert_eq!(add(&branch.id).await.status, 422);

    let company = async |session: serde_json::Value| session["persona"]["company"]["code"].clone();
    let person = shop.guest().sign_in(&email, PASSWORD).await;
    let session = person.get("/api/v1/session").send().await.expect(200);
    assert_eq!(company(session.clone()).await, "GROUP");
    let personas = session["personas"].as_array().unwrap();
    let other = personas.iter().find(|persona| persona["company"]["code"] == "BRANCH").unwrap();
    let choice = json!({ "membership_id": other["membership_id"] });
    person.put("/api/v1/session/persona").json(choice).send().await.expect(200);
    let again = shop.guest().sign_in(&email, PASSWORD).await;
    assert_eq!(company(again.get("/api/v1/session").send().await.expect(200)).await, "BRANCH");
}

async fn nobody_gives_themselves_a_second_company(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let group = shop.company("GROUP").await;
    let branch = shop.company_with(json!({ "code": "BRANCH", "parent_id": group.id })).await;
    let email = shop.person("company_admin", Some(&group)).await;
    let chief = shop.guest().sign_in(&email, PASSWORD).await;
    let path = format!("/company/people/{}", membership(&shop, &email).await);
    let own = shown(&chief, &path).await;
    assert!(own.contains("This is you.") && !own.contains("Another company"), "{own}");
    let role = own_role_id(&chief, "buyer").await;
    let fields = [("role_id", role.as_str()), ("company_id", branch.id.as_str())];
    assert_eq!(send(&chief, &format!("{path}/memberships"), &fields).await.status, 403);
}

//! Personal data in the hands of staff: handed out and erased by whoever looks after it, and on record.
//! It takes a reach that holds all that the person is here.

use kontor_testkit::{PASSWORD, TestApp, both};
use serde_json::json;

use super::{member_of_staff, person, staff_role, text};

both!(
    staff_hand_out_all_that_is_held_of_a_person,
    staff_erase_a_person_who_is_gone_with_the_next_request,
    nobody_erases_themselves_the_last_administrator_or_somebody_out_of_reach,
);

async fn staff_hand_out_all_that_is_held_of_a_person(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let email = shop.person("buyer", Some(&shop.company("ACME").await)).await;
    let user = text(&person(&shop, &email).await["user_id"]);
    let data = shop.admin().get(format!("/api/v1/admin/people/{user}/data")).send().await;
    let sections: Vec<_> =
        data.expect(200)["sections"].as_array().unwrap().iter().map(|one| text(&one["name"])).collect();
    assert!(sections.contains(&"person".to_owned()) && sections.contains(&"memberships".to_owned()), "{sections:?}");
    assert!(data.text().contains(&email) && !data.text().contains("argon2"));
    let trail = shop.admin().get("/api/v1/admin/audit?action=identity.personal_data_exported").send().await.expect(200);
    assert_eq!(trail["items"].as_array().unwrap().len(), 1);
    let desk = shop.user("order_desk").await;
    desk.get(format!("/api/v1/admin/people/{user}/data")).send().await.problem(403, "auth.forbidden");
}

async fn staff_erase_a_person_who_is_gone_with_the_next_request(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let email = shop.person("buyer", Some(&shop.company("ACME").await)).await;
    let buyer = shop.guest().sign_in(&email, PASSWORD).await;
    buyer.get("/api/v1/orders").send().await.expect(200);
    let user = text(&person(&shop, &email).await["user_id"]);
    let path = format!("/api/v1/admin/people/{user}/erasure");
    shop.admin().post(&path).json(json!({ "reason": "" })).send().await.expect(422);
    let erased = shop.admin().post(&path).json(json!({ "reason": "They asked for it." })).send().await.expect(200);
    assert!(erased["items"].as_array().is_some_and(|items| !items.is_empty()), "{erased}");
    buyer.get("/api/v1/orders").send().await.problem(401, "auth.invalid");
    let people = shop.admin().get(format!("/api/v1/admin/people?state=all&q={email}")).send().await.expect(200);
    assert_eq!(people["items"], json!([]));
}

async fn nobody_erases_themselves_the_last_administrator_or_somebody_out_of_reach(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    let (north, south) = (shop.company("NORTH").await, shop.company("SOUTH").await);
    let reason = json!({ "reason": "They asked for it." });
    let own = text(&person(&shop, shop.admin_email()).await["user_id"]);
    let erasure = |user: &str| format!("/api/v1/admin/people/{user}/erasure");
    shop.admin().post(erasure(&own)).json(reason.clone()).send().await.problem(403, "identity.not_for_oneself");
    let held = ["identity.privacy.manage", "identity.people.read", "identity.people.manage", "module.admin.open"];
    let role = staff_role(&shop, "privacy", &held).await;
    let (_, keeper) = member_of_staff(&shop, &role, json!({})).await;
    keeper.post(erasure(&own)).json(reason.clone()).send().await.problem(403, "identity.more_than_own");
    let (_, part) = member_of_staff(&shop, &role, json!({ "companies": [north.id] })).await;
    let both_sides = shop.person("buyer", Some(&north)).await;
    shop.membership(&both_sides, "buyer", Some(&south)).await;
    let user = text(&person(&shop, &both_sides).await["user_id"]);
    part.post(erasure(&user)).json(reason.clone()).send().await.problem(403, "identity.more_than_own");
    part.get(format!("/api/v1/admin/people/{user}/data")).send().await.problem(403, "identity.more_than_own");
    let stranger = shop.person("buyer", Some(&south)).await;
    let stranger = text(&person(&shop, &stranger).await["user_id"]);
    part.post(erasure(&stranger)).json(reason).send().await.problem(404, "not_found");
}

//! One person in two tenants: both know of each other only by the person, who goes from one to the other by a ticket.
//! The ticket is good once, on the other tenant's host, by a request that changes something.

use kontor_testkit::{Client, PASSWORD, Shop, TestApp, both};
use serde_json::{Value, json};

both!(
    a_person_of_two_tenants_goes_on_in_the_other_one,
    a_way_is_good_once_and_at_its_end_only,
    nobody_goes_where_they_are_no_member,
    whoever_leaves_a_tenant_is_shown_no_way_there,
);

const HANDOVER: &str = "/api/v1/session/handover";
const ACCEPTANCE: &str = "/api/v1/session/handover/acceptance";

/// Two tenants and a person who is staff in one and a buyer in the other.
async fn two(app: &'static TestApp) -> (Shop, Shop, String, Client) {
    let (here, there) = (app.tenant().build().await, app.tenant().build().await);
    let email = here.person("order_desk", None).await;
    there.membership(&email, "buyer", Some(&there.company("ACME").await)).await;
    let client = here.guest().sign_in(&email, PASSWORD).await;
    (here, there, email, client)
}

async fn way(client: &Client, to: &Shop) -> String {
    let way = client.post(HANDOVER).json(json!({ "tenant_code": to.code() })).send().await.expect(201);
    let url = way["url"].as_str().unwrap().to_owned();
    let start = format!("http://{}.localhost/session/handover?ticket=", to.code());
    url.strip_prefix(&start).unwrap_or_else(|| panic!("{url} leads not to {start}")).to_owned()
}

async fn a_person_of_two_tenants_goes_on_in_the_other_one(app: &'static TestApp) {
    let (_, there, email, client) = two(app).await;
    let session = client.get("/api/v1/session").send().await.expect(200);
    assert_eq!(session["elsewhere"][0]["tenant"]["code"], json!(there.code()));
    let ticket = way(&client, &there).await;
    let reply = there.guest().post(ACCEPTANCE).json(json!({ "ticket": ticket })).send().await;
    let opened = reply.expect(200);
    assert_eq!((&opened["user"]["email"], &opened["persona"]["company"]["code"]), (&json!(email), &json!("ACME")));
    let buyer = there.guest().with_session(&reply);
    buyer.get("/api/v1/orders").send().await.expect(200);
    client.get("/api/v1/session").send().await.expect(200);
    // A password that changes at one end ends the sessions at both.
    let change = json!({ "current": PASSWORD, "new": "other horse battery" });
    client.put("/api/v1/me/password").json(change).send().await.expect(200);
    buyer.get("/api/v1/orders").send().await.problem(401, "auth.invalid");
}

async fn a_way_is_good_once_and_at_its_end_only(app: &'static TestApp) {
    let (here, there, _, client) = two(app).await;
    let third = app.tenant().build().await;
    let ticket = way(&client, &there).await;
    let accept = async |shop: &Shop| shop.guest().post(ACCEPTANCE).json(json!({ "ticket": ticket })).send().await;
    accept(&third).await.problem(409, "identity.ticket_over");
    accept(&here).await.problem(409, "identity.ticket_over");
    accept(&there).await.expect(200);
    accept(&there).await.problem(409, "identity.ticket_over");
    let shown = there.guest().get(format!("{ACCEPTANCE}?ticket={ticket}")).send().await;
    assert_eq!(shown.status, 405);
}

async fn nobody_goes_where_they_are_no_member(app: &'static TestApp) {
    let (here, there, _, client) = two(app).await;
    let third = app.tenant().build().await;
    for code in [third.code(), here.code(), "nowhere"] {
        let asked = client.post(HANDOVER).json(json!({ "tenant_code": code })).send().await;
        asked.problem(422, "identity.not_elsewhere");
    }
    let stranger = here.user("order_desk").await;
    let asked = stranger.post(HANDOVER).json(json!({ "tenant_code": there.code() })).send().await;
    asked.problem(422, "identity.not_elsewhere");
    assert_eq!(stranger.get("/api/v1/session").send().await.expect(200)["elsewhere"], json!([]));
}

async fn whoever_leaves_a_tenant_is_shown_no_way_there(app: &'static TestApp) {
    let (_, there, _, client) = two(app).await;
    let ticket = way(&client, &there).await;
    let people = there.admin().get("/api/v1/admin/people?audience=buyer").send().await.expect(200);
    let membership = people["items"][0]["memberships"][0]["id"].as_str().unwrap().to_owned();
    there.admin().delete(format!("/api/v1/admin/memberships/{membership}")).send().await.expect(204);
    let session = client.get("/api/v1/session").send().await.expect(200);
    assert_eq!(session["elsewhere"], Value::Array(Vec::new()));
    let accepted = there.guest().post(ACCEPTANCE).json(json!({ "ticket": ticket })).send().await;
    accepted.problem(401, "identity.wrong_credentials");
}

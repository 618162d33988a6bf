//! People, roles, invitations and registrations: who is let in, into what, and by whom.
//! Everything goes through public routes; mails are read where a person would read them.

mod access;
mod ceilings;
mod company;
mod invitations;
mod memberships;
mod privacy;
mod registrations;
mod roles;

use kontor_testkit::{Client, Company, PASSWORD, Shop, TestApp};
use serde_json::{Value, json};

/// The id of a role by its code.
pub(crate) async fn role_id(client: &Client, code: &str) -> String {
    let roles = client.get("/api/v1/admin/roles").send().await.expect(200);
    let role = roles["items"].as_array().unwrap().iter().find(|role| role["code"] == code);
    role.unwrap_or_else(|| panic!("no role {code}: {roles}"))["id"].as_str().unwrap().to_owned()
}

/// The id of a buyers' role by its code, as a company's administrator sees it.
pub(crate) async fn own_role_id(client: &Client, code: &str) -> String {
    let roles = client.get("/api/v1/company/roles").send().await.expect(200);
    let role = roles["items"].as_array().unwrap().iter().find(|role| role["code"] == code);
    role.unwrap_or_else(|| panic!("no role {code}: {roles}"))["id"].as_str().unwrap().to_owned()
}

/// A role of staff with some permissions.
pub(crate) async fn staff_role(shop: &Shop, code: &str, permissions: &[&str]) -> String {
    let body = json!({ "code": code, "name": code, "audience": "staff", "permissions": permissions });
    text(&shop.admin().post("/api/v1/admin/roles").json(body).send().await.expect(201)["id"])
}

/// Somebody known here in a role that the test has made, with a reach: their address and client.
pub(crate) async fn member_of_staff(shop: &Shop, role: &str, scopes: Value) -> (String, Client) {
    let email = shop.person("warehouse", None).await;
    let person = person(shop, &email).await;
    let first = text(&person["memberships"][0]["id"]);
    let path = format!("/api/v1/admin/people/{}/memberships", text(&person["user_id"]));
    let body = json!({ "role_id": role, "scopes": scopes });
    shop.admin().post(path).json(body).send().await.expect(201);
    shop.admin().delete(format!("/api/v1/admin/memberships/{first}")).send().await.expect(204);
    let client = shop.guest().sign_in(&email, PASSWORD).await;
    (email, client)
}

/// A person by their address, as the administrator sees them.
pub(crate) async fn person(shop: &Shop, email: &str) -> Value {
    let people = shop.admin().get(format!("/api/v1/admin/people?state=all&q={email}")).send().await.expect(200);
    let found = people["items"].as_array().unwrap().iter().find(|person| person["email"] == email).cloned();
    found.unwrap_or_else(|| panic!("no person {email}: {people}"))
}

/// The first membership of a person.
pub(crate) async fn membership(shop: &Shop, email: &str) -> String {
    text(&person(shop, email).await["memberships"][0]["id"])
}

/// The secret in the newest of so many mails to an address.
pub(crate) async fn secret_of(app: &TestApp, email: &str, nth: usize, page: &str) -> String {
    let path = app.mail().nth_mail(email, nth).await.path_with(page);
    path.rsplit('/').next().unwrap().to_owned()
}

/// Invites somebody into a role and tells the secret of the mail.
pub(crate) async fn invite(app: &TestApp, shop: &Shop, email: &str, role: &str, company: Option<&Company>) -> String {
    let role = role_id(shop.admin(), role).await;
    let body = json!({ "email": email, "role_id": role, "company_id": company.map(|company| &company.id) });
    shop.admin().post("/api/v1/admin/invitations").json(body).send().await.expect(201);
    secret_of(app, email, 1, "/invitation/").await
}

/// An address that nobody else uses.
pub(crate) fn address(shop: &Shop, word: &str) -> String {
    format!("{word}@{}.example", shop.code())
}

pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

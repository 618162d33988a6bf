//! How the routes of people, roles, invitations and registrations are asked so that they do their work.
//! Each makes whom it changes, so that nobody whom other tests rely on goes away.

use kontor_testkit::{Client, Company, PASSWORD, Shop, TestApp};
use kontor_web::MatrixRow;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    recipes::{Body, Recipe, address},
    scene::{Scene, Things},
};

/// People of a tenant and what brings them in.
pub(crate) struct People {
    pub(crate) person: String,
    pub(crate) staff: String,
    pub(crate) role: String,
    pub(crate) own_role: String,
    pub(crate) buyer_role: String,
    pub(crate) warehouse: String,
    pub(crate) invitation: String,
    pub(crate) invitation_secret: String,
    pub(crate) registration: String,
    pub(crate) registration_secret: String,
    pub(crate) acting: String,
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

fn fresh() -> String {
    format!("p{}", Uuid::now_v7().simple())
}

pub(super) async fn made(client: &Client, path: &str, body: Value) -> String {
    text(&client.post(path).json(body).send().await.expect(201)["id"])
}

async fn role_id(admin: &Client, code: &str) -> String {
    let roles = admin.get("/api/v1/admin/roles").send().await.expect(200);
    text(&roles["items"].as_array().unwrap().iter().find(|role| role["code"] == code).unwrap()["id"])
}

/// The secret at the end of the link in the first mail to an address.
pub(super) async fn secret_of(app: &TestApp, email: &str, page: &str) -> String {
    app.mail().nth_mail(email, 1).await.path_with(page).rsplit('/').next().unwrap().to_owned()
}

/// Somebody new in a role: person and membership.
pub(super) async fn somebody(shop: &Shop, role: &str, company: Option<&Company>) -> (String, String) {
    let email = shop.person(role, company).await;
    let people = shop.admin().get(format!("/api/v1/admin/people?q={email}")).send().await.expect(200);
    let person = &people["items"][0];
    (text(&person["user_id"]), text(&person["memberships"][0]["id"]))
}

fn form(attribute: Option<&str>) -> Value {
    let fields: Vec<Value> =
        attribute.iter().map(|code| json!({ "thing": "person", "code": code, "is_required": false })).collect();
    json!({ "is_open": true, "kinds": ["company", "consumer"], "fields": fields,
        "requestable_permissions": ["orders.own.place"], "approval": "by_staff", "default_role": "company_admin" })
}

fn registration(email: &str) -> Value {
    json!({ "kind": "company", "requested_permissions": ["orders.own.place"], "note": "x",
        "person": { "name": "Rita", "email": email, "locale": "en",
            "attributes": {} },
        "company": { "name": "Rita & Sons", "vat_id": "GB999999973", "country": "GB", "address": address(),
            "attributes": {} } })
}

/// The answer to the mail of a registration.
fn chosen() -> Value {
    json!({ "password": "a long new password" })
}

/// A registration whose mail waits to be answered: its secret.
pub(super) async fn registered(app: &TestApp, shop: &Shop) -> (String, String) {
    shop.admin().put("/api/v1/admin/registration-form").json(form(None)).send().await.expect(200);
    let email = format!("{}@{}.example", fresh(), shop.code());
    shop.guest().post("/api/v1/registrations").json(registration(&email)).send().await.expect(202);
    (secret_of(app, &email, "/registration/").await, email)
}

/// A registration that waits for a decision.
async fn waiting(app: &TestApp, shop: &Shop) -> String {
    let (secret, email) = registered(app, shop).await;
    let path = format!("/api/v1/registration-confirmations/{secret}");
    shop.guest().put(path).json(chosen()).send().await.expect(200);
    let list = shop.admin().get("/api/v1/admin/registrations").send().await.expect(200);
    text(&list["items"].as_array().unwrap().iter().find(|item| item["email"] == email).unwrap()["id"])
}

/// An invitation that waits: its id and address.
pub(super) async fn invited(client: &Client, path: &str, role: &str, company: &str) -> (String, String) {
    let email = format!("{}@invited.example", fresh());
    let body = json!({ "email": email, "role_id": role, "company_id": company });
    (made(client, path, body).await, email)
}

/// Somebody of the staff who acts for a company: the acting's id.
pub(crate) async fn acting(shop: &Shop, company: &str) -> String {
    let body = json!({ "company_id": company, "minutes": 480, "reason": "They asked" });
    shop.user("order_desk").await.post("/api/v1/session/acting").json(body).send().await.expect(200);
    let list = shop.admin().get("/api/v1/admin/acting").send().await.expect(200);
    let items = list["items"].as_array().unwrap();
    text(&items.iter().find(|item| item["company"]["id"] == company).unwrap()["id"])
}

impl People {
    /// Of a company, in which `boss` administers.
    pub(crate) async fn of(app: &'static TestApp, shop: &Shop, boss: &Client, company: &Company) -> Self {
        let admin = shop.admin();
        let role = json!({ "code": fresh(), "name": "Role", "audience": "staff" });
        let own_role = json!({ "name": "Own role", "permissions": [] });
        let buyer_role = role_id(admin, "buyer").await;
        let warehouses = admin.get("/api/v1/admin/warehouses").send().await.expect(200);
        let invitations = "/api/v1/admin/invitations";
        let (invitation, email) = invited(admin, invitations, &buyer_role, &company.id).await;
        Self {
            person: somebody(shop, "buyer", Some(company)).await.0,
            staff: somebody(shop, "warehouse", None).await.1,
            role: made(admin, "/api/v1/admin/roles", role).await,
            own_role: made(boss, "/api/v1/company/roles", own_role).await,
            buyer_role,
            warehouse: text(&warehouses["items"][0]["id"]),
            invitation,
            invitation_secret: secret_of(app, &email, "/invitation/").await,
            registration: waiting(app, shop).await,
            registration_secret: registered(app, shop).await.0,
            acting: acting(shop, &company.id).await,
        }
    }
}

/// The thing that a parameter of these routes names.
pub(crate) fn thing(things: &Things, path: &str, name: &str) -> Option<String> {
    let people = &things.people;
    let known = match (path, name) {
        (path, "id") if path.starts_with("/api/v1/admin/acting") => &people.acting,
        (path, "id") if path.starts_with("/api/v1/admin/people") => &people.person,
        (path, "id") if path.starts_with("/api/v1/admin/memberships") => &people.staff,
        (path, "id") if path.starts_with("/api/v1/company/memberships") => &things.membership,
        (path, "id") if path.starts_with("/api/v1/admin/roles") => &people.role,
        (path, "id") if path.starts_with("/api/v1/company/roles") => &people.own_role,
        (path, "id") if path.contains("/invitations/{id}") => &people.invitation,
        (path, "id") if path.starts_with("/api/v1/admin/registrations") => &people.registration,
        ("/api/v1/invitations/{secret}" | "/api/v1/invitations/{secret}/acceptance", _) => &people.invitation_secret,
        ("/api/v1/registration-confirmations/{secret}", _) => &people.registration_secret,
        _ => return None,
    };
    Some(known.clone())
}

/// The recipe of a writing route among these.
pub(crate) async fn recipe(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    match row.path {
        "/api/v1/admin/acting/{id}" => {
            let id = acting(&scene.shop, &scene.things.company).await;
            Some(Recipe::new(row.path.replace("{id}", &id), Body::None))
        }
        path if path.starts_with("/api/v1/admin/people") || path.starts_with("/api/v1/admin/memberships") => {
            of_members(scene, row).await
        }
        path if path.starts_with("/api/v1/company/memberships") => of_members(scene, row).await,
        path if path.contains("/roles") => of_roles(scene, row).await,
        path if path.contains("/invitations") => of_invitations(scene, row).await,
        path if path.contains("/registration") => of_registrations(scene, row).await,
        _ => None,
    }
}

pub(super) fn own_company(scene: &Scene) -> Company {
    Company { id: scene.things.company.clone(), code: scene.things.company_code.clone() }
}

/// No reach is narrowed, and every kind is named.
fn no_scopes() -> Value {
    json!({ "companies": [], "territories": [], "own_customers": false, "warehouses": [], "legal_entities": [] })
}

async fn of_members(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    let (shop, things, people) = (&scene.shop, &scene.things, &scene.things.people);
    let company = own_company(scene);
    let (buyer, buyer_membership) = somebody(shop, "viewer", Some(&company)).await;
    let scopes = json!({ "companies": [things.company], "territories": [things.places.territory],
        "own_customers": false, "warehouses": [people.warehouse], "legal_entities": [things.places.legal_entity] });
    let (id, body) = match (row.method.as_str(), row.path) {
        ("PATCH", "/api/v1/admin/people/{id}") => (buyer, Body::Json(json!({ "attributes": {} }))),
        ("POST", "/api/v1/admin/people/{id}/memberships") => {
            let body = json!({ "role_id": people.buyer_role, "company_id": company.id, "scopes": no_scopes() });
            (buyer, Body::Json(body))
        }
        ("DELETE", "/api/v1/admin/people/{id}/sessions") => (buyer, Body::None),
        ("POST", "/api/v1/admin/people/{id}/erasure") => (buyer, Body::Json(json!({ "reason": "They asked." }))),
        ("PATCH", "/api/v1/admin/memberships/{id}") => {
            let member = somebody(shop, "warehouse", None).await.1;
            (member, Body::Json(json!({ "role_id": people.role, "scopes": scopes })))
        }
        ("PATCH", "/api/v1/company/memberships/{id}") => {
            (buyer_membership, Body::Json(json!({ "role_id": people.buyer_role })))
        }
        ("DELETE", "/api/v1/admin/memberships/{id}" | "/api/v1/company/memberships/{id}") => {
            (buyer_membership, Body::None)
        }
        _ => return None,
    };
    Some(Recipe::new(row.path.replace("{id}", &id), body))
}

async fn of_roles(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    let ceiling = json!({ "amount": "5.00", "currency": "GBP" });
    let is_company = row.path.starts_with("/api/v1/company");
    let client = if is_company { &scene.buyer } else { scene.shop.admin() };
    let list = row.path.trim_end_matches("/{id}");
    let permission = if is_company { "orders.own.read" } else { "orders.orders.read" };
    let mut new = json!({ "name": "New", "permissions": [permission], "order_ceiling": ceiling });
    if !is_company {
        new["code"] = json!(fresh());
        new["audience"] = json!("staff");
        new["copy_of"] = json!(scene.things.people.role);
    }
    if row.method.as_str() == "POST" {
        return Some(Recipe::new(row.path, Body::Json(new)));
    }
    let path = row.path.replace("{id}", &made(client, list, new).await);
    let patch = json!({ "name": "Newer", "permissions": [permission], "order_ceiling": ceiling });
    Some(Recipe::new(path, if row.method.as_str() == "PATCH" { Body::Json(patch) } else { Body::None }))
}

async fn of_invitations(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    let (things, role) = (&scene.things, &scene.things.people.buyer_role);
    let is_company = row.path.starts_with("/api/v1/company");
    let client = if is_company { &scene.buyer } else { scene.shop.admin() };
    let list = if is_company { "/api/v1/company/invitations" } else { "/api/v1/admin/invitations" };
    if row.method.as_str() == "POST" && row.path == list {
        let email = format!("{}@invited.example", fresh());
        let mut body = json!({ "email": email, "name": "Nora", "role_id": role, "company_id": things.company });
        if !is_company {
            body["scopes"] = no_scopes();
        }
        return Some(Recipe::new(list, Body::Json(body)));
    }
    let (id, email) = invited(client, list, role, &things.company).await;
    if row.path == "/api/v1/invitations/{secret}/acceptance" {
        let path = row.path.replace("{secret}", &secret_of(scene.app, &email, "/invitation/").await);
        let body = json!({ "name": "Nora", "password": PASSWORD });
        return Some(Recipe { client: Some(scene.shop.guest().clone()), ..Recipe::new(path, Body::Json(body)) });
    }
    Some(Recipe::new(row.path.replace("{id}", &id), Body::None))
}

async fn of_registrations(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    let (app, shop) = (scene.app, &scene.shop);
    let guest = |path: String, body: Body| Recipe { client: Some(shop.guest().clone()), ..Recipe::new(path, body) };
    Some(match (row.method.as_str(), row.path) {
        ("POST", "/api/v1/registrations") => {
            let email = format!("{}@{}.example", fresh(), shop.code());
            guest(row.path.to_owned(), Body::Json(registration(&email)))
        }
        ("PUT", "/api/v1/registration-confirmations/{secret}") => {
            guest(row.path.replace("{secret}", &registered(app, shop).await.0), Body::Json(chosen()))
        }
        ("PUT", "/api/v1/admin/registration-form") => {
            let code = fresh();
            let attribute = json!({ "thing": "person", "code": code, "kind": "text", "labels": { "en": "x" },
                "is_public": true });
            made(shop.admin(), "/api/v1/admin/attributes", attribute).await;
            Recipe::new(row.path, Body::Json(form(Some(&code))))
        }
        ("POST", "/api/v1/admin/registrations/{id}/approve") => {
            let role = &scene.things.people.buyer_role;
            let body = json!({ "company_code": fresh(), "role_id": role, "permissions": ["orders.own.place"] });
            Recipe::new(row.path.replace("{id}", &waiting(app, shop).await), Body::Json(body))
        }
        ("POST", "/api/v1/admin/registrations/{id}/reject") => {
            let body = json!({ "reason": "x" });
            Recipe::new(row.path.replace("{id}", &waiting(app, shop).await), Body::Json(body))
        }
        _ => return None,
    })
}

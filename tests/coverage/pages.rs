//! How the forms of the pages are asked so that they do their work: shop, sign-in, account, company, joining.
//! Whatever ends or uses something up is asked by somebody, or of something, that was made for it.

use kontor_testkit::{Client, PASSWORD};
use kontor_web::MatrixRow;
use serde_json::json;

use super::{
    account, people,
    recipes::{self, Body, Recipe, connected, fresh},
    scene::{Scene, Things},
};

/// The fields of a form.
type Fields = Vec<(&'static str, String)>;

/// The thing that a parameter of a page names.
pub(super) fn thing(things: &Things, path: &str, name: &str) -> Option<String> {
    let (account, people) = (&things.account, &things.people);
    let known = match (path, name) {
        ("/cart/lines/{id}/remove", "id") => &things.line,
        (path, "id") if path.starts_with("/carts/{id}") => &things.cart,
        (path, "id") if path.starts_with("/lists/{id}") => &things.shopping_list,
        ("/account/devices/{id}/end", "id") => &account.session,
        ("/account/tokens/{id}/revoke", "id") => &things.token,
        ("/account/personas/{id}/act", "id") => &things.membership,
        ("/account/elsewhere/{code}/go", "code") => &account.tenant,
        ("/account/security/providers/{code}", "code") => &things.provider_code,
        ("/account/security/passkeys/{id}/removal", "id") => &account.passkey,
        ("/account/security/connections/{id}/removal", "id") => &things.connection,
        (path, "id") if path.starts_with("/company/sites/{id}") => &things.places.site,
        (path, "id") if path.starts_with("/company/people/{id}") => &things.membership,
        (path, "id") if path.starts_with("/company/roles/{id}") => &people.own_role,
        ("/invitation/{secret}", "secret") => &people.invitation_secret,
        ("/registration/{secret}", "secret") => &people.registration_secret,
        _ => return None,
    };
    Some(known.clone())
}

/// The recipe of a form.
pub(super) async fn recipe(scene: &Scene, row: &MatrixRow) -> Option<Recipe> {
    match row.path {
        path if path.starts_with("/account/security") => of_security(scene, path).await,
        path if path.starts_with("/account") => of_account(scene, path).await,
        path if path.starts_with("/company/sites") || path == "/company" => of_own_company(scene, path).await,
        path if path.starts_with("/company/roles") => of_own_roles(scene, path).await,
        path if path.starts_with("/company") => of_own_people(scene, path).await,
        path if path.starts_with("/sign") => of_sign_in(scene, path).await,
        path => match of_joining(scene, path).await {
            Some(known) => Some(known),
            None => of_shopping(scene, path).await,
        },
    }
}

fn form(path: impl Into<String>, fields: Fields) -> Recipe {
    Recipe::new(path, Body::Form(fields))
}

fn by(client: Client, path: impl Into<String>, fields: Fields) -> Recipe {
    account::by(client, path, Body::Form(fields))
}

fn password() -> Fields {
    vec![("password", PASSWORD.to_owned())]
}

/// An address as forms ask for it, each field with what stands before its name.
fn address(names: [&'static str; 4]) -> Fields {
    names.into_iter().zip(["1 Quay", "E1", "London", "GB"].map(str::to_owned)).collect()
}

async fn of_shopping(scene: &Scene, path: &str) -> Option<Recipe> {
    let (cart, line, hash) = scene.fresh_cart().await;
    let fields = match path {
        "/cart" => vec![("cart_id", cart), ("quantity", "1".to_owned())],
        "/cart/lines" => {
            vec![("sku", scene.things.sku.clone()), ("quantity", "1".to_owned()), ("unit", "pcs".to_owned())]
        }
        "/cart/lines/{id}/remove" => vec![],
        "/carts" => vec![("name", "x".to_owned())],
        "/carts/{id}" | "/carts/{id}/choose" | "/carts/{id}/discard" => {
            return Some(form(
                path.replace("{id}", &cart),
                vec![("name", "x".to_owned()), ("shared", "yes".to_owned())],
            ));
        }
        "/lists/{id}" | "/lists/{id}/discard" => {
            let list = scene.fresh_shopping_list().await;
            return Some(form(
                path.replace("{id}", &list),
                vec![("name", "x".to_owned()), ("shared", "yes".to_owned())],
            ));
        }
        "/quick-order" | "/quick-order/add" => vec![("more", scene.things.sku.clone())],
        "/quick-order/keep" => {
            let list = scene.fresh_shopping_list().await;
            vec![("more", scene.things.sku.clone()), ("list", list), ("list_name", "x".to_owned())]
        }
        "/checkout" => {
            let mut fields = address(["street", "postal_code", "city", "country"]);
            fields.extend([("cart_id", cart), ("totals_hash", hash), ("name", "Gate".to_owned())]);
            let date = "2099-01-01".to_owned();
            fields.extend([("po_number", "1".to_owned()), ("note", "x".to_owned()), ("requested_date", date)]);
            fields.extend(agreed(scene));
            fields
        }
        "/checkout/terms" => {
            let mut fields = address(["street", "postal_code", "city", "country"]);
            fields.extend([("cart_id", cart), ("name", "Gate".to_owned())]);
            fields.extend(agreed(scene));
            fields
        }
        "/language" => vec![("language", "en".to_owned())],
        _ => return None,
    };
    Some(form(path.replace("{id}", &line), fields))
}

/// What is agreed at checkout beside the address.
fn agreed(scene: &Scene) -> Vec<(&'static str, String)> {
    let centre = scene.things.approvals.cost_centre_code.clone();
    let mut fields = vec![("cost_centre", centre), ("partial_delivery", "yes".to_owned())];
    let empty = ["shipping_method", "payment_method", "codes", "code", "remove_code"];
    fields.extend(empty.map(|name| (name, String::new())));
    fields
}

async fn of_sign_in(scene: &Scene, path: &str) -> Option<Recipe> {
    let (shop, guest) = (&scene.shop, scene.shop.guest().clone());
    Some(match path {
        "/sign-in" => {
            let mut fields = password();
            fields.push(("email", shop.admin_email().to_owned()));
            by(guest, path, fields)
        }
        "/sign-in/second-step" => {
            let (email, client) = account::somebody(scene).await;
            let code = account::recovery_code(&client).await;
            let first = json!({ "email": email, "password": PASSWORD });
            let step = guest.post("/api/v1/session").json(first).send().await.expect(202);
            by(guest, path, vec![("ticket", account::text(&step["ticket"])), ("code", code)])
        }
        "/sign-out" => by(guest.sign_in(shop.admin_email(), PASSWORD).await, path, vec![]),
        _ => return None,
    })
}

async fn of_account(scene: &Scene, path: &str) -> Option<Recipe> {
    let (email, client) = account::somebody(scene).await;
    Some(match path {
        "/account" => by(client, path, vec![("name", "Nora".to_owned()), ("locale", "pl".to_owned())]),
        "/account/email" => {
            let mut fields = password();
            fields.push(("email", format!("other-{email}")));
            by(client, path, fields)
        }
        "/account/email/confirmation" | "/account/devices/others/end" | "/account/acting/end" => {
            by(client, path, vec![])
        }
        "/account/password" => {
            let new = "other horse battery".to_owned();
            by(client, path, vec![("current", PASSWORD.to_owned()), ("new", new)])
        }
        "/account/devices/{id}/end" => {
            let other = scene.shop.guest().sign_in(&email, PASSWORD).await;
            by(client, path.replace("{id}", &account::own_session(&other).await), vec![])
        }
        "/account/personas/{id}/act" => {
            let own = scene.shop.membership_of(&client).await;
            by(client, path.replace("{id}", &own), vec![])
        }
        "/account/elsewhere/{code}/go" => {
            let elsewhere = scene.app.tenant().build().await;
            elsewhere.membership(&email, "order_desk", None).await;
            by(client, path.replace("{code}", elsewhere.code()), vec![])
        }
        "/account/tokens" => {
            let given = [("name", "x"), ("days", "30"), ("permissions", "orders.own.read")];
            form(path, given.map(|(name, value)| (name, value.to_owned())).to_vec())
        }
        "/account/tokens/{id}/revoke" => {
            let token = people::made(&scene.buyer, "/api/v1/api-tokens", json!({ "name": "x" })).await;
            form(path.replace("{id}", &token), vec![])
        }
        _ => return None,
    })
}

async fn of_security(scene: &Scene, path: &str) -> Option<Recipe> {
    let client = account::somebody(scene).await.1;
    Some(match path {
        "/account/security/codes" => by(client, path, password()),
        "/account/security/codes/confirmation" => {
            let code = account::code(&client).await;
            by(client, path, vec![("code", code)])
        }
        "/account/security/providers/{code}" => {
            by(client, path.replace("{code}", &scene.things.provider_code), password())
        }
        "/account/security/codes/recovery" | "/account/security/codes/removal" => {
            account::recovery_code(&client).await;
            by(client, path, password())
        }
        "/account/security/passkeys/{id}/removal" => {
            let made = account::passkey(&client).await.1;
            by(client, path.replace("{id}", &made), vec![])
        }
        "/account/security/connections/{id}/removal" => form(path.replace("{id}", &connected(scene).await), vec![]),
        _ => return None,
    })
}

async fn of_own_company(scene: &Scene, path: &str) -> Option<Recipe> {
    let mut fields = address(["address.street", "address.postal_code", "address.city", "address.country"]);
    match path {
        "/company" => fields.extend([("name", fresh()), ("email", "c@d.example".to_owned())]),
        "/company/sites" => {
            let parent = scene.things.company.clone();
            fields.extend([("name", "Site".to_owned()), ("kind", "site".to_owned()), ("parent", parent)]);
        }
        "/company/sites/{id}" => {
            fields.push(("name", "Site".to_owned()));
            let site = scene.things.places.site.clone();
            return Some(form(path.replace("{id}", &site), fields));
        }
        "/company/sites/{id}/close" | "/company/sites/{id}/open" => {
            let sites = "/api/v1/company/sites";
            let new = json!({ "name": "Site", "kind": "site", "address": recipes::address() });
            let site = people::made(&scene.buyer, sites, new).await;
            if path.ends_with("/open") {
                let closed = json!({ "archived": true });
                scene.buyer.patch(format!("{sites}/{site}")).json(closed).send().await.expect(200);
            }
            return Some(form(path.replace("{id}", &site), vec![]));
        }
        _ => return None,
    }
    Some(form(path, fields))
}

async fn of_own_people(scene: &Scene, path: &str) -> Option<Recipe> {
    let (things, role) = (&scene.things, scene.things.people.buyer_role.clone());
    if path == "/company/invitations" {
        let email = format!("{}@invited.example", fresh());
        let whom = [("email", email), ("name", "Nora".to_owned())].into_iter();
        return Some(form(path, whom.chain([("role_id", role), ("company_id", things.company.clone())]).collect()));
    }
    if path.starts_with("/company/invitations/{id}") {
        let invitation = people::invited(&scene.buyer, "/api/v1/company/invitations", &role, &things.company).await.0;
        return Some(form(path.replace("{id}", &invitation), vec![]));
    }
    let member = people::somebody(&scene.shop, "viewer", Some(&people::own_company(scene))).await.1;
    let fields = match path {
        "/company/people/{id}/role" => vec![("role_id", role)],
        "/company/people/{id}/memberships" => vec![("role_id", role), ("company_id", people::own_company(scene).id)],
        "/company/people/{id}/end" => vec![],
        _ => return None,
    };
    Some(form(path.replace("{id}", &member), fields))
}

async fn of_own_roles(scene: &Scene, path: &str) -> Option<Recipe> {
    let role = json!({ "name": "New", "permissions": ["orders.own.read"] });
    let role = people::made(&scene.buyer, "/api/v1/company/roles", role).await;
    let fields = match path {
        "/company/roles" | "/company/roles/{id}" => vec![
            ("name", "Newer".to_owned()),
            ("order_ceiling", "5.00".to_owned()),
            ("permissions", "orders.own.read".to_owned()),
        ],
        "/company/roles/{id}/delete" => vec![],
        _ => return None,
    };
    Some(form(path.replace("{id}", &role), fields))
}

/// What those ask who are not signed in, or come from elsewhere.
async fn of_joining(scene: &Scene, path: &str) -> Option<Recipe> {
    let (app, shop) = (scene.app, &scene.shop);
    let guest = shop.guest().clone();
    let fields = match path {
        "/forgotten-password" => vec![("email", "nobody@nowhere.example".to_owned())],
        "/password-reset" => {
            let email = account::somebody(scene).await.0;
            let token = account::reset(app, &guest, &email).await;
            vec![("token", token), ("password", "other horse battery".to_owned())]
        }
        "/email-confirmation" => {
            let client = account::somebody(scene).await.1;
            vec![("token", account::confirmation(app, &client).await)]
        }
        "/session/handover" => {
            vec![("ticket", account::handed_over(scene).await)]
        }
        "/register" => registration(scene),
        "/registration/{secret}" => {
            let secret = people::registered(app, shop).await.0;
            return Some(by(
                guest,
                path.replace("{secret}", &secret),
                vec![("password", "a long new password".to_owned())],
            ));
        }
        "/invitation/{secret}" => {
            let (things, list) = (&scene.things, "/api/v1/admin/invitations");
            let email = people::invited(shop.admin(), list, &things.people.buyer_role, &things.company).await.1;
            let secret = people::secret_of(app, &email, "/invitation/").await;
            let mut fields = password();
            fields.push(("name", "Nora".to_owned()));
            return Some(by(guest, path.replace("{secret}", &secret), fields));
        }
        _ => return None,
    };
    Some(by(guest, path, fields))
}

fn registration(scene: &Scene) -> Fields {
    let names = ["company.address.street", "company.address.postal_code", "company.address.city", "company.country"];
    let given = [
        ("kind", "company".to_owned()),
        ("person.name", "Rita".to_owned()),
        ("person.email", format!("{}@{}.example", fresh(), scene.shop.code())),
        ("company.name", "Rita & Sons".to_owned()),
        ("company.vat_id", "GB999999973".to_owned()),
        ("requested_permissions", "orders.own.place".to_owned()),
        ("note", "x".to_owned()),
    ];
    given.into_iter().chain(address(names)).collect()
}

//! A tenant in the hands of a test: its people, customers, price lists and stock.
//! People are provisioned; the rest is done through public routes by the tenant's administrator.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use kontor_contract::messages::{Messages, NewMessage};
use kontor_identity::UserSpec;
use kontor_kernel::TenantId;
use kontor_server::Audit;
use kontor_store::TenantFacts;
use serde_json::{Value, json};

use crate::{Manner, ProductBuilder, TestApp, client::Client, eventually};

/// Everybody's password in tests.
pub const PASSWORD: &str = "correct horse battery";
/// The code of the price list that is everybody's default.
pub(crate) const STANDARD: &str = "standard";

type Facts = Arc<TenantFacts>;

/// A tenant.
pub struct Shop {
    pub(crate) app: &'static TestApp,
    pub(crate) facts: Facts,
    guest: Client,
    admin: Client,
    admin_email: String,
    standard_list: String,
    people: AtomicU32,
}

/// A customer of the tenant.
#[derive(Debug, Clone)]
pub struct Company {
    /// Its id.
    pub id: String,
    /// Its code.
    pub code: String,
}

impl Shop {
    pub(crate) fn new(
        app: &'static TestApp,
        facts: Facts,
        guest: Client,
        admin: Client,
        admin_email: String,
        standard_list: String,
    ) -> Self {
        Self { app, facts, guest, admin, admin_email, standard_list, people: AtomicU32::new(0) }
    }

    /// The tenant's id.
    #[must_use]
    pub fn id(&self) -> TenantId {
        self.facts.id
    }

    /// The tenant's code, which begins its host name, too.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.facts.code
    }

    /// Somebody who is not signed in.
    #[must_use]
    pub fn guest(&self) -> &Client {
        &self.guest
    }

    /// The administrator, signed in.
    #[must_use]
    pub fn admin(&self) -> &Client {
        &self.admin
    }

    /// The administrator's address.
    #[must_use]
    pub fn admin_email(&self) -> &str {
        &self.admin_email
    }

    /// The id of the price list that is everybody's default.
    #[must_use]
    pub fn standard_list(&self) -> &str {
        &self.standard_list
    }

    /// A new person with a role, in a company for buyers' roles; answers with their address.
    pub async fn person(&self, role: &str, company: Option<&Company>) -> String {
        let number = self.people.fetch_add(1, Ordering::Relaxed);
        let email = format!("{role}-{number}@{}.example", self.code());
        self.membership(&email, role, company).await;
        email
    }

    /// Gives a person a role, and makes the person where there is none with this address.
    pub async fn membership(&self, email: &str, role: &str, company: Option<&Company>) {
        let spec = UserSpec {
            email: email.to_owned(),
            name: format!("Pat {role}"),
            password: PASSWORD.to_owned(),
            role: role.to_owned(),
            company: company.map(|company| company.code.clone()),
        };
        let (identity, facts) = (self.app.parts().identity.clone(), Arc::clone(&self.facts));
        let made = self.app.on_server(async move {
            identity.create_user(&identity.operator_context(&facts), &spec).await.expect("the person is made");
        });
        made.await;
    }

    /// A new member of staff with a role, signed in.
    pub async fn user(&self, role: &str) -> Client {
        let email = self.person(role, None).await;
        self.guest.sign_in(&email, PASSWORD).await
    }

    /// A new member of staff with a role who reaches no further than these scopes, signed in.
    pub async fn scoped_user(&self, role: &str, scopes: Value) -> Client {
        let user = self.user(role).await;
        let membership = self.membership_of(&user).await;
        let path = format!("/api/v1/admin/memberships/{membership}");
        self.admin.patch(path).json(json!({ "scopes": scopes })).send().await.expect(200);
        user
    }

    /// The id of the membership that somebody acts in.
    pub async fn membership_of(&self, person: &Client) -> String {
        let session = person.get("/api/v1/session").send().await.expect(200);
        session["persona"]["membership_id"].as_str().unwrap().to_owned()
    }

    /// A new person of a company who may buy, signed in.
    pub async fn buyer(&self, company: &Company) -> Client {
        self.member("buyer", company).await
    }

    /// A new person of a company with a role, signed in.
    pub async fn member(&self, role: &str, company: &Company) -> Client {
        let email = self.person(role, Some(company)).await;
        self.guest.sign_in(&email, PASSWORD).await
    }

    /// A new company.
    pub async fn company(&self, code: &str) -> Company {
        self.company_with(json!({ "code": code })).await
    }

    /// A new company with more fields of the request, such as `price_list_code`.
    pub async fn company_with(&self, mut body: Value) -> Company {
        let code = body["code"].as_str().unwrap().to_owned();
        let address =
            json!({ "name": code, "street": "1 Quay", "postal_code": "E1", "city": "London", "country": "GB" });
        for (field, value) in
            [("name", json!(format!("Company {code}"))), ("country", json!("GB")), ("address", address)]
        {
            if body.get(field).is_none() {
                body[field] = value;
            }
        }
        let made = self.admin.post("/api/v1/admin/companies").json(body).send().await.expect(201);
        Company { id: made["id"].as_str().unwrap().to_owned(), code }
    }

    /// A product to be made.
    pub fn product(&self, sku: &str) -> ProductBuilder<'_> {
        ProductBuilder::new(self, sku)
    }

    /// A new price list; answers with its id.
    pub async fn price_list(&self, code: &str) -> String {
        let made = self.admin.post("/api/v1/admin/price-lists").json(json!({ "code": code })).send().await.expect(201);
        made["id"].as_str().unwrap().to_owned()
    }

    /// Sets a price in a list.
    pub async fn set_price(&self, list: &str, sku: &str, min_quantity: &str, unit_price: &str) {
        let price = json!({ "sku": sku, "min_quantity": min_quantity, "unit_price": unit_price });
        let path = format!("/api/v1/admin/price-lists/{list}/prices");
        self.admin.put(path).json(json!({ "prices": [price] })).send().await.expect(200);
    }

    /// Counts a product in the main warehouse.
    pub async fn set_stock(&self, sku: &str, on_hand: &str) {
        let levels = json!({ "levels": [{ "sku": sku, "on_hand": on_hand }] });
        self.admin.put("/api/v1/admin/stock").json(levels).send().await.expect(200);
    }

    /// How much of a product is to be had, as the administrator sees it in the stock list.
    pub async fn available(&self, sku: &str) -> String {
        let list = self.admin.get(format!("/api/v1/admin/stock?q={sku}")).send().await.expect(200);
        let row = list["items"].as_array().unwrap().iter().find(|row| row["sku"] == sku);
        row.unwrap_or_else(|| panic!("{sku} has no stock: {list}"))["available"].as_str().unwrap().to_owned()
    }

    /// Seals the audit trail now instead of waiting for its job.
    pub async fn seal_audit(&self) {
        let (app, facts) = (Arc::clone(self.app.parts()), Arc::clone(&self.facts));
        let sealed = self.app.on_server(async move {
            app.audit.seal(&app.identity.operator_context(&facts)).await.expect("the trail is sealed");
        });
        sealed.await;
    }

    /// What a check of the audit trail finds on a server that was just started and finds this folder.
    pub async fn check_audit_after_restart(&self, heads: PathBuf) -> Value {
        let (app, facts, (_, vault)) = (Arc::clone(self.app.parts()), Arc::clone(&self.facts), self.app.audit_heads());
        let checked = self.app.on_server(async move {
            let restarted = Audit::new(&app.boot, vault, heads);
            restarted.check(&app.identity.operator_context(&facts), None).await.expect("the trail is checked")
        });
        serde_json::to_value(checked.await).unwrap()
    }

    /// Queues a message as an engine would, in a commit of its own; answers with its id.
    pub async fn send_message(
        &self,
        template: &'static str,
        to: &str,
        to_name: Option<&str>,
        link: &str,
        data: Value,
    ) -> String {
        let message = NewMessage {
            to_name: to_name.map(str::to_owned),
            link: Some(link.to_owned()),
            data,
            ..NewMessage::new(template, to)
        };
        let (app, facts) = (Arc::clone(self.app.parts()), Arc::clone(&self.facts));
        let queued = self.app.on_server(async move {
            let messages = app.boot.ports.get::<dyn Messages>().expect("messages are sent");
            let tx = app.store.write(&app.identity.operator_context(&facts)).await.expect("the store is there");
            let id = messages.send(&tx, message).await.expect("the message is complete").expect("it is new");
            tx.commit().await.expect("the store is there");
            id
        });
        queued.await.to_string()
    }

    /// A message to an address that the mail server refuses from now on; answers with its id.
    pub async fn refused_message(&self, to: &str) -> String {
        self.app.mail().treat(to, Manner::Refuse);
        let id = self.send_message("identity/account-exists", to, None, "/sign-in", json!({})).await;
        let path = format!("/api/v1/admin/messages/{id}");
        eventually("the message is refused", || async {
            let message = self.admin.get(&path).send().await.expect(200);
            (message["state"] == "given_up").then_some(())
        })
        .await;
        id
    }

    /// Keeps mails about orders from going out on their own, in the middle of what a test looks at.
    pub async fn quiet(&self) {
        let settings = json!({ "mail_when_placed": false, "mail_when_confirmed": false });
        let body = json!({ "enabled": true, "settings": settings });
        self.admin.put("/api/v1/admin/modules/documents").json(body).send().await.expect(200);
    }

    /// Switches an optional module.
    pub async fn switch(&self, module: &str, enabled: bool) {
        let path = format!("/api/v1/admin/modules/{module}");
        self.admin.put(path).json(json!({ "enabled": enabled })).send().await.expect(200);
    }
}

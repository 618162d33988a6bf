//! Promise 39: what a shop holds of a person is whole in the copy they get, and gone once they are forgotten, but for what
//! the law wants kept. Both are read off the database itself, column by column, and not off what owners say they hold.

use std::collections::{BTreeMap, BTreeSet};

use kontor_testkit::{Client, Company, PASSWORD, Raw, Shop, TestApp, both, eventually, outside::Issuer};
use serde_json::{Value, json};

use crate::{
    http::identity::{
        authenticator::Authenticator,
        people::{own_role_id, role_id, secret_of, text},
    },
    outside::{connect, set_up},
};

both!(
    a_canary_person_is_whole_in_the_export_and_gone_after_erasure,
    a_person_whom_another_tenant_knows_is_gone_here_and_stays_there,
);

/// Begins every word that is the person's.
const CANARY: &str = "zyxquill";
const NAME: &str = "Zyxquill Person";
const PRODUCT: &str = "BOLT";

/// The only places that may still know an erased person, and the law that wants them to: a private customer's orders are
/// commercial and tax records, which name the parties and where goods went, for as long as the law says (in the answer to
/// the erasure: "orders").
const LEGAL_MINIMUM: [&str; 3] =
    ["orders_orders.buyer", "orders_orders.company_name", "orders_orders.delivery_address"];

/// Every column of every table in which a word stands, with what stands in it.
async fn places(raw: &mut Raw, word: &str) -> BTreeMap<String, Vec<String>> {
    let columns = match raw {
        Raw::Sqlite(_) => {
            "SELECT m.name || '.' || c.name || '.' || c.type FROM sqlite_master m JOIN pragma_table_info(m.name) c \
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"
        }
        Raw::Postgres(_) => {
            "SELECT c.table_name || '.' || c.column_name || '.' || c.data_type FROM information_schema.columns c \
             JOIN information_schema.tables t USING (table_schema, table_name) \
             WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'"
        }
    };
    let mut found = BTreeMap::new();
    for column in raw.texts(columns).await {
        let [table, column, kind] = column.splitn(3, '.').collect::<Vec<_>>()[..] else { panic!("{column}") };
        let text =
            if kind == "bytea" { format!("encode({column}, 'escape')") } else { format!("CAST({column} AS TEXT)") };
        let held = raw.texts(&format!("SELECT {text} FROM {table} WHERE LOWER({text}) LIKE '%{word}%'")).await;
        if !held.is_empty() {
            found.insert(format!("{table}.{column}"), held);
        }
    }
    found
}

/// Every word in a text that begins like the canary.
fn words(text: &str) -> BTreeSet<String> {
    let text = text.to_lowercase();
    let of = |(at, _): (usize, &str)| {
        let is_over = |c: char| !c.is_ascii_alphanumeric() && c != '-';
        let rest = &text[at..];
        rest[..rest.find(is_over).unwrap_or(rest.len())].trim_end_matches('-').to_owned()
    };
    text.match_indices(CANARY).map(of).collect()
}

fn address(what: &str) -> Value {
    json!({ "name": NAME, "street": format!("1 {CANARY}-{what}"), "postal_code": "E1", "city": "London", "country": "GB" })
}

/// Somebody who registered to buy for themselves, and came to do much more: they buy for a firm, too, and work here.
struct Person<'a> {
    app: &'static TestApp,
    shop: &'a Shop,
    email: String,
}

impl<'a> Person<'a> {
    /// Registers, and is let in at once.
    async fn registered(app: &'static TestApp, shop: &'a Shop) -> Self {
        let attribute = json!({ "thing": "person", "code": "desk", "kind": "text", "labels": { "en": "Desk" },
            "is_public": true });
        shop.admin().post("/api/v1/admin/attributes").json(attribute).send().await.expect(201);
        let form = json!({ "is_open": true, "kinds": ["company", "consumer"], "approval": "automatic",
            "fields": [{ "thing": "person", "code": "desk" }], "requestable_permissions": ["identity.own_people.manage"],
            "default_role": "company_admin" });
        shop.admin().put("/api/v1/admin/registration-form").json(form).send().await.expect(200);
        let email = format!("{CANARY}-mail@{}.example", shop.code());
        let body = json!({ "kind": "consumer", "note": format!("{CANARY}-note"),
            "person": { "name": NAME, "email": email, "attributes": { "desk": format!("{CANARY}-desk") } },
            "company": { "country": "GB", "address": address("registered") } });
        shop.guest().post("/api/v1/registrations").json(body).send().await.expect(202);
        let secret = secret_of(app, &email, 1, "/registration/").await;
        let path = format!("/api/v1/registration-confirmations/{secret}");
        assert_eq!(
            shop.guest().put(path).json(json!({ "password": PASSWORD })).send().await.expect(200)["state"],
            "approved"
        );
        Self { app, shop, email }
    }

    /// Signs in with a browser of their own.
    async fn signs_in(&self) -> Client {
        let body = json!({ "email": self.email, "password": PASSWORD });
        let request = self.shop.guest().post("/api/v1/session").json(body);
        let reply = request.header("user-agent", format!("{CANARY}-browser")).send().await;
        reply.expect(200);
        self.shop.guest().with_session(&reply)
    }

    /// Signed in in the role that they have in a company, or as staff.
    async fn acting(&self, company: Option<&str>) -> Client {
        let client = self.signs_in().await;
        let session = client.get("/api/v1/session").send().await.expect(200);
        let personas = session["personas"].as_array().unwrap();
        let persona = personas.iter().find(|persona| persona["company"]["code"].as_str() == company);
        let body = json!({ "membership_id": persona.unwrap_or_else(|| panic!("{session}"))["membership_id"] });
        let reply = client.put("/api/v1/session/persona").json(body).send().await;
        reply.expect(200);
        client.with_session(&reply)
    }

    /// What they do with their account.
    async fn uses_account(&self, issuer: &Issuer) {
        let client = self.signs_in().await;
        let token = json!({ "name": format!("{CANARY}-token") });
        client.post("/api/v1/api-tokens").json(token).send().await.expect(201);
        connect(&client, PASSWORD, issuer, &format!("{CANARY}-subject")).await;
        let asked =
            client.post("/api/v1/me/passkeys/options").json(json!({ "password": PASSWORD })).send().await.expect(200);
        let device = Authenticator::new(&format!("http://{}:{}", client.host(), client.address().port()));
        let body = json!({ "ticket": asked["ticket"], "name": format!("{CANARY}-passkey"),
            "credential": device.make(&asked["public_key"]) });
        client.post("/api/v1/me/passkeys").json(body).send().await.expect(201);
        let other = json!({ "email": format!("{CANARY}-new@{}.example", self.shop.code()), "password": PASSWORD });
        client.post("/api/v1/me/email").json(other).send().await.expect(202);
        let wrong = json!({ "email": self.email, "password": "not the password" });
        self.shop.guest().post("/api/v1/session").json(wrong).send().await.expect(401);
    }

    /// What they do as a private customer: another address, a cart, an order, which is cancelled at their wish.
    async fn buys_for_themselves(&self) {
        let client = self.signs_in().await;
        let change = json!({ "address": address("home") });
        client.patch("/api/v1/company").json(change).send().await.expect(200);
        let cart = json!({ "name": format!("{CANARY}-cart") });
        let cart = client.post("/api/v1/carts").json(cart).key(format!("{CANARY}-key")).send().await.expect(201);
        let path = format!("/api/v1/carts/{}", text(&cart["id"]));
        let line = json!({ "sku": PRODUCT, "quantity": "1" });
        client.post(format!("{path}/lines")).json(line).send().await.expect(201);
        let checkout = json!({ "delivery_address": address("checkout"), "po_number": "1", "note": "x" });
        client.put(format!("{path}/checkout")).json(checkout).send().await.expect(200);
        let order = self.orders(&client, "gate").await;
        let cancel = json!({ "reason": format!("{NAME} has called.") });
        let path = format!("/api/v1/admin/orders/{order}/cancel");
        self.shop.admin().post(path).json(cancel).send().await.expect(200);
    }

    async fn orders(&self, client: &Client, where_to: &str) -> String {
        let body = json!({ "lines": [{ "sku": PRODUCT, "quantity": "1" }], "delivery_address": address(where_to),
            "note": format!("For {NAME}, {}.", self.email), "po_number": format!("{NAME} 7") });
        let request = client.post("/api/v1/orders").json(body).key(format!("{CANARY}-order-{where_to}"));
        text(&request.send().await.expect(201)["id"])
    }

    /// What they do for a firm: an order, and an invitation that names them.
    async fn buys_for(&self, firm: &Company) {
        self.shop.membership(&self.email, "company_admin", Some(firm)).await;
        let client = self.acting(Some(&firm.code)).await;
        self.orders(&client, "works").await;
        let colleague = format!("colleague@{}.example", self.shop.code());
        let body = json!({ "email": colleague, "role_id": own_role_id(&client, "buyer").await });
        client.post("/api/v1/company/invitations").json(body).send().await.expect(201);
        let mail = self.app.mail().nth_mail(&colleague, 1).await;
        assert!(mail.html().contains("Zyxquill"), "the invitation does not name them: {} {}", mail.html(), mail.text());
    }

    /// What they do as staff: an import with a bad row, acting for a customer, a decision, and somebody else's order.
    async fn works_here(&self, firm: &Company, order: &str) {
        let role = role_id(self.shop.admin(), "administrator").await;
        let body = json!({ "email": self.email, "role_id": role, "company_id": null });
        self.shop.admin().post("/api/v1/admin/invitations").json(body).send().await.expect(201);
        self.shop.membership(&self.email, "administrator", None).await;
        let client = self.acting(None).await;
        let file = format!("code,name,country\nC1,One,{NAME}\n");
        let path = "/api/v1/admin/imports?kind=customers&file_name=Zyxquill%20Person.csv";
        let run = client.post(path).body("text/csv", file).send().await.expect(202);
        let path = format!("/api/v1/admin/imports/{}", text(&run["id"]));
        eventually("the import has ended", || async {
            let run = client.get(&path).send().await.expect(200);
            run["finished_at"].is_string().then_some(())
        })
        .await;
        client.post(format!("/api/v1/admin/orders/{order}/confirm")).json(json!({})).send().await.expect(200);
        let acting = json!({ "company_id": firm.id, "reason": format!("{NAME} was asked to.") });
        client.post("/api/v1/session/acting").json(acting).send().await.expect(200);
    }
}

async fn a_canary_person_is_whole_in_the_export_and_gone_after_erasure(app: &'static TestApp) {
    let shop = app.tenant().build().await;
    shop.product(PRODUCT).price("10.00").stock(100).build().await;
    let (firm, issuer) = (shop.company("FIRM").await, Issuer::new());
    set_up(&shop, &issuer).await;
    let other = shop.buyer(&firm).await;
    let line = json!({ "lines": [{ "sku": PRODUCT, "quantity": "1" }] });
    let order = text(&other.post("/api/v1/orders").json(line).send().await.expect(201)["id"]);

    let person = Person::registered(app, &shop).await;
    person.uses_account(&issuer).await;
    person.buys_for_themselves().await;
    person.buys_for(&firm).await;
    person.works_here(&firm, &order).await;

    let mut raw = app.raw().await;
    raw.rows_of(shop.id()).await;
    let held = places(&mut raw, CANARY).await;
    println!("{:?}: the person stands in {} columns: {:?}", app.database(), held.len(), held.keys());
    assert!(held.len() > 40, "the person has not done enough: {:?}", held.keys());
    let client = person.signs_in().await;
    let copy = client.get("/api/v1/me/data").send().await;
    let told = words(&copy.expect(200).to_string());
    for (place, texts) in &held {
        let missing: Vec<_> = texts.iter().flat_map(|text| words(text)).filter(|word| !told.contains(word)).collect();
        assert!(missing.is_empty(), "{place} holds {missing:?}, which the copy does not tell");
    }
    let sections: Vec<_> = copy.json()["sections"].as_array().unwrap().iter().map(|one| text(&one["name"])).collect();
    for name in
        ["person", "companies", "access", "orders", "carts", "imports", "messages", "audit", "replies", "acting"]
    {
        assert!(sections.contains(&name.to_owned()), "{name} is missing among {sections:?}");
    }

    let user = text(&client.get("/api/v1/me").send().await.expect(200)["id"]);
    let path = format!("/api/v1/admin/people/{user}/erasure");
    let body = json!({ "reason": format!("{NAME} asked for it.") });
    let answer = shop.admin().post(path).json(body).send().await.expect(200);
    raw.rows_of(shop.id()).await;
    let left = places(&mut raw, CANARY).await;
    let left: Vec<&str> = left.keys().map(String::as_str).collect();
    assert_eq!(left, LEGAL_MINIMUM, "these places hold an erased person, or the list is longer than it must be");
    let kept = answer["items"].as_array().unwrap().iter().find(|part| part["name"] == "orders").unwrap();
    assert!(kept["kept"].as_u64() == Some(2) && text(&kept["reason"]).contains("tax"), "{answer}");
    // Where a firm's goods went stays; who of its people clicked does not.
    let firms = raw.literal(&firm.id);
    let sql = format!(
        "SELECT COUNT(*) FROM orders_orders WHERE company_id = {firms} \
                       AND LOWER(CAST(buyer AS TEXT) || CAST(delivery_address AS TEXT) || company_name) LIKE '%zyxquill person%'"
    );
    assert_eq!(raw.number(&sql).await, 0, "a firm's orders hold the person who clicked");

    client.get("/api/v1/me").send().await.problem(401, "auth.invalid");
    shop.seal_audit().await;
    let report = shop.admin().post("/api/v1/admin/audit/check").send().await.expect(200);
    assert_eq!(report["breaks"], json!([]), "{report}");
}

async fn a_person_whom_another_tenant_knows_is_gone_here_and_stays_there(app: &'static TestApp) {
    let (shop, elsewhere) = (app.tenant().build().await, app.tenant().build().await);
    shop.product(PRODUCT).price("10.00").stock(100).build().await;
    let firm = shop.company("FIRM").await;
    let email = format!("quillzyx@{}.example", shop.code());
    shop.membership(&email, "buyer", Some(&firm)).await;
    elsewhere.membership(&email, "order_desk", None).await;
    let buyer = shop.guest().sign_in(&email, PASSWORD).await;
    let body = json!({ "lines": [{ "sku": PRODUCT, "quantity": "1" }], "note": format!("Ask {email}.") });
    let order = text(&buyer.post("/api/v1/orders").json(body).send().await.expect(201)["id"]);
    let user = text(&buyer.get("/api/v1/me").send().await.expect(200)["id"]);
    let path = format!("/api/v1/admin/people/{user}/erasure");
    shop.admin().post(path).json(json!({ "reason": "They asked for it." })).send().await.expect(200);
    let mut raw = app.raw().await;
    let rows = format!("{:?}", raw.rows_of(shop.id()).await).to_lowercase();
    assert!(!rows.contains("quillzyx"), "{rows}");
    let order = shop.admin().get(format!("/api/v1/admin/orders/{order}")).send().await.expect(200);
    assert!(!order.to_string().contains(&user), "the order leads to somebody who is known elsewhere: {order}");
    let placed_by = format!("SELECT COUNT(*) FROM orders_orders WHERE placed_by = {}", raw.literal(&user));
    assert_eq!(raw.number(&placed_by).await, 0);
    let there = elsewhere.guest().sign_in(&email, PASSWORD).await;
    assert_eq!(there.get("/api/v1/me").send().await.expect(200)["email"], json!(email));
}

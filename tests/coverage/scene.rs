//! A tenant that has one of everything, so that every route has something to act on.
//! Two of them make a scene: the tenant that asks, and the one that must stay as it is.

use kontor_testkit::{Client, PASSWORD, Shop, TestApp, eventually, outside::Issuer};
use serde_json::{Value, json};

use super::account::Account;
use crate::{outside, pictures};

use super::{
    approvals::Approvals, companies::Places, freight::Rates, inventory::Stock, people::People, promotions::Promoted,
};

/// Ids and codes of one of everything.
pub(crate) struct Things {
    pub(crate) product: String,
    pub(crate) sku: String,
    pub(crate) category: String,
    pub(crate) schemas: Schemas,
    pub(crate) list: String,
    pub(crate) list_code: String,
    pub(crate) assortment: String,
    pub(crate) assortment_id: String,
    pub(crate) company: String,
    pub(crate) company_code: String,
    pub(crate) warehouse_code: String,
    pub(crate) order: String,
    pub(crate) external: String,
    pub(crate) cart: String,
    pub(crate) line: String,
    pub(crate) shopping_list: String,
    pub(crate) import: String,
    pub(crate) mapping: String,
    pub(crate) entry: String,
    pub(crate) message: String,
    pub(crate) token: String,
    pub(crate) minimum: String,
    pub(crate) rates: Rates,
    pub(crate) synonym: String,
    pub(crate) membership: String,
    pub(crate) places: Places,
    pub(crate) people: People,
    pub(crate) role: String,
    pub(crate) provider: String,
    pub(crate) provider_code: String,
    pub(crate) connection: String,
    pub(crate) account: Account,
    pub(crate) stock: Stock,
    pub(crate) promoted: Promoted,
    pub(crate) media: Media,
    pub(crate) approvals: Approvals,
}

/// A picture of the product.
pub(crate) struct Media {
    pub(crate) file: String,
    pub(crate) hash: String,
}

impl Media {
    async fn of(admin: &Client, word: &str, product: &str) -> Self {
        let file = pictures::upload(admin, word, pictures::png(200, 100, word)).await.expect(201);
        let media = json!({ "media": [{ "file_id": file["id"], "role": "picture", "texts": { "en": word } }] });
        admin.put(format!("/api/v1/admin/products/{product}/media")).json(media).send().await.expect(200);
        Self { file: id(&file), hash: file["hash"].as_str().unwrap().to_owned() }
    }
}

/// What a tenant has defined: a category, a dictionary, and an attribute of people that takes its entries from it.
pub(crate) struct Schemas {
    pub(crate) category: String,
    pub(crate) dictionary: String,
    pub(crate) dictionary_code: String,
    pub(crate) attribute: String,
}

impl Schemas {
    async fn of(admin: &Client, word: &str) -> Self {
        let categories = admin.get("/api/v1/admin/categories").send().await.expect(200);
        let dictionary_code = format!("{word}_dictionary");
        let entries = json!([{ "code": "a", "name": { "en": word } }]);
        let dictionary = json!({ "code": dictionary_code, "name": { "en": word }, "entries": entries });
        let dictionary = admin.post("/api/v1/admin/dictionaries").json(dictionary).send().await.expect(201);
        let attribute = json!({ "thing": "person", "code": format!("{word}_attribute"), "kind": "choice",
            "dictionary": dictionary_code, "labels": { "en": word } });
        let attribute = admin.post("/api/v1/admin/attributes").json(attribute).send().await.expect(201);
        let (category, dictionary, attribute) = (id(&categories["items"][0]), id(&dictionary), id(&attribute));
        Self { category, dictionary, dictionary_code, attribute }
    }
}

/// A tenant with its people and things.
pub(crate) struct Scene {
    pub(crate) app: &'static TestApp,
    pub(crate) shop: Shop,
    pub(crate) buyer: Client,
    pub(crate) issuer: Issuer,
    pub(crate) operator: Client,
    pub(crate) things: Things,
}

fn id(value: &Value) -> String {
    value["id"].as_str().unwrap_or_else(|| panic!("no id in {value}")).to_owned()
}

/// Words of the tenant's own that mean the same.
async fn synonym(admin: &Client, word: &str) -> String {
    let body = json!({ "language": "en", "phrase": word, "means": [format!("{word} too")] });
    id(&admin.post("/api/v1/admin/synonyms").json(body).send().await.expect(201))
}

/// An import of products that has ended.
async fn imported(admin: &Client, file: String) -> String {
    let import = admin.post("/api/v1/admin/imports?kind=products").body("text/csv", file).send().await.expect(202);
    let import = id(&import);
    ended(admin, &import).await;
    import
}

/// A mapping that is kept.
async fn mapping_of(admin: &Client, word: &str) -> String {
    let mapping = json!({ "columns": [{ "source": word, "field": "sku" }] });
    let new = json!({ "kind": "stock", "name": word, "mapping": mapping });
    id(&admin.post("/api/v1/admin/import-mappings").json(new).send().await.expect(201))
}

/// An assortment that nobody is given.
async fn assortment(admin: &Client, code: &str) -> String {
    let new = json!({ "code": code, "name": code });
    id(&admin.post("/api/v1/admin/assortments").json(new).send().await.expect(201)["assortment"])
}

async fn open_warehouse(admin: &Client, code: &str, name: &str) {
    let new = json!({ "code": code, "name": name });
    admin.post("/api/v1/admin/warehouses").json(new).send().await.expect(201);
}

/// A logistic minimum that warns.
async fn minimum(admin: &Client, sku: &str) -> String {
    let new = json!({ "sku": sku, "measure": "quantity", "threshold": "0.5", "severity": "warn" });
    id(&admin.post("/api/v1/admin/freight/minimums").json(new).send().await.expect(201))
}

/// Everything is on, but for mails about orders, which go out on their own in the middle of what is looked at here.
async fn switch_modules(shop: &Shop) {
    shop.switch("freight", true).await;
    shop.switch("promotions", true).await;
    shop.quiet().await;
}

/// A provider that the buyer has connected, and the connection.
async fn provided(admin: &Client, buyer: &Client, code: &str) -> (Issuer, String, String) {
    let issuer = Issuer::new();
    let (provider, connection) = connected(admin, buyer, &issuer, code).await;
    (issuer, provider, connection)
}

impl Scene {
    /// A tenant whose codes all begin with a word of its own.
    pub(crate) async fn new(app: &'static TestApp, word: &str) -> Self {
        let shop = app.tenant().at_own_machine().build().await;
        switch_modules(&shop).await;
        let admin = shop.admin();
        let code = |what: &str| format!("{word}-{what}");
        let import = imported(admin, format!("sku,name,category\n{},{word},{word} things\n", code("sku"))).await;
        let product = admin.get("/api/v1/admin/products").send().await.expect(200)["items"][0].clone();
        shop.set_price(shop.standard_list(), &code("sku"), "1", "10.00").await;
        let list = shop.price_list(&code("list")).await;
        open_warehouse(admin, &code("wh"), word).await;
        shop.set_stock(&code("sku"), "1000").await;
        let company = shop.company(&code("co")).await;
        let buyer = shop.member("company_admin", &company).await;
        let minimum = minimum(admin, &code("sku")).await;
        let rates = Rates::of(admin, word, &company.code).await;
        let session = buyer.get("/api/v1/session").send().await.expect(200);
        let (issuer, provider, connection) = provided(admin, &buyer, &code("sso")).await;
        let things = Things {
            assortment: code("assortment"),
            assortment_id: assortment(admin, &code("assortment")).await,
            approvals: Approvals::of(&shop, word, &buyer, &company, &code("sku")).await,
            stock: Stock::of(admin, &code("sku"), &company.code, &code("wh")).await,
            promoted: Promoted::of(admin, word, &company.id).await,
            places: Places::of(&shop, word, &company).await,
            people: People::of(app, &shop, &buyer, &company).await,
            product: id(&product),
            sku: code("sku"),
            category: product["category_code"].as_str().unwrap().to_owned(),
            schemas: Schemas::of(admin, word).await,
            list,
            list_code: code("list"),
            company: company.id,
            company_code: company.code,
            warehouse_code: code("wh"),
            order: String::new(),
            external: code("ext"),
            shopping_list: String::new(),
            cart: String::new(),
            line: String::new(),
            import,
            mapping: mapping_of(admin, word).await,
            message: shop.refused_message(&format!("{word}@{}.example", shop.code())).await,
            entry: id(&admin.get("/api/v1/admin/audit").send().await.expect(200)["items"][0]),
            token: id(&buyer.post("/api/v1/api-tokens").json(json!({ "name": word })).send().await.expect(201)),
            minimum,
            rates,
            synonym: synonym(admin, word).await,
            membership: session["persona"]["membership_id"].as_str().unwrap().to_owned(),
            role: id(&admin.get("/api/v1/admin/roles").send().await.expect(200)["items"][0]),
            provider,
            provider_code: code("sso"),
            connection,
            account: Account::new(app, &buyer, shop.code()).await,
            media: Media::of(admin, word, &id(&product)).await,
        };
        Self { app, shop, buyer, issuer, operator: app.operator(), things }.with_shopping().await
    }

    /// The same with what the buyer makes.
    async fn with_shopping(mut self) -> Self {
        self.things.order = self.fresh_order().await;
        (self.things.cart, self.things.line, _) = self.fresh_cart().await;
        self.things.shopping_list = self.fresh_shopping_list().await;
        self
    }

    /// Another placed order of the tenant's customer.
    pub(crate) async fn fresh_order(&self) -> String {
        let body = json!({ "lines": [{ "sku": self.things.sku, "quantity": "1" }], "po_number": self.things.external });
        id(&self.buyer.post("/api/v1/orders").json(body).send().await.expect(201))
    }

    /// Another order that staff have stopped.
    pub(crate) async fn held_order(&self) -> String {
        let order = self.fresh_order().await;
        let hold = format!("/api/v1/admin/orders/{order}/hold");
        self.shop.admin().post(hold).json(json!({ "reason": "x" })).send().await.expect(200);
        order
    }

    /// Another open cart with a line: its id, the line's id, and the hash of its totals.
    pub(crate) async fn fresh_cart(&self) -> (String, String, String) {
        let cart = id(&self.buyer.post("/api/v1/carts").json(json!({})).send().await.expect(201));
        let line = json!({ "sku": self.things.sku, "quantity": "1" });
        let full = self.buyer.post(format!("/api/v1/carts/{cart}/lines")).json(line).send().await.expect(201);
        (cart, id(&full["lines"][0]), full["totals"]["hash"].as_str().unwrap().to_owned())
    }

    /// Another shopping list.
    pub(crate) async fn fresh_shopping_list(&self) -> String {
        let list = json!({ "name": "Kept", "lines": [{ "code": self.things.sku, "quantity": "1" }] });
        id(&self.buyer.post("/api/v1/shopping-lists").json(list).send().await.expect(201))
    }

    /// An import whose file has arrived and that waits to be started.
    pub(crate) async fn waiting_import(&self) -> String {
        let upload = self.shop.admin().post("/api/v1/admin/imports?kind=products&start=false");
        id(&upload.body("text/csv", "sku,name\nWAITS,x\n").send().await.expect(202))
    }

    /// Waits until no import is at work any more.
    pub(crate) async fn imports_rest(&self) {
        eventually("the imports rest", || async {
            let runs = self.shop.admin().get("/api/v1/admin/imports").send().await.expect(200);
            let is_at_rest =
                |run: &Value| matches!(run["state"].as_str(), Some("done" | "failed" | "cancelled" | "uploaded"));
            runs["items"].as_array().is_some_and(|runs| runs.iter().all(is_at_rest)).then_some(())
        })
        .await;
    }

    /// Another import that has ended.
    pub(crate) async fn fresh_import(&self) -> String {
        let file = format!("sku,name\n{},x\n", self.things.sku);
        let upload = self.shop.admin().post("/api/v1/admin/imports?kind=products").body("text/csv", file);
        let import = id(&upload.send().await.expect(202));
        ended(self.shop.admin(), &import).await;
        import
    }
}

/// Sets a provider up and connects somebody with it: its id and the connection's.
async fn connected(admin: &Client, person: &Client, issuer: &Issuer, code: &str) -> (String, String) {
    let setup = issuer.setup(code);
    let provider = admin.post("/api/v1/admin/sign-in-providers").json(setup).send().await.expect(201);
    let reply = outside::connect_with(person, code, PASSWORD, issuer, &format!("{code}-subject")).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let connections = person.get("/api/v1/me/external-identities").send().await.expect(200);
    (id(&provider), id(&connections["items"][0]))
}

async fn ended(admin: &Client, import: &str) {
    eventually("the import has ended", || async {
        let run = admin.get(format!("/api/v1/admin/imports/{import}")).send().await.expect(200);
        (!matches!(run["state"].as_str(), Some("validating" | "applying"))).then_some(())
    })
    .await;
}

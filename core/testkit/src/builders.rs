//! Builders: a tenant, and products with their price and stock.
//! A tenant and its administrator are provisioned; everything after that goes through the administrator's routes.

use std::net::Ipv4Addr;

use kontor_contract::identity::Address;
use kontor_identity::{TenantSpec, UserSpec};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    TestApp,
    shop::{PASSWORD, STANDARD, Shop},
};

/// A tenant to be made.
#[must_use = "a tenant is made by build()"]
pub struct TenantBuilder {
    app: &'static TestApp,
    currency: String,
    languages: Vec<String>,
    country: String,
    tax_rate: String,
    guests_see_prices: bool,
    machine: Option<Ipv4Addr>,
}

impl TenantBuilder {
    pub(crate) fn new(app: &'static TestApp) -> Self {
        Self {
            app,
            currency: "GBP".to_owned(),
            languages: vec!["en".to_owned()],
            country: "GB".to_owned(),
            tax_rate: "20".to_owned(),
            guests_see_prices: false,
            machine: None,
        }
    }

    /// Its people sit at a machine of their own, for tests that do more than one network may do in a minute.
    pub fn at_own_machine(mut self) -> Self {
        let [.., a, b, c] = *Uuid::now_v7().as_bytes();
        self.machine = Some(Ipv4Addr::new(127, a.clamp(1, 254), b, c.clamp(1, 254)));
        self
    }

    /// The currency of its books and its channel; pounds unless said otherwise.
    pub fn currency(mut self, currency: &str) -> Self {
        currency.clone_into(&mut self.currency);
        self
    }

    /// The languages of its channel, the default first; English unless said otherwise.
    pub fn languages<const N: usize>(mut self, languages: [&str; N]) -> Self {
        self.languages = languages.map(str::to_owned).to_vec();
        self
    }

    /// The rate of the tax class `standard` in per cent; 20 unless said otherwise.
    pub fn tax_rate(mut self, rate: &str) -> Self {
        rate.clone_into(&mut self.tax_rate);
        self
    }

    /// Guests see prices.
    pub fn guests_see_prices(mut self) -> Self {
        self.guests_see_prices = true;
        self
    }

    fn spec(&self, code: &str) -> TenantSpec {
        TenantSpec {
            code: code.to_owned(),
            name: "Anvil Trading".to_owned(),
            legal_name: "Anvil Trading Ltd".to_owned(),
            vat_id: None,
            address: Address { country: self.country.clone(), ..Address::default() },
            time_zone: "Europe/London".to_owned(),
            hosts: vec![format!("{code}.localhost")],
            currency: self.currency.parse().unwrap(),
            languages: self.languages.iter().map(|tag| tag.parse().unwrap()).collect(),
            accent: "#1f4e79".to_owned(),
            guests_see_prices: self.guests_see_prices,
        }
    }

    fn guest(&self, code: &str) -> crate::Client {
        let guest = self.app.client(&format!("{code}.localhost"));
        self.machine.map_or_else(|| guest.clone(), |machine| guest.at_machine(machine))
    }

    /// Makes it with an administrator, a tax rate and an empty price list that is everybody's default.
    pub async fn build(self) -> Shop {
        let code = format!("t{}", Uuid::now_v7().simple());
        let (identity, spec) = (self.app.parts().identity.clone(), self.spec(&code));
        let admin = UserSpec {
            email: format!("admin@{code}.example"),
            name: "Ada Admin".to_owned(),
            password: PASSWORD.to_owned(),
            role: "administrator".to_owned(),
            company: None,
        };
        let email = admin.email.clone();
        let provisioned = self.app.on_server(async move {
            let facts = identity.create_tenant(&spec).await.expect("the tenant is made");
            let ctx = identity.operator_context(&facts);
            identity.create_user(&ctx, &admin).await.expect("its administrator is made");
            facts
        });
        let facts = provisioned.await;
        let guest = self.guest(&code);
        let admin = guest.sign_in(&email, PASSWORD).await;
        let rate =
            json!({ "country": self.country, "class": "standard", "rate": self.tax_rate, "valid_from": "2000-01-01" });
        admin.put("/api/v1/admin/tax-rates").json(json!({ "rates": [rate] })).send().await.expect(200);
        let list = admin.post("/api/v1/admin/price-lists").json(json!({ "code": STANDARD })).send().await.expect(201);
        let list = list["id"].as_str().unwrap().to_owned();
        Shop::new(self.app, facts, guest, admin, email, list)
    }
}

/// A product that was made.
#[derive(Debug, Clone)]
pub struct Product {
    /// Its id.
    pub id: String,
    /// Its code.
    pub sku: String,
}

/// A product to be made.
#[must_use = "a product is made by build()"]
pub struct ProductBuilder<'a> {
    shop: &'a Shop,
    body: Value,
    prices: Vec<(String, String)>,
    stock: Option<String>,
}

impl<'a> ProductBuilder<'a> {
    pub(crate) fn new(shop: &'a Shop, sku: &str) -> Self {
        let body = json!({ "sku": sku, "name": format!("Product {sku}") });
        Self { shop, body, prices: Vec::new(), stock: None }
    }

    /// Its name.
    pub fn name(self, name: &str) -> Self {
        self.with("name", json!(name))
    }

    /// Its price for one unit in the default list.
    pub fn price(self, unit_price: &str) -> Self {
        self.tier("1", unit_price)
    }

    /// Its price from a quantity on in the default list.
    pub fn tier(mut self, min_quantity: &str, unit_price: &str) -> Self {
        self.prices.push((min_quantity.to_owned(), unit_price.to_owned()));
        self
    }

    /// So many on hand in the main warehouse; stock is not kept where nothing is said.
    pub fn stock(mut self, on_hand: u32) -> Self {
        self.stock = Some(on_hand.to_string());
        self
    }

    /// A service instead of goods.
    pub fn service(self) -> Self {
        self.with("kind", json!("service"))
    }

    /// Any other field of the request, such as `weight_g`.
    pub fn with(mut self, field: &str, value: Value) -> Self {
        self.body[field] = value;
        self
    }

    /// Makes it through the administrator's routes.
    pub async fn build(self) -> Product {
        let made = self.shop.admin().post("/api/v1/admin/products").json(self.body).send().await.expect(201);
        let text = |name: &str| made[name].as_str().unwrap().to_owned();
        let product = Product { id: text("id"), sku: text("sku") };
        for (min_quantity, unit_price) in &self.prices {
            self.shop.set_price(self.shop.standard_list(), &product.sku, min_quantity, unit_price).await;
        }
        if let Some(on_hand) = &self.stock {
            self.shop.set_stock(&product.sku, on_hand).await;
        }
        product
    }
}

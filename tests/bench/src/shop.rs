//! A provisioned Kontor: a tenant with a catalogue, price lists, customers and people who buy.
//! All of it comes in through commands and routes that everybody has.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use hyper::{
    HeaderMap, Method,
    header::{AUTHORIZATION, COOKIE, HeaderValue},
};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::{
    document::{self, Size},
    http::{Answer, Ask, Connection, host_headers},
    kontor::Kontor,
    options::Database,
    outcome::{Because, Outcome},
    process::{Counted, Watch},
};

/// People who buy, one per customer from the first on.
pub const BUYERS: usize = 64;
/// The tenant that is browsed and ordered from.
pub const TENANT: &str = "bench";
/// Of everybody.
pub const PASSWORD: &str = "measured-on-loopback-1";
const IMPORT_WITHIN: Duration = Duration::from_secs(900);
const ASK_EVERY: Duration = Duration::from_millis(5);

/// Somebody who may ask.
#[derive(Debug, Clone)]
pub struct Person {
    /// As a program: host and API token.
    pub api: HeaderMap,
    /// As a browser: host and session cookie.
    pub page: HeaderMap,
}

/// The provisioned server and who may ask it.
pub struct Shop {
    /// On which database.
    pub database: Database,
    /// How much there is in it.
    pub size: Size,
    /// The server.
    pub kontor: Kontor,
    /// The administrator of [`TENANT`].
    pub admin: Person,
    /// Those who buy.
    pub buyers: Vec<Person>,
    /// Whose work is counted as the database's.
    pub counted: Counted,
    /// Runs what is not under load.
    pub runtime: Runtime,
    connection: Connection,
}

impl Shop {
    /// Makes the tenant and fills it. `spare` tenants are made besides, for imports.
    pub fn provision(database: Database, size: Size, kontor: Kontor, counted: Counted, spare: usize) -> Outcome<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().because("runtime")?;
        let connection = Connection::new(kontor.address());
        let nobody = Person { api: HeaderMap::new(), page: HeaderMap::new() };
        let mut shop = Self { database, size, kontor, admin: nobody, buyers: Vec::new(), counted, runtime, connection };
        shop.kontor.operate(&["migrate"])?;
        shop.create_tenant(TENANT)?;
        for number in 0..spare {
            shop.create_tenant(&spare_tenant(number))?;
        }
        shop.kontor.start()?;
        shop.admin = shop.sign_in(TENANT, &admin_of(TENANT))?;
        shop.fill()?;
        // On SQLite the database has one process, so people are made while the server rests.
        shop.kontor.stop()?;
        (0..BUYERS).try_for_each(|number| shop.create_buyer(number))?;
        shop.restart()?;
        shop.buyers = (0..BUYERS).map(|number| shop.sign_in(TENANT, &buyer(number))).collect::<Outcome<_>>()?;
        Ok(shop)
    }

    fn create_tenant(&self, code: &str) -> Outcome {
        let host = format!("{code}.localhost");
        let tenant = ["tenant", "create", "--code", code, "--host", &host, "--currency", "GBP", "--language", "en"];
        let email = admin_of(code);
        self.kontor.operate(&[&tenant[..], &["--admin-email", &email, "--admin-password", PASSWORD]].concat())
    }

    fn create_buyer(&self, number: usize) -> Outcome {
        let (email, company) = (buyer(number), document::customer(number));
        let user = ["tenant", "user", "--tenant", TENANT, "--email", &email, "--password", PASSWORD];
        self.kontor.operate(&[&user[..], &["--role", "buyer", "--company", &company]].concat())
    }

    fn fill(&mut self) -> Outcome {
        let admin = self.admin.clone();
        for number in 0..self.size.price_lists {
            self.make_price_list(&admin, &document::price_list(number))?;
        }
        self.import(&admin, "products", self.size.product_file())?;
        self.import(&admin, "prices", self.size.price_file())?;
        for number in 0..self.size.groups {
            self.make_group(&admin, number)?;
        }
        self.import(&admin, "customers", self.size.customer_file())
    }

    /// Makes a group of customers that buys by its contract and otherwise from one of the price lists.
    fn make_group(&mut self, person: &Person, number: usize) -> Outcome {
        let code = document::group(number);
        let ask = Ask::json(
            Method::POST,
            "/api/v1/admin/customer-groups",
            &person.api,
            &json!({ "code": code, "name": code }),
        )?;
        let group = self.ask(&ask)?.success("make a group")?;
        let lists = [code, document::price_list(number % self.size.price_lists)];
        let lists = json!({ "price_lists": lists.map(|code| json!({ "code": code, "last": false })) });
        let uri = format!("/api/v1/admin/price-list-assignments/group/{}", group["id"].as_str().unwrap_or_default());
        self.ask(&Ask::json(Method::PUT, &uri, &person.api, &lists)?)?.check(204, "")
    }

    /// Makes a price list in pounds.
    pub fn make_price_list(&mut self, person: &Person, code: &str) -> Outcome {
        let body = json!({ "code": code, "name": code, "currency": "GBP", "tax_mode": "net" });
        let ask = Ask::json(Method::POST, "/api/v1/admin/price-lists", &person.api, &body)?;
        self.ask(&ask)?.success("make a price list").map(drop)
    }

    /// Imports a file and waits until all of it is in.
    pub fn import(&mut self, person: &Person, kind: &str, csv: String) -> Outcome {
        let uri = format!("/api/v1/admin/imports?kind={kind}&on_error=stop");
        let asked = format!("import {kind}");
        let ask = Ask::new(Method::POST, &uri, &person.api)?.with_body("text/csv", csv.into());
        let give_up_at = Instant::now() + IMPORT_WITHIN;
        let mut view = self.ask(&ask)?.success(&asked)?;
        while matches!(view["state"].as_str(), Some("validating" | "applying")) && Instant::now() < give_up_at {
            crate::kontor::pause(ASK_EVERY);
            let uri = format!("/api/v1/admin/imports/{}", view["id"].as_str().unwrap_or_default());
            view = self.ask(&Ask::get(&uri, &person.api)?)?.success(&asked)?;
        }
        if view["state"] == "done" && view["rows_bad"] == 0 {
            return Ok(());
        }
        Err(format!("{asked}: {view}"))
    }

    /// Signs in for pages and makes an API token.
    pub fn sign_in(&mut self, tenant: &str, email: &str) -> Outcome<Person> {
        let host = self.guest(tenant)?.api;
        let asked = format!("sign in as {email}");
        let body = json!({ "email": email, "password": PASSWORD });
        let answer = self.ask(&Ask::json(Method::POST, "/api/v1/session", &host, &body)?)?;
        let cookie = answer.cookie.clone().ok_or_else(|| format!("{asked}: {}", answer.beginning()))?;
        let session = answer.success(&asked)?;
        let mut page = host.clone();
        page.insert(COOKIE, HeaderValue::from_str(&cookie).because(&asked)?);
        let mut change = page.clone();
        let csrf = session["csrf_token"].as_str().unwrap_or_default();
        change.insert("x-csrf-token", HeaderValue::from_str(csrf).because(&asked)?);
        let ask = Ask::json(Method::POST, "/api/v1/api-tokens", &change, &json!({ "name": "bench" }))?;
        let token = self.ask(&ask)?.success(&asked)?;
        let token = format!("Bearer {}", token["token"].as_str().unwrap_or_default());
        let mut api = host;
        api.insert(AUTHORIZATION, HeaderValue::from_str(&token).because(&asked)?);
        Ok(Person { api, page })
    }

    /// Somebody who has not signed in.
    pub fn guest(&self, tenant: &str) -> Outcome<Person> {
        let host = host_headers(&self.kontor.host(tenant))?;
        Ok(Person { api: host.clone(), page: host })
    }

    /// The operator, who is of no tenant.
    pub fn operator(&self) -> Outcome<Person> {
        let token = format!("Bearer {}", self.kontor.operator_token()?);
        let mut api = host_headers(&self.kontor.host("operator"))?;
        api.insert(AUTHORIZATION, HeaderValue::from_str(&token).because("the operator's token")?);
        Ok(Person { page: api.clone(), api })
    }

    /// Asks over a connection of its own, not under load.
    pub fn ask(&mut self, ask: &Ask) -> Outcome<Answer> {
        self.runtime.block_on(self.connection.send(ask)).map_err(|cause| format!("{}: {cause}", ask.path()))
    }

    /// Asks for JSON.
    pub fn get(&mut self, uri: &str, headers: &HeaderMap) -> Outcome<Value> {
        self.ask(&Ask::get(uri, headers)?)?.success(uri)
    }

    /// How many orders the tenant has.
    pub fn orders(&mut self) -> Outcome<u64> {
        let headers = self.admin.api.clone();
        let list = self.get("/api/v1/admin/orders?page=1&limit=1", &headers)?;
        list["total"].as_u64().ok_or_else(|| format!("orders: {list}"))
    }

    /// Stops and starts the server.
    pub fn restart(&mut self) -> Outcome {
        self.connection = Connection::new(self.kontor.address());
        self.kontor.stop()?;
        self.kontor.start()
    }

    /// Where load goes.
    pub fn address(&self) -> SocketAddr {
        self.kontor.address()
    }

    /// What counts the cores in use.
    pub fn watch(&self) -> Watch {
        Watch::new(self.kontor.process().map_or(Counted::Nothing, Counted::One), self.counted)
    }
}

/// A tenant with nothing in it.
pub fn spare_tenant(number: usize) -> String {
    format!("spare{number}")
}

/// The administrator of a tenant.
pub fn admin_of(tenant: &str) -> String {
    format!("admin@{tenant}.example")
}

fn buyer(number: usize) -> String {
    format!("buyer{number}@{TENANT}.example")
}

//! The replay against a small stand-in for the server that keeps its promises and loses connections.
//! It shows that a lost answer is asked for again and never becomes a second order.

use super::address::Address;
use super::client::{Client, Identity};
use super::compare::{self, Expected};
use super::imports::{self, PriceList};
use super::place::{self, Desk};
use super::{PATIENCE, input, plan};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use std::io;
use std::str::FromStr;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

#[derive(Default)]
struct StandIn {
    orders: Vec<Value>,
    replies: HashMap<String, Value>,
    imports: Vec<String>,
    requests: usize,
    /// Every so many orders, the answer is lost after the order was placed.
    lose_every: usize,
    price_list: bool,
}

type Shared = Arc<Mutex<StandIn>>;

async fn start(lose_every: usize) -> (Address, Shared) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address =
        Address::parse(&format!("http://replay.localhost:{}", listener.local_addr().unwrap().port())).unwrap();
    let shared: Shared = Arc::new(Mutex::new(StandIn { lose_every, ..StandIn::default() }));
    let state = Arc::clone(&shared);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let state = Arc::clone(&state);
            let service = service_fn(move |request| answer(Arc::clone(&state), request));
            tokio::spawn(hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service));
        }
    });
    (address, shared)
}

async fn answer(state: Shared, request: Request<Incoming>) -> io::Result<Response<Full<Bytes>>> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    let header = |name: &str| head.headers.get(name).map(|value| value.to_str().unwrap().to_owned());
    let mut state = state.lock().unwrap();
    state.requests += 1;
    let path = head.uri.path_and_query().unwrap().as_str();
    if path != "/api/v1/session" && header("x-csrf-token").as_deref() != Some("t") {
        return reply(401, &Value::Null);
    }
    match (head.method.as_str(), head.uri.path()) {
        ("POST", "/api/v1/session") => reply(200, &json!({ "csrf_token": "t" })),
        ("POST", "/api/v1/admin/imports") => {
            state.imports.push(format!("{path} {}", String::from_utf8_lossy(&body)));
            reply(202, &json!({ "id": "i1", "state": "applying" }))
        }
        ("GET", "/api/v1/admin/imports/i1") => reply(200, &json!({ "id": "i1", "state": "done", "rows_bad": 0 })),
        ("GET", "/api/v1/admin/price-lists") => reply(200, &json!({ "items": [] })),
        ("POST", "/api/v1/admin/price-lists") => {
            state.price_list = true;
            reply(201, &Value::Null)
        }
        ("POST", "/api/v1/admin/orders") => state.place(&header("idempotency-key").unwrap(), &body),
        ("GET", "/api/v1/admin/orders") => reply(200, &json!({ "items": state.orders, "total": state.orders.len() })),
        _ => reply(404, &Value::Null),
    }
}

impl StandIn {
    fn place(&mut self, key: &str, body: &[u8]) -> io::Result<Response<Full<Bytes>>> {
        if let Some(order) = self.replies.get(key) {
            let mut again = reply(201, order)?;
            again.headers_mut().insert("idempotency-replayed", "true".parse().unwrap());
            return Ok(again);
        }
        let order = summary(&serde_json::from_slice(body).unwrap());
        self.orders.push(order.clone());
        self.replies.insert(key.to_owned(), order.clone());
        if self.lose_every > 0 && self.orders.len().is_multiple_of(self.lose_every) {
            return Err(io::Error::other("the connection breaks before the answer"));
        }
        reply(201, &order)
    }
}

fn summary(body: &Value) -> Value {
    let decimal = |value: &Value| Decimal::from_str(value.as_str().unwrap()).unwrap();
    let lines = body["lines"].as_array().unwrap();
    let net: Decimal = lines.iter().map(|line| decimal(&line["quantity"]) * decimal(&line["unit_price"])).sum();
    json!({ "external_id": body["external_id"], "company": { "code": body["company_code"] }, "currency": "GBP",
        "order_date": body["order_date"], "net_total": net.to_string(), "line_count": lines.len() })
}

fn reply(status: u16, body: &Value) -> io::Result<Response<Full<Bytes>>> {
    let answer = Response::builder().status(status).header("set-cookie", "kontor_session=s; Path=/; HttpOnly");
    answer.body(Full::new(Bytes::from(body.to_string()))).map_err(io::Error::other)
}

fn example(invoices: usize) -> plan::Plan {
    let rows: String =
        (1..=invoices).map(|n| format!("{n},A,x,{n},1.25,7,EIRE\n{n},POST,POSTAGE,1,18,7,EIRE\n")).collect();
    let file = format!("{}\n{rows}", input::COLUMNS.join(","));
    plan::plan(&input::read(file.as_bytes()).unwrap())
}

fn expected() -> Expected {
    Expected { order_date: "2010-12-01".into(), currency: "GBP".into() }
}

async fn signed_in(address: &Address) -> Client {
    let mut client = Client::new(address.clone(), Identity::Anonymous, PATIENCE);
    client.sign_in("desk@replay.example", "secret").await.unwrap();
    client
}

#[tokio::test]
async fn lost_answers_are_asked_for_again_and_every_order_is_there_once() {
    let (address, state) = start(5).await;
    let plan = example(40);
    let mut client = signed_in(&address).await;
    let desk = Desk::new(plan.orders.clone(), expected(), HashSet::new());
    let achieved = place::place_all(&desk, &client, 3).await.unwrap();
    assert_eq!((achieved.placed, achieved.replayed, achieved.findings), (40, 8, vec![]));
    let orders = place::read_all(&mut client).await.unwrap();
    assert_eq!(compare::compare_all(&plan, &orders, &expected()), []);
    assert_eq!((orders.len(), compare::net_of_all(&plan, &orders)), (40, plan.net()));
    assert_eq!(state.lock().unwrap().orders.len(), 40);
}

#[tokio::test]
async fn a_resumed_run_asks_only_for_what_is_missing() {
    let (address, state) = start(0).await;
    let plan = example(10);
    let mut client = signed_in(&address).await;
    let first = Desk::new(plan.orders[..4].to_vec(), expected(), HashSet::new());
    place::place_all(&first, &client, 1).await.unwrap();
    let present = place::invoices_of(&place::read_all(&mut client).await.unwrap());
    let before = state.lock().unwrap().requests;
    let achieved = place::place_all(&Desk::new(plan.orders.clone(), expected(), present), &client, 1).await.unwrap();
    assert_eq!((achieved.placed, achieved.replayed), (10, 4));
    assert_eq!(state.lock().unwrap().requests - before, 6);
}

#[tokio::test]
async fn files_are_imported_in_the_order_in_which_they_need_each_other() {
    let (address, state) = start(0).await;
    let list = PriceList { code: "retail".into(), currency: "GBP".into() };
    let mut client = signed_in(&address).await;
    imports::import_all(&mut client, &example(1), input::Encoding::Windows1252, &list).await.unwrap();
    let state = state.lock().unwrap();
    let kinds: Vec<&str> = state.imports.iter().map(|import| import.split(['=', '&']).nth(1).unwrap()).collect();
    assert_eq!(kinds, ["products", "prices", "customers", "stock"]);
    assert!(state.imports[0].contains("encoding=windows-1252&on_error=stop"));
    assert!(state.price_list);
}

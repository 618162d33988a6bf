//! Places the orders over several connections and reads all of them back.
//! What was acknowledged is compared at once; what is only believed is not counted.

use super::client::{Client, Reply, Request};
use super::compare::{Expected, compare, invoice_of};
use super::documents::{idempotency_key, order_body};
use super::plan::Order;
use super::report::{Finding, FindingKind};
use crate::failure::{Failure, Outcome};
use serde_json::Value;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::task::JoinSet;

const PROGRESS_EVERY: usize = 100;
const PAGE: usize = 200;

/// The orders of a run and how far it has come.
pub struct Desk {
    pub orders: Vec<Order>,
    pub expected: Expected,
    /// Invoices that an earlier run has placed, when this one resumes.
    pub present: HashSet<String>,
    next: AtomicUsize,
    done: AtomicUsize,
}

/// What the workers have achieved.
#[derive(Debug, Default)]
pub struct Achieved {
    pub placed: usize,
    pub replayed: usize,
    pub findings: Vec<Finding>,
}

impl Desk {
    /// A desk with nothing placed yet in this run.
    pub fn new(orders: Vec<Order>, expected: Expected, present: HashSet<String>) -> Arc<Self> {
        Arc::new(Self { orders, expected, present, next: AtomicUsize::new(0), done: AtomicUsize::new(0) })
    }

    /// How many orders have been answered so far.
    pub fn done(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }

    fn count_one(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if done.is_multiple_of(PROGRESS_EVERY) {
            eprintln!("orders: {done} of {}", self.orders.len());
        }
    }
}

/// Places every order once, over as many connections as said.
pub async fn place_all(desk: &Arc<Desk>, client: &Client, connections: usize) -> Outcome<Achieved> {
    let mut workers = JoinSet::new();
    for _ in 0..connections.max(1) {
        workers.spawn(work(Arc::clone(desk), client.another()));
    }
    let mut achieved = Achieved::default();
    while let Some(worker) = workers.join_next().await {
        let part = worker.map_err(|cause| Failure::new(format!("a worker of the replay broke: {cause}")))??;
        achieved.placed += part.placed;
        achieved.replayed += part.replayed;
        achieved.findings.extend(part.findings);
    }
    Ok(achieved)
}

async fn work(desk: Arc<Desk>, mut client: Client) -> Outcome<Achieved> {
    let mut achieved = Achieved::default();
    while let Some(order) = desk.orders.get(desk.next.fetch_add(1, Ordering::Relaxed)) {
        if desk.present.contains(&order.invoice) {
            achieved.placed += 1;
            achieved.replayed += 1;
        } else {
            let reply = place(&mut client, order, &desk.expected).await?;
            achieved.add(order, &reply, &desk.expected);
        }
        desk.count_one();
    }
    Ok(achieved)
}

async fn place(client: &mut Client, order: &Order, expected: &Expected) -> Outcome<Reply> {
    let body = order_body(order, &expected.order_date);
    let request = Request::post("/api/v1/admin/orders", &body).once_as(idempotency_key(order));
    client.send(&request).await
}

impl Achieved {
    fn add(&mut self, order: &Order, reply: &Reply, expected: &Expected) {
        if reply.status != 201 {
            let detail = reply.refusal();
            eprintln!("invoice {}: {detail}", order.invoice);
            self.findings.push(Finding { kind: FindingKind::Refused, invoice: order.invoice.clone(), detail });
            return;
        }
        self.placed += 1;
        self.replayed += usize::from(reply.replayed);
        self.findings.extend(compare(order, &reply.body, expected));
    }
}

/// Every order of the tenant, page by page in the order of their numbers.
pub async fn read_all(client: &mut Client) -> Outcome<Vec<Value>> {
    let mut orders = Vec::new();
    for page in 1.. {
        let path = format!("/api/v1/admin/orders?sort=number&limit={PAGE}&page={page}");
        let mut answer = client.send(&Request::get(path)).await?.success("list orders")?;
        let Some(Value::Array(items)) = answer.get_mut("items").map(Value::take) else {
            return Err(Failure::new("list orders: the answer has no items"));
        };
        let last = items.len() < PAGE;
        orders.extend(items);
        if last {
            let total = answer["total"].as_u64().unwrap_or_default();
            return check_total(orders, total);
        }
    }
    Ok(orders)
}

fn check_total(orders: Vec<Value>, total: u64) -> Outcome<Vec<Value>> {
    if u64::try_from(orders.len()).is_ok_and(|read| read == total) {
        return Ok(orders);
    }
    Err(Failure::new(format!("list orders: {} items on all pages, but total {total}", orders.len())))
}

/// The invoices among orders read back.
pub fn invoices_of(orders: &[Value]) -> HashSet<String> {
    orders.iter().filter_map(invoice_of).map(str::to_owned).collect()
}

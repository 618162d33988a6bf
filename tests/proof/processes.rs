//! Promise 34 and the small form of 7, on the real binary: told to stop under load it fails nobody, and killed under
//! load it loses and doubles nothing that it has acknowledged.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use kontor_testkit::{Client, Database, Reply, Server, ServerSpec, eventually};
use serde_json::{Value, json};
use tokio::task::JoinHandle;

const ORDERS: &str = "/api/v1/admin/orders";
const WORKERS: usize = 8;
/// Promise 34.
const STOPS_WITHIN: Duration = Duration::from_secs(10);

fn run(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(test);
}

/// Something to sell and somebody to sell it to.
async fn stocked(database: Database) -> Server {
    let server = Server::start(ServerSpec { database, env: &[] }).await;
    let admin = server.admin().await;
    let rates =
        json!({ "rates": [{ "country": "GB", "class": "standard", "rate": "20", "valid_from": "2000-01-01" }] });
    admin.put("/api/v1/admin/tax-rates").json(rates).send().await.expect(200);
    let uploads = [
        ("products", "sku,name,on_hand\nBOLT,Bolt,100000\n"),
        ("prices", "price_list,sku,unit_price,currency\nstandard,BOLT,2.55,GBP\n"),
        ("customers", "code,name,country\nACME,Acme,GB\n"),
    ];
    for (kind, file) in uploads {
        let upload = admin.post(format!("/api/v1/admin/imports?kind={kind}")).body("text/csv", file);
        let run = upload.send().await.expect(202);
        let path = format!("/api/v1/admin/imports/{}", run["id"].as_str().unwrap());
        let run = eventually("the import has ended", || async {
            let run = admin.get(&path).send().await.expect(200);
            (!matches!(run["state"].as_str(), Some("validating" | "applying"))).then_some(run)
        })
        .await;
        assert_eq!(run["state"], "done", "{run}");
    }
    server
}

fn order(number: usize) -> Value {
    json!({ "company_code": "ACME", "external_id": { "system": "proof", "id": format!("n{number}") },
        "lines": [{ "sku": "BOLT", "quantity": "1" }] })
}

/// What became of a request: its number, and the reply where there was one.
type Sent = (usize, Option<Reply>);

/// Clients that place one order after the other, each under a number and key of its own, until told to stop.
struct Load {
    next: Arc<AtomicUsize>,
    acknowledged: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
    sent: Arc<Mutex<Vec<Sent>>>,
    workers: Vec<JoinHandle<()>>,
}

impl Load {
    fn start(client: &Client, first: usize) -> Self {
        let mut load = Self {
            next: Arc::new(AtomicUsize::new(first)),
            acknowledged: Arc::default(),
            stop: Arc::default(),
            sent: Arc::default(),
            workers: Vec::new(),
        };
        load.workers = (0..WORKERS).map(|_| tokio::spawn(load.worker(client.clone()))).collect();
        load
    }

    fn worker(&self, client: Client) -> impl Future<Output = ()> + use<> {
        let (next, acknowledged) = (Arc::clone(&self.next), Arc::clone(&self.acknowledged));
        let (stop, sent) = (Arc::clone(&self.stop), Arc::clone(&self.sent));
        async move {
            while !stop.load(Ordering::Relaxed) {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let request = client.post(ORDERS).json(order(number)).key(format!("k{number}"));
                let reply = request.try_send().await.ok();
                let is_gone = reply.is_none();
                if reply.as_ref().is_some_and(|reply| reply.status == 201) {
                    acknowledged.fetch_add(1, Ordering::Relaxed);
                }
                sent.lock().unwrap().push((number, reply));
                if is_gone {
                    return;
                }
            }
        }
    }

    async fn until_acknowledged(&self, many: usize) {
        eventually("enough orders are acknowledged", || async {
            (self.acknowledged.load(Ordering::Relaxed) >= many).then_some(())
        })
        .await;
    }

    /// Waits until every client has noticed that nobody answers any more.
    async fn ended(self) -> Vec<Sent> {
        for worker in self.workers {
            worker.await.unwrap();
        }
        self.stop.store(true, Ordering::Relaxed);
        std::mem::take(&mut *self.sent.lock().unwrap())
    }
}

/// How many orders carry each number: by external id, read through the order desk's list.
async fn placed(desk: &Client) -> Vec<(String, String)> {
    let (mut found, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = desk.get(format!("{ORDERS}?limit=200&sort=number{cursor}")).send().await.expect(200);
        for item in page["items"].as_array().unwrap() {
            let external = item["external_id"]["id"].as_str().unwrap_or_default().to_owned();
            found.push((external, item["id"].as_str().unwrap().to_owned()));
        }
        let Some(next) = page["next_cursor"].as_str() else { return found };
        cursor = format!("&cursor={next}");
    }
}

async fn a_server_told_to_stop_fails_nobody(database: Database) {
    let mut server = stocked(database).await;
    let load = Load::start(&server.desk().await, 0);
    load.until_acknowledged(40).await;
    let told_at = Instant::now();
    server.terminate();
    let status = server.ended().await;
    let took = told_at.elapsed();
    assert!(status.success(), "{status}: {}", server.log());
    assert!(took <= STOPS_WITHIN, "it took {took:?}");
    let sent = load.ended().await;

    server.restart().await;
    let found = placed(&server.desk().await).await;
    let mut acknowledged = 0;
    for (number, reply) in &sent {
        let there = found.iter().filter(|(external, _)| *external == format!("n{number}")).count();
        match reply {
            Some(reply) => {
                reply.expect(201);
                acknowledged += 1;
                assert_eq!(there, 1, "order {number} was acknowledged");
            }
            // Nobody took it: it came when the door was closed, and has had no effect.
            None => assert_eq!(there, 0, "order {number} was taken and never answered"),
        }
    }
    assert!(acknowledged >= 40);
    println!("stopped in {took:?} after {acknowledged} orders, {} refused at the door", sent.len() - acknowledged);
}

async fn a_killed_server_has_every_acknowledged_order_once(database: Database) {
    let mut server = stocked(database).await;
    let mut first = 0;
    let mut acknowledged: Vec<(usize, String)> = Vec::new();
    for _ in 0..2 {
        let load = Load::start(&server.desk().await, first);
        load.until_acknowledged(30).await;
        server.kill();
        let sent = load.ended().await;
        server.restart().await;
        let desk = server.desk().await;
        for (number, reply) in sent {
            first = first.max(number + 1);
            let again = desk.post(ORDERS).json(order(number)).key(format!("k{number}")).send().await;
            let id = again.expect(201)["id"].as_str().unwrap().to_owned();
            if let Some(reply) = reply {
                assert_eq!(reply.expect(201)["id"].as_str(), Some(id.as_str()), "order {number} changed its identity");
                assert!(again.is_replay(), "order {number} was acknowledged and had to be placed anew");
            }
            acknowledged.push((number, id));
        }
    }
    let found = placed(&server.desk().await).await;
    assert_eq!(found.len(), acknowledged.len());
    for (number, id) in &acknowledged {
        let same: Vec<_> = found.iter().filter(|(external, _)| *external == format!("n{number}")).collect();
        assert!(same.len() == 1 && same[0].1 == *id, "order {number}: {same:?}");
    }
    let stock = server.admin().await.get("/api/v1/admin/stock?q=BOLT").send().await.expect(200);
    assert_eq!(stock["items"][0]["available"], (100_000 - acknowledged.len()).to_string(), "{stock}");
    println!("{} orders through two kills, each once", acknowledged.len());
}

/// The same retries without keys: whoever was acknowledged is served twice.
async fn without_keys_the_naive_twin_doubles_orders(database: Database) {
    let mut server = stocked(database).await;
    let body = json!({ "company_code": "ACME", "lines": [{ "sku": "BOLT", "quantity": "1" }] });
    for _ in 0..2 {
        let desk = server.desk().await;
        for _ in 0..3 {
            desk.post(ORDERS).json(body.clone()).send().await.expect(201);
        }
        server.kill();
        server.restart().await;
    }
    assert_eq!(placed(&server.desk().await).await.len(), 6, "a careless retry would have been harmless");
}

macro_rules! on_both {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test]
            fn $test() {
                super::run(super::$test(kontor_testkit::Database::Sqlite));
            })+
        }
        mod postgres {
            $(#[test]
            fn $test() {
                super::run(super::$test(kontor_testkit::Database::Postgres));
            })+
        }
    };
}

on_both!(
    a_server_told_to_stop_fails_nobody,
    a_killed_server_has_every_acknowledged_order_once,
    without_keys_the_naive_twin_doubles_orders,
);

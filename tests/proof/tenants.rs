//! Promises about tenants as such, on the real binary: an erasure survives sudden death, commands work beside a running
//! server, and a neighbour that asks ten times too much does not make anybody else wait.

use std::{
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use kontor_testkit::{Client, Database, PASSWORD, Server, ServerSpec, eventually};
use serde_json::{Value, json};

const TENANTS: &str = "/api/v1/operator/tenants";
const LISTED: &str = "/api/v1/admin/products?limit=24";

fn run(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(test);
}

/// A second tenant beside the one a server starts with.
async fn another(server: &Server, code: &str) -> Client {
    let email = format!("admin@{code}.example");
    let body = json!({ "code": code, "address": { "country": "GB" }, "hosts": [format!("{code}.localhost")],
        "currency": "GBP", "languages": ["en"], "administrator": { "email": email, "password": PASSWORD } });
    server.operator().post(TENANTS).json(body).send().await.expect(201);
    server.client(&format!("{code}.localhost")).sign_in(&email, PASSWORD).await
}

async fn import(admin: &Client, rows: Range<usize>) {
    let file: String = rows.map(|number| format!("S{number:06},Product {number} with a canary\n")).collect();
    let upload = admin.post("/api/v1/admin/imports?kind=products").body("text/csv", format!("sku,name\n{file}"));
    let id = upload.send().await.expect(202)["id"].as_str().unwrap().to_owned();
    let done = eventually("the import has ended", || async {
        let run = admin.get(format!("/api/v1/admin/imports/{id}")).send().await.expect(200);
        (!matches!(run["state"].as_str(), Some("validating" | "applying"))).then_some(run)
    })
    .await;
    assert_eq!(done["state"], "done", "{done}");
}

async fn look(server: &Server, code: &str) -> Value {
    server.operator().get(format!("{TENANTS}/{code}")).send().await.expect(200)
}

fn left(tenant: &Value) -> u64 {
    let tables = tenant["erasure"]["tables"].as_object().cloned().unwrap_or_default();
    tables.values().filter_map(|table| table["left"].as_u64()).sum()
}

#[test]
fn an_erasure_that_is_killed_again_and_again_ends_on_sqlite() {
    run(survives_kills(Database::Sqlite));
}

#[test]
fn an_erasure_that_is_killed_again_and_again_ends_on_postgres() {
    run(survives_kills(Database::Postgres));
}

async fn survives_kills(database: Database) {
    let mut server = Server::start(ServerSpec { database, env: &[] }).await;
    import(&server.admin().await, 0..300).await;
    let gone = another(&server, "gone").await;
    for part in 0..4 {
        import(&gone, part * 3_000..(part + 1) * 3_000).await;
    }
    let path = format!("{TENANTS}/gone");
    let suspended = json!({ "status": "suspended", "reason": "the contract has ended" });
    server.operator().patch(&path).json(suspended).send().await.expect(200);
    server.operator().delete(&path).json(json!({ "confirm": "gone" })).send().await.expect(202);
    let mut kills = 0;
    let mut before = u64::MAX;
    while kills < 3 {
        let tenant = eventually("the erasure gets on", || async {
            let tenant = look(&server, "gone").await;
            (tenant["status"] == "erased" || (0..before).contains(&left(&tenant)) && left(&tenant) > 0)
                .then_some(tenant)
        })
        .await;
        if tenant["status"] == "erased" {
            break;
        }
        before = left(&tenant);
        server.kill();
        server.restart().await;
        kills += 1;
    }
    assert!(kills > 0, "it was over before it could be killed");
    let tenant = eventually("the erasure ends", || async {
        let tenant = look(&server, "gone").await;
        (tenant["status"] == "erased").then_some(tenant)
    })
    .await;
    assert_eq!(left(&tenant), 0, "{tenant}");
    assert!(tenant["erasure"]["tables"]["catalog_products"]["rows"].as_u64() >= Some(12_000), "{tenant}");
    println!("killed {kills} times; {}", tenant["erasure"]["people"]);
    let closed = server.client("gone.localhost").get("/api/v1/session").send().await;
    assert!(matches!(closed.status, 404 | 503), "{}", closed.status);
    let list = server.admin().await.get("/api/v1/admin/products?page=1").send().await.expect(200);
    assert_eq!(list["total"], 300, "the neighbour's products");
    if database == Database::Sqlite {
        let file = std::fs::read(server.path("kontor.db")).unwrap();
        let word = "gone.localhost".as_bytes();
        assert!(!file.windows(word.len()).any(|window| window == word), "the file holds a trace of it");
    }
}

#[test]
fn commands_about_tenants_work_beside_a_running_server_and_without_one_on_sqlite() {
    run(commands(Database::Sqlite));
}

#[test]
fn commands_about_tenants_work_beside_a_running_server_and_without_one_on_postgres() {
    run(commands(Database::Postgres));
}

async fn commands(database: Database) {
    let mut server = Server::start(ServerSpec { database, env: &[] }).await;
    for is_running in [true, false] {
        let code = if is_running { "beside" } else { "without" };
        if !is_running {
            server.kill();
        }
        let (host, email) = (format!("{code}.localhost"), format!("admin@{code}.example"));
        let create = ["tenant", "create", "--code", code, "--host", &host, "--currency", "GBP", "--language", "en"];
        let create = [&create[..], &["--admin-email", &email, "--admin-password", PASSWORD]].concat();
        assert!(server.operate(&create).contains("is ready"));
        assert!(server.operate(&create).contains("exists already"));
        let list = server.operate(&["tenant", "list"]);
        assert!(list.contains(code) && list.contains("active") && list.contains("shop"), "{list}");
        let quotas = server.operate(&["tenant", "quota", code, "--products", "5"]);
        assert!(quotas.lines().any(|line| line.starts_with("products") && line.ends_with(" 5")), "{quotas}");
        let early = server.try_operate(&["tenant", "erase", code, "--confirm", code]).unwrap_err();
        assert!(early.contains("still active"), "{early}");
        server.operate(&["tenant", "suspend", code, "--reason", "a test"]);
        assert!(server.operate(&["tenant", "list"]).contains("suspended"));
        server.operate(&["tenant", "resume", code]);
        server.operate(&["tenant", "suspend", code, "--reason", "a test"]);
        let file = server.path("export.ndjson");
        server.operate(&["tenant", "export", code, "--to", file.to_str().unwrap()]);
        let saved = std::fs::read_to_string(&file).unwrap();
        let printed = server.operate(&["tenant", "export", code]);
        assert!(saved.lines().count() > 10 && saved.lines().last().unwrap().contains("\"end\":true"), "{saved}");
        assert!(printed.lines().last().unwrap().contains("\"end\":true"));
        assert!(server.try_operate(&["tenant", "export", "nobody"]).unwrap_err().contains("no such tenant"));
        let erased = server.operate(&["tenant", "erase", code, "--confirm", code]);
        assert!(erased.contains("are gone"), "{erased}");
        assert!(!server.operate(&["tenant", "list"]).contains(code));
    }
    let log = server.log();
    let token = std::fs::read_to_string(server.path("operator-token")).unwrap();
    assert!(!log.contains(token.trim()), "the token is in the log");
    // On PostgreSQL the commands have asked the database themselves.
    assert_eq!(log.contains("the operator calls"), database == Database::Sqlite, "{log}");
}

/// How long one request after the other takes: the 99th of a hundred.
async fn p99(client: &Client, requests: usize) -> Duration {
    let mut took = Vec::with_capacity(requests);
    for _ in 0..requests {
        let begun = Instant::now();
        client.get(LISTED).send().await.expect(200);
        took.push(begun.elapsed());
    }
    took.sort_unstable();
    took[requests * 99 / 100 - 1]
}

/// Asks at a rate until told to stop.
fn flood(
    client: &Client,
    per_second: u32,
    stop: &Arc<AtomicBool>,
    refused: &Arc<AtomicUsize>,
) -> Vec<tokio::task::JoinHandle<()>> {
    const WORKERS: u32 = 8;
    let pause = Duration::from_secs(1) * WORKERS / per_second;
    let worker = |_| {
        let (client, stop, refused) = (client.clone(), Arc::clone(stop), Arc::clone(refused));
        tokio::spawn(async move {
            let mut ticks = tokio::time::interval(pause);
            while !stop.load(Ordering::Relaxed) {
                ticks.tick().await;
                let reply = client.get(LISTED).send().await;
                refused.fetch_add(usize::from(reply.status == 429), Ordering::Relaxed);
            }
        })
    };
    (0..WORKERS).map(worker).collect()
}

/// Promise 33 for a noisy tenant. Measured on a quiet machine it says something; beside other tests it would not.
#[test]
#[ignore = "measures durations"]
fn a_neighbour_at_ten_times_its_rate_makes_nobody_else_wait_twice_as_long() {
    const RATE: u32 = 50;
    /// Below this a doubling is the machine's own noise.
    const NOISE: Duration = Duration::from_millis(8);
    run(async {
        let server = Server::start(ServerSpec { database: Database::Sqlite, env: &[] }).await;
        let quiet = server.admin().await;
        import(&quiet, 0..500).await;
        let noisy = another(&server, "noisy").await;
        import(&noisy, 0..500).await;
        let limit = json!({ "quotas": { "requests_per_second": RATE, "request_burst": RATE } });
        server.operator().patch(format!("{TENANTS}/noisy")).json(limit).send().await.expect(200);
        p99(&quiet, 200).await;
        let alone = p99(&quiet, 1_000).await;
        let (stop, refused) = (Arc::new(AtomicBool::new(false)), Arc::default());
        let floods = flood(&noisy, RATE * 10, &stop, &refused);
        tokio::time::sleep(Duration::from_millis(500)).await;
        let beside = p99(&quiet, 1_000).await;
        stop.store(true, Ordering::Relaxed);
        for worker in floods {
            worker.await.unwrap();
        }
        let refused = refused.load(Ordering::Relaxed);
        println!("p99 alone {alone:?}, beside the noisy one {beside:?}; {refused} of its requests were refused");
        assert!(refused > 500, "the noisy one was let through: {refused}");
        assert!(beside <= (alone * 2).max(NOISE), "{alone:?} became {beside:?}");
    });
}

//! Promise 36 on the real binary: a large file with one per cent of bad rows comes in while others go on, the process is
//! killed in the middle, and in the end every good row is there once and the report names every bad one.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use kontor_testkit::{
    Client, Database, Server, ServerSpec,
    generate::{Content, Generated},
};
use serde_json::{Value, json};

/// What others may wait for while a file comes in, at the most; a debug build on a busy machine is no yardstick.
const LONGEST_WAIT: Duration = Duration::from_secs(5);
/// A worker that was killed loses its lease after a minute.
const PATIENCE: Duration = Duration::from_secs(150);
/// The promise of `performance.md`.
const MOST_MIB: u64 = 256;

fn run(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(test);
}

fn file_of(generated: Generated) -> Vec<u8> {
    let mut file = Vec::new();
    generated.write(&mut file).unwrap();
    file
}

async fn see(client: &Client, run: &str) -> Value {
    client.get(format!("/api/v1/admin/imports/{run}")).send().await.expect(200)
}

/// Asks until a run is as wanted.
async fn until(client: &Client, run: &str, patience: Duration, wanted: impl Fn(&Value) -> bool) -> Value {
    let begun = Instant::now();
    loop {
        let view = see(client, run).await;
        if wanted(&view) {
            return view;
        }
        assert!(begun.elapsed() < patience, "it takes too long: {view}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn has_ended(view: &Value) -> bool {
    !matches!(view["state"].as_str(), Some("uploaded" | "validating" | "applying"))
}

/// Somebody who looks at products while the file comes in, and how long they waited at the most.
struct Neighbour {
    stop: Arc<AtomicBool>,
    longest_micros: Arc<AtomicU64>,
    task: tokio::task::JoinHandle<u64>,
}

/// What somebody else does while a file comes in.
#[derive(Clone, Copy)]
enum Life {
    /// They browse and order, for which the catalogue is in memory.
    Trade,
    /// They look at orders: what the import itself needs is not mixed with a catalogue of a million products.
    Desk,
}

impl Life {
    /// Does it once; nothing where the server is gone.
    async fn once(self, desk: &Client) -> Option<()> {
        let looked = match self {
            Self::Trade => desk.get("/api/v1/products?limit=24"),
            Self::Desk => desk.get("/api/v1/admin/orders?limit=24"),
        };
        assert_eq!(looked.try_send().await.ok()?.status, 200, "somebody else was turned away");
        if matches!(self, Self::Trade) {
            let order = json!({ "company_code": "ACME", "lines": [{ "sku": "BOLT", "quantity": "1" }] });
            let placed = desk.post("/api/v1/admin/orders").json(order).try_send().await.ok()?;
            assert_eq!(placed.status, 201, "{}", placed.text());
        }
        Some(())
    }
}

impl Neighbour {
    fn begin(desk: Client, life: Life) -> Self {
        let (stop, longest_micros) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        let (stopped, longest) = (Arc::clone(&stop), Arc::clone(&longest_micros));
        let task = tokio::spawn(async move {
            let mut served = 0;
            while !stopped.load(Ordering::Relaxed) {
                let begun = Instant::now();
                if life.once(&desk).await.is_none() {
                    return served;
                }
                longest.fetch_max(begun.elapsed().as_micros().try_into().unwrap(), Ordering::Relaxed);
                served += 1;
            }
            served
        });
        Self { stop, longest_micros, task }
    }

    async fn end(self) -> (u64, Duration) {
        self.stop.store(true, Ordering::Relaxed);
        let served = self.task.await.unwrap();
        (served, Duration::from_micros(self.longest_micros.load(Ordering::Relaxed)))
    }
}

async fn brought_in(admin: &Client, kind: &str, file: impl Into<Vec<u8>>) -> Value {
    let upload = admin.post(format!("/api/v1/admin/imports?kind={kind}")).body("text/csv", file.into());
    let run = upload.send().await.expect(202)["id"].as_str().unwrap().to_owned();
    until(admin, &run, PATIENCE, has_ended).await
}

/// A shop in which somebody can order while a file comes in.
async fn open_shop(database: Database) -> Server {
    let server = Server::start(ServerSpec { database, env: &[] }).await;
    let admin = server.admin().await;
    let rates =
        json!({ "rates": [{ "country": "GB", "class": "standard", "rate": "20", "valid_from": "2000-01-01" }] });
    admin.put("/api/v1/admin/tax-rates").json(rates).send().await.expect(200);
    for (kind, file) in [
        ("products", "sku,name,on_hand\nBOLT,Bolt,1000000\n"),
        ("prices", "price_list,sku,unit_price,currency\nstandard,BOLT,2.55,GBP\n"),
        ("customers", "code,name,country\nACME,Acme,GB\n"),
    ] {
        assert_eq!(brought_in(&admin, kind, file).await["state"], "done");
    }
    server
}

/// Every line that the report must have: place and code of each bad row.
fn expected_report(generated: Generated) -> Vec<String> {
    let bad = (0..generated.rows).filter_map(|row| Some((row, generated.badness(row)?)));
    bad.map(|(row, (column, code))| format!("{},{column},{code}", row + 2)).collect()
}

/// The lines of a report without the values and sentences.
fn told_report(report: &str) -> Vec<String> {
    let place = |line: &str| {
        let cells = csv_cells(line);
        format!("{},{},{}", cells[0], cells[1], cells[3])
    };
    report.lines().skip(1).map(place).collect()
}

/// The cells of a line, of which some are quoted; none holds a line break.
fn csv_cells(line: &str) -> Vec<String> {
    let (mut cells, mut cell, mut is_quoted) = (Vec::new(), String::new(), false);
    for letter in line.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(std::mem::take(&mut cell)),
            other => cell.push(other),
        }
    }
    cells.push(cell);
    cells
}

/// The promise itself, and how long it took.
async fn a_large_file_comes_in_whole_though_the_process_is_killed(database: Database, rows: u64, life: Life) {
    let generated = Generated { content: Content::Products, rows, bad_per_10_000: 100, seed: 36 };
    let (file, bad) = (file_of(generated), generated.bad_rows());
    let mut server = open_shop(database).await;
    let admin = server.admin().await;
    let neighbour = Neighbour::begin(server.desk().await, life);
    let upload = admin.post("/api/v1/admin/imports?kind=products&on_error=skip&file_name=many.csv");
    let upload = upload.body("text/csv", file.clone()).key("many").send().await.expect(202);
    let run = upload["id"].as_str().unwrap().to_owned();
    let some = i64::try_from(rows / 10).unwrap();
    until(&admin, &run, PATIENCE, |view| view["rows_applied"].as_i64() >= Some(some)).await;
    let peak_before = server.peak_mib();
    server.kill();
    let (served, longest) = neighbour.end().await;
    assert!(served > 0 && longest < LONGEST_WAIT, "{served} served, the longest wait {longest:?}");

    server.restart().await;
    let admin = server.admin().await;
    let broken_off = see(&admin, &run).await;
    assert_eq!(broken_off["state"], "applying", "it had ended before the process was killed: {broken_off}");
    let neighbour = Neighbour::begin(server.desk().await, life);
    let patience = PATIENCE + Duration::from_secs(rows / 100);
    let ended = until(&admin, &run, patience, has_ended).await;
    let (_, longest) = neighbour.end().await;
    assert!(longest < LONGEST_WAIT, "the longest wait was {longest:?}");
    let counts = ["state", "rows_total", "rows_applied", "rows_bad", "created", "updated", "unchanged"];
    assert_eq!(
        json!(counts.map(|name| ended[name].clone())),
        json!(["done", rows, rows - bad, bad, rows - bad, 0, 0]),
        "{ended}"
    );
    let report = admin.get(format!("/api/v1/admin/imports/{run}/report.csv")).send().await;
    assert_eq!(told_report(&report.text()), expected_report(generated));
    let list = admin.get("/api/v1/admin/products?page=1&limit=1").send().await.expect(200);
    assert_eq!(list["total"], json!(rows - bad + 1), "the bolt and every good row once");
    for peak in [peak_before, server.peak_mib()].into_iter().flatten() {
        assert!(peak <= MOST_MIB, "{peak} MiB");
    }

    let again = admin.post("/api/v1/admin/imports?kind=products&on_error=skip&file_name=many.csv");
    let again = again.body("text/csv", file.clone()).key("many").send().await.expect(202);
    assert_eq!(again["id"], json!(run), "the same file under the same key is the same run");
    let anew = brought_in(&admin, "products&on_error=skip", file).await;
    assert_eq!(json!([anew["unchanged"], anew["created"], anew["updated"]]), json!([rows - bad, 0, 0]));
    println!("{rows} rows, {bad} bad, killed at {}; peak {peak_before:?} MiB", broken_off["rows_applied"]);
}

/// The careless way: a file is sent again after a kill, and nobody counts what was there already.
async fn whoever_sends_rows_one_by_one_does_not_know_what_was_written(database: Database) {
    let mut server = open_shop(database).await;
    let admin = server.admin().await;
    let mut acknowledged = 0;
    for row in 0..40 {
        let product = json!({ "sku": format!("N-{row}"), "name": "Naive" });
        acknowledged += usize::from(admin.post("/api/v1/admin/products").json(product).send().await.status == 201);
        if row == 19 {
            server.kill();
            break;
        }
    }
    server.restart().await;
    let admin = server.admin().await;
    let mut refused = 0;
    for row in 0..40 {
        let product = json!({ "sku": format!("N-{row}"), "name": "Naive" });
        refused += usize::from(admin.post("/api/v1/admin/products").json(product).send().await.status != 201);
    }
    assert_eq!((acknowledged, refused), (20, 20), "sending again collides with what was written");
}

macro_rules! on_both {
    ($($(#[$attribute:meta])* $name:ident => $test:expr),+ $(,)?) => {
        mod sqlite {
            use super::*;
            $(#[test]
            $(#[$attribute])*
            fn $name() {
                run($test(Database::Sqlite));
            })+
        }
        mod postgres {
            use super::*;
            $(#[test]
            $(#[$attribute])*
            fn $name() {
                run($test(Database::Postgres));
            })+
        }
    };
}

on_both!(
    ten_thousand_rows_come_in_whole_though_the_process_is_killed =>
        |database| a_large_file_comes_in_whole_though_the_process_is_killed(database, 10_000, Life::Trade),
    #[ignore = "takes minutes; part of `make proof`"]
    a_million_rows_come_in_whole_though_the_process_is_killed =>
        |database| a_large_file_comes_in_whole_though_the_process_is_killed(database, 1_000_000, Life::Desk),
    the_naive_twin_collides_with_what_it_wrote => whoever_sends_rows_one_by_one_does_not_know_what_was_written,
);

//! What the machine allows, measured before Kontor in the same run: the disk, the wire, and the databases alone.
//! A figure of Kontor means little without these beside it.

mod bare;
pub mod constant;
mod flush;
mod order_rows;
mod postgres;
mod sqlite;
pub mod tantivy;

use std::path::{Path, PathBuf};

use hyper::HeaderMap;
use tokio::task::JoinSet;

use self::bare::Counting;
use crate::{
    document,
    http::{Ask, host_headers},
    load::{Run, Step, Times, Worker, drive},
    options::{Database, Options, Pace},
    outcome::{Because, Outcome},
    process::{Counted, Watch},
    row::{Nature, Row, Unit},
    shop::Shop,
};

/// Connections of everything that does not say otherwise.
pub const CONNECTIONS: usize = 16;

/// What Kontor's answers are like, so that the limits carry as many bytes.
#[derive(Debug, Clone, Copy)]
pub struct Sizes {
    /// A page of 24 articles as JSON.
    pub page: usize,
    /// A page of 24 that were searched for, with what they can be narrowed by.
    pub found: usize,
    /// The reply to an order of one line, which is kept under its idempotency key.
    pub order_1: usize,
    /// The reply to an order of a hundred lines.
    pub order_100: usize,
}

/// Where the bare client works.
pub enum Scratch {
    /// A file.
    Sqlite(PathBuf),
    /// A database beside Kontor's, by its URL.
    Postgres(String),
}

/// Measures all limits that are wanted.
pub fn measure(
    options: &Options,
    shop: &mut Shop,
    scratch: &Scratch,
    folder: &Path,
    sizes: Sizes,
) -> Outcome<Vec<Row>> {
    let pace = options.pace();
    let mut rows = Vec::new();
    if options.wants("limit.flush") {
        rows.push(flush::measure(shop.database, folder, pace)?);
    }
    if options.wants("limit.health") {
        rows.push(health(shop, pace)?);
    }
    if options.wants("limit.page") {
        rows.push(page(shop.database, sizes.page, pace)?);
    }
    if options.wants("limit.search") {
        rows.push(search(shop, sizes.found, pace)?);
    }
    if ["limit.order.1", "limit.order.100", "limit.order.hot", "limit.import"].iter().any(|key| options.wants(key)) {
        shop.kontor.operate_on(Some(&scratch.url()), &["migrate"])?;
        let counted = shop.counted;
        rows.extend(match scratch {
            Scratch::Sqlite(file) => shop.runtime.block_on(sqlite::measure(file, pace, sizes))?,
            Scratch::Postgres(url) => shop.runtime.block_on(postgres::measure(url, counted, pace, sizes))?,
        });
        rows.retain(|row| options.wants(row.key));
    }
    Ok(rows)
}

impl Scratch {
    fn url(&self) -> String {
        match self {
            Self::Sqlite(file) => format!("sqlite:{}", file.display()),
            Self::Postgres(url) => url.clone(),
        }
    }
}

/// Asks the same question again and again.
struct Same {
    ask: Ask,
    length: usize,
}

impl Step for Same {
    async fn step(&self, worker: &mut Worker) -> Outcome {
        let answer = worker.connection.send(&self.ask).await?;
        if answer.status == 200 && answer.body.len() == self.length {
            return Ok(());
        }
        Err(format!("{} with {} bytes", answer.status, answer.body.len()))
    }
}

fn health(shop: &mut Shop, pace: Pace) -> Outcome<Row> {
    let ask = Ask::get("/healthz", &host_headers(&shop.kontor.host(crate::shop::TENANT))?)?;
    let answer = shop.ask(&ask)?;
    answer.check(200, "ok")?;
    let step = Same { ask, length: answer.body.len() };
    let runs: Vec<Run> = (0..pace.runs)
        .map(|_| drive(&step, shop.address(), CONNECTIONS, pace, shop.watch()))
        .collect::<Outcome<_>>()?;
    Ok(Row::of_runs(shop.database, "limit.health", "Kontor answering `/healthz`", Nature::Read, &runs))
}

fn page(database: Database, bytes: usize, pace: Pace) -> Outcome<Row> {
    let server = constant::Server::start(&["constant"], bytes)?;
    let step = Same { ask: Ask::get("/", &HeaderMap::new())?, length: bytes };
    let watch = Watch::new(Counted::One(server.process()), Counted::Nothing);
    let runs: Vec<Run> =
        (0..pace.runs).map(|_| drive(&step, server.address(), CONNECTIONS, pace, watch)).collect::<Outcome<_>>()?;
    let row = Row::of_runs(
        database,
        "limit.page",
        "a constant body as long as the list page, hyper alone",
        Nature::Limit,
        &runs,
    );
    Ok(row.noting(&format!("{bytes} bytes")))
}

/// Asks one of several questions.
struct AnyOf {
    asks: Vec<Ask>,
    length: usize,
}

impl Step for AnyOf {
    async fn step(&self, worker: &mut Worker) -> Outcome {
        let ask = &self.asks[worker.below(self.asks.len())];
        let answer = worker.connection.send(ask).await?;
        if answer.status == 200 && answer.body.len() == self.length {
            return Ok(());
        }
        Err(format!("{} with {} bytes", answer.status, answer.body.len()))
    }
}

fn search(shop: &Shop, bytes: usize, pace: Pace) -> Outcome<Row> {
    let articles = shop.size.products.to_string();
    let server = constant::Server::start(&["tantivy", "--articles", &articles], bytes)?;
    let ask = |words: String| Ask::get(&format!("/?q={}", encoded(&words)), &HeaderMap::new());
    let asks = document::questions(shop.size.products).into_iter().map(ask).collect::<Outcome<_>>()?;
    let step = AnyOf { asks, length: bytes };
    let watch = Watch::new(Counted::One(server.process()), Counted::Nothing);
    let runs: Vec<Run> =
        (0..pace.runs).map(|_| drive(&step, server.address(), CONNECTIONS, pace, watch)).collect::<Outcome<_>>()?;
    let title = "tantivy alone: all words, the best 24 and a count, hyper";
    let row = Row::of_runs(shop.database, "limit.search", title, Nature::Limit, &runs);
    Ok(row.noting(&format!("{bytes} bytes")))
}

/// Words as they stand in an address.
pub fn encoded(words: &str) -> String {
    percent_encoding::utf8_percent_encode(words, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// Waits for the bare client's workers and makes a run of their times.
async fn bare_run(mut workers: JoinSet<Vec<u32>>, counting: Counting, watch: Watch) -> Outcome<Run> {
    let (from, to) = counting.span();
    tokio::time::sleep_until(from.into()).await;
    let before = watch.read();
    tokio::time::sleep_until(to.into()).await;
    let seconds = to.duration_since(from).as_secs_f64();
    let cores = watch.read().since(before, seconds);
    let mut micros = Vec::new();
    while let Some(times) = workers.join_next().await {
        micros.extend(times.because("the bare client")?);
    }
    let times = Times::of(&mut micros);
    Ok(Run { rate: times.count / seconds, p50_ms: times.p50_ms, p99_ms: times.p99_ms, cores, ..Run::default() })
}

/// A line of one figure per second, without load over HTTP.
fn plain(database: Database, key: &'static str, title: &'static str, unit: Unit, runs: Vec<f64>) -> Row {
    Row { nature: Nature::Limit, ..Row::of(database, key, title, unit, runs) }
}

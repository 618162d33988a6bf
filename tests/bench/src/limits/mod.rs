//! What the machine allows, measured before Kontor in the same run: the disk, the wire, and the databases alone.
//! A figure of Kontor means little without these beside it.

mod bare;
pub mod constant;
mod flush;
mod order_rows;
mod postgres;
mod sqlite;

use std::path::{Path, PathBuf};

use hyper::HeaderMap;

use crate::{
    http::{Ask, host_headers},
    load::{Run, Step, Worker, drive},
    options::{Database, Options, Pace},
    outcome::Outcome,
    postgres::Postgres,
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
    /// The reply to an order of one line, which is kept under its idempotency key.
    pub order_1: usize,
    /// The reply to an order of a hundred lines.
    pub order_100: usize,
}

/// Where the bare client works.
pub enum Scratch<'a> {
    /// A file.
    Sqlite(PathBuf),
    /// A database beside Kontor's.
    Postgres(&'a Postgres, String),
}

/// Measures all limits that are wanted.
pub fn measure(options: &Options, shop: &mut Shop, scratch: &Scratch<'_>, folder: &Path, sizes: Sizes) -> Outcome<Vec<Row>> {
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
    if ["limit.order.1", "limit.order.100", "limit.order.hot", "limit.import"].iter().any(|key| options.wants(key)) {
        shop.kontor.operate_on(Some(&scratch.url()), &["migrate"])?;
        let counted = shop.counted;
        rows.extend(match scratch {
            Scratch::Sqlite(file) => shop.runtime.block_on(sqlite::measure(file, pace, sizes))?,
            Scratch::Postgres(_, url) => shop.runtime.block_on(postgres::measure(url, counted, pace, sizes))?,
        });
        rows.retain(|row| options.wants(row.key));
    }
    Ok(rows)
}

impl Scratch<'_> {
    fn url(&self) -> String {
        match self {
            Self::Sqlite(file) => format!("sqlite:{}", file.display()),
            Self::Postgres(_, url) => url.clone(),
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
    Ok(Row::of_runs(shop.database, "limit.health", "Kontor answering `/healthz`", Nature::Limit, &runs))
}

fn page(database: Database, bytes: usize, pace: Pace) -> Outcome<Row> {
    let server = constant::Server::start(bytes)?;
    let step = Same { ask: Ask::get("/", &HeaderMap::new())?, length: bytes };
    let watch = Watch::new(Counted::One(server.process()), Counted::Nothing);
    let runs: Vec<Run> = (0..pace.runs)
        .map(|_| drive(&step, server.address(), CONNECTIONS, pace, watch))
        .collect::<Outcome<_>>()?;
    let row = Row::of_runs(database, "limit.page", "a constant body as long as the list page, hyper alone", Nature::Limit, &runs);
    Ok(row.noting(&format!("{bytes} bytes")))
}

/// A line of one figure per second, without load over HTTP.
fn plain(database: Database, key: &'static str, title: &'static str, unit: Unit, runs: Vec<f64>) -> Row {
    Row { nature: Nature::Limit, ..Row::of(database, key, title, unit, runs) }
}

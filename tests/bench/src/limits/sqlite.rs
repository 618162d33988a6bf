//! The bare client on SQLite: one writer on a connection with Kontor's settings, sixteen clients that queue for it.
//! Orders that queued while the last commit ran share the next one, as in Kontor; one line of the table does without.

use std::{
    collections::HashMap,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, Instant},
};

use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use tokio::{
    sync::{mpsc, oneshot},
    task::JoinSet,
};

use super::{
    CONNECTIONS, Sizes,
    bare::{Catalogue, Counting, Pick, sql},
    order_rows::{Cell, Insert, Order, of_order},
};
use crate::{
    load::Run,
    options::{Database, Pace},
    outcome::{Because, Outcome},
    process::{Counted, Watch},
    row::{Nature, Row, Unit},
};

const STATEMENTS_KEPT: usize = 512;

/// An order that waits for the writer, and whom to tell once it is durable.
struct Ticket {
    order: Order,
    done: oneshot::Sender<()>,
}

/// The one connection that writes.
struct Writer {
    connection: SqliteConnection,
    texts: HashMap<(&'static str, usize), Arc<str>>,
}

pub(super) async fn measure(file: &Path, pace: Pace, sizes: Sizes) -> Outcome<Vec<Row>> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .statement_cache_capacity(STATEMENTS_KEPT)
        .pragma("cache_size", "-16384")
        .pragma("temp_store", "MEMORY")
        .disable_statement_logging();
    let connection = options.connect().await.because("SQLite")?;
    let mut writer = Writer { connection, texts: HashMap::new() };
    let mut imports = Vec::new();
    let mut orders: [Vec<Run>; 4] = Default::default();
    for _ in 0..pace.runs {
        let catalogue = Arc::new(Catalogue::new());
        imports.push(writer.bulk(&catalogue).await?);
        let works = [(Pick::One, sizes.order_1, CONNECTIONS), (Pick::Hundred, sizes.order_100, CONNECTIONS)];
        let more = [(Pick::Hot, sizes.order_1, CONNECTIONS), (Pick::One, sizes.order_1, 1)];
        for (runs, (pick, reply, group)) in orders.iter_mut().zip(works.into_iter().chain(more)) {
            let run;
            (writer, run) = load(writer, &catalogue, pick, reply, group, pace).await?;
            runs.push(run);
        }
    }
    writer.connection.close().await.because("SQLite")?;
    Ok(rows(imports, &orders))
}

fn rows(imports: Vec<f64>, [one, hundred, hot, alone]: &[Vec<Run>; 4]) -> Vec<Row> {
    let row = |key, title, runs| Row::of_runs(Database::Sqlite, key, title, Nature::Limit, runs);
    vec![
        row(Pick::One.key(), "bare client: order of 1 line, group commit", one),
        row("limit.order.1.alone", "bare client: order of 1 line, a commit for each", alone),
        row(Pick::Hot.key(), "bare client: order of 1 line, all of one row", hot),
        row(Pick::Hundred.key(), "bare client: order of 100 lines, group commit", hundred),
        super::plain(
            Database::Sqlite,
            "limit.import",
            "bare client: 10,000 products, prices and stock levels",
            Unit::Seconds,
            imports,
        ),
    ]
}

impl Writer {
    async fn plain(&mut self, statement: &'static str) -> Outcome {
        sqlx::raw_sql(statement).execute(&mut self.connection).await.because(statement).map(drop)
    }

    async fn insert(&mut self, insert: &Insert, keep: bool) -> Outcome {
        let write = || Arc::from(sql(insert, |_, _| "?".to_owned()));
        let text: Arc<str> = if keep {
            Arc::clone(self.texts.entry((insert.table, insert.rows.len())).or_insert_with(write))
        } else {
            write()
        };
        let mut query = sqlx::query(AssertSqlSafe(text)).persistent(keep);
        for cell in insert.rows.iter().flatten() {
            query = match cell {
                Cell::Id(id) => query.bind(*id),
                Cell::Text(text) | Cell::Json(text) => query.bind(text.as_str()),
                Cell::Big(number) => query.bind(*number),
                Cell::Int(number) => query.bind(*number),
                Cell::Flag(flag) => query.bind(*flag),
            };
        }
        query.execute(&mut self.connection).await.because(insert.table).map(drop)
    }

    /// Writes a catalogue in one commit and tells how many seconds that took.
    async fn bulk(&mut self, catalogue: &Catalogue) -> Outcome<f64> {
        let rows = [catalogue.house_rows(), catalogue.bulk_rows()].concat();
        let started = Instant::now();
        self.plain("BEGIN IMMEDIATE").await?;
        for insert in &rows {
            self.insert(insert, false).await?;
        }
        self.plain("COMMIT").await?;
        Ok(started.elapsed().as_secs_f64())
    }

    async fn order(&mut self, catalogue: &Catalogue, order: &Order) -> Outcome {
        for insert in of_order(catalogue.house, order) {
            self.insert(&insert, true).await?;
        }
        let count = order.products.len();
        let text = self.texts.entry(("take", count)).or_insert_with(|| {
            let marks = vec!["?"; count].join(",");
            Arc::from(format!(
                "UPDATE inventory_stock_levels SET reserved = reserved + 1000000, updated_at = ? WHERE tenant_id = ? \
                 AND warehouse_id = ? AND on_hand - reserved >= 1000000 AND product_id IN ({marks})"
            ))
        });
        let house = catalogue.house;
        let query =
            sqlx::query(AssertSqlSafe(Arc::clone(text))).bind(order.number).bind(house.tenant).bind(house.warehouse);
        let query = order.products.iter().fold(query, |query, product| query.bind(*product));
        let taken = query.execute(&mut self.connection).await.because("take stock")?.rows_affected();
        if taken == count as u64 { Ok(()) } else { Err(format!("the bare client took {taken} of {count} products")) }
    }

    /// Commits whatever is in the queue, at the most `group` orders at a time, until nobody can ask any more.
    async fn serve(
        mut self,
        catalogue: Arc<Catalogue>,
        mut queue: mpsc::Receiver<Ticket>,
        group: usize,
    ) -> Outcome<Self> {
        while let Some(first) = queue.recv().await {
            let mut next = Some(first);
            let mut members = Vec::with_capacity(group);
            self.plain("BEGIN IMMEDIATE").await?;
            while let Some(ticket) = next {
                self.order(&catalogue, &ticket.order).await?;
                members.push(ticket.done);
                next = if members.len() < group { queue.try_recv().ok() } else { None };
            }
            self.plain("COMMIT").await?;
            for done in members {
                // A client that is gone has ended its run.
                let _ = done.send(());
            }
        }
        Ok(self)
    }
}

async fn load(
    writer: Writer,
    catalogue: &Arc<Catalogue>,
    pick: Pick,
    reply: usize,
    group: usize,
    pace: Pace,
) -> Outcome<(Writer, Run)> {
    static NUMBER: AtomicI64 = AtomicI64::new(1);
    let (queue, tickets) = mpsc::channel(CONNECTIONS);
    let serving = tokio::spawn(writer.serve(Arc::clone(catalogue), tickets, group));
    let counting = Counting::new(pace);
    let mut clients = JoinSet::new();
    for _ in 0..CONNECTIONS {
        let (queue, catalogue) = (queue.clone(), Arc::clone(catalogue));
        clients.spawn(async move {
            let mut micros = Vec::new();
            while !counting.is_over() {
                let order = catalogue.order(pick, NUMBER.fetch_add(1, Ordering::Relaxed), reply);
                let (done, durable) = oneshot::channel();
                let started = Instant::now();
                if queue.send(Ticket { order, done }).await.is_err() || durable.await.is_err() {
                    return micros;
                }
                if counting.counts() {
                    micros.push(u32::try_from(started.elapsed().as_micros()).unwrap_or(u32::MAX));
                }
            }
            micros
        });
    }
    drop(queue);
    let run = super::bare_run(clients, counting, Watch::new(Counted::Nothing, Counted::Nothing)).await?;
    let writer = serving.await.because("the bare client")??;
    Ok((writer, run))
}

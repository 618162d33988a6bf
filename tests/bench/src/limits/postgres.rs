//! The bare client on PostgreSQL: sixteen connections, each writing one order after the other in transactions of its own.
//! Stock is taken last, so that a hot row is locked for one commit and no longer.

use std::{
    collections::HashMap,
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Instant,
};

use sqlx::{AssertSqlSafe, ConnectOptions, PgConnection, postgres::PgConnectOptions};
use tokio::task::JoinSet;
use uuid::Uuid;

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
/// Orders that are there before statistics are gathered.
const ORDERS_BEFORE: i64 = 500;

/// One connection and the statements it knows.
struct Client {
    connection: PgConnection,
    texts: HashMap<(&'static str, usize), Arc<str>>,
}

pub(super) async fn measure(url: &str, counted: Counted, pace: Pace, sizes: Sizes) -> Outcome<Vec<Row>> {
    let mut clients = Vec::new();
    for _ in 0..CONNECTIONS {
        clients.push(Client::connect(url).await?);
    }
    let mut imports = Vec::new();
    let mut orders: [Vec<Run>; 3] = Default::default();
    for _ in 0..pace.runs {
        let catalogue = Arc::new(Catalogue::new());
        if let Some(client) = clients.first_mut() {
            imports.push(client.bulk(&catalogue).await?);
            client.settle(&catalogue, sizes).await?;
        }
        let works = [(Pick::One, sizes.order_1), (Pick::Hundred, sizes.order_100), (Pick::Hot, sizes.order_1)];
        for (runs, (pick, reply)) in orders.iter_mut().zip(works) {
            let run;
            (clients, run) = load(clients, &catalogue, pick, reply, pace, counted).await?;
            runs.push(run);
        }
    }
    Ok(rows(imports, &orders))
}

fn rows(imports: Vec<f64>, [one, hundred, hot]: &[Vec<Run>; 3]) -> Vec<Row> {
    let row = |key, title, runs| Row::of_runs(Database::Postgres, key, title, Nature::Limit, runs);
    vec![
        row(Pick::One.key(), "bare client: order of 1 line", one),
        row(Pick::Hot.key(), "bare client: order of 1 line, all of one row", hot),
        row(Pick::Hundred.key(), "bare client: order of 100 lines", hundred),
        super::plain(
            Database::Postgres,
            "limit.import",
            "bare client: 10,000 products, prices and stock levels",
            Unit::Seconds,
            imports,
        ),
    ]
}

/// Text goes as text; keys and JSON say what they are.
fn placeholder(number: usize, cell: &Cell) -> String {
    match cell {
        Cell::Json(_) => format!("${number}::jsonb"),
        _ => format!("${number}"),
    }
}

impl Client {
    async fn connect(url: &str) -> Outcome<Self> {
        let options = PgConnectOptions::from_str(url).because("the URL of PostgreSQL")?;
        let options = options.statement_cache_capacity(STATEMENTS_KEPT).disable_statement_logging();
        Ok(Self { connection: options.connect().await.because("PostgreSQL")?, texts: HashMap::new() })
    }

    async fn plain(&mut self, statement: String) -> Outcome {
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut self.connection).await.because("PostgreSQL").map(drop)
    }

    async fn begin(&mut self, tenant: Uuid) -> Outcome {
        self.plain(format!("BEGIN; SET LOCAL kontor.tenant = '{tenant}'")).await
    }

    async fn commit(&mut self) -> Outcome {
        self.plain("COMMIT".to_owned()).await
    }

    async fn insert(&mut self, insert: &Insert, keep: bool) -> Outcome {
        let write = || Arc::from(sql(insert, placeholder));
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
        self.begin(catalogue.house.tenant).await?;
        for insert in &rows {
            self.insert(insert, false).await?;
        }
        self.commit().await?;
        Ok(started.elapsed().as_secs_f64())
    }

    /// Some orders and then statistics: plans that were made while tables were empty are bad ones, and stay in use until
    /// statistics are gathered, which PostgreSQL does by itself within a minute or two.
    async fn settle(&mut self, catalogue: &Catalogue, sizes: Sizes) -> Outcome {
        for number in 1..=ORDERS_BEFORE {
            self.order(catalogue, &catalogue.order(Pick::One, -number, sizes.order_1)).await?;
        }
        self.plain("ANALYZE".to_owned()).await
    }

    async fn order(&mut self, catalogue: &Catalogue, order: &Order) -> Outcome {
        self.begin(catalogue.house.tenant).await?;
        for insert in of_order(catalogue.house, order) {
            self.insert(&insert, true).await?;
        }
        if order.products.len() > 1 {
            // Rows are locked in the order of their keys, or two orders could wait for each other.
            let lock = "SELECT 1 FROM inventory_stock_levels WHERE tenant_id = $1 AND warehouse_id = $2 \
                        AND product_id = ANY($3) ORDER BY product_id FOR UPDATE";
            let query = sqlx::query(lock).bind(catalogue.house.tenant).bind(catalogue.house.warehouse);
            query.bind(&order.products).fetch_all(&mut self.connection).await.because("lock stock")?;
        }
        let take = "UPDATE inventory_stock_levels SET reserved = reserved + 1000000, updated_at = $4 WHERE tenant_id = $1 \
                    AND warehouse_id = $2 AND product_id = ANY($3) AND on_hand - reserved >= 1000000";
        let query = sqlx::query(take).bind(catalogue.house.tenant).bind(catalogue.house.warehouse);
        let query = query.bind(&order.products).bind(order.number);
        let taken = query.execute(&mut self.connection).await.because("take stock")?.rows_affected();
        if taken != order.products.len() as u64 {
            return Err(format!("the bare client took {taken} of {} products", order.products.len()));
        }
        self.commit().await
    }
}

async fn load(
    clients: Vec<Client>,
    catalogue: &Arc<Catalogue>,
    pick: Pick,
    reply: usize,
    pace: Pace,
    counted: Counted,
) -> Outcome<(Vec<Client>, Run)> {
    static NUMBER: AtomicI64 = AtomicI64::new(1);
    let counting = Counting::new(pace);
    let (back, mut returned) = tokio::sync::mpsc::unbounded_channel();
    let mut workers = JoinSet::new();
    for mut client in clients {
        let (catalogue, back) = (Arc::clone(catalogue), back.clone());
        workers.spawn(async move {
            let mut micros = Vec::new();
            while !counting.is_over() {
                let order = catalogue.order(pick, NUMBER.fetch_add(1, Ordering::Relaxed), reply);
                let started = Instant::now();
                if let Err(cause) = client.order(&catalogue, &order).await {
                    // The client is not handed back, which ends the measurement.
                    eprintln!("the bare client: {cause}");
                    return micros;
                }
                if counting.counts() {
                    micros.push(u32::try_from(started.elapsed().as_micros()).unwrap_or(u32::MAX));
                }
            }
            let _ = back.send(client);
            micros
        });
    }
    drop(back);
    let run = super::bare_run(workers, counting, Watch::new(Counted::Nothing, counted)).await?;
    let mut clients = Vec::new();
    while let Some(client) = returned.recv().await {
        clients.push(client);
    }
    if clients.len() < CONNECTIONS {
        return Err("the bare client broke on PostgreSQL".to_owned());
    }
    Ok((clients, run))
}

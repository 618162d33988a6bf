//! `cargo xtask replay FILE`: a real wholesaler's invoices become orders, placed through the public API.
//! It proves that nothing is lost, doubled or a penny off, and says of every row that is no order line why.

mod address;
mod client;
mod compare;
mod documents;
mod imports;
mod input;
mod place;
mod plan;
mod report;
mod search;
mod server;
#[cfg(test)]
mod tests;

use crate::failure::{Because, Failure, Outcome};
use address::Address;
use client::{Client, Identity};
use compare::Expected;
use imports::PriceList;
use input::Input;
use place::Desk;
use plan::Plan;
use report::{Counts, Finding};
use server::{Database, Server};
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a server that went away is waited for before the run gives up.
const PATIENCE: Duration = Duration::from_secs(60);

/// What one can say on the command line.
#[derive(clap::Args)]
pub struct Options {
    /// The export: InvoiceNo, StockCode, Description, Quantity, UnitPrice, CustomerID, Country.
    /// KONTOR_REPLAY_FILE names it where it is not given.
    file: Option<PathBuf>,
    /// The tenant's address.
    #[arg(long, default_value = "http://replay.localhost:8080")]
    address: String,
    /// The order desk's e-mail address, and the importer's where no other is given.
    #[arg(long)]
    email: Option<String>,
    #[arg(long)]
    password: Option<String>,
    /// An API token instead of e-mail and password.
    #[arg(long, conflicts_with = "email")]
    token: Option<String>,
    /// The user who imports products, prices, customers and stock.
    #[arg(long, requires = "admin_password")]
    admin_email: Option<String>,
    #[arg(long)]
    admin_password: Option<String>,
    #[arg(long, conflicts_with = "admin_email")]
    admin_token: Option<String>,
    /// The order date of every order; the export has none.
    #[arg(long, default_value = "2010-12-01")]
    import_date: String,
    /// The currency of the export.
    #[arg(long, default_value = "GBP")]
    currency: String,
    /// Code of the price list to fill; created where it is missing.
    #[arg(long, default_value = "online-retail")]
    price_list: String,
    /// Where to write the report.
    #[arg(long, default_value = "target/replay/report.csv")]
    report: PathBuf,
    /// Read the orders that are there first and place only the others.
    #[arg(long)]
    resume: bool,
    /// Place only the first orders of the file.
    #[arg(long)]
    limit: Option<usize>,
    /// Connections that place orders at the same time.
    #[arg(long, default_value_t = 4)]
    concurrency: usize,
    #[command(flatten)]
    own: OwnServer,
}

/// A server just for this run.
#[derive(clap::Args)]
struct OwnServer {
    /// Start a server with a fresh database and tenant, run against it, and stop it.
    #[arg(long)]
    self_contained: bool,
    /// An empty database for the server; SQLite in a temporary folder where none is given.
    #[arg(long, requires = "self_contained")]
    database_url: Option<String>,
    /// Start a PostgreSQL cluster for the server.
    #[arg(long, requires = "self_contained", conflicts_with = "database_url")]
    postgres: bool,
    /// The server's binary.
    #[arg(long, default_value = "target/debug/kontor")]
    binary: PathBuf,
    /// kill −9 the server after so many orders, start it again, and go on.
    #[arg(long, requires = "self_contained")]
    kill_after: Option<usize>,
}

/// Who a run acts as, and how it reaches the server.
struct Access {
    address: Address,
    desk: Credentials,
    admin: Credentials,
}

#[derive(Clone)]
enum Credentials {
    Token(String),
    Password { email: String, password: String },
}

/// Runs the replay and prints its last line.
pub fn run(options: &Options) -> Outcome {
    let input = input::read(&read_file(options)?)?;
    let mut plan = plan::plan(&input);
    eprintln!(
        "{} rows, {} invoices of customers with {} lines, {} products, {} customers",
        plan.rows,
        plan.invoice_count(),
        plan.line_count(),
        plan.products.len(),
        plan.customers.len()
    );
    if let Some(limit) = options.limit {
        plan.limit(limit);
    }
    let runtime = tokio::runtime::Runtime::new().because(|| "cannot start".into())?;
    if options.own.self_contained {
        run_with_own_server(&runtime, options, &input, &plan)
    } else {
        let access = Access::of(options)?;
        runtime.block_on(replay(options, &access, &input, &plan, None))
    }
}

fn read_file(options: &Options) -> Outcome<Vec<u8>> {
    let file = options.file.clone().or_else(|| std::env::var_os("KONTOR_REPLAY_FILE").map(PathBuf::from));
    let file = file.ok_or_else(|| Failure::missing("name the file, or set KONTOR_REPLAY_FILE"))?;
    std::fs::read(&file).map_err(|cause| Failure::missing(format!("cannot read {}: {cause}", file.display())))
}

fn run_with_own_server(runtime: &tokio::runtime::Runtime, options: &Options, input: &Input, plan: &Plan) -> Outcome {
    let own = &options.own;
    let database = match (&own.database_url, own.postgres) {
        (Some(url), _) => Database::Url(url.clone()),
        (None, true) => Database::Cluster,
        (None, false) => Database::Sqlite,
    };
    let server = Server::provision(&own.binary, database)?;
    let user = |email: &str| Credentials::Password { email: email.into(), password: server::PASSWORD.into() };
    let access =
        Access { address: server.address()?, desk: user(server::DESK_EMAIL), admin: user(server::ADMIN_EMAIL) };
    let server = Arc::new(Mutex::new(server));
    let result = runtime.block_on(async {
        server::wait_until_ready(&access.address).await?;
        replay(options, &access, input, plan, Some(&server)).await
    });
    let mut server = server.lock().unwrap_or_else(PoisonError::into_inner);
    if let Err(failure) = &result {
        return Err(Failure::new(format!("{}\nlast words of the server:\n{}", failure.message, server.last_words())));
    }
    server.stop()
}

impl Access {
    fn of(options: &Options) -> Outcome<Self> {
        let desk = credentials(options.token.as_ref(), options.email.as_ref(), options.password.as_ref());
        let desk = desk.ok_or_else(|| Failure::missing("say who orders: --email and --password, or --token"))?;
        let admin =
            credentials(options.admin_token.as_ref(), options.admin_email.as_ref(), options.admin_password.as_ref());
        Ok(Self { address: Address::parse(&options.address)?, admin: admin.unwrap_or_else(|| desk.clone()), desk })
    }

    async fn client(&self, credentials: &Credentials) -> Outcome<Client> {
        match credentials {
            Credentials::Token(token) => {
                Ok(Client::new(self.address.clone(), Identity::Token(token.clone()), PATIENCE))
            }
            Credentials::Password { email, password } => {
                let mut client = Client::new(self.address.clone(), Identity::Anonymous, PATIENCE);
                client.sign_in(email, password).await?;
                Ok(client)
            }
        }
    }
}

fn credentials(token: Option<&String>, email: Option<&String>, password: Option<&String>) -> Option<Credentials> {
    if let Some(token) = token {
        return Some(Credentials::Token(token.clone()));
    }
    Some(Credentials::Password { email: email?.clone(), password: password?.clone() })
}

async fn replay(
    options: &Options,
    access: &Access,
    input: &Input,
    plan: &Plan,
    server: Option<&Arc<Mutex<Server>>>,
) -> Outcome {
    let started = Instant::now();
    let mut counts = Counts { currency: options.currency.clone(), ..Counts::default() };
    let list = PriceList { code: options.price_list.clone(), currency: options.currency.clone() };
    imports::import_all(&mut access.client(&access.admin).await?, plan, input.encoding, &list).await?;
    let searches = search::check(&mut access.client(&access.desk).await?, plan).await?;
    eprintln!("{searches} searches show the product that is meant first");
    let findings = place_and_read_back(options, access, plan, server, &mut counts).await?;
    counts.took = started.elapsed();
    report::write(&options.report, plan, &findings)?;
    eprintln!("report: {}", options.report.display());
    println!("{}", report::last_line(plan, &counts, &findings));
    report::judge(plan, &counts, &findings)
}

async fn place_and_read_back(
    options: &Options,
    access: &Access,
    plan: &Plan,
    server: Option<&Arc<Mutex<Server>>>,
    counts: &mut Counts,
) -> Outcome<Vec<Finding>> {
    let mut client = access.client(&access.desk).await?;
    let present = match options.resume {
        true => place::invoices_of(&place::read_all(&mut client).await?),
        false => HashSet::new(),
    };
    let expected = Expected { order_date: options.import_date.clone(), currency: options.currency.clone() };
    let desk = Desk::new(plan.orders.clone(), expected.clone(), present);
    let killer = server
        .zip(options.own.kill_after)
        .map(|(server, orders)| tokio::spawn(kill_and_restart(Arc::clone(server), Arc::clone(&desk), orders)));
    let achieved = place::place_all(&desk, &client, options.concurrency).await.map_err(|failure| {
        Failure::new(format!("{}\nstart again with --resume; no order will be doubled", failure.message))
    })?;
    if let Some(killer) = killer {
        killer.await.because(|| "the restart broke".into())??;
        counts.kills += 1;
    }
    let orders = place::read_all(&mut client).await?;
    counts.placed = achieved.placed;
    counts.replayed = achieved.replayed;
    counts.net = compare::net_of_all(plan, &orders);
    Ok(merge_findings(achieved.findings, compare::compare_all(plan, &orders, &expected)))
}

/// One finding per invoice: what the answer said counts before what reading back says of the same invoice.
fn merge_findings(mut first: Vec<Finding>, second: Vec<Finding>) -> Vec<Finding> {
    let known: HashSet<String> = first.iter().map(|finding| finding.invoice.clone()).collect();
    first.extend(second.into_iter().filter(|finding| !known.contains(&finding.invoice)));
    first
}

/// Kills the server in the middle of its work; the workers wait and repeat what was not acknowledged.
async fn kill_and_restart(server: Arc<Mutex<Server>>, desk: Arc<Desk>, after: usize) -> Outcome {
    let after = after.min(desk.orders.len());
    while desk.done() < after {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    eprintln!("kill -9 after {} orders", desk.done());
    let restarted = tokio::task::spawn_blocking(move || {
        let mut server = server.lock().unwrap_or_else(PoisonError::into_inner);
        server.kill()?;
        server.start()
    });
    restarted.await.because(|| "the restart broke".into())?
}

//! One run from beginning to end: for each database make a shop, measure the limits, then the work, then print.
//! Everything lives in one folder that is gone afterwards.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    facts,
    kontor::Kontor,
    limits::{self, Scratch},
    options::{Database, Options},
    outcome::{Because, Outcome},
    postgres::{self, Postgres},
    process::Counted,
    report::{Baseline, Report},
    row::Row,
    shop::Shop,
    work,
};

/// Everything of a run; taken away when dropped.
struct Folder(PathBuf);

impl Folder {
    fn make() -> Outcome<Self> {
        let parent = fs::canonicalize(std::env::temp_dir()).because("the temporary directory")?;
        let folder = parent.join(format!("kontor-bench-{}", std::process::id()));
        fs::create_dir(&folder).because("the folder of the run")?;
        Ok(Self(folder))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Measures what is asked for and reports it.
pub fn run(options: &Options) -> Outcome {
    let baseline = options.baseline.as_deref().map(Baseline::read).transpose()?;
    let binary = binary(options)?;
    let folder = Folder::make()?;
    let facts = facts::read(&folder.0)?;
    eprintln!("{}", facts.line());
    let mut rows = Vec::new();
    for database in options.databases() {
        rows.extend(on_database(options, database, &binary, &folder.0)?);
    }
    let report = Report { facts, rows, baseline, size: options.size(), is_quick: options.quick };
    println!("{}", report.text());
    if let Some(path) = &options.json {
        fs::write(path, report.to_json()).because("--json")?;
    }
    if let Some(path) = &options.markdown {
        let page = fs::read_to_string(path).because("--markdown")?;
        fs::write(path, report.between_markers(&page)?).because("--markdown")?;
    }
    let wrong: Vec<&str> = report.rows.iter().filter(|row| row.errors > 0).map(|row| row.key).collect();
    if wrong.is_empty() { Ok(()) } else { Err(format!("answers were not right: {}", wrong.join(", "))) }
}

/// The server: told, or beside this program.
fn binary(options: &Options) -> Outcome<PathBuf> {
    let this = std::env::current_exe().because("this program")?;
    let beside = this.parent().map(|folder| folder.join("kontor")).unwrap_or_default();
    let binary = options.binary.clone().unwrap_or(beside);
    fs::canonicalize(&binary)
        .because(&format!("{}: build it with `cargo build --release -p kontor-server`", binary.display()))
}

fn on_database(options: &Options, database: Database, binary: &Path, folder: &Path) -> Outcome<Vec<Row>> {
    let home = folder.join(database.name().to_lowercase());
    match database {
        Database::Sqlite => {
            let kontor = Kontor::new(binary, &home, None)?;
            let scratch = Scratch::Sqlite(home.join("bare.db"));
            let server = Server { kontor, counted: Counted::Nothing, database, statistics_of: None };
            on_server(options, server, &scratch, folder)
        }
        Database::Postgres => {
            let postgres = Postgres::start(options.postgres.as_deref())?;
            let runtime = tokio::runtime::Runtime::new().because("runtime")?;
            let counted = runtime.block_on(postgres.counted())?;
            let bare = runtime.block_on(postgres.scratch("kontor_bare"))?;
            let shop = runtime.block_on(postgres.scratch("kontor_bench"))?;
            let kontor = Kontor::new(binary, &home, Some(shop.clone()))?;
            let server = Server { kontor, counted, database, statistics_of: Some(shop) };
            on_server(options, server, &Scratch::Postgres(bare), folder)
        }
    }
}

/// A server before it is filled.
struct Server {
    kontor: Kontor,
    counted: Counted,
    database: Database,
    /// The database whose statistics are gathered before anything is measured.
    statistics_of: Option<String>,
}

fn on_server(options: &Options, server: Server, scratch: &Scratch, folder: &Path) -> Outcome<Vec<Row>> {
    let name = server.database.name();
    let size = options.size();
    eprintln!("{name}: a shop with {} and some orders is made", size.told());
    let mut shop = Shop::provision(server.database, size, server.kontor, server.counted, options.pace().runs)?;
    work::place_first_orders(&mut shop)?;
    if let Some(url) = &server.statistics_of {
        shop.runtime.block_on(postgres::gather_statistics(url))?;
    }
    let sizes = work::sizes(&mut shop)?;
    eprintln!("{name}: limits");
    let mut rows = limits::measure(options, &mut shop, scratch, folder, sizes)?;
    rows.extend(work::measure(options, &mut shop).map_err(|cause| format!("{cause}\n{}", shop.kontor.last_words()))?);
    shop.kontor.stop()?;
    Ok(rows)
}

//! What one can say on the command line.
//! Without options everything is measured on both databases, three times, and printed.

use std::{path::PathBuf, time::Duration};

use clap::{Parser, Subcommand, ValueEnum};

use crate::document::{self, Size};

/// Measures the machine's limits, then Kontor against them.
#[derive(Debug, Parser)]
#[command(name = "kontor-bench", about)]
pub struct Options {
    /// One short run of everything, to see that it works; its figures say little.
    #[arg(long)]
    pub quick: bool,
    /// Only work and limits whose key contains this, such as `order`.
    #[arg(long)]
    pub only: Option<String>,
    /// In which shop.
    #[arg(long, value_enum, default_value = "usual")]
    pub size: SizeChoice,
    /// On which databases.
    #[arg(long, value_enum, default_value = "both")]
    pub database: Choice,
    /// The figures of an earlier run, as `--json` wrote them, to compare with.
    #[arg(long)]
    pub baseline: Option<PathBuf>,
    /// Write the figures to this file.
    #[arg(long)]
    pub json: Option<PathBuf>,
    /// Write the table between the two markers of this Markdown file.
    #[arg(long)]
    pub markdown: Option<PathBuf>,
    /// The server to measure; the `kontor` beside this program unless said otherwise.
    #[arg(long)]
    pub binary: Option<PathBuf>,
    /// A PostgreSQL database to work in, whose role may create databases; a cluster of our own unless said otherwise.
    #[arg(long)]
    pub postgres: Option<String>,
    /// What this program starts itself as.
    #[command(subcommand)]
    pub hidden: Option<Hidden>,
}

/// Parts of the run that are processes of their own.
#[derive(Debug, Subcommand)]
pub enum Hidden {
    /// Answers every request with as many bytes, until standard input ends.
    #[command(hide = true)]
    Constant {
        /// Length of the body.
        #[arg(long)]
        bytes: usize,
    },
    /// The same, but looks for the words of each request's address first, in the run's catalogue.
    #[command(hide = true)]
    Tantivy {
        /// Length of the body.
        #[arg(long)]
        bytes: usize,
        /// How many articles there are.
        #[arg(long)]
        articles: usize,
    },
}

/// What has nothing to do with the size of the shop.
const USUAL_ONLY: [&str; 6] = ["limit.flush", "limit.health", "limit.order", "limit.import", "import", "order.hot"];
/// What is measured with many tenants, and only there.
const TENANTS: &str = "tenants";

/// Which shop to measure in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SizeChoice {
    /// 10,000 articles, 20 price lists, 1,000 customers.
    Usual,
    /// 200,000 articles, 10,000 groups of customers with 50,000 contract prices; without the limits that do not grow.
    Large,
    /// 600 articles: to see that everything works, the limits included.
    Small,
    /// 1,000 tenants with two hundred articles each: what one costs that rests, and how soon its first page comes.
    Tenants,
}

/// Which databases to measure on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Choice {
    /// The embedded one.
    Sqlite,
    /// A cluster of PostgreSQL with its default settings.
    Postgres,
    /// One after the other.
    Both,
}

/// A database to measure on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    /// SQLite, inside the server.
    Sqlite,
    /// PostgreSQL on the same machine.
    Postgres,
}

impl Database {
    /// Its name in tables and files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

/// How long and how often to measure.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// How often; the median counts.
    pub runs: usize,
    /// Before each measurement, so that caches and connections are warm.
    pub warm_up: Duration,
    /// One measurement.
    pub measure: Duration,
}

impl Options {
    /// The databases to measure on.
    pub fn databases(&self) -> Vec<Database> {
        match self.database {
            Choice::Sqlite => vec![Database::Sqlite],
            Choice::Postgres => vec![Database::Postgres],
            Choice::Both => vec![Database::Sqlite, Database::Postgres],
        }
    }

    /// How much there is in the shop.
    pub const fn size(&self) -> Size {
        match self.size {
            SizeChoice::Usual => document::USUAL,
            SizeChoice::Large => document::LARGE,
            SizeChoice::Small => document::TINY,
            SizeChoice::Tenants => document::SMALL,
        }
    }

    /// How long and how often to measure.
    pub fn pace(&self) -> Pace {
        if self.quick {
            return Pace { runs: 1, warm_up: Duration::from_millis(300), measure: Duration::from_secs(1) };
        }
        Pace { runs: 3, warm_up: Duration::from_secs(1), measure: Duration::from_secs(5) }
    }

    /// Whether what goes by this key is to be measured.
    pub fn wants(&self, key: &str) -> bool {
        let is_of_tenants = key.starts_with(TENANTS);
        let belongs = match self.size {
            SizeChoice::Usual | SizeChoice::Small => !is_of_tenants,
            SizeChoice::Large => !is_of_tenants && !USUAL_ONLY.iter().any(|part| key.starts_with(part)),
            SizeChoice::Tenants => is_of_tenants,
        };
        belongs && self.only.as_ref().is_none_or(|part| key.contains(part.as_str()))
    }
}

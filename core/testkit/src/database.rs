//! Which database a test stands on, and a fresh one for each test of an engine.
//! PostgreSQL comes from a cluster that the test process starts; where its programs are missing, the test fails.

use std::{
    path::Path,
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use crate::cluster::{Cluster, Durability};

/// Which database a server or an engine stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    /// A file in a folder of the test process.
    Sqlite,
    /// A cluster that the test process starts.
    Postgres,
}

static CLUSTER: OnceLock<Cluster> = OnceLock::new();
static MADE: AtomicU32 = AtomicU32::new(0);

/// The cluster of this test process.
pub(crate) fn cluster() -> &'static Cluster {
    CLUSTER.get_or_init(|| Cluster::start(Durability::None).unwrap_or_else(|cause| panic!("{cause}")))
}

impl Database {
    /// The URL of an empty database of one's own: a file in this folder, or one more in the cluster.
    #[must_use]
    pub fn fresh(self, folder: &Path) -> String {
        match self {
            Self::Sqlite => format!("sqlite:{}", folder.join("kontor.db").display()),
            Self::Postgres => {
                let name = format!("fresh_{}", MADE.fetch_add(1, Ordering::Relaxed));
                cluster().create_database(&name).unwrap();
                cluster().url_of(&name)
            }
        }
    }
}

/// Makes a test for SQLite and one for PostgreSQL of each named function `async fn(database: Database)`.
/// For tests with a database of their own; those that share a server are made by `both!`.
#[macro_export]
macro_rules! on_both {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $test() {
                super::$test($crate::Database::Sqlite).await;
            })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $test() {
                super::$test($crate::Database::Postgres).await;
            })+
        }
    };
}

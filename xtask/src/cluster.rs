//! The throw-away PostgreSQL cluster of the test kit, as automation uses it.
//! Durability is left as PostgreSQL ships it, because what is measured and killed here must be the real thing.

use crate::failure::{Because, Failure, Outcome};
use kontor_testkit::cluster::{self, ClusterError, Durability};

pub use kontor_testkit::cluster::{Cluster, find_binaries, is_root, pause};

impl From<ClusterError> for Failure {
    fn from(error: ClusterError) -> Self {
        if error.is_missing { Self::missing(error.message) } else { Self::new(error.message) }
    }
}

/// Makes and starts a cluster with one role and one database of that role.
pub fn start() -> Outcome<Cluster> {
    Ok(Cluster::start(Durability::Full)?)
}

/// Sends a signal such as `TERM`.
pub fn signal(process: u32, name: &str) -> Outcome {
    Ok(cluster::signal(process, name)?)
}

/// Prints the URL and keeps the cluster until standard input ends, for trying things by hand.
pub fn serve_until_input_ends() -> Outcome {
    let cluster = start()?;
    println!("{}", cluster.url());
    std::io::copy(&mut std::io::stdin(), &mut std::io::sink()).because(|| "standard input".into()).map(drop)
}

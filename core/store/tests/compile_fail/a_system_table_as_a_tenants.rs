//! A table of the deployment itself is not reached through a tenant's transaction.
//! That takes the authority.

use kontor_store::{ReadTx, Tx, tenants};

fn across_tenants(tx: &ReadTx) {
    let _ = tx.find::<tenants::Entity>();
}

fn main() {}

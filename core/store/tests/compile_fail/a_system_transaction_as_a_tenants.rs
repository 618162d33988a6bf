//! A transaction on system tables belongs to no tenant and finds nothing of one.
//! It is not exchanged for a tenant's.

use kontor_store::{SystemTx, Tx};

fn exchanged(tx: &SystemTx) -> &impl Tx {
    tx
}

fn main() {}

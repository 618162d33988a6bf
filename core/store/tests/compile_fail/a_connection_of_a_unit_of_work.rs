//! The connection of a unit of work is the store's own.
//! No statement is written past its tenant.

use kontor_store::WriteTx;

fn borrowed(tx: &WriteTx) {
    let _ = tx.connection();
}

fn main() {}

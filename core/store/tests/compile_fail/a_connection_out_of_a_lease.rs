//! A transaction lends its connection to the queries of the store alone.
//! What is lent cannot be opened by anybody else.

use kontor_store::{ReadTx, Tx};

fn opened(tx: &ReadTx) {
    let _ = tx.conn().0;
}

fn main() {}

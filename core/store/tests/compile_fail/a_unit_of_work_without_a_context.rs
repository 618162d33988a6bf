//! A store gives nothing without a context or an authority: no unit of work, no view, no pool.
//! A unit of work of the system cannot reach tenants' rows either.

use kontor_store::{Store, SystemTx, Tx, WriteTx};

async fn without(store: &Store) {
    let _ = store.write().await;
    let _ = store.system().await;
}

fn pool(store: &Store) {
    let _ = &store.inner;
}

fn made_up(store: Store) -> WriteTx {
    WriteTx { store }
}

fn as_tenant(tx: &SystemTx) {
    let _ = Tx::tenant(tx);
}

fn main() {}

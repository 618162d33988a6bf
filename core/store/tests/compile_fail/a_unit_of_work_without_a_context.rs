//! A store begins nothing for nobody.
//! Every unit of work names its context.

use kontor_store::Store;

async fn without(store: &Store) {
    let _ = store.write().await;
}

fn main() {}

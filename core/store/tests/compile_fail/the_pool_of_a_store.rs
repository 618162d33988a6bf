//! The connections of a store are its own.
//! It gives nothing of any tenant without a context.

use kontor_store::Store;

fn pool(store: &Store) {
    let _ = &store.inner;
}

fn main() {}

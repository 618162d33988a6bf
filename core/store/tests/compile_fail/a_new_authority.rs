//! The store's own way of making an authority is closed to others.
//! Opening a store yields the only one.

use kontor_store::Authority;

fn newly_appointed() -> Authority {
    Authority::new()
}

fn main() {}

//! An authority is nobody's default.
//! Opening a store yields the only one.

use kontor_store::Authority;

fn by_default() -> Authority {
    Authority::default()
}

fn main() {}

//! Nobody appoints themselves: an authority cannot be written down.
//! Opening a store yields the only one.

use kontor_store::Authority;

fn self_appointed() -> Authority {
    Authority { _sealed: () }
}

fn main() {}

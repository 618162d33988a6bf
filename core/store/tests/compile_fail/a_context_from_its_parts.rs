//! Nobody puts a context together: its fields are the store's own.
//! Only an authority makes one, after the caller has been authenticated.

use kontor_store::{Ctx, CtxParts};

fn forged(parts: CtxParts) -> Ctx {
    Ctx { parts: std::sync::Arc::new(parts), idempotency: None }
}

fn main() {}

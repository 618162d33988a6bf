//! Nobody makes a context from parts: only an authority does, and only opening a store yields one.
//! Neither the context's fields nor the authority's are to be had from outside.

use kontor_store::{Authority, Ctx, CtxParts};

fn forged(parts: CtxParts) -> Ctx {
    Ctx { parts: std::sync::Arc::new(parts), idempotency: None }
}

fn self_appointed() -> Authority {
    Authority { _sealed: () }
}

fn newly_appointed() -> Authority {
    Authority::new()
}

fn by_default() -> Authority {
    Authority::default()
}

fn main() {}

//! A unit of work is begun by the store, which sets its tenant.
//! None can be put together.

use kontor_store::{Ctx, ReadTx};

fn made_up(ctx: Ctx) -> ReadTx {
    ReadTx { ctx, ..todo!() }
}

fn main() {}

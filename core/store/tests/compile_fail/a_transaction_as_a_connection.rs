//! A transaction is no connection of sea-orm, so that no entity is searched past it.
//! What it runs is built by the store.

use kontor_store::{ReadTx, tenants};
use sea_orm::EntityTrait;

async fn mistaken(tx: &ReadTx) {
    let _ = tenants::Entity::find().all(tx).await;
}

fn main() {}

//! A search, a change and a deletion carry their tenant from the moment they are made.
//! None can be made without a context, and a system table cannot be searched as a tenant's.

use kontor_store::{Delete, Find, Tx, Update, WriteTx, tenants};

fn searched() -> Find<tenants::Entity> {
    Find { select: sea_orm::EntityTrait::find() }
}

fn changed() -> Update<tenants::Entity> {
    Update::new()
}

fn deleted() -> Delete<tenants::Entity> {
    Delete { delete: sea_orm::EntityTrait::delete_many() }
}

fn across_tenants(tx: &WriteTx) {
    let _ = tx.find::<tenants::Entity>();
}

fn main() {}

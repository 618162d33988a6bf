//! A search carries its tenant from the moment it is made.
//! None can be put together without a transaction and its context.

use kontor_store::{Find, tenants};
use sea_orm::EntityTrait;

fn searched() -> Find<tenants::Entity> {
    Find { select: tenants::Entity::find() }
}

fn main() {}

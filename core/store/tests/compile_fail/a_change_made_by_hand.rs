//! A change carries its tenant from the moment it is made.
//! None can be put together without a unit of work and its context.

use kontor_store::{Update, tenants};
use sea_orm::EntityTrait;

fn changed() -> Update<tenants::Entity> {
    Update { update: tenants::Entity::update_many() }
}

fn main() {}

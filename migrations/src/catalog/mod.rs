//! The catalogue's tables, oldest migration first.
//! Only the catalogue reads and writes them; others ask its ports or join the views it publishes.

use sea_orm_migration::MigrationTrait;

mod m20261121_tables;

/// The catalogue's migrations, oldest first.
#[must_use]
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(m20261121_tables::Step)]
}

//! The inventory's tables, oldest migration first.
//! They stand after the catalogue's, whose published view the stock list joins.

use sea_orm_migration::MigrationTrait;

mod m20261121_tables;

/// The inventory's migrations, oldest first.
#[must_use]
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(m20261121_tables::Step)]
}

//! Steps of the tables of `freight`.
//! Newer steps stand below older ones.

mod m20261121_tables;
mod m20261130_rules;

/// The steps, oldest first.
#[must_use]
pub fn migrations() -> Vec<Box<dyn sea_orm_migration::MigrationTrait>> {
    vec![Box::new(m20261121_tables::Step), Box::new(m20261130_rules::Step)]
}

//! Steps of the tables of `approvals`.
//! Newer steps stand below older ones.

mod m20261130_tables;

/// The steps, oldest first.
#[must_use]
pub fn migrations() -> Vec<Box<dyn sea_orm_migration::MigrationTrait>> {
    vec![Box::new(m20261130_tables::Step)]
}

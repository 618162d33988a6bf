//! Steps of the tables of `messages`.
//! Newer steps stand below older ones.

mod m20261122_tables;
mod m20261130_attachments;

/// The steps, oldest first.
#[must_use]
pub fn migrations() -> Vec<Box<dyn sea_orm_migration::MigrationTrait>> {
    vec![Box::new(m20261122_tables::Step), Box::new(m20261130_attachments::Step)]
}

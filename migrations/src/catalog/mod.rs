//! Steps of the tables of `catalog`.
//! Newer steps stand below older ones.

mod m20261121_tables;
mod m20261122_categories;
mod m20261130_assortments;
mod m20261130_external_ids;
mod m20261130_media;
mod m20261130_packagings;
mod m20261130_prices;
mod m20261130_publication;
mod m20261130_synonyms;
mod m20261130_taxes;
mod m20261130_trees;
mod m20261130_variants;

/// The steps, oldest first.
#[must_use]
pub fn migrations() -> Vec<Box<dyn sea_orm_migration::MigrationTrait>> {
    vec![
        Box::new(m20261121_tables::Step),
        Box::new(m20261122_categories::Step),
        Box::new(m20261130_external_ids::Step),
        Box::new(m20261130_prices::Step),
        Box::new(m20261130_taxes::Step),
        Box::new(m20261130_packagings::Step),
        Box::new(m20261130_variants::Step),
        Box::new(m20261130_trees::Step),
        Box::new(m20261130_publication::Step),
        Box::new(m20261130_synonyms::Step),
        Box::new(m20261130_assortments::Step),
        Box::new(m20261130_media::Step),
    ]
}

//! Steps of the tables of `orders`.
//! Newer steps stand below older ones.

mod m20261121_tables;
mod m20261130_lines_view;
mod m20261130_persons;
mod m20261130_shared_carts;
mod m20261130_taxes;
mod m20261130_terms;
mod m20261130_units;

/// The steps, oldest first.
#[must_use]
pub fn migrations() -> Vec<Box<dyn sea_orm_migration::MigrationTrait>> {
    vec![
        Box::new(m20261121_tables::Step),
        Box::new(m20261130_persons::Step),
        Box::new(m20261130_lines_view::Step),
        Box::new(m20261130_taxes::Step),
        Box::new(m20261130_units::Step),
        Box::new(m20261130_shared_carts::Step),
        Box::new(m20261130_terms::Step),
    ]
}

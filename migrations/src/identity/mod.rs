//! Steps of the tables of `identity`.
//! Newer steps stand below older ones.

mod m20261121_tables;
mod m20261122_people;
mod m20261130_channel_languages;
mod m20261130_channels_view;
mod m20261130_groups;
mod m20261130_persons;
mod m20261130_taxes;

/// The steps, oldest first.
#[must_use]
pub fn migrations() -> Vec<Box<dyn sea_orm_migration::MigrationTrait>> {
    vec![
        Box::new(m20261121_tables::Step),
        Box::new(m20261122_people::Step),
        Box::new(m20261130_persons::Step),
        Box::new(m20261130_channel_languages::Step),
        Box::new(m20261130_channels_view::Step),
        Box::new(m20261130_groups::Step),
        Box::new(m20261130_taxes::Step),
    ]
}

//! Products are found by their id in another system, so that one that was given a new code stays the same product.
//! The id need not be unique: what was imported before may have it twice.

crate::step!("catalog_m20261130_external_ids", schema => {
    schema.add_index("catalog_products", &["external_id"]).await?;
});

//! Finds what orders still wait for, product by product, without a look at all other reservations.
//! Only reservations that owed something when they were made are in the index.

crate::step!("inventory_m20261130_backorders", schema => {
    let owed = "backordered IS NOT NULL AND released_at IS NULL";
    schema.add_index_where("inventory_reservations", &["product_id"], owed).await?;
});

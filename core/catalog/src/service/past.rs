//! What is replaced is kept with the time at which it was, so that a price of the past can be explained.
//! Kept rows are only added; what never was in force on any day is kept, too, because somebody may have seen it.

use kontor_store::{Tx, WriteTx};

use crate::{
    entities::{assignment, past_assignment, past_price, past_price_list, price, price_list},
    error::{CatalogError, CatalogResult},
};

/// Keeps prices as they were before this commit.
pub(super) async fn keep_prices<'a>(tx: &WriteTx, rows: impl Iterator<Item = &'a price::Model>) -> CatalogResult<()> {
    let now = tx.ctx().now();
    let past = |row: &price::Model| past_price::Model {
        tenant_id: row.tenant_id,
        price_list_id: row.price_list_id,
        product_id: row.product_id,
        unit: row.unit.clone(),
        min_quantity: row.min_quantity,
        valid_from: row.valid_from,
        replaced_at: now,
        valid_to: row.valid_to,
        unit_price: row.unit_price,
        per_quantity: row.per_quantity,
        archived: row.archived,
        recorded_at: row.recorded_at,
    };
    // Two changes within a microsecond: the one between never was.
    tx.insert_missing::<past_price::Entity>(rows.map(past).collect()).await?;
    Ok(())
}

/// Keeps assignments as they were before this commit.
pub(super) async fn keep_assignments(tx: &WriteTx, rows: Vec<assignment::Model>) -> CatalogResult<()> {
    let now = tx.ctx().now();
    let past = |row: assignment::Model| past_assignment::Model {
        tenant_id: row.tenant_id,
        subject: row.subject,
        subject_id: row.subject_id,
        price_list_id: row.price_list_id,
        replaced_at: now,
        priority: row.priority,
        is_last: row.is_last,
        assigned_at: row.assigned_at,
    };
    tx.insert_missing::<past_assignment::Entity>(rows.into_iter().map(past).collect()).await?;
    Ok(())
}

/// Keeps a list as it was before this commit.
pub(super) async fn keep_list(tx: &WriteTx, row: &price_list::Model) -> CatalogResult<()> {
    let list = serde_json::to_value(row).map_err(|cause| CatalogError::Unkept(cause.to_string()))?;
    let past = past_price_list::Model {
        tenant_id: row.tenant_id,
        price_list_id: row.id,
        replaced_at: tx.ctx().now(),
        recorded_at: row.updated_at,
        list,
    };
    tx.insert_missing::<past_price_list::Entity>(vec![past]).await?;
    Ok(())
}
